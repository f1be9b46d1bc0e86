package onestop.intake.window;

import java.time.Duration;
import java.time.Instant;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** After how long a device counts as silent, and how long a silence is remembered. */
@Component
class HeartbeatRules {
    private final Duration silentAfter;
    private final Duration remembered;

    HeartbeatRules(
            @Value("${onestop.intake.devices.silent-after}") Duration silentAfter,
            @Value("${onestop.intake.devices.outages-kept}") Duration remembered) {
        if (silentAfter.isNegative() || silentAfter.isZero()) {
            throw new IllegalArgumentException("onestop.intake.devices.silent-after must be a time");
        }
        this.silentAfter = silentAfter;
        this.remembered = remembered;
    }

    Duration silentAfter() {
        return silentAfter;
    }

    Instant silentBefore(Instant now) {
        return now.minus(silentAfter);
    }

    Instant forgottenBefore(Instant now) {
        return now.minus(remembered);
    }
}
