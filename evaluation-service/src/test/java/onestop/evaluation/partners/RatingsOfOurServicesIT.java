package onestop.evaluation.partners;

import static onestop.evaluation.Hall.json;
import static onestop.evaluation.Hall.newReceipt;
import static onestop.evaluation.Hall.newUnit;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import onestop.evaluation.Hall;
import onestop.evaluation.TestClock;
import onestop.evaluation.WholeService;
import onestop.evaluation.contract.Contracts;
import onestop.evaluation.counting.ChangeStanding;
import onestop.evaluation.counting.Reconciliation;
import onestop.evaluation.counting.Standing;
import onestop.testsupport.Events;
import onestop.testsupport.Eventually;
import onestop.testsupport.TestTokens;
import onestop.web.Role;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** What the hotline, the province and towns collect of services that were given here: one service, one rating, whatever the channel. */
@WholeService
class RatingsOfOurServicesIT {
    private static final String TOPIC = "onestop.partner.rating";
    private static final String GIVEN = "onestop.partner.rating.given.v1";
    private static final String PARTNER = TestTokens.of("partner", Role.PARTNER);
    private static final Duration SOON = Duration.ofSeconds(30);

    @Autowired
    Hall.Steps steps;

    @Autowired
    TestClock clock;

    @Autowired
    Events events;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Reconciliation reconciliation;

    @Autowired
    ChangeStanding standings;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    JdbcTemplate script;

    private String unit = "";
    private String receipt = "";

    @BeforeEach
    void aFileAcceptedOnAThursday() {
        clock.setTo("2026-03-05");
        unit = newUnit();
        steps.inTheCatalogue(unit, "QY-BG");
        receipt = newFile();
    }

    @Test
    void theServiceIsRatedAndNobodyRatesItAgain() {
        var answer = send(ofOurs(receipt));

        assertThat(results(answer)).containsExactly("TAKEN");
        Contracts.assertAnswer("RatingBatchResult", json(answer));
        var again = steps.rate(Hall.Steps.good(steps.invitationOf(receipt, 1)));
        assertThat(again).hasStatus(409);
        assertThat(Hall.problem(again)).isEqualTo("already-rated");
        assertThat(rated()).isEqualTo(1);
        var own = json(steps.get("/api/evaluation/ratings/" + ratings().getFirst(), Hall.APPLICANT));
        Contracts.assertAnswer("Rating", own);
        assertThat(own.path("unit").asString()).isEqualTo(unit);
        assertThat(own.path("service").asString()).isEqualTo("ACCEPTANCE");
        assertThat(own.path("matter").asString()).isEqualTo("PKG-BG-MC");
        assertReconciled();
        Eventually.within(
                SOON,
                () -> assertThat(events.list("onestop.evaluation.rating", receipt))
                        .filteredOn(event -> event.type().endsWith("given.v1"))
                        .singleElement()
                        .satisfies(event -> Contracts.assertEvent(event.type(), event.text())));
    }

    /** An id in the order of time would tell the unit when the rater stood at its counter. */
    @Test
    void whatIsTakenInWithoutANameHasAnIdThatTellsNoTime() {
        assertThat(results(send(ofOurs(receipt)))).containsExactly("TAKEN");

        assertThat(ratings()).allSatisfy(id -> assertThat(id.version()).isEqualTo(4));
        assertThat(jdbc.sql("SELECT anonymous FROM rating WHERE id = ANY (?)")
                        .param(ratings().toArray(UUID[]::new))
                        .query(Boolean.class)
                        .list())
                .containsOnly(true);
    }

    @Test
    void whatIsRatedAlreadyIsARowsOwnResultAndTheOthersGoIn() {
        assertThat(steps.rate(Hall.Steps.good(steps.invitationOf(receipt, 1)))).hasStatus(201);
        var fresh = newFile();
        var first = ofOurs(fresh);

        var answer = send(ofOurs(receipt), first, ofOurs(fresh), Sent.good(unit));

        assertThat(results(answer)).containsExactly("ALREADY_RATED", "TAKEN", "ALREADY_RATED", "TAKEN");
        assertThat(json(answer).path("alreadyRated").asInt()).isEqualTo(2);
        assertThat(results(send(first))).containsExactly("TAKEN_BEFORE");
        assertThat(ratings()).hasSize(3);
        assertThat(rated()).isEqualTo(2);
        assertReconciled();
    }

    @Test
    void byTopicTheSameServiceIsRatedOnceWhoeverSaysSo() {
        var bad = with(Sent.bad(unit), receipt, 1);
        toTopic(bad);
        Eventually.within(SOON, () -> assertThat(ratings()).hasSize(1));
        toTopic(with(Sent.bad(unit), receipt, 1));
        toTopic(Sent.good(unit));

        Eventually.within(SOON, () -> assertThat(ratings()).hasSize(2));

        assertThat(orders()).hasSize(1);
        var order = json(steps.get("/api/evaluation/rectifications/" + orders().getFirst(), Hall.manager(unit)));
        assertThat(order.path("rating").path("receiptNumber").asString()).isEqualTo(receipt);
        assertThat(order.path("rating").path("service").asString()).isEqualTo("ACCEPTANCE");
        assertThat(deadLetters()).isEmpty();
        assertReconciled();
    }

    @Test
    void aFileOfOursThatNobodyKnowsIsABadRowAndTheRestGoesIn() {
        var none = with(Sent.good(unit), newReceipt(), 1);
        var noSuchService = with(Sent.good(unit), receipt, 2);

        var answer = json(send(none, noSuchService, ofOurs(receipt)));

        assertThat(answer.path("rows").findValuesAsString("result")).containsExactly("REFUSED", "REFUSED", "TAKEN");
        assertError(answer, 0, "receiptNumber", "no-such-file");
        assertError(answer, 1, "serviceNumber", "no-such-service");
        toTopic(with(Sent.good(unit), newReceipt(), 1));
        Eventually.within(
                SOON,
                () -> assertThat(deadLetters()).containsExactly("receiptNumber: there is no file of this number"));
        assertThat(ratings()).hasSize(1);
    }

    @Test
    void aRowThatIsPutRightWithinTheBatchIsTakenIn() {
        var wrong = with(Sent.good(unit), receipt, 2);
        var right = new HashMap<String, @Nullable Object>(wrong);
        right.put("serviceNumber", 1);

        assertThat(results(send(wrong, right, right))).containsExactly("REFUSED", "TAKEN", "TAKEN_BEFORE");
        assertThat(ratings()).hasSize(1);
        assertReconciled();
    }

    @Test
    void aFileOfAnotherSystemIsNoneOfOurs() {
        assertThat(results(send(with(Sent.good(unit), "DX-2026-0017", 1)))).containsExactly("TAKEN");

        assertThat(jdbc.sql("SELECT count(*) FROM rating WHERE unit = ? AND invitation_id IS NULL")
                        .param(unit)
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
        assertReconciled();
    }

    @Test
    void rowsThatNameAServiceByHalfOrNotAtAllSaySo() {
        var half = Sent.good(unit, "receiptNumber", receipt);
        var otherHalf = Sent.good(unit, "serviceNumber", 1);

        var answer =
                json(send(half, otherHalf, with(Sent.good(unit), receipt, 0), with(Sent.good(unit), receipt, 100)));

        assertError(answer, 0, "serviceNumber", "required");
        assertError(answer, 1, "receiptNumber", "required");
        assertError(answer, 2, "serviceNumber", "number-between");
        assertError(answer, 3, "serviceNumber", "number-between");
    }

    @Test
    void afterTheFifthWorkingDayItIsTooLateAndNobodyRatesByDefaultForUs() {
        clock.setTo("2026-03-20");
        var late = ofOurs(receipt);
        late.put("ratedAt", "2026-03-13T00:00:00+08:00");
        var inTime = ofOurs(newFileOf("2026-03-05"));
        inTime.put("ratedAt", "2026-03-12T23:59:59+08:00");
        var byDefault = ofOurs(newFileOf("2026-03-05"));
        byDefault.put("channel", "SYSTEM_DEFAULT");

        var answer = json(send(late, inTime, byDefault));

        assertError(answer, 0, "ratedAt", "rated-too-late");
        assertThat(answer.path("rows").get(1).path("result").asString()).isEqualTo("TAKEN");
        assertError(answer, 2, "channel", "channel-not-for-raters");
    }

    @Test
    void itIsOfTheOfficerTheTownAndTheLevelOfTheServiceWhateverItsSourceNames() {
        var file = atTheTownsWindow();
        var misnamed = with(Sent.bad(unit), file, 1);

        assertThat(results(send(misnamed))).containsExactly("TAKEN");

        assertThat(placed()).containsExactly(clerk() + " " + town() + " TOWN");
        assertThat(figures("OFFICER", clerk())).isEqualTo("1 of 1");
        assertThat(figures("TOWN", town())).isEqualTo("1 of 1");
        assertThat(figures("WINDOW", "TW-" + unit)).isEqualTo("1 of 1");
        assertThat(figures("OFFICER", "O-" + unit)).isEqualTo("0 of 0");
        assertThat(figures("TOWN", "T-" + unit)).isEqualTo("0 of 0");
        assertThat(figures("WINDOW", "W-" + unit)).isEqualTo("0 of 0");
        assertThat(officersOfTheUnit()).containsExactly(clerk());
        assertThat(json(figuresOf("OFFICER", clerk()))
                        .path("rectificationRate")
                        .path("denominator")
                        .asLong())
                .as("the order is the officer's, too")
                .isEqualTo(1);
        assertReconciled();
    }

    @Test
    void whatIsSentWithoutThemIsTheOfficersAndTheTownsAsWell() {
        var file = atTheTownsWindow();
        var nameless = ofOurs(file);
        nameless.keySet().removeAll(List.of("window", "officer", "town", "regionLevel"));
        toTopic(nameless);

        Eventually.within(SOON, () -> assertThat(placed()).containsExactly(clerk() + " " + town() + " TOWN"));

        assertThat(figures("OFFICER", clerk())).isEqualTo("1 of 1");
        assertThat(figures("TOWN", town())).isEqualTo("1 of 1");
        assertReconciled();
    }

    @Test
    void whatTheServiceDoesNotKnowItsSourceMaySay() {
        var file = newReceipt();
        steps.tell("invitations", steps.event("onestop.intake.application.accepted.v1", file, """
                {"receiptNumber":"%s","kind":"SINGLE","channel":"ONLINE","enterprise":{"usci":"%s","name":"莒南县沂蒙食品有限公司"},
                 "receivedAt":"2026-03-05T09:00:00+08:00","acceptedAt":"2026-03-05T09:30:00+08:00",
                 "acceptedBy":"deemed-acceptance","acceptedByUnit":"%s","deemed":true,
                 "items":[{"code":"QY-BG","version":1}]}
                """.formatted(
                        file, Hall.OURS, unit)));

        assertThat(results(send(ofOurs(file)))).containsExactly("TAKEN");

        assertThat(placed()).containsExactly("O-" + unit + " T-" + unit + " TOWN");
        assertReconciled();
    }

    /** The town that a source names for a service of the county's hall is not where it was given. */
    @Test
    void aServiceOfTheCountysHallIsOfNoTown() {
        steps.atAWindow("TW-" + unit, 1, "COUNTY", "371327000000");
        var file = acceptedAtTheWindow();

        assertThat(results(send(ofOurs(file)))).containsExactly("TAKEN");

        assertThat(placed()).containsExactly(clerk() + " null COUNTY");
        assertThat(figures("TOWN", "T-" + unit)).isEqualTo("0 of 0");
        assertReconciled();
    }

    @Test
    void whatWasStoredUnderWhomItsSourceNamedIsMovedToWhoServed() throws Exception {
        var beside = Map.of("SERVICE_ATTITUDE", "SATISFIED");
        var first = ofOurs(atTheTownsWindow());
        first.put("dimensions", beside);
        var second = ofOurs(acceptedAtTheWindow());
        var suspect = ofOurs(acceptedAtTheWindow());
        suspect.put("ratedAt", "2026-03-05T09:28:59+08:00");
        var ofAnother = Sent.good(unit, "officer", "S-" + unit);
        assertThat(results(send(first, second, suspect, ofAnother))).containsOnly("TAKEN");
        storedAsTheirSourceNamedThem();
        assertThat(figures("OFFICER", "O-" + unit)).isEqualTo("2 of 0");
        assertReconciled();

        migrate();
        assertReconciled();
        migrate();

        assertThat(figures("OFFICER", clerk())).isEqualTo("2 of 3");
        assertThat(figures("TOWN", town())).isEqualTo("2 of 3");
        assertThat(figures("OFFICER", "O-" + unit)).isEqualTo("0 of 0");
        assertThat(figures("TOWN", "T-" + unit))
                .as("the rating of another's service")
                .isEqualTo("1 of 0");
        assertThat(figures("OFFICER", "S-" + unit)).isEqualTo("1 of 0");
        assertThat(placed())
                .containsExactlyInAnyOrder(
                        clerk() + " " + town() + " TOWN",
                        clerk() + " " + town() + " TOWN",
                        clerk() + " " + town() + " TOWN",
                        "S-" + unit + " T-" + unit + " TOWN");
        assertThat(officersOfTheUnit()).containsExactly("S-" + unit, clerk());
        assertThat(besideTheWhole("OFFICER", clerk())).containsExactly(1L, 1L);
        assertThat(besideTheWhole("OFFICER", "O-" + unit)).containsExactly(0L, 0L);
        assertReconciled();
    }

    @Test
    void aTownThatWasNamedByPlacesWithinItIsOne() throws Exception {
        var beside = Map.of("SERVICE_ATTITUDE", "SATISFIED");
        var first = Sent.good(unit, "town", town() + "001");
        first.put("dimensions", beside);
        var second = Sent.good(unit, "town", town() + "002");
        second.put("dimensions", beside);
        var third = Sent.good(unit, "town", town());
        assertThat(results(send(first, second, third))).containsOnly("TAKEN");
        assertThat(figures("TOWN", town())).isEqualTo("3 of 0");
        var counted = jdbc.sql("SELECT id FROM rating WHERE unit = ? AND source_number IN (?, ?)")
                .params(unit, numberOf(first), numberOf(second))
                .query((row, _) -> row.getObject(1, UUID.class))
                .list();
        transaction.executeWithoutResult(_ -> {
            standings.move(counted, Standing.SUSPECT, "TRIED_OUT", "supervisor", clock.instant());
            jdbc.sql(
                            "UPDATE rating SET town = town || CASE WHEN source_number = ? THEN '001' ELSE '002' END WHERE id = ANY (?)")
                    .params(numberOf(first), counted.toArray(UUID[]::new))
                    .update();
            standings.move(counted, Standing.COUNTED, "TRIED_OUT", "supervisor", clock.instant());
        });
        assertThat(figures("TOWN", town())).isEqualTo("1 of 0");
        assertReconciled();

        migrate("V0125__one_code_for_a_town");
        assertReconciled();
        migrate("V0125__one_code_for_a_town");

        assertThat(figures("TOWN", town())).isEqualTo("3 of 0");
        assertThat(figures("TOWN", town() + "001")).isEqualTo("0 of 0");
        assertThat(besideTheWhole("TOWN", town())).containsExactly(2L, 2L);
        assertReconciled();
    }

    private static String numberOf(Map<String, @Nullable Object> sent) {
        return String.valueOf(sent.get("number"));
    }

    /** As they were stored when officer, town and level were their source's. */
    private void storedAsTheirSourceNamedThem() {
        var counted = jdbc.sql(
                        "SELECT id FROM rating WHERE unit = ? AND invitation_id IS NOT NULL AND standing = 'COUNTED'")
                .param(unit)
                .query((row, _) -> row.getObject(1, UUID.class))
                .list();
        transaction.executeWithoutResult(_ -> {
            standings.move(counted, Standing.SUSPECT, "TRIED_OUT", "supervisor", clock.instant());
            jdbc.sql("""
                    UPDATE rating SET officer = 'O-' || unit, town = 'T-' || unit, region_level = NULL
                     WHERE unit = ? AND invitation_id IS NOT NULL
                    """).param(unit).update();
            jdbc.sql("DELETE FROM rated_officer WHERE unit = ? AND officer = ?")
                    .params(unit, clerk())
                    .update();
            jdbc.sql("INSERT INTO rated_officer (officer, unit) VALUES (?, ?)")
                    .params("O-" + unit, unit)
                    .update();
            standings.move(counted, Standing.COUNTED, "TRIED_OUT", "supervisor", clock.instant());
        });
    }

    private void migrate() throws IOException {
        migrate("V0124__whose_service_it_was");
    }

    private void migrate(String version) throws IOException {
        var migration =
                new ClassPathResource("db/migration/" + version + ".sql").getContentAsString(StandardCharsets.UTF_8);
        transaction.executeWithoutResult(_ -> script.execute(migration));
    }

    private String atTheTownsWindow() {
        steps.atAWindow("TW-" + unit, 1, "TOWN", town() + "000");
        return acceptedAtTheWindow();
    }

    private String acceptedAtTheWindow() {
        var file = newReceipt();
        steps.tell("invitations", steps.event("onestop.intake.application.accepted.v1", file, """
                {"receiptNumber":"%s","kind":"SINGLE","channel":"WINDOW","enterprise":{"usci":"%s","name":"莒南县沂蒙食品有限公司"},
                 "receivedAt":"2026-03-05T09:00:00+08:00","acceptedAt":"2026-03-05T09:30:00+08:00","acceptedBy":"%s",
                 "acceptedByUnit":"%s","deemed":false,"windowCode":"TW-%4$s","items":[{"code":"QY-BG","version":1}]}
                """.formatted(
                        file, Hall.OURS, clerk(), unit)));
        return file;
    }

    private String clerk() {
        return "clerk-" + unit;
    }

    /** Of no other test: it is never a number of a place that exists. */
    private String town() {
        return "9" + String.format("%08d", Math.floorMod(unit.hashCode(), 100_000_000));
    }

    /** Ratings, and services that could be rated. */
    private String figures(String slice, String key) {
        var figures = json(figuresOf(slice, key));
        return figures.path("ratings").asLong() + " of "
                + figures.path("coverageRate").path("denominator").asLong();
    }

    private MvcTestResult figuresOf(String slice, String key) {
        return steps.get("/api/evaluation/indicators?slice=" + slice + "&key=" + key, Hall.SUPERVISOR);
    }

    /** Officer, town and level of the unit's ratings. */
    private List<String> placed() {
        return jdbc.sql("SELECT officer, town, region_level FROM rating WHERE unit = ?")
                .param(unit)
                .query((row, _) -> row.getString(1) + " " + row.getString(2) + " " + row.getString(3))
                .list();
    }

    private List<String> officersOfTheUnit() {
        return jdbc.sql("SELECT officer FROM rated_officer WHERE unit = ? ORDER BY officer COLLATE \"C\"")
                .param(unit)
                .query((row, _) -> String.valueOf(row.getString(1)))
                .list();
    }

    /** What the days and the months say was rated beside the whole. */
    private List<Long> besideTheWhole(String slice, String key) {
        return jdbc.sql("""
                SELECT coalesce(sum(satisfied), 0) FROM dimension_tally WHERE slice = :slice AND key = :key
                 UNION ALL
                SELECT coalesce(sum(satisfied), 0) FROM dimension_month_tally WHERE slice = :slice AND key = :key
                """)
                .param("slice", slice)
                .param("key", key)
                .query((row, _) -> row.getLong(1))
                .list();
    }

    @Test
    void itsLabelsAreHeldAgainstTheFacts() {
        var open = newFile();
        steps.tell("facts", steps.event("onestop.approval.case.decided.v1", receipt, """
                {"receiptNumber":"%s","caseNumber":"C-%1$s","promisedDueOn":"2026-03-04","statutoryDueOn":"2026-03-20",
                 "onTimePromised":false,"onTimeStatutory":true}
                """.formatted(receipt)));

        assertThat(results(send(with(Sent.bad(unit), receipt, 1), with(Sent.bad(unit), open, 1))))
                .containsExactly("TAKEN", "TAKEN");

        assertThat(factChecks(receipt)).isEqualTo("CONFIRMED");
        assertThat(factChecks(open)).isEqualTo("UNKNOWN");
        steps.tell("facts", steps.event("onestop.approval.case.decided.v1", open, """
                {"receiptNumber":"%s","caseNumber":"C-%1$s","promisedDueOn":"2026-03-09","statutoryDueOn":"2026-03-20",
                 "onTimePromised":true,"onTimeStatutory":true}
                """.formatted(open)));
        assertThat(factChecks(open)).isEqualTo("REFUTED");
    }

    @Test
    void theLabelsOfWhatIsSaidOnceMoreAreHeldAgainstTheFactsToo() {
        var first = with(Sent.bad(unit), receipt, 1);
        assertThat(results(send(first))).containsExactly("TAKEN");
        var later = with(Sent.bad(unit), receipt, 1);
        later.put("number", first.get("number"));
        later.put("followUp", true);
        assertThat(results(send(later))).containsExactly("WAITING");
        steps.putRight(orders().getFirst(), unit);
        assertThat(factChecksOnceMore()).isEmpty();

        assertThat(results(send(ofOurs(newFile()), later))).containsExactly("TAKEN", "TAKEN");

        assertThat(factChecksOnceMore()).containsExactly("209 UNKNOWN");
        steps.tell("facts", steps.event("onestop.approval.case.decided.v1", receipt, """
                {"receiptNumber":"%s","caseNumber":"C-%1$s","promisedDueOn":"2026-03-04","statutoryDueOn":"2026-03-20",
                 "onTimePromised":false,"onTimeStatutory":true}
                """.formatted(receipt)));
        assertThat(factChecksOnceMore()).containsExactly("209 CONFIRMED");
    }

    @Test
    void ofTwoWhoSayItOnceMoreUnderNumbersOfTheirOwnOneIsTakenAndTheOtherIsTold() {
        assertThat(results(send(with(Sent.bad(unit), receipt, 1)))).containsExactly("TAKEN");
        steps.putRight(orders().getFirst(), unit);
        var one = with(Sent.good(unit), receipt, 1);
        one.put("followUp", true);
        var other = with(Sent.good(unit), receipt, 1);
        other.put("followUp", true);

        assertThat(results(send(one, other, one))).containsExactly("TAKEN", "ALREADY_RATED", "TAKEN_BEFORE");
        assertThat(results(send(one, other))).containsExactly("TAKEN_BEFORE", "ALREADY_RATED");
    }

    private List<String> factChecksOnceMore() {
        return jdbc.sql("""
                SELECT c.label || ' ' || c.fact_check FROM rating_label_check c JOIN rating r ON r.id = c.rating_id
                 WHERE r.unit = ? AND r.follow_up_of IS NOT NULL
                 ORDER BY c.label
                """).param(unit).query((row, _) -> row.getString(1)).list();
    }

    @Test
    void aRatingBeforeTheServiceCountsOnlyWhenASupervisorHasClearedIt() {
        var early = with(Sent.bad(unit), receipt, 1);
        early.put("ratedAt", "2026-03-05T09:28:59+08:00");

        assertThat(results(send(early))).containsExactly("TAKEN");

        assertThat(rated()).isZero();
        assertThat(counted()).isZero();
        assertThat(orders()).as("put right all the same").hasSize(1);
        assertThat(suspicions())
                .singleElement()
                .satisfies(
                        one -> assertThat(one.path("reasons").get(0).asString()).isEqualTo("BEFORE_SERVICE"));
        assertReconciled();
        var id = ratings().getFirst();
        assertThat(steps.putTo(
                        "/api/evaluation/suspicions/" + id + "/decision",
                        "{\"outcome\":\"CLEARED\",\"reason\":\"已核实\"}",
                        Hall.SUPERVISOR))
                .hasStatus(200);
        assertThat(counted()).isEqualTo(1);
        assertThat(rated()).isEqualTo(1);
        assertReconciled();
    }

    @Test
    void theFortyFirstTimeTheSameWordsAreUnderSuspicionOverBatchesAndChannels() {
        for (int i = 0; i < 10; i++) {
            var own = new HashMap<>(Hall.Steps.good(steps.invitationOf(newFile(), 1)));
            own.put("labels", List.of("510", "517"));
            assertThat(steps.rate(own)).hasStatus(201);
        }
        var rows = new ArrayList<Map<String, @Nullable Object>>();
        for (int i = 0; i < 31; i++) {
            rows.add(sameWords(newFile(), i));
        }

        assertThat(results(send(rows.subList(0, 20)))).containsOnly("TAKEN");
        assertThat(suspicions()).isEmpty();
        assertThat(results(send(rows.subList(20, 31)))).containsOnly("TAKEN");

        assertThat(suspicions())
                .singleElement()
                .satisfies(
                        one -> assertThat(one.path("reasons").get(0).asString()).isEqualTo("SAME_WORDS"));
        assertThat(counted()).isEqualTo(40);
        assertReconciled();
    }

    @Test
    void batchesAtTheSameMomentInTheSameWordsSeeEachOther() throws Exception {
        var barrier = new CyclicBarrier(4);
        var calls = new ArrayList<Callable<@Nullable Void>>();
        for (int batch = 0; batch < 4; batch++) {
            var rows = new ArrayList<Map<String, @Nullable Object>>();
            for (int i = 0; i < 15; i++) {
                rows.add(sameWords(newFile(), i));
            }
            calls.add(() -> {
                barrier.await();
                assertThat(results(patiently(() -> send(rows)))).containsOnly("TAKEN");
                return null;
            });
        }

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var done : threads.invokeAll(calls)) {
                done.get();
            }
        }

        assertThat(suspicions()).hasSize(20);
        assertThat(counted()).isEqualTo(40);
        assertReconciled();
    }

    /** Of the clock's noon and after it, so that all lie within ten minutes. */
    private Map<String, @Nullable Object> sameWords(String file, int second) {
        var row = ofOurs(file);
        row.put("labels", List.of("517", "510"));
        row.put("ratedAt", "2026-03-05T12:00:00+08:00");
        row.put("window", "W-" + second);
        return row;
    }

    @Test
    void byCodeSignedInByBatchAndByTopicAtTheSameMomentAreOneRating() throws Exception {
        var files = List.of(newFile(), newFile(), newFile(), newFile());
        var calls = new ArrayList<Callable<@Nullable Void>>();
        var attempts = files.size() * 4;
        var barrier = new CyclicBarrier(attempts);
        var taken = new java.util.concurrent.atomic.AtomicInteger();
        for (var file : files) {
            var invitation = steps.invitationOf(file, 1);
            var code = steps.code(invitation);
            calls.add(() -> {
                barrier.await();
                taken.addAndGet(
                        steps.ratePatiently(Hall.Steps.bad(invitation, false))
                                                .getResponse()
                                                .getStatus()
                                        == 201
                                ? 1
                                : 0);
                return null;
            });
            calls.add(() -> {
                barrier.await();
                taken.addAndGet(
                        patiently(() -> steps.post(
                                                        "/api/evaluation/r/" + code,
                                                        "{\"level\":\"SATISFIED\",\"channel\":\"QR_CODE\"}",
                                                        Hall.APPLICANT,
                                                        UUID.randomUUID().toString()))
                                                .getResponse()
                                                .getStatus()
                                        == 201
                                ? 1
                                : 0);
                return null;
            });
            calls.add(() -> {
                barrier.await();
                var answer = patiently(() -> send(ofOurs(file), with(Sent.bad(unit), files.getFirst(), 1)));
                taken.addAndGet(json(answer).path("taken").asInt());
                return null;
            });
            calls.add(() -> {
                barrier.await();
                toTopic(ofOurs(file));
                return null;
            });
        }

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var done : threads.invokeAll(calls)) {
                done.get();
            }
        }
        toTopic(with(Sent.good(unit), receipt, 1));
        Eventually.within(SOON, () -> assertThat(ratings()).hasSize(5));

        for (var file : files) {
            assertThat(jdbc.sql(
                                    "SELECT count(*) FROM rating r JOIN invitation i ON i.id = r.invitation_id WHERE i.receipt_number = ?")
                            .param(file)
                            .query(Long.class)
                            .single())
                    .isEqualTo(1);
        }
        assertThat(taken.get()).isBetween(0, 4);
        assertThat(deadLetters()).isEmpty();
        assertReconciled();
        var reconciled =
                json(steps.get("/api/evaluation/reconciliation?from=2026-03-01&to=2026-03-31", Hall.SUPERVISOR));
        assertThat(reconciled.path("agrees").asBoolean()).isTrue();
    }

    private static MvcTestResult patiently(java.util.function.Supplier<MvcTestResult> call) {
        while (true) {
            var answer = call.get();
            if (answer.getResponse().getStatus() != 503) {
                return answer;
            }
        }
    }

    private String newFile() {
        return newFileOf("2026-03-05");
    }

    private String newFileOf(String day) {
        var number = newReceipt();
        steps.tell("invitations", steps.acceptedEvent(number, unit, day));
        return number;
    }

    private Map<String, @Nullable Object> ofOurs(String file) {
        return with(Sent.good(unit), file, 1);
    }

    private static Map<String, @Nullable Object> with(Map<String, @Nullable Object> row, String file, int number) {
        row.put("receiptNumber", file);
        row.put("serviceNumber", number);
        return row;
    }

    @SafeVarargs
    private MvcTestResult send(Map<String, @Nullable Object>... rows) {
        return send(List.of(rows));
    }

    private MvcTestResult send(List<Map<String, @Nullable Object>> rows) {
        return steps.post(
                "/api/evaluation/rating-batches",
                Sent.json(Map.of("ratings", rows)),
                PARTNER,
                UUID.randomUUID().toString());
    }

    private void toTopic(Map<String, @Nullable Object> row) {
        events.send(TOPIC, unit, GIVEN, unit, 0, Sent.json(row));
    }

    private static List<String> results(MvcTestResult answer) {
        assertThat(answer).hasStatus(200);
        return json(answer).path("rows").findValuesAsString("result");
    }

    private static void assertError(JsonNode answer, int row, String field, String code) {
        var error = answer.path("rows").get(row).path("errors").get(0);
        assertThat(error.path("field").asString()).isEqualTo(field);
        assertThat(error.path("code").asString()).isEqualTo(code);
    }

    private List<UUID> ratings() {
        return jdbc.sql("SELECT id FROM rating WHERE unit = ? ORDER BY id")
                .param(unit)
                .query((row, _) -> row.getObject(1, UUID.class))
                .list();
    }

    private List<UUID> orders() {
        return jdbc.sql("SELECT id FROM rectification WHERE unit = ?")
                .param(unit)
                .query((row, _) -> row.getObject(1, UUID.class))
                .list();
    }

    private String factChecks(String file) {
        return jdbc.sql("""
                SELECT c.fact_check FROM rating_label_check c JOIN rating r ON r.id = c.rating_id
                  JOIN invitation i ON i.id = r.invitation_id
                 WHERE i.receipt_number = ? AND c.label = '209'
                """).param(file).query(String.class).single();
    }

    private List<String> deadLetters() {
        return jdbc.sql("SELECT reason FROM dead_letter WHERE msg_key = ? AND state = 'OPEN'")
                .param(unit)
                .query((row, _) -> String.valueOf(row.getString(1)))
                .list();
    }

    private List<JsonNode> suspicions() {
        return steps.pages("/api/evaluation/suspicions?status=OPEN&unit=" + unit, 200, Hall.SUPERVISOR);
    }

    /** Services of the unit that are rated, as the coverage tells. */
    private long rated() {
        return jdbc.sql("SELECT coalesce(sum(rated), 0) FROM service_count WHERE unit = ?")
                .param(unit)
                .query(Long.class)
                .single();
    }

    private long counted() {
        return json(steps.get(
                        "/api/evaluation/indicators?unit=" + unit + "&from=2026-03-01&to=2026-03-31", Hall.SUPERVISOR))
                .path("ratings")
                .asLong();
    }

    private void assertReconciled() {
        var from = LocalDate.parse("2000-01-01");
        var to = LocalDate.parse("2100-01-01");
        assertThat(reconciliation.differences(from, to, 10)).isEmpty();
        assertThat(reconciliation.dimensionDifferences(from, to, 10)).isEmpty();
        assertThat(reconciliation.coverageDifferences(from, to, 10)).isEmpty();
    }
}
