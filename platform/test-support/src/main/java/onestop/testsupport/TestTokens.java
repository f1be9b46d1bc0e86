package onestop.testsupport;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import onestop.web.Role;
import org.jspecify.annotations.Nullable;

/**
 * Access tokens as the issuer makes them, signed by a key of this JVM that only the tests' decoder trusts.
 *
 * <pre>{@code
 * mvc.get().uri("/api/approval/desk").header("Authorization", "Bearer " + TestTokens.of("li", Role.EXAMINER))
 * }</pre>
 */
public final class TestTokens {
    /** The {@code iss} of these tokens; set as {@code onestop.security.issuer} in tests. */
    public static final String ISSUER = "https://issuer.test";

    /** The {@code aud} that services ask for. */
    public static final String AUDIENCE = "onestop";

    // Longer than any test run: some tests keep a token for as long as the JVM lives.
    private static final Duration LIFE = Duration.ofHours(4);

    private static final RSAKey KEY = newKey();

    private TestTokens() {}

    /** A token of a user with these roles and no more, ready to be put after {@code Bearer}. */
    public static String of(String username, Role... roles) {
        return token(username).roles(roles).sign();
    }

    /** Starts a token for this user, without roles, valid for longer than the tests run. */
    public static Builder token(String username) {
        return new Builder(username);
    }

    /** The public key, as a decoder's source of keys. */
    public static JWKSource<SecurityContext> keys() {
        return new ImmutableJWKSet<>(new JWKSet(KEY.toPublicJWK()));
    }

    /** What the issuer would publish as its keys, as JSON. */
    public static String jwkSet() {
        return new JWKSet(KEY.toPublicJWK()).toString();
    }

    private static RSAKey newKey() {
        try {
            return new RSAKeyGenerator(2048).keyID(UUID.randomUUID().toString()).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException("cannot make a key", e);
        }
    }

    /** A token in the making. */
    public static final class Builder {
        private final String username;
        private String name;
        private List<String> roles = List.of();
        private @Nullable String unit;
        private @Nullable String region;
        private List<String> uscis = List.of();
        private List<String> audience = List.of(AUDIENCE);
        private String issuer = ISSUER;
        private Instant expiresAt = Instant.now().plus(LIFE);
        private RSAKey key = KEY;

        private Builder(String username) {
            this.username = username;
            this.name = username;
        }

        public Builder name(String value) {
            this.name = value;
            return this;
        }

        /** In place of the roles given before. */
        public Builder roles(Role... values) {
            return roleNames(Arrays.stream(values).map(Role::name).toArray(String[]::new));
        }

        /** As {@link #roles}, for roles of no meaning to us or a module that does not know {@link Role}. */
        public Builder roleNames(String... names) {
            this.roles = List.of(names);
            return this;
        }

        public Builder unit(String value) {
            this.unit = value;
            return this;
        }

        public Builder region(String value) {
            this.region = value;
            return this;
        }

        /** The enterprises the user acts for, in place of those given before. */
        public Builder uscis(String... values) {
            this.uscis = List.of(values);
            return this;
        }

        /** In place of {@link #AUDIENCE}. */
        public Builder audience(String... values) {
            this.audience = List.of(values);
            return this;
        }

        /** In place of {@link #ISSUER}. */
        public Builder issuer(String value) {
            this.issuer = value;
            return this;
        }

        /** Its time is over, by more than the minute that clocks may differ. */
        public Builder expired() {
            this.expiresAt = Instant.now().minus(Duration.ofMinutes(5));
            return this;
        }

        /** Signed by a key that nobody trusts. */
        public Builder foreign() {
            this.key = newKey();
            return this;
        }

        /** The token, ready to be put after {@code Bearer}. */
        public String sign() {
            var claims = new JWTClaimsSet.Builder()
                    .issuer(issuer)
                    .audience(new ArrayList<>(audience))
                    .subject(username)
                    .jwtID(UUID.randomUUID().toString())
                    .issueTime(Date.from(expiresAt.minus(LIFE)))
                    .expirationTime(Date.from(expiresAt))
                    .claim("preferred_username", username)
                    .claim("name", name)
                    .claim("roles", roles)
                    .claim("unit", unit)
                    .claim("region", region)
                    .claim("uscis", uscis)
                    .build();
            var token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256)
                            .keyID(key.getKeyID())
                            .build(),
                    claims);
            try {
                token.sign(new RSASSASigner(key));
            } catch (JOSEException e) {
                throw new IllegalStateException("cannot sign", e);
            }
            return token.serialize();
        }
    }
}
