package onestop.local.infrastructure;

/** A server could not be prepared, started or stopped; the message says what to look at. */
public final class InfrastructureException extends RuntimeException {
    InfrastructureException(String message) {
        super(message);
    }

    InfrastructureException(String message, Throwable cause) {
        super(message, cause);
    }
}
