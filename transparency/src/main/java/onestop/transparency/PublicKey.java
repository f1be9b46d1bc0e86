package onestop.transparency;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/** What anybody needs to check heads: in the one-line form of C2SP signed notes, {@code name+hash+key}. */
public final class PublicKey {
    private static final byte ED25519 = 1;
    private static final int HASH_BYTES = 4;
    private static final byte[] DER_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    private final String name;
    private final byte[] bytes;

    PublicKey(String name, byte[] bytes) {
        if (name.isBlank() || name.contains(" ") || name.contains("+") || name.contains("\n")) {
            throw new IllegalArgumentException("a key's name has neither space nor plus");
        }
        if (bytes.length != Hash.BYTES) {
            throw new IllegalArgumentException("an Ed25519 key has 32 bytes");
        }
        this.name = name;
        this.bytes = bytes.clone();
    }

    /** @throws IllegalArgumentException if the line is none or contradicts itself */
    public static PublicKey of(String line) {
        var parts = line.strip().split("\\+", 3);
        if (parts.length != 3) {
            throw new IllegalArgumentException("a key looks like name+hash+key");
        }
        var typed = Base64.getDecoder().decode(parts[2]);
        if (typed.length != 1 + Hash.BYTES || typed[0] != ED25519) {
            throw new IllegalArgumentException("the key is no Ed25519 key");
        }
        var key = new PublicKey(parts[0], Arrays.copyOfRange(typed, 1, typed.length));
        if (!HexFormat.of().formatHex(key.keyHash()).equals(parts[1])) {
            throw new IllegalArgumentException("the key's hash belongs to another key");
        }
        return key;
    }

    public String name() {
        return name;
    }

    public String line() {
        return name + "+" + HexFormat.of().formatHex(keyHash()) + "+"
                + Base64.getEncoder().encodeToString(typed());
    }

    private byte[] typed() {
        return ByteBuffer.allocate(1 + bytes.length).put(ED25519).put(bytes).array();
    }

    byte[] keyHash() {
        return Arrays.copyOf(Hash.of((name + "\n").getBytes(StandardCharsets.UTF_8), typed()), HASH_BYTES);
    }

    /** The head that the note holds, if this key has signed it. */
    public Optional<Head> open(String note) {
        int end = note.indexOf("\n\n");
        if (end < 0) {
            return Optional.empty();
        }
        var text = note.substring(0, end + 1);
        return note.substring(end + 2)
                        .lines()
                        .filter(line -> line.startsWith("— " + name + " "))
                        .anyMatch(line -> signed(text, line.substring(line.lastIndexOf(' ') + 1)))
                ? Optional.of(Head.of(text))
                : Optional.empty();
    }

    private boolean signed(String text, String base64) {
        try {
            var all = Base64.getDecoder().decode(base64);
            if (all.length <= HASH_BYTES || !Arrays.equals(Arrays.copyOf(all, HASH_BYTES), keyHash())) {
                return false;
            }
            var der = ByteBuffer.allocate(DER_PREFIX.length + bytes.length)
                    .put(DER_PREFIX)
                    .put(bytes)
                    .array();
            var signature = Signature.getInstance("Ed25519");
            signature.initVerify(Signer.factory().generatePublic(new X509EncodedKeySpec(der)));
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            return signature.verify(Arrays.copyOfRange(all, HASH_BYTES, all.length));
        } catch (GeneralSecurityException | IllegalArgumentException _) {
            return false;
        }
    }
}
