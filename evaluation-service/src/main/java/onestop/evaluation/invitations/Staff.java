package onestop.evaluation.invitations;

import java.util.Objects;
import onestop.web.Allowed;
import onestop.web.AllowedToStaff;
import onestop.web.Caller;
import onestop.web.Role;
import org.jspecify.annotations.Nullable;

/** Who works for a unit and therefore rates nothing, neither for an enterprise of their own nor for somebody else. */
public final class Staff {
    private static final Role[] ROLES = Objects.requireNonNull(AllowedToStaff.class.getAnnotation(Allowed.class))
            .value();

    private Staff() {}

    public static boolean includes(@Nullable Caller caller) {
        return caller != null && caller.isAny(ROLES);
    }
}
