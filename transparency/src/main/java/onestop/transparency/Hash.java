package onestop.transparency;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 over leaves and nodes, told apart by a first byte (RFC 9162, 2.1.1), so that no node can pass for a leaf. */
public final class Hash {
    public static final int BYTES = 32;

    private static final byte LEAF = 0;
    private static final byte NODE = 1;

    private Hash() {}

    public static byte[] leaf(byte[] record) {
        var digest = sha256();
        digest.update(LEAF);
        return digest.digest(record);
    }

    public static byte[] node(byte[] left, byte[] right) {
        var digest = sha256();
        digest.update(NODE);
        digest.update(left);
        return digest.digest(right);
    }

    /** Of the tree without leaves. */
    public static byte[] empty() {
        return sha256().digest();
    }

    static byte[] of(byte[]... parts) {
        var digest = sha256();
        for (var part : parts) {
            digest.update(part);
        }
        return digest.digest();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
