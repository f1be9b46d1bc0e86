package onestop.approval.cases;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An accepted application as the back office needs it. Checks itself: whoever builds one from outside learns of a contradiction by an
 * {@link IllegalArgumentException} before anything is written.
 *
 * @param countsFrom the day the limits count from: that of the acceptance, or the next working day when it was after hours
 * @param acceptedBy staff id of the clerk; null only when acceptance was deemed
 */
public record AcceptedFile(
        String receiptNumber,
        Kind kind,
        @Nullable String packageCode,
        String channel,
        Enterprise enterprise,
        Instant receivedAt,
        Instant acceptedAt,
        LocalDate countsFrom,
        @Nullable String acceptedBy,
        @Nullable String acceptedByUnit,
        boolean deemed,
        @Nullable String windowCode,
        @Nullable GreenChannel greenChannel,
        List<DeferredMaterial> deferredMaterials,
        List<Item> items,
        List<Subject> subjects,
        List<Part> cases,
        Baseline baseline) {

    private static final int MOST_CASES = 20_000;

    public AcceptedFile {
        deferredMaterials = List.copyOf(deferredMaterials);
        items = List.copyOf(items);
        subjects = List.copyOf(subjects);
        cases = List.copyOf(cases);
        require(!receiptNumber.isBlank(), "the receipt number is missing");
        require(deemed || acceptedBy != null, "acceptedBy is missing and acceptance was not deemed");
        require(!cases.isEmpty(), "there is no case");
        require(cases.size() <= MOST_CASES, "there are more than " + MOST_CASES + " cases");
        requireDistinct(items, Item::code, "item");
        requireDistinct(subjects, Subject::usci, "subject");
        requireDistinct(cases, Part::caseNumber, "case number");
        requireDistinct(cases, part -> part.item() + " for " + part.subject(), "case");
        var itemCodes = items.stream().map(Item::code).collect(Collectors.toSet());
        var uscis = subjects.stream().map(Subject::usci).collect(Collectors.toSet());
        for (var part : cases) {
            require(itemCodes.contains(part.item()), "case %s names no item of the file", part.caseNumber());
            require(uscis.contains(part.subject()), "case %s names no subject of the file", part.caseNumber());
        }
    }

    AcceptedFile withItems(List<Item> others) {
        return new AcceptedFile(
                receiptNumber,
                kind,
                packageCode,
                channel,
                enterprise,
                receivedAt,
                acceptedAt,
                countsFrom,
                acceptedBy,
                acceptedByUnit,
                deemed,
                windowCode,
                greenChannel,
                deferredMaterials,
                others,
                subjects,
                cases,
                baseline);
    }

    public enum Kind {
        SINGLE,
        PACKAGE,
        BATCH
    }

    public record Enterprise(String usci, String name) {}

    public record GreenChannel(
            @Nullable String basis,
            @Nullable String projectNumber,
            @Nullable String helper) {}

    public record DeferredMaterial(String key, LocalDate dueOn) {}

    /**
     * @param stage counted from 0
     * @param needs items of earlier stages whose results this one uses
     * @param steps in their order; none named: examined before its decision, unless decided on the spot
     * @param onSiteVerification whether two officers verify on site before it is decided (行政许可法 art. 34)
     */
    public record Item(
            String code,
            long version,
            String nameZh,
            String nameEn,
            String unit,
            CaseType caseType,
            int statutoryDays,
            int promisedDays,
            String resultNameZh,
            int stage,
            List<String> needs,
            List<CaseStep> steps,
            boolean onSiteVerification) {

        public Item {
            needs = List.copyOf(needs);
            steps = List.copyOf(steps);
            require(
                    steps.isEmpty() || PROCEDURES.contains(steps),
                    "the steps of item %s are no procedure, which ends with the decision",
                    code);
            require(stage >= 0, "the stage of item %s is negative", code);
            require(statutoryDays >= 0 && promisedDays >= 0, "a limit of item %s is negative", code);
            require(statutoryDays <= 1_000 && promisedDays <= 1_000, "a limit of item %s is too long", code);
        }

        Item(
                String code,
                long version,
                String nameZh,
                String nameEn,
                String unit,
                CaseType caseType,
                int statutoryDays,
                int promisedDays,
                String resultNameZh,
                int stage,
                List<String> needs) {
            this(
                    code,
                    version,
                    nameZh,
                    nameEn,
                    unit,
                    caseType,
                    statutoryDays,
                    promisedDays,
                    resultNameZh,
                    stage,
                    needs,
                    List.of(),
                    false);
        }

        /** The same item with another promise; the limit of the law stays. */
        Item promised(int workingDays) {
            return new Item(
                    code,
                    version,
                    nameZh,
                    nameEn,
                    unit,
                    caseType,
                    statutoryDays,
                    workingDays,
                    resultNameZh,
                    stage,
                    needs,
                    steps,
                    onSiteVerification);
        }

        int stepCount() {
            return steps.isEmpty() ? CaseRow.stepsOf(caseType) : steps.size();
        }
    }

    public record Subject(String usci, String name, String regionCode) {}

    public record Part(String caseNumber, String item, String subject) {}

    public record Baseline(
            @Nullable Integer materialsSeparately,
            @Nullable Integer handedIn,
            @Nullable Double materialReductionRate,
            @Nullable Integer visitsSeparately,
            @Nullable Integer visits,
            @Nullable Integer statutoryDaysSequential,
            @Nullable Integer promisedDaysSequential,
            @Nullable Integer packagePromisedDays) {}

    private static final Set<List<CaseStep>> PROCEDURES = Set.of(
            List.of(CaseStep.DECISION),
            List.of(CaseStep.EXAMINATION, CaseStep.DECISION),
            List.of(CaseStep.EXAMINATION, CaseStep.REVIEW, CaseStep.DECISION));

    Map<String, Item> itemsByCode() {
        return items.stream().collect(Collectors.toMap(Item::code, Function.identity(), (one, _) -> one, TreeMap::new));
    }

    Map<String, Subject> subjectsByUsci() {
        return subjects.stream()
                .collect(Collectors.toMap(Subject::usci, Function.identity(), (one, _) -> one, TreeMap::new));
    }

    private static <T> void requireDistinct(List<T> all, Function<T, String> key, String what) {
        Set<String> seen = new HashSet<>();
        for (var one : all) {
            require(seen.add(key.apply(one)), "the %s %s is named twice", what, key.apply(one));
        }
    }

    private static void require(boolean holds, String message, Object... args) {
        if (!holds) {
            throw new IllegalArgumentException(message.formatted(args));
        }
    }
}
