package onestop.evaluation.ratings;

import static onestop.evaluation.Hall.Steps.bad;
import static onestop.evaluation.Hall.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import onestop.evaluation.Hall;
import onestop.evaluation.TestClock;
import onestop.evaluation.WholeService;
import onestop.evaluation.contract.Contracts;
import onestop.events.IncomingEvent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** A rating shows the appeals that came of it, to whoever may know whose it is. */
@WholeService
class AppealsOfARatingIT {
    private static final String STATES = "onestop.appeal.appeal.";

    @Autowired
    Hall.Steps steps;

    @Autowired
    TestClock clock;

    @Autowired
    JdbcClient jdbc;

    private final String unit = Hall.newUnit();
    private String receipt = "";
    private String rating = "";

    @BeforeEach
    void onAThursday() {
        clock.setTo("2026-03-05");
    }

    private void rated(boolean anonymous) {
        var invitation = steps.invitation(unit);
        receipt = jdbc.sql("SELECT receipt_number FROM invitation WHERE id = ?")
                .param(invitation)
                .query(String.class)
                .single();
        rating = json(steps.rate(bad(invitation, anonymous))).path("ratingId").asString();
    }

    @Test
    void enterpriseUnitAndSupervisorSeeWhatCameOfIt() {
        rated(false);
        var appeal = UUID.randomUUID();

        steps.tell("rating-appeals", received(appeal, receipt, rating, Hall.OURS));

        for (var reader : new String[] {Hall.APPLICANT, Hall.manager(unit), Hall.SUPERVISOR, Hall.AUDITOR}) {
            var seen = read(reader);
            Contracts.assertAnswer("Rating", seen);
            assertThat(seen.path("appeals")).hasSize(1);
            assertThat(seen.at("/appeals/0/appealId").asString()).isEqualTo(appeal.toString());
            assertThat(seen.at("/appeals/0/number").asString()).isEqualTo("SQ260305000001");
            assertThat(seen.at("/appeals/0").has("outcome")).isFalse();
        }
    }

    @Test
    void whoRatedWithoutANameIsNotGivenAwayByTheAppeal() {
        rated(true);
        steps.tell("rating-appeals", received(UUID.randomUUID(), receipt, rating, Hall.OURS));

        assertThat(read(Hall.APPLICANT).path("appeals")).hasSize(1);
        assertThat(read(Hall.SUPERVISOR).path("appeals")).hasSize(1);
        assertThat(read(Hall.manager(unit)).has("appeals")).isFalse();
        assertThat(read(Hall.AUDITOR).has("appeals")).isFalse();
    }

    @Test
    void anAppealOfAnotherEnterpriseOrAboutAnotherFileOnlyClaimsToBeAboutIt() {
        rated(false);

        steps.tell(
                "rating-appeals",
                received(UUID.randomUUID(), receipt, rating, Hall.ANOTHER),
                received(UUID.randomUUID(), Hall.newReceipt(), rating, Hall.OURS),
                received(UUID.randomUUID(), receipt, UUID.randomUUID().toString(), Hall.OURS),
                received(UUID.randomUUID(), receipt, "r-1", Hall.OURS),
                steps.event(STATES + "received.v1", "x", """
                        {"appealId": "%s", "number": "SQ260305000009", "about": {}, "receivedAt": "2026-03-05T02:00:00Z"}
                        """.formatted(UUID.randomUUID())));

        assertThat(read(Hall.SUPERVISOR).has("appeals")).isFalse();
        assertThat(read(Hall.manager(unit)).has("appeals")).isFalse();
    }

    @Test
    void theOutcomeFollowsAndGoesWhenTheAppealIsOpenedAgain() {
        rated(false);
        var appeal = UUID.randomUUID();

        steps.tell("rating-appeals", received(appeal, receipt, rating, Hall.OURS), state(appeal, "closed", "UNSOLVED"));
        assertThat(read(Hall.APPLICANT).at("/appeals/0/outcome").asString()).isEqualTo("UNSOLVED");

        steps.tell("rating-appeals", state(appeal, "reopened", null));
        assertThat(read(Hall.APPLICANT).at("/appeals/0").has("outcome")).isFalse();

        steps.tell("rating-appeals", state(appeal, "reopened", null), state(appeal, "closed", "SOLVED"));
        steps.tell("rating-appeals", received(appeal, receipt, rating, Hall.OURS));
        assertThat(read(Hall.APPLICANT).path("appeals")).hasSize(1);
        assertThat(read(Hall.APPLICANT).at("/appeals/0/outcome").asString()).isEqualTo("SOLVED");
    }

    private JsonNode read(String token) {
        return json(steps.get("/api/evaluation/ratings/" + rating, token));
    }

    private IncomingEvent received(UUID appeal, String file, String about, String usci) {
        return steps.event(STATES + "received.v1", appeal.toString(), """
                {"appealId": "%s", "number": "SQ260305000001", "usci": "%s", "receivedAt": "2026-03-05T02:00:00Z",
                 "about": {"receiptNumber": "%s", "ratingId": "%s"}}
                """.formatted(appeal, usci, file, about));
    }

    private IncomingEvent state(UUID appeal, String what, @Nullable String outcome) {
        return steps.event(STATES + what + ".v1", appeal.toString(), """
                {"appealId": "%s", "number": "SQ260305000001"%s}
                """.formatted(
                        appeal, outcome == null ? "" : ", \"outcome\": \"" + outcome + "\""));
    }
}
