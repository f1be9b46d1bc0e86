package onestop.evaluation;

import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands where a test puts it. */
public final class TestClock implements InstantSource {
    private volatile Instant now = Instant.parse("2026-03-05T02:00:00Z");

    @Override
    public Instant instant() {
        return now;
    }

    /** Noon of a day in the county. */
    public void setTo(String day) {
        now = Instant.parse(day + "T04:00:00Z");
    }

    public void setTo(Instant instant) {
        now = instant;
    }
}
