package onestop.evaluation.rectification;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.UUID;
import onestop.web.Cursor;
import onestop.web.Limit;
import onestop.web.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.SimplePropertyRowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Talks that were held, and orders about which one is due. */
@Repository
class TalkList {
    private static final RowMapper<Held> HELD = new SimplePropertyRowMapper<>(Held.class);
    private static final RowMapper<Due> DUE = new SimplePropertyRowMapper<>(Due.class);

    private final JdbcClient jdbc;

    TalkList(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Held(
            UUID rectificationId,
            String unit,
            LocalDate heldOn,
            String position,
            String conclusion,
            String recordedBy,
            OffsetDateTime recordedAt,
            long version) {}

    /** @param unit all units when null */
    Page<Held> held(@Nullable String unit, @Nullable String after, Limit limit) {
        var position = Cursor.parts(after, 3);
        var sql = new StringBuilder("""
                SELECT rectification_id, unit, held_on, position, conclusion, recorded_by, recorded_at, version
                  FROM rectification_talk
                 WHERE true
                """);
        if (unit != null) {
            sql.append(" AND unit = :unit");
        }
        if (!position.isEmpty()) {
            sql.append(" AND (held_on, rectification_id, version) < (:heldOn::date, :id::uuid, :version::bigint)");
        }
        sql.append(" ORDER BY held_on DESC, rectification_id DESC, version DESC LIMIT :rows");
        var statement = jdbc.sql(sql.toString()).param("rows", limit.plusOne());
        if (unit != null) {
            statement = statement.param("unit", unit);
        }
        if (!position.isEmpty()) {
            statement = statement
                    .param("heldOn", Cursor.date(position.getFirst()))
                    .param("id", Cursor.uuid(position.get(1)))
                    .param("version", Cursor.number(position.getLast()));
        }
        return Page.of(
                statement.query(HELD).list(),
                limit,
                talk -> Cursor.of(talk.heldOn(), talk.rectificationId(), talk.version()));
    }

    /** An order that turned red before it was rectified and that nobody has been spoken to about since. */
    record Due(
            UUID lightId,
            UUID rectificationId,
            String unit,
            Status status,
            LocalDate dueOn,
            LocalDate redOn,
            Instant redAt) {}

    Page<Due> due(@Nullable String after, Limit limit) {
        var position = Cursor.parts(after, 2);
        var statement = jdbc.sql("""
                SELECT l.id AS light_id, r.id AS rectification_id, l.unit, r.status, l.due_on, l.turned_on AS red_on,
                       l.turned_at AS red_at
                  FROM rectification_light l
                  JOIN rectification r ON r.id = l.rectification_id
                 WHERE l.clock = 'RECTIFY' AND l.light = 'RED' AND l.lifted_at IS NULL
                   AND (r.talked_on IS NULL OR r.talked_on < l.turned_on)
                   AND (l.turned_on, l.id) > (:day::date, :after::uuid)
                 ORDER BY l.turned_on, l.id
                 LIMIT :rows
                """)
                .param("day", position.isEmpty() ? LocalDate.EPOCH : Cursor.date(position.getFirst()))
                .param("after", position.isEmpty() ? new UUID(0, 0) : Cursor.uuid(position.getLast()))
                .param("rows", limit.plusOne());
        return Page.of(statement.query(DUE).list(), limit, light -> Cursor.of(light.redOn(), light.lightId()));
    }
}
