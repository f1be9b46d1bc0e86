package onestop.intake.calendar;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import onestop.workingdays.WorkingDayCalendar;

/**
 * From which day limits count for something that comes in. What comes after closing time, or on a day off, counts as
 * received on the next working day; its true time is kept all the same.
 */
public record ServiceHours(LocalTime closesAt) {
    public static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    public LocalDate countsFrom(Instant received, WorkingDayCalendar calendar) {
        var local = received.atZone(ZONE);
        var date = local.toLocalDate();
        return calendar.isWorkingDay(date) && !local.toLocalTime().isAfter(closesAt) ? date : calendar.add(date, 1);
    }

    public static LocalDate dateOf(Instant instant) {
        return instant.atZone(ZONE).toLocalDate();
    }
}
