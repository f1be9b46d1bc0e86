package onestop.intake.application;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Locale;
import onestop.intake.numbering.ReceiptNumber;

/**
 * The word that opens the public progress of one file. Shown once, kept as a hash that is bound to the file; fifty
 * random bits, which nobody guesses over the network.
 */
record QueryCode(String value) {
    /** Without letters and digits that are taken for one another. */
    private static final String ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

    private static final int HALF = 5;
    private static final SecureRandom RANDOM = new SecureRandom();

    static QueryCode random() {
        var code = new StringBuilder();
        for (int i = 0; i < 2 * HALF; i++) {
            code.append(i == HALF ? "-" : "").append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        }
        return new QueryCode(code.toString());
    }

    /** Spaces, dashes and lower case do no harm. */
    byte[] hash(ReceiptNumber number) {
        var plain = value.replaceAll("[\\s-]", "").toUpperCase(Locale.ROOT);
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest((number.value() + ":" + plain).getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    boolean opens(ReceiptNumber number, byte[] hash) {
        return MessageDigest.isEqual(hash(number), hash);
    }
}
