package onestop.approval.lights;

/** How grave a light is, the least first. */
enum Severity {
    /**
     * A step, or what a case is suspended for, takes longer than it may, though the case as a whole is in time: the first working day after
     * that limit.
     */
    STEP,
    /** One working day before the promised due date. */
    YELLOW,
    /** The first working day after the promised due date. */
    RED,
    /** The statutory due date has passed. */
    BREACH;

    /** As stored, so that an index keeps the order: 0 for a step, 1 for yellow to 3 for a breach. */
    int gravity() {
        return ordinal();
    }
}
