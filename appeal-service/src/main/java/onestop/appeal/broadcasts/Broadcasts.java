package onestop.appeal.broadcasts;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All SQL of broadcasts. */
@Repository
class Broadcasts {
    private static final String SELECT = """
            SELECT id, kind, title_zh, title_en, unit, policies, starts_at, minutes, channel, state, reason, viewers, replay, version
              FROM broadcast
            """;

    private final JdbcClient jdbc;

    Broadcasts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(Broadcast planned, String by) {
        jdbc.sql("""
                INSERT INTO broadcast (id, kind, title_zh, title_en, unit, policies, starts_at, minutes, channel, state, planned_by,
                                       version)
                VALUES (:id, :kind, :titleZh, :titleEn, :unit, :policies, :startsAt, :minutes, :channel, 'PLANNED', :by, 1)
                """)
                .param("id", planned.id())
                .param("kind", planned.kind().name())
                .param("titleZh", planned.titleZh())
                .param("titleEn", planned.titleEn())
                .param("unit", planned.unit())
                .param("policies", planned.policies().toArray(UUID[]::new))
                .param("startsAt", planned.startsAt().atOffset(ZoneOffset.UTC))
                .param("minutes", planned.minutes())
                .param("channel", planned.channel())
                .param("by", by)
                .update();
    }

    void update(Broadcast next) {
        jdbc.sql("""
                UPDATE broadcast SET state = :state, reason = :reason, viewers = :viewers, replay = :replay, version = :version
                 WHERE id = :id
                """)
                .param("state", next.state().name())
                .param("reason", next.reason())
                .param("viewers", next.viewers())
                .param("replay", next.replay())
                .param("version", next.version())
                .param("id", next.id())
                .update();
    }

    Optional<Broadcast> find(UUID id, boolean forChange) {
        return jdbc.sql(SELECT + " WHERE id = :id" + (forChange ? " FOR UPDATE" : ""))
                .param("id", id)
                .query((row, _) -> broadcast(row))
                .optional();
    }

    /** From a time on, in the order of the schedule. */
    /** What is still on the air at a time, and all after it. */
    List<Broadcast> schedule(Instant from, @Nullable Instant afterAt, @Nullable UUID afterId, int most) {
        return jdbc.sql(SELECT
                        + " WHERE starts_at > :from - make_interval(mins => :longest) AND starts_at + make_interval(mins => minutes) > :from"
                        + (afterAt == null ? "" : " AND (starts_at, id) > (:afterAt, :afterId)")
                        + " ORDER BY starts_at, id LIMIT :most")
                .param("from", from.atOffset(ZoneOffset.UTC))
                .param("longest", Broadcast.LONGEST_MINUTES)
                .param("afterAt", afterAt == null ? null : afterAt.atOffset(ZoneOffset.UTC))
                .param("afterId", afterId)
                .param("most", most)
                .query((row, _) -> broadcast(row))
                .list();
    }

    private static Broadcast broadcast(ResultSet row) throws SQLException {
        return new Broadcast(
                row.getObject("id", UUID.class),
                Broadcast.Kind.valueOf(row.getString("kind")),
                row.getString("title_zh"),
                row.getString("title_en"),
                row.getString("unit"),
                List.of((UUID[]) row.getArray("policies").getArray()),
                row.getObject("starts_at", OffsetDateTime.class).toInstant(),
                row.getInt("minutes"),
                row.getString("channel"),
                Broadcast.State.valueOf(row.getString("state")),
                row.getString("reason"),
                row.getObject("viewers", Integer.class),
                row.getString("replay"),
                row.getLong("version"));
    }

    /** Those of these that are no policies in force. */
    List<UUID> notInForce(List<UUID> policies) {
        return jdbc.sql("""
                SELECT named.id FROM unnest(:ids::uuid[]) AS named (id)
                 WHERE NOT EXISTS (SELECT 1 FROM policy AS p WHERE p.id = named.id AND p.state = 'PUBLISHED')
                """)
                .param("ids", policies.toArray(UUID[]::new))
                .query((row, _) -> row.getObject("id", UUID.class))
                .list();
    }

    void register(UUID broadcast, String usci, String by, Instant now) {
        jdbc.sql("""
                INSERT INTO broadcast_registration (broadcast_id, usci, registered_by, registered_at)
                VALUES (:broadcast, :usci, :by, :now) ON CONFLICT DO NOTHING
                """)
                .param("broadcast", broadcast)
                .param("usci", usci)
                .param("by", by)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    List<String> registered(UUID broadcast) {
        return jdbc.sql("SELECT usci FROM broadcast_registration WHERE broadcast_id = :id ORDER BY usci")
                .param("id", broadcast)
                .query((row, _) -> row.getString("usci"))
                .list();
    }

    long registrations(UUID broadcast) {
        return jdbc.sql("SELECT count(*) FROM broadcast_registration WHERE broadcast_id = :id")
                .param("id", broadcast)
                .query(Long.class)
                .single();
    }
}
