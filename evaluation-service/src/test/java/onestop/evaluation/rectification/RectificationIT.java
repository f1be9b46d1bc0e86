package onestop.evaluation.rectification;

import static onestop.evaluation.Hall.json;
import static onestop.evaluation.Hall.manager;
import static onestop.evaluation.Hall.newUnit;
import static onestop.evaluation.Hall.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import onestop.evaluation.Hall;
import onestop.evaluation.TestClock;
import onestop.evaluation.WholeService;
import onestop.evaluation.contract.Contracts;
import onestop.evaluation.rectification.Transition.Applied;
import onestop.testsupport.TestTokens;
import onestop.web.Role;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

@WholeService
class RectificationIT {
    @Autowired
    Hall.Steps steps;

    @Autowired
    TestClock clock;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Rectifications rectifications;

    private String unit = "";
    private String manager = "";

    @BeforeEach
    void onAThursdayInAUnitOfItsOwn() {
        clock.setTo("2026-03-05");
        unit = newUnit();
        manager = manager(unit);
    }

    @Test
    void whoSupervisesFromTheRatedUnitIsOfTheRatedUnit() {
        var unit = newUnit();
        var order = steps.order(unit, true);
        steps.putRight(order, unit);
        var rating = json(steps.get("/api/evaluation/rectifications/" + order, Hall.SUPERVISOR))
                .path("ratingId")
                .asString();
        var supervisor = TestTokens.token("supervisor-" + unit)
                .roles(Role.EVALUATION_SUPERVISOR)
                .unit(unit)
                .sign();
        var auditor = TestTokens.token("auditor-" + unit)
                .roles(Role.AUDITOR)
                .unit(unit)
                .sign();
        jdbc.sql("""
                INSERT INTO file_officer (receipt_number, officer)
                SELECT receipt_number, :officer FROM rectification WHERE id = :id
                """).param("officer", "clerk-" + unit).param("id", order).update();
        var withAPartInTheFile = TestTokens.of("clerk-" + unit, Role.EVALUATION_SUPERVISOR);

        for (var reader : List.of(supervisor, auditor, withAPartInTheFile)) {
            for (var path : List.of("/api/evaluation/rectifications/" + order, "/api/evaluation/ratings/" + rating)) {
                var read = json(steps.get(path, reader));
                assertThat(read.has("receiptNumber")).as(path).isFalse();
                assertThat(read.path("contact").isString()).as(path).isFalse();
            }
        }
        for (var concerned : List.of(supervisor, withAPartInTheFile)) {
            for (var command : Map.of(
                            "call-back", "{\"reached\":true,\"satisfied\":true}",
                            "closure", "{}",
                            "reopening", "{\"reason\":\"再办\"}",
                            "instruction", "{\"instruction\":\"请督促\"}",
                            "talk", "{\"heldOn\":\"2026-03-05\",\"position\":\"主任\",\"conclusion\":\"已谈\"}")
                    .entrySet()) {
                assertRefused(steps.put(order, command.getKey(), command.getValue(), concerned), 403, "own-matter");
            }
        }
        assertThat(json(steps.get("/api/evaluation/ratings/" + rating, Hall.SUPERVISOR))
                        .has("contact"))
                .isTrue();
        assertThat(steps.put(order, "call-back", "{\"reached\":true,\"satisfied\":true}", Hall.SUPERVISOR))
                .hasStatus(200);
    }

    @Test
    void theDueDatesExplainThemselvesDayByDay() {
        var order = read(steps.order(unit, false), manager);

        Contracts.assertAnswer("Rectification", order);
        assertThat(order.path("contact").path("dueOn").asString()).isEqualTo("2026-03-06");
        assertThat(order.path("rectify").path("dueOn").asString()).isEqualTo("2026-03-12");
        assertThat(order.path("rectify").path("days").findValuesAsString("date"))
                .containsExactly(
                        "2026-03-06",
                        "2026-03-07",
                        "2026-03-08",
                        "2026-03-09",
                        "2026-03-10",
                        "2026-03-11",
                        "2026-03-12");
        assertThat(order.path("rectify").path("days").findValuesAsString("reason"))
                .containsExactly(
                        "WORKING_DAY",
                        "WEEKEND",
                        "WEEKEND",
                        "WORKING_DAY",
                        "WORKING_DAY",
                        "WORKING_DAY",
                        "WORKING_DAY");
        assertThat(order.path("light").asString()).isEqualTo("YELLOW"); // the contact is due tomorrow
    }

    @ParameterizedTest
    @CsvSource({"2026-03-06, YELLOW", "2026-03-07, RED", "2026-03-12, RED"})
    void aContactThatIsNotMadeTurnsTheLight(String today, String light) {
        var order = steps.order(unit, false);

        clock.setTo(today);

        assertThat(read(order, manager).path("light").asString()).isEqualTo(light);
        assertThat(page("/api/evaluation/rectifications", manager)
                        .path("items")
                        .get(0)
                        .path("light")
                        .asString())
                .isEqualTo(light);
    }

    @ParameterizedTest
    @CsvSource({"2026-03-10, GREEN", "2026-03-11, YELLOW", "2026-03-12, YELLOW", "2026-03-13, RED"})
    void afterTheContactTheRectificationRules(String today, String light) {
        var order = steps.order(unit, false);
        steps.put(order, "contact", "{}", manager);

        clock.setTo(today);

        assertThat(read(order, manager).path("light").asString()).isEqualTo(light);
    }

    @Test
    void aComplexMatterGetsFifteenDays() {
        var order = contactedAndConfirmed();

        var declared = steps.put(order, "rectification", "{\"complex\":true,\"reason\":\"两个部门核对\"}", manager);

        assertThat(declared).hasStatus(200).hasHeader("ETag", "\"4\"");
        assertThat(json(declared).path("status").asString()).isEqualTo("RECTIFYING");
        assertThat(json(declared).path("rectify").path("dueOn").asString()).isEqualTo("2026-03-26");
        assertRefused(
                steps.put(order, "rectification", "{\"complex\":true,\"reason\":\"更复杂\"}", manager),
                409,
                "already-complex");
        clock.setTo("2026-03-27");
        var late = json(steps.put(order, "rectification", "{\"result\":\"已补发\"}", manager));
        assertThat(late.path("rectify").path("late").asBoolean()).isTrue();
        assertThat(late.path("light").asString()).isEqualTo("RED");
    }

    @Test
    void afterTheShortLimitNobodyCallsItComplex() {
        var order = contactedAndConfirmed();

        clock.setTo("2026-03-13");

        assertRefused(
                steps.put(order, "rectification", "{\"complex\":true,\"reason\":\"复杂\",\"result\":\"已补发\"}", manager),
                409,
                "complex-declared-late");
    }

    @Test
    void whoIsNotSatisfiedReopensTheOrderOnce() {
        var order = rectified();

        var reopened = callBack(order, "{\"reached\":true,\"satisfied\":false,\"note\":\"仍未解决\"}");
        assertThat(reopened.path("status").asString()).isEqualTo("REOPENED");
        assertThat(reopened.path("round").asInt()).isEqualTo(2);
        assertThat(reopened.has("result")).isFalse();
        assertRefused(steps.put(order, "closure", "{}", Hall.SUPERVISOR), 409, "wrong-rectification-state");

        clock.setTo("2026-03-16");
        steps.put(order, "contact", "{}", manager);
        steps.put(order, "confirmation", "{}", manager);
        steps.put(order, "rectification", "{\"result\":\"再次补发\"}", manager);
        var ended = callBack(order, "{\"reached\":true,\"satisfied\":false}");
        assertThat(ended.path("status").asString()).isEqualTo("CALLED_BACK");
        assertThat(ended.path("callBackOutcome").asString()).isEqualTo("NOT_SATISFIED");
        assertThat(json(steps.put(order, "closure", "{}", Hall.SUPERVISOR))
                        .path("status")
                        .asString())
                .isEqualTo("CLOSED");
    }

    @Test
    void threeCallsThatNobodyAnswersAreEnough() {
        var order = rectified();

        assertThat(callBack(order, "{\"reached\":false}")
                        .path("callBackAttempts")
                        .asInt())
                .isEqualTo(1);
        assertRefused(steps.put(order, "closure", "{}", Hall.SUPERVISOR), 409, "call-back-first");
        assertRefused(steps.put(order, "call-back", "{\"reached\":false}", Hall.SUPERVISOR), 409, "attempt-too-soon");
        clock.setTo("2026-03-06");
        callBack(order, "{\"reached\":false}");
        clock.setTo("2026-03-09");
        assertThat(callBack(order, "{\"reached\":false}")
                        .path("callBackOutcome")
                        .asString())
                .isEqualTo("UNREACHABLE");
        assertThat(steps.put(order, "closure", "{}", Hall.SUPERVISOR)).hasStatus(200);
    }

    @Test
    void anAnonymousOneMayBeClosedWithoutACallBack() {
        var order = steps.order(unit, true);
        steps.put(order, "contact", "", manager);
        steps.put(order, "confirmation", "", manager);
        steps.put(order, "rectification", "{\"result\":\"已补发\"}", manager);

        assertThat(steps.put(order, "closure", "", Hall.SUPERVISOR)).hasStatus(200);
        assertRefused(steps.put(order, "contact", "", manager), 409, "rectification-closed");
    }

    @Test
    void whoRectifiedDoesNotCallBack() {
        var order = contactedAndConfirmed();
        var both = TestTokens.token("both")
                .roles(Role.UNIT_MANAGER, Role.EVALUATION_SUPERVISOR)
                .unit(unit)
                .sign();
        steps.put(order, "rectification", "{\"result\":\"已补发\"}", both);

        assertRefused(steps.put(order, "call-back", "{\"reached\":false}", both), 403, "own-matter");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"contact | {}", "confirmation | {}", "rectification | {\"result\":\"已补发\"}"})
    void anotherUnitDoesNotLearnThatTheOrderExists(String command, String body) {
        var order = steps.order(unit, false);
        var withoutUnit = TestTokens.of("nowhere", Role.UNIT_MANAGER);

        assertRefused(steps.put(order, command, body, manager(newUnit())), 404, "no-such-rectification");
        assertRefused(steps.put(order, command, body, withoutUnit), 404, "no-such-rectification");
        assertRefused(steps.put(UUID.randomUUID(), command, body, manager), 404, "no-such-rectification");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rectification | {}                                        | result    | result-or-complex",
                "rectification | {\"complex\":true}                        | reason    | reason-when-complex",
                "rectification | {\"result\":\"x\",\"reason\":\"y\"}       | reason    | reason-only-when-complex",
                "rectification | {\"result\":\"x\",\"status\":\"CLOSED\"}  | status    | unknown-field",
            })
    void aBadBodyOfTheUnitNamesItsField(String command, String body, String field, String code) {
        assertField(steps.put(steps.order(unit, false), command, body, manager), field, code);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                      | reached   | not-null",
                "{\"reached\":true}                      | satisfied | satisfied-when-reached",
                "{\"reached\":false,\"satisfied\":true}  | satisfied | satisfied-only-when-reached",
                "{\"reached\":\"yes\"}                   | reached   | true-or-false",
            })
    void aBadBodyOfTheSupervisorNamesItsField(String body, String field, String code) {
        assertField(steps.put(steps.order(unit, false), "call-back", body, Hall.SUPERVISOR), field, code);
    }

    @Test
    void ofTwoManagersWhoDoTheSameAtTheSameMomentOneIsToldThatItIsDone() throws Exception {
        for (int round = 0; round < 10; round++) {
            var order = steps.order(unit, false);

            var answers = RectificationIT.<MvcTestResult>atOnce(List.of(
                    () -> steps.put(order, "contact", "{}", manager),
                    () -> steps.put(order, "contact", "{}", manager)));

            assertThat(answers.stream().map(answer -> answer.getResponse().getStatus()))
                    .containsExactlyInAnyOrder(200, 409);
            assertThat(read(order, manager).path("version").asInt()).isEqualTo(2);
        }
    }

    @Test
    void theListIsPagedNewestFirstAndShowsAManagerTheOwnUnitOnly() {
        var orders = new ArrayList<String>();
        for (int i = 0; i < 7; i++) {
            clock.setTo(java.time.Instant.parse("2026-03-05T04:00:00Z").plusSeconds(i / 2)); // pairs at the same moment
            orders.add(steps.order(unit, i % 2 == 0).toString());
        }
        steps.order(newUnit(), false);

        var mine = steps.pages("/api/evaluation/rectifications", 2, manager);

        assertThat(mine).hasSize(7);
        assertThat(mine)
                .extracting(entry -> entry.path("rectificationId").asString())
                .containsExactlyInAnyOrderElementsOf(orders);
        assertThat(mine)
                .filteredOn(entry -> entry.has("openedAt"))
                .as("of anonymous ones the manager learns the day")
                .hasSize(3);
        assertThat(mine).extracting(entry -> entry.path("openedOn").asString()).containsOnly("2026-03-05");
        var toTheSupervisor = steps.pages("/api/evaluation/rectifications?unit=" + unit, 3, Hall.SUPERVISOR);
        assertThat(toTheSupervisor)
                .extracting(entry -> entry.path("openedAt").asString())
                .hasSize(7)
                .isSortedAccordingTo(java.util.Comparator.reverseOrder());
        assertThat(toTheSupervisor)
                .extracting(entry -> entry.path("rectificationId").asString())
                .isEqualTo(mine.stream()
                        .map(entry -> entry.path("rectificationId").asString())
                        .toList());
        assertThat(steps.pages("/api/evaluation/rectifications?status=CLOSED&unit=" + unit, 3, Hall.AUDITOR))
                .isEmpty();
        assertThat(steps.pages("/api/evaluation/rectifications", 200, Hall.SUPERVISOR)
                        .size())
                .isGreaterThan(7);
    }

    @Test
    void theListRefusesWhatIsNotItsOwn() {
        assertRefused(steps.get("/api/evaluation/rectifications?unit=" + newUnit(), manager), 403, "not-your-unit");
        assertThat(steps.get("/api/evaluation/rectifications?after=bm9uc2Vuc2U", manager))
                .hasStatus(400);
        assertThat(steps.get("/api/evaluation/rectifications?limit=201", manager))
                .hasStatus(400);
        assertThat(steps.get("/api/evaluation/rectifications?status=LOST", manager))
                .hasStatus(400);
        assertThat(steps.get("/api/evaluation/rectifications?unit='--", Hall.SUPERVISOR))
                .hasStatus(400);
        assertThat(page("/api/evaluation/rectifications", TestTokens.of("nowhere", Role.UNIT_MANAGER))
                        .path("items"))
                .isEmpty();
    }

    @Test
    void whatIsWrittenIsReadBackInEveryState() {
        var id = new RectificationId(steps.order(unit, false));
        var fresh = rectifications.find(id).orElseThrow();

        long version = fresh.version();
        for (var state : OrderExamples.everyState().toList()) {
            var round = state instanceof OrderState.Reopened
                    ? fresh.round().next(fresh.round().startedOn())
                    : fresh.round();
            version++;
            var beside = new Oversight(
                    new Oversight.Dispatch(2, LocalDate.parse("2026-03-06"), true),
                    new Judgement(Judgement.Truth.PARTLY_TRUE, false, Judgement.Grade.URGENT),
                    new Oversight.Checking(
                            clock.instant(),
                            new Oversight.Check(false, OrderExamples.SUPERVISOR, clock.instant()),
                            clock.instant()),
                    new Oversight.AfterClosing(
                            new Oversight.SecondAnswer(false, clock.instant()),
                            new Oversight.SecondCalls(2, clock.instant())),
                    LocalDate.parse("2026-03-16"));
            var written = new RectificationOrder(
                    id,
                    fresh.about(),
                    fresh.openedAt(),
                    round,
                    state,
                    new Tally(true, true, 2, 3, 1, new Tally.Answer(2, true)),
                    beside,
                    version);
            rectifications.update(written, new Step(Step.Kind.CONTACTED, clock.instant(), null, null));

            assertThat(rectifications.find(id)).contains(written);
        }
    }

    @Test
    void aStaleCopyIsNotWritten() {
        var id = new RectificationId(steps.order(unit, false));
        var copy = rectifications.find(id).orElseThrow();
        var contacted = (Applied) copy.contact(OrderExamples.MANAGER, null, clock.instant());
        rectifications.update(contacted.next(), contacted.step());

        assertThatIllegalStateException().isThrownBy(() -> rectifications.update(contacted.next(), contacted.step()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            status = 'LOST', contacted_at = now()                       | rectification_status_known
            status = 'REOPENED', round = 4                              | rectification_reopened_twice_at_most
            status = 'CONTACTED'                                        | rectification_contacted_first
            result = 'done'                                             | rectification_new_round_is_empty
            status = 'CONTACTED', contacted_at = now(), result = 'done' | rectification_rectified_with_result
            status = 'CLOSED', contacted_at = now(), closed_at = now()  | rectification_real_name_called_back_before_closing
            call_back_attempts = 4                                      | rectification_three_attempts
            round = 2                                                   | rectification_later_round_is_named
            level = 'SATISFIED'                                         | rectification_of_a_bad_level
            status = 'OBJECTED'                                         | rectification_objected_by_someone
            status = 'INVALIDATED'                                      | rectification_invalidated_at_a_time
            origin = 'REVIEW'                                           | rectification_has_its_origin
            check_passed = true                                         | rectification_checked_by_someone
            objection = 'MISTAKEN'                                      | rectification_objected_by_someone
            """)
    void theDatabaseRefusesWhatTheModelRefuses(String wrong, String rule) {
        var order = steps.order(unit, false);

        assertThatExceptionOfType(DataIntegrityViolationException.class)
                .isThrownBy(() -> jdbc.sql("UPDATE rectification SET " + wrong + " WHERE id = ?")
                        .param(order)
                        .update())
                .withMessageContaining(rule);
    }

    @Test
    void theDatabaseClosesNoRealNameOrderWithoutACallBack() {
        var order = rectified();

        assertThatExceptionOfType(DataIntegrityViolationException.class)
                .isThrownBy(() -> jdbc.sql("UPDATE rectification SET status = 'CLOSED', closed_at = now() WHERE id = ?")
                        .param(order)
                        .update())
                .withMessageContaining("real_name_called_back");
    }

    @Test
    void theHistoryIsNeverChanged() {
        var order = steps.order(unit, false);

        for (var change : List.of("UPDATE rectification_step SET note = 'x'", "DELETE FROM rectification_step")) {
            assertThatExceptionOfType(DataAccessException.class)
                    .isThrownBy(() -> jdbc.sql(change + " WHERE rectification_id = ?")
                            .param(order)
                            .update());
        }
    }

    private UUID contactedAndConfirmed() {
        var order = steps.order(unit, false);
        assertThat(steps.put(order, "contact", "{}", manager)).hasStatus(200);
        assertThat(steps.put(order, "confirmation", "{}", manager)).hasStatus(200);
        return order;
    }

    private UUID rectified() {
        var order = contactedAndConfirmed();
        assertThat(steps.put(order, "rectification", "{\"result\":\"已补发\"}", manager))
                .hasStatus(200);
        return order;
    }

    private JsonNode callBack(UUID order, String body) {
        var answer = steps.put(order, "call-back", body, Hall.SUPERVISOR);
        assertThat(answer).hasStatus(200);
        return json(answer);
    }

    private JsonNode read(UUID order, String token) {
        var answer = steps.get("/api/evaluation/rectifications/" + order, token);
        assertThat(answer).hasStatus(200);
        assertThat(Objects.requireNonNull(answer.getResponse().getHeader("ETag")))
                .isEqualTo("\"" + json(answer).path("version").asLong() + "\"");
        return json(answer);
    }

    private JsonNode page(String path, String token) {
        var answer = steps.get(path, token);
        assertThat(answer).hasStatus(200);
        Contracts.assertAnswer("RectificationPage", json(answer));
        return json(answer);
    }

    private static void assertRefused(MvcTestResult answer, int status, String problem) {
        assertThat(answer).hasStatus(status);
        assertThat(problem(answer)).isEqualTo(problem);
        Contracts.assertAnswer("Problem", json(answer));
    }

    private static void assertField(MvcTestResult answer, String field, String code) {
        assertThat(answer).hasStatus(400);
        assertThat(json(answer).path("errors").get(0).path("field").asString()).isEqualTo(field);
        assertThat(json(answer).path("errors").get(0).path("code").asString()).isEqualTo(code);
    }

    private static <T> List<T> atOnce(List<Callable<T>> actions) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var results = new ArrayList<T>();
            for (var result : threads.invokeAll(actions)) {
                results.add(result.get());
            }
            return results;
        }
    }
}
