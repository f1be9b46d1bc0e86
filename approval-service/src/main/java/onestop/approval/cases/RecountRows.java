package onestop.approval.cases;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import onestop.approval.clocks.DueDates;
import onestop.approval.clocks.OfficeTime;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** How far the counting anew is, and what it has to count. */
@Repository
class RecountRows {
    private final JdbcClient jdbc;

    RecountRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A place in the desks of all units, in the order of {@code approval_case_desk_idx}. */
    record Place(String unit, short rank, LocalDate urgentOn, String caseNumber) {}

    /** @param because what changed, as the acts say it */
    record Recount(long id, String because, Place place) {}

    /** A case with the due dates that were told. */
    record Known(ApprovalCase found, DueDates due) {}

    boolean any() {
        return jdbc.sql("SELECT EXISTS (SELECT 1 FROM clock_recount WHERE finished_at IS NULL)")
                .query(Boolean.class)
                .single();
    }

    /** The oldest that is unfinished and due, for this transaction alone. */
    Optional<Recount> take(Instant now) {
        return jdbc.sql("""
                SELECT id, because, unit, queue_rank, urgent_on, case_number
                  FROM clock_recount
                 WHERE finished_at IS NULL AND (not_before IS NULL OR not_before <= :now)
                 ORDER BY id
                 LIMIT 1
                   FOR UPDATE SKIP LOCKED
                """)
                .param("now", OfficeTime.at(now))
                .query((row, _) -> new Recount(row.getLong("id"), row.getString("because"), place(row)))
                .optional();
    }

    /** Without a lock. */
    List<Place> next(Place after, int most) {
        return jdbc.sql("""
                SELECT unit, queue_rank, urgent_on, case_number
                  FROM approval_case
                 WHERE status IN ('EXAMINATION', 'REVIEW', 'DECISION', 'SUSPENDED')
                   AND (unit, queue_rank, urgent_on, case_number) > (:unit, :rank, :urgentOn, :caseNumber)
                 ORDER BY unit, queue_rank, urgent_on, case_number
                 LIMIT :most
                """)
                .param("unit", after.unit())
                .param("rank", after.rank())
                .param("urgentOn", after.urgentOn())
                .param("caseNumber", after.caseNumber())
                .param("most", most)
                .query((row, _) -> place(row))
                .list();
    }

    /** Those of the cases that nobody else works on. */
    List<Known> lock(List<String> caseNumbers) {
        return jdbc.sql("SELECT " + CaseRow.COLUMNS + """
                       , c.promised_due_on, c.statutory_due_on, c.provisional
                  FROM approval_case c
                  JOIN approval_file f USING (receipt_number)
                 WHERE c.case_number = ANY (CAST(:caseNumbers AS text[]))
                   AND c.status <> 'WAITING'
                 ORDER BY c.case_number
                   FOR NO KEY UPDATE OF c SKIP LOCKED
                """)
                .param("caseNumbers", caseNumbers.toArray(String[]::new))
                .query((row, number) -> new Known(CaseRow.read(row, number), due(row)))
                .list();
    }

    void advance(Recount recount, Place to, boolean passedBy, int moved) {
        jdbc.sql("""
                UPDATE clock_recount
                   SET unit = :unit, queue_rank = :rank, urgent_on = :urgentOn, case_number = :caseNumber,
                       passed_by = passed_by OR :passedBy, cases_moved = cases_moved + :moved
                 WHERE id = :id
                """)
                .param("id", recount.id())
                .param("unit", to.unit())
                .param("rank", to.rank())
                .param("urgentOn", to.urgentOn())
                .param("caseNumber", to.caseNumber())
                .param("passedBy", passedBy)
                .param("moved", moved)
                .update();
    }

    /** Another round begins a little later where one is still due: {@code rounds_left}, or some cases were passed by. */
    void endRound(Recount recount, Instant now) {
        jdbc.sql("""
                UPDATE clock_recount
                   SET rounds_left = greatest(rounds_left - 1, 0), passed_by = false,
                       unit = '', queue_rank = -1, urgent_on = '1970-01-01', case_number = '',
                       not_before = CAST(:now AS timestamptz)
                           + CASE WHEN rounds_left > 1 THEN interval '90 seconds' ELSE interval '5 seconds' END,
                       finished_at = CASE WHEN rounds_left <= 1 AND NOT passed_by THEN CAST(:now AS timestamptz) END
                 WHERE id = :id
                """).param("id", recount.id()).param("now", OfficeTime.at(now)).update();
    }

    private static Place place(ResultSet row) throws SQLException {
        return new Place(
                row.getString("unit"),
                row.getShort("queue_rank"),
                row.getObject("urgent_on", LocalDate.class),
                row.getString("case_number"));
    }

    private static DueDates due(ResultSet row) throws SQLException {
        return new DueDates(
                row.getObject("promised_due_on", LocalDate.class),
                row.getObject("statutory_due_on", LocalDate.class),
                row.getBoolean("provisional"));
    }
}
