package onestop.testsupport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class EventuallyTests {
    @Test
    void itTriesUntilItPasses() {
        var tries = new AtomicInteger();

        Eventually.within(
                Duration.ofSeconds(5), () -> assertThat(tries.incrementAndGet()).isGreaterThan(3));

        assertThat(tries).hasValue(4);
    }

    @Test
    void afterTheLimitItFailsWithTheLastReason() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> Eventually.within(Duration.ofMillis(80), () -> {
                    throw new IllegalStateException("not there");
                }))
                .withMessageContaining("not there")
                .withCauseInstanceOf(IllegalStateException.class);
    }
}
