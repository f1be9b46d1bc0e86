package onestop.intake;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import onestop.intake.calendar.ServiceHours;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Primary;

/**
 * The time of the tests: it runs as the system's does, unless a test has travelled, but starts on a working day's morning
 * whenever the tests are run, so that no midnight comes between two looks at the date.
 */
@TestConfiguration
@Primary
public class TravelClock implements InstantSource {
    private static final Instant MORNING = Instant.parse("2026-11-25T02:00:00Z");
    private static final long START = System.nanoTime();

    private volatile @Nullable Instant stopped;

    /** The time while nobody has travelled. */
    public static Instant now() {
        return MORNING.plusNanos(System.nanoTime() - START).truncatedTo(ChronoUnit.MICROS);
    }

    /** The office's date while nobody has travelled. */
    public static LocalDate today() {
        return LocalDate.ofInstant(now(), ServiceHours.ZONE);
    }

    public void stopAt(Instant instant) {
        stopped = instant;
    }

    public void goOn() {
        stopped = null;
    }

    @Override
    public Instant instant() {
        var at = stopped;
        return at == null ? now() : at;
    }
}
