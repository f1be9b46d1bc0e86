package onestop.evaluation.improvement;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import onestop.evaluation.rectification.Origin;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What was said in bad ratings, bad feedback and bad findings. */
@Repository
class SaidTexts {
    private final JdbcClient jdbc;

    SaidTexts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param id the rating, the feedback or the finding */
    record Said(
            Origin origin,
            UUID id,
            @Nullable String item,
            @Nullable String step,
            String text) {}

    /** The latest of a period. @param item all items, and what is about none, when null */
    List<Said> latest(LocalDate from, LocalDate to, @Nullable String item, int most) {
        return jdbc.sql("""
                SELECT origin, id, item, step, text
                  FROM (SELECT 'RATING' AS origin, r.id, r.item, i.service AS step, r.text, r.rated_at AS said_at
                          FROM rating r
                          LEFT JOIN invitation i ON i.id = r.invitation_id
                         WHERE r.level IN ('DISSATISFIED', 'VERY_DISSATISFIED') AND r.standing = 'COUNTED'
                           AND r.follow_up_of IS NULL AND r.rated_on BETWEEN :from AND :to AND r.text IS NOT NULL
                           AND (:item::text IS NULL OR r.item = :item)
                        UNION ALL
                        SELECT 'OPEN_FEEDBACK', id, CASE target WHEN 'ITEM' THEN target_code END, NULL, text, given_at
                          FROM open_feedback
                         WHERE given_on BETWEEN :from AND :to AND text IS NOT NULL AND status <> 'INVALIDATED'
                           AND (complaint OR level IN ('DISSATISFIED', 'VERY_DISSATISFIED'))
                           AND (:item::text IS NULL OR (target = 'ITEM' AND target_code = :item))
                        UNION ALL
                        SELECT 'REVIEW', f.id, f.item, NULL, f.text, v.filed_at
                          FROM review v
                          JOIN review_finding f ON f.review_id = v.id
                          LEFT JOIN rectification o ON o.id = f.rectification_id
                         WHERE v.visited_on BETWEEN :from AND :to AND o.status IS DISTINCT FROM 'INVALIDATED'
                           AND f.level IN ('DISSATISFIED', 'VERY_DISSATISFIED')
                           AND (:item::text IS NULL OR f.item = :item)) said
                 ORDER BY said_at DESC, id
                 LIMIT :most
                """)
                .param("from", from)
                .param("to", to)
                .param("item", item)
                .param("most", most)
                .query((row, _) -> new Said(
                        Origin.valueOf(row.getString("origin")),
                        row.getObject("id", UUID.class),
                        row.getString("item"),
                        row.getString("step"),
                        row.getString("text")))
                .list();
    }
}
