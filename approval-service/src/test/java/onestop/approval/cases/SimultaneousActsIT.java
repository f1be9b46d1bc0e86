package onestop.approval.cases;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static onestop.approval.cases.FileExamples.aFile;
import static onestop.approval.cases.Office.caseOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import onestop.approval.ApprovalIT;
import onestop.approval.Contract;
import onestop.approval.cases.ActOnCases.Outcome;
import onestop.approval.cases.CaseCommand.Decide;
import onestop.approval.cases.CaseCommand.Examine;
import onestop.approval.cases.Rejection.AlreadyDecided;
import onestop.approval.cases.Rejection.WasWithdrawn;
import onestop.approval.cases.Transition.Applied;
import onestop.approval.cases.Transition.Declined;
import onestop.approval.cases.Verdict.Grant;
import onestop.approval.cases.Verdict.Refuse;
import onestop.testsupport.Events;
import onestop.testsupport.Events.Received;
import onestop.testsupport.Eventually;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Departments act on one file at the same instant. */
@ApprovalIT
class SimultaneousActsIT {
    private static final Decide GRANT = new Decide(new Grant(null));
    private static final Decide REFUSE = new Decide(new Refuse("no exit", "remedies"));
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @Autowired
    ActOnCases act;

    @Autowired
    Office office;

    @Autowired
    Events events;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionOperations transaction;

    private final ExecutorService threads = Executors.newFixedThreadPool(8);

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void threeDepartmentsDecideAtTheSameInstantAndNoneIsTurnedAway() throws Exception {
        departmentsDecideTogether(3, 1_000);
    }

    @Test
    void eightDepartmentsDecideAtTheSameInstantAndNoneIsTurnedAway() throws Exception {
        departmentsDecideTogether(8, 100);
    }

    private void departmentsDecideTogether(int departments, int rounds) throws Exception {
        var files = new ArrayList<String>();
        for (int round = 0; round < rounds; round++) {
            var file = aFile();
            for (int unit = 0; unit < departments; unit++) {
                file.immediate("ITEM" + unit, "UNIT" + unit, 0);
            }
            var receiptNumber = office.open(file);
            files.add(receiptNumber);

            var outcomes = together(IntStream.range(0, departments)
                    .mapToObj(unit -> decision(receiptNumber, unit, GRANT))
                    .toList());

            assertThat(outcomes)
                    .allSatisfy(outcome -> assertThat(outcome.transition()).isInstanceOf(Applied.class));
            assertThat(outcomes.stream().filter(one -> "FINISHED".equals(one.fileStatus())))
                    .as("decisions that finished the file")
                    .hasSize(1);
            assertThat(office.fileStatus(receiptNumber)).isEqualTo("FINISHED");
        }
        for (var file : eventsOf(files)) {
            var types = typesOf(file);
            assertThat(types)
                    .isEqualTo(Map.of(
                            "opened.v1",
                            (long) departments,
                            "decided.v1",
                            (long) departments,
                            "file-partly-done.v1",
                            1L,
                            "file-finished.v1",
                            1L));
            assertThat(file.getLast().type()).endsWith("file-finished.v1");
            assertThat(file.getLast().sequence()).isEqualTo(departments + 1L);
            assertThat(Contract.data(file.getLast()).get("granted").asInt()).isEqualTo(departments);
            assertThat(Contract.data(file.getLast()).get("officers")).hasSize(departments + 1);
        }
    }

    @Test
    void theLastTwoOfAStageDecideTogetherAndTheNextStageStartsOnce() throws Exception {
        int rounds = 100;
        var files = new ArrayList<String>();
        for (int round = 0; round < rounds; round++) {
            var receiptNumber = office.open(aFile().immediate("ITEM0", "UNIT0", 0)
                    .immediate("ITEM1", "UNIT1", 0)
                    .immediate("ITEM2", "UNIT2", 1, "ITEM0", "ITEM1")
                    .immediate("ITEM3", "UNIT3", 1));
            files.add(receiptNumber);

            var outcomes = together(List.of(decision(receiptNumber, 0, GRANT), decision(receiptNumber, 1, GRANT)));

            assertThat(outcomes)
                    .allSatisfy(outcome -> assertThat(outcome.transition()).isInstanceOf(Applied.class));
            assertThat(office.statusOf(caseOf(receiptNumber, "ITEM2"))).isEqualTo("DECISION");
            assertThat(office.acts(caseOf(receiptNumber, "ITEM2"))).containsExactly("OPENED");
            assertThat(office.acts(caseOf(receiptNumber, "ITEM3"))).containsExactly("OPENED");

            together(List.of(decision(receiptNumber, 2, GRANT), decision(receiptNumber, 3, GRANT)));
            assertThat(office.fileStatus(receiptNumber)).isEqualTo("FINISHED");
        }
        for (var file : eventsOf(files)) {
            assertThat(typesOf(file))
                    .isEqualTo(Map.of(
                            "opened.v1", 4L, "decided.v1", 4L, "file-partly-done.v1", 1L, "file-finished.v1", 1L));
        }
    }

    @Test
    void oneRefusesWhileTheOtherGrantsAndTheDependantEndsOnce() throws Exception {
        int rounds = 50;
        var files = new ArrayList<String>();
        for (int round = 0; round < rounds; round++) {
            var receiptNumber = office.open(aFile().immediate("ITEM0", "UNIT0", 0)
                    .immediate("ITEM1", "UNIT1", 0)
                    .immediate("ITEM2", "UNIT2", 1, "ITEM0", "ITEM1")
                    .immediate("ITEM3", "UNIT3", 2, "ITEM2"));
            files.add(receiptNumber);

            var outcomes = together(List.of(decision(receiptNumber, 0, GRANT), decision(receiptNumber, 1, REFUSE)));

            assertThat(outcomes)
                    .allSatisfy(outcome -> assertThat(outcome.transition()).isInstanceOf(Applied.class));
            assertThat(office.acts(caseOf(receiptNumber, "ITEM2"))).containsExactly("NOT_STARTED");
            assertThat(office.acts(caseOf(receiptNumber, "ITEM3"))).containsExactly("NOT_STARTED");
            assertThat(office.fileStatus(receiptNumber)).isEqualTo("FINISHED");
        }
        for (var file : eventsOf(files)) {
            assertThat(typesOf(file))
                    .isEqualTo(Map.of(
                            "opened.v1",
                            2L,
                            "decided.v1",
                            2L,
                            "not-started.v1",
                            2L,
                            "file-partly-done.v1",
                            1L,
                            "file-finished.v1",
                            1L));
            assertThat(Contract.data(file.getLast()).get("outcome").asString()).isEqualTo("PARTLY_GRANTED");
        }
    }

    @Test
    void twoOfficersDecideOneCaseAndTheSlowerLearnsWhoWasFaster() throws Exception {
        for (int round = 0; round < 100; round++) {
            var number = caseOf(office.open(aFile().immediate("ITEM0", "UNIT0", 0)), "ITEM0");

            var outcomes = together(List.of(
                    () -> act.act(number, new Officer("li", "UNIT0"), GRANT),
                    () -> act.act(number, new Officer("wang", "UNIT0"), REFUSE)));

            var applied = outcomes.stream()
                    .map(Outcome::transition)
                    .filter(Applied.class::isInstance)
                    .map(Applied.class::cast)
                    .toList();
            var declined = outcomes.stream()
                    .map(Outcome::transition)
                    .filter(Declined.class::isInstance)
                    .map(Declined.class::cast)
                    .toList();
            assertThat(applied).hasSize(1);
            assertThat(declined)
                    .singleElement()
                    .satisfies(one -> assertThat(one.why())
                            .isInstanceOfSatisfying(
                                    AlreadyDecided.class,
                                    why -> assertThat(why.by())
                                            .isEqualTo(applied.getFirst().by())));
        }
    }

    @Test
    void batchesThatMeetInTheSameFilesFromBothEndsAllSucceed() throws Exception {
        for (int round = 0; round < 60; round++) {
            var files = IntStream.range(0, 4)
                    .mapToObj(_ ->
                            office.open(aFile().immediate("ITEM0", "UNIT0", 0).immediate("ITEM1", "UNIT1", 0)))
                    .toList();
            var mine = files.stream().map(file -> caseOf(file, "ITEM0")).toList();
            var theirs =
                    files.reversed().stream().map(file -> caseOf(file, "ITEM1")).toList();

            var results = this.<List<Outcome>>inParallel(List.of(
                    () -> act.act(mine, new Officer("li", "UNIT0"), GRANT),
                    () -> act.act(theirs, new Officer("wang", "UNIT1"), GRANT)));

            assertThat(results)
                    .allSatisfy(batch -> assertThat(batch)
                            .allSatisfy(
                                    outcome -> assertThat(outcome.transition()).isInstanceOf(Applied.class)));
            assertThat(files)
                    .allSatisfy(file -> assertThat(office.fileStatus(file)).isEqualTo("FINISHED"));
        }
    }

    @Test
    void aWithdrawalInTheMiddleLeavesNothingOpenAndBreaksNothing() throws Exception {
        for (int round = 0; round < 100; round++) {
            var receiptNumber = office.open(aFile().immediate("ITEM0", "UNIT0", 0)
                    .immediate("ITEM1", "UNIT1", 0)
                    .immediate("ITEM2", "UNIT2", 1, "ITEM0")
                    .promised("ITEM3", "UNIT3", 1, "ITEM1"));

            var outcomes = together(List.of(
                    decision(receiptNumber, 0, GRANT),
                    decision(receiptNumber, 1, GRANT),
                    () -> act.act(caseOf(receiptNumber, "ITEM3"), new Officer("li3", "UNIT3"), new Examine("complete")),
                    () -> {
                        office.withdraw(receiptNumber, Instant.parse("2026-03-03T04:00:00Z"));
                        return new Outcome("", new Declined(new WasWithdrawn(Instant.EPOCH)), null, null);
                    }));

            assertThat(outcomes).hasSize(4);
            assertThat(office.fileStatus(receiptNumber)).isEqualTo("WITHDRAWN");
            assertThat(jdbc.sql("SELECT count(*) FROM approval_case WHERE receipt_number = ? AND closed_at IS NULL")
                            .param(receiptNumber)
                            .query(Integer.class)
                            .single())
                    .isZero();
        }
    }

    /** Whoever comes first: what needs both cases waits exactly where the other one was not refused. */
    @Test
    void aCaseIsReopenedOnceWhileAnotherOfItsFileIsDecided() throws Exception {
        for (int round = 0; round < 60; round++) {
            var receiptNumber = office.open(aFile().immediate("ITEM0", "UNIT0", 0)
                    .immediate("ITEM1", "UNIT1", 0)
                    .immediate("ITEM2", "UNIT2", 1, "ITEM0", "ITEM1")
                    .immediate("ITEM3", "UNIT3", 2, "ITEM2"));
            var first = caseOf(receiptNumber, "ITEM0");
            assertThat(act.act(first, new Officer("officer0", "UNIT0"), REFUSE).transition())
                    .isInstanceOf(Applied.class);
            var other = round % 2 == 0 ? GRANT : REFUSE;
            Callable<List<Transition>> reopening = () -> act.reopen(List.of(first), "SQ260303000001", "again");

            var outcomes = inParallel(List.<Callable<List<Transition>>>of(
                    reopening,
                    reopening,
                    () -> List.of(decision(receiptNumber, 1, other).call().transition())));

            assertThat(outcomes.get(2)).hasOnlyElementsOfType(Applied.class);
            assertThat(outcomes.subList(0, 2).stream().flatMap(List::stream).filter(Applied.class::isInstance))
                    .hasSize(1);
            assertThat(List.of(
                            office.statusOf(caseOf(receiptNumber, "ITEM2")),
                            office.statusOf(caseOf(receiptNumber, "ITEM3"))))
                    .containsOnly(other.equals(GRANT) ? "WAITING" : "NOT_STARTED");
            assertThat(office.fileStatus(receiptNumber)).isEqualTo("IN_PROGRESS");
        }
    }

    /** The first reopening lets a dependant wait again that the second found unstarted and the refusal ends: nobody may keep it from the other. */
    @Test
    void twoReopeningsBesideARefusalInOneFileDoNotWaitForEachOther() throws Exception {
        var receiptNumber = office.open(aFile().immediate("ITEM0", "UNIT0", 0)
                .immediate("ITEM1", "UNIT1", 0)
                .immediate("ITEM2", "UNIT2", 0)
                .immediate("ITEM3", "UNIT3", 1, "ITEM0", "ITEM2"));
        var one = caseOf(receiptNumber, "ITEM0");
        var other = caseOf(receiptNumber, "ITEM1");
        for (int unit = 0; unit < 2; unit++) {
            assertThat(decision(receiptNumber, unit, REFUSE).call().transition())
                    .isInstanceOf(Applied.class);
        }

        var later = transaction.execute(_ -> {
            assertThat(act.reopen(List.of(one), "SQ260303000001", "again")).hasOnlyElementsOfType(Applied.class);
            var second = threads.submit(() -> act.reopen(List.of(other), "SQ260303000002", "again"));
            var refusal = threads.submit(decision(receiptNumber, 2, REFUSE));
            Eventually.within(LIMIT, () -> assertThat(waitingForLocks()).isEqualTo(2));
            return List.of(second, refusal);
        });

        for (var act : Objects.requireNonNull(later)) {
            act.get(60, TimeUnit.SECONDS);
        }
        assertThat(List.of(office.statusOf(one), office.statusOf(other))).containsOnly("DECISION");
        assertThat(office.acts(caseOf(receiptNumber, "ITEM3")))
                .containsExactly("NOT_STARTED", "WAITS_AGAIN", "NOT_STARTED");
        assertThat(office.fileStatus(receiptNumber)).isEqualTo("IN_PROGRESS");
    }

    private int waitingForLocks() {
        return jdbc.sql("""
                SELECT count(*) FROM pg_stat_activity
                 WHERE datname = current_database() AND wait_event_type = 'Lock'
                """).query(Integer.class).single();
    }

    private Callable<Outcome> decision(String receiptNumber, int unit, Decide decide) {
        return () ->
                act.act(caseOf(receiptNumber, "ITEM" + unit), new Officer("officer" + unit, "UNIT" + unit), decide);
    }

    private List<Outcome> together(List<Callable<Outcome>> acts) throws Exception {
        return inParallel(acts);
    }

    /** All start at the same instant; a failure of one is a failure of the test. */
    private <T> List<T> inParallel(List<Callable<T>> tasks) throws Exception {
        var barrier = new CyclicBarrier(tasks.size());
        var futures = tasks.stream()
                .map(task -> threads.submit(() -> {
                    barrier.await(60, TimeUnit.SECONDS);
                    return task.call();
                }))
                .toList();
        var results = new ArrayList<T>();
        for (var future : futures) {
            try {
                results.add(future.get(60, TimeUnit.SECONDS));
            } catch (ExecutionException e) {
                throw new AssertionError("an act failed", e.getCause());
            }
        }
        return results;
    }

    /** The events of these files in the order of the topic, once all files are finished there. */
    private List<List<Received>> eventsOf(List<String> receiptNumbers) {
        Set<String> wanted = Set.copyOf(receiptNumbers);
        int[] finished = {0};
        var read = events.awaitAll(Contract.TOPIC, LIMIT, event -> wanted.contains(event.key()), ours -> {
            if (ours.getLast().type().endsWith("file-finished.v1")) {
                finished[0]++;
            }
            return finished[0] == wanted.size();
        });
        var byFile = read.stream().collect(Collectors.groupingBy(event -> String.valueOf(event.key())));
        assertThat(byFile).hasSize(receiptNumbers.size());
        byFile.values().forEach(file -> file.forEach(Contract::holds));
        return List.copyOf(byFile.values());
    }

    private static Map<String, Long> typesOf(List<Received> file) {
        return file.stream()
                .collect(groupingBy(event -> event.type().replace("onestop.approval.case.", ""), counting()));
    }
}
