package onestop.intake.catalogue;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.BitSet;
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

    /** Which entries hold a character, or two that stand side by side; found by {@link #key}. */
    private final Map<Integer, BitSet> holders = new HashMap<>();

    private SearchIndex(List<Entry> entries) {
        this.entries = entries;
        for (int entry = 0; entry < entries.size(); entry++) {
            var text = entries.get(entry).all();
            for (int i = 0; i < text.length(); i++) {
                holders(key(text, i, 1)).set(entry);
                if (i + 1 < text.length()) {
                    holders(key(text, i, 2)).set(entry);
                }
            }
        }
    }

    private BitSet holders(int key) {
        return holders.computeIfAbsent(key, _ -> new BitSet(entries.size()));
    }

    private static int key(String text, int at, int length) {
        return length == 1 ? text.charAt(at) : text.charAt(at) << Character.SIZE | text.charAt(at + 1);
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
        var words = words(query.words()).stream().map(this::candidates).toList();
        var possible = new BitSet(entries.size());
        possible.set(0, entries.size());
        words.forEach(word -> possible.and(word.any()));
        var hits = new ArrayList<Hit>();
        for (int i = possible.nextSetBit(0); i >= 0; i = possible.nextSetBit(i + 1)) {
            var entry = entries.get(i);
            int rank = fits(entry, query) ? rank(i, words) : -1;
            if (rank > afterRank
                    || (rank >= 0 && rank == afterRank && entry.item().code().compareTo(afterCode) > 0)) {
                hits.add(new Hit(entry.item(), rank, entry.lifeEvents()));
            }
        }
        hits.sort(ORDER);
        return hits.size() <= most ? hits : List.copyOf(hits.subList(0, most));
    }

    /**
     * Where a word may be found.
     *
     * @param whole entries that hold all its pairs, so that it may stand there as it is
     * @param loosely entries that hold enough of them
     */
    private record Candidates(String word, BitSet whole, BitSet loosely) {
        BitSet any() {
            var any = (BitSet) whole.clone();
            any.or(loosely);
            return any;
        }
    }

    private Candidates candidates(String word) {
        int length = Math.min(2, word.length());
        int asked = word.length() - length + 1;
        var found = new int[entries.size()];
        for (int i = 0; i < asked; i++) {
            var holding = holders.get(key(word, i, length));
            if (holding != null) {
                for (int entry = holding.nextSetBit(0); entry >= 0; entry = holding.nextSetBit(entry + 1)) {
                    found[entry]++;
                }
            }
        }
        boolean loose = word.length() > 2 && word.codePoints().allMatch(SearchIndex::chinese);
        var whole = new BitSet(entries.size());
        var loosely = new BitSet(entries.size());
        for (int entry = 0; entry < found.length; entry++) {
            if (found[entry] == asked) {
                whole.set(entry);
            }
            if (loose && found[entry] * PAIRS_ASKED >= asked * PAIRS_FOUND) {
                loosely.set(entry);
            }
        }
        return new Candidates(word, whole, loosely);
    }

    private static boolean fits(Entry entry, Query query) {
        var item = entry.item();
        return (query.unit() == null || item.unit().equals(query.unit()))
                && (query.kind() == null || item.kind() == query.kind())
                && (query.appliedFor() == null || item.kind().appliedFor() == query.appliedFor())
                && (query.lifeEvent() == null || entry.lifeEvents().contains(query.lifeEvent()));
    }

    /** 0 begins with it, 1 all in the names, 2 all somewhere, 3 nearly; -1 not found. The worst word counts. */
    private int rank(int entry, List<Candidates> words) {
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

    private int rank(int number, Candidates candidates) {
        var entry = entries.get(number);
        var word = candidates.word();
        if (candidates.whole().get(number)) {
            int inNames = entry.names().indexOf(word);
            if (inNames >= 0) {
                return inNames == 0 || entry.names().charAt(inNames - 1) == '\n' ? 0 : 1;
            }
            if (entry.all().contains(word)) {
                return 2;
            }
        }
        return candidates.loosely().get(number) ? 3 : -1;
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
