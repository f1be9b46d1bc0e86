package onestop.evaluation.ratings;

import static onestop.evaluation.Hall.Steps.bad;
import static onestop.evaluation.Hall.Steps.good;
import static onestop.evaluation.Hall.json;
import static onestop.evaluation.Hall.newReceipt;
import static onestop.evaluation.Hall.newUnit;
import static onestop.evaluation.Hall.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import onestop.evaluation.Hall;
import onestop.evaluation.TestClock;
import onestop.evaluation.WholeService;
import onestop.evaluation.contract.Contracts;
import onestop.testsupport.TestTokens;
import onestop.web.Role;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.support.TransactionTemplate;

@WholeService
class GiveRatingIT {
    private static final String DAY = "2026-03-05";

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    Hall.Steps steps;

    @Autowired
    TestClock clock;

    @Autowired
    JdbcClient jdbc;

    @BeforeEach
    void onAThursday() {
        clock.setTo(DAY);
    }

    @Test
    void aServiceIsRatedAndTheRatingReadAgain() {
        var answer = steps.rate(good(steps.invitation("XZSP")));

        assertThat(answer).hasStatus(201);
        var rating = json(answer);
        Contracts.assertAnswer("Rating", rating);
        assertThat(rating.path("good").asBoolean()).isTrue();
        assertThat(rating.has("rectification")).isFalse();
        assertThat(rating.path("ratedAt").asString()).isEqualTo("2026-03-05T12:00:00+08:00");
        var location = Objects.requireNonNull(answer.getResponse().getHeader("Location"));
        var again = steps.get(location, Hall.APPLICANT);
        assertThat(again).hasStatus(200).hasHeader("ETag", "\"1\"");
        assertThat(json(again)).isEqualTo(rating);
    }

    @Test
    void ofAHundredSimultaneousAttemptsOneIsTaken() throws Exception {
        var unit = newUnit();
        var invitation = steps.invitation(unit);

        var answers = atOnce(100, () -> steps.ratePatiently(bad(invitation, false)));

        assertThat(answers)
                .filteredOn(answer -> answer.getResponse().getStatus() == 201)
                .hasSize(1);
        assertThat(answers)
                .filteredOn(answer -> answer.getResponse().getStatus() == 409)
                .hasSize(99)
                .allSatisfy(answer -> assertThat(problem(answer)).isEqualTo("already-rated"));
        assertThat(count("SELECT count(*) FROM rating WHERE unit = ?", unit)).isEqualTo(1);
        assertThat(count("SELECT count(*) FROM rectification WHERE unit = ?", unit))
                .isEqualTo(1);
        assertThat(count("SELECT sum(dissatisfied) FROM rating_tally WHERE slice = 'UNIT' AND key = ?", unit))
                .isEqualTo(1);
        assertThat(count("SELECT sum(rated) FROM service_count WHERE unit = ?", unit))
                .isEqualTo(1);
    }

    @Test
    void theSameKeySentByEightAtOnceIsOneRatingAndEightEqualAnswers() throws Exception {
        var invitation = steps.invitation(newUnit());
        var body = tools.jackson.databind.json.JsonMapper.shared().writeValueAsString(good(invitation));
        var key = UUID.randomUUID().toString();

        var answers = atOnce(8, () -> steps.post("/api/evaluation/ratings", body, Hall.APPLICANT, key));

        assertThat(answers).allSatisfy(answer -> assertThat(answer).hasStatus(201));
        assertThat(answers.stream().map(Hall::json).distinct()).hasSize(1);
    }

    /** What a request was answered is kept for a while; whoever reads the database does not learn from it who rated what. */
    @Test
    void theKeyOfARequestIsKeptWithoutTheAccountOfWhoRated() {
        var account = "rater-" + UUID.randomUUID();
        var rater =
                TestTokens.token(account).roles(Role.APPLICANT).uscis(Hall.OURS).sign();
        var answer = steps.rate(bad(steps.invitation(newUnit()), true), rater);
        assertThat(answer).hasStatus(201);

        var id = json(answer).path("ratingId").asString();
        assertThat(jdbc.sql("SELECT k::text FROM idempotency_key k WHERE k::text LIKE '%' || ? || '%'")
                        .param(id)
                        .query(String.class)
                        .single())
                .doesNotContain(account);
        assertThat(count("SELECT count(*) FROM idempotency_key k WHERE k::text LIKE '%' || ? || '%'", account))
                .isZero();
    }

    @Test
    void aSecondRatingOnAnotherChannelAndAnotherDayIsRefused() {
        var invitation = steps.invitation("XZSP");
        assertThat(steps.rate(good(invitation))).hasStatus(201);

        clock.setTo("2026-03-06");
        var again = new HashMap<>(bad(invitation, true));
        again.put("channel", "PHONE");

        assertRefused(steps.rate(again), 409, "already-rated");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-03-05", "2026-03-11", "2026-03-12"})
    void aServiceIsRatedUntilTheEndOfTheFifthWorkingDay(String day) {
        var invitation = steps.invitation("XZSP");

        clock.setTo(java.time.Instant.parse(day + "T15:59:59Z")); // one second before midnight in the county

        assertThat(steps.rate(good(invitation))).hasStatus(201);
    }

    @Test
    void afterTheFifthWorkingDayItIsTooLate() {
        var invitation = steps.invitation("XZSP");

        clock.setTo(java.time.Instant.parse("2026-03-12T16:00:00Z")); // midnight in the county

        var answer = steps.rate(good(invitation));
        assertRefused(answer, 409, "rating-closed");
        assertThat(json(answer).path("detail").asString()).contains("2026-03-12");
    }

    @Test
    void anotherEnterpriseDoesNotLearnThatTheServiceExists() {
        var invitation = steps.invitation("XZSP");

        assertRefused(steps.rate(good(invitation), Hall.STRANGER), 404, "no-such-invitation");
        assertRefused(steps.rate(good(UUID.randomUUID())), 404, "no-such-invitation");
    }

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"APPLICANT", "AGENT"})
    void nobodyButAnApplicantOrAnAgentRates(Role role) {
        var token = TestTokens.token("somebody").roles(role).uscis(Hall.OURS).sign();

        assertRefused(steps.rate(good(steps.invitation("XZSP")), token), 403, "role-not-allowed");
    }

    @Test
    void anAgentOfOtherFilesDoesNotLearnThatTheServiceExists() {
        var agent =
                TestTokens.token("somebody").roles(Role.AGENT).uscis(Hall.OURS).sign();

        assertRefused(steps.rate(good(steps.invitation("XZSP")), agent), 404, "no-such-invitation");
    }

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"APPLICANT", "AGENT", "PARTNER"})
    void staffDoNotRateEvenWithAnEnterpriseOfTheirOwn(Role staff) {
        var token = TestTokens.token("somebody")
                .roles(Role.APPLICANT, staff)
                .uscis(Hall.OURS)
                .sign();

        assertRefused(steps.rate(good(steps.invitation("XZSP")), token), 403, "staff-cannot-rate");
    }

    @Test
    void whoWorkedOnTheFileDoesNotRateItUnderAnotherRole() {
        var receipt = newReceipt();
        steps.tell("invitations", steps.acceptedEvent(receipt, "XZSP", DAY), steps.finishedEvent(receipt, "XZSP", DAY));

        for (var officer : List.of("window", "examiner-xzsp", "approver-xzsp")) {
            var token = TestTokens.token(officer)
                    .roles(Role.APPLICANT)
                    .uscis(Hall.OURS)
                    .sign();
            assertRefused(steps.rate(good(steps.invitationOf(receipt, 1)), token), 403, "officer-of-the-file");
        }
    }

    @Test
    void badInputNamesItsField() {
        var invitation = steps.invitation("XZSP");

        assertField(with(bad(invitation, false), "labels", List.of("510")), "labels[0]", "label-of-another-level");
        assertField(with(bad(invitation, false), "labels", List.of("201")), "labels[0]", "label-not-in-use");
        assertField(with(bad(invitation, false), "labels", List.of("209", "999")), "labels[1]", "unknown-label");
        assertField(with(bad(invitation, false), "text", "好".repeat(151)), "text", "text-too-long");
        assertField(with(bad(invitation, false), "text", "a\u0000b"), "text", "character");
        assertField(with(bad(invitation, false), "contact", "1".repeat(101)), "contact", "size");
        assertField(with(good(invitation), "channel", "SYSTEM_DEFAULT"), "channel", "channel-not-for-raters");
        assertField(with(good(invitation), "channel", "FAX"), "channel", "one-of");
        assertField(with(good(invitation), "level", "5"), "level", "one-of");
        assertField(with(good(invitation), "stars", 5), "stars", "unknown-field");
        assertField(with(good(invitation), "status", "RATED"), "status", "unknown-field");
        assertField(
                Map.of("invitationId", invitation, "level", "VERY_DISSATISFIED", "channel", "PC"),
                "labels",
                "bad-rating-says-why");
        assertField(Map.of("level", "SATISFIED", "channel", "PC"), "invitationId", "not-null");
        assertThat(steps.rate(good(invitation))).as("none of them was taken").hasStatus(201);
    }

    @Test
    void aTextOfAnyCharactersIsKeptAsItIs() {
        var invitation = steps.invitation("XZSP");
        var text = "等了😀𠮷'; DROP TABLE rating; --";

        assertThat(json(steps.rate(with(bad(invitation, false), "text", text)))
                        .path("text")
                        .asString())
                .isEqualTo(text);
    }

    @Test
    void theProblemIsToldInTheCallersLanguage() {
        var invitation = steps.invitation("XZSP");
        var answer = steps.rate(with(bad(invitation, false), "labels", List.of("510")));

        assertThat(json(answer).path("errors").get(0).path("message").asString())
                .isEqualTo("label 510 belongs to the level VERY_SATISFIED");
    }

    @Test
    void theDatabaseRefusesWhatTheModelRefuses() {
        var invitation = steps.invitation("XZSP");
        Map.of(
                        "'DISSATISFIED', '{}', NULL, 'PC'", "rating_bad_says_why",
                        "'GREAT', '{}', NULL, 'PC'", "rating_level_known",
                        "'SATISFIED', '{}', repeat('好', 151), 'PC'", "rating_text_limited",
                        "'SATISFIED', '{}', NULL, 'FAX'", "rating_channel_known",
                        "'SATISFIED', '{1,2,3,4,5,6,7,8,9}', NULL, 'PC'", "rating_labels_limited")
                .forEach((wrong, rule) -> assertThatExceptionOfType(DataIntegrityViolationException.class)
                        .as(wrong)
                        .isThrownBy(() -> insert(invitation, wrong))
                        .withMessageContaining(rule));
        transaction.executeWithoutResult(undone -> {
            assertThat(insert(invitation, "'SATISFIED', '{}', NULL, 'PC'"))
                    .as("nothing else is wrong with them")
                    .isEqualTo(1);
            undone.setRollbackOnly();
        });
    }

    private int insert(UUID invitation, String values) {
        return jdbc.sql("""
                INSERT INTO rating (invitation_id, unit, matter, level, labels, text, channel, anonymous, rated_at, rated_on)
                VALUES (?, 'XZSP', 'M', %s, false, now(), current_date)
                """.formatted(values)).param(invitation).update();
    }

    private void assertField(Map<String, Object> body, String field, String code) {
        var answer = steps.rate(body);
        assertThat(answer).hasStatus(400);
        assertThat(json(answer).path("errors"))
                .as("%s", json(answer))
                .anySatisfy(error -> assertThat(error.path("field").asString() + " "
                                + error.path("code").asString())
                        .isEqualTo(field + " " + code));
        Contracts.assertAnswer("Problem", json(answer));
    }

    private static void assertRefused(MvcTestResult answer, int status, String problem) {
        assertThat(answer).hasStatus(status);
        assertThat(problem(answer)).isEqualTo(problem);
    }

    private static Map<String, Object> with(Map<String, Object> rating, String field, Object value) {
        var changed = new HashMap<>(rating);
        changed.put(field, value);
        return changed;
    }

    private long count(String sql, String unit) {
        return jdbc.sql(sql).param(unit).query(Long.class).single();
    }

    private static <T> List<T> atOnce(int many, Callable<T> action) throws Exception {
        var barrier = new CyclicBarrier(many);
        var results = new ArrayList<T>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<java.util.concurrent.Future<T>>();
            for (int i = 0; i < many; i++) {
                running.add(threads.submit(() -> {
                    barrier.await();
                    return action.call();
                }));
            }
            for (var one : running) {
                results.add(one.get());
            }
        }
        return results;
    }
}
