package onestop.gateway.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;

class TrustedProxiesTests {
    private final TrustedProxies proxies = new TrustedProxies(List.of("10.0.0.0/8", "fd00::/8"));

    @ParameterizedTest
    @CsvSource({
        "192.0.2.7,  203.0.113.9,              192.0.2.7",
        "10.0.0.1,   203.0.113.9,              203.0.113.9",
        "10.0.0.1,   '203.0.113.9, 10.0.0.2',  203.0.113.9",
        "10.0.0.1,   '1.1.1.1, 203.0.113.9',   203.0.113.9",
        "10.0.0.1,   '10.0.0.3, 10.0.0.2',     10.0.0.3",
        "10.0.0.1,   'evil.example',           10.0.0.1",
        "10.0.0.1,   '203.0.113.9, junk',      10.0.0.1",
        "10.0.0.1,   '',                       10.0.0.1",
        "10.0.0.1,   '2001:db8::1',            2001:db8:0:0:0:0:0:1",
        "fd00::1,    203.0.113.9,              203.0.113.9",
    })
    void theSenderIsTheNearestAddressThatIsNoTrustedProxy(String peer, String header, String sender) {
        var request = MockServerHttpRequest.get("/")
                .remoteAddress(new InetSocketAddress(peer, 40_000))
                .header("X-Forwarded-For", header)
                .build();

        assertThat(proxies.clientAddress(request)).isEqualTo(sender);
    }
}
