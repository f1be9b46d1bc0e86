package onestop.approval.penalties;

import static onestop.approval.ApiDriver.applicant;
import static onestop.approval.ApiDriver.approver;
import static onestop.approval.ApiDriver.manager;
import static onestop.approval.ApiDriver.token;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import onestop.approval.ApiDriver;
import onestop.approval.ApprovalIT;
import onestop.approval.publication.Publishing;
import onestop.identifiers.Usci;
import onestop.web.Role;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The register of penalties: who keeps it, what it remembers, what of it is published. */
@ApprovalIT
class PenaltiesIT {
    private static final String ALL = "/api/approval/penalties";
    private static final String ONE = "/api/approval/penalties/{id}";
    private static final String WITHDRAWAL = "/api/approval/penalties/{id}/withdrawal";

    @Autowired
    ApiDriver api;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Publishing publishing;

    private final String unit = "Q" + UUID.randomUUID().toString().substring(0, 8);
    private final String usci = Usci.withCheckDigit("91371327MA3DEM0A2").value();

    private String body(String number) {
        return """
                {"decisionNumber": "%s", "subjectUsci": "%s", "subjectName": "莒南县沂蒙食品有限公司", "kind": "FINE",
                 "ground": "销售超过保质期的食品", "legalBasis": "食品安全法第一百二十四条", "amount": 5000, "decidedOn": "2026-03-02"}
                """.formatted(number, usci);
    }

    private String correction(String ground) {
        return """
                {"subjectUsci": "%s", "subjectName": "莒南县沂蒙食品有限公司", "kind": "FINE", "ground": "%s",
                 "legalBasis": "食品安全法第一百二十四条", "amount": 3000.50, "decidedOn": "2026-03-02", "reason": "录入有误"}
                """.formatted(usci, ground);
    }

    private MvcTestResult enter(String token, String body) {
        return api.call("POST", token, ALL, "", null, body);
    }

    private String entered(String number) {
        var result = enter(manager(unit), body(number));
        assertThat(result).hasStatus(201).hasHeader("ETag", "\"1\"");
        return json(result).get("id").asString();
    }

    private static JsonNode json(MvcTestResult result) {
        return new JsonMapper().readTree(result.getResponse().getContentAsByteArray());
    }

    @Test
    void aCorrectionAndAWithdrawalKeepWhatWas() {
        var id = entered("1号");

        assertThat(api.call("PUT", manager(unit), ONE, "", "\"1\"", correction("销售变质食品"), id))
                .hasStatusOk()
                .hasHeader("ETag", "\"2\"")
                .bodyJson()
                .extractingPath("$.amount")
                .isEqualTo(3000.50);
        assertThat(api.call("PUT", manager(unit), WITHDRAWAL, "", "\"2\"", """
                {"reason": "行政复议决定撤销"}
                """, id))
                .hasStatusOk()
                .bodyJson()
                .extractingPath("$.status")
                .isEqualTo("WITHDRAWN");

        assertThat(api.read(manager(unit), ONE, "", id))
                .hasStatusOk()
                .bodyJson()
                .satisfies(json -> {
                    json.assertThat()
                            .extractingPath("$.versions[*].act")
                            .asArray()
                            .containsExactly("WITHDRAWN", "CORRECTED", "ENTERED");
                    json.assertThat()
                            .extractingPath("$.versions[2].content.ground")
                            .isEqualTo("销售超过保质期的食品");
                    json.assertThat()
                            .extractingPath("$.versions[2].content.amount")
                            .isEqualTo(5000.00);
                    json.assertThat().extractingPath("$.versions[0].reason").isEqualTo("行政复议决定撤销");
                });
        assertThat(api.call("PUT", manager(unit), ONE, "", "\"3\"", correction("x"), id))
                .hasStatus(409)
                .bodyJson()
                .extractingPath("$.type")
                .isEqualTo("/problems/penalty-withdrawn");
    }

    @Test
    void aChangeSaysWhatItIsBasedOn() {
        var id = entered("2号");

        assertThat(api.call("PUT", manager(unit), ONE, "", null, correction("x"), id))
                .hasStatus(428);
        assertThat(api.call("PUT", manager(unit), ONE, "", "\"7\"", correction("x"), id))
                .hasStatus(412);
        assertThat(api.call("PUT", manager(unit), WITHDRAWAL, "", "\"0\"", """
                {"reason": "x"}
                """, id))
                .hasStatus(412);
        assertThat(api.call("PUT", manager(unit), WITHDRAWAL, "", "\"1\"", """
                {"reason": ""}
                """, id))
                .hasStatus(400);
    }

    @Test
    void aDecisionIsEnteredOnceEvenAtTheSameMoment() throws Exception {
        try (var threads = Executors.newFixedThreadPool(2)) {
            var work = new ArrayList<Callable<Integer>>();
            for (int i = 0; i < 2; i++) {
                work.add(() -> enter(manager(unit), body("3号")).getResponse().getStatus());
            }
            var answers = new ArrayList<Integer>();
            for (var done : threads.invokeAll(work)) {
                answers.add(done.get());
            }
            assertThat(answers).containsExactlyInAnyOrder(201, 409);
        }
        assertThat(enter(manager("R" + unit), body("3号"))).hasStatus(201);
    }

    @Test
    void whatIsWrongIsNamed() {
        var good = body("4号");
        assertThat(field(good.replace("FINE", "WARNING"))).isEqualTo("amount");
        assertThat(field(good.replace("5000", "null"))).isEqualTo("amount");
        assertThat(field(good.replace("5000", "-1"))).isEqualTo("amount");
        assertThat(field(good.replace("5000", "1.005"))).isEqualTo("amount");
        assertThat(field(good.replace("2026-03-02", "2026-03-04"))).isEqualTo("decidedOn");
        assertThat(field(good.replace(usci, usci.replace("M", "N")))).isEqualTo("subjectUsci");
        assertThat(field(good.replace("销售超过", "电话13800138000"))).isEqualTo("ground");
        assertThat(field(body(" "))).isEqualTo("decisionNumber");
        assertThat(jdbc.sql("SELECT count(*) FROM penalty WHERE unit = ?")
                        .param(unit)
                        .query(Long.class)
                        .single())
                .isZero();
    }

    private String field(String body) {
        var result = enter(manager(unit), body);
        assertThat(result).hasStatus(400);
        return json(result).get("errors").get(0).get("field").asString();
    }

    @Test
    void onlyTheManagerOfTheUnitKeepsTheRegister() {
        var id = entered("5号");

        for (var other : List.of(
                approver(unit), applicant(usci), token("auditor", "", Role.AUDITOR), token("ops", "", Role.OPS))) {
            assertThat(enter(other, body("6号"))).hasStatus(403);
            assertThat(api.call("PUT", other, ONE, "", "\"1\"", correction("x"), id))
                    .hasStatus(403);
        }
        assertThat(enter(token("no-unit", "", Role.UNIT_MANAGER), body("6号"))).hasStatus(403);
        assertThat(api.call("PUT", manager("ELSEWHERE"), ONE, "", "\"1\"", correction("x"), id))
                .hasStatus(404);
        assertThat(api.call("PUT", manager("ELSEWHERE"), WITHDRAWAL, "", "\"1\"", """
                {"reason": "x"}
                """, id))
                .hasStatus(404);
        assertThat(api.read(manager("ELSEWHERE"), ONE, "", id)).hasStatus(404);
        assertThat(json(api.read(manager("ELSEWHERE"), ALL, "unit=" + unit))
                        .get("items")
                        .isEmpty())
                .isTrue();
        assertThat(api.read(token("auditor", "", Role.AUDITOR), ALL, "")).hasStatus(400);
        assertThat(json(api.read(token("auditor", "", Role.AUDITOR), ALL, "unit=" + unit))
                        .get("items")
                        .size())
                .isEqualTo(1);
        assertThat(api.read(token("auditor", "", Role.AUDITOR), ONE, "", id)).hasStatusOk();
    }

    @Test
    void itIsPublishedAndAWithdrawnOneSaysNoMoreWhatItWasFor() {
        var id = entered("7号");
        var reference = unit + " 7号";
        publishing.run();
        var shown = published(reference);
        assertThat(shown.ground()).isEqualTo("销售超过保质期的食品");
        assertThat(shown.status()).isEqualTo("IN_FORCE");

        assertThat(api.call("PUT", manager(unit), WITHDRAWAL, "", "\"1\"", """
                {"reason": "行政复议决定撤销"}
                """, id))
                .hasStatusOk();
        publishing.run();
        assertThat(published(reference).status()).isEqualTo("WITHDRAWN");
        assertThat(published(reference).ground()).isEmpty();
        assertThat(published(reference).position()).isGreaterThan(shown.position());
    }

    private record Shown(String status, String ground, long position) {}

    private Shown published(String reference) {
        return jdbc.sql("""
                SELECT status, coalesce(content_zh, '') AS ground, position
                  FROM publication WHERE kind = 'PENALTY' AND reference = ?
                """).param(reference).query(Shown.class).single();
    }
}
