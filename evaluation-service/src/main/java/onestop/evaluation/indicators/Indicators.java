package onestop.evaluation.indicators;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import onestop.evaluation.counting.TallySql;
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

    /** Ratings of the period by level and, the same ones, by channel. */
    record RatingsCounted(Map<Level, Long> byLevel, Map<Channel, Long> byChannel) {

        /** From a row that has a column for each level on each channel. */
        static RatingsCounted read(ResultSet row) throws SQLException {
            var byLevel = new EnumMap<Level, Long>(Level.class);
            var byChannel = new EnumMap<Channel, Long>(Channel.class);
            for (var channel : Channel.values()) {
                for (var level : Level.values()) {
                    long ratings = row.getLong(TallySql.column(level, channel));
                    byLevel.merge(level, ratings, Long::sum);
                    byChannel.merge(channel, ratings, Long::sum);
                }
            }
            return new RatingsCounted(byLevel, byChannel);
        }
    }

    /** Services of the period that could be rated, and those that a person did rate. */
    record ServicesCounted(long invited, long rated) {}

    static Indicators of(Subject subject, RatingsCounted counted, ServicesCounted services, Figures orders) {
        var byLevel = new EnumMap<Level, Long>(Level.class);
        Arrays.stream(Level.values()).forEach(level -> byLevel.put(level, 0L));
        var byChannel = new EnumMap<Channel, Long>(Channel.class);
        byLevel.putAll(counted.byLevel());
        counted.byChannel().forEach((channel, ratings) -> {
            if (ratings > 0) {
                byChannel.put(channel, ratings);
            }
        });
        long all = sum(byLevel);
        long good = byLevel.entrySet().stream()
                .filter(e -> e.getKey().good())
                .mapToLong(Map.Entry::getValue)
                .sum();
        long active = byChannel.entrySet().stream()
                .filter(e -> e.getKey().active())
                .mapToLong(Map.Entry::getValue)
                .sum();
        long points = byLevel.entrySet().stream()
                .mapToLong(e -> e.getKey().points() * e.getValue())
                .sum();
        return new Indicators(
                subject.slice(),
                subject.key(),
                subject.slice() == Slice.UNIT ? subject.key() : null,
                subject.from(),
                subject.to(),
                subject.asOf(),
                all,
                byLevel,
                byChannel,
                Ratio.of(good, all),
                Ratio.of(all - good, all),
                Ratio.of(active, all),
                Ratio.of(services.rated(), services.invited()),
                Ratio.of(points, all),
                Ratio.of(orders.rectified(), orders.opened()),
                Ratio.of(orders.onTime(), orders.fellDue()),
                Ratio.of(orders.calledBack(), orders.realName()),
                Ratio.of(orders.satisfied(), orders.reached()),
                Ratio.of(orders.confirmed(), orders.opened()));
    }

    private static long sum(Map<?, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
