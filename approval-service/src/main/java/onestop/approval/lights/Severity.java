package onestop.approval.lights;

/** How grave a light is, the least first. */
enum Severity {
    /** One working day before the promised due date. */
    YELLOW,
    /** The first working day after the promised due date. */
    RED,
    /** The statutory due date has passed. */
    BREACH;

    /** As stored, so that an index keeps the order: 1 for yellow to 3 for a breach. */
    int gravity() {
        return ordinal() + 1;
    }
}
