package onestop.intake.document;

import static onestop.intake.document.DocumentExamples.printable;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import onestop.documents.PdfRenderer;
import onestop.intake.document.DocumentFacts.FileFacts;
import onestop.intake.document.DocumentFacts.SubjectFacts;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DocumentPagesTests {
    private final DocumentPages pages = new DocumentPages();
    private final PdfRenderer renderer = new PdfRenderer();

    static List<DocumentFacts> ofEveryKind() {
        return DocumentExamples.ofEveryKind();
    }

    private byte[] print(DocumentFacts facts) {
        return renderer.render(pages.of(printable(facts)), facts.kind().nameZh(), DocumentExamples.AT);
    }

    private String text(DocumentFacts facts) {
        return Pdfs.text(print(facts));
    }

    @Test // a kind added without an example fails here
    void theExamplesNameEveryKind() {
        assertThat(ofEveryKind().stream().map(DocumentFacts::kind)).containsExactlyInAnyOrder(DocumentKind.values());
        assertThat(ofEveryKind())
                .allSatisfy(facts -> assertThat(facts).isInstanceOf(IssuedDocuments.typeOf(facts.kind())));
    }

    @ParameterizedTest
    @MethodSource("ofEveryKind")
    void eachKindShowsItsNameNumberDateAndBody(DocumentFacts facts) throws IOException {
        var pdf = print(facts);
        Files.write(Files.createDirectories(Path.of("target/documents")).resolve(facts.kind() + ".pdf"), pdf);

        assertThat(Pdfs.text(pdf))
                .contains(facts.kind().nameZh())
                .contains("莒政服" + facts.kind().word() + "〔2026〕000123号")
                .contains("2026年3月2日")
                .contains("莒南县行政审批服务局")
                .contains("0539-2032115")
                .contains("验证码：ABCDEFGH2345")
                .contains("盖章处")
                .contains("红嫂生活超市有限公司")
                .contains("企业名称变更")
                .contains("第1页共")
                .doesNotContain("{{");
        assertThat(Pdfs.embeddedFonts(pdf)).containsExactly("WenQuanYiMicroHei");
    }

    @ParameterizedTest
    @MethodSource("ofEveryKind")
    void theSameFactsGiveTheSameBytes(DocumentFacts facts) {
        assertThat(print(facts)).isEqualTo(print(facts));
    }

    @Test
    void aReceiptSaysUntilWhenTheHallAnswers() {
        assertThat(text(ofEveryKind().get(0)))
                .contains("收件编号371327LB26030200017")
                .contains("2026年3月2日09:30")
                .contains("我机关将在2026年3月9日之前（含当日）作出是否受理的答复")
                .contains("代理人提交")
                .contains("公司章程已提交")
                .contains("营业执照数据共享获取");
    }

    @Test
    void laterReceiptsSayWhatTheyAreFor() {
        assertThat(text(new DocumentFacts.Receipt(
                        DocumentExamples.file(),
                        DocumentExamples.MATERIALS,
                        DocumentFacts.Occasion.CORRECTED,
                        DocumentExamples.AT,
                        DocumentExamples.DUE)))
                .contains("按补正通知于2026年3月2日09:30补交的材料已经收到")
                .contains("在2026年3月16日之前（含当日）作出是否受理的答复");
        assertThat(text(new DocumentFacts.Receipt(
                        DocumentExamples.file(),
                        DocumentExamples.MATERIALS,
                        DocumentFacts.Occasion.SUPPLIED,
                        DocumentExamples.AT,
                        null)))
                .contains("按容缺受理承诺于2026年3月2日09:30补交的材料已经收到")
                .doesNotContain("是否受理的答复");
    }

    @Test
    void aNoticeOfCorrectionNamesAllDefectsAndItsPeriod() {
        assertThat(text(ofEveryKind().get(3)))
                .contains("现一次告知需要补正的全部内容")
                .contains("公司章程缺少第三页，请补齐")
                .contains("请在2026年3月16日之前（含当日）补齐上述全部材料")
                .doesNotContain("不是首次补正通知");
        assertThat(text(new DocumentFacts.CorrectionNotice(DocumentExamples.file(), List.of(), null, "首次提交的材料被替换")))
                .contains("再次通知的理由：首次提交的材料被替换")
                .contains("请补齐上述全部材料后一次提交");
    }

    @Test
    void anAcceptanceNamesItemsDueDateAndContact() {
        assertThat(text(ofEveryKind().get(1)))
                .contains("决定予以受理")
                .contains("全部承诺办结日期2026年3月16日")
                .contains("受理窗口A07")
                .contains("企业名称变更登记")
                .contains("即办")
                .contains("37132726030200001")
                .doesNotContain("即为受理");
        assertThat(text(new DocumentFacts.Acceptance(
                        DocumentExamples.file(), DocumentExamples.acceptance(true), DocumentExamples.MATERIALS)))
                .contains("未在收到材料之日起五个工作日内告知")
                .contains("自收到申请材料之日起即为受理");
    }

    @Test
    void refusalAndTerminationNameTheRemedies() {
        assertThat(text(ofEveryKind().get(4)))
                .contains("决定不予受理")
                .contains("该事项不属于本机关职权范围")
                .contains("请向临沂市市场监督管理局提出申请")
                .contains("六十日内向莒南县人民政府申请行政复议")
                .contains("六个月内依法向有管辖权的人民法院提起行政诉讼");
        assertThat(text(new DocumentFacts.AcceptanceRefusal(DocumentExamples.file(), "依法不需要取得许可", null)))
                .contains("依法不需要取得许可")
                .doesNotContain("请向临沂");
        assertThat(text(ofEveryKind().get(8)))
                .contains("终止办理")
                .contains("容缺材料未按期补齐")
                .contains("银行开户证明2026年3月10日")
                .contains("六十日内")
                .contains("六个月内");
    }

    @Test
    void whatIsDeferredOrPromisedHasItsDayAndItsText() {
        assertThat(text(ofEveryKind().get(5)))
                .contains("决定容缺受理")
                .contains("银行开户证明2026年3月10日之前（含当日）")
                .contains("逾期未补齐的，终止办理");
        assertThat(text(ofEveryKind().get(6)))
                .contains("承诺文本版本：3")
                .contains("一次补齐全部容缺材料")
                .contains("银行开户证明2026年3月10日");
        assertThat(text(ofEveryKind().get(7)))
                .contains("承诺文本版本：7")
                .contains("住所使用证明")
                .contains("虚假承诺的法律责任");
    }

    @Test
    void theOneTimeNoticeTellsEverythingMaterialByMaterial() {
        assertThat(text(DocumentExamples.oneTimeNotice()))
                .contains("涉及分支机构66家")
                .contains("有食品经营许可：否")
                .contains("按所述情形不需要办理：食品经营许可变更")
                .contains("合计（逐项依次办理的法定时限共38个工作日）3个工作日")
                .contains("来自办件371327LB26010500003，2027年1月5日前可用")
                .contains("2份（原件1）（复印件1），核验原件")
                .contains("样本：https://hall.example/sample/articles")
                .contains("以上事项不收费")
                .contains("综合窗口7")
                .contains("一并办理需由申请人提交7份");
    }

    @Test
    void whatIsFilledInIsNoMarkup() {
        var facts = new DocumentFacts.AcceptanceRefusal(
                DocumentExamples.file("<b>甲&乙</b>\"'", 1), "<img src=\"file:///etc/passwd\"/>\u0001\n换行", "{{facts}}");

        assertThat(text(facts))
                .contains("<b>甲&乙</b>\"'")
                .contains("<imgsrc=\"file:///etc/passwd\"/>〓换行")
                .contains("请向{{facts}}提出申请");
    }

    @Test
    void rareCharactersAreShownAndUnknownOnesAreMarked() {
        var pdf = print(new DocumentFacts.AcceptanceRefusal(DocumentExamples.file("䶮㐂饭店", 1), "𠮷与😀", null));

        assertThat(Pdfs.text(pdf)).contains("䶮㐂饭店").contains("〓与〓");
        assertThat(Pdfs.embeddedFonts(pdf)).hasSize(2);
    }

    @Test
    void fiveHundredBranchesFillSeveralPages() {
        var one = DocumentExamples.file();
        var branches = IntStream.rangeClosed(1, 500)
                .mapToObj(i -> new SubjectFacts("红嫂生活超市第" + i + "店", "91371327MA3DEM0C98"))
                .toList();
        var many = new FileFacts(
                one.receiptNumber(),
                one.matterZh(),
                one.enterpriseName(),
                one.usci(),
                one.handedInBy(),
                one.receivedAt(),
                one.items(),
                branches,
                5_000,
                IntStream.range(0, 5_000)
                        .mapToObj("371327260302%05d"::formatted)
                        .toList());

        var pdf = print(new DocumentFacts.JointAcceptance(
                many, DocumentExamples.acceptance(false), DocumentExamples.MATERIALS, 7, 59, 6));

        assertThat(Pdfs.text(pdf))
                .contains("红嫂生活超市第500店")
                .contains("共5000个办件")
                .contains("37132726030200099")
                .doesNotContain("37132726030200100")
                .contains("其余办件编号见申请的办件清单");
        assertThat(Pdfs.pages(pdf)).isBetween(8, 25);
    }

    @Test
    void theSquareCodeLeadsToTheVerification() throws Exception {
        var pdf = print(ofEveryKind().getFirst());

        try (var document = Loader.loadPDF(pdf)) {
            var image = new PDFRenderer(document).renderImageWithDPI(document.getNumberOfPages() - 1, 300);
            int width = image.getWidth();
            int height = image.getHeight();
            var pixels = image.getRGB(0, 0, width, height, null, 0, width);
            var found = new QRCodeReader()
                    .decode(
                            new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(width, height, pixels))),
                            Map.of(DecodeHintType.TRY_HARDER, true));
            assertThat(found.getText())
                    .isEqualTo(
                            DocumentPages.verification(printable(ofEveryKind().getFirst())))
                    .startsWith("https://hall.example/verify?number=%E8%8E%92")
                    .endsWith("&code=ABCDEFGH2345");
        }
    }

    @Test
    void theNumbersOfKindsDiffer() {
        assertThat(Arrays.stream(DocumentKind.values()).map(DocumentKind::word)).doesNotHaveDuplicates();
    }
}
