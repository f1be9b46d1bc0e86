package onestop.appeal.dispatching;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The pairs of neighbouring characters of a title, by which titles are compared: Chinese is written without spaces, so there
 * are no words to compare without a dictionary of them. Case, spaces and punctuation do not count.
 */
record Pairs(Set<String> of) {
    private static final Pattern SKIPPED = Pattern.compile("[\\p{IsWhite_Space}\\p{IsPunctuation}]+");

    Pairs {
        of = Set.copyOf(of);
    }

    /** Of a title of one character, that character. */
    static Pairs of(String title) {
        var plain = SKIPPED.matcher(title).replaceAll("").toLowerCase(Locale.ROOT);
        var pairs = new HashSet<String>();
        for (int at = 0; at < Math.max(plain.length() - 1, 1); at++) {
            pairs.add(plain.substring(at, Math.min(at + 2, plain.length())));
        }
        pairs.remove("");
        return new Pairs(pairs);
    }

    /** From 0 to 1: the share of the shorter title's pairs that the other one has too. */
    double likeness(Pairs other) {
        var shorter = of.size() <= other.of.size() ? of : other.of;
        var longer = shorter == of ? other.of : of;
        return shorter.isEmpty()
                ? 0
                : (double) shorter.stream().filter(longer::contains).count() / shorter.size();
    }
}
