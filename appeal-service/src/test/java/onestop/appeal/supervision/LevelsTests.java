package onestop.appeal.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import onestop.appeal.clocks.Shanghai;
import onestop.appeal.clocks.TimeProfile;
import onestop.workingdays.WorkingDayCalendar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LevelsTests {
    private static final WorkingDayCalendar CALENDAR = WorkingDayCalendar.shipped();
    private static final TimeProfile.Levels JUNAN = new TimeProfile.Levels(1, 0, 3, 10);

    /** Due at the end of Monday, 23 March 2026. */
    private static final Instant DUE = Shanghai.endOf(LocalDate.of(2026, 3, 23));

    @ParameterizedTest
    @CsvSource({
        "2026-03-19T23:59:59+08:00, ''",
        "2026-03-20T00:00:00+08:00, 1", // the working day before
        "2026-03-23T23:59:59+08:00, 1",
        "2026-03-24T00:00:00+08:00, 2",
        "2026-03-26T23:59:59+08:00, 2", // three working days late
        "2026-03-27T00:00:00+08:00, 2 3", // more than three
        "2026-04-07T23:59:59+08:00, 2 3", // the holiday of 4 to 6 April is between
        "2026-04-08T00:00:00+08:00, 2 3 4"
    })
    void levelsBeginWithTheirDays(OffsetDateTime now, String begun) {
        var expected = begun.isEmpty()
                ? List.<Integer>of()
                : Arrays.stream(begun.split(" ")).map(Integer::valueOf).toList();
        assertThat(Levels.of(DUE, JUNAN, CALENDAR).begun(now.toInstant())).isEqualTo(expected);
    }

    @Test
    void eachLookIsWhenTheNextLevelBegins() {
        var levels = Levels.of(DUE, JUNAN, CALENDAR);
        var now = Instant.parse("2026-03-02T01:00:00Z");
        for (int step = 1; ; step++) {
            var next = levels.next(now);
            if (next == null) {
                assertThat(step).isEqualTo(5);
                break;
            }
            assertThat(levels.begun(next)).isNotEqualTo(levels.begun(next.minus(1, ChronoUnit.MICROS)));
            now = next;
        }
    }

    @Test
    void aLimitOfHoursIsNotRemindedOf() {
        var due = OffsetDateTime.parse("2026-03-02T11:10:00+08:00").toInstant();
        var levels = Levels.of(due, JUNAN, CALENDAR);
        assertThat(levels.begun(due)).isEmpty();
        assertThat(levels.begun(due.plus(1, ChronoUnit.MICROS))).containsExactly(2);
    }

    @Test
    void aProfileMayTurnRedOnTheFirstDayLate() {
        var levels = Levels.of(DUE, new TimeProfile.Levels(1, 1, 0, 10), CALENDAR);
        assertThat(levels.begun(DUE.plus(1, ChronoUnit.MICROS))).containsExactly(2, 3);
    }

    @Test
    void aProfileMayTurnYellowWhenOneWorkingDayIsLeft() {
        var levels = Levels.of(DUE, new TimeProfile.Levels(1, 1, 0, 10), CALENDAR);
        var dayBefore = Shanghai.startOf(LocalDate.of(2026, 3, 20));
        assertThat(levels.begun(dayBefore.minus(1, ChronoUnit.MICROS))).isEmpty();
        assertThat(levels.next(dayBefore.minus(1, ChronoUnit.MICROS))).isEqualTo(dayBefore);
        assertThat(levels.begun(dayBefore)).containsExactly(2);
        assertThat(levels.begun(DUE)).containsExactly(2);
        var ofHours = OffsetDateTime.parse("2026-03-02T11:10:00+08:00").toInstant();
        assertThat(Levels.of(ofHours, new TimeProfile.Levels(1, 1, 0, 10), CALENDAR)
                        .begun(ofHours))
                .isEmpty();
    }
}
