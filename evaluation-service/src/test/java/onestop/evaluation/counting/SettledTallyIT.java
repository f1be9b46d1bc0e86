package onestop.evaluation.counting;

import static java.util.Objects.requireNonNull;
import static onestop.evaluation.Hall.json;
import static onestop.evaluation.Hall.newUnit;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import onestop.evaluation.Hall;
import onestop.evaluation.TestClock;
import onestop.evaluation.WholeService;
import onestop.evaluation.counting.SettledTally.Outcome;
import onestop.testsupport.TestTokens;
import onestop.web.Role;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** What was rated before a day is added up behind what comes in, and rankings say at every moment what the ratings say. */
@WholeService
class SettledTallyIT {
    private static final String PARTNER = TestTokens.of("partner", Role.PARTNER);
    private static final LocalDate TODAY = LocalDate.parse("2026-03-05");
    private static final LocalDate STEP_OF_TODAY = LocalDate.parse("2026-03-01");
    private static final LocalDate FIRST = LocalDate.parse("2025-01-06");
    private static final List<String> LEVELS =
            List.of("VERY_SATISFIED", "SATISFIED", "BASICALLY_SATISFIED", "DISSATISFIED", "VERY_DISSATISFIED");

    @Autowired
    Hall.Steps steps;

    @Autowired
    TestClock clock;

    @Autowired
    SettledTally settled;

    @Autowired
    ChangeStanding standings;

    @Autowired
    Reconciliation reconciliation;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    JdbcClient jdbc;

    private final Random random = new Random(41);
    private String unit = "";

    @BeforeEach
    void onAThursdayInAUnitOfItsOwn() {
        clock.setTo(TODAY.toString());
        unit = newUnit();
        steps.inTheCatalogue(unit, "QY-BG");
        // As after an earliest rating that has just come in: who adds up by itself waits, and what other days hold is
        // settled again.
        jdbc.sql("UPDATE rating_tally_settled SET before = '0001-01-01', lowered_at = clock_timestamp()")
                .update();
    }

    @Test
    void rankingsOfAnyPeriodSayWhatTheRatingsSay() {
        send(rows(400, FIRST, TODAY));
        settle();
        assertThat(before()).isEqualTo(STEP_OF_TODAY);

        for (int i = 0; i < 40; i++) {
            var from = FIRST.plusDays(random.nextInt(400));
            assertRanked(from, from.plusDays(random.nextInt(90)));
            assertRanked(from, TODAY);
        }
        assertRanked(FIRST, TODAY);
        assertAgrees();
    }

    @Test
    void whatComesInForAnEarlierDayCountsAtOnceAndIsAddedUpWhenNothingComes() {
        send(rows(60, FIRST, TODAY));
        settle();

        send(rows(3, LocalDate.parse("2025-07-09"), LocalDate.parse("2025-07-09")));

        assertThat(before()).isEqualTo("2025-07-06");
        assertRanked(FIRST, TODAY);
        assertRanked(LocalDate.parse("2025-02-02"), LocalDate.parse("2025-12-19"));
        assertAgrees();
        assertThat(addUp(Duration.ofMinutes(1))).as("something has just come").isEqualTo(Outcome.NOTHING_TO_ADD);
        settle();
        assertThat(before()).isEqualTo(STEP_OF_TODAY);
        assertRanked(FIRST, TODAY);
        assertAgrees();
    }

    @Test
    void whatComesInForTodayTakesNothingBack() {
        send(rows(5, FIRST, TODAY));
        settle();

        send(rows(5, TODAY, TODAY));

        assertThat(before()).isEqualTo(STEP_OF_TODAY);
        assertRanked(FIRST, TODAY);
    }

    @Test
    void anEarlierRatingThatStopsToCountAndIsClearedIsOutAndInAtOnce() {
        send(rows(60, FIRST, TODAY));
        settle();
        var rating = jdbc.sql("SELECT id FROM rating WHERE unit = ? AND rated_on < '2026-01-01' ORDER BY id LIMIT 1")
                .param(unit)
                .query(UUID.class)
                .single();

        move(rating, Standing.SUSPECT);

        assertThat(before()).isBefore(STEP_OF_TODAY);
        assertRanked(FIRST, TODAY);
        settle();
        assertRanked(FIRST, TODAY);

        move(rating, Standing.COUNTED);

        assertRanked(FIRST, TODAY);
        settle();
        assertRanked(FIRST, TODAY);
        assertAgrees();
    }

    @Test
    void whoAddsUpWaitsForWhatIsUnderWayAndLeavesItForLater() throws Exception {
        send(rows(60, FIRST, TODAY));
        settle();
        var rating = jdbc.sql("SELECT id FROM rating WHERE unit = ? AND rated_on < '2025-08-01' ORDER BY id LIMIT 1")
                .param(unit)
                .query(UUID.class)
                .single();
        var moved = new CountDownLatch(1);
        var looked = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var moving = threads.submit(() -> transaction.execute(_ -> {
                standings.move(List.of(rating), Standing.SUSPECT, "SAME_DEVICE", null, clock.instant());
                moved.countDown();
                await(looked);
                return true;
            }));
            await(moved);
            clock.setTo("2026-03-06");
            assertThat(addUp(Duration.ZERO)).isEqualTo(Outcome.BUSY);
            assertRanked(FIRST, TODAY);
            looked.countDown();
            assertThat(moving.get()).isTrue();
        }

        assertRanked(FIRST, TODAY);
        settle();
        assertRanked(FIRST, TODAY);
        assertAgrees();
    }

    @Test
    void whileRatingsOfAllDaysComeInAndAreAddedUpAtOnceNoneIsLostOrCountedTwice() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var sending = IntStream.range(0, 6)
                    .mapToObj(_ -> rows(80, LocalDate.parse("2025-11-03"), TODAY))
                    .map(rows -> threads.submit(() -> {
                        for (int at = 0; at < rows.size(); at += 4) {
                            send(rows.subList(at, at + 4));
                        }
                        return true;
                    }))
                    .toList();
            var outcomes = EnumSet.noneOf(Outcome.class);
            while (sending.stream().anyMatch(one -> !one.isDone())) {
                outcomes.add(addUp(Duration.ZERO));
                assertThat(reconciliation.settledDifferences(LocalDate.parse("2025-10-01"), TODAY, 10))
                        .isEmpty();
            }
            for (var one : sending) {
                assertThat(one.get()).isTrue();
            }
            assertThat(outcomes).contains(Outcome.ADDED);
        }

        assertRanked(FIRST, TODAY);
        settle();
        assertThat(before()).isEqualTo(STEP_OF_TODAY);
        assertRanked(FIRST, TODAY);
        assertAgrees();
    }

    @Test
    void aSumThatIsWrongIsSeenInTheRecount() {
        send(rows(10, LocalDate.parse("2026-02-11"), LocalDate.parse("2026-02-14")));
        settle();
        change(1);
        try {
            assertThat(reconciliation.settledDifferences(LocalDate.parse("2026-02-01"), TODAY, 10))
                    .filteredOn(one -> one.slice().equals("UNIT") && one.key().equals(unit))
                    .extracting(Reconciliation.Difference::day)
                    .containsExactly(LocalDate.parse("2026-02-16"), LocalDate.parse("2026-02-21"));
        } finally {
            change(-1);
        }
        assertAgrees();
    }

    @Test
    void daysHaveTheSameStepsInTheDatabaseAsHere() {
        var days = jdbc.sql("""
                SELECT day::date AS day, tally_step(day::date) AS step
                  FROM generate_series('2023-01-01'::date, '2024-12-31', '1 day') AS day
                """)
                .query((row, _) ->
                        Map.entry(row.getObject("day", LocalDate.class), row.getObject("step", LocalDate.class)))
                .list();

        assertThat(days)
                .hasSize(731)
                .allSatisfy(one -> assertThat(one.getValue()).isEqualTo(TallySteps.at(one.getKey())));
    }

    private void change(int by) {
        jdbc.sql("""
                UPDATE rating_tally_before SET satisfied = satisfied + :by
                 WHERE day = '2026-02-16' AND slice = 'UNIT' AND key = :unit
                """).param("by", by).param("unit", unit).update();
    }

    private List<Map<String, Object>> rows(int count, LocalDate from, LocalDate to) {
        int days = (int) (to.toEpochDay() - from.toEpochDay()) + 1;
        return IntStream.range(0, count)
                .<Map<String, Object>>mapToObj(_ -> {
                    int level = random.nextInt(LEVELS.size());
                    return Map.of(
                            "source",
                            "HOTLINE",
                            "number",
                            "S-" + UUID.randomUUID(),
                            "unit",
                            unit,
                            "item",
                            "QY-BG",
                            "officer",
                            officer(random.nextInt(5)),
                            "level",
                            LEVELS.get(level),
                            "text",
                            "办理 " + UUID.randomUUID(),
                            "channel",
                            "PHONE",
                            "ratedAt",
                            from.plusDays(random.nextInt(days)) + "T01:30:00+08:00");
                })
                .toList();
    }

    private String officer(int number) {
        return "settled-" + unit + "-" + number;
    }

    private void send(List<Map<String, Object>> rows) {
        var answer = steps.post(
                "/api/evaluation/rating-batches",
                JsonMapper.shared().writeValueAsString(Map.of("ratings", rows)),
                PARTNER,
                UUID.randomUUID().toString());
        assertThat(answer).hasStatus(200);
        assertThat(json(answer).path("taken").asInt()).isEqualTo(rows.size());
    }

    private void move(UUID rating, Standing to) {
        transaction.executeWithoutResult(
                _ -> standings.move(List.of(rating), to, "SAME_DEVICE", null, clock.instant()));
    }

    private Outcome addUp(Duration quiet) {
        return requireNonNull(transaction.execute(_ -> settled.addUp(TODAY, quiet)));
    }

    private void settle() {
        while (addUp(Duration.ZERO) != Outcome.NOTHING_TO_ADD) {
            assertThat(before()).isBeforeOrEqualTo(TODAY);
        }
    }

    private LocalDate before() {
        return jdbc.sql("SELECT before FROM rating_tally_settled")
                .query(LocalDate.class)
                .single();
    }

    /** The officers of the unit as ranked, against a count of the ratings themselves. */
    private void assertRanked(LocalDate from, LocalDate to) {
        var counted = new TreeMap<String, Long>();
        jdbc.sql("""
                SELECT officer, count(*) AS ratings FROM rating
                 WHERE unit = ? AND rated_on BETWEEN ? AND ? AND standing = 'COUNTED' AND follow_up_of IS NULL
                 GROUP BY officer
                """)
                .params(unit, from, to)
                .query((row, _) -> counted.put(row.getString(1), row.getLong(2)))
                .list();
        var ranked = new TreeMap<String, Long>();
        var answer = json(steps.get(
                "/api/evaluation/rankings?slice=OFFICER&minimum=1&limit=200&from=%s&to=%s".formatted(from, to),
                Hall.manager(unit)));
        answer.path("items")
                .forEach(row -> ranked.put(
                        row.path("key").asString(), row.path("ratings").asLong()));

        assertThat(ranked).as("%s to %s", from, to).isEqualTo(counted);
    }

    private void assertAgrees() {
        var all = LocalDate.parse("2000-01-01");
        assertThat(reconciliation.differences(all, LocalDate.parse("2100-01-01"), 10))
                .isEmpty();
        assertThat(reconciliation.settledDifferences(all, LocalDate.parse("2100-01-01"), 10))
                .isEmpty();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
