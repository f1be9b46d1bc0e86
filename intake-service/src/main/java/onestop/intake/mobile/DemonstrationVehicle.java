package onestop.intake.mobile;

import java.time.InstantSource;
import java.util.List;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** The vehicle with the three windows of the demonstration data on board. */
@Component
@Order(4)
@ConditionalOnProperty("onestop.intake.demonstration-catalogue")
class DemonstrationVehicle implements ApplicationRunner {
    private static final Vehicle VEHICLE = new Vehicle("DPC", "政务服务大篷车", List.of("DPC-1", "DPC-2", "DPC-3"), 1);

    private final Stops stops;
    private final InstantSource clock;

    DemonstrationVehicle(Stops stops, InstantSource clock) {
        this.stops = stops;
        this.clock = clock;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        if (stops.vehicles("", 1).isEmpty()) {
            stops.insert(VEHICLE, "demonstration", clock.instant());
        }
    }
}
