package onestop.intake.catalogue;

import java.util.List;
import onestop.intake.catalogue.CatalogueDocument.ItemEntry;
import onestop.intake.catalogue.Guide.Audience;
import onestop.intake.catalogue.Guide.Channel;
import onestop.intake.catalogue.Guide.CrossRegion;
import onestop.intake.catalogue.Guide.Faq;
import onestop.intake.catalogue.Guide.Fee;
import onestop.intake.catalogue.Guide.FlowStep;
import onestop.intake.catalogue.Guide.LegalBasis;
import onestop.intake.catalogue.Guide.Level;
import onestop.intake.catalogue.Guide.MaterialNote;
import onestop.intake.catalogue.Guide.Nature;
import onestop.intake.catalogue.Guide.Place;
import onestop.intake.catalogue.Guide.QuantityLimit;
import onestop.intake.catalogue.Guide.ResultType;
import onestop.intake.catalogue.Guide.Visits;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A guide that tells everything, for an item of the shipped catalogue. */
final class GuideExamples {
    static ServiceItem item(String code) {
        return DemonstrationData.catalogue().item(code).orElseThrow();
    }

    /** An item whose guide nobody has written. */
    static ServiceItem withoutGuide(String code) {
        var tree = (ObjectNode) DemonstrationData.JSON.valueToTree(DemonstrationData.document());
        tree.path("items").forEach(item -> {
            if (item.path("code").asString().equals(code)) {
                ((ObjectNode) item).remove("guide");
            }
        });
        return CatalogueCheck.check(DemonstrationData.JSON.treeToValue(tree, CatalogueDocument.class))
                .item(code)
                .orElseThrow();
    }

    static Guide completeGuideOf(ServiceItem item) {
        return new Guide(
                item.implementCode() + "01",
                List.of(new LegalBasis("中华人民共和国食品安全法", "第三十五条", "国家对食品生产经营实行许可制度……以及法律、法规规定的其他条件。")),
                Nature.LEGAL_ORGAN,
                Level.COUNTY,
                List.of(),
                List.of(),
                List.of(Audience.ENTERPRISE, Audience.NATURAL_PERSON),
                List.of("有与经营的食品品种、数量相适应的场所", "有保证食品安全的规章制度|含从业人员健康管理"),
                item.materials().stream()
                        .map(need -> new MaterialNote(
                                need.key(),
                                "申请人自备",
                                1,
                                0,
                                "/samples/" + need.key() + ".pdf",
                                "/forms/" + need.key() + ".docx"))
                        .toList(),
                List.of(new FlowStep("受理", 0, "受理通知书"), new FlowStep("审查与决定", item.promisedDays(), "许可证")),
                "自受理之日起计算\n不含听证、检验",
                "\\承诺时限不含现场核查",
                new Fee(null, List.of()),
                List.of(),
                new QuantityLimit(false, null),
                ResultType.LICENCE,
                "/samples/result.pdf",
                List.of(Channel.WINDOW, Channel.COMPUTER),
                CrossRegion.CITY,
                new Visits(1, "现场核验原件"),
                true,
                true,
                false,
                List.of(new Place("县政务服务中心二楼综合窗口", "莒南县天桥路 1 号")),
                "工作日 8:30-12:00，14:00-17:30",
                List.of("0539-2032115"),
                List.of("12345"),
                List.of(new Faq("可以网上办理吗？", "可以。")),
                List.of(ServicePackage.Group.START));
    }

    /** The item as it is entered, under another code and with another guide. */
    static ItemEntry entry(ServiceItem item, String code, @Nullable Guide guide) {
        var entry = ItemEntry.of(item);
        return new ItemEntry(
                code,
                entry.nameZh(),
                entry.nameEn(),
                entry.deptKey(),
                entry.kind(),
                entry.caseType(),
                entry.statutoryDays(),
                entry.promisedDays(),
                entry.baseCode(),
                entry.implementCode(),
                entry.materials(),
                entry.specialProcedures(),
                entry.approvalSteps(),
                entry.resultNameZh(),
                entry.producesMaterials(),
                entry.feeCharged(),
                entry.onlineDepth(),
                entry.note(),
                guide);
    }

    private GuideExamples() {}
}
