package onestop.intake.mobile;

import static onestop.intake.Calls.HELPER;
import static onestop.intake.Calls.NOBODY;
import static onestop.intake.Calls.OPS;
import static onestop.intake.Calls.WINDOW;
import static onestop.intake.Calls.WINDOW2;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import onestop.intake.Calls;
import onestop.intake.Calls.Person;
import onestop.intake.Calls.Reply;
import onestop.intake.IntakeTest;
import onestop.intake.TravelClock;
import onestop.intake.contract.Contracts;
import onestop.intake.figures.FigureQuery;
import onestop.testsupport.Events;
import onestop.testsupport.Eventually;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@IntakeTest
class MobileIT {
    private static final AtomicInteger NEXT =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(100_000));

    /** A Monday, eight in the morning in the hall. */
    private static final Instant MORNING = Instant.parse("2026-03-02T00:00:00Z");

    private static final Instant NINE = MORNING.plus(Duration.ofHours(1));
    private static final Instant NOON = MORNING.plus(Duration.ofHours(4));

    @Autowired
    Calls calls;

    @Autowired
    Events events;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TravelClock clock;

    @Autowired
    MobileFigures figures;

    @BeforeEach
    void inTheMorning() {
        clock.stopAt(MORNING);
    }

    @AfterEach
    void goOn() {
        clock.goOn();
    }

    // --- plans

    private String vehicle() {
        var code = "CHE-%06d".formatted(NEXT.incrementAndGet());
        calls.put(OPS, "/vehicles/" + code, Map.of("name", "大篷车", "windowCodes", List.of("DPC-1", "DPC-2")))
                .must(201);
        return code;
    }

    /** A town no other test goes to. */
    private static String town() {
        return "5%08d000".formatted(NEXT.incrementAndGet());
    }

    private static Map<String, Object> stop(String vehicle, String town, Instant from, Instant until) {
        var stop = new HashMap<String, Object>();
        stop.put("townCode", town);
        stop.put("villageCode", town.substring(0, 9) + "201");
        stop.put("place", "文化广场");
        stop.put("plannedFrom", from.toString());
        stop.put("plannedUntil", until.toString());
        stop.put("staff", List.of("window", "helper"));
        stop.put("windowCodes", List.of("DPC-1"));
        return stop;
    }

    @SafeVarargs
    private Reply plan(String vehicle, Map<String, Object>... stops) {
        return calls.post(
                WINDOW, "/vehicle-routes", Map.of("vehicleCode", vehicle, "name", "三月第一周", "stops", List.of(stops)));
    }

    private record Place(String id, String vehicle, String town) {
        String path() {
            return "/vehicle-stops/" + id;
        }
    }

    private Place planned() {
        return planned(NINE, NOON);
    }

    private Place planned(Instant from, Instant until) {
        var vehicle = vehicle();
        var town = town();
        var route = plan(vehicle, stop(vehicle, town, from, until)).must(201);
        return new Place(route.body().path("stops").path(0).path("id").asString(), vehicle, town);
    }

    @Test
    void aVehicleIsEnteredAndChanged() {
        var code = vehicle();
        var path = "/vehicles/" + code;
        var changed = Map.of("name", "直通车", "windowCodes", List.of("DPC-1"));

        calls.put(OPS, path, changed).must(428);
        calls.send(HttpMethod.PUT, OPS, path, changed, Map.of("If-Match", "\"7\""))
                .declines(412, "stale-version");
        calls.send(HttpMethod.PUT, OPS, path, changed, Map.of("If-Match", "\"1\""))
                .must(200);
        calls.put(OPS, path, changed).must(200);
        assertThat(calls.get(WINDOW, path).must(200).text("name")).isEqualTo("直通车");
        assertThat(calls.put(OPS, "/vehicles/che", changed).must(400).errors()).containsExactly("code vehicle-code");
        assertThat(calls.put(
                                OPS,
                                "/vehicles/CHE-X",
                                Map.of("name", "大篷车", "windowCodes", List.of("DPC-1", "CJ-1", "NONE")))
                        .must(400)
                        .errors())
                .containsExactly("windowCodes[1] not-a-mobile-window", "windowCodes[2] not-a-mobile-window");
        calls.get(WINDOW, "/vehicles/NONE").declines(404, "unknown-vehicle");
        assertThat(calls.get(WINDOW, "/vehicles?limit=1").must(200).body().path("items"))
                .hasSize(1);
    }

    @Test
    void aVehicleIsAtOnePlaceAtATime() throws Exception {
        var vehicle = vehicle();
        var town = town();
        var route = plan(vehicle, stop(vehicle, town, NINE, NOON), stop(vehicle, town, NOON, NOON.plusSeconds(3_600)))
                .must(201);

        plan(vehicle, stop(vehicle, town, NOON.minusSeconds(1), NOON.plusSeconds(1)))
                .declines(409, "vehicle-elsewhere");
        assertThat(plan(vehicle, stop(vehicle, town, NINE, NOON), stop(vehicle, town, NINE, NOON))
                        .must(400)
                        .errors())
                .containsExactly("stops[1] overlaps-stop");
        var first = route.body().path("stops").path(0).path("id").asString();
        calls.put(OPS, "/vehicle-stops/" + first + "/cancellation", Map.of("reason", "暴雨"))
                .must(200);
        // Called off, its time is free again; of several who want it at once one gets it.
        var replies = atOnce(IntStream.range(0, 6)
                .<Callable<Reply>>mapToObj(_ -> () -> plan(vehicle, stop(vehicle, town, NINE, NOON)))
                .toList());
        assertThat(replies.stream().filter(reply -> reply.status() == 201)).hasSize(1);
        assertThat(replies.stream().filter(reply -> reply.status() == 409)).hasSize(5);
    }

    @Test
    void badPlansAreNamed() {
        var vehicle = vehicle();
        var wrong = stop(vehicle, town(), MORNING, MORNING.plus(Duration.ofHours(20)));
        wrong.put("villageCode", town());
        assertThat(plan(vehicle, wrong).must(400).errors())
                .containsExactly(
                        "stops[0].villageCode not-in-the-town",
                        "stops[0].plannedFrom in-the-past",
                        "stops[0].plannedUntil stop-too-long");
        var foreign = stop(vehicle, town(), NINE, NOON);
        foreign.put("windowCodes", List.of("XZSP-1"));
        assertThat(plan(vehicle, foreign).must(400).errors())
                .containsExactly("stops[0].windowCodes window-not-on-board");
        plan("NONE", stop("NONE", town(), NINE, NOON)).declines(404, "unknown-vehicle");
    }

    @Test
    void everybodyMayKnowWhereTheVehicleComes() {
        var place = planned();

        var listed = calls.get(NOBODY, "/vehicle-stops?from=2026-03-02&to=2026-03-02&townCode=" + place.town())
                .must(200)
                .body();
        assertThat(listed.path("items")).hasSize(1);
        assertThat(listed.toString()).contains("文化广场").doesNotContain("helper");
        assertThat(calls.get(WINDOW, place.path()).must(200).body().path("staff"))
                .hasSize(2);
        assertThat(calls.get(NOBODY, "/vehicle-stops?from=2026-03-02&to=2028-03-02")
                        .must(400)
                        .errors())
                .containsExactly("to date-range");
        calls.get(WINDOW, "/vehicle-stops/" + UUID.randomUUID()).declines(404, "unknown-stop");
        planned();
        var page = calls.get(NOBODY, "/vehicle-stops?from=2026-03-02&to=2026-03-02&limit=1")
                .must(200);
        assertThat(calls.get(NOBODY, "/vehicle-stops?from=2026-03-02&to=2026-03-02&limit=1&after=" + page.text("next"))
                        .must(200)
                        .body()
                        .path("items"))
                .hasSize(1)
                .isNotEqualTo(page.body().path("items"));
    }

    @Test
    void aStopStartsAndEndsWithItsStaff() {
        var place = planned();
        var at = Map.of("at", NINE.plusSeconds(60).toString());

        calls.put(WINDOW2, place.path() + "/start", null).declines(403, "not-at-this-stop");
        assertThat(calls.put(WINDOW, place.path() + "/start", at).must(400).errors())
                .containsExactly("at in-the-future");
        clock.stopAt(NOON);
        calls.put(WINDOW, place.path() + "/end", null).declines(409, "stop-not-started");
        var started = calls.put(HELPER, place.path() + "/start", at).must(200);
        assertThat(started.text("startedAt")).isEqualTo("2026-03-02T09:01:00+08:00");
        calls.put(HELPER, place.path() + "/start", at).must(200);
        calls.put(WINDOW, place.path() + "/start", null).declines(409, "stop-already-started");
        calls.put(WINDOW, place.path() + "/end", Map.of("at", NINE.toString())).declines(409, "stop-end-out-of-range");
        calls.put(WINDOW, place.path() + "/end", null).must(200);
        calls.put(OPS, place.path() + "/cancellation", Map.of("reason", "暴雨")).declines(409, "stop-already-ended");
        clock.stopAt(NOON.plus(Duration.ofDays(8)));
        assertThat(calls.put(HELPER, place.path() + "/start", at).must(400).errors())
                .containsExactly("at too-long-ago");
    }

    // --- without network

    private record Number(String single, String joint, String queryCode) {}

    private List<Number> takeAlong(Place place, int count) {
        return calls.post(WINDOW, place.path() + "/numbers", Map.of("device", "pad-1", "count", count))
                .must(201)
                .body()
                .path("numbers")
                .valueStream()
                .map(one -> new Number(
                        one.path("number").asString(),
                        one.path("jointNumber").asString(),
                        one.path("queryCode").asString()))
                .toList();
    }

    private void start(Place place) {
        calls.put(WINDOW, place.path() + "/start", Map.of("at", NINE.toString()))
                .must(200);
    }

    private Map<String, Object> handIn(Number number, String usci, Instant at) {
        var application = calls.application(usci, "PKG-BG-GD");
        application.remove("channel");
        var operation = new HashMap<String, Object>();
        operation.put("id", UUID.randomUUID().toString());
        operation.put("kind", "HAND_IN");
        operation.put("at", at.toString());
        operation.put("number", number.single());
        operation.put("queryCode", number.queryCode());
        operation.put("application", application);
        return operation;
    }

    private static Map<String, Object> acceptance(Number number, Place place, Instant at) {
        var operation = new HashMap<String, Object>();
        operation.put("id", UUID.randomUUID().toString());
        operation.put("kind", "ACCEPTANCE");
        operation.put("at", at.toString());
        operation.put("receiptNumber", number.joint());
        operation.put("acceptance", Map.of("windowCode", "DPC-1"));
        return operation;
    }

    private static Map<String, Object> consultation(Instant at) {
        var operation = new HashMap<String, Object>();
        operation.put("id", UUID.randomUUID().toString());
        operation.put("kind", "CONSULTATION");
        operation.put("at", at.toString());
        operation.put("consultation", Map.of("questionClass", "GUIDE", "question", "如何变更", "answer", "一窗受理"));
        return operation;
    }

    private Reply enter(Person by, Place place, List<? extends Map<String, ?>> operations) {
        return calls.put(by, place.path() + "/operations", Map.of("device", "pad-1", "operations", operations));
    }

    private List<JsonNode> results(Person by, Place place, List<? extends Map<String, ?>> operations) {
        return enter(by, place, operations)
                .must(200)
                .body()
                .path("results")
                .valueStream()
                .toList();
    }

    private static List<String> outcomes(List<JsonNode> results) {
        return results.stream().map(one -> one.path("outcome").asString()).toList();
    }

    private static String problem(JsonNode result) {
        return result.path("problem").path("type").asString().replace("/problems/", "");
    }

    private static List<String> errors(JsonNode result) {
        return result.path("problem")
                .path("errors")
                .valueStream()
                .map(error -> error.path("field").asString() + " "
                        + error.path("code").asString())
                .toList();
    }

    private static <T> List<T> atOnce(List<Callable<T>> works) throws Exception {
        var together = new CyclicBarrier(works.size());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = works.stream()
                    .map(work -> threads.submit(() -> {
                        together.await();
                        return work.call();
                    }))
                    .toList();
            var results = new ArrayList<T>();
            for (var one : running) {
                results.add(one.get());
            }
            return results;
        }
    }

    private int count(String table, String column, List<String> values) {
        return jdbc.sql("SELECT count(*) FROM " + table + " WHERE " + column + " = ANY (?)")
                .param(values.toArray(String[]::new))
                .query(Integer.class)
                .single();
    }

    @Test
    void whatWasDoneWithoutNetworkCountsFromItsTrueTime() {
        // After hours: what comes at 17:20 counts from the day, what comes at 17:40 from the next working day.
        var place = planned(MORNING.plus(Duration.ofHours(9)), MORNING.plus(Duration.ofHours(11)));
        var numbers = takeAlong(place, 2);
        var usci = calls.enterprise();
        var inTime = MORNING.plus(Duration.ofMinutes(9 * 60 + 20));
        var late = MORNING.plus(Duration.ofMinutes(9 * 60 + 40));
        clock.stopAt(MORNING.plus(Duration.ofDays(2)));
        calls.put(
                        WINDOW,
                        place.path() + "/start",
                        Map.of("at", MORNING.plus(Duration.ofHours(9)).toString()))
                .must(200);

        var results = results(
                WINDOW,
                place,
                List.of(
                        acceptance(numbers.getFirst(), place, late),
                        handIn(numbers.getFirst(), usci, inTime),
                        handIn(numbers.getLast(), usci, late)));

        assertThat(outcomes(results)).containsExactly("DONE", "DONE", "DONE");
        assertThat(results.getFirst().path("receiptNumber").asString())
                .isEqualTo(numbers.getFirst().joint());
        assertThat(jdbc.sql("""
                        SELECT channel || ' ' || received_at || ' ' || counts_from || ' ' || coalesce(accepted_at::text, '-')
                               || ' ' || coalesce(accepted_counts_from::text, '-') || ' ' || coalesce(window_code, '-')
                          FROM (SELECT channel, window_code, counts_from, accepted_counts_from,
                                       received_at AT TIME ZONE 'Asia/Shanghai' AS received_at,
                                       accepted_at AT TIME ZONE 'Asia/Shanghai' AS accepted_at
                                  FROM application WHERE receipt_number = ANY (?) ORDER BY receipt_number) AS a
                        """)
                        .param(numbers.stream().map(Number::joint).toArray(String[]::new))
                        .query(String.class)
                        .list())
                .containsExactly(
                        "MOBILE_VEHICLE 2026-03-02 17:20:00 2026-03-02 2026-03-02 17:40:00 2026-03-03 DPC-1",
                        "MOBILE_VEHICLE 2026-03-02 17:40:00 2026-03-03 - - -");
        var told = events.await(
                "onestop.intake.application",
                Duration.ofSeconds(30),
                one -> numbers.getFirst().joint().equals(one.key())
                        && one.type().endsWith("accepted.v1"));
        var message = JsonMapper.shared().readTree(told.text());
        assertThat(message.path("acceptedAt").asString()).isEqualTo("2026-03-02T17:40:00+08:00");
        // The code that was given out at the stop opens the public progress.
        calls.get(
                        NOBODY,
                        "/progress/" + numbers.getFirst().joint() + "?queryCode="
                                + numbers.getFirst().queryCode())
                .must(200);
    }

    @Test
    void aBatchSentAgainInPartsShuffledAndAtOnceHasEachEffectOnce() throws Exception {
        var place = planned();
        var numbers = takeAlong(place, 6);
        var usci = calls.enterprise();
        clock.stopAt(NOON);
        start(place);
        var operations = new ArrayList<Map<String, Object>>();
        for (int i = 0; i < 6; i++) {
            operations.add(handIn(numbers.get(i), usci, NINE.plusSeconds(60L * i)));
            operations.add(acceptance(numbers.get(i), place, NINE.plusSeconds(60L * i + 30)));
            operations.add(consultation(NINE.plusSeconds(60L * i + 45)));
        }
        var works = new ArrayList<Callable<Reply>>();
        for (int sender = 0; sender < 8; sender++) {
            var mine = new ArrayList<>(operations);
            Collections.shuffle(mine, new Random(sender));
            var sent = sender % 2 == 0 ? mine : List.copyOf(mine.subList(0, 11));
            works.add(() -> enter(WINDOW, place, sent));
        }

        var replies = atOnce(works);

        assertThat(replies).allSatisfy(reply -> reply.must(200));
        // Whatever was refused for want of its hand-in comes with the next attempt.
        var last = results(WINDOW, place, operations);
        assertThat(outcomes(last)).isSubsetOf("DONE", "REPEATED");
        assertThat(outcomes(results(WINDOW, place, operations))).containsOnly("REPEATED");
        var done = replies.stream()
                .flatMap(reply -> reply.body().path("results").valueStream())
                .filter(result -> result.path("outcome").asString().equals("DONE"))
                .map(result -> result.path("id").asString())
                .toList();
        assertThat(done).doesNotHaveDuplicates();
        var receipts = numbers.stream().map(Number::joint).toList();
        assertThat(count("application", "receipt_number", receipts)).isEqualTo(6);
        assertThat(count("application_history", "receipt_number", receipts)).isEqualTo(12);
        assertThat(jdbc.sql("SELECT count(*) FROM consultation WHERE stop_id = ?")
                        .param(UUID.fromString(place.id()))
                        .query(Integer.class)
                        .single())
                .isEqualTo(6);
        // Every repetition is told what the first was told.
        var again = results(WINDOW, place, operations);
        for (int i = 0; i < operations.size(); i++) {
            assertThat(again.get(i).path("receiptNumber")).isEqualTo(last.get(i).path("receiptNumber"));
            assertThat(again.get(i).path("consultationNumber"))
                    .isEqualTo(last.get(i).path("consultationNumber"));
            assertThat(again.get(i).path("fileStatus")).isEqualTo(last.get(i).path("fileStatus"));
        }
        finish(receipts.getFirst());
        var cases = count("application_case", "receipt_number", receipts);
        var finished = count("application_case", "receipt_number", receipts.subList(0, 1));
        Eventually.within(
                Duration.ofSeconds(30),
                () -> assertThat(figures.count(new FigureQuery(null, null, place.town(), null)))
                        .extracting(figure -> figure.definition().code() + " " + figure.numerator())
                        .containsExactly(
                                "VEHICLE_WINDOWS 3",
                                "VEHICLE_TOWNS 1",
                                "VEHICLE_VILLAGES 1",
                                "VEHICLE_FILES 6",
                                "VEHICLE_CASES " + cases,
                                "VEHICLE_CASES_FINISHED " + finished));
    }

    /** The departments tell that the file is finished. */
    private void finish(String receipt) {
        events.send(
                "onestop.approval.case",
                receipt,
                "onestop.approval.case.file-finished.v1",
                receipt,
                3,
                Contracts.sample("approval", "onestop.approval.case.file-finished.v1")
                        .replaceAll("\"receiptNumber\": \"[^\"]+\"", "\"receiptNumber\": \"" + receipt + "\""));
    }

    @Test
    void anAcceptanceWaitsForItsHandIn() {
        var place = planned();
        var number = takeAlong(place, 1).getFirst();
        var usci = calls.enterprise();
        clock.stopAt(NOON);
        start(place);
        var accepts = acceptance(number, place, NINE.plusSeconds(60));

        var early = results(WINDOW, place, List.of(accepts));
        assertThat(outcomes(early)).containsExactly("WAITING");
        assertThat(problem(early.getFirst())).isEqualTo("hand-in-not-entered");

        assertThat(outcomes(results(WINDOW, place, List.of(handIn(number, usci, NINE)))))
                .containsExactly("DONE");
        assertThat(outcomes(results(WINDOW, place, List.of(accepts)))).containsExactly("DONE");
    }

    @Test
    void oneBadOperationHoldsUpNoOther() {
        var place = planned();
        var numbers = takeAlong(place, 5);
        var usci = calls.enterprise();
        clock.stopAt(NOON);
        start(place);
        var tooEarly = handIn(numbers.get(0), usci, NINE.minusSeconds(1));
        var future = handIn(numbers.get(0), usci, NOON.plusSeconds(1));
        var wrongCode = handIn(numbers.get(0), usci, NINE);
        wrongCode.put("queryCode", numbers.get(1).queryCode());
        var foreignNumber =
                handIn(new Number("371327260302999999", "x", numbers.get(0).queryCode()), usci, NINE);
        var unknownEnterprise = handIn(numbers.get(1), Calls.newUsci(), NINE);
        var badCode = handIn(numbers.get(1), usci, NINE);
        var application = new HashMap<>(calls.application(usci, "PKG-BG-GD"));
        application.put("enterpriseUsci", "91350100M000100Y4Z");
        badCode.put("application", application);
        var badField = handIn(numbers.get(1), usci, NINE);
        badField.put("application", Map.of("enterpriseUsci", usci, "nonsense", 1));
        var good = handIn(numbers.get(2), usci, NINE);
        var unreadable = Map.<String, Object>of("id", "not-an-id", "kind", "HAND_IN", "at", NINE.toString());
        var nothing = Map.<String, Object>of(
                "id", UUID.randomUUID().toString(), "kind", "CONSULTATION", "at", NINE.toString());
        var wrongWindow = acceptance(numbers.get(2), place, NINE.plusSeconds(1));
        wrongWindow.put("acceptance", Map.of("windowCode", "XZSP-1"));
        var beforeHandIn = acceptance(numbers.get(2), place, NINE.plusSeconds(1));
        var laterHandIn = handIn(numbers.get(3), usci, NINE.plusSeconds(30));
        var tooSoon = acceptance(numbers.get(3), place, NINE.plusSeconds(10));

        var results = results(
                WINDOW,
                place,
                List.of(
                        tooEarly,
                        future,
                        wrongCode,
                        foreignNumber,
                        unknownEnterprise,
                        badCode,
                        badField,
                        good,
                        unreadable,
                        nothing,
                        wrongWindow,
                        beforeHandIn,
                        laterHandIn));

        assertThat(outcomes(results))
                .containsExactly(
                        "DECLINED",
                        "DECLINED",
                        "DECLINED",
                        "DECLINED",
                        "DECLINED",
                        "DECLINED",
                        "DECLINED",
                        "DONE",
                        "DECLINED",
                        "DECLINED",
                        "DECLINED",
                        "DONE",
                        "DONE");
        assertThat(errors(results.get(0))).containsExactly("at outside-the-stop");
        assertThat(errors(results.get(1))).containsExactly("at in-the-future");
        assertThat(errors(results.get(2))).containsExactly("queryCode not-of-this-number");
        assertThat(problem(results.get(3))).isEqualTo("number-not-taken-along");
        assertThat(problem(results.get(4))).isEqualTo("enterprise-not-registered");
        assertThat(errors(results.get(5))).containsExactly("application.enterpriseUsci usci-alphabet");
        assertThat(errors(results.get(6))).containsExactly("application.nonsense unknown-field");
        assertThat(results.get(8).has("id")).isFalse();
        assertThat(errors(results.get(9))).containsExactly("consultation required");
        assertThat(errors(results.get(10))).containsExactly("acceptance.windowCode window-not-on-board");
        assertThat(errors(results(WINDOW, place, List.of(tooSoon)).getFirst())).containsExactly("at before-hand-in");

        // What was refused left nothing: put right, it is entered under the same id and number.
        wrongCode.put("queryCode", numbers.get(0).queryCode());
        assertThat(outcomes(results(WINDOW, place, List.of(wrongCode)))).containsExactly("DONE");
        // A number is used once, an id has one content.
        assertThat(problem(results(WINDOW, place, List.of(handIn(numbers.get(0), usci, NINE)))
                        .getFirst()))
                .isEqualTo("number-not-taken-along");
        wrongCode.put("at", NINE.plusSeconds(5).toString());
        assertThat(problem(results(WINDOW, place, List.of(wrongCode)).getFirst()))
                .isEqualTo("operation-id-reused");
    }

    @Test
    void whatHappenedMeanwhileIsNotOvertaken() {
        var place = planned();
        var number = takeAlong(place, 1).getFirst();
        var usci = calls.enterprise();
        clock.stopAt(NOON);
        start(place);
        assertThat(outcomes(results(WINDOW, place, List.of(handIn(number, usci, NINE)))))
                .containsExactly("DONE");
        calls.accept(WINDOW2, number.joint()).must(200);

        var results = results(WINDOW, place, List.of(acceptance(number, place, NINE.plusSeconds(60))));

        assertThat(outcomes(results)).containsExactly("DECLINED");
        assertThat(problem(results.getFirst())).isEqualTo("already-accepted");
    }

    @Test
    void onlyStaffOfTheStopEnterAndOnlyClerksAccept() {
        var place = planned();
        var number = takeAlong(place, 1).getFirst();
        var usci = calls.enterprise();
        clock.stopAt(NOON);
        var handsIn = handIn(number, usci, NINE);

        enter(WINDOW2, place, List.of(handsIn)).declines(403, "not-at-this-stop");
        enter(WINDOW, new Place(UUID.randomUUID().toString(), "", ""), List.of(handsIn))
                .declines(404, "unknown-stop");
        assertThat(problem(results(WINDOW, place, List.of(handsIn)).getFirst())).isEqualTo("stop-not-started");
        start(place);
        assertThat(outcomes(results(HELPER, place, List.of(handsIn)))).containsExactly("DONE");
        assertThat(problem(results(HELPER, place, List.of(acceptance(number, place, NINE.plusSeconds(1))))
                        .getFirst()))
                .isEqualTo("role-not-allowed");
        assertThat(enter(WINDOW, place, List.of()).must(400).errors()).containsExactly("operations not-empty");
    }

    @Test
    void whatWasDoneBeforeTheEndComesInAfterItAndNotForEver() {
        var place = planned();
        var number = takeAlong(place, 1).getFirst();
        var usci = calls.enterprise();
        clock.stopAt(NOON.plusSeconds(3_600));
        start(place);
        calls.put(WINDOW, place.path() + "/end", Map.of("at", NOON.toString())).must(200);
        var handsIn = handIn(number, usci, NINE);

        assertThat(errors(results(WINDOW, place, List.of(consultation(NOON.plusSeconds(1))))
                        .getFirst()))
                .containsExactly("at outside-the-stop");
        assertThat(outcomes(results(WINDOW, place, List.of(handsIn)))).containsExactly("DONE");
        clock.stopAt(NOON.plus(Duration.ofDays(7)));
        assertThat(errors(results(WINDOW, place, List.of(consultation(NINE))).getFirst()))
                .containsExactly("at too-long-ago");
        // A repetition is answered however late it comes.
        assertThat(outcomes(results(WINDOW, place, List.of(handsIn)))).containsExactly("REPEATED");
    }

    @Test
    void numbersAreTakenAlongOnceAndWithinLimits() {
        var place = planned();
        var key = Map.of("Idempotency-Key", UUID.randomUUID().toString());
        var body = Map.of("device", "pad-1", "count", 200);

        var first = calls.send(HttpMethod.POST, WINDOW, place.path() + "/numbers", body, key)
                .must(201);
        var second = calls.send(HttpMethod.POST, WINDOW, place.path() + "/numbers", body, key)
                .must(201);

        assertThat(second.body()).isEqualTo(first.body());
        assertThat(first.body().path("numbers").path(0).path("number").asString())
                .matches("371327260302[0-9]{5,}");
        for (int block = 0; block < 4; block++) {
            calls.post(WINDOW, place.path() + "/numbers", body).must(201);
        }
        calls.post(WINDOW, place.path() + "/numbers", Map.of("device", "pad-1", "count", 1))
                .declines(409, "too-many-numbers");
        calls.post(WINDOW2, place.path() + "/numbers", body).declines(403, "not-at-this-stop");
        clock.stopAt(MORNING.plus(Duration.ofDays(1)));
        calls.post(WINDOW, place.path() + "/numbers", body).declines(409, "stop-on-another-day");
        assertThat(jdbc.sql("SELECT count(DISTINCT number) FROM vehicle_number WHERE stop_id = ?")
                        .param(UUID.fromString(place.id()))
                        .query(Integer.class)
                        .single())
                .isEqualTo(1_000);
    }
}
