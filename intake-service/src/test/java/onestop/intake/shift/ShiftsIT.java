package onestop.intake.shift;

import static onestop.intake.Calls.NOBODY;
import static onestop.intake.Calls.OPS;
import static onestop.intake.Calls.WINDOW;
import static onestop.intake.window.HallExamples.MANAGER;
import static onestop.intake.window.HallExamples.OTHER_MANAGER;
import static onestop.intake.window.HallExamples.atOnce;
import static onestop.intake.window.HallExamples.clerk;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import onestop.intake.Calls;
import onestop.intake.IntakeTest;
import onestop.intake.TravelClock;
import onestop.intake.window.HallExamples;
import onestop.web.Role;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@IntakeTest
class ShiftsIT {
    /** A Monday. */
    private static final Instant MORNING = Instant.parse("2026-03-02T00:00:00Z");

    private static final String REGION = "371327970000";

    @Autowired
    Calls calls;

    @Autowired
    TravelClock clock;

    @Autowired
    ExpandPatterns expand;

    @Autowired
    JdbcClient jdbc;

    @BeforeEach
    void stop() {
        clock.stopAt(MORNING);
    }

    @AfterEach
    void goOn() {
        clock.goOn();
    }

    @Test
    void noWindowAndNoClerkHasTwoShiftsAtOnce() {
        window("S-1");
        window("S-2");
        add("S-1", shift("2026-03-03", "08:30", "12:00", "REGULAR", "li")).must(201);
        add("S-1", shift("2026-03-03", "12:00", "13:30", "LUNCH", "li")).must(201); // one ends, the next begins

        add("S-1", shift("2026-03-03", "11:59", "13:00", "LUNCH", null)).declines(409, "shift-overlaps");
        add("S-2", shift("2026-03-03", "11:00", "14:00", "REGULAR", "li")).declines(409, "clerk-on-another-shift");
        var other = add("S-2", shift("2026-03-03", "11:00", "14:00", "REGULAR", "wang"))
                .must(201)
                .text("id");
        calls.put(MANAGER, "/shifts/" + other + "/staff", Map.of("staff", "li"))
                .declines(409, "clerk-on-another-shift");
        assertThat(calls.put(MANAGER, "/shifts/" + other + "/staff", Map.of("staff", "zhao"))
                        .must(200)
                        .text("staff"))
                .isEqualTo("zhao");
    }

    @Test
    void ofTwentyWhoPlanTheSameTimeOneWins() throws Exception {
        window("S-3");
        var replies = atOnce(IntStream.range(0, 20)
                .<Callable<Calls.Reply>>mapToObj(
                        i -> () -> add("S-3", shift("2026-03-04", "08:30", "12:00", "REGULAR", "clerk-" + i)))
                .toList());

        assertThat(replies.stream().filter(reply -> reply.status() == 201)).hasSize(1);
        assertThat(replies.stream().filter(reply -> reply.status() != 201))
                .allSatisfy(reply -> assertThat(reply.problem()).isEqualTo("shift-overlaps"));
    }

    @Test
    void aShiftFitsItsDayAndItsWindow() {
        window("S-4");
        assertThat(add("S-4", shift("2026-03-07", "08:30", "12:00", "REGULAR", null))
                        .must(400)
                        .errors())
                .containsExactly("kind shift-kind-of-day"); // a Saturday
        assertThat(add("S-4", shift("2026-02-28", "08:30", "12:00", "WEEKEND", null))
                        .must(400)
                        .errors())
                .containsExactly("kind shift-kind-of-day"); // a Saturday that is worked
        assertThat(add("S-4", shift("2026-05-02", "08:30", "12:00", "WEEKEND", null))
                        .must(400)
                        .errors())
                .containsExactly("kind shift-kind-of-day"); // a Saturday that the notice names off
        add("S-4", shift("2026-05-02", "08:30", "12:00", "HOLIDAY", null)).must(201);
        assertThat(add("S-4", shift("2025-12-31", "12:00", "12:29", "REGULAR", null))
                        .must(400)
                        .errors())
                .containsExactlyInAnyOrder("to shift-length", "on window-not-in-use");
        calls.post(WINDOW, "/windows/S-4/shifts", shift("2026-03-04", "08:30", "12:00", "REGULAR", null))
                .declines(403, "role-not-allowed");
        calls.post(OTHER_MANAGER, "/windows/S-4/shifts", shift("2026-03-04", "08:30", "12:00", "REGULAR", null))
                .declines(403, "not-your-window");
        add("S-NOWHERE", shift("2026-03-04", "08:30", "12:00", "REGULAR", null)).declines(404, "unknown-window");
    }

    @Test
    void patternsGoOverTheDaysOfTheirKindAndAreExpandedOnce() {
        window("S-5");
        pattern("S-5", "REGULAR", List.of(), "08:30", "12:00");
        pattern("S-5", "EVENING", List.of(5), "17:30", "18:30");
        pattern("S-5", "WEEKEND", List.of(), "09:00", "11:00");
        pattern("S-5", "HOLIDAY", List.of(), "09:00", "11:00");
        var first = LocalDate.of(2026, 4, 27);
        var last = LocalDate.of(2026, 5, 10);

        assertThat(expand.expand(first, last).made()).isPositive();
        assertThat(expand.expand(first, last).made()).isZero();

        // 1 to 5 May are named off, Saturday the 9th is worked in exchange.
        assertThat(days("S-5", "REGULAR"))
                .containsExactly(
                        "2026-04-27",
                        "2026-04-28",
                        "2026-04-29",
                        "2026-04-30",
                        "2026-05-06",
                        "2026-05-07",
                        "2026-05-08",
                        "2026-05-09");
        assertThat(days("S-5", "EVENING")).containsExactly("2026-05-08");
        assertThat(days("S-5", "WEEKEND")).containsExactly("2026-05-10");
        assertThat(days("S-5", "HOLIDAY"))
                .containsExactly("2026-05-01", "2026-05-02", "2026-05-03", "2026-05-04", "2026-05-05");
    }

    @Test
    void whatWasCancelledOrIsTakenIsNotMadeAgain() {
        window("S-6");
        add("S-6", shift("2026-03-10", "11:00", "13:00", "REGULAR", null)).must(201);
        pattern("S-6", "REGULAR", List.of(2, 3), "08:30", "12:00");
        var from = LocalDate.of(2026, 3, 9);

        expand.expand(from, from.plusDays(4));
        assertThat(days("S-6", "REGULAR")).containsExactly("2026-03-10", "2026-03-11"); // the first by hand
        var shift = shiftOn("2026-03-11", "S-6");
        calls.put(MANAGER, "/shifts/" + shift + "/cancellation", null).must(200);
        calls.put(MANAGER, "/shifts/" + shift + "/cancellation", null).must(200);
        expand.expand(from, from.plusDays(4));

        assertThat(days("S-6", "REGULAR")).containsExactly("2026-03-10");
        calls.put(MANAGER, "/shifts/" + shift + "/staff", Map.of("staff", "li")).declines(409, "shift-cancelled");
        assertThat(calls.put(MANAGER, "/shift-patterns/expansion", Map.of("from", "2026-03-01", "until", "2026-03-05"))
                        .must(400)
                        .errors())
                .containsExactly("from date-range");
        assertThat(calls.put(MANAGER, "/shift-patterns/expansion", Map.of("from", "2026-03-09", "until", "2026-03-13"))
                        .must(200)
                        .body()
                        .path("made")
                        .asInt())
                .isZero();
    }

    @Test
    void anEndedPatternMakesNothingAfterItsLastDay() {
        window("S-7");
        var id = pattern("S-7", "REGULAR", List.of(), "08:30", "12:00");
        calls.put(OTHER_MANAGER, "/shift-patterns/" + id + "/end", Map.of("validUntil", "2026-03-17"))
                .declines(403, "not-your-window");
        calls.put(MANAGER, "/shift-patterns/" + id + "/end", Map.of("validUntil", "2026-03-17"))
                .must(200);

        expand.expand(LocalDate.of(2026, 3, 16), LocalDate.of(2026, 3, 20));

        assertThat(days("S-7", "REGULAR")).containsExactly("2026-03-16", "2026-03-17");
        assertThat(calls.get(WINDOW, "/windows/S-7/shift-patterns")
                        .must(200)
                        .body()
                        .path("items"))
                .hasSize(1);
    }

    @Test
    void everybodySeesWhenAWindowIsOpenAndStaffWhoSitsThere() {
        window("S-8");
        add("S-8", shift("2026-03-05", "08:30", "12:00", "REGULAR", "li")).must(201);
        add("S-8", shift("2026-03-05", "12:00", "13:30", "LUNCH", null)).must(201);

        var open = calls.get(NOBODY, "/windows/S-8/opening-hours?limit=1").must(200);
        assertThat(open.body().path("items")).hasSize(1);
        assertThat(open.body().toString()).doesNotContain("li");
        assertThat(calls.get(NOBODY, "/windows/S-8/opening-hours?limit=1&after=" + open.text("next"))
                        .must(200)
                        .body()
                        .path("items")
                        .get(0)
                        .path("kind")
                        .asString())
                .isEqualTo("LUNCH");
        assertThat(calls.get(WINDOW, "/shifts?on=2026-03-05&regionCode=" + REGION)
                        .must(200)
                        .body()
                        .toString())
                .contains("\"li\"");
        calls.get(NOBODY, "/windows/S-8/opening-hours?from=2026-03-05&until=2026-12-31")
                .must(400);
    }

    @Test
    void oneClerkAWindowAndOneWindowAClerk() {
        window("S-10");
        window("S-11");
        var li = clerk("li-10");
        var wang = clerk("wang-10");
        assertThat(calls.put(li, "/windows/S-10/sign-on", null)
                        .must(200)
                        .body()
                        .path("planned")
                        .asBoolean())
                .isFalse();
        calls.put(li, "/windows/S-10/sign-on", null).must(200); // once more
        calls.put(wang, "/windows/S-10/sign-on", null).declines(409, "window-taken");
        calls.put(li, "/windows/S-11/sign-on", null).declines(409, "on-duty-elsewhere");
        calls.put(wang, "/windows/S-10/sign-off", null).declines(409, "not-on-duty");
        calls.put(li, "/windows/S-10/sign-off", null).must(200);
        calls.put(wang, "/windows/S-10/sign-on", null).must(200);
        assertThat(calls.get(WINDOW, "/duties?regionCode=" + REGION)
                        .must(200)
                        .body()
                        .toString())
                .contains("wang-10")
                .doesNotContain("li-10");
        calls.put(wang, "/windows/S-10/sign-off", null).must(200);
        calls.put(new Calls.Person("of-another-unit", Role.WINDOW, "SCJG", List.of()), "/windows/S-10/sign-on", null)
                .declines(403, "not-your-window");
    }

    @Test
    void whoForgotToSignOffBlocksNobodyTheNextDay() {
        window("S-12");
        window("S-13");
        calls.put(clerk("li-12"), "/windows/S-12/sign-on", null).must(200);
        clock.stopAt(MORNING.plusSeconds(86_400));

        calls.put(clerk("wang-12"), "/windows/S-12/sign-on", null).must(200);
        calls.put(clerk("li-12"), "/windows/S-13/sign-on", null).must(200);

        assertThat(jdbc.sql("SELECT forgotten AND signed_off_at = '2026-03-02T16:00:00Z' FROM window_duty "
                                + "WHERE clerk = 'li-12' AND window_code = 'S-12'")
                        .query(Boolean.class)
                        .single())
                .isTrue();
    }

    @Test
    void ofTwentyClerksWhoSitDownAtOnceOneSits() throws Exception {
        window("S-14");
        var replies = atOnce(IntStream.range(0, 20)
                .<Callable<Calls.Reply>>mapToObj(
                        i -> () -> calls.put(clerk("rush-" + i), "/windows/S-14/sign-on", null))
                .toList());

        assertThat(replies.stream().filter(reply -> reply.status() == 200)).hasSize(1);
        assertThat(replies.stream().filter(reply -> reply.status() != 200))
                .allSatisfy(reply -> assertThat(reply.problem()).isEqualTo("window-taken"));
    }

    private void window(String code) {
        calls.put(OPS, "/windows/" + code, HallExamples.window(REGION, List.of("SP-XB")))
                .must(201);
    }

    private Calls.Reply add(String window, Object body) {
        return calls.post(MANAGER, "/windows/" + window + "/shifts", body);
    }

    private static Map<String, Object> shift(String on, String from, String to, String kind, @Nullable String staff) {
        var body = new HashMap<String, Object>(Map.of("on", on, "from", from, "to", to, "kind", kind));
        if (staff != null) {
            body.put("staff", staff);
        }
        return body;
    }

    private String pattern(String window, String kind, List<Integer> weekdays, String from, String to) {
        return calls.post(
                        MANAGER,
                        "/windows/" + window + "/shift-patterns",
                        Map.of(
                                "kind",
                                kind,
                                "weekdays",
                                weekdays,
                                "from",
                                from,
                                "to",
                                to,
                                "validFrom",
                                "2026-03-02",
                                "appointmentsPerHour",
                                1))
                .must(201)
                .text("id");
    }

    private List<String> days(String window, String kind) {
        return jdbc.sql("SELECT on_date::text FROM window_shift WHERE window_code = ? AND kind = ? "
                        + "AND cancelled_at IS NULL ORDER BY on_date")
                .param(window)
                .param(kind)
                .query((row, _) -> row.getString(1))
                .list();
    }

    private String shiftOn(String date, String window) {
        return StreamSupport.stream(
                        calls.get(WINDOW, "/shifts?on=" + date + "&limit=200&regionCode=" + REGION)
                                .must(200)
                                .body()
                                .path("items")
                                .spliterator(),
                        false)
                .filter(shift -> shift.path("windowCode").asString().equals(window))
                .findFirst()
                .orElseThrow()
                .path("id")
                .asString();
    }
}
