package onestop.web.errors;

import org.springframework.http.HttpStatus;

/** The problem type for a refusal of which nothing but the status is known. */
final class Slugs {
    static String of(HttpStatus status) {
        return switch (status) {
            case UNAUTHORIZED -> "authentication-required";
            case FORBIDDEN -> "role-not-allowed";
            case NOT_FOUND -> "not-found";
            case METHOD_NOT_ALLOWED -> "method-not-allowed";
            case NOT_ACCEPTABLE -> "not-acceptable";
            case CONTENT_TOO_LARGE -> "body-too-large";
            case UNSUPPORTED_MEDIA_TYPE -> "media-type-not-supported";
            case SERVICE_UNAVAILABLE -> "temporarily-unavailable";
            default -> status.is4xxClientError() ? "bad-request" : "internal-error";
        };
    }

    private Slugs() {}
}
