package onestop.local.infrastructure;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;

/** TCP ports of the loopback address. */
public final class Ports {
    private Ports() {}

    /** A port nobody uses at the moment; somebody may take it before you do. */
    public static int free() {
        try (var socket = new ServerSocket(0, 1, loopback())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new InfrastructureException("there is no free port", e);
        }
    }

    /** Whether a server accepts connections there. */
    public static boolean answers(int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(loopback(), port), 1_000);
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    /** Waits a moment, because a server that was killed a moment ago may still hold it. */
    static void requireFree(String server, int port) {
        if (!Waiting.until(Duration.ofSeconds(2), () -> isFree(port))) {
            throw new InfrastructureException(
                    "%s cannot have port %d: another program uses it. End that one or choose another port."
                            .formatted(server, port));
        }
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true); // connections of the last run may still be closing
            socket.bind(new InetSocketAddress(loopback(), port), 1);
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    private static InetAddress loopback() throws IOException {
        return InetAddress.getByAddress("localhost", new byte[] {127, 0, 0, 1});
    }
}
