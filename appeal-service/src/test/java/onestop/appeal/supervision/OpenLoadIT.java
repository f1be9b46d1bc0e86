package onestop.appeal.supervision;

import static java.util.concurrent.TimeUnit.SECONDS;
import static onestop.appeal.Office.APPLICANT;
import static onestop.appeal.Office.COORDINATOR;
import static onestop.appeal.Office.GAJ;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import onestop.appeal.Office.Requests;
import onestop.appeal.TestClock;
import onestop.appeal.WholeService;
import onestop.appeal.folding.FoldNotes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is kept of what is open, over whatever all tests have left, against counting it. */
@WholeService
class OpenLoadIT {
    /** Both in one statement, so at one moment. */
    private static final String DIFFERENCES = "WITH " + OpenLoad.HELD + """
            , counted AS (
                SELECT unit, state, CASE WHEN state = 'RECEIVED' THEN joined_to END AS joined_to, count(*) AS open
                  FROM appeal
                 WHERE state NOT IN ('CLOSED', 'REJECTED')
                 GROUP BY 1, 2, 3
            )
            (SELECT * FROM held EXCEPT SELECT * FROM counted)
             UNION ALL
            (SELECT * FROM counted EXCEPT SELECT * FROM held)
            """;

    @Autowired
    Requests requests;

    @Autowired
    TestClock clock;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    FoldNotes foldNotes;

    @BeforeEach
    void workingDay() {
        clock.setTo("2026-03-10T09:00:00+08:00");
    }

    @Test
    void whateverIsDoneWithAnAppealTheSumsAreWhatIsOpen() {
        var first = requests.receive("PROBLEM", "");
        var second = requests.receive("PROBLEM", "");
        assertNothingDiffers();
        requests.put(COORDINATOR, second, "joining", "{\"into\": \"" + first + "\"}")
                .must(200);
        assertNothingDiffers();
        foldNotes.run();
        assertNothingDiffers();
        requests.put(COORDINATOR, first, "dispatch", "{\"unit\": \"GAJ\"}").must(200);
        requests.put(GAJ, first, "signature", null).must(200);
        assertNothingDiffers();
        foldNotes.run();
        var closed = requests.closed("GAJ");
        assertNothingDiffers();
        requests.put(APPLICANT, closed, "reopening", "{\"reason\": \"又发生了\"}").must(200);
        assertNothingDiffers();
        foldNotes.run();
        assertNothingDiffers();
        assertThat(waiting()).isZero();
        assertThat(jdbc.sql("SELECT count(*) FROM open_load WHERE open <= 0")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void theLeadingGroupSeesAChangeAtOnceAndAfterItIsFolded() {
        foldNotes.run();
        int before = received();
        requests.receive("PROBLEM", "");
        assertThat(received()).isEqualTo(before + 1);
        foldNotes.run();
        assertThat(received()).isEqualTo(before + 1);
    }

    @Test
    void atNoMomentIsAnythingMissingOrCountedTwice() throws Exception {
        var appeals = new ArrayList<String>();
        for (int number = 0; number < 20; number++) {
            appeals.add(requests.receive("PROBLEM", ""));
        }
        var going = new AtomicBoolean(true);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var beside = Stream.<Runnable>of(foldNotes::run, foldNotes::run, this::assertNothingDiffers)
                    .map(each -> CompletableFuture.runAsync(() -> repeat(each, going), threads))
                    .toList();
            var acts = appeals.stream()
                    .map(appeal -> CompletableFuture.runAsync(() -> handle(appeal), threads))
                    .toList();
            for (var act : acts) {
                act.get(60, SECONDS);
            }
            going.set(false);
            for (var each : beside) {
                each.get(60, SECONDS);
            }
        }
        foldNotes.run();
        assertNothingDiffers();
        assertThat(waiting()).isZero();
    }

    private void handle(String appeal) {
        requests.put(COORDINATOR, appeal, "dispatch", "{\"unit\": \"GAJ\"}").must(200);
        requests.put(GAJ, appeal, "signature", null).must(200);
        requests.put(GAJ, appeal, "reply", "{\"text\": \"已办结\"}").must(200);
        requests.put(COORDINATOR, appeal, "call-back", "{\"reached\": true, \"solved\": true, \"satisfied\": true}")
                .must(200);
        requests.put(COORDINATOR, appeal, "closure", "{}").must(200);
    }

    private static void repeat(Runnable each, AtomicBoolean going) {
        while (going.get()) {
            each.run();
        }
    }

    private void assertNothingDiffers() {
        assertThat(jdbc.sql(DIFFERENCES).query().listOfRows()).isEmpty();
    }

    private int waiting() {
        return jdbc.sql("SELECT count(*) FROM open_load_change")
                .query(Integer.class)
                .single();
    }

    private int received() {
        return requests.get(COORDINATOR, "/leading-group")
                .must(200)
                .json()
                .path("states")
                .path("RECEIVED")
                .asInt();
    }
}
