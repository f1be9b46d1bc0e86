package onestop.evaluation.facts;

import java.sql.ResultSet;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import onestop.evaluation.calendar.CountyTime;
import onestop.evaluation.facts.CaseWay.CaseStep;
import onestop.evaluation.facts.CaseWay.Mark;
import onestop.evaluation.facts.CaseWay.Marked;
import onestop.evaluation.facts.FactBatch.CaseMark;
import onestop.evaluation.facts.FactBatch.CaseNews;
import onestop.evaluation.facts.FactBatch.FileNews;
import onestop.evaluation.facts.FactBatch.Notice;
import onestop.evaluation.facts.FactBatch.Supply;
import onestop.evaluation.facts.FileFacts.CaseFacts;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What is known of files, and what labels were found to be. */
@Repository
class FactTables {
    static final FileFacts NOTHING = new FileFacts(null, null, 0, 0, 0, false, List.of());

    private final JdbcClient jdbc;

    FactTables(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** One label of one rating of one file. */
    record ToCheck(UUID ratingId, String receiptNumber, String label) {}

    /**
     * For ratings: waits until nobody is changing the facts of the files, and keeps others from it until the transaction ends. So a label
     * is either checked against the facts, or seen by whoever brings them. In the order of {@link #change}.
     */
    void readOnly(Collection<String> receiptNumbers) {
        lock("pg_advisory_xact_lock_shared", receiptNumbers);
    }

    /** For whoever brings facts: waits until no rating of these files is being checked. In one order, so that none blocks another. */
    void change(Collection<String> receiptNumbers) {
        lock("pg_advisory_xact_lock", receiptNumbers);
    }

    private void lock(String function, Collection<String> receiptNumbers) {
        jdbc.sql("SELECT " + function + """
                (file)
                  FROM (SELECT DISTINCT hashtextextended(receipt, 210) AS file FROM unnest(:receipts::text[]) AS r (receipt)
                         ORDER BY file) AS files
                """)
                .param("receipts", receiptNumbers.toArray(String[]::new))
                .query((_, _) -> true)
                .list();
    }

    /** What is known stays; of notices the highest round. */
    void keepFiles(List<FileNews> files) {
        jdbc.sql("""
                INSERT INTO file_fact AS f (receipt_number, in_person, visits_promised, correction_rounds)
                SELECT receipt_number, in_person, visits, rounds
                  FROM unnest(:receipts::text[], :inPerson::boolean[], :visits::smallint[], :rounds::smallint[])
                       WITH ORDINALITY AS n (receipt_number, in_person, visits, rounds, position)
                 ORDER BY position
                    ON CONFLICT (receipt_number) DO UPDATE
                   SET in_person = coalesce(f.in_person, excluded.in_person),
                       visits_promised = coalesce(f.visits_promised, excluded.visits_promised),
                       correction_rounds = greatest(f.correction_rounds, excluded.correction_rounds)
                """)
                .param("receipts", texts(files, FileNews::receiptNumber))
                .param("inPerson", texts(files, FileNews::inPerson))
                .param("visits", texts(files, FileNews::visitsPromised))
                .param("rounds", texts(files, FileNews::correctionRounds))
                .update();
    }

    void keepSupplies(List<Supply> supplies) {
        jdbc.sql("""
                INSERT INTO file_supply (receipt_number, material, supplied_at, asked)
                SELECT receipt_number, material, supplied_at, asked
                  FROM unnest(:receipts::text[], :materials::text[], :times::timestamptz[], :asked::boolean[])
                       AS s (receipt_number, material, supplied_at, asked)
                 ORDER BY receipt_number, material, supplied_at
                    ON CONFLICT DO NOTHING
                """)
                .param("receipts", texts(supplies, Supply::receiptNumber))
                .param("materials", texts(supplies, Supply::material))
                .param("times", texts(supplies, Supply::at))
                .param("asked", texts(supplies, Supply::asked))
                .update();
    }

    /** Each notice once; a list of materials travels as one text, whose keys have no line feeds. */
    void keepNotices(List<Notice> notices) {
        jdbc.sql("""
                INSERT INTO file_case_notice (case_number, notice, receipt_number, materials)
                SELECT case_number, notice, receipt_number, string_to_array(materials, chr(10))
                  FROM unnest(:cases::text[], :notices::bigint[], :receipts::text[], :materials::text[])
                       AS n (case_number, notice, receipt_number, materials)
                 ORDER BY case_number, notice
                    ON CONFLICT DO NOTHING
                """)
                .param("cases", texts(notices, Notice::caseNumber))
                .param("notices", texts(notices, Notice::notice))
                .param("receipts", texts(notices, Notice::receiptNumber))
                .param("materials", texts(notices, one -> String.join("\n", one.materials())))
                .update();
    }

    /** The newest due dates count, and a decision is final. */
    void keepCases(List<CaseNews> cases) {
        jdbc.sql("""
                INSERT INTO file_case_fact AS c (case_number, receipt_number, sequence, promised_due_on, statutory_due_on,
                       on_time_promised, on_time_statutory, item, decided_on)
                SELECT case_number, receipt_number, sequence, promised, statutory, on_promised, on_statutory, item, decided
                  FROM unnest(:cases::text[], :receipts::text[], :sequences::bigint[], :promised::date[],
                              :statutory::date[], :onPromised::boolean[], :onStatutory::boolean[], :items::text[],
                              :decided::date[])
                       WITH ORDINALITY AS n (case_number, receipt_number, sequence, promised, statutory, on_promised,
                            on_statutory, item, decided, position)
                 ORDER BY position
                    ON CONFLICT (case_number) DO UPDATE
                   SET promised_due_on = CASE WHEN excluded.sequence >= c.sequence
                                              THEN coalesce(excluded.promised_due_on, c.promised_due_on)
                                              ELSE c.promised_due_on END,
                       statutory_due_on = CASE WHEN excluded.sequence >= c.sequence
                                               THEN coalesce(excluded.statutory_due_on, c.statutory_due_on)
                                               ELSE c.statutory_due_on END,
                       on_time_promised = coalesce(c.on_time_promised, excluded.on_time_promised),
                       on_time_statutory = coalesce(c.on_time_statutory, excluded.on_time_statutory),
                       item = coalesce(c.item, excluded.item),
                       decided_on = coalesce(c.decided_on, excluded.decided_on),
                       sequence = greatest(c.sequence, excluded.sequence)
                """)
                .param("cases", texts(cases, CaseNews::caseNumber))
                .param("receipts", texts(cases, CaseNews::receiptNumber))
                .param("sequences", texts(cases, CaseNews::sequence))
                .param("promised", texts(cases, CaseNews::promisedDueOn))
                .param("statutory", texts(cases, CaseNews::statutoryDueOn))
                .param("onPromised", texts(cases, CaseNews::onTimePromised))
                .param("onStatutory", texts(cases, CaseNews::onTimeStatutory))
                .param("items", texts(cases, CaseNews::item))
                .param("decided", texts(cases, CaseNews::decidedOn))
                .update();
    }

    /** Whatever is told twice is kept once. */
    void keepMarks(List<CaseMark> marks) {
        jdbc.sql("""
                INSERT INTO file_case_mark (case_number, at, mark, step, sequence)
                SELECT case_number, at, mark, step, sequence
                  FROM unnest(:cases::text[], :times::timestamptz[], :marks::text[], :steps::text[], :sequences::bigint[])
                       AS m (case_number, at, mark, step, sequence)
                 ORDER BY case_number, at, mark
                    ON CONFLICT DO NOTHING
                """)
                .param("cases", texts(marks, CaseMark::caseNumber))
                .param("times", texts(marks, one -> one.marked().at()))
                .param("marks", texts(marks, one -> one.marked().mark()))
                .param("steps", texts(marks, one -> one.marked().step()))
                .param("sequences", texts(marks, one -> one.marked().sequence()))
                .update();
    }

    /** The ways of those of the cases that are decided. */
    Map<String, List<Marked>> waysOfDecided(Collection<String> cases) {
        var ways = new TreeMap<String, List<Marked>>();
        jdbc.sql("""
                SELECT case_number, at, mark, step, sequence
                  FROM file_case_mark
                 WHERE case_number IN (SELECT case_number FROM file_case_mark
                                        WHERE case_number = ANY (:cases::text[]) AND mark = 'DECIDED')
                """).param("cases", cases.toArray(String[]::new)).query((ResultSet row) -> {
            var step = row.getString("step");
            ways.computeIfAbsent(row.getString("case_number"), _ -> new ArrayList<>())
                    .add(new Marked(
                            Mark.valueOf(row.getString("mark")),
                            step == null ? null : CaseStep.valueOf(step),
                            row.getObject("at", OffsetDateTime.class).toInstant(),
                            row.getLong("sequence")));
        });
        return ways;
    }

    /** Notes in which step each case lay longest. */
    void keepSlowSteps(Map<String, CaseStep> steps) {
        if (steps.isEmpty()) {
            return;
        }
        var cases = List.copyOf(steps.entrySet());
        jdbc.sql("""
                UPDATE file_case_fact c
                   SET slow_step = n.step
                  FROM unnest(:cases::text[], :steps::text[]) AS n (case_number, step)
                 WHERE c.case_number = n.case_number AND c.slow_step IS DISTINCT FROM n.step
                """)
                .param("cases", texts(cases, Map.Entry::getKey))
                .param("steps", texts(cases, Map.Entry::getValue))
                .update();
    }

    /** The checked labels of the files' ratings and of what was said later; each half has an index. */
    List<ToCheck> ofFiles(Collection<String> receiptNumbers) {
        return jdbc.sql("""
                SELECT c.rating_id, i.receipt_number, c.label
                  FROM invitation i
                  JOIN rating r ON r.invitation_id = i.id AND r.follow_up_of IS NULL AND r.replaced_at IS NULL
                  JOIN rating_label_check c ON c.rating_id = r.id
                 WHERE i.receipt_number = ANY (:receipts::text[])
                 UNION ALL
                SELECT c.rating_id, i.receipt_number, c.label
                  FROM invitation i
                  JOIN rating r ON r.invitation_id = i.id AND r.follow_up_of IS NOT NULL
                  JOIN rating_label_check c ON c.rating_id = r.id
                 WHERE i.receipt_number = ANY (:receipts::text[])
                 ORDER BY rating_id, label
                """)
                .param("receipts", receiptNumbers.toArray(String[]::new))
                .query((row, _) -> new ToCheck(
                        row.getObject("rating_id", UUID.class),
                        row.getString("receipt_number"),
                        row.getString("label")))
                .list();
    }

    Map<String, FileFacts> facts(Collection<String> receiptNumbers) {
        var receipts = receiptNumbers.toArray(String[]::new);
        var cases = new HashMap<String, List<CaseFacts>>();
        jdbc.sql("""
                SELECT c.receipt_number, c.promised_due_on, c.statutory_due_on, c.on_time_promised, c.on_time_statutory,
                       (SELECT min(m.at) FROM file_case_mark m
                         WHERE m.case_number = c.case_number AND m.mark IN ('SUSPENDED', 'ENDED')
                           AND m.sequence > coalesce(
                               (SELECT max(r.sequence) FROM file_case_mark r
                                 WHERE r.case_number = c.case_number AND r.mark = 'RESUMED'), 0)) AS stands_since
                  FROM file_case_fact c
                 WHERE c.receipt_number = ANY (:receipts::text[])
                """).param("receipts", receipts).query((ResultSet row) -> {
            var since = row.getObject("stands_since", OffsetDateTime.class);
            cases.computeIfAbsent(row.getString("receipt_number"), _ -> new ArrayList<>())
                    .add(new CaseFacts(
                            row.getObject("promised_due_on", LocalDate.class),
                            row.getObject("statutory_due_on", LocalDate.class),
                            row.getObject("on_time_promised", Boolean.class),
                            row.getObject("on_time_statutory", Boolean.class),
                            since == null ? null : CountyTime.dayOf(since.toInstant())));
        });
        var files = new HashMap<String, FileFacts>();
        jdbc.sql("""
                SELECT r.receipt_number, f.in_person, f.visits_promised, coalesce(f.correction_rounds, 0) AS rounds,
                       (SELECT count(DISTINCT supplied_at) FROM file_supply s
                         WHERE s.receipt_number = r.receipt_number AND NOT s.asked) AS supplies,
                       (SELECT count(*) FROM file_case_notice n
                         WHERE n.receipt_number = r.receipt_number) AS case_notices,
                       EXISTS (SELECT FROM file_supply s WHERE s.receipt_number = r.receipt_number
                                GROUP BY s.material HAVING count(*) > 1)
                       OR EXISTS (SELECT FROM file_case_notice n CROSS JOIN unnest(n.materials) AS m (material)
                                   WHERE n.receipt_number = r.receipt_number
                                   GROUP BY m.material HAVING count(*) > 1) AS same_again
                  FROM unnest(:receipts::text[]) AS r (receipt_number)
                  LEFT JOIN file_fact f ON f.receipt_number = r.receipt_number
                """).param("receipts", receipts).query((ResultSet row) -> {
            var receipt = row.getString("receipt_number");
            files.put(
                    receipt,
                    new FileFacts(
                            row.getObject("in_person", Boolean.class),
                            row.getObject("visits_promised", Integer.class),
                            row.getInt("rounds"),
                            row.getInt("case_notices"),
                            row.getInt("supplies"),
                            row.getBoolean("same_again"),
                            cases.getOrDefault(receipt, List.of())));
        });
        return files;
    }

    void keep(List<Map.Entry<ToCheck, FactCheck>> checked, Instant at) {
        if (checked.isEmpty()) {
            return;
        }
        jdbc.sql("""
                INSERT INTO rating_label_check AS c (rating_id, label, fact_check, checked_at)
                SELECT rating_id, label, fact_check, :at
                  FROM unnest(:ratings::uuid[], :labels::text[], :checks::text[]) AS n (rating_id, label, fact_check)
                 ORDER BY rating_id, label
                    ON CONFLICT (rating_id, label) DO UPDATE
                   SET fact_check = excluded.fact_check, checked_at = excluded.checked_at
                 WHERE c.fact_check <> excluded.fact_check
                """)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("ratings", texts(checked, entry -> entry.getKey().ratingId()))
                .param("labels", texts(checked, entry -> entry.getKey().label()))
                .param("checks", texts(checked, Map.Entry::getValue))
                .update();
    }

    Map<String, FactCheck> checks(UUID ratingId) {
        var checks = new HashMap<String, FactCheck>();
        jdbc.sql("SELECT label, fact_check FROM rating_label_check WHERE rating_id = :id")
                .param("id", ratingId)
                .query((ResultSet row) -> {
                    checks.put(row.getString("label"), FactCheck.valueOf(row.getString("fact_check")));
                });
        return checks;
    }

    private static <T> @Nullable String[] texts(List<T> rows, Function<T, @Nullable Object> value) {
        return rows.stream()
                .map(value)
                .map(one -> one == null ? null : one.toString())
                .toArray(String[]::new);
    }
}
