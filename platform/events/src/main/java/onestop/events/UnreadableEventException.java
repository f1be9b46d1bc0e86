package onestop.events;

import java.util.Objects;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;

/**
 * The record will never be understood as it is: it goes to the dead letters without another try. The message is told in logs
 * and reasons, so it holds nothing of what was sent, which may be somebody's name or number.
 */
public class UnreadableEventException extends RuntimeException {
    private final String field;

    public UnreadableEventException(String message) {
        super(message);
        this.field = "";
    }

    public UnreadableEventException(String message, Throwable cause) {
        super(message, cause);
        this.field = "";
    }

    /** Says where in the record and how, and not, as the fault itself would, what stood there. */
    UnreadableEventException(String message, JacksonException fault) {
        super("%s: %s %s".formatted(message, fault.getClass().getSimpleName(), where(fault)));
        this.field = path(fault);
    }

    private static String where(JacksonException fault) {
        var path = path(fault);
        var location = fault.getLocation();
        return path.isEmpty()
                ? location == null
                        ? ""
                        : "in line %d, column %d".formatted(location.getLineNr(), location.getColumnNr())
                : "at " + path;
    }

    private static String path(JacksonException fault) {
        return fault.getPath().stream()
                .map(JacksonException.Reference::getPropertyName)
                .filter(Objects::nonNull)
                .collect(Collectors.joining("."));
    }

    /** The field that does not fit, as a path; empty when it is none in particular. */
    public String field() {
        return field;
    }
}
