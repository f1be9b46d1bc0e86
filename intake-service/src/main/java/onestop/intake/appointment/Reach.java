package onestop.intake.appointment;

import onestop.web.Caller;
import onestop.web.Role;

/**
 * Whose appointments a member of staff may see: those of the own town, from the county hall those of the whole county.
 * Staff whose token names no place is not bound to one. A visitor's name and numbers are nobody else's business.
 */
final class Reach {
    private static final String COUNTY_ENDS = "000000";
    private static final int COUNTY_DIGITS = 6;
    private static final int TOWN_DIGITS = 9;

    static boolean covers(Caller caller, String regionCode) {
        if (caller.is(Role.OPS)) {
            return true;
        }
        var region = caller.region();
        if (region == null) {
            return true;
        }
        if (region.length() != regionCode.length()) {
            return false;
        }
        int digits = region.endsWith(COUNTY_ENDS) ? COUNTY_DIGITS : TOWN_DIGITS;
        return regionCode.startsWith(region.substring(0, digits));
    }

    private Reach() {}
}
