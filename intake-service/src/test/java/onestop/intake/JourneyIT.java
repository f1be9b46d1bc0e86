package onestop.intake;

import static onestop.intake.Calls.NOBODY;
import static onestop.intake.Calls.WINDOW;
import static onestop.intake.Calls.agent;
import static onestop.intake.Calls.applicant;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import onestop.testsupport.Events;
import onestop.testsupport.Eventually;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One agent, two branches, from the notice to the result in hand; the departments are played by their events. */
@IntakeTest
class JourneyIT {
    private static final String CASES = "onestop.approval.case";

    @Autowired
    Calls calls;

    @Autowired
    Events events;

    @Test
    void aBatchFromNoticeToHandingOut() {
        var parent = calls.enterprise();
        var branches = calls.branches(parent, 2);
        var agent = agent("agent-" + parent);

        // The notice says what it takes; the parent names an agent.
        var figures = calls.post(NOBODY, "/one-time-notices", Map.of("packageCode", "PKG-FZ-PL", "branches", 2))
                .must(200)
                .body()
                .path("figures");
        calls.post(
                        applicant(parent),
                        "/powers-of-attorney",
                        Map.of(
                                "principalUsci",
                                parent,
                                "agent",
                                "agent-" + parent,
                                "all",
                                true,
                                "validUntil",
                                TravelClock.today().plusDays(7).toString()))
                .must(201);

        // One file, accepted once, told once.
        var body = calls.application(parent, "PKG-FZ-PL");
        body.put(
                "branches",
                branches.stream().map(branch -> Map.of("usci", branch)).toList());
        var receipt = calls.post(agent, "/applications", body).must(201);
        var number = receipt.text("receiptNumber");
        assertThat(receipt.body().path("figures")).isEqualTo(figures);
        calls.accept(WINDOW, number).must(200);
        var record = events.await(
                "onestop.intake.application",
                Duration.ofSeconds(30),
                one -> number.equals(one.key()) && one.type().endsWith("accepted.v1"));
        var accepted = JsonMapper.shared().readTree(record.text());
        assertThat(accepted.path("kind").asString()).isEqualTo("BATCH");
        assertThat(accepted.path("cases")).hasSize(1 + 3 * 2);

        // The departments open and decide every case, then finish the file.
        long version = 1;
        for (JsonNode one : accepted.path("cases")) {
            tell("opened.v1", number, one, 1, "\"promisedDueOn\": \"2026-03-09\", \"provisional\": false");
            tell("decided.v1", number, one, 2, """
                    "outcome": "GRANTED", "decidedAt": "2026-03-03T10:00:00+08:00"
                    """);
            version++;
        }
        events.send(CASES, number, CASES + ".file-finished.v1", number, version, """
                {"receiptNumber": "%s", "finishedAt": "2026-03-03T10:00:00+08:00", "outcome": "GRANTED",
                 "officers": ["approver-xzsp"]}
                """.formatted(number));

        // The agent follows it, the output window hands it out.
        Eventually.within(Duration.ofSeconds(30), () -> {
            var progress =
                    calls.get(agent, "/applications/" + number + "/progress").must(200);
            assertThat(progress.text("status")).isEqualTo("DECIDED");
            assertThat(progress.body()
                            .path("cases")
                            .valueStream()
                            .map(one -> one.path("outcome").asString()))
                    .containsOnly("GRANTED")
                    .hasSize(7);
        });
        calls.put(
                        Calls.ISSUER,
                        "/applications/" + number + "/delivery",
                        Map.of("method", "WINDOW", "recipientCheck", "AGENT"))
                .must(200);
        var delivered = events.await(
                "onestop.intake.application",
                Duration.ofSeconds(30),
                one -> number.equals(one.key()) && one.type().endsWith("delivered.v1"));
        assertThat(delivered.sequence()).isEqualTo(3);
        assertThat(delivered.text()).contains("\"deliveredBy\":\"issuer\"");
        assertThat(events.list("onestop.intake.application", number))
                .extracting(Events.Received::sequence)
                .isEqualTo(List.of(1L, 2L, 3L));
        assertThat(calls.get(NOBODY, "/progress/" + number + "?queryCode=" + receipt.text("queryCode"))
                        .text("status"))
                .isEqualTo("DELIVERED");
    }

    private void tell(String type, String number, JsonNode one, long version, String more) {
        var caseNumber = one.path("caseNumber").asString();
        events.send(CASES, number, CASES + "." + type, caseNumber, version, """
                {"receiptNumber": "%s", "caseNumber": "%s", %s}
                """.formatted(number, caseNumber, more));
    }
}
