package onestop.intake.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import onestop.intake.catalogue.CatalogueCheck.Entered;
import onestop.intake.catalogue.GuideCompleteness.Missing;
import onestop.intake.input.Complaints;
import onestop.intake.input.FieldErrors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class GuideTests {
    private static final ServiceItem FOOD = GuideExamples.item("SP-XB");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "其他材料",
                "其它相关证明",
                "其他依法应当提交的文件",
                "营业执照、身份证等材料",
                "等有关资料",
                "相关证明材料",
                "视情况提供",
                "根据需要补充说明",
                "买卖合同等",
                "（买卖合同等）",
                "other materials",
                "any other supporting documents",
                "permits etc.",
                "and so on",
                "copies and the like",
                "as required",
                "Relevant documents"
            })
    void wordsThatLeaveItOpenAreFound(String text) {
        assertThat(CatchAll.in(text)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "营业执照",
                "高等学校办学许可证",
                "平等协商记录",
                "等级证书",
                "一等奖证书",
                "其他股东放弃优先购买权的声明",
                "食品经营许可申请书",
                "Statement of the other shareholder",
                "Material safety data sheet",
                "etching permit",
                "二等"
            })
    void wordsThatNameOneThingAreNot(String text) {
        assertThat(CatchAll.in(text)).isEmpty();
    }

    @Test
    void theShippedCatalogueLeavesNothingOpen() {
        for (var material : DemonstrationData.catalogue().materials().values()) {
            assertThat(CatchAll.in(material.nameZh() + "\n" + material.nameEn()))
                    .as(material.key())
                    .isEmpty();
        }
    }

    private static List<Missing> missing(ServiceItem item) {
        return GuideCompleteness.of(
                item,
                key -> DemonstrationData.catalogue().material(key).orElseThrow().form());
    }

    private static ServiceItem with(Guide guide) {
        return (ServiceItem) checked(guide).body();
    }

    private static CatalogueCheck.Checked checked(Guide guide) {
        var entry = GuideExamples.entry(FOOD, "SP-XB", guide);
        return CatalogueCheck.check(new Entered("item", entry, new FieldErrors()), DemonstrationData.catalogue());
    }

    private static Guide changed(Consumer<ObjectNode> change) {
        ObjectNode tree = DemonstrationData.JSON.valueToTree(GuideExamples.completeGuideOf(FOOD));
        change.accept(tree);
        return DemonstrationData.JSON.treeToValue(tree, Guide.class);
    }

    @Test
    void aGuideThatTellsEverythingIsSoundAndComplete() {
        var checked = checked(GuideExamples.completeGuideOf(FOOD));

        assertThat(Complaints.of(checked.errors())).isEmpty();
        assertThat(missing((ServiceItem) checked.body())).isEmpty();
    }

    @Test
    void theShippedGuidesTellEverything() {
        assertThat(DemonstrationData.catalogue().items()).hasSize(47);
        for (var item : DemonstrationData.catalogue().items().values()) {
            assertThat(missing(item)).as(item.code()).isEmpty();
        }
    }

    @Test // take away one element after the other: each time exactly that one is missed
    void eachElementTakenAwayIsNamed() {
        var byField = Map.ofEntries(
                Map.entry("handleItemCode", GuideElement.HANDLE_ITEM_CODE),
                Map.entry("legalBases", GuideElement.LEGAL_BASIS),
                Map.entry("nature", GuideElement.IMPLEMENTER_NATURE),
                Map.entry("level", GuideElement.LEVEL),
                Map.entry("delegatedBy", GuideElement.DELEGATED_BY),
                Map.entry("jointBodies", GuideElement.JOINT_BODIES),
                Map.entry("audience", GuideElement.AUDIENCE),
                Map.entry("conditions", GuideElement.CONDITIONS),
                Map.entry("flow", GuideElement.FLOW),
                Map.entry("statutoryLimitNote", GuideElement.STATUTORY_LIMIT_NOTE),
                Map.entry("promisedLimitNote", GuideElement.PROMISED_LIMIT_NOTE),
                Map.entry("fee", GuideElement.FEE),
                Map.entry("intermediaryServices", GuideElement.INTERMEDIARY_SERVICES),
                Map.entry("quantityLimit", GuideElement.QUANTITY_LIMIT),
                Map.entry("resultType", GuideElement.RESULT_TYPE),
                Map.entry("resultSample", GuideElement.RESULT_SAMPLE),
                Map.entry("channels", GuideElement.CHANNELS),
                Map.entry("crossRegion", GuideElement.CROSS_REGION),
                Map.entry("visits", GuideElement.VISITS),
                Map.entry("bookable", GuideElement.BOOKING),
                Map.entry("courier", GuideElement.COURIER),
                Map.entry("onlinePayment", GuideElement.ONLINE_PAYMENT),
                Map.entry("places", GuideElement.PLACES),
                Map.entry("hours", GuideElement.HOURS),
                Map.entry("phones", GuideElement.PHONES),
                Map.entry("supervision", GuideElement.SUPERVISION),
                Map.entry("faqs", GuideElement.FAQS));
        byField.forEach((field, element) -> assertThat(missing(with(changed(guide -> guide.remove(field)))))
                .extracting(Missing::element)
                .as(field)
                .containsExactly(element));

        var named = EnumSet.copyOf(byField.values());
        assertThat(missing(with(changed(guide -> guide.remove("materials")))))
                .extracting(Missing::element)
                .contains(
                        GuideElement.MATERIAL_SOURCE,
                        GuideElement.MATERIAL_COPIES,
                        GuideElement.MATERIAL_SAMPLE,
                        GuideElement.MATERIAL_BLANK_FORM);
        assertThat(missing(with(changed(guide -> ((ObjectNode) guide.path("visits")).remove("reason")))))
                .extracting(Missing::element)
                .containsExactly(GuideElement.VISITS_REASON);
        assertThat(missing(
                        with(changed(guide -> ((ObjectNode) guide.path("flow").path(0)).remove("days")))))
                .extracting(Missing::field)
                .containsExactly("guide.flow[0].days");
        assertThat(named).hasSize(27);
    }

    @Test
    void aGuideNobodyHasWrittenLacksEveryElement() {
        var missing = missing(GuideExamples.withoutGuide("SP-XB"));

        assertThat(missing).extracting(Missing::element).contains(GuideElement.LEGAL_BASIS, GuideElement.FAQS);
        assertThat(missing).extracting(Missing::field).contains("guide.materials[FOOD_FORM].blankForm");
        assertThat(missing)
                .allMatch(one -> !one.nameZh().isBlank() && !one.nameEn().isBlank());
    }

    @Test
    void whatAGuideMayNotSayIsRefusedWithItsField() {
        var bad = changed(guide -> {
            guide.putArray("conditions").add("符合法律法规规定的其他条件");
            guide.put("handleItemCode", "123");
            guide.put("level", "CITY");
            guide.put("hours", "x".repeat(2_001));
            ((ObjectNode) guide.path("materials").path(0)).put("key", "BANK_FORM");
            ((ObjectNode) guide.path("materials").path(1)).put("source", "有关部门出具的相关证明");
            ((ObjectNode) guide.path("flow").path(1)).put("days", 6);
            ((ObjectNode) guide.path("fee")).putArray("standards").add("100 元");
            guide.putArray("phones").addNull();
        });

        assertThat(Complaints.of(checked(bad).errors()))
                .containsExactlyInAnyOrder(
                        "item.guide.conditions[0] catch-all-wording",
                        "item.guide.handleItemCode handle-item-code",
                        "item.guide.level level-differs-from-code",
                        "item.guide.hours too-long",
                        "item.guide.materials[0].key not-asked-for-by-the-item",
                        "item.guide.materials[1].source catch-all-wording",
                        "item.guide.flow steps-exceed-promise",
                        "item.guide.fee.standards fee-of-a-free-item",
                        "item.guide.phones[0] required");
    }

    @Test // the law's own words stay as they are
    void aQuotationMaySayOtherConditions() {
        var guide = changed(one -> ((ObjectNode) one.path("legalBases").path(0)).put("quotation", "法律规定的其他条件"));

        assertThat(Complaints.of(checked(guide).errors())).isEmpty();
    }

    @Test
    void theSixKindsAreAppliedForAndConvenienceItemsAreNot() {
        assertThat(Arrays.stream(ServiceItem.Kind.values())
                        .filter(ServiceItem.Kind::appliedFor)
                        .map(ServiceItem.Kind::code)
                        .distinct())
                .containsExactlyInAnyOrder("01", "05", "07", "08", "09", "10");
        assertThat(ServiceItem.Kind.PUBLIC_SERVICE.appliedFor()).isFalse();
        JsonNode old = DemonstrationData.JSON.valueToTree(FOOD);
        assertThat(old.path("kind").asString()).isEqualTo("LICENCE");
    }
}
