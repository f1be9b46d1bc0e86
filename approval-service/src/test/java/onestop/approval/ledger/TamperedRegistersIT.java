package onestop.approval.ledger;

import static onestop.approval.ApiDriver.approver;
import static onestop.approval.ApiDriver.examiner;
import static onestop.approval.ApiDriver.manager;
import static onestop.approval.ApiDriver.token;
import static onestop.approval.cases.FileExamples.aFile;
import static onestop.approval.cases.Office.caseOf;
import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import onestop.approval.ApiDriver;
import onestop.approval.ApprovalIT;
import onestop.approval.TestClock;
import onestop.approval.cases.Office;
import onestop.identifiers.Usci;
import onestop.web.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.support.TransactionTemplate;

/** Whoever owns the database edits a register: each column that the log covers, one after the other, is missed. */
@ApprovalIT
class TamperedRegistersIT {
    private static final String USCI = Usci.withCheckDigit("91371327MA3DEM0A4").value();
    private static final String SUPERVISOR = token("supervisor", "JGJ", Role.EVALUATION_SUPERVISOR);
    private static final String AUDITOR = token("auditor", "JGJ", Role.AUDITOR);

    @Autowired
    ApiDriver api;

    @Autowired
    Office office;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TestClock clock;

    @Autowired
    Registers registers;

    @Autowired
    TransactionTemplate transaction;

    private final String unit = "T" + UUID.randomUUID().toString().substring(0, 8);

    @AfterEach
    void backToTuesday() {
        clock.reset();
    }

    @Test
    void everyColumnThatARecordCoversIsMissedWhenItIsEdited() {
        long before = last();
        String penalty = id(api.post(manager(unit), "penalties", """
                {"decisionNumber": "%s-1", "subjectUsci": "%s", "subjectName": "莒南县某店", "kind": "FINE", "ground": "超范围经营",
                 "legalBasis": "条例第六十八条", "amount": 500.50, "decidedOn": "2026-02-20"}
                """.formatted(unit, USCI)));
        var project = "KP-" + unit;
        assertThat(api.post(SUPERVISOR, "key-projects", """
                {"projectCode": "%1$s", "level": "COUNTY", "listNumber": "%1$s", "name": "冷链物流园", "enterpriseUsci": "91371327MA3DEM0B0B"}
                """.formatted(project))).hasStatus(201);
        assertThat(api.post(approver(unit), "key-projects/" + project + "/engagements", """
                {"what": "现场踏勘选址", "engagedAt": "2026-03-02T09:00:00+08:00"}
                """))
                .hasStatus(201);
        assertThat(api.call(
                        "PUT",
                        manager(unit),
                        "/api/approval/integrity/measures/{code}/checks/{month}",
                        "",
                        null,
                        """
                {"kept": true, "evidence": "承诺书十二份", "reference": "档案"}
                """,
                        "M04",
                        "2026-03"))
                .hasStatusOk();
        assertThat(api.post(AUDITOR, "integrity/reports", """
                {"kind": "GIFT", "unit": "%s", "caseNumber": "1", "happenedOn": "2026-03-01", "what": "收受购物卡", "contact": "信箱"}
                """.formatted(unit))).hasStatus(201);
        var report = jdbc.sql("SELECT id FROM integrity_report WHERE unit = ?")
                .param(unit)
                .query((row, _) -> row.getString(1))
                .single();
        assertThat(api.call("PUT", AUDITOR, "/api/approval/integrity/reports/{id}/handling", "", null, """
                {"outcome": "FOUNDED", "text": "属实"}
                """, report))
                .hasStatusOk();
        String conflict = id(api.put(examiner(unit), "/api/approval/conflicts", """
                {"kind": "ENTERPRISE", "concerns": "91371327MA3DEM0B0B", "reason": "配偶为股东"}
                """));
        assertThat(api.call("PUT", AUDITOR, "/api/approval/integrity/conflicts/{id}/review", "", null, """
                {"finding": "PLAUSIBLE", "text": "一致"}
                """, conflict))
                .hasStatus(204);
        assertThat(api.put(manager(unit), "/api/approval/conflicts/{id}/end", """
                {"reason": "已转让股份"}
                """, conflict))
                .hasStatus(204);
        aSpotCheck();
        anAssessment();

        assertThat(differences(before)).isEmpty();
        assertThat(registers.compare(before, 1_000).checked()).isGreaterThanOrEqualTo(12);

        var missed = new ArrayList<String>();
        for (var tampering : List.of(
                "penalty_version SET actor = 'x' WHERE id = '" + penalty + "'",
                "penalty_version SET at = at + interval '1 s' WHERE id = '" + penalty + "'",
                "penalty_version SET content = content || '{\"amount\": 5}' WHERE id = '" + penalty + "'",
                "penalty_version SET content = content || '{\"subjectName\": \"x\"}' WHERE id = '" + penalty + "'",
                "penalty_version SET content = content || '{\"subjectUsci\": \"x\"}' WHERE id = '" + penalty + "'",
                "penalty_version SET content = content || '{\"ground\": \"x\"}' WHERE id = '" + penalty + "'",
                "penalty_version SET content = content || '{\"legalBasis\": \"x\"}' WHERE id = '" + penalty + "'",
                "penalty_version SET content = content || '{\"kind\": \"WARNING\"}' WHERE id = '" + penalty + "'",
                "penalty_version SET content = content || '{\"status\": \"WITHDRAWN\"}' WHERE id = '" + penalty + "'",
                "penalty_version SET content = content || '{\"decidedOn\": \"2026-02-21\"}' WHERE id = '" + penalty
                        + "'",
                "penalty SET decision_number = 'x' WHERE id = '" + penalty + "'",
                "key_project SET level = 'CITY' WHERE project_code = '" + project + "'",
                "key_project SET list_number = 'x' WHERE project_code = '" + project + "'",
                "key_project SET name = 'x' WHERE project_code = '" + project + "'",
                "key_project SET enterprise_usci = 'x' WHERE project_code = '" + project + "'",
                "key_project SET entered_by = 'x' WHERE project_code = '" + project + "'",
                "early_engagement SET what = 'x' WHERE project_code = '" + project + "'",
                "early_engagement SET unit = 'x' WHERE project_code = '" + project + "'",
                "early_engagement SET officer = 'x' WHERE project_code = '" + project + "'",
                "early_engagement SET engaged_at = engaged_at - interval '1 day' WHERE project_code = '" + project
                        + "'",
                "integrity_measure_check SET kept = false WHERE unit = '" + unit + "'",
                "integrity_measure_check SET evidence = 'x' WHERE unit = '" + unit + "'",
                "integrity_measure_check SET reference = NULL WHERE unit = '" + unit + "'",
                "integrity_measure_check SET checked_by = 'x' WHERE unit = '" + unit + "'",
                "integrity_measure_check SET month = '2026-02-01' WHERE unit = '" + unit + "'",
                "integrity_report SET kind = 'OTHER' WHERE id = '" + report + "'",
                "integrity_report SET unit = 'x' WHERE id = '" + report + "'",
                "integrity_report SET case_number = '2' WHERE id = '" + report + "'",
                "integrity_report SET happened_on = NULL WHERE id = '" + report + "'",
                "integrity_report SET what = 'x' WHERE id = '" + report + "'",
                "integrity_report SET contact = 'x' WHERE id = '" + report + "'",
                "integrity_report_act SET act = 'UNFOUNDED' WHERE report = '" + report + "'",
                "integrity_report_act SET text = 'x' WHERE report = '" + report + "'",
                "integrity_report_act SET by = 'x' WHERE report = '" + report + "'",
                "officer_conflict SET officer = 'x' WHERE id = '" + conflict + "'",
                "officer_conflict SET concerns = 'x' WHERE id = '" + conflict + "'",
                "officer_conflict SET reason = 'x' WHERE id = '" + conflict + "'",
                "officer_conflict SET declared_at = declared_at - interval '1 day' WHERE id = '" + conflict + "'",
                "officer_conflict SET ended_by = 'x' WHERE id = '" + conflict + "'",
                "officer_conflict SET end_reason = 'x' WHERE id = '" + conflict + "'",
                "conflict_review SET finding = 'TO_BE_CLARIFIED' WHERE conflict = '" + conflict + "'",
                "conflict_review SET text = 'x' WHERE conflict = '" + conflict + "'",
                "spot_check_draw SET seed = repeat('0', 32) WHERE unit = '" + unit + "'",
                "spot_check_draw SET population = 99 WHERE unit = '" + unit + "'",
                "spot_check_draw SET population_digest = 'x' WHERE unit = '" + unit + "'",
                "spot_check_draw SET list_digest = 'x' WHERE unit = '" + unit + "'",
                "spot_check_draw SET share_percent = 1 WHERE unit = '" + unit + "'",
                "spot_check_draw SET drawn_by = 'x' WHERE unit = '" + unit + "'",
                "spot_check SET place = place + 9 - 2 * place WHERE unit = '" + unit + "'",
                "spot_check_act SET act = 'FOUND_SOUND' WHERE by_unit = 'JGJ' AND spot_check IN (SELECT id FROM spot_check WHERE unit = '"
                        + unit + "')",
                "spot_check_act SET text = 'x' WHERE spot_check IN (SELECT id FROM spot_check WHERE unit = '" + unit
                        + "')",
                "assessment_unit SET score = 99 WHERE unit = '" + unit + "'",
                "assessment_unit SET grade = 'GOOD' WHERE unit = '" + unit + "'",
                "assessment SET published_by = 'x' WHERE quarter = '2034-01-01'")) {
            if (differencesAfter("UPDATE " + tampering, before).isEmpty()) {
                missed.add(tampering);
            }
        }
        for (var deletion : List.of(
                "early_engagement WHERE project_code = '" + project + "'",
                "integrity_measure_check WHERE unit = '" + unit + "'",
                "integrity_report_act WHERE report = '" + report + "'",
                "conflict_review WHERE conflict = '" + conflict + "'",
                "penalty_version WHERE id = '" + penalty + "'",
                "assessment_unit WHERE unit = '" + unit + "'")) {
            if (differencesAfter("DELETE FROM " + deletion, before).isEmpty()) {
                missed.add(deletion);
            }
        }

        assertThat(missed).isEmpty();
        assertThat(differences(before)).as("all of it was undone").isEmpty();
    }

    @Test
    void theSupervisionComparesAndGoesOnWhereItStopped() {
        assertThat(api.read(manager(unit), "/api/approval/ledger/registers", ""))
                .hasStatus(403);
        assertThat(api.read(AUDITOR, "/api/approval/ledger/registers", "after=x"))
                .hasStatus(400);
        assertThat(api.read(AUDITOR, "/api/approval/ledger/registers", "")).hasStatusOk();
        var page = registers.compare(0, 1);
        assertThat(page.last()).isNotNull();
    }

    @Test
    void theDatabaseDigestsTextsAsTheServiceDoes() {
        assertThat(jdbc.sql("SELECT ledger_digest('莒南', '', 'x')")
                        .query((row, _) -> row.getString(1))
                        .single())
                .isEqualTo(Digests.of("莒南", "", "x"));
        assertThat(jdbc.sql("SELECT ledger_digest(VARIADIC CAST(ARRAY[] AS text[]))")
                        .query((row, _) -> row.getString(1))
                        .single())
                .isEqualTo(Digests.of());
    }

    private void aSpotCheck() {
        clock.set(Instant.parse("2033-05-10T04:00:00Z"));
        for (int i = 0; i < 4; i++) {
            var number = caseOf(office.open(aFile().immediate("A", unit, 0)), "A");
            assertThat(api.grant(approver(unit), number)).hasStatusOk();
        }
        clock.set(Instant.parse("2033-06-02T04:00:00Z"));
        assertThat(api.call("PUT", AUDITOR, "/api/approval/integrity/draws/{month}", "", null, null, "2033-05"))
                .hasStatusOk();
        var check = jdbc.sql("SELECT id FROM spot_check WHERE unit = ? AND place = 1")
                .param(unit)
                .query((row, _) -> row.getString(1))
                .single();
        assertThat(api.call("PUT", AUDITOR, "/api/approval/integrity/spot-checks/{id}/result", "", null, """
                {"result": "FAULT", "text": "缺签字"}
                """, check))
                .hasStatusOk();
    }

    private void anAssessment() {
        jdbc.sql(
                        "INSERT INTO figure_delta (day, unit, item_code, step, cases, on_time_promised, on_time_statutory) VALUES ('2034-02-01', ?, 'A', '', 9, 9, 9)")
                .param(unit)
                .update();
        clock.set(Instant.parse("2034-04-02T04:00:00Z"));
        assertThat(api.call(
                        "PUT",
                        SUPERVISOR,
                        "/api/approval/assessments/{quarter}/publication",
                        "",
                        null,
                        null,
                        "2034-Q1"))
                .hasStatusOk();
        clock.reset();
    }

    private long last() {
        return jdbc.sql("SELECT coalesce(max(leaf_id), 0) FROM ledger_leaf")
                .query(Long.class)
                .single();
    }

    private List<Registers.Difference> differences(long after) {
        return registers.compare(after, 1_000).differences();
    }

    /** As whoever owns the database could, with what guards the tables taken away; all of it is undone. */
    private List<Registers.Difference> differencesAfter(String sql, long after) {
        var found = transaction.execute(status -> {
            status.setRollbackOnly();
            var table = sql.split(" ")[sql.startsWith("UPDATE") ? 1 : 2];
            // First what locks the table: an analysis of it in the background would wait for the grant, and we for its
            // end.
            jdbc.sql("ALTER TABLE " + table + " DISABLE TRIGGER USER").update();
            jdbc.sql("GRANT UPDATE, DELETE ON " + table + " TO CURRENT_USER").update();
            assertThat(jdbc.sql(sql).update()).as(sql).isPositive();
            return differences(after);
        });
        return found == null ? List.of() : found;
    }

    private static String id(MvcTestResult result) {
        try {
            return JsonPath.read(result.getResponse().getContentAsString(StandardCharsets.UTF_8), "$.id");
        } catch (java.io.UnsupportedEncodingException e) {
            throw new AssertionError(e);
        }
    }
}
