package onestop.evaluation.counting;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class TallyPeriodTests {
    private static final LocalDate EARLIEST = LocalDate.parse("2019-12-03");

    /** Whole months, and days added and taken off: together each day of the period once, and no other. */
    @Property
    void everyPeriodIsMadeOfEachOfItsDaysOnce(
            @ForAll @IntRange(max = 2_000) int start, @ForAll @IntRange(max = 1_200) int length) {
        var from = EARLIEST.plusDays(start);
        var to = from.plusDays(length);

        var days = days(TallyPeriod.of(from, to).parameters());

        days.values().removeIf(times -> times == 0);
        assertThat(days).hasSize(length + 1);
        assertThat(days.values()).containsOnly(1);
        assertThat(days).containsKeys(from, to);
    }

    @Property
    void noPeriodOfMonthsReadsMoreThanHalfAMonthOfDaysAtEitherEnd(
            @ForAll @IntRange(max = 2_000) int start, @ForAll @IntRange(min = 31, max = 1_200) int length) {
        var parameters = TallyPeriod.of(EARLIEST.plusDays(start), EARLIEST.plusDays(start + length))
                .parameters();

        assertThat(length(parameters, "head")).isLessThanOrEqualTo(16);
        assertThat(length(parameters, "tail")).isLessThanOrEqualTo(16);
    }

    /** Two sums of what was rated before a step, as far as that is settled, and days: each day of the period once. */
    @Property
    void everyPeriodIsMadeOfEachOfItsDaysOnceWhateverIsSettled(
            @ForAll @IntRange(max = 2_000) int start,
            @ForAll @IntRange(max = 1_200) int length,
            @ForAll @IntRange(min = -400, max = 3_600) int settled) {
        var from = EARLIEST.plusDays(start);
        var to = from.plusDays(length);
        var upTo = TallySteps.at(EARLIEST.plusDays(settled));

        var parameters = TallyPeriod.of(from, to, upTo).parameters();

        var days = days(parameters);
        days.values().removeIf(times -> times == 0);
        assertThat(days).hasSize(length + 1);
        assertThat(days.values()).containsOnly(1);
        assertThat(days).containsKeys(from, to);
        if (day(parameters, "sumsEarlier").isBefore(day(parameters, "sumsLater"))) {
            assertThat(day(parameters, "sumsLater")).isBeforeOrEqualTo(upTo);
        }
    }

    @Property
    void ofWhatIsSettledNoMoreThanThreeDaysAreReadAtEitherEnd(
            @ForAll @IntRange(max = 2_000) int start, @ForAll @IntRange(min = 62, max = 1_200) int length) {
        var parameters = TallyPeriod.of(
                        EARLIEST.plusDays(start),
                        EARLIEST.plusDays(start + length),
                        TallySteps.at(EARLIEST.plusDays(4_000)))
                .parameters();

        assertThat(length(parameters, "head")).isLessThanOrEqualTo(3);
        assertThat(length(parameters, "tail")).isLessThanOrEqualTo(3);
    }

    @Property
    void stepsFollowEachOther(@ForAll @IntRange(max = 2_000) int start) {
        var day = EARLIEST.plusDays(start);
        var step = TallySteps.at(day);

        assertThat(step).isBeforeOrEqualTo(day);
        assertThat(TallySteps.after(step)).isAfter(day);
        assertThat(TallySteps.at(TallySteps.after(step).minusDays(1))).isEqualTo(step);
        assertThat(TallySteps.at(TallySteps.after(step))).isEqualTo(TallySteps.after(step));
    }

    private static Map<LocalDate, Integer> days(Map<String, Object> parameters) {
        var days = new HashMap<LocalDate, Integer>();
        day(parameters, "sumsEarlier")
                .datesUntil(day(parameters, "sumsLater"))
                .forEach(day -> days.merge(day, 1, Integer::sum));
        for (var month = day(parameters, "monthsFrom");
                !month.isAfter(day(parameters, "monthsTo"));
                month = month.plusMonths(1)) {
            assertThat(month.getDayOfMonth()).isEqualTo(1);
            month.datesUntil(month.plusMonths(1)).forEach(day -> days.merge(day, 1, Integer::sum));
        }
        for (var end : new String[] {"head", "tail"}) {
            int sign = (Integer) requireNonNull(parameters.get(end + "Sign"));
            for (var day = day(parameters, end + "From");
                    !day.isAfter(day(parameters, end + "To"));
                    day = day.plusDays(1)) {
                days.merge(day, sign, Integer::sum);
            }
        }
        return days;
    }

    private static long length(Map<String, Object> parameters, String end) {
        return Math.max(
                0,
                day(parameters, end + "To").toEpochDay()
                        - day(parameters, end + "From").toEpochDay()
                        + 1);
    }

    private static LocalDate day(Map<String, Object> parameters, String name) {
        return (LocalDate) requireNonNull(parameters.get(name));
    }
}
