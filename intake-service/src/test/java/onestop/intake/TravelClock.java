package onestop.intake;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Primary;

/** The system's time, unless a test has travelled. */
@TestConfiguration
@Primary
public class TravelClock implements InstantSource {
    private static final Clock SYSTEM = Clock.tick(Clock.systemUTC(), Duration.ofNanos(1_000));

    private volatile @Nullable Instant stopped;

    public void stopAt(Instant instant) {
        stopped = instant;
    }

    public void goOn() {
        stopped = null;
    }

    @Override
    public Instant instant() {
        var at = stopped;
        return at == null ? SYSTEM.instant() : at;
    }
}
