package onestop.intake.queueing;

import static onestop.intake.Calls.NOBODY;
import static onestop.intake.Calls.OPS;
import static onestop.intake.Calls.WINDOW;
import static onestop.intake.Calls.agent;
import static onestop.intake.window.HallExamples.KIOSK;
import static onestop.intake.window.HallExamples.MANAGER;
import static onestop.intake.window.HallExamples.clerk;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import onestop.intake.Calls;
import onestop.intake.IntakeTest;
import onestop.intake.TravelClock;
import onestop.intake.window.HallExamples;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import tools.jackson.databind.JsonNode;

/** The figures of windows, shifts, appointments and tickets, counted over a hall that nobody else uses. */
@IntakeTest
class HallFiguresIT {
    private static final String HALL = "371327941000";
    private static final Instant NINE = Instant.parse("2026-03-02T01:00:00Z");

    @Autowired
    Calls calls;

    @Autowired
    TravelClock clock;

    @AfterEach
    void goOn() {
        clock.goOn();
    }

    @Test
    void waitsAndAbsencesAreCountedWithWhatTheyAreDividedBy() {
        clock.stopAt(NINE);
        calls.put(OPS, "/windows/F-1", HallExamples.window(HALL, List.of("SP-XB")))
                .must(201);
        shift("2026-03-02", "08:30", "12:00", "REGULAR");
        shift("2026-03-02", "12:00", "13:30", "LUNCH");
        shift("2026-03-03", "08:30", "09:30", "REGULAR");
        assertThat(figure("WAITING_MINUTES").has("value"))
                .as("the mean of nothing")
                .isFalse();
        assertThat(figure("APPOINTMENT_NO_SHOWS").path("denominator").asInt()).isZero();

        var kept = book("13900000001");
        book("13900000002");
        var li = clerk("figures");
        calls.put(li, "/windows/F-1/sign-on", null).must(200);
        serveAfter(Duration.ofMinutes(5), li);
        serveAfter(Duration.ofMinutes(22), li);
        calls.post(KIOSK, "/tickets", Map.of("regionCode", HALL)).must(201); // still waits

        assertThat(figure("TICKETS").path("numerator").asInt()).isEqualTo(3);
        assertThat(figure("WAITING_MINUTES").path("numerator").asInt()).isEqualTo(27);
        assertThat(figure("WAITING_MINUTES").path("denominator").asInt()).isEqualTo(2);
        assertThat(figure("WAITING_MINUTES").path("value").asDouble()).isEqualTo(13.5);
        assertThat(figure("SHORT_WAITS").path("value").asDouble()).isEqualTo(0.5);
        assertThat(figure("SERVICE_MINUTES").path("value").asDouble()).isEqualTo(3.0);
        assertThat(figure("TICKETS_SERVED").path("value").asDouble()).isEqualTo(1.0);
        assertThat(figure("TICKETS", "&window=F-1").path("numerator").asInt())
                .as("who still waits is of no window yet")
                .isEqualTo(2);
        assertThat(figure("TICKETS", "&from=2026-03-03").path("numerator").asInt())
                .isZero();
        assertThat(figure("EXTENDED_SERVICE").path("numerator").asInt()).isEqualTo(90);
        assertThat(figure("EXTENDED_SERVICE").path("denominator").asInt()).isEqualTo(360);

        clock.stopAt(Instant.parse("2026-03-03T00:45:00Z"));
        calls.put(WINDOW, "/appointments/" + kept + "/check-in", null).must(200);
        var missed = calls.get(WINDOW, "/appointments?status=BOOKED&regionCode=" + HALL)
                .must(200)
                .body()
                .path("items")
                .get(0)
                .path("id")
                .asString();
        calls.put(WINDOW, "/appointments/" + missed + "/no-show", null).must(200);
        assertThat(figure("APPOINTMENT_NO_SHOWS").path("numerator").asInt()).isEqualTo(1);
        assertThat(figure("APPOINTMENT_NO_SHOWS").path("denominator").asInt()).isEqualTo(2);
        assertThat(figure("APPOINTMENTS").path("numerator").asInt()).isEqualTo(2);
    }

    @Test
    void theWindowsOfTheCountyAreCounted() {
        var town = calls.get(MANAGER, "/figures?region=371327102000").must(200).body();
        assertThat(of(town, "TOWN_WINDOWS").path("numerator").asInt()).isEqualTo(5);
        assertThat(of(town, "TOWNS_WITH_ENOUGH_WINDOWS").path("denominator").asInt())
                .isEqualTo(1);
        assertThat(of(town, "COMPREHENSIVE_WINDOWS").path("numerator").asInt()).isZero();

        var county = calls.get(MANAGER, "/figures").must(200).body();
        assertThat(of(county, "COMPREHENSIVE_WINDOWS").path("numerator").asInt())
                .isEqualTo(45);
        assertThat(of(county, "TOWNS_WITH_ENOUGH_WINDOWS").path("numerator").asInt())
                .isEqualTo(16);
        assertThat(of(county, "CROSS_HANDLING_SHARE").path("value").asDouble()).isEqualTo(1.0);
        var before = calls.get(MANAGER, "/figures?to=2019-12-31").must(200).body();
        assertThat(of(before, "COMPREHENSIVE_WINDOWS").path("numerator").asInt())
                .isZero();
        assertThat(of(before, "CROSS_HANDLING_SHARE").has("value")).isFalse();
        calls.get(NOBODY, "/figures").must(401);
    }

    private void serveAfter(Duration wait, Calls.Person li) {
        calls.post(KIOSK, "/tickets", Map.of("regionCode", HALL)).must(201);
        clock.stopAt(clock.instant().plus(wait));
        var called = calls.send(
                        HttpMethod.POST,
                        li,
                        "/windows/F-1/calls",
                        null,
                        Map.of("Idempotency-Key", UUID.randomUUID().toString()))
                .must(200);
        clock.stopAt(clock.instant().plus(Duration.ofMinutes(3)));
        calls.put(li, "/tickets/" + called.text("id") + "/finish", null).must(200);
    }

    private String book(String phone) {
        return calls.post(
                        agent("figures"),
                        "/appointments",
                        Map.of(
                                "regionCode",
                                HALL,
                                "startsAt",
                                "2026-03-03T08:30:00+08:00",
                                "itemCodes",
                                List.of("SP-XB"),
                                "name",
                                "王小明",
                                "phone",
                                phone))
                .must(201)
                .text("id");
    }

    private void shift(String on, String from, String to, String kind) {
        calls.post(
                        MANAGER,
                        "/windows/F-1/shifts",
                        Map.of("on", on, "from", from, "to", to, "kind", kind, "appointmentsPerHour", 2))
                .must(201);
    }

    private JsonNode figure(String code) {
        return figure(code, "");
    }

    private JsonNode figure(String code, String more) {
        return calls.get(MANAGER, "/figures/" + code + "?region=" + HALL + more)
                .must(200)
                .body();
    }

    private static JsonNode of(JsonNode figures, String code) {
        for (var figure : figures.path("figures")) {
            if (figure.path("code").asString().equals(code)) {
                return figure;
            }
        }
        throw new AssertionError(code);
    }
}
