package onestop.approval.figures;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.function.Consumer;
import onestop.approval.clocks.OfficeTime;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What an event log holds, row by row; the caller's transaction keeps all of it to one moment. */
@Repository
class EventLogRows {
    private static final int FETCH = 1_000;

    private static final String IN_PERIOD = " h.at >= :from AND h.at < :until ";

    private final JdbcClient jdbc;

    EventLogRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record FileRow(
            String receiptNumber,
            String kind,
            String channel,
            @Nullable String packageCode,
            String enterprise,
            String leadUnit,
            Instant acceptedAt) {}

    record CaseRow(
            String caseNumber,
            String receiptNumber,
            String itemCode,
            String caseType,
            String unit,
            String subject,
            int promisedDays,
            int statutoryDays,
            Instant acceptedAt) {}

    /**
     * @param details the few that are codes and numbers; no text that somebody wrote
     */
    record ActRow(
            long entry,
            String act,
            Instant at,
            String actor,
            long version,
            String caseNumber,
            String receiptNumber,
            String unit,
            String subject,
            @Nullable String kind,
            @Nullable String from,
            @Nullable String to,
            @Nullable String workingDays) {}

    void units(LocalDate from, LocalDate to, Consumer<String> each) {
        names("""
                SELECT c.unit FROM period JOIN approval_case c USING (case_number)
                 UNION
                SELECT f.lead_unit FROM period JOIN approval_case c USING (case_number) JOIN approval_file f USING (receipt_number)
                """, from, to, each);
    }

    void enterprises(LocalDate from, LocalDate to, Consumer<String> each) {
        names("""
                SELECT c.subject_usci FROM period JOIN approval_case c USING (case_number)
                 UNION
                SELECT f.enterprise_usci
                  FROM period JOIN approval_case c USING (case_number) JOIN approval_file f USING (receipt_number)
                """, from, to, each);
    }

    private void names(String sql, LocalDate from, LocalDate to, Consumer<String> each) {
        spec(
                        "WITH period AS (SELECT DISTINCT h.case_number FROM case_history h WHERE" + IN_PERIOD + ") "
                                + sql,
                        from,
                        to)
                .query(row -> {
                    each.accept(row.getString(1));
                });
    }

    void files(LocalDate from, LocalDate to, Consumer<FileRow> each) {
        spec("""
                SELECT f.receipt_number, f.kind, f.channel, f.package_code, f.enterprise_usci, f.lead_unit, f.accepted_at
                  FROM (SELECT DISTINCT h.receipt_number FROM case_history h WHERE %s) AS p
                  JOIN approval_file f USING (receipt_number)
                """.formatted(IN_PERIOD), from, to).query(row -> {
            each.accept(new FileRow(
                    row.getString("receipt_number"),
                    row.getString("kind"),
                    row.getString("channel"),
                    row.getString("package_code"),
                    row.getString("enterprise_usci"),
                    row.getString("lead_unit"),
                    time(row, "accepted_at")));
        });
    }

    void cases(LocalDate from, LocalDate to, Consumer<CaseRow> each) {
        spec("""
                SELECT c.case_number, c.receipt_number, c.item_code, c.case_type, c.unit, c.subject_usci, c.promised_days,
                       c.statutory_days, f.accepted_at
                  FROM (SELECT DISTINCT h.case_number FROM case_history h WHERE %s) AS p
                  JOIN approval_case c USING (case_number)
                  JOIN approval_file f USING (receipt_number)
                """.formatted(IN_PERIOD), from, to).query(row -> {
            each.accept(new CaseRow(
                    row.getString("case_number"),
                    row.getString("receipt_number"),
                    row.getString("item_code"),
                    row.getString("case_type"),
                    row.getString("unit"),
                    row.getString("subject_usci"),
                    row.getInt("promised_days"),
                    row.getInt("statutory_days"),
                    time(row, "accepted_at")));
        });
    }

    /** In the order in which they happened. */
    void acts(LocalDate from, LocalDate to, Consumer<ActRow> each) {
        spec("""
                SELECT h.entry, h.act, h.at, h.actor, h.case_version, h.case_number, h.receipt_number, c.unit, c.subject_usci,
                       h.details ->> 'kind' AS kind, h.details ->> 'from' AS from_step, h.details ->> 'to' AS to_step,
                       h.details ->> 'workingDays' AS working_days
                  FROM case_history h
                  JOIN approval_case c USING (case_number)
                 WHERE %s
                 ORDER BY h.at, h.entry
                """.formatted(IN_PERIOD), from, to).query(row -> {
            each.accept(new ActRow(
                    row.getLong("entry"),
                    row.getString("act"),
                    time(row, "at"),
                    row.getString("actor"),
                    row.getLong("case_version"),
                    row.getString("case_number"),
                    row.getString("receipt_number"),
                    row.getString("unit"),
                    row.getString("subject_usci"),
                    row.getString("kind"),
                    row.getString("from_step"),
                    row.getString("to_step"),
                    row.getString("working_days")));
        });
    }

    private JdbcClient.StatementSpec spec(String sql, LocalDate from, LocalDate to) {
        return jdbc.sql(sql)
                .withFetchSize(FETCH)
                .param("from", OfficeTime.startOf(from))
                .param("until", OfficeTime.startOf(to.plusDays(1)));
    }

    private static Instant time(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
