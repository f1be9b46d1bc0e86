package onestop.appeal.words;

/** How an appeal reached us. */
public enum AppealSource {
    PORTAL,
    APP,
    WINDOW,
    SPECIAL_LINE,
    /** Made of a conversation at the cloud service desk, by telephone too; its transcript can be read with it. */
    CLOUD_DESK,
    SYMPOSIUM,
    VISIT,
    RATING,
    OPEN_FEEDBACK,
    /** 12345, by event. */
    HOTLINE,
    /** The provincial platform, by event. */
    PROVINCE
}
