package onestop.intake.calendar;

import static onestop.intake.Calls.NOBODY;
import static onestop.intake.Calls.OPS;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import onestop.intake.Calls;
import onestop.intake.IntakeTest;
import onestop.intake.TravelClock;
import onestop.testsupport.Events;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import tools.jackson.databind.json.JsonMapper;

@IntakeTest
class CalendarIT {
    @Autowired
    Calls calls;

    @Autowired
    Events events;

    @Autowired
    TravelClock clock;

    @ParameterizedTest
    @CsvSource({
        "2026-02-13, 1, 2026-02-14",
        "2026-04-30, 5, 2026-05-11",
        "2025-09-26, 5, 2025-10-10",
        "2024-02-08, 5, 2024-02-21"
    })
    void dueDatesAreAnswered(String start, int days, String dueOn) {
        var answer = calls.get(NOBODY, "/working-days/due-date?start=%s&workingDays=%d".formatted(start, days))
                .must(200);

        assertThat(answer.text("dueOn")).isEqualTo(dueOn);
        assertThat(answer.body().path("days").size()).isPositive();
    }

    @Test
    void pausesStopTheClock() {
        var pause = Map.of("startExclusive", "2026-03-05", "endInclusive", "2026-03-12", "kind", "CORRECTION");
        var body = Map.of("start", "2026-03-02", "workingDays", 10, "pauses", List.of(pause));

        assertThat(calls.post(NOBODY, "/working-days/due-dates", body).must(200).text("dueOn"))
                .isEqualTo("2026-03-23");

        var open = Map.of(
                "start",
                "2026-03-02",
                "workingDays",
                10,
                "pauses",
                List.of(Map.of("startExclusive", "2026-03-05", "kind", "CORRECTION")));
        assertThat(calls.post(NOBODY, "/working-days/due-dates", open)
                        .must(200)
                        .body()
                        .has("dueOn"))
                .isFalse();
    }

    @Test
    void daysBetweenAreCounted() {
        var answer = calls.get(NOBODY, "/working-days/between?start=2026-09-24&end=2026-09-28")
                .must(200);
        assertThat(answer.body().path("workingDays").asInt()).isEqualTo(1);
        assertThat(answer.body().path("provisional").asBoolean()).isFalse();
        assertThat(calls.get(NOBODY, "/working-days/between?start=2026-09-24&end=2029-09-28")
                        .body()
                        .path("provisional")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void nonsenseIsRefusedByField() {
        assertThat(calls.get(NOBODY, "/working-days/due-date?start=yesterday&workingDays=1")
                        .must(400)
                        .errors())
                .containsExactly("start date");
        assertThat(calls.get(NOBODY, "/working-days/due-date?start=1999-12-31&workingDays=1001")
                        .must(400)
                        .errors())
                .containsExactly("start date-range", "workingDays number-range");
        assertThat(calls.get(NOBODY, "/working-days/due-date?start=2099-12-01&workingDays=100")
                        .must(400)
                        .errors())
                .containsExactly("workingDays date-range");
        assertThat(calls.get(NOBODY, "/working-days/between?start=2026-09-24&end=2026-09-23")
                        .must(400)
                        .errors())
                .containsExactly("end ends-before-start");
        assertThat(calls.post(
                                NOBODY,
                                "/working-days/due-dates",
                                Map.of(
                                        "start",
                                        "2026-03-02",
                                        "workingDays",
                                        1,
                                        "pauses",
                                        List.of(Map.of(
                                                "startExclusive",
                                                "2026-03-05",
                                                "endInclusive",
                                                "2026-03-01",
                                                "kind",
                                                "X"))))
                        .must(400)
                        .errors())
                .containsExactly("pauses[0].endInclusive ends-before-start");
    }

    @Test
    void aYearIsPublishedCountsAtOnceAndIsToldToEverybody() {
        var due = "/working-days/due-date?start=2030-01-29&workingDays=3";
        assertThat(calls.get(NOBODY, due).body().path("provisional").asBoolean())
                .isTrue();
        calls.get(NOBODY, "/calendars/2030").declines(404, "unknown-calendar-year");
        var body = Map.of(
                "off",
                List.of("2029-12-31", "2030-01-01", "2030-01-30"),
                "work",
                List.of("2030-02-02"),
                "source",
                "国务院办公厅通知",
                "published",
                true);

        var stored = calls.put(OPS, "/calendars/2030", body).must(200);

        assertThat(stored.headers().get("ETag")).isEqualTo("\"1\"");
        var answer = calls.get(NOBODY, due);
        assertThat(answer.text("dueOn")).isEqualTo("2030-02-02"); // Thursday, Friday and the worked Saturday
        assertThat(answer.body().path("provisional").asBoolean()).isFalse();
        var record = events.await("onestop.intake.calendar", Duration.ofSeconds(30), one -> "2030".equals(one.key()));
        assertThat(record.type()).isEqualTo("onestop.intake.calendar.year-published.v1");
        assertThat(JsonMapper.shared()
                        .readTree(record.text())
                        .path("off")
                        .path(0)
                        .asString())
                .isEqualTo("2029-12-31");

        // The same again is no change; another one needs to say what it replaces.
        assertThat(calls.put(OPS, "/calendars/2030", body).must(200).headers().get("ETag"))
                .isEqualTo("\"1\"");
        var other = Map.of("off", List.of("2030-01-01"), "work", List.of(), "source", "更正", "published", true);
        calls.put(OPS, "/calendars/2030", other).must(428);
        calls.send(HttpMethod.PUT, OPS, "/calendars/2030", other, Map.of("If-Match", "\"7\""))
                .declines(412, "stale-version");
        calls.send(HttpMethod.PUT, OPS, "/calendars/2030", other, Map.of("If-Match", "\"1\""))
                .must(200);
        assertThat(calls.get(NOBODY, due).text("dueOn")).isEqualTo("2030-02-01");
    }

    @Test
    void theFilesThatWaitGetTheirNewLastDay() {
        try {
            clock.stopAt(Instant.parse("2031-04-29T02:00:00Z"));
            var usci = calls.enterprise();
            var receipt = calls.submit(usci, "PKG-BG-GD");
            assertThat(receipt.text("deemedAcceptedAfter")).isEqualTo("2031-05-06");

            calls.put(
                            OPS,
                            "/calendars/2031",
                            Map.of(
                                    "off",
                                    List.of("2031-05-01", "2031-05-02"),
                                    "work",
                                    List.of("2031-05-10"),
                                    "source",
                                    "国务院办公厅通知",
                                    "published",
                                    true))
                    .must(200);

            assertThat(calls.get(Calls.applicant(usci), "/applications/" + receipt.text("receiptNumber"))
                            .must(200)
                            .text("deemedAcceptedAfter"))
                    .isEqualTo("2031-05-08");
        } finally {
            clock.goOn();
        }
    }

    @Test
    void aBadNoticeIsRefusedByField() {
        var body = Map.of(
                "off",
                List.of("2032-01-01", "2033-05-01", "2032-05-08"),
                "work",
                List.of("2032-05-03", "2032-05-08"),
                "source",
                "x",
                "published",
                true);

        assertThat(calls.put(OPS, "/calendars/2032", body).must(400).errors())
                .containsExactly("off[1] not-of-the-year", "work[0] not-a-weekend-day", "work[1] named-off-too");
    }

    @Test
    void creditCodesAreChecked() {
        var good = calls.get(NOBODY, "/uscis/91371327ma3dem0a2g").must(200);
        assertThat(good.body().path("valid").asBoolean()).isTrue();
        assertThat(good.text("code")).isEqualTo("91371327MA3DEM0A2G");
        var bad = calls.get(NOBODY, "/uscis/91350100M000100Y4Z").must(200);
        assertThat(bad.body().path("valid").asBoolean()).isFalse();
        assertThat(bad.text("problem")).contains("Z");
    }
}
