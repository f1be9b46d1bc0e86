package onestop.evaluation.ratings;

import static onestop.evaluation.Hall.json;
import static onestop.evaluation.Hall.newUnit;
import static onestop.evaluation.Hall.problem;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import onestop.evaluation.Hall;
import onestop.evaluation.TestClock;
import onestop.evaluation.WholeService;
import onestop.evaluation.contract.Contracts;
import onestop.testsupport.Events;
import onestop.testsupport.Eventually;
import onestop.testsupport.TestTokens;
import onestop.web.Role;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** Second words after a rectification, the dimensions of a rating, and how raters are stored. */
@WholeService
class FollowUpIT {
    private static final String SATISFIED = "{\"level\":\"SATISFIED\",\"labels\":[\"413\"],\"channel\":\"MOBILE\"}";

    @Autowired
    Hall.Steps steps;

    @Autowired
    TestClock clock;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Events events;

    @Autowired
    MockMvcTester mvc;

    @Autowired
    SealGivers sealGivers;

    private String unit = "";
    private UUID invitation = new UUID(0, 0);
    private String rating = "";
    private UUID order = new UUID(0, 0);

    @BeforeEach
    void aBadRating() {
        clock.setTo("2026-03-05");
        unit = newUnit();
        rated(true);
    }

    private void rated(boolean anonymous) {
        invitation = steps.invitation(unit);
        var given = json(steps.rate(Hall.Steps.bad(invitation, anonymous)));
        rating = given.path("ratingId").asString();
        order = UUID.fromString(
                given.path("rectification").path("rectificationId").asString());
    }

    private void putRight() {
        var manager = Hall.manager(unit);
        assertThat(steps.put(order, "contact", "{}", manager)).hasStatus(200);
        assertThat(steps.put(order, "confirmation", "{}", manager)).hasStatus(200);
        assertThat(steps.put(order, "rectification", "{\"result\":\"已补发\"}", manager))
                .hasStatus(200);
    }

    @Test
    void afterTheRectificationTheRaterSpeaksOnceMoreAndTheFirstRatingStaysTheOneThatCounts() {
        assertRefused(followUp(Hall.APPLICANT), 409, "nothing-to-follow-up");
        putRight();

        var answer = followUp(Hall.APPLICANT);

        assertThat(answer).hasStatus(201);
        Contracts.assertAnswer("Rating", json(answer));
        assertThat(json(answer).path("level").asString()).isEqualTo("DISSATISFIED");
        assertThat(json(answer).path("followUp").path("level").asString()).isEqualTo("SATISFIED");
        assertRefused(followUp(Hall.APPLICANT), 409, "already-followed-up");
        var figures = json(steps.get(
                "/api/evaluation/indicators?unit=" + unit + "&from=2026-03-01&to=2026-03-31", Hall.SUPERVISOR));
        assertThat(figures.path("ratings").asInt()).isEqualTo(1);
        assertThat(figures.path("badRate").path("ratio").asInt()).isEqualTo(1);
        var receipt = json(answer).path("receiptNumber").asString();
        Eventually.within(
                Duration.ofSeconds(20),
                () -> assertThat(events.list("onestop.evaluation.rating", receipt))
                        .anySatisfy(event -> {
                            assertThat(event.type()).isEqualTo("onestop.evaluation.rating.followed-up.v1");
                            Contracts.assertEvent(event.type(), event.text());
                            assertThat(event.text()).contains(rating).doesNotContain("applicant");
                        }));
    }

    @Test
    void itTellsWhetherTheRaterIsSatisfiedWithWhatWasPutRight() {
        rated(false);
        putRight();
        assertSatisfied(0, 0);

        assertThat(followUp(Hall.APPLICANT)).hasStatus(201);
        assertSatisfied(1, 1);
        assertThat(share("callBackRate", "numerator")).as("nobody has called").isZero();

        assertThat(steps.put(order, "call-back", "{\"reached\":true,\"satisfied\":false}", Hall.SUPERVISOR))
                .hasStatus(200);
        assertSatisfied(0, 1);
        assertRefused(followUp(Hall.APPLICANT), 409, "nothing-to-follow-up");
        assertSatisfied(0, 1);
    }

    @Test
    void afterACallBackItTakesThePlaceOfWhatTheRaterSaidThere() {
        putRight();
        assertThat(steps.put(order, "call-back", "{\"reached\":true,\"satisfied\":true}", Hall.SUPERVISOR))
                .hasStatus(200);
        assertThat(steps.put(order, "closure", "{}", Hall.SUPERVISOR)).hasStatus(200);
        assertSatisfied(1, 1);

        var disappointed = steps.post(
                "/api/evaluation/ratings/" + rating + "/follow-up",
                "{\"level\":\"DISSATISFIED\",\"text\":\"仍未解决\",\"channel\":\"MOBILE\"}",
                Hall.APPLICANT,
                UUID.randomUUID().toString());

        assertThat(disappointed).hasStatus(201);
        assertSatisfied(0, 1);
        assertThat(json(steps.get("/api/evaluation/rectifications?dissatisfied=true&unit=" + unit, Hall.SUPERVISOR))
                        .path("items")
                        .findValuesAsString("rectificationId"))
                .as("the office hears of it")
                .containsExactly(order.toString());
        Eventually.within(
                Duration.ofSeconds(20),
                () -> assertThat(events.list("onestop.evaluation.rectification", order.toString()))
                        .anySatisfy(event -> {
                            assertThat(event.type())
                                    .isEqualTo("onestop.evaluation.rectification.rater-dissatisfied.v1");
                            Contracts.assertEvent(event.type(), event.text());
                            assertThat(event.text()).contains("FOLLOW_UP").doesNotContain("仍未解决", "applicant");
                        }));
        var seen = json(steps.get("/api/evaluation/rectifications/" + order, Hall.manager(unit)));
        Contracts.assertAnswer("Rectification", seen);
        assertThat(seen.path("status").asString()).isEqualTo("CLOSED");
        var last = seen.path("steps").get(seen.path("steps").size() - 1);
        assertThat(last.path("step").asString()).isEqualTo("FOLLOWED_UP");
        assertThat(last.has("by")).as("who rated").isFalse();
    }

    private void assertSatisfied(int satisfied, int heard) {
        assertThat(share("callBackSatisfactionRate", "numerator")).isEqualTo(satisfied);
        assertThat(share("callBackSatisfactionRate", "denominator")).isEqualTo(heard);
    }

    private int share(String indicator, String part) {
        return json(steps.get(
                        "/api/evaluation/indicators?unit=" + unit + "&from=2026-03-01&to=2026-03-31", Hall.SUPERVISOR))
                .path(indicator)
                .path(part)
                .asInt();
    }

    @Test
    void theUnitReadsItAsAnonymousAsTheFirst() {
        putRight();
        var later =
                json(followUp(Hall.APPLICANT)).path("followUp").path("ratingId").asString();

        var toTheUnit = json(steps.get("/api/evaluation/ratings/" + rating, Hall.manager(unit)));
        Contracts.assertAnswer("Rating", toTheUnit);
        assertThat(toTheUnit.path("followUp").path("level").asString()).isEqualTo("SATISFIED");
        assertThat(toTheUnit.has("receiptNumber")).isFalse();
        assertThat(steps.get("/api/evaluation/ratings/" + later, Hall.SUPERVISOR))
                .as("it is read with its rating")
                .hasStatus(404);
    }

    @Test
    void theCodeThatWasUsedForTheRatingIsGoodForTheFollowUpOnce() {
        var code = steps.code(invitation);
        assertRefused(byCode(code), 409, "nothing-to-follow-up");
        putRight();

        assertThat(byCode(code)).hasStatus(201);
        assertRefused(byCode(code), 409, "already-followed-up");
        assertRefused(byCode("t2-1-0123456789abcdef"), 403, "code-not-genuine");
        assertRefused(byCode(steps.code(steps.invitation(unit))), 409, "nothing-to-follow-up");
    }

    /** What was said without a name is shown on the device that said it only, also when somebody else says more with the code. */
    @Test
    void whoeverFollowsUpWithTheCodeDoesNotReadWhatWasSaidWithoutAName() {
        putRight();
        assertThat(post("/api/evaluation/r/" + steps.code(invitation) + "/follow-up", SATISFIED))
                .hasStatus(201)
                .body()
                .isEmpty();

        rated(false);
        putRight();
        assertThat(json(byCode(steps.code(invitation)))
                        .path("followUp")
                        .path("level")
                        .asString())
                .isEqualTo("SATISFIED");
    }

    @Test
    void whoIsSignedInForAnotherEnterpriseOrWorkedOnTheFileDoesNotFollowUpWithACodeFoundSomewhere() {
        putRight();
        var path = "/api/evaluation/r/" + steps.code(invitation) + "/follow-up";
        jdbc.sql(
                        "INSERT INTO file_officer (receipt_number, officer) SELECT receipt_number, 'moonlighter' FROM invitation WHERE id = ?")
                .param(invitation)
                .update();
        var officer = TestTokens.token("moonlighter")
                .roles(Role.APPLICANT)
                .uscis(Hall.OURS)
                .sign();

        assertRefused(signedIn(path, Hall.STRANGER), 403, "code-of-another-enterprise");
        assertRefused(signedIn(path, officer), 403, "officer-of-the-file");
        assertRefused(signedIn(path, Hall.manager(unit)), 403, "staff-cannot-rate");
        assertRefused(followUp(officer), 403, "officer-of-the-file");
        assertThat(signedIn(path, Hall.APPLICANT)).hasStatus(201);
    }

    private MvcTestResult signedIn(String path, String token) {
        return steps.post(path, SATISFIED, token, UUID.randomUUID().toString());
    }

    @Test
    void anotherEnterpriseAndStaffDoNotFollowUp() {
        putRight();

        assertRefused(followUp(Hall.STRANGER), 404, "no-such-rating");
        assertThat(followUp(Hall.manager(unit))).hasStatus(403);
    }

    @Test
    void ofTwentyAtOnceOneIsTaken() throws Exception {
        putRight();
        var barrier = new CyclicBarrier(20);
        var statuses = new ArrayList<Integer>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<Future<Integer>>();
            for (int i = 0; i < 20; i++) {
                running.add(threads.submit(() -> {
                    barrier.await();
                    return followUp(Hall.APPLICANT).getResponse().getStatus();
                }));
            }
            for (var one : running) {
                statuses.add(one.get());
            }
        }
        assertThat(statuses).filteredOn(status -> status == 201).hasSize(1);
        assertThat(jdbc.sql("SELECT count(*) FROM rating WHERE follow_up_of = ?::uuid")
                        .param(rating)
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void twentyFollowUpsAndACallBackAtOnceAreOneAnswerOfTheRater() throws Exception {
        rated(false);
        putRight();
        var barrier = new CyclicBarrier(21);
        var statuses = new ArrayList<Integer>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<Future<Integer>>();
            for (int i = 0; i < 20; i++) {
                running.add(threads.submit(() -> {
                    barrier.await();
                    return followUp(Hall.APPLICANT).getResponse().getStatus();
                }));
            }
            running.add(threads.submit(() -> {
                barrier.await();
                return steps.put(order, "call-back", "{\"reached\":true,\"satisfied\":true}", Hall.SUPERVISOR)
                        .getResponse()
                        .getStatus();
            }));
            for (var one : running) {
                statuses.add(one.get());
            }
        }

        assertThat(statuses.subList(0, 20)).containsOnlyOnce(201);
        assertThat(statuses.getLast()).isEqualTo(200);
        assertSatisfied(1, 1);
        assertThat(share("callBackRate", "numerator")).isEqualTo(1);
    }

    @Test
    void besideTheWholeTheDimensionsOfTheChannelAreRated() {
        var code = steps.code(steps.invitation(unit));
        var path = "/api/evaluation/r/" + code;
        var wrong = post(path, """
                {"level":"SATISFIED","channel":"PC","dimensions":{"SERVICE_ATTITUDE":"DISSATISFIED"}}
                """);
        assertThat(wrong).hasStatus(400);
        assertThat(json(wrong).path("errors").get(0).path("code").asString()).isEqualTo("dimension-of-the-other-set");
        assertThat(post(
                        path,
                        "{\"level\":\"SATISFIED\",\"channel\":\"PC\",\"dimensions\":{\"OVERALL\":\"SATISFIED\"}}"))
                .hasStatus(400);
        assertThat(post(path, "{\"level\":\"SATISFIED\",\"channel\":\"PC\",\"dimensions\":{\"EFFICIENCY\":null}}"))
                .hasStatus(400);

        var rated = json(post(path, """
                {"level":"SATISFIED","channel":"HALL_TABLET",
                 "dimensions":{"SERVICE_ATTITUDE":"DISSATISFIED","SERVICE_LEVEL":"VERY_SATISFIED"}}
                """));

        Contracts.assertAnswer("Rating", rated);
        assertThat(rated.path("dimensions").path("SERVICE_ATTITUDE").asString()).isEqualTo("DISSATISFIED");
        assertThat(rated.path("dimensions")).hasSize(2);
        var sets = json(mvc.get().uri("/api/evaluation/dimensions").exchange());
        Contracts.assertAnswer("DimensionPage", sets);
        assertThat(sets.path("items")).hasSize(7);
    }

    @Test
    void whoRatedAndHowToReachThemLiesNowhereReadable() {
        var stored = jdbc.sql("SELECT to_jsonb(g)::text FROM rating_giver g WHERE rating_id = ?::uuid")
                .param(rating)
                .query(String.class)
                .single();
        assertThat(stored)
                .contains("\"subject\": null", "\"contact\": null")
                .doesNotContain("0539-7", "7212345", "applicant");
        assertThat(new String(
                        jdbc.sql("SELECT contact_sealed FROM rating_giver WHERE rating_id = ?::uuid")
                                .param(rating)
                                .query(byte[].class)
                                .single(),
                        java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain("7212345");
        assertThat(json(steps.get("/api/evaluation/ratings/" + rating, Hall.SUPERVISOR))
                        .path("contact")
                        .asString())
                .isEqualTo("0539-7212345");
    }

    @Test
    void whatAnEarlierVersionStoredReadableIsSealedAtTheStart() {
        jdbc.sql("""
                UPDATE rating_giver SET subject = 'applicant', contact = '13900000000', subject_sealed = NULL,
                       contact_sealed = NULL WHERE rating_id = ?::uuid
                """).param(rating).update();

        sealGivers.run(new org.springframework.boot.DefaultApplicationArguments());

        assertThat(jdbc.sql("SELECT count(*) FROM rating_giver WHERE subject IS NOT NULL OR contact IS NOT NULL")
                        .query(Integer.class)
                        .single())
                .isZero();
        assertThat(json(steps.get("/api/evaluation/ratings/" + rating, Hall.SUPERVISOR))
                        .path("contact")
                        .asString())
                .isEqualTo("13900000000");
    }

    private MvcTestResult followUp(String token) {
        return steps.post(
                "/api/evaluation/ratings/" + rating + "/follow-up",
                SATISFIED,
                token,
                UUID.randomUUID().toString());
    }

    private MvcTestResult byCode(String code) {
        return post("/api/evaluation/r/" + code + "/follow-up", SATISFIED);
    }

    private MvcTestResult post(String path, String body) {
        return mvc.post()
                .uri(path)
                .contentType(MediaType.APPLICATION_JSON)
                .content(body)
                .exchange();
    }

    private static void assertRefused(MvcTestResult answer, int status, String problem) {
        assertThat(answer).hasStatus(status);
        assertThat(problem(answer)).isEqualTo(problem);
    }
}
