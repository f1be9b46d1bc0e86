package onestop.intake.calendar;

import java.time.LocalDate;
import onestop.workingdays.WorkingDayCalendar;

/**
 * A year of the calendar was published or replaced. Told inside the transaction that stores it.
 *
 * @param calendar the calendar with that year
 * @param from the first day whose count may be different now
 */
public record CalendarYearChanged(WorkingDayCalendar calendar, LocalDate from) {}
