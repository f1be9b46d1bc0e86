package onestop.local.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DemonstrationUsersTests {

    @Test
    void everyRoleIsALineAndNoLineIsLong() {
        var lines = DemonstrationUsers.byRole(Path.of("../demo-users.json"));

        assertThat(lines).hasSize(14).allSatisfy(line -> assertThat(line).hasSizeLessThan(100));
        assertThat(lines).anySatisfy(line -> assertThat(line).contains("EXAMINER", "examiner-xzsp", "(16,"));
    }
}
