package onestop.intake.helper;

/** How a helper helps. */
enum HelpMode {
    /** Beside the enterprise, which acts itself. */
    ASSIST,
    /** In the enterprise's name, with its power of attorney. */
    ACT_FOR
}
