package onestop.evaluation.ratings;

import static onestop.evaluation.Hall.json;
import static onestop.evaluation.Hall.newReceipt;
import static onestop.evaluation.Hall.newUnit;
import static onestop.evaluation.Hall.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import onestop.evaluation.Hall;
import onestop.evaluation.TestClock;
import onestop.evaluation.WholeService;
import onestop.evaluation.contract.Contracts;
import onestop.evaluation.counting.RatingCounts;
import onestop.evaluation.counting.Reconciliation;
import onestop.evaluation.invitations.Invitations;
import onestop.evaluation.invitations.Reminders;
import onestop.events.Outbox;
import onestop.testsupport.Events;
import onestop.testsupport.Eventually;
import onestop.testsupport.TestTokens;
import onestop.web.Role;
import onestop.workingdays.Calendars;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** What happens to services that nobody rates: a reminder, and where a province wants it a rating by default. */
@WholeService
class NobodyRatedIT {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String REMINDED = "onestop.evaluation.rating.reminded.v1";

    @Autowired
    Hall.Steps steps;

    @Autowired
    TestClock clock;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Events events;

    @Autowired
    ApplicationContext context;

    private Runnable reminders = () -> {};

    @Autowired
    GiveDefaultRatings ofThisCounty;

    @Autowired
    Invitations invitations;

    @Autowired
    Ratings ratings;

    @Autowired
    DefaultProfiles profiles;

    @Autowired
    RatingCounts counts;

    @Autowired
    Reconciliation reconciliation;

    @Autowired
    Outbox outbox;

    @Autowired
    Calendars calendars;

    @Autowired
    InstantSource time;

    @Autowired
    TransactionTemplate transaction;

    private String unit = "";
    private String receipt = "";

    @BeforeEach
    void aServiceOnAThursday() {
        clock.setTo("2026-03-05");
        reminders = Reminders.job(context);
        unit = newUnit();
        receipt = newReceipt();
        steps.tell("invitations", steps.acceptedEvent(receipt, unit, "2026-03-05"));
    }

    @Test
    void threeDaysAfterTheServiceWhoeverSendsMessagesIsToldOnce() throws Exception {
        clock.setTo("2026-03-07");
        reminders.run();
        assertThat(reminded()).isZero();

        clock.setTo("2026-03-08");
        try (var replicas = Executors.newFixedThreadPool(4)) {
            for (int i = 0; i < 4; i++) {
                var _ = replicas.submit(reminders::run);
            }
        }
        reminders.run();

        assertThat(reminded()).isEqualTo(1);
        Eventually.within(
                SOON,
                () -> assertThat(events.list("onestop.evaluation.rating", receipt))
                        .filteredOn(event -> event.type().equals(REMINDED))
                        .singleElement()
                        .satisfies(event -> {
                            Contracts.assertEvent(REMINDED, event.text());
                            assertThat(event.text()).doesNotContain(steps.code(steps.invitationOf(receipt, 1)));
                        }));
    }

    @Test
    void whoHasRatedIsNotRemindedAndWhatIsClosedIsPassedOver() {
        steps.rate(Hall.Steps.good(steps.invitationOf(receipt, 1)));
        var late = newReceipt();
        steps.tell("invitations", steps.acceptedEvent(late, unit, "2026-02-24"));

        clock.setTo("2026-03-10");
        reminders.run();

        assertThat(reminded()).isZero();
        Eventually.within(
                SOON,
                () -> assertThat(events.list("onestop.evaluation.rating", late))
                        .extracting(Events.Received::type)
                        .contains("onestop.evaluation.rating.invited.v1")
                        .doesNotContain(REMINDED));
        assertThat(jdbc.sql("SELECT count(*) FROM invitation WHERE receipt_number = ? AND reminded_at IS NOT NULL")
                        .param(late)
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void inThisCountyNothingIsGivenByDefault() {
        clock.setTo("2026-04-30");

        ofThisCounty.run();

        assertThat(given()).isZero();
    }

    @Test
    void aProvinceThatWantsItGivesALevelAfterSevenDaysFlaggedAndCountedApart() {
        clock.setTo("2026-03-12");
        byProfile("GUANGDONG_2019").run();
        assertThat(given())
                .as("the seventh day, on which it can still be rated")
                .isZero();

        clock.setTo("2026-03-13");
        try (var replicas = Executors.newFixedThreadPool(4)) {
            for (int i = 0; i < 4; i++) {
                var _ = replicas.submit(byProfile("GUANGDONG_2019")::run);
            }
        }

        assertThat(given()).isEqualTo(1);
        assertThat(jdbc.sql("SELECT level || ' ' || is_default FROM rating WHERE unit = ?")
                        .param(unit)
                        .query(String.class)
                        .single())
                .isEqualTo("BASICALLY_SATISFIED true");
        var figures = json(steps.get(
                "/api/evaluation/indicators?unit=" + unit + "&from=2026-03-01&to=2026-03-31", Hall.SUPERVISOR));
        assertThat(figures.path("activeRate").path("numerator").asInt()).isZero();
        assertThat(figures.path("activeRate").path("denominator").asInt()).isEqualTo(1);
        assertThat(figures.path("coverageRate").path("numerator").asInt()).isZero();
        Eventually.within(
                SOON,
                () -> assertThat(events.list("onestop.evaluation.rating", receipt))
                        .anySatisfy(event -> {
                            assertThat(event.type()).isEqualTo("onestop.evaluation.rating.given.v1");
                            Contracts.assertEvent(event.type(), event.text());
                            assertThat(event.text()).contains("SYSTEM_DEFAULT");
                        }));
        assertThat(problem(steps.rate(Hall.Steps.good(steps.invitationOf(receipt, 1)))))
                .isEqualTo("rating-closed");
    }

    @Test
    void whatSomebodyHasRatedGetsNoDefault() {
        steps.rate(Hall.Steps.bad(steps.invitationOf(receipt, 1), false));

        clock.setTo("2026-03-20");
        byProfile("GUANGXI").run();

        assertThat(jdbc.sql("SELECT level FROM rating WHERE unit = ?")
                        .param(unit)
                        .query(String.class)
                        .list())
                .containsExactly("DISSATISFIED");
    }

    @Test
    void whatWasGivenInTimeTakesThePlaceOfTheDefaultHoweverLateItComes() {
        steps.inTheCatalogue(unit, "QY-BG");
        clock.setTo("2026-03-13");
        byProfile("GUANGDONG_2019").run();
        assertThat(counted()).isEqualTo("1 default 1, 0/1 active, 0/1 services");
        var number = UUID.randomUUID().toString();

        assertThat(handOver(row(number, "2026-03-12T23:59:00+08:00"))).isEqualTo("TAKEN");

        assertThat(counted()).isEqualTo("1 default 0, 1/1 active, 1/1 services");
        assertThat(jdbc.sql("SELECT channel || ' ' || standing FROM rating WHERE unit = ? ORDER BY 1")
                        .param(unit)
                        .query(String.class)
                        .list())
                .as("kept, and set aside")
                .containsExactly("PHONE COUNTED", "SYSTEM_DEFAULT INVALIDATED");
        assertThat(jdbc.sql("SELECT count(*) FROM rectification WHERE unit = ?")
                        .param(unit)
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
        assertThat(handOver(row(number, "2026-03-12T23:59:00+08:00"))).isEqualTo("TAKEN_BEFORE");
        assertThat(handOver(row(UUID.randomUUID().toString(), "2026-03-12T23:59:00+08:00")))
                .isEqualTo("ALREADY_RATED");
        byProfile("GUANGDONG_2019").run();
        assertThat(counted()).isEqualTo("1 default 0, 1/1 active, 1/1 services");
        assertReconciled();
        Eventually.within(
                SOON,
                () -> assertThat(events.list("onestop.evaluation.rating", receipt))
                        .extracting(Events.Received::type)
                        .containsSubsequence(
                                "onestop.evaluation.rating.given.v1",
                                "onestop.evaluation.rating.given.v1",
                                "onestop.evaluation.rating.standing-changed.v1"));
    }

    @Test
    void whatWasGivenTooLateLeavesTheDefault() {
        steps.inTheCatalogue(unit, "QY-BG");
        clock.setTo("2026-03-13");
        byProfile("GUANGDONG_2019").run();

        assertThat(handOver(row(UUID.randomUUID().toString(), "2026-03-13T00:00:00+08:00")))
                .isEqualTo("REFUSED");

        assertThat(counted()).isEqualTo("1 default 1, 0/1 active, 0/1 services");
        assertReconciled();
    }

    @Test
    void aDefaultAndWhatWasGivenInTimeAtTheSameMomentAreOneRating() throws Exception {
        steps.inTheCatalogue(unit, "QY-BG");
        clock.setTo("2026-03-13");
        var barrier = new CyclicBarrier(4);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = new ArrayList<Callable<String>>();
            for (int i = 0; i < 2; i++) {
                calls.add(() -> {
                    barrier.await();
                    byProfile("GUANGDONG_2019").run();
                    return "";
                });
                calls.add(() -> {
                    barrier.await();
                    return handOver(row(UUID.randomUUID().toString(), "2026-03-12T12:00:00+08:00"));
                });
            }
            var results = new ArrayList<String>();
            for (var done : threads.invokeAll(calls)) {
                results.add(done.get());
            }
            assertThat(results).containsOnlyOnce("TAKEN").containsOnlyOnce("ALREADY_RATED");
        }

        assertThat(counted()).isEqualTo("1 default 0, 1/1 active, 1/1 services");
        assertReconciled();
    }

    private String row(String number, String ratedAt) {
        return """
                {"source":"HOTLINE","number":"%s","unit":"%s","item":"QY-BG","receiptNumber":"%s","serviceNumber":1,
                 "level":"DISSATISFIED","labels":["209"],"channel":"PHONE","anonymous":true,"ratedAt":"%s"}
                """.formatted(number, unit, receipt, ratedAt);
    }

    private String handOver(String row) {
        var answer = steps.post(
                "/api/evaluation/rating-batches",
                "{\"ratings\":[" + row + "]}",
                TestTokens.of("partner", Role.PARTNER),
                UUID.randomUUID().toString());
        assertThat(answer).hasStatus(200);
        return json(answer).path("rows").get(0).path("result").asString();
    }

    private String counted() {
        var figures = json(steps.get(
                "/api/evaluation/indicators?unit=" + unit + "&from=2026-03-01&to=2026-03-31", Hall.SUPERVISOR));
        return "%d default %d, %s active, %s services"
                .formatted(
                        figures.path("ratings").asInt(),
                        figures.path("byChannel").path("SYSTEM_DEFAULT").asInt(),
                        share(figures.path("activeRate")),
                        share(figures.path("coverageRate")));
    }

    private static String share(JsonNode rate) {
        return rate.path("numerator").asInt() + "/" + rate.path("denominator").asInt();
    }

    private void assertReconciled() {
        var from = LocalDate.parse("2026-03-01");
        var to = LocalDate.parse("2026-03-31");
        assertThat(reconciliation.differences(from, to, 100))
                .noneMatch(difference ->
                        difference.key().equals(unit) || difference.part().equals(unit));
        assertThat(reconciliation.coverageDifferences(from, to, 100))
                .noneMatch(difference ->
                        difference.key().equals(unit) || difference.part().equals(unit));
    }

    @Test
    void aProfileThatIsNotThereIsAMistakeInTheConfiguration() {
        assertThatThrownBy(() -> byProfile("GUANGDON").run())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("GUANGDON");
    }

    private GiveDefaultRatings byProfile(String profile) {
        return new GiveDefaultRatings(
                invitations, ratings, profiles, counts, outbox, calendars, time, transaction, profile);
    }

    private int given() {
        return jdbc.sql("SELECT count(*) FROM rating WHERE unit = ?")
                .param(unit)
                .query(Integer.class)
                .single();
    }

    private long reminded() {
        return jdbc.sql("SELECT count(*) FROM invitation WHERE receipt_number = ? AND reminded_at IS NOT NULL")
                .param(receipt)
                .query(Long.class)
                .single();
    }
}
