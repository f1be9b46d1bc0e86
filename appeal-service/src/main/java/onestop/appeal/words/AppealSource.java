package onestop.appeal.words;

/** How an appeal reached us. */
public enum AppealSource {
    PORTAL,
    APP,
    WINDOW,
    SPECIAL_LINE,
    SYMPOSIUM,
    VISIT,
    RATING,
    OPEN_FEEDBACK,
    /** 12345, by event. */
    HOTLINE,
    /** The provincial platform, by event. */
    PROVINCE
}
