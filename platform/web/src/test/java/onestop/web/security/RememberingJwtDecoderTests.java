package onestop.web.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;

class RememberingJwtDecoderTests {
    private final AtomicInteger checks = new AtomicInteger();

    private RememberingJwtDecoder decoder(Instant end) {
        return new RememberingJwtDecoder(token -> {
            checks.incrementAndGet();
            if (token.equals("bad")) {
                throw new BadJwtException("bad");
            }
            return Jwt.withTokenValue(token)
                    .header("alg", "RS256")
                    .issuedAt(end.minusSeconds(600))
                    .expiresAt(end)
                    .build();
        });
    }

    @Test
    void anAcceptedTokenIsCheckedOnce() {
        var decoder = decoder(Instant.now().plusSeconds(60));

        for (int i = 0; i < 5; i++) {
            assertThat(decoder.decode("a").getTokenValue()).isEqualTo("a");
        }
        assertThat(checks).hasValue(1);
    }

    @Test
    void anotherTokenIsAnotherMatter() {
        var decoder = decoder(Instant.now().plusSeconds(60));

        assertThat(decoder.decode("a").getTokenValue()).isEqualTo("a");
        assertThat(decoder.decode("b").getTokenValue()).isEqualTo("b");
        assertThat(checks).hasValue(2);
    }

    @Test
    void aRefusedTokenIsRefusedEachTime() {
        var decoder = decoder(Instant.now().plusSeconds(60));

        for (int i = 0; i < 3; i++) {
            assertThatExceptionOfType(BadJwtException.class).isThrownBy(() -> decoder.decode("bad"));
        }
        assertThat(checks).hasValue(3);
    }

    @Test
    void aTokenInItsLastSecondsIsNotRememberedBeyondItsEnd() {
        var decoder = decoder(Instant.now().minus(1, ChronoUnit.SECONDS));

        decoder.decode("a");
        decoder.decode("a");

        assertThat(checks).hasValue(2);
    }
}
