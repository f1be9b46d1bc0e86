package onestop.evaluation.scale;

/** Whose system a rating comes from when it was not given here on an invitation. */
public enum Source {
    /** The 12345 hotline. */
    HOTLINE,
    /** The provincial platform. */
    PROVINCE,
    /** A town's service centre with a system of its own. */
    TOWN_CENTRE
}
