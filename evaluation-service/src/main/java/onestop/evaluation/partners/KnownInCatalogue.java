package onestop.evaluation.partners;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import onestop.evaluation.catalogue.CatalogueNames;
import onestop.web.InvalidFieldException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Refuses rows about units and items that the catalogue has never had. It is what has been published so far: a row that is
 * ahead of its unit is taken when it is sent again, or put back from the dead letters.
 */
@Component
class KnownInCatalogue {
    private final CatalogueNames names;

    /** Those that were found: the catalogue keeps what it had once, so that a batch asks for new ones only. */
    private final Set<String> units = ConcurrentHashMap.newKeySet();

    private final Set<String> items = ConcurrentHashMap.newKeySet();

    KnownInCatalogue(CatalogueNames names) {
        this.names = names;
    }

    /**
     * What does not hold, by row. Two statements at most, however many rows there are.
     *
     * @param item the item or package that the row is about; null when it is about something else
     * @param itemField what that is called in the row
     */
    <T> Map<T, InvalidFieldException> refused(
            Collection<T> rows,
            Function<T, @Nullable String> unit,
            Function<T, @Nullable String> item,
            String itemField) {
        units.addAll(names.units(others(rows, unit, units)).keySet());
        items.addAll(names.matters(others(rows, item, items)).keySet());
        var refused = new HashMap<T, InvalidFieldException>();
        for (var row : rows) {
            var code = item.apply(row);
            var key = String.valueOf(unit.apply(row));
            if (!units.contains(key)) {
                refused.put(row, new InvalidFieldException("unit", "unknown-unit", key));
            } else if (code != null && !items.contains(code)) {
                refused.put(row, new InvalidFieldException(itemField, "unknown-item", code));
            }
        }
        return refused;
    }

    private static <T> Set<String> others(
            Collection<T> rows, Function<T, @Nullable String> code, Set<String> remembered) {
        return rows.stream()
                .map(code)
                .filter(Objects::nonNull)
                .filter(one -> !remembered.contains(one))
                .collect(Collectors.toSet());
    }
}
