package onestop.evaluation.invitations;

import onestop.web.Caller;
import onestop.web.Role;
import org.jspecify.annotations.Nullable;

/** Who works for a unit and therefore rates nothing, neither for an enterprise of their own nor for somebody else. */
public final class Staff {
    private static final Role[] ROLES = {
        Role.HELPER,
        Role.WINDOW,
        Role.EXAMINER,
        Role.REVIEWER,
        Role.APPROVER,
        Role.ISSUER,
        Role.UNIT_MANAGER,
        Role.EVALUATION_SUPERVISOR,
        Role.APPEAL_COORDINATOR,
        Role.AUDITOR,
        Role.OPS
    };

    private Staff() {}

    public static boolean includes(@Nullable Caller caller) {
        return caller != null && caller.isAny(ROLES);
    }
}
