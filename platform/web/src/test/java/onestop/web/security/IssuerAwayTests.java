package onestop.web.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

import java.io.IOException;
import java.net.ServerSocket;
import onestop.webtest.SampleIssuer;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.BadJwtException;

class IssuerAwayTests {
    @Test // the filter answers 503 for these, and 401 for a BadJwtException
    void tokensAreNotCalledBadWhenTheKeysCannotBeFetched() throws IOException {
        int closedPort;
        try (var socket = new ServerSocket(0)) {
            closedPort = socket.getLocalPort();
        }
        var decoder = AccessTokens.decoder(
                AccessTokens.keysAt("http://127.0.0.1:" + closedPort + "/keys"), SampleIssuer.NAME);

        assertThatException()
                .isThrownBy(() -> decoder.decode(SampleIssuer.token("li")))
                .satisfies(e -> assertThat(e).isNotInstanceOf(BadJwtException.class));
    }
}
