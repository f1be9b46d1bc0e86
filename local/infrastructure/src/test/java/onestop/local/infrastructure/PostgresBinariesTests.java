package onestop.local.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresBinariesTests {
    @TempDir
    Path cache;

    @Test
    void unpackingAtTheSameTimeAndOverAHalfDoneTryGivesOneWholeCopy() throws Exception {
        Files.createDirectories(cache.resolve("postgres-unpacking/bin"));
        Files.writeString(cache.resolve("postgres-unpacking/bin/postgres"), "half");

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = threads.submit(() -> PostgresBinaries.unpackedIn(cache));
            var second = threads.submit(() -> PostgresBinaries.unpackedIn(cache));

            assertThat(first.get()).isEqualTo(second.get());
            for (var program : List.of("postgres", "initdb", "pg_ctl")) {
                assertThat(first.get().resolve("bin").resolve(program)).isExecutable();
            }
        }
        assertThat(cache.resolve("postgres-unpacking")).doesNotExist();
    }
}
