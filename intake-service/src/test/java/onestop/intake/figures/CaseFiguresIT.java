package onestop.intake.figures;

import static onestop.intake.Calls.OPS;
import static onestop.intake.Calls.WINDOW;
import static onestop.intake.Calls.applicant;
import static onestop.intake.Calls.newUsci;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import onestop.intake.Calls;
import onestop.intake.IntakeTest;
import onestop.intake.TravelClock;
import onestop.intake.application.DeemedSweep;
import onestop.intake.application.OverduePeriods;
import onestop.testsupport.Events;
import onestop.testsupport.Eventually;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** Counts in a town of its own, where no other test acts. */
@IntakeTest
class CaseFiguresIT {
    private static final String TOWN = "371327118000";
    private static final String COUNTY = "371327000000";
    private static final String CASES = "onestop.approval.case";
    private static final Duration SOON = Duration.ofSeconds(30);

    @Autowired
    Calls calls;

    @Autowired
    Events events;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    FoldFigures fold;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    TravelClock clock;

    @Autowired
    OverduePeriods overdue;

    @Autowired
    ApplicationContext context;

    private Map<String, Long> before = Map.of();

    @BeforeEach
    void countBefore() {
        before = counted("?region=" + TOWN);
    }

    @AfterEach
    void theClockGoesOn() {
        clock.goOn();
    }

    private Map<String, Long> counted(String query) {
        var counted = new HashMap<String, Long>();
        for (JsonNode figure :
                calls.get(OPS, "/figures" + query).must(200).body().path("figures")) {
            var code = figure.path("code").asString();
            counted.put(code, figure.path("numerator").asLong());
            counted.put(code + "/", figure.path("denominator").asLong(0));
        }
        return counted;
    }

    /** By how much a figure of the town has grown; with a slash at its end its denominator. */
    private long more(String code) {
        return counted("?region=" + TOWN).getOrDefault(code, 0L) - before.getOrDefault(code, 0L);
    }

    private String enterprise() {
        var usci = newUsci();
        calls.put(OPS, "/enterprises/" + usci, Map.of("name", "坪上" + usci, "kind", "COMPANY", "regionCode", TOWN))
                .must(201);
        return usci;
    }

    private String submitted() {
        return calls.submit(enterprise(), "PKG-BG-GD").text("receiptNumber");
    }

    private void accept(String number, String window) {
        calls.put(WINDOW, "/applications/" + number + "/acceptance", Map.of("windowCode", window))
                .must(200);
    }

    private void finish(String number) {
        events.send(CASES, number, CASES + ".file-finished.v1", number, 9, """
                {"receiptNumber": "%s", "finishedAt": "2026-03-04T10:00:00+08:00", "outcome": "GRANTED",
                 "officers": ["approver"]}
                """.formatted(number));
    }

    @Test
    void eachActIsCountedInItsTown() {
        var accepted = submitted();
        accept(accepted, "T118-1");
        var refused = submitted();
        calls.put(WINDOW, "/applications/" + refused + "/refusal", Map.of("reason", "无需许可"))
                .must(200);
        var sentBack = submitted();
        calls.put(
                        WINDOW,
                        "/applications/" + sentBack + "/correction-notice",
                        Map.of("defects", List.of(Map.of("materialKey", "ARTICLES", "reason", "缺页"))))
                .must(200);

        assertThat(more("FILES_RECEIVED")).isEqualTo(3);
        assertThat(more("CASES_ACCEPTED")).isEqualTo(4);
        assertThat(more("CASES_ACCEPTED_ONLINE")).isEqualTo(4);
        assertThat(more("CASES_ACCEPTED_WINDOW")).isZero();
        assertThat(more("CASES_ACCEPTED_WINDOW/")).isEqualTo(4);
        assertThat(more("REFUSALS")).isEqualTo(1);
        assertThat(more("REFUSALS/")).isEqualTo(2);
        assertThat(more("CORRECTIONS_PER_FILE")).isEqualTo(1);
        assertThat(more("CORRECTIONS_PER_FILE/")).isEqualTo(3);
        assertThat(more("DEEMED_ACCEPTANCES")).isZero();
        assertThat(more("DEEMED_ACCEPTANCES/")).isEqualTo(1);
        var ledger =
                calls.get(WINDOW, "/applications/" + accepted).must(200).body().path("ledger");
        assertThat(more("MATERIALS_SAVED_SHARE/"))
                .isPositive()
                .isEqualTo(ledger.path("separately").asLong());
        assertThat(more("MATERIALS_SAVED")).isPositive().isLessThan(more("MATERIALS_SAVED_SHARE/"));
        assertThat(more("PROMISED_DAYS_SAVED_SHARE")).isPositive();
    }

    @Test
    void aWindowAPeriodAndACountyCutTheSame() {
        accept(submitted(), "T118-2");
        accept(submitted(), "T118-3");
        var today = TravelClock.today();

        for (var cut : List.of(
                "?window=T118-2",
                "?window=T118-2&region=" + TOWN,
                "?window=T118-2&region=" + COUNTY,
                "?window=T118-2&from=" + today + "&to=" + today)) {
            assertThat(counted(cut)).as(cut).containsEntry("CASES_ACCEPTED", 4L).doesNotContainKey("FILES_RECEIVED");
        }
        for (var cut : List.of(
                "?window=T118-2&region=371327101000",
                "?window=T118-2&region=371328000000",
                "?window=T118-2&to=" + today.minusDays(1),
                "?window=T118-2&from=" + today.plusDays(1))) {
            assertThat(counted(cut)).as(cut).containsEntry("CASES_ACCEPTED", 0L);
        }
        var one = calls.get(OPS, "/figures/CASES_ACCEPTED_ONLINE?window=T118-2")
                .must(200)
                .body();
        assertThat(one.path("value").decimalValue()).isEqualByComparingTo("1");
        var none = calls.get(OPS, "/figures/CASES_ACCEPTED_ONLINE?window=NONE")
                .must(200)
                .body();
        assertThat(none.path("denominator").asLong()).isZero();
        assertThat(none.has("value")).isFalse(); // of nothing: not 100 %, not 0 %
    }

    @Test
    void foldingChangesNoFigureHoweverManyFoldAtOnce() throws Exception {
        for (int i = 0; i < 3; i++) {
            accept(submitted(), "T118-4");
        }
        var unfolded = counted("?region=" + TOWN);
        assertThat(notFolded()).isPositive();

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = IntStream.range(0, 6)
                    .mapToObj(_ -> threads.submit(fold::run))
                    .toList();
            for (var one : running) {
                one.get();
            }
        }
        fold.run();

        assertThat(notFolded()).isZero();
        assertThat(counted("?region=" + TOWN)).isEqualTo(unfolded);
        assertThat(counted("?window=T118-4")).containsEntry("CASES_ACCEPTED", 12L);
        accept(submitted(), "T118-4"); // folded and not yet folded together
        assertThat(counted("?window=T118-4")).containsEntry("CASES_ACCEPTED", 16L);
        assertThat(counted("?window=T118-4&region=" + COUNTY)).containsEntry("CASES_ACCEPTED", 16L);
    }

    @Test
    void whatCameAtOnceIsFoldedAtOnceThoughInSeveralSteps() {
        fold.run();
        accept(submitted(), "T118-5");
        var unfolded = counted("?window=T118-5");
        assertThat(notFolded()).isGreaterThan(2);

        new FoldFigures(jdbc, 2).run();

        assertThat(notFolded()).isZero();
        assertThat(counted("?window=T118-5")).isEqualTo(unfolded);
    }

    /** Of this town; in others something may happen meanwhile. */
    private long notFolded() {
        return jdbc.sql("SELECT count(*) FROM figure_change WHERE town = ?")
                .param(TOWN)
                .query(Long.class)
                .single();
    }

    @Test
    void whatIsRolledBackIsNotCounted() {
        var number = submitted();
        var after = counted("?region=" + TOWN);

        transaction.executeWithoutResult(status -> {
            jdbc.sql("""
                    INSERT INTO application_history (receipt_number, version, act, at, by, acting_as)
                    VALUES (?, 2, 'CORRECTION_REQUESTED', now(), 'x', 'WINDOW')
                    """).param(number).update();
            assertThat(jdbc.sql("SELECT count(*) FROM figure_change WHERE measure = 'CORRECTIONS' AND town = ?")
                            .param(TOWN)
                            .query(Long.class)
                            .single())
                    .isPositive();
            status.setRollbackOnly();
        });

        assertThat(counted("?region=" + TOWN)).isEqualTo(after);
    }

    @Test
    void aFinishedPackageIsCountedOnceHoweverOftenItIsTold() {
        var number = submitted();
        accept(number, "T118-5");
        finish(number);
        finish(number);

        Eventually.within(
                SOON, () -> assertThat(more("PACKAGES_FINISHED_CHANGE")).isEqualTo(1));
        finish(submitted()); // and behind it the second telling
        Eventually.within(
                SOON, () -> assertThat(more("PACKAGES_FINISHED_CHANGE")).isEqualTo(2));
        assertThat(more("PACKAGES_FINISHED")).isEqualTo(2);
        assertThat(more("PACKAGES_FINISHED_BATCH")).isZero();
        assertThat(counted("?region=" + TOWN + "&from=2026-03-04&to=2026-03-04").get("PACKAGES_FINISHED"))
                .isGreaterThanOrEqualTo(2L); // the day it was finished, not the day it was told
    }

    @Test
    void batchesCountParentsOnceAndBranchesAsOften() {
        var parent = enterprise();
        var branches = calls.branches(parent, 5);
        for (int i = 0; i < 2; i++) {
            var body = calls.application(parent, "PKG-FZ-PL");
            body.put(
                    "branches",
                    (i == 0 ? branches.subList(0, 2) : branches.subList(2, 5))
                            .stream().map(branch -> Map.of("usci", branch)).toList());
            var number = calls.post(applicant(parent), "/applications", body)
                    .must(201)
                    .text("receiptNumber");
            accept(number, "T117-1");
            finish(number);
        }

        Eventually.within(SOON, () -> assertThat(more("BATCH_BRANCHES")).isEqualTo(5));
        assertThat(more("BATCH_PARENTS")).isEqualTo(1);
        assertThat(more("BATCH_DOCUMENTS_SAVED")).isPositive().isLessThan(more("BATCH_DOCUMENTS_SAVED/"));
        assertThat(more("BATCH_STEPS_SAVED")).isEqualTo(more("BATCH_STEPS_SAVED/") - 2); // one visit each
        assertThat(counted("?window=T117-1")).containsEntry("BATCH_BRANCHES_PER_PARENT", 5L);
    }

    @Test
    void whatTheLawAcceptedIsCountedAsSuch() {
        clock.stopAt(Instant.parse("2025-05-12T02:00:00Z"));
        submitted();
        clock.stopAt(Instant.parse("2025-05-19T16:00:00Z")); // the five working days are over

        DeemedSweep.run(context);

        var share = counted("?region=" + TOWN + "&from=2025-05-20&to=2025-05-20");
        assertThat(share).containsEntry("DEEMED_ACCEPTANCES", 1L).containsEntry("DEEMED_ACCEPTANCES/", 1L);
    }

    /** In a time of its own, so that no file of other tests is due. */
    @Test
    void deferredMaterialsAreFollowedUntilTheyComeOrNot() {
        clock.stopAt(Instant.parse("2024-09-02T01:30:00Z"));
        var supplied = deferred("T118-3");
        deferred("T118-3");
        assertThat(more("DEFERRED_MATERIALS")).isEqualTo(2);
        assertThat(more("DEFERRED_KEPT/")).isZero();

        calls.put(
                        applicant(supplied.usci()),
                        "/applications/" + supplied.number() + "/deferred-materials",
                        Map.of("materials", List.of(Map.of("key", "HEALTH_CERT", "fileName", "health.pdf"))))
                .must(200);
        assertThat(more("DEFERRED_KEPT")).isEqualTo(1);
        assertThat(more("DEFERRED_BROKEN")).isZero();
        clock.stopAt(Instant.parse("2024-10-09T01:30:00Z"));
        overdue.end();

        assertThat(more("DEFERRED_BROKEN")).isEqualTo(1);
        assertThat(more("DEFERRED_KEPT/")).isEqualTo(2);
        assertThat(counted("?window=T118-3&to=2024-12-31"))
                .containsEntry("DEFERRED_KEPT", 1L)
                .containsEntry("DEFERRED_BROKEN", 1L);
    }

    private record Deferred(String usci, String number) {}

    private Deferred deferred(String window) {
        var usci = enterprise();
        var body = calls.application(usci, "PKG-CY");
        body.put(
                "materials",
                calls.materials("PKG-CY").stream()
                        .filter(material -> !"HEALTH_CERT".equals(material.get("key")))
                        .toList());
        var number =
                calls.post(applicant(usci), "/applications", body).must(201).text("receiptNumber");
        calls.put(
                        WINDOW,
                        "/applications/" + number + "/acceptance",
                        Map.of(
                                "windowCode",
                                window,
                                "deferredMaterials",
                                List.of(Map.of("key", "HEALTH_CERT", "dueOn", "2024-09-03"))))
                .must(200);
        return new Deferred(usci, number);
    }

    @Test
    void whatIsHandedOutIsCountedWithWhetherItWasInTime() {
        var number = submitted();
        accept(number, "T117-2");
        finish(number); // long ago: too late today
        Eventually.within(
                SOON,
                () -> calls.put(
                                Calls.ISSUER,
                                "/applications/" + number + "/delivery",
                                Map.of("method", "WINDOW", "recipientCheck", "AGENT"))
                        .must(200));

        assertThat(more("RESULTS_HANDED_OUT")).isEqualTo(1);
        assertThat(more("RESULTS_IN_TIME")).isZero();
        assertThat(more("RESULTS_IN_TIME/")).isEqualTo(1);
    }

    @Test
    void theCountedDayIsTheCountysDay() {
        assertThat(jdbc.sql("SELECT figure_day_of('2026-03-02T16:30:00Z')")
                        .query(LocalDate.class)
                        .single())
                .isEqualTo(LocalDate.parse("2026-03-03"));
    }
}
