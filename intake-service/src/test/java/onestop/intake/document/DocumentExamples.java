package onestop.intake.document;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import onestop.intake.document.DocumentFacts.AcceptanceFacts;
import onestop.intake.document.DocumentFacts.DefectFacts;
import onestop.intake.document.DocumentFacts.DeliveredBy;
import onestop.intake.document.DocumentFacts.FileFacts;
import onestop.intake.document.DocumentFacts.HandedInBy;
import onestop.intake.document.DocumentFacts.IdentityChecked;
import onestop.intake.document.DocumentFacts.ItemFacts;
import onestop.intake.document.DocumentFacts.MaterialFacts;
import onestop.intake.document.DocumentFacts.MaterialStanding;
import onestop.intake.document.DocumentFacts.NoticeItem;
import onestop.intake.document.DocumentFacts.NoticeMaterial;
import onestop.intake.document.DocumentFacts.NoticeSource;
import onestop.intake.document.DocumentFacts.NoticeStep;
import onestop.intake.document.DocumentFacts.NoticeWindow;
import onestop.intake.document.DocumentFacts.Occasion;
import onestop.intake.document.DocumentFacts.SubjectFacts;
import onestop.intake.document.IssuedDocuments.Printable;
import onestop.intake.numbering.ReceiptNumber;

/** One document of each kind. */
final class DocumentExamples {
    static final Instant AT = Instant.parse("2026-03-02T01:30:00Z");
    static final LocalDate DUE = LocalDate.of(2026, 3, 16);

    static final IssuingBody BODY = new IssuingBody(
            "莒政服",
            "莒南县行政审批服务局",
            "莒南县政务服务中心",
            "莒南县某路1号",
            "0539-2032115",
            "12345",
            "莒南县人民政府",
            "有管辖权的人民法院",
            "https://hall.example/verify");

    static final List<MaterialFacts> MATERIALS = List.of(
            new MaterialFacts("公司章程", MaterialStanding.HANDED_IN, null),
            new MaterialFacts("营业执照", MaterialStanding.SHARED, null),
            new MaterialFacts("银行开户证明", MaterialStanding.DEFERRED, LocalDate.of(2026, 3, 10)));

    static final CommitmentText DEFERRAL = new CommitmentText("3", List.of("一、自愿选择容缺方式办理。", "二、在下列期限内一次补齐全部容缺材料。"));
    static final CommitmentText PROMISE = new CommitmentText("7", List.of("一、已知晓虚假承诺的法律责任。"));

    static FileFacts file() {
        return file("红嫂生活超市有限公司", 3);
    }

    static FileFacts file(String enterprise, int cases) {
        return new FileFacts(
                "371327LB26030200017",
                "企业名称变更“一件事”",
                enterprise,
                "91371327MA3DEM0A2G",
                HandedInBy.AGENT,
                AT,
                List.of(
                        new ItemFacts("QY-BG-MC", "企业名称变更登记", "县市场监督管理局", 1, 1, 6, 0, DUE, "营业执照"),
                        new ItemFacts("SW-BG", "税务登记信息变更", "国家税务总局莒南县税务局", 2, 2, 5, 1, DUE, "变更通知书")),
                List.of(
                        new SubjectFacts(enterprise, "91371327MA3DEM0A2G"),
                        new SubjectFacts("红嫂生活超市第1店", "91371327MA3DEM0C98")),
                cases,
                IntStream.rangeClosed(1, cases)
                        .mapToObj("371327260302%05d"::formatted)
                        .toList());
    }

    static AcceptanceFacts acceptance(boolean deemed) {
        return new AcceptanceFacts(AT, deemed, LocalDate.of(2026, 3, 2), DUE, "A07", false);
    }

    static List<DocumentFacts> ofEveryKind() {
        return List.of(
                new DocumentFacts.Receipt(file(), MATERIALS, Occasion.HANDED_IN, AT, LocalDate.of(2026, 3, 9)),
                new DocumentFacts.Acceptance(file(), acceptance(false), MATERIALS),
                oneTimeNotice(),
                new DocumentFacts.CorrectionNotice(file(), List.of(new DefectFacts("公司章程", "缺少第三页，请补齐")), DUE, null),
                new DocumentFacts.AcceptanceRefusal(file(), "该事项不属于本机关职权范围", "临沂市市场监督管理局"),
                new DocumentFacts.DeferredAcceptance(file(), acceptance(false), MATERIALS.subList(2, 3)),
                new DocumentFacts.DeferralCommitment(file(), DEFERRAL, MATERIALS.subList(2, 3)),
                new DocumentFacts.NoticeAndCommitment(
                        file(), PROMISE, List.of(new MaterialFacts("住所使用证明", MaterialStanding.PROMISED, null))),
                new DocumentFacts.Termination(file(), "容缺材料未按期补齐", MATERIALS.subList(2, 3)),
                new DocumentFacts.Withdrawal(file(), AT, true),
                new DocumentFacts.DeliveryReceipt(
                        file(), AT, DeliveredBy.WINDOW, IdentityChecked.LEGAL_REPRESENTATIVE, null),
                new DocumentFacts.JointAcceptance(file(), acceptance(false), MATERIALS, 7, 59, 6));
    }

    static DocumentFacts.OneTimeNotice oneTimeNotice() {
        return new DocumentFacts.OneTimeNotice(
                "企业名称变更“一件事”",
                "红嫂生活超市有限公司",
                "91371327MA3DEM0A2G",
                66,
                List.of("有食品经营许可：否"),
                List.of(new NoticeItem("QY-BG-MC", 3, "企业名称变更登记", "县市场监督管理局", 1, 6, 0, false, List.of(), "营业执照")),
                List.of("食品经营许可变更"),
                List.of(new NoticeStep(1, List.of("企业名称变更登记"), 1)),
                List.of(
                        new NoticeMaterial(
                                "公司章程",
                                NoticeSource.HAND_IN,
                                "申请人",
                                true,
                                2,
                                1,
                                1,
                                "https://hall.example/sample/articles",
                                null,
                                true,
                                false,
                                null,
                                null,
                                null),
                        new NoticeMaterial(
                                "旧印章",
                                NoticeSource.ON_FILE,
                                "公安机关备案刻章单位",
                                true,
                                1,
                                null,
                                null,
                                null,
                                null,
                                false,
                                false,
                                null,
                                "371327LB26010500003",
                                LocalDate.of(2027, 1, 5))),
                3,
                38,
                7,
                59,
                7,
                new BigDecimal("0.8814"),
                false,
                List.of(new NoticeWindow("A07", "综合窗口7")));
    }

    static Printable printable(DocumentFacts facts) {
        var file = facts.file();
        return new Printable(
                new IssuedDocument(
                        new UUID(1, 1),
                        1,
                        "莒政服" + facts.kind().word() + "〔2026〕000123号",
                        facts.kind(),
                        LocalDate.of(2026, 3, 2),
                        AT,
                        null),
                file == null ? null : new ReceiptNumber(file.receiptNumber()),
                new VerificationCode("ABCDEFGH2345"),
                IssuedDocuments.TEMPLATE,
                BODY,
                facts);
    }

    private DocumentExamples() {}
}
