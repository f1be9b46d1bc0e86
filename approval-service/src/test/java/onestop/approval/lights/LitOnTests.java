package onestop.approval.lights;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import onestop.workingdays.WorkingDayCalendar;
import org.junit.jupiter.api.Test;

class LitOnTests {
    private static final WorkingDayCalendar CALENDAR = WorkingDayCalendar.shipped();

    @Test
    void yellowTurnsOneWorkingDayBeforeThePromisedDateAndNoEarlier() {
        var due = LocalDate.of(2026, 3, 9); // a Monday

        assertThat(lit(Severity.YELLOW, due, LocalDate.of(2026, 3, 5))).isFalse();
        assertThat(lit(Severity.YELLOW, due, LocalDate.of(2026, 3, 6))).isTrue();
        assertThat(lit(Severity.YELLOW, due, due)).isTrue();
        assertThat(lit(Severity.YELLOW, due, due.plusDays(1))).isFalse();
    }

    @Test
    void redTurnsOnTheFirstWorkingDayAfterThePromisedDate() {
        var due = LocalDate.of(2026, 3, 6); // a Friday

        assertThat(lit(Severity.RED, due, due)).isFalse();
        assertThat(lit(Severity.RED, due, LocalDate.of(2026, 3, 8))).isFalse();
        assertThat(lit(Severity.RED, due, LocalDate.of(2026, 3, 9))).isTrue();
    }

    @Test
    void aHolidayCountsForNeither() {
        var beforeNationalDay = LocalDate.of(2026, 9, 30);

        assertThat(lit(Severity.RED, beforeNationalDay, LocalDate.of(2026, 10, 7)))
                .isFalse();
        assertThat(lit(Severity.RED, beforeNationalDay, LocalDate.of(2026, 10, 8)))
                .isTrue();
        assertThat(lit(Severity.YELLOW, LocalDate.of(2026, 10, 8), LocalDate.of(2026, 9, 29)))
                .isFalse();
        assertThat(lit(Severity.YELLOW, LocalDate.of(2026, 10, 8), beforeNationalDay))
                .isTrue();
    }

    @Test
    void aBreachTurnsOnTheDayAfterTheStatutoryDate() {
        var due = LocalDate.of(2026, 3, 6);

        assertThat(lit(Severity.BREACH, due, due)).isFalse();
        assertThat(lit(Severity.BREACH, due, due.plusDays(1))).isTrue();
    }

    private static boolean lit(Severity severity, LocalDate due, LocalDate today) {
        var lit = LitOn.of(severity, today, CALENDAR);
        return !due.isBefore(lit.from()) && !due.isAfter(lit.until());
    }
}
