package onestop.gateway.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.ReactiveAuthenticationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.security.oauth2.server.resource.authentication.JwtReactiveAuthenticationManager;
import reactor.core.publisher.Mono;

/**
 * Checks a token once and remembers the answer until the token expires, but no longer than a few minutes, so that a key the issuer withdraws
 * loses its force. A verification costs about as much as all else the gateway does for a request. Refused tokens are not remembered.
 */
class TokenCheck implements ReactiveAuthenticationManager {
    private static final int MOST_TOKENS = 10_000;
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final JwtReactiveAuthenticationManager verifier;
    private final InstantSource clock;
    private final Cache<String, JwtAuthenticationToken> accepted;

    TokenCheck(ReactiveJwtDecoder decoder, InstantSource clock) {
        this.clock = clock;
        this.verifier = new JwtReactiveAuthenticationManager(decoder);
        this.verifier.setJwtAuthenticationConverter(token -> Mono.just(authenticationOf(token)));
        this.accepted = Caffeine.newBuilder()
                .maximumSize(MOST_TOKENS)
                .expireAfter(Expiry.<String, JwtAuthenticationToken>creating((_, token) -> remaining(token)))
                .build();
    }

    @Override
    public Mono<Authentication> authenticate(Authentication bearer) {
        var key = digest(((BearerTokenAuthenticationToken) bearer).getToken());
        var known = accepted.getIfPresent(key);
        if (known != null && expiry(known).isAfter(clock.instant())) {
            return Mono.just(known);
        }
        return verifier.authenticate(bearer)
                .onErrorMap(IllegalStateException.class, TokenCheck::unableToCheck)
                .doOnNext(authentication -> accepted.put(key, (JwtAuthenticationToken) authentication));
    }

    private static JwtAuthenticationToken authenticationOf(Jwt token) {
        var roles = Objects.requireNonNullElse(token.getClaimAsStringList("roles"), List.<String>of());
        var name = token.getClaimAsString("preferred_username");
        return new JwtAuthenticationToken(
                token,
                roles.stream().map(SimpleGrantedAuthority::new).toList(),
                name == null ? Objects.requireNonNullElse(token.getSubject(), "") : name);
    }

    /** Not the sender's fault: the keys cannot be had. */
    private static AuthenticationServiceException unableToCheck(IllegalStateException failure) {
        return new AuthenticationServiceException("tokens cannot be checked", failure);
    }

    private Duration remaining(JwtAuthenticationToken token) {
        var left = Duration.between(clock.instant(), expiry(token));
        return left.compareTo(LONGEST) < 0 ? left : LONGEST;
    }

    private static Instant expiry(JwtAuthenticationToken token) {
        return Objects.requireNonNullElse(token.getToken().getExpiresAt(), Instant.MIN);
    }

    /** Tokens themselves are not kept in memory longer than a request. */
    private static String digest(String token) {
        try {
            var sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(token.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
