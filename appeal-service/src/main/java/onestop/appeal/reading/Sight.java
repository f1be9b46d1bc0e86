package onestop.appeal.reading;

import java.util.Set;
import onestop.web.Caller;
import onestop.web.Role;
import org.jspecify.annotations.Nullable;

/**
 * Which appeals a caller may know of. A caller with several roles sees what each of them lets them see.
 *
 * @param reader who asks
 * @param submittedBy those raised by this person
 * @param uscis those of these enterprises
 * @param unit those that this unit holds
 */
record Sight(
        boolean all,
        String reader,
        @Nullable String submittedBy,
        Set<String> uscis,
        @Nullable String unit) {

    static Sight of(Caller caller) {
        boolean applicant = caller.isAny(Role.APPLICANT, Role.AGENT);
        return new Sight(
                caller.isAny(Role.APPEAL_COORDINATOR, Role.AUDITOR),
                caller.subject(),
                applicant || caller.isAny(Role.WINDOW, Role.HELPER) ? caller.subject() : null,
                applicant ? caller.uscis() : Set.of(),
                caller.is(Role.UNIT_MANAGER) ? caller.unit() : null);
    }

    boolean covers(AppealRow row) {
        return asStaff(row) || own(row.submittedBy(), row.usci());
    }

    /** Whether it is the caller's own: raised by them, or of an enterprise they act for. */
    boolean own(String submittedBy, @Nullable String usci) {
        return submittedBy.equals(this.submittedBy) || (usci != null && uscis.contains(usci));
    }

    /** Whether the appeal is seen from the office's side, where staff ids and internal steps are shown. */
    boolean asStaff(AppealRow row) {
        return all
                || (unit != null
                        && (unit.equals(row.unit()) || row.jointUnitKeys().contains(unit)));
    }

    /** Whether this reader may not read what the applicant of a confidential appeal has written. */
    boolean kept(AppealRow row) {
        return kept(row.confidential(), row.submittedBy(), row.usci());
    }

    /** Whether whatever points to who raised it, such as its file, stays hidden from this reader: of anonymous ones too. */
    boolean unnamed(AppealRow row) {
        return kept(row.unnamed(), row.submittedBy(), row.usci());
    }

    boolean kept(boolean confidential, String submittedBy, @Nullable String usci) {
        return confidential && !all && !own(submittedBy, usci);
    }
}
