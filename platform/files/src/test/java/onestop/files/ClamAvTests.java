package onestop.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ClamAvTests {
    /** The harmless file that every scanner calls harmful, in two parts so that none does so here. */
    private static final String EICAR = "X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + "EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*";

    /** Speaks the daemon's side of the protocol for one content and answers what the function says of it. */
    private static final class Daemon implements AutoCloseable {
        private final ServerSocket socket;
        private final Thread thread;

        Daemon(Function<String, @Nullable String> answers) throws IOException {
            socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
            thread = Thread.ofVirtual().start(() -> {
                try (var connection = socket.accept()) {
                    var in = new DataInputStream(connection.getInputStream());
                    var command = new String(in.readNBytes(10), StandardCharsets.US_ASCII);
                    var content = new ByteArrayOutputStream();
                    for (int length = in.readInt(); length > 0; length = in.readInt()) {
                        content.write(in.readNBytes(length));
                    }
                    var answer = command.equals("zINSTREAM\0")
                            ? answers.apply(content.toString(StandardCharsets.ISO_8859_1))
                            : "UNKNOWN COMMAND";
                    if (answer != null) {
                        connection.getOutputStream().write((answer + "\0").getBytes(StandardCharsets.US_ASCII));
                    } else {
                        Thread.sleep(5_000);
                    }
                } catch (IOException | InterruptedException _) {
                    // the test sees that there is no answer
                }
            });
        }

        ClamAv client() {
            return client(Duration.ofSeconds(30));
        }

        ClamAv client(Duration patience) {
            return new ClamAv("127.0.0.1", socket.getLocalPort(), patience);
        }

        @Override
        public void close() throws IOException {
            thread.interrupt();
            socket.close();
        }
    }

    private static @Nullable String verdict(String content) {
        return content.contains(EICAR) ? "stream: Eicar-Signature FOUND" : "stream: OK";
    }

    private static ByteArrayInputStream content(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void theScannersTestFileIsFound() throws Exception {
        try (var daemon = new Daemon(ClamAvTests::verdict)) {
            assertThat(daemon.client().isClean(content(EICAR))).isFalse();
        }
    }

    @Test
    void aContentOfSeveralPiecesArrivesWhole() throws Exception {
        var filler = "x".repeat(150_000);
        try (var daemon = new Daemon(all -> all.equals(filler) ? "stream: OK" : "stream: Other FOUND")) {
            assertThat(daemon.client().isClean(content(filler))).isTrue();
        }
        try (var daemon = new Daemon(ClamAvTests::verdict)) {
            assertThat(daemon.client().isClean(content(filler + EICAR + filler)))
                    .isFalse();
        }
    }

    @Test
    void whatIsNoAnswerIsNoYes() throws Exception {
        try (var daemon = new Daemon(_ -> "INSTREAM size limit exceeded. ERROR")) {
            assertThatThrownBy(() -> daemon.client().isClean(content("a")))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("size limit");
        }
        try (var daemon = new Daemon(_ -> null)) {
            assertThatThrownBy(() -> daemon.client(Duration.ofMillis(700)).isClean(content("a")))
                    .isInstanceOf(IOException.class);
        }
        var gone = new Daemon(ClamAvTests::verdict);
        gone.close();
        assertThatThrownBy(() -> gone.client().isClean(content("a"))).isInstanceOf(IOException.class);
    }
}
