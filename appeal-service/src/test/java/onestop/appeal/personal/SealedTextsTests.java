package onestop.appeal.personal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SealedTextsTests {
    private static final String OLD = "old:" + key('a');
    private static final String NEW = "new:" + key('b');

    private static String key(char of) {
        return Base64.getEncoder().encodeToString(String.valueOf(of).repeat(32).getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void whatIsSealedIsReadInItsPlaceOnly() {
        var texts = new SealedTexts(OLD);
        var sealed = texts.seal("我的电话是13900000000", "conversation/1/1");
        assertThat(new String(sealed, StandardCharsets.UTF_8)).doesNotContain("13900000000");
        assertThat(texts.open(sealed, "conversation/1/1")).isEqualTo("我的电话是13900000000");
        assertThatThrownBy(() -> texts.open(sealed, "conversation/2/1")).hasMessageContaining("moved");
        assertThat(texts.seal("x", "p")).isNotEqualTo(texts.seal("x", "p"));
    }

    @Test
    void aChangedByteIsNoticed() {
        var texts = new SealedTexts(OLD);
        var sealed = texts.seal("原话", "p");
        sealed[sealed.length - 1] ^= 1;
        assertThatThrownBy(() -> texts.open(sealed, "p")).hasMessageContaining("changed");
    }

    @Test
    void anOlderKeyOpensWhatItSealedAsLongAsItIsThere() {
        var sealed = new SealedTexts(OLD).seal("原话", "p");
        assertThat(new SealedTexts(NEW + "," + OLD).open(sealed, "p")).isEqualTo("原话");
        assertThatThrownBy(() -> new SealedTexts(NEW).open(sealed, "p")).hasMessageContaining("not configured");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "secret", "a:short", "a:%%%", "BIG:YWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWE="})
    void withoutAProperKeyTheServiceDoesNotStartAndTellsNoSecret(String configured) {
        assertThatThrownBy(() -> new SealedTexts(configured))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("onestop.appeal.personal.keys")
                .hasMessageNotContaining("short");
    }
}
