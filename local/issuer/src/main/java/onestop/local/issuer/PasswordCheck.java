package onestop.local.issuer;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.FactorGrantedAuthority;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/**
 * Decides whether user name and password belong together, for the sign-in page and for the password grant alike. The
 * one password is configured in clear, so nothing is won by a slow hash of it; guessing is slowed by the throttle.
 */
class PasswordCheck implements AuthenticationProvider {

    private final DemoUsers users;
    private final SignInThrottle throttle;
    private final byte[] password;

    PasswordCheck(DemoUsers users, SignInThrottle throttle, String password) {
        if (password.isBlank()) {
            throw new IllegalArgumentException("ONESTOP_DEMO_PASSWORD is empty");
        }
        this.users = users;
        this.throttle = throttle;
        this.password = password.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Authentication authenticate(Authentication attempt) {
        String username = attempt.getName();
        String address = address(attempt);
        throttle.waitFor(username, address).ifPresent(wait -> {
            throw new TooManyAttemptsException(wait);
        });
        boolean right = MessageDigest.isEqual(password, presented(attempt));
        if (!right || users.find(username).isEmpty()) {
            throttle.failed(username, address);
            throw new BadCredentialsException("User name or password is wrong");
        }
        throttle.succeeded(username, address);
        var person = UsernamePasswordAuthenticationToken.authenticated(
                username,
                null,
                List.of(FactorGrantedAuthority.fromAuthority(FactorGrantedAuthority.PASSWORD_AUTHORITY)));
        person.setDetails(attempt.getDetails());
        return person;
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
    }

    private static byte[] presented(Authentication attempt) {
        @Nullable Object credentials = attempt.getCredentials();
        return credentials == null ? new byte[0] : credentials.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String address(Authentication attempt) {
        return attempt.getDetails() instanceof WebAuthenticationDetails web ? web.getRemoteAddress() : "unknown";
    }
}
