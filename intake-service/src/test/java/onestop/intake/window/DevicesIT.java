package onestop.intake.window;

import static onestop.intake.Calls.NOBODY;
import static onestop.intake.Calls.OPS;
import static onestop.intake.Calls.WINDOW;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import onestop.intake.Calls;
import onestop.intake.IntakeTest;
import onestop.intake.TravelClock;
import onestop.intake.catalogue.Catalogues;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

@IntakeTest
class DevicesIT {
    private static final Instant NOON = Instant.parse("2026-03-02T04:00:00Z");

    @Autowired
    Calls calls;

    @Autowired
    TravelClock clock;

    @Autowired
    SilentDevices silentDevices;

    @Autowired
    Catalogues catalogues;

    @Autowired
    JdbcClient jdbc;

    @BeforeEach
    void stop() {
        clock.stopAt(NOON);
    }

    @AfterEach
    void goOn() {
        clock.goOn();
    }

    @Test
    void aDeviceThatIsNotHeardIsSilentAndItsSilenceIsRemembered() {
        var key = enter("D-100", "XZSP-10");
        assertThat(silent("XZSP-10")).isEmpty();

        clock.stopAt(NOON.plus(Duration.ofMinutes(5)));
        assertThat(silent("XZSP-10")).as("five minutes are allowed").isEmpty();
        clock.stopAt(NOON.plus(Duration.ofMinutes(5)).plusSeconds(1));
        assertThat(silent("XZSP-10")).containsExactly("D-100");

        clock.stopAt(NOON.plus(Duration.ofMinutes(20)));
        assertThat(beat("D-100", key, "paper low")
                        .must(200)
                        .body()
                        .path("silentAfterSeconds")
                        .asInt())
                .isEqualTo(300);
        assertThat(silent("XZSP-10")).isEmpty();
        clock.stopAt(NOON.plus(Duration.ofMinutes(24)));
        beat("D-100", key, null).must(200);

        var outages =
                calls.get(OPS, "/window-devices/D-100/outages").must(200).body().path("items");
        assertThat(outages).hasSize(1);
        assertThat(outages.get(0).path("silentFrom").asString()).startsWith("2026-03-02T12:00:00");
        assertThat(outages.get(0).path("heardAgainAt").asString()).startsWith("2026-03-02T12:20:00");
    }

    @Test
    void aHeartbeatThatComesLateDoesNotTurnTimeBack() {
        var key = enter("D-110", "XZSP-11");
        clock.stopAt(NOON.plusSeconds(60));
        beat("D-110", key, null).must(200);
        clock.stopAt(NOON.plusSeconds(30));
        beat("D-110", key, null).must(200);

        assertThat(calls.get(OPS, "/window-devices/D-110").must(200).text("heardAt"))
                .startsWith("2026-03-02T12:01:00");
        assertThat(jdbc.sql("SELECT count(*) FROM device_outage WHERE serial = 'D-110'")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void onlyWhoHoldsTheKeySpeaksForADevice() {
        var key = enter("D-120", "XZSP-12");
        beat("D-120", "guessed", null).declines(404, "unknown-device");
        beat("D-999", key, null).declines(404, "unknown-device");
        assertThat(calls.put(NOBODY, "/window-devices/D-120/heartbeat", null)
                        .must(400)
                        .errors())
                .containsExactly("Device-Key required");

        var next = calls.put(OPS, "/window-devices/D-120/key", null).must(200).text("key");
        beat("D-120", key, null).declines(404, "unknown-device");
        beat("D-120", next, null).must(200);
        assertThat(calls.get(OPS, "/window-devices/D-120").must(200).body().has("key"))
                .isFalse();
        assertThat(jdbc.sql(
                                "SELECT count(*) FROM window_device WHERE position(convert_to(:key, 'UTF8') IN key_hash) > 0")
                        .param("key", next)
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void devicesMoveBetweenWindowsAndInStoreNobodyWaitsForThem() {
        enter("D-130", "XZSP-13");
        assertThat(calls.put(OPS, "/window-devices/D-130", Map.of("kind", "TERMINAL", "windowCode", "NOWHERE"))
                        .must(400)
                        .errors())
                .containsExactly("windowCode unknown-window");
        calls.put(OPS, "/window-devices/D-130", Map.of("kind", "TERMINAL")).declines(428, "precondition-required");
        change("D-130", Map.of("kind", "TERMINAL"), "\"1\"").must(200);
        change("D-130", Map.of("kind", "DISPLAY"), "\"1\"").declines(412, "stale-version");
        calls.put(WINDOW, "/window-devices/D-130", Map.of("kind", "TERMINAL")).declines(403, "role-not-allowed");

        clock.stopAt(NOON.plus(Duration.ofDays(3)));
        assertThat(calls.get(OPS, "/window-devices/D-130")
                        .must(200)
                        .body()
                        .path("silent")
                        .asBoolean())
                .isFalse();
    }

    @Test
    void silencesAreForgottenInTheEnd() {
        var key = enter("D-140", "XZSP-14");
        clock.stopAt(NOON.plus(Duration.ofDays(1)));
        beat("D-140", key, null).must(200);

        clock.stopAt(NOON.plus(Duration.ofDays(401)));
        silentDevices.run();
        assertThat(count("D-140")).as("400 days after it ended").isEqualTo(1);
        clock.stopAt(NOON.plus(Duration.ofDays(401)).plusSeconds(1));
        silentDevices.run();
        assertThat(count("D-140")).isZero();
    }

    @Test
    void theCoverageOfTheCountyNamesWhatIsMissing() {
        var town = "371327121000";
        var before = coverage(town);
        assertThat(before.path("windows").asInt()).isEqualTo(5);
        assertThat(before.path("alarm").asBoolean()).isTrue();
        for (int number = 1; number <= 5; number++) {
            enter("D-T-" + number, "T121-" + number);
            calls.put(OPS, "/window-devices/D-E-" + number, Map.of("kind", "EVALUATOR", "windowCode", "T121-" + number))
                    .must(201);
        }

        assertThat(coverage(town).path("withoutTerminal")).isEmpty();
        assertThat(coverage(town).path("alarm").asBoolean()).isFalse();
        change("D-E-3", Map.of("kind", "EVALUATOR"), "\"1\"").must(200);
        assertThat(coverage(town).path("withoutEvaluator").get(0).asString()).isEqualTo("T121-3");

        var share = calls.get(WINDOW, "/window-coverage").must(200).body().path("share");
        assertThat(share.path("denominator").asInt())
                .isEqualTo(catalogues.current().itemCodes().size());
        assertThat(share.path("numerator").asInt())
                .isEqualTo(catalogues.current().itemCodes().size());
        assertThat(share.path("alarm").asBoolean()).isFalse();
        // Before the first window was opened there was nothing to divide by.
        assertThat(calls.get(WINDOW, "/window-coverage?on=2019-12-31")
                        .must(200)
                        .body()
                        .path("share")
                        .has("ratio"))
                .isFalse();
    }

    private JsonNode coverage(String town) {
        return StreamSupport.stream(
                        calls.get(WINDOW, "/window-coverage")
                                .must(200)
                                .body()
                                .path("towns")
                                .spliterator(),
                        false)
                .filter(one -> one.path("regionCode").asString().equals(town))
                .findFirst()
                .orElseThrow();
    }

    private String enter(String serial, String window) {
        return calls.put(OPS, "/window-devices/" + serial, Map.of("kind", "TERMINAL", "windowCode", window))
                .must(201)
                .text("key");
    }

    private Calls.Reply beat(String serial, String key, @Nullable String state) {
        return calls.send(
                HttpMethod.PUT,
                NOBODY,
                "/window-devices/" + serial + "/heartbeat",
                state == null ? null : Map.of("state", state),
                Map.of("Device-Key", key));
    }

    private Calls.Reply change(String serial, Object body, String ifMatch) {
        return calls.send(HttpMethod.PUT, OPS, "/window-devices/" + serial, body, Map.of("If-Match", ifMatch));
    }

    private List<String> silent(String window) {
        return StreamSupport.stream(
                        calls.get(OPS, "/window-devices?silent=true&windowCode=" + window)
                                .must(200)
                                .body()
                                .path("items")
                                .spliterator(),
                        false)
                .map(device -> device.path("serial").asString())
                .toList();
    }

    private int count(String serial) {
        return jdbc.sql("SELECT count(*) FROM device_outage WHERE serial = ?")
                .param(serial)
                .query(Integer.class)
                .single();
    }
}
