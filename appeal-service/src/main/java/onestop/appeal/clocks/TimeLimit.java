package onestop.appeal.clocks;

/** How long something may take. */
public record TimeLimit(int amount, LimitUnit unit) {
    /** Far beyond any limit an office has; keeps an explanation short enough to be read. */
    public static final int MAX_DAYS = 250;

    private static final int MAX_MINUTES = 60 * 24 * 30;

    public TimeLimit {
        int most = unit.inDays() ? MAX_DAYS : MAX_MINUTES;
        if (amount < 1 || amount > most) {
            throw new IllegalArgumentException(
                    "a limit of %d %s is not between 1 and %d".formatted(amount, unit, most));
        }
    }

    /** The limit after an extension; minutes are not extended. */
    public TimeLimit extendedBy(int days) {
        return days == 0 || !unit.inDays() ? this : new TimeLimit(amount + days, unit);
    }
}
