package onestop.intake.personal;

import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** The keys personal data is sealed with, newest first, and the one key of fingerprints. */
final class SealingKeys {
    static final String KEYS = "onestop.intake.personal.keys";
    static final String FINGERPRINT_KEY = "onestop.intake.personal.fingerprint-key";

    private static final int KEY_BYTES = 32;
    private static final String ID = "[a-z0-9-]{1,16}";

    private final Map<String, SecretKey> byId;
    private final SecretKey fingerprint;

    private SealingKeys(Map<String, SecretKey> byId, SecretKey fingerprint) {
        this.byId = byId;
        this.fingerprint = fingerprint;
    }

    /**
     * Reads what is configured. What is wrong is told without repeating any of it.
     *
     * @param keys entries {@code id:base64}, separated by commas, the newest first
     * @param fingerprintKey in Base64
     */
    static SealingKeys of(String keys, String fingerprintKey) {
        var byId = new LinkedHashMap<String, SecretKey>();
        if (keys.isBlank()) {
            throw new IllegalStateException(
                    "%s is not set: personal data cannot be sealed. Give id:key, the key being 32 random bytes in Base64"
                            .formatted(KEYS));
        }
        var entries = keys.split(",", -1);
        for (int i = 0; i < entries.length; i++) {
            var entry = entries[i].strip();
            var at = "%s, entry %d: ".formatted(KEYS, i + 1);
            int colon = entry.indexOf(':');
            if (colon < 0 || !entry.substring(0, colon).matches(ID)) {
                throw new IllegalStateException(
                        at + "must be id:key, the id being 1 to 16 small letters, digits or hyphens");
            }
            var key = new SecretKeySpec(bytes(at, entry.substring(colon + 1)), "AES");
            if (byId.putIfAbsent(entry.substring(0, colon), key) != null) {
                throw new IllegalStateException(at + "has the id of another entry");
            }
        }
        if (fingerprintKey.isBlank()) {
            throw new IllegalStateException("%s is not set: give 32 random bytes in Base64".formatted(FINGERPRINT_KEY));
        }
        var fingerprint = bytes(FINGERPRINT_KEY + ": ", fingerprintKey.strip());
        if (byId.values().stream().anyMatch(key -> Arrays.equals(key.getEncoded(), fingerprint))) {
            throw new IllegalStateException(FINGERPRINT_KEY + " must not be one of the sealing keys");
        }
        return new SealingKeys(byId, new SecretKeySpec(fingerprint, "HmacSHA256"));
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

    String newestId() {
        return byId.keySet().iterator().next();
    }

    /** Of the keys that are configured beside the newest. */
    List<String> olderIds() {
        return byId.keySet().stream().skip(1).toList();
    }

    boolean several() {
        return byId.size() > 1;
    }

    Optional<SecretKey> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    SecretKey fingerprint() {
        return fingerprint;
    }
}
