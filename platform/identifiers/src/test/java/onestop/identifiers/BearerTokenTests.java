package onestop.identifiers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BearerTokenTests {

    @ParameterizedTest
    @ValueSource(strings = {"Bearer aZ09-._~+/", "bearer aZ09-._~+/", "BEARER aZ09-._~+/"})
    void theSchemeIsReadInAnyCase(String header) {
        assertThat(BearerToken.isMeantBy(header)).isTrue();
        assertThat(BearerToken.in(header)).isEqualTo("aZ09-._~+/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bear", "Basic YWI=", "DPoP abc"})
    void anotherSchemeIsNone(String header) {
        assertThat(BearerToken.isMeantBy(header)).isFalse();
    }

    @Test
    void paddingStandsAtTheEnd() {
        assertThat(BearerToken.in("Bearer YWI==")).isEqualTo("YWI==");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer",
                "Bearer ",
                "Bearer  two-spaces",
                "Bearer a b",
                "Bearer a=b",
                "Bearer ==",
                "Bearer a,b",
                "Bearer a\tb",
                "Bearera",
                "Bearer 令牌"
            })
    void whatIsNoTokenIsNone(String header) {
        assertThat(BearerToken.in(header)).isEmpty();
    }
}
