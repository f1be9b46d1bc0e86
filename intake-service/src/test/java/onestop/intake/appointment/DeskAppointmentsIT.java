package onestop.intake.appointment;

import static onestop.intake.Calls.OPS;
import static onestop.intake.Calls.WINDOW;
import static onestop.intake.Calls.agent;
import static onestop.intake.window.HallExamples.MANAGER;
import static onestop.intake.window.HallExamples.atOnce;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
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
import onestop.intake.contract.Contracts;
import onestop.intake.personal.PersonalData;
import onestop.intake.window.HallExamples;
import onestop.testsupport.Events;
import onestop.testsupport.Eventually;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@IntakeTest
class DeskAppointmentsIT {
    private static final AtomicInteger PLACE = new AtomicInteger(100);
    private static final AtomicInteger PHONE = new AtomicInteger(20_000_000);
    private static final String ASKED = "onestop.appeal.desk.appointment-asked.v1";
    private static final String ANSWERS = "onestop.intake.appointment";
    private static final Duration SOON = Duration.ofSeconds(30);
    /** Nine on a Monday. */
    private static final Instant NINE = Instant.parse("2026-03-02T01:00:00Z");

    private static final String TUESDAY = "2026-03-03T08:30:00+08:00";

    @Autowired
    Calls calls;

    @Autowired
    Events events;

    @Autowired
    TravelClock clock;

    @Autowired
    NoteAbsences noteAbsences;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    PersonalData personal;

    private String hall;
    private String code;
    private Person me;

    @BeforeEach
    void stop() {
        int number = PLACE.incrementAndGet();
        hall = "371327960%03d".formatted(number);
        code = "Y" + number;
        me = agent("caller-" + code);
        clock.stopAt(NINE);
        events.createTopic("onestop.appeal.desk", 1);
    }

    @AfterEach
    void goOn() {
        clock.goOn();
    }

    private void places(int perHour) {
        calls.put(OPS, "/windows/" + code, HallExamples.window(hall, List.of("SP-XB")))
                .must(201);
        calls.post(
                        MANAGER,
                        "/windows/" + code + "/shifts",
                        Map.of(
                                "on",
                                "2026-03-03",
                                "from",
                                "08:30",
                                "to",
                                "10:30",
                                "kind",
                                "REGULAR",
                                "appointmentsPerHour",
                                perHour))
                .must(201);
    }

    private void ask(String request, String startsAt, String item) {
        events.send(
                "onestop.appeal.desk",
                UUID.randomUUID().toString(),
                ASKED,
                request,
                1,
                Contracts.sample("appeal", ASKED)
                        .replaceAll("(\"requestId\": \")[^\"]+", "$1" + request)
                        .replaceAll("(\"regionCode\": \")[^\"]+", "$1" + hall)
                        .replaceAll("(\"startsAt\": \")[^\"]+", "$1" + startsAt.replace("+", "\\+"))
                        .replaceAll("SP-XB", item));
    }

    private List<Events.Received> answers(String request, int count) {
        Eventually.within(SOON, () -> assertThat(events.list(ANSWERS, request)).hasSizeGreaterThanOrEqualTo(count));
        var answers = events.list(ANSWERS, request);
        answers.forEach(answer -> Contracts.assertEvent("intake", answer.type(), answer.text()));
        return answers;
    }

    /** The number of the appointment that a place is held for. */
    private String held(String startsAt) {
        var request = UUID.randomUUID().toString();
        ask(request, startsAt, "SP-XB");
        return numberIn(answers(request, 1).getFirst());
    }

    private static String numberIn(Events.Received answer) {
        assertThat(answer.type()).as(answer.text()).isEqualTo(ANSWERS + ".booked.v1");
        return answer.text().replaceAll("(?s).*\"appointmentId\":\"([^\"]+)\".*", "$1");
    }

    private Map<String, Object> visitor(String phone) {
        return new HashMap<>(Map.of("name", "王红梅", "phone", phone));
    }

    private static String newPhone() {
        return "139" + PHONE.incrementAndGet();
    }

    private Calls.Reply name(Person person, String id, String phone) {
        return calls.put(person, "/appointments/" + id + "/visitor", visitor(phone));
    }

    @Test
    void aPlaceIsHeldUntilItIsSaidWhoComes() {
        places(1);
        var id = held(TUESDAY);
        var reserved = calls.get(WINDOW, "/appointments/" + id).must(200);
        assertThat(reserved.text("status")).isEqualTo("RESERVED");
        assertThat(reserved.body().has("name")).isFalse();
        assertThat(reserved.text("nameBy")).isEqualTo("2026-03-02T09:30:00+08:00");
        calls.get(me, "/appointments/" + id).declines(404, "unknown-appointment");
        calls.put(WINDOW, "/appointments/" + id + "/check-in", null).declines(409, "appointment-not-so-far");

        assertThat(calls.put(me, "/appointments/" + id + "/visitor", Map.of("name", "王红梅"))
                        .must(400)
                        .errors())
                .containsExactly("citizenNumber citizen-number-or-phone");
        var phone = newPhone();
        var named = name(me, id, phone).must(200);
        assertThat(named.text("status")).isEqualTo("BOOKED");
        assertThat(named.text("phone")).doesNotContain(phone).contains("****");
        assertThat(named.body().has("nameBy")).isFalse();
        assertThat(name(me, id, phone).must(200).text("version")).isEqualTo(named.text("version"));
        name(agent("another-" + code), id, newPhone()).declines(404, "unknown-appointment");
        assertThat(calls.get(me, "/appointments/own").must(200).body().toString())
                .contains(id);
        assertThat(jdbc.sql("SELECT encode(name_sealed, 'hex') FROM appointment WHERE id = :id")
                        .param("id", UUID.fromString(id))
                        .query(String.class)
                        .single())
                .doesNotContain(HexFormat.of().formatHex("王红梅".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void whatIsAskedTwiceIsAnsweredOnce() {
        places(2);
        var request = UUID.randomUUID().toString();
        ask(request, TUESDAY, "SP-XB");
        answers(request, 1);
        ask(request, TUESDAY, "SP-XB"); // another event of the same request: the desk's outbox was put back, say
        held(TUESDAY); // all before it has been read
        assertThat(answers(request, 1)).hasSize(1);
        assertThat(jdbc.sql("SELECT count(*) FROM appointment WHERE region_code = :hall")
                        .param("hall", hall)
                        .query(Integer.class)
                        .single())
                .isEqualTo(2);
    }

    @Test
    void theHallsOwnRulesDecide() {
        places(1);
        assertThat(refusal(TUESDAY, "NO-SUCH")).isEqualTo("UNKNOWN_ITEM");
        assertThat(refusal("2026-03-02T14:30:00+08:00", "SP-XB")).isEqualTo("NOT_THESE_DAYS");
        assertThat(refusal("2026-05-02T09:30:00+08:00", "SP-XB")).isEqualTo("NOT_THESE_DAYS");
        assertThat(refusal("2026-03-03T08:45:00+08:00", "SP-XB")).isEqualTo("HOUR_NOT_OFFERED");
        assertThat(refusal(TUESDAY, "YZ-BA")).isEqualTo("HOUR_NOT_OFFERED");
        held(TUESDAY);
        assertThat(refusal(TUESDAY, "SP-XB")).isEqualTo("HOUR_FULL");
    }

    private String refusal(String startsAt, String item) {
        var request = UUID.randomUUID().toString();
        ask(request, startsAt, item);
        var answer = answers(request, 1).getFirst();
        assertThat(answer.type()).isEqualTo(ANSWERS + ".declined.v1");
        return answer.text().replaceAll("(?s).*\"reason\":\"([^\"]+)\".*", "$1");
    }

    @Test
    void theRulesAboutPersonsAreLookedAtWhenOneIsNamed() {
        places(5);
        var phone = newPhone();
        name(me, held(TUESDAY), phone).must(200);
        var second = held("2026-03-03T09:30:00+08:00");
        name(me, second, phone).declines(409, "appointment-same-day");
        name(me, second, newPhone()).must(200);

        var third = held(TUESDAY);
        var barred = newPhone();
        for (int day = 10; day <= 12; day++) { // in the month before nobody came
            jdbc.sql("""
                    INSERT INTO appointment (id, kind, region_code, on_date, starts_at, ends_at, item_codes, name_sealed,
                                             phone_sealed, phone_fingerprint, booked_by, booked_at, status, shift_id, window_code,
                                             place, changed_by, changed_at, version)
                    SELECT gen_random_uuid(), kind, region_code, DATE '2026-02-01' + :day, starts_at - interval '1 day' * :day,
                           ends_at - interval '1 day' * :day, item_codes, '\\x00', '\\x00', :print, 'x', booked_at, 'NO_SHOW',
                           shift_id, window_code, place, 'x', changed_at, 1
                      FROM appointment WHERE id = :id
                    """)
                    .param("day", day)
                    .param("print", personal.fingerprint(barred))
                    .param("id", UUID.fromString(third))
                    .update();
        }
        name(me, third, barred).declines(409, "appointment-barred");
    }

    @Test
    void whoIsNotNamedInTimeGivesThePlaceBackAndTheDeskIsTold() {
        places(1);
        var request = UUID.randomUUID().toString();
        ask(request, TUESDAY, "SP-XB");
        var id = numberIn(answers(request, 1).getFirst());
        noteAbsences.run();
        assertThat(status(id)).isEqualTo("RESERVED");

        clock.stopAt(NINE.plus(Duration.ofMinutes(31)));
        name(me, id, newPhone()).declines(409, "appointment-too-late");
        noteAbsences.run();
        noteAbsences.run();
        assertThat(status(id)).isEqualTo("CANCELLED");
        var told = answers(request, 2);
        assertThat(told).hasSize(2);
        assertThat(told.getLast().text()).contains("NOBODY_NAMED", id);
        name(me, id, newPhone()).declines(409, "appointment-too-late");
        assertThat(calls.post(me, "/appointments", ordinary()).must(201).text("status"))
                .isEqualTo("BOOKED");
    }

    private Map<String, Object> ordinary() {
        var body = visitor(newPhone());
        body.putAll(Map.of("regionCode", hall, "startsAt", TUESDAY, "itemCodes", List.of("SP-XB")));
        return body;
    }

    @Test
    void whatIsCancelledIsToldToTheDeskAndAnOrdinaryAppointmentToNobody() {
        places(2);
        var request = UUID.randomUUID().toString();
        ask(request, TUESDAY, "SP-XB");
        var id = numberIn(answers(request, 1).getFirst());
        name(me, id, newPhone()).must(200);
        var ordinary = calls.post(agent("x-" + code), "/appointments", ordinary())
                .must(201)
                .text("id");
        for (var one : List.of(id, ordinary)) {
            calls.put(WINDOW, "/appointments/" + one + "/cancellation", null).must(200);
            calls.put(WINDOW, "/appointments/" + one + "/cancellation", null).must(200);
        }
        var told = answers(request, 2);
        assertThat(told).hasSize(2);
        assertThat(told.getLast().text()).contains("CANCELLED", id);
        assertThat(events.list(ANSWERS)).noneMatch(event -> event.text().contains(ordinary));
    }

    @Test
    void deskAndCountersTakeTurnsForTheLastPlaces() throws Exception {
        places(3);
        var requests = IntStream.range(0, 5)
                .mapToObj(_ -> UUID.randomUUID().toString())
                .toList();
        requests.forEach(request -> ask(request, TUESDAY, "SP-XB"));
        var direct = atOnce(IntStream.range(0, 10)
                .<Callable<Calls.Reply>>mapToObj(
                        i -> () -> calls.post(agent("crowd-" + i), "/appointments", ordinary()))
                .toList());
        long atDesk = requests.stream()
                .filter(request -> answers(request, 1).getFirst().type().endsWith("booked.v1"))
                .count();
        assertThat(atDesk
                        + direct.stream().filter(reply -> reply.status() == 201).count())
                .isEqualTo(3);
    }

    @Test
    void ofTwoWhoNameAtOnceOneHasBookedIt() throws Exception {
        places(1);
        var id = held(TUESDAY);
        var replies = atOnce(IntStream.range(0, 6)
                .<Callable<Calls.Reply>>mapToObj(i -> () -> name(agent("namer-" + i), id, newPhone()))
                .toList());
        assertThat(replies.stream().map(Calls.Reply::status).sorted()).containsExactly(200, 404, 404, 404, 404, 404);
    }

    private String status(String id) {
        return calls.get(WINDOW, "/appointments/" + id).must(200).text("status");
    }
}
