package onestop.approval.reductions;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One measure with both its numbers.
 *
 * @param files how many files the numbers are of; absent for a single file
 */
record MeasureView(
        Measure measure,
        @Nullable Long files,
        @Nullable Long baseline,
        @Nullable Long actual,
        @Nullable BigDecimal reduction) {

    static List<MeasureView> of(Map<Measure, Comparison> measures) {
        return measures.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(one -> of(one.getKey(), null, one.getValue()))
                .toList();
    }

    static List<MeasureView> ofSums(Map<Measure, ReductionRows.SumOfMeasure> sums) {
        return sums.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(one ->
                        of(one.getKey(), one.getValue().files(), one.getValue().numbers()))
                .toList();
    }

    private static MeasureView of(Measure measure, @Nullable Long files, Comparison numbers) {
        return new MeasureView(measure, files, numbers.baseline(), numbers.actual(), numbers.reduction());
    }

    /** Hours of applicants' time saved, to two digits; null where the minutes are not known on both sides. */
    static @Nullable BigDecimal hoursSaved(List<MeasureView> measures) {
        return measures.stream()
                .filter(one -> one.measure() == Measure.MINUTES)
                .filter(one -> one.baseline() != null && one.actual() != null)
                .map(one -> BigDecimal.valueOf(one.baseline() - one.actual())
                        .divide(BigDecimal.valueOf(60), 2, RoundingMode.HALF_UP))
                .findFirst()
                .orElse(null);
    }
}
