package onestop.appeal.clocks;

import static onestop.appeal.Office.APPLICANT;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import onestop.appeal.Office.Requests;
import onestop.appeal.TestClock;
import onestop.appeal.WholeService;
import onestop.appeal.appeals.DueTimesRecomputer;
import onestop.appeal.contract.Contracts;
import onestop.events.IncomingEvent;
import onestop.testsupport.Events;
import onestop.testsupport.Eventually;
import onestop.workingdays.CalendarYear;
import onestop.workingdays.Calendars;
import onestop.workingdays.WorkingDayCalendar;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

@WholeService
class YearPublishedConsumerIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String TOPIC = "onestop.intake.calendar";
    private static final String PUBLISHED = "onestop.intake.calendar.year-published.v1";

    @Autowired
    Requests requests;

    @Autowired
    Events events;

    @Autowired
    TestClock clock;

    @Autowired
    Calendars calendars;

    @Autowired
    KnownYears known;

    @Autowired
    CalendarReload reload;

    @Autowired
    DueTimesRecomputer recomputer;

    @Autowired
    JdbcClient jdbc;

    @Test
    void whenTheYearArrivesRunningClocksAreCountedAgainAndMetOnesKept() {
        events.createTopic(TOPIC, 1);
        clock.setTo("2026-12-31T10:00:00+08:00");
        var running = requests.receive("PROBLEM");
        var answered = requests.replied("GAJ");
        assertThat(solution(running).path("dueOn").asString()).isEqualTo("2027-01-21");
        assertThat(solution(running).path("provisional").asBoolean()).isTrue();

        events.send(TOPIC, "2027", PUBLISHED, "2027", 1, """
                {"year": 2027, "off": ["2027-01-01", "2027-01-02", "2027-01-03", "2027-01-04"], "work": ["2027-01-09"],
                 "source": "for this test", "published": true}""");

        Eventually.within(SOON, () -> {
            recomputer.move();
            // two weekdays off, one Saturday worked
            assertThat(solution(running).path("dueOn").asString()).isEqualTo("2027-01-22");
            assertThat(calendars.current().provisional(LocalDate.of(2027, 1, 21)))
                    .isFalse();
            assertThat(solution(running).path("provisional").asBoolean()).isFalse();
        });
        events.send(TOPIC, "2027", PUBLISHED, "2027", 2, """
                {"year": 2027, "off": ["2027-01-01", "2027-01-04", "2027-01-05"], "work": [],
                 "source": "for this test, corrected", "published": true}""");

        Eventually.within(SOON, () -> {
            recomputer.move();
            assertThat(solution(running).path("dueOn").asString()).isEqualTo("2027-01-26");
        });
        assertThat(solution(answered).path("dueOn").asString()).isEqualTo("2027-01-21");
        var explained = requests.get(APPLICANT, "/appeals/{id}/due-dates", running)
                .must(200)
                .json();
        assertThat(explained.path("clocks").get(2).path("dueOn").asString()).isEqualTo("2027-01-26");
        var met = requests.get(APPLICANT, "/appeals/{id}/due-dates", answered)
                .must(200)
                .json();
        assertThat(met.at("/clocks/2/dueOn").asString()).isEqualTo("2027-01-21");
        assertThat(met.at("/clocks/2/provisional").asBoolean()).isTrue();
        assertThat(known.find(2027))
                .hasValueSatisfying(year -> assertThat(year.source()).endsWith("corrected"));
    }

    @Test
    void aShippedYearThatArrivesChangesNothing() {
        events.createTopic(TOPIC, 1);
        var shipped = WorkingDayCalendar.shipped().year(2024).orElseThrow();
        events.send(TOPIC, "2024", PUBLISHED, "2024", 1, """
                {"year": 2024, "off": %s, "work": %s, "source": "%s", "published": true}""".formatted(
                        json(shipped.off()), json(shipped.work()), shipped.source()));
        Eventually.within(SOON, () -> assertThat(known.find(2024)).contains(shipped));
    }

    @Test
    void aYearThatAnotherReplicaHasTakenInIsFoundInTheDatabase() {
        var year = new CalendarYear(2033, Set.of(LocalDate.of(2033, 1, 3)), Set.of(), "another replica", true);
        known.store(year);
        reload.reload();
        assertThat(calendars.current().year(2033)).contains(year);
        assertThat(calendars.current().isWorkingDay(LocalDate.of(2033, 1, 3))).isFalse();
    }

    @Test
    void theSampleOfIntakeIsUnderstood() {
        var sample = Contracts.read(Contracts.ALL.resolve("intake/events/" + PUBLISHED + ".sample.json"));
        var event = new IncomingEvent(
                UUID.randomUUID(),
                PUBLISHED,
                "/intake-service",
                "2026",
                1,
                clock.instant(),
                TOPIC,
                "2026",
                sample.getBytes(StandardCharsets.UTF_8));
        var year = event.data(YearPublishedConsumer.YearPublished.class).toYear();
        assertThat(year.year()).isEqualTo(2026);
        assertThat(year.published()).isTrue();
        assertThat(year.off()).isNotEmpty();
    }

    @Test
    void aCalendarThatDoesNotHoldTogetherIsADeadLetter() {
        events.createTopic(TOPIC, 1);
        events.send(TOPIC, "2030", PUBLISHED, "2030", 1, """
                {"year": 2030, "off": ["2031-05-01"], "work": [], "source": "wrong", "published": true}""");
        Eventually.within(
                SOON,
                () -> assertThat(jdbc.sql(
                                        "SELECT reason FROM dead_letter WHERE consumer = 'calendar' AND msg_key = '2030'")
                                .query(String.class)
                                .list())
                        .hasSize(1));
    }

    private JsonNode solution(String id) {
        return requests.read(APPLICANT, id).must(200).json().path("clocks").get(2);
    }

    private static String json(Collection<LocalDate> days) {
        return days.stream().map(day -> "\"" + day + "\"").toList().toString();
    }
}
