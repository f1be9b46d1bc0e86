package onestop.intake.window;

/** What a window is for. */
public enum WindowType {
    /** Takes whatever comes, in the county hall. */
    COMPREHENSIVE(true),
    /** Takes whatever comes, in a town. */
    ONE_WINDOW(true),
    /** Takes whatever comes, on the vehicle. */
    MOBILE(true),
    /** Takes the items of one department. */
    DEPARTMENT(true),
    /** Hands out results. */
    OUTPUT(false),
    /** Advises and helps. */
    HELP(false),
    /** Hears what could not be got done elsewhere. */
    BLOCKED_MATTERS(false);

    private final boolean takesItems;

    WindowType(boolean takesItems) {
        this.takesItems = takesItems;
    }

    public boolean takesItems() {
        return takesItems;
    }
}
