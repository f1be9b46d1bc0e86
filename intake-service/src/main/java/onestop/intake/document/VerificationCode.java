package onestop.intake.document;

import java.security.SecureRandom;

/** What somebody who holds a document in hand can type to verify it; sixty random bits. */
record VerificationCode(String value) {
    /** Without letters and digits that are taken for one another. */
    private static final String ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

    private static final int LETTERS = 12;
    private static final SecureRandom RANDOM = new SecureRandom();

    static VerificationCode random() {
        var code = new StringBuilder(LETTERS);
        for (int i = 0; i < LETTERS; i++) {
            code.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        }
        return new VerificationCode(code.toString());
    }
}
