package onestop.intake.appointment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import onestop.workingdays.WorkingDayCalendar;
import org.junit.jupiter.api.Test;

class BookingRulesTests {
    private static final WorkingDayCalendar CALENDAR = WorkingDayCalendar.shipped();
    private static final BookingRules RULES = new BookingRules(
            5,
            Duration.ofHours(2),
            Duration.ofMinutes(30),
            Duration.ofMinutes(15),
            3,
            Duration.ofDays(90),
            Duration.ofDays(30));
    private static final Instant LAST = Instant.parse("2026-03-02T03:00:00Z");

    @Test
    void theDaysFromTomorrowToTheFifthWorkingDayAreOpen() {
        var monday = LocalDate.of(2026, 3, 2);

        assertThat(RULES.isOpen(monday, monday, CALENDAR)).isFalse();
        assertThat(RULES.isOpen(monday.plusDays(1), monday, CALENDAR)).isTrue();
        assertThat(RULES.isOpen(LocalDate.of(2026, 3, 7), monday, CALENDAR))
                .as("a Saturday between, for weekend service")
                .isTrue();
        assertThat(RULES.isOpen(LocalDate.of(2026, 3, 9), monday, CALENDAR)).isTrue();
        assertThat(RULES.isOpen(LocalDate.of(2026, 3, 10), monday, CALENDAR)).isFalse();
    }

    @Test
    void holidaysAreNoWorkingDays() {
        // 1 to 5 May are off, Saturday the 9th is worked.
        assertThat(RULES.lastDay(LocalDate.of(2026, 4, 30), CALENDAR)).isEqualTo(LocalDate.of(2026, 5, 11));
    }

    @Test
    void threeAbsencesBarForThirtyDaysAfterTheLast() {
        var soon = LAST.plus(Duration.ofDays(1));

        assertThat(RULES.barredUntil(2, LAST, soon)).isEmpty();
        assertThat(RULES.barredUntil(3, LAST, soon)).contains(LAST.plus(Duration.ofDays(30)));
        assertThat(RULES.barredUntil(7, LAST, LAST.plus(Duration.ofDays(30)).minusNanos(1)))
                .isPresent();
        assertThat(RULES.barredUntil(7, LAST, LAST.plus(Duration.ofDays(30)))).isEmpty();
        assertThat(RULES.barredUntil(0, null, soon)).isEmpty();
    }

    @Test
    void rulesThatMakeNoSenseAreRefusedAtTheStart() {
        assertThatThrownBy(() -> new BookingRules(
                        0, Duration.ZERO, Duration.ZERO, Duration.ZERO, 3, Duration.ZERO, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new BookingRules(
                        5, Duration.ZERO, Duration.ZERO, Duration.ZERO, 0, Duration.ZERO, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
