package onestop.intake.application;

import static onestop.intake.Calls.WINDOW;
import static onestop.intake.Calls.applicant;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import onestop.intake.Calls;
import onestop.intake.IntakeTest;
import onestop.intake.TravelClock;
import onestop.testsupport.Events;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

@IntakeTest
class DeemAcceptedIT {
    /** A Monday in a time of its own, so that no file of other tests is due. */
    private static final Instant MONDAY = Instant.parse("2025-03-03T01:30:00Z");

    @Autowired
    Calls calls;

    @Autowired
    DeemAccepted deemAccepted;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Events events;

    @Autowired
    TravelClock clock;

    @AfterEach
    void backToNow() {
        clock.goOn();
    }

    private String submittedAt(Instant at) {
        clock.stopAt(at);
        return calls.submit(calls.enterprise(), "PKG-BG-GD").text("receiptNumber");
    }

    private String status(String number) {
        return calls.get(WINDOW, "/applications/" + number).text("status");
    }

    @Test
    void afterTheFifthWorkingDayAFileCountsAsAcceptedFromReceipt() {
        var number = submittedAt(MONDAY);

        clock.stopAt(Instant.parse("2025-03-10T15:59:59Z")); // the fifth day, a second to midnight
        deemAccepted.run();
        assertThat(status(number)).isEqualTo("SUBMITTED");

        clock.stopAt(Instant.parse("2025-03-10T16:00:00Z"));
        deemAccepted.run();
        deemAccepted.run();

        assertThat(status(number)).isEqualTo("ACCEPTED");
        var record = events.await(
                "onestop.intake.application",
                Duration.ofSeconds(30),
                one -> number.equals(one.key()) && one.type().endsWith("accepted.v1"));
        var told = JsonMapper.shared().readTree(record.text());
        assertThat(told.path("deemed").asBoolean()).isTrue();
        assertThat(told.path("acceptedBy").asString()).isEqualTo("deemed-acceptance");
        assertThat(told.path("acceptedAt").asString()).isEqualTo("2025-03-03T09:30:00+08:00");
        assertThat(record.sequence()).isEqualTo(2);
        assertThat(events.list("onestop.intake.application", number)).hasSize(2);
    }

    @Test
    void whatTheApplicantHasToDoDoesNotCountAgainstTheHall() {
        var number = submittedAt(MONDAY);
        calls.put(
                        WINDOW,
                        "/applications/" + number + "/correction-notice",
                        Map.of("defects", List.of(Map.of("materialKey", "ARTICLES", "reason", "缺页"))))
                .must(200);

        clock.stopAt(MONDAY.plus(Duration.ofDays(30)));
        deemAccepted.run();

        assertThat(status(number)).isEqualTo("CORRECTION_REQUESTED");
    }

    @Test
    void aFileThatSomebodyHasInHandIsLeftAlone() {
        var inHand = submittedAt(MONDAY);
        var free = submittedAt(MONDAY);
        clock.stopAt(MONDAY.plus(Duration.ofDays(20)));

        transaction.executeWithoutResult(_ -> {
            jdbc.sql("SELECT 1 FROM application WHERE receipt_number = ? FOR UPDATE")
                    .param(inHand)
                    .query()
                    .singleRow();
            inOtherThread(deemAccepted::run);
        });

        assertThat(status(free)).isEqualTo("ACCEPTED");
        assertThat(status(inHand)).isEqualTo("SUBMITTED");
        deemAccepted.run();
        assertThat(status(inHand)).isEqualTo("ACCEPTED");
    }

    private static void inOtherThread(Runnable work) {
        try (var thread = Executors.newVirtualThreadPerTaskExecutor()) {
            thread.submit(work).get();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void replicasShareTheWork() throws Exception {
        var numbers = new ArrayList<String>();
        for (int i = 0; i < 12; i++) {
            numbers.add(submittedAt(MONDAY));
        }
        clock.stopAt(MONDAY.plus(Duration.ofDays(20)));

        try (var replicas = Executors.newVirtualThreadPerTaskExecutor()) {
            var runs = List.of(replicas.submit(deemAccepted::run), replicas.submit(deemAccepted::run));
            for (var run : runs) {
                run.get();
            }
        }

        assertThat(numbers).allSatisfy(number -> {
            assertThat(status(number)).isEqualTo("ACCEPTED");
            assertThat(jdbc.sql("SELECT count(*) FROM application_history WHERE receipt_number = ?")
                            .param(number)
                            .query(Integer.class)
                            .single())
                    .isEqualTo(2);
        });
    }

    @Test
    void aFileThatFailsHoldsUpNoOther() {
        var broken = submittedAt(MONDAY);
        var sound = submittedAt(MONDAY);
        // A history line that is there already makes the act fail in the database.
        jdbc.sql("""
                INSERT INTO application_history (receipt_number, version, act, at, by, acting_as)
                VALUES (?, 2, 'ACCEPTED', now(), 'nobody', 'LAW')
                """).param(broken).update();
        clock.stopAt(MONDAY.plus(Duration.ofDays(20)));

        deemAccepted.run();

        assertThat(status(sound)).isEqualTo("ACCEPTED");
        assertThat(status(broken)).isEqualTo("SUBMITTED");
        jdbc.sql("UPDATE application SET deemed_accepted_after = '2100-01-01' WHERE receipt_number = ?")
                .param(broken)
                .update();
    }

    @Test
    void afterACorrectionTheFiveDaysStartAgain() {
        clock.stopAt(MONDAY);
        var usci = calls.enterprise();
        var number = calls.submit(usci, "PKG-BG-GD").text("receiptNumber");
        var path = "/applications/" + number;
        calls.put(
                        WINDOW,
                        path + "/correction-notice",
                        Map.of("defects", List.of(Map.of("materialKey", "ARTICLES", "reason", "缺页"))))
                .must(200);
        clock.stopAt(Instant.parse("2025-03-12T10:00:00Z")); // after closing time
        calls.put(
                        applicant(usci),
                        path + "/correction",
                        Map.of("materials", List.of(Map.of("key", "ARTICLES", "fileName", "b.pdf"))))
                .must(200);

        assertThat(calls.get(WINDOW, path).text("deemedAcceptedAfter")).isEqualTo("2025-03-20");
        clock.stopAt(Instant.parse("2025-03-20T16:00:00Z"));
        deemAccepted.run();
        assertThat(calls.get(WINDOW, path).body().path("acceptance").path("at").asString())
                .isEqualTo("2025-03-12T18:00:00+08:00");
    }
}
