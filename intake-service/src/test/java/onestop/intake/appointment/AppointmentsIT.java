package onestop.intake.appointment;

import static onestop.intake.Calls.NOBODY;
import static onestop.intake.Calls.OPS;
import static onestop.intake.Calls.WINDOW;
import static onestop.intake.Calls.agent;
import static onestop.intake.window.HallExamples.KIOSK;
import static onestop.intake.window.HallExamples.MANAGER;
import static onestop.intake.window.HallExamples.atOnce;
import static onestop.intake.window.HallExamples.clerk;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import onestop.intake.Calls;
import onestop.intake.Calls.Person;
import onestop.intake.IntakeTest;
import onestop.intake.TravelClock;
import onestop.intake.window.HallExamples;
import onestop.testsupport.TestTokens;
import onestop.web.Role;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

@IntakeTest
class AppointmentsIT {
    private static final AtomicInteger PLACE = new AtomicInteger(100);
    private static final AtomicInteger PHONE = new AtomicInteger(10_000_000);
    private static final String CITIZEN = "11010519491231002X";
    /** Nine on a Monday. */
    private static final Instant NINE = Instant.parse("2026-03-02T01:00:00Z");

    private static final String TUESDAY = "2026-03-03T08:30:00+08:00";
    private static final String TUESDAY_LATER = "2026-03-03T09:30:00+08:00";

    @Autowired
    Calls calls;

    @Autowired
    MockMvcTester mvc;

    @Autowired
    TravelClock clock;

    @Autowired
    NoteAbsences noteAbsences;

    @Autowired
    JdbcClient jdbc;

    private String hall;
    private String code;
    private Person me;

    @BeforeEach
    void stop() {
        int number = PLACE.incrementAndGet();
        hall = "371327950%03d".formatted(number);
        code = "V" + number;
        me = agent("visitor-" + code);
        clock.stopAt(NINE);
    }

    @AfterEach
    void goOn() {
        clock.goOn();
    }

    @Test
    void theHoursAreThoseOfTheShifts() {
        window(1, "SP-XB");
        shift(1, "2026-03-03", "08:30", "12:00", 2); // three whole hours
        window(2, "YZ-BA");
        shift(2, "2026-03-03", "08:30", "12:00", 5);
        window(3, "SP-XB");
        shift(3, "2026-03-03", "09:30", "10:30", 1);

        assertThat(slots("SP-XB"))
                .containsExactly(
                        "2026-03-03T08:30:00+08:00 2/2",
                        "2026-03-03T09:30:00+08:00 3/3",
                        "2026-03-03T10:30:00+08:00 2/2");
        book(me, TUESDAY).must(201);
        assertThat(slots("SP-XB")).contains("2026-03-03T08:30:00+08:00 1/2", "2026-03-03T10:30:00+08:00 2/2");
        assertThat(slots("YZ-BA")).contains("2026-03-03T08:30:00+08:00 5/5");
        assertThat(calls.get(NOBODY, "/appointment-slots?regionCode=" + hall + "&itemCodes=NO-SUCH")
                        .must(400)
                        .errors())
                .containsExactly("itemCodes[0] unknown-item");
    }

    @Test
    void aHundredWhoWantTheLastPlacesGetThemAndNoMore() throws Exception {
        for (int number = 1; number <= 3; number++) {
            window(number, "SP-XB");
            shift(number, "2026-03-03", "08:30", "12:00", 2);
        }

        var replies = atOnce(IntStream.range(0, 100)
                .<Callable<Calls.Reply>>mapToObj(i -> () -> book(agent("crowd-" + i), TUESDAY))
                .toList());

        assertThat(replies.stream().filter(reply -> reply.status() == 201)).hasSize(6);
        assertThat(replies.stream().filter(reply -> reply.status() != 201))
                .allSatisfy(reply -> assertThat(reply.problem()).isEqualTo("appointment-hour-full"));
        assertThat(jdbc.sql("SELECT count(DISTINCT (shift_id, place)) FROM appointment WHERE region_code = ? "
                                + "AND status = 'BOOKED'")
                        .param(hall)
                        .query(Integer.class)
                        .single())
                .isEqualTo(6);
    }

    @Test
    void onePersonWhoBooksTwentyTimesAtOnceHasOneAppointmentThatDay() throws Exception {
        window(1, "SP-XB");
        shift(1, "2026-03-03", "08:30", "12:00", 20);
        var phone = newPhone();

        var replies = atOnce(IntStream.range(0, 20)
                .<Callable<Calls.Reply>>mapToObj(i -> () -> calls.post(
                        agent("double-" + i), "/appointments", body(i % 2 == 0 ? TUESDAY : TUESDAY_LATER, phone)))
                .toList());

        assertThat(replies.stream().filter(reply -> reply.status() == 201)).hasSize(1);
        assertThat(replies.stream().filter(reply -> reply.status() != 201))
                .allSatisfy(reply -> assertThat(reply.problem()).isEqualTo("appointment-same-day"));
    }

    @Test
    void theSamePersonIsKnownByEitherNumber() {
        window(1, "SP-XB");
        shift(1, "2026-03-04", "08:30", "12:00", 20);
        var at = "2026-03-04T08:30:00+08:00";
        var phone = newPhone();
        var both = body(at, spaced(phone));
        both.put("citizenNumber", CITIZEN.toLowerCase(Locale.ROOT));
        calls.post(me, "/appointments", both).must(201);

        var byNumber = body(at, null);
        byNumber.put("citizenNumber", CITIZEN);
        calls.post(agent("other-" + code), "/appointments", byNumber).declines(409, "appointment-same-day");
        calls.post(agent("third-" + code), "/appointments", body(at, phone)).declines(409, "appointment-same-day");
    }

    @Test
    void daysHoursAndInputAreChecked() {
        window(1, "SP-XB");
        shift(1, "2026-03-02", "08:30", "17:30", 2);
        shift(1, "2026-03-03", "08:30", "12:00", 2);
        shift(1, "2026-03-10", "08:30", "12:00", 2);
        book(me, "2026-03-02T14:30:00+08:00").declines(409, "appointment-not-these-days");
        book(me, "2026-03-10T08:30:00+08:00").declines(409, "appointment-not-these-days");
        book(me, "2026-03-03T09:00:00+08:00").declines(409, "appointment-hour-not-offered");
        book(me, "2026-03-03T11:30:00+08:00").declines(409, "appointment-hour-not-offered");
        book(me, "2026-03-04T08:30:00+08:00").declines(409, "appointment-hour-not-offered");

        var wrong = body(TUESDAY, "12345");
        wrong.put("citizenNumber", "371327199003070012");
        wrong.put("itemCodes", List.of("NO-SUCH"));
        assertThat(calls.post(me, "/appointments", wrong).must(400).errors())
                .containsExactlyInAnyOrder(
                        "itemCodes[0] unknown-item", "citizenNumber citizen-number-check-digit", "phone phone");
        var nobody = body(TUESDAY, null);
        assertThat(calls.post(me, "/appointments", nobody).must(400).errors())
                .containsExactly("citizenNumber citizen-number-or-phone");
        var foreign = body(TUESDAY, newPhone());
        foreign.put("enterpriseUsci", "91371327MA3DEM0A2G");
        calls.post(Calls.applicant(Calls.newUsci()), "/appointments", foreign).declines(403, "not-your-enterprise");
    }

    @Test
    void aBookingThatIsSentTwiceIsOne() {
        window(1, "SP-XB");
        shift(1, "2026-03-03", "08:30", "12:00", 2);
        var body = body(TUESDAY, newPhone());
        var key = Map.of("Idempotency-Key", "book-" + code);

        var first = calls.send(HttpMethod.POST, me, "/appointments", body, key).must(201);
        var second = calls.send(HttpMethod.POST, me, "/appointments", body, key).must(201);
        assertThat(second.text("id")).isEqualTo(first.text("id"));
        body.put("phone", newPhone());
        calls.send(HttpMethod.POST, me, "/appointments", body, key).declines(409, "idempotency-key-reused");
    }

    @Test
    void nothingPersonalLiesReadableAnywhere() {
        window(1, "SP-XB");
        shift(1, "2026-03-05", "08:30", "12:00", 2);
        var phone = newPhone();
        var body = body("2026-03-05T08:30:00+08:00", phone);
        body.put("name", "欧阳保密");
        body.put("citizenNumber", CITIZEN);
        var id = calls.post(me, "/appointments", body).must(201).text("id");

        var told = calls.get(me, "/appointments/" + id).must(200);
        assertThat(told.text("citizenNumber")).isEqualTo("110105********002X");
        assertThat(told.text("phone")).isEqualTo(phone.substring(0, 3) + "****" + phone.substring(7));
        for (var table : List.of("appointment", "idempotency_key", "outbox")) {
            assertThat(jdbc.sql("SELECT count(*) FROM " + table
                                    + " AS t WHERE t::text LIKE :name OR t::text LIKE :citizen "
                                    + "OR t::text LIKE :phone OR t::text LIKE :hex")
                            .param("name", "%欧阳保密%")
                            .param("citizen", "%" + CITIZEN + "%")
                            .param("phone", "%" + phone + "%")
                            .param("hex", "%" + hex(phone) + "%")
                            .query(Integer.class)
                            .single())
                    .as(table)
                    .isZero();
        }
    }

    @Test
    void somebodyElsesAppointmentDoesNotExist() {
        var id = booked(TUESDAY);
        var other = agent("stranger-" + code);

        calls.get(other, "/appointments/" + id).declines(404, "unknown-appointment");
        calls.put(other, "/appointments/" + id + "/cancellation", null).declines(404, "unknown-appointment");
        calls.get(me, "/appointments/" + UUID.randomUUID()).declines(404, "unknown-appointment");
        calls.get(WINDOW, "/appointments/" + id).must(200);
        assertThat(calls.get(other, "/appointments/own").must(200).body().path("items"))
                .isEmpty();
        assertThat(calls.get(me, "/appointments/own").must(200).body().path("items"))
                .hasSize(1);
        assertThat(calls.get(WINDOW, "/appointments?on=2026-03-03&regionCode=" + hall)
                        .must(200)
                        .body()
                        .path("items"))
                .hasSize(1);
        assertThat(calls.get(WINDOW, "/appointments?on=2026-03-03&status=CANCELLED&regionCode=" + hall)
                        .must(200)
                        .body()
                        .path("items"))
                .isEmpty();
    }

    @Test
    void aTownSeesNothingOfAnotherPlace() {
        var id = booked(TUESDAY);
        var town = TestTokens.token("clerk-of-a-town")
                .roles(Role.WINDOW, Role.UNIT_MANAGER)
                .unit("XZSP")
                .region("371327102000")
                .sign();

        for (var command : List.of("cancellation", "check-in", "no-show")) {
            assertThat(mvc.put()
                            .uri("/api/intake/appointments/" + id + "/" + command)
                            .header("Authorization", "Bearer " + town))
                    .hasStatus(404);
        }
        assertThat(mvc.get().uri("/api/intake/appointments/" + id).header("Authorization", "Bearer " + town))
                .hasStatus(404);
        assertThat(mvc.get()
                        .uri("/api/intake/appointments?regionCode=" + hall)
                        .header("Authorization", "Bearer " + town))
                .hasStatus(403);
        assertThat(mvc.get()
                        .uri("/api/intake/appointments?regionCode=371327102000")
                        .header("Authorization", "Bearer " + town))
                .hasStatus(200);
        assertThat(status(id)).isEqualTo("BOOKED");
    }

    @Test
    void onePutsItOffUntilTwoHoursBeforeAndThePlaceIsFreeAgain() {
        var id = booked(TUESDAY);
        assertThat(slots("SP-XB")).contains("2026-03-03T08:30:00+08:00 0/1");
        book(agent("next-" + code), TUESDAY).declines(409, "appointment-hour-full");

        clock.stopAt(Instant.parse("2026-03-02T22:30:00Z").plusSeconds(1));
        calls.put(me, "/appointments/" + id + "/cancellation", null).declines(409, "appointment-too-late");
        clock.stopAt(Instant.parse("2026-03-02T22:30:00Z"));
        calls.put(me, "/appointments/" + id + "/cancellation", Map.of("reason", "改期"))
                .must(200);
        calls.put(me, "/appointments/" + id + "/cancellation", null).must(200); // once more

        clock.stopAt(NINE);
        book(agent("next-" + code), TUESDAY).must(201);
        calls.put(WINDOW, "/appointments/" + id + "/check-in", null).declines(409, "appointment-not-so-far");
    }

    @Test
    void whoChecksInHasATicketAndQueuesForNoOther() throws Exception {
        var id = booked(TUESDAY);
        clock.stopAt(Instant.parse("2026-03-02T23:59:59Z"));
        calls.put(KIOSK, "/appointments/" + id + "/check-in", null).declines(409, "check-in-not-now");
        clock.stopAt(Instant.parse("2026-03-03T00:00:00Z")); // half an hour before
        calls.put(agent("stranger-" + code), "/appointments/" + id + "/check-in", null)
                .declines(404, "unknown-appointment");
        calls.post(me, "/tickets", Map.of("regionCode", hall)).declines(409, "check-in-instead");

        var replies = atOnce(IntStream.range(0, 10)
                .<Callable<Calls.Reply>>mapToObj(_ -> () -> calls.put(KIOSK, "/appointments/" + id + "/check-in", null))
                .toList());

        assertThat(replies).allSatisfy(reply -> assertThat(reply.status()).isEqualTo(200));
        assertThat(replies.stream().map(reply -> reply.text("ticketId")).distinct())
                .hasSize(1);
        assertThat(jdbc.sql("SELECT count(*) FROM ticket WHERE region_code = ?")
                        .param(hall)
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
        var ticket = calls.get(NOBODY, "/tickets/" + replies.getFirst().text("ticketId"))
                .must(200);
        assertThat(ticket.text("number")).isEqualTo("Y001");

        // A walk-in came first, but the hour of the appointment has begun.
        calls.post(KIOSK, "/tickets", Map.of("regionCode", hall)).must(201);
        clock.stopAt(Instant.parse("2026-03-03T00:30:00Z"));
        var li = clerk("clerk-" + code);
        calls.put(li, "/windows/" + code + "-1/sign-on", null).must(200);
        assertThat(calls.send(
                                HttpMethod.POST,
                                li,
                                "/windows/" + code + "-1/calls",
                                null,
                                Map.of("Idempotency-Key", "call-" + code))
                        .must(200)
                        .text("number"))
                .isEqualTo("Y001");
    }

    @Test
    void threeTimesNobodyCameBarUntilTheManagerExcuses() {
        window(1, "SP-XB");
        var phone = newPhone();
        var ids = new ArrayList<String>();
        for (int day = 3; day <= 5; day++) {
            shift(1, "2026-03-0" + day, "08:30", "09:30", 2);
            ids.add(calls.post(me, "/appointments", body("2026-03-0" + day + "T08:30:00+08:00", phone))
                    .must(201)
                    .text("id"));
        }
        shift(1, "2026-03-09", "08:30", "09:30", 2);
        clock.stopAt(Instant.parse("2026-03-03T00:44:59Z"));
        calls.put(WINDOW, "/appointments/" + ids.getFirst() + "/no-show", null).declines(409, "still-in-time");
        clock.stopAt(Instant.parse("2026-03-03T00:45:00Z"));
        calls.put(WINDOW, "/appointments/" + ids.getFirst() + "/no-show", null).must(200);
        calls.put(WINDOW, "/appointments/" + ids.getFirst() + "/no-show", null).must(200);
        calls.put(WINDOW, "/appointments/" + ids.getFirst() + "/check-in", null)
                .declines(409, "appointment-not-so-far");
        clock.stopAt(Instant.parse("2026-03-05T01:29:59Z"));
        noteAbsences.run();
        assertThat(status(ids.get(1))).isEqualTo("NO_SHOW");
        assertThat(status(ids.get(2))).as("its hour is not over").isEqualTo("BOOKED");
        clock.stopAt(Instant.parse("2026-03-05T01:30:00Z"));
        noteAbsences.run();
        assertThat(status(ids.get(2))).isEqualTo("NO_SHOW");

        var again = body("2026-03-09T08:30:00+08:00", phone);
        var barred = calls.post(me, "/appointments", again).declines(409, "appointment-barred");
        assertThat(barred.text("detail")).contains("2026-04-04 09:30");
        calls.post(agent("friend-" + code), "/appointments", again).declines(409, "appointment-barred");
        calls.put(WINDOW, "/appointments/" + ids.getFirst() + "/excuse", Map.of("reason", "住院"))
                .declines(403, "role-not-allowed");
        calls.put(MANAGER, "/appointments/" + ids.getFirst() + "/excuse", Map.of("reason", "住院"))
                .must(200);
        calls.post(me, "/appointments", again).must(201);
    }

    @Test
    void aShiftThatSomebodyCountsOnIsNotCancelled() {
        var id = booked(TUESDAY);
        var shift = jdbc.sql("SELECT shift_id::text FROM appointment WHERE id = ?")
                .param(UUID.fromString(id))
                .query(String.class)
                .single();
        calls.put(MANAGER, "/shifts/" + shift + "/cancellation", null).declines(409, "shift-has-appointments");
        calls.put(me, "/appointments/" + id + "/cancellation", null).must(200);
        calls.put(MANAGER, "/shifts/" + shift + "/cancellation", null).must(200);
        book(agent("next-" + code), TUESDAY).declines(409, "appointment-hour-not-offered");
    }

    @Test
    void bookingAndCancellingTheShiftDoNotCross() throws Exception {
        for (int round = 0; round < 15; round++) {
            int number = round + 1;
            hall = "3713279510%02d".formatted(number);
            window(number, "SP-XB");
            var shift = shift(number, "2026-03-03", "08:30", "09:30", 1);

            var replies = atOnce(List.<Callable<Calls.Reply>>of(
                    () -> book(agent("cross-" + number), TUESDAY),
                    () -> calls.put(MANAGER, "/shifts/" + shift + "/cancellation", null)));

            var booking = replies.getFirst();
            var cancellation = replies.get(1);
            if (booking.status() == 201) {
                cancellation.declines(409, "shift-has-appointments");
            } else {
                booking.declines(409, "appointment-hour-not-offered");
                cancellation.must(200);
            }
        }
    }

    @Test
    void outOfHoursIsAskedForAndConfirmedOrDeclined() {
        window(1, "SP-XB");
        shift(1, "2026-03-03", "08:30", "17:30", 2);
        calls.post(me, "/appointment-requests", body(TUESDAY, newPhone())).declines(409, "appointment-in-hours");
        var evening = "2026-03-03T17:30:00+08:00";
        var asked = calls.post(me, "/appointment-requests", body(evening, newPhone()))
                .must(201);
        assertThat(asked.text("status")).isEqualTo("REQUESTED");
        var path = "/appointments/" + asked.text("id");
        calls.put(KIOSK, path + "/check-in", null).declines(409, "appointment-not-so-far");
        calls.put(WINDOW, path + "/confirmation", Map.of("windowCode", code + "-1"))
                .declines(403, "role-not-allowed");
        calls.put(MANAGER, path + "/confirmation", Map.of("windowCode", "XZSP-01"))
                .declines(409, "window-does-not-take-it"); // another hall

        assertThat(calls.put(
                                MANAGER,
                                path + "/confirmation",
                                Map.of("windowCode", code + "-1", "staff", "late-" + code))
                        .must(200)
                        .text("status"))
                .isEqualTo("BOOKED");
        calls.put(MANAGER, path + "/confirmation", Map.of("windowCode", code + "-1"))
                .must(200); // once more
        assertThat(jdbc.sql("SELECT kind || ' ' || staff FROM window_shift WHERE window_code = ? "
                                + "AND starts_at = '2026-03-03T09:30:00Z'")
                        .param(code + "-1")
                        .query(String.class)
                        .single())
                .isEqualTo("EVENING late-" + code);
        assertThat(slots("SP-XB")).as("opened for one").noneMatch(slot -> slot.startsWith("2026-03-03T17:30"));

        var other = calls.post(agent("late-" + code), "/appointment-requests", body(evening, newPhone()))
                .must(201)
                .text("id");
        calls.put(MANAGER, "/appointments/" + other + "/confirmation", Map.of("windowCode", code + "-1"))
                .declines(409, "shift-overlaps");
        calls.put(MANAGER, "/appointments/" + other + "/decline", Map.of("reason", "当日无人值守"))
                .must(200);
        calls.put(MANAGER, path + "/decline", Map.of("reason", "x")).declines(409, "appointment-not-so-far");
        clock.stopAt(Instant.parse("2026-03-03T09:30:00Z"));
        assertThat(calls.put(KIOSK, path + "/check-in", null).must(200).text("ticketId"))
                .isNotBlank();
    }

    @Test
    void whatNobodyAnsweredIsDeclinedWhenTheHourIsOver() {
        window(1, "SP-XB");
        var id = calls.post(me, "/appointment-requests", body("2026-03-07T09:00:00+08:00", newPhone()))
                .must(201)
                .text("id");
        clock.stopAt(Instant.parse("2026-03-07T02:00:00Z"));
        noteAbsences.run();

        assertThat(status(id)).isEqualTo("DECLINED");
    }

    private void window(int number, String item) {
        calls.put(OPS, "/windows/" + code + "-" + number, HallExamples.window(hall, List.of(item)))
                .must(201);
    }

    private String shift(int number, String on, String from, String to, int perHour) {
        return calls.post(
                        MANAGER,
                        "/windows/" + code + "-" + number + "/shifts",
                        Map.of("on", on, "from", from, "to", to, "kind", "REGULAR", "appointmentsPerHour", perHour))
                .must(201)
                .text("id");
    }

    /** The only place of the hour. */
    private String booked(String at) {
        window(1, "SP-XB");
        shift(1, "2026-03-03", "08:30", "09:30", 1);
        return book(me, at).must(201).text("id");
    }

    private Calls.Reply book(Person person, String at) {
        return calls.post(person, "/appointments", body(at, newPhone()));
    }

    private Map<String, Object> body(String at, @Nullable String phone) {
        var body = new HashMap<String, Object>(
                Map.of("regionCode", hall, "startsAt", at, "itemCodes", List.of("SP-XB"), "name", "王小明"));
        if (phone != null) {
            body.put("phone", phone);
        }
        return body;
    }

    private static String newPhone() {
        return "139" + PHONE.incrementAndGet();
    }

    private static String spaced(String phone) {
        return phone.substring(0, 3) + " " + phone.substring(3, 7) + " " + phone.substring(7);
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }

    private String status(String id) {
        return calls.get(WINDOW, "/appointments/" + id).must(200).text("status");
    }

    private List<String> slots(String item) {
        return StreamSupport.stream(
                        calls.get(NOBODY, "/appointment-slots?regionCode=" + hall + "&itemCodes=" + item)
                                .must(200)
                                .body()
                                .path("slots")
                                .spliterator(),
                        false)
                .map(slot -> slot.path("startsAt").asString() + " "
                        + slot.path("free").asInt() + "/" + slot.path("places").asInt())
                .toList();
    }
}
