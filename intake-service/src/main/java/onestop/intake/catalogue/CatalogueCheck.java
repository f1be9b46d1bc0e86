package onestop.intake.catalogue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import onestop.intake.catalogue.CatalogueDocument.ItemEntry;
import onestop.intake.catalogue.CatalogueDocument.MaterialEntry;
import onestop.intake.catalogue.CatalogueDocument.NeedEntry;
import onestop.intake.catalogue.CatalogueDocument.PackageEntry;
import onestop.intake.catalogue.CatalogueDocument.QuestionEntry;
import onestop.intake.catalogue.CatalogueDocument.UnitEntry;
import onestop.intake.catalogue.CatalogueEntries.EntryId;
import onestop.intake.catalogue.CatalogueEntries.Kind;
import onestop.intake.input.FieldErrors;
import org.jspecify.annotations.Nullable;

/**
 * Turns what is entered into entries of the catalogue, or names everything in it that is wrong: each entry has errors of
 * its own, so that a bad one does not hide the others. All versions are 0 here.
 */
final class CatalogueCheck {
    private static final Set<List<ServiceItem.ApprovalStep>> PROCEDURES = Set.of(
            List.of(ServiceItem.ApprovalStep.DECISION),
            List.of(ServiceItem.ApprovalStep.EXAMINATION, ServiceItem.ApprovalStep.DECISION),
            List.of(
                    ServiceItem.ApprovalStep.EXAMINATION,
                    ServiceItem.ApprovalStep.REVIEW,
                    ServiceItem.ApprovalStep.DECISION));

    private static final int LONGEST_TEXT = 500;
    private static final int MOST_DAYS = 1_000;
    private static final int MOST_COPIES = 100;
    private static final int MOST_ENTRIES = 10_000;
    private static final int MOST_IN_A_LIST = 200;
    private static final Pattern KEY = Pattern.compile("[A-Z0-9][A-Z0-9_-]{0,49}");

    /** What there is already and can be referred to. */
    private final Catalogue known;

    private final boolean refusedOnesMayBeLeftOut;
    private final List<Checked> checked = new ArrayList<>();
    private final Set<EntryId> present = new HashSet<>();
    private final Set<EntryId> refused = new HashSet<>();
    private FieldErrors errors = new FieldErrors();

    private CatalogueCheck(Catalogue known, boolean refusedOnesMayBeLeftOut) {
        this.known = known;
        this.refusedOnesMayBeLeftOut = refusedOnesMayBeLeftOut;
    }

    /**
     * One entry with what is wrong with it.
     *
     * @param at where it stands, as errors name it
     * @param body a {@link Unit}, {@link Material}, {@link ServiceItem} or {@link ServicePackage}; not sound when there
     *     are errors
     */
    record Checked(String at, EntryId id, Object body, FieldErrors errors) {
        boolean sound() {
            return !errors.any();
        }
    }

    /** Something entered, where, and what its reader has already found wrong. */
    record Entered(String at, Object entry, FieldErrors errors) {}

    /** The catalogue a whole document describes; throws what names every wrong field when there is one. */
    static Catalogue check(CatalogueDocument document) {
        var checked = new CatalogueCheck(Catalogue.EMPTY, false).all(entered(document, true));
        var errors = new FieldErrors();
        checked.forEach(one -> errors.addAll(one.errors()));
        errors.throwIfAny();
        return Catalogue.of(checked.stream().map(Checked::body).toList());
    }

    /**
     * Entries held against what there is and against each other.
     *
     * @param refusedOnesMayBeLeftOut an entry that needs a refused one is refused, too; otherwise all are refused anyway
     */
    static List<Checked> check(List<Entered> entered, Catalogue known, boolean refusedOnesMayBeLeftOut) {
        return new CatalogueCheck(known, refusedOnesMayBeLeftOut).all(entered);
    }

    /** A single entry held against what there is. */
    static Checked check(Entered entered, Catalogue known) {
        return check(List.of(entered), known, false).getFirst();
    }

    /**
     * The entries of a document.
     *
     * @param whole whether each part has to be there
     */
    static List<Entered> entered(CatalogueDocument document, boolean whole) {
        var errors = new FieldErrors();
        var entered = new ArrayList<Entered>();
        each(errors, document.departments(), "departments", whole, entered);
        each(errors, document.materials(), "materials", whole, entered);
        each(errors, document.items(), "items", whole, entered);
        each(errors, document.packages(), "packages", whole, entered);
        errors.throwIfAny();
        return entered;
    }

    private static <T> void each(
            FieldErrors errors, @Nullable List<T> entries, String path, boolean needed, List<Entered> into) {
        if (entries == null) {
            if (needed) {
                errors.add(path, "required");
            }
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
                into.add(new Entered(at, entry, new FieldErrors()));
            }
        }
    }

    /** What is referred to comes before what refers to it, whatever the order of the file. */
    private List<Checked> all(List<Entered> entered) {
        for (var one : entered) {
            present.add(id(one.entry()));
        }
        var already = new HashSet<EntryId>();
        for (var kind : Kind.values()) {
            for (var one : entered) {
                var id = id(one.entry());
                if (id.kind() == kind) {
                    errors = one.errors();
                    var body = body(one, already);
                    checked.add(new Checked(one.at(), id, body, errors));
                    if (errors.any()) {
                        refused.add(id);
                    }
                }
            }
        }
        return checked;
    }

    static EntryId id(Object entry) {
        return switch (entry) {
            case UnitEntry unit -> new EntryId(Kind.UNIT, orEmpty(unit.key()));
            case MaterialEntry material -> new EntryId(Kind.MATERIAL, orEmpty(material.key()));
            case ItemEntry item -> new EntryId(Kind.ITEM, orEmpty(item.code()));
            case PackageEntry pack -> new EntryId(Kind.PACKAGE, orEmpty(pack.code()));
            default -> throw new IllegalArgumentException("no entry: " + entry.getClass());
        };
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private Object body(Entered one, Set<EntryId> already) {
        return switch (one.entry()) {
            case UnitEntry unit -> unit(unit, one.at(), already);
            case MaterialEntry material -> material(material, one.at(), already);
            case ItemEntry item -> item(item, one.at(), already);
            case PackageEntry pack -> pack(pack, one.at(), already);
            default -> throw new IllegalArgumentException("no entry: " + one.at());
        };
    }

    private Unit unit(UnitEntry entry, String at, Set<EntryId> already) {
        var usci = errors.usci(at + ".usci", entry.usci());
        return new Unit(
                key(at + ".key", entry.key(), Kind.UNIT, already),
                text(at + ".nameZh", entry.nameZh()),
                text(at + ".nameEn", entry.nameEn()),
                usci == null ? "" : usci,
                0);
    }

    private Material material(MaterialEntry entry, String at, Set<EntryId> already) {
        return new Material(
                key(at + ".key", entry.key(), Kind.MATERIAL, already),
                definite(at + ".nameZh", text(at + ".nameZh", entry.nameZh())),
                definite(at + ".nameEn", text(at + ".nameEn", entry.nameEn())),
                given(at + ".trustLevel", entry.trustLevel(), Material.TrustLevel.D),
                text(at + ".issuer", entry.issuer()),
                given(at + ".kind", entry.kind(), Material.Kind.DOCUMENT),
                given(at + ".deferrable", entry.deferrable(), false),
                given(at + ".commitmentAllowed", entry.commitmentAllowed(), false),
                given(at + ".shareableByData", entry.shareableByData(), false),
                0);
    }

    private ServiceItem item(ItemEntry entry, String at, Set<EntryId> already) {
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
        var asked = list(at + ".materials", entry.materials());
        for (int i = 0; i < asked.size(); i++) {
            var path = at + ".materials[" + i + "]";
            var need = asked.get(i);
            if (need == null) {
                errors.add(path, "required");
            } else {
                needs.add(need(need, path, needed));
            }
        }
        var produces = entry.producesMaterials() == null
                ? List.<String>of()
                : list(at + ".producesMaterials", entry.producesMaterials());
        for (int i = 0; i < produces.size(); i++) {
            known(at + ".producesMaterials[" + i + "]", produces.get(i), Kind.MATERIAL, "unknown-material");
        }
        var special = entry.specialProcedures() == null
                ? List.<String>of()
                : list(at + ".specialProcedures", entry.specialProcedures());
        var steps = entry.approvalSteps();
        if (steps != null && !PROCEDURES.contains(steps)) {
            errors.add(at + ".approvalSteps", "no-procedure");
        }
        var note = orEmpty(entry.note());
        atMost(at + ".note", note, LONGEST_TEXT);
        var item = new ServiceItem(
                key(at + ".code", entry.code(), Kind.ITEM, already),
                0,
                definite(at + ".nameZh", text(at + ".nameZh", entry.nameZh())),
                definite(at + ".nameEn", text(at + ".nameEn", entry.nameEn())),
                known(at + ".deptKey", entry.deptKey(), Kind.UNIT, "unknown-unit"),
                given(at + ".kind", entry.kind(), ServiceItem.Kind.PUBLIC_SERVICE),
                caseType,
                statutory,
                promised,
                text(at + ".baseCode", entry.baseCode()),
                text(at + ".implementCode", entry.implementCode()),
                needs,
                withoutNulls(special),
                steps == null || !PROCEDURES.contains(steps) ? null : steps,
                definite(at + ".resultNameZh", text(at + ".resultNameZh", entry.resultNameZh())),
                withoutNulls(produces),
                given(at + ".feeCharged", entry.feeCharged(), false),
                number(at + ".onlineDepth", entry.onlineDepth(), 1, 3),
                definite(at + ".note", note),
                entry.guide());
        if (entry.guide() != null) {
            GuideCheck.check(entry.guide(), item, at + ".guide", errors);
        }
        return item;
    }

    private ServiceItem.Need need(NeedEntry entry, String at, Set<String> already) {
        var key = known(at + ".key", entry.key(), Kind.MATERIAL, "unknown-material");
        if (entry.key() != null && !already.add(key)) {
            errors.add(at + ".key", "named-twice", key);
        }
        boolean required = given(at + ".required", entry.required(), true);
        if (required && entry.condition() != null) {
            errors.add(at + ".condition", "required-without-condition");
        }
        if (entry.condition() != null) {
            condition(at + ".condition", entry.condition());
        }
        return new ServiceItem.Need(
                key, required, entry.condition(), number(at + ".copies", entry.copies(), 1, MOST_COPIES));
    }

    private ServicePackage pack(PackageEntry entry, String at, Set<EntryId> already) {
        var stages = entry.stages() == null ? List.<List<String>>of() : list(at + ".stages", entry.stages());
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
            for (int i = 0; i < list(path, codesOfStage).size(); i++) {
                var code = known(path + "[" + i + "]", codesOfStage.get(i), Kind.ITEM, "unknown-item");
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
            condition(at + ".conditionalItems." + item, condition);
        });
        var questions = questions(entry, at + ".questionnaire");
        boolean sound = !errors.any();
        return new ServicePackage(
                key(at + ".code", entry.code(), Kind.PACKAGE, already),
                0,
                text(at + ".nameZh", entry.nameZh()),
                text(at + ".nameEn", entry.nameEn()),
                given(at + ".group", entry.group(), ServicePackage.Group.INDUSTRY),
                sound ? stages : List.of(),
                sound ? conditional : Map.of(),
                orEmpty(entry.note()),
                questions);
    }

    private List<ServicePackage.Question> questions(PackageEntry entry, String at) {
        var questions = new ArrayList<ServicePackage.Question>();
        var asked = new HashSet<String>();
        var entries = entry.questionnaire() == null ? List.<QuestionEntry>of() : list(at, entry.questionnaire());
        for (int i = 0; i < entries.size(); i++) {
            var path = at + "[" + i + "]";
            var question = entries.get(i);
            if (question == null) {
                errors.add(path, "required");
                continue;
            }
            condition(path + ".condition", question.condition());
            if (question.condition() != null && !asked.add(question.condition())) {
                errors.add(path + ".condition", "named-twice", question.condition());
            }
            questions.add(new ServicePackage.Question(
                    orEmpty(question.condition()),
                    text(path + ".textZh", question.textZh()),
                    text(path + ".textEn", question.textEn())));
        }
        return questions;
    }

    private <T> List<T> list(String field, @Nullable List<T> list) {
        if (list == null) {
            errors.add(field, "required");
            return List.of();
        }
        if (list.size() > MOST_IN_A_LIST) {
            errors.add(field, "too-many", MOST_IN_A_LIST);
            return List.of();
        }
        return list;
    }

    private String key(String field, @Nullable String value, Kind kind, Set<EntryId> already) {
        if (value == null || value.isEmpty()) {
            errors.add(field, "required");
            return "";
        }
        if (!KEY.matcher(value).matches()) {
            errors.add(field, "catalogue-key");
        } else if (!already.add(new EntryId(kind, value))) {
            errors.add(field, "named-twice", value);
        }
        return value;
    }

    private void condition(String field, @Nullable String value) {
        if (value == null || value.isBlank()) {
            errors.add(field, "required");
        } else if (!KEY.matcher(value).matches()) {
            errors.add(field, "catalogue-key");
        }
    }

    private String known(String field, @Nullable String value, Kind kind, String otherwise) {
        if (value == null) {
            errors.add(field, "required");
            return "";
        }
        var id = new EntryId(kind, value);
        if (refusedOnesMayBeLeftOut && refused.contains(id) && !known.has(id)) {
            errors.add(field, "refused-in-this-file", value);
        } else if (!present.contains(id) && !known.has(id)) {
            errors.add(field, otherwise, value);
        }
        return value;
    }

    private String text(String field, @Nullable String value) {
        if (value == null || value.isBlank()) {
            errors.add(field, "required");
            return "";
        }
        atMost(field, value, LONGEST_TEXT);
        return value;
    }

    private void atMost(String field, String value, int longest) {
        if (value.length() > longest) {
            errors.add(field, "too-long", longest);
        }
    }

    /** Refuses words that leave open what is asked for. */
    private String definite(String field, String value) {
        Optional<String> open = CatchAll.in(value);
        open.ifPresent(words -> errors.add(field, "catch-all-wording", words));
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
