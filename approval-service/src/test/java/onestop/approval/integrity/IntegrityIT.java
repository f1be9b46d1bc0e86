package onestop.approval.integrity;

import static onestop.approval.ApiDriver.approver;
import static onestop.approval.ApiDriver.examiner;
import static onestop.approval.ApiDriver.manager;
import static onestop.approval.ApiDriver.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.jayway.jsonpath.JsonPath;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import onestop.approval.ApiDriver;
import onestop.approval.ApprovalIT;
import onestop.approval.cases.FileExamples;
import onestop.web.Role;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** The ten measures, reports of anybody, and conflicts of interest looked through. */
@ApprovalIT
class IntegrityIT {
    private static final String MEASURES = "/api/approval/integrity/measures";
    private static final String CHECK = MEASURES + "/{code}/checks/{month}";
    private static final String REPORTS = "/api/approval/integrity/reports";
    private static final String STANDING = "/api/approval/integrity/report-standings/{number}";
    private static final String CONFLICTS = "/api/approval/integrity/conflicts";
    private static final String AUDITOR = token("auditor", "JGJ", Role.AUDITOR);
    private static final String SUPERVISOR = token("supervisor", "JGJ", Role.EVALUATION_SUPERVISOR);
    private static final String KEPT = """
            {"kept": true, "evidence": "签订承诺书十二份", "reference": "档案 2026-03"}
            """;

    @Autowired
    ApiDriver api;

    @Autowired
    MockMvcTester mvc;

    @Autowired
    JdbcClient jdbc;

    private final String unit = "I" + UUID.randomUUID().toString().substring(0, 8);

    @Test
    void aUnitChecksEachOfTenMeasuresEachMonthAndWhatIsMissingShows() {
        var months = json(api.read(manager(unit), MEASURES, "month=2026-03"));
        assertThat(JsonPath.<List<String>>read(months, "$.items[*].code"))
                .hasSize(10)
                .doesNotHaveDuplicates();
        assertThat(JsonPath.<List<Object>>read(months, "$.items[*].check")).isEmpty();

        assertThat(check(manager(unit), "M04", "2026-03", KEPT)).hasStatusOk();
        assertThat(check(manager(unit), "M04", "2026-03", KEPT)).as("again").hasStatusOk();
        assertThat(check(manager(unit), "M05", "2026-03", KEPT.replace("true", "false")))
                .hasStatusOk();
        assertThat(check(
                        SUPERVISOR,
                        "M04",
                        "2026-03",
                        KEPT.replace("{\"kept\": true", "{\"unit\": \"" + unit + "\", \"kept\": false")))
                .hasStatusOk();

        var after = json(api.read(AUDITOR, MEASURES, "month=2026-03&unit=" + unit));
        assertThat(JsonPath.<List<Integer>>read(after, "$.items[?(@.code == 'M04')].check.version"))
                .containsExactly(2);
        assertThat(JsonPath.<List<Boolean>>read(after, "$.items[?(@.code == 'M04')].check.kept"))
                .containsExactly(false);
        var counts = json(api.read(SUPERVISOR, "/api/approval/integrity/measure-checks", "month=2026-03&limit=200"));
        assertThat(JsonPath.<List<Integer>>read(counts, "$.items[?(@.unit == '%s')].notKept".formatted(unit)))
                .containsExactly(2);
        assertThat(JsonPath.<List<Integer>>read(counts, "$.items[?(@.unit == '%s')].missing".formatted(unit)))
                .containsExactly(8);
        assertThat(leaves("MEASURE_CHECK", "unit", unit, "act")).containsExactly("KEPT", "NOT_KEPT", "NOT_KEPT");
        assertThat(JsonPath.<List<Object>>read(
                        json(api.read(manager(unit), MEASURES, "month=2026-02")), "$.items[*].check"))
                .isEmpty();
    }

    @Test
    void aMeasureIsCheckedByTheOwnUnitWithEvidenceAndNotAheadOfTime() {
        assertThat(check(manager(unit), "M04", "2026-03", """
                {"kept": true, "evidence": "  "}
                """)).hasStatus(400);
        assertThat(check(manager(unit), "M04", "2026-04", KEPT))
                .hasStatus(400)
                .bodyText()
                .contains("month-not-begun");
        assertThat(check(manager(unit), "M99", "2026-03", KEPT)).hasStatus(404);
        assertThat(check(manager(unit), "M04", "2022-12", KEPT))
                .as("before it was introduced")
                .hasStatus(404);
        assertThat(check(manager(unit), "M04", "2026-03", KEPT.replace("{", "{\"unit\": \"OTHER\",")))
                .hasStatus(400)
                .bodyText()
                .contains("own-unit-only");
        assertThat(check(examiner(unit), "M04", "2026-03", KEPT)).hasStatus(403);
        assertThat(api.read(AUDITOR, MEASURES, "month=2026-3")).hasStatus(400);
        assertThat(JsonPath.<List<String>>read(json(api.read(AUDITOR, MEASURES, "")), "$.items[*].code"))
                .as("the ten measures, without what any unit says")
                .hasSize(10);
        assertThat(json(api.read(AUDITOR, MEASURES, ""))).contains("2026-").doesNotContain("checkedBy", "\"unit\"");
        // another unit's is not to be had by asking for it
        assertThat(json(api.read(manager("OTHER"), MEASURES, "month=2026-03&unit=" + unit)))
                .contains("\"unit\":\"OTHER\"");
    }

    @Test
    void whoeverChecksAtTheSameTimeLeavesVersionsWithoutGaps() throws Exception {
        Callable<Integer> one = () -> check(
                        manager(unit),
                        "M01",
                        "2026-03",
                        KEPT.replace("十二", UUID.randomUUID().toString()))
                .getResponse()
                .getStatus();
        try (var all = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var answer : all.invokeAll(Collections.nCopies(6, one))) {
                assertThat(answer.get()).isEqualTo(200);
            }
        }
        assertThat(jdbc.sql("SELECT version FROM integrity_measure_check WHERE unit = ? ORDER BY version")
                        .param(unit)
                        .query((row, _) -> row.getInt(1))
                        .list())
                .containsExactly(1, 2, 3, 4, 5, 6);
    }

    @Test
    void anybodyReportsWithoutANameAndLaterAsksWhatBecameOfIt() {
        var key = UUID.randomUUID().toString();
        var body = """
                {"kind": "CHARGE", "unit": "%s", "happenedOn": "2026-03-01", "what": "窗口要求另付资料费一百元"}
                """.formatted(unit);
        var first = report(null, key, body);
        assertThat(first).hasStatus(201);
        String number = JsonPath.read(text(first), "$.number");
        assertThat(number).hasSize(16);
        assertThat(text(report(null, key, body))).as("sent again").contains(number);
        assertThat(report(null, key, body.replace("一百", "二百"))).hasStatus(409);

        assertThat(json(api.read(null, STANDING, "", number)))
                .contains("RECEIVED")
                .doesNotContain("资料费");
        assertThat(api.read(null, STANDING, "", "0000000000000000")).hasStatus(404);
        assertThat(report(null, "short", body)).hasStatus(400);
        assertThat(report(null, null, body)).hasStatus(400);
        assertThat(report(null, key + "1", body.replace("2026-03-01", "2026-03-04")))
                .hasStatus(400);

        var id = idOf(unit);
        assertThat(handle(SUPERVISOR, id, "PASSED_ON")).hasStatusOk();
        assertThat(handle(AUDITOR, id, "FOUNDED")).hasStatusOk();
        assertThat(handle(AUDITOR, id, "UNFOUNDED")).hasStatus(409);
        assertThat(json(api.read(null, STANDING, "", number))).contains("FOUNDED");
        assertThat(leaves("INTEGRITY_REPORT", "subject", id, "act"))
                .containsExactly("RECEIVED", "PASSED_ON", "FOUNDED");
        assertThat(jdbc.sql(
                                "SELECT CAST(facts AS text) || CAST(details AS text) FROM ledger_leaf WHERE facts ->> 'subject' = ?")
                        .param(id)
                        .query((row, _) -> row.getString(1))
                        .list())
                .allSatisfy(leaf -> assertThat(leaf).doesNotContain("资料费", unit, number));
    }

    @Test
    void onlyTheSupervisionReadsReportsAndNobodyThoseAboutTheOwnUnit() {
        report(null, UUID.randomUUID().toString(), """
                {"kind": "GIFT", "unit": "%s", "what": "收受购物卡", "contact": "13800000000"}
                """.formatted(unit));
        var id = idOf(unit);

        for (var other : List.of(manager("JGJ"), examiner(unit), approver(unit), manager(unit))) {
            assertThat(api.read(other, REPORTS, "")).hasStatus(403);
            assertThat(handle(other, id, "UNFOUNDED")).hasStatus(403);
        }
        var own = token("own", unit, Role.AUDITOR);
        assertThat(json(api.read(own, REPORTS, "limit=200"))).doesNotContain(id);
        assertThat(handle(own, id, "UNFOUNDED")).hasStatus(404);
        assertThat(json(api.read(token("county", "", Role.AUDITOR), REPORTS, "limit=200")))
                .as("the supervision of the county belongs to no unit")
                .contains(id);
        assertThat(json(api.read(AUDITOR, REPORTS, "state=RECEIVED&limit=200"))).contains(id, "购物卡");
        assertThat(api.read(AUDITOR, REPORTS, "after=x")).hasStatus(400);
    }

    @Test
    void aReportThatComesSeveralTimesAtOnceIsTakenOnce() throws Exception {
        var key = UUID.randomUUID().toString();
        Callable<String> send = () -> text(report(null, key, """
                {"kind": "PRESSURE", "unit": "%s", "what": "被要求使用指定中介"}
                """.formatted(unit)));
        var answers = new HashSet<String>();
        try (var all = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var answer : all.invokeAll(Collections.nCopies(5, send))) {
                answers.add(JsonPath.read(answer.get(), "$.number"));
            }
        }
        assertThat(answers).hasSize(1);
        assertThat(jdbc.sql("SELECT count(*) FROM integrity_report WHERE unit = ?")
                        .param(unit)
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void whatWasReportedIsNeverChanged() {
        for (var sql : List.of(
                "UPDATE integrity_report SET what = 'x'",
                "DELETE FROM integrity_report",
                "DELETE FROM integrity_report_act",
                "UPDATE integrity_measure_check SET kept = true",
                "DELETE FROM conflict_review")) {
            assertThatThrownBy(() -> jdbc.sql(sql).update()).hasMessageContaining("takes new rows only");
        }
    }

    @Test
    void oneAddressReportsSoOftenAndNoOftener() {
        var limit = new ReportLimit(2);

        assertThat(limit.take("203.0.113.7")).isZero();
        assertThat(limit.take("203.0.113.7")).isZero();
        assertThat(limit.take("203.0.113.7")).isGreaterThan(Duration.ofMinutes(29));
        assertThat(limit.take("203.0.113.8")).isZero();
        assertThat(limit.take("2001:db8:1:2::1")).isZero();
        assertThat(limit.take("2001:db8:1:2::2")).isZero();
        assertThat(limit.take("2001:db8:1:2::3")).isPositive();
    }

    @Test
    void declaredConflictsAreLookedThroughByTheSupervisionAndAllOfItIsInTheLog() {
        var body = """
                {"kind": "ENTERPRISE", "concerns": "%s", "reason": "配偶为股东"}
                """.formatted(FileExamples.PARENT);
        var declared = api.put(examiner(unit), "/api/approval/conflicts", body);
        assertThat(declared).hasStatusOk();
        assertThat(api.put(examiner(unit), "/api/approval/conflicts", body))
                .as("again")
                .hasStatusOk();
        String id = JsonPath.read(text(declared), "$.id");
        var query = "unit=" + unit;

        assertThat(api.read(manager(unit), CONFLICTS, query)).hasStatus(403);
        assertThat(JsonPath.<List<String>>read(
                        json(api.read(AUDITOR, CONFLICTS, query + "&reviewed=false")), "$.items[*].id"))
                .containsExactly(id);
        assertThat(review(token("examiner-" + unit, "JGJ", Role.AUDITOR), id)).hasStatus(403);
        assertThat(review(AUDITOR, UUID.randomUUID().toString())).hasStatus(404);
        assertThat(review(AUDITOR, id)).hasStatus(204);

        assertThat(JsonPath.<List<String>>read(
                        json(api.read(AUDITOR, CONFLICTS, query + "&reviewed=true")), "$.items[*].review.finding"))
                .containsExactly("TO_BE_CLARIFIED");
        assertThat(json(api.read(AUDITOR, CONFLICTS, query + "&reviewed=false")))
                .contains("\"items\":[]");
        assertThat(api.put(manager(unit), "/api/approval/conflicts/{id}/end", """
                {"reason": "已转让股份"}
                """, id))
                .hasStatus(204);
        assertThat(JsonPath.<List<String>>read(json(api.read(AUDITOR, CONFLICTS, query)), "$.items[*].endedBy"))
                .containsExactly("manager-" + unit);
        assertThat(leaves("CONFLICT", "subject", id, "act")).containsExactly("DECLARED", "REVIEWED", "ENDED");
    }

    private MvcTestResult check(String token, String code, String month, String body) {
        return api.call("PUT", token, CHECK, "", null, body, code, month);
    }

    private MvcTestResult review(String token, String id) {
        return api.call("PUT", token, CONFLICTS + "/{id}/review", "", null, """
                {"finding": "TO_BE_CLARIFIED", "text": "请补充股权比例"}
                """, id);
    }

    private MvcTestResult handle(String token, String id, String outcome) {
        return api.call("PUT", token, REPORTS + "/{id}/handling", "", null, """
                {"outcome": "%s", "text": "移交派驻纪检监察组"}
                """.formatted(outcome), id);
    }

    private MvcTestResult report(@Nullable String token, @Nullable String key, String body) {
        var request =
                mvc.post().uri(REPORTS).contentType(MediaType.APPLICATION_JSON).content(body);
        if (key != null) {
            request.header("Idempotency-Key", key);
        }
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return request.exchange();
    }

    private String idOf(String unit) {
        return jdbc.sql("SELECT id FROM integrity_report WHERE unit = ?")
                .param(unit)
                .query((row, _) -> row.getString(1))
                .single();
    }

    private List<String> leaves(String kind, String by, String value, String fact) {
        return jdbc.sql(
                        "SELECT facts ->> ? FROM ledger_leaf WHERE facts ->> 'kind' = ? AND facts ->> ? = ? ORDER BY leaf_id")
                .params(fact, kind, by, value)
                .query((row, _) -> row.getString(1))
                .list();
    }

    private static String json(MvcTestResult result) {
        assertThat(result).hasStatusOk();
        return text(result);
    }

    private static String text(MvcTestResult result) {
        try {
            return result.getResponse().getContentAsString(StandardCharsets.UTF_8);
        } catch (UnsupportedEncodingException e) {
            throw new AssertionError(e);
        }
    }
}
