package onestop.appeal.appeals;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import onestop.appeal.appeals.AppealState.Outcome;
import onestop.appeal.appeals.AppealState.RejectionGround;
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

/** What the office of the coordinator does with appeals. */
@RestController
@RequestMapping("/api/appeal/appeals/{id}")
class CoordinatorCommandsController {
    private final ChangeAppeal changeAppeal;
    private final KnownUnits units;
    private final CommandReplies replies;

    CoordinatorCommandsController(ChangeAppeal changeAppeal, KnownUnits units, CommandReplies replies) {
        this.changeAppeal = changeAppeal;
        this.units = units;
        this.replies = replies;
    }

    @Allowed(Role.APPEAL_COORDINATOR)
    @PutMapping("/dispatch")
    ResponseEntity<?> dispatch(@PathVariable UUID id, @Valid @RequestBody DispatchBody body, Caller caller) {
        var unit = units.require("unit", body.unit());
        var note = stripped(body.note());
        return change(id, caller, (appeal, handler, _, now) -> appeal.dispatch(unit, note, handler.officer(), now));
    }

    @Allowed(Role.APPEAL_COORDINATOR)
    @PutMapping("/call-back")
    ResponseEntity<?> callBack(@PathVariable UUID id, @Valid @RequestBody CallBackBody body, Caller caller) {
        var note = stripped(body.note());
        if (!body.reached()) {
            mustBeAbsent("solved", body.solved());
            mustBeAbsent("satisfied", body.satisfied());
            return change(
                    id,
                    caller,
                    (appeal, handler, timetable, now) -> appeal.callBackMissed(handler, note, timetable, now));
        }
        boolean solved = required("solved", body.solved());
        boolean satisfied = required("satisfied", body.satisfied());
        return change(
                id, caller, (appeal, handler, _, now) -> appeal.callBackReached(handler, solved, satisfied, note, now));
    }

    @Allowed(Role.APPEAL_COORDINATOR)
    @PutMapping("/redo")
    ResponseEntity<?> orderRedo(@PathVariable UUID id, @Valid @RequestBody RedoBody body, Caller caller) {
        var reason = body.reason().strip();
        return change(
                id, caller, (appeal, handler, timetable, now) -> appeal.orderRedo(handler, reason, timetable, now));
    }

    @Allowed(Role.APPEAL_COORDINATOR)
    @PutMapping("/closure")
    ResponseEntity<?> close(@PathVariable UUID id, @Valid @RequestBody ClosureBody body, Caller caller) {
        var reason = stripped(body.reason());
        return change(id, caller, (appeal, handler, _, now) -> appeal.close(handler, body.outcome(), reason, now));
    }

    @Allowed(Role.APPEAL_COORDINATOR)
    @PutMapping("/rejection")
    ResponseEntity<?> reject(@PathVariable UUID id, @Valid @RequestBody RejectionBody body, Caller caller) {
        var reason = body.reason().strip();
        var competentBody = body.competentBody().strip();
        return change(
                id,
                caller,
                (appeal, handler, _, now) -> appeal.reject(handler, body.ground(), reason, competentBody, now));
    }

    private ResponseEntity<?> change(UUID id, Caller caller, ChangeAppeal.Command command) {
        return replies.of(changeAppeal.asCoordinator(new AppealId(id), caller, command), caller);
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
            @NotNull String unit, @Nullable @Size(max = 500) String note) {}

    record CallBackBody(
            boolean reached,
            @Nullable Boolean solved,
            @Nullable Boolean satisfied,
            @Nullable @Size(max = 500) String note) {}

    record RedoBody(@NotBlank @Size(max = 1000) String reason) {}

    record ClosureBody(
            @Nullable Outcome outcome,
            @Nullable @Size(max = 1000) String reason) {}

    record RejectionBody(
            @NotNull RejectionGround ground,
            @NotBlank @Size(max = 1000) String reason,
            @NotBlank @Size(max = 100) String competentBody) {}
}
