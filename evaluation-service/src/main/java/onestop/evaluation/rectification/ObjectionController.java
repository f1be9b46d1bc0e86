package onestop.evaluation.rectification;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import onestop.evaluation.calendar.CountyTime;
import onestop.evaluation.catalogue.CatalogueNames;
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

/** Objecting to an order, and deciding on the objection. */
@RestController
@RequestMapping("/api/evaluation/rectifications/{id}")
class ObjectionController {
    private final ChangeRectification change;
    private final Rectifications rectifications;
    private final CatalogueNames names;
    private final RectificationViews views;
    private final CommandReplies replies;
    private final Calendars calendars;
    private final InstantSource clock;

    ObjectionController(
            ChangeRectification change,
            Rectifications rectifications,
            CatalogueNames names,
            RectificationViews views,
            CommandReplies replies,
            Calendars calendars,
            InstantSource clock) {
        this.change = change;
        this.rectifications = rectifications;
        this.names = names;
        this.views = views;
        this.replies = replies;
        this.calendars = calendars;
        this.clock = clock;
    }

    record ObjectionBody(
            @NotNull Objection.Kind kind,

            @NotBlank @Size(max = 500) String reason) {}

    /** @param rightUnit where a wrongly sent order goes */
    record DecisionBody(
            @NotNull Boolean upheld,

            @NotBlank @Size(max = 500) String reason,

            @Nullable @Pattern(regexp = "[A-Z0-9]{1,20}") String rightUnit) {}

    @Allowed({Role.UNIT_MANAGER, Role.WINDOW, Role.EXAMINER, Role.REVIEWER, Role.APPROVER, Role.ISSUER})
    @PutMapping("/objection")
    ResponseEntity<?> object(Caller caller, @PathVariable UUID id, @Valid @RequestBody ObjectionBody body) {
        var by = CommandReplies.staff(caller);
        return replies.of(
                change.change(
                        new RectificationId(id),
                        order -> views.mayObject(order, caller),
                        order -> order.object(
                                by, body.kind(), body.reason().strip(), CountyTime.now(clock), calendars.current())),
                caller);
    }

    @Allowed(Role.EVALUATION_SUPERVISOR)
    @PutMapping("/objection-decision")
    ResponseEntity<?> decide(Caller caller, @PathVariable UUID id, @Valid @RequestBody DecisionBody body) {
        var rightUnit = body.rightUnit();
        if (rightUnit != null && names.units(List.of(rightUnit)).isEmpty()) {
            throw new InvalidFieldException("rightUnit", "unknown-unit", rightUnit);
        }
        return replies.of(
                change.bySupervisor(new RectificationId(id), caller, order -> decide(order, caller, body)), caller);
    }

    private Transition decide(RectificationOrder order, Caller caller, DecisionBody body) {
        var by = rectifications.decider(order, caller);
        var reason = body.reason().strip();
        var objection = order.objection();
        var sentOn = body.upheld() && objection != null && objection.kind() == Objection.Kind.WRONG_UNIT;
        if (objection != null && sentOn && body.rightUnit() == null) {
            throw new InvalidFieldException("rightUnit", "right-unit-when-wrong");
        }
        if (objection != null && !sentOn && body.rightUnit() != null) {
            throw new InvalidFieldException("rightUnit", "right-unit-only-when-wrong");
        }
        return body.upheld()
                ? order.upholdObjection(by, reason, body.rightUnit(), CountyTime.now(clock))
                : order.rejectObjection(by, reason, CountyTime.now(clock));
    }
}
