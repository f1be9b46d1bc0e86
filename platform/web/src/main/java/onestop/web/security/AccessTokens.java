package onestop.web.security;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.time.Duration;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwtAudienceValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/**
 * The one way access tokens are checked: RS256 only, this issuer, audience {@code onestop}, within their time. RS256
 * because it is verified 15 times as fast as the elliptic curves on the JDK we run.
 */
public final class AccessTokens {
    public static final String AUDIENCE = "onestop";

    private static final Duration CLOCK_SKEW = Duration.ofSeconds(30);
    private static final int KEY_REQUEST_MILLIS = 2_000;
    private static final int KEY_SET_BYTES = 100_000;
    private static final long KEYS_LIVE_MILLIS = Duration.ofMinutes(5).toMillis();
    private static final long KEYS_WAIT_MILLIS = Duration.ofSeconds(5).toMillis();
    private static final long KEYS_SURVIVE_OUTAGE_MILLIS = Duration.ofHours(4).toMillis();

    /** A decoder with all checks for keys from anywhere; it remembers the tokens it has accepted. */
    public static JwtDecoder decoder(JWKSource<SecurityContext> keys, String issuer) {
        var decoder = NimbusJwtDecoder.withJwkSource(keys)
                .jwsAlgorithm(SignatureAlgorithm.RS256)
                .jwtProcessorCustomizer(processor -> processor.setJWSTypeVerifier(
                        new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null)))
                .build();
        var timestamps = new JwtTimestampValidator(CLOCK_SKEW);
        timestamps.setAllowEmptyExpiryClaim(false);
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(
                timestamps, new JwtIssuerValidator(issuer), new JwtAudienceValidator(AUDIENCE)));
        return new RememberingJwtDecoder(decoder);
    }

    /** The issuer's published keys: cached, fetched at most every 30 seconds, kept through an outage of the issuer. */
    static JWKSource<SecurityContext> keysAt(String uri) {
        return JWKSourceBuilder.<SecurityContext>create(
                        url(uri), new DefaultResourceRetriever(KEY_REQUEST_MILLIS, KEY_REQUEST_MILLIS, KEY_SET_BYTES))
                .cache(KEYS_LIVE_MILLIS, KEYS_WAIT_MILLIS)
                .refreshAheadCache(false)
                .retrying(true)
                .outageTolerant(KEYS_SURVIVE_OUTAGE_MILLIS)
                .build();
    }

    private static URL url(String uri) {
        try {
            return URI.create(uri).toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("onestop.security.jwk-set-uri is not a URL", e);
        }
    }

    private AccessTokens() {}
}
