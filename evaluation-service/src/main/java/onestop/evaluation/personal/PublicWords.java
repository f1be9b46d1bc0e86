package onestop.evaluation.personal;

import java.util.regex.Pattern;
import onestop.web.InvalidFieldException;
import org.jspecify.annotations.Nullable;

/** Words that others than the parties read. They name nobody; of names nothing can be told by a rule, of numbers it can. */
public final class PublicWords {
    /** Numbers by which somebody could be called or found: of telephones, of identity cards, of enterprises. */
    private static final Pattern SOMEBODYS_NUMBER = Pattern.compile(
            "(?<![0-9])(1[0-9]{10}|0[0-9]{2,3}-?[0-9]{7,8}|[0-9]{17}[0-9Xx])(?![0-9])|(?<![0-9A-Z])[0-9A-HJ-NP-RTUWXY]{18}(?![0-9A-Z])");

    private PublicWords() {}

    /** Refuses a text with the number of somebody. */
    public static void check(String field, @Nullable String text) {
        if (text != null && SOMEBODYS_NUMBER.matcher(text).find()) {
            throw new InvalidFieldException(field, "number-of-somebody");
        }
    }
}
