package onestop.approval.penalties;

import java.util.regex.Pattern;
import onestop.web.InvalidFieldException;

/** Free text that is published must not hold what only belongs to a person: citizen numbers and mobile numbers. */
final class ImpersonalText {
    private static final Pattern PERSONAL = Pattern.compile(
            "(?<![0-9A-Za-z])(?:[1-9]\\d{5}(?:19|20)\\d{9}[0-9Xx]|1[3-9]\\d[ -]?\\d{4}[ -]?\\d{4})(?![0-9A-Za-z])");

    private ImpersonalText() {}

    static String of(String field, String text) {
        if (PERSONAL.matcher(text).find()) {
            throw new InvalidFieldException(field, "personal-data");
        }
        return text.strip();
    }
}
