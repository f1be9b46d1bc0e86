package onestop.evaluation.indicators;

import static onestop.evaluation.Hall.Steps.bad;
import static onestop.evaluation.Hall.Steps.good;
import static onestop.evaluation.Hall.json;
import static onestop.evaluation.Hall.manager;
import static onestop.evaluation.Hall.newReceipt;
import static onestop.evaluation.Hall.newUnit;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import onestop.evaluation.Hall;
import onestop.evaluation.TestClock;
import onestop.evaluation.WholeService;
import onestop.evaluation.contract.Contracts;
import onestop.evaluation.counting.Reconciliation;
import onestop.evaluation.scale.Channel;
import onestop.evaluation.scale.Level;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

@WholeService
class IndicatorsIT {
    @Autowired
    Hall.Steps steps;

    @Autowired
    TestClock clock;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Reconciliation reconciliation;

    private String unit = "";

    @BeforeEach
    void onAThursdayInAUnitOfItsOwn() {
        clock.setTo("2026-03-05");
        unit = newUnit();
    }

    @Test
    void ofAUnitWithoutRatingsNothingIsClaimed() {
        var figures = figures("");

        Contracts.assertAnswer("Indicators", figures);
        assertThat(figures.path("ratings").asLong()).isZero();
        assertThat(figures.path("goodRate").path("ratio").isNull()).isTrue();
        assertThat(figures.path("rectificationRate").path("ratio").isNull()).isTrue();
        assertThat(figures.path("from").asString()).isEqualTo("2026-01-01");
        assertThat(figures.path("to").asString()).isEqualTo("2026-03-05");
    }

    @Test
    void aRatingCountsFromTheMomentItIsTaken() {
        var invitation = steps.invitation(unit);
        assertShare(figures(""), "coverageRate", 0, 1);

        assertThat(steps.rate(good(invitation))).hasStatus(201);

        var figures = figures("");
        assertShare(figures, "goodRate", 1, 1);
        assertShare(figures, "coverageRate", 1, 1);
        assertShare(figures, "activeRate", 1, 1);
        assertShare(figures, "score", 10, 1);
        assertThat(figures.path("byLevel").path("VERY_SATISFIED").asInt()).isEqualTo(1);
        assertThat(figures.path("byChannel").path("PC").asInt()).isEqualTo(1);
    }

    @Test
    void aRatingCountsOnItsDayAndItsServiceOnTheDayOfTheService() {
        var invitation = steps.invitation(unit);
        clock.setTo("2026-03-06");
        steps.rate(good(invitation));

        var before = figures("&from=2026-03-05&to=2026-03-05");
        assertThat(before.path("ratings").asInt()).isZero();
        assertShare(before, "coverageRate", 1, 1);
        var after = figures("&from=2026-03-06&to=2026-03-06");
        assertThat(after.path("ratings").asInt()).isEqualTo(1);
        assertThat(after.path("coverageRate").path("ratio").isNull()).isTrue();
    }

    @Test
    void aBadRatingThatWasFoundToBeNoneIsNotToBeRectifiedButLowersTheConfirmedShare() {
        var real = steps.order(unit, true);
        steps.put(real, "contact", "{}", manager(unit));
        steps.put(real, "confirmation", "{}", manager(unit));
        var mistaken = steps.order(unit, true);
        assertThat(steps.put(mistaken, "objection", "{\"kind\":\"MISTAKEN\",\"reason\":\"评价人点错\"}", manager(unit)))
                .hasStatus(200);
        assertThat(steps.put(mistaken, "objection-decision", "{\"upheld\":true,\"reason\":\"经核实\"}", Hall.SUPERVISOR))
                .hasStatus(200);

        var figures = figures("");

        assertShare(figures, "badRate", 1, 1);
        assertShare(figures, "rectificationRate", 0, 1);
        assertShare(figures, "confirmedRate", 1, 2);
    }

    @Test
    void rectificationsAreCountedAsTheyProceed() {
        var realName = steps.order(unit, false);
        var anonymous = steps.order(unit, true);
        assertShare(figures(""), "rectificationRate", 0, 2);
        assertShare(figures(""), "onTimeRectificationRate", 0, 0);
        assertShare(figures(""), "callBackRate", 0, 1);

        steps.put(realName, "contact", "{}", manager(unit));
        steps.put(realName, "confirmation", "{}", manager(unit));
        steps.put(realName, "rectification", "{\"result\":\"已补发\"}", manager(unit));
        assertShare(figures(""), "rectificationRate", 1, 2);
        assertShare(figures(""), "onTimeRectificationRate", 1, 1);
        assertShare(figures(""), "confirmedRate", 1, 2);

        clock.setTo("2026-03-12");
        assertShare(figures(""), "onTimeRectificationRate", 1, 1);
        clock.setTo("2026-03-13"); // the other one is overdue now
        assertShare(figures(""), "onTimeRectificationRate", 1, 2);

        steps.put(realName, "call-back", "{\"reached\":true,\"satisfied\":false}", Hall.SUPERVISOR);
        assertShare(figures(""), "callBackRate", 1, 1);
        assertShare(figures(""), "callBackSatisfactionRate", 0, 1);
        assertShare(figures(""), "rectificationRate", 0, 2);
        assertThat(steps.get("/api/evaluation/rectifications/" + anonymous, manager(unit)))
                .hasStatus(200);
    }

    @Test
    void theCountersEqualTheRatingsWhateverHappensAtOnce() throws Exception {
        var random = new Random(7);
        var ratings = IntStream.range(0, 120)
                .mapToObj(_ -> {
                    var receipt = newReceipt();
                    steps.tell(
                            "invitations",
                            steps.acceptedEvent(receipt, unit, "2026-03-04"),
                            steps.finishedEvent(receipt, unit, "2026-03-05"));
                    return rating(receipt, random);
                })
                .toList();

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var rating : ratings) {
                threads.submit(() -> steps.ratePatiently(rating));
                threads.submit(() -> steps.ratePatiently(rating)); // and again, at the same moment
            }
        }

        assertThat(reconciliation.differences(LocalDate.parse("2000-01-01"), LocalDate.parse("2100-01-01"), 10))
                .isEmpty();
        assertThat(figures("").path("ratings").asInt()).isEqualTo(120);
        assertShare(figures(""), "coverageRate", 120, 240);
        assertThat(figures("").path("badRate").path("numerator").asLong())
                .isEqualTo(jdbc.sql("SELECT count(*) FROM rectification WHERE unit = ?")
                        .param(unit)
                        .query(Long.class)
                        .single());
    }

    private Map<String, Object> rating(String receipt, Random random) {
        var level = Level.values()[random.nextInt(5)];
        var rating = new HashMap<>(bad(steps.invitationOf(receipt, 1 + random.nextInt(2)), random.nextBoolean()));
        rating.put("level", level.name());
        rating.put("labels", List.of());
        rating.put("channel", Channel.values()[random.nextInt(7)].name());
        return rating;
    }

    @Test
    void badPeriodsAreRefused() {
        assertThat(steps.get("/api/evaluation/indicators?from=2026-03-05&to=2026-03-01", Hall.OPS))
                .hasStatus(400);
        assertThat(steps.get("/api/evaluation/indicators?from=2001-01-01&to=2026-03-01", Hall.OPS))
                .hasStatus(400);
        assertThat(steps.get("/api/evaluation/indicators?from=yesterday", Hall.OPS))
                .hasStatus(400);
    }

    private JsonNode figures(String more) {
        var answer = steps.get("/api/evaluation/indicators?unit=" + unit + more, Hall.SUPERVISOR);
        assertThat(answer).hasStatus(200);
        return json(answer);
    }

    private static void assertShare(JsonNode figures, String name, long numerator, long denominator) {
        assertThat(figures.path(name).path("numerator").asLong()).as(name).isEqualTo(numerator);
        assertThat(figures.path(name).path("denominator").asLong()).as(name).isEqualTo(denominator);
        assertThat(figures.path(name).path("ratio").isNull()).isEqualTo(denominator == 0);
    }
}
