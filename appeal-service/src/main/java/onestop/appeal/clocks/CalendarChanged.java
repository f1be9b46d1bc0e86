package onestop.appeal.clocks;

import java.time.LocalDate;
import onestop.workingdays.WorkingDayCalendar;

/**
 * A year of the calendar became known or was corrected. Raised inside the transaction that stores it, so that whoever keeps
 * due times computes them again in the same one.
 *
 * @param firstDay due times before this day stay as they are
 */
public record CalendarChanged(WorkingDayCalendar calendar, LocalDate firstDay) {}
