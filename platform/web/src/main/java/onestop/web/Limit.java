package onestop.web;

/**
 * How many items a page may hold: 1 to 200, 50 when the caller does not say. Declare it as
 * {@code @RequestParam(required = false) Limit limit}; it is never null.
 */
public record Limit(int value) {
    public static final int MOST = 200;
    public static final Limit DEFAULT = new Limit(50);

    public Limit {
        if (value < 1 || value > MOST) {
            throw new InvalidFieldException("limit", "limit-range", MOST);
        }
    }

    static Limit parse(String text) {
        try {
            return new Limit(Integer.parseInt(text.strip()));
        } catch (NumberFormatException _) {
            throw new InvalidFieldException("limit", "limit-range", MOST);
        }
    }

    /** One row more than the page holds tells whether another page follows. */
    public int plusOne() {
        return value + 1;
    }
}
