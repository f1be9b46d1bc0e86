package onestop.intake.queueing;

/** Why somebody waits; the letter begins the number. */
enum TicketKind {
    WALK_IN("A"),
    APPOINTMENT("Y"),
    GREEN_CHANNEL("L");

    private final String prefix;

    TicketKind(String prefix) {
        this.prefix = prefix;
    }

    String prefix() {
        return prefix;
    }
}
