package onestop.workingdays;

import java.util.concurrent.atomic.AtomicReference;

/** The calendar in force, shared by all threads. A calculation takes {@link #current()} once and stays with it. */
public final class Calendars {
    private final AtomicReference<WorkingDayCalendar> current;

    /** Starts with the shipped years. */
    public Calendars() {
        this(WorkingDayCalendar.shipped());
    }

    public Calendars(WorkingDayCalendar first) {
        current = new AtomicReference<>(first);
    }

    public WorkingDayCalendar current() {
        return current.get();
    }

    /**
     * Puts one year in force, for the first time or in place of what was known of it.
     *
     * @return whether anything changed. If so, open due dates from {@link CalendarYear#firstDay()} on must be computed again, those not
     *     flagged provisional too: a notice may reach back into the December before its year.
     */
    public boolean replace(CalendarYear year) {
        var before = current.getAndUpdate(calendar -> calendar.with(year));
        return before.year(year.year()).map(known -> !known.equals(year)).orElse(true);
    }
}
