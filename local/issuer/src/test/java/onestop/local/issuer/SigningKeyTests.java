package onestop.local.issuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SigningKeyTests {

    @TempDir
    Path folder;

    @Test
    void theKeyIsMadeOnceAndReadByItsOwnerOnly() throws IOException {
        Path file = folder.resolve("issuer/signing-key.json");

        var made = SigningKey.keptIn(file);

        assertThat(SigningKey.keptIn(file)).isEqualTo(made);
        assertThat(made.isPrivate()).isTrue();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        try (var left = Files.list(file.getParent())) {
            assertThat(left).containsExactly(file);
        }
    }

    @Test
    void aFileWithoutAKeyIsNamedAndNotReplaced() throws IOException {
        Path file = Files.writeString(folder.resolve("signing-key.json"), "no key");

        assertThatThrownBy(() -> SigningKey.keptIn(file)).hasMessageContaining(file.toString());
        assertThat(file).hasContent("no key");
    }
}
