package onestop.transparency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class SignedHeadTests {
    private static final byte[] SEED =
            "0123456789abcdef0123456789abcdef".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    private static final Head HEAD = new Head("log.example", 7, Hash.empty(), Instant.parse("2026-03-03T07:30:00Z"));

    @Test
    void whoeverHasTheKeyLineReadsTheHead() {
        var signer = Signer.of("log.example", SEED);
        var key = PublicKey.of(signer.publicKey().line());

        var head = key.open(signer.sign(HEAD)).orElseThrow();

        assertThat(head.size()).isEqualTo(7);
        assertThat(head.root()).isEqualTo(Hash.empty());
        assertThat(head.at()).isEqualTo(HEAD.at());
        // the same seed is the same key, after a restart and on another replica
        assertThat(Signer.of("log.example", SEED).publicKey().line()).isEqualTo(key.line());
    }

    @Test
    void aChangedHeadOrAnotherKeyIsNotTaken() {
        var signer = Signer.of("log.example", SEED);
        var note = signer.sign(HEAD);
        var other = SEED.clone();
        other[0]++;

        assertThat(signer.publicKey().open(note.replace("\n7\n", "\n8\n"))).isEmpty();
        assertThat(signer.publicKey().open(note.replace("07:30", "07:31"))).isEmpty();
        assertThat(Signer.of("log.example", other).publicKey().open(note)).isEmpty();
        assertThat(Signer.of("log.other", SEED).publicKey().open(note)).isEmpty();
        assertThat(signer.publicKey().open("")).isEmpty();
        assertThat(signer.publicKey().open(HEAD.text())).isEmpty();
        var line = signer.publicKey().line();
        assertThatIllegalArgumentException().isThrownBy(() -> PublicKey.of(line.replace("log.example", "log.other")));
        assertThatIllegalArgumentException().isThrownBy(() -> PublicKey.of("nothing"));
        assertThatIllegalArgumentException().isThrownBy(() -> Head.of("a\nb\nc\n"));
    }
}
