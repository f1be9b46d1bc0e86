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
    OPEN_FEEDBACK
}
