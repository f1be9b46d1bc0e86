package onestop.web;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param next what to send as {@code after} for the page that follows; absent on the last page
 */
public record Page<T>(List<T> items, @Nullable String next) {
    public Page {
        items = List.copyOf(items);
    }

    /**
     * The page of a query that asked for one row more than the limit: the surplus row only tells that there is more.
     *
     * @param cursor the cursor that continues after an item
     */
    public static <T> Page<T> of(List<T> rows, Limit limit, Function<? super T, String> cursor) {
        if (rows.size() <= limit.value()) {
            return new Page<>(rows, null);
        }
        var items = rows.subList(0, limit.value());
        return new Page<>(items, cursor.apply(items.getLast()));
    }
}
