package onestop.approval.reductions;

import static onestop.approval.ApiDriver.approver;
import static onestop.approval.ApiDriver.token;
import static onestop.approval.cases.FileExamples.aFile;
import static onestop.approval.cases.Office.caseOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import onestop.approval.ApiDriver;
import onestop.approval.ApprovalIT;
import onestop.approval.TestClock;
import onestop.approval.cases.Office;
import onestop.testsupport.Events;
import onestop.testsupport.Eventually;
import onestop.testsupport.Measured;
import onestop.web.Role;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.support.TransactionOperations;

/** What is counted of files, from the events to the figures. */
@ApprovalIT
class ReductionsIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String INTAKE = "onestop.intake.application";
    private static final String SUPERVISOR = token("supervisor", "XZSP", Role.EVALUATION_SUPERVISOR);
    private static final String MARCH = "?from=2026-03-01&to=2026-03-31&unit=";

    /** Each test has a unit and items of its own, so that tests do not count each other's files. */
    private final String unit = "RED" + ThreadLocalRandom.current().nextInt(1_000_000_000);

    @Autowired
    ApiDriver api;

    @Autowired
    Office office;

    @Autowired
    Events events;

    @Autowired
    TestClock clock;

    @Autowired
    ReductionRows rows;

    @Autowired
    CountFiles countFiles;

    @Autowired
    TransactionOperations transaction;

    @Autowired
    JdbcClient jdbc;

    @Test
    void aFinishedFileIsCountedBesideWhatItsCasesWouldHaveAsked() {
        var number = finishedFile();

        assertThat(counted(number)).bodyJson().satisfies(json -> {
            json.assertThat().extractingPath("$.measures[0]").asMap().containsEntry("baseline", 59);
            json.assertThat().extractingPath("$.measures[0].actual").isEqualTo(7);
            json.assertThat().extractingPath("$.measures[0].reduction").isEqualTo(0.8814);
            json.assertThat().extractingPath("$.measures[1].baseline").isEqualTo(2);
            json.assertThat().extractingPath("$.measures[2].baseline").isEqualTo(40);
            json.assertThat().extractingPath("$.measures[2].actual").isEqualTo(1);
            json.assertThat().doesNotHavePath("$.measures[4].baseline");
            json.assertThat()
                    .extractingPath("$.baselineSources")
                    .asArray()
                    .contains("catalogue, statutory limits summed");
        });
    }

    @Test
    void aCollectionToldTwiceAddsOneStepAndOneVisit() {
        var number = finishedFile();
        counted(number);

        var id = java.util.UUID.randomUUID();
        var headers = Events.cloudEvent(id, INTAKE + ".delivered.v1", number, 4);
        for (int i = 0; i < 2; i++) {
            events.send(INTAKE, number, headers, delivered(number, "2026-03-05").getBytes());
        }

        Eventually.within(SOON, () -> assertThat(actuals(number)).containsExactly(7, 2, 1, 2, null, 96));
        Eventually.within(SOON, () -> assertThat(sum("VISITS")).containsExactly(1, 10, 2));
        rows.fold(5_000);
        assertThat(sum("VISITS")).containsExactly(1, 10, 2);
        assertThat(sum("STEPS")).containsExactly(1, 2, 2);
    }

    @Test
    void factsThatComeBeforeTheEndAreNotForgotten() {
        var number = office.open(aFile().immediate("A", unit, 0));
        events.send(INTAKE, number, INTAKE + ".delivered.v1", number, 4, delivered(number, "2026-03-02"));
        events.send(INTAKE, number, INTAKE + ".correction-requested.v1", number, 1, """
                {"receiptNumber": "%s", "round": 1}
                """.formatted(number));
        Eventually.within(
                SOON,
                () -> assertThat(jdbc.sql(
                                        "SELECT corrections + collections FROM reduction_file WHERE receipt_number = ?")
                                .param(number)
                                .query(Integer.class)
                                .optional())
                        .hasValue(2));
        assertThat(api.get(SUPERVISOR, "/api/approval/files/{n}/reductions", number))
                .hasStatus(409);

        api.grant(approver(unit), caseOf(number, "A"));

        counted(number);
        assertThat(actuals(number)).containsExactly(7, 3, 1, 1, null, 48);
    }

    @Test
    void severalWhoCountOneFileAtOnceCountItOnce() throws Exception {
        var number = finishedFile();
        counted(number);
        Callable<Boolean> collection = () -> {
            transaction.executeWithoutResult(_ -> {
                var contacts = new Contacts();
                contacts.collectedAtWindow(LocalDate.of(2026, 3, 6));
                countFiles.count(new TreeMap<>(Map.of(number, contacts)));
            });
            return true;
        };

        try (var all = Executors.newVirtualThreadPerTaskExecutor()) {
            assertThat(all.invokeAll(Collections.nCopies(6, collection)))
                    .allSatisfy(one -> assertThat(one.get()).isTrue());
        }

        assertThat(actuals(number)).containsExactly(7, 7, 1, 2, null, 96);
        assertThat(sum("STEPS")).containsExactly(1, 2, 7);
        assertThat(sum("VISITS")).containsExactly(1, 10, 2);
    }

    @Test
    void aBaselineCountsFromItsDateOnAndIsNeverChanged() {
        var before = finishedFile();
        counted(before);
        var item = "ITEM-" + unit;
        var body = """
                {"itemCode": "%s", "countsFrom": "2026-03-03", "source": "survey", "visits": 3, "costFen": 2500}
                """.formatted(item);

        assertThat(api.post(SUPERVISOR, "reduction-baselines", body)).hasStatus(201);
        assertThat(api.post(SUPERVISOR, "reduction-baselines", body.replace("2500", "9900")))
                .hasStatus(409)
                .bodyJson()
                .extractingPath("$.type")
                .isEqualTo("/problems/baseline-exists");
        assertThat(api.post(SUPERVISOR, "reduction-baselines", body.replace("03-03", "03-02")))
                .hasStatus(400)
                .bodyJson()
                .extractingPath("$.errors[0].field")
                .isEqualTo("countsFrom");
        assertThat(api.post(SUPERVISOR, "reduction-baselines", """
                        {"itemCode": "A", "countsFrom": "2026-03-03", "source": "survey"}
                        """)).hasStatus(400);

        var monday = office.open(aFile().immediate(item, unit, 0));
        var tuesday = office.open(aFile().immediate(item, unit, 0).acceptedAt(TestClock.TUESDAY_NOON.minusSeconds(60)));
        api.grant(approver(unit), caseOf(monday, item));
        api.grant(approver(unit), caseOf(tuesday, item));

        assertThat(counted(monday))
                .bodyJson()
                .extractingPath("$.measures[3].baseline")
                .isEqualTo(10);
        assertThat(counted(tuesday)).bodyJson().satisfies(json -> {
            json.assertThat().extractingPath("$.measures[3].baseline").isEqualTo(3);
            json.assertThat().extractingPath("$.measures[4].baseline").isEqualTo(2500);
            json.assertThat().extractingPath("$.baselineSources").asArray().contains("survey");
        });
        assertThat(sum("COST_FEN")).containsExactly(1, 2500, 2500);
        assertThat(api.get(SUPERVISOR, "/api/approval/reduction-baselines?itemCode={c}", item))
                .bodyJson()
                .extractingPath("$.items[0].costFen")
                .isEqualTo(2500);
    }

    @Test
    void aManagerSeesTheOwnUnitAndAStrangerNoFile() {
        var number = finishedFile();
        counted(number);
        var manager = token("manager", "GAJ", Role.UNIT_MANAGER);

        assertThat(api.get(manager, "/api/approval/files/{n}/reductions", number))
                .hasStatus(404);
        assertThat(api.get(manager, "/api/approval/reductions" + MARCH + unit)).hasStatus(403);
        assertThat(api.get(SUPERVISOR, "/api/approval/reductions?from=2026-03-02&to=2026-03-01"))
                .hasStatus(400);
        assertThat(api.get(SUPERVISOR, "/api/approval/reductions?from=2016-03-02&to=2026-03-01"))
                .hasStatus(400);
    }

    /** With {@code -Dreductions.cases=1000000} a million. */
    @Test
    void figuresOfManyFilesAreExactAndQuickAlsoWhileTheyAreAddedUp() throws InterruptedException {
        int files = Integer.getInteger("reductions.cases", 20_000);
        jdbc.sql("INSERT INTO reduction_delta (day, package_code, unit, files, "
                        + columns("%1$s_files, %1$s_baseline, %1$s_actual")
                        + ") SELECT DATE '2019-01-01' + n % 365, 'PKG-' || n % 12, 'MANY' || n % 16, 1, "
                        + columns("1, n %% 60, n %% 7")
                        + " FROM generate_series(1, :files) AS n")
                .param("files", files)
                .update();
        long baseline = 0;
        long actual = 0;
        for (int n = 1; n <= files; n++) {
            baseline += n % 60;
            actual += n % 7;
        }

        var folded = new AtomicBoolean();
        var folding = Thread.ofVirtual().start(() -> {
            while (rows.fold(5_000) > 0) {
                Thread.onSpinWait();
            }
            folded.set(true);
        });
        do {
            var all = rows.sums(LocalDate.of(2019, 1, 1), LocalDate.of(2019, 12, 31), null, null)
                    .getFirst();
            assertThat(all.files()).isEqualTo(files);
            assertThat(all.measures())
                    .containsEntry(
                            Measure.STEPS, new ReductionRows.SumOfMeasure(files, new Comparison(baseline, actual)));
        } while (!folded.get());
        folding.join();

        // A million files within seconds leave the database no time to tidy up by itself.
        jdbc.sql("VACUUM (ANALYZE) reduction_day").update();
        jdbc.sql("VACUUM (ANALYZE) reduction_delta").update();
        var millis = java.util.stream.IntStream.range(0, 21)
                .mapToLong(_ -> {
                    long began = System.nanoTime();
                    rows.sums(LocalDate.of(2019, 1, 1), LocalDate.of(2019, 12, 31), null, null);
                    return (System.nanoTime() - began) / 1_000_000;
                })
                .sorted()
                .toArray();
        System.out.printf("figures of %d files: median %d ms, slowest %d ms%n", files, millis[10], millis[20]);
        Measured.within(Duration.ofMillis(50), Duration.ofMillis(millis[10]), "figures of reductions");
    }

    private static String columns(String pattern) {
        return java.util.Arrays.stream(Measure.values())
                .map(measure -> pattern.formatted(measure.column()))
                .collect(java.util.stream.Collectors.joining(", "));
    }

    private String finishedFile() {
        var number = office.open(aFile().immediate("A", unit, 0));
        assertThat(api.grant(approver(unit), caseOf(number, "A"))).hasStatusOk();
        return number;
    }

    private MvcTestResult counted(String number) {
        Eventually.within(
                SOON,
                () -> assertThat(api.get(SUPERVISOR, "/api/approval/files/{n}/reductions", number))
                        .hasStatusOk());
        return api.get(SUPERVISOR, "/api/approval/files/{n}/reductions", number);
    }

    private List<Integer> actuals(String number) {
        return jdbc.sql("SELECT " + columns("%s_actual") + " FROM reduction_file WHERE receipt_number = ?")
                .param(number)
                .query((row, _) -> {
                    var all = new java.util.ArrayList<Integer>();
                    for (int i = 1; i <= Measure.values().length; i++) {
                        var actual = row.getObject(i, Long.class);
                        all.add(actual == null ? null : Math.toIntExact(actual));
                    }
                    return (List<Integer>) all;
                })
                .single();
    }

    /** Files, baseline and actual of a measure in March, as the API tells them for this test's unit. */
    private List<Integer> sum(String measure) {
        var found = new java.util.ArrayList<Integer>();
        for (var field : List.of("files", "baseline", "actual")) {
            assertThat(api.get(SUPERVISOR, "/api/approval/reductions" + MARCH + unit))
                    .bodyJson()
                    .extractingPath("$.all.measures[?(@.measure == '%s')].%s".formatted(measure, field))
                    .asArray()
                    .satisfies(values -> found.add((Integer) values[0]));
        }
        return found;
    }

    private static String delivered(String number, String day) {
        return """
                {"receiptNumber": "%s", "deliveredAt": "%sT15:00:00+08:00", "method": "WINDOW", "unit": "XZSP"}
                """.formatted(number, day);
    }
}
