package onestop.appeal.policies;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import onestop.appeal.WholeService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The tally of pushes against the pushes themselves; of policies and enterprises that nobody else has. */
@WholeService
class PushTalliesIT {
    private static final int POLICY = 9_100_000;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Pushes pushes;

    @Autowired
    TransactionTemplate transaction;

    @AfterEach
    void remove() {
        jdbc.sql("DELETE FROM policy_push WHERE policy_serial BETWEEN ? AND ?")
                .param(POLICY)
                .param(POLICY + 9)
                .update();
        assertThat(pushes.counts(POLICY)).as("what is removed is not counted").isEmpty();
    }

    private void push(int policy, int from, int to, String channel) {
        jdbc.sql("""
                INSERT INTO policy_push (enterprise_serial, policy_serial, round, version, pushed_at, channel)
                SELECT n, :policy, 1, 1, '2026-03-02T01:00:00Z', :channel FROM generate_series(:from, :to) AS n
                    ON CONFLICT DO NOTHING
                """)
                .param("policy", policy)
                .param("channel", channel)
                .param("from", from)
                .param("to", to)
                .update();
    }

    private void change(String columns, int policy, int to) {
        jdbc.sql("UPDATE policy_push SET " + columns + " WHERE policy_serial = :policy AND enterprise_serial <= :to")
                .param("policy", policy)
                .param("to", to)
                .update();
    }

    private void reconcile() {
        var counted = """
                SELECT policy_serial, round, channel, count(*) AS pushed, count(delivered_at) AS delivered,
                       count(failed_at) FILTER (WHERE delivered_at IS NULL) AS failed, count(read_at) AS read,
                       count(applied_at) AS applied
                  FROM policy_push GROUP BY policy_serial, round, channel
                """;
        var tallied = """
                SELECT policy_serial, round, channel, sum(pushed), sum(delivered), sum(failed), sum(read), sum(applied)
                  FROM policy_push_tally GROUP BY policy_serial, round, channel HAVING sum(pushed) <> 0
                """;
        assertThat(jdbc.sql("SELECT count(*) FROM ((TABLE a EXCEPT TABLE b) UNION ALL (TABLE b EXCEPT TABLE a)) AS d"
                                .replace("TABLE a", counted)
                                .replace("TABLE b", tallied))
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void everyChangeIsCountedOnce() {
        push(POLICY, 1, 100, "APP");
        push(POLICY, 51, 150, "APP"); // half of them are there
        push(POLICY + 1, 1, 10, "SMS");
        change("failed_at = now()", POLICY, 40);
        change("delivered_at = now()", POLICY, 30);
        change("delivered_at = coalesce(delivered_at, now()), read_at = now()", POLICY, 35);
        change("applied_at = now()", POLICY, 5);
        change("applied_at = applied_at", POLICY, 5);
        assertThat(pushes.counts(POLICY))
                .containsExactly(new Pushes.Counts(
                        1, 150, 35, 5, 35, 5, List.of(new Pushes.ChannelCounts(Channel.APP, 150, 35, 5, 35, 5))));
        reconcile();
        transaction.executeWithoutResult(undone -> {
            push(POLICY, 200, 300, "APP");
            undone.setRollbackOnly();
        });
        assertThat(pushes.counts(POLICY).getFirst().pushed()).isEqualTo(150);
    }

    @Test
    void whoPushesAtTheSameTimeNeitherLosesNorWaits() throws Exception {
        try (var threads = Executors.newFixedThreadPool(8)) {
            var work = IntStream.range(0, 8)
                    .mapToObj(worker -> (Callable<Boolean>) () -> transaction.execute(_ -> {
                        // in opposite orders
                        for (int step = 0; step < 10; step++) {
                            int policy = POLICY + (worker % 2 == 0 ? step : 9 - step);
                            push(policy, worker * 20 + 1, worker * 20 + 20, "PORTAL");
                            jdbc.sql("""
                                    UPDATE policy_push SET delivered_at = now()
                                     WHERE policy_serial = :policy AND enterprise_serial = :enterprise
                                    """)
                                    .param("policy", policy)
                                    .param("enterprise", worker * 20 + 1)
                                    .update();
                        }
                        return true;
                    }))
                    .toList();
            for (var done : threads.invokeAll(work)) {
                assertThat(done.get()).isTrue();
            }
        }
        for (int policy = POLICY; policy < POLICY + 10; policy++) {
            var counts = pushes.counts(policy).getFirst();
            assertThat(counts.pushed()).isEqualTo(160);
            assertThat(counts.delivered()).isEqualTo(8);
        }
        reconcile();
    }

    @Test
    void figuresReadTheTallyAlone() {
        push(POLICY, 1, 5_000, "PORTAL");
        assertThat(jdbc.sql("SELECT count(*) FROM policy_push_tally WHERE policy_serial = ?")
                        .param(POLICY)
                        .query(Integer.class)
                        .single())
                .as("rows that the figures of 5,000 pushes read")
                .isLessThanOrEqualTo(64);
    }

    /** What becomes of a push changes no column of an index, so its row stays where the index points. */
    @Test
    void noIndexHoldsWhatBecomesOfAPush() {
        assertThat(jdbc.sql("SELECT indexdef FROM pg_indexes WHERE tablename = 'policy_push'")
                        .query(String.class)
                        .list())
                .noneMatch(each -> each.matches(".*(delivered_at|read_at|applied_at|failed_at).*"));
    }
}
