package onestop.appeal.personal;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Seals texts for the database and opens them again: AES-256-GCM with a fresh random nonce each. A sealed text is bound to its place: moved
 * to another row it does not open. Format: {@code 1 | length of key id | key id | nonce (12) | ciphertext with tag}.
 */
@Component
public class SealedTexts {
    static final String KEYS = "onestop.appeal.personal.keys";
    private static final byte FORMAT = 1;
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final Map<String, SecretKey> keys;
    private final SecureRandom random = new SecureRandom();

    SealedTexts(@Value("${" + KEYS + ":}") String configured) {
        keys = read(configured);
    }

    /** What is wrong is told without repeating any of it. */
    private static Map<String, SecretKey> read(String configured) {
        var read = new LinkedHashMap<String, SecretKey>();
        for (var entry : configured.split(",", -1)) {
            int colon = entry.indexOf(':');
            if (colon < 0 || !entry.substring(0, colon).strip().matches("[a-z0-9-]{1,16}")) {
                throw new IllegalStateException(KEYS
                        + " must be id:key, separated by commas, the newest first; a key is 32 random bytes in Base64");
            }
            var key = key(entry.substring(colon + 1).strip());
            if (read.putIfAbsent(entry.substring(0, colon).strip(), key) != null) {
                throw new IllegalStateException(KEYS + " names one id twice");
            }
        }
        return read;
    }

    private static SecretKey key(String base64) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException _) { // its message would show a part of the key
            throw new IllegalStateException(KEYS + ": a key is not Base64");
        }
        if (bytes.length != KEY_BYTES) {
            throw new IllegalStateException(KEYS + ": a key has %d bytes instead of 32".formatted(bytes.length));
        }
        return new SecretKeySpec(bytes, "AES");
    }

    /** @param place where it will lie, such as {@code conversation/ID/3}; the same is needed to open it */
    public byte[] seal(String text, String place) {
        var newest = keys.entrySet().iterator().next();
        var id = newest.getKey().getBytes(StandardCharsets.US_ASCII);
        var nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            var cipher = cipher(Cipher.ENCRYPT_MODE, newest.getValue(), nonce, place);
            var all = new ByteArrayOutputStream();
            all.write(FORMAT);
            all.write(id.length);
            all.writeBytes(id);
            all.writeBytes(nonce);
            all.writeBytes(cipher.doFinal(text.getBytes(StandardCharsets.UTF_8)));
            return all.toByteArray();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM is not available", e);
        }
    }

    /** @throws IllegalStateException if the bytes were changed or moved, or their key is not among the configured ones */
    public String open(byte[] sealed, String place) {
        int idLength = sealed.length < 2 ? 0 : sealed[1];
        int start = 2 + idLength;
        if (idLength < 1 || sealed[0] != FORMAT || sealed.length < start + NONCE_BYTES + TAG_BITS / Byte.SIZE) {
            throw new IllegalStateException("A stored personal text is not a sealed one");
        }
        var key = keys.get(new String(sealed, 2, idLength, StandardCharsets.US_ASCII));
        if (key == null) {
            throw new IllegalStateException("A stored personal text was sealed with a key that is not configured");
        }
        try {
            var nonce = Arrays.copyOfRange(sealed, start, start + NONCE_BYTES);
            var text = cipher(Cipher.DECRYPT_MODE, key, nonce, place)
                    .doFinal(sealed, start + NONCE_BYTES, sealed.length - start - NONCE_BYTES);
            return new String(text, StandardCharsets.UTF_8);
        } catch (GeneralSecurityException _) {
            throw new IllegalStateException("A stored personal text was changed, moved, or sealed with another key");
        }
    }

    /** Whether older keys are configured beside the newest. */
    boolean severalKeys() {
        return keys.size() > 1;
    }

    /** How a text begins that the newest key sealed. */
    byte[] newestHeader() {
        return header(keys.keySet().iterator().next());
    }

    /** How texts begin that the other configured keys sealed. */
    List<byte[]> olderHeaders() {
        return keys.keySet().stream().skip(1).map(SealedTexts::header).toList();
    }

    private static byte[] header(String key) {
        var id = key.getBytes(StandardCharsets.US_ASCII);
        var header = new ByteArrayOutputStream();
        header.write(FORMAT);
        header.write(id.length);
        header.writeBytes(id);
        return header.toByteArray();
    }

    private static Cipher cipher(int mode, SecretKey key, byte[] nonce, String place) throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(place.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
