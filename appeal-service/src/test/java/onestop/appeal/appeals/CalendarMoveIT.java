package onestop.appeal.appeals;

import static onestop.appeal.Office.COORDINATOR;
import static onestop.appeal.Office.manager;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import onestop.appeal.Office.Person;
import onestop.appeal.Office.Requests;
import onestop.appeal.TestClock;
import onestop.appeal.WholeService;
import onestop.testsupport.Events;
import onestop.testsupport.Eventually;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** A year that arrives late moves the clocks that run in batches; in between people go on working. */
@WholeService
class CalendarMoveIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String TOPIC = "onestop.intake.calendar";
    private static final String PUBLISHED = "onestop.intake.calendar.year-published.v1";

    @Autowired
    DueTimesRecomputer recomputer;

    @Autowired
    Requests requests;

    @Autowired
    Events events;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TestClock clock;

    private final String unit = "M" + Math.abs(UUID.randomUUID().hashCode());
    private final Person manager = manager("manager-" + unit, unit);

    /** In the order of their ids, as the batches go. */
    private final List<String> appeals = new ArrayList<>();

    private int published;

    @BeforeEach
    void fiveThatEndInTheNextYear() {
        events.createTopic(TOPIC, 1);
        jdbc.sql("INSERT INTO unit (key, name_zh, in_use) VALUES (:key, '单位', true)")
                .param("key", unit)
                .update();
        clock.setTo("2031-12-30T10:00:00+08:00");
        publish("");
        recomputer.move();
        for (int at = 0; at < 5; at++) {
            appeals.add(requests.signed(unit));
        }
        appeals.sort(null);
        for (var id : appeals) {
            assertThat(dueOn(id)).isEqualTo("2032-01-20");
        }
        publish("\"2032-01-01\", \"2032-01-02\"");
    }

    /** And no clock runs any more that the next test would move. */
    @AfterEach
    void theMoveIsOver() {
        appeals.forEach(id -> requests.put(manager, id, "reply", "{\"text\": \"已办结\"}"));
        jdbc.sql("UPDATE calendar_move SET settle_at = now()").update();
        recomputer.move();
        recomputer.move();
        assertThat(jdbc.sql("SELECT count(*) FROM calendar_move")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    /** Each time with another source, so that it is another year; waits until it is in force. */
    private void publish(String days) {
        var source = "for this test " + UUID.randomUUID();
        events.send(TOPIC, "2032", PUBLISHED, "2032", ++published, """
                {"year": 2032, "off": [%s], "work": [], "source": "%s", "published": true}""".formatted(days, source));
        Eventually.within(
                SOON,
                () -> assertThat(jdbc.sql("SELECT source FROM calendar_year WHERE year = 2032")
                                .query(String.class)
                                .list())
                        .containsExactly(source));
    }

    @Test
    void aCommandWaitsForItsBatchOnlyAndCountsOnTheNewCalendarWhereverThatIs() throws Exception {
        var locked = new CompletableFuture<Integer>();
        var mayEnd = new CompletableFuture<Void>();
        try (var threads = Executors.newFixedThreadPool(2)) {
            var moving = threads.submit(() -> transaction.executeWithoutResult(_ -> {
                recomputer.move(2);
                locked.complete(backend());
                mayEnd.orTimeout(30, TimeUnit.SECONDS).join();
            }));
            int holder = locked.get(30, TimeUnit.SECONDS);
            var opinion =
                    threads.submit(() -> requests.put(manager, appeals.getFirst(), "opinion", "{\"text\": \"意见\"}")
                            .must(200));
            Eventually.within(SOON, () -> assertThat(somebodyWaitsFor(holder)).isTrue());

            var behind = requests.put(manager, appeals.getLast(), "opinion", "{\"text\": \"意见\"}")
                    .must(200);
            assertThat(dueOn(behind.json())).as("it has moved by itself").isEqualTo("2032-01-22");
            assertThat(dueOn(appeals.get(3))).as("nobody has").isEqualTo("2032-01-20");
            var received = requests.receive("PROBLEM");
            assertThat(dueOn(received)).as("a new one").isEqualTo("2032-01-22");
            requests.put(COORDINATOR, received, "rejection", """
                    {"ground": "COURT", "reason": "已立案", "competentBody": "莒南县人民法院"}""").must(200);
            mayEnd.complete(null);
            moving.get();
            assertThat(dueOn(opinion.get().json())).isEqualTo("2032-01-22");
        }
        recomputer.move();
        for (var id : appeals) {
            assertThat(dueOn(id)).isEqualTo("2032-01-22");
        }
    }

    @Test
    void whatIsKilledBetweenTwoBatchesGoesOnWhereItWasAndMovesEachOnce() {
        transaction.executeWithoutResult(_ -> recomputer.move(2));
        assertThatIllegalStateException()
                .isThrownBy(() -> transaction.executeWithoutResult(_ -> {
                    recomputer.move(2);
                    throw new IllegalStateException("killed");
                }));
        assertThat(appeals.stream().map(this::dueOn))
                .containsExactly("2032-01-22", "2032-01-22", "2032-01-20", "2032-01-20", "2032-01-20");

        assertThat(recomputer.move()).isEqualTo(3);
        assertThat(appeals.stream().map(this::dueOn)).containsOnly("2032-01-22");
        var versions = versions();
        assertThat(versions).as("received, dispatched, signed, moved").containsOnly(4L);
        for (int time = 0; time < 2; time++) {
            jdbc.sql("UPDATE calendar_move SET round = 1, after_id = NULL").update();
            assertThat(recomputer.move()).as("the same once more").isZero();
        }
        assertThat(versions()).isEqualTo(versions);
    }

    /** The clock is behind the limit by the older calendar, and before it by the new one. */
    @Test
    void whatIsAnsweredInTimeByTheNewCalendarIsSoThoughItHasNotMovedYet() {
        clock.setTo("2032-01-21T10:00:00+08:00");
        var id = appeals.getLast();
        requests.put(manager, id, "opinion", "{\"text\": \"意见\"}").must(200);
        var answered = requests.put(manager, id, "reply", "{\"text\": \"已办结\"}").must(200);
        var solution = answered.json().path("clocks").get(2);
        assertThat(solution.path("dueOn").asString()).isEqualTo("2032-01-22");
        assertThat(solution.path("late").asBoolean()).isFalse();
        assertThat(jdbc.sql(
                                "SELECT count(*) FROM supervision_notice WHERE appeal_id = :id::uuid AND clock = 'SOLUTION' AND level > 1")
                        .param("id", id)
                        .query(Long.class)
                        .single())
                .isZero();
    }

    /** A replica may have counted on the older calendar before it took over the new one, behind the batches. */
    @Test
    void theSecondRoundFindsWhatWasCountedOnTheOlderCalendarMeanwhile() {
        recomputer.move();
        var id = appeals.getFirst();
        jdbc.sql("UPDATE appeal SET solution_due_at = '2032-01-20T23:59:59.999999+08:00' WHERE id = :id::uuid")
                .param("id", id)
                .update();
        assertThat(recomputer.move()).as("its time has not come").isZero();
        jdbc.sql("UPDATE calendar_move SET settle_at = now()").update();
        assertThat(recomputer.move()).isEqualTo(1);
        assertThat(dueOn(id)).isEqualTo("2032-01-22");
    }

    @Test
    void twoReplicasAtOnceMoveEachOnce() throws Exception {
        try (var threads = Executors.newFixedThreadPool(2)) {
            var both = threads.invokeAll(List.<Callable<Integer>>of(recomputer::move, recomputer::move));
            int moved = 0;
            for (var each : both) {
                moved += each.get();
            }
            assertThat(moved + recomputer.move()).isEqualTo(5);
        }
        assertThat(versions()).containsOnly(4L);
    }

    private List<@Nullable Long> versions() {
        return jdbc.sql("SELECT version FROM appeal WHERE id = ANY(:ids::uuid[]) ORDER BY id")
                .param("ids", appeals.toArray(String[]::new))
                .query(Long.class)
                .list();
    }

    private String dueOn(String id) {
        return dueOn(requests.read(COORDINATOR, id).must(200).json());
    }

    private static String dueOn(JsonNode appeal) {
        return appeal.path("clocks").get(2).path("dueOn").asString();
    }

    private int backend() {
        return jdbc.sql("SELECT pg_backend_pid()").query(Integer.class).single();
    }

    private boolean somebodyWaitsFor(int holder) {
        return jdbc.sql("SELECT EXISTS (SELECT 1 FROM pg_stat_activity WHERE :holder = ANY(pg_blocking_pids(pid)))")
                .param("holder", holder)
                .query(Boolean.class)
                .single();
    }
}
