package onestop.evaluation.indicators;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.EnumMap;
import java.util.Map;
import onestop.evaluation.rectification.RectificationFigures.Figures;
import onestop.evaluation.scale.Channel;
import onestop.evaluation.scale.Level;
import onestop.evaluation.scale.Slice;
import org.jspecify.annotations.Nullable;

/** The indicators of a period, by the formulae of the rating rules. Pure arithmetic on counts. */
record Indicators(
        Slice slice,
        @Nullable String key,
        @Nullable String unit,
        LocalDate from,
        LocalDate to,
        OffsetDateTime asOf,
        long ratings,
        Map<Level, Long> byLevel,
        Map<Channel, Long> byChannel,
        Ratio goodRate,
        Ratio badRate,
        Ratio activeRate,
        Ratio coverageRate,
        Ratio score,
        Ratio rectificationRate,
        Ratio onTimeRectificationRate,
        Ratio callBackRate,
        Ratio callBackSatisfactionRate,
        Ratio confirmedRate) {

    /** What the figures are of, and of when. */
    record Subject(Slice slice, @Nullable String key, LocalDate from, LocalDate to, OffsetDateTime asOf) {}

    /** Services of the period that could be rated, and those that a person did rate. */
    record ServicesCounted(long invited, long rated) {}

    /** @param ratings of the period by channel and level */
    static Indicators of(
            Subject subject, Map<Channel, Map<Level, Long>> ratings, ServicesCounted services, Figures orders) {
        var counts = LevelCounts.sum(ratings.values());
        var byChannel = new EnumMap<Channel, Long>(Channel.class);
        ratings.forEach((channel, byLevel) -> {
            long given = byLevel.values().stream().mapToLong(Long::longValue).sum();
            if (given > 0) {
                byChannel.put(channel, given);
            }
        });
        long active = byChannel.entrySet().stream()
                .filter(e -> e.getKey().active())
                .mapToLong(Map.Entry::getValue)
                .sum();
        return new Indicators(
                subject.slice(),
                subject.key(),
                subject.slice() == Slice.UNIT ? subject.key() : null,
                subject.from(),
                subject.to(),
                subject.asOf(),
                counts.all(),
                counts.byLevel(),
                byChannel,
                counts.goodRate(),
                counts.badRate(),
                Ratio.of(active, counts.all()),
                Ratio.of(services.rated(), services.invited()),
                counts.score(),
                Ratio.of(orders.rectified(), orders.opened()),
                Ratio.of(orders.onTime(), orders.fellDue()),
                Ratio.of(orders.calledBack(), orders.realName()),
                Ratio.of(orders.satisfied(), orders.reached()),
                Ratio.of(orders.confirmed(), orders.bad()));
    }
}
