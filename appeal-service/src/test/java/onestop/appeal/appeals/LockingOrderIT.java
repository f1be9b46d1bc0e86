package onestop.appeal.appeals;

import static onestop.appeal.Office.COORDINATOR;
import static onestop.appeal.Office.GAJ;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import onestop.appeal.Office.Requests;
import onestop.appeal.TestClock;
import onestop.appeal.WholeService;
import onestop.testsupport.Eventually;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Whatever locks several appeals locks them in one order, so that nobody waits in a circle. */
@WholeService
class LockingOrderIT {
    private static final Duration SOON = Duration.ofSeconds(20);

    @Autowired
    Appeals appeals;

    @Autowired
    DueTimesRecomputer recomputer;

    @Autowired
    Requests requests;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TestClock clock;

    private String main = "";
    private String joined = "";

    /** The joined one comes first by its id. */
    @BeforeEach
    void oneIsHandledWithTheOther() {
        clock.setTo("2026-03-02T09:10:00+08:00");
        var one = requests.receive("PROBLEM");
        var other = requests.receive("PROBLEM");
        joined = one.compareTo(other) < 0 ? one : other;
        main = joined.equals(one) ? other : one;
        requests.put(COORDINATOR, main, "dispatch", "{\"unit\": \"GAJ\"}").must(200);
        requests.put(GAJ, main, "signature", null).must(200);
        requests.put(COORDINATOR, joined, "joining", "{\"into\": \"" + main + "\"}")
                .must(200);
    }

    @Test
    void aNewCalendarWaitsForTheAnswerToBoth() throws Exception {
        calendarChanges();
        whileTheAnswerIsGiven(() -> transaction.executeWithoutResult(_ -> recomputer.move(Integer.MAX_VALUE)));
    }

    @Test
    void joiningTheOtherWayRoundWaitsForTheAnswerToBoth() throws Exception {
        whileTheAnswerIsGiven(() -> requests.put(COORDINATOR, main, "joining", "{\"into\": \"" + joined + "\"}")
                .mustBe(409, "wrong-appeal-state"));
    }

    @Test
    void anAnswerWaitsForTheNewCalendarAndIsGivenThen() throws Exception {
        calendarChanges();
        var locked = new CompletableFuture<Integer>();
        var mayEnd = new CompletableFuture<Void>();
        try (var threads = Executors.newFixedThreadPool(2)) {
            var calendar = threads.submit(() -> transaction.executeWithoutResult(_ -> {
                recomputer.move(Integer.MAX_VALUE);
                locked.complete(backend());
                mayEnd.orTimeout(30, TimeUnit.SECONDS).join();
            }));
            int holder = locked.get(30, TimeUnit.SECONDS);
            var answer = threads.submit(() ->
                    requests.put(GAJ, main, "reply", "{\"text\": \"已办结\"}").must(200));
            Eventually.within(SOON, () -> assertThat(somebodyWaitsFor(holder)).isTrue());
            mayEnd.complete(null);
            calendar.get();
            answer.get();
        }
        bothAreAnswered();
    }

    /** The sums of dispatches are kept by the day of receipt; each of the two touches both days, in opposite orders. */
    @Test
    void twoWhoDeclineJoinedAppealsOfCrossedDaysDoNotWaitInACircle() throws Exception {
        var ofTuesday = givenBackOn("2026-03-03");
        var mainOfTuesday = givenBackOn("2026-03-03");
        var ofWednesday = givenBackOn("2026-03-04");
        var mainOfWednesday = givenBackOn("2026-03-04");
        requests.put(COORDINATOR, ofWednesday, "joining", "{\"into\": \"" + mainOfTuesday + "\"}")
                .must(200);
        requests.put(COORDINATOR, ofTuesday, "joining", "{\"into\": \"" + mainOfWednesday + "\"}")
                .must(200);
        var locked = new CompletableFuture<Integer>();
        var mayEnd = new CompletableFuture<Void>();
        try (var threads = Executors.newFixedThreadPool(3)) {
            var holding = threads.submit(() -> transaction.executeWithoutResult(_ -> {
                jdbc.sql("SELECT 1 FROM dispatch_day WHERE received_on = '2026-03-04' FOR UPDATE")
                        .query(Integer.class)
                        .list();
                locked.complete(backend());
                mayEnd.orTimeout(30, TimeUnit.SECONDS).join();
            }));
            int holder = locked.get(30, TimeUnit.SECONDS);
            var wednesday = threads.submit(() -> decline(mainOfWednesday));
            Eventually.within(SOON, () -> assertThat(waiting()).isEqualTo(1));
            assertThat(somebodyWaitsFor(holder)).isTrue();
            var tuesday = threads.submit(() -> decline(mainOfTuesday));
            Eventually.within(SOON, () -> assertThat(waiting()).isEqualTo(2));
            mayEnd.complete(null);
            holding.get();
            wednesday.get();
            tuesday.get();
        }
        for (var id : new String[] {mainOfTuesday, ofWednesday, mainOfWednesday, ofTuesday}) {
            assertThat(requests.read(COORDINATOR, id).text("state")).isEqualTo("REJECTED");
        }
    }

    private String givenBackOn(String day) {
        clock.setTo(day + "T09:10:00+08:00");
        var id = requests.receive("PROBLEM");
        requests.put(COORDINATOR, id, "dispatch", "{\"unit\": \"GAJ\"}").must(200);
        requests.put(GAJ, id, "return", "{\"legalReason\": \"不属职责\", \"proposedUnit\": \"SWJ\"}")
                .must(200);
        return id;
    }

    private void decline(String id) {
        requests.put(COORDINATOR, id, "rejection", """
                {"ground": "COURT", "reason": "已立案", "competentBody": "莒南县人民法院"}""").must(200);
    }

    private int waiting() {
        return jdbc.sql(
                        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND cardinality(pg_blocking_pids(pid)) > 0")
                .query(Integer.class)
                .single();
    }

    /** One thread has locked the main appeal and answers both as soon as the other thread waits for it. */
    private void whileTheAnswerIsGiven(Runnable other) throws Exception {
        var locked = new CompletableFuture<Integer>();
        try (var threads = Executors.newFixedThreadPool(2)) {
            var answer = threads.submit(() -> transaction.executeWithoutResult(_ -> {
                appeals.findForChange(new AppealId(UUID.fromString(main)));
                int holder = backend();
                locked.complete(holder);
                Eventually.within(
                        SOON, () -> assertThat(somebodyWaitsFor(holder)).isTrue());
                requests.put(GAJ, main, "reply", "{\"text\": \"已办结\"}").must(200);
            }));
            locked.get(30, TimeUnit.SECONDS);
            var waiting = threads.submit(other);
            answer.get();
            waiting.get();
        }
        bothAreAnswered();
    }

    private void bothAreAnswered() {
        for (var id : new String[] {main, joined}) {
            assertThat(requests.read(COORDINATOR, id).text("state")).isEqualTo("REPLIED");
        }
    }

    /** As when a year is stored. */
    private void calendarChanges() {
        jdbc.sql("""
                INSERT INTO calendar_move (first_day, round, settle_at) VALUES ('2026-03-02', 1, now() + interval '1 hour')
                    ON CONFLICT (only_row) DO UPDATE SET first_day = excluded.first_day, round = 1, after_id = NULL
                """).update();
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
