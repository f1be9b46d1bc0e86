package onestop.intake.personal;

import java.time.LocalDate;
import onestop.identifiers.CitizenNumber;
import onestop.intake.input.FieldErrors;
import org.jspecify.annotations.Nullable;

/** Reads numbers of persons from requests; what is wrong is noted without repeating the number. */
public final class PersonalInput {
    /** The number, or null: with an error if there is a text that is none. */
    public static @Nullable Phone phone(FieldErrors errors, String field, @Nullable String text) {
        if (text == null) {
            return null;
        }
        if (!Phone.isPhone(text)) {
            errors.add(field, "phone");
            return null;
        }
        return new Phone(text);
    }

    /** The number, or null: with an error if there is a text that is none, or whose bearer is not born yet. */
    public static @Nullable CitizenNumber citizenNumber(
            FieldErrors errors, String field, @Nullable String text, LocalDate today) {
        if (text == null) {
            return null;
        }
        var fault = CitizenNumber.findFault(text, today);
        if (fault.isPresent()) {
            errors.add(
                    field,
                    switch (fault.get()) {
                        case LENGTH -> "citizen-number-length";
                        case ALPHABET -> "citizen-number-alphabet";
                        case REGION -> "citizen-number-region";
                        case BIRTH_DATE -> "citizen-number-birth-date";
                        case CHECK_DIGIT -> "citizen-number-check-digit";
                    });
            return null;
        }
        return new CitizenNumber(text);
    }

    private PersonalInput() {}
}
