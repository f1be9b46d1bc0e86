package onestop.appeal.units;

import onestop.web.Caller;
import onestop.web.ProblemException;
import onestop.web.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** Whose records a manager reads: those of the own unit and of no other. */
public final class OwnUnit {
    /**
     * The unit to read: for who has one of these roles what they ask for, null for all units.
     *
     * @throws ProblemException 403 when anybody else asks for another unit, or has none
     */
    public static @Nullable String unlessAny(Caller caller, @Nullable String asked, Role... readersOfAll) {
        return caller.isAny(readersOfAll) ? asked : of(caller, asked);
    }

    /**
     * The caller's own unit.
     *
     * @throws ProblemException 403 when they ask for another one, or have none
     */
    public static String of(Caller caller, @Nullable String asked) {
        var own = caller.unit();
        if (own == null || (asked != null && !asked.equals(own))) {
            throw new ProblemException(HttpStatus.FORBIDDEN, "not-your-unit");
        }
        return own;
    }

    private OwnUnit() {}
}
