package onestop.approval.cases;

import java.util.Collection;
import onestop.web.Caller;
import onestop.web.Role;
import org.jspecify.annotations.Nullable;

/**
 * Who may read a file and its cases: auditors, operators and the supervision, which lifts lights, and the staff of every unit that takes part
 * in it.
 */
public final class Readers {
    private Readers() {}

    public static boolean mayRead(Caller caller, Collection<String> units, @Nullable String acceptedByUnit) {
        var unit = caller.unit();
        return caller.isAny(Role.EVALUATION_SUPERVISOR, Role.AUDITOR, Role.OPS)
                || unit != null && (units.contains(unit) || unit.equals(acceptedByUnit));
    }
}
