package onestop.intake.queueing;

/** How far a ticket is. */
enum TicketStatus {
    WAITING,
    CALLED,
    /** Called, and nobody came; it can be called again. */
    SKIPPED,
    FINISHED,
    /** The visitor gave up. */
    LEFT,
    /** The day ended first. */
    EXPIRED
}
