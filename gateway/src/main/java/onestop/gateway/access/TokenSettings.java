package onestop.gateway.access;

import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whose tokens are accepted.
 *
 * @param issuer the exact {@code iss} claim
 * @param jwkSetUri where the issuer publishes its keys
 * @param audience what the {@code aud} claim must contain
 */
@ConfigurationProperties("onestop.security")
record TokenSettings(
        String issuer,
        URI jwkSetUri,
        @DefaultValue("onestop") String audience) {}
