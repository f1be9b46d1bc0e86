package onestop.transparency;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import org.erdtman.jcs.JsonCanonicalizer;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a leaf covers, as one canonical text (RFC 8785). Facts stand in it as they are; details, which may name persons in what somebody
 * wrote, stand in it as a salted hash: without the salt nobody can try texts until one fits, and when text and salt are erased one day
 * the leaf and all proofs remain.
 */
public final class Record {
    public static final int SALT_BYTES = 16;

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String DETAILS = "detailsHash";

    private Record() {}

    /**
     * @param facts texts and whole numbers by name; not {@code detailsHash}
     * @param details any JSON
     */
    public static byte[] of(Map<String, ?> facts, byte[] salt, Map<String, ?> details) {
        return of(facts, detailsHash(salt, details));
    }

    /** @param detailsHash in Base64, where the details themselves are not for the reader */
    public static byte[] of(Map<String, ?> facts, String detailsHash) {
        var all = new TreeMap<String, Object>(facts);
        if (all.put(DETAILS, detailsHash) != null) {
            throw new IllegalArgumentException(DETAILS + " is computed");
        }
        return canonical(all);
    }

    /** In Base64. */
    public static String detailsHash(byte[] salt, Map<String, ?> details) {
        return Base64.getEncoder().encodeToString(Hash.of(salt, canonical(details)));
    }

    private static byte[] canonical(Map<String, ?> json) {
        try {
            return new JsonCanonicalizer(JSON.writeValueAsString(json))
                    .getEncodedString()
                    .getBytes(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalArgumentException("is no JSON that has a canonical form", e);
        }
    }
}
