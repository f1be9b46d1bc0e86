package onestop.intake.upload;

import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;
import onestop.web.InvalidFieldException;
import org.jspecify.annotations.Nullable;

/** Checksums in the header {@code Content-Digest} (RFC 9530). */
final class Digest {
    static final String HEADER = "Content-Digest";
    private static final int BYTES = 32;

    /** One member of the list; members of other algorithms are passed over. */
    private static final Pattern SHA_256 = Pattern.compile("(?:^|,)\\s*sha-256=:([A-Za-z0-9+/=]+):\\s*(?=,|$)");

    static String header(String checksum) {
        return "sha-256=:" + Base64.getEncoder().encodeToString(HexFormat.of().parseHex(checksum)) + ":";
    }

    /** Holds what was received against what the sender says to have sent, if the sender does. */
    static void check(@Nullable String header, String checksum) {
        if (header == null || header.isBlank()) {
            return;
        }
        var stated = SHA_256.matcher(header);
        if (!stated.find()) {
            throw new InvalidFieldException(HEADER, "digest-form");
        }
        byte[] expected;
        try {
            expected = Base64.getDecoder().decode(stated.group(1));
        } catch (IllegalArgumentException _) {
            throw new InvalidFieldException(HEADER, "digest-form");
        }
        if (expected.length != BYTES) {
            throw new InvalidFieldException(HEADER, "digest-form");
        }
        if (!MessageDigest.isEqual(expected, HexFormat.of().parseHex(checksum))) {
            throw new InvalidFieldException(HEADER, "digest-mismatch", header(checksum));
        }
    }

    private Digest() {}
}
