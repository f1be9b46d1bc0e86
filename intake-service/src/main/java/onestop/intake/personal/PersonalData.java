package onestop.intake.personal;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Seals what may not lie readable in the database, and opens it again.
 *
 * <p>AES-256-GCM with a fresh random nonce for each text: equal texts give different bytes, and any change of them is
 * noticed. A sealed text is {@code 1 | length of key id | key id | nonce (12) | ciphertext with tag}; the part before
 * the nonce is authenticated, too. A random nonce is safe for four thousand million texts a key.
 */
@Component
public class PersonalData {
    private static final byte FORMAT = 1;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int LONGEST = 10_000;

    private final SealingKeys keys;
    private final SecureRandom random = new SecureRandom();

    PersonalData(
            @Value("${" + SealingKeys.KEYS + ":}") String keys,
            @Value("${" + SealingKeys.FINGERPRINT_KEY + ":}") String fingerprintKey) {
        this.keys = SealingKeys.of(keys, fingerprintKey);
    }

    /** The text as it may be stored. */
    public byte[] seal(String text) {
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException("longer than " + LONGEST + " characters");
        }
        var id = keys.newestId();
        var header = header(id);
        var nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        var key = keys.find(id).orElseThrow();
        try {
            var sealed = cipher(Cipher.ENCRYPT_MODE, key, nonce, header).doFinal(text.getBytes(StandardCharsets.UTF_8));
            var all = new ByteArrayOutputStream(header.length + nonce.length + sealed.length);
            all.writeBytes(header);
            all.writeBytes(nonce);
            all.writeBytes(sealed);
            return all.toByteArray();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM is not available", e);
        }
    }

    /**
     * The text that was sealed.
     *
     * @throws UnreadablePersonalDataException if the bytes were changed, or their key is not among the configured ones
     */
    public String open(byte[] sealed) {
        int idLength = sealed.length < 2 ? 0 : sealed[1];
        int start = 2 + idLength;
        if (idLength < 1 || sealed[0] != FORMAT || sealed.length < start + NONCE_BYTES + TAG_BITS / Byte.SIZE) {
            throw new UnreadablePersonalDataException("is not a sealed text");
        }
        var id = new String(sealed, 2, idLength, StandardCharsets.US_ASCII);
        var key = keys.find(id)
                .orElseThrow(() -> new UnreadablePersonalDataException("was sealed with a key that is not configured"));
        var nonce = Arrays.copyOfRange(sealed, start, start + NONCE_BYTES);
        try {
            var text = cipher(Cipher.DECRYPT_MODE, key, nonce, Arrays.copyOf(sealed, start))
                    .doFinal(sealed, start + NONCE_BYTES, sealed.length - start - NONCE_BYTES);
            return new String(text, StandardCharsets.UTF_8);
        } catch (GeneralSecurityException _) {
            throw new UnreadablePersonalDataException("was changed, or sealed with another key of the same id");
        }
    }

    /**
     * What stands for the text where rows are looked up by it or must be unique: 32 bytes, the same for the same text.
     * Bring the text into its one form first ({@link Phone}, {@link onestop.identifiers.CitizenNumber}).
     */
    public byte[] fingerprint(String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(keys.fingerprint());
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC-SHA-256 is not available", e);
        }
    }

    /** Whether older keys are configured beside the newest. */
    boolean severalKeys() {
        return keys.several();
    }

    /** How a text begins that the newest key sealed. */
    byte[] newestHeader() {
        return header(keys.newestId());
    }

    /** How texts begin that the other configured keys sealed. */
    List<byte[]> olderHeaders() {
        return keys.olderIds().stream().map(PersonalData::header).toList();
    }

    private static byte[] header(String id) {
        return ByteBuffer.allocate(2 + id.length())
                .put(FORMAT)
                .put((byte) id.length())
                .put(id.getBytes(StandardCharsets.US_ASCII))
                .array();
    }

    private static Cipher cipher(int mode, SecretKey key, byte[] nonce, byte[] header) throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(header);
        return cipher;
    }
}
