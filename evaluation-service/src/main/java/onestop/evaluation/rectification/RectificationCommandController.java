package onestop.evaluation.rectification;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.InstantSource;
import java.util.UUID;
import onestop.evaluation.calendar.CountyTime;
import onestop.evaluation.rectification.Transition.Applied;
import onestop.evaluation.rectification.Transition.Declined;
import onestop.web.Allowed;
import onestop.web.Caller;
import onestop.web.InvalidFieldException;
import onestop.web.Role;
import onestop.web.Versions;
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
    private final RectificationViews views;
    private final RectificationProblems problems;
    private final Calendars calendars;
    private final InstantSource clock;

    RectificationCommandController(
            ChangeRectification change,
            RectificationViews views,
            RectificationProblems problems,
            Calendars calendars,
            InstantSource clock) {
        this.change = change;
        this.views = views;
        this.problems = problems;
        this.calendars = calendars;
        this.clock = clock;
    }

    record NoteBody(@Nullable @Size(max = 500) String note) {}

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
        return reply(
                change.byUnit(
                        new RectificationId(id),
                        caller.unit(),
                        order -> order.contact(staff(caller), note(body), CountyTime.now(clock))),
                caller);
    }

    @Allowed(Role.UNIT_MANAGER)
    @PutMapping("/confirmation")
    ResponseEntity<?> confirm(
            Caller caller, @PathVariable UUID id, @Valid @RequestBody(required = false) @Nullable NoteBody body) {
        return reply(
                change.byUnit(
                        new RectificationId(id),
                        caller.unit(),
                        order -> order.confirm(staff(caller), note(body), CountyTime.now(clock))),
                caller);
    }

    @Allowed(Role.UNIT_MANAGER)
    @PutMapping("/rectification")
    ResponseEntity<?> rectify(Caller caller, @PathVariable UUID id, @Valid @RequestBody RectifyBody body) {
        var result = textOrNull(body.result());
        var reason = textOrNull(body.reason());
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
        return reply(
                change.byUnit(
                        new RectificationId(id), caller.unit(), order -> rectify(order, staff(caller), result, reason)),
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
        return reply(
                change.bySupervisor(
                        new RectificationId(id),
                        order -> order.callBack(
                                staff(caller), callBack, textOrNull(body.note()), CountyTime.now(clock))),
                caller);
    }

    @Allowed(Role.EVALUATION_SUPERVISOR)
    @PutMapping("/closure")
    ResponseEntity<?> close(
            Caller caller, @PathVariable UUID id, @Valid @RequestBody(required = false) @Nullable NoteBody body) {
        return reply(
                change.bySupervisor(
                        new RectificationId(id),
                        order -> order.close(staff(caller), note(body), CountyTime.now(clock))),
                caller);
    }

    private ResponseEntity<?> reply(Transition transition, Caller caller) {
        return switch (transition) {
            case Applied(var next, var _) ->
                ResponseEntity.ok().eTag(Versions.etag(next.version())).body(views.of(next, caller));
            case Declined(var why) -> problems.reply(why);
        };
    }

    private static StaffId staff(Caller caller) {
        return new StaffId(caller.subject());
    }

    private static @Nullable String note(@Nullable NoteBody body) {
        return body == null ? null : textOrNull(body.note());
    }

    private static @Nullable String textOrNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
