package onestop.events;

import org.jspecify.annotations.Nullable;

/**
 * One object for a text that comes again and again, so that records held by the thousand do not each hold their own. It
 * remembers some thousands of texts and forgets them as others come; may be used by several threads.
 */
public final class SharedTexts {
    private static final int PLACES = 8_192;
    private static final int LONGEST = 100;

    private final @Nullable String[] texts = new @Nullable String[PLACES];

    /** The same text, and most often the same object as for the last call with it. */
    public String same(String text) {
        if (text.length() > LONGEST) {
            return text;
        }
        int hash = text.hashCode();
        int place = (hash ^ hash >>> 16) & PLACES - 1;
        var known = texts[place]; // another thread may write it: whatever is read is a whole text
        if (known != null && known.equals(text)) {
            return known;
        }
        texts[place] = text;
        return text;
    }
}
