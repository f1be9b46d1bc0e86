package onestop.web.security;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Settings under {@code onestop.security}.
 *
 * @param issuer the {@code iss} that tokens must carry
 * @param jwkSetUri where the issuer publishes its keys
 */
@ConfigurationProperties("onestop.security")
record SecuritySettings(@Nullable String issuer, @Nullable String jwkSetUri) {}
