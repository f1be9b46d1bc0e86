package onestop.approval.clocks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Set;
import onestop.approval.ApprovalIT;
import onestop.testsupport.Events;
import onestop.testsupport.Eventually;
import onestop.workingdays.CalendarYear;
import onestop.workingdays.Calendars;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A year nobody has shipped yet arrives as data. */
@ApprovalIT
class CalendarIT {
    private static final String TOPIC = "onestop.intake.calendar";
    private static final LocalDate A_WEDNESDAY = LocalDate.of(2041, 5, 1);

    @Autowired
    Events events;

    @Autowired
    Calendars calendars;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    CalendarRows rows;

    @Autowired
    ClockConfiguration configuration;

    @Test
    void aPublishedYearIsInForceAndOutlivesARestart() {
        assertThat(calendars.current().provisional(A_WEDNESDAY)).isTrue();

        events.send(TOPIC, "2041", TOPIC + ".year-published.v1", "2041", 1, """
                {"year": 2041, "off": ["2041-01-01", "2041-05-01"], "work": ["2041-05-04"], "source": "notice", "published": true}
                """);

        Eventually.within(Duration.ofSeconds(30), () -> {
            assertThat(calendars.current().provisional(A_WEDNESDAY)).isFalse();
            assertThat(calendars.current().isWorkingDay(A_WEDNESDAY)).isFalse();
            assertThat(calendars.current().isWorkingDay(LocalDate.of(2041, 5, 4)))
                    .isTrue();
        });
        var afterARestart = configuration.calendars(rows).current();
        assertThat(afterARestart.isWorkingDay(A_WEDNESDAY)).isFalse();
        assertThat(afterARestart.provisional(LocalDate.of(2026, 3, 2))).isFalse();
    }

    @Test
    void onlyAYearWithOtherDaysAsksForTheClocksToBeCountedAnew() {
        var year = new CalendarYear(2043, Set.of(LocalDate.of(2043, 1, 1)), Set.of(), "notice of 2043", true);
        rows.put(year);
        rows.put(year);
        assertThat(asked()).isEqualTo(1);

        rows.put(new CalendarYear(
                2043, Set.of(LocalDate.of(2043, 1, 1), LocalDate.of(2043, 1, 2)), Set.of(), "notice of 2043", true));
        assertThat(asked()).isEqualTo(2);
    }

    private int asked() {
        return jdbc.sql("SELECT count(*) FROM clock_recount WHERE because = 'calendar 2043: notice of 2043'")
                .query(Integer.class)
                .single();
    }

    @Test
    void aYearThatContradictsItselfIsSetAside() {
        var id = events.send(TOPIC, "2042", TOPIC + ".year-published.v1", "2042", 1, """
                {"year": 2042, "off": ["2042-05-03"], "work": ["2042-05-03"], "source": "notice", "published": true}
                """);

        assertThat(events.await(
                        TOPIC + ".dlt",
                        Duration.ofSeconds(30),
                        record -> record.id().equals(id.toString())))
                .isNotNull();
        assertThat(rows.all()).noneMatch(year -> year.year() == 2042);
    }
}
