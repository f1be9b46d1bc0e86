package onestop.appeal.guests;

import org.jspecify.annotations.Nullable;

/**
 * A guest, for one reader.
 *
 * @param number which one of a symposium
 * @param name with the telephone for those who may know, else absent
 */
public record GuestView(
        @Nullable Integer number,
        @Nullable String name,
        @Nullable String phone) {
    /** A guest of whom the reader learns only that there is one, unless it is said who it is. */
    public static GuestView of(@Nullable Integer number, @Nullable Guest known) {
        return new GuestView(number, known == null ? null : known.name(), known == null ? null : known.phone());
    }
}
