package onestop.intake.onfile;

import static onestop.intake.Calls.HELPER;
import static onestop.intake.Calls.WINDOW;
import static onestop.intake.Calls.applicant;
import static onestop.intake.Calls.newUsci;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import onestop.intake.Calls;
import onestop.intake.Calls.Reply;
import onestop.intake.IntakeTest;
import onestop.intake.TravelClock;
import onestop.testsupport.Events;
import onestop.testsupport.Eventually;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** What is kept of an enterprise: what decisions bring into being, and what the hall does with it. */
@IntakeTest
class MaterialStoreIT {
    private static final String CASES = "onestop.approval.case";
    private static final String LICENCES = "onestop.approval.licence";
    private static final Duration SOON = Duration.ofSeconds(30);

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Calls calls;

    @Autowired
    Events events;

    /** YH-BG brings BANK_ACCOUNT_PROOF into being, which others ask for. */
    private void decided(String usci, String caseNumber, String outcome, String decidedAt, String more) {
        events.send(CASES, "LB-" + usci, CASES + ".decided.v1", caseNumber, 3, """
                {"receiptNumber": "LB-%s", "caseNumber": "%s", "item": "YH-BG", "unit": "YH", "subject": "%s",
                 "outcome": "%s", "decidedAt": "%s", "decidedBy": "approver",
                 "licence": {"number": "L-%s", "nameZh": "开户证明"%s}}
                """.formatted(
                        usci, caseNumber, usci, outcome, decidedAt, caseNumber, more));
    }

    private void granted(String usci, String caseNumber, String decidedAt) {
        decided(usci, caseNumber, "GRANTED", decidedAt, "");
    }

    private Reply store(String usci, String query) {
        return calls.get(WINDOW, "/enterprises/" + usci + "/materials" + query).must(200);
    }

    private List<JsonNode> entries(String usci) {
        return store(usci, "").body().path("items").valueStream().toList();
    }

    private void has(String usci, int count) {
        Eventually.within(SOON, () -> assertThat(entries(usci)).hasSize(count));
    }

    private boolean offered(String usci) {
        return calls.post(
                        applicant(usci),
                        "/one-time-notices",
                        Map.of("itemCodes", List.of("YH-BG"), "enterpriseUsci", usci))
                .must(200)
                .body()
                .path("materials")
                .valueStream()
                .filter(material -> material.path("key").asString().equals("BANK_ACCOUNT_PROOF"))
                .anyMatch(material -> material.path("source").asString().equals("ON_FILE"));
    }

    private static String of(JsonNode entry, String field) {
        return entry.path(field).asString();
    }

    private void ended(String usci, String caseNumber, String how) {
        var number = "L-" + caseNumber;
        events.send(LICENCES, number, LICENCES + "." + how + ".v1", number, 2, """
                {"licenceNumber": "%s", "caseNumber": "%s", "unit": "YH", "subjectUsci": "%s", "status": "%s",
                 "at": "2026-06-01T10:00:00+08:00"}
                """.formatted(
                        number, caseNumber, usci, how.toUpperCase(Locale.ROOT)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"revoked", "cancelled", "expired"})
    void aLicenceThatHasEndedIsOfferedNoMore(String how) {
        var usci = calls.enterprise();
        granted(usci, "R1-" + usci, "2026-03-03T15:30:00+08:00");
        Eventually.within(SOON, () -> assertThat(offered(usci)).isTrue());

        ended(usci, "R1-" + usci, how);
        ended(usci, "R1-" + usci, how);

        Eventually.within(SOON, () -> assertThat(offered(usci)).isFalse());
    }

    @Test
    void anEndThatIsToldBeforeItsDecisionHolds() {
        var usci = calls.enterprise();
        var other = calls.enterprise();
        ended(usci, "R2-" + usci, "revoked");
        granted(other, "R2-" + other, "2026-03-03T15:30:00+08:00");
        ended(other, "R2-" + other, "superseded");
        Eventually.within(SOON, () -> {
            assertThat(offered(other)).isTrue();
            assertThat(jdbc.sql("SELECT count(*) FROM ended_licence WHERE licence_number = ?")
                            .param("L-R2-" + usci)
                            .query(Long.class)
                            .single())
                    .isEqualTo(1);
        });

        granted(usci, "R2-" + usci, "2026-03-03T15:30:00+08:00");

        has(usci, 1);
        assertThat(offered(usci)).isFalse();
        assertThat(offered(other)).isTrue();
    }

    @Test
    void whatADecisionBringsIntoBeingIsKeptWithLevelA() {
        var usci = calls.enterprise();
        assertThat(offered(usci)).isFalse();

        granted(usci, "C1-" + usci, "2026-03-03T15:30:00+08:00");
        granted(usci, "C1-" + usci, "2026-03-03T15:30:00+08:00");
        decided(usci, "C2-" + usci, "REFUSED", "2026-03-04T15:30:00+08:00", "");
        granted(usci, "C3-" + usci, "2026-03-02T15:30:00+08:00");

        has(usci, 2);
        var current = entries(usci).stream()
                .filter(entry -> of(entry, "status").equals("IN_FORCE"))
                .toList();
        assertThat(current).singleElement().satisfies(entry -> {
            assertThat(of(entry, "key")).isEqualTo("BANK_ACCOUNT_PROOF");
            assertThat(of(entry, "source")).isEqualTo("LICENCE");
            assertThat(of(entry, "trustLevel")).isEqualTo("A");
            assertThat(of(entry, "caseNumber")).isEqualTo("C1-" + usci);
            assertThat(of(entry, "licenceNumber")).isEqualTo("L-C1-" + usci);
            assertThat(of(entry, "since")).isEqualTo("2026-03-03");
            assertThat(entry.has("validUntil")).isFalse();
            assertThat(of(entry, "watermarkZh")).isEqualTo("此件由YH提供，仅供办理政务服务事项时使用");
        });
        assertThat(entries(usci).stream()
                        .filter(entry -> of(entry, "caseNumber").equals("C3-" + usci))
                        .map(entry -> of(entry, "status") + " by " + of(entry, "supersededBy")))
                .as("an older decision that is told late")
                .containsExactly("SUPERSEDED by C1-" + usci);
        assertThat(offered(usci)).isTrue();
    }

    @Test
    void theNewerOneTakesThePlaceOfTheOlder() {
        var usci = calls.enterprise();
        granted(usci, "N1-" + usci, "2026-03-03T15:30:00+08:00");
        has(usci, 1);
        granted(usci, "N2-" + usci, "2026-05-03T15:30:00+08:00");
        has(usci, 2);

        assertThat(entries(usci).stream().map(entry -> of(entry, "caseNumber") + " " + of(entry, "status")))
                .containsExactly("N2-" + usci + " IN_FORCE", "N1-" + usci + " SUPERSEDED");
        assertThat(store(usci, "?inForce=true").body().path("items")).hasSize(1);
    }

    @Test
    void whatHasExpiredIsNotOffered() {
        var usci = calls.enterprise();
        var yesterday = TravelClock.today().minusDays(1);
        decided(usci, "E1-" + usci, "GRANTED", "2025-03-03T15:30:00+08:00", ", \"validUntil\": \"" + yesterday + "\"");
        has(usci, 1);

        assertThat(of(entries(usci).getFirst(), "status")).isEqualTo("EXPIRED");
        assertThat(of(entries(usci).getFirst(), "watermarkZh")).endsWith("有效期至" + yesterday);
        assertThat(offered(usci)).isFalse();
        assertThat(store(usci, "?inForce=true").body().path("items")).isEmpty();
    }

    @Test
    void whatIsRevokedLeaves() {
        var usci = calls.enterprise();
        granted(usci, "R1-" + usci, "2026-03-03T15:30:00+08:00");
        has(usci, 1);
        var path = "/enterprises/" + usci + "/materials/" + of(entries(usci).getFirst(), "id") + "/revocation";
        assertThat(offered(usci)).isTrue();

        assertThat(calls.put(WINDOW, path, Map.of("reason", " ")).must(400).problem())
                .isEqualTo("invalid-request");
        var revoked = calls.put(WINDOW, path, Map.of("reason", "许可证已注销")).must(200);

        assertThat(revoked.text("status")).isEqualTo("REVOKED");
        assertThat(offered(usci)).isFalse();
        assertThat(calls.put(WINDOW, path, Map.of("reason", "再次")).must(200).text("revocationReason"))
                .as("it stays as it was revoked first")
                .isEqualTo("许可证已注销");
        calls.put(
                        WINDOW,
                        "/enterprises/" + calls.enterprise() + path.substring(path.indexOf("/materials/")),
                        Map.of("reason", "x"))
                .declines(404, "unknown-kept-material");
        calls.put(
                        WINDOW,
                        "/enterprises/" + usci + "/materials/" + UUID.randomUUID() + "/revocation",
                        Map.of("reason", "x"))
                .declines(404, "unknown-kept-material");
        granted(usci, "R2-" + usci, "2026-06-03T15:30:00+08:00");
        Eventually.within(SOON, () -> assertThat(offered(usci)).isTrue());
    }

    @Test
    void theStoreIsForTheEnterpriseItsAgentsAndTheHall() {
        var usci = calls.enterprise();
        var path = "/enterprises/" + usci + "/materials";
        var agent = Calls.agent("store-agent-" + usci);
        calls.get(applicant(usci), path).must(200);
        calls.get(applicant(newUsci()), path).declines(404, "unknown-enterprise");
        calls.get(agent, path).declines(404, "unknown-enterprise");
        calls.get(HELPER, path).declines(403, "role-not-allowed");
        calls.get(WINDOW, "/enterprises/not-a-code/materials").declines(404, "unknown-enterprise");

        calls.post(
                        applicant(usci),
                        "/powers-of-attorney",
                        Map.of(
                                "principalUsci",
                                usci,
                                "agent",
                                agent.name(),
                                "all",
                                true,
                                "validUntil",
                                TravelClock.today().plusDays(2).toString()))
                .must(201);
        calls.get(agent, path).must(200);
    }

    @Test
    void pagesFollowEachOtherWithoutGapsOrRepeats() {
        var usci = calls.enterprise();
        for (int i = 1; i <= 5; i++) {
            granted(usci, "P" + i + "-" + usci, "2026-0%d-03T15:30:00+08:00".formatted(i));
        }
        has(usci, 5);

        var seen = new ArrayList<String>();
        var query = "?limit=2";
        while (query != null) {
            var page = store(usci, query).body();
            page.path("items").forEach(entry -> seen.add(of(entry, "id")));
            query = page.has("next") ? "?limit=2&after=" + of(page, "next") : null;
        }

        assertThat(seen).hasSize(5).doesNotHaveDuplicates();
        assertThat(seen)
                .containsExactlyElementsOf(
                        entries(usci).stream().map(entry -> of(entry, "id")).toList());
        assertThat(calls.get(WINDOW, "/enterprises/" + usci + "/materials?after=nonsense")
                        .must(400)
                        .errors())
                .containsExactly("after cursor");
    }
}
