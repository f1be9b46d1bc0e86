package onestop.intake.catalogue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import onestop.intake.catalogue.CatalogueDocument.ItemEntry;
import onestop.intake.catalogue.CatalogueDocument.MaterialEntry;
import onestop.intake.catalogue.CatalogueDocument.NeedEntry;
import onestop.intake.catalogue.CatalogueDocument.PackageEntry;
import onestop.intake.catalogue.CatalogueDocument.UnitEntry;
import onestop.intake.input.FieldErrors;
import org.jspecify.annotations.Nullable;

/** Turns an imported document into a catalogue, or names everything in it that is wrong. All versions are 0 here. */
final class CatalogueCheck {
    private static final int LONGEST_TEXT = 500;
    private static final int MOST_DAYS = 1_000;
    private static final int MOST_COPIES = 100;
    private static final int MOST_ENTRIES = 10_000;
    private static final Pattern KEY = Pattern.compile("[A-Z0-9][A-Z0-9_-]{0,49}");

    private final FieldErrors errors = new FieldErrors();

    /** The catalogue; throws what names every wrong field when there is one. */
    static Catalogue check(CatalogueDocument document) {
        return new CatalogueCheck().read(document);
    }

    private Catalogue read(CatalogueDocument document) {
        var units = new ArrayList<Unit>();
        var unitKeys = new HashSet<String>();
        each(document.departments(), "departments", (entry, at) -> units.add(unit(entry, at, unitKeys)));
        var materials = new ArrayList<Material>();
        var materialKeys = new HashSet<String>();
        each(document.materials(), "materials", (entry, at) -> materials.add(material(entry, at, materialKeys)));
        var items = new ArrayList<ServiceItem>();
        var itemCodes = new HashSet<String>();
        each(document.items(), "items", (entry, at) -> items.add(item(entry, at, itemCodes, unitKeys, materialKeys)));
        var packages = new ArrayList<ServicePackage>();
        var packageCodes = new HashSet<String>();
        each(document.packages(), "packages", (entry, at) -> packages.add(pack(entry, at, packageCodes, itemCodes)));
        errors.throwIfAny();
        return new Catalogue(units, materials, items, packages);
    }

    private Unit unit(UnitEntry entry, String at, Set<String> keys) {
        var usci = errors.usci(at + ".usci", entry.usci());
        return new Unit(
                key(at + ".key", entry.key(), keys),
                text(at + ".nameZh", entry.nameZh()),
                text(at + ".nameEn", entry.nameEn()),
                usci == null ? "" : usci,
                0);
    }

    private Material material(MaterialEntry entry, String at, Set<String> keys) {
        return new Material(
                key(at + ".key", entry.key(), keys),
                text(at + ".nameZh", entry.nameZh()),
                text(at + ".nameEn", entry.nameEn()),
                given(at + ".trustLevel", entry.trustLevel(), Material.TrustLevel.D),
                text(at + ".issuer", entry.issuer()),
                given(at + ".kind", entry.kind(), Material.Kind.DOCUMENT),
                given(at + ".deferrable", entry.deferrable(), false),
                given(at + ".commitmentAllowed", entry.commitmentAllowed(), false),
                given(at + ".shareableByData", entry.shareableByData(), false),
                0);
    }

    private ServiceItem item(ItemEntry entry, String at, Set<String> codes, Set<String> units, Set<String> materials) {
        int statutory = number(at + ".statutoryDays", entry.statutoryDays(), 0, MOST_DAYS);
        int promised = number(at + ".promisedDays", entry.promisedDays(), 0, MOST_DAYS);
        var caseType = given(at + ".caseType", entry.caseType(), ServiceItem.CaseType.PROMISED);
        if (promised > statutory) {
            errors.add(at + ".promisedDays", "promise-exceeds-statutory", statutory);
        }
        if (entry.promisedDays() != null && (caseType == ServiceItem.CaseType.IMMEDIATE) != (promised == 0)) {
            errors.add(at + ".caseType", "immediate-means-zero-days");
        }
        var needs = new ArrayList<ServiceItem.Need>();
        var needed = new HashSet<String>();
        each(entry.materials(), at + ".materials", (need, path) -> needs.add(need(need, path, needed, materials)));
        var produces = entry.producesMaterials() == null ? List.<String>of() : entry.producesMaterials();
        for (int i = 0; i < produces.size(); i++) {
            known(at + ".producesMaterials[" + i + "]", produces.get(i), materials, "unknown-material");
        }
        return new ServiceItem(
                key(at + ".code", entry.code(), codes),
                0,
                text(at + ".nameZh", entry.nameZh()),
                text(at + ".nameEn", entry.nameEn()),
                known(at + ".deptKey", entry.deptKey(), units, "unknown-unit"),
                given(at + ".kind", entry.kind(), ServiceItem.Kind.PUBLIC_SERVICE),
                caseType,
                statutory,
                promised,
                text(at + ".baseCode", entry.baseCode()),
                text(at + ".implementCode", entry.implementCode()),
                needs,
                entry.specialProcedures() == null ? List.of() : withoutNulls(entry.specialProcedures()),
                text(at + ".resultNameZh", entry.resultNameZh()),
                withoutNulls(produces),
                given(at + ".feeCharged", entry.feeCharged(), false),
                number(at + ".onlineDepth", entry.onlineDepth(), 1, 3),
                entry.note() == null ? "" : entry.note());
    }

    private ServiceItem.Need need(NeedEntry entry, String at, Set<String> already, Set<String> materials) {
        var key = known(at + ".key", entry.key(), materials, "unknown-material");
        if (entry.key() != null && !already.add(key)) {
            errors.add(at + ".key", "named-twice", key);
        }
        boolean required = given(at + ".required", entry.required(), true);
        if (required && entry.condition() != null) {
            errors.add(at + ".condition", "required-without-condition");
        }
        return new ServiceItem.Need(
                key, required, entry.condition(), number(at + ".copies", entry.copies(), 1, MOST_COPIES));
    }

    private ServicePackage pack(PackageEntry entry, String at, Set<String> codes, Set<String> items) {
        var stages = entry.stages() == null ? List.<List<String>>of() : entry.stages();
        if (stages.isEmpty()) {
            errors.add(at + ".stages", "required");
        }
        var inPackage = new HashSet<String>();
        for (int stage = 0; stage < stages.size(); stage++) {
            var path = at + ".stages[" + stage + "]";
            var codesOfStage = stages.get(stage);
            if (codesOfStage == null || codesOfStage.isEmpty()) {
                errors.add(path, "required");
                continue;
            }
            for (int i = 0; i < codesOfStage.size(); i++) {
                var code = known(path + "[" + i + "]", codesOfStage.get(i), items, "unknown-item");
                if (!inPackage.add(code)) {
                    errors.add(path + "[" + i + "]", "named-twice", code);
                }
            }
        }
        var conditional = entry.conditionalItems() == null ? Map.<String, String>of() : entry.conditionalItems();
        conditional.forEach((item, condition) -> {
            if (!inPackage.contains(item)) {
                errors.add(at + ".conditionalItems." + item, "not-in-the-package");
            }
            if (condition == null || condition.isBlank()) {
                errors.add(at + ".conditionalItems." + item, "required");
            }
        });
        boolean sound = !errors.any();
        return new ServicePackage(
                key(at + ".code", entry.code(), codes),
                0,
                text(at + ".nameZh", entry.nameZh()),
                text(at + ".nameEn", entry.nameEn()),
                given(at + ".group", entry.group(), ServicePackage.Group.INDUSTRY),
                sound ? stages : List.of(),
                sound ? conditional : Map.of(),
                entry.note() == null ? "" : entry.note());
    }

    private interface EachEntry<T> {
        void take(T entry, String at);
    }

    private <T> void each(@Nullable List<T> entries, String path, EachEntry<T> action) {
        if (entries == null) {
            errors.add(path, "required");
            return;
        }
        if (entries.size() > MOST_ENTRIES) {
            errors.add(path, "too-many", MOST_ENTRIES);
            return;
        }
        for (int i = 0; i < entries.size(); i++) {
            var at = path + "[" + i + "]";
            var entry = entries.get(i);
            if (entry == null) {
                errors.add(at, "required");
            } else {
                action.take(entry, at);
            }
        }
    }

    private String key(String field, @Nullable String value, Set<String> already) {
        if (value == null) {
            errors.add(field, "required");
            return "";
        }
        if (!KEY.matcher(value).matches()) {
            errors.add(field, "catalogue-key");
        } else if (!already.add(value)) {
            errors.add(field, "named-twice", value);
        }
        return value;
    }

    private String known(String field, @Nullable String value, Set<String> all, String otherwise) {
        if (value == null) {
            errors.add(field, "required");
            return "";
        }
        if (!all.contains(value)) {
            errors.add(field, otherwise, value);
        }
        return value;
    }

    private String text(String field, @Nullable String value) {
        if (value == null || value.isBlank()) {
            errors.add(field, "required");
            return "";
        }
        if (value.length() > LONGEST_TEXT) {
            errors.add(field, "too-long", LONGEST_TEXT);
        }
        return value;
    }

    private int number(String field, @Nullable Integer value, int least, int most) {
        if (value == null) {
            errors.add(field, "required");
            return least;
        }
        if (value < least || value > most) {
            errors.add(field, "number-range", least, most);
        }
        return value;
    }

    private <T> T given(String field, @Nullable T value, T otherwise) {
        if (value == null) {
            errors.add(field, "required");
            return otherwise;
        }
        return value;
    }

    private static List<String> withoutNulls(List<String> values) {
        return values.stream().filter(Objects::nonNull).toList();
    }
}
