package onestop.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class FileSettingsTests {
    @TempDir
    Path folder;

    private static Environment configured(Map<String, Object> properties) {
        var environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("test", properties));
        return environment;
    }

    @Test
    void eachServiceHasSettingsUnderItsOwnName() throws Exception {
        var environment = configured(Map.of(
                "onestop.evaluation.files.folder",
                folder.resolve("photos").toString(),
                "onestop.evaluation.files.at-once",
                "7",
                "onestop.evaluation.files.virus-scan.host",
                "clamav",
                "onestop.appeal.files.store",
                "s3",
                "onestop.appeal.files.s3.endpoint",
                "http://store:8333",
                "onestop.appeal.files.s3.secret-key",
                "must-not-be-told"));

        var evaluation = FileSettings.of(environment, "onestop.evaluation.files");
        var appeal = FileSettings.of(environment, "onestop.appeal.files");

        assertThat(evaluation.atOnce()).isEqualTo(7);
        assertThat(evaluation.virusScan().timeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(evaluation.scanner()).isInstanceOf(ClamAv.class);
        assertThat(evaluation.openStore().incoming()).startsWith(folder.resolve("photos"));
        assertThat(appeal.store()).isEqualTo(FileSettings.Store.S3);
        assertThat(appeal.toString()).doesNotContain("must-not-be-told");
        assertThatIllegalStateException().isThrownBy(appeal::openStore).withMessageContaining("files.s3.bucket");
    }

    @Test
    void withoutSettingsContentsLieInAFolderAndNobodyScans() {
        var settings = FileSettings.of(configured(Map.of()), "onestop.evaluation.files");

        assertThat(settings.store()).isEqualTo(FileSettings.Store.FOLDER);
        assertThat(settings.s3().pathStyle()).isTrue();
        assertThat(settings.scanner()).isNotInstanceOf(ClamAv.class);
    }
}
