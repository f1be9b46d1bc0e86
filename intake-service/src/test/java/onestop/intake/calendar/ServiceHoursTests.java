package onestop.intake.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import onestop.workingdays.WorkingDayCalendar;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceHoursTests {
    private final ServiceHours hours = new ServiceHours(LocalTime.of(17, 30));

    @ParameterizedTest
    @CsvSource({
        "2026-03-02T07:00, 2026-03-02", // before opening: the same day
        "2026-03-02T17:30, 2026-03-02",
        "2026-03-02T17:31, 2026-03-03",
        "2026-03-06T23:59, 2026-03-09", // Friday night: Monday
        "2026-03-07T10:00, 2026-03-09", // Saturday: Monday
        "2026-02-14T10:00, 2026-02-14", // a Saturday that is worked
        "2026-02-14T18:00, 2026-02-24", // and the holiday after it
        "2026-10-03T09:00, 2026-10-08"
    })
    void whatComesOutsideHoursCountsFromTheNextWorkingDay(LocalDateTime received, LocalDate countsFrom) {
        var instant = received.atZone(ServiceHours.ZONE).toInstant();

        assertThat(hours.countsFrom(instant, WorkingDayCalendar.shipped())).isEqualTo(countsFrom);
    }
}
