package onestop.evaluation.indicators;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import onestop.evaluation.scale.Channel;
import onestop.evaluation.scale.Dimension;
import onestop.evaluation.scale.Level;
import onestop.evaluation.scale.Slice;
import org.jspecify.annotations.Nullable;

/**
 * What raters of a period said in the two sets of dimensions: the one for ratings given online and the other for the rest.
 * The first dimension of both, 整体满意度, is the level of the ratings themselves.
 */
record DimensionFigures(
        Slice slice, @Nullable String key, LocalDate from, LocalDate to, OffsetDateTime asOf, List<SetView> sets) {

    /** @param overall of all ratings on the channels of the set, whether they say more or not */
    record SetView(boolean online, Answers overall, List<DimensionView> dimensions) {}

    /** @param answers how many there are; of none the shares are null */
    record Answers(long answers, Map<Level, Long> byLevel, Ratio goodRate, Ratio score) {
        static Answers of(LevelCounts counts) {
            return new Answers(counts.all(), counts.byLevel(), counts.goodRate(), counts.score());
        }
    }

    record DimensionView(
            Dimension dimension,
            String nameZh,
            String nameEn,
            long answers,
            Map<Level, Long> byLevel,
            Ratio goodRate,
            Ratio score) {
        static DimensionView of(Dimension dimension, Answers answers) {
            return new DimensionView(
                    dimension,
                    dimension.nameZh(),
                    dimension.nameEn(),
                    answers.answers(),
                    answers.byLevel(),
                    answers.goodRate(),
                    answers.score());
        }
    }

    static DimensionFigures of(
            Indicators.Subject subject, Map<Channel, Map<Level, Long>> ratings, Map<Dimension, LevelCounts> beside) {
        return new DimensionFigures(
                subject.slice(),
                subject.key(),
                subject.from(),
                subject.to(),
                subject.asOf(),
                Stream.of(true, false)
                        .map(online -> set(online, ratings, beside))
                        .toList());
    }

    private static SetView set(
            boolean online, Map<Channel, Map<Level, Long>> ratings, Map<Dimension, LevelCounts> beside) {
        var given = new EnumMap<>(ratings);
        given.keySet().removeIf(channel -> !channel.active() || channel.online() != online);
        return new SetView(
                online,
                Answers.of(LevelCounts.sum(given.values())),
                Stream.of(Dimension.values())
                        .filter(dimension -> dimension.online() == online)
                        .map(dimension -> DimensionView.of(
                                dimension, Answers.of(beside.getOrDefault(dimension, LevelCounts.sum(List.of())))))
                        .toList());
    }
}
