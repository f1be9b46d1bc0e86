package onestop.local.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTests {

    @TempDir
    Path folder;

    @Test
    void eachRoleGetsItsOwnOnceAndOnlyTheOwnerReadsThem() throws Exception {
        Path file = folder.resolve("passwords");

        var first = Secrets.passwords(file, List.of("intake", "appeal"));
        var later = Secrets.passwords(file, List.of("intake", "appeal", "approval"));

        assertThat(first.values())
                .doesNotHaveDuplicates()
                .allSatisfy(password -> assertThat(password).hasSize(48));
        assertThat(later).containsAllEntriesOf(first).containsKey("approval");
        assertThat(Secrets.passwords(file, List.of("intake"))).isEqualTo(later);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void theKeysOfPersonalDataAreMadeOnceAndDiffer() throws Exception {
        Path file = folder.resolve("personal-keys");

        var first = Secrets.personalKeys(file);

        assertThat(first).containsOnlyKeys("conversations", "fingerprint", "sealing");
        assertThat(first.values())
                .doesNotHaveDuplicates()
                .allSatisfy(key ->
                        assertThat(Base64.getDecoder().decode(key)).hasSize(32).isNotEqualTo(new byte[32]));
        assertThat(Secrets.personalKeys(file)).isEqualTo(first);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }
}
