package onestop.evaluation.keys;

import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * Keys by their ids, newest first. The newest is used for what is new; the others, as long as they are configured, for
 * what was made with them.
 */
public final class KeyRing {
    private static final int KEY_BYTES = 32;
    private static final String ID = "[a-z0-9]{1,4}";
    private static final String HMAC = "HmacSHA256";

    private final Map<String, byte[]> byId;

    private KeyRing(Map<String, byte[]> byId) {
        this.byId = byId;
    }

    /**
     * Reads what is configured. What is wrong is told without repeating any of it.
     *
     * @param property where the keys are configured, for the messages
     * @param text entries {@code id:key} separated by commas, newest first; a key is 32 random bytes in Base64
     * @throws IllegalStateException if there is no key, or an entry is not of this form
     */
    public static KeyRing of(String property, String text) {
        if (text.isBlank()) {
            throw new IllegalStateException(
                    "%s is not set: give id:key, the key being 32 random bytes in Base64".formatted(property));
        }
        var byId = new LinkedHashMap<String, byte[]>();
        var entries = text.split(",", -1);
        for (int i = 0; i < entries.length; i++) {
            var at = "%s, entry %d: ".formatted(property, i + 1);
            var parts = entries[i].strip().split(":", 2);
            if (parts.length != 2 || !parts[0].matches(ID)) {
                throw new IllegalStateException(at + "must be id:key, the id being 1 to 4 small letters or digits");
            }
            if (byId.putIfAbsent(parts[0], bytes(at, parts[1])) != null) {
                throw new IllegalStateException(at + "has the id of another entry");
            }
        }
        return new KeyRing(byId);
    }

    private static byte[] bytes(String at, String base64) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException _) { // its message would show a part of the key
            throw new IllegalStateException(at + "the key is not Base64");
        }
        if (bytes.length != KEY_BYTES) {
            throw new IllegalStateException(at + "the key has %d bytes instead of 32".formatted(bytes.length));
        }
        return bytes;
    }

    public String newestId() {
        return byId.keySet().iterator().next();
    }

    /** Of the keys that are configured beside the newest. */
    public List<String> olderIds() {
        return byId.keySet().stream().skip(1).toList();
    }

    public boolean knows(String id) {
        return byId.containsKey(id);
    }

    /** The key of this id for ciphers, if it is configured. */
    public Optional<SecretKey> aes(String id) {
        return Optional.ofNullable(byId.get(id)).map(key -> new SecretKeySpec(key, "AES"));
    }

    /** HMAC-SHA-256 of the text under the key of this id, which must be known. */
    public byte[] hmac(String id, byte[] text) {
        var key = byId.get(id);
        if (key == null) {
            throw new IllegalArgumentException("no key of this id");
        }
        try {
            var mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return mac.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
