package onestop.workingdays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import onestop.workingdays.DueDate.Reason;
import org.junit.jupiter.api.Test;

class DueDateTests {
    private static final LocalDate ACCEPTED = LocalDate.of(2026, 3, 2);
    private static final Pause EXPERT_REVIEW =
            new Pause(LocalDate.of(2026, 3, 5), LocalDate.of(2026, 3, 12), "EXPERT_REVIEW", "article 45");

    private final WorkingDayCalendar calendar = WorkingDayCalendar.shipped();

    @Test
    void aPausePushesTheDueDateByTheWorkingDaysItCost() {
        assertThat(calendar.dueDate(ACCEPTED, 10, List.of()).dueOn()).isEqualTo("2026-03-16");

        var paused = calendar.dueDate(ACCEPTED, 10, List.of(EXPERT_REVIEW));

        assertThat(paused.dueOn()).isEqualTo("2026-03-23");
        assertThat(paused.requireDueOn()).isEqualTo("2026-03-23");
        assertThat(paused.days())
                .filteredOn(day -> day.reason() == Reason.PAUSE)
                .extracting(day -> day.date().getDayOfMonth())
                .containsExactly(6, 9, 10, 11, 12);
    }

    @Test
    void everyDayIsAccountedForWithItsReason() {
        var hearing = new Pause(LocalDate.of(2026, 2, 12), LocalDate.of(2026, 2, 13), "HEARING", "article 45");

        var due = calendar.dueDate(LocalDate.of(2026, 2, 12), 2, List.of(hearing));

        assertThat(due.dueOn()).isEqualTo("2026-02-24");
        assertThat(due.days()).hasSize(12);
        assertThat(due.days().getFirst())
                .isEqualTo(new DueDate.Day(LocalDate.of(2026, 2, 13), false, 0, Reason.PAUSE, hearing));
        assertThat(due.days().get(1))
                .isEqualTo(new DueDate.Day(LocalDate.of(2026, 2, 14), true, 1, Reason.SWAPPED_WORKING_DAY, null));
        assertThat(due.days().subList(2, 11))
                .extracting(DueDate.Day::reason)
                .containsOnly(Reason.STATUTORY_OFF_DAY)
                .hasSize(9);
        assertThat(due.days().getLast())
                .isEqualTo(new DueDate.Day(LocalDate.of(2026, 2, 24), true, 2, Reason.WORKING_DAY, null));
    }

    @Test
    void aWeekendIsNamedWeekendInsideAPauseToo() {
        var due = calendar.dueDate(ACCEPTED, 10, List.of(EXPERT_REVIEW));

        assertThat(due.days())
                .filteredOn(day -> day.reason() == Reason.WEEKEND)
                .extracting(day -> day.date().getDayOfMonth())
                .containsExactly(7, 8, 14, 15, 21, 22);
    }

    @Test
    void overlappingPausesCostEachDayOnceAndTheEarlierOneIsNamed() {
        var inspection = new Pause(LocalDate.of(2026, 3, 10), LocalDate.of(2026, 3, 16), "INSPECTION", "article 45");

        var due = calendar.dueDate(ACCEPTED, 10, List.of(inspection, EXPERT_REVIEW));

        assertThat(due.dueOn()).isEqualTo("2026-03-25");
        assertThat(due.days())
                .filteredOn(day -> day.date().equals(LocalDate.of(2026, 3, 11)))
                .extracting(DueDate.Day::pause)
                .containsExactly(EXPERT_REVIEW);
        assertThat(due.days())
                .filteredOn(day -> day.date().equals(LocalDate.of(2026, 3, 13)))
                .extracting(DueDate.Day::pause)
                .containsExactly(inspection);
    }

    @Test
    void aPauseWithoutEndLeavesNoDueDateAndTheAccountEndsWithIt() {
        var open = new Pause(LocalDate.of(2026, 3, 5), null, "APPRAISAL", "article 45");

        var due = calendar.dueDate(ACCEPTED, 10, List.of(open));

        assertThat(due.stopped()).isTrue();
        assertThat(due.dueOn()).isNull();
        assertThatIllegalStateException().isThrownBy(due::requireDueOn);
        assertThat(due.days()).hasSize(4);
        assertThat(due.days().getLast())
                .isEqualTo(new DueDate.Day(LocalDate.of(2026, 3, 6), false, 3, Reason.PAUSE, open));
    }

    @Test
    void aPauseWithoutEndIsHarmlessOnceTheLimitIsOver() {
        var late = new Pause(LocalDate.of(2026, 3, 16), null, "APPRAISAL", "article 45");

        assertThat(calendar.dueDate(ACCEPTED, 10, List.of(late)).dueOn()).isEqualTo("2026-03-16");
    }

    @Test
    void aPauseLiftedOnTheDayItBeganCostsNothing() {
        var sameDay = new Pause(LocalDate.of(2026, 3, 5), LocalDate.of(2026, 3, 5), "HEARING", "article 45");

        assertThat(calendar.dueDate(ACCEPTED, 10, List.of(sameDay)).dueOn()).isEqualTo("2026-03-16");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Pause(LocalDate.of(2026, 3, 5), LocalDate.of(2026, 3, 4), "HEARING", "a45"));
    }

    @Test
    void noDaysAreDueOnTheStart() {
        var due = calendar.dueDate(ACCEPTED, 0, List.of(new Pause(ACCEPTED, null, "HEARING", "article 45")));

        assertThat(due.dueOn()).isEqualTo(ACCEPTED);
        assertThat(due.days()).isEmpty();
    }

    @Test
    void daysUsedLeaveOutThePauses() {
        assertThat(calendar.between(ACCEPTED, LocalDate.of(2026, 3, 23), List.of(EXPERT_REVIEW)))
                .isEqualTo(10);
        assertThat(calendar.between(ACCEPTED, LocalDate.of(2026, 3, 9), List.of(EXPERT_REVIEW)))
                .isEqualTo(3);
        assertThat(calendar.between(ACCEPTED, ACCEPTED.minusDays(5), List.of(EXPERT_REVIEW)))
                .isZero();
    }

    @Test
    void inputsBeyondTheLimitsAreRefusedWithAReason() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> calendar.dueDate(ACCEPTED, 2_001, List.of()))
                .withMessageContaining("at most 2000");
        assertThatIllegalArgumentException().isThrownBy(() -> calendar.dueDate(ACCEPTED, -1, List.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> calendar.dueDate(ACCEPTED, 1, Collections.nCopies(501, EXPERT_REVIEW)))
                .withMessageContaining("501 pauses");
        var twentyYears = new Pause(ACCEPTED, ACCEPTED.plusYears(20), "HEARING", "article 45");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> calendar.dueDate(ACCEPTED, 1, List.of(twentyYears)))
                .withMessageContaining("does not end within 5000 days");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> calendar.dueDate(WorkingDayCalendar.LAST_DAY, 1, List.of()))
                .withMessageContaining("before 2099-12-31");
        assertThat(calendar.dueDate(ACCEPTED, 2_000, List.of()).dueOn()).isEqualTo(calendar.add(ACCEPTED, 2_000));
    }
}
