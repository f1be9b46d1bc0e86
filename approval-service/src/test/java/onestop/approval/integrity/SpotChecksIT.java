package onestop.approval.integrity;

import static onestop.approval.ApiDriver.approver;
import static onestop.approval.ApiDriver.examiner;
import static onestop.approval.ApiDriver.manager;
import static onestop.approval.ApiDriver.reviewer;
import static onestop.approval.ApiDriver.token;
import static onestop.approval.cases.FileExamples.aFile;
import static onestop.approval.cases.Office.caseOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.jayway.jsonpath.JsonPath;
import java.io.UnsupportedEncodingException;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import onestop.approval.ApiDriver;
import onestop.approval.ApprovalIT;
import onestop.approval.TestClock;
import onestop.approval.cases.Office;
import onestop.approval.cases.ReviseCases;
import onestop.approval.integrity.Draw.Candidate;
import onestop.approval.ledger.Digests;
import onestop.web.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.support.TransactionTemplate;

/** Cases decided on 3 March 2026, drawn from 2 April on. */
@ApprovalIT
class SpotChecksIT {
    private static final Instant SECOND_OF_APRIL = Instant.parse("2026-04-01T16:00:00Z");
    private static final String DRAW = "/api/approval/integrity/draws/{month}";
    private static final String CHECKS = "/api/approval/integrity/spot-checks";
    private static final String AUDITOR = token("auditor", "JGJ", Role.AUDITOR);

    @Autowired
    ApiDriver api;

    @Autowired
    Office office;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TestClock clock;

    @Autowired
    DrawSpotChecks draws;

    private final String unit = "SC" + UUID.randomUUID().toString().substring(0, 8);

    @AfterEach
    void backToTuesday() {
        clock.reset();
    }

    @Test
    void aMonthIsDrawnWhenItIsOverAndOnlyOnce() {
        decided(12);
        assertThat(draw(AUDITOR, "2026-03")).hasStatus(400).bodyText().contains("month-not-over");
        clock.set(SECOND_OF_APRIL.minusSeconds(1));
        assertThat(draw(AUDITOR, "2026-03")).hasStatus(400);

        clock.set(SECOND_OF_APRIL);
        assertThat(draw(manager(unit), "2026-03")).hasStatus(403);
        assertThat(draw(AUDITOR, "2026-03")).hasStatusOk();
        var first = checksOf(unit);
        assertThat(draw(AUDITOR, "2026-03")).hasStatusOk();

        assertThat(first).hasSize(3);
        assertThat(checksOf(unit)).isEqualTo(first);
        var kept = json(api.read(manager(unit), "/api/approval/integrity/draws", "month=2026-03"));
        assertThat(JsonPath.<List<Map<String, Object>>>read(kept, "$.items"))
                .singleElement()
                .satisfies(draw -> {
                    assertThat(draw)
                            .containsEntry("unit", unit)
                            .containsEntry("population", 12)
                            .containsEntry("drawn", 3);
                    // drawn again by somebody who has only the seed and the cases
                    var again = new Draw(text(draw, "seed"), 5, 3).from(candidates());
                    assertThat(again.stream().map(Draw.Drawn::caseNumber)).containsExactlyElementsOf(first);
                    assertThat(draw.get("listDigest")).isEqualTo(Digests.of(first.toArray(String[]::new)));
                    assertThat(draw.get("populationDigest"))
                            .isEqualTo(Digests.of(candidates().stream()
                                    .map(Candidate::caseNumber)
                                    .toArray(String[]::new)));
                    assertThat(leaf(text(draw, "id"), "seed")).containsExactly(text(draw, "seed"));
                    assertThat(leaf(text(draw, "id"), "listDigest")).containsExactly(text(draw, "listDigest"));
                });
    }

    @Test
    void aReturnedCaseAndOneCorrectedTwiceAreAlwaysDrawn() {
        decided(30);
        var returned = caseOf(office.open(aFile().reviewed("R", unit, 0)), "R");
        api.examine(examiner(unit), returned);
        assertThat(api.sendBack(reviewer(unit), returned, "EXAMINATION")).hasStatusOk();
        api.examine(examiner(unit), returned);
        api.review(reviewer(unit), returned);
        assertThat(api.grant(approver(unit), returned)).hasStatusOk();
        var corrected = office.open(aFile().immediate("C", unit, 0));
        var once = office.open(aFile().immediate("O", unit, 0));
        corrections(corrected, 2);
        corrections(once, 1);
        api.grant(approver(unit), caseOf(corrected, "C"));
        api.refuse(approver(unit), caseOf(once, "O"));

        clock.set(SECOND_OF_APRIL);
        draw(AUDITOR, "2026-03");

        assertThat(reasonsOf(returned)).contains("RETURNED");
        assertThat(reasonsOf(caseOf(corrected, "C"))).contains("CORRECTED_TWICE");
        assertThat(reasonsOf(caseOf(once, "O"))).doesNotContain("CORRECTED_TWICE", "RETURNED");
    }

    @Test
    void aCaseThatEndedWithoutADecisionIsDrawnFromTooButNoneThatWasTakenBack() {
        var ended = caseOf(office.open(aFile().promised("E", unit, 0)), "E");
        assertThat(api.act(approver(unit), ended, "ending", """
                {"kind": "TERMINATED", "grounds": "申请人主体已注销"}
                """)).hasStatusOk();
        office.withdraw(office.open(aFile().promised("W", unit, 0)), TestClock.TUESDAY_NOON);
        office.open(aFile().promised("O", unit, 0));

        clock.set(SECOND_OF_APRIL);
        draw(AUDITOR, "2026-03");

        assertThat(checksOf(unit)).containsExactly(ended);
    }

    @Test
    void aCaseThatWasDrawnAndIsDecidedAnewLeavesTheNextMonthToBeDrawn(
            @Autowired ReviseCases revise, @Autowired TransactionTemplate transaction) {
        var refused = caseOf(office.open(aFile().immediate("R", unit, 0)), "R");
        assertThat(api.refuse(approver(unit), refused)).hasStatusOk();
        clock.set(SECOND_OF_APRIL);
        draw(AUDITOR, "2026-03");
        assertThat(checksOf(unit)).containsExactly(refused);

        transaction.executeWithoutResult(_ -> revise.revise(refused, null, null, "SQ-1", "复查"));
        assertThat(api.grant(token("wang", unit, Role.APPROVER), refused)).hasStatusOk();
        var another = caseOf(office.open(aFile().immediate("O", unit, 0)), "O");
        assertThat(api.grant(approver(unit), another)).hasStatusOk();
        clock.set(Instant.parse("2026-05-02T04:00:00Z"));
        assertThat(draw(AUDITOR, "2026-04")).hasStatusOk();

        assertThat(checksOf(unit)).containsExactlyInAnyOrder(refused, another);
    }

    @Test
    void eachUnitIsDrawnByItselfFromItsOwnCases() {
        decided(7);
        var other = "SD" + unit.substring(2);
        api.grant(approver(other), caseOf(office.open(aFile().immediate("A", other, 0)), "A"));
        clock.set(SECOND_OF_APRIL);
        assertThat(draw(AUDITOR, "2026-03")).hasStatusOk();

        assertThat(jdbc.sql("SELECT population FROM spot_check_draw WHERE unit IN (?, ?) ORDER BY unit")
                        .params(unit, other)
                        .query(Integer.class)
                        .list())
                .containsExactly(7, 1);
        assertThat(jdbc.sql("SELECT count(DISTINCT seed) FROM spot_check_draw WHERE unit IN (?, ?)")
                        .params(unit, other)
                        .query(Integer.class)
                        .single())
                .isEqualTo(2);
        assertThat(checksOf(unit)).hasSize(3);
        assertThat(checksOf(other)).hasSize(1);
    }

    @Test
    void whoeverDrawsAtTheSameTimeFindsOneDraw() throws Exception {
        decided(40);
        clock.set(SECOND_OF_APRIL);
        Callable<Integer> drawing = () -> draws.draw(YearMonth.of(2026, 3), "auditor");

        try (var all = Executors.newVirtualThreadPerTaskExecutor()) {
            int drawn = 0;
            for (var one : all.invokeAll(Collections.nCopies(4, drawing))) {
                drawn += one.get();
            }
            assertThat(drawn).isPositive();
        }

        assertThat(checksOf(unit)).hasSize(3);
        assertThat(jdbc.sql(
                                "SELECT count(*) FROM ledger_leaf WHERE facts ->> 'kind' = 'SPOT_CHECK_DRAW' AND facts ->> 'unit' = ?")
                        .param(unit)
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void anotherUnitChecksTheUnitFollowsUpAndTheSupervisionCloses() {
        decided(1);
        clock.set(SECOND_OF_APRIL);
        draw(AUDITOR, "2026-03");
        var check = checkOf(unit);
        var fault = """
                {"result": "FAULT", "text": "现场核查记录缺第二人签字"}
                """;
        var text = """
                {"text": "已补签并组织培训"}
                """;

        assertProblem(put(token("a", unit, Role.AUDITOR), check, "result", fault), 403, "checked-by-others-only");
        // who decided it and works elsewhere now
        assertProblem(
                put(token("approver-" + unit, "JGJ", Role.AUDITOR), check, "result", fault),
                403,
                "checked-by-the-uninvolved");
        assertProblem(
                put(token("window", "JGJ", Role.AUDITOR), check, "result", fault), 403, "checked-by-the-uninvolved");
        assertThat(put(manager(unit), check, "result", fault)).hasStatus(403);
        assertProblem(put(manager(unit), check, "follow-up", text), 409, "spot-check-not-its-turn");
        assertProblem(put(token("a", "", Role.UNIT_MANAGER), check, "follow-up", text), 403, "no-unit");
        assertThat(put(AUDITOR, check, "result", """
                {"result": "FAULT", "text": " "}
                """)).hasStatus(400);
        assertProblem(put(AUDITOR, UUID.randomUUID().toString(), "result", fault), 404, "no-such-spot-check");

        assertThat(put(AUDITOR, check, "result", fault)).hasStatusOk();
        assertProblem(put(AUDITOR, check, "result", fault), 409, "spot-check-not-its-turn");
        assertProblem(put(manager("OTHER"), check, "follow-up", text), 404, "no-such-spot-check");
        assertThat(put(manager(unit), check, "follow-up", text)).hasStatusOk();
        assertThat(put(AUDITOR, check, "ending", """
                {"ending": "SENT_BACK", "text": "请附培训记录"}
                """)).hasStatusOk();
        assertThat(put(manager(unit), check, "follow-up", text)).hasStatusOk();
        assertThat(put(AUDITOR, check, "ending", """
                {"ending": "CLOSED", "text": "整改到位"}
                """)).hasStatusOk();

        var seen = json(api.read(manager(unit), CHECKS, "state=CLOSED"));
        assertThat(JsonPath.<List<String>>read(seen, "$.items[0].acts[*].act"))
                .containsExactly("FOUND_FAULT", "FOLLOWED_UP", "SENT_BACK", "FOLLOWED_UP", "CLOSED");
        assertThat(leaf(check, "act"))
                .containsExactly("FOUND_FAULT", "FOLLOWED_UP", "SENT_BACK", "FOLLOWED_UP", "CLOSED");
        assertThat(json(api.read(manager("OTHER"), CHECKS, "unit=" + unit))).contains("\"items\":[]");
    }

    @Test
    void ofTwoResultsAtOnceOneCounts() throws Exception {
        decided(1);
        clock.set(SECOND_OF_APRIL);
        draw(AUDITOR, "2026-03");
        var check = checkOf(unit);
        Callable<Integer> result =
                () -> put(AUDITOR, check, "result", """
                {"result": "SOUND", "text": "无异常"}
                """).getResponse().getStatus();

        try (var all = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = all.invokeAll(List.of(result, result)).stream()
                    .map(SpotChecksIT::get)
                    .toList();
            assertThat(answers).containsExactlyInAnyOrder(200, 409);
        }
    }

    @Test
    void drawsAndActsAreNeverChanged() {
        for (var sql : List.of("UPDATE spot_check_draw SET seed = seed", "DELETE FROM spot_check_act")) {
            assertThatThrownBy(() -> jdbc.sql(sql).update()).hasMessageContaining("takes new rows only");
        }
    }

    @Test
    void aPageGoesOnWhereTheOneBeforeEnded() {
        decided(5);
        clock.set(SECOND_OF_APRIL);
        draw(AUDITOR, "2026-03");
        var query = "month=2026-03&limit=2&unit=" + unit;
        var first = json(api.read(AUDITOR, CHECKS, query));
        var second = json(api.read(AUDITOR, CHECKS, query + "&after=" + JsonPath.read(first, "$.next")));

        assertThat(JsonPath.<List<Integer>>read(first, "$.items[*].place")).containsExactly(1, 2);
        assertThat(JsonPath.<List<Integer>>read(second, "$.items[*].place")).containsExactly(3);
        assertThat(api.read(AUDITOR, CHECKS, "after=x")).hasStatus(400);
        assertThat(api.read(AUDITOR, CHECKS, "month=2026-13")).hasStatus(400);
    }

    private static <T> T get(java.util.concurrent.Future<T> one) {
        try {
            return one.get();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private void decided(int cases) {
        IntStream.range(0, cases)
                .forEach(_ -> assertThat(
                                api.grant(approver(unit), caseOf(office.open(aFile().immediate("A", unit, 0)), "A")))
                        .hasStatusOk());
    }

    private void corrections(String receiptNumber, int count) {
        jdbc.sql("""
                INSERT INTO reduction_file AS f (receipt_number, corrections, collections, window_days) VALUES (?, ?, 0, '{}')
                    ON CONFLICT (receipt_number) DO UPDATE SET corrections = f.corrections + excluded.corrections
                """).params(receiptNumber, count).update();
    }

    private MvcTestResult draw(String token, String month) {
        return api.call("PUT", token, DRAW, "", null, null, month);
    }

    private MvcTestResult put(String token, String check, String what, String body) {
        return api.call("PUT", token, CHECKS + "/{id}/" + what, "", null, body, check);
    }

    private List<String> checksOf(String unit) {
        return jdbc.sql("SELECT case_number FROM spot_check WHERE unit = ? ORDER BY place")
                .param(unit)
                .query((row, _) -> row.getString(1))
                .list();
    }

    private String checkOf(String unit) {
        return JsonPath.read(json(api.read(AUDITOR, CHECKS, "unit=" + unit)), "$.items[0].id");
    }

    private List<Candidate> candidates() {
        return jdbc.sql("SELECT case_number FROM approval_case WHERE unit = ? ORDER BY case_number COLLATE \"C\"")
                .param(unit)
                .query((row, _) -> new Candidate(row.getString(1), false, false))
                .list();
    }

    private List<String> reasonsOf(String caseNumber) {
        return jdbc.sql("SELECT unnest(reasons) FROM spot_check WHERE case_number = ?")
                .param(caseNumber)
                .query((row, _) -> row.getString(1))
                .list();
    }

    private List<String> leaf(String subject, String fact) {
        return jdbc.sql("SELECT facts ->> ? FROM ledger_leaf WHERE facts ->> 'subject' = ? ORDER BY leaf_id")
                .params(fact, subject)
                .query((row, _) -> row.getString(1))
                .list();
    }

    private static String text(Map<String, Object> json, String field) {
        return String.valueOf(json.get(field));
    }

    private static void assertProblem(MvcTestResult result, int status, String slug) {
        assertThat(result).hasStatus(status).bodyJson().extractingPath("$.type").isEqualTo("/problems/" + slug);
    }

    private static String json(MvcTestResult result) {
        assertThat(result).hasStatusOk();
        try {
            return result.getResponse().getContentAsString(java.nio.charset.StandardCharsets.UTF_8);
        } catch (UnsupportedEncodingException e) {
            throw new AssertionError(e);
        }
    }
}
