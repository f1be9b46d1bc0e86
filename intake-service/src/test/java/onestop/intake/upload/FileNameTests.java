package onestop.intake.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import onestop.web.InvalidFieldException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.ContentDisposition;

class FileNameTests {
    static String header(String name) {
        return ContentDisposition.attachment()
                .filename(name, StandardCharsets.UTF_8)
                .build()
                .toString();
    }

    @Test
    void namesAreReadAsTheyWereWritten() {
        assertThat(FileName.of("attachment; filename=\"a b.pdf\"")).isEqualTo("a b.pdf");
        assertThat(FileName.of(header("章程（2026年）.pdf"))).isEqualTo("章程（2026年）.pdf");
        assertThat(FileName.of(header("e\u0301.pdf")))
                .as("one way of writing é")
                .isEqualTo("\u00e9.pdf");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../etc/passwd",
                "..\\..\\boot.ini",
                "/etc/passwd",
                "C:\\a.pdf",
                "a/b.pdf",
                ".pdf",
                "..",
                "a\u0000.pdf",
                "a\u202efdp.exe",
                "a\n.pdf",
                "   ",
                "a<b>.pdf"
            })
    void pathsAndWhatCannotBeSeenAreRefused(String name) {
        assertThatThrownBy(() -> FileName.of(header(name))).isInstanceOf(InvalidFieldException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "attachment", "attachment; filename=", "form-data; name=\"x\"", ";;;"})
    void aHeaderWithoutANameIsRefused(String header) {
        assertThatThrownBy(() -> FileName.of(header)).isInstanceOf(InvalidFieldException.class);
    }

    @Test
    void lengthCountsCharactersNotBytes() {
        assertThat(FileName.of(header("章".repeat(196) + ".pdf"))).hasSize(200);
        assertThatThrownBy(() -> FileName.of(header("章".repeat(197) + ".pdf")))
                .isInstanceOf(InvalidFieldException.class);
    }
}
