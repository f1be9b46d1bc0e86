package onestop.web;

import java.util.List;
import org.springframework.http.HttpStatus;

/**
 * Ends the request with a problem document. For places that have no return value to say it with, such as argument
 * resolvers and filters; a use case that declines returns a value, see {@link Problems#reply}.
 */
public final class ProblemException extends RuntimeException {
    private final HttpStatus status;
    private final String slug;
    private final transient List<Object> args;

    public ProblemException(HttpStatus status, String slug, Object... args) {
        super(slug, null, false, false);
        this.status = status;
        this.slug = slug;
        this.args = List.of(args);
    }

    public HttpStatus status() {
        return status;
    }

    public String slug() {
        return slug;
    }

    public Object[] args() {
        return args.toArray();
    }
}
