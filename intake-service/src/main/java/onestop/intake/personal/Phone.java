package onestop.intake.personal;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A mobile telephone number of the mainland. It is personal data: only {@link #value()} gives it whole, and printing it
 * shows the masked form.
 *
 * @param value the eleven digits
 */
public record Phone(String value) {
    private static final Pattern SHAPE = Pattern.compile("1[3-9][0-9]{9}");
    private static final Pattern COUNTRY = Pattern.compile("^(\\+|00)86");

    /** @throws IllegalArgumentException with the reason, which never repeats the number */
    public Phone {
        value = normalised(value);
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("A mobile number has 11 digits and begins with 13 to 19.");
        }
    }

    /** Whether the text is a number, spaces, hyphens and the country code apart. */
    public static boolean isPhone(@Nullable String text) {
        return text != null && SHAPE.matcher(normalised(text)).matches();
    }

    /** First three and last four digits: {@code 138****1234}. */
    public String masked() {
        return value.substring(0, 3) + "****" + value.substring(7);
    }

    @Override
    public String toString() {
        return masked();
    }

    private static String normalised(String text) {
        return COUNTRY.matcher(text.replaceAll("[\\s-]", "")).replaceFirst("");
    }
}
