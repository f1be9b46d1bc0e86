package onestop.evaluation.personal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Objects;
import org.junit.jupiter.api.Test;

class SealingTests {
    private static final String OLD = "a:dGVzdHMgb25seTogdGhlIG5ld2VyIGtleSBvZiBjb2Q=";
    private static final String NEW = "b:dGVzdHMgb25seTogdGhlIG9sZGVyIGtleSBvZiBjb2Q=";

    @Test
    void equalTextsDifferSealedAndComeBack() {
        var sealing = new Sealing(OLD);
        var one = sealed(sealing, "0539-7212345");
        var other = sealed(sealing, "0539-7212345");

        assertThat(one).isNotEqualTo(other);
        assertThat(sealing.open(one)).isEqualTo("0539-7212345").isEqualTo(sealing.open(other));
        assertThat(sealing.seal(null)).isNull();
        assertThat(sealing.fingerprint("x")).isEqualTo(sealing.fingerprint("x")).hasSize(32);
    }

    @Test
    void anOlderKeyOpensAsLongAsItIsConfigured() {
        var sealed = sealed(new Sealing(OLD), "王女士");

        assertThat(new Sealing(NEW + "," + OLD).open(sealed)).isEqualTo("王女士");
        assertThatThrownBy(() -> new Sealing(NEW).open(sealed)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aChangedByteIsNoticed() {
        var sealing = new Sealing(OLD);
        var sealed = sealed(sealing, "0539-7212345");
        sealed[sealed.length - 1] ^= 1;

        assertThatThrownBy(() -> sealing.open(sealed)).isInstanceOf(IllegalStateException.class);
    }

    private static byte[] sealed(Sealing sealing, String text) {
        return Objects.requireNonNull(sealing.seal(text));
    }
}
