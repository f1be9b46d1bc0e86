package onestop.appeal.units;

/** The catalogue's key of a unit, such as {@code XZSP}. */
public record UnitKey(String value) {
    public static final String PATTERN = "[A-Z][A-Z0-9_]{1,31}";

    public UnitKey {
        if (!value.matches(PATTERN)) {
            throw new IllegalArgumentException("not the key of a unit");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
