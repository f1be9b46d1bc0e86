package onestop.approval.reductions;

import java.time.LocalDate;
import java.util.SortedSet;
import java.util.TreeSet;

/** What a batch of events adds to the contacts of one file. */
final class Contacts {
    private int corrections;
    private int collections;
    private final SortedSet<LocalDate> windowDays = new TreeSet<>();

    void corrected() {
        corrections++;
    }

    void collected() {
        collections++;
    }

    void collectedAtWindow(LocalDate day) {
        collections++;
        windowDays.add(day);
    }

    int corrections() {
        return corrections;
    }

    int collections() {
        return collections;
    }

    SortedSet<LocalDate> windowDays() {
        return windowDays;
    }
}
