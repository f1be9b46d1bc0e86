package onestop.approval.publication;

/** A holder's name as the public may see it. An enterprise's name is public; that of a one-person business often is a person's. */
public final class PublicName {
    /** The registration category of individual businesses (个体工商户) in a unified social credit code. */
    private static final String INDIVIDUAL_BUSINESS = "92";

    private static final int SHOWN = 2;

    private PublicName() {}

    /** Of an individual business only the first and last two characters. */
    public static String of(String usci, String name) {
        if (!usci.startsWith(INDIVIDUAL_BUSINESS)) {
            return name;
        }
        int[] characters = name.codePoints().toArray();
        if (characters.length <= 2 * SHOWN) {
            return new String(characters, 0, 1) + "**";
        }
        return new String(characters, 0, SHOWN)
                + "*".repeat(characters.length - 2 * SHOWN)
                + new String(characters, characters.length - SHOWN, SHOWN);
    }
}
