package onestop.intake.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import onestop.intake.catalogue.Catalogue;
import onestop.intake.catalogue.DemonstrationData;
import onestop.intake.catalogue.ServiceItem;
import onestop.intake.notice.OneTimeNotice.RequiredMaterial;
import onestop.intake.notice.OneTimeNotice.Source;
import onestop.intake.onfile.MaterialOnFile;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class OneTimeNoticeTests {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Catalogue CATALOGUE = DemonstrationData.catalogue();

    static Stream<JsonNode> packages() {
        try (var file = OneTimeNoticeTests.class.getResourceAsStream("/demonstration/catalogue.json")) {
            return JSON.readTree(Objects.requireNonNull(file)).path("packages").valueStream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<JsonNode> packagesWithFigures() {
        return packages().filter(one -> one.path("computed").isObject());
    }

    static Stream<JsonNode> packagesWithoutFigures() {
        return packages().filter(one -> !one.path("computed").isObject());
    }

    private static OneTimeNotice usual(String packageCode) {
        return OneTimeNotice.of(selection(packageCode), Situation.usual(), CATALOGUE);
    }

    private static Selection selection(String packageCode) {
        return Selection.ofPackage(CATALOGUE.servicePackage(packageCode).orElseThrow(), CATALOGUE);
    }

    private static Selection items(String... codes) {
        return Selection.ofItems(
                Stream.of(codes).map(code -> CATALOGUE.item(code).orElseThrow()).toList());
    }

    private static OneTimeNotice notice(
            Selection selection, Map<String, Boolean> answers, boolean agent, int branches) {
        return OneTimeNotice.of(selection, new Situation(answers, agent, branches, Map.of()), CATALOGUE);
    }

    @Test
    void mostPackagesPublishTheirFigures() {
        assertThat(packagesWithFigures()).hasSize(7);
        assertThat(packagesWithoutFigures()).hasSize(5);
    }

    @ParameterizedTest
    @MethodSource("packagesWithFigures")
    void theFiguresAreThosePublishedWithThePackage(JsonNode published) {
        var figures = (ObjectNode)
                JSON.valueToTree(usual(published.path("code").asString()).figures());
        figures.remove("visitsPromised"); // the guides say that, not the package

        var expected = published.path("computed");
        assertThat(figures.propertyNames()).containsExactlyInAnyOrderElementsOf(expected.propertyNames());
        expected.forEachEntry((name, value) ->
                assertThat(figures.path(name).decimalValue()).as(name).isEqualByComparingTo(value.decimalValue()));
    }

    @ParameterizedTest
    @MethodSource("packagesWithoutFigures")
    void packagesWithoutPublishedFiguresFollowTheSameRules(JsonNode published) {
        var notice = usual(published.path("code").asString());

        var figures = notice.figures();
        assertThat(figures.items()).isEqualTo(notice.items().size());
        assertThat(figures.materialsDistinct())
                .isEqualTo(figures.obtainedByDataSharing()
                        + figures.producedInsidePackage()
                        + figures.formsSeparately()
                        + figures.applicantSubmits()
                        - figures.formsInPackage());
        assertThat(figures.packagePromisedDays()).isLessThanOrEqualTo(figures.promisedDaysSequential());
        assertThat(figures.windowVisitsSeparately()).isEqualTo(figures.items());
        assertThat(figures.windowVisitsInPackage()).isEqualTo(1);
    }

    @Test
    void theProjectPackageTakesTwentyDaysInsteadOfNinetyThree() {
        var figures = usual("PKG-SG").figures();

        assertThat(figures.packagePromisedDays()).isEqualTo(1 + 7 + 5 + 5 + 2);
        assertThat(figures.statutoryDaysSequential()).isEqualTo(93);
        assertThat(figures.producedInsidePackage()).isEqualTo(3);
        assertThat(figures.applicantSubmits()).isEqualTo(8);
    }

    @Test
    void anAnswerDropsItsItemAndWhatOnlyThatItemNeeds() {
        var notice = notice(selection("PKG-BG-MC"), Map.of("HAS_FOOD_PERMIT", false), true, 0);

        assertThat(notice.items())
                .extracting(OneTimeNotice.Item::code)
                .hasSize(9)
                .doesNotContain("SP-BG");
        assertThat(notice.leftOut()).containsExactly(new OneTimeNotice.LeftOut("SP-BG", "HAS_FOOD_PERMIT"));
        assertThat(notice.materials())
                .extracting(RequiredMaterial::key)
                .doesNotContain("FOOD_FORM", "FOOD_PERMIT")
                .contains("REG_FORM", "ARTICLES");
        assertThat(notice.figures().statutoryDaysSequential()).isEqualTo(28);
    }

    @Test
    void whoHandlesItInPersonNeedsNoPowerOfAttorney() {
        var notice = notice(selection("PKG-BG-MC"), Map.of(), false, 0);

        assertThat(notice.materials())
                .extracting(RequiredMaterial::key)
                .doesNotContain("AGENT_ID", "POWER_OF_ATTORNEY");
        assertThat(notice.figures().materialsSeparately()).isEqualTo(59 - 2 * 10);
        assertThat(notice.figures().applicantSubmits()).isEqualTo(6);
    }

    @Test
    void eachMaterialSaysWhereItComesFrom() {
        var notice = usual("PKG-KB");

        assertThat(source(notice, "REG_FORM")).isEqualTo(Source.MERGED_FORM);
        assertThat(source(notice, "LEGAL_REP_ID")).isEqualTo(Source.SHARED);
        assertThat(source(notice, "BIZ_LICENSE")).isEqualTo(Source.PRODUCED);
        assertThat(source(notice, "BANK_ACCOUNT_PROOF")).isEqualTo(Source.PRODUCED);
        assertThat(source(notice, "ARTICLES")).isEqualTo(Source.HAND_IN);
        assertThat(material(notice, "BANK_ACCOUNT_PROOF").producedBy()).isEqualTo("YH-KH");
        assertThat(material(notice, "ARTICLES").itemCodes()).containsExactly("QY-SL", "YH-KH");
    }

    @Test
    void aDocumentThatTheFirstStageNeedsInItsOldVersionIsNotCountedAsProduced() {
        assertThat(source(usual("PKG-BG-MC"), "BIZ_LICENSE")).isEqualTo(Source.SHARED);
    }

    @Test
    void whatIsOnFileNeedNotBeHandedIn() {
        var kept = new MaterialOnFile("OLD_SEAL", "3713272603020001", LocalDate.of(2027, 1, 1), List.of());
        var notice = OneTimeNotice.of(
                selection("PKG-BG-MC"),
                new Situation(Map.of(), true, 0, Map.of("OLD_SEAL", kept, "BIZ_LICENSE", kept)),
                CATALOGUE);

        assertThat(source(notice, "OLD_SEAL")).isEqualTo(Source.ON_FILE);
        assertThat(material(notice, "OLD_SEAL").fromReceiptNumber()).isEqualTo("3713272603020001");
        assertThat(source(notice, "BIZ_LICENSE")).isEqualTo(Source.SHARED);
        assertThat(notice.figures().applicantSubmits()).isEqualTo(6);
    }

    @Test
    void branchesMultiplyTheLaterStagesOfABatchPackage() {
        var one = notice(selection("PKG-FZ-PL"), Map.of(), true, 1).figures();
        var many = notice(selection("PKG-FZ-PL"), Map.of(), true, 66).figures();

        assertThat(one.windowVisitsSeparately()).isEqualTo(4);
        assertThat(many.windowVisitsSeparately()).isEqualTo(1 + 3 * 66);
        assertThat(many.materialsSeparately()).isEqualTo(8 + 66 * (one.materialsSeparately() - 8));
        assertThat(many.statutoryDaysSequential()).isEqualTo(6 + 66 * 17);
        assertThat(many.applicantSubmits()).isEqualTo(one.applicantSubmits()).isEqualTo(4);
        assertThat(many.packagePromisedDays()).isEqualTo(3);
    }

    @Test
    void itemsOfAListAreStagedByWhatTheyProduceForEachOther() {
        var notice = notice(items("SW-BG", "QY-BG-MC", "QY-BG-ZS"), Map.of(), true, 0);

        // Both changes produce the licence and need it: they go side by side, the tax item after them.
        assertThat(notice.stages()).containsExactly(List.of("QY-BG-MC", "QY-BG-ZS"), List.of("SW-BG"));
        assertThat(notice.items().getLast().needs()).containsExactly("QY-BG-MC", "QY-BG-ZS");
        assertThat(notice.figures().packagePromisedDays()).isEqualTo(2);
    }

    @Test
    void aSingleItemHasNothingToSave() {
        var figures = notice(items("YZ-BA"), Map.of(), true, 0).figures();

        assertThat(figures.formsInPackage()).isZero();
        assertThat(figures.applicantSubmits()).isEqualTo(2); // seal data and power of attorney
        assertThat(figures.timeReductionVsPromised()).isEqualByComparingTo("0");
    }

    @Test
    void answersThatExcludeAWholeStageLeaveNoGap() {
        var notice = notice(selection("PKG-FZ-PL"), Map.of("HAS_BRANCHES", false, "HAS_FOOD_PERMIT", false), true, 2);

        assertThat(notice.stages()).containsExactly(List.of("QY-BG-MC"), List.of("SW-BG"));
        assertThat(notice.items()).extracting(OneTimeNotice.Item::perBranch).containsExactly(false, true);
    }

    @Test
    void theGuidesTellCopiesSamplesFormsAndFees() {
        var plain = CATALOGUE.item("SW-BG").orElseThrow();
        var key = plain.materials().getFirst().key();
        var told = withGuide("SW-BG", """
                {"materials": [{"key": "%s", "originals": 1, "photocopies": 2, "sample": "https://hall.example/s",
                                "blankForm": "https://hall.example/f"}, {"key": "ELSEWHERE", "sample": "x"}],
                 "fee": {"basis": "鲁价费发〔2020〕1号", "standards": ["每件 100 元"]}}
                """.formatted(key));
        var more = withGuide("QY-BG-MC", """
                {"materials": [{"key": "%s", "originals": 2, "sample": "https://hall.example/other"}]}
                """.formatted(key));

        var notice = OneTimeNotice.of(Selection.ofItems(List.of(told, more)), Situation.usual(), CATALOGUE);

        var material = material(notice, key);
        assertThat(material.blankForm()).isEqualTo("https://hall.example/f");
        assertThat(material.sample()).startsWith("https://hall.example/");
        assertThat(material.photocopies()).isEqualTo(2);
        boolean bothAsk = material.itemCodes().size() == 2;
        assertThat(material.originals()).isEqualTo(bothAsk ? 2 : 1);
        var item = notice.items().stream()
                .filter(one -> one.code().equals("SW-BG"))
                .findFirst()
                .orElseThrow();
        assertThat(item.fee()).isEqualTo(new OneTimeNotice.Fee("鲁价费发〔2020〕1号", List.of("每件 100 元")));
        assertThat(notice.items().stream().filter(one -> one.code().equals("QY-BG-MC")))
                .allSatisfy(one -> assertThat(one.fee()).isNull());
    }

    @Test
    void theGuidesPromiseHowOftenSomebodyHasToCome() {
        var never = withGuide("SW-BG", "{\"visits\": {\"times\": 0}}");
        var twice = withGuide("QY-BG-MC", "{\"visits\": {\"times\": 2, \"reason\": \"核对原件\"}}");

        assertThat(visitsPromised(never)).isZero();
        assertThat(visitsPromised(never, twice)).isEqualTo(2);
        assertThat(visitsPromised(withGuide("SW-BG", "{}"), twice))
                .as("what no guide tells is not promised")
                .isNull();
    }

    private static @Nullable Integer visitsPromised(ServiceItem... items) {
        return OneTimeNotice.of(Selection.ofItems(List.of(items)), Situation.usual(), CATALOGUE)
                .figures()
                .visitsPromised();
    }

    private static ServiceItem withGuide(String code, String guide) {
        var item = (ObjectNode) JSON.valueToTree(CATALOGUE.item(code).orElseThrow());
        item.set("guide", JSON.readTree(guide));
        return JSON.treeToValue(item, ServiceItem.class);
    }

    @Test
    void aRateWithoutADenominatorIsUnknown() {
        assertThat(Figures.reduction(0, 0)).isNull();
        assertThat(Figures.reduction(3, 26)).isEqualByComparingTo("0.8846");
    }

    private static RequiredMaterial material(OneTimeNotice notice, String key) {
        return notice.materials().stream()
                .filter(one -> one.key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    private static Source source(OneTimeNotice notice, String key) {
        return material(notice, key).source();
    }
}
