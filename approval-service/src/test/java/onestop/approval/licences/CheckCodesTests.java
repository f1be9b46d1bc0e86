package onestop.approval.licences;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckCodesTests {
    private static final String OLD = key(1);
    private static final String NEW = key(2);

    private static String key(int seed) {
        byte[] bytes = new byte[32];
        java.util.Arrays.fill(bytes, (byte) seed);
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static String code(CheckCodes codes, String number) {
        return codes.of(LicenceExamples.licence(number));
    }

    @Test
    void aCodeBelongsToOneNumberAndOneKey() {
        var codes = CheckCodes.of(OLD);

        assertThat(code(codes, "XZSP-1")).hasSize(12).matches("[2-9A-HJ-NP-Z]+").isEqualTo(code(codes, "XZSP-1"));
        assertThat(codes.fits("XZSP-1", code(codes, "XZSP-1"))).isTrue();
        assertThat(codes.fits("XZSP-2", code(codes, "XZSP-1"))).isFalse();
        assertThat(codes.fits("XZSP-1", code(CheckCodes.of(NEW), "XZSP-1"))).isFalse();
        assertThat(IntStream.range(0, 1_000).mapToObj(i -> code(codes, "N" + i)))
                .doesNotHaveDuplicates();
    }

    @Test
    void itIsReadHoweverItIsTyped() {
        var codes = CheckCodes.of(OLD);
        var code = code(codes, "XZSP-1");

        assertThat(codes.fits(
                        "XZSP-1",
                        " " + code.substring(0, 4).toLowerCase(java.util.Locale.ROOT) + "-" + code.substring(4)))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "-", "AAAAAAAAAAAA", "很长的"})
    void anythingElseDoesNotFit(String code) {
        assertThat(CheckCodes.of(OLD).fits("XZSP-1", code)).isFalse();
        assertThat(CheckCodes.of(OLD).fits("XZSP-1", code(CheckCodes.of(OLD), "XZSP-1") + "2"))
                .isFalse();
    }

    @Test
    void printsOfAnEarlierKeyGoOnToBeAccepted() {
        var before = code(CheckCodes.of(OLD), "XZSP-1");
        var after = CheckCodes.of(NEW + ", " + OLD);

        assertThat(after.fits("XZSP-1", before)).isTrue();
        assertThat(code(after, "XZSP-1")).isNotEqualTo(before).isEqualTo(code(CheckCodes.of(NEW), "XZSP-1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no base64!", "c2hvcnQ="})
    void aKeyThatIsNoneIsRefusedWithoutBeingRepeated(String keys) {
        assertThatThrownBy(() -> CheckCodes.of(keys))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(CheckCodes.KEYS)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain(keys.isBlank() ? "dGVzdHM" : keys));
    }
}
