package onestop.identifiers;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A citizen number (GB 11643): region, birth date, serial number and a check character. It is personal data: only {@link #value()} gives
 * it whole, and printing it shows the masked form.
 *
 * @param value the eighteen characters, a final x in upper case
 */
public record CitizenNumber(String value) {
    public static final int LENGTH = 18;

    private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    private static final String CHECK_CHARACTERS = "10X98765432";
    private static final LocalDate EARLIEST_BIRTH = LocalDate.of(1900, 1, 1);

    /** The first two digits of every province-level region; 83 is given to residents from Taiwan. */
    private static final Set<String> PROVINCES = Set.of(
            "11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37", "41", "42", "43",
            "44", "45", "46", "50", "51", "52", "53", "54", "61", "62", "63", "64", "65", "71", "81", "82", "83");

    /**
     * Refuses what is malformed. A birth date in the future needs to know today: see {@link #of}.
     *
     * @throws IllegalArgumentException with the reason, which never repeats the number
     */
    public CitizenNumber {
        value = normalised(value);
        findFault(value, LocalDate.MAX).ifPresent(fault -> {
            throw new IllegalArgumentException(fault.text());
        });
    }

    /**
     * A number whose bearer is born by today.
     *
     * @throws IllegalArgumentException with the reason, which never repeats the number
     */
    public static CitizenNumber of(String text, LocalDate today) {
        findFault(text, today).ifPresent(fault -> {
            throw new IllegalArgumentException(fault.text());
        });
        return new CitizenNumber(text);
    }

    /** What is wrong with the text, in English; empty for a valid number. */
    public static Optional<String> problem(@Nullable String text, LocalDate today) {
        return findFault(text, today).map(Fault::text);
    }

    /** What is wrong with the text, for translation; empty for a valid number. The first fault found is told. */
    public static Optional<Fault> findFault(@Nullable String text, LocalDate today) {
        var number = text == null ? "" : normalised(text);
        if (number.length() != LENGTH) {
            return Optional.of(Fault.LENGTH);
        }
        if (!number.matches("[0-9]{17}[0-9X]")) {
            return Optional.of(Fault.ALPHABET);
        }
        if (!PROVINCES.contains(number.substring(0, 2))) {
            return Optional.of(Fault.REGION);
        }
        var birth = birthDate(number);
        if (birth.isEmpty()
                || birth.get().isBefore(EARLIEST_BIRTH)
                || birth.get().isAfter(today)) {
            return Optional.of(Fault.BIRTH_DATE);
        }
        return number.charAt(LENGTH - 1) == checkCharacter(number) ? Optional.empty() : Optional.of(Fault.CHECK_DIGIT);
    }

    /** First six and last four characters, the birth date hidden: {@code 371327********0012}. */
    public String masked() {
        return value.substring(0, 6) + "********" + value.substring(LENGTH - 4);
    }

    @Override
    public String toString() {
        return masked();
    }

    private static Optional<LocalDate> birthDate(String number) {
        try {
            return Optional.of(LocalDate.of(
                    Integer.parseInt(number, 6, 10, 10),
                    Integer.parseInt(number, 10, 12, 10),
                    Integer.parseInt(number, 12, 14, 10)));
        } catch (DateTimeException noSuchDay) {
            return Optional.empty();
        }
    }

    private static char checkCharacter(String number) {
        int sum = 0;
        for (int i = 0; i < WEIGHTS.length; i++) {
            sum += (number.charAt(i) - '0') * WEIGHTS[i];
        }
        return CHECK_CHARACTERS.charAt(sum % 11);
    }

    private static String normalised(String text) {
        return text.strip().toUpperCase(Locale.ROOT);
    }

    /** The kinds of fault a text can have. None of the texts repeats any part of the number. */
    public enum Fault {
        LENGTH("A citizen number has 18 characters."),
        ALPHABET("A citizen number has 17 digits and a check character, which is a digit or X."),
        REGION("The first two digits are no known region."),
        BIRTH_DATE("Characters 7 to 14 are no possible date of birth."),
        CHECK_DIGIT("The check character (18) does not agree with the 17 digits before it; one of the 18 is wrong.");

        private final String text;

        Fault(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }
}
