package onestop.approval.ledger;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What the log says of texts that it must not keep: whoever has them can show that they are the same. */
public final class Digests {
    private static final byte SEPARATOR = 0;

    private Digests() {}

    /** SHA-256 of the texts in UTF-8, a zero byte after each, as 64 hexadecimal digits. */
    public static String of(String... texts) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (var text : texts) {
                digest.update(text.getBytes(StandardCharsets.UTF_8));
                digest.update(SEPARATOR);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
