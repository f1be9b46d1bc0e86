package onestop.intake.upload;

import java.text.Normalizer;
import java.util.regex.Pattern;
import onestop.web.InvalidFieldException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;

/** The name of a file as its sender wrote it in {@code Content-Disposition}: shown to people, never used as a path. */
final class FileName {
    private static final String HEADER = "Content-Disposition";
    private static final int LONGEST = 200;

    /** Letters, digits, marks, punctuation, symbols and spaces, but nothing that is part of a path or cannot be seen. */
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}\\p{M}\\p{P}\\p{S} &&[^/\\\\:*?\"<>|]]+");

    static String of(@Nullable String disposition) {
        if (disposition == null || disposition.isBlank()) {
            throw new InvalidFieldException(HEADER, "required");
        }
        var name = nameIn(disposition);
        if (name == null || name.isBlank()) {
            throw new InvalidFieldException(HEADER, "file-name", LONGEST);
        }
        var normal = Normalizer.normalize(name.strip(), Normalizer.Form.NFC);
        if (normal.startsWith(".")
                || normal.codePointCount(0, normal.length()) > LONGEST
                || !NAME.matcher(normal).matches()) {
            throw new InvalidFieldException(HEADER, "file-name", LONGEST);
        }
        return normal;
    }

    private static @Nullable String nameIn(String disposition) {
        try {
            return ContentDisposition.parse(disposition).getFilename();
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    private FileName() {}
}
