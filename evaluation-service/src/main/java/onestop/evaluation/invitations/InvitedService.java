package onestop.evaluation.invitations;

import java.time.Instant;
import java.time.LocalDate;
import onestop.evaluation.scale.RegionLevel;
import onestop.web.Caller;
import onestop.web.Role;
import onestop.workingdays.WorkingDayCalendar;
import org.jspecify.annotations.Nullable;

/**
 * A service whose rating has been asked for.
 *
 * @param receiptNumber the file, or the number of a consultation
 * @param matter the package, or the item of a file with one; else MIXED; CONSULTATION for a question about no item
 * @param enterprise the credit code of the enterprise that received the service and may rate it; null for a
 *     consultation, which whoever asked rates, or who has its code
 * @param agent the mark of whoever handed the file in for it with a power of attorney; null when nobody did;
 *     of a consultation, of who asked
 * @param servedOn the day of the service, not counted in the time for rating
 * @param windowCode where the service was given, if at a window
 * @param officer whoever gave it, if that was one person and is known
 * @param town the first nine digits of the place's code; null outside the towns, or when the place is not known
 * @param regionLevel null when the place is not known
 * @param codeNumber what the code of the invitation is made of
 */
public record InvitedService(
        InvitationId id,
        String receiptNumber,
        int serviceNumber,
        ServiceKind service,
        String unit,
        String matter,
        @Nullable String enterprise,
        @Nullable String agent,
        Instant servedAt,
        LocalDate servedOn,
        @Nullable String windowCode,
        @Nullable String officer,
        @Nullable String town,
        @Nullable RegionLevel regionLevel,
        long codeNumber) {
    static final int OPEN_WORKING_DAYS = 5;

    /** The last day on which a rating is taken. */
    public LocalDate openUntil(WorkingDayCalendar calendar) {
        return openUntil(servedOn, calendar);
    }

    /** Whether it was given to an enterprise of the caller, or to one that the caller stood before the counter for, or to the caller. */
    public boolean isOf(Caller caller) {
        return isOf(caller, receiptNumber, enterprise, agent);
    }

    /** As {@link #isOf(Caller)}, of a service that is not at hand as a whole. */
    public static boolean isOf(
            Caller caller, String receiptNumber, @Nullable String enterprise, @Nullable String agent) {
        return caller.is(Role.APPLICANT) && enterprise != null && caller.actsFor(enterprise)
                || (caller.is(Role.AGENT) || caller.is(Role.APPLICANT) && enterprise == null)
                        && AgentMark.of(receiptNumber, caller.subject()).equals(agent);
    }

    static LocalDate openUntil(LocalDate servedOn, WorkingDayCalendar calendar) {
        return calendar.add(servedOn, OPEN_WORKING_DAYS);
    }
}
