package onestop.appeal.appeals;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.UUID;
import onestop.appeal.appeals.AppealEvent.Summary;
import onestop.appeal.appeals.AppealState.Outcome;
import onestop.appeal.appeals.AppealState.RejectionGround;
import onestop.appeal.dispatching.DispatchSuggestions;
import onestop.appeal.recusal.FileOfficers;
import onestop.appeal.units.UnitKey;
import onestop.appeal.words.AppealKind;
import onestop.appeal.words.BlockedClass;
import onestop.web.Allowed;
import onestop.web.Caller;
import onestop.web.InvalidFieldException;
import onestop.web.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the office of the coordinator does with appeals. */
@RestController
@RequestMapping("/api/appeal/appeals/{id}")
class CoordinatorCommandsController {
    private final AppealCommands commands;
    private final KnownUnits units;
    private final DispatchSuggestions suggestions;
    private final FileOfficers fileOfficers;
    private final UnitKey office;

    CoordinatorCommandsController(
            AppealCommands commands,
            KnownUnits units,
            DispatchSuggestions suggestions,
            FileOfficers fileOfficers,
            @Value("${onestop.appeal.office}") String office) {
        this.commands = commands;
        this.units = units;
        this.suggestions = suggestions;
        this.fileOfficers = fileOfficers;
        this.office = new UnitKey(office);
    }

    @Allowed(Role.APPEAL_COORDINATOR)
    @PutMapping("/dispatch")
    ResponseEntity<?> dispatch(@PathVariable UUID id, @Valid @RequestBody DispatchBody body, Caller caller) {
        var unit = units.require("unit", body.unit() == null ? suggested(id, caller) : body.unit());
        var note = stripped(body.note());
        return commands.dispatch(id, unit, note, summary(body.forUnit()), caller);
    }

    /** Without a unit the coordinator confirms what the rules suggest. */
    private String suggested(UUID id, Caller caller) {
        return suggestions
                .of(id, caller.subject())
                .map(DispatchSuggestions.Suggestion::unit)
                .orElseThrow(() -> new InvalidFieldException("unit", "no-suggestion"));
    }

    @Allowed(Role.APPEAL_COORDINATOR)
    @PutMapping("/classification")
    ResponseEntity<?> classify(@PathVariable UUID id, @Valid @RequestBody ClassificationBody body, Caller caller) {
        var item = body.itemCode() == null ? null : units.requireItem("itemCode", body.itemCode());
        return commands.classify(id, body.kind(), body.blockedClass(), item, caller);
    }

    @Allowed(Role.APPEAL_COORDINATOR)
    @PutMapping("/urgency")
    ResponseEntity<?> changeUrgency(@PathVariable UUID id, @Valid @RequestBody UrgencyBody body, Caller caller) {
        var reason = body.reason().strip();
        return commands.asCoordinator(
                id,
                caller,
                (appeal, handler, timetable, now) ->
                        appeal.changeUrgency(handler, body.urgent(), reason, timetable, now));
    }

    @Allowed(Role.APPEAL_COORDINATOR)
    @PutMapping("/direct-answer")
    ResponseEntity<?> answerDirectly(@PathVariable UUID id, @Valid @RequestBody TextBody body, Caller caller) {
        return commands.asCoordinator(
                id, caller, (appeal, handler, _, now) -> appeal.answerDirectly(handler, body.stripped(), office, now));
    }

    @Allowed(Role.APPEAL_COORDINATOR)
    @PutMapping("/joint-handling")
    ResponseEntity<?> coordinate(@PathVariable UUID id, @Valid @RequestBody JointBody body, Caller caller) {
        var others = new LinkedHashSet<UnitKey>();
        for (int number = 0; number < body.units().size(); number++) {
            others.add(units.require("units[" + number + "]", body.units().get(number)));
        }
        var task = body.task().strip();
        return commands.asCoordinator(
                id, caller, (appeal, handler, _, now) -> appeal.coordinate(handler, others, task, now));
    }

    @Allowed(Role.APPEAL_COORDINATOR)
    @PutMapping("/joint-handling-end")
    ResponseEntity<?> endCoordination(@PathVariable UUID id, @Valid @RequestBody ReasonBody body, Caller caller) {
        return commands.asCoordinator(
                id, caller, (appeal, handler, _, now) -> appeal.endCoordination(handler, body.stripped(), now));
    }

    @Allowed(Role.APPEAL_COORDINATOR)
    @PutMapping("/extension-decision")
    ResponseEntity<?> decideExtension(
            @PathVariable UUID id, @Valid @RequestBody ExtensionDecisionBody body, Caller caller) {
        var note = stripped(body.note());
        if (body.granted()) {
            return commands.asCoordinator(
                    id,
                    caller,
                    (appeal, handler, timetable, now) -> appeal.grantExtension(handler, note, timetable, now));
        }
        if (note == null) {
            throw new InvalidFieldException("note", "required");
        }
        return commands.asCoordinator(
                id, caller, (appeal, handler, _, now) -> appeal.refuseExtension(handler, note, now));
    }

    @Allowed(Role.APPEAL_COORDINATOR)
    @PutMapping("/joining")
    ResponseEntity<?> join(@PathVariable UUID id, @Valid @RequestBody JoiningBody body, Caller caller) {
        return commands.join(id, body.into(), summary(body.forUnit()), caller);
    }

    /** What nobody could name when it was raised, or was named wrongly. */
    @Allowed(Role.APPEAL_COORDINATOR)
    @PutMapping("/file")
    ResponseEntity<?> nameFile(@PathVariable UUID id, @Valid @RequestBody FileBody body, Caller caller) {
        var file = new About.File(body.receiptNumber(), body.caseNumber(), body.negativeAnswerId());
        if (file.equals(About.NOTHING.file())) {
            throw new InvalidFieldException("receiptNumber", "names-no-file");
        }
        if (body.negativeAnswerId() != null && !fileOfficers.knowsNegativeAnswer(body.negativeAnswerId())) {
            throw new InvalidFieldException("negativeAnswerId", "unknown-negative-answer");
        }
        return commands.nameFile(id, file, caller);
    }

    @Allowed(Role.APPEAL_COORDINATOR)
    @PutMapping("/office-contact")
    ResponseEntity<?> recordContact(@PathVariable UUID id, @Valid @RequestBody NoteBody body, Caller caller) {
        var note = body.note().strip();
        return commands.asCoordinator(
                id, caller, (appeal, handler, _, now) -> appeal.recordContactByOffice(handler, note, office, now));
    }

    @Allowed(Role.APPEAL_COORDINATOR)
    @PutMapping("/revision")
    ResponseEntity<?> askRevision(@PathVariable UUID id, @Valid @RequestBody ReasonBody body, Caller caller) {
        return commands.asCoordinator(
                id, caller, (appeal, handler, _, now) -> appeal.askRevision(handler, body.stripped(), now));
    }

    @Allowed(Role.APPEAL_COORDINATOR)
    @PutMapping("/discipline-clue")
    ResponseEntity<?> noteClue(@PathVariable UUID id, @Valid @RequestBody ReasonBody body, Caller caller) {
        return commands.asCoordinator(
                id, caller, (appeal, handler, _, now) -> appeal.noteDisciplineClue(handler, body.stripped(), now));
    }

    @Allowed(Role.APPEAL_COORDINATOR)
    @PutMapping("/call-back")
    ResponseEntity<?> callBack(@PathVariable UUID id, @Valid @RequestBody CallBackBody body, Caller caller) {
        var note = stripped(body.note());
        if (!body.reached()) {
            mustBeAbsent("solved", body.solved());
            mustBeAbsent("satisfied", body.satisfied());
            return commands.asCoordinator(
                    id,
                    caller,
                    (appeal, handler, timetable, now) -> appeal.callBackMissed(handler, note, timetable, now));
        }
        boolean solved = required("solved", body.solved());
        boolean satisfied = required("satisfied", body.satisfied());
        return commands.asCoordinator(
                id,
                caller,
                (appeal, handler, timetable, now) ->
                        appeal.callBackReached(handler, solved, satisfied, note, timetable, now));
    }

    @Allowed(Role.APPEAL_COORDINATOR)
    @PutMapping("/redo")
    ResponseEntity<?> orderRedo(@PathVariable UUID id, @Valid @RequestBody RedoBody body, Caller caller) {
        var reason = body.reason().strip();
        var forUnit = summary(body.forUnit());
        return commands.asCoordinator(
                id,
                caller,
                (appeal, handler, timetable, now) -> appeal.orderRedo(handler, reason, forUnit, timetable, now));
    }

    @Allowed(Role.APPEAL_COORDINATOR)
    @PutMapping("/closure")
    ResponseEntity<?> close(@PathVariable UUID id, @Valid @RequestBody ClosureBody body, Caller caller) {
        var reason = stripped(body.reason());
        return commands.asCoordinator(
                id, caller, (appeal, handler, _, now) -> appeal.close(handler, body.outcome(), reason, now));
    }

    @Allowed(Role.APPEAL_COORDINATOR)
    @PutMapping("/rejection")
    ResponseEntity<?> reject(@PathVariable UUID id, @Valid @RequestBody RejectionBody body, Caller caller) {
        var reason = body.reason().strip();
        var competentBody = body.competentBody().strip();
        return commands.asCoordinator(
                id,
                caller,
                (appeal, handler, _, now) -> appeal.reject(handler, body.ground(), reason, competentBody, now));
    }

    private static @Nullable Summary summary(@Nullable SummaryBody body) {
        return body == null
                ? null
                : new Summary(body.title().strip(), body.text().strip());
    }

    /** What was not said, or said with blanks only, is absent. */
    private static @Nullable String stripped(@Nullable String typed) {
        return typed == null || typed.isBlank() ? null : typed.strip();
    }

    private static boolean required(String field, @Nullable Boolean answer) {
        if (answer == null) {
            throw new InvalidFieldException(field, "required");
        }
        return answer;
    }

    private static void mustBeAbsent(String field, @Nullable Boolean answer) {
        if (answer != null) {
            throw new InvalidFieldException(field, "asked-nobody");
        }
    }

    record DispatchBody(
            @Nullable String unit,
            @Nullable @Size(max = 500) String note,
            @Nullable @Valid SummaryBody forUnit) {}

    record SummaryBody(
            @NotBlank @Size(max = 100) String title,
            @NotBlank @Size(max = 4000) String text) {}

    record ClassificationBody(
            @NotNull AppealKind kind,
            @Nullable BlockedClass blockedClass,

            @Nullable @Pattern(regexp = RaiseAppeal.IDENTIFIER)
            String itemCode) {}

    record UrgencyBody(
            @NotNull Boolean urgent,
            @NotBlank @Size(max = 1000) String reason) {}

    record JointBody(
            @NotNull @Size(min = 1, max = 10) List<@NotNull String> units,
            @NotBlank @Size(max = 1000) String task) {}

    record ExtensionDecisionBody(
            boolean granted, @Nullable @Size(max = 1000) String note) {}

    record JoiningBody(@NotNull UUID into, @Nullable @Valid SummaryBody forUnit) {}

    record FileBody(
            @Nullable @Pattern(regexp = RaiseAppeal.IDENTIFIER)
            String receiptNumber,

            @Nullable @Pattern(regexp = RaiseAppeal.IDENTIFIER)
            String caseNumber,

            @Nullable UUID negativeAnswerId) {}

    record NoteBody(@NotBlank @Size(max = 500) String note) {}

    record RedoBody(
            @NotBlank @Size(max = 1000) String reason,
            @Nullable @Valid SummaryBody forUnit) {}

    record CallBackBody(
            boolean reached,
            @Nullable Boolean solved,
            @Nullable Boolean satisfied,
            @Nullable @Size(max = 500) String note) {}

    record ClosureBody(
            @Nullable Outcome outcome,
            @Nullable @Size(max = 1000) String reason) {}

    record RejectionBody(
            @NotNull RejectionGround ground,
            @NotBlank @Size(max = 1000) String reason,
            @NotBlank @Size(max = 100) String competentBody) {}
}
