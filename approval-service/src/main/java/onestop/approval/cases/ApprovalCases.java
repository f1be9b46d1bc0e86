package onestop.approval.cases;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import onestop.approval.cases.CaseRow.Change;
import onestop.approval.cases.Transition.Applied;
import onestop.approval.clocks.OfficeTime;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All statements that read cases for a command and write what came of it. */
@Repository
class ApprovalCases {
    /** The only order in which cases in hand are locked. */
    private static final String LOCK = """
             ORDER BY c.case_number
               FOR NO KEY UPDATE OF c
            """;

    /** Enters the leaf of each act and notes that it has no place in the tree yet; see {@link onestop.approval.ledger}. */
    static final String LEAVES = """
            , leaf AS (
                INSERT INTO ledger_leaf (case_number, case_version, salt, leaf_hash)
                SELECT case_number, version, salt, leaf_hash
                  FROM changed
                 WHERE act IS NOT NULL
                 ORDER BY case_number
             RETURNING leaf_id
            ), pending AS (
                INSERT INTO ledger_pending (leaf_id) SELECT leaf_id FROM leaf
            )
            """;

    private final JdbcClient jdbc;
    private final ActLeaves leaves;

    ApprovalCases(JdbcClient jdbc, ActLeaves leaves) {
        this.jdbc = jdbc;
        this.leaves = leaves;
    }

    /**
     * Locks the cases that have started. Those that wait, or ended unstarted and may wait again, are left alone: they belong to who holds
     * their file. A row that is found here never becomes one of them, so none stays locked that the recheck after a lock leaves out.
     */
    List<ApprovalCase> lockStarted(Collection<String> caseNumbers) {
        return jdbc.sql("SELECT " + CaseRow.COLUMNS + """
                  FROM approval_case c
                  JOIN approval_file f USING (receipt_number)
                 WHERE %s
                   AND c.status NOT IN ('WAITING', 'NOT_STARTED')
                """.formatted(named(caseNumbers)) + LOCK)
                .param("caseNumbers", value(caseNumbers))
                .query(CaseRow::read)
                .list();
    }

    /**
     * One number is compared as itself: a list is planned anew each time, since the planner takes the list at hand to be shorter than lists
     * are, and planning takes longer than finding one row.
     */
    private static String named(Collection<String> caseNumbers) {
        return caseNumbers.size() == 1
                ? "c.case_number = :caseNumbers"
                : "c.case_number = ANY (CAST(:caseNumbers AS text[]))";
    }

    private static Object value(Collection<String> caseNumbers) {
        return caseNumbers.size() == 1 ? caseNumbers.iterator().next() : array(caseNumbers);
    }

    List<ApprovalCase> lockInHand(Collection<String> receiptNumbers) {
        return jdbc.sql("SELECT " + CaseRow.COLUMNS + """
                  FROM approval_case c
                  JOIN approval_file f USING (receipt_number)
                 WHERE c.receipt_number = ANY (CAST(:receiptNumbers AS text[]))
                   AND c.status IN ('EXAMINATION', 'REVIEW', 'DECISION', 'SUSPENDED')
                """ + LOCK)
                .param("receiptNumbers", array(receiptNumbers))
                .query(CaseRow::read)
                .list();
    }

    int countInHand(Collection<String> receiptNumbers) {
        return jdbc.sql("""
                SELECT count(*)
                  FROM approval_case
                 WHERE receipt_number = ANY (CAST(:receiptNumbers AS text[]))
                   AND status IN ('EXAMINATION', 'REVIEW', 'DECISION', 'SUSPENDED')
                """)
                .param("receiptNumbers", array(receiptNumbers))
                .query(Integer.class)
                .single();
    }

    /** Without a lock: to tell why a case could not be locked. */
    List<ApprovalCase> look(Collection<String> caseNumbers) {
        return jdbc.sql("SELECT " + CaseRow.COLUMNS + """
                  FROM approval_case c
                  JOIN approval_file f USING (receipt_number)
                 WHERE %s
                """.formatted(named(caseNumbers)))
                .param("caseNumbers", value(caseNumbers))
                .query(CaseRow::read)
                .list();
    }

    /** Cases of one unit and file that wait for a step, by item and subject. */
    List<String> waitingFor(String step, String receiptNumber, String unit, String itemCode, int most) {
        return jdbc.sql("""
                SELECT case_number
                  FROM approval_case
                 WHERE receipt_number = :receiptNumber
                   AND (:itemCode = '' OR item_code = :itemCode)
                   AND unit = :unit
                   AND status = :step
                 ORDER BY item_code, subject_usci
                 LIMIT :most
                """)
                .param("receiptNumber", receiptNumber)
                .param("itemCode", itemCode)
                .param("unit", unit)
                .param("step", step)
                .param("most", most)
                .query((row, _) -> row.getString(1))
                .list();
    }

    /** What of a file, or of one item of it, was refused. What lapsed, ended or went to another body was not. */
    List<String> refused(String receiptNumber, String itemCode) {
        return jdbc.sql("""
                SELECT case_number
                  FROM approval_case
                 WHERE receipt_number = :receiptNumber
                   AND (:itemCode = '' OR item_code = :itemCode)
                   AND status = 'REFUSED'
                 ORDER BY case_number
                 LIMIT 1000
                """)
                .param("receiptNumber", receiptNumber)
                .param("itemCode", itemCode)
                .query((row, _) -> row.getString(1))
                .list();
    }

    /** Whether there is such a file, with the item if one is given. */
    boolean has(String receiptNumber, String itemCode) {
        return jdbc.sql("""
                SELECT EXISTS (SELECT FROM approval_case
                                WHERE receipt_number = :receiptNumber AND (:itemCode = '' OR item_code = :itemCode))
                """)
                .param("receiptNumber", receiptNumber)
                .param("itemCode", itemCode)
                .query(Boolean.class)
                .single();
    }

    /** Cases of these files that ended unstarted. The caller holds the files. */
    List<ApprovalCase> unstarted(Collection<String> receiptNumbers) {
        return jdbc.sql("SELECT " + CaseRow.COLUMNS + """
                  FROM approval_case c
                  JOIN approval_file f USING (receipt_number)
                 WHERE c.receipt_number = ANY (CAST(:receiptNumbers AS text[]))
                   AND c.status = 'NOT_STARTED'
                 ORDER BY c.case_number
                """)
                .param("receiptNumbers", array(receiptNumbers))
                .query(CaseRow::read)
                .list();
    }

    /** All cases of these files. The caller holds the files, so that none closes meanwhile. */
    List<Progression.Standing> standings(Collection<String> receiptNumbers) {
        return jdbc.sql("""
                SELECT case_number, status, waits_at_first
                  FROM approval_case
                 WHERE receipt_number = ANY (CAST(:receiptNumbers AS text[]))
                """)
                .param("receiptNumbers", array(receiptNumbers))
                .query((row, _) -> {
                    var needs = row.getArray("waits_at_first");
                    return new Progression.Standing(
                            row.getString("case_number"),
                            row.getString("status"),
                            needs == null ? null : Set.of((String[]) needs.getArray()));
                })
                .list();
    }

    /** Who handed the file in. */
    String enterpriseOf(String receiptNumber) {
        return jdbc.sql("SELECT enterprise_usci FROM approval_file WHERE receipt_number = :receiptNumber")
                .param("receiptNumber", receiptNumber)
                .query(String.class)
                .single();
    }

    /** Whether the unit takes part in the file. */
    boolean involves(String receiptNumber, String unit) {
        return jdbc.sql("""
                SELECT EXISTS (
                       SELECT 1 FROM approval_file
                        WHERE receipt_number = :receiptNumber
                          AND (:unit = ANY (units) OR accepted_by_unit = :unit))
                """)
                .param("receiptNumber", receiptNumber)
                .param("unit", unit)
                .query(Boolean.class)
                .single();
    }

    /**
     * Waiting cases that the closed ones concern; all of these files when something was not granted, as that may reach further than one
     * step. The caller holds the files.
     */
    List<ApprovalCase> waiting(Collection<String> receiptNumbers, Collection<String> closed, boolean all) {
        return jdbc.sql("SELECT " + CaseRow.COLUMNS + """
                  FROM approval_case c
                  JOIN approval_file f USING (receipt_number)
                 WHERE c.receipt_number = ANY (ARRAY (SELECT unnest(CAST(:receiptNumbers AS text[]))))
                   AND c.status = 'WAITING'
                   AND (:all OR c.needs && CAST(:closed AS text[]) OR c.follows && CAST(:closed AS text[]))
                 ORDER BY c.case_number
                """)
                .param("receiptNumbers", array(receiptNumbers))
                .param("closed", array(closed))
                .param("all", all)
                .query(CaseRow::read)
                .list();
    }

    /** Makes the caller the only one to start or close cases of these files. */
    List<String> lockFiles(Collection<String> receiptNumbers) {
        return jdbc.sql("""
                SELECT receipt_number FROM approval_file
                 WHERE receipt_number = ANY (CAST(:receiptNumbers AS text[]))
                 ORDER BY receipt_number
                   FOR NO KEY UPDATE
                """)
                .param("receiptNumbers", array(receiptNumbers))
                .query((row, _) -> row.getString(1))
                .list();
    }

    /**
     * Writes cases with their history and its leaves, and moves the counters of their files, in one statement. The caller has locked the
     * cases; the files are locked here, in order.
     *
     * <p>The numbers are given twice: the planner takes a list of JSON rows for a hundred, and would rather read a whole index to join
     * it than look each number up. They are unpacked and packed again, which hides from the planner how many they are: a list that it sees is
     * planned anew each time, and that takes longer than the writing.
     *
     * @param stillWaiting cases that no act concerns: they wait for less
     * @return the files whose counters moved, as they are now
     * @throws StaleCaseException when a case is no longer what the caller read
     */
    List<FileProgress> write(
            Collection<Applied> applied,
            Collection<ApprovalCase> stillWaiting,
            List<FileProgress.Change> files,
            Moment now) {
        var cases = new ArrayList<Change>();
        for (var one : applied) {
            var act = Act.of(one, now.at());
            cases.add(CaseRow.change(one, act, leaves.of(act), now));
        }
        stillWaiting.forEach(one -> cases.add(CaseRow.stillWaiting(one)));
        return jdbc.sql("""
                WITH change AS (
                    SELECT *
                      FROM json_to_recordset(CAST(:cases AS json)) AS r (
                           case_number text, receipt_number text, was bigint, version bigint, status text,
                           needs text[], follows text[], started_at timestamptz, clock_start_on date, step_started_on date,
                           promised_due_on date, statutory_due_on date, provisional boolean, urgent_on date, extension_days integer,
                           pauses jsonb, suspended_at timestamptz, expected_working_days integer, assigned_to text,
                           examined_by text, examined_at timestamptz, examination_opinion text,
                           reviewed_by text, reviewed_at timestamptz, review_opinion text,
                           closed_at timestamptz, decided_by text, grounds text, remedies text,
                           working_days_used integer, on_time_promised boolean, on_time_statutory boolean,
                           ended_by text, proceedings jsonb, licence_number text, not_started_because text, officers text[],
                           act text, actor text, details jsonb, salt bytea, leaf_hash bytea)
                ), changed AS (
                    UPDATE approval_case c
                       SET status = r.status, needs = r.needs, follows = r.follows,
                           started_at = coalesce(c.started_at, r.started_at), clock_start_on = r.clock_start_on,
                           step_started_on = r.step_started_on,
                           promised_due_on = r.promised_due_on, statutory_due_on = r.statutory_due_on,
                           provisional = r.provisional, urgent_on = r.urgent_on,
                           extension_days = r.extension_days, pauses = r.pauses,
                           suspended_at = r.suspended_at, expected_working_days = r.expected_working_days,
                           assigned_to = r.assigned_to, examined_by = r.examined_by, examined_at = r.examined_at,
                           examination_opinion = r.examination_opinion, reviewed_by = r.reviewed_by,
                           reviewed_at = r.reviewed_at, review_opinion = r.review_opinion, closed_at = r.closed_at,
                           decided_by = r.decided_by, grounds = r.grounds, remedies = r.remedies,
                           working_days_used = r.working_days_used, on_time_promised = r.on_time_promised,
                           on_time_statutory = r.on_time_statutory, licence_number = r.licence_number,
                           ended_by = r.ended_by, proceedings = r.proceedings,
                           not_started_because = r.not_started_because, officers = r.officers, version = r.version
                      FROM change r
                     WHERE c.case_number = r.case_number AND c.version = r.was
                       AND c.case_number = ANY (ARRAY (SELECT unnest(CAST(:caseNumbers AS text[]))))
                 RETURNING c.case_number, r.version, c.receipt_number, r.act, r.actor, r.details, r.salt, r.leaf_hash
                ), entered AS (
                    INSERT INTO case_history (case_number, case_version, receipt_number, act, actor, at, details)
                    SELECT case_number, version, receipt_number, act, actor, :at, details
                      FROM changed
                     WHERE act IS NOT NULL
                     ORDER BY case_number
                )
                """ + LEAVES + """
                , move AS (
                    SELECT *
                      FROM json_to_recordset(CAST(:files AS json)) AS m (
                           receipt_number text, waiting integer, in_hand integer, granted integer, refused integer,
                           not_started integer, withdrawn integer, ended integer, officers text[], working_days_used integer,
                           at timestamptz)
                ), held AS (
                    SELECT receipt_number FROM approval_file
                     WHERE receipt_number = ANY (ARRAY (SELECT unnest(CAST(:receiptNumbers AS text[]))))
                     ORDER BY receipt_number
                       FOR NO KEY UPDATE
                ), moved AS (
                    UPDATE approval_file f
                       SET cases_waiting = f.cases_waiting + m.waiting,
                           cases_in_hand = f.cases_in_hand + m.in_hand,
                           cases_granted = f.cases_granted + m.granted,
                           cases_refused = f.cases_refused + m.refused,
                           cases_not_started = f.cases_not_started + m.not_started,
                           cases_withdrawn = f.cases_withdrawn + m.withdrawn,
                           cases_ended = f.cases_ended + m.ended,
                           officers = ARRAY (SELECT DISTINCT unnest(f.officers || m.officers) ORDER BY 1),
                           status = CASE
                               WHEN f.cases_waiting + m.waiting + f.cases_in_hand + m.in_hand > 0 THEN 'IN_PROGRESS'
                               WHEN m.withdrawn > 0 THEN 'WITHDRAWN'
                               ELSE 'FINISHED' END,
                           finished_at = CASE
                               WHEN f.cases_waiting + m.waiting + f.cases_in_hand + m.in_hand = 0 AND m.withdrawn = 0
                               THEN m.at END,
                           working_days_used = CASE
                               WHEN f.cases_waiting + m.waiting + f.cases_in_hand + m.in_hand = 0 AND m.withdrawn = 0
                               THEN m.working_days_used END,
                           version = f.version + 1
                      FROM move m JOIN held USING (receipt_number)
                     WHERE f.receipt_number = m.receipt_number
                       AND f.receipt_number = ANY (ARRAY (SELECT unnest(CAST(:receiptNumbers AS text[]))))
                 RETURNING f.receipt_number, f.status, f.package_code, f.enterprise_usci, f.lead_unit, f.counts_from,
                           f.cases_waiting, f.cases_in_hand, f.cases_granted, f.cases_refused, f.cases_not_started, f.cases_ended,
                           f.working_days_used, f.baseline_statutory_days, f.material_reduction_rate, f.officers, f.version
                )
                SELECT changed.cases, moved.*
                  FROM (SELECT count(*) AS cases FROM changed) AS changed LEFT JOIN moved ON true
                 ORDER BY moved.receipt_number
                """)
                .param("cases", CaseRow.JSON.writeValueAsString(cases))
                .param("files", CaseRow.JSON.writeValueAsString(files))
                .param(
                        "caseNumbers",
                        array(cases.stream().map(Change::caseNumber).toList()))
                .param(
                        "receiptNumbers",
                        array(files.stream()
                                .map(FileProgress.Change::receiptNumber)
                                .toList()))
                .param("at", OfficeTime.at(now.at()))
                .query(rows -> {
                    var moved = new ArrayList<FileProgress>();
                    while (rows.next()) {
                        if (rows.getInt("cases") != cases.size()) {
                            throw new StaleCaseException(cases.size() - rows.getInt("cases"));
                        }
                        if (rows.getString("receipt_number") != null) {
                            moved.add(progress(rows));
                        }
                    }
                    return List.copyOf(moved);
                });
    }

    private static FileProgress progress(ResultSet row) throws SQLException {
        var rate = row.getBigDecimal("material_reduction_rate");
        return new FileProgress(
                row.getString("receipt_number"),
                row.getString("status"),
                row.getString("package_code"),
                row.getString("enterprise_usci"),
                row.getString("lead_unit"),
                row.getObject("counts_from", LocalDate.class),
                row.getInt("cases_waiting"),
                row.getInt("cases_in_hand"),
                row.getInt("cases_granted"),
                row.getInt("cases_refused"),
                row.getInt("cases_not_started"),
                row.getInt("cases_ended"),
                row.getObject("working_days_used", Integer.class),
                row.getInt("baseline_statutory_days"),
                rate == null ? null : rate.doubleValue(),
                List.of((String[]) row.getArray("officers").getArray()),
                row.getLong("version"));
    }

    private static String[] array(Collection<String> values) {
        return values.toArray(String[]::new);
    }
}
