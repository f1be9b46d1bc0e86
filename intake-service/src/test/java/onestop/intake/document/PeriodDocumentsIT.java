package onestop.intake.document;

import static onestop.intake.Calls.WINDOW;
import static onestop.intake.Calls.applicant;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import onestop.intake.Calls;
import onestop.intake.Calls.Person;
import onestop.intake.IntakeTest;
import onestop.intake.TravelClock;
import onestop.intake.application.OverduePeriods;
import onestop.web.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** The documents of what has to happen until a day: commitments, receipts of what follows, and the end. */
@IntakeTest
class PeriodDocumentsIT {
    /** A Monday in a time of its own, so that no file of other tests is due. */
    private static final Instant MONDAY = Instant.parse("2025-07-07T01:30:00Z");

    private static final Person MANAGER = new Person("manager", Role.UNIT_MANAGER, "XZSP", List.of());

    @Autowired
    Calls calls;

    @Autowired
    OverduePeriods overduePeriods;

    @Autowired
    TravelClock clock;

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

    private String text(String number, String kind) {
        var id = documents(number).stream()
                .filter(document -> document.path("kind").asString().equals(kind))
                .toList()
                .getLast()
                .path("id")
                .asString();
        return Pdfs.text(calls.bytes(WINDOW, "/applications/" + number + "/documents/" + id, "application/pdf"));
    }

    private static Map<String, Object> materials(String... keys) {
        return Map.of(
                "materials",
                List.of(keys).stream()
                        .map(key -> Map.of("key", key, "fileName", key + "-2.pdf"))
                        .toList());
    }

    private String acceptedDeferred() {
        clock.stopAt(MONDAY);
        var usci = calls.enterprise();
        var body = new HashMap<>(calls.application(usci, "PKG-CY"));
        body.put(
                "materials",
                calls.materials("PKG-CY").stream()
                        .filter(material -> !"HEALTH_CERT".equals(material.get("key")))
                        .toList());
        var number =
                calls.post(applicant(usci), "/applications", body).must(201).text("receiptNumber");
        calls.put(
                        WINDOW,
                        "/applications/" + number + "/acceptance",
                        Map.of("deferredMaterials", List.of(Map.of("key", "HEALTH_CERT", "dueOn", "2025-07-09"))))
                .must(200);
        return number;
    }

    @Test
    void whatMayFollowIsCommittedToInWritingAndReceived() {
        var number = acceptedDeferred();

        assertThat(kinds(number))
                .containsExactly("RECEIPT", "DEFERRED_ACCEPTANCE", "JOINT_ACCEPTANCE", "DEFERRAL_COMMITMENT");
        assertThat(text(number, "DEFERRED_ACCEPTANCE"))
                .contains("决定容缺受理")
                .contains("健康证明")
                .contains("2025年7月9日之前（含当日）")
                .contains("逾期未补齐的，终止办理");
        var text = calls.get(WINDOW, "/commitment-texts/DEFERRED_MATERIALS").must(200);
        var commitment = text(number, "DEFERRAL_COMMITMENT");
        assertThat(commitment)
                .contains("承诺文本版本：" + text.body().path("version").asInt())
                .contains("健康证明2025年7月9日");
        text.text("textZh")
                .lines()
                .filter(line -> !line.isBlank())
                .forEach(line -> assertThat(commitment).contains(line.replaceAll("\\s", "")));

        calls.put(WINDOW, "/applications/" + number + "/deferred-materials", materials("HEALTH_CERT"))
                .must(200);

        assertThat(kinds(number)).endsWith("RECEIPT");
        assertThat(text(number, "RECEIPT"))
                .contains("按容缺受理承诺于2025年7月7日09:30补交的材料已经收到")
                .contains("健康证明")
                .doesNotContain("是否受理的答复");
    }

    @Test
    void whatDoesNotFollowInTimeEndsTheFileInWriting() {
        var number = acceptedDeferred();
        clock.stopAt(Instant.parse("2025-07-09T16:00:00Z"));
        overduePeriods.end();

        assertThat(kinds(number)).endsWith("TERMINATION");
        assertThat(text(number, "TERMINATION"))
                .contains("终止办理")
                .contains("未在承诺的期限内补齐容缺材料")
                .contains("健康证明2025年7月9日")
                .contains("行政复议")
                .contains("行政诉讼");
        assertThat(documents(number).stream()
                        .filter(document -> document.has("endedAt"))
                        .map(document -> document.path("kind").asString()))
                .containsExactly("DEFERRED_ACCEPTANCE", "JOINT_ACCEPTANCE", "DEFERRAL_COMMITMENT");
    }

    @Test
    void aCorrectionThatDoesNotComeEndsTheFileInWriting() {
        clock.stopAt(MONDAY);
        var number = calls.submit(calls.enterprise(), "PKG-BG-GD").text("receiptNumber");
        calls.put(
                        WINDOW,
                        "/applications/" + number + "/correction-notice",
                        Map.of(
                                "defects",
                                List.of(Map.of("materialKey", "ARTICLES", "reason", "缺第三页")),
                                "answerDays",
                                3))
                .must(200);
        assertThat(text(number, "CORRECTION_NOTICE"))
                .contains("请在2025年7月10日之前（含当日）补齐上述全部材料")
                .contains("逾期未补正的，终止办理");

        clock.stopAt(Instant.parse("2025-07-10T16:00:00Z"));
        overduePeriods.end();

        assertThat(kinds(number)).containsExactly("RECEIPT", "CORRECTION_NOTICE", "TERMINATION");
        assertThat(text(number, "TERMINATION")).contains("未在补正通知书载明的期限内补正").contains("章程");
    }

    @Test
    void aFurtherNoticeSaysWhyItIsNotTheFirst() {
        var usci = calls.enterprise();
        var number = calls.submit(usci, "PKG-BG-MC").text("receiptNumber");
        var path = "/applications/" + number;
        calls.put(
                        WINDOW,
                        path + "/correction-notice",
                        Map.of("defects", List.of(Map.of("materialKey", "ARTICLES", "reason", "缺页"))))
                .must(200);
        calls.put(applicant(usci), path + "/correction", materials("ARTICLES")).must(200);
        calls.put(
                        MANAGER,
                        path + "/repeated-correction-notice",
                        Map.of(
                                "defects",
                                List.of(Map.of("materialKey", "OLD_SEAL", "reason", "印文不清")),
                                "supervisorReason",
                                "首次告知时窗口人员漏看"))
                .must(200);

        assertThat(kinds(number)).containsExactly("RECEIPT", "CORRECTION_NOTICE", "RECEIPT", "CORRECTION_NOTICE");
        assertThat(text(number, "CORRECTION_NOTICE"))
                .contains("再次通知的理由：首次告知时窗口人员漏看")
                .contains("印文不清");
    }

    @Test
    void aPromiseIsPutInWritingWhenItIsMade() {
        var usci = calls.enterprise();
        var promised = calls.post(Calls.NOBODY, "/one-time-notices", Map.of("packageCode", "PKG-CY"))
                .must(200)
                .body()
                .path("materials")
                .valueStream()
                .filter(material -> material.path("mayBePromised").asBoolean())
                .findFirst()
                .orElseThrow();
        var key = promised.path("key").asString();
        var body = new HashMap<>(calls.application(usci, "PKG-CY"));
        body.put(
                "materials",
                calls.materials("PKG-CY").stream()
                        .map(material -> key.equals(material.get("key"))
                                ? Map.<String, Object>of("key", key, "promised", true)
                                : material)
                        .toList());

        var number =
                calls.post(applicant(usci), "/applications", body).must(201).text("receiptNumber");

        assertThat(kinds(number)).containsExactly("RECEIPT", "NOTICE_AND_COMMITMENT");
        assertThat(text(number, "NOTICE_AND_COMMITMENT"))
                .contains(promised.path("nameZh").asString())
                .contains("承诺文本版本");
    }
}
