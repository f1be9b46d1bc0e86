package onestop.intake.application;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import onestop.intake.application.Subject.Difference;
import onestop.web.Cursor;
import onestop.web.Limit;
import onestop.web.Page;
import org.jspecify.annotations.Nullable;

/** One subject of a file with what becomes different and the cases it is about, as those see it who decide. */
record SubjectView(
        int row, String usci, String name, String regionCode, List<Difference> differences, List<CaseOf> cases) {

    record CaseOf(String caseNumber, String item) {}

    /** @param items only cases of these items, and subjects that have one; null for all */
    static Page<SubjectView> page(
            ApplicationFile file, @Nullable Set<String> items, @Nullable String after, Limit limit) {
        Map<String, List<CaseOf>> cases = file.head().cases().stream()
                .filter(one -> items == null || items.contains(one.item()))
                .collect(Collectors.groupingBy(
                        FileCase::subject,
                        Collectors.mapping(one -> new CaseOf(one.caseNumber(), one.item()), Collectors.toList())));
        var place = Cursor.parts(after, 1);
        var subjects = file.head().content().subjects();
        int from = place.isEmpty() ? 0 : Math.clamp(Cursor.integer(place.getFirst()), -1, subjects.size() - 1) + 1;
        var rows = IntStream.range(from, subjects.size())
                .filter(row ->
                        items == null || cases.containsKey(subjects.get(row).usci()))
                .limit(limit.plusOne())
                .mapToObj(row -> of(row, subjects.get(row), cases))
                .toList();
        return Page.of(rows, limit, one -> Cursor.of(one.row()));
    }

    private static SubjectView of(int row, Subject subject, Map<String, List<CaseOf>> cases) {
        return new SubjectView(
                row,
                subject.usci(),
                subject.name(),
                subject.regionCode(),
                subject.differences() == null ? List.of() : subject.differences(),
                cases.getOrDefault(subject.usci(), List.of()));
    }
}
