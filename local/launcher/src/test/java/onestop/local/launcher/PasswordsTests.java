package onestop.local.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PasswordsTests {

    @TempDir
    Path folder;

    @Test
    void eachRoleGetsItsOwnOnceAndOnlyTheOwnerReadsThem() throws Exception {
        Path file = folder.resolve("passwords");

        var first = Passwords.keptIn(file, List.of("intake", "appeal"));
        var later = Passwords.keptIn(file, List.of("intake", "appeal", "approval"));

        assertThat(first.values())
                .doesNotHaveDuplicates()
                .allSatisfy(password -> assertThat(password).hasSize(48));
        assertThat(later).containsAllEntriesOf(first).containsKey("approval");
        assertThat(Passwords.keptIn(file, List.of("intake"))).isEqualTo(later);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }
}
