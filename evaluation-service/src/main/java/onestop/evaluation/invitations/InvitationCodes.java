package onestop.evaluation.invitations;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.regex.Pattern;
import onestop.evaluation.keys.KeyRing;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * The code of an invitation: whoever holds it may rate the service once, without signing in.
 *
 * <p>It is {@code key-number-signature}: the id of the key, the number of the invitation, and 80 bits of an HMAC-SHA-256
 * of the number and the invitation's id. It is computed whenever it is needed and stored nowhere, so that who reads the
 * database can rate nothing. An older key goes on to be accepted until it is taken out of the configuration.
 */
@Component
public class InvitationCodes {
    private static final String KEYS = "onestop.evaluation.links.keys";
    private static final Pattern SHAPE = Pattern.compile("([a-z0-9]{1,4})-([0-9a-z]{1,12})-([0-9a-v]{16})");
    private static final int NUMBER_RADIX = 36;
    private static final int SIGNATURE_RADIX = 32;
    private static final int SIGNATURE_BYTES = 10;
    private static final int SIGNATURE_LENGTH = 16;

    private final KeyRing keys;
    private final Invitations invitations;
    private final String base;

    InvitationCodes(
            @Value("${" + KEYS + ":}") String keys,
            @Value("${onestop.evaluation.links.base}") String base,
            Invitations invitations) {
        this.keys = KeyRing.of(KEYS, keys);
        this.base = base;
        this.invitations = invitations;
    }

    /** What a code turned out to be. */
    public sealed interface Reading {
        record Genuine(InvitedService service) implements Reading {}

        /** It has not the form of a code. */
        record Malformed() implements Reading {}

        /** Made with a key that is not, or no more, configured here. */
        record UnknownKey() implements Reading {}

        /** The signature is not ours. */
        record Forged() implements Reading {}
    }

    public String of(InvitedService service) {
        return "%s-%s-%s"
                .formatted(
                        keys.newestId(),
                        Long.toString(service.codeNumber(), NUMBER_RADIX),
                        signature(keys.newestId(), service));
    }

    /** Where the service is rated, as it is written into a message or a square code. */
    public String address(String code) {
        return base + "/api/evaluation/r/" + code;
    }

    public Reading read(String code) {
        var parts = SHAPE.matcher(code);
        if (!parts.matches()) {
            return new Reading.Malformed();
        }
        var key = parts.group(1);
        if (!keys.knows(key)) {
            return new Reading.UnknownKey();
        }
        var signature = parts.group(3);
        return invitations
                .ofCode(Long.parseLong(parts.group(2), NUMBER_RADIX))
                .filter(service -> equal(signature(key, service), signature))
                .<Reading>map(Reading.Genuine::new)
                .orElseGet(Reading.Forged::new);
    }

    private String signature(String key, InvitedService service) {
        var id = service.id().value();
        var signed = ByteBuffer.allocate(3 * Long.BYTES)
                .putLong(service.codeNumber())
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits());
        var bits = Arrays.copyOf(keys.hmac(key, signed.array()), SIGNATURE_BYTES);
        var text = new BigInteger(1, bits).toString(SIGNATURE_RADIX);
        return "0".repeat(SIGNATURE_LENGTH - text.length()) + text;
    }

    private static boolean equal(String one, String other) {
        return MessageDigest.isEqual(
                one.getBytes(StandardCharsets.US_ASCII), other.getBytes(StandardCharsets.US_ASCII));
    }
}
