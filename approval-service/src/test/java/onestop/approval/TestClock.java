package onestop.approval;

import java.time.Instant;
import java.time.InstantSource;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/** The service's clock in tests. Stands at Tuesday, 3 March 2026, noon in the office, until it is moved. */
public final class TestClock implements InstantSource {
    public static final Instant TUESDAY_NOON = Instant.parse("2026-03-03T04:00:00Z");

    private volatile Instant now = TUESDAY_NOON;

    @Override
    public Instant instant() {
        return now;
    }

    public void set(Instant instant) {
        now = instant;
    }

    public void reset() {
        now = TUESDAY_NOON;
    }

    @TestConfiguration(proxyBeanMethods = false)
    static class Configuration {
        @Bean
        TestClock testClock() {
            return new TestClock();
        }
    }
}
