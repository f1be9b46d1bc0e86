package onestop.approval.figures;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** Some numbers of each kind; what is not there is zero. */
final class Counts {
    private final Map<Count, Long> numbers = new EnumMap<>(Count.class);

    Counts add(Count count, long number) {
        if (number != 0) {
            numbers.merge(count, number, Long::sum);
        }
        return this;
    }

    Counts add(Counts others) {
        others.numbers.forEach(this::add);
        return this;
    }

    /** What takes these back. */
    Counts negative() {
        var negative = new Counts();
        numbers.forEach((count, number) -> negative.add(count, -number));
        return negative;
    }

    long of(Count count) {
        return numbers.getOrDefault(count, 0L);
    }

    /** By column, without zeros. */
    Map<String, Long> asNote() {
        var note = new TreeMap<String, Long>();
        numbers.forEach((count, number) -> note.put(count.column(), number));
        return note;
    }

    /** What {@link #asNote} wrote. */
    static Counts ofNote(Map<String, Long> note) {
        var counts = new Counts();
        for (var count : Count.values()) {
            counts.add(count, note.getOrDefault(count.column(), 0L));
        }
        return counts;
    }

    /** By column. */
    Map<String, Object> asRow() {
        var row = new java.util.LinkedHashMap<String, Object>();
        for (var count : Count.values()) {
            row.put(count.column(), of(count));
        }
        return row;
    }
}
