package onestop.appeal.guests;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A guest, for one reader.
 *
 * @param number which one of a symposium
 * @param corrections who put it right and when, for those who run the symposium and for auditors
 * @param name with the telephone for those who may know, else absent
 */
public record GuestView(
        @Nullable Integer number,
        @Nullable String name,
        @Nullable String phone,
        @Nullable List<Guests.Step> corrections) {
    /** A guest of whom the reader learns only that there is one, unless it is said who it is. */
    public static GuestView of(@Nullable Integer number, @Nullable Guest known) {
        return new GuestView(number, known == null ? null : known.name(), known == null ? null : known.phone(), null);
    }

    /** @param steps none are told of where there are none */
    public GuestView with(List<Guests.Step> steps) {
        return new GuestView(number, name, phone, steps.isEmpty() ? null : steps);
    }
}
