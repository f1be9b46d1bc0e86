package onestop.evaluation.results;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import onestop.evaluation.calendar.CountyTime;
import onestop.evaluation.scale.Level;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Closed orders of ratings that count. What is not for the public is not selected. */
@Repository
class Results {
    private static final String COLUMNS = """
            SELECT o.id, o.unit, o.matter, o.service, o.level, o.labels, r.rated_on, o.contacted_at, o.rectified_at,
                   o.rectified_late, o.round, o.call_back_outcome, o.closed_at, p.measures_zh, p.measures_en, p.said
              FROM rectification o
              JOIN rating r ON r.id = o.rating_id
              LEFT JOIN published_result p ON p.rectification_id = o.id AND p.round = o.round
             WHERE o.status = 'CLOSED' AND o.origin = 'RATING' AND r.standing = 'COUNTED'
            """;

    private final JdbcClient jdbc;

    Results(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param onTime whether no round was rectified after its due date @param callBack null where nobody had to be asked */
    record Result(
            UUID id,
            String unit,
            @Nullable String item,
            @Nullable String service,
            Level level,
            List<String> labels,
            LocalDate ratedOn,
            LocalDate contactedOn,
            LocalDate rectifiedOn,
            boolean onTime,
            int rounds,
            @Nullable String callBack,
            Instant closedAt,
            @Nullable String measuresZh,
            @Nullable String measuresEn,
            @Nullable String said) {

        static Result read(ResultSet row) throws SQLException {
            var closedAt = row.getObject("closed_at", OffsetDateTime.class).toInstant();
            return new Result(
                    row.getObject("id", UUID.class),
                    row.getString("unit"),
                    row.getString("matter"),
                    row.getString("service"),
                    Level.valueOf(row.getString("level")),
                    List.of((String[]) row.getArray("labels").getArray()),
                    row.getObject("rated_on", LocalDate.class),
                    day(row, "contacted_at"),
                    day(row, "rectified_at"),
                    !row.getBoolean("rectified_late"),
                    row.getInt("round"),
                    row.getString("call_back_outcome"),
                    closedAt,
                    row.getString("measures_zh"),
                    row.getString("measures_en"),
                    row.getString("said"));
        }

        private static LocalDate day(ResultSet row, String column) throws SQLException {
            return CountyTime.dayOf(row.getObject(column, OffsetDateTime.class).toInstant());
        }
    }

    /** What is asked for: all units, and all items, when null. */
    record Asked(@Nullable String unit, @Nullable String item) {}

    /** Where a page begins. */
    record Place(Instant closedAt, UUID id) {}

    /** The last closed first. */
    List<Result> page(Asked asked, @Nullable Place after, int limit) {
        var sql = new StringBuilder(COLUMNS);
        if (asked.unit() != null) {
            sql.append(" AND o.unit = :unit");
        }
        if (asked.item() != null) {
            sql.append(" AND o.matter = :item");
        }
        if (after != null) {
            sql.append(" AND (o.closed_at, o.id) < (:at, :id)");
        }
        return jdbc.sql(sql.append(" ORDER BY o.closed_at DESC, o.id DESC LIMIT :limit")
                        .toString())
                .param("unit", asked.unit())
                .param("item", asked.item())
                .param("at", after == null ? null : after.closedAt().atOffset(ZoneOffset.UTC))
                .param("id", after == null ? null : after.id())
                .param("limit", limit)
                .query((row, _) -> Result.read(row))
                .list();
    }

    Optional<Result> find(UUID id) {
        return jdbc.sql(COLUMNS + " AND o.id = :id")
                .param("id", id)
                .query((row, _) -> Result.read(row))
                .optional();
    }

    /** Whether there is such an order of a rating, and whether the person is of its unit or worked on its file. */
    record Order(boolean concerned) {}

    Optional<Order> order(UUID id, String person, @Nullable String unit) {
        return jdbc.sql("""
                SELECT o.unit = coalesce(:unit, '')
                       OR EXISTS (SELECT FROM file_officer f WHERE f.receipt_number = o.receipt_number AND f.officer = :person)
                       OR coalesce(r.officer = :person, false) AS concerned
                  FROM rectification o JOIN rating r ON r.id = o.rating_id
                 WHERE o.id = :id AND o.origin = 'RATING'
                """)
                .param("id", id)
                .param("person", person)
                .param("unit", unit)
                .query(Order.class)
                .optional();
    }

    /** Shows these words from now on, in place of earlier ones. */
    void publish(
            Result result,
            @Nullable String measuresZh,
            @Nullable String measuresEn,
            @Nullable String said,
            String by,
            Instant at) {
        jdbc.sql("""
                INSERT INTO published_result (rectification_id, round, measures_zh, measures_en, said, published_by, published_at)
                VALUES (:id, :round, :zh, :en, :said, :by, :at)
                    ON CONFLICT (rectification_id, round) DO UPDATE
                   SET measures_zh = excluded.measures_zh, measures_en = excluded.measures_en, said = excluded.said,
                       published_by = excluded.published_by, published_at = excluded.published_at
                """)
                .param("id", result.id())
                .param("round", result.rounds())
                .param("zh", measuresZh)
                .param("en", measuresEn)
                .param("said", said)
                .param("by", by)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** Shows no words any more. */
    void withdraw(UUID id) {
        jdbc.sql("DELETE FROM published_result WHERE rectification_id = :id")
                .param("id", id)
                .update();
    }
}
