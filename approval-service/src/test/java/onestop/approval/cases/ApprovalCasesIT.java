package onestop.approval.cases;

import static onestop.approval.TestClock.TUESDAY_NOON;
import static onestop.approval.cases.FileExamples.aFile;
import static onestop.approval.cases.Office.caseOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import onestop.approval.ApprovalIT;
import onestop.approval.cases.CaseCommand.Decide;
import onestop.approval.cases.CaseCommand.Examine;
import onestop.approval.cases.CaseCommand.Resume;
import onestop.approval.cases.CaseCommand.Suspend;
import onestop.approval.cases.CaseState.Waiting;
import onestop.approval.cases.Transition.Applied;
import onestop.approval.cases.Verdict.Grant;
import onestop.approval.cases.Verdict.Refuse;
import onestop.workingdays.WorkingDayCalendar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Each statement of the aggregate on a real database, and what the database refuses by itself. */
@ApprovalIT
class ApprovalCasesIT {
    private static final Officer LI = new Officer("li", "SWJ");
    private static final Officer WANG = new Officer("wang", "SWJ");

    @Autowired
    ApprovalCases cases;

    @Autowired
    ActOnCases act;

    @Autowired
    Office office;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    PlatformTransactionManager transactions;

    @Test
    void whatIsWrittenInEachStateIsReadBackEqual() {
        var number = caseOf(office.open(aFile()), "SW-BG");

        for (var command : List.of(
                new CaseCommand.Assign("zhou"),
                new Suspend(SuspensionKind.EXPERT_REVIEW, "art. 45", 3),
                new Resume(),
                new Examine("complete"),
                new Suspend(SuspensionKind.TESTING, "art. 45", 2),
                new Resume())) {
            assertSameAfter(number, LI, command);
        }
        assertSameAfter(number, WANG, new Decide(new Refuse("no exit", "remedies")));
        var granted = caseOf(office.open(aFile().immediate("SW-BG", "SWJ", 0)), "SW-BG");
        assertSameAfter(granted, WANG, new Decide(new Grant("as proposed")));
    }

    private void assertSameAfter(String number, Officer officer, CaseCommand command) {
        var outcome = act.act(number, officer, command);
        assertThat(outcome.transition())
                .isInstanceOfSatisfying(
                        Applied.class, applied -> assertThat(read(number)).isEqualTo(applied.next()));
    }

    @Test
    void waitingCasesAreReadWithWhatTheyWaitForAndNotLocked() {
        var receiptNumber = office.open(
                aFile().promised("A", "SWJ", 0).promised("B", "SWJ", 1, "A").promised("C", "SWJ", 1));
        var b = caseOf(receiptNumber, "B");

        assertThat(((Waiting) read(b).state()).needs()).containsExactly(caseOf(receiptNumber, "A"));
        assertThat(((Waiting) read(caseOf(receiptNumber, "C")).state()).follows())
                .containsExactly(caseOf(receiptNumber, "A"));
        assertThat(inTransaction(() -> cases.lockStarted(List.of(b)))).isEmpty();
        assertThat(cases.waiting(List.of(receiptNumber), List.of(caseOf(receiptNumber, "A")), false))
                .hasSize(2);
        assertThat(cases.waiting(List.of(receiptNumber), List.of("other"), false))
                .isEmpty();
        assertThat(cases.waiting(List.of(receiptNumber), List.of("other"), true))
                .hasSize(2);
    }

    @Test
    void aCopyThatIsNoLongerTrueIsNotWritten() {
        var number = caseOf(office.open(aFile()), "SW-BG");
        var now = new Moment(TUESDAY_NOON, WorkingDayCalendar.shipped());
        var copy = (Applied) read(number).on(new Examine("complete"), LI, now);
        act.act(number, WANG, new Examine("I was faster"));

        assertThatExceptionOfType(StaleCaseException.class)
                .isThrownBy(() -> inTransaction(() -> cases.write(List.of(copy), List.of(), List.of(), now)));
        assertThat(office.acts(number)).containsExactly("OPENED", "EXAMINED");
    }

    @Test
    void aLockedCaseIsWaitedForAndThenSeenAsItIs() throws Exception {
        var number = caseOf(office.open(aFile()), "SW-BG");
        var locked = new CountDownLatch(1);
        var mayCommit = new CountDownLatch(1);
        var first = CompletableFuture.runAsync(() -> inTransaction(() -> {
            act.act(number, WANG, new Examine("first"));
            locked.countDown();
            return await(mayCommit);
        }));
        assertThat(await(locked)).isTrue();

        var second = CompletableFuture.supplyAsync(() -> inTransaction(() -> cases.lockStarted(List.of(number))));
        assertThat(second.isDone()).isFalse();
        mayCommit.countDown();

        assertThat(second.get(60, TimeUnit.SECONDS))
                .singleElement()
                .satisfies(seen -> assertThat(seen.version()).isEqualTo(2));
        first.get(60, TimeUnit.SECONDS);
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE approval_case SET status = 'GRANTED'",
                "UPDATE approval_case SET status = 'DECISION'",
                "UPDATE approval_case SET status = 'WAITING'",
                "UPDATE approval_case SET status = 'SUSPENDED'",
                "UPDATE approval_case SET status = 'LOST'",
                "UPDATE approval_case SET closed_at = now()",
                "UPDATE approval_case SET urgent_on = NULL",
                "UPDATE approval_case SET promised_due_on = NULL",
                "UPDATE approval_case SET examined_by = 'li', decided_by = 'li'",
                "UPDATE approval_case SET needs = '{A}'",
                "UPDATE approval_file SET cases_granted = 1",
                "UPDATE approval_file SET status = 'FINISHED'",
                "UPDATE approval_file SET cases_in_hand = 0, cases_granted = 1",
                "UPDATE approval_file SET cases_waiting = -1, cases_in_hand = 2",
                "INSERT INTO approval_case SELECT * FROM approval_case"
            })
    void theDatabaseRefusesWhatTheModelRefuses(String statement) {
        var receiptNumber = office.open(aFile());

        assertThatExceptionOfType(DataIntegrityViolationException.class)
                .isThrownBy(() -> jdbc.sql(statement + " WHERE receipt_number = ?")
                        .param(receiptNumber)
                        .update());
    }

    @Test
    void theHistoryOnlyGrows() {
        office.open(aFile());

        for (var statement :
                List.of("UPDATE case_history SET actor = 'x'", "DELETE FROM case_history", "TRUNCATE case_history")) {
            assertThatExceptionOfType(DataAccessException.class)
                    .isThrownBy(() -> jdbc.sql(statement).update());
        }
    }

    @Test
    void everyActIsInTheHistoryWithItsActor() {
        var number = caseOf(office.open(aFile()), "SW-BG");
        act.act(number, LI, new Suspend(SuspensionKind.EXPERT_REVIEW, "art. 45", 3));
        act.act(number, LI, new Resume());
        act.act(number, LI, new Examine("complete"));
        act.act(number, WANG, new Decide(new Refuse("no exit", "remedies")));

        assertThat(jdbc.sql("""
                        SELECT case_version, act, actor, details->>'kind' AS kind, details->>'grounds' AS grounds
                          FROM case_history WHERE case_number = ? ORDER BY entry
                        """)
                        .param(number)
                        .query((row, _) -> Stream.of("case_version", "act", "actor", "kind", "grounds")
                                .map(column -> text(row, column))
                                .toList())
                        .list())
                .containsExactly(
                        List.of("1", "OPENED", "system", "-", "-"),
                        List.of("2", "SUSPENDED", "li", "EXPERT_REVIEW", "-"),
                        List.of("3", "RESUMED", "li", "EXPERT_REVIEW", "-"),
                        List.of("4", "EXAMINED", "li", "-", "-"),
                        List.of("5", "REFUSED", "wang", "-", "no exit"));
    }

    private static String text(java.sql.ResultSet row, String column) {
        try {
            var value = row.getString(column);
            return value == null ? "-" : value;
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aFileIsOpenedOnce() {
        var file = aFile().promised("A", "SWJ", 0).build();

        office.open(file);
        office.open(file);

        assertThat(office.acts(caseOf(file.receiptNumber(), "A"))).containsExactly("OPENED");
    }

    @Test
    void aWithdrawalOfAnUnknownFileWaitsForIt() {
        var file = aFile().promised("A", "SWJ", 0).promised("B", "SWJ", 1, "A").build();

        office.withdraw(file.receiptNumber(), TUESDAY_NOON);
        office.open(file);

        assertThat(office.fileStatus(file.receiptNumber())).isEqualTo("WITHDRAWN");
        assertThat(Map.of("A", "WITHDRAWN", "B", "WITHDRAWN"))
                .allSatisfy((item, status) -> assertThat(office.statusOf(caseOf(file.receiptNumber(), item)))
                        .isEqualTo(status));
    }

    @Test
    void aDeemedAcceptanceHasNoClerkAndKeepsNobodyOut() {
        var number = caseOf(office.open(aFile().deemed().withoutBaseline()), "SW-BG");

        assertThat(act.act(number, new Officer("window", "SWJ"), new Examine("complete"))
                        .transition())
                .isInstanceOf(Applied.class);
    }

    private ApprovalCase read(String number) {
        return cases.look(List.of(number)).getFirst();
    }

    private <T> T inTransaction(java.util.function.Supplier<T> work) {
        T result = new TransactionTemplate(transactions).execute(_ -> work.get());
        if (result == null) {
            throw new IllegalStateException("nothing came back");
        }
        return result;
    }
}
