package onestop.identifiers;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A unified social credit code (GB 32100-2015): eighteen characters, of which the last one checks the others. Lower case and surrounding
 * blanks are accepted and normalised.
 *
 * @param value the code in upper case
 */
public record Usci(String value) implements Comparable<Usci> {
    public static final int LENGTH = 18;

    /** Digits and capitals without I, O, S, V and Z, which are easily mistaken for others. */
    private static final String ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    private static final int[] WEIGHTS = {1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28};
    private static final int REGION_FROM = 2;
    private static final int REGION_TO = 8;
    private static final int ORGANISATION_FROM = 8;
    private static final int[] ORGANISATION_WEIGHTS = {3, 7, 9, 10, 5, 8, 4, 2};

    /** @throws IllegalArgumentException with the reason, when the text is no valid code */
    public Usci {
        value = normalised(value);
        findProblem(value).ifPresent(problem -> {
            throw new IllegalArgumentException(problem.text());
        });
    }

    /** What is wrong with the text, in English; empty for a valid code. */
    public static Optional<String> problem(@Nullable String text) {
        return findProblem(text).map(Problem::text);
    }

    /** What is wrong with the text, for translation; empty for a valid code. The first fault found is told. */
    public static Optional<Problem> findProblem(@Nullable String text) {
        var code = text == null ? "" : normalised(text);
        if (code.length() != LENGTH) {
            return Optional.of(new Problem(Fault.LENGTH, code.length(), ""));
        }
        return problemOfFirst17(code)
                .or(() -> foreignCharacter(code, LENGTH - 1))
                .or(() -> code.charAt(LENGTH - 1) == checkCharacter(code)
                        ? Optional.empty()
                        : Optional.of(Problem.at(Fault.CHECK_DIGIT, code, LENGTH - 1)));
    }

    /** The code with these first seventeen characters; for test and demonstration data. */
    public static Usci withCheckDigit(String first17) {
        var start = normalised(first17);
        if (start.length() != LENGTH - 1) {
            throw new IllegalArgumentException(
                    "seventeen characters are needed, these are %d".formatted(start.length()));
        }
        problemOfFirst17(start).ifPresent(problem -> {
            throw new IllegalArgumentException(problem.text());
        });
        return new Usci(start + checkCharacter(start));
    }

    /** The six digits of the place of registration, such as {@code 371327}. */
    public String regionCode() {
        return value.substring(REGION_FROM, REGION_TO);
    }

    /** The nine characters that number the organisation itself. */
    public String organisationCode() {
        return value.substring(ORGANISATION_FROM, LENGTH - 1);
    }

    /**
     * A remark on a code that is valid but unusual: the organisation code inside it has a check character of its own (GB 11714), which
     * does not fit. Historic codes exist for which this is so; nobody may be turned away for it.
     */
    public Optional<String> warning() {
        var code = organisationCode();
        int sum = 0;
        for (int i = 0; i < ORGANISATION_WEIGHTS.length; i++) {
            sum += Character.digit(code.charAt(i), 36) * ORGANISATION_WEIGHTS[i];
        }
        char expected = "0X987654321".charAt(sum % 11);
        return code.charAt(ORGANISATION_WEIGHTS.length) == expected
                ? Optional.empty()
                : Optional.of(
                        "The organisation code in positions 9 to 17 does not agree with its own check character.");
    }

    @Override
    public int compareTo(Usci other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }

    private static Optional<Problem> problemOfFirst17(String code) {
        for (int i = 0; i < LENGTH - 1; i++) {
            var problem = foreignCharacter(code, i);
            if (problem.isPresent()) {
                return problem;
            }
        }
        for (int i = REGION_FROM; i < REGION_TO; i++) {
            if (!isDigit(code.charAt(i))) {
                return Optional.of(Problem.at(Fault.REGION, code, i));
            }
        }
        return Optional.empty();
    }

    private static Optional<Problem> foreignCharacter(String code, int index) {
        return ALPHABET.indexOf(code.charAt(index)) < 0
                ? Optional.of(Problem.at(Fault.ALPHABET, code, index))
                : Optional.empty();
    }

    private static char checkCharacter(String code) {
        int sum = 0;
        for (int i = 0; i < WEIGHTS.length; i++) {
            sum += ALPHABET.indexOf(code.charAt(i)) * WEIGHTS[i];
        }
        return ALPHABET.charAt((31 - sum % 31) % 31);
    }

    private static String normalised(String text) {
        return text.strip().toUpperCase(Locale.ROOT);
    }

    private static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }

    /** The kinds of fault a text can have. */
    public enum Fault {
        LENGTH,
        ALPHABET,
        REGION,
        CHECK_DIGIT
    }

    /**
     * What is wrong, in parts that a service can put into words of its own language. The right check character is never told: usually
     * another character is mistyped, and a corrected last one would make a wrong code look right.
     *
     * @param position the place of the wrong character, counted from one; the number of characters when the length is wrong
     * @param found the wrong character; empty when the length is wrong
     */
    public record Problem(Fault fault, int position, String found) {

        static Problem at(Fault fault, String code, int index) {
            int character = code.codePointAt(index);
            // Half of a character outside the basic plane, or one that would spoil a message, is shown by its number.
            boolean printable = character > ' '
                    && Character.isDefined(character)
                    && !Character.isISOControl(character)
                    && Character.getType(character) != Character.SURROGATE
                    && Character.getType(character) != Character.FORMAT;
            return new Problem(
                    fault, index + 1, printable ? Character.toString(character) : "U+%04X".formatted(character));
        }

        public String text() {
            return switch (fault) {
                case LENGTH -> "A unified social credit code has 18 characters, this has %d.".formatted(position);
                case ALPHABET ->
                    "Character %d, \"%s\", cannot occur: digits and capital letters except I, O, S, V and Z can."
                            .formatted(position, found);
                case REGION ->
                    "Character %d, \"%s\", belongs to the region code (3 to 8) and must be a digit."
                            .formatted(position, found);
                case CHECK_DIGIT ->
                    "Check character %d, \"%s\", does not agree with the 17 characters before it; one of the 18 is wrong."
                            .formatted(position, found);
            };
        }
    }
}
