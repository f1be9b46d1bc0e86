package onestop.evaluation;

import static onestop.evaluation.Hall.Steps.bad;
import static onestop.evaluation.Hall.Steps.good;
import static onestop.evaluation.Hall.json;
import static onestop.evaluation.Hall.newReceipt;
import static onestop.evaluation.Hall.newUnit;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import onestop.evaluation.contract.Contracts;
import onestop.testsupport.Events;
import onestop.testsupport.Eventually;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.json.JsonMapper;

/** A file from the events of the other services to the closure of the order that its bad rating opened. */
@WholeService
class JourneyIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String APPLICATIONS = "onestop.intake.application";
    private static final String CASES = "onestop.approval.case";
    private static final String RATINGS = "onestop.evaluation.rating";
    private static final String RECTIFICATIONS = "onestop.evaluation.rectification";

    @Autowired
    Hall.Steps steps;

    @Autowired
    TestClock clock;

    @Autowired
    Events events;

    @BeforeEach
    void onAThursday() {
        clock.setTo("2026-03-05");
    }

    @Test
    void threeServicesAreRatedAndTheBadRatingIsPutRight() {
        var receipt = newReceipt();
        var unit = newUnit();

        // the other services tell of the file; the completion is heard of first
        send(CASES, receipt, "onestop.approval.case.file-finished.v1", Hall.finished(receipt, unit, "2026-03-05"));
        send(
                APPLICATIONS,
                receipt,
                "onestop.intake.application.accepted.v1",
                Hall.accepted(receipt, "XZSP", Hall.OURS, "2026-03-02"));
        send(
                APPLICATIONS,
                receipt,
                "onestop.intake.application.delivered.v1",
                Hall.delivered(receipt, "XZSP", "2026-03-05"));
        var path = "/api/evaluation/invitations?receiptNumber=" + receipt;
        Eventually.within(
                SOON,
                () -> assertThat(json(steps.get(path, Hall.APPLICANT)).path("items"))
                        .hasSize(4));

        // the applicant rates
        var invitations = json(steps.get(path, Hall.APPLICANT));
        Contracts.assertAnswer("InvitationPage", invitations);
        assertThat(invitations.path("items").findValuesAsString("service"))
                .containsExactly("ACCEPTANCE", "COMPLETION", "DELIVERY", "COMPOSITE");
        assertThat(invitations.path("items").findValuesAsString("openUntil"))
                .containsExactly("2026-03-09", "2026-03-12", "2026-03-12", "2026-03-12");
        var ids = invitations.path("items").findValuesAsString("invitationId");
        assertThat(steps.rate(good(UUID.fromString(ids.get(0))))).hasStatus(201);
        assertThat(steps.rate(good(UUID.fromString(ids.get(2))))).hasStatus(201);
        var rating = json(steps.rate(bad(UUID.fromString(ids.get(1)), false)));
        var order = UUID.fromString(
                rating.path("rectification").path("rectificationId").asString());
        assertThat(json(steps.get(path, Hall.APPLICANT)).path("items").findValuesAsString("status"))
                .containsExactly("RATED", "RATED", "RATED", "OPEN");

        // the unit puts it right, the supervisor calls back and closes
        var manager = Hall.manager(unit);
        clock.setTo("2026-03-06");
        assertThat(steps.put(order, "contact", "{\"note\":\"已电话联系\"}", manager)).hasStatus(200);
        assertThat(steps.put(order, "confirmation", "{\"note\":\"情况属实\"}", manager))
                .hasStatus(200);
        clock.setTo("2026-03-12");
        assertThat(steps.put(order, "rectification", "{\"result\":\"已补发\"}", manager))
                .hasStatus(200);
        assertThat(steps.put(order, "call-back", "{\"reached\":true,\"satisfied\":true}", Hall.SUPERVISOR))
                .hasStatus(200);
        assertThat(steps.put(order, "closure", "{}", Hall.SUPERVISOR)).hasStatus(200);
        var closed = json(steps.get("/api/evaluation/rectifications/" + order, manager));
        Contracts.assertAnswer("Rectification", closed);
        assertThat(closed.path("status").asString()).isEqualTo("CLOSED");
        assertThat(closed.path("steps").findValuesAsString("step"))
                .containsExactly("OPENED", "CONTACTED", "CONFIRMED", "RECTIFIED", "CALLED_BACK", "CLOSED");
        var toTheRater = json(
                steps.get("/api/evaluation/ratings/" + rating.path("ratingId").asString(), Hall.APPLICANT));
        assertThat(toTheRater.path("rectification").path("result").asString()).isEqualTo("已补发");

        // everything that happened is told, in order, and fits its contract
        Eventually.within(SOON, () -> {
            assertThat(events.list(RATINGS, receipt)).hasSize(7);
            assertThat(events.list(RECTIFICATIONS, order.toString())).hasSize(5);
        });
        assertThat(events.list(RATINGS, receipt))
                .filteredOn(event -> event.subject().equals(ids.get(1)))
                .extracting(Events.Received::type, Events.Received::sequence)
                .containsExactly(
                        org.assertj.core.api.Assertions.tuple("onestop.evaluation.rating.invited.v1", 1L),
                        org.assertj.core.api.Assertions.tuple("onestop.evaluation.rating.given.v1", 2L));
        assertThat(events.list(RECTIFICATIONS, order.toString()))
                .extracting(Events.Received::type)
                .containsExactly(
                        "onestop.evaluation.rectification.opened.v1",
                        "onestop.evaluation.rectification.handled.v1",
                        "onestop.evaluation.rectification.handled.v1",
                        "onestop.evaluation.rectification.handled.v1",
                        "onestop.evaluation.rectification.closed.v1");
        assertThat(events.list(RECTIFICATIONS, order.toString()).subList(1, 4))
                .as("who acted for the unit is told, for appeals about it")
                .allSatisfy(event -> assertThat(JsonMapper.shared()
                                .readTree(event.text())
                                .path("by")
                                .asString())
                        .isEqualTo("manager-" + unit))
                .extracting(event ->
                        JsonMapper.shared().readTree(event.text()).path("act").asString())
                .containsExactly("CONTACTED", "CONFIRMED", "RECTIFIED");
        for (var event : events.list(RATINGS, receipt)) {
            Contracts.assertEvent(event.type(), event.text());
        }
        for (var event : events.list(RECTIFICATIONS, order.toString())) {
            Contracts.assertEvent(event.type(), event.text());
        }
        var told = JsonMapper.shared()
                .readTree(
                        events.list(RECTIFICATIONS, order.toString()).getLast().text());
        assertThat(told.path("onTime").asBoolean()).isTrue();
        assertThat(told.path("callBackOutcome").asString()).isEqualTo("SATISFIED");
        assertThat(told.path("rectifyDueOn").asString()).isEqualTo("2026-03-12");

        // and counted
        var figures = json(steps.get(
                "/api/evaluation/indicators?unit=" + unit + "&from=2026-03-01&to=2026-03-31", Hall.SUPERVISOR));
        assertThat(figures.path("badRate").path("ratio").asInt()).isEqualTo(1);
        assertThat(figures.path("onTimeRectificationRate").path("numerator").asInt())
                .isEqualTo(1);
    }

    private void send(String topic, String key, String type, String json) {
        events.send(topic, key, type, key, 1, json);
    }
}
