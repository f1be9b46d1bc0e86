package onestop.evaluation.personal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import onestop.evaluation.keys.KeyRing;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.security.crypto.encrypt.AesBytesEncryptor;
import org.springframework.security.crypto.encrypt.AesBytesEncryptor.CipherAlgorithm;
import org.springframework.security.crypto.keygen.KeyGenerators;
import org.springframework.stereotype.Component;

/**
 * Seals texts with AES-256-GCM and opens them again. A sealed text begins with the length and the id of its key; equal
 * texts give different bytes, and any change of them is noticed.
 */
@Component
public class Sealing {
    private static final String KEYS = "onestop.evaluation.personal.keys";
    private static final int NONCE_BYTES = 16;

    private final KeyRing keys;

    Sealing(@Value("${" + KEYS + ":}") String keys) {
        this.keys = KeyRing.of(KEYS, keys);
    }

    /** The text as it may be stored; null stays null. */
    public byte @Nullable [] seal(@Nullable String text) {
        if (text == null) {
            return null;
        }
        var id = keys.newestId().getBytes(StandardCharsets.US_ASCII);
        var sealed = cipher(keys.newestId()).encrypt(text.getBytes(StandardCharsets.UTF_8));
        return ByteBuffer.allocate(1 + id.length + sealed.length)
                .put((byte) id.length)
                .put(id)
                .put(sealed)
                .array();
    }

    /**
     * The text that was sealed.
     *
     * @throws IllegalStateException if the bytes were changed, or their key is not configured any more
     */
    public String open(byte[] sealed) {
        int start = 1 + sealed[0];
        var id = new String(sealed, 1, sealed[0], StandardCharsets.US_ASCII);
        return new String(cipher(id).decrypt(Arrays.copyOfRange(sealed, start, sealed.length)), StandardCharsets.UTF_8);
    }

    /** Whether older keys are configured beside the newest. */
    boolean severalKeys() {
        return !keys.olderIds().isEmpty();
    }

    String newestKey() {
        return keys.newestId();
    }

    /** How a text begins that the newest key sealed. */
    byte[] newestHeader() {
        return header(keys.newestId());
    }

    /** How texts begin that the other configured keys sealed. */
    List<byte[]> olderHeaders() {
        return keys.olderIds().stream().map(Sealing::header).toList();
    }

    private static byte[] header(String key) {
        var id = key.getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(1 + id.length).put((byte) id.length).put(id).array();
    }

    /** What stands for the text where it is compared: the same for the same text as long as the newest key is. */
    public byte[] fingerprint(String text) {
        return keys.hmac(keys.newestId(), text.getBytes(StandardCharsets.UTF_8));
    }

    private AesBytesEncryptor cipher(String id) {
        var key = keys.aes(id).orElseThrow(() -> new IllegalStateException("sealed with a key that is not configured"));
        return new AesBytesEncryptor(key, KeyGenerators.secureRandom(NONCE_BYTES), CipherAlgorithm.GCM);
    }
}
