package onestop.evaluation.scale;

/** Towns have one code everywhere: the digits of the county's six and the town's three, before the three of a village. */
public final class TownCode {
    public static final int DIGITS = 9;

    /** Of a place within the town, by its twelve digits. */
    public static String of(String regionCode) {
        return regionCode.substring(0, DIGITS);
    }

    private TownCode() {}
}
