package onestop.intake.helper;

/** A person who helps enterprises. */
record Helper(String account, String name, String regionCode, boolean fullTime, boolean active, long version) {
    private static final int COUNTY_DIGITS = 6;
    private static final int TOWN_DIGITS = 9;

    /** How every division inside the region begins: 6 digits of a county, 9 of a town, all 12 of a village. */
    static String prefix(String regionCode) {
        if (regionCode.endsWith("000000")) {
            return regionCode.substring(0, COUNTY_DIGITS);
        }
        return regionCode.endsWith("000") ? regionCode.substring(0, TOWN_DIGITS) : regionCode;
    }

    boolean serves(String place) {
        return active && place.startsWith(prefix(regionCode));
    }

    boolean saysTheSame(Helper other) {
        return new Helper(account, name, regionCode, fullTime, active, other.version()).equals(other);
    }
}
