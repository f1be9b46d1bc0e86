package onestop.webtest;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import onestop.web.Role;
import onestop.web.security.AccessTokens;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** A slice of one controller has the platform's security, problems and JSON, with a decoder that the test supplies. */
@WebMvcTest(SliceController.class)
@Import(ControllerSliceTests.Decoder.class)
class ControllerSliceTests {
    @TestConfiguration(proxyBeanMethods = false)
    static class Decoder {
        @Bean
        JwtDecoder decoder() {
            return AccessTokens.decoder(new ImmutableJWKSet<>(SampleIssuer.keys()), SampleIssuer.NAME);
        }
    }

    @Autowired
    MockMvcTester mvc;

    @Test
    void aTokenIsNeeded() {
        assertThat(mvc.get().uri("/slice"))
                .hasStatus(401)
                .hasContentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON)
                .bodyJson()
                .extractingPath("$.type")
                .isEqualTo("/problems/authentication-required");
    }

    @Test
    void theRoleCounts() {
        assertThat(mvc.get()
                        .uri("/slice")
                        .header("Authorization", "Bearer " + SampleIssuer.token("li", Role.APPLICANT)))
                .hasStatus(403);
        assertThat(mvc.get().uri("/slice").header("Authorization", "Bearer " + SampleIssuer.token("ops", Role.OPS)))
                .hasStatusOk()
                .bodyJson()
                .extractingPath("$.caller")
                .isEqualTo("ops");
    }
}
