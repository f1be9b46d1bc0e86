package onestop.transparency;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.Base64;

/** Signs heads with Ed25519 as C2SP signed notes. */
public final class Signer {
    /** DER before the 32 bytes of an Ed25519 public key (RFC 8410). */
    private static final int DER_PREFIX = 12;

    private static final int SEED_BYTES = 32;

    private final String name;
    private final PrivateKey key;
    private final PublicKey publicKey;

    private Signer(String name, PrivateKey key, PublicKey publicKey) {
        this.name = name;
        this.key = key;
        this.publicKey = publicKey;
    }

    /**
     * @param name of the key: no space, no plus
     * @param seed 32 random bytes that are the private key
     */
    public static Signer of(String name, byte[] seed) {
        if (seed.length != SEED_BYTES) {
            throw new IllegalArgumentException("the key has %d bytes instead of %d".formatted(seed.length, SEED_BYTES));
        }
        try {
            var pair = pair(seed);
            var encoded = pair.getPublic().getEncoded();
            return new Signer(
                    name,
                    pair.getPrivate(),
                    new PublicKey(name, Arrays.copyOfRange(encoded, DER_PREFIX, encoded.length)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Ed25519 is not available", e);
        }
    }

    /** The generator takes its private key from the random bytes, so these are the whole key. */
    private static KeyPair pair(byte[] seed) throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("Ed25519");
        generator.initialize(NamedParameterSpec.ED25519, new Fixed(seed));
        return generator.generateKeyPair();
    }

    private static final class Fixed extends SecureRandom {
        private static final long serialVersionUID = 1L;

        private final transient byte[] seed;

        Fixed(byte[] seed) {
            this.seed = seed.clone();
        }

        @Override
        public void nextBytes(byte[] bytes) {
            System.arraycopy(seed, 0, bytes, 0, bytes.length);
        }
    }

    public PublicKey publicKey() {
        return publicKey;
    }

    /** The head with its signature, as it is published. */
    public String sign(Head head) {
        try {
            var signature = Signature.getInstance("Ed25519");
            signature.initSign(key);
            signature.update(head.text().getBytes(StandardCharsets.UTF_8));
            var signed = signature.sign();
            var bytes = ByteBuffer.allocate(Integer.BYTES + signed.length)
                    .put(publicKey.keyHash())
                    .put(signed)
                    .array();
            return head.text() + "\n— " + name + " " + Base64.getEncoder().encodeToString(bytes) + "\n";
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Ed25519 is not available", e);
        }
    }

    static KeyFactory factory() throws GeneralSecurityException {
        return KeyFactory.getInstance("Ed25519");
    }
}
