package onestop.evaluation.calendar;

import static onestop.evaluation.Hall.json;
import static onestop.evaluation.Hall.newUnit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.LocalDate;
import java.util.UUID;
import onestop.evaluation.Hall;
import onestop.evaluation.TestClock;
import onestop.evaluation.WholeService;
import onestop.evaluation.contract.Contracts;
import onestop.events.UnreadableEventException;
import onestop.testsupport.Events;
import onestop.testsupport.Eventually;
import onestop.workingdays.Calendars;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@WholeService
class CalendarIT {
    private static final String PUBLISHED = "onestop.intake.calendar.year-published.v1";

    @Autowired
    Hall.Steps steps;

    @Autowired
    TestClock clock;

    @Autowired
    Events events;

    @Autowired
    Calendars calendars;

    @Autowired
    CalendarRefresh refresh;

    @Autowired
    JdbcClient jdbc;

    @Test
    void aLaterYearArrivesAsDataAndMovesTheOpenDueDates() {
        clock.setTo("2044-12-29"); // a Thursday; no notice reaches so far
        var unit = newUnit();
        var order = steps.order(unit, false);
        var provisional = rectify(unit, order);
        assertThat(provisional.path("provisional").asBoolean()).isTrue();
        assertThat(provisional.path("dueOn").asString()).isEqualTo("2045-01-05");

        for (int year : new int[] {2044, 2045}) {
            events.send(
                    "onestop.intake.calendar", String.valueOf(year), PUBLISHED, String.valueOf(year), 1, """
                    {"year":%1$d,"off":["%1$d-01-01","%1$d-01-02"],"work":[],"source":"invented for this test","published":true}
                    """.formatted(
                                    year));
        }

        Eventually.within(Duration.ofSeconds(30), () -> {
            var final_ = rectify(unit, order);
            assertThat(final_.path("provisional").asBoolean()).isFalse();
            assertThat(final_.path("dueOn").asString()).isEqualTo("2045-01-06"); // 2 January is a Monday off
            assertThat(final_.path("days").findValuesAsString("reason")).contains("STATUTORY_OFF_DAY");
        });
    }

    @Test
    void aYearThatAnotherReplicaReceivedIsTakenOver() {
        jdbc.sql("""
                INSERT INTO calendar_year (year, off, work, source, published, sequence)
                VALUES (2050, '{2050-03-01}', '{2050-03-05}', 'invented for this test', true, 1)
                """).update();

        refresh.now();

        assertThat(calendars.current().isWorkingDay(LocalDate.parse("2050-03-01")))
                .isFalse();
        assertThat(calendars.current().isWorkingDay(LocalDate.parse("2050-03-05")))
                .isTrue();
    }

    @Test
    void anOlderVersionOfAYearDoesNotReplaceANewerOne() {
        tell(3, "\"2052-05-02\"");
        tell(2, "");

        assertThat(calendars.current().isWorkingDay(LocalDate.parse("2052-05-02")))
                .isFalse();
    }

    private void tell(long version, String off) {
        var event = steps.event(PUBLISHED, "2052", """
                {"year":2052,"off":[%s],"work":[],"source":"invented for this test","published":true}
                """.formatted(off));
        steps.tell(
                "calendar",
                new onestop.events.IncomingEvent(
                        UUID.randomUUID(),
                        event.type(),
                        event.source(),
                        "2052",
                        version,
                        event.time(),
                        "t",
                        "2052",
                        event.body()));
    }

    @Test
    void whatIntakePromisesInItsContractIsUnderstood() {
        var sample = Contracts.read(Contracts.FOLDER.resolveSibling("intake/events/" + PUBLISHED + ".sample.json"))
                .replace("2026", "2060"); // begins on a Thursday too, and no other test counts its days
        int year = JsonMapper.shared().readTree(sample).path("year").asInt();

        steps.tell("calendar", steps.event(PUBLISHED, String.valueOf(year), sample));

        assertThat(jdbc.sql("SELECT source FROM calendar_year WHERE year = ?")
                        .param(year)
                        .query(String.class)
                        .single())
                .isEqualTo(JsonMapper.shared().readTree(sample).path("source").asString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"year\":2053}",
                "{\"year\":1953,\"off\":[],\"work\":[],\"source\":\"x\",\"published\":true}",
                "{\"year\":2053,\"off\":[\"2054-01-01\"],\"work\":[],\"source\":\"x\",\"published\":true}"
            })
    void whatIsNoCalendarYearIsUnreadable(String body) {
        assertThatExceptionOfType(UnreadableEventException.class)
                .isThrownBy(() -> steps.tell("calendar", steps.event(PUBLISHED, "2053", body)));
    }

    private JsonNode rectify(String unit, UUID order) {
        return json(steps.get("/api/evaluation/rectifications/" + order, Hall.manager(unit)))
                .path("rectify");
    }
}
