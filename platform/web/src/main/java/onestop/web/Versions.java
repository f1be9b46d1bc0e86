package onestop.web;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** Entity tags that are the version of the object: {@code "7"}. */
public final class Versions {
    private static final Pattern STRONG_TAG = Pattern.compile("\"(\\d{1,18})\"");

    public static String etag(long version) {
        return "\"" + version + "\"";
    }

    /**
     * The version a change is meant for. Without {@code If-Match} the answer is 428: a change that does not say what it
     * was based on could undo another's work. Whether the version is still current is for the caller to compare:
     * {@code problems.reply(PRECONDITION_FAILED, "stale-version")} if not.
     */
    public static long required(@Nullable String ifMatch) {
        if (ifMatch == null || ifMatch.isBlank()) {
            throw new ProblemException(HttpStatus.PRECONDITION_REQUIRED, "precondition-required");
        }
        var tag = STRONG_TAG.matcher(ifMatch.strip());
        if (!tag.matches()) {
            throw new InvalidFieldException("If-Match", "version");
        }
        return Long.parseLong(tag.group(1));
    }

    private Versions() {}
}
