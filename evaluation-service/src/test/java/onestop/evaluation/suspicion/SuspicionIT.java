package onestop.evaluation.suspicion;

import static onestop.evaluation.Hall.json;
import static onestop.evaluation.Hall.newReceipt;
import static onestop.evaluation.Hall.newUnit;
import static onestop.evaluation.Hall.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import onestop.evaluation.Hall;
import onestop.evaluation.TestClock;
import onestop.evaluation.WholeService;
import onestop.evaluation.contract.Contracts;
import onestop.evaluation.counting.Reconciliation;
import onestop.testsupport.Events;
import onestop.testsupport.Eventually;
import onestop.testsupport.TestTokens;
import onestop.web.Role;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.ClassPathResource;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

@WholeService
class SuspicionIT {
    private static final Instant NOON = Instant.parse("2026-03-05T04:00:00Z");
    private static final String GOOD = "{\"level\":\"VERY_SATISFIED\",\"labels\":[\"510\"],\"channel\":\"QR_CODE\"}";
    private static final String BAD = "{\"level\":\"DISSATISFIED\",\"labels\":[\"214\"],\"channel\":\"QR_CODE\"}";

    @Autowired
    Hall.Steps steps;

    @Autowired
    TestClock clock;

    @Autowired
    MockMvcTester mvc;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Events events;

    @Autowired
    Reconciliation reconciliation;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    JdbcTemplate script;

    private String unit = "";

    @BeforeEach
    void atNoon() {
        clock.setTo(NOON);
        unit = newUnit();
    }

    @Test
    void whoReadsAndThenRatesIsBelieved() {
        assertThat(rated(GOOD, newDevice())).isNull();
        assertThat(counted()).isEqualTo(1);
    }

    @Test
    void aRatingWithoutReadingIsKeptAndCountsOnlyWhenCleared() {
        var code = code();
        var rating = json(rate(code, GOOD, newDevice()));
        var id = rating.path("ratingId").asString();
        assertThat(rating.has("standing")).as("who cheats does not learn of it").isFalse();
        assertThat(counted()).isZero();
        assertThat(read(id, Hall.manager(unit)).has("standing")).isFalse();
        assertThat(read(id, Hall.SUPERVISOR).path("standing").asString()).isEqualTo("SUSPECT");
        assertThat(read(id, Hall.AUDITOR).path("standing").asString()).isEqualTo("SUSPECT");
        var open = suspicions("OPEN");
        assertThat(open).hasSize(1);
        assertThat(open.getFirst().path("reasons").get(0).asString()).isEqualTo("DWELL");

        var cleared = decide(id, "CLEARED", Hall.SUPERVISOR);

        assertThat(cleared).hasStatus(200);
        Contracts.assertAnswer("Suspicion", json(cleared));
        assertThat(counted()).isEqualTo(1);
        assertThat(suspicions("OPEN")).isEmpty();
        assertThat(suspicions("DECIDED").getFirst().path("decidedBy").asString())
                .isEqualTo("supervisor");
        assertThat(read(id, Hall.SUPERVISOR).has("standing")).isFalse();
        var receipt = rating.path("receiptNumber").asString();
        Eventually.within(
                Duration.ofSeconds(20),
                () -> assertThat(events.list("onestop.evaluation.rating", receipt))
                        .extracting(Events.Received::type)
                        .contains("onestop.evaluation.rating.standing-changed.v1"));
        assertThat(events.list("onestop.evaluation.rating", receipt))
                .filteredOn(event -> event.type().endsWith("given.v1"))
                .singleElement()
                .satisfies(event -> {
                    Contracts.assertEvent(event.type(), event.text());
                    assertThat(event.text()).contains("\"standing\":\"SUSPECT\"");
                });
    }

    @Test
    void anUpheldSuspicionIsForGoodAndTheRatingIsKept() {
        var id = json(rate(code(), GOOD, newDevice())).path("ratingId").asString();

        assertThat(decide(id, "UPHELD", Hall.SUPERVISOR)).hasStatus(200);

        assertThat(counted()).isZero();
        assertThat(read(id, Hall.APPLICANT).path("standing").asString()).isEqualTo("INVALIDATED");
        assertThat(decide(id, "UPHELD", Hall.SUPERVISOR)).as("repeated").hasStatus(200);
        assertRefused(decide(id, "CLEARED", Hall.SUPERVISOR), 409, "suspicion-decided");
        assertRefused(
                decide(id, "UPHELD", TestTokens.of("supervisor-2", Role.EVALUATION_SUPERVISOR)),
                409,
                "suspicion-decided");
        assertThatExceptionOfType(DataAccessException.class)
                .isThrownBy(() -> jdbc.sql("UPDATE rating_suspicion SET outcome = 'CLEARED' WHERE rating_id = ?::uuid")
                        .param(id)
                        .update());
    }

    @Test
    void aBadRatingUnderSuspicionIsPutRightAllTheSame() {
        var rating = json(rate(code(), BAD, newDevice()));

        assertThat(rating.path("rectification").path("status").asString()).isEqualTo("DISPATCHED");
        assertThat(counted()).isZero();
    }

    @Test
    void theOrderOfABadRatingEndsWhenTheSuspicionIsUpheldAndDoesNotTellWhatWasSuspected() {
        var rating = json(rate(code(), BAD, newDevice()));
        var order = rating.path("rectification").path("rectificationId").asString();

        assertThat(decide(rating.path("ratingId").asString(), "UPHELD", Hall.SUPERVISOR))
                .hasStatus(200);

        var ended = read("/api/evaluation/rectifications/" + order);
        assertThat(ended.path("status").asString()).isEqualTo("INVALIDATED");
        assertThat(ended.path("steps").findValuesAsString("step")).contains("INVALIDATED");
        assertThat(ended.path("objection").path("reason").asString()).isEqualTo("评价经核查无效 / found invalid on review");
    }

    @Test
    void anOrderIsCountedOnlyWhileItsRatingIs() {
        var cleared = json(rate(code(), BAD, newDevice()));
        var upheld = json(rate(code(), BAD, newDevice()));
        for (var rating : List.of(cleared, upheld)) {
            rectify(rating);
        }
        assertThat(share("rectificationRate")).isEqualTo("0/0");
        assertThat(share("onTimeRectificationRate")).isEqualTo("0/0");
        assertThat(share("confirmedRate")).isEqualTo("0/0");

        decide(cleared.path("ratingId").asString(), "CLEARED", Hall.SUPERVISOR);
        assertThat(share("rectificationRate")).isEqualTo("1/1");
        assertThat(share("onTimeRectificationRate")).isEqualTo("1/1");

        // a closed order stays closed, and counts for nothing all the same
        var order = UUID.fromString(
                upheld.path("rectification").path("rectificationId").asString());
        assertThat(steps.put(order, "call-back", "{\"reached\":true,\"satisfied\":true}", Hall.SUPERVISOR))
                .hasStatus(200);
        assertThat(steps.put(order, "closure", "{}", Hall.SUPERVISOR)).hasStatus(200);
        decide(upheld.path("ratingId").asString(), "UPHELD", Hall.SUPERVISOR);
        assertThat(read("/api/evaluation/rectifications/" + order)
                        .path("status")
                        .asString())
                .isEqualTo("CLOSED");
        assertThat(share("rectificationRate")).isEqualTo("1/1");
        assertThat(share("callBackRate")).isEqualTo("0/1");
        assertThat(share("callBackSatisfactionRate")).isEqualTo("0/0");
        assertThat(share("confirmedRate")).as("found to be none").isEqualTo("1/2");
    }

    @Test
    void pointsForARatingThatIsFoundInvalidAreGivenBackThoughItsOrderIsClosed() {
        var rating = json(rate(code(), BAD, newDevice()));
        var order = UUID.fromString(
                rating.path("rectification").path("rectificationId").asString());
        clock.setTo("2026-03-20"); // long after each of its days
        rectify(rating);
        assertThat(steps.put(order, "call-back", "{\"reached\":true,\"satisfied\":true}", Hall.SUPERVISOR))
                .hasStatus(200);
        assertThat(steps.put(order, "closure", "{}", Hall.SUPERVISOR)).hasStatus(200);
        assertThat(pointsOff()).isPositive();

        decide(rating.path("ratingId").asString(), "UPHELD", Hall.SUPERVISOR);

        assertThat(pointsOff()).isZero();
    }

    private double pointsOff() {
        return read("/api/evaluation/rectification-points?from=2026-01-01&to=2026-12-31&unit=" + unit)
                .path("items")
                .valueStream()
                .mapToDouble(line -> line.path("points").asDouble())
                .sum();
    }

    @Test
    void whatARatingIsSuspectedOfGoesWithItToTheRightUnit() {
        var rightUnit = newUnit();
        jdbc.sql("INSERT INTO catalogue_name (kind, code, name_zh, sequence) VALUES ('UNIT', :code, '另一单位', 1)")
                .param("code", rightUnit)
                .update();
        var open = json(rate(code(), BAD, newDevice()));
        var decided = json(rate(code(), BAD, newDevice()));
        decide(decided.path("ratingId").asString(), "CLEARED", Hall.SUPERVISOR);
        for (var rating : List.of(open, decided)) {
            var order = UUID.fromString(
                    rating.path("rectification").path("rectificationId").asString());
            assertThat(steps.put(
                            order, "objection", "{\"kind\":\"WRONG_UNIT\",\"reason\":\"不是我们办的\"}", Hall.manager(unit)))
                    .hasStatus(200);
            assertThat(steps.put(
                            order,
                            "objection-decision",
                            "{\"upheld\":true,\"reason\":\"经核实\",\"rightUnit\":\"%s\"}".formatted(rightUnit),
                            Hall.SUPERVISOR))
                    .hasStatus(200);
        }

        assertThat(suspicions("OPEN")).isEmpty();
        assertThat(suspicions("DECIDED")).isEmpty();
        unit = rightUnit;
        assertThat(suspicions("OPEN"))
                .extracting(one -> one.path("ratingId").asString())
                .containsExactly(open.path("ratingId").asString());
        assertThat(suspicions("DECIDED")).hasSize(1);
        assertRefused(
                decide(
                        open.path("ratingId").asString(),
                        "CLEARED",
                        TestTokens.token("supervisor-of-the-unit")
                                .roles(Role.EVALUATION_SUPERVISOR)
                                .unit(rightUnit)
                                .sign()),
                403,
                "suspicion-of-own-unit");
        decide(open.path("ratingId").asString(), "CLEARED", Hall.SUPERVISOR);
        assertThat(counted()).isEqualTo(2);
        assertThat(share("rectificationRate")).isEqualTo("0/2");
    }

    @Test
    void aDecisionAndASendingOnAtOnceWaitForEachOther() throws Exception {
        for (int round = 0; round < 8; round++) {
            var rightUnit = newUnit();
            jdbc.sql("INSERT INTO catalogue_name (kind, code, name_zh, sequence) VALUES ('UNIT', :code, '另一单位', 1)")
                    .param("code", rightUnit)
                    .update();
            var rating = json(rate(code(), BAD, newDevice()));
            var order = UUID.fromString(
                    rating.path("rectification").path("rectificationId").asString());
            steps.put(order, "objection", "{\"kind\":\"WRONG_UNIT\",\"reason\":\"不是我们办的\"}", Hall.manager(unit));
            var barrier = new CyclicBarrier(2);
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var sent = threads.submit(() -> {
                    barrier.await();
                    return steps.put(
                            order,
                            "objection-decision",
                            "{\"upheld\":true,\"reason\":\"经核实\",\"rightUnit\":\"%s\"}".formatted(rightUnit),
                            Hall.SUPERVISOR);
                });
                var decided = threads.submit(() -> {
                    barrier.await();
                    return decide(rating.path("ratingId").asString(), "CLEARED", Hall.SUPERVISOR);
                });
                assertThat(sent.get()).hasStatus(200);
                assertThat(decided.get()).hasStatus(200);
            }
            assertThat(jdbc.sql("SELECT unit FROM rating_suspicion WHERE rating_id = ?::uuid")
                            .param(rating.path("ratingId").asString())
                            .query(String.class)
                            .single())
                    .isEqualTo(rightUnit);
        }
    }

    private void rectify(JsonNode rating) {
        var order = UUID.fromString(
                rating.path("rectification").path("rectificationId").asString());
        steps.put(order, "contact", "{}", Hall.manager(unit));
        steps.put(order, "confirmation", "{}", Hall.manager(unit));
        assertThat(steps.put(order, "rectification", "{\"result\":\"已补发\"}", Hall.manager(unit)))
                .hasStatus(200);
    }

    private String share(String rate) {
        var ratio = json(steps.get(
                        "/api/evaluation/indicators?unit=" + unit + "&from=2026-03-01&to=2026-03-31", Hall.SUPERVISOR))
                .path(rate);
        return ratio.path("numerator").asLong() + "/"
                + ratio.path("denominator").asLong();
    }

    private JsonNode read(String path) {
        return json(steps.get(path, Hall.SUPERVISOR));
    }

    @Test
    void withTheSixthRatingInTenMinutesADeviceIsUnderSuspicionWithAllItGave() {
        var device = newDevice();
        for (int i = 0; i < 5; i++) {
            assertThat(rated(words(i), device)).as("rating %d", i).isNull();
        }
        assertThat(counted()).isEqualTo(5);
        assertThat(rated(words(5), device)).isEqualTo("DEVICE");
        assertThat(suspicions("OPEN")).hasSize(6);
        assertThat(counted()).isZero();
        assertThat(rated(words(6), newDevice())).isNull();

        var first = suspicions("OPEN").getFirst().path("ratingId").asString();
        assertThat(decide(first, "CLEARED", Hall.SUPERVISOR)).hasStatus(200);
        assertThat(rated(words(7), device)).isEqualTo("DEVICE");
        assertThat(counted()).as("what was cleared stays cleared").isEqualTo(2);

        clock.setTo(clock.instant().plus(Duration.ofMinutes(11)));
        assertThat(rated(words(8), device)).isNull();
    }

    @Test
    void whoeverIsSignedInHasADeviceTooAndClaimsNoDeviceOfTheHallByAChannel() {
        var browser = "browser " + UUID.randomUUID();
        for (int i = 0; i < 5; i++) {
            assertThat(reason(rateSignedIn(
                            i, "HALL_TABLET", "X-Forwarded-For", "203.0.113.7", HttpHeaders.USER_AGENT, browser)))
                    .as("rating %d", i)
                    .isNull();
        }

        assertThat(reason(rateSignedIn(
                        5, "HALL_TABLET", "X-Forwarded-For", "203.0.113.7", HttpHeaders.USER_AGENT, browser)))
                .isEqualTo("DEVICE");
        assertThat(suspicions("OPEN")).hasSize(6);
        assertThat(reason(rateSignedIn(
                        6,
                        "HALL_TABLET",
                        "X-Forwarded-For",
                        "203.0.113.7",
                        HttpHeaders.USER_AGENT,
                        "another " + browser)))
                .isNull();
    }

    @Test
    void whoeverSignsInAfterAClerkOnTheSameBrowserIsUnderSuspicion() {
        var browser = "browser " + UUID.randomUUID();
        assertThat(mvc.get()
                        .uri("/api/evaluation/r/{code}", code())
                        .header("X-Forwarded-For", "203.0.113.7")
                        .header(HttpHeaders.USER_AGENT, browser)
                        .header(HttpHeaders.AUTHORIZATION, "Bearer " + TestTokens.of("clerk", Role.WINDOW))
                        .exchange())
                .hasStatus(200);

        assertThat(reason(rateSignedIn(1, "PC", "X-Forwarded-For", "203.0.113.7", HttpHeaders.USER_AGENT, browser)))
                .isEqualTo("STAFF_SESSION");
    }

    @Test
    void whoeverIsSignedInAndRatesSoonerThanCanBeReadIsUnderSuspicion() {
        assertThat(readAndRated(Duration.ofMillis(1_999), newDevice())).isEqualTo("DWELL");
        assertThat(readAndRated(Duration.ofSeconds(2), newDevice())).isNull();
        assertThat(counted()).isEqualTo(1);
    }

    /** Reads what there is to rate of a file, signed in, and rates it so long after. */
    private @Nullable String readAndRated(Duration after, String device) {
        var receipt = newReceipt();
        steps.tell("invitations", steps.acceptedEvent(receipt, unit, "2026-03-05"));
        assertThat(as(Hall.APPLICANT, mvc.get().uri("/api/evaluation/invitations?receiptNumber=" + receipt), device))
                .hasStatus(200);
        clock.setTo(clock.instant().plus(after));
        return reason(as(
                Hall.APPLICANT,
                mvc.post()
                        .uri("/api/evaluation/ratings")
                        .header("Idempotency-Key", UUID.randomUUID().toString())
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{\"invitationId\":\"%s\",\"level\":\"SATISFIED\",\"channel\":\"PC\"}"
                                .formatted(steps.invitationOf(receipt, 1))),
                device));
    }

    @ParameterizedTest
    @ValueSource(strings = {"list", "link", "square code", "rating", "rating by code", "follow-up by code"})
    void howeverStaffOpenAnInvitationTheirDeviceIsTheirs(String way) {
        var receipt = newReceipt();
        steps.tell("invitations", steps.acceptedEvent(receipt, unit, "2026-03-05"));
        var invitation = steps.invitationOf(receipt, 1);
        var code = steps.code(invitation);
        var clerk = TestTokens.token("clerk")
                .roles(Role.APPLICANT, Role.WINDOW)
                .uscis(Hall.OURS)
                .sign();
        var device = newDevice();

        as(
                clerk,
                switch (way) {
                    case "list" -> mvc.get().uri("/api/evaluation/invitations?receiptNumber=" + receipt);
                    case "link" -> mvc.get().uri("/api/evaluation/invitations/" + invitation + "/link");
                    case "square code" -> mvc.get().uri("/api/evaluation/r/" + code + "/qr-code");
                    case "rating" ->
                        post("/api/evaluation/ratings", GOOD.replace("{", "{\"invitationId\":\"" + invitation + "\","));
                    case "rating by code" -> post("/api/evaluation/r/" + code, GOOD);
                    default -> post("/api/evaluation/r/" + code + "/follow-up", GOOD);
                },
                device);

        clock.setTo(clock.instant().plus(Duration.ofHours(11)));
        assertThat(rated(words(1), device)).isEqualTo("STAFF_SESSION");
        clock.setTo(NOON.plus(Duration.ofHours(24)));
        assertThat(rated(words(2), device)).isNull();
    }

    @Test
    void underAnotherNameTheDeviceOfStaffIsTheSame() {
        var address = "203.0.113." + UUID.randomUUID();
        var code = code();
        assertThat(from(
                        address,
                        mvc.get().uri("/api/evaluation/r/{code}", code),
                        newDevice(),
                        TestTokens.of("clerk", Role.WINDOW)))
                .hasStatus(200);

        assertThat(lookedAndRated(address, newDevice())).isEqualTo("STAFF_SESSION");
        assertThat(lookedAndRated(address, null)).isEqualTo("STAFF_SESSION");
        assertThat(lookedAndRated("203.0.113." + UUID.randomUUID(), newDevice()))
                .as("elsewhere nobody of the staff was")
                .isNull();
    }

    @Test
    void underEverNewNamesOneAddressGivesOnlySoMany() {
        var address = "203.0.113." + UUID.randomUUID();
        for (int i = 0; i < 30; i++) {
            assertThat(lookedAndRated(address, newDevice())).as("rating %d", i).isNull();
        }

        assertThat(lookedAndRated(address, newDevice())).isEqualTo("DEVICE");
        assertThat(suspicions("OPEN"))
                .as("others behind the same address are left alone")
                .hasSize(1);
    }

    /** Looks and rates ten seconds later, in words that nobody else uses; returns the first reason for suspicion, if any. */
    private @Nullable String lookedAndRated(String address, @Nullable String device) {
        var code = code();
        from(address, mvc.get().uri("/api/evaluation/r/{code}", code), device, null);
        clock.setTo(clock.instant().plusSeconds(10));
        var words = "{\"level\":\"SATISFIED\",\"text\":\"%s\",\"channel\":\"QR_CODE\"}".formatted(UUID.randomUUID());
        return reason(from(address, post("/api/evaluation/r/" + code, words), device, null));
    }

    private static MvcTestResult from(
            String address,
            MockMvcTester.MockMvcRequestBuilder request,
            @Nullable String device,
            @Nullable String token) {
        request.header("X-Forwarded-For", address).header(HttpHeaders.USER_AGENT, "a browser");
        if (device != null) {
            request.header("Device-Id", device);
        }
        if (token != null) {
            request.header(HttpHeaders.AUTHORIZATION, "Bearer " + token);
        }
        return request.exchange();
    }

    @Test
    void whoeverIsSignedInAndRatesWhatNobodyHasReadAnywhereIsUnderSuspicion() {
        var receipt = newReceipt();
        steps.tell("invitations", steps.acceptedEvent(receipt, unit, "2026-03-05"));

        var rated = as(
                Hall.APPLICANT,
                post(
                        "/api/evaluation/ratings",
                        GOOD.replace("{", "{\"invitationId\":\"" + steps.invitationOf(receipt, 1) + "\",")),
                newDevice());

        assertThat(reason(rated)).isEqualTo("DWELL");
        assertThat(counted()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"by code", "signed in"})
    void whatAClerksDeviceSaysOnceMoreIsHeardOnlyWhenItIsCleared(String way) {
        var rating = putRight();
        var device = newDevice();
        look(steps.code(rating.invitation()), device, TestTokens.of("clerk", Role.WINDOW));
        clock.setTo(clock.instant().plusSeconds(60));

        assertThat(followUp(rating, way.equals("by code"), device)).hasStatus(201);

        assertThat(satisfied()).as("not heard yet").isEqualTo("0/0");
        var open = suspicions("OPEN").getFirst();
        assertThat(open.path("reasons").toString()).contains("STAFF_SESSION");
        assertThat(open.path("followUp").asBoolean()).isTrue();
        assertRefused(followUp(rating, false, newDevice()), 409, "already-followed-up");
        assertThat(decide(open.path("ratingId").asString(), "CLEARED", Hall.SUPERVISOR))
                .hasStatus(200);
        assertThat(satisfied()).isEqualTo("1/1");
        assertThat(decide(open.path("ratingId").asString(), "CLEARED", Hall.SUPERVISOR))
                .hasStatus(200);
        assertThat(satisfied()).as("once").isEqualTo("1/1");
        Eventually.within(
                Duration.ofSeconds(20),
                () -> assertThat(events.list("onestop.evaluation.rating", receiptOf(rating.invitation())))
                        .extracting(Events.Received::type)
                        .containsOnlyOnce("onestop.evaluation.rating.followed-up.v1"));
        assertThat(counted()).as("a follow-up is in no tally").isEqualTo(1);
    }

    @Test
    void whenAFollowUpIsFoundInvalidTheRaterMayStillSpeak() {
        var rating = putRight();
        var device = newDevice();
        look(steps.code(rating.invitation()), device, TestTokens.of("clerk", Role.WINDOW));
        assertThat(followUp(rating, true, device)).hasStatus(201);

        assertThat(decide(suspicions("OPEN").getFirst().path("ratingId").asString(), "UPHELD", Hall.SUPERVISOR))
                .hasStatus(200);

        assertThat(satisfied()).isEqualTo("0/0");
        assertThat(followUp(rating, false, newDevice())).hasStatus(201);
        assertThat(satisfied()).isEqualTo("1/1");
        assertRefused(followUp(rating, false, newDevice()), 409, "already-followed-up");
    }

    @Test
    void withTheDeviceItsEarlierFollowUpsAreSetAsideAndHeardAgainWhenTheyAreCleared() {
        var device = newDevice();
        var believed = putRight();
        var upheld = putRight();
        look(steps.code(believed.invitation()), device, null);
        look(steps.code(upheld.invitation()), device, null);
        clock.setTo(clock.instant().plusSeconds(10));
        assertThat(followUp(believed, true, device)).hasStatus(201);
        assertThat(followUp(upheld, true, device)).hasStatus(201);
        assertThat(satisfied()).isEqualTo("2/2");
        for (int i = 0; i < 3; i++) {
            assertThat(rated(words(i), device)).isNull();
        }

        assertThat(rated(words(3), device)).isEqualTo("DEVICE");

        assertThat(satisfied()).as("not heard until somebody has looked").isEqualTo("0/0");
        assertThat(counted()).as("the first ratings came from elsewhere").isEqualTo(2);
        assertThat(suspicions("OPEN")).hasSize(6);
        var followUps = suspicions("OPEN").stream()
                .filter(one -> one.path("followUp").asBoolean())
                .map(one -> one.path("ratingId").asString())
                .toList();
        assertThat(followUps).hasSize(2).containsExactlyInAnyOrder(saidOnceMore(believed), saidOnceMore(upheld));
        assertReconciled();

        assertThat(decide(saidOnceMore(believed), "CLEARED", Hall.SUPERVISOR)).hasStatus(200);
        assertThat(decide(saidOnceMore(upheld), "UPHELD", Hall.SUPERVISOR)).hasStatus(200);

        assertThat(satisfied()).isEqualTo("1/1");
        assertThat(counted()).isEqualTo(2);
        assertReconciled();
        assertThat(rated(words(4), device)).isEqualTo("DEVICE");
        assertThat(satisfied()).as("what was cleared stays cleared").isEqualTo("1/1");
        assertThat(followUp(upheld, false, newDevice()))
                .as("the rater may still speak")
                .hasStatus(201);
        Eventually.within(
                Duration.ofSeconds(20),
                () -> assertThat(events.list("onestop.evaluation.rating", receiptOf(upheld.invitation())))
                        .extracting(Events.Received::type)
                        .filteredOn("onestop.evaluation.rating.followed-up.v1"::equals)
                        .hasSize(2));
        assertThat(events.list("onestop.evaluation.rating", receiptOf(believed.invitation())))
                .extracting(Events.Received::type)
                .as("told once")
                .containsOnlyOnce("onestop.evaluation.rating.followed-up.v1");
    }

    @Test
    void whatIsClearedLateStandsBehindWhatTheRaterHasAnsweredSince() {
        var device = newDevice();
        var rating = putRight();
        look(steps.code(rating.invitation()), device, null);
        clock.setTo(clock.instant().plusSeconds(10));
        assertThat(followUp(rating, true, device)).hasStatus(201);
        for (int i = 0; i < 5; i++) {
            rated(words(i), device);
        }
        assertThat(satisfied()).isEqualTo("0/0");
        clock.setTo(clock.instant().plus(Duration.ofHours(1)));
        var order = UUID.fromString(read(rating.rating(), Hall.SUPERVISOR)
                .path("rectification")
                .path("rectificationId")
                .asString());
        assertThat(steps.put(order, "call-back", "{\"reached\":true,\"satisfied\":false}", Hall.SUPERVISOR))
                .hasStatus(200);
        assertThat(satisfied()).isEqualTo("0/1");
        clock.setTo(clock.instant().plus(Duration.ofHours(1)));
        steps.putRight(order, unit);

        assertThat(decide(saidOnceMore(rating), "CLEARED", Hall.SUPERVISOR)).hasStatus(200);

        assertThat(satisfied()).as("it was about the round before").isEqualTo("0/1");
        assertThat(answers(order))
                .containsExactly("FOLLOWED_UP 1 true", "FOLLOW_UP_WITHDRAWN 1 true", "REOPENED 1 false");
        assertThat(answersAsMigrated(order)).isEqualTo(answers(order));
    }

    @ParameterizedTest
    @CsvSource({"reopening, true", "reopening, false", "check, true", "check, false"})
    void aFollowUpIsOfItsRoundWheneverTheOrderIsOpenedAgain(String way, boolean openedFirst) {
        var device = newDevice();
        var rating = putRight();
        look(steps.code(rating.invitation()), device, null);
        clock.setTo(clock.instant().plusSeconds(10));
        assertThat(followUp(rating, true, device)).hasStatus(201);
        assertThat(satisfied()).isEqualTo("1/1");
        var order = UUID.fromString(read(rating.rating(), Hall.SUPERVISOR)
                .path("rectification")
                .path("rectificationId")
                .asString());
        if (openedFirst) {
            openAgain(order, way);
            assertThat(satisfied()).isEqualTo("1/1");
        }

        clock.setTo(clock.instant().plusSeconds(10));
        for (int i = 0; i < 5; i++) {
            rated(words(i), device);
        }

        assertThat(satisfied()).as("nothing is heard of it").isEqualTo("0/0");
        if (!openedFirst) {
            openAgain(order, way);
        }
        steps.putRight(order, unit);
        assertThat(decide(saidOnceMore(rating), "CLEARED", Hall.SUPERVISOR)).hasStatus(200);
        assertThat(satisfied()).as("the answer about the first round").isEqualTo("1/1");
        assertThat(json(steps.get("/api/evaluation/rectifications/" + order, Hall.SUPERVISOR))
                        .has("dissatisfiedOn"))
                .isFalse();

        assertThat(steps.put(order, "call-back", "{\"reached\":true,\"satisfied\":false}", Hall.SUPERVISOR))
                .hasStatus(200);
        assertThat(satisfied()).as("two rounds, two answers").isEqualTo("1/2");
        assertReconciled();
    }

    /** What each step of the order answered. */
    private List<String> answers(UUID order) {
        return jdbc.sql("""
                SELECT step || ' ' || answered_round || ' ' || answered_satisfied FROM rectification_step
                 WHERE rectification_id = ? AND answered_round IS NOT NULL ORDER BY version
                """)
                .param(order)
                .query((row, _) -> String.valueOf(row.getString(1)))
                .list();
    }

    /** The same as the migration tells it of steps from before; what it does to other orders is undone. */
    private List<String> answersAsMigrated(UUID order) {
        return Objects.requireNonNull(transaction.execute(status -> {
            status.setRollbackOnly();
            script.execute("ALTER TABLE rectification_step DROP COLUMN answered_round, DROP COLUMN answered_satisfied");
            try {
                script.execute(new ClassPathResource("db/migration/V0134__what_a_step_answered.sql")
                        .getContentAsString(StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return answers(order);
        }));
    }

    private void openAgain(UUID order, String way) {
        clock.setTo(clock.instant().plusSeconds(10));
        if (way.equals("check")) {
            assertThat(steps.put(order, "check", "{\"passed\":false,\"note\":\"未改\"}", Hall.SUPERVISOR))
                    .hasStatus(200);
        } else {
            assertThat(steps.put(order, "closure", "{}", Hall.SUPERVISOR)).hasStatus(200);
            assertThat(steps.put(order, "reopening", "{\"reason\":\"未改\"}", Hall.SUPERVISOR))
                    .hasStatus(200);
        }
    }

    @Test
    void manyFollowUpsAtOnceFromOneDeviceAreAllSetAside() throws Exception {
        var device = newDevice();
        var ratings = new ArrayList<BadOne>();
        for (int i = 0; i < 8; i++) {
            ratings.add(putRight());
            look(steps.code(ratings.getLast().invitation()), device, null);
        }
        clock.setTo(clock.instant().plusSeconds(10));

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = threads.invokeAll(ratings.stream()
                    .<Callable<Integer>>map(rating -> () -> patiently(() -> followUp(rating, true, device)))
                    .toList());
            for (var answer : answers) {
                assertThat(answer.get()).isEqualTo(201);
            }
        }

        assertThat(suspicions("OPEN")).hasSize(8);
        assertThat(satisfied()).isEqualTo("0/0");
        assertReconciled();
    }

    /** As a patient caller does: a service that is busy says so and is asked again. */
    private static int patiently(Supplier<MvcTestResult> call) {
        int status;
        do {
            status = call.get().getResponse().getStatus();
        } while (status == 503);
        return status;
    }

    private String saidOnceMore(BadOne rating) {
        return jdbc.sql("SELECT id::text FROM rating WHERE follow_up_of = ?::uuid AND standing <> 'INVALIDATED'")
                .param(rating.rating())
                .query(String.class)
                .single();
    }

    /** No tally of the unit says anything but its ratings. */
    private void assertReconciled() {
        var month = LocalDate.parse("2026-03-01");
        assertThat(reconciliation.differences(month, month.plusDays(30), 100))
                .noneMatch(difference ->
                        difference.key().equals(unit) || difference.part().equals(unit));
    }

    private record BadOne(UUID invitation, String rating) {}

    /** A bad rating that counts and whose unit has put it right. */
    private BadOne putRight() {
        var invitation = steps.invitation(unit);
        var given = json(steps.rate(Hall.Steps.bad(invitation, true)));
        steps.putRight(
                UUID.fromString(
                        given.path("rectification").path("rectificationId").asString()),
                unit);
        return new BadOne(invitation, given.path("ratingId").asString());
    }

    private MvcTestResult followUp(BadOne rating, boolean byCode, String device) {
        var said = "{\"level\":\"SATISFIED\",\"channel\":\"MOBILE\"}";
        var path = byCode
                ? "/api/evaluation/r/" + steps.code(rating.invitation()) + "/follow-up"
                : "/api/evaluation/ratings/" + rating.rating() + "/follow-up";
        return byCode
                ? post(path, said).header("Device-Id", device).exchange()
                : as(Hall.APPLICANT, post(path, said), device);
    }

    private String satisfied() {
        var rate = json(steps.get(
                        "/api/evaluation/indicators?unit=" + unit + "&from=2026-03-01&to=2026-03-31", Hall.SUPERVISOR))
                .path("callBackSatisfactionRate");
        return rate.path("numerator").asInt() + "/" + rate.path("denominator").asInt();
    }

    private String receiptOf(UUID invitation) {
        return jdbc.sql("SELECT receipt_number FROM invitation WHERE id = ?")
                .param(invitation)
                .query(String.class)
                .single();
    }

    @Test
    void aDeviceIsTheStaffsFromTheLastTimeTheyWereThere() {
        var device = newDevice();
        var code = code();
        look(code, device, null);
        clock.setTo(NOON.plus(Duration.ofHours(24)));
        look(code, device, TestTokens.of("clerk", Role.WINDOW));

        clock.setTo(NOON.plus(Duration.ofHours(25)));
        assertThat(rated(words(1), device)).isEqualTo("STAFF_SESSION");
    }

    private MockMvcTester.MockMvcRequestBuilder post(String path, String body) {
        return mvc.post()
                .uri(path)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .contentType(MediaType.APPLICATION_JSON)
                .content(body);
    }

    private static MvcTestResult as(String token, MockMvcTester.MockMvcRequestBuilder request, String device) {
        return request.header(HttpHeaders.AUTHORIZATION, "Bearer " + token)
                .header("Device-Id", device)
                .exchange();
    }

    @Test
    void anEvaluatorThatProvesItselfServesManyAndNobodyElseBorrowsItsName() {
        var serial = "PJQ-" + unit;
        var key = json(steps.putTo(
                        "/api/evaluation/evaluators/" + serial, "{\"unit\":\"%s\"}".formatted(unit), Hall.OPS))
                .path("key")
                .asString();
        for (int i = 0; i < 30; i++) {
            assertThat(reason(rateSignedIn(i, "HALL_TABLET", "Device-Id", serial, "Device-Key", key)))
                    .as("rating %d", i)
                    .isNull();
        }
        assertThat(counted()).isEqualTo(30);

        assertThat(reason(rateSignedIn(30, "PC", "Device-Id", serial)))
                .as("the name alone is another device's")
                .isNull();
        assertRefused(
                rateSignedIn(31, "HALL_TABLET", "Device-Id", serial, "Device-Key", key + "x"),
                404,
                "no-such-evaluator");
        assertRefused(
                rateSignedIn(31, "HALL_TABLET", "Device-Id", "PJQ-" + newUnit(), "Device-Key", key),
                404,
                "no-such-evaluator");
        assertRefused(rateSignedIn(31, "HALL_TABLET", "Device-Key", key), 400, "invalid-request");
        assertThat(counted()).isEqualTo(31);
        assertThat(reason(rateSignedIn(32, "HALL_TABLET", "Device-Id", serial, "Device-Key", key)))
                .isEqualTo("DEVICE");
    }

    /** As our enterprise, signed in, in words that nobody else uses. */
    private MvcTestResult rateSignedIn(int number, String channel, String... headers) {
        var request = mvc.post()
                .uri("/api/evaluation/ratings")
                .header(HttpHeaders.AUTHORIZATION, "Bearer " + Hall.APPLICANT)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .contentType(MediaType.APPLICATION_JSON)
                .content("""
                        {"invitationId":"%s","level":"SATISFIED","text":"第%d次","channel":"%s"}
                        """.formatted(steps.invitation(unit), number, channel));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return request.exchange();
    }

    @Test
    void manyAtOnceFromOneDeviceAreNotEachTheFirst() throws Exception {
        var device = newDevice();
        var codes = new ArrayList<String>();
        for (int i = 0; i < 20; i++) {
            var code = code();
            look(code, device, null);
            codes.add(code);
        }
        clock.setTo(clock.instant().plusSeconds(10));
        var barrier = new CyclicBarrier(20);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<java.util.concurrent.Future<Integer>>();
            for (int i = 0; i < 20; i++) {
                var code = codes.get(i);
                var body = words(i);
                running.add(threads.submit(() -> {
                    barrier.await();
                    return patiently(() -> rate(code, body, device));
                }));
            }
            for (var one : running) {
                assertThat(one.get()).isEqualTo(201);
            }
        }

        assertThat(suspicions("OPEN")).hasSize(20);
        assertThat(counted()).isZero();
    }

    @Test
    void manyAtOnceInTheSameWordsAreNotEachTheFirst() throws Exception {
        var invitations = new ArrayList<UUID>();
        for (int i = 0; i < 50; i++) {
            invitations.add(steps.invitation(unit));
        }
        var barrier = new CyclicBarrier(invitations.size());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<java.util.concurrent.Future<Integer>>();
            for (var invitation : invitations) {
                running.add(threads.submit(() -> {
                    barrier.await();
                    return steps.ratePatiently(Hall.Steps.good(invitation))
                            .getResponse()
                            .getStatus();
                }));
            }
            for (var one : running) {
                assertThat(one.get()).isEqualTo(201);
            }
        }

        assertThat(suspicions("OPEN")).hasSize(10);
        assertThat(counted()).isEqualTo(40);
    }

    @Test
    void fortyTimesTheSameWordsOfOneUnitAreEnough() {
        for (int i = 0; i < 40; i++) {
            assertThat(steps.rate(Hall.Steps.good(steps.invitation(unit)))).hasStatus(201);
        }
        assertThat(suspicions("OPEN")).isEmpty();

        steps.rate(Hall.Steps.good(steps.invitation(unit)));

        assertThat(suspicions("OPEN")).hasSize(1);
        assertThat(suspicions("OPEN").getFirst().path("reasons").get(0).asString())
                .isEqualTo("SAME_WORDS");
        assertThat(counted()).isEqualTo(40);
    }

    @Test
    void aRatingBeforeTheServiceIsUnderSuspicion() {
        var receipt = newReceipt();
        steps.tell(
                "invitations",
                steps.event(
                        "onestop.approval.case.file-finished.v1",
                        receipt,
                        Hall.finished(receipt, unit, "2026-03-05").replace("09:45", "15:00")),
                steps.acceptedEvent(receipt, newUnit(), "2026-03-05"));

        assertThat(steps.rate(Hall.Steps.good(steps.invitationOf(receipt, 2)))).hasStatus(201);

        assertThat(suspicions("OPEN").getFirst().path("reasons").get(0).asString())
                .isEqualTo("BEFORE_SERVICE");
    }

    @Test
    void theDeviceOfAClerkIsUnderSuspicionForTheDayAlsoAfterSigningOut() {
        var device = newDevice();
        look(code(), device, TestTokens.of("clerk", Role.WINDOW));

        assertThat(rated(words(1), device)).isEqualTo("STAFF_SESSION");
        clock.setTo(NOON.plus(Duration.ofHours(24)));
        assertThat(rated(words(2), device)).isNull();
    }

    @Test
    void whoWorksForTheRatedUnitDoesNotDecideAndNobodyButASupervisorDoes() {
        var id = json(rate(code(), GOOD, newDevice())).path("ratingId").asString();
        var own = TestTokens.token("supervisor-of-the-unit")
                .roles(Role.EVALUATION_SUPERVISOR)
                .unit(unit)
                .sign();

        assertRefused(decide(id, "CLEARED", own), 403, "suspicion-of-own-unit");
        assertThat(steps.pages("/api/evaluation/suspicions?unit=" + unit, 200, own))
                .as("nor learns of it")
                .isEmpty();
        for (var role : List.of(Role.EVALUATION_SUPERVISOR, Role.AUDITOR)) {
            assertThat(steps.pages("/api/evaluation/suspicions?unit=" + unit, 200, TestTokens.of("window", role)))
                    .as("nor whoever accepted the file")
                    .isEmpty();
        }
        assertThat(suspicions("OPEN")).hasSize(1);
        assertRefused(
                decide(id, "CLEARED", TestTokens.of("window", Role.EVALUATION_SUPERVISOR)),
                403,
                "suspicion-of-own-unit");
        assertRefused(decide(id, "CLEARED", Hall.AUDITOR), 403, "role-not-allowed");
        assertRefused(decide(UUID.randomUUID().toString(), "CLEARED", Hall.SUPERVISOR), 404, "no-such-suspicion");
        assertThat(steps.putTo(
                        "/api/evaluation/suspicions/" + id + "/decision", "{\"outcome\":\"CLEARED\"}", Hall.SUPERVISOR))
                .hasStatus(400);
        assertThat(steps.putTo(
                        "/api/evaluation/suspicions/" + id + "/decision",
                        "{\"outcome\":\"CLEARED\",\"reason\":\" \"}",
                        Hall.SUPERVISOR))
                .hasStatus(400);
        assertThat(counted()).isZero();
    }

    @Test
    void ofOppositeDecisionsAtOnceOneIsTaken() throws Exception {
        var id = json(rate(code(), GOOD, newDevice())).path("ratingId").asString();
        var barrier = new CyclicBarrier(8);
        var statuses = new ArrayList<Integer>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<java.util.concurrent.Future<Integer>>();
            for (int i = 0; i < 8; i++) {
                var token = TestTokens.of("supervisor-" + i, Role.EVALUATION_SUPERVISOR);
                var outcome = i % 2 == 0 ? "CLEARED" : "UPHELD";
                running.add(threads.submit(() -> {
                    barrier.await();
                    return decide(id, outcome, token).getResponse().getStatus();
                }));
            }
            for (var one : running) {
                statuses.add(one.get());
            }
        }

        assertThat(statuses)
                .containsOnly(200, 409)
                .filteredOn(status -> status == 200)
                .hasSize(1);
        var cleared =
                suspicions("DECIDED").getFirst().path("outcome").asString().equals("CLEARED");
        assertThat(counted()).isEqualTo(cleared ? 1 : 0);
    }

    @Test
    void theListIsReadPageByPageTheOldestFirst() {
        for (int i = 0; i < 5; i++) {
            clock.setTo(NOON.plusSeconds(i));
            rate(code(), GOOD, newDevice());
        }

        var all = suspicions("OPEN");
        var byTwo = steps.pages("/api/evaluation/suspicions?unit=" + unit, 2, Hall.AUDITOR);

        assertThat(all).hasSize(5);
        assertThat(byTwo).isEqualTo(all);
        assertThat(all.getFirst().path("raisedAt").asString()).isEqualTo("2026-03-05T12:00:00+08:00");
        Contracts.assertAnswer("SuspicionPage", json(steps.get("/api/evaluation/suspicions?limit=2", Hall.SUPERVISOR)));
        assertThat(steps.get("/api/evaluation/suspicions?after=x", Hall.SUPERVISOR))
                .hasStatus(400);
    }

    @Test
    void nothingThatIsStoredSaysWhichDeviceItWas() {
        var device = newDevice();
        rate(code(), GOOD, device);

        assertThat(jdbc.sql("SELECT count(*) FROM rating_origin o WHERE to_jsonb(o)::text LIKE '%' || ? || '%'")
                        .param(device)
                        .query(Integer.class)
                        .single())
                .isZero();
        assertThat(rate(code(), GOOD, "short")).hasStatus(400);
    }

    private String code() {
        return steps.code(steps.invitation(unit));
    }

    private static String newDevice() {
        return UUID.randomUUID().toString();
    }

    private static String words(int number) {
        return "{\"level\":\"SATISFIED\",\"text\":\"第%d次\",\"channel\":\"QR_CODE\"}".formatted(number);
    }

    /** Looks, reads for ten seconds, rates; returns the first reason for suspicion, if any. */
    private @Nullable String rated(String body, String device) {
        var code = code();
        look(code, device, null);
        clock.setTo(clock.instant().plusSeconds(10));
        var answer = rate(code, body, device);
        return reason(answer);
    }

    /** The first reason for suspicion of a rating that was taken, if any. */
    private @Nullable String reason(MvcTestResult answer) {
        assertThat(answer).hasStatus(201);
        var id = json(answer).path("ratingId").asString();
        return suspicions("OPEN").stream()
                .filter(one -> one.path("ratingId").asString().equals(id))
                .map(one -> one.path("reasons").get(0).asString())
                .findFirst()
                .orElse(null);
    }

    private void look(String code, String device, @Nullable String token) {
        var request = mvc.get().uri("/api/evaluation/r/{code}", code).header("Device-Id", device);
        if (token != null) {
            request.header(HttpHeaders.AUTHORIZATION, "Bearer " + token);
        }
        assertThat(request.exchange()).hasStatus(200);
    }

    private MvcTestResult rate(String code, String body, String device) {
        return mvc.post()
                .uri("/api/evaluation/r/{code}", code)
                .header("Device-Id", device)
                .contentType(MediaType.APPLICATION_JSON)
                .content(body)
                .exchange();
    }

    private MvcTestResult decide(String rating, String outcome, String token) {
        return steps.putTo(
                "/api/evaluation/suspicions/" + rating + "/decision",
                "{\"outcome\":\"%s\",\"reason\":\"已核实\"}".formatted(outcome),
                token);
    }

    private List<JsonNode> suspicions(String status) {
        return steps.pages("/api/evaluation/suspicions?status=" + status + "&unit=" + unit, 200, Hall.SUPERVISOR);
    }

    private JsonNode read(String rating, String token) {
        return json(steps.get("/api/evaluation/ratings/" + rating, token));
    }

    private int counted() {
        return json(steps.get(
                        "/api/evaluation/indicators?unit=" + unit + "&from=2026-03-01&to=2026-03-31", Hall.SUPERVISOR))
                .path("ratings")
                .asInt();
    }

    private static void assertRefused(MvcTestResult answer, int status, String problem) {
        assertThat(answer).hasStatus(status);
        assertThat(problem(answer)).isEqualTo(problem);
    }
}
