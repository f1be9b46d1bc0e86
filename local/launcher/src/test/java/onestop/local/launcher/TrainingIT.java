package onestop.local.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real JVMs learn from real runs; only the programs are small. */
class TrainingIT {

    @TempDir
    Path folder;

    private final Progress progress = new Progress(new PrintStream(OutputStream.nullOutputStream()), false);

    @Test
    void whatACopyHasLearnedIsUsedByTheNextStartOfThePlatform() throws IOException {
        Path root = ExampleProject.in(folder.resolve("project"));
        var home = new Home(folder.resolve("home"));
        home.create();
        var platform = new Platform(root, home, PortPlan.random(), home.reusable(), AotUse.WHEN_THERE);
        assertThat(platform.untrained()).isTrue();

        var trained = new Training(root, home).run(progress, false);

        assertThat(trained).hasSize(7);
        assertThat(platform.untrained()).isFalse();
        assertThat(Processes.markedBy(new Home(home.training()))).isEmpty();
        assertThat(home.training().resolve("postgres")).doesNotExist();
        try {
            platform.up(progress);
            assertThat(platform.ignoringTheirCaches()).isEmpty();
            var pid = platform.part("intake").pid().orElseThrow();
            try (var maps = Files.lines(Path.of("/proc", Long.toString(pid), "maps"))) {
                assertThat(maps).anyMatch(line -> line.contains(home.reusable().aot() + "/intake-service-"));
            }
        } finally {
            platform.down(progress, Duration.ofSeconds(10));
        }
    }

    @Test
    void aCacheThatIsNotWholeIsNeverTakenIntoUse() throws Exception {
        Path jar = folder.resolve("example.jar");
        ExampleProgram.writeJar(jar);
        List<String> options = Jvm.options(16);
        var cache = AotCache.of(folder, "example", "content", options, jar.toString());
        train(cache, options, jar);
        byte[] whole = Files.readAllBytes(cache.draft());

        // as a machine that lost power would leave it
        Files.write(cache.draft(), Arrays.copyOf(whole, whole.length / 2));
        assertThat(cache.accept()).isFalse();
        assertThat(cache.trained()).isFalse();
        assertThat(cache.draft()).doesNotExist();

        Files.write(cache.draft(), whole);
        assertThat(cache.accept()).isTrue();
        assertThat(cache.trained()).isTrue();
    }

    @Test
    void anotherContentOrOtherOptionsAreAnotherCache() {
        var cache = cache("content", 16);

        assertThat(cache("content", 16)).isEqualTo(cache);
        assertThat(cache("changed", 16)).isNotEqualTo(cache);
        assertThat(cache("content", 32)).isNotEqualTo(cache);
    }

    private AotCache cache(String content, int heapMegabytes) {
        return AotCache.of(folder, "example", content, Jvm.options(heapMegabytes), "example.jar");
    }

    private static void train(AotCache cache, List<String> options, Path jar) throws Exception {
        var command = new ArrayList<String>();
        command.add(Jvm.program());
        command.addAll(options);
        command.addAll(cache.recordOptions());
        command.addAll(List.of("-jar", jar.toString()));
        var process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        // without a port the program ends by itself
        assertThat(process.waitFor()).isZero();
    }
}
