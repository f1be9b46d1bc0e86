package onestop.local.infrastructure;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** TCP ports of the loopback address. */
public final class Ports {
    private static final int FIRST = 20_000;
    private static final int LAST = 32_000;
    private static final int TRIES = 1_000;

    private Ports() {}

    /**
     * A port nobody uses at the moment; somebody may take it before you do. It is below those that the system gives to
     * outgoing connections, which would often take it.
     */
    public static int free() {
        for (int i = 0; i < TRIES; i++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
            if (isFree(port)) {
                return port;
            }
        }
        throw new InfrastructureException("there is no free port between %d and %d".formatted(FIRST, LAST));
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
