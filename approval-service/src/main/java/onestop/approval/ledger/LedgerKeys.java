package onestop.approval.ledger;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import onestop.transparency.Head;
import onestop.transparency.PublicKey;
import onestop.transparency.Signer;

/**
 * The keys of the log's heads. The newest signs; what older ones signed is still to be verified with their public halves, which are
 * given out with each head.
 */
final class LedgerKeys {
    static final String KEYS = "onestop.approval.ledger.signing-keys";

    private static final String ID = "[a-z0-9-]{1,16}";

    private final String origin;
    private final List<Signer> signers;

    private LedgerKeys(String origin, List<Signer> signers) {
        this.origin = origin;
        this.signers = signers;
    }

    /**
     * Reads what is configured. What is wrong is told without repeating any of it.
     *
     * @param keys entries {@code id:base64}, separated by commas, the newest first; 32 random bytes each
     */
    static LedgerKeys of(String origin, String keys) {
        if (keys.isBlank()) {
            throw new IllegalStateException(
                    "%s is not set: heads cannot be signed. Give id:key, the key being 32 random bytes in Base64"
                            .formatted(KEYS));
        }
        var signers = new ArrayList<Signer>();
        for (var entry : keys.split(",", -1)) {
            var at = "%s, entry %d: ".formatted(KEYS, signers.size() + 1);
            int colon = entry.indexOf(':');
            if (colon < 0 || !entry.substring(0, colon).strip().matches(ID)) {
                throw new IllegalStateException(
                        at + "must be id:key, the id being 1 to 16 small letters, digits or hyphens");
            }
            signers.add(signer(origin + "/" + entry.substring(0, colon).strip(), at, entry.substring(colon + 1)));
        }
        return new LedgerKeys(origin, List.copyOf(signers));
    }

    private static Signer signer(String name, String at, String base64) {
        try {
            return Signer.of(name, Base64.getDecoder().decode(base64.strip()));
        } catch (IllegalArgumentException _) { // its message would show a part of the key
            throw new IllegalStateException(at + "the key is not 32 bytes in Base64");
        }
    }

    String origin() {
        return origin;
    }

    String sign(Head head) {
        return signers.getFirst().sign(head);
    }

    /** In the form that {@code verify} takes. */
    List<String> publicKeys() {
        return signers.stream().map(Signer::publicKey).map(PublicKey::line).toList();
    }
}
