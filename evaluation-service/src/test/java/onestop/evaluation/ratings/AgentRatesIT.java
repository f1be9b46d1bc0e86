package onestop.evaluation.ratings;

import static onestop.evaluation.Hall.json;
import static onestop.evaluation.Hall.newReceipt;
import static onestop.evaluation.Hall.newUnit;
import static onestop.evaluation.Hall.problem;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import onestop.evaluation.Hall;
import onestop.evaluation.TestClock;
import onestop.evaluation.WholeService;
import onestop.evaluation.invitations.AgentMark;
import onestop.events.IncomingEvent;
import onestop.testsupport.TestTokens;
import onestop.web.Role;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Who stood before the counter for the enterprise rates what was done there. */
@WholeService
class AgentRatesIT {
    private static final String LI = "agent-li";
    private static final String AGENT = TestTokens.of(LI, Role.AGENT);
    private static final String ANOTHER = TestTokens.of("agent-wang", Role.AGENT);

    @Autowired
    Hall.Steps steps;

    @Autowired
    TestClock clock;

    private final String receipt = newReceipt();
    private final String unit = newUnit();
    private UUID invitation = new UUID(0, 0);

    @BeforeEach
    void aFileThatTheAgentHandedIn() {
        clock.setTo("2026-03-05");
        invitation = accepted(receipt, AgentMark.of(receipt, LI));
    }

    private UUID accepted(String number, String mark) {
        steps.tell(
                "invitations",
                steps.event(
                        "onestop.intake.application.accepted.v1",
                        number,
                        Hall.accepted(number, unit, Hall.OURS, "2026-03-05")
                                .replaceFirst("\\{", "{\"agent\":\"" + mark + "\",")));
        return steps.invitationOf(number, 1);
    }

    private List<String> listed(String number, String token) {
        return json(steps.get("/api/evaluation/invitations?receiptNumber=" + number, token))
                .path("items")
                .findValuesAsString("service");
    }

    @Test
    void theAgentOfTheFileRatesOnceAndReadsWhatBecameOfIt() {
        assertThat(listed(receipt, AGENT)).containsExactly("ACCEPTANCE");
        assertThat(steps.get("/api/evaluation/invitations/" + invitation + "/link", AGENT))
                .hasStatus(200);

        var rated = steps.rate(Hall.Steps.bad(invitation, true), AGENT);

        assertThat(rated).hasStatus(201);
        var rating = "/api/evaluation/ratings/" + json(rated).path("ratingId").asString();
        assertThat(steps.get(rating, AGENT)).hasStatus(200);
        assertThat(problem(steps.rate(Hall.Steps.good(invitation), AGENT))).isEqualTo("already-rated");
        assertThat(problem(steps.rate(Hall.Steps.good(invitation)))).isEqualTo("already-rated");
        assertThat(steps.get(rating, Hall.APPLICANT)).hasStatus(200);
        assertThat(steps.get(rating, ANOTHER)).hasStatus(404);
        assertThat(steps.get(rating, Hall.manager(unit)))
                .satisfies(answer -> assertThat(json(answer).toString()).doesNotContain(LI, AgentMark.of(receipt, LI)));
    }

    @Test
    void anotherAgentHasNothingToRate() {
        assertThat(listed(receipt, ANOTHER)).isEmpty();
        assertThat(steps.get("/api/evaluation/invitations/" + invitation + "/link", ANOTHER))
                .hasStatus(404);
        assertThat(problem(steps.rate(Hall.Steps.good(invitation), ANOTHER))).isEqualTo("no-such-invitation");
    }

    @Test
    void theMarkOfOneFileIsNoneInAnother() {
        var other = newReceipt();
        var copied = accepted(other, AgentMark.of(receipt, LI));

        assertThat(listed(other, AGENT)).isEmpty();
        assertThat(problem(steps.rate(Hall.Steps.good(copied), AGENT))).isEqualTo("no-such-invitation");
    }

    @Test
    void withTheCodeTheAgentRatesSignedInAndAnotherDoesNot() {
        var path = "/api/evaluation/r/" + steps.code(invitation);
        var body = "{\"level\":\"VERY_SATISFIED\",\"labels\":[\"510\"],\"channel\":\"MOBILE\"}";

        assertThat(problem(steps.post(path, body, ANOTHER, UUID.randomUUID().toString())))
                .isEqualTo("code-of-another-enterprise");
        assertThat(steps.post(path, body, AGENT, UUID.randomUUID().toString())).hasStatus(201);
    }

    @Test
    void whoAskedAQuestionRatesItsAnswerSignedIn() {
        var number = "ZX" + newReceipt();
        var asker = TestTokens.of("asker-" + number, Role.APPLICANT);
        steps.tell("invitations", answered(number, AgentMark.of(number, "asker-" + number)));
        var answer = steps.invitationOf(number, 6);

        assertThat(listed(number, asker)).containsExactly("CONSULTATION");
        assertThat(listed(number, Hall.APPLICANT)).isEmpty();
        assertThat(steps.get("/api/evaluation/invitations/" + answer + "/link", asker))
                .hasStatus(200);
        assertThat(steps.get("/api/evaluation/invitations/" + answer + "/link", Hall.APPLICANT))
                .hasStatus(404);
        assertThat(problem(steps.rate(Hall.Steps.good(answer)))).isEqualTo("no-such-invitation");
        var rated = steps.rate(Hall.Steps.bad(answer, true), asker);
        assertThat(rated).hasStatus(201);
        var rating = "/api/evaluation/ratings/" + json(rated).path("ratingId").asString();
        assertThat(steps.get(rating, asker)).hasStatus(200);
        assertThat(steps.get(rating, Hall.STRANGER)).hasStatus(404);
        assertThat(problem(steps.rate(Hall.Steps.good(answer), asker))).isEqualTo("already-rated");
    }

    @Test
    void ofAQuestionThatStaffEnteredNobodyWasTheAsker() {
        var number = "ZX" + newReceipt();
        steps.tell("invitations", answered(number, ""));

        assertThat(listed(number, Hall.APPLICANT)).isEmpty();
        assertThat(problem(steps.rate(Hall.Steps.good(steps.invitationOf(number, 6)), AGENT)))
                .isEqualTo("no-such-invitation");
    }

    private IncomingEvent answered(String number, String asker) {
        return steps.event("onestop.intake.consultation.answered.v1", number, """
                {"consultationNumber":"%s","unit":"%s","answeredAt":"2026-03-05T09:30:00+08:00","asker":"%s"}
                """.formatted(number, unit, asker));
    }

    @Test
    void whoIsAgentAndStaffRatesNothing() {
        var both =
                TestTokens.token(LI).roles(Role.AGENT, Role.WINDOW).unit(unit).sign();

        assertThat(problem(steps.rate(Hall.Steps.good(invitation), both))).isEqualTo("staff-cannot-rate");
    }
}
