package onestop.evaluation.rectification;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import onestop.workingdays.WorkingDayCalendar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LightTests {
    private static final WorkingDayCalendar CALENDAR = WorkingDayCalendar.shipped();

    @ParameterizedTest
    @CsvSource({
        "2026-03-12, 2026-03-10, GREEN",
        "2026-03-12, 2026-03-11, YELLOW",
        "2026-03-12, 2026-03-12, YELLOW",
        "2026-03-12, 2026-03-13, RED",
        // due on a Monday: yellow from Friday on, over the weekend
        "2026-03-16, 2026-03-12, GREEN",
        "2026-03-16, 2026-03-13, YELLOW",
        "2026-03-16, 2026-03-15, YELLOW",
        "2026-03-16, 2026-03-17, RED",
    })
    void aRunningClockIsYellowFromOneWorkingDayBeforeAndRedAfter(LocalDate dueOn, LocalDate today, Light expected) {
        assertThat(Light.of(dueOn, null, today, CALENDAR)).isEqualTo(expected);
    }

    @Test
    void aFinishedStepIsGreenOrRedForGood() {
        var dueOn = LocalDate.parse("2026-03-12");
        var muchLater = LocalDate.parse("2026-05-01");

        assertThat(Light.of(dueOn, dueOn, muchLater, CALENDAR)).isEqualTo(Light.GREEN);
        assertThat(Light.of(dueOn, dueOn.plusDays(1), muchLater, CALENDAR)).isEqualTo(Light.RED);
    }

    @Test
    void theWorseLightWins() {
        assertThat(Light.GREEN.or(Light.RED)).isEqualTo(Light.RED);
        assertThat(Light.YELLOW.or(Light.GREEN)).isEqualTo(Light.YELLOW);
    }
}
