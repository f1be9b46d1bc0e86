package onestop.approval.figures;

import java.util.EnumMap;
import java.util.Map;

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

    long of(Count count) {
        return numbers.getOrDefault(count, 0L);
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
