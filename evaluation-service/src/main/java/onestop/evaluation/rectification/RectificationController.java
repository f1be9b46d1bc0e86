package onestop.evaluation.rectification;

import jakarta.validation.constraints.Pattern;
import java.util.List;
import java.util.UUID;
import onestop.evaluation.rectification.RectificationList.Filter;
import onestop.web.Allowed;
import onestop.web.Caller;
import onestop.web.Limit;
import onestop.web.Page;
import onestop.web.Problems;
import onestop.web.Role;
import onestop.web.Versions;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Reading orders. */
@RestController
class RectificationController {
    private final Rectifications rectifications;
    private final RectificationList list;
    private final CheckList checks;
    private final SecondCallList secondCalls;
    private final RectificationViews views;
    private final Problems problems;

    RectificationController(
            Rectifications rectifications,
            RectificationList list,
            CheckList checks,
            SecondCallList secondCalls,
            RectificationViews views,
            Problems problems) {
        this.rectifications = rectifications;
        this.list = list;
        this.checks = checks;
        this.secondCalls = secondCalls;
        this.views = views;
        this.problems = problems;
    }

    @Allowed({
        Role.UNIT_MANAGER,
        Role.WINDOW,
        Role.EXAMINER,
        Role.REVIEWER,
        Role.APPROVER,
        Role.ISSUER,
        Role.EVALUATION_SUPERVISOR,
        Role.AUDITOR
    })
    @GetMapping("/api/evaluation/rectifications")
    ResponseEntity<?> list(
            Caller caller,
            @RequestParam(required = false) @Pattern(regexp = "[A-Z0-9]{1,20}") @Nullable String unit,
            @RequestParam(required = false) @Nullable Status status,
            @RequestParam(defaultValue = "false") boolean dissatisfied,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) Limit limit) {
        if (RectificationViews.supervises(caller)) {
            return ResponseEntity.ok(list.page(
                    new Filter(unit, status, null, dissatisfied), !caller.is(Role.UNIT_MANAGER), caller, after, limit));
        }
        var own = caller.unit();
        if (unit != null && !unit.equals(own)) {
            return problems.reply(HttpStatus.FORBIDDEN, "not-your-unit", unit);
        }
        if (own == null) {
            return ResponseEntity.ok(new Page<>(List.of(), null));
        }
        var officer = caller.is(Role.UNIT_MANAGER) ? null : caller.subject();
        return ResponseEntity.ok(
                list.page(new Filter(own, status, officer, dissatisfied), false, caller, after, limit));
    }

    @Allowed({
        Role.UNIT_MANAGER,
        Role.WINDOW,
        Role.EXAMINER,
        Role.REVIEWER,
        Role.APPROVER,
        Role.ISSUER,
        Role.EVALUATION_SUPERVISOR,
        Role.AUDITOR
    })
    @GetMapping("/api/evaluation/rectifications/{id}")
    ResponseEntity<?> read(Caller caller, @PathVariable UUID id) {
        return rectifications
                .find(new RectificationId(id))
                .filter(order -> views.visible(order, caller))
                .<ResponseEntity<?>>map(order ->
                        ResponseEntity.ok().eTag(Versions.etag(order.version())).body(views.of(order, caller)))
                .orElseGet(() -> problems.reply(HttpStatus.NOT_FOUND, "no-such-rectification"));
    }

    /** For the office that checks; its light is turned by its own days and costs no unit points. */
    @Allowed({Role.EVALUATION_SUPERVISOR, Role.AUDITOR})
    @GetMapping("/api/evaluation/rectification-checks-due")
    Page<CheckList.Due> checksDue(
            @RequestParam(required = false) @Nullable String after, @RequestParam(required = false) Limit limit) {
        return checks.due(after, limit);
    }

    /** For the office that calls again: of a feedback with a contact nobody else can. */
    @Allowed({Role.EVALUATION_SUPERVISOR, Role.AUDITOR})
    @GetMapping("/api/evaluation/second-calls-due")
    Page<SecondCallList.Due> secondCallsDue(
            @RequestParam(required = false) @Nullable String after, @RequestParam(required = false) Limit limit) {
        return secondCalls.due(after, limit);
    }
}
