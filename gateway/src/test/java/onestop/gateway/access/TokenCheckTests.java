package onestop.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import reactor.core.publisher.Mono;

class TokenCheckTests {
    private static final Instant NOON = Instant.parse("2026-03-02T04:00:00Z");

    private Instant now = NOON;
    private int verified;

    private final TokenCheck check = new TokenCheck(this::verify, () -> now);

    @Test
    void aTokenIsVerifiedOnce() {
        var first = authenticate("good");
        var second = authenticate("good");

        assertThat(verified).isEqualTo(1);
        assertThat(second).isSameAs(first);
        assertThat(first.getName()).isEqualTo("applicant");
        assertThat(first.getAuthorities())
                .extracting(GrantedAuthority::getAuthority)
                .containsExactly("APPLICANT", "WINDOW");
    }

    @Test
    void anotherTokenIsAnotherMatter() {
        authenticate("good");
        authenticate("good-too");

        assertThat(verified).isEqualTo(2);
    }

    @Test
    void aRememberedTokenIsForgottenWhenItExpires() {
        authenticate("good");

        now = NOON.plus(Duration.ofMinutes(10));
        authenticate("good");

        assertThat(verified).isEqualTo(2);
    }

    @Test
    void aRefusedTokenIsNotRemembered() {
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> authenticate("bad")).isInstanceOf(InvalidBearerTokenException.class);
        }

        assertThat(verified).isEqualTo(2);
    }

    @Test
    void keysThatCannotBeHadAreNotTheSendersFault() {
        assertThatThrownBy(() -> authenticate("no-keys")).isInstanceOf(AuthenticationServiceException.class);
    }

    private Authentication authenticate(String token) {
        return Objects.requireNonNull(
                check.authenticate(new BearerTokenAuthenticationToken(token)).block(Duration.ofSeconds(5)));
    }

    private Mono<Jwt> verify(String token) {
        verified++;
        return switch (token) {
            case "bad" -> Mono.error(new BadJwtException("no"));
            case "no-keys" -> Mono.error(new IllegalStateException("no keys"));
            default ->
                Mono.just(Jwt.withTokenValue(token)
                        .header("alg", "RS256")
                        .claim("preferred_username", "applicant")
                        .claim("roles", List.of("APPLICANT", "WINDOW"))
                        .issuedAt(NOON)
                        .expiresAt(NOON.plus(Duration.ofMinutes(10)))
                        .build());
        };
    }
}
