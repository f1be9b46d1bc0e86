package onestop.web.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;

/**
 * Checks each token once and remembers it until it expires, under its SHA-256 so that no token lies in memory as a key.
 * Only accepted tokens are remembered, at most 10 000 of them.
 */
final class RememberingJwtDecoder implements JwtDecoder {
    private static final int MOST = 10_000;

    private final JwtDecoder decoder;
    private final InstantSource clock = InstantSource.system();
    private final Cache<ByteBuffer, Jwt> accepted = Caffeine.newBuilder()
            .maximumSize(MOST)
            .expireAfter(Expiry.<ByteBuffer, Jwt>creating((_, jwt) -> remaining(jwt)))
            .build();

    RememberingJwtDecoder(JwtDecoder decoder) {
        this.decoder = decoder;
    }

    @Override
    public Jwt decode(String token) {
        var key = ByteBuffer.wrap(sha256(token));
        var known = accepted.getIfPresent(key);
        // The cache's clock is monotonic and the token's is not, so the end is compared again.
        if (known != null && !remaining(known).isZero()) {
            return known;
        }
        var jwt = decoder.decode(token);
        if (!remaining(jwt).isZero()) {
            accepted.put(key, jwt);
        }
        return jwt;
    }

    private Duration remaining(Jwt jwt) {
        Instant end = jwt.getExpiresAt();
        Instant now = clock.instant();
        return end == null || end.isBefore(now) ? Duration.ZERO : Duration.between(now, end);
    }

    private static byte[] sha256(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
