package onestop.appeal.words;

/** What a unit reads of a confidential appeal for which the office gave it no summary, as of one answered together with another. */
public final class Untold {
    public static final String TITLE = "保密诉求";
    public static final String TEXT = "该诉求为保密诉求，内容不予提供。";

    private Untold() {}
}
