package onestop.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BearerHeaderTests {

    @ParameterizedTest
    @ValueSource(strings = {"Bearer aZ09-._~+/", "bearer aZ09-._~+/", "BEARER aZ09-._~+/"})
    void theSchemeIsReadInAnyCase(String header) {
        assertThat(BearerHeader.tokenIn(header)).isEqualTo("aZ09-._~+/");
    }

    @Test
    void paddingStandsAtTheEnd() {
        assertThat(BearerHeader.tokenIn("Bearer YWI==")).isEqualTo("YWI==");
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
        assertThat(BearerHeader.tokenIn(header)).isEmpty();
    }
}
