package onestop.web.errors;

import onestop.web.FieldProblem;
import onestop.web.Problems;
import org.jspecify.annotations.Nullable;

/**
 * The reason a value type of ours gave for refusing a value. Only ours: the message of a library may tell class names
 * or quote what nobody should read.
 */
final class OwnWords {
    private static final String OURS = "onestop.";

    static FieldProblem of(Problems problems, String field, Class<?> type, @Nullable Throwable refusal) {
        for (Throwable cause = refusal; cause != null; cause = cause.getCause()) {
            if (cause instanceof IllegalArgumentException
                    && cause.getMessage() != null
                    && type.getName().startsWith(OURS)
                    && thrownByUs(cause)) {
                return problems.field(field, "refused", cause.getMessage());
            }
        }
        return problems.field(field, "not-acceptable");
    }

    private static boolean thrownByUs(Throwable refusal) {
        var trace = refusal.getStackTrace();
        return trace.length > 0 && trace[0].getClassName().startsWith(OURS);
    }

    private OwnWords() {}
}
