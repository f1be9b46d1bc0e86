package onestop.intake.application;

/** What a file joins. */
public enum FileKind {
    /** One item for one enterprise. */
    SINGLE,
    /** Several items for one enterprise. */
    PACKAGE,
    /** Items for the branches of an enterprise. */
    BATCH
}
