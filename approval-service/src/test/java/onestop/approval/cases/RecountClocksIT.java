package onestop.approval.cases;

import static onestop.approval.ApiDriver.approver;
import static onestop.approval.ApiDriver.token;
import static onestop.approval.cases.FileExamples.aFile;
import static onestop.approval.cases.Office.caseOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import onestop.approval.ApiDriver;
import onestop.approval.ApprovalIT;
import onestop.approval.Contract;
import onestop.approval.TestClock;
import onestop.testsupport.Events;
import onestop.web.Role;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Stored due dates are counted anew. The dates are made wrong by hand, as a changed calendar makes them. */
@ApprovalIT
class RecountClocksIT {
    @Autowired
    RecountClocks recount;

    @Autowired
    Office office;

    @Autowired
    ApiDriver api;

    @Autowired
    Events events;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    PlatformTransactionManager transactions;

    @Autowired
    TestClock clock;

    /** Units that no other test has cases of. */
    private final String unit = "R" + UUID.randomUUID().toString().substring(0, 8);

    private final String fire = unit + "F";

    @BeforeEach
    @AfterEach
    void nothingElseIsCounted() {
        clock.reset();
        jdbc.sql("UPDATE clock_recount SET finished_at = now() WHERE finished_at IS NULL")
                .update();
    }

    @Test
    void aCaseWhoseDatesMoveGetsAnActAndAnEventAndTheOthersNothing() {
        var moved = caseOf(office.open(aFile()), "SW-BG");
        var stays = caseOf(office.open(aFile()), "SW-BG");
        makeWrong(moved);
        ask();

        recount.recount();

        assertThat(promisedDueOn(moved)).isEqualTo(LocalDate.of(2026, 3, 5));
        assertThat(office.acts(moved)).containsExactly("OPENED", "RECOUNTED");
        assertThat(office.acts(stays)).containsExactly("OPENED");
        var told = recounted(moved);
        Contract.holds(told);
        assertThat(Contract.data(told).get("promisedDueOnBefore").asString()).isEqualTo("2026-03-04");
    }

    @Test
    void aSuspendedCaseIsExpectedBackOnTheDayThatTheNewCalendarGives() {
        var number = caseOf(office.open(aFile().promised("SW-BG", "SWJ", 0)), "SW-BG");
        api.suspend(ApiDriver.examiner("SWJ"), number);
        jdbc.sql("UPDATE approval_case SET urgent_on = '2026-03-09' WHERE case_number = ?")
                .param(number)
                .update();
        ask();

        recount.recount();

        assertThat(jdbc.sql("SELECT urgent_on FROM approval_case WHERE case_number = ?")
                        .param(number)
                        .query(LocalDate.class)
                        .single())
                .isEqualTo(LocalDate.of(2026, 3, 10));
        assertThat(office.acts(number)).containsExactly("OPENED", "SUSPENDED", "RECOUNTED");
        var told = recounted(number);
        Contract.holds(told);
        assertThat(Contract.data(told).has("promisedDueOn"))
                .as("its clocks stand still")
                .isFalse();
        assertThat(Contract.data(told).at("/limits/0/what").asString()).isEqualTo("SUSPENSION");
        assertThat(Contract.data(told).at("/limits/0/before").asString()).isEqualTo("2026-03-09");
        assertThat(Contract.data(told).at("/limits/0/now").asString()).isEqualTo("2026-03-10");
    }

    @Test
    void theDaysByWhichOtherUnitsAreToAnswerMoveToo() {
        var number = caseOf(office.open(aFile().immediate("SP-XK", unit, 0)), "SP-XK");
        var answered = caseOf(office.open(aFile().immediate("SP-XK", unit, 0)), "SP-XK");
        for (var one : List.of(number, answered)) {
            assertThat(api.call(
                            "POST",
                            approver(unit),
                            "/api/approval/cases/{caseNumber}/opinions",
                            "",
                            null,
                            """
                            {"units": ["%s"], "rule": "ALL", "question": "疏散通道是否符合要求？", "workingDays": 3}
                            """.formatted(fire),
                            one))
                    .hasStatusOk();
        }
        assertThat(api.put(
                        approver(fire),
                        "/api/approval/cases/{caseNumber}/opinions/{request}/answer",
                        "{\"agrees\": true, \"opinion\": \"同意\"}",
                        answered,
                        1))
                .hasStatusOk();
        jdbc.sql("""
                UPDATE approval_case SET proceedings = jsonb_set(proceedings, '{opinions,0,due_on}', '"2026-03-05"')
                 WHERE unit = ?
                """).param(unit).update();
        jdbc.sql("UPDATE opinion_asked SET due_on = '2026-03-05' WHERE asking_unit = ?")
                .param(unit)
                .update();
        ask();

        recount.recount();

        assertThat(office.acts(number)).containsExactly("OPENED", "OPINIONS_ASKED", "RECOUNTED");
        assertThat(office.acts(answered)).as("nobody is to answer any more").doesNotContain("RECOUNTED");
        assertThat(api.get(approver(unit), "/api/approval/cases/{number}", number))
                .bodyJson()
                .extractingPath("$.opinions[0].dueOn")
                .isEqualTo("2026-03-06");
        assertThat(api.get(approver(fire), "/api/approval/opinions-asked"))
                .bodyJson()
                .extractingPath("$.items[*].dueOn")
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .containsExactly("2026-03-06");
        var told = recounted(number);
        Contract.holds(told);
        assertThat(Contract.data(told).at("/limits/0/what").asString()).isEqualTo("OPINIONS");
        assertThat(Contract.data(told).at("/limits/0/before").asString()).isEqualTo("2026-03-05");
    }

    @Test
    void theLimitOfTheStepThatRunsMovesTooButNotOneThatWasChangedMeanwhile() {
        var item = "RC-" + unit.toUpperCase(Locale.ROOT);
        clock.set(Instant.parse("2026-02-27T02:00:00Z"));
        limit(item, 1);
        clock.reset();
        var number = caseOf(office.open(aFile().promised(item, unit, 0)), item);
        assertThat(stepDueOn(number)).isEqualTo(LocalDate.of(2026, 3, 3));
        makeStepWrong(number);
        ask();

        recount.recount();

        assertThat(stepDueOn(number)).isEqualTo(LocalDate.of(2026, 3, 3));
        assertThat(office.acts(number)).containsExactly("OPENED", "RECOUNTED");
        assertThat(jdbc.sql(
                                "SELECT details #>> '{limits,0}' FROM case_history WHERE case_number = ? AND act = 'RECOUNTED'")
                        .param(number)
                        .query(String.class)
                        .single())
                .contains("\"what\": \"STEP\"", "\"before\": \"2026-03-04\"", "\"now\": \"2026-03-03\"");

        makeStepWrong(number);
        limit(item, 2);
        nothingElseIsCounted();
        ask();
        recount.recount();
        assertThat(stepDueOn(number)).isEqualTo(LocalDate.of(2026, 3, 4));
    }

    private void limit(String item, int workingDays) {
        assertThat(api.put(
                        token("supervisor", "JGJ", Role.EVALUATION_SUPERVISOR),
                        "/api/approval/step-limits/{itemCode}/{step}",
                        "{\"workingDays\": %d}".formatted(workingDays),
                        item,
                        "EXAMINATION"))
                .hasStatus(204);
    }

    private LocalDate stepDueOn(String caseNumber) {
        return jdbc.sql("SELECT measured_on FROM case_light_schedule WHERE case_number = ? AND severity = 'STEP'")
                .param(caseNumber)
                .query(LocalDate.class)
                .single();
    }

    private void makeStepWrong(String caseNumber) {
        jdbc.sql(
                        "UPDATE case_light_schedule SET measured_on = '2026-03-04' WHERE case_number = ? AND severity = 'STEP'")
                .param(caseNumber)
                .update();
    }

    private Events.Received recounted(String caseNumber) {
        return events.await(
                Contract.TOPIC,
                Duration.ofSeconds(30),
                event -> caseNumber.equals(event.subject()) && event.type().endsWith("recounted.v1"));
    }

    @Test
    void aSecondRoundMovesNothingAgainAndEndsTheCounting() {
        var number = caseOf(office.open(aFile()), "SW-BG");
        makeWrong(number);
        var id = ask();
        recount.recount();
        assertThat(finished(id)).isFalse();

        clock.set(TestClock.TUESDAY_NOON.plusSeconds(120));
        recount.recount();

        assertThat(finished(id)).isTrue();
        assertThat(office.acts(number)).containsExactly("OPENED", "RECOUNTED");
    }

    @Test
    void aCaseThatSomebodyWorksOnIsPassedByAndCountedInALaterRound() throws Exception {
        var number = caseOf(office.open(aFile()), "SW-BG");
        makeWrong(number);
        var id = ask();
        var held = new CountDownLatch(1);
        var letGo = new CountDownLatch(1);
        try (var other = Executors.newSingleThreadExecutor()) {
            var work = other.submit(() -> new TransactionTemplate(transactions).executeWithoutResult(_ -> {
                jdbc.sql("SELECT case_number FROM approval_case WHERE case_number = ? FOR UPDATE")
                        .param(number)
                        .query(String.class)
                        .single();
                held.countDown();
                await(letGo);
            }));
            await(held);

            recount.recount();
            clock.set(TestClock.TUESDAY_NOON.plusSeconds(120));
            recount.recount();
            assertThat(office.acts(number)).containsExactly("OPENED");
            assertThat(finished(id)).isFalse();

            letGo.countDown();
            work.get();
        }
        clock.set(TestClock.TUESDAY_NOON.plusSeconds(240));
        recount.recount();

        assertThat(office.acts(number)).containsExactly("OPENED", "RECOUNTED");
        assertThat(finished(id)).isTrue();
    }

    @Test
    void moreCasesThanABatchHoldsAreCountedByTwoReplicasAtOnceWithoutDoubles() throws Exception {
        var receiptNumber = office.open(aFile().branches(RecountClocks.BATCH * 2));
        jdbc.sql("""
                UPDATE approval_case SET promised_due_on = '2026-03-04', urgent_on = '2026-03-04' WHERE receipt_number = ?
                """).param(receiptNumber).update();
        ask();

        try (var replicas = Executors.newFixedThreadPool(2)) {
            for (var one : replicas.invokeAll(
                    List.of(Executors.callable(recount::recount), Executors.callable(recount::recount)))) {
                one.get();
            }
        }
        clock.set(TestClock.TUESDAY_NOON.plusSeconds(120));
        recount.recount();

        assertThat(jdbc.sql("SELECT count(*) FROM case_history WHERE receipt_number = ? AND act = 'RECOUNTED'")
                        .param(receiptNumber)
                        .query(Integer.class)
                        .single())
                .isEqualTo(RecountClocks.BATCH * 2 + 1);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void makeWrong(String caseNumber) {
        jdbc.sql(
                        "UPDATE approval_case SET promised_due_on = '2026-03-04', urgent_on = '2026-03-04' WHERE case_number = ?")
                .param(caseNumber)
                .update();
    }

    private long ask() {
        return jdbc.sql("INSERT INTO clock_recount (because) VALUES ('calendar 2026: notice') RETURNING id")
                .query(Long.class)
                .single();
    }

    private boolean finished(long id) {
        return jdbc.sql("SELECT finished_at IS NOT NULL FROM clock_recount WHERE id = ?")
                .param(id)
                .query(Boolean.class)
                .single();
    }

    private LocalDate promisedDueOn(String caseNumber) {
        return jdbc.sql("SELECT promised_due_on FROM approval_case WHERE case_number = ?")
                .param(caseNumber)
                .query(LocalDate.class)
                .single();
    }
}
