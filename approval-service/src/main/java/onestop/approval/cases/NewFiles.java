package onestop.approval.cases;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import onestop.approval.cases.WithdrawFiles.Ending;
import onestop.approval.clocks.OfficeTime;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** Writes new files with their cases. */
@Repository
class NewFiles {
    /** Parts that are kept as they came, in the names of the contract. */
    static final JsonMapper AS_TOLD = JsonMapper.builder().build();

    private final JdbcClient jdbc;

    NewFiles(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record NewFile(
            String receiptNumber,
            String kind,
            @Nullable String packageCode,
            String channel,
            String enterpriseUsci,
            String enterpriseName,
            Instant receivedAt,
            Instant acceptedAt,
            LocalDate countsFrom,
            @Nullable String acceptedBy,
            @Nullable String acceptedByUnit,
            boolean deemed,
            @Nullable String windowCode,
            @Nullable String greenChannel,
            String deferredMaterials,
            String baseline,
            int baselineStatutoryDays,
            @Nullable Double materialReductionRate,
            String leadUnit,
            List<String> units,
            int casesTotal,
            int casesWaiting,
            List<String> officers,
            int promisedDays,
            String criticalPath) {

        static NewFile of(AcceptedFile file, String leadUnit, List<String> units, int waiting, CriticalPath path) {
            return new NewFile(
                    file.receiptNumber(),
                    file.kind().name(),
                    file.packageCode(),
                    file.channel(),
                    file.enterprise().usci(),
                    file.enterprise().name(),
                    file.receivedAt(),
                    file.acceptedAt(),
                    file.countsFrom(),
                    file.acceptedBy(),
                    file.acceptedByUnit(),
                    file.deemed(),
                    file.windowCode(),
                    file.greenChannel() == null ? null : AS_TOLD.writeValueAsString(file.greenChannel()),
                    AS_TOLD.writeValueAsString(file.deferredMaterials()),
                    AS_TOLD.writeValueAsString(file.baseline()),
                    Objects.requireNonNullElse(file.baseline().statutoryDaysSequential(), 0),
                    file.baseline().materialReductionRate(),
                    leadUnit,
                    units,
                    file.cases().size(),
                    waiting,
                    file.acceptedBy() == null ? List.of() : List.of(file.acceptedBy()),
                    path.workingDays(),
                    AS_TOLD.writeValueAsString(path.chain()));
        }
    }

    record NewCase(
            String caseNumber,
            String receiptNumber,
            String itemCode,
            long itemVersion,
            String itemNameZh,
            String itemNameEn,
            String resultNameZh,
            String unit,
            String caseType,
            String subjectUsci,
            String subjectName,
            String subjectRegion,
            int stage,
            @Nullable Integer steps,
            int promisedDays,
            @Nullable Integer ordinaryPromisedDays,
            int statutoryDays,
            int queueRank,
            Set<String> needs,
            Set<String> follows,
            String status,
            @Nullable Instant startedAt,
            @Nullable LocalDate clockStartOn,
            @Nullable LocalDate promisedDueOn,
            @Nullable LocalDate statutoryDueOn,
            boolean provisional,
            @Nullable LocalDate urgentOn,
            boolean onSiteVerification,
            Set<String> waitsAtFirst,
            long version,
            @Nullable String salt,
            @Nullable String leafHash) {}

    /** @return the receipt numbers of the files that were not there before; only their cases are written */
    Set<String> insert(List<NewFile> files, List<NewCase> cases, Instant at) {
        return new HashSet<>(jdbc.sql("""
                WITH file AS (
                    INSERT INTO approval_file (
                           receipt_number, kind, package_code, channel, enterprise_usci, enterprise_name, received_at,
                           accepted_at, counts_from, accepted_by, accepted_by_unit, deemed, window_code, green_channel,
                           deferred_materials, baseline, baseline_statutory_days, material_reduction_rate, lead_unit, units,
                           status, cases_total, cases_waiting, cases_in_hand, officers, version, promised_days,
                           critical_path)
                    SELECT receipt_number, kind, package_code, channel, enterprise_usci, enterprise_name, received_at,
                           accepted_at, counts_from, accepted_by, accepted_by_unit, deemed, window_code,
                           CAST(green_channel AS jsonb), CAST(deferred_materials AS jsonb), CAST(baseline AS jsonb),
                           baseline_statutory_days, material_reduction_rate, lead_unit, units,
                           'IN_PROGRESS', cases_total, cases_waiting, cases_total - cases_waiting, officers, 1, promised_days,
                           CAST(critical_path AS jsonb)
                      FROM json_to_recordset(CAST(:files AS json)) AS r (
                           receipt_number text, kind text, package_code text, channel text, enterprise_usci text,
                           enterprise_name text, received_at timestamptz, accepted_at timestamptz, counts_from date,
                           accepted_by text, accepted_by_unit text, deemed boolean, window_code text, green_channel text,
                           deferred_materials text, baseline text, baseline_statutory_days integer,
                           material_reduction_rate numeric, lead_unit text, units text[], cases_total integer,
                           cases_waiting integer, officers text[], promised_days integer, critical_path text)
                     ORDER BY receipt_number
                        ON CONFLICT DO NOTHING
                 RETURNING receipt_number
                ), given AS MATERIALIZED (
                    SELECT *
                      FROM json_to_recordset(CAST(:cases AS json)) AS r (
                           case_number text, receipt_number text, item_code text, item_version bigint, item_name_zh text,
                           item_name_en text, result_name_zh text, unit text, case_type text, subject_usci text,
                           subject_name text, subject_region text, stage smallint, steps smallint, promised_days integer,
                           ordinary_promised_days integer,
                           statutory_days integer, queue_rank smallint, needs text[], follows text[], status text,
                           started_at timestamptz, clock_start_on date, promised_due_on date, statutory_due_on date,
                           provisional boolean, urgent_on date, on_site_verification boolean, waits_at_first text[],
                           version bigint, salt bytea, leaf_hash bytea)
                ), new_case AS (
                    INSERT INTO approval_case (
                           case_number, receipt_number, item_code, item_version, item_name_zh, item_name_en, result_name_zh,
                           unit, case_type, subject_usci, subject_name, subject_region, stage, steps,
                           promised_days, ordinary_promised_days, statutory_days,
                           queue_rank, needs, follows, status, started_at, clock_start_on, promised_due_on, statutory_due_on,
                           provisional, urgent_on, on_site_verification, waits_at_first, version, step_started_on)
                    SELECT case_number, receipt_number, item_code, item_version, item_name_zh, item_name_en, result_name_zh,
                           unit, case_type, subject_usci, subject_name, subject_region, stage, steps,
                           promised_days, ordinary_promised_days, statutory_days,
                           queue_rank, needs, follows, status, started_at, clock_start_on, promised_due_on, statutory_due_on,
                           provisional, urgent_on, on_site_verification, waits_at_first, version, clock_start_on
                      FROM given
                      JOIN file USING (receipt_number)
                     ORDER BY case_number
                 RETURNING case_number
                ), changed AS (
                    SELECT case_number, receipt_number, version, 'OPENED' AS act, salt, leaf_hash
                      FROM given
                      JOIN new_case USING (case_number)
                     WHERE version > 0
                ), entered AS (
                    INSERT INTO case_history (case_number, case_version, receipt_number, act, actor, at, details)
                    SELECT case_number, version, receipt_number, act, :system, :at, '{}'
                      FROM changed
                     ORDER BY case_number
                )
                """ + ApprovalCases.LEAVES + """
                SELECT receipt_number FROM file
                """)
                .param("files", CaseRow.JSON.writeValueAsString(files))
                .param("cases", CaseRow.JSON.writeValueAsString(cases))
                .param("system", ApprovalCase.SYSTEM)
                .param("at", OfficeTime.at(at))
                .query((row, _) -> row.getString(1))
                .list());
    }

    void keepEarlyEndings(Map<String, Ending> endings) {
        record Early(
                String receiptNumber,
                Instant withdrawnAt,
                @Nullable String terminatedBecause) {}
        var rows = endings.entrySet().stream()
                .map(one -> new Early(
                        one.getKey(), one.getValue().at(), one.getValue().terminatedBecause()))
                .toList();
        jdbc.sql("""
                INSERT INTO early_withdrawal (receipt_number, withdrawn_at, terminated_because)
                SELECT receipt_number, withdrawn_at, terminated_because
                  FROM json_to_recordset(CAST(:rows AS json)) AS r (
                       receipt_number text, withdrawn_at timestamptz, terminated_because text)
                 ORDER BY receipt_number
                    ON CONFLICT DO NOTHING
                """).param("rows", CaseRow.JSON.writeValueAsString(rows)).update();
    }

    Map<String, Ending> takeEarlyEndings(Collection<String> receiptNumbers) {
        var endings = new TreeMap<String, Ending>();
        jdbc.sql("""
                DELETE FROM early_withdrawal WHERE receipt_number = ANY (ARRAY (SELECT unnest(CAST(:receiptNumbers AS text[]))))
                RETURNING receipt_number, withdrawn_at, terminated_because
                """)
                .param("receiptNumbers", receiptNumbers.toArray(String[]::new))
                .query(row -> {
                    endings.put(
                            row.getString("receipt_number"),
                            new Ending(
                                    row.getObject("withdrawn_at", OffsetDateTime.class)
                                            .toInstant(),
                                    row.getString("terminated_because")));
                });
        return endings;
    }
}
