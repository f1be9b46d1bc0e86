package onestop.intake.window;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Counts the silent devices for the metrics, says so in the log when the number changes, and forgets old silences. */
@Component
class SilentDevices {
    private static final Logger log = LoggerFactory.getLogger(SilentDevices.class);
    private static final int MOST_BATCHES = 20;

    private final Devices devices;
    private final HeartbeatRules rules;
    private final InstantSource clock;
    private volatile int silent;

    SilentDevices(Devices devices, HeartbeatRules rules, InstantSource clock, MeterRegistry metrics) {
        this.devices = devices;
        this.rules = rules;
        this.clock = clock;
        Gauge.builder("onestop.intake.devices.silent", this, counted -> counted.silent)
                .description("Devices at windows that have not been heard for too long")
                .register(metrics);
    }

    @Scheduled(
            fixedDelayString = "${onestop.intake.devices.check}",
            initialDelayString = "${onestop.intake.devices.check}")
    void run() {
        var now = clock.instant();
        int found = devices.countSilent(rules.silentBefore(now));
        if (found != silent) {
            log.warn("{} devices at windows are silent, {} were at the last look", found, silent);
        }
        silent = found;
        var old = rules.forgottenBefore(now);
        for (int batch = 0; batch < MOST_BATCHES && devices.forget(old); batch++) {
            log.debug("Forgot old silences of devices");
        }
    }
}
