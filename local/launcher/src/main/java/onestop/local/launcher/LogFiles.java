package onestop.local.launcher;

import java.io.IOException;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Reads logs from their end, and goes on reading while they grow. */
final class LogFiles {

    private static final int TAIL_BYTES = 256 * 1024;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

    private LogFiles() {}

    /** The last lines of a file. */
    static List<String> tail(Path file, int lines) {
        try (var open = new RandomAccessFile(file.toFile(), "r")) {
            long from = Math.max(0, open.length() - TAIL_BYTES);
            open.seek(from);
            var bytes = new byte[(int) (open.length() - from)];
            open.readFully(bytes);
            List<String> all = new String(bytes, StandardCharsets.UTF_8).lines().toList();
            // the first one may be cut in the middle
            return all.subList(Math.max(from > 0 ? 1 : 0, all.size() - lines), all.size());
        } catch (IOException e) {
            throw new LauncherException("Cannot read " + file, e);
        }
    }

    /** Where reading goes on: a log that was rolled over is another file under the same name. */
    private static final class Followed {

        private final Path file;
        private final String prefix;
        private long position;
        private Object key;

        Followed(Path file, String prefix) throws IOException {
            this.file = file;
            this.prefix = prefix;
            this.position = Files.exists(file) ? Files.size(file) : 0;
            this.key = key();
        }

        private Object key() throws IOException {
            return Files.exists(file) ? Files.getAttribute(file, "unix:ino") : "none";
        }

        void printNew(PrintStream out) throws IOException {
            Object now = key();
            if (!now.equals(key) || Files.exists(file) && Files.size(file) < position) {
                key = now;
                position = 0;
            }
            if (!Files.exists(file) || Files.size(file) == position) {
                return;
            }
            try (var open = new RandomAccessFile(file.toFile(), "r")) {
                open.seek(position);
                var bytes = new byte[(int) Math.min(open.length() - position, TAIL_BYTES)];
                open.readFully(bytes);
                int whole = lastLineEnd(bytes);
                new String(bytes, 0, whole, StandardCharsets.UTF_8).lines().forEach(line -> out.println(prefix + line));
                position += whole;
            }
        }

        /** Half a line is left for the next look, except one that fills all we read. */
        private static int lastLineEnd(byte[] bytes) {
            for (int i = bytes.length; i > 0; i--) {
                if (bytes[i - 1] == '\n') {
                    return i;
                }
            }
            return bytes.length == TAIL_BYTES ? bytes.length : 0;
        }
    }

    /** Prints what the parts write from now on, until {@code over}. With several parts each line names its own. */
    static void follow(List<Part> parts, PrintStream out, BooleanSupplier over) {
        try {
            var followed = new ArrayList<Followed>();
            for (Part part : parts) {
                for (Path file : part.logs()) {
                    followed.add(new Followed(file, parts.size() == 1 ? "" : "%-18s | ".formatted(part.name())));
                }
            }
            while (!over.getAsBoolean()) {
                for (Followed each : followed) {
                    each.printNew(out);
                }
                out.flush();
                Thread.sleep(BETWEEN_LOOKS);
            }
        } catch (IOException e) {
            throw new LauncherException("Cannot read the logs", e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
