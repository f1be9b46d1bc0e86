package onestop.intake.notice;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import onestop.intake.catalogue.Catalogue;
import onestop.intake.catalogue.ServiceItem;
import onestop.intake.input.FieldErrors;
import org.jspecify.annotations.Nullable;

/** Reads what a request asks for: one package, or up to fifty items. */
public final class SelectionReader {
    public static final int MOST_ITEMS = 50;
    public static final int MOST_BRANCHES = 500;

    /** The selection, or nothing and the reasons in {@code errors}. */
    public static Optional<Selection> read(
            @Nullable String packageCode,
            @Nullable List<@Nullable String> itemCodes,
            Catalogue catalogue,
            FieldErrors errors) {
        if ((packageCode == null) == (itemCodes == null)) {
            errors.add("packageCode", "package-or-items");
            return Optional.empty();
        }
        if (packageCode != null) {
            var found = catalogue.servicePackage(packageCode);
            if (found.isEmpty()) {
                errors.add("packageCode", "unknown-package", packageCode);
            }
            return found.map(one -> Selection.ofPackage(one, catalogue));
        }
        if (itemCodes == null || itemCodes.isEmpty() || itemCodes.size() > MOST_ITEMS) {
            errors.add("itemCodes", "count-range", 1, MOST_ITEMS);
            return Optional.empty();
        }
        var items = new ArrayList<ServiceItem>();
        var already = new HashSet<String>();
        for (int i = 0; i < itemCodes.size(); i++) {
            var code = itemCodes.get(i);
            var field = "itemCodes[" + i + "]";
            if (code == null) {
                errors.add(field, "required");
            } else if (!already.add(code)) {
                errors.add(field, "named-twice", code);
            } else {
                catalogue.item(code).ifPresentOrElse(items::add, () -> errors.add(field, "unknown-item", code));
            }
        }
        return items.size() == itemCodes.size() ? Optional.of(Selection.ofItems(items)) : Optional.empty();
    }

    private SelectionReader() {}
}
