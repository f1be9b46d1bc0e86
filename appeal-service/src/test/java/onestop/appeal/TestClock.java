package onestop.appeal;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;

/** A clock that stands where a test puts it. */
public final class TestClock implements InstantSource {
    private volatile Instant now = Instant.parse("2026-03-02T01:10:00Z");

    @Override
    public Instant instant() {
        return now;
    }

    /** To a time with offset, such as {@code 2026-03-02T09:10:00+08:00}. */
    public void setTo(String time) {
        now = OffsetDateTime.parse(time).toInstant();
    }

    public void advance(Duration by) {
        now = now.plus(by);
    }
}
