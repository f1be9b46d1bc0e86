package onestop.appeal.clouddesk;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All SQL of the knowledge base. */
@Repository
class Knowledge {
    private static final String COLUMNS = "id, unit, question, keywords, answer, number, in_use, reason, version";

    private final JdbcClient jdbc;

    Knowledge(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A question with its present answer.
     *
     * @param number of the answer's version
     */
    record Article(
            UUID id,
            String unit,
            String question,
            List<String> keywords,
            String answer,
            int number,
            boolean inUse,
            @Nullable String reason,
            long version) {}

    void insert(Article article, String by, Instant now) {
        jdbc.sql("""
                INSERT INTO knowledge (id, unit, question, keywords, answer, number, in_use, parts, version, changed_at)
                VALUES (:id, :unit, :question, :keywords, :answer, 1, true,
                        (SELECT coalesce(array_agg(DISTINCT p), '{}') FROM unnest(:words::text[]) AS w, unnest(text_parts(w)) AS p),
                        1, :now)
                """)
                .param("id", article.id())
                .param("unit", article.unit())
                .param("question", article.question())
                .param("keywords", article.keywords().toArray(String[]::new))
                .param("answer", article.answer())
                .param("words", words(article))
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
        keep(article, by, now);
    }

    /** Question and keywords apart: where two texts meet there is no pair. */
    private static String[] words(Article article) {
        return Stream.concat(Stream.of(article.question()), article.keywords().stream())
                .toArray(String[]::new);
    }

    private void keep(Article article, String by, Instant now) {
        jdbc.sql("""
                INSERT INTO knowledge_version (knowledge_id, number, question, answer, written_by, written_at)
                VALUES (:id, :number, :question, :answer, :by, :now)
                """)
                .param("id", article.id())
                .param("number", article.number())
                .param("question", article.question())
                .param("answer", article.answer())
                .param("by", by)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    void rewrite(Article next, String by, Instant now) {
        jdbc.sql("""
                UPDATE knowledge
                   SET question = :question, keywords = :keywords, answer = :answer, number = :number,
                       parts = (SELECT coalesce(array_agg(DISTINCT p), '{}') FROM unnest(:words::text[]) AS w, unnest(text_parts(w)) AS p),
                       version = :version, changed_at = :now
                 WHERE id = :id
                """)
                .param("question", next.question())
                .param("keywords", next.keywords().toArray(String[]::new))
                .param("answer", next.answer())
                .param("number", next.number())
                .param("words", words(next))
                .param("version", next.version())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("id", next.id())
                .update();
        keep(next, by, now);
    }

    void retire(Article next, Instant now) {
        jdbc.sql("""
                UPDATE knowledge SET in_use = false, reason = :reason, version = :version, changed_at = :now WHERE id = :id
                """)
                .param("reason", next.reason())
                .param("version", next.version())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("id", next.id())
                .update();
    }

    Optional<Article> find(UUID id, boolean forChange) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM knowledge WHERE id = :id" + (forChange ? " FOR UPDATE" : ""))
                .param("id", id)
                .query((row, _) -> article(row))
                .optional();
    }

    private static Article article(ResultSet row) throws SQLException {
        return new Article(
                row.getObject("id", UUID.class),
                row.getString("unit"),
                row.getString("question"),
                List.of((String[]) row.getArray("keywords").getArray()),
                row.getString("answer"),
                row.getInt("number"),
                row.getBoolean("in_use"),
                row.getString("reason"),
                row.getLong("version"));
    }

    /** A find and how well it answers: the part that both share of the pairs of the shorter one, 0 to 1. */
    record Hit(Article article, double likeness) {}

    /**
     * What shares a third of the pairs of characters or more, best first; of two alike the one that helped more often. Who tells a long
     * story asks a short question in it: the shorter of the two counts, but not what shares a pair or two with a story by chance.
     * The pairs of all are met with those of the question at once: each with each would take seconds.
     */
    List<Hit> search(String question, int most) {
        return jdbc.sql("""
                WITH asked AS MATERIALIZED (SELECT text_parts(:question) AS parts),
                pairs AS MATERIALIZED (SELECT unnest(parts) AS pair FROM asked),
                met AS (
                    SELECT k.id, count(*) AS shared
                      FROM knowledge AS k
                     CROSS JOIN LATERAL unnest(k.parts) AS own (pair)
                      JOIN pairs ON pairs.pair = own.pair
                     WHERE k.in_use AND k.parts && (SELECT parts FROM asked)
                     GROUP BY k.id
                    HAVING count(*) >= least(3, (SELECT cardinality(parts) FROM asked))),
                found AS (
                    SELECT k.*, met.shared::float8 / greatest(least(cardinality(asked.parts), cardinality(k.parts)), 1) AS likeness
                      FROM met
                      JOIN knowledge AS k ON k.id = met.id
                     CROSS JOIN asked)
                SELECT id, unit, question, keywords, answer, number, in_use, reason, version, likeness
                  FROM found
                 WHERE likeness >= 0.33
                 ORDER BY likeness DESC,
                          (SELECT count(*) FILTER (WHERE f.helped) - count(*) FILTER (WHERE NOT f.helped)
                             FROM knowledge_feedback AS f
                            WHERE f.knowledge_id = found.id AND f.number = found.number) DESC,
                          id
                 LIMIT :most
                """)
                .param("question", question)
                .param("most", most)
                .query((row, _) -> new Hit(article(row), row.getDouble("likeness")))
                .list();
    }

    /** All of a unit, or of everybody, retired ones too. */
    List<Article> list(@Nullable String unit, @Nullable UUID after, int most) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM knowledge WHERE true"
                        + (unit == null ? "" : " AND unit = :unit")
                        + (after == null ? "" : " AND id > :after")
                        + " ORDER BY id LIMIT :most")
                .param("unit", unit)
                .param("after", after)
                .param("most", most)
                .query((row, _) -> article(row))
                .list();
    }

    void feedback(UUID id, int number, String by, boolean helped, Instant now) {
        jdbc.sql("""
                INSERT INTO knowledge_feedback (knowledge_id, number, given_by, helped, given_at)
                VALUES (:id, :number, :by, :helped, :now)
                    ON CONFLICT (knowledge_id, number, given_by) DO UPDATE SET helped = excluded.helped, given_at = excluded.given_at
                """)
                .param("id", id)
                .param("number", number)
                .param("by", by)
                .param("helped", helped)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** An answer as it once was, and whether it helped. */
    record Version(int number, String question, String answer, Instant writtenAt, long helped, long notHelped) {}

    List<Version> versions(UUID id) {
        return jdbc.sql("""
                SELECT v.number, v.question, v.answer, v.written_at, count(*) FILTER (WHERE f.helped) AS helped,
                       count(*) FILTER (WHERE NOT f.helped) AS not_helped
                  FROM knowledge_version AS v
                  LEFT JOIN knowledge_feedback AS f ON f.knowledge_id = v.knowledge_id AND f.number = v.number
                 WHERE v.knowledge_id = :id
                 GROUP BY v.number, v.question, v.answer, v.written_at
                 ORDER BY v.number DESC
                """)
                .param("id", id)
                .query((row, _) -> new Version(
                        row.getInt("number"),
                        row.getString("question"),
                        row.getString("answer"),
                        row.getObject("written_at", OffsetDateTime.class).toInstant(),
                        row.getLong("helped"),
                        row.getLong("not_helped")))
                .list();
    }

    boolean exists(UUID id, int number) {
        return jdbc.sql("SELECT EXISTS (SELECT 1 FROM knowledge_version WHERE knowledge_id = :id AND number = :number)")
                .param("id", id)
                .param("number", number)
                .query(Boolean.class)
                .single();
    }
}
