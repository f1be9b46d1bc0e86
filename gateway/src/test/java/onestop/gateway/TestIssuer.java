package onestop.gateway;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;

/** A real issuer: publishes its key over HTTP and signs with RS256. */
final class TestIssuer {
    static final String NAME = "http://issuer.test";

    private final RSAKey key = newKey("first");
    private final Backend keys = new Backend("issuer");

    TestIssuer() {
        publish();
    }

    URI keysUri() {
        return keys.uri().resolve("/oauth2/jwks");
    }

    /** How often the keys were asked for. */
    int asked() {
        return keys.received().size();
    }

    String tokenOf(String username, String... roles) {
        return sign(claims(username, roles).build(), key);
    }

    JWTClaimsSet.Builder claims(String username, String... roles) {
        var now = Instant.now();
        return new JWTClaimsSet.Builder()
                .issuer(NAME)
                .subject(username)
                .audience("onestop")
                .claim("preferred_username", username)
                .claim("roles", List.of(roles))
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(Duration.ofMinutes(5))));
    }

    String sign(JWTClaimsSet.Builder claims) {
        return sign(claims.build(), key);
    }

    /** Signed by somebody else who uses our key's name. */
    String foreign(String username, String... roles) {
        return sign(claims(username, roles).build(), newKey("first"));
    }

    String withUnknownKey(String keyId, String username) {
        return sign(claims(username).build(), newKey(keyId));
    }

    String unsigned(String username) {
        return new PlainJWT(claims(username, "OPS").build()).serialize();
    }

    /** The classic confusion: the public key used as a shared secret. */
    String signedWithPublicKeyAsSecret(String username) {
        try {
            var token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("first").build(),
                    claims(username, "OPS").build());
            token.sign(
                    new MACSigner(key.toPublicJWK().toJSONString().getBytes(java.nio.charset.StandardCharsets.UTF_8)));
            return token.serialize();
        } catch (JOSEException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private void publish() {
        var published = new JWKSet(key.toPublicJWK()).toString();
        keys.behaves(exchange -> Backend.reply(exchange, 200, published));
    }

    private static String sign(JWTClaimsSet claims, RSAKey key) {
        try {
            var token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256)
                            .keyID(key.getKeyID())
                            .build(),
                    claims);
            token.sign(new RSASSASigner(key));
            return token.serialize();
        } catch (JOSEException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static RSAKey newKey(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
