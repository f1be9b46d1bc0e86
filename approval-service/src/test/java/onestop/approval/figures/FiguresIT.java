package onestop.approval.figures;

import static onestop.approval.ApiDriver.approver;
import static onestop.approval.ApiDriver.examiner;
import static onestop.approval.ApiDriver.manager;
import static onestop.approval.ApiDriver.reviewer;
import static onestop.approval.ApiDriver.token;
import static onestop.approval.cases.FileExamples.aFile;
import static onestop.approval.cases.Office.caseOf;
import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import onestop.approval.ApiDriver;
import onestop.approval.ApprovalIT;
import onestop.approval.TestClock;
import onestop.approval.cases.Office;
import onestop.approval.cases.ReviseCases;
import onestop.testsupport.Events;
import onestop.testsupport.Eventually;
import onestop.testsupport.Measured;
import onestop.web.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.support.TransactionOperations;

@ApprovalIT
class FiguresIT {
    private static final String INTAKE = "onestop.intake.application";
    private static final String SUPERVISOR = token("supervisor", "JGJ", Role.EVALUATION_SUPERVISOR);
    private static final String MARCH = "from=2026-03-01&to=2026-03-31";

    @Autowired
    ApiDriver api;

    @Autowired
    Office office;

    @Autowired
    TestClock clock;

    @Autowired
    FigureRows rows;

    @Autowired
    FoldFigures fold;

    @Autowired
    CountCases cases;

    @Autowired
    ReviseCases revise;

    @Autowired
    Events events;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionOperations transaction;

    private final String unit = "F" + UUID.randomUUID().toString().substring(0, 8);

    @AfterEach
    void backToTuesday() {
        clock.reset();
    }

    /** Promised for 5 March; examined in two days, suspended over a weekend, granted on the 10th. */
    private String lateCase() {
        var number = caseOf(office.open(aFile().promised("A", unit, 0)), "A");
        assertThat(api.act(examiner(unit), number, "assignment", "{}")).hasStatusOk();
        on(4);
        assertThat(api.examine(examiner(unit), number)).hasStatusOk();
        on(5);
        assertThat(api.suspend(approver(unit), number)).hasStatusOk();
        on(9);
        assertThat(api.resume(approver(unit), number)).hasStatusOk();
        on(10);
        assertThat(api.grant(approver(unit), number)).hasStatusOk();
        clock.reset();
        return number;
    }

    @Test
    void aDecisionCountsAtOnceWithItsTimesAndStaysTheSameWhenItIsAddedUp() {
        lateCase();
        var refused = caseOf(
                office.open(aFile().immediate("B", unit, 0).acceptedAt(TestClock.TUESDAY_NOON.minusSeconds(60))), "B");
        assertThat(api.refuse(approver(unit), refused)).hasStatusOk();

        for (int i = 0; i < 2; i++) {
            var json = figures(MARCH + "&groupBy=ITEM&unit=" + unit);
            assertThat(JsonPath.<Map<String, Object>>read(json, "$.all"))
                    .containsEntry("decided", 2)
                    .containsEntry("granted", 1);
            assertThat(JsonPath.<Map<String, Object>>read(json, "$.all.onTimePromised"))
                    .containsEntry("numerator", 1)
                    .containsEntry("denominator", 2)
                    .containsEntry("rate", 0.5);
            assertThat(JsonPath.<Map<String, Object>>read(json, "$.all.onTimeStatutory"))
                    .containsEntry("numerator", 2);
            assertThat(JsonPath.<List<String>>read(json, "$.groups[*].itemCode"))
                    .containsExactly("A", "B");
            assertThat(JsonPath.<Map<String, Object>>read(json, "$.groups[0].workingDays"))
                    .containsEntry("sum", 4)
                    .containsEntry("mean", 4.0);
            assertThat(spans(json, "$.groups[0].steps[?(@.step == 'EXAMINATION')].time"))
                    .containsExactly(1, 1, 0);
            assertThat(spans(json, "$.groups[0].steps[?(@.step == 'DECISION')].time"))
                    .containsExactly(2, 0, 2);
            assertThat(spans(json, "$.groups[0].time")).containsExactly(3, 1, 2);
            assertThat(JsonPath.<List<Integer>>read(json, "$.groups[0].steps[*].cases"))
                    .containsExactly(1, 1);
            // no day but that of the decision knows of it
            assertThat(JsonPath.<Integer>read(figures("from=2026-03-11&to=2026-03-31&unit=" + unit), "$.all.decided"))
                    .isZero();
            assertThat(JsonPath.<Integer>read(figures("from=2026-03-10&to=2026-03-10&unit=" + unit), "$.all.decided"))
                    .isEqualTo(1);
            fold.foldInTime();
        }
        assertThat(jdbc.sql("SELECT count(*) FROM figure_delta WHERE unit = ?")
                        .param(unit)
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void returnsAndTheWaitForOtherCasesAreReworkAndTime() {
        var receipt = office.open(aFile().immediate("A", unit, 0).reviewed("B", unit, 1, "A"));
        on(4);
        api.grant(approver(unit), caseOf(receipt, "A"));
        var second = caseOf(receipt, "B");
        api.examine(examiner(unit), second);
        on(5);
        assertThat(api.sendBack(reviewer(unit), second, "EXAMINATION")).hasStatusOk();
        api.examine(examiner(unit), second);
        api.review(reviewer(unit), second);
        assertThat(api.grant(approver(unit), second)).hasStatusOk();

        var json = figures(MARCH + "&groupBy=UNIT_AND_ITEM&unit=" + unit);

        assertThat(JsonPath.<Integer>read(json, "$.all.rework.returns")).isEqualTo(1);
        assertThat(JsonPath.<Map<String, Object>>read(json, "$.all.rework.returnedCases"))
                .containsEntry("numerator", 1)
                .containsEntry("denominator", 2);
        assertThat(spans(json, "$.groups[1].steps[?(@.step == 'START')].time")).containsExactly(2, 0, 0);
        assertThat(spans(json, "$.groups[1].steps[?(@.step == 'REVIEW')].time")).containsExactly(1, 0, 0);
        assertThat(JsonPath.<List<String>>read(json, "$.groups[1].steps[*].step"))
                .containsExactly("START", "EXAMINATION", "REVIEW", "DECISION");
    }

    @Test
    void correctionNoticesCountWheneverTheyAreTold() {
        var before = office.open(aFile().immediate("A", unit, 0).immediate("B", unit, 0));
        notice(before);
        Eventually.within(
                Duration.ofSeconds(30), () -> assertThat(corrections(before)).isEqualTo(1));
        api.grant(approver(unit), caseOf(before, "A"));
        assertThat(JsonPath.<Integer>read(figures(MARCH + "&unit=" + unit), "$.all.rework.corrections"))
                .isEqualTo(1);
        api.grant(approver(unit), caseOf(before, "B"));

        notice(before);

        Eventually.within(
                Duration.ofSeconds(30), () -> assertThat(corrections(before)).isEqualTo(2));
        var json = figures(MARCH + "&unit=" + unit);
        assertThat(JsonPath.<Integer>read(json, "$.all.rework.corrections")).isEqualTo(4);
        assertThat(JsonPath.<Integer>read(json, "$.all.rework.correctedCases.numerator"))
                .isEqualTo(2);
    }

    @Test
    void aNoticeAndDecisionsAtTheSameInstantAreCountedOnceEach() throws Exception {
        var files = IntStream.range(0, 12)
                .mapToObj(_ -> office.open(aFile().immediate("A", unit, 0).immediate("B", unit, 0)))
                .toList();
        var work = new ArrayList<Callable<Boolean>>();
        for (var file : files) {
            for (var item : List.of("A", "B")) {
                work.add(() -> api.grant(approver(unit), caseOf(file, item))
                                .getResponse()
                                .getStatus()
                        == 200);
            }
            work.add(() -> {
                transaction.executeWithoutResult(_ -> rows.correct(new TreeMap<>(Map.of(file, 1))));
                return true;
            });
        }
        java.util.Collections.shuffle(work, new java.util.Random(3));
        try (var all = Executors.newFixedThreadPool(6)) {
            for (var one : all.invokeAll(work)) {
                assertThat(one.get()).isTrue();
            }
        }

        var json = figures(MARCH + "&unit=" + unit);
        assertThat(JsonPath.<Integer>read(json, "$.all.decided")).isEqualTo(24);
        assertThat(JsonPath.<Integer>read(json, "$.all.rework.corrections")).isEqualTo(24);
        assertThat(JsonPath.<Integer>read(json, "$.all.rework.correctedCases.numerator"))
                .isEqualTo(24);
    }

    @Test
    void aDecisionThatIsUndoneIsNotCounted() {
        var number = caseOf(office.open(aFile().promised("A", unit, 0)), "A");
        assertThat(api.grant(approver(unit), number)).hasStatus(409);
        office.withdraw(office.open(aFile().promised("A", unit, 0)), TestClock.TUESDAY_NOON);

        assertThat(JsonPath.<Integer>read(figures(MARCH + "&unit=" + unit), "$.all.decided"))
                .isZero();
        assertThat(figures(MARCH + "&unit=" + unit)).doesNotContain("\"rate\"", "\"mean\"");
    }

    @Test
    void whatEndsWithoutADecisionIsCountedApart() {
        var number = caseOf(office.open(aFile().promised("A", unit, 0)), "A");
        assertThat(api.act(approver(unit), number, "ending", """
                {"kind": "TERMINATED", "grounds": "申请人主体已注销"}
                """)).hasStatusOk();

        var json = figures(MARCH + "&groupBy=ITEM&unit=" + unit);

        assertThat(JsonPath.<Integer>read(json, "$.groups[0].endedWithoutDecision"))
                .isEqualTo(1);
        assertThat(JsonPath.<Integer>read(json, "$.all.decided")).isZero();
    }

    /** Promised for 5 March; examined on the 4th, ended on the 10th. */
    @Test
    void aLateCaseThatEndsUndecidedIsLateAndItsTimeIsShownApart() {
        var forwarded = caseOf(office.open(aFile().promised("A", unit, 0)), "A");
        on(4);
        assertThat(api.examine(examiner(unit), forwarded)).hasStatusOk();
        on(5);
        var inTime = caseOf(
                office.open(aFile().immediate("B", unit, 0).acceptedAt(Instant.parse("2026-03-05T10:00:00+08:00"))),
                "B");
        assertThat(end(inTime, "TERMINATED")).hasStatusOk();
        on(10);
        assertThat(end(forwarded, "FORWARDED")).hasStatusOk();

        for (int i = 0; i < 2; i++) {
            var json = figures(MARCH + "&groupBy=ITEM&unit=" + unit);
            assertThat(JsonPath.<Map<String, Object>>read(json, "$.all.ended")).containsEntry("cases", 2);
            assertThat(JsonPath.<Map<String, Object>>read(json, "$.all.ended.onTimePromised"))
                    .containsEntry("numerator", 1)
                    .containsEntry("denominator", 2);
            assertThat(JsonPath.<Map<String, Object>>read(json, "$.all.ended.onTimeStatutory"))
                    .containsEntry("numerator", 2);
            assertThat(JsonPath.<Integer>read(json, "$.groups[0].ended.workingDays.sum"))
                    .isEqualTo(6);
            assertThat(spans(json, "$.groups[0].ended.time")).containsExactly(6, 0, 0);
            assertThat(spans(json, "$.groups[0].ended.steps[?(@.step == 'EXAMINATION')].time"))
                    .containsExactly(2, 0, 0);
            assertThat(spans(json, "$.groups[0].ended.steps[?(@.step == 'DECISION')].time"))
                    .containsExactly(4, 0, 0);
            assertThat(spans(json, "$.all.time")).as("apart").containsExactly(0, 0, 0);
            assertThat(JsonPath.<List<Object>>read(json, "$.all.steps")).isEmpty();
            assertThat(JsonPath.<Integer>read(json, "$.all.onTimePromised.denominator"))
                    .isZero();
            fold.foldInTime();
        }
    }

    @Test
    void aCaseThatLapsesAfterItsCorrectionWasAwaitedIsInTime() {
        var number = caseOf(office.open(aFile().promised("A", unit, 0)), "A");
        on(4);
        assertThat(api.act(approver(unit), number, "suspension", """
                {"kind": "CORRECTION", "legalGround": "行政许可法第三十二条", "expectedWorkingDays": 5,
                 "defects": [{"material": "SITE_PLAN", "fault": "INCOMPLETE", "text": "未标注消防通道"}]}
                """)).hasStatusOk();
        on(20);
        assertThat(end(number, "LAPSED")).hasStatusOk();

        var ended = JsonPath.<Map<String, Object>>read(figures(MARCH + "&unit=" + unit), "$.all.ended");

        assertThat(JsonPath.<Integer>read(ended, "$.onTimePromised.numerator")).isEqualTo(1);
        assertThat(JsonPath.<Integer>read(ended, "$.workingDays.sum")).isEqualTo(2);
        assertThat(spans(figures(MARCH + "&unit=" + unit), "$.all.ended.time")).containsExactly(2, 0, 12);
    }

    /** Refused on the 4th, opened again by an appeal on the 16th, granted on the 18th. */
    @Test
    void aReopenedCaseIsCountedOnceWithTheTimesSinceTheAppealOpenedIt() {
        var number = caseOf(office.open(aFile().promised("A", unit, 0)), "A");
        assertThat(api.act(examiner(unit), number, "assignment", "{}")).hasStatusOk();
        assertThat(api.examine(examiner(unit), number)).hasStatusOk();
        on(4);
        assertThat(api.refuse(approver(unit), number)).hasStatusOk();
        assertThat(decided(MARCH)).isEqualTo(1);
        fold.foldInTime();

        on(16);
        reopen(number);

        assertThat(decided(MARCH)).as("open again").isZero();
        assertThat(JsonPath.<List<Object>>read(figures(MARCH + "&unit=" + unit), "$.all.steps"))
                .isEmpty();
        on(17);
        assertThat(api.examine(token("li", unit, Role.EXAMINER), number)).hasStatusOk();
        on(18);
        assertThat(api.grant(token("wang", unit, Role.APPROVER), number)).hasStatusOk();
        for (int i = 0; i < 2; i++) {
            assertThat(decided(MARCH)).isEqualTo(1);
            assertThat(decided("from=2026-03-04&to=2026-03-04")).isZero();
            var json = figures("from=2026-03-18&to=2026-03-18&unit=" + unit);
            assertThat(JsonPath.<Integer>read(json, "$.all.granted")).isEqualTo(1);
            assertThat(JsonPath.<Integer>read(json, "$.all.onTimePromised.numerator"))
                    .isEqualTo(1);
            assertThat(JsonPath.<Integer>read(json, "$.all.workingDays.sum")).isEqualTo(2);
            assertThat(spans(json, "$.all.time"))
                    .as("from the reopening to the decision, assigned to nobody")
                    .containsExactly(2, 0, 0);
            assertThat(spans(json, "$.all.steps[?(@.step == 'EXAMINATION')].time"))
                    .containsExactly(1, 0, 0);
            assertThat(spans(json, "$.all.steps[?(@.step == 'DECISION')].time")).containsExactly(1, 0, 0);
            assertThat(JsonPath.<List<Integer>>read(json, "$.all.steps[*].cases"))
                    .containsExactly(1, 1);
            fold.foldInTime();
        }
    }

    @Test
    void whatEndedAndIsOpenedAgainIsNoLongerAmongTheEnded() {
        var number = caseOf(office.open(aFile().immediate("A", unit, 0)), "A");
        assertThat(end(number, "TERMINATED")).hasStatusOk();
        assertThat(ended()).isEqualTo(1);

        reopen(number);

        assertThat(ended()).isZero();
        assertThat(api.grant(token("wang", unit, Role.APPROVER), number)).hasStatusOk();
        assertThat(ended()).isZero();
        assertThat(decided(MARCH)).isEqualTo(1);
    }

    @Test
    void aNoticeToldBetweenTheCountsIsTakenBackAndCountedAgainWithItsCase() {
        var receipt = office.open(aFile().immediate("A", unit, 0).immediate("B", unit, 0));
        var number = caseOf(receipt, "A");
        assertThat(api.refuse(approver(unit), number)).hasStatusOk();
        assertThat(decided(MARCH)).isEqualTo(1);
        correct(receipt);

        reopen(number);

        var open = figures(MARCH + "&unit=" + unit);
        assertThat(JsonPath.<Integer>read(open, "$.all.rework.corrections")).isZero();
        assertThat(JsonPath.<Integer>read(open, "$.all.rework.correctedCases.numerator"))
                .isZero();
        correct(receipt);
        assertThat(api.grant(token("wang", unit, Role.APPROVER), number)).hasStatusOk();
        var again = figures(MARCH + "&unit=" + unit);
        assertThat(JsonPath.<Integer>read(again, "$.all.rework.corrections")).isEqualTo(2);
        assertThat(JsonPath.<Integer>read(again, "$.all.rework.correctedCases.numerator"))
                .isEqualTo(1);
    }

    @Test
    void aCaseThatIsJustBeingOpenedAgainIsNotCountedAsItWas() {
        var number = caseOf(office.open(aFile().immediate("A", unit, 0)), "A");
        assertThat(api.refuse(approver(unit), number)).hasStatusOk();
        try (var another = Executors.newSingleThreadExecutor()) {
            transaction.executeWithoutResult(_ -> {
                assertThat(revise.revise(number, null, null, "SQ260316000001", "请复核"))
                        .isEqualTo(ReviseCases.Outcome.REOPENED);
                assertThat(another.submit(cases::countSome)).succeedsWithin(Duration.ofSeconds(30));
            });
        }

        assertThat(decided(MARCH)).isZero();
    }

    @Test
    void casesOpenedAgainWhileOthersCountAreEachCountedAsTheyStand() throws Exception {
        var numbers = IntStream.range(0, 16)
                .mapToObj(_ -> caseOf(office.open(aFile().immediate("A", unit, 0)), "A"))
                .toList();
        var work = new ArrayList<Callable<Boolean>>();
        for (int i = 0; i < numbers.size(); i++) {
            var number = numbers.get(i);
            boolean reopened = i % 2 == 0;
            boolean granted = i % 4 == 0;
            work.add(() -> {
                assertThat(api.refuse(approver(unit), number)).hasStatusOk();
                if (reopened) {
                    reopen(number);
                }
                if (granted) {
                    assertThat(api.grant(token("wang", unit, Role.APPROVER), number))
                            .hasStatusOk();
                }
                return true;
            });
            work.add(() -> {
                cases.countNoted();
                return true;
            });
        }
        try (var all = Executors.newFixedThreadPool(4)) {
            for (var one : all.invokeAll(work)) {
                assertThat(one.get()).isTrue();
            }
        }

        var json = figures(MARCH + "&unit=" + unit);
        assertThat(JsonPath.<Integer>read(json, "$.all.decided")).isEqualTo(12);
        assertThat(JsonPath.<Integer>read(json, "$.all.granted")).isEqualTo(4);
        assertThat(JsonPath.<List<Integer>>read(json, "$.all.steps[*].cases")).containsExactly(12);
    }

    @Test
    void lightsCountOnTheDayTheyTurnedAlsoWhenTheyAreAnsweredOrLiftedLater() {
        var number = caseOf(office.open(aFile().promised("A", unit, 0)), "A");
        long red = light(number, "RED", "2026-03-06T00:00:10+08:00");
        light(number, "YELLOW", "2026-03-04T00:00:10+08:00");
        long step = light(number, "STEP", "2026-03-01T00:00:00+08:00");
        light(number, "STEP", "2026-02-28T23:59:59+08:00");
        long breach = light(number, "BREACH", "2026-03-31T23:59:59+08:00");
        on(20);
        var reason = """
                {"reason": "系统故障"}
                """;
        assertThat(api.replyToLight(manager(unit), String.valueOf(red), "answer", reason))
                .hasStatusOk();
        assertThat(api.replyToLight(SUPERVISOR, String.valueOf(red), "lift", reason))
                .hasStatusOk();
        assertThat(api.replyToLight(SUPERVISOR, String.valueOf(breach), "lift", reason))
                .hasStatusOk();

        assertThat(api.replyToLight(SUPERVISOR, String.valueOf(step), "lift", reason))
                .hasStatusOk();

        var json = figures(MARCH + "&unit=" + unit);

        assertThat(JsonPath.<Map<String, Object>>read(json, "$.all.lights"))
                .containsEntry("step", 1)
                .containsEntry("stepLifted", 1)
                .containsEntry("yellow", 1)
                .containsEntry("red", 1)
                .containsEntry("breach", 1)
                .containsEntry("redLifted", 1)
                .containsEntry("breachLifted", 1)
                .containsEntry("replied", 3)
                .containsEntry("awaiting", 1);
    }

    @Test
    void whatWasDecidedBeforeThereWereFiguresIsCountedOnce() {
        var number = lateCase();
        cases.countNoted();
        jdbc.sql("DELETE FROM figure_delta WHERE unit = ?").param(unit).update();
        jdbc.sql("DELETE FROM figure_sum WHERE unit = ?").param(unit).update();
        jdbc.sql("DELETE FROM figure_case WHERE case_number = ?").param(number).update();
        jdbc.sql("INSERT INTO figure_backlog (case_number) VALUES (?)")
                .param(number)
                .update();

        cases.countSome();
        cases.countSome();

        assertThat(JsonPath.<Integer>read(figures(MARCH + "&unit=" + unit), "$.all.decided"))
                .isEqualTo(1);
        assertThat(JsonPath.<Integer>read(figures(MARCH + "&unit=" + unit), "$.all.workingDays.sum"))
                .isEqualTo(4);
    }

    @Test
    void whoAsksWhileAnotherCountsWaitsForWhatIsMissing() throws Exception {
        var number = caseOf(office.open(aFile().immediate("A", unit, 0)), "A");
        var taken = new CountDownLatch(1);
        var commit = new CountDownLatch(1);
        try (var others = Executors.newFixedThreadPool(2)) {
            cases.countNoted();
            assertThat(api.grant(approver(unit), number)).hasStatusOk();
            var counting = others.submit(() -> transaction.execute(_ -> {
                int counted = cases.countSome();
                taken.countDown();
                await(commit);
                return counted;
            }));
            await(taken);
            var asking = others.submit(() -> figures(MARCH + "&unit=" + unit));
            Eventually.within(
                    Duration.ofSeconds(30),
                    () -> assertThat(jdbc.sql("SELECT count(*) FROM pg_locks WHERE NOT granted")
                                    .query(Integer.class)
                                    .single())
                            .as("who asks waits")
                            .isPositive());
            commit.countDown();

            assertThat(JsonPath.<Integer>read(asking.get(), "$.all.decided")).isEqualTo(1);
            assertThat(counting.get()).isEqualTo(1);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aManagerSeesTheOwnUnitAndAPeriodHasAnEnd() {
        assertThat(api.read(manager("OTHER"), "/api/approval/figures", MARCH + "&unit=" + unit))
                .hasStatus(403);
        assertThat(api.read(examiner(unit), "/api/approval/figures", MARCH)).hasStatus(403);
        assertThat(api.read(token("m", "", Role.UNIT_MANAGER), "/api/approval/figures", MARCH))
                .hasStatus(403);
        assertThat(api.read(manager(unit), "/api/approval/figures", MARCH)).hasStatusOk();
        for (var wrong : List.of(
                "from=2026-03-02&to=2026-03-01",
                "from=2020-03-01&to=2026-03-31",
                "from=2026-03-01",
                MARCH + "&groupBy=X")) {
            assertThat(api.read(SUPERVISOR, "/api/approval/figures", wrong)).hasStatus(400);
        }
    }

    /** With {@code -Dfigures.cases=1000000} a million, over four years, sixteen units and eighty items. */
    @Test
    void figuresOfManyCasesAreExactAndQuickAlsoWhileTheyAreAddedUp() {
        int cases = Integer.getInteger("figures.cases", 20_000);
        jdbc.sql("""
                INSERT INTO figure_delta (day, unit, item_code, step, cases, on_time_promised, used_days, waiting_days)
                SELECT DATE '2015-01-01' + n % 1461, 'MANY' || n % 16, 'I' || n % 80, s.step, 1,
                       CASE WHEN s.step = '' AND n % 10 > 0 THEN 1 ELSE 0 END, CASE WHEN s.step = '' THEN n % 7 ELSE 0 END, n % 3
                  FROM generate_series(1, :cases) AS n
                 CROSS JOIN (VALUES (''), ('EXAMINATION'), ('DECISION')) AS s (step)
                """).param("cases", cases).update();
        long used = 0;
        long onTime = 0;
        for (int n = 1; n <= cases; n++) {
            used += n % 7;
            onTime += n % 10 > 0 ? 1 : 0;
        }
        var period = PeriodParts.of(LocalDate.of(2015, 1, 1), LocalDate.of(2018, 12, 31));
        var folded = new AtomicBoolean();
        Thread.ofVirtual().start(() -> {
            while (rows.fold(5_000) > 0) {
                Thread.onSpinWait();
            }
            folded.set(true);
        });
        do {
            var all = whole(rows.sums(period, null, null, GroupBy.NONE));
            assertThat(all.of(Count.CASES)).isEqualTo(cases);
            assertThat(all.of(Count.USED_DAYS)).isEqualTo(used);
            assertThat(all.of(Count.ON_TIME_PROMISED)).isEqualTo(onTime);
        } while (!folded.get());

        // So many within seconds leave the database no time to tidy up by itself.
        jdbc.sql("VACUUM (ANALYZE) figure_sum").update();
        jdbc.sql("VACUUM (ANALYZE) figure_delta").update();
        var odd = PeriodParts.of(LocalDate.of(2015, 1, 17), LocalDate.of(2018, 12, 13));
        for (var groupBy : GroupBy.values()) {
            var millis = IntStream.range(0, 21)
                    .mapToLong(_ -> {
                        long began = System.nanoTime();
                        rows.sums(odd, null, null, groupBy);
                        return (System.nanoTime() - began) / 1_000_000;
                    })
                    .sorted()
                    .toArray();
            System.out.printf(
                    "figures of %d cases by %s: median %d ms, slowest %d ms%n", cases, groupBy, millis[10], millis[20]);
            Measured.within(Duration.ofMillis(50), Duration.ofMillis(millis[10]), "figures by " + groupBy);
        }
    }

    private static Counts whole(List<FigureRows.Sum> sums) {
        return sums.stream()
                .filter(sum -> sum.step().isEmpty())
                .map(FigureRows.Sum::counts)
                .findFirst()
                .orElseGet(Counts::new);
    }

    private MvcTestResult end(String caseNumber, String kind) {
        return api.act(
                approver(unit), caseNumber, "ending", "{\"kind\": \"%s\", \"grounds\": \"依法办结\"}".formatted(kind));
    }

    private void reopen(String caseNumber) {
        assertThat(transaction.<ReviseCases.Outcome>execute(
                        _ -> revise.revise(caseNumber, null, null, "SQ260316000001", "请复核")))
                .isEqualTo(ReviseCases.Outcome.REOPENED);
    }

    private void correct(String receiptNumber) {
        transaction.executeWithoutResult(_ -> rows.correct(new TreeMap<>(Map.of(receiptNumber, 1))));
    }

    private int decided(String period) {
        return JsonPath.<Integer>read(figures(period + "&unit=" + unit), "$.all.decided");
    }

    private int ended() {
        return JsonPath.<Integer>read(figures(MARCH + "&unit=" + unit), "$.all.endedWithoutDecision");
    }

    private void on(int day) {
        clock.set(Instant.parse("2026-03-%02dT12:00:00+08:00".formatted(day)));
    }

    private long light(String caseNumber, String severity, String turnedAt) {
        return jdbc.sql("""
                WITH turned AS (
                    INSERT INTO light (case_number, severity, measured_on, receipt_number, unit, item_code, turned_at)
                    VALUES (:number, :severity, CAST(left(:at, 10) AS date), 'R', :unit, 'A', CAST(:at AS timestamptz))
                    RETURNING id
                ), standing AS (
                    INSERT INTO light_standing (light, state, unit, gravity) SELECT id, 'TURNED', :unit, 1 FROM turned
                ), counted AS (
                    INSERT INTO light_count AS c (unit, severity, turned, awaiting) VALUES (:unit, :severity, 1, 1)
                        ON CONFLICT (unit, severity) DO UPDATE SET turned = c.turned + 1, awaiting = c.awaiting + 1
                )
                SELECT id FROM turned
                """)
                .param("number", caseNumber)
                .param("severity", severity)
                .param("unit", unit)
                .param("at", turnedAt)
                .query(Long.class)
                .single();
    }

    private void notice(String receiptNumber) {
        events.send(INTAKE, receiptNumber, INTAKE + ".correction-requested.v1", receiptNumber, 1, """
                {"receiptNumber": "%s", "round": 1}
                """.formatted(
                        receiptNumber));
    }

    private int corrections(String receiptNumber) {
        return jdbc.sql("SELECT corrections FROM figure_file WHERE receipt_number = ?")
                .param(receiptNumber)
                .query(Integer.class)
                .single();
    }

    /** Working days: waiting, working, suspended. */
    private static List<Integer> spans(String json, String path) {
        var found = new ArrayList<Integer>();
        for (var kind : List.of("waiting", "working", "suspended")) {
            Object value = JsonPath.read(json, path + "." + kind + ".workingDays");
            found.add((Integer) (value instanceof List<?> list ? list.getFirst() : value));
        }
        return found;
    }

    private String figures(String query) {
        var result = api.read(SUPERVISOR, "/api/approval/figures", query);
        assertThat(result).hasStatusOk();
        try {
            return result.getResponse().getContentAsString(StandardCharsets.UTF_8);
        } catch (UnsupportedEncodingException e) {
            throw new AssertionError(e);
        }
    }
}
