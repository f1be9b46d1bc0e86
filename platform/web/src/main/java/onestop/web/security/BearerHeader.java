package onestop.web.security;

import jakarta.servlet.http.HttpServletRequest;
import onestop.identifiers.BearerToken;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.server.resource.BearerTokenErrors;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;

/** The token in {@code Authorization: Bearer …} and nowhere else, read by {@link BearerToken}. */
final class BearerHeader implements BearerTokenResolver {
    @Override
    public @Nullable String resolve(HttpServletRequest request) {
        var header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header == null || !BearerToken.isMeantBy(header)) {
            return null;
        }
        var token = BearerToken.in(header);
        if (token.isEmpty()) {
            throw new OAuth2AuthenticationException(BearerTokenErrors.invalidToken("Bearer token is malformed"));
        }
        return token;
    }
}
