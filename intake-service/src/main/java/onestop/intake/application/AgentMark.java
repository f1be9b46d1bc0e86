package onestop.intake.application;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What stands for an agent in what others are told of a file: the SHA-256 of the receipt number, a line feed and the account.
 * Who knows the account recognises it; nobody learns the account from it, nor that two files are the same agent's.
 */
final class AgentMark {
    private AgentMark() {}

    static String of(String receiptNumber, String account) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of()
                    .formatHex(digest.digest((receiptNumber + "\n" + account).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
