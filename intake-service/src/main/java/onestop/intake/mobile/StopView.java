package onestop.intake.mobile;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import onestop.intake.mobile.StopState.Cancelled;
import onestop.intake.mobile.StopState.Ended;
import onestop.intake.mobile.StopState.Started;
import org.jspecify.annotations.Nullable;

/**
 * A stop as staff see it.
 *
 * @param staff accounts; absent in the public plan
 */
record StopView(
        UUID id,
        String vehicleCode,
        String townCode,
        @Nullable String villageCode,
        String place,
        Instant plannedFrom,
        Instant plannedUntil,
        List<String> windowCodes,
        StopStatus status,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable String cancelReason,
        @Nullable List<String> staff,
        long version) {

    static StopView of(Stop stop) {
        return of(stop, stop.plan().staff());
    }

    static StopView publicOf(Stop stop) {
        return of(stop, null);
    }

    private static StopView of(Stop stop, @Nullable List<String> staff) {
        var plan = stop.plan();
        return new StopView(
                stop.id(),
                plan.vehicleCode(),
                plan.townCode(),
                plan.villageCode(),
                plan.place(),
                plan.from(),
                plan.until(),
                plan.windowCodes(),
                StopStatus.of(stop.state()),
                switch (stop.state()) {
                    case Started(var at, var _) -> at;
                    case Ended(var start, var _, var _) -> start.at();
                    default -> null;
                },
                stop.state() instanceof Ended(var _, var at, var _) ? at : null,
                stop.state() instanceof Cancelled(var reason) ? reason : null,
                staff,
                stop.version());
    }
}
