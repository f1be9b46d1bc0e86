package onestop.web;

import java.util.List;

/**
 * A value that passed the framework's checks and is wrong all the same, such as a code with a wrong check digit. The
 * answer is 400 {@code /problems/invalid-request} with one entry in {@code errors}.
 *
 * <p>The message is looked up as {@code field.<code>}, {@code <code>} or {@code <code>.detail} in the service's
 * {@code problems} texts, then in the platform's.
 */
public class InvalidFieldException extends RuntimeException {
    private final String field;
    private final String code;
    private final transient List<Object> args;

    /**
     * @param field the field as the caller wrote it, with its path: {@code branches[3].usci}
     * @param code which rule was broken, in words that never change: {@code check-digit}
     * @param args what fills {@code {0}}, {@code {1}} … of the message
     */
    public InvalidFieldException(String field, String code, Object... args) {
        super(field + ": " + code, null, false, false);
        this.field = field;
        this.code = code;
        this.args = List.of(args);
    }

    public String field() {
        return field;
    }

    public String code() {
        return code;
    }

    public Object[] args() {
        return args.toArray();
    }
}
