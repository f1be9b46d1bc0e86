package onestop.approval.publication;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import onestop.approval.clocks.OfficeTime;
import onestop.approval.publication.PublicationSource.Kind;
import onestop.approval.publication.PublicationSource.Matter;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** All SQL of publication. */
@Repository
class Publications {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Known to nobody else in this database: who holds it gives positions. */
    private static final long PUBLISHER = 0x7075626c697368L;

    private final JdbcClient jdbc;

    Publications(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A matter with its due dates.
     *
     * @param dueOn when it has to be shown first
     * @param changeDueOn when what has changed today has to be shown, where it was shown before
     * @param provisional whether one of them lies beyond the last published calendar year
     */
    record Due(Matter matter, String publicName, LocalDate dueOn, LocalDate changeDueOn, boolean provisional) {}

    private record Row(
            String kind,
            String reference,
            String unit,
            String unitNameZh,
            String subjectUsci,
            String subjectName,
            String titleZh,
            @Nullable String contentZh,
            String decidedOn,
            @Nullable String validUntil,
            String status,
            long sourceChange,
            String dueOn,
            String changeDueOn,
            boolean provisional) {

        static Row of(Due due) {
            var matter = due.matter();
            var until = matter.validUntil();
            return new Row(
                    matter.kind().name(),
                    matter.reference(),
                    matter.unit(),
                    matter.unitNameZh(),
                    matter.subjectUsci(),
                    due.publicName(),
                    matter.titleZh(),
                    matter.contentZh(),
                    matter.decidedOn().toString(),
                    until == null ? null : until.toString(),
                    matter.status(),
                    matter.sourceChange(),
                    due.dueOn().toString(),
                    due.changeDueOn().toString(),
                    due.provisional());
        }
    }

    /** Whether nobody else publishes; holds to the end of the transaction. */
    boolean becomePublisher() {
        return jdbc.sql("SELECT pg_try_advisory_xact_lock(:key)")
                .param("key", PUBLISHER)
                .query(Boolean.class)
                .single();
    }

    /** What has changed waits to be shown; an older change of the same matter changes nothing. By the publisher only. */
    void put(List<Due> matters, Instant at) {
        jdbc.sql("""
                WITH r AS (
                    SELECT r.*, p.position IS NOT NULL AS shown
                      FROM json_to_recordset(CAST(:rows AS json)) AS r (
                           kind text, reference text, unit text, "unitNameZh" text, "subjectUsci" text, "subjectName" text,
                           "titleZh" text, "contentZh" text, "decidedOn" date, "validUntil" date, status text,
                           "sourceChange" bigint, "dueOn" date, "changeDueOn" date, provisional boolean)
                      LEFT JOIN publication p ON p.kind = r.kind AND p.reference = r.reference
                )
                INSERT INTO publication (id, kind, reference, unit, unit_name_zh, subject_usci, subject_name, title_zh, content_zh,
                                         decided_on, valid_until, status, source_change, due_on, provisional, changed_at, waiting)
                SELECT gen_random_uuid(), r.kind, r.reference, r.unit, r."unitNameZh", r."subjectUsci", r."subjectName",
                       r."titleZh", r."contentZh", r."decidedOn", r."validUntil", r.status, r."sourceChange",
                       CASE WHEN r.shown THEN r."changeDueOn" ELSE r."dueOn" END, r.provisional, :at, true
                  FROM r
                 ORDER BY r.kind, r.reference
                    ON CONFLICT (kind, reference) DO UPDATE
                   SET unit_name_zh = excluded.unit_name_zh, subject_usci = excluded.subject_usci,
                       subject_name = excluded.subject_name, title_zh = excluded.title_zh, content_zh = excluded.content_zh,
                       decided_on = excluded.decided_on, valid_until = excluded.valid_until, status = excluded.status,
                       source_change = excluded.source_change, due_on = excluded.due_on, provisional = excluded.provisional,
                       changed_at = excluded.changed_at, waiting = true
                 WHERE publication.source_change < excluded.source_change
                """)
                .param(
                        "rows",
                        JSON.writeValueAsString(matters.stream().map(Row::of).toList()))
                .param("at", OfficeTime.at(at))
                .update();
    }

    /** Shows what waits and is not held back, the longest waiting first; by the publisher only. */
    int publish(int most, Instant at) {
        return jdbc.sql("""
                WITH next AS (
                    SELECT id
                      FROM publication
                     WHERE waiting AND held_because IS NULL
                     ORDER BY changed_at, id
                     LIMIT :most
                       FOR UPDATE
                ), placed AS (
                    SELECT id, nextval('publication_position') AS position FROM next
                )
                UPDATE publication p
                   SET position = placed.position, waiting = false, published_at = coalesce(p.published_at, :at)
                  FROM placed
                 WHERE p.id = placed.id
                """).param("most", most).param("at", OfficeTime.at(at)).update();
    }

    /** One entry of the feed. */
    record Entry(
            UUID id,
            long position,
            Kind kind,
            String reference,
            String unit,
            String unitNameZh,
            String subjectUsci,
            String subjectName,
            String titleZh,
            @Nullable String contentZh,
            LocalDate decidedOn,
            @Nullable LocalDate validUntil,
            String status,
            LocalDate dueOn,
            OffsetDateTime publishedAt) {}

    /** Entries after a position, in the order they were shown; what is held back after it was shown once is left out. */
    List<Entry> feed(@Nullable Kind kind, @Nullable String usci, long after, int limit) {
        var filter = (kind == null ? "" : " AND kind = :kind") + (usci == null ? "" : " AND subject_usci = :usci");
        return jdbc.sql("""
                SELECT id, position, kind, reference, unit, unit_name_zh, subject_usci, subject_name, title_zh, content_zh,
                       decided_on, valid_until, status, due_on, published_at
                  FROM publication
                 WHERE position > :after AND held_because IS NULL%s
                 ORDER BY position
                 LIMIT :limit
                """.formatted(filter))
                .param("kind", kind == null ? null : kind.name())
                .param("usci", usci)
                .param("after", after)
                .param("limit", limit)
                .query((row, _) -> entry(row))
                .list();
    }

    private static Entry entry(ResultSet row) throws SQLException {
        return new Entry(
                row.getObject("id", UUID.class),
                row.getLong("position"),
                Kind.valueOf(row.getString("kind")),
                row.getString("reference"),
                row.getString("unit"),
                row.getString("unit_name_zh"),
                row.getString("subject_usci"),
                row.getString("subject_name"),
                row.getString("title_zh"),
                row.getString("content_zh"),
                row.getObject("decided_on", LocalDate.class),
                row.getObject("valid_until", LocalDate.class),
                row.getString("status"),
                row.getObject("due_on", LocalDate.class),
                OfficeTime.at(
                        row.getObject("published_at", OffsetDateTime.class).toInstant()));
    }

    /** What has not been shown yet, or not as it is now. */
    record Unpublished(
            UUID id,
            Kind kind,
            String reference,
            String unit,
            String titleZh,
            LocalDate decidedOn,
            LocalDate dueOn,
            boolean provisional,
            boolean late,
            @Nullable String heldBecause,
            @Nullable String heldBy) {}

    /** What the public has not been shown yet, the most urgent first. */
    List<Unpublished> unpublished(
            @Nullable String unit, boolean lateOnly, LocalDate today, LocalDate afterDueOn, UUID afterId, int limit) {
        return jdbc.sql("""
                SELECT id, kind, reference, unit, title_zh, decided_on, due_on, provisional, due_on < :today AS late, held_because,
                       held_by
                  FROM publication
                 WHERE waiting AND (due_on, id) > (:afterDueOn, :afterId)
                   AND (CAST(:unit AS text) IS NULL OR unit = :unit) AND (NOT :lateOnly OR due_on < :today)
                 ORDER BY due_on, id
                 LIMIT :limit
                """)
                .param("unit", unit)
                .param("lateOnly", lateOnly)
                .param("today", today)
                .param("afterDueOn", afterDueOn)
                .param("afterId", afterId)
                .param("limit", limit)
                .query((row, _) -> new Unpublished(
                        row.getObject("id", UUID.class),
                        Kind.valueOf(row.getString("kind")),
                        row.getString("reference"),
                        row.getString("unit"),
                        row.getString("title_zh"),
                        row.getObject("decided_on", LocalDate.class),
                        row.getObject("due_on", LocalDate.class),
                        row.getBoolean("provisional"),
                        row.getBoolean("late"),
                        row.getString("held_because"),
                        row.getString("held_by")))
                .list();
    }

    /** The unit of an entry, locked. */
    Optional<String> lock(UUID id) {
        return jdbc.sql("SELECT unit FROM publication WHERE id = :id FOR UPDATE")
                .param("id", id)
                .query((row, _) -> row.getString(1))
                .optional();
    }

    void hold(UUID id, String because, String by, Instant at) {
        jdbc.sql("""
                UPDATE publication
                   SET held_because = :because, held_by = :by, held_at = :at, waiting = true
                 WHERE id = :id
                """)
                .param("id", id)
                .param("because", because)
                .param("by", by)
                .param("at", OfficeTime.at(at))
                .update();
    }

    /** Shown again as something new: whoever read on meanwhile has not seen it. */
    void release(UUID id, Instant at) {
        jdbc.sql("""
                UPDATE publication
                   SET held_because = NULL, held_by = NULL, held_at = NULL, waiting = true, changed_at = :at
                 WHERE id = :id AND held_because IS NOT NULL
                """).param("id", id).param("at", OfficeTime.at(at)).update();
    }
}
