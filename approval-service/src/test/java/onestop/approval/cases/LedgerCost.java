package onestop.approval.cases;

import static onestop.approval.cases.FileExamples.aFile;
import static onestop.approval.cases.Office.caseOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import onestop.approval.ApprovalIT;
import onestop.approval.cases.ActLeaves.Leaf;
import onestop.approval.cases.CaseCommand.Decide;
import onestop.approval.cases.Transition.Applied;
import onestop.approval.cases.Verdict.Grant;
import onestop.approval.ledger.LeavesOfActs;
import onestop.approval.ledger.Sealing;
import onestop.events.Outbox;
import onestop.workingdays.Calendars;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Not a test of every build: {@code ./benchmarks/run ledger-cost} runs it by name. What the transparency log costs of the decisions: the same
 * decisions by the same code on the same database, in turns with the log and without it, sealing included. It stands here because nothing that
 * is delivered can leave the log out.
 */
@ApprovalIT
class LedgerCost {
    private static final int DECISIONS = Integer.getInteger("ledger.decisions", 1_500);
    private static final int ROUNDS = Integer.getInteger("ledger.rounds", 7);
    private static final double MOST_PERCENT = 5;
    private static final int THREADS = 4;

    @Autowired
    ApprovalCases cases;

    @Autowired
    List<ActListener> listeners;

    @Autowired
    Outbox outbox;

    @Autowired
    Calendars calendars;

    @Autowired
    InstantSource clock;

    @Autowired
    Sealing sealing;

    @Autowired
    Office office;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    PlatformTransactionManager transactions;

    @Test
    void decisionsWithTheLogAndWithoutIt() throws Exception {
        var with = new ActOnCases(cases, new ActListeners(listeners, outbox), calendars, clock);
        var others =
                listeners.stream().filter(one -> !(one instanceof LeavesOfActs)).toList();
        assertThat(others).hasSize(listeners.size() - 1);
        JdbcClient noLeaves = sql -> jdbc.sql(sql.replace(ApprovalCases.LEAVES, ""));
        var bare = new ApprovalCases(noLeaves, _ -> new Leaf(new byte[0], new byte[0]));
        var without = new ActOnCases(bare, new ActListeners(others, outbox), calendars, clock);
        var rates = new ArrayList<Double>();
        var plainRates = new ArrayList<Double>();
        var shares = new ArrayList<Double>();
        for (int round = 0; round < ROUNDS; round++) {
            // Whoever goes first in a round goes second in the next: neither always has the younger tables.
            boolean loggedFirst = round % 2 == 0;
            double first = loggedFirst ? rate(with, "LOGGED", DECISIONS) : rate(without, "PLAIN", 0);
            double second = loggedFirst ? rate(without, "PLAIN", 0) : rate(with, "LOGGED", DECISIONS);
            rates.add(loggedFirst ? first : second);
            plainRates.add(loggedFirst ? second : first);
            shares.add(rates.getLast() / plainRates.getLast());
        }
        double logged = median(rates);
        double plain = median(plainRates);
        double percent = (1 - median(shares)) * 100;
        System.out.printf(
                "decisions per second, median of %d rounds of %d: %.0f with the log, %.0f without; within a round it costs %.1f %%%n",
                ROUNDS, DECISIONS, logged, plain, percent);
        assertThat(percent).isLessThanOrEqualTo(MOST_PERCENT);
    }

    /** @param leaves that the decisions have to add */
    private double rate(ActOnCases act, String unit, int leaves) throws Exception {
        var numbers = new ArrayList<String>();
        for (int i = 0; i < DECISIONS; i++) {
            numbers.add(caseOf(office.open(aFile().immediate("SW-BG", unit, 0)), "SW-BG"));
        }
        sealing.now();
        long before = leavesOf(unit);
        var over = new AtomicBoolean();
        var sealer = Thread.ofVirtual().start(() -> {
            while (!over.get()) {
                sealing.now();
                try {
                    Thread.sleep(500);
                } catch (InterruptedException _) {
                    return;
                }
            }
        });
        double seconds;
        try (var officers = Executors.newFixedThreadPool(THREADS)) {
            var work = new ArrayList<Callable<Boolean>>();
            for (var number : numbers) {
                work.add(() -> Boolean.TRUE.equals(new TransactionTemplate(transactions)
                        .execute(_ -> act.act(number, new Officer("wang", unit), new Decide(new Grant(null)))
                                        .transition()
                                instanceof Applied)));
            }
            long start = System.nanoTime();
            for (var done : officers.invokeAll(work)) {
                assertThat(done.get()).isTrue();
            }
            sealing.now();
            seconds = (System.nanoTime() - start) / 1e9;
        }
        over.set(true);
        sealer.interrupt();
        sealer.join();
        assertThat(leavesOf(unit) - before).isEqualTo(leaves);
        return DECISIONS / seconds;
    }

    private long leavesOf(String unit) {
        return jdbc.sql("""
                SELECT count(*)
                  FROM ledger_leaf l
                  JOIN case_history h USING (case_number, case_version)
                  JOIN approval_case c USING (case_number)
                 WHERE c.unit = :unit AND h.act = 'GRANTED'
                """).param("unit", unit).query(Long.class).single();
    }

    private static double median(List<Double> all) {
        return all.stream().sorted().toList().get(all.size() / 2);
    }
}
