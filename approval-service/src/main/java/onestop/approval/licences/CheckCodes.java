package onestop.approval.licences;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The code printed on a licence: sixty bits of a keyed hash of its number. Who holds the paper has it; who only knows the number can
 * neither compute nor guess it. New prints use the first key; codes of the others go on to be accepted, until their key is taken out.
 */
final class CheckCodes {
    static final String KEYS = "onestop.approval.licences.check-keys";

    /** Without letters and digits that are taken for one another. */
    private static final String ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

    private static final int LETTERS = 12;
    private static final int BITS = 5;
    private static final int KEY_BYTES = 32;
    private static final String ALGORITHM = "HmacSHA256";

    private final List<SecretKeySpec> keys;

    private CheckCodes(List<SecretKeySpec> keys) {
        this.keys = List.copyOf(keys);
    }

    /**
     * Reads what is configured. What is wrong is told without repeating any of it.
     *
     * @param keys in Base64, separated by commas, the newest first
     */
    static CheckCodes of(String keys) {
        if (keys.isBlank()) {
            throw new IllegalStateException(
                    "%s is not set: licences could not be verified. Give 32 random bytes in Base64".formatted(KEYS));
        }
        var all = new ArrayList<SecretKeySpec>();
        for (var entry : keys.split(",", -1)) {
            var at = "%s, entry %d: ".formatted(KEYS, all.size() + 1);
            byte[] bytes;
            try {
                bytes = Base64.getDecoder().decode(entry.strip());
            } catch (IllegalArgumentException _) { // its message would show a part of the key
                throw new IllegalStateException(at + "the key is not Base64");
            }
            if (bytes.length != KEY_BYTES) {
                throw new IllegalStateException(at + "the key has %d bytes instead of 32".formatted(bytes.length));
            }
            all.add(new SecretKeySpec(bytes, ALGORITHM));
        }
        return new CheckCodes(all);
    }

    String of(Licence licence) {
        return code(keys.getFirst(), licence.number());
    }

    /** Whether the code was printed on this licence, however it is spaced and in whatever case. */
    boolean fits(String number, String code) {
        var given = code.replaceAll("[\\s-]", "").toUpperCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
        boolean fits = false;
        for (var key : keys) {
            fits |= MessageDigest.isEqual(code(key, number).getBytes(StandardCharsets.UTF_8), given);
        }
        return fits;
    }

    private static String code(SecretKeySpec key, String number) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            byte[] hash = mac.doFinal(number.getBytes(StandardCharsets.UTF_8));
            var code = new StringBuilder(LETTERS);
            for (int i = 0; i < LETTERS; i++) {
                int value = 0;
                for (int bit = i * BITS; bit < (i + 1) * BITS; bit++) {
                    value = value << 1 | hash[bit / 8] >> (7 - bit % 8) & 1;
                }
                code.append(ALPHABET.charAt(value));
            }
            return code.toString();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
