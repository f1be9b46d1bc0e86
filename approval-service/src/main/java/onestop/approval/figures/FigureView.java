package onestop.approval.figures;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Figures of one group, each rate with both its numbers. */
record FigureView(
        @Nullable String unit,
        @Nullable String itemCode,
        long decided,
        long granted,
        long endedWithoutDecision,
        Ended ended,
        Rate onTimePromised,
        Rate onTimeStatutory,
        Mean workingDays,
        Rework rework,
        Lights lights,
        Time time,
        List<Step> steps) {

    /** @param rate with four decimals; null where there is nothing to divide by */
    record Rate(long numerator, long denominator, @Nullable BigDecimal rate) {
        static Rate of(long numerator, long denominator) {
            return new Rate(numerator, denominator, quotient(numerator, denominator, 4));
        }
    }

    /** @param mean with two decimals; null where there is nothing to divide by */
    record Mean(long sum, long cases, @Nullable BigDecimal mean) {
        static Mean of(long sum, long cases) {
            return new Mean(sum, cases, quotient(sum, cases, 2));
        }
    }

    record Rework(long returns, Rate returnedCases, long corrections, Rate correctedCases, Rate extendedCases) {}

    /** @param step of a step that took too long while the case as a whole was in time */
    record Lights(
            long step,
            long yellow,
            long red,
            long breach,
            long stepLifted,
            long yellowLifted,
            long redLifted,
            long breachLifted,
            long replied,
            long awaiting) {}

    record Span(long workingDays, long seconds) {}

    /** @param workingDays all three together, per case */
    record Time(Span waiting, Span working, Span suspended, Mean workingDays) {}

    record Step(String step, long cases, Time time) {}

    /** Cases that ended without a decision; nothing of them is among the other numbers, but for lights. */
    record Ended(long cases, Rate onTimePromised, Rate onTimeStatutory, Mean workingDays, Time time, List<Step> steps) {
        static Ended of(Counts whole, List<Step> steps) {
            long cases = whole.of(Count.CASES);
            return new Ended(
                    cases,
                    Rate.of(whole.of(Count.ON_TIME_PROMISED), cases),
                    Rate.of(whole.of(Count.ON_TIME_STATUTORY), cases),
                    Mean.of(whole.of(Count.USED_DAYS), cases),
                    FigureView.time(whole),
                    List.copyOf(steps));
        }
    }

    static FigureView of(
            @Nullable String unit, @Nullable String itemCode, Counts whole, List<Step> steps, Ended ended) {
        long cases = whole.of(Count.CASES);
        return new FigureView(
                unit,
                itemCode,
                cases,
                whole.of(Count.GRANTED),
                ended.cases(),
                ended,
                Rate.of(whole.of(Count.ON_TIME_PROMISED), cases),
                Rate.of(whole.of(Count.ON_TIME_STATUTORY), cases),
                Mean.of(whole.of(Count.USED_DAYS), cases),
                new Rework(
                        whole.of(Count.RETURNS),
                        Rate.of(whole.of(Count.RETURNED_CASES), cases),
                        whole.of(Count.CORRECTIONS),
                        Rate.of(whole.of(Count.CORRECTED_CASES), cases),
                        Rate.of(whole.of(Count.EXTENDED_CASES), cases)),
                lights(whole),
                time(whole),
                List.copyOf(steps));
    }

    private static Lights lights(Counts whole) {
        long turned =
                whole.of(Count.STEP_LIGHT) + whole.of(Count.YELLOW) + whole.of(Count.RED) + whole.of(Count.BREACH);
        return new Lights(
                whole.of(Count.STEP_LIGHT),
                whole.of(Count.YELLOW),
                whole.of(Count.RED),
                whole.of(Count.BREACH),
                whole.of(Count.STEP_LIGHT_LIFTED),
                whole.of(Count.YELLOW_LIFTED),
                whole.of(Count.RED_LIFTED),
                whole.of(Count.BREACH_LIFTED),
                whole.of(Count.LIGHTS_REPLIED),
                turned - whole.of(Count.LIGHTS_REPLIED));
    }

    static Time time(Counts counts) {
        return new Time(
                new Span(counts.of(Count.WAITING_DAYS), counts.of(Count.WAITING_SECONDS)),
                new Span(counts.of(Count.WORKING_DAYS), counts.of(Count.WORKING_SECONDS)),
                new Span(counts.of(Count.SUSPENDED_DAYS), counts.of(Count.SUSPENDED_SECONDS)),
                Mean.of(
                        counts.of(Count.WAITING_DAYS) + counts.of(Count.WORKING_DAYS) + counts.of(Count.SUSPENDED_DAYS),
                        counts.of(Count.CASES)));
    }

    private static @Nullable BigDecimal quotient(long numerator, long denominator, int decimals) {
        return denominator == 0
                ? null
                : BigDecimal.valueOf(numerator).divide(BigDecimal.valueOf(denominator), decimals, RoundingMode.HALF_UP);
    }
}
