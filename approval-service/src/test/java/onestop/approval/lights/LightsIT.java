package onestop.approval.lights;

import static onestop.approval.ApiDriver.approver;
import static onestop.approval.ApiDriver.examiner;
import static onestop.approval.ApiDriver.token;
import static onestop.approval.cases.FileExamples.aFile;
import static onestop.approval.cases.Office.caseOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.jayway.jsonpath.JsonPath;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import onestop.approval.ApiDriver;
import onestop.approval.ApprovalIT;
import onestop.approval.Contract;
import onestop.approval.TestClock;
import onestop.approval.cases.CaseType;
import onestop.approval.cases.Office;
import onestop.testsupport.Events;
import onestop.testsupport.Measured;
import onestop.web.Limit;
import onestop.web.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** Promised for Thursday, 5 March 2026, by law due on Monday, 30 March. */
@ApprovalIT
class LightsIT {
    /** Set it to 1000000 for the full size; the plans are the same with fewer. */
    private static final int ROWS = Integer.getInteger("lights.rows", 40_000);

    private static final int DUE = 10_000;
    private static final Instant WEDNESDAY = Instant.parse("2026-03-03T16:05:00Z");
    private static final Instant FRIDAY = Instant.parse("2026-03-06T04:00:00Z");
    private static final Instant TUESDAY_AFTER_THE_LAW = Instant.parse("2026-03-31T04:00:00Z");
    private static final String REASON = """
            {"reason": "现场核查因暴雨推迟"}
            """;

    @Autowired
    ApiDriver api;

    @Autowired
    Office office;

    @Autowired
    TurnLights turner;

    @Autowired
    LightViews views;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TestClock clock;

    @Autowired
    MockMvcTester mvc;

    @Autowired
    Events events;

    @AfterEach
    void backToTuesday() {
        clock.reset();
    }

    @Test
    void aCaseThatNobodyTouchesTurnsYellowThenRedThenBreaksTheLaw() {
        var number = caseOf(office.open(aFile().promised("A", "LIGHT1", 0)), "A");

        turner.turn();
        assertThat(lightsOf(number)).isEmpty();
        turnAt(WEDNESDAY);
        assertThat(lightsOf(number)).containsExactly("YELLOW 2026-03-05");
        turnAt(FRIDAY);
        turnAt(FRIDAY);
        assertThat(lightsOf(number)).containsExactly("YELLOW 2026-03-05", "RED 2026-03-05");
        turnAt(TUESDAY_AFTER_THE_LAW);
        assertThat(lightsOf(number)).containsExactly("YELLOW 2026-03-05", "RED 2026-03-05", "BREACH 2026-03-30");
        assertThat(scheduled(number)).isZero();

        assertThat(severities(api.get(manager("LIGHT1"), "/api/approval/lights")))
                .containsExactly("BREACH", "RED", "YELLOW");
        assertThat(severities(api.get(manager("LIGHT1"), "/api/approval/lights?severity=RED")))
                .containsExactly("RED");
        assertThat(severities(api.get(supervisor(), "/api/approval/lights?unit=LIGHT1&limit=2")))
                .containsExactly("BREACH", "RED");
    }

    @Test
    void aPromiseOfOneDayIsLitYellowOnceItIsExtended() {
        var number = caseOf(office.open(aFile().item("A", "LIGHT9", CaseType.PROMISED, 1, 20, 0)), "A");
        assertThat(schedule(number)).noneMatch(one -> one.startsWith("YELLOW"));

        assertThat(api.act(manager("LIGHT9"), number, "extension", """
                {"workingDays": 5, "rank": "HEAD_OF_BODY", "reason": "案情复杂"}
                """)).hasStatusOk();

        assertThat(schedule(number)).contains("RED 2026-03-10", "YELLOW 2026-03-10");
    }

    @Test
    void aClosedOrWithdrawnCaseTurnsNoLight() {
        var closed = office.open(aFile().immediate("A", "LIGHT2", 0));
        var withdrawn = office.open(aFile().promised("B", "LIGHT2", 0));
        assertThat(scheduled(caseOf(withdrawn, "B"))).isEqualTo(3);
        assertThat(api.grant(approver("LIGHT2"), caseOf(closed, "A"))).hasStatusOk();
        office.withdraw(withdrawn, TestClock.TUESDAY_NOON);

        turnAt(TUESDAY_AFTER_THE_LAW);

        assertThat(scheduled(caseOf(closed, "A"))).isZero();
        assertThat(lightsOf(caseOf(closed, "A"))).isEmpty();
        assertThat(lightsOf(caseOf(withdrawn, "B"))).isEmpty();
    }

    @Test
    void aCaseThatWaitsHasNoLightBeforeItsStart() {
        var receiptNumber = office.open(aFile().immediate("A", "LIGHT3", 0).promised("B", "LIGHT3", 1, "A"));

        assertThat(scheduled(caseOf(receiptNumber, "B"))).isZero();
        assertThat(api.grant(approver("LIGHT3"), caseOf(receiptNumber, "A"))).hasStatusOk();
        assertThat(scheduled(caseOf(receiptNumber, "B"))).isEqualTo(3);
    }

    @Test
    void aSuspendedCaseTurnsNoLightAndGoesOnWithItsNewDates() {
        var number = caseOf(office.open(aFile().promised("A", "LIGHT4", 0)), "A");
        assertThat(api.suspend(examiner("LIGHT4"), number)).hasStatusOk();

        turnAt(FRIDAY);
        assertThat(lightsOf(number)).isEmpty();
        assertThat(schedule(number)).containsExactly("STEP 2026-03-10");

        assertThat(api.resume(examiner("LIGHT4"), number)).hasStatusOk();
        assertThat(jdbc.sql("""
                SELECT count(*) FROM case_light_schedule s JOIN approval_case c USING (case_number)
                 WHERE case_number = :number
                   AND measured_on = CASE severity WHEN 'BREACH' THEN statutory_due_on ELSE promised_due_on END
                   AND measured_on > '2026-03-06'
                """).param("number", number).query(Integer.class).single())
                .isEqualTo(3);
        turnAt(FRIDAY);
        assertThat(lightsOf(number)).doesNotContain("RED 2026-03-05");
    }

    @Test
    void aStepThatTakesTooLongIsLitThoughTheCaseIsInTime() {
        var number = caseOf(office.open(aFile().item("A", "SLOW1", CaseType.PROMISED, 8, 20, 0)), "A");
        assertThat(schedule(number)).contains("STEP 2026-03-05");

        turnAt(FRIDAY);
        assertThat(lightsOf(number)).containsExactly("STEP 2026-03-05");

        assertThat(api.examine(examiner("SLOW1"), number)).hasStatusOk();
        assertThat(schedule(number)).contains("STEP 2026-03-09");
        clock.set(Instant.parse("2026-03-09T04:00:00Z"));
        assertThat(api.sendBack(approver("SLOW1"), number, "EXAMINATION")).hasStatusOk();
        assertThat(schedule(number)).contains("STEP 2026-03-12");
        assertThat(severities(api.get(manager("SLOW1"), "/api/approval/lights?severity=STEP")))
                .containsExactly("STEP");
    }

    @Test
    void aSuspensionThatDoesNotEndInTimeIsLitAndItsTimeCountsInNoStep() {
        var number = caseOf(office.open(aFile().item("A", "SLOW2", CaseType.PROMISED, 8, 20, 0)), "A");
        assertThat(api.suspend(examiner("SLOW2"), number)).hasStatusOk();

        turnAt(Instant.parse("2026-03-11T04:00:00Z"));
        assertThat(lightsOf(number)).containsExactly("STEP 2026-03-10");
        assertThat(api.resume(examiner("SLOW2"), number)).hasStatusOk();

        // Of the three days of the examination one is used, 3 March; 12 and 13 March follow the suspension.
        assertThat(schedule(number)).contains("STEP 2026-03-13");
    }

    @Test
    void theSupervisionSetsTheLimitOfAStepAndOthersDoNot() {
        var path = "/api/approval/step-limits/{itemCode}/{step}";
        assertThat(api.put(manager("SLOW3"), path, "{\"workingDays\": 1}", "STEP-A", "EXAMINATION"))
                .hasStatus(403);
        assertThat(api.put(supervisor(), path, "{\"workingDays\": 0}", "STEP-A", "EXAMINATION"))
                .hasStatus(400);
        assertThat(api.put(supervisor(), path, "{\"workingDays\": 1}", "step a", "EXAMINATION"))
                .hasStatus(400);
        assertThat(api.put(supervisor(), path, "{\"workingDays\": 1}", "STEP-A", "EXAMINATION"))
                .hasStatus(204);

        var number = caseOf(office.open(aFile().promised("STEP-A", "SLOW3", 0)), "STEP-A");

        assertThat(schedule(number)).contains("STEP 2026-03-03");
        assertThat(api.get(manager("SLOW3"), "/api/approval/step-limits"))
                .bodyText()
                .contains("STEP-A");
    }

    @Test
    void aSingleDayIsNotYellowFromItsStart() {
        var number = caseOf(office.open(aFile().item("A", "LIGHT5", CaseType.PROMISED, 1, 20, 0)), "A");

        turnAt(FRIDAY);

        assertThat(lightsOf(number)).containsExactly("RED 2026-03-03");
    }

    @Test
    void twoReplicasTurnEachLightOnce() throws Exception {
        turnAt(FRIDAY);
        office.open(aFile().promised("A", "LIGHT6", 0).branches(1_500));

        var turned = bothAtOnce(turner::turn, turner::turn);

        assertThat(turned.get(0) + turned.get(1)).isEqualTo(1_501);
        assertThat(views.counts("LIGHT6")).singleElement().satisfies(count -> {
            assertThat(count.severity()).isEqualTo(Severity.RED);
            assertThat(count.turned()).isEqualTo(1_501);
            assertThat(count.awaiting()).isEqualTo(1_501);
        });
    }

    @Test
    void theUnitAnswersTheSupervisionLiftsAndOthersDoNeither() {
        var light = redLight("LIGHT7");

        assertThat(api.replyToLight(manager("LIGHT8"), light, "answer", REASON)).hasStatus(404);
        assertThat(api.replyToLight(examiner("LIGHT7"), light, "answer", REASON))
                .hasStatus(403);
        assertThat(api.replyToLight(manager("LIGHT7"), light, "lift", REASON)).hasStatus(403);
        assertThat(api.replyToLight(manager("LIGHT7"), "999999999", "answer", REASON))
                .hasStatus(404);
        assertThat(api.replyToLight(manager("LIGHT7"), light, "answer", """
                {"reason": " "}
                """))
                .hasStatus(400)
                .bodyJson()
                .extractingPath("$.errors[0].field")
                .isEqualTo("reason");
        var ownSupervisor = token("own", "LIGHT7", Role.EVALUATION_SUPERVISOR);
        assertThat(problem(api.replyToLight(ownSupervisor, light, "lift", REASON)))
                .isEqualTo("/problems/lifted-by-others-only");
        assertThat(views.counts("LIGHT7").getFirst().awaiting()).isEqualTo(1);

        assertThat(api.replyToLight(manager("LIGHT7"), light, "answer", REASON)).hasStatusOk();
        assertThat(problem(api.replyToLight(manager("LIGHT7"), light, "answer", REASON)))
                .isEqualTo("/problems/already-answered");
        assertThat(api.replyToLight(supervisor(), light, "lift", REASON)).hasStatusOk();
        assertThat(problem(api.replyToLight(manager("LIGHT7"), light, "answer", REASON)))
                .isEqualTo("/problems/already-lifted");

        assertThat(api.get(examiner("LIGHT7"), "/api/approval/lights?state=LIFTED"))
                .bodyJson()
                .satisfies(json -> {
                    json.assertThat().extractingPath("$.items[0].answer.by").isEqualTo("manager-LIGHT7");
                    json.assertThat().extractingPath("$.items[0].lift.by").isEqualTo("supervisor");
                });
        assertThat(views.counts("LIGHT7")).containsExactly(new LightViews.Count("LIGHT7", Severity.RED, 1, 0, 1, 1));

        var told = events.awaitAll(
                "onestop.approval.light",
                Duration.ofSeconds(30),
                one -> one.subject().equals(light),
                all -> all.size() == 3);
        assertThat(told.stream().map(one -> one.type().replace("onestop.approval.light.", "") + " " + one.sequence()))
                .containsExactly("turned.v1 1", "answered.v1 2", "lifted.v1 3");
        assertThat(jdbc.sql("""
                        SELECT facts ->> 'act' FROM ledger_leaf
                         WHERE facts ->> 'kind' = 'LIGHT' AND facts ->> 'subject' = ? ORDER BY leaf_id
                        """).param(light).query(String.class).list()).containsExactly("ANSWERED", "LIFTED");
        assertThat(told).allSatisfy(one -> {
            Contract.assertEvent(one.type(), one.text());
            assertThat(Contract.data(one).get("receiptNumber").asString()).isEqualTo(one.key());
            assertThat(one.text()).doesNotContain("暴雨");
        });
    }

    @Test
    void ofTwoAnswersAtOnceOneCounts() throws Exception {
        var light = redLight("LIGHT9");
        Callable<Integer> answer = () -> api.replyToLight(manager("LIGHT9"), light, "answer", REASON)
                .getResponse()
                .getStatus();

        assertThat(bothAtOnce(answer, answer)).containsExactlyInAnyOrder(200, 409);
        assertThat(views.counts("LIGHT9").getFirst().answered()).isEqualTo(1);
    }

    @Test
    void anOfficerSeesNoOtherUnitsLightsAndAnUnchangedViewIsNotSentAgain() {
        redLight("LIGHT10");
        redLight("LIGHT11");

        assertThat(api.get(examiner("LIGHT10"), "/api/approval/supervision/lights?unit=LIGHT11"))
                .bodyJson()
                .extractingPath("$.items[*].unit")
                .asArray()
                .containsExactly("LIGHT10");
        assertThat(api.get(token("nobody", "", Role.EXAMINER), "/api/approval/lights"))
                .hasStatus(403);
        var seen = api.get(supervisor(), "/api/approval/supervision/lights?unit=LIGHT11");
        assertThat(seen).hasStatusOk().hasHeader("ETag", "\"1\"");
        assertThat(mvc.get()
                        .uri("/api/approval/supervision/lights?unit=LIGHT11")
                        .header("Authorization", "Bearer " + supervisor())
                        .header("If-None-Match", "\"1\"")
                        .exchange())
                .hasStatus(304);
        for (var wrong : List.of("state=LUNCH", "severity=GREEN", "after=x", "limit=0")) {
            assertThat(api.get(supervisor(), "/api/approval/lights?" + wrong)).hasStatus(400);
        }
    }

    @Test
    void aLightAndItsRepliesAreNeverChangedOrDeleted() {
        var light = redLight("LIGHT12");
        api.replyToLight(manager("LIGHT12"), light, "answer", REASON);

        for (var statement : List.of(
                "DELETE FROM light",
                "UPDATE light SET severity = 'YELLOW'",
                "DELETE FROM light_reply",
                "UPDATE light_reply SET reason = 'x'")) {
            assertThatThrownBy(() -> jdbc.sql(statement).update()).hasMessageContaining("takes new rows only");
        }
    }

    @Test
    void thousandsTurnAtOnceAndTheViewsStayFast() {
        turnAt(FRIDAY);
        jdbc.sql("""
                INSERT INTO case_light_schedule (case_number, severity, measured_on, receipt_number, unit, item_code)
                SELECT 'LB' || i, 'RED', CASE WHEN i <= :due THEN DATE '2026-03-05' ELSE '2026-04-01'::date + i % 60 END,
                       'LB' || i, 'LBULK' || i % 16, 'A'
                  FROM generate_series(1, :rows) AS i
                """).param("due", DUE).param("rows", ROWS).update();
        jdbc.sql("ANALYZE case_light_schedule").update();
        try {
            long start = System.nanoTime();
            int turned = turner.turn();
            var took = Duration.ofNanos(System.nanoTime() - start);

            assertThat(turned).isEqualTo(DUE);
            Measured.within(Duration.ofSeconds(30), took, "turning %d lights".formatted(DUE));
            var pages = times(i -> assertThat(views.page("LBULK" + i % 16, LightState.TURNED, null, null, Limit.DEFAULT)
                            .items())
                    .hasSize(50));
            var counts = times(_ -> assertThat(views.counts(null)).isNotEmpty());
            System.out.printf(
                    "%d scheduled: %d turned in %s; list p95 %s, counts p95 %s%n",
                    ROWS, turned, took, pages.get(190), counts.get(190));
            Measured.within(Duration.ofMillis(50), pages.get(190), "a page of lights, p95");
            Measured.within(Duration.ofMillis(50), counts.get(190), "counts of lights, p95");
        } finally {
            jdbc.sql("DELETE FROM case_light_schedule WHERE unit LIKE 'LBULK%'").update();
        }
    }

    private static List<Duration> times(java.util.function.IntConsumer read) {
        return IntStream.range(0, 200)
                .mapToObj(i -> {
                    long start = System.nanoTime();
                    read.accept(i);
                    return Duration.ofNanos(System.nanoTime() - start);
                })
                .sorted()
                .toList();
    }

    /** The number of the one light of a case of the unit that is late. */
    private String redLight(String unit) {
        office.open(aFile().promised("A", unit, 0));
        turnAt(FRIDAY);
        return views.page(unit, LightState.TURNED, Severity.RED, null, Limit.DEFAULT)
                .items()
                .getFirst()
                .light();
    }

    private void turnAt(Instant at) {
        clock.set(at);
        turner.turn();
    }

    private static <T> List<T> bothAtOnce(Callable<T> one, Callable<T> other) throws Exception {
        try (var threads = Executors.newFixedThreadPool(2)) {
            var results = new ArrayList<T>();
            for (var result : threads.invokeAll(List.of(one, other))) {
                results.add(result.get());
            }
            return results;
        }
    }

    private List<String> lightsOf(String caseNumber) {
        return jdbc.sql("SELECT severity || ' ' || measured_on FROM light WHERE case_number = ? ORDER BY id")
                .param(caseNumber)
                .query((row, _) -> row.getString(1))
                .list();
    }

    private List<String> schedule(String caseNumber) {
        return jdbc.sql("""
                SELECT severity || ' ' || measured_on FROM case_light_schedule WHERE case_number = ? ORDER BY 1
                """)
                .param(caseNumber)
                .query((row, _) -> row.getString(1))
                .list();
    }

    private int scheduled(String caseNumber) {
        return jdbc.sql("SELECT count(*) FROM case_light_schedule WHERE case_number = ?")
                .param(caseNumber)
                .query(Integer.class)
                .single();
    }

    private static String manager(String unit) {
        return token("manager-" + unit, unit, Role.UNIT_MANAGER);
    }

    private static String supervisor() {
        return token("supervisor", "SUPERVISION", Role.EVALUATION_SUPERVISOR);
    }

    private static List<String> severities(MvcTestResult page) {
        assertThat(page).hasStatusOk();
        return JsonPath.read(body(page), "$.items[*].severity");
    }

    private static String problem(MvcTestResult result) {
        return JsonPath.read(body(result), "$.type");
    }

    private static String body(MvcTestResult result) {
        return new String(result.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8);
    }
}
