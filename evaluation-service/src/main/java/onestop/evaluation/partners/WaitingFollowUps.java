package onestop.evaluation.partners;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import onestop.evaluation.invitations.ServiceNumber;
import onestop.evaluation.partners.PartnerRating.Key;
import onestop.evaluation.scale.Channel;
import onestop.evaluation.scale.Dimension;
import onestop.evaluation.scale.Level;
import onestop.evaluation.scale.Source;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * What raters said once more that came before their first rating, or before that was put right. The contact, which is read in
 * the first rating, and the place are not kept.
 */
@Repository
class WaitingFollowUps {
    /** For so long what has come too early is looked at again; then it is given up, and counts nowhere. */
    static final Duration LONGEST_WAIT = Duration.ofDays(60);

    private static final String ROW = """
            w.source, w.number, w.unit, w.item, w.level, w.labels, w.text, w.channel, w.anonymous, w.rated_at, w.rated_on,
            w.receipt_number, w.service_number, w.effective, w.dimensions
            """;

    private final JdbcClient jdbc;

    WaitingFollowUps(JdbcClient jdbc, MeterRegistry meters) {
        this.jdbc = jdbc;
        Gauge.builder("onestop.evaluation.partners.follow.ups.waiting", this, WaitingFollowUps::count)
                .description("Follow-ups of other systems that wait for their first rating, or for it to be put right")
                .register(meters);
    }

    private double count() {
        return jdbc.sql("SELECT count(*) FROM waiting_follow_up")
                .query(Long.class)
                .single();
    }

    /** Keeps them; of one that waits already only that it was found invalid is new. */
    void keep(List<PartnerRating> early, Instant at) {
        if (early.isEmpty()) {
            return;
        }
        jdbc.sql("""
                INSERT INTO waiting_follow_up AS w (source, number, unit, item, level, labels, text, channel, anonymous, rated_at,
                       rated_on, receipt_number, service_number, effective, dimensions, came_at)
                SELECT DISTINCT ON (source, number)
                       source, number, unit, item, level, string_to_array(labels, ','), text, channel, anonymous, rated_at,
                       rated_on, receipt, service, effective, string_to_array(dimensions, ','), :at
                  FROM unnest(:sources::text[], :numbers::text[], :units::text[], :items::text[], :levels::text[],
                              :labels::text[], :texts::text[], :channels::text[], :anonymous::boolean[], :times::timestamptz[],
                              :days::date[], :receipts::text[], :services::smallint[], :effective::boolean[],
                              :dimensions::text[])
                       AS s (source, number, unit, item, level, labels, text, channel, anonymous, rated_at, rated_on, receipt,
                             service, effective, dimensions)
                 ORDER BY source, number, effective
                    ON CONFLICT (source, number) DO UPDATE SET effective = false WHERE NOT excluded.effective
                """)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("sources", texts(early, PartnerRating::source))
                .param("numbers", texts(early, PartnerRating::number))
                .param("units", texts(early, PartnerRating::unit))
                .param("items", texts(early, PartnerRating::item))
                .param("levels", texts(early, PartnerRating::level))
                .param("labels", texts(early, one -> String.join(",", one.labels())))
                .param("texts", texts(early, PartnerRating::text))
                .param("channels", texts(early, PartnerRating::channel))
                .param("anonymous", texts(early, PartnerRating::anonymous))
                .param("times", texts(early, PartnerRating::ratedAt))
                .param("days", texts(early, PartnerRating::ratedOn))
                .param("receipts", texts(early, one -> receipt(one.service())))
                .param("services", texts(early, one -> number(one.service())))
                .param("effective", texts(early, PartnerRating::effective))
                .param("dimensions", texts(early, one -> dimensions(one.dimensions())))
                .update();
    }

    private static @Nullable String receipt(@Nullable ServiceNumber service) {
        return service == null ? null : service.receiptNumber();
    }

    private static @Nullable Integer number(@Nullable ServiceNumber service) {
        return service == null ? null : service.serviceNumber();
    }

    private static String dimensions(Map<Dimension, Level> dimensions) {
        return String.join(
                ",",
                dimensions.entrySet().stream()
                        .map(one -> one.getKey() + "=" + one.getValue())
                        .toList());
    }

    /** Some that nobody has looked at since, those first that have waited longest for it; what another replica has in hand is left out. */
    List<PartnerRating> take(Instant since, Instant now, int most) {
        return jdbc.sql("""
                UPDATE waiting_follow_up w
                   SET looked_at = :now
                  FROM (SELECT source, number
                          FROM waiting_follow_up
                         WHERE looked_at < :since AND came_at > :oldest
                         ORDER BY looked_at, source, number
                         LIMIT :most
                           FOR UPDATE SKIP LOCKED) early
                 WHERE w.source = early.source AND w.number = early.number
                RETURNING
                """ + ROW)
                .param("since", since.atOffset(ZoneOffset.UTC))
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("oldest", now.minus(LONGEST_WAIT).atOffset(ZoneOffset.UTC))
                .param("most", most)
                .query((row, _) -> read(row))
                .list();
    }

    /** Some that have waited too long, held until the transaction ends; what another replica has in hand is left out. */
    List<PartnerRating> expired(Instant now, int most) {
        return jdbc.sql("SELECT " + ROW + """
                  FROM waiting_follow_up w
                 WHERE w.came_at <= :oldest
                 ORDER BY w.came_at, w.source, w.number
                 LIMIT :most
                   FOR UPDATE SKIP LOCKED
                """)
                .param("oldest", now.minus(LONGEST_WAIT).atOffset(ZoneOffset.UTC))
                .param("most", most)
                .query((row, _) -> read(row))
                .list();
    }

    private static PartnerRating read(ResultSet row) throws SQLException {
        var receipt = row.getString("receipt_number");
        return new PartnerRating(
                Source.valueOf(row.getString("source")),
                row.getString("number"),
                row.getString("unit"),
                row.getString("item"),
                null,
                null,
                null,
                null,
                Level.valueOf(row.getString("level")),
                List.of((String[]) row.getArray("labels").getArray()),
                row.getString("text"),
                Channel.valueOf(row.getString("channel")),
                row.getBoolean("anonymous"),
                row.getObject("rated_at", OffsetDateTime.class).toInstant(),
                row.getObject("rated_on", LocalDate.class),
                receipt == null ? null : new ServiceNumber(receipt, row.getInt("service_number")),
                null,
                true,
                row.getBoolean("effective"),
                dimensions((String[]) row.getArray("dimensions").getArray()));
    }

    private static Map<Dimension, Level> dimensions(String[] stored) {
        var dimensions = new EnumMap<Dimension, Level>(Dimension.class);
        for (var one : stored) {
            int middle = one.indexOf('=');
            dimensions.put(Dimension.valueOf(one.substring(0, middle)), Level.valueOf(one.substring(middle + 1)));
        }
        return dimensions;
    }

    /** These wait no more. */
    void settled(List<Key> keys) {
        if (keys.isEmpty()) {
            return;
        }
        jdbc.sql("""
                DELETE FROM waiting_follow_up
                 WHERE (source, number) IN (SELECT source, number
                                              FROM unnest(:sources::text[], :numbers::text[]) AS k (source, number))
                """)
                .param("sources", keys.stream().map(key -> key.source().name()).toArray(String[]::new))
                .param("numbers", keys.stream().map(Key::number).toArray(String[]::new))
                .update();
    }

    private static @Nullable String[] texts(List<PartnerRating> rows, Function<PartnerRating, @Nullable Object> value) {
        return rows.stream()
                .map(value)
                .map(one -> one == null ? null : one.toString())
                .toArray(String[]::new);
    }
}
