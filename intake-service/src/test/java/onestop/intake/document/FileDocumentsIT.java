package onestop.intake.document;

import static onestop.intake.Calls.HELPER;
import static onestop.intake.Calls.ISSUER;
import static onestop.intake.Calls.NOBODY;
import static onestop.intake.Calls.OPS;
import static onestop.intake.Calls.WINDOW;
import static onestop.intake.Calls.agent;
import static onestop.intake.Calls.applicant;
import static onestop.intake.Calls.newUsci;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import onestop.intake.Calls;
import onestop.intake.IntakeTest;
import onestop.intake.TravelClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** What the acts on a file issue, and who can read it. */
@IntakeTest
class FileDocumentsIT {
    /** A Monday before all that other tests do. */
    private static final Instant MONDAY = Instant.parse("2025-04-14T01:30:00Z");

    @Autowired
    Calls calls;

    @Autowired
    TravelClock clock;

    @Autowired
    JdbcClient jdbc;

    @AfterEach
    void backToNow() {
        clock.goOn();
    }

    private List<JsonNode> documents(String number) {
        return calls.get(WINDOW, "/applications/" + number + "/documents")
                .must(200)
                .body()
                .path("items")
                .valueStream()
                .toList();
    }

    private List<String> kinds(String number) {
        return documents(number).stream()
                .map(document -> document.path("kind").asString())
                .toList();
    }

    private String text(String number, int place) {
        return Pdfs.text(pdf(number, place));
    }

    private byte[] pdf(String number, int place) {
        var id = documents(number).get(place).path("id").asString();
        return calls.bytes(WINDOW, "/applications/" + number + "/documents/" + id, "application/pdf");
    }

    @Test
    void handingInAndAcceptanceOfAPackage() {
        clock.stopAt(MONDAY);
        var usci = calls.enterprise();
        var number = calls.submit(usci, "PKG-BG-MC").text("receiptNumber");
        clock.stopAt(MONDAY.plusSeconds(3_600));
        calls.put(WINDOW, "/applications/" + number + "/acceptance", Map.of("windowCode", "XZSP-07"))
                .must(200);

        assertThat(kinds(number)).containsExactly("RECEIPT", "ACCEPTANCE", "JOINT_ACCEPTANCE");
        var listed = documents(number).get(1);
        assertThat(listed.path("number").asString()).matches("莒政服受〔2025〕\\d{6,}号");
        assertThat(listed.path("issuedOn").asString()).isEqualTo("2025-04-14");
        assertThat(text(number, 0))
                .contains("收件凭证")
                .contains(number)
                .contains("测试企业" + usci)
                .contains("2025年4月14日09:30")
                .contains("在2025年4月21日之前（含当日）作出是否受理的答复")
                .contains("承诺办结日期");
        assertThat(text(number, 1))
                .contains(listed.path("number").asString())
                .contains("决定予以受理")
                .contains("2025年4月14日10:30")
                .contains("全部承诺办结日期2025年4月17日")
                .contains("受理窗口XZSP-07")
                .contains("县医疗保障局");
        assertThat(text(number, 2)).contains("分别办理共需提交材料59份，本次实际提交6份").contains("下列7个部门");
        assertThat(Pdfs.embeddedFonts(pdf(number, 1))).containsExactly("WenQuanYiMicroHei");
        assertThat(pdf(number, 1)).isEqualTo(pdf(number, 1));
        assertThat(jdbc.sql("SELECT length(pdf_checksum) FROM issued_document WHERE id = ?")
                        .param(UUID.fromString(listed.path("id").asString()))
                        .query(Integer.class)
                        .single())
                .isEqualTo(32);
    }

    @Test
    void aSingleItemHasNoJointSheet() {
        var usci = calls.enterprise();
        var body = new HashMap<String, Object>(Map.of(
                "itemCodes", List.of("SW-BG"), "enterpriseUsci", usci, "channel", "ONLINE", "materials", List.of()));
        var number =
                calls.post(applicant(usci), "/applications", body).must(201).text("receiptNumber");

        assertThat(kinds(number)).containsExactly("RECEIPT");
    }

    @Test
    void correctionNoticeAndReceiptOfWhatCame() {
        var usci = calls.enterprise();
        var number = calls.submit(usci, "PKG-BG-GD").text("receiptNumber");
        var path = "/applications/" + number;
        calls.put(
                        WINDOW,
                        path + "/correction-notice",
                        Map.of("defects", List.of(Map.of("materialKey", "ARTICLES", "reason", "缺第三页"))))
                .must(200);
        calls.put(
                        applicant(usci),
                        path + "/correction",
                        Map.of("materials", List.of(Map.of("key", "ARTICLES", "fileName", "b.pdf"))))
                .must(200);

        assertThat(kinds(number)).containsExactly("RECEIPT", "CORRECTION_NOTICE", "RECEIPT");
        assertThat(text(number, 1))
                .contains("补正通知书")
                .contains("章程")
                .contains("缺第三页")
                .contains("第三十二条");
        assertThat(text(number, 2)).contains("补交的材料已经收到");
    }

    @Test
    void aRefusalNamesBodyAndRemedies() {
        var number = calls.submit(calls.enterprise(), "PKG-BG-GD").text("receiptNumber");
        calls.put(
                        WINDOW,
                        "/applications/" + number + "/refusal",
                        Map.of("reason", "不属于本机关职权范围", "competentBody", "市市场监督管理局"))
                .must(200);

        assertThat(kinds(number)).containsExactly("RECEIPT", "ACCEPTANCE_REFUSAL");
        assertThat(text(number, 1)).contains("请向市市场监督管理局提出申请").contains("行政复议").contains("行政诉讼");
    }

    @Test
    void aDeclinedActIssuesNothing() {
        var number = calls.submit(calls.enterprise(), "PKG-BG-GD").text("receiptNumber");
        calls.accept(WINDOW, number).must(200);
        var before = kinds(number);

        calls.accept(WINDOW, number).declines(409, "already-accepted");
        calls.put(WINDOW, "/applications/" + number + "/refusal", Map.of("reason", "x"))
                .declines(409, "already-accepted");

        assertThat(kinds(number)).isEqualTo(before);
    }

    @Test
    void aWithdrawalEndsTheAcceptance() {
        var usci = calls.enterprise();
        var number = calls.submit(usci, "PKG-BG-GD").text("receiptNumber");
        calls.accept(WINDOW, number).must(200);
        var acceptance = documents(number).get(1);
        var code = code(acceptance.path("id").asString());
        var verification =
                "/document-verifications?number=" + acceptance.path("number").asString() + "&code=" + code;
        assertThat(calls.get(NOBODY, verification)
                        .must(200)
                        .body()
                        .path("inEffect")
                        .asBoolean())
                .isTrue();

        calls.put(applicant(usci), "/applications/" + number + "/withdrawal", null)
                .must(200);

        assertThat(kinds(number)).endsWith("WITHDRAWAL");
        assertThat(text(number, kinds(number).size() - 1)).contains("已经受理、尚未作出决定");
        var now = calls.get(NOBODY, verification).must(200).body();
        assertThat(now.path("inEffect").asBoolean()).isFalse();
        assertThat(now.path("endedAt").isMissingNode()).isFalse();
    }

    private String code(String id) {
        return jdbc.sql("SELECT verification_code FROM issued_document WHERE id = ?")
                .param(UUID.fromString(id))
                .query(String.class)
                .single();
    }

    @Test
    void theVerificationTellsThePublicNothingOfTheContents() {
        var usci = calls.enterprise();
        var number = calls.submit(usci, "PKG-BG-GD").text("receiptNumber");
        var receipt = documents(number).getFirst();
        var documentNumber = receipt.path("number").asString();
        var code = code(receipt.path("id").asString());

        var shown = calls.get(NOBODY, "/document-verifications?number=" + documentNumber + "&code=" + code)
                .must(200)
                .body();
        assertThat(shown.propertyNames())
                .containsExactlyInAnyOrder("number", "kind", "nameZh", "nameEn", "issuedOn", "inEffect");
        calls.get(
                        NOBODY,
                        "/document-verifications?number=" + documentNumber + "&code="
                                + code.toLowerCase().substring(0, 6) + "-" + code.substring(6))
                .must(200);

        calls.get(NOBODY, "/document-verifications?number=" + documentNumber + "&code=AAAAAAAAAAAA")
                .declines(404, "unknown-verification");
        calls.get(NOBODY, "/document-verifications?number=莒政服收〔2020〕000001号&code=" + code)
                .declines(404, "unknown-verification");
        calls.get(NOBODY, "/document-verifications?number=" + documentNumber).must(400);
    }

    @Test
    void strangersLearnNothing() {
        var usci = calls.enterprise();
        var number = calls.submit(usci, "PKG-BG-GD").text("receiptNumber");
        var other = calls.submit(calls.enterprise(), "PKG-BG-GD").text("receiptNumber");
        var list = "/applications/" + number + "/documents";
        var one = list + "/" + documents(number).getFirst().path("id").asString();

        for (var person : List.of(applicant(newUsci()), agent("stranger"), HELPER)) {
            calls.get(person, list).declines(404, "unknown-application");
            calls.get(person, one).declines(404, "unknown-application");
        }
        calls.get(NOBODY, one).must(401);
        calls.get(OPS, one).must(403);
        calls.get(ISSUER, list).must(200);
        calls.bytes(applicant(usci), one, "application/pdf");
        // A document of another file is not reached through a file one may read.
        var foreign = documents(other).getFirst().path("id").asString();
        calls.get(WINDOW, list + "/" + foreign).declines(404, "unknown-document");
        calls.get(WINDOW, list + "/" + UUID.randomUUID()).declines(404, "unknown-document");
        calls.get(WINDOW, list + "/no-id").must(400);
    }

    @Test
    void theListIsReadPageByPage() {
        var number = calls.submit(calls.enterprise(), "PKG-BG-GD").text("receiptNumber");
        calls.accept(WINDOW, number).must(200);
        var list = "/applications/" + number + "/documents";

        var first = calls.get(WINDOW, list + "?limit=2").must(200);
        assertThat(first.body().path("items")).hasSize(2);
        var second =
                calls.get(WINDOW, list + "?limit=2&after=" + first.text("next")).must(200);
        assertThat(second.body().path("items")).hasSize(1);
        assertThat(second.body().has("next")).isFalse();
        assertThat(calls.get(WINDOW, list + "?after=x").must(400).errors()).containsExactly("after cursor");
    }
}
