package onestop.web.security;

import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import onestop.web.Problems;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;

/** What the security filters answer: 401 or 403 as a problem, and 503 when the issuer's keys cannot be had. */
final class SecurityReplies implements AuthenticationEntryPoint, AccessDeniedHandler, AuthenticationFailureHandler {
    private static final Logger log = LoggerFactory.getLogger(SecurityReplies.class);

    private final Problems problems;

    SecurityReplies(Problems problems) {
        this.problems = problems;
    }

    /** No token where one is needed. */
    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException exception)
            throws IOException {
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"onestop\"");
        problems.write(request, response, problems.of(HttpStatus.UNAUTHORIZED, "authentication-required"));
    }

    /** A token that is not accepted. Why is not told: it would help nobody but a forger. */
    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException exception)
            throws IOException {
        if (exception instanceof AuthenticationServiceException && !isForeignKey(exception)) {
            log.error("Tokens cannot be checked: the issuer's keys are not to be had", exception);
            response.setHeader(HttpHeaders.RETRY_AFTER, "5");
            problems.write(request, response, problems.of(HttpStatus.SERVICE_UNAVAILABLE, "temporarily-unavailable"));
            return;
        }
        log.debug("Token refused: {}", exception.getMessage());
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"onestop\", error=\"invalid_token\"");
        problems.write(request, response, problems.of(HttpStatus.UNAUTHORIZED, "invalid-token"));
    }

    /** The keys were fetched moments ago and the token names another one: the token is wrong, not the issuer away. */
    private static boolean isForeignKey(AuthenticationException exception) {
        for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
            if (cause instanceof RateLimitReachedException) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException exception)
            throws IOException {
        problems.write(request, response, problems.of(HttpStatus.FORBIDDEN, "role-not-allowed"));
    }
}
