package onestop.intake.window;

import java.util.Collection;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a window takes.
 *
 * @param anyItem whether it takes every item but those named, or none but those named
 * @param itemCodes the exceptions, or the items
 */
public record Skills(boolean anyItem, SortedSet<String> itemCodes) {
    static final int MOST_ITEMS = 500;
    public static final Skills NONE = new Skills(false, new TreeSet<>());
    public static final Skills ANY = new Skills(true, new TreeSet<>());

    public Skills {
        itemCodes = Collections.unmodifiableSortedSet(new TreeSet<>(itemCodes));
    }

    public boolean take(String itemCode) {
        return anyItem != itemCodes.contains(itemCode);
    }

    public boolean takeAll(Collection<String> codes) {
        return codes.stream().allMatch(this::take);
    }
}
