package onestop.appeal.rates;

import static java.util.concurrent.TimeUnit.SECONDS;
import static onestop.appeal.Office.APPLICANT;
import static onestop.appeal.Office.COORDINATOR;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import onestop.appeal.Office.Requests;
import onestop.appeal.TestClock;
import onestop.appeal.WholeService;
import onestop.appeal.folding.FoldNotes;
import onestop.appeal.rates.RateMonths.Period;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Months of the year 2023, which no other test uses. */
@WholeService
class RatesOfMonthsIT {
    @Autowired
    Requests requests;

    @Autowired
    TestClock clock;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    FoldNotes foldNotes;

    @BeforeEach
    void allIsAddedUp() {
        foldNotes.run();
    }

    @Test
    void aMonthIsReadAsItWasAddedUpUntilItChanges() {
        closedAt("2023-02-13T09:00:00+08:00");
        assertThat(received("2023-02-01", "2023-02-28")).isEqualTo(1);
        foldNotes.run();
        assertThat(received("2023-02-01", "2023-02-28")).isEqualTo(1);
        makeMonthsDiffer("2023-02-01");
        assertThat(received("2023-02-01", "2023-02-28")).isEqualTo(1_001);
        assertThat(dispatched("2023-02-01", "2023-02-28")).isEqualTo(1_001);
        assertThat(received("2023-01-15", "2023-03-20")).isEqualTo(1_001);
        assertThat(received("2023-02-01", "2023-02-27")).isEqualTo(1); // not the whole month
        assertThat(received("2023-02-02", "2023-02-28")).isEqualTo(1);

        closedAt("2023-02-14T09:00:00+08:00");
        assertThat(received("2023-02-01", "2023-02-28")).isEqualTo(2); // by its days, at once
        assertThat(dispatched("2023-02-01", "2023-02-28")).isEqualTo(2);
        foldNotes.run();
        assertThat(received("2023-02-01", "2023-02-28")).isEqualTo(2);
        assertThat(dispatched("2023-02-01", "2023-02-28")).isEqualTo(2);
    }

    @Test
    void whatIsOpenedAgainIsInNoSumOfItsMonth() {
        var appeal = closedAt("2023-04-10T09:00:00+08:00");
        foldNotes.run();
        requests.put(APPLICANT, appeal, "reopening", "{\"reason\": \"又发生了\"}").must(200);
        assertThat(closed("2023-04-01", "2023-04-30")).isZero();
        foldNotes.run();
        assertThat(closed("2023-04-01", "2023-04-30")).isZero();
        assertThat(received("2023-04-01", "2023-04-30")).isEqualTo(1);
    }

    @Test
    void whereAPeriodBeginsAndEndsChangesNothing() {
        for (var day : List.of("2023-06-29", "2023-06-30", "2023-07-03", "2023-07-31", "2023-08-01", "2023-08-31")) {
            closedAt(day + "T09:00:00+08:00");
        }
        foldNotes.run();
        closedAt("2023-07-14T09:00:00+08:00"); // July is read by its days
        var edges = List.of(
                "2023-06-01",
                "2023-06-29",
                "2023-06-30",
                "2023-07-01",
                "2023-07-14",
                "2023-07-31",
                "2023-08-01",
                "2023-08-30",
                "2023-08-31",
                "2023-09-01");
        for (var from : edges) {
            for (var to : edges.subList(edges.indexOf(from), edges.size())) {
                assertThat(received(from, to)).as("%s to %s", from, to).isEqualTo(stored(from, to));
            }
        }
        assertThat(received(null, "2023-07-31")).isEqualTo(stored("0001-01-01", "2023-07-31"));
        assertThat(received("2023-07-02", null)).isEqualTo(stored("2023-07-02", "9999-12-31"));
    }

    @Test
    void whatIsClosedWhileMonthsAreAddedUpIsNeitherLostNorCountedTwice() throws Exception {
        clock.setTo("2023-10-16T09:00:00+08:00");
        var answered = new ArrayList<String>();
        for (int number = 0; number < 24; number++) {
            answered.add(requests.calledBack("GAJ", true, true));
        }
        var going = new AtomicBoolean(true);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var addingUp = List.of(
                    CompletableFuture.runAsync(() -> addUpWhile(going), threads),
                    CompletableFuture.runAsync(() -> addUpWhile(going), threads));
            var reading = CompletableFuture.runAsync(() -> neverLess(going), threads);
            var closing = answered.stream()
                    .map(appeal -> CompletableFuture.runAsync(
                            () -> requests.put(COORDINATOR, appeal, "closure", "{}")
                                    .must(200),
                            threads))
                    .toList();
            for (var each : closing) {
                each.get(60, SECONDS);
            }
            going.set(false);
            reading.get(60, SECONDS);
            for (var each : addingUp) {
                each.get(60, SECONDS);
            }
        }
        assertThat(closed("2023-10-01", "2023-10-31")).isEqualTo(24);
        foldNotes.run();
        assertThat(jdbc.sql("SELECT count(*) FROM month_to_add_up")
                        .query(Integer.class)
                        .single())
                .isZero();
        assertThat(closed("2023-10-01", "2023-10-31")).isEqualTo(24);
        assertThat(jdbc.sql("SELECT sum(received) FROM rate_month WHERE received_on = DATE '2023-10-01'")
                        .query(Integer.class)
                        .single())
                .isEqualTo(24);
    }

    @Test
    void thePeriodOfNoWholeMonthHasNone() {
        var within = Period.of(LocalDate.parse("2023-03-05"), LocalDate.parse("2023-03-20"));
        assertThat(within.afterMonths()).isEqualTo(within.firstMonth()).isEqualTo(LocalDate.parse("2023-04-01"));
        var year = Period.of(LocalDate.parse("2023-01-01"), LocalDate.parse("2023-12-31"));
        assertThat(year.firstMonth()).isEqualTo(LocalDate.parse("2023-01-01"));
        assertThat(year.afterMonths()).isEqualTo(LocalDate.parse("2024-01-01"));
    }

    private void addUpWhile(AtomicBoolean going) {
        while (going.get()) {
            foldNotes.run();
        }
    }

    private void neverLess(AtomicBoolean going) {
        int before = 0;
        while (going.get()) {
            int now = closed("2023-10-01", "2023-10-31");
            assertThat(now).isBetween(before, 24);
            before = now;
        }
    }

    private String closedAt(String moment) {
        clock.setTo(moment);
        return requests.closed("GAJ");
    }

    /** So that whoever reads them is found out. */
    private void makeMonthsDiffer(String month) {
        for (var change : List.of(
                "UPDATE rate_month SET received = received + 1000 WHERE received_on = :month",
                "UPDATE dispatch_month SET dispatched = dispatched + 1000 WHERE received_on = :month")) {
            assertThat(jdbc.sql(change).param("month", LocalDate.parse(month)).update())
                    .isEqualTo(1);
        }
    }

    private int stored(String from, String to) {
        return jdbc.sql("SELECT count(*) FROM appeal WHERE received_on BETWEEN :from AND :to AND state <> 'REJECTED'")
                .param("from", LocalDate.parse(from))
                .param("to", LocalDate.parse(to))
                .query(Integer.class)
                .single();
    }

    private int received(@Nullable String from, @Nullable String to) {
        return count(from, to, "/received");
    }

    private int dispatched(String from, String to) {
        return count(from, to, "/returning/denominator");
    }

    private int closed(String from, String to) {
        return count(from, to, "/closing/numerator");
    }

    private int count(@Nullable String from, @Nullable String to, String figure) {
        var period = (from == null ? "" : "&from=" + from) + (to == null ? "" : "&to=" + to);
        return requests.get(COORDINATOR, "/rates?" + period)
                .must(200)
                .json()
                .at(figure)
                .asInt();
    }
}
