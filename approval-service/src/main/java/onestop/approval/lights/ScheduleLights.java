package onestop.approval.lights;

import java.util.List;
import onestop.approval.cases.Act;
import onestop.approval.cases.ActListener;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Keeps the schedule of lights with every act that may move a due date or stop the clocks, in the transaction of the act. */
@Component
@Order(400)
class ScheduleLights implements ActListener {
    private final Lights lights;

    ScheduleLights(Lights lights) {
        this.lights = lights;
    }

    @Override
    public void happened(List<Act> acts) {
        var moved = acts.stream()
                .filter(act -> switch (act.name()) {
                    case "ASSIGNED", "EXAMINED", "REVIEWED", "RETURNED" -> false;
                    default -> true;
                })
                .map(Act::caseNumber)
                .distinct()
                .toList();
        if (!moved.isEmpty()) {
            lights.schedule(moved);
        }
    }
}
