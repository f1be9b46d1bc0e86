package onestop.approval.penalties;

import java.text.Normalizer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import onestop.web.InvalidFieldException;

/**
 * Free text that is published must not hold what only belongs to a person: citizen numbers of 18 or 15 digits (GB 11643) and telephone
 * numbers, also in groups and in full-width digits. Of landlines those are found that are written as such: with an area code, or after a
 * word for a telephone.
 */
final class ImpersonalText {
    /** What people put between groups of digits. */
    private static final String GAP = "[\\s.·‐-―-]?";

    private static final String MONTH = "(?:0" + GAP + "[1-9]|1" + GAP + "[0-2])";
    private static final String DAY = "(?:0" + GAP + "[1-9]|[12]" + GAP + "\\d|3" + GAP + "[01])";
    private static final String REGION = "[1-9]" + digits(5);

    private static final Pattern PERSONAL = Pattern.compile(
            "(?<![0-9A-Za-z])(?:"
                    + Stream.of(
                                    // citizen number: region, birthday, serial, check
                                    REGION + GAP + "(?:1" + GAP + "[89]|2" + GAP + "0)" + digits(2) + GAP + MONTH + GAP
                                            + DAY + digits(3) + GAP + "[0-9Xx]",
                                    // the old one: no century, no check
                                    REGION + digits(2) + GAP + MONTH + GAP + DAY + digits(3),
                                    // mobile, with or without the code of the country
                                    "(?:(?:\\+|00)?86" + GAP + ")?1" + GAP + "[3-9]" + digits(9),
                                    // landline with its area code, at home or from abroad
                                    "(?:(?:\\+|00)86" + GAP + "\\(?0?|\\(?0)" + areaAndNumber("10|2\\d", 4),
                                    "(?:(?:\\+|00)86" + GAP + "\\(?0?|\\(?0)" + areaAndNumber("[3-9]\\d{2}", 3))
                            .collect(Collectors.joining("|"))
                    + ")(?![0-9A-Za-z])"
                    + "|(?:电话|座机|手机|tel|phone)\\D{0,6}[2-8]\\d{2,3}" + GAP + "\\d{4}(?![0-9A-Za-z])",
            Pattern.CASE_INSENSITIVE);

    /** Characters that are not seen, and full-width forms, hide no number. */
    private static final Pattern UNSEEN = Pattern.compile("\\p{Cf}");

    private ImpersonalText() {}

    /** @param first how many digits the number has before its last four, at least */
    private static String areaAndNumber(String area, int first) {
        return "(?:%s)(?:\\)\\s?|%s)[2-8]\\d{%d,3}%s\\d{4}".formatted(area, GAP, first - 1, GAP);
    }

    private static String digits(int count) {
        return "(?:" + GAP + "\\d){" + count + "}";
    }

    static String of(String field, String text) {
        var plain =
                UNSEEN.matcher(Normalizer.normalize(text, Normalizer.Form.NFKC)).replaceAll("");
        if (PERSONAL.matcher(plain).find()) {
            throw new InvalidFieldException(field, "personal-data");
        }
        return text.strip();
    }
}
