package onestop.intake.mobile;

import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import onestop.intake.input.FieldErrors;
import onestop.intake.mobile.Stop.Plan;
import onestop.intake.mobile.Stops.Route;
import onestop.web.ProblemException;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Plans where a vehicle goes: all stops of a route or none, and never two places at once. */
@Service
class PlanRoute {
    private final Stops stops;
    private final InstantSource clock;

    PlanRoute(Stops stops, InstantSource clock) {
        this.stops = stops;
        this.clock = clock;
    }

    @Transactional(propagation = Propagation.MANDATORY)
    Route plan(Route route, List<Plan> plans, String by) {
        var vehicle = stops.lockVehicle(route.vehicleCode())
                .orElseThrow(() -> new ProblemException(HttpStatus.NOT_FOUND, "unknown-vehicle", route.vehicleCode()));
        var errors = new FieldErrors();
        for (int i = 0; i < plans.size(); i++) {
            var beyond = plans.get(i).windowCodes().stream()
                    .filter(window -> !vehicle.windowCodes().contains(window))
                    .toList();
            if (!beyond.isEmpty()) {
                errors.add("stops[" + i + "].windowCodes", "window-not-on-board", vehicle.windowCodes());
            }
        }
        errors.throwIfAny();
        var planned = plans.stream()
                .map(plan -> new Stop(UUID.randomUUID(), plan, new StopState.Planned(), 1))
                .toList();
        var other = stops.overlapping(vehicle.code(), planned);
        if (other.isPresent()) {
            throw new ProblemException(
                    HttpStatus.CONFLICT,
                    "vehicle-elsewhere",
                    other.get().plan().place(),
                    other.get().plan().from(),
                    other.get().plan().until());
        }
        stops.insertRoute(route.id(), vehicle.code(), route.name(), by, clock.instant(), planned);
        return route;
    }
}
