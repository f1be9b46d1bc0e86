package onestop.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RatesTests {

    @Test
    void aBurstPassesAndThenTheSteadyRate() {
        var rates = new Rates(new RateSettings.Subject(1, Duration.ofMinutes(1), 3), 100);

        assertThat(rates.take("a")).isZero();
        assertThat(rates.take("a")).isZero();
        assertThat(rates.take("a")).isZero();
        assertThat(rates.take("a")).isBetween(Duration.ofSeconds(50), Duration.ofSeconds(60));
        assertThat(rates.take("b")).as("somebody else").isZero();
    }

    @Test
    void manyThreadsGetNoMoreThanTheBurst() throws InterruptedException {
        var rates = new Rates(new RateSettings.Subject(1, Duration.ofHours(1), 100), 100);
        var passed = new AtomicInteger();
        var threads = IntStream.range(0, 8)
                .mapToObj(_ -> Thread.ofVirtual().start(() -> {
                    for (int i = 0; i < 50; i++) {
                        if (rates.take("a").isZero()) {
                            passed.incrementAndGet();
                        }
                    }
                }))
                .toList();
        for (var thread : threads) {
            thread.join();
        }

        assertThat(passed).hasValue(100);
    }
}
