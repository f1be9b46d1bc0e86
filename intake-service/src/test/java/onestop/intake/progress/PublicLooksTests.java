package onestop.intake.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import onestop.intake.progress.PublicLooks.Rate;
import org.junit.jupiter.api.Test;

class PublicLooksTests {
    private static final String NUMBER = "371327LB26030200017";
    private static final String HERE = "192.0.2.1";

    private Instant now = Instant.parse("2026-03-02T04:00:00Z");
    private final PublicLooks looks = new PublicLooks(new Rate(10, 10), new Rate(60, 60), () -> now);

    private boolean may(String number, String address) {
        return looks.take(number, address).isZero();
    }

    @Test
    void tenLooksAMinuteOpenOneNumberFromWhereverTheyCome() {
        for (int i = 0; i < 10; i++) {
            assertThat(may(NUMBER, "192.0.2." + i)).isTrue();
        }

        var wait = looks.take(NUMBER, HERE);

        assertThat(wait).isPositive().isLessThanOrEqualTo(Duration.ofSeconds(6));
        assertThat(may(NUMBER.toLowerCase(Locale.ROOT), HERE)).isFalse();
        assertThat(may("371327LB26030200018", HERE)).isTrue();
        now = now.plus(wait);
        assertThat(may(NUMBER, HERE)).isTrue();
        assertThat(may(NUMBER, HERE)).isFalse();
    }

    @Test
    void aWrongCodeCountsTwice() {
        for (int i = 0; i < 5; i++) {
            assertThat(may(NUMBER, HERE)).isTrue();
            looks.wrongCode(NUMBER, HERE);
        }

        assertThat(may(NUMBER, HERE)).isFalse();
    }

    @Test
    void oneAddressTriesOnlySoManyNumbers() {
        for (int i = 0; i < 30; i++) {
            assertThat(may("N" + i, HERE)).isTrue();
            looks.wrongCode("N" + i, HERE);
        }

        assertThat(may("N30", HERE)).isFalse();
        assertThat(may("N30", "192.0.2.2")).isTrue();
    }

    @Test
    void aNetworkOfVersionSixIsOneAddress() {
        for (int i = 0; i < 60; i++) {
            assertThat(may("N" + i, "2001:db8:1:2::" + Integer.toHexString(i + 1)))
                    .isTrue();
        }

        assertThat(may("N60", "2001:db8:1:2:ffff::1")).isFalse();
        assertThat(may("N60", "2001:db8:1:3::1")).isTrue();
    }

    @Test
    void whatIsForgottenWasFullAgain() {
        for (int i = 0; i < 10; i++) {
            may(NUMBER, HERE);
        }
        now = now.plus(Duration.ofMinutes(1));

        for (int i = 0; i < 10; i++) {
            assertThat(may(NUMBER, HERE)).isTrue();
        }
        assertThat(may(NUMBER, HERE)).isFalse();
    }
}
