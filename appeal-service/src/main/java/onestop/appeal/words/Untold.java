package onestop.appeal.words;

/** What a unit reads in place of what would tell who raised an appeal. */
public final class Untold {
    /** Of a confidential appeal for which the office gave no summary, as of one answered together with another. */
    public static final String TITLE = "保密诉求";

    public static final String TEXT = "该诉求为保密诉求，内容不予提供。";

    private static final int DIGITS_OF_A_TOWN = 9;

    /** The town of a place, as a village and an item may be those of one enterprise only; twelve digits like the place. */
    public static String region(String code) {
        return code.substring(0, Math.min(DIGITS_OF_A_TOWN, code.length()))
                + "0".repeat(Math.max(0, code.length() - DIGITS_OF_A_TOWN));
    }

    private Untold() {}
}
