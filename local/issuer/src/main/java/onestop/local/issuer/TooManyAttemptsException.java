package onestop.local.issuer;

import java.time.Duration;
import org.springframework.security.authentication.LockedException;

/** The password was not looked at, because too many wrong ones came before it. */
class TooManyAttemptsException extends LockedException {

    private final transient Duration wait;

    TooManyAttemptsException(Duration wait) {
        super("Too many wrong passwords; try again in %d seconds".formatted(seconds(wait)));
        this.wait = wait;
    }

    long retryAfterSeconds() {
        return seconds(wait);
    }

    private static long seconds(Duration wait) {
        return wait.toSeconds() + 1;
    }
}
