package onestop.evaluation.invitations;

import java.time.LocalDate;
import onestop.workingdays.WorkingDayCalendar;

/**
 * A service whose rating has been asked for.
 *
 * @param matter the package, or the item of a file with one; else MIXED
 * @param enterprise the credit code of the enterprise that received the service and may rate it
 * @param servedOn the day of the service, not counted in the time for rating
 */
public record InvitedService(
        InvitationId id,
        String receiptNumber,
        int serviceNumber,
        ServiceKind service,
        String unit,
        String matter,
        String enterprise,
        LocalDate servedOn) {
    static final int OPEN_WORKING_DAYS = 5;

    /** The last day on which a rating is taken. */
    public LocalDate openUntil(WorkingDayCalendar calendar) {
        return openUntil(servedOn, calendar);
    }

    static LocalDate openUntil(LocalDate servedOn, WorkingDayCalendar calendar) {
        return calendar.add(servedOn, OPEN_WORKING_DAYS);
    }
}
