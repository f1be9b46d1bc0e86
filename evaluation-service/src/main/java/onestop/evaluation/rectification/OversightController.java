package onestop.evaluation.rectification;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.UUID;
import onestop.evaluation.calendar.CountyTime;
import onestop.evaluation.rectification.RectificationCommandController.CallBackBody;
import onestop.evaluation.rectification.Rejection.AskedByOthers;
import onestop.evaluation.rectification.Transition.Declined;
import onestop.web.Allowed;
import onestop.web.Caller;
import onestop.web.InvalidFieldException;
import onestop.web.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the management office does beside the call-back, and the rater's answer after the closing. */
@RestController
@RequestMapping("/api/evaluation/rectifications/{id}")
class OversightController {
    private final ChangeRectification change;
    private final Rectifications rectifications;
    private final CommandReplies replies;
    private final AccountsOfSources accounts;
    private final InstantSource clock;

    OversightController(
            ChangeRectification change,
            Rectifications rectifications,
            CommandReplies replies,
            AccountsOfSources accounts,
            InstantSource clock) {
        this.change = change;
        this.rectifications = rectifications;
        this.replies = replies;
        this.accounts = accounts;
        this.clock = clock;
    }

    record CheckBody(
            @NotNull Boolean passed,
            @Nullable @Size(max = 500) String note) {}

    record ReasonBody(@NotBlank @Size(max = 500) String reason) {}

    record InstructionBody(@NotBlank @Size(max = 500) String instruction) {}

    /** @param position of whom the talk was held with, not the name */
    record TalkBody(
            @NotNull LocalDate heldOn,

            @NotBlank @Size(max = 100) String position,

            @NotBlank @Size(max = 1000) String conclusion) {}

    record AnswerBody(
            @NotNull Boolean satisfied,
            @Nullable @Size(max = 500) String note) {}

    @Allowed(Role.EVALUATION_SUPERVISOR)
    @PutMapping("/check")
    ResponseEntity<?> check(Caller caller, @PathVariable UUID id, @Valid @RequestBody CheckBody body) {
        var note = CommandReplies.textOrNull(body.note());
        if (!body.passed() && note == null) {
            throw new InvalidFieldException("note", "note-when-failed");
        }
        return replies.of(
                change.bySupervisor(
                        new RectificationId(id),
                        caller,
                        order -> order.check(
                                rectifications.decider(order, caller), body.passed(), note, CountyTime.now(clock))),
                caller);
    }

    @Allowed(Role.EVALUATION_SUPERVISOR)
    @PutMapping("/reopening")
    ResponseEntity<?> reopen(Caller caller, @PathVariable UUID id, @Valid @RequestBody ReasonBody body) {
        return replies.of(
                change.bySupervisor(
                        new RectificationId(id),
                        caller,
                        order -> order.reopen(
                                CommandReplies.staff(caller), body.reason().strip(), CountyTime.now(clock))),
                caller);
    }

    @Allowed(Role.EVALUATION_SUPERVISOR)
    @PutMapping("/instruction")
    ResponseEntity<?> instruct(Caller caller, @PathVariable UUID id, @Valid @RequestBody InstructionBody body) {
        return replies.of(
                change.bySupervisor(
                        new RectificationId(id),
                        caller,
                        order -> order.instruct(
                                CommandReplies.staff(caller), body.instruction().strip(), CountyTime.now(clock))),
                caller);
    }

    @Allowed(Role.EVALUATION_SUPERVISOR)
    @PutMapping("/talk")
    ResponseEntity<?> talk(Caller caller, @PathVariable UUID id, @Valid @RequestBody TalkBody body) {
        var now = CountyTime.now(clock);
        if (body.heldOn().isAfter(CountyTime.dayOf(now))) {
            throw new InvalidFieldException("heldOn", "in-the-future");
        }
        var talk = new Talk(
                body.heldOn(), body.position().strip(), body.conclusion().strip());
        return replies.of(change.talk(new RectificationId(id), caller, talk, now), caller);
    }

    /**
     * From whoever may rate the service, or from the sender of short messages that took the answer; of what another system
     * collected from that system alone. Nothing of the order is told.
     */
    @Allowed({Role.APPLICANT, Role.AGENT, Role.PARTNER})
    @PutMapping("/second-call-back")
    ResponseEntity<?> answer(Caller caller, @PathVariable UUID id, @Valid @RequestBody AnswerBody body) {
        return replies.silently(change.change(
                new RectificationId(id),
                order -> mayAnswer(order, caller),
                order ->
                        order.answer(body.satisfied(), CommandReplies.textOrNull(body.note()), CountyTime.now(clock))));
    }

    /** What the office heard when it called once more after the closing, by a contact that was left here. */
    @Allowed(Role.EVALUATION_SUPERVISOR)
    @PutMapping("/second-call")
    ResponseEntity<?> callAgain(Caller caller, @PathVariable UUID id, @Valid @RequestBody CallBackBody body) {
        var callBack = body.callBack();
        return replies.of(
                change.bySupervisor(
                        new RectificationId(id),
                        caller,
                        order -> order.asksAgain() && !rectifications.calledByOffice(order.id())
                                ? new Declined(new AskedByOthers())
                                : order.callAgain(
                                        CommandReplies.staff(caller),
                                        callBack,
                                        CommandReplies.textOrNull(body.note()),
                                        CountyTime.now(clock))),
                caller);
    }

    private boolean mayAnswer(RectificationOrder order, Caller caller) {
        boolean partner = caller.is(Role.PARTNER) && caller.unit() == null;
        return rectifications
                .collected(order.id())
                .map(collected -> partner && accounts.speaksFor(caller.subject(), collected.source()))
                .orElseGet(
                        () -> (partner && order.about().receiptNumber() != null) || rectifications.isOf(order, caller));
    }
}
