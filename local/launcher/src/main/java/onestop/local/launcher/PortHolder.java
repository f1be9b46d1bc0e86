package onestop.local.launcher;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds out whether a port is taken, and by whom as far as this account may see. */
final class PortHolder {

    private static final String LISTENING = "0A";

    private PortHolder() {}

    static boolean taken(int port) {
        try (var socket = new ServerSocket()) {
            // connections of an earlier run that are still closing do not hold the port
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), 1);
            return false;
        } catch (IOException _) {
            return true;
        }
    }

    /** The process that listens there, as "pid 123 (java -jar …)"; empty when the system does not tell us. */
    static Optional<String> of(int port) {
        try {
            return inode(port).flatMap(PortHolder::processWithSocket);
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private static Optional<String> inode(int port) throws IOException {
        String suffix = ":%04X".formatted(port);
        for (String table : new String[] {"/proc/net/tcp", "/proc/net/tcp6"}) {
            Path file = Path.of(table);
            if (!Files.exists(file)) {
                continue;
            }
            for (String line : Files.readAllLines(file)) {
                String[] fields = line.strip().split("\\s+");
                if (fields.length > 9 && fields[1].endsWith(suffix) && fields[3].equals(LISTENING)) {
                    return Optional.of(fields[9]);
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<String> processWithSocket(String inode) {
        String wanted = "socket:[" + inode + "]";
        return ProcessHandle.allProcesses()
                .filter(process -> openFiles(process.pid()).anyMatch(wanted::equals))
                .findFirst()
                .map(process -> "pid %d (%s)".formatted(process.pid(), description(process)));
    }

    private static Stream<String> openFiles(long pid) {
        var targets = Stream.<String>builder();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(Path.of("/proc", Long.toString(pid), "fd"))) {
            for (Path file : files) {
                targets.add(Files.readSymbolicLink(file).toString());
            }
        } catch (IOException _) { // another account's process, or one that has just ended
        }
        return targets.build();
    }

    private static String description(ProcessHandle process) {
        String line =
                process.info().commandLine().or(() -> process.info().command()).orElse("unknown program");
        return line.length() > 100 ? line.substring(0, 100) + "…" : line;
    }
}
