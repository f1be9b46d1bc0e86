package onestop.appeal.policies;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.SimplePropertyRowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** All SQL of policies and their versions. */
@Repository
class Policies {
    private static final String COLUMNS = """
            serial, id, unit, state, round, published_version, draft_version, last_version, withdrawn_reason, version""";

    private final JdbcClient jdbc;
    private final JsonMapper json;

    Policies(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    Policy insert(UUID id, String unit, PolicyContent content, String by, Instant now) {
        int serial = jdbc.sql("""
                INSERT INTO policy (id, unit, category, title_zh, state, round, draft_version, last_version, version, changed_at)
                VALUES (:id, :unit, :category, :title, 'DRAFT', 0, 1, 1, 1, :now)
                RETURNING serial
                """)
                .param("id", id)
                .param("unit", unit)
                .param("category", content.category().name())
                .param("title", content.titleZh())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query(Integer.class)
                .single();
        storeDraft(serial, 1, content, by, now);
        return new Policy(serial, id, unit, Policy.State.DRAFT, 0, null, 1, 1, null, 1);
    }

    Optional<Policy> find(UUID id) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM policy WHERE id = :id")
                .param("id", id)
                .query(Policy.class)
                .optional();
    }

    Optional<Policy> findForChange(UUID id) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM policy WHERE id = :id FOR UPDATE")
                .param("id", id)
                .query(Policy.class)
                .optional();
    }

    void update(Policy next, @Nullable PolicyContent shown, Instant now) {
        jdbc.sql("""
                UPDATE policy
                   SET state = :state, round = :round, published_version = :published, draft_version = :draft,
                       last_version = :last, withdrawn_reason = :reason, version = :version, changed_at = :now,
                       category = coalesce(:category, category), title_zh = coalesce(:title, title_zh)
                 WHERE serial = :serial
                """)
                .param("state", next.state().name())
                .param("round", next.round())
                .param("published", next.publishedVersion())
                .param("draft", next.draftVersion())
                .param("last", next.lastVersion())
                .param("reason", next.withdrawnReason())
                .param("version", next.version())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("category", shown == null ? null : shown.category().name())
                .param("title", shown == null ? null : shown.titleZh())
                .param("serial", next.serial())
                .update();
    }

    void storeDraft(int serial, int number, PolicyContent content, String by, Instant now) {
        jdbc.sql("""
                INSERT INTO policy_version (policy_serial, number, content, drafted_by, drafted_at)
                VALUES (:serial, :number, :content::jsonb, :by, :now)
                    ON CONFLICT (policy_serial, number) DO UPDATE
                   SET content = excluded.content, drafted_by = excluded.drafted_by, drafted_at = excluded.drafted_at
                """)
                .param("serial", serial)
                .param("number", number)
                .param("content", json.writeValueAsString(content))
                .param("by", by)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    void markPublished(int serial, int number, String by, Instant now) {
        jdbc.sql("""
                UPDATE policy_version SET published_by = :by, published_at = :now
                 WHERE policy_serial = :serial AND number = :number
                """)
                .param("by", by)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("serial", serial)
                .param("number", number)
                .update();
    }

    PolicyContent content(int serial, int number) {
        return json.readValue(
                jdbc.sql("SELECT content FROM policy_version WHERE policy_serial = :serial AND number = :number")
                        .param("serial", serial)
                        .param("number", number)
                        .query(String.class)
                        .single(),
                PolicyContent.class);
    }

    /** What the readers of the book compare with; held until the transaction ends, so that no publication comes between. */
    long stampHeld() {
        return jdbc.sql("SELECT stamp FROM policy_book FOR SHARE")
                .query(Long.class)
                .single();
    }

    long stamp() {
        return jdbc.sql("SELECT stamp FROM policy_book").query(Long.class).single();
    }

    /** The book changes; waits for those who match single enterprises, or push a stretch, by the present one. */
    void turnPage() {
        jdbc.sql("UPDATE policy_book SET stamp = stamp + 1").update();
    }

    /** A published policy as it is in force. */
    record InForce(int serial, UUID id, String unit, int round, int number, PolicyContent content) {}

    List<InForce> inForce() {
        return jdbc.sql("""
                SELECT p.serial, p.id, p.unit, p.round, v.number, v.content
                  FROM policy AS p
                  JOIN policy_version AS v ON v.policy_serial = p.serial AND v.number = p.published_version
                 WHERE p.state = 'PUBLISHED'
                 ORDER BY p.serial
                """)
                .query((row, _) -> new InForce(
                        row.getInt("serial"),
                        row.getObject("id", UUID.class),
                        row.getString("unit"),
                        row.getInt("round"),
                        row.getInt("number"),
                        json.readValue(row.getString("content"), PolicyContent.class)))
                .list();
    }

    /** One line of the list. */
    record Line(
            int serial,
            UUID id,
            String unit,
            String titleZh,
            Category category,
            Policy.State state,
            @Nullable Integer publishedVersion,
            @Nullable Integer draftVersion,
            long version) {}

    /** Newest first. Without {@code drafts} only what is in force. */
    List<Line> list(
            boolean drafts, @Nullable String unit, @Nullable Category category, @Nullable Integer before, int most) {
        var where = (drafts ? "" : " AND state = 'PUBLISHED'")
                + (unit == null ? "" : " AND unit = :unit")
                + (category == null ? "" : " AND category = :category")
                + (before == null ? "" : " AND serial < :before");
        return jdbc.sql("""
                SELECT serial, id, unit, title_zh, category, state, published_version, draft_version, version
                  FROM policy WHERE true%s ORDER BY serial DESC LIMIT :most
                """.formatted(where))
                .param("unit", unit)
                .param("category", category == null ? null : category.name())
                .param("before", before)
                .param("most", most)
                .query(new SimplePropertyRowMapper<>(Line.class))
                .list();
    }

    /** Work for {@link MatchRuns}: one policy, or all when there is no serial. False when the day's round is there already. */
    boolean openRun(@Nullable Integer serial, LocalDate day, Instant now) {
        return jdbc.sql("""
                INSERT INTO policy_match_run (policy_serial, day, started_at)
                SELECT :serial::int, :day, :now
                 WHERE :serial::int IS NOT NULL
                    OR NOT EXISTS (SELECT 1 FROM policy_match_run WHERE day = :day AND policy_serial IS NULL)
                ON CONFLICT DO NOTHING
                """)
                        .param("serial", serial)
                        .param("day", day)
                        .param("now", now.atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }
}
