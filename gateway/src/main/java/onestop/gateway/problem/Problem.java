package onestop.gateway.problem;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * Everything the gateway itself can answer with in place of a service. The slug is the contract ({@code /problems/<slug>}); the texts are in
 * {@code gateway-problems*.properties}.
 */
public enum Problem {
    BAD_REQUEST(HttpStatus.BAD_REQUEST, "bad-request"),
    AUTHENTICATION_REQUIRED(HttpStatus.UNAUTHORIZED, "authentication-required"),
    INVALID_TOKEN(HttpStatus.UNAUTHORIZED, "invalid-token"),
    ROLE_NOT_ALLOWED(HttpStatus.FORBIDDEN, "role-not-allowed"),
    NOT_FOUND(HttpStatus.NOT_FOUND, "not-found"),
    METHOD_NOT_ALLOWED(HttpStatus.METHOD_NOT_ALLOWED, "method-not-allowed"),
    REQUEST_INCOMPLETE(HttpStatus.REQUEST_TIMEOUT, "request-incomplete"),
    BODY_TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE, "body-too-large"),
    URI_TOO_LONG(HttpStatus.URI_TOO_LONG, "uri-too-long"),
    TOO_MANY_REQUESTS(HttpStatus.TOO_MANY_REQUESTS, "too-many-requests"),
    HEADERS_TOO_LARGE(HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "headers-too-large"),
    INTERNAL_ERROR(HttpStatus.INTERNAL_SERVER_ERROR, "internal-error"),
    CONNECTION_LOST(HttpStatus.BAD_GATEWAY, "connection-lost"),
    /** The service cannot be reached or its circuit is open: the request was not handed over. */
    SERVICE_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "service-unavailable"),
    /** All connections to the service are in use: the request was not handed over. */
    SERVICE_BUSY(HttpStatus.SERVICE_UNAVAILABLE, "service-busy"),
    /** Tokens cannot be checked because the issuer's keys cannot be had. */
    ISSUER_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "issuer-unavailable"),
    SERVICE_TIMEOUT(HttpStatus.GATEWAY_TIMEOUT, "service-timeout");

    private final HttpStatus status;
    private final String slug;

    Problem(HttpStatus status, String slug) {
        this.status = status;
        this.slug = slug;
    }

    public HttpStatus status() {
        return status;
    }

    String slug() {
        return slug;
    }

    public ProblemException toException(@Nullable Duration retryAfter, Object... args) {
        return new ProblemException(this, retryAfter, args);
    }
}
