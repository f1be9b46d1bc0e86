package onestop.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderStoreTests {
    private static final String PLACE = "ab".repeat(32) + "-1";

    @TempDir
    Path folder;

    private static Path part(FolderStore store, String text) throws Exception {
        return Files.writeString(Files.createTempFile(store.incoming(), "upload-", ".part"), text);
    }

    @Test
    void whatIsStoredIsThereOnceAndStaysAsItIs() throws Exception {
        var store = new FolderStore(folder);
        store.put(PLACE, part(store, "content"));
        store.put(PLACE, part(store, "another, which cannot be"));

        try (var content = store.open(PLACE)) {
            assertThat(content).hasContent("content");
        }
        store.delete(PLACE);
        store.delete(PLACE);
        assertThatThrownBy(() -> store.open(PLACE)).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void aProcessThatIsKilledLeavesNoHalfContent() throws Exception {
        int seen = 0;
        for (int round = 0; round < 3; round++) {
            var home = folder.resolve("round" + round);
            var process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx64m",
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            KilledWriter.class.getName(),
                            home.toString())
                    .redirectErrorStream(true)
                    .start();
            try (var output =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                assertThat(output.readLine()).isEqualTo(KilledWriter.READY);
                TimeUnit.MILLISECONDS.sleep(37L * (round + 1));
            } finally {
                process.destroyForcibly();
            }
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();

            try (var contents = Files.walk(home.resolve("contents"))) {
                for (var file : contents.filter(Files::isRegularFile).toList()) {
                    var checksum = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
                    assertThat(HexFormat.of().formatHex(checksum))
                            .isEqualTo(file.getFileName().toString());
                    seen++;
                }
            }
        }
        assertThat(seen).isGreaterThanOrEqualTo(9);
    }
}
