package onestop.evaluation.scale;

/** What an open feedback or a review is about. */
public enum Target {
    HALL,
    WINDOW,
    ITEM,
    PLATFORM,
    OFFICER
}
