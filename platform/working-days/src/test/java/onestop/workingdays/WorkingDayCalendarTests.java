package onestop.workingdays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkingDayCalendarTests {
    private final WorkingDayCalendar calendar = WorkingDayCalendar.shipped();

    @ParameterizedTest
    @CsvSource({
        "2026-02-13, 1, 2026-02-14",
        "2026-04-30, 5, 2026-05-11",
        "2026-09-24, 1, 2026-09-28",
        "2025-09-26, 5, 2025-10-10",
        "2024-02-08, 5, 2024-02-21",
        "2023-04-21, 5, 2023-04-27",
        "2026-03-02, 10, 2026-03-16",
        "2026-03-02, 0, 2026-03-02",
        "2026-03-07, 0, 2026-03-07",
        "2026-03-07, 1, 2026-03-09",
        "2026-03-16, -10, 2026-03-02",
        "2026-05-11, -1, 2026-05-09",
        "2026-05-06, -1, 2026-04-30",
    })
    void theNthWorkingDayAfterTheStart(LocalDate start, int workingDays, LocalDate expected) {
        assertThat(calendar.add(start, workingDays)).isEqualTo(expected);
        assertThat(calendar.between(start, expected)).isEqualTo(workingDays);
    }

    @ParameterizedTest
    @CsvSource({"2023, 249", "2024, 251", "2025, 248", "2026, 248"})
    void aPublishedYearHasItsNumberOfWorkingDays(int year, int workingDays) {
        assertThat(calendar.workingDaysIn(year)).isEqualTo(workingDays);
    }

    @Test
    void newYearsEveOf2024IsWorkedAlthoughLeaveWasEncouraged() {
        assertThat(calendar.isWorkingDay(LocalDate.of(2024, 2, 9))).isTrue();
        assertThat(calendar.isWorkingDay(LocalDate.of(2024, 2, 10))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-06, WORKING_DAY",
        "2026-03-07, WEEKEND",
        "2026-02-14, SWAPPED_WORKING_DAY",
        "2026-02-16, STATUTORY_OFF_DAY",
        "2026-02-15, STATUTORY_OFF_DAY",
        "2022-12-31, STATUTORY_OFF_DAY",
        "2022-12-30, WORKING_DAY",
    })
    void aDayIsOfOneKind(LocalDate date, DayKind kind) {
        assertThat(calendar.kind(date)).isEqualTo(kind);
    }

    @Test
    void everyNamedDayOfTheShippedYearsIsKept() {
        assertThat(CalendarYears.shipped()).hasSize(4).allSatisfy(year -> {
            assertThat(year.published()).isTrue();
            assertThat(year.off()).noneMatch(calendar::isWorkingDay);
            assertThat(year.work()).allMatch(calendar::isWorkingDay);
        });
        assertThat(CalendarYears.shipped())
                .extracting(year -> year.off().size(), year -> year.work().size())
                .containsExactly(tuple(27, 7), tuple(28, 8), tuple(28, 5), tuple(33, 6));
    }

    @Test
    void beyondTheLastPublishedYearOnlyWeekendsAreOffAndTheAnswerIsProvisional() {
        var newYear2027 = LocalDate.of(2027, 1, 1);

        assertThat(calendar.isWorkingDay(newYear2027)).isTrue();
        assertThat(calendar.provisional(newYear2027)).isTrue();
        assertThat(calendar.provisional(LocalDate.of(2026, 12, 31))).isFalse();
        assertThat(calendar.dueDate(LocalDate.of(2026, 12, 30), 2, List.of()).provisional())
                .isTrue();
        assertThat(calendar.dueDate(LocalDate.of(2026, 12, 30), 1, List.of()).provisional())
                .isFalse();
    }

    @Test
    void aPublishedYearEndsTheProvisionAndMovesTheDueDate() {
        var start = LocalDate.of(2026, 12, 31);
        var published = new CalendarYear(
                2027, Set.of(LocalDate.of(2027, 1, 1)), Set.of(LocalDate.of(2027, 1, 2)), "notice", true);
        var calendars = new Calendars(calendar);
        assertThat(calendars.current().add(start, 1)).isEqualTo("2027-01-01");

        assertThat(calendars.replace(published)).isTrue();

        assertThat(calendars.current().add(start, 1)).isEqualTo("2027-01-02");
        assertThat(calendars.current().provisional(LocalDate.of(2027, 1, 2))).isFalse();
        assertThat(calendars.replace(published)).as("the same year again").isFalse();
    }

    @Test
    void aProjectedYearIsUsedButStaysProvisional() {
        var projected =
                calendar.with(new CalendarYear(2027, Set.of(LocalDate.of(2027, 1, 1)), Set.of(), "projection", false));

        assertThat(projected.add(LocalDate.of(2026, 12, 31), 1)).isEqualTo("2027-01-04");
        assertThat(projected.provisional(LocalDate.of(2027, 1, 4))).isTrue();
    }

    @Test
    void aNoticeMayReachBackIntoTheDecemberBeforeAndTellsFromWhichDayOn() {
        var reaching = new CalendarYear(
                2027, Set.of(LocalDate.of(2026, 12, 31)), Set.of(LocalDate.of(2026, 12, 26)), "notice", true);

        assertThat(reaching.firstDay()).isEqualTo("2026-12-26");
        assertThat(calendar.with(reaching).isWorkingDay(LocalDate.of(2026, 12, 31)))
                .isFalse();
        assertThat(calendar.with(reaching).workingDaysIn(2026)).isEqualTo(248);
        assertThat(new CalendarYear(2027, Set.of(), Set.of(), "notice", true).firstDay())
                .isEqualTo("2027-01-01");
    }

    @Test
    void aCalendarYearRefusesWhatCannotBeMeant() {
        var friday = LocalDate.of(2027, 1, 1);
        var saturday = LocalDate.of(2027, 1, 2);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CalendarYear(2027, Set.of(), Set.of(friday), "notice", true))
                .withMessageContaining("no weekend day");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CalendarYear(2027, Set.of(saturday), Set.of(saturday), "notice", true))
                .withMessageContaining("both off and worked");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CalendarYear(2028, Set.of(friday), Set.of(), "notice", true))
                .withMessageContaining("does not belong");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CalendarYear(1999, Set.of(), Set.of(), "notice", true))
                .withMessageContaining("outside the supported range");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CalendarYear(2027, Set.of(), Set.of(), " ", true))
                .withMessageContaining("source");
        var once = new CalendarYear(2027, Set.of(), Set.of(), "notice", true);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WorkingDayCalendar.of(List.of(once, once)))
                .withMessageContaining("twice");
    }

    @Test
    void inputsBeyondTheLimitsAreRefusedWithAReason() {
        var start = LocalDate.of(2026, 1, 5);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> calendar.add(start, 2_001))
                .withMessageContaining("at most 2000");
        assertThatIllegalArgumentException().isThrownBy(() -> calendar.add(start, Integer.MIN_VALUE));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> calendar.add(LocalDate.MAX, 1))
                .withMessageContaining("supported range");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> calendar.add(WorkingDayCalendar.LAST_DAY, 1))
                .withMessageContaining("lead outside");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> calendar.add(WorkingDayCalendar.FIRST_DAY, -1))
                .withMessageContaining("lead outside");
        assertThatIllegalArgumentException().isThrownBy(() -> calendar.between(start, LocalDate.MIN));
        assertThatIllegalArgumentException().isThrownBy(() -> calendar.workingDaysIn(2100));
        assertThat(calendar.workingDaysIn(2000)).isEqualTo(260);
    }

    @Test
    void manyThreadsReplaceYearsAndNoneIsLost() throws InterruptedException {
        var calendars = new Calendars();
        var threads = IntStream.rangeClosed(2030, 2060)
                .mapToObj(year -> Thread.ofVirtual()
                        .start(() -> calendars.replace(
                                new CalendarYear(year, Set.of(LocalDate.of(year, 1, 1)), Set.of(), "notice", true))))
                .toList();
        for (var thread : threads) {
            thread.join();
        }

        assertThat(calendars.current().years()).hasSize(4 + 31);
    }
}
