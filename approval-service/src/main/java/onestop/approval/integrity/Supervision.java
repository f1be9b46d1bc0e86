package onestop.approval.integrity;

import onestop.web.Caller;
import onestop.web.ProblemException;
import onestop.web.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** Who sees what: the supervision all units, or the one it asks for; anybody else the own, whatever is asked for. */
final class Supervision {
    private Supervision() {}

    static @Nullable String visible(@Nullable String asked, Caller caller) {
        return caller.isAny(Role.EVALUATION_SUPERVISOR, Role.AUDITOR) ? asked : unitOf(caller);
    }

    /** Empty for the supervision of the county, which belongs to no unit and so has nothing of its own to check. */
    static String unitOf(Caller caller) {
        var unit = caller.unit();
        if (unit == null || unit.isBlank()) {
            if (caller.isAny(Role.EVALUATION_SUPERVISOR, Role.AUDITOR)) {
                return "";
            }
            throw new ProblemException(HttpStatus.FORBIDDEN, "no-unit");
        }
        return unit;
    }
}
