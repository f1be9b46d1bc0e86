package onestop.intake.queueing;

import static onestop.intake.Calls.NOBODY;
import static onestop.intake.Calls.OPS;
import static onestop.intake.Calls.WINDOW;
import static onestop.intake.Calls.agent;
import static onestop.intake.window.HallExamples.KIOSK;
import static onestop.intake.window.HallExamples.atOnce;
import static onestop.intake.window.HallExamples.clerk;
import static onestop.intake.window.HallExamples.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import onestop.intake.Calls;
import onestop.intake.Calls.Person;
import onestop.intake.IntakeTest;
import onestop.intake.TravelClock;
import onestop.intake.window.HallExamples;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@IntakeTest
class QueueIT {
    private static final AtomicInteger PLACE = new AtomicInteger(100);
    /** Nine on a Monday. */
    private static final Instant NINE = Instant.parse("2026-03-02T01:00:00Z");

    @Autowired
    Calls calls;

    @Autowired
    TravelClock clock;

    @Autowired
    TakeTicket takeTicket;

    @Autowired
    ExpireTickets expire;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    JdbcClient jdbc;

    /** A hall of its own for each test. */
    private String hall;

    private String code;

    @BeforeEach
    void stop() {
        int number = PLACE.incrementAndGet();
        hall = "371327960%03d".formatted(number);
        code = "Q" + number;
        clock.stopAt(NINE);
    }

    @AfterEach
    void goOn() {
        clock.goOn();
    }

    @Test
    void whoCameFirstIsCalledFirstAndKnowsHowManyAreBefore() {
        var li = staffed(1, "SP-XB");
        var first = walkIn("SP-XB");
        later(60);
        var second = walkIn();
        assertThat(first.text("number")).isEqualTo("A001");
        assertThat(second.text("number")).isEqualTo("A002");
        assertThat(second.body().path("ahead").asInt()).isEqualTo(1);
        assertThat(second.body().path("estimatedMinutes").asInt()).isEqualTo(10);

        var called = call(1, li).must(200);
        assertThat(called.text("number")).isEqualTo("A001");
        assertThat(called.text("windowCode")).isEqualTo(code + "-1");
        call(1, li).declines(409, "window-busy");
        var display = calls.get(NOBODY, "/queues/" + hall).must(200).body();
        assertThat(display.path("waiting").asInt()).isEqualTo(1);
        assertThat(display.path("windowsOnDuty").asInt()).isEqualTo(1);
        assertThat(display.path("called").get(0).path("number").asString()).isEqualTo("A001");

        later(240);
        act(called, "finish", li).must(200);
        act(called, "finish", li).must(200); // once more
        var third = walkIn();
        assertThat(third.body().path("estimatedMinutes").asInt())
                .as("four minutes, as the first took")
                .isEqualTo(4);
        assertThat(call(1, li).must(200).text("number")).isEqualTo("A002");
    }

    @Test
    void priorityGoesBeforeButAfterTwoInARowAWalkInIsCalled() throws Exception {
        var li = staffed(1, "SP-XB");
        for (int i = 0; i < 3; i++) {
            walkIn();
        }
        later(60);
        for (int i = 0; i < 5; i++) {
            green();
        }

        assertThat(served(1, li)).containsExactly("L001", "L002", "A001", "L003", "L004", "A002", "L005", "A003");
    }

    @Test
    void anAppointmentHasPriorityFromTheBeginningOfItsHourNotBefore() {
        var li = staffed(1, "SP-XB");
        appointment(NINE.plus(Duration.ofHours(1)));
        later(60);
        walkIn();
        later(60);
        walkIn();

        var called = call(1, li).must(200);
        assertThat(called.text("number")).isEqualTo("A001");
        act(called, "finish", li).must(200);
        clock.stopAt(NINE.plus(Duration.ofHours(1)));
        var due = call(1, li).must(200);
        assertThat(due.text("number")).as("its hour has begun").isEqualTo("Y001");
        act(due, "finish", li).must(200);
        assertThat(call(1, li).must(200).text("number")).isEqualTo("A002");
    }

    @Test
    void whoCameEarlyForAnAppointmentIsCalledAllTheSameWhenNobodyElseWaits() {
        var li = staffed(1, "SP-XB");
        appointment(NINE.plus(Duration.ofMinutes(30)));

        assertThat(call(1, li).must(200).text("number")).isEqualTo("Y001");
    }

    @Test
    void aWindowCallsWhatItTakes() {
        var li = staffed(1, "SP-XB");
        var wang = staffed(2, "YZ-BA");
        walkIn("YZ-BA");
        later(1);
        walkIn("SP-XB");
        later(1);
        walkIn("SP-XB");

        assertThat(call(1, li).must(200).text("number")).isEqualTo("A002");
        assertThat(call(2, wang).must(200).text("number")).isEqualTo("A001");
        calls.post(KIOSK, "/tickets", Map.of("regionCode", hall, "itemCodes", List.of("SP-XB", "YZ-BA")))
                .declines(409, "nobody-takes-these-items");
        assertThat(calls.post(KIOSK, "/tickets", Map.of("regionCode", hall, "itemCodes", List.of("NO-SUCH")))
                        .must(400)
                        .errors())
                .containsExactly("itemCodes[0] unknown-item");
    }

    @Test
    void onlyWhoSitsAtTheWindowCallsAndOnlyWhoCalledGoesOn() {
        var li = staffed(1, "SP-XB");
        var wang = staffed(2, "SP-XB");
        walkIn();
        call(1, wang).declines(409, "not-on-duty");
        call(1, clerk("nobody-" + code)).declines(409, "not-on-duty");
        var called = call(1, li).must(200);

        act(called, "finish", wang).declines(403, "not-your-ticket");
        act(called, "skip", wang).declines(403, "not-your-ticket");
        handOn(called, wang, Map.of("windowCode", code + "-2")).declines(403, "not-your-ticket");
        recall(called, 2, wang).declines(403, "not-your-ticket");
        calls.put(li, "/tickets/" + UUID.randomUUID() + "/finish", null).declines(404, "unknown-ticket");
        act(called, "finish", li).must(200);
        act(called, "skip", li).declines(409, "ticket-not-so-far");
        recall(called, 1, li).declines(409, "ticket-not-so-far");
    }

    @Test
    void whoDidNotComeIsSkippedAndCanBeCalledAgain() {
        var li = staffed(1, "SP-XB");
        var ticket = walkIn();
        call(1, li).must(200);
        assertThat(recall(ticket, 1, li).must(200).body().path("calls").asInt()).isEqualTo(2);
        act(ticket, "skip", li).must(200);
        call(1, li).must(204); // a skipped one is not called by itself

        assertThat(recall(ticket, 1, li).must(200).text("status")).isEqualTo("CALLED");
        act(ticket, "finish", li).must(200);
        assertThat(jdbc.sql("SELECT count(*) FROM ticket_call WHERE ticket_id = ?")
                        .param(UUID.fromString(ticket.text("id")))
                        .query(Integer.class)
                        .single())
                .isEqualTo(3);
    }

    @Test
    void aVisitorIsHandedOnAndKeepsTheRank() {
        var li = staffed(1, "SP-XB");
        var wang = staffed(2, "YZ-BA");
        var early = walkIn("SP-XB");
        later(60);
        walkIn("YZ-BA");
        call(1, li).must(200);
        calls.put(OPS, "/windows/" + code + "-ELSEWHERE", HallExamples.window("371327969999", List.of("YZ-BA")))
                .must(201);

        handOn(early, li, Map.of("windowCode", code + "-ELSEWHERE")).declines(409, "cannot-be-handed-on-there");
        handOn(early, li, Map.of("itemCodes", List.of("DL-HY"))).declines(409, "cannot-be-handed-on-there");
        assertThat(handOn(early, li, Map.of()).must(400).errors()).containsExactly("windowCode window-or-items");
        handOn(early, li, Map.of("windowCode", code + "-2")).must(200);
        call(1, li).must(204); // no longer his
        var called = call(2, wang).must(200);
        assertThat(called.text("number")).as("before the one who came later").isEqualTo("A001");
        handOn(called, wang, Map.of("itemCodes", List.of("SP-XB"))).must(200);
        assertThat(call(1, li).must(200).text("number")).isEqualTo("A001");
    }

    @Test
    void anAccountHoldsOneTicketAndGivesUpItsOwnOnly() {
        staffed(1, "SP-XB");
        var me = agent("visitor-" + code);
        var body = Map.of("regionCode", hall);
        var mine = calls.post(me, "/tickets", body).must(201);
        calls.post(me, "/tickets", body).declines(409, "ticket-in-hand");
        calls.put(agent("somebody"), "/tickets/" + mine.text("id") + "/leaving", null)
                .declines(404, "unknown-ticket");
        calls.put(me, "/tickets/" + mine.text("id") + "/leaving", null).must(200);
        calls.put(me, "/tickets/" + mine.text("id") + "/leaving", null).must(200);
        calls.post(me, "/tickets", body).must(201);
        var green = new HashMap<String, Object>(body);
        green.put("greenChannel", Map.of("basis", "要快"));
        assertThat(calls.post(agent("pusher-" + code), "/tickets", green)
                        .must(400)
                        .errors())
                .containsExactly("greenChannel green-channel-by-staff");
    }

    @Test
    void oneAccountThatAsksTwentyTimesAtOnceHasOneTicket() throws Exception {
        staffed(1, "SP-XB");
        var me = agent("hasty-" + code);
        var replies = atOnce(IntStream.range(0, 20)
                .<Callable<Calls.Reply>>mapToObj(_ -> () -> calls.post(me, "/tickets", Map.of("regionCode", hall)))
                .toList());

        assertThat(replies.stream().filter(reply -> reply.status() == 201)).hasSize(1);
        assertThat(replies.stream().filter(reply -> reply.status() != 201))
                .allSatisfy(reply -> assertThat(reply.problem()).isEqualTo("ticket-in-hand"));
    }

    @Test
    void numbersOfADayAreGivenOnceAndWithoutGaps() throws Exception {
        staffed(1, "SP-XB");
        var replies = atOnce(IntStream.range(0, 60)
                .<Callable<Calls.Reply>>mapToObj(_ -> () -> calls.post(KIOSK, "/tickets", Map.of("regionCode", hall)))
                .toList());

        assertThat(replies.stream().map(reply -> reply.text("number")).sorted())
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 60)
                        .mapToObj("A%03d"::formatted)
                        .toList());
    }

    @Test
    void windowsThatCallAtOnceGetDifferentTickets() throws Exception {
        int windows = 12;
        int visitors = 60;
        var clerks = IntStream.rangeClosed(1, windows)
                .mapToObj(number -> staffed(number, "SP-XB"))
                .toList();
        for (int i = 0; i < visitors; i++) {
            if (i % 4 == 0) {
                green();
            } else {
                walkIn("SP-XB");
            }
        }

        var served = atOnce(IntStream.range(0, windows)
                .<Callable<List<String>>>mapToObj(i -> () -> served(i + 1, clerks.get(i)))
                .toList());

        var all = served.stream().flatMap(List::stream).toList();
        assertThat(all).hasSize(visitors).doesNotHaveDuplicates();
        assertThat(jdbc.sql("SELECT count(*) FROM ticket WHERE region_code = ? AND status = 'FINISHED' AND calls = 1")
                        .param(hall)
                        .query(Integer.class)
                        .single())
                .isEqualTo(visitors);
    }

    @Test
    void aWindowThatCallsTwiceAtOnceHasOneVisitor() throws Exception {
        var li = staffed(1, "SP-XB");
        for (int round = 0; round < 10; round++) {
            walkIn();
            walkIn();
            var replies = atOnce(List.<Callable<Calls.Reply>>of(() -> call(1, li), () -> call(1, li)));

            assertThat(replies).extracting(Calls.Reply::status).containsExactlyInAnyOrder(200, 409);
            var called = replies.stream()
                    .filter(reply -> reply.status() == 200)
                    .findFirst()
                    .orElseThrow();
            act(called, "finish", li).must(200);
        }
    }

    @Test
    void aCallThatIsSentTwiceCallsOnce() {
        var li = staffed(1, "SP-XB");
        walkIn();
        walkIn();
        var key = Map.of("Idempotency-Key", "call-" + code);
        var path = "/windows/" + code + "-1/calls";

        var first = calls.send(HttpMethod.POST, li, path, null, key).must(200);
        var second = calls.send(HttpMethod.POST, li, path, null, key).must(200);

        assertThat(second.text("number")).isEqualTo(first.text("number"));
        assertThat(second.body().path("calls").asInt()).isEqualTo(1);
    }

    @Test // n others before it: at most 3(n + 1) calls
    void aWalkInIsNeverStarved() {
        var li = staffed(1, "SP-XB");
        green();
        for (int i = 0; i < 3; i++) {
            walkIn();
        }
        var order = new ArrayList<String>();
        for (int i = 0; i < 12; i++) {
            later(1);
            green(); // more and more of them
            var called = call(1, li).must(200);
            order.add(called.text("number"));
            act(called, "finish", li).must(200);
        }

        for (int n = 0; n < 3; n++) {
            assertThat(order.indexOf("A%03d".formatted(n + 1)) + 1).isBetween(1, 3 * (n + 1));
        }
    }

    @Test
    void whatTheDayLeavesOpenEndsWithIt() {
        var li = staffed(1, "SP-XB");
        var called = walkIn();
        call(1, li).must(200);
        var waiting = walkIn();
        clock.stopAt(NINE.plus(Duration.ofDays(1)));
        calls.put(li, "/windows/" + code + "-1/sign-on", null).must(200);
        assertThat(walkIn().text("number")).as("numbers begin anew").isEqualTo("A001");
        assertThat(call(1, li).must(200).text("number"))
                .as("yesterday's visitor blocks nobody")
                .isEqualTo("A001");

        expire.run();

        assertThat(calls.get(NOBODY, "/tickets/" + called.text("id")).must(200).text("status"))
                .isEqualTo("EXPIRED");
        assertThat(calls.get(NOBODY, "/tickets/" + waiting.text("id")).must(200).text("status"))
                .isEqualTo("EXPIRED");
    }

    @Test
    void theListOfADayIsReadPageByPage() {
        staffed(1, "SP-XB");
        for (int i = 0; i < 5; i++) {
            walkIn();
            later(1);
        }
        var first = calls.get(WINDOW, "/queues/" + hall + "/tickets?limit=3").must(200);
        var rest = calls.get(WINDOW, "/queues/" + hall + "/tickets?limit=3&after=" + first.text("next"))
                .must(200);

        assertThat(first.body().path("items")).hasSize(3);
        assertThat(rest.body().path("items")).hasSize(2);
        assertThat(rest.body().path("items").get(1).path("number").asString()).isEqualTo("A005");
        assertThat(calls.get(WINDOW, "/queues/" + hall + "/tickets?status=CALLED")
                        .must(200)
                        .body()
                        .path("items"))
                .isEmpty();
        calls.get(NOBODY, "/tickets/" + UUID.randomUUID()).declines(404, "unknown-ticket");
    }

    /** Opens a window that takes the item, with a clerk of its own. */
    private Person staffed(int number, String item) {
        var window = code + "-" + number;
        calls.put(OPS, "/windows/" + window, HallExamples.window(hall, List.of(item)))
                .must(201);
        var clerk = clerk("clerk-" + window);
        calls.put(clerk, "/windows/" + window + "/sign-on", null).must(200);
        return clerk;
    }

    private Calls.Reply walkIn(String... items) {
        return calls.post(KIOSK, "/tickets", Map.of("regionCode", hall, "itemCodes", List.of(items)))
                .must(201);
    }

    private void green() {
        calls.post(WINDOW, "/tickets", Map.of("regionCode", hall, "greenChannel", Map.of("basis", "SDZD-1")))
                .must(201);
    }

    private void appointment(Instant hour) {
        transaction.executeWithoutResult(_ -> takeTicket.forAppointment(hall, List.of("SP-XB"), hour, "kiosk"));
    }

    private Calls.Reply call(int number, Person clerk) {
        return calls.send(
                HttpMethod.POST,
                clerk,
                "/windows/" + code + "-" + number + "/calls",
                null,
                Map.of("Idempotency-Key", UUID.randomUUID().toString()));
    }

    /** Calls and finishes until nobody waits. */
    private List<String> served(int number, Person clerk) throws Exception {
        var order = new ArrayList<String>();
        for (var called = patiently(() -> call(number, clerk));
                called.status() != 204;
                called = patiently(() -> call(number, clerk))) {
            var ticket = called.must(200);
            order.add(ticket.text("number"));
            patiently(() -> act(ticket, "finish", clerk)).must(200);
        }
        return order;
    }

    private Calls.Reply act(Calls.Reply ticket, String command, Person clerk) {
        return calls.put(clerk, "/tickets/" + ticket.text("id") + "/" + command, null);
    }

    private Calls.Reply recall(Calls.Reply ticket, int number, Person clerk) {
        return calls.put(clerk, "/tickets/" + ticket.text("id") + "/recall", Map.of("windowCode", code + "-" + number));
    }

    private Calls.Reply handOn(Calls.Reply ticket, Person clerk, Object body) {
        return calls.put(clerk, "/tickets/" + ticket.text("id") + "/transfer", body);
    }

    private void later(int seconds) {
        clock.stopAt(clock.instant().plusSeconds(seconds));
    }
}
