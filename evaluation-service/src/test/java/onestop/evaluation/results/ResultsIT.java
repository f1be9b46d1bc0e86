package onestop.evaluation.results;

import static onestop.evaluation.Hall.Steps.good;
import static onestop.evaluation.Hall.json;
import static onestop.evaluation.Hall.manager;
import static onestop.evaluation.Hall.newUnit;
import static onestop.evaluation.Hall.problem;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import onestop.evaluation.Hall;
import onestop.evaluation.TestClock;
import onestop.evaluation.WholeService;
import onestop.evaluation.contract.Contracts;
import onestop.evaluation.counting.ChangeStanding;
import onestop.evaluation.counting.Standing;
import onestop.testsupport.TestTokens;
import onestop.web.Role;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** What everybody reads of bad ratings that were put right. */
@WholeService
class ResultsIT {
    private static final String WORDS = "{\"measuresZh\":\"已补发证照\",\"measuresEn\":\"Issued\",\"said\":\"晚了两天\"}";

    @Autowired
    Hall.Steps steps;

    @Autowired
    TestClock clock;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MockMvcTester mvc;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    ChangeStanding standings;

    private String unit = "";

    @BeforeEach
    void onAThursdayInAUnitOfItsOwn() {
        clock.setTo("2026-03-05");
        unit = newUnit();
    }

    @Test
    void aBadRatingIsThereOnceItsOrderIsClosed() {
        assertThat(steps.rate(good(steps.invitation(unit)))).hasStatus(201);
        var order = steps.order(unit, false);
        rectify(order);
        assertThat(results()).as("not closed yet").isEmpty();

        close(order, true);

        var page = json(read("/api/evaluation/public/results?unit=" + unit));
        Contracts.assertAnswer("ResultPage", page);
        var result = page.path("items").get(0);
        assertThat(result.path("level").asString()).isEqualTo("DISSATISFIED");
        assertThat(result.path("labels").get(0).path("labelZh").asString()).isEqualTo("未在承诺时间内办结");
        assertThat(result.path("service").asString()).isEqualTo("ACCEPTANCE");
        assertThat(result.path("item").asString()).isEqualTo("PKG-BG-MC");
        assertThat(result.path("onTime").asBoolean()).isTrue();
        assertThat(result.path("callBack").asString()).isEqualTo("SATISFIED");
        assertThat(result.path("closedOn").asString()).isEqualTo("2026-03-05");
        assertThat(json(read("/api/evaluation/public/results?item=PKG-BG-MC&unit=" + unit))
                        .path("items"))
                .hasSize(1);
        assertThat(json(read("/api/evaluation/public/results?item=QY-SL&unit=" + unit))
                        .path("items"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void noFieldAndNoWordTellsOfAPerson(boolean anonymous) {
        var order = steps.order(unit, anonymous);
        rectify(order);
        close(order, !anonymous);

        var text = new String(
                read("/api/evaluation/public/results?unit=" + unit)
                        .getResponse()
                        .getContentAsByteArray(),
                java.nio.charset.StandardCharsets.UTF_8);

        var fields = new TreeSet<>(results().getFirst().propertyNames());
        assertThat(fields)
                .isSubsetOf(
                        "resultId",
                        "unit",
                        "unitNameZh",
                        "unitNameEn",
                        "item",
                        "itemNameZh",
                        "itemNameEn",
                        "service",
                        "level",
                        "labels",
                        "ratedOn",
                        "contactedOn",
                        "rectifiedOn",
                        "onTime",
                        "rounds",
                        "callBack",
                        "closedOn");
        var receipt = jdbc.sql("SELECT receipt_number FROM rectification WHERE id = ?")
                .param(order)
                .query(String.class)
                .single();
        assertThat(text)
                .doesNotContain(
                        receipt,
                        Hall.OURS,
                        "沂蒙",
                        "0539",
                        "比承诺的时间晚了两天",
                        "已向王经理道歉",
                        "applicant",
                        "manager",
                        "supervisor",
                        "window",
                        "T09");
    }

    @Test
    void wordsAreThoseThatASupervisorHasPutForThePublicAndMayBeTakenBack() {
        var order = closed();

        var published = words(order, WORDS, Hall.SUPERVISOR);
        assertThat(published).hasStatus(200);
        Contracts.assertAnswer("Result", json(published));
        assertThat(results().getFirst()).isEqualTo(json(published));
        assertThat(results().getFirst().path("said").asString()).isEqualTo("晚了两天");
        words(order, "{\"measuresZh\":\"已补发证照，并致歉\"}", Hall.SUPERVISOR);
        assertThat(results().getFirst().path("measuresZh").asString()).isEqualTo("已补发证照，并致歉");
        assertThat(results().getFirst().has("said")).as("replaced as a whole").isFalse();

        for (int twice = 0; twice < 2; twice++) {
            assertThat(mvc.delete()
                            .uri("/api/evaluation/rectifications/{id}/public-words", order)
                            .header("Authorization", "Bearer " + Hall.SUPERVISOR)
                            .exchange())
                    .hasStatus(200);
        }
        assertThat(results().getFirst().has("measuresZh")).isFalse();
    }

    @Test
    void whoIsConcernedWritesNoWordsAndNobodyDoesBeforeTheClosing() {
        var open = steps.order(unit, false);
        assertRefused(words(open, WORDS, Hall.SUPERVISOR), 409, "no-result-yet");
        assertRefused(words(UUID.randomUUID(), WORDS, Hall.SUPERVISOR), 404, "no-such-rectification");
        var order = closed();
        var ofTheUnit = TestTokens.token("supervisor-" + unit)
                .roles(Role.EVALUATION_SUPERVISOR)
                .unit(unit)
                .sign();
        assertRefused(words(order, WORDS, ofTheUnit), 403, "own-matter");
        // the clerk who accepted the file
        assertRefused(words(order, WORDS, TestTokens.of("window", Role.EVALUATION_SUPERVISOR)), 403, "own-matter");
        assertThat(words(order, WORDS, manager(unit))).hasStatus(403);
        assertThat(results().getFirst().has("measuresZh")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|measuresZh|required",
                "{\"measuresEn\":\"Issued\",\"said\":\"晚了\"}|measuresZh|required",
                "{\"measuresZh\":\"请致电13905391234\"}|measuresZh|number-of-somebody",
                "{\"measuresZh\":\"请致电0539-7212345\"}|measuresZh|number-of-somebody",
                "{\"measuresZh\":\"好\",\"said\":\"身份证37132719800101123X\"}|said|number-of-somebody",
                "{\"measuresZh\":\"好\",\"measuresEn\":\"91371327MA3DEM0A2G\"}|measuresEn|number-of-somebody",
            })
    void wordsNameNobody(String body, String field, String rule) {
        var refused = words(UUID.randomUUID(), body, Hall.SUPERVISOR);

        assertThat(refused).hasStatus(400);
        assertThat(json(refused).path("errors").get(0).path("field").asString()).isEqualTo(field);
        assertThat(json(refused).path("errors").get(0).path("code").asString()).isEqualTo(rule);
    }

    @Test
    void whatIsReopenedOrSetAsideIsThereNoMore() {
        var order = closed();
        words(order, WORDS, Hall.SUPERVISOR);
        assertThat(steps.put(order, "second-call-back", "{\"satisfied\":false,\"note\":\"仍未解决\"}", Hall.APPLICANT))
                .hasStatus(204);
        assertThat(steps.put(order, "reopening", "{\"reason\":\"回访短信答复不满意\"}", Hall.SUPERVISOR))
                .hasStatus(200);
        assertThat(results()).as("reopened").isEmpty();
        rectify(order);
        close(order, true);
        assertThat(results().getFirst().path("rounds").asInt()).isEqualTo(2);
        assertThat(results().getFirst().has("said"))
                .as("the words were of the first round")
                .isFalse();

        var rating = jdbc.sql("SELECT rating_id FROM rectification WHERE id = ?")
                .param(order)
                .query(UUID.class)
                .single();
        transaction.executeWithoutResult(
                _ -> standings.move(List.of(rating), Standing.SUSPECT, "TRIED_OUT", "supervisor", clock.instant()));
        assertThat(results()).as("under suspicion").isEmpty();
    }

    @Test
    void theyAreReadInPagesWithoutGaps() {
        var orders = new HashSet<String>();
        for (int i = 0; i < 5; i++) {
            orders.add(closed().toString());
        }

        var all = steps.pages("/api/evaluation/public/results?unit=" + unit, 2, Hall.APPLICANT);

        assertThat(all).hasSize(5);
        assertThat(all).extracting(one -> one.path("resultId").asString()).containsExactlyInAnyOrderElementsOf(orders);
        assertThat(read("/api/evaluation/public/results?limit=201")).hasStatus(400);
        assertThat(read("/api/evaluation/public/results?after=nonsense")).hasStatus(400);
    }

    private UUID closed() {
        var order = steps.order(unit, false);
        rectify(order);
        close(order, true);
        return order;
    }

    private void rectify(UUID order) {
        var manager = manager(unit);
        assertThat(steps.put(order, "contact", "{}", manager)).hasStatus(200);
        assertThat(steps.put(order, "confirmation", "{}", manager)).hasStatus(200);
        assertThat(steps.put(order, "rectification", "{\"result\":\"已向王经理道歉\"}", manager))
                .hasStatus(200);
    }

    private void close(UUID order, boolean calledBack) {
        if (calledBack) {
            assertThat(steps.put(order, "call-back", "{\"reached\":true,\"satisfied\":true}", Hall.SUPERVISOR))
                    .hasStatus(200);
        }
        assertThat(steps.put(order, "closure", "{}", Hall.SUPERVISOR)).hasStatus(200);
    }

    private MvcTestResult words(UUID order, String body, String token) {
        return steps.put(order, "public-words", body, token);
    }

    private List<JsonNode> results() {
        var answer = read("/api/evaluation/public/results?unit=" + unit);
        assertThat(answer).hasStatus(200);
        var all = new ArrayList<JsonNode>();
        json(answer).path("items").forEach(all::add);
        return all;
    }

    /** Without signing in. */
    private MvcTestResult read(String path) {
        return mvc.get().uri(path).exchange();
    }

    private static void assertRefused(MvcTestResult answer, int status, String problem) {
        assertThat(answer).hasStatus(status);
        assertThat(problem(answer)).isEqualTo(problem);
    }
}
