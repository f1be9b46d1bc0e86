package onestop.gateway.problem;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Ends a request with a problem of the gateway's own. Foreseen, so it carries no stack trace. */
public final class ProblemException extends RuntimeException {
    private final Problem problem;
    private final transient Object[] args;
    private final @Nullable Duration retryAfter;

    ProblemException(Problem problem, @Nullable Duration retryAfter, Object... args) {
        super(problem.slug(), null, false, false);
        this.problem = problem;
        this.retryAfter = retryAfter;
        this.args = args.clone();
    }

    public Problem problem() {
        return problem;
    }

    @Nullable
    Duration retryAfter() {
        return retryAfter;
    }

    Object[] args() {
        return args.clone();
    }
}
