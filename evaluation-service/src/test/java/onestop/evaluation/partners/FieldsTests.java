package onestop.evaluation.partners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import onestop.web.InvalidFieldException;
import org.junit.jupiter.api.Test;

class FieldsTests {
    @Test
    void whatNoDatabaseKeepsIsRefused() {
        for (var text : List.of("\0", "差\0评", "差\ud83d", "\ude00差", "\ude00\ud83d")) {
            assertRefused(text);
        }
    }

    private static void assertRefused(String text) {
        assertThatExceptionOfType(InvalidFieldException.class)
                .isThrownBy(() -> Fields.text(text, 150))
                .satisfies(refused -> {
                    assertThat(refused.field()).isEqualTo("text");
                    assertThat(refused.code()).isEqualTo("character");
                });
    }

    @Test
    void aWholePairIsOneCharacterAndTextIsOtherwiseFree() {
        assertThat(Fields.text(" 窗口说\t\\N\n\ud83d\ude00 ", 150)).isEqualTo("窗口说\t\\N\n\ud83d\ude00");
        assertThat(Fields.text("\ud83d\ude00".repeat(150), 150)).hasSize(300);
    }
}
