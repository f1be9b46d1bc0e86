package onestop.approval.licences;

import java.util.Optional;
import onestop.web.Caller;
import onestop.web.ProblemException;
import onestop.web.Role;
import org.springframework.http.HttpStatus;

/** Whose licence it is. */
final class LicenceReaders {
    private LicenceReaders() {}

    /** Its holder and who applied for it, the staff of its unit, auditors and operators. */
    static boolean mayRead(Caller caller, Licence licence) {
        return caller.isAny(Role.AUDITOR, Role.OPS) || licence.unit().equals(caller.unit()) || holds(caller, licence);
    }

    static boolean holds(Caller caller, Licence licence) {
        return caller.isAny(Role.APPLICANT, Role.AGENT)
                && (caller.actsFor(licence.subjectUsci()) || caller.actsFor(licence.enterpriseUsci()));
    }

    /** Staff act for a unit; an account without one can act for nobody. */
    static String unitOf(Caller caller) {
        return Optional.ofNullable(caller.unit())
                .filter(unit -> !unit.isBlank())
                .orElseThrow(() -> new ProblemException(HttpStatus.FORBIDDEN, "no-unit"));
    }
}
