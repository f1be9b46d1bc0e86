package onestop.appeal.dispatching;

import static onestop.appeal.Office.APPLICANT;
import static onestop.appeal.Office.AUDITOR;
import static onestop.appeal.Office.COORDINATOR;
import static onestop.appeal.Office.GAJ;
import static onestop.appeal.Office.SWJ;
import static onestop.appeal.Office.WINDOW;
import static onestop.appeal.Office.applicant;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import onestop.appeal.Office.Requests;
import onestop.appeal.TestClock;
import onestop.appeal.WholeService;
import onestop.appeal.contract.Contracts;
import onestop.appeal.enterprises.EnterpriseExamples;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Rules that say where an appeal should go, and the coordinator who confirms it. */
@WholeService
class DispatchingIT {
    @Autowired
    Requests requests;

    @Autowired
    TestClock clock;

    @Autowired
    JdbcClient jdbc;

    private final String item = "DI-" + UUID.randomUUID().toString().substring(0, 8);

    @BeforeEach
    void monday() {
        clock.setTo("2026-03-02T09:10:00+08:00");
        jdbc.sql("INSERT INTO item (code, name_zh, unit) VALUES (:code, '事项', 'SCJG')")
                .param("code", item)
                .update();
    }

    private String raise(String kind) {
        return requests.post(APPLICANT, """
                {"kind": "%s", "title": "x", "text": "x", "about": {"itemCode": "%s"}}""".formatted(kind, item)).must(201).text("id");
    }

    private JsonNode suggestion(String id) {
        var suggestion = requests.get(COORDINATOR, "/appeals/" + id + "/suggestion")
                .must(200)
                .json();
        Contracts.assertAnswer("Suggestion", suggestion);
        return suggestion;
    }

    @Test
    void theRuleThatAsksTheMostSuggestsAndTheOwnerOfTheItemOtherwise() {
        assertThat(suggestion(raise("HELP")).path("unit").asString()).isEqualTo("SCJG");
        var rule = requests.postAt(COORDINATOR, "/dispatch-rules", """
                {"itemCode": "%s", "unit": "SWJ"}""".formatted(item))
                .must(201);
        Contracts.assertAnswer("DispatchRule", rule.json());
        requests.postAt(COORDINATOR, "/dispatch-rules", """
                {"itemCode": "%s", "kind": "COMPLAINT", "unit": "GAJ"}""".formatted(item)).must(201);
        requests.postAt(COORDINATOR, "/dispatch-rules", """
                {"itemCode": "%s", "unit": "GAJ"}""".formatted(item)).mustBe(409, "same-rule");
        assertThat(suggestion(raise("HELP")).path("unit").asString()).isEqualTo("SWJ");
        assertThat(suggestion(raise("COMPLAINT")).path("unit").asString()).isEqualTo("GAJ");
        assertThat(requests.get(AUDITOR, "/dispatch-rules?limit=200").must(200).body())
                .contains(rule.text("id"));
        requests.deleteAt(COORDINATOR, "/dispatch-rules/" + rule.text("id")).must(204);
        requests.deleteAt(COORDINATOR, "/dispatch-rules/" + rule.text("id")).mustBe(404, "no-such-rule");
        assertThat(suggestion(raise("HELP")).path("ground").asString()).isEqualTo("ITEM");
    }

    @Test
    void theCoordinatorConfirmsTheSuggestionOrDecidesOtherwise() {
        var id = raise("HELP");
        assertThat(requests.put(COORDINATOR, id, "dispatch", "{}").must(200).text("unit"))
                .isEqualTo("SCJG");
        assertThat(requests.put(COORDINATOR, id, "dispatch", "{\"unit\": \"SWJ\"}")
                        .must(200)
                        .text("unit"))
                .isEqualTo("SWJ");
        requests.put(SWJ, id, "return", "{\"legalReason\": \"不属职责\", \"proposedUnit\": \"GAJ\"}")
                .must(200);
        assertThat(suggestion(id).path("ground").asString()).isEqualTo("PROPOSED");
        requests.put(COORDINATOR, id, "dispatch", "{}").must(200);
        requests.put(GAJ, id, "signature", null).must(200);
    }

    @Test
    void aUnitThatIsWithdrawnIsNotSuggested() {
        var gone = "G" + Math.abs(UUID.randomUUID().hashCode());
        jdbc.sql("INSERT INTO unit (key, name_zh, in_use) VALUES (:key, '单位', true)")
                .param("key", gone)
                .update();
        requests.postAt(COORDINATOR, "/dispatch-rules", """
                {"itemCode": "%s", "unit": "%s"}""".formatted(item, gone))
                .must(201);
        var id = raise("HELP");
        assertThat(suggestion(id).path("unit").asString()).isEqualTo(gone);
        jdbc.sql("UPDATE unit SET in_use = false WHERE key = :key")
                .param("key", gone)
                .update();
        assertThat(suggestion(id).path("unit").asString()).isEqualTo("SCJG");
    }

    @Test
    void theClassOfABlockedMatterSaysMoreThanItsKindAndLessThanItsItem() {
        var region = "3799%08d".formatted(Math.abs(item.hashCode()) % 100_000_000);
        var rule = "{\"regionCode\": \"" + region + "\", %s}";
        requests.postAt(
                        COORDINATOR,
                        "/dispatch-rules",
                        rule.formatted("\"kind\": \"BLOCKED_MATTER\", \"unit\": \"GAJ\""))
                .must(201);
        var ofHard = requests.postAt(
                        COORDINATOR, "/dispatch-rules", rule.formatted("\"blockedClass\": \"HARD\", \"unit\": \"SWJ\""))
                .must(201);
        Contracts.assertAnswer("DispatchRule", ofHard.json());
        assertThat(ofHard.text("blockedClass")).isEqualTo("HARD");
        requests.postAt(COORDINATOR, "/dispatch-rules", rule.formatted("\"blockedClass\": \"HARD\", \"unit\": \"GAJ\""))
                .mustBe(409, "same-rule");

        assertThat(suggestion(blocked("HARD", region)).path("unit").asString()).isEqualTo("SWJ");
        assertThat(suggestion(blocked("COMPLEX", region)).path("unit").asString())
                .isEqualTo("GAJ");
        requests.postAt(COORDINATOR, "/dispatch-rules", """
                {"itemCode": "%s", "unit": "XZSP"}""".formatted(item)).must(201);
        assertThat(suggestion(blocked("HARD", region)).path("unit").asString()).isEqualTo("XZSP");
        requests.deleteAt(COORDINATOR, "/dispatch-rules/" + ofHard.text("id")).must(204);
    }

    @Test
    void aRuleForATownReachesItsVillagesAndOneForAVillageSaysMore() {
        var town = "3798%05d".formatted(Math.abs(item.hashCode()) % 100_000);
        var rule = "{\"regionCode\": \"%s\", \"unit\": \"%s\"}";
        requests.postAt(COORDINATOR, "/dispatch-rules", rule.formatted(town + "000", "GAJ"))
                .must(201);
        assertThat(suggestion(blocked("HARD", town + "205")).path("unit").asString())
                .isEqualTo("GAJ");
        requests.postAt(COORDINATOR, "/dispatch-rules", rule.formatted(town + "205", "SWJ"))
                .must(201);
        assertThat(suggestion(blocked("HARD", town + "205")).path("unit").asString())
                .isEqualTo("SWJ");
        assertThat(suggestion(blocked("HARD", town + "206")).path("unit").asString())
                .isEqualTo("GAJ");
    }

    @Test
    void whatAnEnterpriseRaisesBelongsWhereItIsUnlessItSaysOtherwise() {
        var town = "3797%05d000".formatted(Math.abs(item.hashCode()) % 100_000);
        var usci = EnterpriseExamples.newUsci();
        jdbc.sql("""
                INSERT INTO enterprise (usci, name, kind, region_code, registered, sequence)
                VALUES (:usci, '镇上的企业', 'COMPANY', :town, true, 1)""").param("usci", usci).param("town", town).update();
        requests.postAt(COORDINATOR, "/dispatch-rules", "{\"regionCode\": \"%s\", \"unit\": \"GAJ\"}".formatted(town))
                .must(201);
        var owner = applicant("owner-" + usci, usci);
        var body = "{\"kind\": \"HELP\", \"title\": \"x\", \"text\": \"x\", \"usci\": \"%s\"%s}";

        var there = requests.post(owner, body.formatted(usci, "")).must(201);
        assertThat(there.text("regionCode")).isEqualTo(town);
        assertThat(suggestion(there.text("id")).path("unit").asString()).isEqualTo("GAJ");
        var elsewhere = requests.post(owner, body.formatted(usci, ", \"regionCode\": \"371327104000\""))
                .must(201);
        assertThat(elsewhere.text("regionCode")).isEqualTo("371327104000");
        var unknown = EnterpriseExamples.newUsci();
        assertThat(requests.post(applicant("owner-" + unknown, unknown), body.formatted(unknown, ""))
                        .must(201)
                        .text("regionCode"))
                .isEqualTo("371327000000");
    }

    private String blocked(String blockedClass, String region) {
        return requests.post(WINDOW, """
                {"kind": "BLOCKED_MATTER", "blockedClass": "%s", "title": "x", "text": "x", "regionCode": "%s",
                 "about": {"itemCode": "%s"}}""".formatted(blockedClass, region, item))
                .must(201)
                .text("id");
    }

    @Test
    void aRuleOfAClassIsAboutBlockedMatters() {
        requests.postAt(
                        COORDINATOR,
                        "/dispatch-rules",
                        "{\"kind\": \"HELP\", \"blockedClass\": \"HARD\", \"unit\": \"GAJ\"}")
                .mustBlame("blockedClass", "class-of-blocked-matter");
    }

    @Test
    void aRuleAsksSomethingAndNamesAKnownUnit() {
        requests.postAt(COORDINATOR, "/dispatch-rules", "{\"unit\": \"GAJ\"}").mustBlame("kind", "rule-asks-something");
        requests.postAt(COORDINATOR, "/dispatch-rules", "{\"kind\": \"HELP\", \"unit\": \"NOSUCH\"}")
                .mustBlame("unit", "unknown-unit");
        requests.postAt(APPLICANT, "/dispatch-rules", "{}").mustBe(403, "role-not-allowed");
        requests.get(COORDINATOR, "/dispatch-rules?after=x").mustBlame("after", "cursor");
    }
}
