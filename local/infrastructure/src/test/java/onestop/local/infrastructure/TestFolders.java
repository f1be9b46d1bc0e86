package onestop.local.infrastructure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Folders that another account can pass through, which those of JUnit are not. */
final class TestFolders {
    private TestFolders() {}

    static Path create() throws IOException {
        var folder = Files.createTempDirectory("onestop-infrastructure");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        return folder;
    }

    static Path sharedCache() {
        return Path.of("target", "postgres-cache").toAbsolutePath();
    }

    static void delete(Path folder) throws IOException {
        PostgresBinaries.delete(folder);
    }
}
