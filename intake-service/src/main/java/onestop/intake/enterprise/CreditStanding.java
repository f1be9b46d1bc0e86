package onestop.intake.enterprise;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far an enterprise is trusted today. A branch is no person of its own: what its parent did counts for it, too.
 *
 * @param marks what counts against it, newest first
 */
public record CreditStanding(List<Mark> marks) {
    static final CreditStanding GOOD = new CreditStanding(List.of());

    public enum Kind {
        GOOD,
        /** It may ask for anything, and nothing is taken on trust. */
        DISHONEST,
        /** There is something it may not ask for. */
        BARRED
    }

    /**
     * @param itemCodes what it is barred from; null for every item
     * @param barredUntil the last day; null if it is not barred
     */
    public record Mark(
            CreditGround ground,
            @Nullable List<String> itemCodes,
            String basis,
            LocalDate since,
            @Nullable LocalDate barredUntil) {}

    public Kind kind() {
        if (marks.isEmpty()) {
            return Kind.GOOD;
        }
        return marks.stream().anyMatch(mark -> mark.barredUntil() != null) ? Kind.BARRED : Kind.DISHONEST;
    }

    /**
     * Whether materials may follow later or be replaced by a promise. Whoever broke faith and has not repaired it hands
     * everything in.
     */
    public boolean takenOnTrust() {
        return marks.isEmpty();
    }

    /** What keeps the enterprise from asking for any of the items; the bar that lasts longest. */
    public Optional<Bar> bar(Collection<String> items) {
        return marks.stream()
                .flatMap(mark -> Optional.ofNullable(mark.barredUntil())
                        .map(until -> new Bar(mark.ground(), until, concerned(mark, items)))
                        .stream())
                .filter(bar -> !bar.itemCodes().isEmpty())
                .max(Comparator.comparing(Bar::until));
    }

    private static List<String> concerned(Mark mark, Collection<String> items) {
        var barred = mark.itemCodes();
        return items.stream()
                .filter(item -> barred == null || barred.contains(item))
                .toList();
    }

    /**
     * @param until the last day
     * @param itemCodes those of the items asked for that it concerns
     */
    public record Bar(CreditGround ground, LocalDate until, List<String> itemCodes) {}
}
