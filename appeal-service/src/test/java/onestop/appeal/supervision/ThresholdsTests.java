package onestop.appeal.supervision;

import static onestop.appeal.supervision.Thresholds.Found.NOTHING;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import onestop.appeal.clocks.Shanghai;
import onestop.appeal.clocks.TimeProfile;
import onestop.appeal.supervision.Thresholds.Found;
import onestop.workingdays.WorkingDayCalendar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThresholdsTests {
    private static final TimeProfile.Levels COUNTY = new TimeProfile.Levels(1, 0, 3, 10);

    /** Due at the end of Friday 2026-03-06. */
    @ParameterizedTest
    @CsvSource({
        "2026-03-04T10:00:00+08:00, NONE",
        "2026-03-05T00:00:00+08:00, REMIND", // one working day left
        "2026-03-06T23:59:59+08:00, REMIND", // the day itself
        "2026-03-07T00:00:00+08:00, YELLOW",
        "2026-03-08T10:00:00+08:00, YELLOW", // a Sunday makes it no later
        "2026-03-11T23:59:59+08:00, YELLOW", // three working days late
        "2026-03-12T00:00:00+08:00, RED"
    })
    void aLevelFollowsFromTheTime(OffsetDateTime now, Supervision level) {
        assertThat(at(now).level(Shanghai.endOf(LocalDate.of(2026, 3, 6)), NOTHING))
                .isEqualTo(level);
    }

    @Test
    void theWeekendBeforeADueMondayRemindsAlready() {
        var dueOnMonday = Shanghai.endOf(LocalDate.of(2026, 3, 9));
        assertThat(at(OffsetDateTime.parse("2026-03-06T09:00:00+08:00")).level(dueOnMonday, NOTHING))
                .isEqualTo(Supervision.REMIND);
        assertThat(at(OffsetDateTime.parse("2026-03-07T09:00:00+08:00")).level(dueOnMonday, NOTHING))
                .isEqualTo(Supervision.REMIND);
        assertThat(at(OffsetDateTime.parse("2026-03-05T09:00:00+08:00")).level(dueOnMonday, NOTHING))
                .isEqualTo(Supervision.NONE);
    }

    @Test
    void redIsMoreThanThreeWorkingDaysLateWhateverHolidaysLieBetween() {
        var calendar = WorkingDayCalendar.shipped();
        for (var due = LocalDate.of(2026, 1, 1); due.isBefore(LocalDate.of(2026, 12, 1)); due = due.plusDays(1)) {
            for (var today = due.plusDays(1); today.isBefore(due.plusDays(11)); today = today.plusDays(1)) {
                var thresholds = Thresholds.at(Shanghai.startOf(today), calendar, COUNTY);
                assertThat(thresholds.level(Shanghai.endOf(due), NOTHING))
                        .as("due %s, seen on %s", due, today)
                        .isEqualTo(calendar.between(due, today) > 3 ? Supervision.RED : Supervision.YELLOW);
            }
        }
    }

    /** The complaint rule of 2017: yellow when one working day is left, red on the first working day late. */
    @ParameterizedTest
    @CsvSource({
        "2026-03-04T23:59:59+08:00, NONE",
        "2026-03-05T00:00:00+08:00, YELLOW", // one working day left
        "2026-03-06T23:59:59+08:00, YELLOW",
        "2026-03-07T10:00:00+08:00, YELLOW", // a Saturday is no working day
        "2026-03-09T00:00:00+08:00, RED"
    })
    void aProfileMayBeStricter(OffsetDateTime now, Supervision level) {
        var strict = Thresholds.at(now.toInstant(), WorkingDayCalendar.shipped(), new TimeProfile.Levels(1, 1, 0, 10));
        assertThat(strict.level(Shanghai.endOf(LocalDate.of(2026, 3, 6)), NOTHING))
                .isEqualTo(level);
    }

    /** A limit of minutes is yellow when it is over, also by a profile that turns yellow ahead; the levels that notices tell say the same. */
    @ParameterizedTest
    @CsvSource({
        "2026-03-02T09:10:00+08:00, REMIND",
        "2026-03-02T11:10:00+08:00, REMIND", // the moment itself is still in time
        "2026-03-02T11:10:00.000001+08:00, YELLOW",
        "2026-03-02T23:59:59.999999+08:00, YELLOW",
        "2026-03-03T00:00:00+08:00, RED",
        "2026-03-17T00:00:00+08:00, LEADER"
    })
    void aLimitOfMinutesIsNotYellowAhead(OffsetDateTime now, Supervision level) {
        var due = OffsetDateTime.parse("2026-03-02T11:10:00+08:00").toInstant();
        var rule = new TimeProfile.Levels(1, 1, 0, 10);
        var calendar = WorkingDayCalendar.shipped();
        assertThat(Thresholds.at(now.toInstant(), calendar, rule).level(due, NOTHING))
                .isEqualTo(level);
        assertThat(Levels.of(due, rule, calendar).begun(now.toInstant()))
                .hasSize(Math.max(0, level.ordinal() - Supervision.REMIND.ordinal()));
    }

    @Test
    void whatWasFoundRaisesItWhateverTheTime() {
        var now = at(OffsetDateTime.parse("2026-03-06T09:00:00+08:00"));
        assertThat(now.level(null, NOTHING)).isEqualTo(Supervision.NONE);
        assertThat(now.level(null, new Found(true, false, false))).isEqualTo(Supervision.YELLOW);
        assertThat(now.level(null, new Found(true, true, false))).isEqualTo(Supervision.RED);
        assertThat(now.level(null, new Found(false, false, true))).isEqualTo(Supervision.LEADER);
    }

    @Test
    void theLeadingGroupIsToldAfterMoreThanTenWorkingDaysWhateverHolidaysLieBetween() {
        var calendar = WorkingDayCalendar.shipped();
        var due = LocalDate.of(2026, 9, 22);
        for (var today = due.plusDays(1); today.isBefore(due.plusDays(40)); today = today.plusDays(1)) {
            assertThat(Thresholds.at(Shanghai.startOf(today), calendar, COUNTY).level(Shanghai.endOf(due), NOTHING))
                    .as("seen on %s", today)
                    .isEqualTo(
                            calendar.between(due, today) > 10
                                    ? Supervision.LEADER
                                    : calendar.between(due, today) > 3 ? Supervision.RED : Supervision.YELLOW);
        }
    }

    private static Thresholds at(OffsetDateTime now) {
        return Thresholds.at(now.toInstant(), WorkingDayCalendar.shipped(), COUNTY);
    }
}
