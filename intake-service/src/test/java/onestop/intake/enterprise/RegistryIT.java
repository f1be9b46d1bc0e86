package onestop.intake.enterprise;

import static onestop.intake.Calls.HELPER;
import static onestop.intake.Calls.OPS;
import static onestop.intake.Calls.WINDOW;
import static onestop.intake.Calls.agent;
import static onestop.intake.Calls.applicant;
import static onestop.intake.Calls.newUsci;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import onestop.intake.Calls;
import onestop.intake.IntakeTest;
import onestop.intake.calendar.ServiceHours;
import onestop.testsupport.Events;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

@IntakeTest
class RegistryIT {
    @Autowired
    Calls calls;

    @Autowired
    Events events;

    @Autowired
    JdbcClient jdbc;

    private static Map<String, Object> company(String name) {
        return Map.of("name", name, "kind", "COMPANY", "regionCode", "371327001000");
    }

    private static Map<String, Object> branch(String usci, String name) {
        return Map.of("usci", usci, "name", name, "regionCode", "371327102000");
    }

    // --- enterprises

    @Test
    void theDemonstrationEnterprisesAreThere() {
        assertThat(calls.get(applicant("91371327MA3DEM0A2G"), "/enterprises/91371327MA3DEM0A2G")
                        .must(200)
                        .text("name"))
                .isEqualTo("莒南县沂蒙食品有限公司");
        calls.get(WINDOW, "/enterprises/91371327MA3DEM0C98").must(200);
        var branches = calls.get(applicant("91371327MA3DEM0B0B"), "/enterprises/91371327MA3DEM0B0B/branches?limit=200")
                .must(200)
                .body()
                .path("items");
        assertThat(branches.size()).isEqualTo(66);
        assertThat(branches.path(0).path("name").asString()).isEqualTo("红嫂超市第1店");
    }

    @Test
    void anEnterpriseIsRegisteredChangedAndPublished() {
        var usci = newUsci();
        var owner = applicant(usci);

        var first = calls.put(owner, "/enterprises/" + usci, company("甲公司")).must(201);
        assertThat(first.headers().get("ETag")).isEqualTo("\"1\"");
        assertThat(first.headers().get("Location")).isEqualTo("/api/intake/enterprises/" + usci);

        // The same again is no change; another name has to say what it replaces.
        assertThat(calls.put(owner, "/enterprises/" + usci, company("甲公司"))
                        .must(200)
                        .headers()
                        .get("ETag"))
                .isEqualTo("\"1\"");
        calls.put(owner, "/enterprises/" + usci, company("乙公司")).must(428);
        calls.send(HttpMethod.PUT, owner, "/enterprises/" + usci, company("乙公司"), Map.of("If-Match", "\"4\""))
                .declines(412, "stale-version");
        calls.send(HttpMethod.PUT, owner, "/enterprises/" + usci, company("乙公司"), Map.of("If-Match", "\"1\""))
                .must(200);

        var records = events.awaitAll(
                "onestop.intake.enterprise",
                Duration.ofSeconds(30),
                read -> read.stream().anyMatch(record -> usci.equals(record.key()) && record.sequence() == 2));
        var last = records.getLast();
        assertThat(last.type()).isEqualTo("onestop.intake.enterprise.registered.v1");
        assertThat(JsonMapper.shared().readTree(last.text()).path("name").asString())
                .isEqualTo("乙公司");
    }

    @Test
    void aCodeWithAWrongCheckDigitIsNamed() {
        var wrong = "91350100M000100Y4Z";

        assertThat(calls.put(OPS, "/enterprises/" + wrong, company("甲公司"))
                        .must(400)
                        .errors())
                .containsExactly("usci usci-alphabet");
        assertThat(calls.put(OPS, "/enterprises/91371327MA3DEM0A2H", company("甲公司"))
                        .must(400)
                        .errors())
                .containsExactly("usci usci-check-digit");
        assertThat(calls.put(
                                OPS,
                                "/enterprises/" + newUsci(),
                                Map.of("name", " ", "kind", "BRANCH", "regionCode", "3713"))
                        .must(400)
                        .errors())
                .extracting(error -> error.substring(0, error.indexOf(' ')))
                .contains("name", "regionCode");
    }

    @Test
    void foreignEnterprisesDoNotExist() {
        var usci = calls.enterprise();
        var stranger = applicant(newUsci());

        calls.get(stranger, "/enterprises/" + usci).declines(404, "unknown-enterprise");
        calls.put(stranger, "/enterprises/" + usci, company("甲公司")).declines(404, "unknown-enterprise");
        calls.get(stranger, "/enterprises/" + usci + "/branches").declines(404, "unknown-enterprise");
        calls.put(stranger, "/enterprises/" + usci + "/branches", List.of(branch(newUsci(), "店")))
                .declines(404, "unknown-enterprise");
        calls.get(agent("nobodys-agent"), "/enterprises/" + usci).declines(404, "unknown-enterprise");
        calls.get(HELPER, "/enterprises/" + usci).must(200);
        calls.get(WINDOW, "/enterprises/" + newUsci()).declines(404, "unknown-enterprise");
    }

    // --- branches

    @Test
    void aThousandBranchesComeAtOnceAndAgainWithoutChange() {
        var parent = calls.enterprise();
        var rows = new ArrayList<Map<String, Object>>();
        for (int i = 0; i < 1_000; i++) {
            rows.add(branch(newUsci(), "店" + i));
        }

        var report = calls.put(applicant(parent), "/enterprises/" + parent + "/branches", rows)
                .must(200)
                .body();
        assertThat(report.path("registered").asInt()).isEqualTo(1_000);
        rows.set(5, branch(String.valueOf(rows.get(5).get("usci")), "新店"));
        var again = calls.put(applicant(parent), "/enterprises/" + parent + "/branches", rows)
                .must(200)
                .body();
        assertThat(again.path("registered").asInt()).isZero();
        assertThat(again.path("changed").asInt()).isEqualTo(1);
        assertThat(again.path("unchanged").asInt()).isEqualTo(999);

        var seen = new ArrayList<String>();
        String after = "";
        do {
            var page = calls.get(applicant(parent), "/enterprises/" + parent + "/branches?limit=200" + after)
                    .must(200);
            page.body().path("items").forEach(item -> seen.add(item.path("usci").asString()));
            after = page.body().has("next") ? "&after=" + page.text("next") : "";
        } while (!after.isEmpty());
        assertThat(seen).hasSize(1_000).isSorted().doesNotHaveDuplicates();
        assertThat(calls.get(applicant(parent), "/enterprises/" + parent)
                        .body()
                        .path("branches")
                        .asInt())
                .isEqualTo(1_000);
    }

    @Test
    void everyBadRowIsNamedAndNoneIsKept() {
        var parent = calls.enterprise();
        var other = calls.enterprise();
        var ofOther = calls.branches(other, 1).getFirst();
        var good = newUsci();
        var path = "/enterprises/" + parent + "/branches";

        var badRow = new HashMap<String, Object>();
        badRow.put("usci", "91371327MA3DEM0A2H");
        var errors = calls.put(OPS, path, List.of(branch(good, "店"), branch(good, "店"), badRow, branch(parent, "总店")))
                .must(400)
                .errors();
        assertThat(errors)
                .containsExactly(
                        "branches[1].usci named-twice",
                        "branches[2].usci usci-check-digit",
                        "branches[2].name required",
                        "branches[2].regionCode region-code",
                        "branches[3].usci not-a-branch-of-this");
        assertThat(calls.put(OPS, path, List.of(branch(good, "店"), branch(ofOther, "店")))
                        .must(400)
                        .errors())
                .containsExactly("branches[1].usci not-a-branch-of-this");
        assertThat(jdbc.sql("SELECT count(*) FROM enterprise WHERE usci = :usci")
                        .param("usci", good)
                        .query(Integer.class)
                        .single())
                .isZero();
        assertThat(calls.put(OPS, path, Collections.nCopies(1_001, branch(good, "店")))
                        .must(400)
                        .errors())
                .containsExactly("branches count-range");
        assertThat(calls.put(OPS, path, List.of()).must(400).errors()).containsExactly("branches count-range");
    }

    @Test
    void aBranchIsChangedThroughItsParentOnly() {
        var parent = calls.enterprise();
        var branch = calls.branches(parent, 1).getFirst();

        calls.put(OPS, "/enterprises/" + branch, company("自立")).declines(409, "registered-as-branch");
        calls.put(OPS, "/enterprises/" + branch + "/branches", List.of(branch(newUsci(), "店")))
                .declines(409, "registered-as-branch");
    }

    // --- powers of attorney

    private Calls.Reply grant(String usci, Map<String, Object> more) {
        var body = new HashMap<String, Object>(Map.of(
                "principalUsci",
                usci,
                "agent",
                "agent-of-" + usci,
                "validUntil",
                today().plusDays(30).toString()));
        body.putAll(more);
        return calls.post(applicant(usci), "/powers-of-attorney", body);
    }

    private static LocalDate today() {
        return LocalDate.now(ServiceHours.ZONE);
    }

    @Test
    void aPowerIsGrantedReadAndRevoked() {
        var usci = calls.enterprise();
        var power = grant(usci, Map.of("itemCodes", List.of("QY-BG-MC"))).must(201);
        var path = "/powers-of-attorney/" + power.text("id");

        assertThat(power.headers().get("Location")).isEqualTo("/api/intake" + path);
        assertThat(calls.get(agent("agent-of-" + usci), path).must(200).text("status"))
                .isEqualTo("IN_FORCE");
        calls.get(agent("somebody-else"), path).declines(404, "unknown-power-of-attorney");
        calls.get(applicant(newUsci()), path).declines(404, "unknown-power-of-attorney");
        calls.put(applicant(newUsci()), path + "/revocation", null).declines(404, "unknown-power-of-attorney");

        var revoked = calls.put(applicant(usci), path + "/revocation", null).must(200);
        assertThat(revoked.text("status")).isEqualTo("REVOKED");
        assertThat(calls.put(applicant(usci), path + "/revocation", null)
                        .must(200)
                        .text("revokedAt"))
                .isEqualTo(revoked.text("revokedAt"));
    }

    @Test
    void onlyTheEnterpriseItselfNamesAnAgent() {
        var usci = calls.enterprise();

        calls.post(
                        applicant(newUsci()),
                        "/powers-of-attorney",
                        Map.of(
                                "principalUsci",
                                usci,
                                "agent",
                                "x",
                                "all",
                                true,
                                "validUntil",
                                today().plusDays(1).toString()))
                .declines(403, "not-your-enterprise");
        grant(newUsci(), Map.of("all", true)).declines(409, "enterprise-not-registered");
    }

    @Test
    void aPowerThatMakesNoSenseIsRefusedByField() {
        var usci = calls.enterprise();

        assertThat(grant(usci, Map.of()).must(400).errors()).containsExactly("itemCodes items-or-all");
        assertThat(grant(usci, Map.of("all", true, "itemCodes", List.of("SW-BG")))
                        .must(400)
                        .errors())
                .containsExactly("itemCodes items-or-all");
        assertThat(grant(usci, Map.of("itemCodes", List.of("SW-BG", "NO")))
                        .must(400)
                        .errors())
                .containsExactly("itemCodes[1] unknown-item");
        assertThat(grant(
                                usci,
                                Map.of(
                                        "all",
                                        true,
                                        "validUntil",
                                        today().minusDays(1).toString()))
                        .must(400)
                        .errors())
                .containsExactly("validUntil date-range");
        assertThat(calls.send(HttpMethod.POST, applicant(usci), "/powers-of-attorney", Map.of(), Map.of())
                        .must(400)
                        .problem())
                .isEqualTo("invalid-request");
    }
}
