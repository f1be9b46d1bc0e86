package onestop.intake.delivery;

import static onestop.intake.Calls.ISSUER;
import static onestop.intake.Calls.WINDOW;
import static onestop.intake.Calls.applicant;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import onestop.events.IncomingEvent;
import onestop.intake.AtOnce;
import onestop.intake.Calls;
import onestop.intake.Calls.Person;
import onestop.intake.IntakeTest;
import onestop.intake.TravelClock;
import onestop.intake.calendar.ServiceHours;
import onestop.testsupport.Events;
import onestop.testsupport.Eventually;
import onestop.web.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is decided may be handed out before the rest. */
@IntakeTest
class EarlyResultIT {
    private static final String CASES = "onestop.approval.case";
    private static final String TOPIC = "onestop.intake.delivery";
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Map<String, Object> TO_THE_AGENT = Map.of("recipientCheck", "AGENT");
    private static final Person MANAGER = new Person("manager", Role.UNIT_MANAGER, "XZSP", List.of());

    /** A Tuesday; the tenth working day after it is Tuesday the 17th. */
    private static final String DECIDED = "2026-03-03T15:30:00+08:00";

    @Autowired
    Calls calls;

    @Autowired
    Events events;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TravelClock clock;

    @Autowired
    MarkOverdue sweep;

    @Autowired
    FinishedFiles consumer;

    @Autowired
    TransactionOperations transaction;

    @AfterEach
    void theClockGoesOn() {
        clock.goOn();
    }

    private record File(String usci, String number, List<String> cases) {
        String path(String rest) {
            return "/applications/" + number + rest;
        }
    }

    /** Accepted, with several cases. */
    private File accepted() {
        var usci = calls.enterprise();
        var receipt = calls.submit(usci, "PKG-BG-MC");
        var number = receipt.text("receiptNumber");
        calls.accept(WINDOW, number).must(200);
        var cases = receipt.body()
                .path("cases")
                .valueStream()
                .map(one -> one.path("caseNumber").asString())
                .toList();
        assertThat(cases).hasSizeGreaterThan(2);
        return new File(usci, number, cases);
    }

    private void decided(File file, int which, String officers) {
        events.send(CASES, file.number(), CASES + ".decided.v1", file.cases().get(which), 3, """
                {"receiptNumber": "%s", "caseNumber": "%s", "item": "X", "unit": "XZSP", "subject": "%s",
                 "outcome": "GRANTED", "decidedAt": "%s", "decidedBy": "approver"%s}
                """.formatted(
                        file.number(), file.cases().get(which), file.usci(), DECIDED, officers));
    }

    private void decided(File file, int which) {
        decided(file, which, ", \"officers\": [\"approver\", \"examiner\"]");
        Eventually.within(
                SOON, () -> assertThat(waiting(file, file.cases().get(which))).isEqualTo(1));
    }

    private int waiting(File file, String caseNumber) {
        return jdbc.sql("SELECT count(*) FROM early_result WHERE receipt_number = ? AND case_number = ?")
                .param(file.number())
                .param(caseNumber)
                .query(Integer.class)
                .single();
    }

    private void finished(File file, String at) {
        events.send(
                CASES, file.number(), CASES + ".file-finished.v1", file.number(), 9, """
                {"receiptNumber": "%s", "finishedAt": "%s", "outcome": "GRANTED", "officers": ["approver", "examiner"]}
                """.formatted(file.number(), at));
        Eventually.within(SOON, () -> {
            calls.get(WINDOW, file.path("/result")).must(200);
            assertThat(calls.get(WINDOW, file.path("/progress")).text("status")).isEqualTo("DECIDED");
        });
    }

    private void on(String date) {
        clock.stopAt(LocalDate.parse(date)
                .atTime(LocalTime.of(10, 0))
                .atZone(ServiceHours.ZONE)
                .toInstant());
    }

    private List<String> types(File file) {
        return events.list(TOPIC, file.number()).stream()
                .map(record -> record.type().replace(TOPIC + ".", ""))
                .toList();
    }

    private List<JsonNode> lines(File file) {
        return calls.get(MANAGER, "/early-results?limit=200")
                .must(200)
                .body()
                .path("items")
                .valueStream()
                .filter(line -> line.path("receiptNumber").asString().equals(file.number()))
                .toList();
    }

    @Test
    void whatIsDecidedIsHandedOutBeforeTheRest() {
        on("2026-03-04");
        var file = accepted();
        calls.put(ISSUER, file.path("/early-delivery"), TO_THE_AGENT).declines(409, "no-early-result");
        decided(file, 0);
        decided(file, 1);
        assertThat(lines(file)).hasSize(2);
        assertThat(lines(file).getFirst().path("dueOn").asString()).isEqualTo("2026-03-17");
        assertThat(lines(file).getFirst().path("light").asString()).isEqualTo("GREEN");

        var handed =
                calls.put(ISSUER, file.path("/early-delivery"), TO_THE_AGENT).must(200);

        assertThat(handed.body().path("caseNumbers").valueStream().map(JsonNode::asString))
                .containsExactlyInAnyOrder(file.cases().get(0), file.cases().get(1));
        assertThat(handed.body().path("late").asBoolean()).isFalse();
        assertThat(lines(file)).isEmpty();
        calls.put(ISSUER, file.path("/early-delivery"), TO_THE_AGENT).declines(409, "no-early-result");
        // the file goes on, and its receipt names the two
        assertThat(calls.get(applicant(file.usci()), file.path("")).text("status"))
                .isEqualTo("ACCEPTED");
        assertThat(jdbc.sql(
                                "SELECT facts::text FROM issued_document WHERE receipt_number = ? AND kind = 'DELIVERY_RECEIPT'")
                        .param(file.number())
                        .query(String.class)
                        .single())
                .contains(file.cases().get(0), file.cases().get(1))
                .doesNotContain(file.cases().get(2));
        assertThat(calls.get(applicant(file.usci()), file.path("/progress"))
                        .must(200)
                        .body()
                        .toString())
                .contains("PARTLY_DELIVERED");
        assertThat(calls.get(applicant(file.usci()), file.path("/result/cases"))
                        .must(200)
                        .body()
                        .path("items")
                        .valueStream()
                        .filter(one -> one.hasNonNull("handedOutAt")))
                .hasSize(2);
        Eventually.within(
                SOON, () -> assertThat(types(file)).containsExactly("case-delivered.v1", "case-delivered.v1"));
    }

    @Test
    void whatIsDecidedAnewWaitsAgain() {
        on("2026-03-04");
        var file = accepted();
        decided(file, 0);
        calls.put(ISSUER, file.path("/early-delivery"), TO_THE_AGENT).must(200);
        on("2026-04-08");

        events.send(CASES, file.number(), CASES + ".decided.v1", file.cases().getFirst(), 6, """
                {"receiptNumber": "%s", "caseNumber": "%s", "item": "X", "unit": "XZSP", "subject": "%s",
                 "outcome": "GRANTED", "decidedAt": "2026-04-07T10:00:00+08:00", "decidedBy": "another",
                 "officers": ["another"]}
                """.formatted(
                        file.number(), file.cases().getFirst(), file.usci()));

        Eventually.within(
                SOON,
                () -> assertThat(lines(file))
                        .singleElement()
                        .satisfies(line ->
                                assertThat(line.path("dueOn").asString()).isEqualTo("2026-04-21")));
        calls.put(ISSUER, file.path("/early-delivery"), TO_THE_AGENT).must(200);
        assertThat(lines(file)).isEmpty();
    }

    @Test
    void theRestComesOutAsAWhole() {
        on("2026-03-10");
        var file = accepted();
        decided(file, 0);
        calls.put(ISSUER, file.path("/early-delivery"), TO_THE_AGENT).must(200);
        decided(file, 1);
        finished(file, "2026-03-09T10:00:00+08:00");

        // The second was decided on the 3rd and still waits: the whole is due when it is.
        assertThat(calls.get(WINDOW, file.path("/result")).must(200).text("dueOn"))
                .isEqualTo("2026-03-17");
        assertThat(lines(file)).isEmpty();
        calls.put(ISSUER, file.path("/early-delivery"), TO_THE_AGENT).declines(409, "result-waits-whole");
        calls.put(ISSUER, file.path("/delivery"), Map.of("method", "WINDOW", "recipientCheck", "AGENT"))
                .must(200);
        calls.put(ISSUER, file.path("/early-delivery"), TO_THE_AGENT).declines(409, "already-delivered");
    }

    @Test
    void whatGoesOutTogetherIsToldWithItsWindowAndOneNumberAndNoNumberComesAgain() {
        on("2026-03-04");
        var file = accepted();
        decided(file, 0);
        decided(file, 1);

        calls.put(ISSUER, file.path("/early-delivery"), at("XZSP-45")).must(200);
        decided(file, 2);
        calls.put(ISSUER, file.path("/early-delivery"), TO_THE_AGENT).must(200);
        on("2026-04-08");
        told(decidedAnew(file, 0));
        calls.put(ISSUER, file.path("/early-delivery"), at("XZSP-45")).must(200);

        Eventually.within(
                SOON,
                () -> assertThat(events.list(TOPIC, file.number()).stream()
                                .map(record -> JsonMapper.shared().readTree(record.text()))
                                .map(told -> told.path("caseNumber").asString() + " "
                                        + told.path("handingOut").asInt() + " "
                                        + told.path("unit").asString() + " "
                                        + told.path("deliveredBy").asString() + " "
                                        + told.path("windowCode").asString("-")))
                        .containsExactly(
                                file.cases().get(0) + " 1 XZSP issuer XZSP-45",
                                file.cases().get(1) + " 1 XZSP issuer XZSP-45",
                                file.cases().get(2) + " 2 XZSP issuer -",
                                file.cases().get(0) + " 3 XZSP issuer XZSP-45"));
    }

    @Test
    void atNoWindowInUseNothingGoesOut() {
        var file = accepted();
        decided(file, 0);

        assertThat(calls.put(
                                ISSUER,
                                file.path("/early-delivery"),
                                Map.of(
                                        "recipientCheck",
                                        "AGENT",
                                        "citizenNumberEnding",
                                        "1234",
                                        "windowCode",
                                        "XZSP-99"))
                        .must(400)
                        .errors())
                .containsExactlyInAnyOrder(
                        "citizenNumberEnding only-of-the-representative", "windowCode no-window-in-use");
        assertThat(calls.put(ISSUER, file.path("/early-delivery"), at("W".repeat(41)))
                        .must(400)
                        .errors())
                .singleElement()
                .asString()
                .startsWith("windowCode ");
        assertThat(lines(file)).hasSize(1);
    }

    private static Map<String, Object> at(String window) {
        return Map.of("recipientCheck", "AGENT", "windowCode", window);
    }

    private static final Map<String, Object> WHOLE = Map.of("method", "WINDOW", "recipientCheck", "AGENT");

    private IncomingEvent reopened(File file, int which, String at) {
        return new IncomingEvent(
                UUID.randomUUID(),
                CASES + ".reopened.v1",
                "/approval-service",
                file.cases().get(which),
                4,
                OffsetDateTime.parse(at).toInstant(),
                CASES,
                file.number(),
                """
                {"receiptNumber": "%s", "caseNumber": "%s", "appealNumber": "SQ260310000001"}
                """.formatted(file.number(), file.cases().get(which)).getBytes(StandardCharsets.UTF_8));
    }

    private void told(IncomingEvent... told) {
        transaction.executeWithoutResult(_ -> consumer.handle(List.of(told)));
    }

    private IncomingEvent decidedAnew(File file, int which) {
        return new IncomingEvent(
                UUID.randomUUID(),
                CASES + ".decided.v1",
                "/approval-service",
                file.cases().get(which),
                6,
                Instant.parse("2026-03-12T02:00:00Z"),
                CASES,
                file.number(),
                """
                {"receiptNumber": "%s", "caseNumber": "%s", "outcome": "GRANTED", "decidedAt": "2026-03-12T10:00:00+08:00",
                 "officers": ["another"]}
                """.formatted(file.number(), file.cases().get(which)).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void theResultOfAReopenedCaseIsHeldBackUntilItIsDecidedAnewAndTheOthersGoOut() {
        on("2026-03-10");
        var file = accepted();
        decided(file, 0);
        decided(file, 1);
        finished(file, "2026-03-09T10:00:00+08:00");

        told(reopened(file, 0, "2026-03-10T09:00:00+08:00"));

        calls.put(ISSUER, file.path("/delivery"), WHOLE).declines(409, "result-open-again");
        assertThat(calls.get(MANAGER, "/results?limit=200").must(200).body().toString())
                .doesNotContain(file.number());
        assertThat(calls.put(ISSUER, file.path("/early-delivery"), TO_THE_AGENT)
                        .must(200)
                        .body()
                        .path("caseNumbers")
                        .valueStream()
                        .map(JsonNode::asString))
                .containsExactly(file.cases().get(1));
        calls.put(ISSUER, file.path("/early-delivery"), TO_THE_AGENT).declines(409, "no-early-result");

        on("2026-03-12");
        told(decidedAnew(file, 0), reopened(file, 0, "2026-03-10T09:00:00+08:00")); // the reopening told again, late
        assertThat(lines(file))
                .singleElement()
                .satisfies(line -> assertThat(line.path("caseNumber").asString())
                        .isEqualTo(file.cases().getFirst()));
        finished(file, "2026-03-12T10:00:00+08:00");
        Eventually.within(
                SOON, () -> calls.put(ISSUER, file.path("/delivery"), WHOLE).must(200));
    }

    @Test
    void aResultThatWentOutAsAWholeIsNotHandedOutByItsPartsWhenACaseIsReopened() {
        on("2026-03-10");
        var file = accepted();
        decided(file, 0);
        decided(file, 1);
        finished(file, "2026-03-09T10:00:00+08:00");
        calls.put(
                        ISSUER,
                        file.path("/delivery"),
                        Map.of("method", "POST", "carrier", "EMS", "trackingNumber", "EB12345678"))
                .must(200);
        calls.put(ISSUER, file.path("/postal-outcome"), Map.of("outcome", "RETURNED", "reason", "查无此人"))
                .must(200);

        told(reopened(file, 0, "2026-03-10T09:00:00+08:00"));

        assertThat(lines(file)).isEmpty();
        calls.put(ISSUER, file.path("/delivery"), WHOLE).declines(409, "result-open-again");
    }

    @Test
    void whoHandsOutWhileACaseIsReopenedComesBeforeOrAfter() throws Exception {
        on("2026-03-10");
        for (int round = 0; round < 4; round++) {
            var file = accepted();
            decided(file, 0);
            decided(file, 1);
            if (round % 2 == 0) {
                finished(file, "2026-03-09T10:00:00+08:00");
            }
            var path = file.path(round % 2 == 0 ? "/delivery" : "/early-delivery");
            var body = round % 2 == 0 ? WHOLE : TO_THE_AGENT;

            var statuses = AtOnce.<Integer>all(
                    List.of(() -> calls.put(ISSUER, path, body).status(), () -> {
                        told(reopened(file, 0, "2026-03-10T09:00:00+08:00"));
                        return 0;
                    }));

            assertThat(statuses.getFirst()).isIn(200, 409);
            if (round % 2 == 0) {
                calls.put(ISSUER, path, body)
                        .declines(409, statuses.getFirst() == 200 ? "already-delivered" : "result-open-again");
            }
        }
    }

    @Test
    void whoTookPartHandsNothingOut() {
        var file = accepted();
        decided(file, 0, ", \"officers\": [\"issuer\", \"examiner\"]");
        Eventually.within(
                SOON, () -> assertThat(waiting(file, file.cases().getFirst())).isEqualTo(1));

        calls.put(ISSUER, file.path("/early-delivery"), TO_THE_AGENT).declines(403, "four-eyes");
        calls.put(new Person("window", Role.ISSUER, "XZSP", List.of()), file.path("/early-delivery"), TO_THE_AGENT)
                .declines(403, "four-eyes");
        assertThat(lines(file)).hasSize(1);
    }

    @Test
    void whereNobodyKnowsWhoTookPartItWaitsForTheWhole() {
        var file = accepted();
        decided(file, 0, "");
        decided(file, 1);

        assertThat(waiting(file, file.cases().getFirst())).isZero();
        calls.put(ISSUER, "/applications/371327LB26010199999/early-delivery", TO_THE_AGENT)
                .declines(404, "unknown-application");
        assertThat(calls.put(
                                ISSUER,
                                file.path("/early-delivery"),
                                Map.of("recipientCheck", "AGENT", "citizenNumberEnding", "1234"))
                        .must(400)
                        .errors())
                .containsExactly("citizenNumberEnding only-of-the-representative");
        calls.put(WINDOW, file.path("/early-delivery"), TO_THE_AGENT).declines(403, "role-not-allowed");
    }

    @Test
    void ofTwoIssuersOneHandsItOut() throws Exception {
        on("2026-03-04");
        var file = accepted();
        decided(file, 0);
        var together = new CyclicBarrier(4);

        var statuses = new ArrayList<Integer>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = IntStream.range(0, 4)
                    .mapToObj(_ -> threads.submit(() -> {
                        together.await();
                        return calls.put(ISSUER, file.path("/early-delivery"), TO_THE_AGENT)
                                .status();
                    }))
                    .toList();
            for (var one : running) {
                statuses.add(one.get());
            }
        }

        assertThat(statuses).containsExactlyInAnyOrder(200, 409, 409, 409);
        Eventually.within(SOON, () -> assertThat(types(file)).containsExactly("case-delivered.v1"));
    }

    @Test
    void anOverdueCaseIsMarkedAndToldOnce() {
        on("2026-03-04");
        var file = accepted();
        decided(file, 0);
        on("2026-03-17");
        sweep.run();
        assertThat(lines(file).getFirst().path("light").asString()).isEqualTo("YELLOW");
        on("2026-03-18");

        sweep.run();
        sweep.run();

        assertThat(lines(file).getFirst().path("light").asString()).isEqualTo("RED");
        Eventually.within(SOON, () -> assertThat(types(file)).containsExactly("case-overdue.v1"));
        assertThat(calls.put(ISSUER, file.path("/early-delivery"), TO_THE_AGENT)
                        .must(200)
                        .body()
                        .path("late")
                        .asBoolean())
                .isTrue();
    }
}
