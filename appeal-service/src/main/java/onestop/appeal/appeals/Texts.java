package onestop.appeal.appeals;

import onestop.web.InvalidFieldException;
import org.jspecify.annotations.Nullable;

/** What people have typed, as it is kept: without blanks around it and without characters that the database cannot hold. */
final class Texts {
    static String of(String field, String typed) {
        if (typed.indexOf('\0') >= 0) {
            throw new InvalidFieldException(field, "nul-character");
        }
        return typed.strip();
    }

    static @Nullable String orNull(String field, @Nullable String typed) {
        var text = typed == null ? "" : of(field, typed);
        return text.isEmpty() ? null : text;
    }

    private Texts() {}
}
