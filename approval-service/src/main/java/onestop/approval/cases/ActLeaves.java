package onestop.approval.cases;

import java.util.HexFormat;

/** The transparency log, as far as acts know it: what is entered beside each act, in the statement that enters the act. */
@FunctionalInterface
public interface ActLeaves {
    Leaf of(Act act);

    /**
     * @param salt drawn for this leaf alone
     * @param hash of what the leaf covers
     */
    record Leaf(byte[] salt, byte[] hash) {
        /** In the form in which the database reads bytes from a text. */
        String saltText() {
            return text(salt);
        }

        String hashText() {
            return text(hash);
        }

        private static String text(byte[] bytes) {
            return "\\x" + HexFormat.of().formatHex(bytes);
        }
    }
}
