package onestop.local.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class PortHolderTests {

    @Test
    void theProcessThatListensIsNamed() throws Exception {
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            port = socket.getLocalPort();

            assertThat(PortHolder.taken(port)).isTrue();
            assertThat(PortHolder.of(port))
                    .hasValueSatisfying(holder -> assertThat(holder)
                            .startsWith("pid " + ProcessHandle.current().pid() + " (")
                            .contains("java"));
        }
        assertThat(PortHolder.taken(port)).isFalse();
        assertThat(PortHolder.of(port)).isEmpty();
    }

    @Test
    void aPortHeldOnAllAddressesIsTakenToo() throws Exception {
        try (var socket = new ServerSocket(0)) {
            assertThat(PortHolder.taken(socket.getLocalPort())).isTrue();
            assertThat(PortHolder.of(socket.getLocalPort())).isPresent();
        }
    }
}
