package onestop.benchmarks;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;

/**
 * Stores the appeals of two years: 97 of 100 closed, the rest received within the last twenty days and open, spread over the units
 * of the catalogue and over every kind, class and source. One of fifty is confidential and about a file that somebody has decided; three of ten were late, with notice and
 * record. The rates are summed by the table itself. What is stored already stays and is added to.
 */
final class FillAppeals {
    private static final int APPEALS = Integer.getInteger("appeals", 1_000_000);
    private static final int BATCH = 20_000;

    static void fill(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement("""
                INSERT INTO appeal (id, number, kind, blocked_class, source, urgent, usci, region_code, title, body, submitted_by, received_at, received_on, profile,
                                    state, unit, dispatched_at, signed_by, state_since, called_back_at, reached, solved, satisfied, outcome,
                                    contacted_at, opinion_at, replied_at, contact_due_at, opinion_due_at, solution_due_at, next_clock,
                                    next_due_at, look_at, version)
                SELECT uuidv7(), 'SQ' || to_char(received_at AT TIME ZONE 'Asia/Shanghai', 'YYMMDD') || lpad(CAST(n % 1000000 AS text), 6, '0'),
                       kind, CASE WHEN kind = 'BLOCKED_MATTER' THEN (ARRAY['SIMPLE', 'COMPLEX', 'SPECIAL', 'HARD'])[1 + n / 8 % 4] END,
                       (ARRAY['PORTAL', 'APP', 'WINDOW', 'SPECIAL_LINE', 'CLOUD_DESK', 'SYMPOSIUM', 'VISIT', 'RATING', 'OPEN_FEEDBACK',
                              'HOTLINE', 'PROVINCE'])[1 + n % 11], n % 50 = 0,
                       '9137132' || lpad(CAST(n % 200000 AS text), 11, '0'), '371327000000',
                       (ARRAY['用地手续办理进度', '公章备案没有结果', '社保缴费基数核定', '道路施工影响出行', '贷款贴息申请'])[1 + n % 5] || n, '请协调解决。',
                       'applicant-' || n % 200000, received_at, CAST(received_at AT TIME ZONE 'Asia/Shanghai' AS date), 'JUNAN', state,
                       CASE WHEN state = 'RECEIVED' THEN NULL ELSE units[1 + n % cardinality(units)] END,
                       CASE WHEN state = 'RECEIVED' THEN NULL ELSE received_at + interval '20 minutes' END,
                       CASE WHEN state IN ('SIGNED', 'IN_PROGRESS') THEN 'manager-' || n % 16 END, received_at + interval '1 day',
                       CASE WHEN state = 'CLOSED' THEN received_at + interval '6 days' END, CASE WHEN state = 'CLOSED' THEN true END,
                       CASE WHEN state = 'CLOSED' THEN n % 12 <> 0 END, CASE WHEN state = 'CLOSED' THEN n % 25 <> 0 END,
                       CASE WHEN state = 'CLOSED' THEN 'SOLVED' END,
                       CASE WHEN state IN ('CLOSED', 'REPLIED', 'IN_PROGRESS') THEN received_at + interval '1 hour' END,
                       CASE WHEN state IN ('CLOSED', 'REPLIED', 'IN_PROGRESS') THEN received_at + interval '1 day' END,
                       CASE WHEN state IN ('CLOSED', 'REPLIED') THEN received_at + make_interval(days => CAST(1 + n % 25 AS integer)) END,
                       received_at + interval '2 hours', received_at + interval '2 days', received_at + interval '21 days',
                       CASE WHEN state IN ('RECEIVED', 'DISPATCHED', 'SIGNED', 'IN_PROGRESS') THEN 'SOLUTION' END,
                       CASE WHEN state IN ('RECEIVED', 'DISPATCHED', 'SIGNED', 'IN_PROGRESS') THEN received_at + interval '21 days' END,
                       CASE WHEN state IN ('RECEIVED', 'DISPATCHED', 'SIGNED', 'IN_PROGRESS') THEN received_at + interval '20 days' END, 9
                  FROM (SELECT n, now() - CASE WHEN n % 100 < 97 THEN make_interval(days => CAST(30 + n % 700 AS integer)) ELSE make_interval(days => CAST(n / 100 % 20 AS integer)) END
                                      - make_interval(secs => CAST(n % 30000 AS integer)) AS received_at,
                               (ARRAY['CONSULT', 'HELP', 'COMPLAINT', 'SUGGESTION', 'OPINION', 'PROBLEM', 'REPORT',
                                      'BLOCKED_MATTER'])[1 + n % 8] AS kind,
                               CASE WHEN n % 100 < 97 THEN 'CLOSED'
                                    ELSE (ARRAY['REPLIED', 'RECEIVED', 'DISPATCHED', 'SIGNED', 'IN_PROGRESS'])[1 + n / 100 % 5] END AS state
                          FROM generate_series(CAST(? AS bigint), CAST(? AS bigint)) AS n) AS g
                 CROSS JOIN (SELECT array_agg(key ORDER BY key) AS units FROM unit WHERE in_use) AS u
                    ON CONFLICT DO NOTHING
                """)) {
            for (int from = stored(connection) + 1; from <= APPEALS; from += BATCH) {
                statement.setLong(1, from);
                statement.setLong(2, Math.min(APPEALS, from + BATCH - 1));
                statement.executeUpdate();
                connection.commit();
                System.out.printf(Locale.ROOT, "\rappeals %,9d of %,9d ", from + BATCH - 1, APPEALS);
            }
        }
        System.out.println();
        for (var sql : AROUND) {
            try (var statement = connection.createStatement()) {
                statement.executeUpdate(sql);
            }
            connection.commit();
        }
    }

    /** What lists join: files with officers, notices, records. Run again it adds what is missing. */
    private static final String[] AROUND = {"""
        UPDATE appeal SET confidential = true, unit_title = '反映办理进度', unit_text = '反映办理进度，请核实。',
                          about_receipt = 'FILLED' || right(number, 6)
         WHERE right(number, 6) LIKE '%50' AND number LIKE 'SQ%' AND state <> 'RECEIVED' AND NOT confidential
        """, """
        INSERT INTO file_officer (receipt_number, officer_id, part)
        SELECT DISTINCT about_receipt, 'approver-' || lower(unit), 'DECIDED' FROM appeal WHERE about_receipt LIKE 'FILLED%'
            ON CONFLICT DO NOTHING
        """, """
        INSERT INTO appeal_part (appeal_id, unit, asked_at, received_at)
        SELECT id, 'YBJ', received_at, received_at FROM appeal
         WHERE right(number, 2) = '25' AND number LIKE 'SQ%' AND unit <> 'YBJ'
            ON CONFLICT DO NOTHING
        """, """
        INSERT INTO supervision_notice (appeal_id, number, unit, level, cause, clock, measured_at, raised_at)
        SELECT id, number, unit, 2, 'TIME', 'SOLUTION', solution_due_at, solution_due_at
          FROM appeal
         WHERE right(number, 1) IN ('3', '6', '9') AND state = 'CLOSED'
         ORDER BY solution_due_at
            ON CONFLICT DO NOTHING
        """, """
        INSERT INTO accountability (notice_id, appeal_id, number, unit, role, level, cause, recorded_on, recorded_at)
        SELECT n.id, n.appeal_id, n.number, n.unit, 'UNIT_HEAD', n.level, n.cause,
               CAST(n.raised_at AT TIME ZONE 'Asia/Shanghai' AS date), n.raised_at
          FROM supervision_notice n
         WHERE n.level = 2 AND n.unit IS NOT NULL
         ORDER BY n.id
            ON CONFLICT DO NOTHING
        """};

    private static int stored(Connection connection) throws SQLException {
        try (var rows = connection.createStatement().executeQuery("SELECT count(*) FROM appeal")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private FillAppeals() {}
}
