package onestop.gateway.access;

import org.springframework.http.HttpHeaders;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.server.resource.BearerTokenErrors;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.web.server.authentication.ServerAuthenticationConverter;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * The token in {@code Authorization: Bearer …} (RFC 6750, 2.1), and nowhere else. Spring Security's own converter reads a token of a
 * thousand characters with a regular expression, which took a twelfth of the gateway's time.
 */
class BearerHeader implements ServerAuthenticationConverter {
    private static final String SCHEME = "Bearer";

    @Override
    public Mono<Authentication> convert(ServerWebExchange exchange) {
        var header = exchange.getRequest().getHeaders().getFirst(HttpHeaders.AUTHORIZATION);
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Mono.empty();
        }
        var token = tokenIn(header);
        return token.isEmpty()
                ? Mono.error(
                        new OAuth2AuthenticationException(BearerTokenErrors.invalidToken("Bearer token is malformed")))
                : Mono.just(new BearerTokenAuthenticationToken(token));
    }

    /** @return empty when what follows the scheme is no token68 (RFC 9110, 11.2) */
    static String tokenIn(String header) {
        int from = SCHEME.length() + 1;
        if (header.length() <= from || header.charAt(from - 1) != ' ') {
            return "";
        }
        int end = header.length();
        while (end > from && header.charAt(end - 1) == '=') {
            end--;
        }
        for (int i = from; i < end; i++) {
            if (!inToken(header.charAt(i))) {
                return "";
            }
        }
        return end == from ? "" : header.substring(from);
    }

    private static boolean inToken(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || "-._~+/".indexOf(c) >= 0;
    }
}
