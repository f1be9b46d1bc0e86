package onestop.intake.personal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What stands for an account in what others are told of a file or a question: the SHA-256 of its number, a line feed and the
 * account. Who knows the account recognises it; nobody learns the account from it, nor that two files are the same person's.
 */
public final class AccountMark {
    private AccountMark() {}

    public static String of(String number, String account) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest((number + "\n" + account).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
