package onestop.evaluation.invitations;

import onestop.evaluation.scale.RegionLevel;
import onestop.evaluation.scale.TownCode;
import org.jspecify.annotations.Nullable;

/**
 * By whom and where a service was given, as far as its event tells.
 *
 * @param officer whoever gave it, if that was one person
 * @param town the first nine digits of the place's code
 */
record ServedBy(
        @Nullable String window,
        @Nullable String officer,
        @Nullable String town,
        @Nullable RegionLevel level) {
    static final ServedBy UNKNOWN = new ServedBy(null, null, null, null);
    private static final int VILLAGE = 12;

    static ServedBy at(@Nullable String window, @Nullable String officer) {
        return new ServedBy(window, officer, null, null);
    }

    /** The same place, with the window and who gave it there. */
    ServedBy by(@Nullable String atWindow, @Nullable String whom) {
        return new ServedBy(atWindow, whom, town, level);
    }

    /** A place by the twelve digits of its code: county, three digits of the town, three of the village. */
    static ServedBy in(@Nullable String regionCode) {
        if (regionCode == null || regionCode.length() != VILLAGE) {
            return UNKNOWN;
        }
        if (regionCode.startsWith("000", TownCode.DIGITS - 3)) {
            return new ServedBy(null, null, null, RegionLevel.COUNTY);
        }
        return new ServedBy(
                null,
                null,
                TownCode.of(regionCode),
                regionCode.endsWith("000") ? RegionLevel.TOWN : RegionLevel.VILLAGE);
    }
}
