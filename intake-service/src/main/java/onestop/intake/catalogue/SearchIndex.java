package onestop.intake.catalogue;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import onestop.intake.catalogue.ServicePackage.Group;
import org.jspecify.annotations.Nullable;

/**
 * Finds items of one catalogue by words in Chinese or English. Chinese has no blanks between words, so a phrase that is
 * not found as it stands counts as found when most of its pairs of characters are: 食品许可 finds 食品经营许可.
 */
final class SearchIndex {
    /** A phrase is found loosely when at least two of three pairs are. */
    private static final int PAIRS_FOUND = 2;

    private static final int PAIRS_ASKED = 3;

    private final List<Entry> entries;

    private SearchIndex(List<Entry> entries) {
        this.entries = entries;
    }

    /**
     * @param names code and names, where a hit counts more
     * @param all names, unit, materials, result and guide
     */
    private record Entry(ServiceItem item, String names, String all, Set<Group> lifeEvents) {}

    /** @param words what the person typed; blank for everything */
    record Query(
            String words,
            @Nullable String unit,
            ServiceItem.@Nullable Kind kind,
            @Nullable Boolean appliedFor,
            @Nullable Group lifeEvent) {}

    /** @param rank how well it was found, 0 is best; with the code it is the place in the list */
    record Hit(ServiceItem item, int rank, Set<Group> lifeEvents) {}

    private static final Comparator<Hit> ORDER =
            Comparator.comparingInt(Hit::rank).thenComparing(hit -> hit.item().code());

    static SearchIndex of(Catalogue catalogue) {
        var lifeEvents = lifeEvents(catalogue);
        return new SearchIndex(catalogue.items().values().stream()
                .map(item -> entry(item, catalogue, lifeEvents.getOrDefault(item.code(), Set.of())))
                .toList());
    }

    /** An item belongs to the matters of the packages it is in, and to those its guide names. */
    private static Map<String, Set<Group>> lifeEvents(Catalogue catalogue) {
        var found = new HashMap<String, Set<Group>>();
        for (var pack : catalogue.packages().values()) {
            pack.stages().stream()
                    .flatMap(List::stream)
                    .forEach(code -> found.computeIfAbsent(code, _ -> EnumSet.noneOf(Group.class))
                            .add(pack.group()));
        }
        for (var item : catalogue.items().values()) {
            if (item.guide() != null && item.guide().lifeEvents() != null) {
                found.computeIfAbsent(item.code(), _ -> EnumSet.noneOf(Group.class))
                        .addAll(item.guide().lifeEvents());
            }
        }
        return found;
    }

    private static Entry entry(ServiceItem item, Catalogue catalogue, Set<Group> lifeEvents) {
        var names = normalised(item.nameZh() + '\n' + item.nameEn() + '\n' + item.code() + '\n' + item.baseCode());
        var text = Stream.of(
                        Stream.of(item.resultNameZh(), item.note(), item.implementCode()),
                        catalogue.unit(item.unit()).stream().flatMap(unit -> Stream.of(unit.nameZh(), unit.nameEn())),
                        item.materials().stream()
                                .flatMap(need -> catalogue.material(need.key()).stream())
                                .flatMap(material -> Stream.of(material.nameZh(), material.nameEn())),
                        guideTexts(item.guide()))
                .flatMap(Function.identity())
                .collect(Collectors.joining("\n"));
        return new Entry(item, names, names + '\n' + normalised(text), lifeEvents);
    }

    private static Stream<String> guideTexts(@Nullable Guide guide) {
        if (guide == null) {
            return Stream.of();
        }
        var faqs = guide.faqs() == null
                ? Stream.<String>of()
                : guide.faqs().stream().map(Guide.Faq::question).filter(Objects::nonNull);
        return Stream.concat(guide.conditions() == null ? Stream.of() : guide.conditions().stream(), faqs);
    }

    /** The next hits after a place in the list. */
    List<Hit> find(Query query, int afterRank, String afterCode, int most) {
        var words = words(query.words());
        var hits = new ArrayList<Hit>();
        for (var entry : entries) {
            if (!fits(entry, query)) {
                continue;
            }
            int rank = rank(entry, words);
            if (rank >= 0
                    && (rank > afterRank
                            || (rank == afterRank && entry.item().code().compareTo(afterCode) > 0))) {
                hits.add(new Hit(entry.item(), rank, entry.lifeEvents()));
            }
        }
        hits.sort(ORDER);
        return hits.size() <= most ? hits : List.copyOf(hits.subList(0, most));
    }

    private static boolean fits(Entry entry, Query query) {
        var item = entry.item();
        return (query.unit() == null || item.unit().equals(query.unit()))
                && (query.kind() == null || item.kind() == query.kind())
                && (query.appliedFor() == null || item.kind().appliedFor() == query.appliedFor())
                && (query.lifeEvent() == null || entry.lifeEvents().contains(query.lifeEvent()));
    }

    /** 0 begins with it, 1 all in the names, 2 all somewhere, 3 nearly; -1 not found. The worst word counts. */
    private static int rank(Entry entry, List<String> words) {
        int worst = 0;
        for (var word : words) {
            int rank = rank(entry, word);
            if (rank < 0) {
                return -1;
            }
            worst = Math.max(worst, rank);
        }
        return worst;
    }

    private static int rank(Entry entry, String word) {
        int inNames = entry.names().indexOf(word);
        if (inNames >= 0) {
            return inNames == 0 || entry.names().charAt(inNames - 1) == '\n' ? 0 : 1;
        }
        if (entry.all().contains(word)) {
            return 2;
        }
        return loosely(entry.all(), word) ? 3 : -1;
    }

    private static boolean loosely(String text, String word) {
        if (word.length() < 3 || !word.codePoints().allMatch(SearchIndex::chinese)) {
            return false;
        }
        int asked = word.length() - 1;
        int found = 0;
        for (int i = 0; i < asked; i++) {
            if (text.contains(word.substring(i, i + 2))) {
                found++;
            }
        }
        return found * PAIRS_ASKED >= asked * PAIRS_FOUND;
    }

    private static boolean chinese(int codePoint) {
        return Character.UnicodeScript.of(codePoint) == Character.UnicodeScript.HAN;
    }

    private static List<String> words(String typed) {
        return Stream.of(normalised(typed).split("[\\s,，、;；]+"))
                .filter(word -> !word.isEmpty())
                .distinct()
                .toList();
    }

    /** Wide and narrow, large and small letters are the same. */
    private static String normalised(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }
}
