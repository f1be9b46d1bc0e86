package onestop.approval.lights;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import onestop.approval.cases.Act;
import onestop.approval.cases.ActListener;
import onestop.approval.cases.DueStep;
import onestop.approval.cases.MovedLimit;
import onestop.approval.cases.StepClocks;
import onestop.events.OutgoingEvent;
import onestop.workingdays.Calendars;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Keeps the schedule of lights with every act that may move a due date, begin a step or stop the clocks, in the transaction of the act. */
@Component
@Order(400)
class ScheduleLights implements ActListener, StepClocks {
    /** What moves no limit. */
    private static final Set<String> STILL = Set.of(
            "ASSIGNED",
            "VISIT_RECORDED",
            "VISIT_SIGNED",
            "OPINIONS_ASKED",
            "OPINION_GIVEN",
            "REQUEST_WITHDRAWN",
            "HEARING_PLANNED");

    private final Lights lights;
    private final StepLimits limits;
    private final Calendars calendars;

    ScheduleLights(Lights lights, StepLimits limits, Calendars calendars) {
        this.lights = lights;
        this.limits = limits;
        this.calendars = calendars;
    }

    @Override
    public List<OutgoingEvent> happened(List<Act> acts) {
        var moved = new LinkedHashMap<String, @Nullable LocalDate>();
        for (var act : acts) {
            if (!STILL.contains(act.name())) {
                moved.put(act.caseNumber(), dueOn(act.itemCode(), act.step()));
            }
        }
        if (!moved.isEmpty()) {
            lights.schedule(moved);
        }
        return List.of();
    }

    /** A limit that was changed since its step began is left as it runs: a change reaches later steps only. */
    @Override
    public Map<String, MovedLimit> moved(List<Running> steps) {
        var kept = steps.isEmpty()
                ? Map.<String, LocalDate>of()
                : lights.stepsDue(steps.stream().map(Running::caseNumber).toList());
        var moved = new HashMap<String, MovedLimit>();
        for (var one : steps) {
            var before = kept.get(one.caseNumber());
            if (before == null
                    || limits.changedSince(
                            one.itemCode(), one.step().step(), one.step().since())) {
                continue;
            }
            var now = dueOn(one.itemCode(), one.step());
            if (now != null && !now.equals(before)) {
                moved.put(one.caseNumber(), new MovedLimit(MovedLimit.What.STEP, null, before, now));
            }
        }
        return moved;
    }

    /** Null where the limit of the step would end no earlier than the promise of the whole case, which has lights of its own. */
    private @Nullable LocalDate dueOn(String itemCode, @Nullable DueStep due) {
        if (due == null) {
            return null;
        }
        if (due.suspendedUntilOn() != null) {
            return due.suspendedUntilOn();
        }
        int days = limits.of(itemCode, due.step());
        return days < due.promisedDays()
                ? calendars.current().dueDate(due.since(), days, due.pauses()).dueOn()
                : null;
    }
}
