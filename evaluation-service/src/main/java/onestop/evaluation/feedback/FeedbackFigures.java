package onestop.evaluation.feedback;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import onestop.evaluation.feedback.FeedbackRows.Count;
import onestop.evaluation.scale.Level;
import onestop.evaluation.scale.RegionLevel;
import onestop.evaluation.scale.Target;
import org.jspecify.annotations.Nullable;

/**
 * How much open feedback there was in a period and how much of it was good: all of it, and by what it was about, on which
 * level of places, and in which town. Only keys with feedback; of places only what was said.
 */
record FeedbackFigures(
        LocalDate from,
        LocalDate to,
        Ratio goodRate,
        Map<Level, Long> byLevel,
        Map<Target, Ratio> byTarget,
        Map<RegionLevel, Ratio> byRegionLevel,
        Map<String, Ratio> byTown) {

    /** Good feedback among all. @param ratio null when there was nothing */
    record Ratio(
            long numerator,
            long denominator,
            @JsonInclude @Nullable Double ratio) {
        static Ratio of(Collection<Count> counts) {
            long all = counts.stream().mapToLong(Count::feedback).sum();
            long good = counts.stream()
                    .filter(count -> count.level().good())
                    .mapToLong(Count::feedback)
                    .sum();
            return new Ratio(good, all, all == 0 ? null : Math.floor(good * 1e6 / all) / 1e6);
        }
    }

    static FeedbackFigures of(LocalDate from, LocalDate to, List<Count> counts) {
        var byLevel = new EnumMap<Level, Long>(Level.class);
        for (var level : Level.values()) {
            byLevel.put(level, 0L);
        }
        counts.forEach(count -> byLevel.merge(count.level(), count.feedback(), Long::sum));
        return new FeedbackFigures(
                from,
                to,
                Ratio.of(counts),
                byLevel,
                by(counts, Count::target),
                by(counts, Count::regionLevel),
                by(counts, Count::town));
    }

    private static <K extends Comparable<K>> Map<K, Ratio> by(List<Count> counts, Function<Count, @Nullable K> key) {
        var some = new TreeMap<K, List<Count>>();
        for (var count : counts) {
            var of = key.apply(count);
            if (of != null) {
                some.computeIfAbsent(of, _ -> new ArrayList<>()).add(count);
            }
        }
        var ratios = new TreeMap<K, Ratio>();
        some.forEach((of, those) -> ratios.put(of, Ratio.of(those)));
        return ratios;
    }
}
