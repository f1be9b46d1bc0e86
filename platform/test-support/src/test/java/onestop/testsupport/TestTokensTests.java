package onestop.testsupport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;

class TestTokensTests {
    private final JwtDecoder decoder = new PlatformTestConfiguration.Tokens().testTokenDecoder();

    @Test
    void aTokenSaysWhoAndWhat() {
        var token = decoder.decode(TestTokens.token("li")
                .name("李")
                .roleNames("EXAMINER", "REVIEWER")
                .unit("XZSP")
                .region("371327000000")
                .uscis("91371327MA3DEM0A2G")
                .sign());

        assertThat(token.getClaimAsString("preferred_username")).isEqualTo("li");
        assertThat(token.getClaimAsString("name")).isEqualTo("李");
        assertThat(token.getClaimAsStringList("roles")).containsExactly("EXAMINER", "REVIEWER");
        assertThat(token.getClaimAsString("unit")).isEqualTo("XZSP");
        assertThat(token.getClaimAsString("region")).isEqualTo("371327000000");
        assertThat(token.getClaimAsStringList("uscis")).containsExactly("91371327MA3DEM0A2G");
        assertThat(token.getHeaders()).containsEntry("alg", "RS256");
    }

    static List<String> tokensNobodyTrusts() {
        var good = TestTokens.token("li").sign();
        return List.of(
                TestTokens.token("li").expired().sign(),
                TestTokens.token("li").foreign().sign(),
                TestTokens.token("li").audience("another").sign(),
                TestTokens.token("li").issuer("https://elsewhere.test").sign(),
                good.substring(0, good.lastIndexOf('.') + 1),
                "nonsense");
    }

    @ParameterizedTest
    @MethodSource("tokensNobodyTrusts")
    void aBadTokenIsRefused(String token) {
        assertThatExceptionOfType(JwtException.class).isThrownBy(() -> decoder.decode(token));
    }

    @Test
    void thePublishedKeysHoldNothingSecret() {
        assertThat(TestTokens.jwkSet()).contains("\"kty\":\"RSA\"").doesNotContain("\"d\":");
    }
}
