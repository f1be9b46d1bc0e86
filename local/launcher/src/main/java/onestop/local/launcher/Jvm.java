package onestop.local.launcher;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How the JVMs of the platform are run on a small machine. */
final class Jvm {

    private Jvm() {}

    /** The {@code java} that runs this program runs the others too. */
    static String program() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** A heap of fixed size, the collector that costs least beside it, and an end rather than a limp when it is full. */
    static List<String> options(int heapMegabytes, String... more) {
        var options = new ArrayList<>(List.of(
                "-Xms" + heapMegabytes + "m",
                "-Xmx" + heapMegabytes + "m",
                "-XX:+UseSerialGC",
                "-XX:+UseCompactObjectHeaders",
                "-XX:ReservedCodeCacheSize=96m",
                "-XX:+ExitOnOutOfMemoryError",
                "--enable-native-access=ALL-UNNAMED"));
        options.addAll(List.of(more));
        return List.copyOf(options);
    }
}
