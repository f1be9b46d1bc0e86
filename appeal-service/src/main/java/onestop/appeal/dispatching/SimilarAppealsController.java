package onestop.appeal.dispatching;

import static onestop.appeal.recusal.Concealment.notConcealed;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import onestop.appeal.words.StateName;
import onestop.web.Allowed;
import onestop.web.Caller;
import onestop.web.Page;
import onestop.web.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * Offers the coordinator what is open about the same matter, so that it is answered once: of the newest hundred appeals of the
 * enterprise and of the person and the newest four hundred with the unit, with no unit yet and about the item those whose titles have
 * most of their pairs of characters in common, and what names the same file or case.
 */
@RestController
class SimilarAppealsController {
    private static final double ALIKE = 0.3;
    private static final int MOST = 20;

    private final JdbcClient jdbc;

    SimilarAppealsController(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Allowed(Role.APPEAL_COORDINATOR)
    @GetMapping("/api/appeal/appeals/{id}/similar")
    Page<SimilarLine> similar(@PathVariable UUID id, Caller caller) {
        return new Page<>(find(id, caller.subject()), null);
    }

    private List<SimilarLine> find(UUID id, String reader) {
        return jdbc.sql("""
                WITH asked AS MATERIALIZED (
                    SELECT id, usci, coalesce(unit, about_unit) AS unit, submitted_by, item_code, about_receipt, about_case,
                           bigrams(title) AS pairs
                      FROM appeal
                     WHERE id = :id AND %1$s
                ), candidates AS (
                    SELECT o.id
                      FROM asked a
                     CROSS JOIN LATERAL (SELECT id FROM appeal
                                          WHERE usci = a.usci AND state NOT IN ('CLOSED', 'REJECTED')
                                          ORDER BY received_at DESC
                                          LIMIT 100) AS o
                     UNION
                    SELECT o.id
                      FROM asked a
                     CROSS JOIN LATERAL (SELECT id FROM appeal
                                          WHERE coalesce(unit, about_unit) = a.unit AND state NOT IN ('CLOSED', 'REJECTED')
                                          ORDER BY received_at DESC
                                          LIMIT 400) AS o
                     UNION
                    SELECT o.id
                      FROM (SELECT id FROM appeal
                             WHERE coalesce(unit, about_unit) IS NULL AND state NOT IN ('CLOSED', 'REJECTED')
                             ORDER BY received_at DESC
                             LIMIT 400) AS o
                     UNION
                    SELECT o.id
                      FROM asked a
                     CROSS JOIN LATERAL (SELECT id FROM appeal
                                          WHERE item_code = a.item_code AND state NOT IN ('CLOSED', 'REJECTED')
                                          ORDER BY received_at DESC
                                          LIMIT 400) AS o
                     UNION
                    SELECT o.id
                      FROM asked a
                     CROSS JOIN LATERAL (SELECT id FROM appeal
                                          WHERE submitted_by = a.submitted_by AND state NOT IN ('CLOSED', 'REJECTED')
                                          ORDER BY received_at DESC
                                          LIMIT 100) AS o
                     UNION
                    SELECT o.id
                      FROM asked a
                     CROSS JOIN LATERAL (SELECT id FROM appeal
                                          WHERE about_case = a.about_case AND state NOT IN ('CLOSED', 'REJECTED')
                                          ORDER BY received_at DESC
                                          LIMIT 100) AS o
                     UNION
                    SELECT o.id
                      FROM asked a
                     CROSS JOIN LATERAL (SELECT id FROM appeal
                                          WHERE about_receipt = a.about_receipt AND state NOT IN ('CLOSED', 'REJECTED')
                                          ORDER BY received_at DESC
                                          LIMIT 100) AS o
                ), compared AS MATERIALIZED (
                    SELECT o.id, o.number, o.state, o.title, o.unit, o.received_at,
                           CASE WHEN o.about_receipt = a.about_receipt OR o.about_case = a.about_case THEN 1.0
                                ELSE (SELECT count(*) FROM unnest(p.pairs) AS pair WHERE pair = ANY (a.pairs))::numeric
                                     / greatest(1, least(cardinality(p.pairs), cardinality(a.pairs)))
                           END AS likeness
                      FROM asked a
                     CROSS JOIN candidates c
                      JOIN appeal o ON o.id = c.id
                     -- once a title: the offset keeps the function from being called at each place that names its result
                     CROSS JOIN LATERAL (SELECT bigrams(o.title) AS pairs OFFSET 0) AS p
                     WHERE o.id <> a.id AND o.joined_to IS NULL AND %2$s
                )
                SELECT id, number, state, title, unit, received_at, round(likeness, 2) AS likeness
                  FROM compared
                 WHERE likeness >= :alike
                 ORDER BY likeness DESC, received_at, id
                 LIMIT :most
                """.formatted(notConcealed("appeal"), notConcealed("o")))
                .param("id", id)
                .param("reader", reader)
                .param("alike", ALIKE)
                .param("most", MOST)
                .query((row, _) -> new SimilarLine(
                        row.getObject("id", UUID.class),
                        row.getString("number"),
                        StateName.valueOf(row.getString("state")),
                        row.getString("title"),
                        row.getString("unit"),
                        row.getObject("received_at", OffsetDateTime.class).toInstant(),
                        row.getDouble("likeness")))
                .list();
    }

    /** @param likeness from 0 to 1: the share of the shorter title's pairs that the other one has too */
    record SimilarLine(
            UUID id,
            String number,
            StateName state,
            String title,
            @Nullable String unit,
            Instant receivedAt,
            double likeness) {}
}
