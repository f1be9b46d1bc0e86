package onestop.evaluation.rectification;

import java.time.Instant;
import java.time.LocalDate;
import onestop.workingdays.WorkingDayCalendar;

/** The unit, or the officer rated, says that the order should not be theirs, or should not be at all (差评申诉). */
record Objection(Kind kind, String reason, StaffId by, Instant at) {
    /** Working days after the dispatch within which an objection is filed. The county names no figure; ours. */
    static final int FILE_DAYS = 2;

    /** Working days after the filing within which it is decided. The county names no figure; ours. */
    static final int DECIDE_DAYS = 3;

    enum Kind {
        /** Another unit handled the service: the order is sent on. */
        WRONG_UNIT,
        /** The rater meant another service, or another level (误评). */
        MISTAKEN,
        /** 恶意差评. */
        MALICIOUS
    }

    static LocalDate fileDueOn(LocalDate dispatchedOn, WorkingDayCalendar calendar) {
        return calendar.add(dispatchedOn, FILE_DAYS);
    }

    static LocalDate decideDueOn(LocalDate filedOn, WorkingDayCalendar calendar) {
        return calendar.add(filedOn, DECIDE_DAYS);
    }
}
