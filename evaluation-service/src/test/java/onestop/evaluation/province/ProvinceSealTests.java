package onestop.evaluation.province;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Instant;
import java.util.HexFormat;
import java.util.Objects;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProvinceSealTests {
    private static final String KEY = "04f24ad00ff58d760b9d129e565e7ebfd23275a1e6cb4f316b002c0e1ac10921f2"
            + "bf365f959e5655f537fe1f7e29e52fc213d8484b12e8ff0b9d39249b3fe9fabd";
    private static final Instant MORNING = Instant.parse("2026-03-05T01:30:00Z");

    private final ProvinceSeal seal = new ProvinceSeal(KEY, "junan", "secret word");

    private static String hex(ProvinceSeal seal, String text) {
        return HexFormat.of().formatHex(Objects.requireNonNull(seal.seal(text)));
    }

    @Test
    void onlyTheProvinceReadsWhatIsSealed() throws Exception {
        var sealed = hex(seal, "{\"userName\":\"莒南县沂蒙食品有限公司\"}");

        assertThat(TheProvince.opens(sealed)).isEqualTo("{\"userName\":\"莒南县沂蒙食品有限公司\"}");
        assertThat(hex(seal, "a")).as("equal texts").isNotEqualTo(hex(seal, "a"));
    }

    @Test
    void aChangeIsNoticed() {
        var sealed = hex(seal, "message");
        var last = sealed.charAt(sealed.length() - 1);
        var changed = sealed.substring(0, sealed.length() - 1) + (last == '0' ? '1' : '0');

        assertThatExceptionOfType(InvalidCipherTextException.class).isThrownBy(() -> TheProvince.opens(changed));
    }

    @Test
    void theSenderIsKnownByASecretWordThatIsSealedWithTheTime() throws Exception {
        var signature = Objects.requireNonNull(seal.signature(MORNING));

        assertThat(signature.time()).isEqualTo("2026-03-05 09:30:00");
        assertThat(signature.appMark()).isEqualTo("junan");
        assertThat(TheProvince.opens(signature.sign())).isEqualTo("2026-03-05 09:30:00junansecret word");
    }

    @Test
    void withoutAKeyNothingIsSealed() {
        var none = new ProvinceSeal("", "", "");

        assertThat(none.on()).isFalse();
        assertThat(none.seal("a")).isNull();
        assertThat(none.signature(MORNING)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "04",
                "zz",
                "04f24ad00ff58d760b9d129e565e7ebfd23275a1e6cb4f316b002c0e1ac10921f2"
                        + "bf365f959e5655f537fe1f7e29e52fc213d8484b12e8ff0b9d39249b3fe9fabe"
            })
    void aKeyThatIsNoPointOfTheCurveStopsTheStartAndIsNotRepeated(String key) {
        assertThatIllegalStateException()
                .isThrownBy(() -> new ProvinceSeal(key, "junan", "word"))
                .withMessageContaining("public-key")
                .withMessageNotContaining("f24ad");
    }

    @Test
    void aKeyWithoutTheWordStopsTheStart() {
        assertThatIllegalStateException()
                .isThrownBy(() -> new ProvinceSeal(KEY, "junan", ""))
                .withMessageContaining("app-word");
    }
}
