package onestop.appeal.dispatching;

import static onestop.appeal.recusal.Concealment.notConcealed;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
 * Offers the coordinator what is open about the same matter, so that it is answered once: of the newest appeals that have the
 * enterprise, the person, the unit or the item in common, or no unit yet, those whose titles are most alike, and what names the
 * same file or case, be it one its receipt and the other a case of it.
 */
@RestController
class SimilarAppealsController {
    private static final double ALIKE = 0.3;
    private static final int MOST = 20;

    /** What the one that is asked about has in common with those that its title is compared with. */
    private static final String CANDIDATES = Stream.of(
                    newest(100, "usci = a.usci"),
                    newest(400, "coalesce(unit, about_unit) = a.unit"),
                    newest(400, "coalesce(unit, about_unit) IS NULL"),
                    newest(400, "item_code = a.item_code"),
                    newest(100, "submitted_by = a.submitted_by"),
                    newest(100, "about_receipt = a.receipt"),
                    newest(100, "about_case = a.about_case"),
                    newest(100, "about_case = ANY (a.cases)"))
            .collect(Collectors.joining(" UNION "));

    private final JdbcClient jdbc;

    SimilarAppealsController(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Allowed(Role.APPEAL_COORDINATOR)
    @GetMapping("/api/appeal/appeals/{id}/similar")
    Page<SimilarLine> similar(@PathVariable UUID id, Caller caller) {
        var alike = candidates(id, caller.subject()).stream()
                .filter(line -> line.likeness() >= ALIKE)
                .sorted(Comparator.comparingDouble(SimilarLine::likeness)
                        .reversed()
                        .thenComparing(SimilarLine::receivedAt)
                        .thenComparing(SimilarLine::id))
                .limit(MOST)
                .toList();
        return new Page<>(alike, null);
    }

    private List<SimilarLine> candidates(UUID id, String reader) {
        return jdbc.sql("""
                WITH named AS MATERIALIZED (
                    SELECT id, usci, coalesce(unit, about_unit) AS unit, submitted_by, item_code, about_receipt, about_case, title,
                           coalesce(about_receipt, (SELECT receipt_number FROM case_file WHERE case_number = about_case)) AS receipt
                      FROM appeal
                     WHERE id = :id AND %1$s
                ), a AS MATERIALIZED (
                    SELECT n.*, ARRAY(SELECT case_number FROM case_file WHERE receipt_number = n.receipt) AS cases
                      FROM named n
                ), candidates AS (%3$s)
                SELECT o.id, o.number, o.state, o.title, o.unit, o.received_at, a.title AS asked,
                       coalesce(o.about_receipt = a.about_receipt, false)
                       OR coalesce(o.about_case = a.about_case, false)
                       OR a.about_case IS NULL AND coalesce(o.about_case = ANY (a.cases), false)
                       OR o.about_case IS NULL AND coalesce(o.about_receipt = a.receipt, false) AS same_file
                  FROM a
                 CROSS JOIN candidates c
                  JOIN appeal o ON o.id = c.id
                 WHERE o.id <> a.id AND o.joined_to IS NULL AND %2$s
                """.formatted(notConcealed("appeal"), notConcealed("o"), CANDIDATES))
                .param("id", id)
                .param("reader", reader)
                .query(SimilarAppealsController::lines);
    }

    private static String newest(int most, String common) {
        return """
                SELECT o.id
                  FROM a
                 CROSS JOIN LATERAL (SELECT id FROM appeal
                                      WHERE %s AND state NOT IN ('CLOSED', 'REJECTED')
                                      ORDER BY received_at DESC
                                      LIMIT %d) AS o
                """.formatted(common, most);
    }

    private static List<SimilarLine> lines(ResultSet row) throws SQLException {
        var lines = new ArrayList<SimilarLine>();
        Pairs asked = null;
        while (row.next()) {
            if (asked == null) {
                asked = Pairs.of(row.getString("asked"));
            }
            var title = row.getString("title");
            double likeness = row.getBoolean("same_file") ? 1 : asked.likeness(Pairs.of(title));
            lines.add(new SimilarLine(
                    row.getObject("id", UUID.class),
                    row.getString("number"),
                    StateName.valueOf(row.getString("state")),
                    title,
                    row.getString("unit"),
                    row.getObject("received_at", OffsetDateTime.class).toInstant(),
                    Math.round(likeness * 100) / 100.0));
        }
        return lines;
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
