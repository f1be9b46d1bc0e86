package onestop.evaluation.rectification;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.InstantSource;
import java.util.UUID;
import onestop.evaluation.calendar.CountyTime;
import onestop.web.Allowed;
import onestop.web.Caller;
import onestop.web.InvalidFieldException;
import onestop.web.Role;
import onestop.workingdays.Calendars;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The commands on an order: the unit's first, then the supervisor's. Each answers with the order as it is now. */
@RestController
@RequestMapping("/api/evaluation/rectifications/{id}")
class RectificationCommandController {
    private final ChangeRectification change;
    private final CommandReplies replies;
    private final Calendars calendars;
    private final InstantSource clock;

    RectificationCommandController(
            ChangeRectification change, CommandReplies replies, Calendars calendars, InstantSource clock) {
        this.change = change;
        this.replies = replies;
        this.calendars = calendars;
        this.clock = clock;
    }

    record NoteBody(@Nullable @Size(max = 500) String note) {}

    /** What the unit found; what is left out is as the rating says. */
    record ConfirmBody(
            @Nullable @Size(max = 500) String note,
            Judgement.@Nullable Truth truth,
            @Nullable Boolean reasonable,
            Judgement.@Nullable Grade grade) {

        Judgement judgement() {
            return new Judgement(
                    truth == null ? Judgement.Truth.TRUE : truth,
                    reasonable == null || reasonable,
                    grade == null ? Judgement.Grade.ORDINARY : grade);
        }
    }

    /** A result, or the declaration that the matter is complex, or both. */
    record RectifyBody(
            @Nullable @Size(max = 1000) String result,

            @Nullable Boolean complex,

            @Nullable @Size(max = 500) String reason) {}

    record CallBackBody(
            @NotNull Boolean reached,
            @Nullable Boolean satisfied,

            @Nullable @Size(max = 500) String note) {

        CallBack callBack() {
            if (!reached) {
                if (satisfied != null) {
                    throw new InvalidFieldException("satisfied", "satisfied-only-when-reached");
                }
                return CallBack.NOT_REACHED;
            }
            if (satisfied == null) {
                throw new InvalidFieldException("satisfied", "satisfied-when-reached");
            }
            return satisfied ? CallBack.SATISFIED : CallBack.NOT_SATISFIED;
        }
    }

    @Allowed(Role.UNIT_MANAGER)
    @PutMapping("/contact")
    ResponseEntity<?> contact(
            Caller caller, @PathVariable UUID id, @Valid @RequestBody(required = false) @Nullable NoteBody body) {
        return replies.of(
                change.byUnit(
                        new RectificationId(id),
                        caller.unit(),
                        order -> order.contact(CommandReplies.staff(caller), note(body), CountyTime.now(clock))),
                caller);
    }

    @Allowed(Role.UNIT_MANAGER)
    @PutMapping("/confirmation")
    ResponseEntity<?> confirm(
            Caller caller, @PathVariable UUID id, @Valid @RequestBody(required = false) @Nullable ConfirmBody body) {
        var judgement = body == null ? Judgement.AS_SAID : body.judgement();
        var note = body == null ? null : CommandReplies.textOrNull(body.note());
        return replies.of(
                change.byUnit(
                        new RectificationId(id),
                        caller.unit(),
                        order -> order.confirm(CommandReplies.staff(caller), judgement, note, CountyTime.now(clock))),
                caller);
    }

    @Allowed(Role.UNIT_MANAGER)
    @PutMapping("/rectification")
    ResponseEntity<?> rectify(Caller caller, @PathVariable UUID id, @Valid @RequestBody RectifyBody body) {
        var result = CommandReplies.textOrNull(body.result());
        var reason = CommandReplies.textOrNull(body.reason());
        if (Boolean.TRUE.equals(body.complex())) {
            if (reason == null) {
                throw new InvalidFieldException("reason", "reason-when-complex");
            }
        } else {
            if (reason != null) {
                throw new InvalidFieldException("reason", "reason-only-when-complex");
            }
            if (result == null) {
                throw new InvalidFieldException("result", "result-or-complex");
            }
        }
        return replies.of(
                change.byUnit(
                        new RectificationId(id),
                        caller.unit(),
                        order -> rectify(order, CommandReplies.staff(caller), result, reason)),
                caller);
    }

    private Transition rectify(
            RectificationOrder order, StaffId by, @Nullable String result, @Nullable String complexReason) {
        var now = CountyTime.now(clock);
        var calendar = calendars.current();
        if (result == null) {
            return order.declareComplex(by, complexReason == null ? "" : complexReason, now, calendar);
        }
        return complexReason == null
                ? order.rectify(by, result, now, calendar)
                : order.rectifyComplex(by, complexReason, result, now, calendar);
    }

    @Allowed(Role.EVALUATION_SUPERVISOR)
    @PutMapping("/call-back")
    ResponseEntity<?> callBack(Caller caller, @PathVariable UUID id, @Valid @RequestBody CallBackBody body) {
        var callBack = body.callBack();
        return replies.of(
                change.bySupervisor(
                        new RectificationId(id),
                        caller,
                        order -> order.callBack(
                                CommandReplies.staff(caller),
                                callBack,
                                CommandReplies.textOrNull(body.note()),
                                CountyTime.now(clock))),
                caller);
    }

    @Allowed(Role.EVALUATION_SUPERVISOR)
    @PutMapping("/closure")
    ResponseEntity<?> close(
            Caller caller, @PathVariable UUID id, @Valid @RequestBody(required = false) @Nullable NoteBody body) {
        return replies.of(
                change.bySupervisor(
                        new RectificationId(id),
                        caller,
                        order -> order.close(CommandReplies.staff(caller), note(body), CountyTime.now(clock))),
                caller);
    }

    private static @Nullable String note(@Nullable NoteBody body) {
        return body == null ? null : CommandReplies.textOrNull(body.note());
    }
}
