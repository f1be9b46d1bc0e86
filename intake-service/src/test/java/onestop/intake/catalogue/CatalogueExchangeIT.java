package onestop.intake.catalogue;

import static onestop.intake.Calls.NOBODY;
import static onestop.intake.Calls.OPS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import onestop.intake.Calls;
import onestop.intake.IntakeTest;
import onestop.intake.catalogue.CatalogueDocument.ItemEntry;
import onestop.intake.sheet.SheetFormat;
import onestop.testsupport.Measured;
import onestop.testsupport.TestTokens;
import onestop.web.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The catalogue in and out as JSON, CSV and XLSX. */
@IntakeTest
class CatalogueExchangeIT {
    private final JsonMapper json = JsonMapper.builder().build();

    @Autowired
    Calls calls;

    @Autowired
    MockMvcTester mvc;

    @Autowired
    Catalogues catalogues;

    @AfterEach
    void theShippedCatalogueAgain() {
        calls.put(OPS, "/catalogue", json.writeValueAsString(shipped())).must(200);
    }

    private JsonNode shipped() {
        return json.readTree(CatalogueExchangeIT.class.getResourceAsStream("/demonstration/catalogue.json"));
    }

    private record Answer(int status, JsonNode body) {
        List<String> errors() {
            return body.path("errors")
                    .valueStream()
                    .map(error -> error.path("field").asString() + " "
                            + error.path("code").asString())
                    .toList();
        }

        List<String> rows() {
            return body.path("rows")
                    .valueStream()
                    .map(row -> row.path("row").asString() + " "
                            + row.path("outcome").asString())
                    .toList();
        }
    }

    private Answer importing(byte[] file, String mode) {
        var response = mvc.put()
                .uri("/api/intake/catalogue/entries/sheet?mode=" + mode)
                .header("Authorization", "Bearer " + TestTokens.of("ops", Role.OPS))
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .content(file)
                .exchange()
                .getResponse();
        return new Answer(
                response.getStatus(),
                json.readTree(new String(response.getContentAsByteArray(), StandardCharsets.UTF_8)));
    }

    private Answer importing(String csv, String mode) {
        return importing(csv.getBytes(StandardCharsets.UTF_8), mode);
    }

    private byte[] exported(SheetFormat format, String language) {
        var response = mvc.get()
                .uri("/api/intake/catalogue/export/sheet?format=" + format)
                .header("Authorization", "Bearer " + TestTokens.of("auditor", Role.AUDITOR))
                .header("Accept-Language", language)
                .exchange()
                .getResponse();
        assertThat(response.getStatus()).isEqualTo(200);
        assertThat(response.getContentType()).startsWith(format.mediaType().split(";", 2)[0]);
        return response.getContentAsByteArray();
    }

    private void takeOneWithACompleteGuide() {
        var food = GuideExamples.item("SP-XB");
        calls.put(
                        OPS,
                        "/catalogue/entries",
                        json.writeValueAsString(Map.of(
                                "items",
                                List.of(GuideExamples.entry(food, "IMP-G", GuideExamples.completeGuideOf(food))))))
                .must(200);
    }

    @ParameterizedTest
    @EnumSource(SheetFormat.class)
    void whatIsExportedIsTakenInAgainAsNothingNew(SheetFormat format) throws Exception {
        takeOneWithACompleteGuide();
        var before = CatalogueDocument.of(catalogues.current());

        for (var language : List.of("zh", "en")) {
            var file = exported(format, language);
            var again = importing(file, "ALL_OR_NOTHING");

            assertThat(again.status()).as("%s", again.body()).isEqualTo(200);
            assertThat(again.body().path("published").asInt())
                    .as("%s", again.body())
                    .isZero();
            assertThat(again.body().path("unchanged").asInt()).isEqualTo(16 + 69 + 48 + 12);
            assertThat(CatalogueSheets.read(new ByteArrayInputStream(file)))
                    .hasSize(16 + 69 + 48 + 12)
                    .allMatch(row -> !row.errors().any());
        }
        assertThat(CatalogueDocument.of(catalogues.current())).isEqualTo(before);
    }

    @Test
    void theJsonExportIsTakenInAgainAsNothingNew() {
        takeOneWithACompleteGuide();
        var exported = calls.get(OPS, "/catalogue/export").must(200).body();

        var again = calls.put(OPS, "/catalogue/entries", json.writeValueAsString(exported))
                .must(200)
                .body();

        assertThat(again.path("published").asInt()).isZero();
        assertThat(again.path("refused").asInt()).isZero();
        assertThat(again.path("unchanged").asInt()).isEqualTo(16 + 69 + 48 + 12);
    }

    private static final String MIXED = """
            part,key,nameZh,nameEn,usci,code,deptKey,kind,caseType,statutoryDays,promisedDays,baseCode,implementCode,\
            materials,resultNameZh,feeCharged,onlineDepth
            units,IMP-U,甲局,Bureau,11371327MBX000019J,,,,,,,,,,,,
            units,IMP-V,乙局,Bureau,11371327MBX000019K,,,,,,,,,,,,
            items,,甲事项,Item,,IMP-1,IMP-U,LICENCE,PROMISED,5,3,000131050001,X,BIZ_LICENSE | true | 1,证,no,3
            items,,乙事项,Item,,IMP-2,IMP-V,LICENCE,PROMISED,5,3,000131050001,X,无,证,no,3
            items,,丙事项,Item,,IMP-3,IMP-U,SOMETHING,PROMISED,5,9,000131050001,X,GONE | true | 1,证,maybe,3
            """;

    @Test
    void withOneBadRowNothingIsTakenWhenAllIsWanted() {
        var refused = importing(MIXED, "ALL_OR_NOTHING");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.errors())
                .containsExactlyInAnyOrder(
                        "units[3].usci usci-check-digit",
                        "items[6].kind one-of",
                        "items[6].feeCharged true-or-false",
                        "items[6].promisedDays promise-exceeds-statutory",
                        "items[6].materials[0].key unknown-material");
        calls.get(NOBODY, "/items/IMP-1").declines(404, "unknown-item");
    }

    @Test
    void onlyTheGoodRowsAreTakenWhenThatIsWantedAndTheReportNamesTheOthers() {
        var report = importing(MIXED, "GOOD_ROWS_ONLY");

        assertThat(report.status()).isEqualTo(200);
        assertThat(report.rows())
                .containsExactly(
                        "units[2] PUBLISHED",
                        "units[3] REFUSED",
                        "items[4] PUBLISHED",
                        "items[5] REFUSED",
                        "items[6] REFUSED");
        assertThat(report.body()
                        .path("rows")
                        .path(3)
                        .path("errors")
                        .path(0)
                        .path("code")
                        .asString())
                .isEqualTo("refused-in-this-file");
        calls.get(NOBODY, "/items/IMP-1").must(200);
        calls.get(NOBODY, "/items/IMP-2").declines(404, "unknown-item");

        var again = importing(MIXED, "GOOD_ROWS_ONLY");
        assertThat(again.body().path("published").asInt()).isZero();
        assertThat(again.body().path("unchanged").asInt()).isEqualTo(2);
        assertThat(again.body().path("refused").asInt()).isEqualTo(3);
    }

    @Test
    void whatIsSuspendedIsNotBroughtBackByAnImport() {
        var report = importing(MIXED, "GOOD_ROWS_ONLY");
        assertThat(report.status()).isEqualTo(200);
        calls.put(OPS, "/catalogue/entries/ITEM/IMP-1/suspension", Map.of("reason", "调整"))
                .must(200);

        var again = importing(MIXED, "GOOD_ROWS_ONLY");

        assertThat(again.rows()).contains("items[4] REFUSED");
        assertThat(again.body()
                        .path("rows")
                        .path(2)
                        .path("errors")
                        .path(0)
                        .path("code")
                        .asString())
                .isEqualTo("is-suspended");
        calls.get(NOBODY, "/items/IMP-1").declines(404, "unknown-item");
    }

    @Test
    void aFileThatIsNoTableIsRefusedWithTheReason() {
        assertThat(importing("%PDF-1.7\u0000\u0001", "ALL_OR_NOTHING").errors())
                .containsExactly("file sheet-unreadable");
        assertThat(importing("", "ALL_OR_NOTHING").errors()).containsExactly("file sheet-empty");
        assertThat(importing("part,colour\nunits,red\n", "GOOD_ROWS_ONLY").errors())
                .containsExactly("file sheet-column-unknown");
    }

    @Test
    void fiveThousandItemsAreTakenAndFoundQuickly() throws Exception {
        var templates = List.copyOf(DemonstrationData.catalogue().items().values());
        List<ItemEntry> items = new ArrayList<>();
        IntStream.range(0, 5_000).forEach(i -> {
            var template = templates.get(i % templates.size());
            items.add(GuideExamples.entry(template, "BULK-" + i, GuideExamples.completeGuideOf(template)));
        });
        var file = CatalogueSheets.write(new CatalogueDocument(null, null, items, null), SheetFormat.XLSX, true);

        var report = importing(file, "ALL_OR_NOTHING");
        assertThat(report.status()).as("%s", report.errors()).isEqualTo(200);
        assertThat(report.body().path("published").asInt()).isEqualTo(5_000);
        assertThat(importing(file, "ALL_OR_NOTHING").body().path("unchanged").asInt())
                .isEqualTo(5_000);

        var times = new ArrayList<Duration>();
        for (int i = 0; i < 60; i++) {
            var words = List.of("食品许可", "变更 营业执照", "permit").get(i % 3);
            long began = System.nanoTime();
            var page = calls.get(NOBODY, "/catalogue/search?q=" + words + "&kind=LICENCE");
            if (i >= 20) { // until then the classes are being loaded
                times.add(Duration.ofNanos(System.nanoTime() - began));
            }
            assertThat(page.must(200).body().path("items").size()).isEqualTo(50);
            assertThat(page.body().has("next")).isTrue();
        }
        times.sort(null);
        Measured.within(Duration.ofMillis(50), times.get(times.size() / 2), "a page of the search, median");
    }

    @Test
    void aSearchIsReadPageByPage() {
        var all = new ArrayList<String>();
        var next = "";
        do {
            var page = calls.get(
                            NOBODY,
                            "/catalogue/search?q=变更&appliedFor=true&limit=4" + (next.isEmpty() ? "" : "&after=" + next))
                    .must(200);
            page.body().path("items").forEach(hit -> all.add(hit.path("code").asString()));
            next = page.text("next");
        } while (!next.isEmpty());

        assertThat(all).doesNotHaveDuplicates().hasSizeGreaterThan(4);
        assertThat(calls.get(NOBODY, "/catalogue/search?after=nonsense")
                        .must(400)
                        .errors())
                .containsExactly("after cursor");
        assertThat(calls.get(NOBODY, "/catalogue/search?q=" + "长".repeat(101))
                        .must(400)
                        .errors())
                .containsExactly("q too-long");
    }
}
