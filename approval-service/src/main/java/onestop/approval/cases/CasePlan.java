package onestop.approval.cases;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import onestop.approval.cases.AcceptedFile.Item;
import onestop.approval.cases.AcceptedFile.Part;
import onestop.approval.cases.AcceptedFile.Subject;
import onestop.approval.cases.CaseState.Waiting;

/**
 * Which cases a file begins with, and what each of them waits for.
 *
 * <p>A case of a later stage waits until the cases of the items it needs are granted: those of the same subject, or where the subject has
 * none, those of the enterprise that applies (a branch waits for its parent's). One that names no need keeps the order of the stages: it
 * waits until the earlier ones are closed, whatever their outcome.
 */
final class CasePlan {
    private final AcceptedFile file;
    private final Map<String, Item> items;
    private final Map<String, Map<String, Part>> bySubjectAndItem = new HashMap<>();

    private CasePlan(AcceptedFile file) {
        this.file = file;
        this.items = file.itemsByCode();
        file.cases()
                .forEach(part -> bySubjectAndItem
                        .computeIfAbsent(part.subject(), _ -> new HashMap<>())
                        .put(part.item(), part));
    }

    /** One case to be written. */
    record Planned(Part part, Item item, Subject subject, CaseState state) {}

    static List<Planned> of(AcceptedFile file) {
        var plan = new CasePlan(file);
        var subjects = file.subjectsByUsci();
        var planned = new ArrayList<Planned>(file.cases().size());
        for (var part : file.cases()) {
            var item = plan.item(part);
            planned.add(new Planned(part, item, get(subjects, part.subject()), plan.firstState(part, item)));
        }
        return planned;
    }

    /** The unit of the first item leads the file. */
    static String leadUnit(AcceptedFile file) {
        var items = file.itemsByCode();
        var used = file.cases().stream().map(Part::item).collect(Collectors.toCollection(LinkedHashSet::new));
        return file.items().stream()
                .filter(item -> used.contains(item.code()))
                .min((one, other) -> Integer.compare(one.stage(), other.stage()))
                .orElseGet(() -> get(items, file.cases().getFirst().item()))
                .unit();
    }

    static List<String> units(AcceptedFile file) {
        var items = file.itemsByCode();
        return file.cases().stream()
                .map(part -> get(items, part.item()).unit())
                .distinct()
                .sorted()
                .toList();
    }

    private CaseState firstState(Part part, Item item) {
        var needs = needed(part, item);
        var follows = needs.isEmpty() ? earlier(part, item) : Set.<String>of();
        return needs.isEmpty() && follows.isEmpty()
                ? ApprovalCase.firstStep(item.stepCount())
                : new Waiting(needs, follows);
    }

    private Set<String> needed(Part part, Item item) {
        var numbers = new HashSet<String>();
        for (var code : item.needs()) {
            var own = partsOf(part.subject()).get(code);
            var needed = own == null ? partsOf(file.enterprise().usci()).get(code) : own;
            if (needed != null && item(needed).stage() < item.stage()) {
                numbers.add(needed.caseNumber());
            }
        }
        return numbers;
    }

    private Set<String> earlier(Part part, Item item) {
        var own = earlierOf(part.subject(), item);
        return own.isEmpty() ? earlierOf(file.enterprise().usci(), item) : own;
    }

    private Set<String> earlierOf(String subject, Item item) {
        return partsOf(subject).values().stream()
                .filter(other -> item(other).stage() < item.stage())
                .map(Part::caseNumber)
                .collect(Collectors.toSet());
    }

    private Map<String, Part> partsOf(String subject) {
        return bySubjectAndItem.getOrDefault(subject, Map.of());
    }

    private Item item(Part part) {
        return get(items, part.item());
    }

    private static <T> T get(Map<String, T> all, String key) {
        var found = all.get(key);
        if (found == null) {
            throw new IllegalArgumentException("the file does not contain " + key);
        }
        return found;
    }
}
