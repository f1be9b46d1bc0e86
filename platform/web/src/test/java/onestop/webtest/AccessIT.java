package onestop.webtest;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import onestop.web.Role;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

@SampleService
class AccessIT {
    @LocalServerPort
    int port;

    Http http;

    @BeforeEach
    void connect() {
        http = new Http(port);
    }

    @Test
    void anOpenHandlerAnswersWithoutAToken() {
        var reply = http.get("/open").send();

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.at("$.caller")).isEqualTo("nobody");
    }

    @Test
    void anOpenHandlerKnowsACallerWhoSaysWhoHeIs() {
        assertThat(http.get("/open").as(SampleIssuer.token("li")).send().at("$.caller"))
                .isEqualTo("li");
    }

    @Test
    void theCallerIsWhatTheTokenSays() {
        var reply = http.get("/me").as(SampleIssuer.token(claims -> claims)).send();

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.at("$.subject")).isEqualTo("li");
        assertThat(reply.at("$.name")).isEqualTo("李");
        assertThat(reply.at("$.roles")).isEqualTo(List.of("APPLICANT"));
        assertThat(reply.at("$.unit")).isEqualTo("XZSP");
        assertThat(reply.at("$.region")).isEqualTo("371327000000");
        assertThat(reply.at("$.uscis")).isEqualTo(List.of("91371327MA3DEM0A2G"));
        assertThat(reply.at("$.text")).isEqualTo("Caller[li]");
    }

    @Test
    void withoutATokenTheAnswerIs401() {
        var reply = http.get("/me").send();

        assertThat(reply.problem()).isEqualTo("401 /problems/authentication-required");
        assertThat(reply.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"onestop\"");
        assertThat(reply.at("$.instance")).isEqualTo("/me");
    }

    @ParameterizedTest
    @MethodSource
    void aTokenThatIsNotAcceptedIs401(String why, String token) {
        for (var path : List.of("/me", "/open", "/nowhere", "/actuator/metrics")) {
            var reply =
                    http.get(path).as(token).header("Accept-Language", "zh-CN").send();

            assertThat(reply.problem()).as(why).isEqualTo("401 /problems/invalid-token");
            assertThat(reply.header("WWW-Authenticate")).contains("error=\"invalid_token\"");
            assertThat(reply.at("$.title")).isEqualTo("访问令牌无效");
            assertThat((String) reply.at("$.traceId")).matches("[0-9a-f]{32}");
        }
    }

    static Stream<Arguments> aTokenThatIsNotAcceptedIs401() {
        return Stream.of(
                refused("expired", claims -> claims.expirationTime(ago(Duration.ofMinutes(2)))),
                refused("without an end", claims -> claims.expirationTime(null)),
                refused("not yet valid", claims -> claims.notBeforeTime(ago(Duration.ofMinutes(-2)))),
                refused("for another audience", claims -> claims.audience("somebody-else")),
                refused("for no audience", claims -> claims.audience((String) null)),
                refused("of another issuer", claims -> claims.issuer("https://issuer.elsewhere")),
                refused("of no issuer", claims -> claims.issuer(null)),
                refused("naming nobody", claims -> claims.claim("preferred_username", null)),
                refused("naming a number", claims -> claims.claim("preferred_username", 7)),
                Arguments.of("signed by an impostor", SampleIssuer.forged()),
                Arguments.of("signed by an unknown key", SampleIssuer.ofUnknownKey()),
                Arguments.of("unsigned", SampleIssuer.unsigned()),
                Arguments.of("changed after signing", changed(SampleIssuer.token("li"))),
                Arguments.of("no token at all", "rubbish"));
    }

    private static Arguments refused(String why, UnaryOperator<JWTClaimsSet.Builder> change) {
        return Arguments.of(why, SampleIssuer.token(change));
    }

    private static Date ago(Duration time) {
        return Date.from(Instant.now().minus(time));
    }

    private static String changed(String token) {
        var parts = token.split("\\.");
        var other = SampleIssuer.token("wang", Role.OPS).split("\\.");
        return parts[0] + "." + other[1] + "." + parts[2];
    }

    @Test
    void theWrongRoleIs403() {
        var reply = http.get("/me")
                .as(SampleIssuer.token("ops", Role.OPS, Role.WINDOW))
                .send();

        assertThat(reply.problem()).isEqualTo("403 /problems/role-not-allowed");
    }

    @Test
    void rolesAreCheckedBeforeTheBodyIsRead() {
        var reply = http.post("/things", "{ rubbish").send();
        assertThat(reply.problem()).isEqualTo("401 /problems/authentication-required");

        reply = http.post("/things", "{ rubbish")
                .as(SampleIssuer.token("auditor", Role.AUDITOR))
                .send();
        assertThat(reply.problem()).isEqualTo("403 /problems/role-not-allowed");
    }

    @Test
    void aTokenIsCheckedOnceAndTheKeysAreNotFetchedForEachStranger() {
        http.get("/me").as(SampleIssuer.token("li", Role.APPLICANT)).send();
        int before = SampleIssuer.started().keyRequests();

        for (int i = 0; i < 20; i++) {
            http.get("/me").as(SampleIssuer.ofUnknownKey()).send();
            assertThat(http.get("/me")
                            .as(SampleIssuer.token("li", Role.APPLICANT))
                            .send()
                            .status())
                    .isEqualTo(200);
        }

        assertThat(SampleIssuer.started().keyRequests() - before).isLessThanOrEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/actuator/health", "/actuator/health/liveness", "/actuator/health/readiness"})
    void healthIsOpenAndTellsNothingMore(String path) {
        var reply = http.get(path).send();

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text()).doesNotContain("components", "postgres");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/actuator", "/actuator/metrics", "/actuator/info", "/actuator/loggers"})
    void therestOfTheActuatorIsForOperators(String path) {
        assertThat(http.get(path).send().problem()).isEqualTo("401 /problems/authentication-required");
        assertThat(http.get(path)
                        .as(SampleIssuer.token("li", Role.APPLICANT))
                        .send()
                        .problem())
                .isEqualTo("403 /problems/role-not-allowed");
        assertThat(http.get(path).as(SampleIssuer.token("ops", Role.OPS)).send().status())
                .isEqualTo(200);
    }

    @Test
    void operatorsSeeHealthInDetail() {
        assertThat(http.get("/actuator/health")
                        .as(SampleIssuer.token("ops", Role.OPS))
                        .send()
                        .text())
                .contains("components");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nowhere", "/", "/index.html", "/actuator/env", "/error"})
    void unknownAddressesAre404WithoutAToken(String path) {
        assertThat(http.get(path).send().problem()).isEqualTo("404 /problems/not-found");
    }

    @Test
    void answersAreNeitherCachedNorSniffedAndNoSessionIsMade() {
        var reply = http.get("/open").send();

        assertThat(reply.header("Cache-Control")).contains("no-store");
        assertThat(reply.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(reply.header("Content-Security-Policy")).contains("default-src 'none'");
        assertThat(reply.header("Set-Cookie")).isEqualTo("(none)");
    }

    @Test
    void theContractIsServedToAll() {
        var reply = http.get("/api/sample/openapi.json").send();

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Content-Type")).isEqualTo("application/json");
        assertThat(reply.at("$.info.title")).isEqualTo("Sample");
    }
}
