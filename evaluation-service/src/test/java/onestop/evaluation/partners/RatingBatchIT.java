package onestop.evaluation.partners;

import static onestop.evaluation.Hall.json;
import static onestop.evaluation.Hall.newUnit;
import static onestop.evaluation.Hall.problem;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import onestop.evaluation.Hall;
import onestop.evaluation.TestClock;
import onestop.evaluation.WholeService;
import onestop.evaluation.contract.Contracts;
import onestop.evaluation.counting.Reconciliation;
import onestop.evaluation.suspicion.JudgeOthers;
import onestop.testsupport.TestTokens;
import onestop.web.Role;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@WholeService
class RatingBatchIT {
    private static final String PARTNER = TestTokens.of("partner", Role.PARTNER);

    @Autowired
    Hall.Steps steps;

    @Autowired
    TestClock clock;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Reconciliation reconciliation;

    @Autowired
    JudgeOthers judgeOthers;

    @Autowired
    TakeUpFollowUps takeUp;

    private String unit = "";

    @BeforeEach
    void onAThursdayInAUnitOfItsOwn() {
        clock.setTo("2026-03-05");
        unit = newUnit();
        steps.inTheCatalogue(unit, "QY-BG");
    }

    @Test
    void eachRowHasItsOwnResult() {
        var good = Sent.good(unit);
        var sameNumber = Sent.good(unit, "number", good.get("number"));

        var answer = send(List.of(good, Sent.good(unit, "level", "GOOD"), Sent.bad(unit), sameNumber));

        assertThat(answer).hasStatus(200);
        var result = json(answer);
        Contracts.assertAnswer("RatingBatchResult", result);
        assertThat(result.path("rows").findValuesAsString("result"))
                .containsExactly("TAKEN", "REFUSED", "TAKEN", "TAKEN_BEFORE");
        assertThat(result.path("rows")
                        .get(1)
                        .path("errors")
                        .get(0)
                        .path("field")
                        .asString())
                .isEqualTo("level");
        assertThat(result.path("taken").asInt()).isEqualTo(2);
        assertThat(json(send(List.of(good))).path("takenBefore").asInt()).isEqualTo(1);
        assertThat(stored()).isEqualTo(2);
        assertReconciled();
    }

    @Test
    void whatTheRaterSaysOnceMoreAndWhatIsInvalidComesInRowsToo() {
        var first = Sent.bad(unit);
        var later = Sent.good(unit, "number", first.get("number"));
        later.put("followUp", true);
        var ofNothing = Sent.good(unit, "followUp", true);

        var early = json(send(List.of(first, later, ofNothing, Sent.good(unit, "effective", false))));

        Contracts.assertAnswer("RatingBatchResult", early);
        assertThat(early.path("rows").findValuesAsString("result"))
                .containsExactly("TAKEN", "WAITING", "WAITING", "TAKEN");
        assertThat(early.path("waiting").asInt()).isEqualTo(2);
        takeUp.run();
        assertThat(followUps()).as("its time has not come").isZero();

        steps.putRight(
                jdbc.sql("SELECT id FROM rectification WHERE unit = :unit")
                        .param("unit", unit)
                        .query(UUID.class)
                        .single(),
                unit);
        clock.setTo(clock.instant().plusSeconds(60));
        takeUp.run();
        assertThat(followUps()).isEqualTo(1);
        assertThat(satisfied()).isEqualTo("1/1");
        assertThat(json(send(List.of(later))).path("takenBefore").asInt()).isEqualTo(1);
        assertThat(json(steps.get(
                                "/api/evaluation/indicators?unit=" + unit + "&from=2026-03-01&to=2026-03-31",
                                Hall.SUPERVISOR))
                        .path("ratings")
                        .asInt())
                .as("neither the follow-up nor the invalid one counts")
                .isEqualTo(1);
        assertReconciled();
    }

    private int followUps() {
        return jdbc.sql("SELECT count(*) FROM rating WHERE unit = :unit AND follow_up_of IS NOT NULL")
                .param("unit", unit)
                .query(Integer.class)
                .single();
    }

    private String satisfied() {
        var rate = json(steps.get(
                        "/api/evaluation/indicators?unit=" + unit + "&from=2026-03-01&to=2026-03-31", Hall.SUPERVISOR))
                .path("callBackSatisfactionRate");
        return rate.path("numerator").asInt() + "/" + rate.path("denominator").asInt();
    }

    private UUID order() {
        return jdbc.sql("SELECT id FROM rectification WHERE unit = :unit")
                .param("unit", unit)
                .query(UUID.class)
                .single();
    }

    private static Map<String, @Nullable Object> followUpOf(Map<String, @Nullable Object> first, String unit) {
        var later = Sent.good(unit, "number", first.get("number"));
        later.put("followUp", true);
        return later;
    }

    @Test
    void whatComesBeforeItsFirstRatingIsTakenOnceHoweverManyLookAtOnce() throws Exception {
        var first = Sent.bad(unit);
        var later = followUpOf(first, unit);
        assertThat(json(send(List.of(later, later))).path("waiting").asInt()).isEqualTo(2);
        assertThat(json(send(List.of(first))).path("taken").asInt()).isEqualTo(1);
        steps.putRight(order(), unit);
        clock.setTo(clock.instant().plusSeconds(60));

        atOnce(6, takeUp::run);

        assertThat(followUps()).isEqualTo(1);
        assertThat(satisfied()).isEqualTo("1/1");
        assertThat(waiting()).isZero();
        assertReconciled();
    }

    @Test
    void whatIsFoundInvalidWhileItWaitsIsNotHeard() {
        var first = Sent.bad(unit);
        var later = followUpOf(first, unit);
        var invalid = followUpOf(first, unit);
        invalid.put("effective", false);
        send(List.of(later));
        assertThat(json(send(List.of(invalid))).path("waiting").asInt()).isEqualTo(1);
        send(List.of(first));
        steps.putRight(order(), unit);
        clock.setTo(clock.instant().plusSeconds(60));

        takeUp.run();

        assertThat(followUps()).isEqualTo(1);
        assertThat(satisfied()).isEqualTo("0/0");
    }

    @Test
    void whatHasWaitedInVainBecomesADeadLetterAndIsTakenWhenItIsPutBackLater() throws Exception {
        var first = Sent.bad(unit);
        var later = followUpOf(first, unit);
        later.put("text", "已经满意");
        send(List.of(later, followUpOf(Sent.bad(unit), unit)));
        clock.setTo(clock.instant().plus(Duration.ofDays(60)).minusSeconds(1));
        takeUp.run();
        assertThat(deadLetters()).as("not yet").isEmpty();

        clock.setTo(clock.instant().plusSeconds(1));
        atOnce(4, takeUp::run);

        assertThat(waiting()).isZero();
        assertThat(deadLetters()).hasSize(2);
        assertThat(jdbc.sql("SELECT DISTINCT reason FROM dead_letter WHERE msg_key = :unit")
                        .param("unit", unit)
                        .query(String.class)
                        .single())
                .startsWith("number: ")
                .contains("60");
        var id = deadLetters().stream()
                .filter(one -> payload(one).contains(String.valueOf(first.get("number"))))
                .findFirst()
                .orElseThrow();
        assertThat(payload(id)).contains("已经满意").doesNotContain("contact");

        send(List.of(first));
        steps.putRight(order(), unit);
        assertThat(steps.putTo("/api/evaluation/ops/dead-letters/" + id + "/replay", "{}", Hall.OPS))
                .hasStatus(200);
        assertThat(followUps()).isEqualTo(1);
        assertThat(deadLetters()).hasSize(1);
    }

    @Test
    void whatIsPutBackAndWaitsInVainAgainIsADeadLetterAgain() {
        send(List.of(followUpOf(Sent.bad(unit), unit)));
        for (int time = 1; time <= 2; time++) {
            clock.setTo(clock.instant().plus(Duration.ofDays(60)));
            takeUp.run();
            assertThat(waiting()).isZero();
            assertThat(deadLetters()).hasSize(1);
            steps.putTo("/api/evaluation/ops/dead-letters/" + deadLetters().getFirst() + "/replay", "{}", Hall.OPS);
            assertThat(deadLetters()).isEmpty();
            assertThat(waiting()).isEqualTo(1);
        }
    }

    @Test
    void whoseTimeHasComeMeanwhileIsTakenHoweverLongItHasWaited() {
        var first = Sent.bad(unit);
        send(List.of(followUpOf(first, unit)));
        send(List.of(first));
        steps.putRight(order(), unit);
        clock.setTo(clock.instant().plus(Duration.ofDays(61)));

        takeUp.run();

        assertThat(followUps()).isEqualTo(1);
        assertThat(waiting()).isZero();
        assertThat(deadLetters()).isEmpty();
    }

    private List<UUID> deadLetters() {
        return jdbc.sql("SELECT id FROM dead_letter WHERE msg_key = :unit AND state = 'OPEN'")
                .param("unit", unit)
                .query((row, _) -> row.getObject("id", UUID.class))
                .list();
    }

    private String payload(UUID deadLetter) {
        return jdbc.sql("SELECT convert_from(payload, 'UTF8') FROM dead_letter WHERE id = :id")
                .param("id", deadLetter)
                .query(String.class)
                .single();
    }

    private int waiting() {
        return jdbc.sql("SELECT count(*) FROM waiting_follow_up WHERE unit = :unit")
                .param("unit", unit)
                .query(Integer.class)
                .single();
    }

    private static void atOnce(int times, Runnable action) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<Future<?>>();
            for (int i = 0; i < times; i++) {
                running.add(threads.submit(action));
            }
            for (var one : running) {
                one.get();
            }
        }
    }

    @Test
    void whatFollowsUpWhatIsNotToBePutRightIsRefused() {
        var good = Sent.good(unit);
        send(List.of(good));

        var result = json(send(List.of(followUpOf(good, unit))));

        assertThat(result.path("rows").get(0).path("errors").get(0).path("code").asString())
                .isEqualTo("nothing-to-follow-up");
    }

    @Test
    void aFollowUpThatIsFoundInvalidAfterwardsIsHeardNoMore() {
        var first = Sent.bad(unit);
        send(List.of(first));
        var order = order();
        steps.putRight(order, unit);
        assertThat(steps.put(order, "call-back", "{\"reached\":true,\"satisfied\":true}", Hall.SUPERVISOR))
                .hasStatus(200);
        var later = Sent.bad(unit);
        later.put("number", first.get("number"));
        later.put("followUp", true);
        assertThat(json(send(List.of(later))).path("taken").asInt()).isEqualTo(1);
        assertThat(satisfied()).isEqualTo("0/1");
        later.put("effective", false);

        send(List.of(later));
        send(List.of(later));

        assertThat(satisfied()).as("what was said to the call-back holds again").isEqualTo("1/1");
        var seen = json(steps.get("/api/evaluation/rectifications/" + order, Hall.SUPERVISOR));
        Contracts.assertAnswer("Rectification", seen);
        assertThat(seen.path("steps").findValuesAsString("step")).containsOnlyOnce("FOLLOW_UP_WITHDRAWN");
        assertThat(json(steps.get("/api/evaluation/rectifications?dissatisfied=true&unit=" + unit, Hall.SUPERVISOR))
                        .path("items")
                        .isEmpty())
                .isTrue();
        assertThat(json(steps.get(
                                "/api/evaluation/ratings/"
                                        + seen.path("ratingId").asString(),
                                Hall.SUPERVISOR))
                        .has("followUp"))
                .isFalse();
        assertReconciled();
    }

    @Test
    void pointsForARatingThatItsSourceFindsInvalidAreGivenBackThoughItsOrderIsClosed() throws Exception {
        var first = Sent.bad(unit);
        var other = Sent.bad(unit);
        send(List.of(first));
        var order = order();
        clock.setTo("2026-03-20"); // long after each of its days
        steps.putRight(order, unit);
        assertThat(steps.put(order, "call-back", "{\"reached\":true,\"satisfied\":true}", Hall.SUPERVISOR))
                .hasStatus(200);
        assertThat(steps.put(order, "closure", "{}", Hall.SUPERVISOR)).hasStatus(200);
        assertThat(pointsOff()).isPositive();
        assertThat(talksDue()).contains(order.toString());
        var invalid = new HashMap<>(first);
        invalid.put("effective", false);
        var unknown = new HashMap<>(other);
        unknown.put("effective", false);

        atOnce(4, () -> send(List.of(unknown, invalid)));

        assertThat(pointsOff()).isZero();
        assertThat(talksDue()).doesNotContain(order.toString());
        assertThat(json(steps.get("/api/evaluation/rectifications/" + order, Hall.SUPERVISOR))
                        .path("status")
                        .asString())
                .as("as it ended")
                .isEqualTo("CLOSED");
        assertReconciled();
    }

    private double pointsOff() {
        return json(steps.get(
                        "/api/evaluation/rectification-points?from=2026-01-01&to=2026-12-31&unit=" + unit,
                        Hall.SUPERVISOR))
                .path("items")
                .valueStream()
                .mapToDouble(line -> line.path("points").asDouble())
                .sum();
    }

    private List<String> talksDue() {
        return steps.pages("/api/evaluation/rectification-talks-due", 100, Hall.SUPERVISOR).stream()
                .map(due -> due.path("rectificationId").asString())
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "source,ELSEWHERE,one-of",
        "source,,required",
        "number,,required",
        "number,a b,code-form",
        "unit,xzsp,unit-form",
        "unit,NOSUCHUNIT,unknown-unit",
        "item,NO-SUCH,unknown-item",
        "colour,red,unknown-field",
        "item,,required",
        "item,a\tb,code-form",
        "window,'a,b',code-form",
        "regionLevel,PROVINCE,one-of",
        "level,5,one-of",
        "channel,FAX,one-of",
        "ratedAt,yesterday,time",
        "ratedAt,2026-03-05T12:01:01+08:00,not-in-the-future",
        "ratedAt,2019-12-02T23:59:59+08:00,not-before",
    })
    void aRowThatDoesNotHoldNamesItsField(String field, @Nullable String value, String rule) {
        var result = json(send(List.of(Sent.good(unit, field, value))));

        var why = result.path("rows").get(0).path("errors").get(0);
        assertThat(why.path("field").asString()).isEqualTo(field);
        assertThat(why.path("code").asString()).isEqualTo(rule);
        assertThat(why.path("message").asString()).isNotEqualTo(rule);
        assertThat(stored()).isZero();
    }

    @Test
    void aRowThatCannotBeReadIsRefusedByItself() {
        var rows = new ArrayList<@Nullable Object>();
        rows.add(Sent.good(unit));
        rows.add(Sent.good(unit, "labels", "510"));
        rows.add(Sent.good(unit, "serviceNumber", "1"));
        rows.add(Sent.good(unit, "anonymous", "no"));
        rows.add(Sent.good(unit, "text", "a\u0000b"));
        rows.add(null);
        rows.add("a row");
        rows.add(Sent.good(unit));

        var result =
                json(steps.post("/api/evaluation/rating-batches", Sent.json(Map.of("ratings", rows)), PARTNER, key()));

        Contracts.assertAnswer("RatingBatchResult", result);
        assertThat(result.path("taken").asInt()).isEqualTo(2);
        assertThat(result.path("rows").findValuesAsString("field"))
                .containsExactly("labels", "serviceNumber", "anonymous", "text", "body", "body");
        assertThat(result.path("rows").findValuesAsString("code"))
                .containsExactly("list", "whole-number", "true-or-false", "character", "object", "object");
        assertThat(stored()).isEqualTo(2);
        assertReconciled();
    }

    @Test
    void whatIsRatedBesideTheWholeIsOfTheSetOfTheChannel() {
        var online = Sent.good(unit, "channel", "PC");
        online.put("dimensions", Map.of("EFFICIENCY", "SATISFIED", "CONVENIENCE", "DISSATISFIED"));

        var result = json(send(List.of(
                online,
                Sent.good(unit, "dimensions", Map.of("SERVICE_ATTITUDE", "VERY_SATISFIED")),
                Sent.good(unit, "dimensions", Map.of("EFFICIENCY", "SATISFIED")),
                Sent.good(unit, "dimensions", Map.of("COLOUR", "SATISFIED")),
                Sent.good(unit, "dimensions", Map.of("SERVICE_ATTITUDE", "GOOD")))));

        assertThat(result.path("taken").asInt()).isEqualTo(2);
        assertThat(result.path("rows").findValuesAsString("field"))
                .containsExactly("dimensions.EFFICIENCY", "dimensions", "dimensions.SERVICE_ATTITUDE");
        assertThat(result.path("rows").findValuesAsString("code"))
                .containsExactly("dimension-of-the-other-set", "one-of", "one-of");
        var sets = json(steps.get("/api/evaluation/indicators/dimensions?slice=UNIT&key=" + unit, Hall.SUPERVISOR))
                .path("sets");
        assertThat(sets.findValuesAsString("answers")).containsExactly("1", "1", "0", "1", "0", "1", "0", "0", "1");
        assertReconciled();
    }

    @Test
    void whatManySayInTheSameWordsIsSetAsideAfterwards() {
        var same = new ArrayList<Map<String, @Nullable Object>>();
        for (int i = 0; i < 45; i++) {
            same.add(Sent.good(unit));
        }
        var other = new ArrayList<Map<String, @Nullable Object>>();
        for (int i = 0; i < 45; i++) {
            other.add(Sent.good(unit, "labels", List.of())); // a level alone many give alike
        }
        other.add(Sent.good(unit, "text", "很好"));
        other.add(Sent.good(unit, "ratedAt", "2026-03-05T11:00:00+08:00"));
        send(same.subList(0, 30));
        send(other);
        send(same.subList(30, 45));
        assertThat(counted()).as("until somebody looks").isEqualTo(92);

        judgeAll();
        judgeOthers.run();

        assertThat(counted())
                .as("forty in ten minutes, and those that say something else")
                .isEqualTo(87);
        assertThat(jdbc.sql("SELECT source_number FROM rating WHERE unit = ? AND standing = 'SUSPECT'")
                        .param(unit)
                        .query(String.class)
                        .list())
                .hasSize(5)
                .isSubsetOf(same.stream()
                        .map(row -> String.valueOf(row.get("number")))
                        .toList());
        assertThat(jdbc.sql("SELECT DISTINCT reasons[1] FROM rating_suspicion WHERE unit = ?")
                        .param(unit)
                        .query(String.class)
                        .list())
                .containsExactly("SAME_WORDS");
        assertReconciled();
    }

    private void judgeAll() {
        do {
            judgeOthers.run();
        } while (jdbc.sql("SELECT EXISTS (SELECT FROM batch_to_judge)")
                .query(Boolean.class)
                .single());
    }

    private long counted() {
        return json(steps.get("/api/evaluation/indicators?unit=" + unit, Hall.SUPERVISOR))
                .path("ratings")
                .asLong();
    }

    @Test
    void aBadRatingSaysWhyAndItsWordsAreFew() {
        var without = Sent.bad(unit);
        without.put("labels", List.of());
        without.remove("text");
        var long151 = Sent.good(unit, "text", "好".repeat(151));
        var unknown = Sent.good(unit, "labels", List.of("999"));

        var result = json(send(List.of(without, long151, unknown, Sent.good(unit, "text", "好".repeat(150)))));

        assertThat(result.path("rows").findValuesAsString("code"))
                .containsExactly("bad-rating-says-why", "text-too-long", "unknown-label");
        assertThat(result.path("taken").asInt()).isEqualTo(1);
    }

    @Test
    void anOrderIsCountedOnTheDayOfItsRatingHoweverLateThatWasTold() {
        var late = Sent.bad(unit);
        late.put("ratedAt", "2026-02-27T09:30:00+08:00");
        assertThat(send(List.of(late))).hasStatus(200);

        assertThat(bad("2026-02-01", "2026-02-28")).isEqualTo("1/1 0/1 0/1");
        assertThat(bad("2026-03-01", "2026-03-05"))
                .as("taken in, but not rated")
                .isEqualTo("0/0 0/0 0/0");
    }

    /** Bad ones, and of them those put right and confirmed. */
    private String bad(String from, String to) {
        var figures = json(
                steps.get("/api/evaluation/indicators?unit=" + unit + "&from=" + from + "&to=" + to, Hall.SUPERVISOR));
        return Stream.of("badRate", "rectificationRate", "confirmedRate")
                .map(figures::path)
                .map(rate -> rate.path("numerator").asLong() + "/"
                        + rate.path("denominator").asLong())
                .collect(Collectors.joining(" "));
    }

    @Test
    void anOlderLabelOfAnOlderRatingIsKept() {
        assertThat(json(send(List.of(Sent.good(unit, "labels", List.of("501")))))
                        .path("taken")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void aPartnerSpeaksForItsOwnSourcesOnly() {
        var result = json(send(List.of(Sent.good(unit)), TestTokens.of("bank", Role.PARTNER), key()));

        assertThat(result.path("rows").get(0).path("errors").get(0).path("code").asString())
                .isEqualTo("source-not-yours");
        assertThat(stored()).isZero();
    }

    @Test
    void theSameKeyIsAnsweredAsBefore() {
        var key = key();
        var rows = List.of(Sent.good(unit));
        var first = json(send(rows, PARTNER, key));

        assertThat(json(send(rows, PARTNER, key))).isEqualTo(first);
        assertThat(json(send(List.of(new TreeMap<>(rows.getFirst()).descendingMap()), PARTNER, key)))
                .as("in another order of the fields")
                .isEqualTo(first);
        assertThat(first.path("taken").asInt()).isEqualTo(1);
        var other = send(List.of(Sent.good(unit)), PARTNER, key);
        assertThat(other).hasStatus(409);
        assertThat(problem(other)).isEqualTo("idempotency-key-reused");
    }

    @Test
    void aThousandRowsAreABatchAndOneMoreIsNot() {
        var rows = new ArrayList<Map<String, @Nullable Object>>();
        for (int i = 0; i < 1_000; i++) {
            rows.add(i % 50 == 0 ? Sent.bad(unit) : Sent.good(unit));
        }
        assertThat(json(send(rows)).path("taken").asInt()).isEqualTo(1_000);
        assertThat(jdbc.sql("SELECT count(*) FROM rectification WHERE unit = ?")
                        .param(unit)
                        .query(Long.class)
                        .single())
                .isEqualTo(20);
        rows.add(Sent.good(unit));
        assertThat(send(rows)).hasStatus(400);
        assertThat(send(List.of())).hasStatus(400);
        assertReconciled();
    }

    @Test
    void theSameRowsSentByManyAtOnceAreTakenOnce() throws Exception {
        var rows = new ArrayList<Map<String, @Nullable Object>>();
        for (int i = 0; i < 120; i++) {
            rows.add(i % 10 == 0 ? Sent.bad(unit) : Sent.good(unit));
        }
        var calls = new ArrayList<Callable<Integer>>();
        for (int i = 0; i < 12; i++) {
            var shuffled = new ArrayList<>(rows);
            Collections.shuffle(shuffled, new Random(i));
            calls.add(() -> taken(shuffled.subList(0, 100)));
        }

        int taken = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var done : threads.invokeAll(calls)) {
                taken += done.get();
            }
        }
        taken += taken(rows);

        assertThat(taken).isEqualTo(120);
        assertThat(stored()).isEqualTo(120);
        assertThat(jdbc.sql("SELECT count(*) FROM rectification WHERE unit = ?")
                        .param(unit)
                        .query(Long.class)
                        .single())
                .isEqualTo(12);
        assertReconciled();
    }

    /** As a patient caller: a service that is busy is asked again. */
    private int taken(List<Map<String, @Nullable Object>> rows) {
        while (true) {
            var answer = send(rows);
            if (answer.getResponse().getStatus() != 503) {
                assertThat(answer).hasStatus(200);
                return json(answer).path("taken").asInt();
            }
        }
    }

    private MvcTestResult send(List<Map<String, @Nullable Object>> rows) {
        return send(rows, PARTNER, key());
    }

    private MvcTestResult send(List<Map<String, @Nullable Object>> rows, String token, String key) {
        var body = new HashMap<String, Object>();
        body.put("ratings", rows);
        return steps.post("/api/evaluation/rating-batches", Sent.json(body), token, key);
    }

    private static String key() {
        return UUID.randomUUID().toString();
    }

    private long stored() {
        return jdbc.sql("SELECT count(*) FROM rating WHERE unit = ?")
                .param(unit)
                .query(Long.class)
                .single();
    }

    private void assertReconciled() {
        assertThat(reconciliation.differences(LocalDate.parse("2000-01-01"), LocalDate.parse("2100-01-01"), 10))
                .isEmpty();
        assertThat(reconciliation.dimensionDifferences(
                        LocalDate.parse("2000-01-01"), LocalDate.parse("2100-01-01"), 10))
                .isEmpty();
    }
}
