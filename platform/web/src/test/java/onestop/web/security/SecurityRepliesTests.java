package onestop.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import onestop.web.ProblemsForTests;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.authentication.AuthenticationServiceException;

class SecurityRepliesTests {
    private final SecurityReplies replies = new SecurityReplies(ProblemsForTests.create());
    private final MockHttpServletResponse response = new MockHttpServletResponse();

    @Test
    void anIssuerThatIsAwayIs503WithATimeToTryAgain() throws Exception {
        replies.onAuthenticationFailure(
                new MockHttpServletRequest("GET", "/me"), response, new AuthenticationServiceException("no keys"));

        assertThat(response.getStatus()).isEqualTo(503);
        assertThat(response.getHeader("Retry-After")).isEqualTo("5");
        assertThat(response.getContentAsString()).contains("/problems/temporarily-unavailable", "\"instance\":\"/me\"");
    }

    @Test
    void anUnknownKeyRightAfterTheKeysWereFetchedIs401() throws Exception {
        replies.onAuthenticationFailure(
                new MockHttpServletRequest("GET", "/me"),
                response,
                new AuthenticationServiceException("no key", new RateLimitReachedException()));

        assertThat(response.getStatus()).isEqualTo(401);
        assertThat(response.getContentAsString()).contains("/problems/invalid-token");
    }
}
