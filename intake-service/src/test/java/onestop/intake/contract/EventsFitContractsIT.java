package onestop.intake.contract;

import static onestop.intake.Calls.ISSUER;
import static onestop.intake.Calls.NOBODY;
import static onestop.intake.Calls.OPS;
import static onestop.intake.Calls.WINDOW;
import static onestop.intake.Calls.applicant;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import onestop.intake.Calls;
import onestop.intake.IntakeTest;
import onestop.intake.TravelClock;
import onestop.intake.application.OverduePeriods;
import onestop.intake.delivery.OverdueSweep;
import onestop.intake.window.HallExamples;
import onestop.testsupport.Events;
import onestop.testsupport.Eventually;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Our events against our schemas, and the others' samples through our consumer. */
@IntakeTest
class EventsFitContractsIT {
    private static final List<String> TOPICS = List.of(
            "onestop.intake.catalogue",
            "onestop.intake.calendar",
            "onestop.intake.enterprise",
            "onestop.intake.application",
            "onestop.intake.appointment",
            "onestop.intake.consultation",
            "onestop.intake.delivery",
            "onestop.intake.window");

    @Autowired
    Calls calls;

    @Autowired
    Events events;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TravelClock clock;

    @Autowired
    OverduePeriods overdue;

    @Autowired
    ApplicationContext context;

    @Test
    void everyEventThatIsSentFitsItsSchemaAndEveryTypeIsSent() {
        sendOneOfEachType();

        var seen = new TreeSet<String>();
        Eventually.within(Duration.ofSeconds(30), () -> {
            for (var topic : TOPICS) {
                for (var record : events.list(topic)) {
                    if (record.value() != null) {
                        Contracts.assertEvent("intake", record.type(), record.text());
                        seen.add(record.type());
                    }
                    assertThat(record.headers()).containsKeys("ce_id", "ce_source", "ce_time", "ce_subject");
                    assertThat(record.sequence()).isPositive();
                }
            }
            assertThat(seen).containsExactlyElementsOf(Contracts.types("intake"));
        });
    }

    private void sendOneOfEachType() {
        var usci = calls.enterprise();
        calls.post(
                        WINDOW,
                        "/consultations",
                        Map.of("channel", "PHONE", "questionClass", "GUIDE", "question", "如何办理", "answer", "一窗受理"))
                .must(201);
        calls.branches(usci, 1);
        var refused = calls.submit(usci, "PKG-BG-GD").text("receiptNumber");
        calls.put(WINDOW, "/applications/" + refused + "/refusal", Map.of("reason", "无需许可"))
                .must(200);
        var corrected = calls.submit(usci, "PKG-BG-GD").text("receiptNumber");
        calls.put(
                        WINDOW,
                        "/applications/" + corrected + "/correction-notice",
                        Map.of("defects", List.of(Map.of("materialKey", "ARTICLES", "reason", "缺页"))))
                .must(200);
        calls.put(
                        applicant(usci),
                        "/applications/" + corrected + "/correction",
                        Map.of("materials", List.of(Map.of("key", "ARTICLES", "fileName", "b.pdf"))))
                .must(200);
        calls.put(applicant(usci), "/applications/" + corrected + "/withdrawal", null)
                .must(200);
        sendThoseOfOverduePeriods(usci);
        var green = calls.application(usci, "PKG-SG");
        green.put("greenChannel", Map.of("basis", "省重点项目", "projectNumber", "SDZD-1", "helper", "helper"));
        var delivered =
                calls.post(applicant(usci), "/applications", green).must(201).text("receiptNumber");
        calls.put(WINDOW, "/applications/" + delivered + "/acceptance", Map.of("windowCode", "XZSP-01"))
                .must(200);
        var paid = calls.submitItems(usci, "BDC-ZY").text("receiptNumber");
        calls.accept(WINDOW, paid).must(200);
        calls.put(
                        WINDOW,
                        "/applications/" + paid + "/payments/3713-" + paid,
                        Map.of("items", List.of("BDC-ZY"), "amountYuan", 550))
                .must(200);
        sendThatOfACorrectedCase(usci);
        sendThoseOfAnEarlyResult(usci);
        sendThoseOfTheCloudDesk();
        events.send(
                "onestop.approval.case",
                delivered,
                "onestop.approval.case.file-finished.v1",
                delivered,
                3,
                Contracts.sample("approval", "onestop.approval.case.file-finished.v1")
                        .replaceAll("\"receiptNumber\": \"[^\"]+\"", "\"receiptNumber\": \"" + delivered + "\""));
        Eventually.within(
                Duration.ofSeconds(30),
                () -> calls.put(
                                ISSUER,
                                "/applications/" + delivered + "/delivery",
                                Map.of("method", "POST", "carrier", "EMS", "trackingNumber", "EB123456789CN"))
                        .must(200));
        calls.put(
                        ISSUER,
                        "/applications/" + delivered + "/postal-outcome",
                        Map.of("outcome", "RETURNED", "reason", "迁址"))
                .must(200);
        OverdueSweep.run(context); // the sample's decision is long ago
        calls.put(ISSUER, "/applications/" + delivered + "/delivery", Map.of("method", "E_LICENCE"))
                .must(200);
        calls.put(applicant(usci), "/applications/" + delivered + "/e-licence-confirmation", null)
                .must(200);
    }

    private void sendThatOfACorrectedCase(String usci) {
        var receipt = calls.submit(usci, "PKG-BG-GD");
        var number = receipt.text("receiptNumber");
        calls.accept(WINDOW, number).must(200);
        var caseNumber = receipt.body().path("cases").path(0).path("caseNumber").asString();
        events.send(
                "onestop.approval.case",
                number,
                "onestop.approval.case.suspended.v1",
                caseNumber,
                2,
                Contracts.sample("approval", "onestop.approval.case.suspended.v1")
                        .replaceAll("\"receiptNumber\": \"[^\"]+\"", "\"receiptNumber\": \"" + number + "\"")
                        .replaceAll("\"caseNumber\": \"[^\"]+\"", "\"caseNumber\": \"" + caseNumber + "\"")
                        .replace("SITE_PLAN", "ARTICLES"));
        Eventually.within(
                Duration.ofSeconds(30),
                () -> calls.put(
                                applicant(usci),
                                "/applications/" + number + "/cases/" + caseNumber + "/correction",
                                Map.of("materials", List.of(Map.of("key", "ARTICLES", "fileName", "c.pdf"))))
                        .must(200));
    }

    /** The hall is closed on the sample's day, so the first is declined; the second is booked and cancelled. */
    private void sendThoseOfTheCloudDesk() {
        var asked = "onestop.appeal.desk.appointment-asked.v1";
        var sample = Contracts.sample("appeal", asked);
        events.createTopic("onestop.appeal.desk", 1);
        events.send("onestop.appeal.desk", "sample", asked, "sample", 1, sample);
        clock.stopAt(Instant.parse("2026-03-02T01:00:00Z"));
        calls.put(OPS, "/windows/EF-1", HallExamples.window("371327970001", List.of("SP-XB")))
                .must(201);
        calls.post(
                        HallExamples.MANAGER,
                        "/windows/EF-1/shifts",
                        Map.of(
                                "on",
                                "2026-03-03",
                                "from",
                                "09:30",
                                "to",
                                "10:30",
                                "kind",
                                "REGULAR",
                                "appointmentsPerHour",
                                1))
                .must(201);
        var request = UUID.randomUUID().toString();
        events.send(
                "onestop.appeal.desk",
                request,
                asked,
                request,
                1,
                sample.replaceAll("(\"requestId\": \")[^\"]+", "$1" + request)
                        .replaceAll("(\"regionCode\": \")[^\"]+", "$1" + "371327970001"));
        Eventually.within(
                Duration.ofSeconds(30),
                () -> assertThat(events.list("onestop.intake.appointment", request))
                        .hasSize(1));
        var appointment = events.list("onestop.intake.appointment", request)
                .getFirst()
                .text()
                .replaceAll("(?s).*\"appointmentId\":\"([^\"]+)\".*", "$1");
        calls.put(WINDOW, "/appointments/" + appointment + "/cancellation", null)
                .must(200);
        clock.goOn();
    }

    /** The sample's decision is long ago. */
    private void sendThoseOfAnEarlyResult(String usci) {
        var receipt = calls.submit(usci, "PKG-BG-MC");
        var number = receipt.text("receiptNumber");
        var caseNumber = receipt.body().path("cases").get(0).path("caseNumber").asString();
        calls.accept(WINDOW, number).must(200);
        events.send(
                "onestop.approval.case",
                number,
                "onestop.approval.case.decided.v1",
                caseNumber,
                3,
                Contracts.sample("approval", "onestop.approval.case.decided.v1")
                        .replaceAll("\"receiptNumber\": \"[^\"]+\"", "\"receiptNumber\": \"" + number + "\"")
                        .replaceAll("\"caseNumber\": \"[^\"]+\"", "\"caseNumber\": \"" + caseNumber + "\""));
        Eventually.within(Duration.ofSeconds(30), () -> {
            OverdueSweep.run(context);
            assertThat(events.list("onestop.intake.delivery", number))
                    .extracting(Events.Received::type)
                    .containsExactly("onestop.intake.delivery.case-overdue.v1");
        });
        calls.put(
                        ISSUER,
                        "/applications/" + number + "/early-delivery",
                        Map.of("recipientCheck", "AGENT", "windowCode", "XZSP-45"))
                .must(200);
    }

    /** In a time of its own, so that no file of other tests is due. */
    private void sendThoseOfOverduePeriods(String usci) {
        clock.stopAt(Instant.parse("2024-06-03T01:30:00Z"));
        var lapsed = calls.submit(usci, "PKG-BG-GD").text("receiptNumber");
        calls.put(WINDOW, "/applications/" + lapsed + "/pre-review", null).must(200);
        calls.put(
                        WINDOW,
                        "/applications/" + lapsed + "/correction-notice",
                        Map.of("defects", List.of(Map.of("materialKey", "ARTICLES", "reason", "缺页"))))
                .must(200);
        var supplied = deferred(usci);
        calls.put(
                        applicant(usci),
                        "/applications/" + supplied + "/deferred-materials",
                        Map.of("materials", List.of(Map.of("key", "HEALTH_CERT", "fileName", "b.pdf"))))
                .must(200);
        deferred(usci);
        clock.stopAt(Instant.parse("2024-07-03T01:30:00Z"));
        overdue.end();
        clock.goOn();
    }

    private String deferred(String usci) {
        var body = calls.application(usci, "PKG-CY");
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
                        Map.of("deferredMaterials", List.of(Map.of("key", "HEALTH_CERT", "dueOn", "2024-06-04"))))
                .must(200);
        return number;
    }

    @AfterEach
    void backToNow() {
        clock.goOn();
    }

    @Test
    void theSamplesOfTheOthersAreUnderstood() {
        var types = Stream.concat(
                        Contracts.types("approval").stream()
                                .filter(type -> type.startsWith("onestop.approval.case."))
                                .map(type -> Map.entry("approval", type)),
                        Contracts.types("evaluation").stream()
                                .filter(type -> type.startsWith("onestop.evaluation.rating."))
                                .map(type -> Map.entry("evaluation", type)))
                .toList();
        assertThat(types).hasSizeGreaterThanOrEqualTo(9);
        var receipts = new TreeSet<String>();
        for (var one : types) {
            var sample = Contracts.sample(one.getKey(), one.getValue());
            var data = JsonMapper.shared().readTree(sample);
            var receipt = data.path("receiptNumber").asString();
            receipts.add(receipt);
            var topic = one.getValue().startsWith("onestop.approval")
                    ? "onestop.approval.case"
                    : "onestop.evaluation.rating";
            events.send(topic, receipt, one.getValue(), data.path("caseNumber").asString(receipt), 1, sample);
        }

        Eventually.within(Duration.ofSeconds(30), () -> {
            assertThat(count("case_progress", receipts)).isPositive();
            assertThat(count("file_progress", receipts)).isPositive();
            assertThat(jdbc.sql("SELECT count(*) FROM rating_progress WHERE receipt_number = ANY (?) "
                                    + "AND given_at IS NOT NULL AND invited_at IS NOT NULL")
                            .param(receipts.toArray(String[]::new))
                            .query(Integer.class)
                            .single())
                    .isPositive();
        });
        assertThat(calls.get(OPS, "/ops/dead-letters?limit=200").body().toString())
                .doesNotContain(receipts);
    }

    private int count(String table, Set<String> receipts) {
        return jdbc.sql("SELECT count(*) FROM " + table + " WHERE receipt_number = ANY (?)")
                .param(receipts.toArray(String[]::new))
                .query(Integer.class)
                .single();
    }

    @Test
    void theInterfaceIsServed() {
        var served = calls.get(NOBODY, "/openapi.json").must(200).body();

        assertThat(served.path("paths").propertyNames())
                .containsExactlyElementsOf(Contracts.openApi().path("paths").propertyNames());
    }
}
