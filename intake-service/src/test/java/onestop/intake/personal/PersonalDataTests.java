package onestop.intake.personal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PersonalDataTests {
    private static final String NUMBER = "11010519491231002X";
    private static final String FINGERPRINT_KEY = key(9);

    private static String key(int seed) {
        var bytes = new byte[32];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (seed * 31 + i);
        }
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static PersonalData with(String keys) {
        return new PersonalData(keys, FINGERPRINT_KEY);
    }

    // --- sealing

    @ParameterizedTest
    @ValueSource(strings = {NUMBER, "13812345678", "", "临沂市莒南县天桥路1号", "😀"})
    void whatIsSealedIsOpenedUnchanged(String text) {
        var personal = with("a:" + key(1));

        assertThat(personal.open(personal.seal(text))).isEqualTo(text);
    }

    @Test
    void equalTextsAreSealedDifferentlyAndNoneShowsItsText() {
        var personal = with("a:" + key(1));
        var seen = new HashSet<String>();

        for (int i = 0; i < 1_000; i++) {
            var sealed = personal.seal(NUMBER);
            seen.add(Base64.getEncoder().encodeToString(sealed));
            assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain(NUMBER.substring(0, 6));
        }

        assertThat(seen).hasSize(1_000);
    }

    @Test
    void everyChangedBitIsNoticed() {
        var personal = with("a:" + key(1) + ",b:" + key(2));
        var sealed = personal.seal(NUMBER);

        for (int bit = 0; bit < sealed.length * 8; bit++) {
            var changed = sealed.clone();
            changed[bit / 8] ^= (byte) (1 << (bit % 8));
            assertThatExceptionOfType(UnreadablePersonalDataException.class)
                    .as("bit %d", bit)
                    .isThrownBy(() -> personal.open(changed))
                    .withMessageNotContaining(NUMBER);
        }
    }

    @Test
    void aTextCutOffAnywhereIsNotOpened() {
        var personal = with("a:" + key(1));
        var sealed = personal.seal(NUMBER);

        for (int length = 0; length < sealed.length; length++) {
            var cut = Arrays.copyOf(sealed, length);
            assertThatExceptionOfType(UnreadablePersonalDataException.class).isThrownBy(() -> personal.open(cut));
        }
    }

    @Test
    void anotherKeyDoesNotOpenIt() {
        var sealed = with("a:" + key(1)).seal(NUMBER);

        assertThatExceptionOfType(UnreadablePersonalDataException.class)
                .isThrownBy(() -> with("a:" + key(2)).open(sealed))
                .withMessageContaining("another key of the same id");
        assertThatExceptionOfType(UnreadablePersonalDataException.class)
                .isThrownBy(() -> with("b:" + key(1)).open(sealed))
                .withMessageContaining("not configured");
    }

    @Test
    void aNewKeySealsAndTheOldOneStillOpens() {
        var before = with("2025:" + key(1));
        var after = with("2026:" + key(2) + ", 2025:" + key(1));
        var later = with("2026:" + key(2));
        var old = before.seal(NUMBER);

        assertThat(after.open(old)).isEqualTo(NUMBER);
        var resealed = after.seal(NUMBER);
        assertThat(later.open(resealed)).isEqualTo(NUMBER);
        assertThatExceptionOfType(UnreadablePersonalDataException.class).isThrownBy(() -> before.open(resealed));
    }

    @Test
    void manySealAndOpenAtOnce() throws Exception {
        var personal = with("a:" + key(1));
        try (var threads = Executors.newFixedThreadPool(8)) {
            var works = new ArrayList<Callable<String>>();
            for (int i = 0; i < 2_000; i++) {
                var text = "138" + (10_000_000 + i);
                works.add(() -> personal.open(personal.seal(text)).equals(text) ? "same" : text);
            }

            for (var answer : threads.invokeAll(works)) {
                assertThat(answer.get()).isEqualTo("same");
            }
        }
    }

    @Test
    void aTextWithoutEndIsNotSealed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> with("a:" + key(1)).seal("1".repeat(10_001)));
    }

    // --- fingerprints

    @Test
    void aFingerprintIsTheSameForTheSameTextWhateverKeySeals() {
        var before = with("2025:" + key(1));
        var after = with("2026:" + key(2) + ",2025:" + key(1));

        assertThat(before.fingerprint(NUMBER)).hasSize(32).isEqualTo(after.fingerprint(NUMBER));
        assertThat(before.fingerprint(NUMBER)).isNotEqualTo(before.fingerprint("110105194912310021"));
    }

    @Test
    void withoutItsKeyAFingerprintCannotBeFoundByTrying() {
        assertThat(new PersonalData("a:" + key(1), key(8)).fingerprint(NUMBER))
                .isNotEqualTo(new PersonalData("a:" + key(1), key(9)).fingerprint(NUMBER));
    }

    // --- configuration

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  ",
                "a",
                "a:",
                ":AAAA",
                "A:%1$s",
                "a:%1$s,",
                "a:%1$s,a:%2$s",
                "a:!!!!",
                "a:AAAA",
                "an-id-of-17-signs:%1$s",
                "a:%1$s%1$s"
            })
    void withoutAProperKeyTheServiceDoesNotStart(String pattern) {
        var keys = pattern.formatted(key(1), key(2));

        assertThatIllegalStateException()
                .isThrownBy(() -> with(keys))
                .withMessageStartingWith("onestop.intake.personal.keys")
                .withMessageNotContainingAny(key(1), key(1).substring(0, 8));
    }

    @Test
    void theFingerprintKeyIsNeededToo() {
        for (var wrong : new String[] {"", "AAAA", "not Base64", key(1)}) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> new PersonalData("a:" + key(1), wrong))
                    .withMessageStartingWith("onestop.intake.personal.fingerprint-key")
                    .withMessageNotContaining(key(1));
        }
    }
}
