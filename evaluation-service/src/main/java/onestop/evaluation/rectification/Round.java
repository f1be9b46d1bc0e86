package onestop.evaluation.rectification;

import java.time.LocalDate;
import java.util.List;
import onestop.workingdays.DueDate;
import onestop.workingdays.WorkingDayCalendar;

/** One go at an order, with its own clocks: the first day, which is not counted, and what must happen how soon after. */
record Round(int number, LocalDate startedOn) {
    /** The last round that a rater who is not satisfied begins. */
    static final int LAST = 2;

    /** No order has more, whoever asks for it. */
    static final int MOST = 3;

    private static final int CONTACT_DAYS = 1;
    private static final int SIMPLE_DAYS = 5;
    private static final int COMPLEX_DAYS = 15;

    DueDate contactDue(WorkingDayCalendar calendar) {
        return calendar.dueDate(startedOn, CONTACT_DAYS, List.of());
    }

    DueDate rectifyDue(WorkingDayCalendar calendar, boolean complex) {
        return calendar.dueDate(startedOn, complex ? COMPLEX_DAYS : SIMPLE_DAYS, List.of());
    }

    /** The last day to rectify, without the account of how it came about. */
    LocalDate rectifyDueOn(WorkingDayCalendar calendar, boolean complex) {
        return calendar.add(startedOn, complex ? COMPLEX_DAYS : SIMPLE_DAYS);
    }

    LocalDate contactDueOn(WorkingDayCalendar calendar) {
        return calendar.add(startedOn, CONTACT_DAYS);
    }

    boolean last() {
        return number >= LAST;
    }

    boolean most() {
        return number == MOST;
    }

    Round next(LocalDate startsOn) {
        return new Round(number + 1, startsOn);
    }
}
