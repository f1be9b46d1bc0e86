package onestop.evaluation.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyRingTests {
    private static final String ONE = "dGVzdHMgb25seTogdGhlIG5ld2VyIGtleSBvZiBjb2Q=";
    private static final String OTHER = "dGVzdHMgb25seTogdGhlIG9sZGVyIGtleSBvZiBjb2Q=";

    @Test
    void theFirstIsTheNewestAndAllAreKnown() {
        var keys = KeyRing.of("some.keys", "b:" + ONE + ", a:" + OTHER);

        assertThat(keys.newestId()).isEqualTo("b");
        assertThat(keys.knows("a")).isTrue();
        assertThat(keys.knows("c")).isFalse();
        assertThat(keys.aes("c")).isEmpty();
        var text = "x".getBytes(StandardCharsets.UTF_8);
        assertThat(keys.hmac("a", text)).hasSize(32).isNotEqualTo(keys.hmac("b", text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ONE,
                "A:" + ONE,
                "abcde:" + ONE,
                "a:",
                "a:*",
                "a:c2hvcnQ=",
                "a:" + ONE + ",a:" + OTHER,
                "a:" + ONE + ","
            })
    void whatIsNoListOfKeysIsToldWithoutRepeatingIt(String text) {
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> KeyRing.of("some.keys", text))
                .withMessageStartingWith("some.keys")
                .satisfies(told -> assertThat(told.getMessage()).doesNotContain(ONE, OTHER, "c2hvcnQ"));
    }
}
