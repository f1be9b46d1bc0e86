package onestop.approval.cases;

import static onestop.approval.cases.CaseExamples.TUESDAY_NOON;
import static onestop.approval.cases.CaseExamples.WANG;
import static onestop.approval.cases.CaseExamples.aCase;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import onestop.approval.cases.CaseCommand.AskHearing;
import onestop.approval.cases.CaseCommand.AskOpinions;
import onestop.approval.cases.CaseCommand.Suspend;
import onestop.approval.cases.CaseState.Suspended;
import onestop.approval.cases.MovedLimit.What;
import onestop.approval.cases.Transition.Applied;
import onestop.workingdays.CalendarYear;
import onestop.workingdays.WorkingDayCalendar;
import org.jspecify.annotations.Nullable;

/** After any change of the calendar each limit of a case is what a second count, day by day, gives; and the act says which have moved. */
class RecountTests {
    private static final LocalDate TUESDAY = LocalDate.of(2026, 3, 3);

    /** Days of the year that are off, or worked on though it is a weekend. */
    @Provide
    Arbitrary<Set<Integer>> changedDays() {
        return Arbitraries.integers().between(63, 180).set().ofMaxSize(25);
    }

    enum Way {
        IN_HAND,
        TESTING,
        HEARING_TOLD,
        HEARING_ASKED
    }

    @Property(tries = 3_000)
    void everyLimitIsWhatACountDayByDayGives(
            @ForAll("changedDays") Set<Integer> before,
            @ForAll("changedDays") Set<Integer> after,
            @ForAll Way way,
            @ForAll @IntRange(min = 1, max = 20) int toAnswer,
            @ForAll @IntRange(min = 1, max = 30) int toGoOn) {
        var old = new Moment(TUESDAY_NOON, calendar(before));
        var now = new Moment(TUESDAY_NOON, calendar(after));
        var known = brought(way, toAnswer, toGoOn, old);

        var recounted = known.recount(old.dueDates(known.runningClock()), null, "amended", now);

        var one = recounted.map(Applied::next).orElse(known);
        var moved = recounted
                .map(applied -> ((CaseEvent.Recounted) applied.event()).limits())
                .orElse(List.of());
        var expected = new ArrayList<MovedLimit>();
        if (one.state() instanceof Suspended(var _, var why) && known.state() instanceof Suspended(var _, var was)) {
            assertThat(why.expectedUntilOn()).isEqualTo(counted(toGoOn, after));
            note(expected, What.SUSPENSION, null, was.expectedUntilOn(), why.expectedUntilOn());
        }
        var hearing = one.proceedings().hearing();
        var heardBefore = known.proceedings().hearing();
        if (hearing != null && heardBefore != null) {
            assertThat(hearing.askUntilOn()).isEqualTo(counted(Hearing.ASKED_WITHIN, after));
            note(expected, What.HEARING_ASKED, null, heardBefore.askUntilOn(), hearing.askUntilOn());
            if (hearing.holdUntilOn() != null && heardBefore.holdUntilOn() != null) {
                assertThat(hearing.holdUntilOn()).isEqualTo(counted(Hearing.HELD_WITHIN, after));
                note(expected, What.HEARING_HELD, null, heardBefore.holdUntilOn(), hearing.holdUntilOn());
            }
        }
        var opinion = one.proceedings().opinions().getFirst();
        assertThat(opinion.dueOn()).isEqualTo(counted(toAnswer, after));
        note(
                expected,
                What.OPINIONS,
                1,
                known.proceedings().opinions().getFirst().dueOn(),
                opinion.dueOn());
        assertThat(moved).isEqualTo(expected);
        assertThat(one.recount(now.dueDates(one.runningClock()), null, "amended", now))
                .as("counted again nothing moves")
                .isEmpty();
    }

    private static ApprovalCase brought(Way way, int toAnswer, int toGoOn, Moment at) {
        var asked = on(
                aCase().toDecide(),
                new AskOpinions(List.of("YJJ"), OpinionRequest.Rule.ALL, null, "is the way out wide enough?", toAnswer),
                at);
        return switch (way) {
            case IN_HAND -> asked;
            case TESTING -> on(asked, new Suspend(SuspensionKind.TESTING, "art. 45", toGoOn), at);
            case HEARING_TOLD -> on(asked, new Suspend(SuspensionKind.HEARING, "art. 46", toGoOn), at);
            case HEARING_ASKED ->
                on(on(asked, new Suspend(SuspensionKind.HEARING, "art. 46", toGoOn), at), new AskHearing(TUESDAY), at);
        };
    }

    private static ApprovalCase on(ApprovalCase one, CaseCommand command, Moment at) {
        return ((Applied) one.on(command, WANG, at)).next();
    }

    private static void note(List<MovedLimit> all, What what, @Nullable Integer request, LocalDate was, LocalDate is) {
        if (!was.equals(is)) {
            all.add(new MovedLimit(what, request, was, is));
        }
    }

    private static WorkingDayCalendar calendar(Set<Integer> changed) {
        var off = new HashSet<LocalDate>();
        var work = new HashSet<LocalDate>();
        for (int number : changed) {
            var day = LocalDate.ofYearDay(2026, number);
            (weekend(day) ? work : off).add(day);
        }
        return WorkingDayCalendar.of(List.of(new CalendarYear(2026, off, work, "random", true)));
    }

    /** The n-th working day after the Tuesday. */
    private static LocalDate counted(int days, Set<Integer> changed) {
        var day = TUESDAY;
        for (int left = days; left > 0; ) {
            day = day.plusDays(1);
            boolean works = weekend(day) == changed.contains(day.getDayOfYear());
            left -= works ? 1 : 0;
        }
        return day;
    }

    private static boolean weekend(LocalDate day) {
        return day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
    }
}
