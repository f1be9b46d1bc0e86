package onestop.local.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SignInThrottleTests {

    private Instant now = Instant.parse("2026-03-02T01:00:00Z");
    private final SignInThrottle throttle = new SignInThrottle(() -> now);

    @Test
    void someMistakesAreFree() {
        miss(SignInThrottle.FREE_ATTEMPTS - 1);

        assertThat(throttle.waitFor("window", "10.0.0.1")).isEmpty();
    }

    @Test
    void afterThemTheUserWaitsAndEveryFurtherMissDoublesTheWait() {
        miss(SignInThrottle.FREE_ATTEMPTS);
        assertThat(throttle.waitFor("window", "10.0.0.1")).contains(Duration.ofSeconds(30));

        now = now.plusSeconds(30);
        assertThat(throttle.waitFor("window", "10.0.0.1")).isEmpty();

        miss(1);
        assertThat(throttle.waitFor("window", "10.0.0.1")).contains(Duration.ofSeconds(60));
    }

    @Test
    void nobodyWaitsLongerThanAQuarterOfAnHour() {
        miss(1000);

        assertThat(throttle.waitFor("window", "10.0.0.1")).contains(Duration.ofMinutes(15));
    }

    @Test
    void otherUsersAndOtherAddressesAreNotKeptOut() {
        miss(SignInThrottle.FREE_ATTEMPTS);

        assertThat(throttle.waitFor("window2", "10.0.0.1")).isEmpty();
        assertThat(throttle.waitFor("window", "10.0.0.2")).isEmpty();
    }

    @Test
    void aRightPasswordForgivesTheMistakesBeforeIt() {
        miss(SignInThrottle.FREE_ATTEMPTS - 1);
        throttle.succeeded("window", "10.0.0.1");
        miss(SignInThrottle.FREE_ATTEMPTS - 1);

        assertThat(throttle.waitFor("window", "10.0.0.1")).isEmpty();
    }

    @Test
    void oldMistakesAreForgotten() {
        miss(SignInThrottle.FREE_ATTEMPTS - 1);
        now = now.plus(Duration.ofMinutes(16));
        miss(1);

        assertThat(throttle.waitFor("window", "10.0.0.1")).isEmpty();
    }

    private void miss(int times) {
        IntStream.range(0, times).forEach(_ -> throttle.failed("window", "10.0.0.1"));
    }
}
