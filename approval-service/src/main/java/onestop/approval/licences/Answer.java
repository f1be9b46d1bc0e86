package onestop.approval.licences;

import java.util.List;
import org.springframework.http.HttpStatus;

/** What a command on a licence came to. */
sealed interface Answer<T> {
    record Done<T>(T value) implements Answer<T> {}

    /** Turned down, with the public problem type. */
    record Declined<T>(HttpStatus status, String problem, List<Object> args) implements Answer<T> {}

    static <T> Answer<T> conflict(String problem, Object... args) {
        return new Declined<>(HttpStatus.CONFLICT, problem, List.of(args));
    }

    static <T> Answer<T> forbidden(String problem, Object... args) {
        return new Declined<>(HttpStatus.FORBIDDEN, problem, List.of(args));
    }

    static <T> Answer<T> unknown(String problem) {
        return new Declined<>(HttpStatus.NOT_FOUND, problem, List.of());
    }
}
