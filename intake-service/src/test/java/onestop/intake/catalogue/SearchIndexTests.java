package onestop.intake.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import onestop.intake.catalogue.CatalogueDocument.ItemEntry;
import onestop.intake.catalogue.SearchIndex.Hit;
import onestop.intake.catalogue.SearchIndex.Query;
import onestop.intake.catalogue.ServicePackage.Group;
import onestop.intake.input.FieldErrors;
import onestop.testsupport.Measured;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchIndexTests {
    private static final SearchIndex SHIPPED = SearchIndex.of(DemonstrationData.catalogue());

    private static Query words(String words) {
        return new Query(words, null, null, null, null);
    }

    private static List<String> codes(SearchIndex index, Query query) {
        return index.find(query, -1, "", 200).stream()
                .map(hit -> hit.item().code())
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "食品经营许可, SP-XB",
        "食品许可, SP-XB", // the words are apart in the name
        "food PERMIT, SP-XB",
        "ＦＯＯＤ, SP-XB", // wide letters
        "sp-xb, SP-XB",
        "000131050001, SP-XB",
        "食品 新办, SP-XB",
        "健康证明, SP-XB" // stands with a material only
    })
    void itemsAreFoundByChineseOrEnglishWords(String typed, String expected) {
        assertThat(codes(SHIPPED, words(typed))).contains(expected);
    }

    @Test
    void everyWordHasToBeThere() {
        assertThat(codes(SHIPPED, words("食品 公章"))).doesNotContain("SP-XB");
        assertThat(codes(SHIPPED, words("马戏团"))).isEmpty();
        assertThat(codes(SHIPPED, words("zzz"))).isEmpty();
    }

    @Test
    void whatTheNameSaysComesFirst() {
        var hits = SHIPPED.find(words("食品经营许可"), -1, "", 200);

        assertThat(hits.getFirst().item().nameZh()).startsWith("食品经营许可");
        assertThat(hits).isSortedAccordingTo((a, b) -> Integer.compare(a.rank(), b.rank()));
        assertThat(hits.getLast().rank()).isGreaterThan(hits.getFirst().rank());
    }

    @Test
    void unitKindAndLifeEventNarrowItDown() {
        var all = DemonstrationData.catalogue().items().values();

        assertThat(codes(SHIPPED, new Query("", "GAJ", null, null, null))).hasSize(3);
        assertThat(codes(SHIPPED, new Query("", null, ServiceItem.Kind.FILING, null, null)))
                .hasSize((int) all.stream()
                        .filter(item -> item.kind() == ServiceItem.Kind.FILING)
                        .count());
        assertThat(codes(SHIPPED, new Query("", null, null, false, null)).size()
                        + codes(SHIPPED, new Query("", null, null, true, null)).size())
                .isEqualTo(all.size());
        assertThat(codes(SHIPPED, new Query("", null, null, null, Group.EXIT)))
                .containsExactlyInAnyOrderElementsOf(DemonstrationData.catalogue().packages().values().stream()
                        .filter(pack -> pack.group() == Group.EXIT)
                        .flatMap(pack -> pack.stages().stream().flatMap(List::stream))
                        .distinct()
                        .toList());
        assertThat(codes(SHIPPED, new Query("食品", "GAJ", null, null, null))).isEmpty();
    }

    @Test
    void pagesShowEachHitOnce() {
        var seen = new ArrayList<String>();
        int rank = -1;
        var code = "";
        for (var page = SHIPPED.find(words("变更"), rank, code, 3);
                !page.isEmpty();
                page = SHIPPED.find(words("变更"), rank, code, 3)) {
            page.stream().map(hit -> hit.item().code()).forEach(seen::add);
            rank = page.getLast().rank();
            code = page.getLast().item().code();
        }

        assertThat(seen).isEqualTo(codes(SHIPPED, words("变更")));
        assertThat(new HashSet<>(seen)).hasSameSizeAs(seen).hasSizeGreaterThan(6);
    }

    @Test
    void aPageOfFiveThousandItemsTakesLessThanFiftyMilliseconds() {
        var shipped = DemonstrationData.catalogue();
        var items = new ArrayList<ServiceItem>();
        var templates = List.copyOf(shipped.items().values());
        IntStream.range(0, 5_000).forEach(i -> {
            var template = templates.get(i % templates.size());
            var entry = GuideExamples.entry(template, "I-" + i, GuideExamples.completeGuideOf(template));
            items.add((ServiceItem) itemOf(entry, shipped));
        });
        var index = SearchIndex.of(
                new Catalogue(shipped.units().values(), shipped.materials().values(), items, List.of()));
        var queries = List.of("食品许可", "变更 营业执照", "permit", "", "没有的东西", "企业开办一件事联办", "i-4999");

        var times = new ArrayList<Duration>();
        List<Hit> last = List.of();
        for (int round = 0; round < 40; round++) {
            for (var query : queries) {
                long began = System.nanoTime();
                last = index.find(words(query), -1, "", 51);
                times.add(Duration.ofNanos(System.nanoTime() - began));
            }
        }
        times.sort(null);

        assertThat(last).extracting(hit -> hit.item().code()).containsExactly("I-4999");
        Measured.within(Duration.ofMillis(50), times.get(times.size() * 95 / 100), "a search, p95");
    }

    private static Object itemOf(ItemEntry entry, Catalogue known) {
        return CatalogueCheck.check(new CatalogueCheck.Entered("item", entry, new FieldErrors()), known)
                .body();
    }
}
