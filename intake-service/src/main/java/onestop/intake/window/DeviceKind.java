package onestop.intake.window;

/** What stands at a window. */
enum DeviceKind {
    TERMINAL,
    /** On which a visitor rates. */
    EVALUATOR,
    TICKET_PRINTER,
    DISPLAY
}
