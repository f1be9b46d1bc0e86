package onestop.local.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFilesTests {

    @TempDir
    Path folder;

    @Test
    void theTailIsWholeLinesOnly() throws Exception {
        Path file = Files.writeString(folder.resolve("a.log"), "一\n二\n三\n");

        assertThat(LogFiles.tail(file, 2)).containsExactly("二", "三");
        assertThat(LogFiles.tail(file, 9)).containsExactly("一", "二", "三");
    }

    @Test
    void ofAVeryLongLogOnlyTheEndIsRead() throws Exception {
        Path file = Files.writeString(folder.resolve("b.log"), "0123456789\n".repeat(100_000));

        assertThat(LogFiles.tail(file, 1_000_000)).hasSizeLessThan(30_000).containsOnly("0123456789");
    }
}
