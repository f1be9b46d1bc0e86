package onestop.evaluation.invitations;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What stands for an agent in what the hall tells of a file, and for who asked in what it tells of a question: the SHA-256 of the
 * number, a line feed and the account.
 * It is another one in each file, so that nobody sees from two of them that they are the same agent's.
 */
public final class AgentMark {
    private AgentMark() {}

    public static String of(String receiptNumber, String account) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of()
                    .formatHex(digest.digest((receiptNumber + "\n" + account).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
