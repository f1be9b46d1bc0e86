package onestop.appeal.reading;

import java.util.Set;
import onestop.web.Caller;
import onestop.web.Role;
import org.jspecify.annotations.Nullable;

/**
 * Which appeals a caller may know of. A caller with several roles sees what each of them lets them see.
 *
 * @param submittedBy those raised by this person
 * @param uscis those of these enterprises
 * @param unit those that this unit holds
 */
record Sight(
        boolean all,
        @Nullable String submittedBy,
        Set<String> uscis,
        @Nullable String unit) {

    static Sight of(Caller caller) {
        boolean applicant = caller.isAny(Role.APPLICANT, Role.AGENT);
        return new Sight(
                caller.isAny(Role.APPEAL_COORDINATOR, Role.AUDITOR),
                applicant || caller.is(Role.WINDOW) ? caller.subject() : null,
                applicant ? caller.uscis() : Set.of(),
                caller.is(Role.UNIT_MANAGER) ? caller.unit() : null);
    }

    boolean covers(String submittedBy, @Nullable String usci, @Nullable String unit) {
        return asStaff(unit) || submittedBy.equals(this.submittedBy) || (usci != null && uscis.contains(usci));
    }

    /** Whether the appeal is seen from the office's side, where staff ids and internal steps are shown. */
    boolean asStaff(@Nullable String unit) {
        return all || (unit != null && unit.equals(this.unit));
    }
}
