package onestop.webtest;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import onestop.web.Role;

/** Signs tokens and publishes its keys over HTTP, as a real issuer does. */
public final class SampleIssuer {
    public static final String NAME = "https://issuer.sample";

    private static final RSAKey KEY = newKey("the-key");
    private static final RSAKey IMPOSTOR_WITH_SAME_NAME = newKey("the-key");
    private static final RSAKey UNKNOWN = newKey("another-key");
    private static final SampleIssuer STARTED = new SampleIssuer();

    private final HttpServer server;
    private final AtomicInteger keyRequests = new AtomicInteger();

    private SampleIssuer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            byte[] keys = keys().toString().getBytes(StandardCharsets.UTF_8);
            server.createContext("/keys", exchange -> {
                keyRequests.incrementAndGet();
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, keys.length);
                try (var body = exchange.getResponseBody()) {
                    body.write(keys);
                }
            });
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static SampleIssuer started() {
        return STARTED;
    }

    public static JWKSet keys() {
        return new JWKSet(KEY.toPublicJWK());
    }

    public String jwkSetUri() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/keys";
    }

    public int keyRequests() {
        return keyRequests.get();
    }

    public static String token(String user, Role... roles) {
        return token(claims -> claims.claim("preferred_username", user)
                .claim("roles", Arrays.stream(roles).map(Role::name).toList()));
    }

    public static String token(UnaryOperator<JWTClaimsSet.Builder> change) {
        return sign(KEY, "the-key", change);
    }

    public static String forged() {
        return sign(IMPOSTOR_WITH_SAME_NAME, "the-key", UnaryOperator.identity());
    }

    public static String ofUnknownKey() {
        return sign(UNKNOWN, "another-key", UnaryOperator.identity());
    }

    public static String unsigned() {
        return new PlainJWT(claims(UnaryOperator.identity())).serialize();
    }

    private static String sign(RSAKey key, String keyId, UnaryOperator<JWTClaimsSet.Builder> change) {
        try {
            var jwt = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(keyId).build(), claims(change));
            jwt.sign(new RSASSASigner(key));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JWTClaimsSet claims(UnaryOperator<JWTClaimsSet.Builder> change) {
        var now = Instant.now();
        return change.apply(new JWTClaimsSet.Builder()
                        .issuer(NAME)
                        .audience(List.of("onestop", "account"))
                        .subject("7d1c")
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plus(Duration.ofMinutes(5))))
                        .claim("preferred_username", "li")
                        .claim("name", "李")
                        .claim("roles", List.of("APPLICANT", "offline_access"))
                        .claim("unit", "XZSP")
                        .claim("region", "371327000000")
                        .claim("uscis", List.of("91371327MA3DEM0A2G")))
                .build();
    }

    private static RSAKey newKey(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
