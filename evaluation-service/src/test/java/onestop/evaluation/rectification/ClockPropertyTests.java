package onestop.evaluation.rectification;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import onestop.evaluation.rectification.OrderState.Confirmed;
import onestop.evaluation.rectification.OrderState.Dispatched;
import onestop.evaluation.rectification.OrderState.Rectified;
import onestop.evaluation.rectification.OrderState.Remedy;
import onestop.evaluation.rectification.Transition.Applied;
import onestop.workingdays.WorkingDayCalendar;

/** Every clock of an order against a count on the fingers, day by day, over a calendar written down once more. */
class ClockPropertyTests {
    private static final WorkingDayCalendar CALENDAR = WorkingDayCalendar.shipped();

    /** The notice for 2026, so that the calendar under test is not its own judge. */
    private static final Set<LocalDate> OFF =
            days("01-01..01-03 02-15..02-23 04-04..04-06 05-01..05-05 06-19..06-21 09-25..09-27 10-01..10-07");

    private static final Set<LocalDate> WORK = days("01-04 02-14 02-28 05-09 09-20 10-10");

    @Property(tries = 2_000)
    void oneFiveAndFifteen(@ForAll("days") LocalDate start) {
        var round = new Round(1, start);

        assertThat(round.contactDueOn(CALENDAR)).isEqualTo(counted(start, 1));
        assertThat(round.rectifyDueOn(CALENDAR, false)).isEqualTo(counted(start, 5));
        assertThat(round.rectifyDueOn(CALENDAR, true)).isEqualTo(counted(start, 15));
        assertThat(round.rectifyDue(CALENDAR, true).requireDueOn()).isEqualTo(counted(start, 15));
    }

    @Property(tries = 2_000)
    void objectionsAreFiledInTwoDaysAndDecidedInThree(@ForAll("days") LocalDate start, @ForAll("waits") int wait) {
        var filedOn = start.plusDays(wait);
        var order = OrderExamples.anOrder().with(Oversight.from(start)).in(new Dispatched());

        var transition = order.object(
                OrderExamples.MANAGER, Objection.Kind.MISTAKEN, "有误", OrderExamples.at(filedOn.toString()), CALENDAR);

        assertThat(transition instanceof Applied).isEqualTo(!filedOn.isAfter(counted(start, 2)));
        assertThat(Objection.decideDueOn(filedOn, CALENDAR)).isEqualTo(counted(filedOn, 3));
    }

    @Property(tries = 2_000)
    void aRectificationIsLateFromTheDayAfterTheFifth(@ForAll("days") LocalDate start, @ForAll("waits") int wait) {
        var at = OrderExamples.at(start.plusDays(wait).toString());
        var order = new RectificationOrder(
                new RectificationId(java.util.UUID.randomUUID()),
                OrderExamples.aRating(false),
                OrderExamples.at(start.toString()),
                new Round(1, start),
                new Confirmed(at),
                Tally.NOTHING,
                Oversight.from(start),
                3);

        var rectified = (Applied) order.rectify(OrderExamples.MANAGER, "已补发", at, CALENDAR);

        assertThat(rectified.next().tally().rectifiedLate())
                .isEqualTo(start.plusDays(wait).isAfter(counted(start, 5)));
    }

    @Property(tries = 2_000)
    void theCheckIsDueFiveDaysAfterTheRectification(@ForAll("days") LocalDate done) {
        var remedy = new Remedy(
                OrderExamples.at(done.toString()),
                null,
                "已补发",
                OrderExamples.MANAGER,
                OrderExamples.at(done.toString()));

        var since = Oversight.from(done).rectified(remedy.at());
        assertThat(OrderExamples.anOrder().with(since).in(new Rectified(remedy)).checkDueOn(CALENDAR))
                .isEqualTo(counted(done, 5));
    }

    @Property(tries = 2_000)
    void theLightIsYellowFromOneWorkingDayBeforeAndRedAfter(
            @ForAll("days") LocalDate start, @ForAll("waits") int wait) {
        var dueOn = counted(start, 5);
        var today = start.plusDays(wait);

        var expected =
                today.isAfter(dueOn) ? Light.RED : today.isBefore(workingDayBefore(dueOn)) ? Light.GREEN : Light.YELLOW;
        assertThat(Light.of(dueOn, null, today, CALENDAR)).isEqualTo(expected);
    }

    @Provide
    Arbitrary<LocalDate> days() {
        return Arbitraries.integers().between(0, 330).map(LocalDate.parse("2026-01-01")::plusDays);
    }

    @Provide
    Arbitrary<Integer> waits() {
        return Arbitraries.integers().between(0, 20);
    }

    private static boolean worked(LocalDate day) {
        if (WORK.contains(day)) {
            return true;
        }
        return !OFF.contains(day) && day.getDayOfWeek() != DayOfWeek.SATURDAY && day.getDayOfWeek() != DayOfWeek.SUNDAY;
    }

    private static LocalDate counted(LocalDate start, int days) {
        var day = start;
        for (int left = days; left > 0; ) {
            day = day.plusDays(1);
            if (worked(day)) {
                left--;
            }
        }
        return day;
    }

    private static LocalDate workingDayBefore(LocalDate day) {
        var before = day.minusDays(1);
        while (!worked(before)) {
            before = before.minusDays(1);
        }
        return before;
    }

    private static Set<LocalDate> days(String text) {
        return Stream.of(text.split(" "))
                .flatMap(range -> {
                    var ends = range.split("\\.\\.");
                    var first = LocalDate.parse("2026-" + ends[0]);
                    return first.datesUntil(
                            LocalDate.parse("2026-" + ends[ends.length - 1]).plusDays(1));
                })
                .collect(Collectors.toSet());
    }
}
