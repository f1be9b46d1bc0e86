package onestop.evaluation.improvement;

import java.time.LocalDate;
import java.util.List;
import onestop.evaluation.counting.TallyPeriod;
import onestop.evaluation.counting.TallySql;
import onestop.evaluation.improvement.Pain.Kind;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Counts what goes wrong, among what it could go wrong with. Only ratings that count are counted, and nothing that was found invalid. */
@Repository
class PainPoints {
    /**
     * One row for each thing that went wrong in the period, by step; of corrections one more without a step, for the files that
     * had any. {@code item} narrows it to one item.
     */
    private static final String FOUND = """
            bad AS (
                 SELECT r.id, r.item, i.service AS step, r.labels
                   FROM rating r
                   LEFT JOIN invitation i ON i.id = r.invitation_id
                  WHERE r.level IN ('DISSATISFIED', 'VERY_DISSATISFIED') AND r.standing = 'COUNTED'
                    AND r.follow_up_of IS NULL AND r.rated_on BETWEEN :from AND :to AND r.item IS NOT NULL
                    AND (:item::text IS NULL OR r.item = :item)),
            rated AS (
                 SELECT key AS item,
                        sum(very_satisfied + satisfied + basically_satisfied + dissatisfied + very_dissatisfied) AS among
                   FROM %s AS t
                  GROUP BY key),
            files AS (
                 SELECT f.matter AS item, i.receipt_number
                   FROM invitation i
                   JOIN handled_file f ON f.receipt_number = i.receipt_number
                  WHERE i.service = 'ACCEPTANCE' AND i.served_on BETWEEN :from AND :to
                    AND f.matter IS NOT NULL AND (:item::text IS NULL OR f.matter = :item)
                 UNION ALL
                 SELECT f.matter, i.receipt_number
                   FROM invitation i
                   JOIN handled_file f ON f.receipt_number = i.receipt_number
                  WHERE i.service = 'SUBMISSION' AND i.invited_at IS NOT NULL AND f.accepted_at IS NULL
                    AND i.served_on BETWEEN :from AND :to
                    AND f.matter IS NOT NULL AND (:item::text IS NULL OR f.matter = :item)),
            blocked AS (
                 SELECT kind, item, count(*) AS count
                   FROM blocked_report
                  WHERE reported_on BETWEEN :from AND :to AND NOT gone AND (:item::text IS NULL OR item = :item)
                  GROUP BY kind, item),
            -- Such reports name an item, which may have been accepted as one of a package.
            accepted AS (
                 SELECT item, count(DISTINCT receipt_number) AS accepted
                   FROM (SELECT item, receipt_number FROM files WHERE item = :item OR item IN (SELECT item FROM blocked)
                          UNION ALL
                         SELECT c.item, c.receipt_number
                           FROM file_case_fact c
                           JOIN invitation i ON i.receipt_number = c.receipt_number
                          WHERE (c.item = :item OR c.item IN (SELECT item FROM blocked))
                            AND i.service = 'ACCEPTANCE' AND i.served_on BETWEEN :from AND :to) AS of_items
                  GROUP BY item),
            found AS (
                 SELECT 'LABEL' AS kind, l.label, b.item, b.step, count(*) AS count, max(r.among) AS among
                   FROM bad b
                  CROSS JOIN LATERAL unnest(b.labels) AS l (label)
                   JOIN rated r ON r.item = b.item
                  GROUP BY l.label, b.item, b.step
                 UNION ALL
                 SELECT 'BAD_RATING', NULL, b.item, b.step, count(*), max(r.among)
                   FROM bad b
                   JOIN rated r ON r.item = b.item
                  GROUP BY b.item, b.step
                 UNION ALL
                 SELECT 'BAD_FEEDBACK', NULL, target_code, NULL,
                        count(*) FILTER (WHERE level IN ('DISSATISFIED', 'VERY_DISSATISFIED')), count(*)
                   FROM open_feedback
                  WHERE target = 'ITEM' AND given_on BETWEEN :from AND :to AND status <> 'INVALIDATED'
                    AND (:item::text IS NULL OR target_code = :item)
                  GROUP BY target_code
                 UNION ALL
                 SELECT 'BAD_FINDING', NULL, f.item, NULL,
                        count(*) FILTER (WHERE f.level IN ('DISSATISFIED', 'VERY_DISSATISFIED')), count(*)
                   FROM review v
                   JOIN review_finding f ON f.review_id = v.id
                   LEFT JOIN rectification o ON o.id = f.rectification_id
                  WHERE v.visited_on BETWEEN :from AND :to AND f.item IS NOT NULL
                    AND o.status IS DISTINCT FROM 'INVALIDATED'
                    AND (:item::text IS NULL OR f.item = :item)
                  GROUP BY f.item
                 UNION ALL
                 SELECT 'CORRECTION', NULL, c.item, s.step, count(*) FILTER (WHERE s.corrected), count(*)
                   FROM (SELECT a.item, coalesce(t.correction_rounds, 0) > 0 AS at_the_hall,
                                EXISTS (SELECT FROM invitation n
                                         WHERE n.receipt_number = a.receipt_number AND n.case_number IS NOT NULL) AS in_a_case
                           FROM files a
                           LEFT JOIN file_fact t ON t.receipt_number = a.receipt_number) AS c
                  CROSS JOIN LATERAL (VALUES ('ACCEPTANCE', at_the_hall), ('EXAMINATION', in_a_case),
                                             (NULL, at_the_hall OR in_a_case)) AS s (step, corrected)
                  GROUP BY c.item, s.step
                 UNION ALL
                 SELECT 'DELAY', NULL, item, step, count(*) FILTER (WHERE late), sum(count(*)) OVER (PARTITION BY item)
                   FROM (SELECT x.item, coalesce(c.slow_step, 'COMPLETION') AS step, NOT c.on_time_promised AS late
                           FROM file_case_fact c
                           JOIN handled_file f ON f.receipt_number = c.receipt_number
                          CROSS JOIN LATERAL (SELECT f.matter AS item UNION SELECT c.item) AS x
                          WHERE c.decided_on BETWEEN :from AND :to AND c.on_time_promised IS NOT NULL
                            AND x.item IS NOT NULL AND (:item::text IS NULL OR x.item = :item)) AS decided
                  GROUP BY item, step
                 UNION ALL
                 SELECT b.kind, NULL, b.item, NULL, b.count, b.count + coalesce(a.accepted, 0)
                   FROM blocked b
                   LEFT JOIN accepted a ON a.item = b.item)
            """;

    private final JdbcClient jdbc;

    PainPoints(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private static String found(String ofItems) {
        return FOUND.formatted(TallyPeriod.rows("key", TallySql.SUMS, "slice = 'ITEM' AND " + ofItems));
    }

    record Found(Pain pain, Share share) {}

    /** Those that happened most often. @param least how often at the least @param item all items when null */
    List<Found> top(LocalDate from, LocalDate to, @Nullable String item, int least, int most) {
        return jdbc.sql("WITH " + found(item == null ? "key IN (SELECT item FROM bad)" : "key = :item") + """
                SELECT kind, label, item, step, count, among
                  FROM found
                 WHERE count >= :least AND (step IS NOT NULL OR kind <> 'CORRECTION')
                 ORDER BY count DESC, count::numeric / greatest(among, 1) DESC, item, kind, label, step
                 LIMIT :most
                """)
                .param("from", from)
                .param("to", to)
                .params(TallyPeriod.of(from, to).parameters())
                .param("item", item)
                .param("least", least)
                .param("most", most)
                .query((row, _) -> new Found(
                        new Pain(
                                Kind.valueOf(row.getString("kind")),
                                row.getString("label"),
                                row.getString("item"),
                                row.getString("step")),
                        // A rating with a case moved between two looks is in one of them only.
                        new Share(row.getLong("count"), Math.max(row.getLong("count"), row.getLong("among")))))
                .list();
    }

    /**
     * One of them over a period; of nothing when nothing was there. Without a step, all steps together: a file that was corrected
     * at two of them is one file.
     */
    Share of(Pain pain, LocalDate from, LocalDate to) {
        return jdbc.sql("WITH " + found("key = :item") + """
                SELECT coalesce((SELECT sum(count) FROM found
                                  WHERE kind = :kind AND item = :item AND label IS NOT DISTINCT FROM :label
                                    AND CASE WHEN :step::text IS NOT NULL THEN step = :step
                                             WHEN kind = 'CORRECTION' THEN step IS NULL
                                             ELSE true END), 0) AS count,
                       CASE WHEN :kind IN ('LABEL', 'BAD_RATING')
                            THEN coalesce((SELECT among FROM rated WHERE item = :item), 0)
                            WHEN :kind IN ('BLOCKED_MATTER', 'NEGATIVE_ANSWER')
                            THEN coalesce((SELECT among FROM found WHERE kind = :kind AND item = :item),
                                          (SELECT accepted FROM accepted WHERE item = :item), 0)
                            ELSE coalesce((SELECT max(among) FROM found WHERE kind = :kind AND item = :item), 0)
                       END AS among
                """)
                .param("from", from)
                .param("to", to)
                .params(TallyPeriod.of(from, to).parameters())
                .param("kind", pain.kind().name())
                .param("item", pain.item())
                .param("label", pain.label())
                .param("step", pain.step())
                .query((row, _) ->
                        new Share(row.getLong("count"), Math.max(row.getLong("count"), row.getLong("among"))))
                .single();
    }
}
