package onestop.intake.application;

import static onestop.intake.Calls.WINDOW;
import static onestop.intake.Calls.WINDOW2;
import static onestop.intake.Calls.applicant;
import static onestop.intake.window.HallExamples.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import onestop.intake.Calls;
import onestop.intake.IntakeTest;
import onestop.intake.numbering.FileNumbers;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** What happens when several do the same thing at the same moment. */
@IntakeTest
class AtOnceIT {
    @Autowired
    Calls calls;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    FileNumbers numbers;

    @Autowired
    TransactionTemplate transaction;

    private static <T> List<T> atOnce(List<Callable<T>> works) throws Exception {
        var together = new CyclicBarrier(works.size());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = works.stream()
                    .map(work -> threads.submit(() -> {
                        together.await();
                        return work.call();
                    }))
                    .toList();
            var results = new ArrayList<T>();
            for (var one : running) {
                results.add(one.get());
            }
            return results;
        }
    }

    @Test
    void ofTwoClerksWhoAcceptOneWinsAndTheOtherIsTold() throws Exception {
        var usci = calls.enterprise();
        for (int round = 0; round < 20; round++) {
            var number = calls.submit(usci, "PKG-BG-GD").text("receiptNumber");

            var replies = atOnce(List.<Callable<Calls.Reply>>of(
                    () -> calls.accept(WINDOW, number), () -> calls.accept(WINDOW2, number)));

            assertThat(replies).extracting(Calls.Reply::status).containsExactlyInAnyOrder(200, 409);
            assertThat(replies.stream().filter(reply -> reply.status() == 409))
                    .allSatisfy(reply -> assertThat(reply.problem()).isEqualTo("already-accepted"));
            assertThat(jdbc.sql(
                                    "SELECT count(*) FROM application_history WHERE receipt_number = ? AND act = 'ACCEPTED'")
                            .param(number)
                            .query(Integer.class)
                            .single())
                    .isEqualTo(1);
        }
    }

    @Test
    void acceptanceAndWithdrawalDoNotCross() throws Exception {
        var usci = calls.enterprise();
        for (int round = 0; round < 10; round++) {
            var number = calls.submit(usci, "PKG-BG-GD").text("receiptNumber");

            atOnce(List.<Callable<Calls.Reply>>of(
                    () -> calls.accept(WINDOW, number),
                    () -> calls.put(applicant(usci), "/applications/" + number + "/withdrawal", null)));

            // Whatever came first, the applicant's word was the last.
            assertThat(calls.get(WINDOW, "/applications/" + number).text("status"))
                    .isEqualTo("WITHDRAWN");
            assertThat(jdbc.sql("SELECT array_agg(version ORDER BY version) = array_agg(row_number ORDER BY version) "
                                    + "FROM (SELECT version, row_number() OVER (ORDER BY version) "
                                    + "FROM application_history WHERE receipt_number = ?) AS h")
                            .param(number)
                            .query(Boolean.class)
                            .single())
                    .isTrue();
        }
    }

    @Test
    void ofTwoWhoHandInForTheSameBranchesOneWinsAndTheOtherIsTold() throws Exception {
        for (int round = 0; round < 10; round++) {
            var parent = calls.enterprise();
            var branches = calls.branches(parent, 20);
            var one = calls.application(parent, "PKG-FZ-PL");
            one.put(
                    "branches",
                    branches.stream().map(usci -> Map.of("usci", usci)).toList());
            var other = new HashMap<>(one);
            other.put(
                    "branches",
                    branches.reversed().stream()
                            .map(usci -> Map.of("usci", usci))
                            .toList());

            var replies = atOnce(List.<Callable<Calls.Reply>>of(
                    () -> calls.post(applicant(parent), "/applications", one),
                    () -> calls.post(WINDOW, "/applications", other)));

            assertThat(replies).extracting(Calls.Reply::status).containsExactlyInAnyOrder(201, 409);
            assertThat(replies.stream().filter(reply -> reply.status() == 409))
                    .allSatisfy(reply -> assertThat(reply.problem()).isEqualTo("branches-in-open-files"));
            assertThat(jdbc.sql("SELECT count(*) FROM application WHERE enterprise_usci = ?")
                            .param(parent)
                            .query(Integer.class)
                            .single())
                    .isEqualTo(1);
        }
    }

    @Test
    void fiftyEqualSubmissionsWithOneKeyAreOneFile() throws Exception {
        var usci = calls.enterprise();
        var body = calls.application(usci, "PKG-BG-MC");
        var key = Map.of("Idempotency-Key", "one-key-for-all-" + usci);

        var replies = atOnce(IntStream.range(0, 50)
                .<Callable<Calls.Reply>>mapToObj(_ ->
                        () -> patiently(() -> calls.send(HttpMethod.POST, applicant(usci), "/applications", body, key)))
                .toList());

        assertThat(replies).hasSize(50).extracting(Calls.Reply::status).containsOnly(201);
        assertThat(replies.stream()
                        .map(reply -> reply.text("receiptNumber") + reply.text("queryCode"))
                        .distinct())
                .hasSize(1);
        assertThat(jdbc.sql("SELECT count(*) FROM application WHERE enterprise_usci = ?")
                        .param(usci)
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
        // another body under the key is not taken for the same
        body.put("channel", "WINDOW");
        calls.send(HttpMethod.POST, applicant(usci), "/applications", body, key)
                .declines(409, "idempotency-key-reused");
    }

    @Test
    void numbersAreUniqueAlsoAtTheFirstMomentOfADayAndOverReplicas() throws Exception {
        var day = LocalDate.of(2040, 1, 2);
        var replica = new FileNumbers[] {numbers, otherReplica()};

        var drawn = atOnce(IntStream.range(0, 24)
                .<Callable<List<String>>>mapToObj(i -> () -> {
                    var mine = new ArrayList<String>();
                    for (int n = 0; n < 20; n++) {
                        boolean rollBack = n % 7 == 3;
                        transaction.executeWithoutResult(status -> {
                            var allocation = replica[i % 2].allocate(day, false, 3);
                            if (rollBack) {
                                status.setRollbackOnly();
                            } else {
                                mine.add(allocation.receipt().value());
                                allocation.cases().forEach(one -> mine.add(one.value()));
                            }
                        });
                    }
                    return mine;
                })
                .toList());

        var all = drawn.stream().flatMap(List::stream).toList();
        assertThat(all).doesNotHaveDuplicates().allMatch(number -> number.matches("371327400102\\d{5,}"));
    }

    private FileNumbers otherReplica() throws Exception {
        var constructor = FileNumbers.class.getDeclaredConstructor(JdbcClient.class);
        constructor.setAccessible(true);
        return constructor.newInstance(jdbc);
    }
}
