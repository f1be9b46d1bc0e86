package onestop.intake.enterprise;

import java.time.LocalDate;
import java.util.Objects;
import onestop.identifiers.CitizenNumber;
import onestop.intake.input.FieldErrors;
import onestop.intake.personal.PersonalInput;
import onestop.intake.personal.Phone;
import org.jspecify.annotations.Nullable;

/**
 * Who represents an enterprise, as somebody entered it. A number left out, or sent back masked as it was shown, stays
 * what it is, as long as the person is the same.
 *
 * @param maskedNumber the masked form that was sent instead of a number
 * @param maskedPhone likewise
 */
record EnteredPerson(
        String name,
        @Nullable CitizenNumber number,
        @Nullable Phone phone,
        @Nullable String maskedNumber,
        @Nullable String maskedPhone) {
    private static final String MASK = "****";

    /** Reads what was sent; what is wrong is noted below the field. */
    static EnteredPerson read(
            FieldErrors errors,
            String field,
            String name,
            @Nullable String number,
            @Nullable String phone,
            LocalDate today) {
        boolean numberMasked = number != null && number.contains(MASK);
        boolean phoneMasked = phone != null && phone.contains(MASK);
        return new EnteredPerson(
                name.strip(),
                numberMasked ? null : PersonalInput.citizenNumber(errors, field + ".citizenNumber", number, today),
                phoneMasked ? null : PersonalInput.phone(errors, field + ".phone", phone),
                numberMasked ? number : null,
                phoneMasked ? phone : null);
    }

    @Nullable
    CitizenNumber numberAfter(@Nullable RegistryEntry before, FieldErrors errors, String field) {
        var kept = isTheSameAs(before) && before != null ? before.number() : null;
        if (maskedNumber != null && (kept == null || !maskedNumber.equals(kept.masked()))) {
            errors.add(field + ".citizenNumber", "masked");
        }
        return number == null ? kept : number;
    }

    @Nullable
    Phone phoneAfter(@Nullable RegistryEntry before, FieldErrors errors, String field) {
        var kept = isTheSameAs(before) && before != null ? before.phone() : null;
        if (maskedPhone != null && (kept == null || !maskedPhone.equals(kept.masked()))) {
            errors.add(field + ".phone", "masked");
        }
        return phone == null ? kept : phone;
    }

    private boolean isTheSameAs(@Nullable RegistryEntry before) {
        return before != null && Objects.equals(before.enterprise().details().representative(), name);
    }
}
