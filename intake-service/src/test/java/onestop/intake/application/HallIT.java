package onestop.intake.application;

import static onestop.intake.Calls.HELPER;
import static onestop.intake.Calls.ISSUER;
import static onestop.intake.Calls.WINDOW;
import static onestop.intake.Calls.WINDOW2;
import static onestop.intake.Calls.agent;
import static onestop.intake.Calls.applicant;
import static onestop.intake.Calls.newUsci;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import onestop.intake.Calls;
import onestop.intake.IntakeTest;
import onestop.intake.TravelClock;
import onestop.testsupport.Events;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@IntakeTest
class HallIT {
    private static final String TOPIC = "onestop.intake.application";

    @Autowired
    Calls calls;

    @Autowired
    Events events;

    @Autowired
    JdbcClient jdbc;

    private static LocalDate today() {
        return TravelClock.today();
    }

    private JsonNode event(String number, String type) {
        var record = events.await(
                TOPIC,
                Duration.ofSeconds(30),
                one -> number.equals(one.key()) && one.type().equals("onestop.intake.application." + type));
        assertThat(record.subject()).isEqualTo(number);
        return JsonMapper.shared().readTree(record.text());
    }

    @Test
    void anAcceptedFileTellsTheDepartmentsEverything() {
        var usci = calls.enterprise();
        var receipt = calls.submit(usci, "PKG-BG-MC");
        var number = receipt.text("receiptNumber");

        var accepted = calls.put(WINDOW, "/applications/" + number + "/acceptance", Map.of("windowCode", "XZSP-07"))
                .must(200);

        assertThat(accepted.text("status")).isEqualTo("ACCEPTED");
        assertThat(accepted.headers().get("ETag")).isEqualTo("\"2\"");
        var told = event(number, "accepted.v1");
        assertThat(told.path("acceptedBy").asString()).isEqualTo("window");
        assertThat(told.path("acceptedByUnit").asString()).isEqualTo("XZSP");
        assertThat(told.path("deemed").asBoolean()).isFalse();
        assertThat(told.path("windowCode").asString()).isEqualTo("XZSP-07");
        assertThat(told.path("deferredMaterials").size()).isZero();
        assertThat(told.path("cases")).hasSize(10);
        assertThat(told.path("cases").path(0).path("caseNumber"))
                .isEqualTo(receipt.body().path("cases").path(0).path("caseNumber"));
        assertThat(told.path("items").path(2).path("stage").asInt()).isEqualTo(1);
        assertThat(told.path("items").path(2).path("needs").path(0).asString()).isEqualTo("QY-BG-MC");
        var baseline = told.path("baseline");
        assertThat(baseline.path("materialsSeparately").asInt()).isEqualTo(59);
        assertThat(baseline.path("handedIn").asInt()).isEqualTo(7);
        assertThat(baseline.path("materialReductionRate").decimalValue()).isEqualByComparingTo("0.8814");
        assertThat(baseline.path("packagePromisedDays").asInt()).isEqualTo(3);

        assertThat(jdbc.sql(
                                "SELECT act, by, acting_as FROM application_history WHERE receipt_number = ? ORDER BY version")
                        .param(number)
                        .query()
                        .listOfRows())
                .extracting(row -> row.get("act") + " " + row.get("acting_as") + " " + row.get("by"))
                .containsExactly("SUBMITTED APPLICANT applicant-" + usci, "ACCEPTED WINDOW window");
    }

    @Test
    void whatMayFollowLaterIsDeferredOrTheFileIsNotAccepted() {
        var usci = calls.enterprise();
        var body = new HashMap<>(calls.application(usci, "PKG-CY"));
        body.put(
                "materials",
                calls.materials("PKG-CY").stream()
                        .filter(material -> !"HEALTH_CERT".equals(material.get("key")))
                        .toList());
        var number =
                calls.post(applicant(usci), "/applications", body).must(201).text("receiptNumber");
        var path = "/applications/" + number + "/acceptance";

        assertThat(calls.put(WINDOW, path, null)
                        .declines(409, "materials-missing")
                        .text("detail"))
                .contains("HEALTH_CERT");
        defer(path, "HEALTH_CERT", today().plusYears(1)).declines(409, "deferral-out-of-range");
        defer(path, "HEALTH_CERT", today().minusDays(1)).declines(409, "deferral-out-of-range");
        defer(path, "ARTICLES", today().plusDays(1)).declines(409, "not-deferrable");
        defer(path, "SITE_PLAN", today().plusDays(1)).declines(409, "needed-at-once");
        defer(path, "EIA_REPORT", today().plusDays(1)).declines(409, "material-not-asked-for");
        var twice = List.of(
                Map.of("key", "HEALTH_CERT", "dueOn", today().toString()),
                Map.of("key", "HEALTH_CERT", "dueOn", today().toString()));
        assertThat(calls.put(WINDOW, path, Map.of("deferredMaterials", twice))
                        .must(400)
                        .errors())
                .containsExactly("deferredMaterials[1].key named-twice");

        assertThat(defer(path, "HEALTH_CERT", today().plusDays(1)).must(200).text("status"))
                .isEqualTo("ACCEPTED_DEFERRED");

        var deferred = event(number, "accepted.v1").path("deferredMaterials");
        assertThat(deferred).hasSize(1);
        assertThat(deferred.path(0).path("dueOn").asString())
                .isEqualTo(today().plusDays(1).toString());
        assertThat(calls.get(WINDOW, "/applications/" + number)
                        .body()
                        .path("ledger")
                        .path("deferred")
                        .asInt())
                .isEqualTo(1);
    }

    private Calls.Reply defer(String path, String key, LocalDate dueOn) {
        return calls.put(
                WINDOW, path, Map.of("deferredMaterials", List.of(Map.of("key", key, "dueOn", dueOn.toString()))));
    }

    @Test
    void aFileIsSentBackOnceAndComesBackWhole() {
        var usci = calls.enterprise();
        var number = calls.submit(usci, "PKG-BG-MC").text("receiptNumber");
        var path = "/applications/" + number;
        var notice = Map.of(
                "defects",
                List.of(
                        Map.of("materialKey", "ARTICLES", "reason", "缺签字"),
                        Map.of("materialKey", "OLD_SEAL", "reason", "不清晰")));

        calls.put(applicant(usci), path + "/correction", materials("ARTICLES"))
                .declines(409, "not-awaiting-correction");
        calls.put(
                        WINDOW,
                        path + "/correction-notice",
                        Map.of("defects", List.of(Map.of("materialKey", "EIA_REPORT", "reason", "x"))))
                .declines(409, "material-not-asked-for");
        assertThat(calls.put(WINDOW, path + "/correction-notice", Map.of("defects", List.of()))
                        .must(400)
                        .errors())
                .hasSize(1);
        var atTheCounter = new HashMap<String, Object>(notice);
        atTheCounter.put("windowCode", "XZSP-99");
        assertThat(calls.put(WINDOW, path + "/correction-notice", atTheCounter)
                        .must(400)
                        .errors())
                .containsExactly("windowCode no-window-in-use");
        atTheCounter.put("windowCode", "XZSP-45");
        calls.put(WINDOW, path + "/correction-notice", atTheCounter).must(200);
        var asked = event(number, "correction-requested.v1");
        assertThat(asked.path("unit").asString()).isEqualTo("XZSP");
        assertThat(asked.path("requestedBy").asString()).isEqualTo("window");
        assertThat(asked.path("windowCode").asString()).isEqualTo("XZSP-45");

        calls.accept(WINDOW2, number).declines(409, "awaiting-correction");
        calls.put(WINDOW2, path + "/correction-notice", notice).declines(409, "correction-already-asked");
        calls.put(WINDOW, path + "/refusal", Map.of("reason", "x")).declines(409, "awaiting-correction");
        calls.put(applicant(newUsci()), path + "/correction", materials("ARTICLES"))
                .declines(404, "unknown-application");
        assertThat(calls.put(applicant(usci), path + "/correction", materials("ARTICLES"))
                        .declines(409, "materials-missing")
                        .text("detail"))
                .contains("OLD_SEAL");
        assertThat(calls.put(applicant(usci), path + "/correction", materials("ARTICLES", "EIA_REPORT"))
                        .must(400)
                        .errors())
                .containsExactly("materials[1].key material-not-asked-for");

        calls.put(applicant(usci), path + "/correction", materials("ARTICLES", "OLD_SEAL"))
                .must(200);

        event(number, "corrected.v1");
        assertThat(calls.put(
                                WINDOW,
                                path + "/correction-notice",
                                Map.of("defects", List.of(Map.of("materialKey", "COMMON_SEAL", "reason", "x"))))
                        .declines(409, "visible-at-first-notice")
                        .text("detail"))
                .contains("COMMON_SEAL");
        var file = calls.get(WINDOW, path).must(200);
        assertThat(file.body().path("correction").path("defects")).hasSize(2);
        assertThat(file.body()
                        .path("materials")
                        .valueStream()
                        .filter(material -> material.path("key").asString().equals("OLD_SEAL"))
                        .map(material -> material.path("fileName").asString()))
                .containsExactly("OLD_SEAL-corrected.pdf");
        calls.accept(WINDOW, number).must(200);
    }

    private static Map<String, Object> materials(String... keys) {
        return Map.of(
                "materials",
                List.of(keys).stream()
                        .map(key -> Map.of("key", key, "fileName", key + "-corrected.pdf"))
                        .toList());
    }

    @Test
    void aRefusalNamesReasonAndCompetentBody() {
        var usci = calls.enterprise();
        var number = calls.submit(usci, "PKG-BG-GD").text("receiptNumber");
        var path = "/applications/" + number;

        assertThat(calls.put(WINDOW, path + "/refusal", Map.of("reason", " "))
                        .must(400)
                        .errors())
                .hasSize(1);
        assertThat(calls.put(
                                WINDOW,
                                path + "/refusal",
                                Map.of("reason", "不属于本机关职权范围", "ground", "OTHER_BODY_COMPETENT"))
                        .must(400)
                        .errors())
                .containsExactly("competentBody competent-body-needed");
        calls.put(
                        WINDOW,
                        path + "/refusal",
                        Map.of(
                                "reason", "不属于本机关职权范围",
                                "ground", "OTHER_BODY_COMPETENT",
                                "competentBody", "市市场监督管理局",
                                "windowCode", "XZSP-99"))
                .must(400);
        calls.put(
                        WINDOW,
                        path + "/refusal",
                        Map.of(
                                "reason", "不属于本机关职权范围",
                                "ground", "OTHER_BODY_COMPETENT",
                                "competentBody", "市市场监督管理局",
                                "windowCode", "XZSP-45"))
                .must(200);

        var told = event(number, "refused.v1");
        assertThat(told.path("refusedBy").asString()).isEqualTo("window");
        assertThat(told.path("unit").asString()).isEqualTo("XZSP");
        assertThat(told.path("windowCode").asString()).isEqualTo("XZSP-45");
        assertThat(told.path("ground").asString()).isEqualTo("OTHER_BODY_COMPETENT");
        assertThat(told.path("items")).isNotEmpty();
        assertThat(told.toString()).doesNotContain("职权").doesNotContain("市场监督");
        var refusal = calls.get(applicant(usci), path).must(200).body().path("refusal");
        assertThat(refusal.path("competentBody").asString()).isEqualTo("市市场监督管理局");
        assertThat(refusal.path("reconsiderationUntil").asString())
                .isEqualTo(today().plusDays(60).toString());
        assertThat(refusal.path("litigationUntil").asString())
                .isEqualTo(today().plusMonths(6).toString());
        calls.accept(WINDOW, number).declines(409, "already-refused");
        calls.put(applicant(usci), path + "/withdrawal", null).declines(409, "already-refused");
    }

    @Test
    void theApplicantWithdraws() {
        var usci = calls.enterprise();
        var before = calls.submit(usci, "PKG-BG-GD").text("receiptNumber");
        var after = calls.submit(usci, "PKG-BG-GD").text("receiptNumber");
        calls.accept(WINDOW, after).must(200);

        for (var number : List.of(before, after)) {
            calls.put(applicant(newUsci()), "/applications/" + number + "/withdrawal", null)
                    .declines(404, "unknown-application");
            calls.put(applicant(usci), "/applications/" + number + "/withdrawal", null)
                    .must(200);
            assertThat(event(number, "withdrawn.v1").path("unit").asString()).isEqualTo("XZSP");
            calls.accept(WINDOW, number).declines(409, "already-withdrawn");
        }
    }

    @Test
    void aHelperActsInTheFilesTheyHandedIn() {
        var usci = calls.enterprise();
        calls.helped(HELPER, usci);
        var own = calls.post(HELPER, "/applications", calls.application(usci, "PKG-BG-GD"))
                .must(201)
                .text("receiptNumber");
        var other = calls.submit(usci, "PKG-BG-GD").text("receiptNumber");

        calls.get(HELPER, "/applications/" + own).must(200);
        calls.get(HELPER, "/applications/" + other).declines(404, "unknown-application");
        calls.get(HELPER, "/applications/" + other + "/progress").declines(404, "unknown-application");
        calls.put(HELPER, "/applications/" + other + "/withdrawal", null).declines(404, "unknown-application");
        calls.put(HELPER, "/applications/" + own + "/withdrawal", null).must(200);
    }

    @Test
    void handingOutWaitsForTheDepartments() {
        var usci = calls.enterprise();
        var number = calls.submit(usci, "PKG-BG-GD").text("receiptNumber");
        var path = "/applications/" + number + "/delivery";

        assertThat(calls.put(ISSUER, path, Map.of("method", "WINDOW")).must(400).errors())
                .containsExactly("recipientCheck identity-check-needed");
        calls.put(ISSUER, path, Map.of("method", "E_LICENCE")).declines(409, "not-yet-accepted");
        calls.accept(WINDOW, number).must(200);
        calls.put(ISSUER, path, Map.of("method", "E_LICENCE")).declines(409, "not-finished");
        calls.put(ISSUER, "/applications/no-such-number/delivery", Map.of("method", "E_LICENCE"))
                .declines(404, "unknown-application");
    }

    @Test
    void strangersLearnNothing() {
        var usci = calls.enterprise();
        var number = calls.submit(usci, "PKG-BG-GD").text("receiptNumber");

        for (var person : List.of(applicant(newUsci()), agent("stranger"), HELPER)) {
            var real = calls.get(person, "/applications/" + number).declines(404, "unknown-application");
            var none = calls.get(person, "/applications/371327LB00000000000").declines(404, "unknown-application");
            assertThat(real.text("title")).isEqualTo(none.text("title"));
        }
        calls.get(ISSUER, "/applications/" + number).must(200);
    }

    // --- the database's own locks

    @Test
    void historyIsOnlyAddedTo() {
        var number = calls.submit(calls.enterprise(), "PKG-BG-GD").text("receiptNumber");

        assertThatThrownBy(() -> jdbc.sql("UPDATE application_history SET by = 'nobody' WHERE receipt_number = ?")
                        .param(number)
                        .update())
                .isInstanceOf(DataAccessException.class)
                .hasRootCauseMessage("ERROR: permission denied for table application_history");
        assertThatThrownBy(() -> jdbc.sql("DELETE FROM application_history WHERE receipt_number = ?")
                        .param(number)
                        .update())
                .isInstanceOf(DataAccessException.class);
    }

    @Test
    void theTableRefusesWhatTheModelRefuses() {
        var number = calls.submit(calls.enterprise(), "PKG-BG-GD").text("receiptNumber");

        for (var wrong : Map.of(
                        "status = 'ACCEPTED'", "application_open_has_a_limit",
                        "status = 'REFUSED', deemed_accepted_after = NULL, clock_started_on = NULL",
                                "application_closed_by_someone",
                        "accepted_at = now()", "application_accepted_by_someone",
                        "corrected_at = now()", "application_correction_whole",
                        "delivery_method = 'WINDOW'", "application_delivered_by_someone",
                        "status = 'PRE_REVIEWED'", "application_pre_reviewed_by_someone",
                        "deferred_due_on = '2026-03-02'", "application_deferred_until_a_day",
                        "refusal_ground = 'OTHER'", "application_refused_on_a_ground",
                        "submitted_as = 'AGENT'", "application_agent_has_power")
                .entrySet()) {
            assertThatThrownBy(() -> jdbc.sql("UPDATE application SET " + wrong.getKey() + " WHERE receipt_number = ?")
                            .param(number)
                            .update())
                    .as(wrong.getKey())
                    .isInstanceOf(DataAccessException.class);
        }
        assertThatThrownBy(() -> jdbc.sql(
                                "UPDATE application_material SET state = 'DEFERRED' WHERE receipt_number = ? AND NOT may_follow")
                        .param(number)
                        .update())
                .hasMessageContaining("application_material_deferred_if_allowed");
    }
}
