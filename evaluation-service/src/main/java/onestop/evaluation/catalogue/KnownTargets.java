package onestop.evaluation.catalogue;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import onestop.evaluation.personal.PublicWords;
import onestop.evaluation.scale.Target;
import onestop.web.InvalidFieldException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Holds what a poster hangs for, or a review is about, against what has been published: units, items and packages, windows. Of
 * halls, platforms and officers' accounts nobody keeps a register here: of those codes only the form is looked at.
 */
@Component
public class KnownTargets {
    private static final Pattern OWN_CODE = Pattern.compile("[A-Z0-9][A-Z0-9-]{0,19}");

    private final CatalogueNames names;
    private final HallWindows windows;

    KnownTargets(CatalogueNames names, HallWindows windows) {
        this.names = names;
        this.windows = windows;
    }

    /** Refuses what is not known, by the names {@code unit} and {@code targetCode} of its fields. */
    public void check(Target target, String code, String unit) {
        if (names.units(List.of(unit)).isEmpty()) {
            throw new InvalidFieldException("unit", "unknown-unit", unit);
        }
        switch (target) {
            case ITEM -> {
                if (names.matters(List.of(code)).isEmpty()) {
                    throw new InvalidFieldException("targetCode", "unknown-item", code);
                }
            }
            case WINDOW -> {
                if (windows.places(List.of(code)).isEmpty()) {
                    throw new InvalidFieldException("targetCode", "unknown-window", code);
                }
            }
            case HALL, PLATFORM -> {
                if (!OWN_CODE.matcher(code).matches()) {
                    throw new InvalidFieldException("targetCode", "own-code-form");
                }
            }
            // An account or the number on a desk, which others read: no telephone, no identity card.
            case OFFICER -> PublicWords.check("targetCode", code);
        }
    }

    /** Refuses items and packages that are not known, by their place in the list. @param field with {@code %d} for the place */
    public void checkItems(String field, List<@Nullable String> items) {
        var known = names.matters(items.stream().filter(item -> item != null).collect(Collectors.toSet()))
                .keySet();
        for (int i = 0; i < items.size(); i++) {
            var item = items.get(i);
            if (item != null && !known.contains(item)) {
                throw new InvalidFieldException(field.formatted(i), "unknown-item", item);
            }
        }
    }
}
