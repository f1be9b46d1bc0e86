package onestop.appeal.handover;

import static onestop.appeal.Office.COORDINATOR;
import static onestop.appeal.Office.GAJ;
import static onestop.appeal.Office.manager;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import onestop.appeal.Office;
import onestop.appeal.Office.Requests;
import onestop.appeal.TestClock;
import onestop.appeal.WholeService;
import onestop.appeal.contract.Contracts;
import onestop.appeal.enterprises.EnterpriseExamples;
import onestop.testsupport.Events;
import onestop.testsupport.Eventually;
import onestop.web.Role;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Appeals that come over real topics from others, and the replies they get. */
@WholeService
class HandoverIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String IN = "onestop.partner.appeal";
    private static final String OUT = "onestop.appeal.partner-reply";
    private static final String FEEDBACK = "onestop.evaluation.open-feedback";
    private static final String HANDED_OVER = "onestop.partner.appeal.handed-over.v1";

    @Autowired
    Requests requests;

    @Autowired
    Events events;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TestClock clock;

    private final String number = "RX" + UUID.randomUUID().toString().substring(0, 12);
    private final String key = "HOTLINE:" + number;

    @BeforeEach
    void monday() {
        clock.setTo("2026-03-02T09:10:00+08:00");
    }

    private String body(String partner, String more) {
        return """
                {"partner": "%s", "partnerNumber": "%s", "kind": "HELP", "title": "公章备案久未办结", "text": "请协调"%s}""".formatted(partner, number, more);
    }

    private void handOver(String partner) {
        events.send(IN, partner + ":" + number, HANDED_OVER, number, 1, body(partner, ""));
    }

    private List<String> idsOf(String partner) {
        return jdbc.sql("SELECT id FROM appeal WHERE partner = :partner AND partner_number = :number")
                .param("partner", partner)
                .param("number", number)
                .query((row, _) -> row.getString("id"))
                .list();
    }

    private String awaited(String partner) {
        Eventually.within(SOON, () -> assertThat(idsOf(partner)).hasSize(1));
        return idsOf(partner).getFirst();
    }

    private List<Events.Received> replies(int count) {
        return replies(key, count);
    }

    private List<Events.Received> replies(String key, int count) {
        return events.awaitAll(OUT, SOON, event -> key.equals(event.key()), ours -> ours.size() >= count);
    }

    @ParameterizedTest
    @ValueSource(strings = {"HOTLINE", "PROVINCE"})
    void aPartnerHandsOverAndReadsEveryReplyUnderItsNumber(String partner) {
        handOver(partner);
        var id = awaited(partner);
        assertThat(requests.read(COORDINATOR, id).text("source")).isEqualTo(partner);
        requests.put(COORDINATOR, id, "dispatch", "{\"unit\": \"GAJ\"}").must(200);
        requests.put(GAJ, id, "signature", null).must(200);
        requests.put(GAJ, id, "stage-reply", "{\"text\": \"正在补办\"}").must(200);
        requests.put(GAJ, id, "reply", "{\"text\": \"已补办\"}").must(200);
        requests.put(COORDINATOR, id, "call-back", "{\"reached\": true, \"solved\": true, \"satisfied\": true}")
                .must(200);
        requests.put(COORDINATOR, id, "closure", "{}").must(200);

        var replies = replies(partner + ":" + number, 4);
        assertThat(replies)
                .extracting(event -> event.type().replace(OUT + ".", ""))
                .containsExactly("taken.v1", "stage-replied.v1", "replied.v1", "closed.v1");
        assertThat(replies).extracting(Events.Received::sequence).isSorted().doesNotHaveDuplicates();
        for (var reply : replies) {
            Contracts.assertEvent(reply.type(), reply.text());
            assertThat(reply.text())
                    .contains("\"" + partner + "\"")
                    .contains(number)
                    .contains(requests.read(COORDINATOR, id).text("number"));
        }
        assertThat(replies.get(2).text()).contains("已补办");
    }

    @ParameterizedTest
    @ValueSource(strings = {"HOTLINE", "PROVINCE"})
    void aPartnerIsToldThatTheAnswerIsGivenAgain(String partner) {
        handOver(partner);
        var id = awaited(partner);
        requests.put(COORDINATOR, id, "direct-answer", "{\"text\": \"可以网上办理\"}").must(200);
        requests.put(COORDINATOR, id, "call-back", "{\"reached\": true, \"solved\": false, \"satisfied\": false}")
                .must(200);
        requests.put(COORDINATOR, id, "dispatch", "{\"unit\": \"GAJ\"}").must(200);
        requests.put(GAJ, id, "signature", null).must(200);
        requests.put(GAJ, id, "reply", "{\"text\": \"已补办\"}").must(200);
        requests.put(COORDINATOR, id, "call-back", "{\"reached\": true, \"solved\": true, \"satisfied\": true}")
                .must(200);
        requests.put(COORDINATOR, id, "closure", "{}").must(200);
        requests.put(COORDINATOR, id, "reopening", "{\"reason\": \"又查不到了\"}").must(200);
        requests.put(COORDINATOR, id, "reopening", "{\"reason\": \"又查不到了\"}").mustBe(409, "wrong-appeal-state");

        var replies = replies(partner + ":" + number, 6);
        assertThat(replies)
                .extracting(event -> event.type().replace(OUT + ".", ""))
                .containsExactly("taken.v1", "replied.v1", "redo-ordered.v1", "replied.v1", "closed.v1", "reopened.v1");
        assertThat(replies).extracting(Events.Received::sequence).isSorted().doesNotHaveDuplicates();
        replies.forEach(reply -> Contracts.assertEvent(reply.type(), reply.text()));
        assertThat(replies.getLast().text()).contains("又查不到了").contains("\"redoDueAt\":\"2026-03-11T15:59:59");
    }

    @ParameterizedTest
    @ValueSource(strings = {"HOTLINE", "PROVINCE"})
    void aPartnerIsToldOfTheRedoThatTheOfficeOrders(String partner) {
        handOver(partner);
        var id = awaited(partner);
        requests.put(COORDINATOR, id, "dispatch", "{\"unit\": \"GAJ\"}").must(200);
        requests.put(GAJ, id, "signature", null).must(200);
        requests.put(GAJ, id, "reply", "{\"text\": \"已补办\"}").must(200);
        requests.put(COORDINATOR, id, "redo", "{\"reason\": \"答非所问\"}").must(200);
        requests.put(COORDINATOR, id, "redo", "{\"reason\": \"答非所问\"}").mustBe(409, "wrong-appeal-state");
        var replies = replies(partner + ":" + number, 3);
        assertThat(replies)
                .extracting(event -> event.type().replace(OUT + ".", ""))
                .containsExactly("taken.v1", "replied.v1", "redo-ordered.v1");
        Contracts.assertEvent(replies.getLast().type(), replies.getLast().text());
        assertThat(replies.getLast().text()).doesNotContain("答非所问");
    }

    @ParameterizedTest
    @ValueSource(strings = {"HOTLINE", "PROVINCE"})
    void theSameNumberAgainIsOneAppealAndIsAnsweredAgain(String partner) {
        handOver(partner);
        var id = awaited(partner);
        handOver(partner);
        handOver(partner);
        assertThat(replies(partner + ":" + number, 3))
                .extracting(Events.Received::type)
                .containsOnly(OUT + ".taken.v1");
        assertThat(idsOf(partner)).containsExactly(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"HOTLINE", "PROVINCE"})
    void aLateRepetitionChangesNothing(String partner) {
        handOver(partner);
        var id = awaited(partner);
        requests.put(COORDINATOR, id, "rejection", """
                {"ground": "COURT", "reason": "已立案审理", "competentBody": "莒南县人民法院"}""").must(200);
        handOver(partner);
        var replies = replies(partner + ":" + number, 3);
        assertThat(replies.get(1).type()).endsWith("declined.v1");
        assertThat(replies.get(1).text()).contains("莒南县人民法院");
        assertThat(replies.get(2).text()).contains("\"REJECTED\"");
        assertThat(requests.read(COORDINATOR, id).text("state")).isEqualTo("REJECTED");
    }

    @Test
    void twoPartnersMayUseTheSameNumber() {
        handOver("HOTLINE");
        handOver("PROVINCE");
        assertThat(awaited("HOTLINE")).isNotEqualTo(awaited("PROVINCE"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"partner\": \"NOBODY\", \"partnerNumber\": \"1\", \"kind\": \"HELP\", \"title\": \"x\", \"text\": \"x\"}",
                "{\"partner\": \"PORTAL\", \"partnerNumber\": \"1\", \"kind\": \"HELP\", \"title\": \"x\", \"text\": \"x\"}",
                "{\"partner\": \"HOTLINE\", \"kind\": \"HELP\", \"title\": \"x\", \"text\": \"x\"}",
                "{\"partner\": \"HOTLINE\", \"partnerNumber\": \"1\", \"kind\": \"PRAISE\", \"title\": \"x\", \"text\": \"x\"}",
                "{\"partner\": \"HOTLINE\", \"partnerNumber\": \"1\", \"kind\": \"HELP\", \"title\": \" \", \"text\": \"x\"}",
                "{\"partner\": \"HOTLINE\", \"partnerNumber\": \"1\", \"kind\": \"HELP\", \"title\": \"x\", \"text\": \"x\", \"usci\": \"91371327MA3DEM0A2H\"}",
                "{\"partner\": \"HOTLINE\", \"partnerNumber\": \"1\", \"kind\": \"HELP\", \"title\": \"x\", \"text\": \"x\", \"receiptNumber\": \"a b\"}",
                "{\"partner\": \"HOTLINE\", \"partnerNumber\": \"1\", \"kind\": \"HELP\", \"title\": \"x\", \"text\": \"x\", \"caseNumber\": \"\"}",
                "{\"partner\": \"HOTLINE\", \"partnerNumber\": \"1\", \"kind\": \"HELP\", \"title\": \"x\", \"text\": \"x\", \"contact\": {\"phone\": \"12\"}}",
                "[]"
            })
    void whatCannotBeReadBecomesADeadLetter(String body) {
        events.send(IN, key, HANDED_OVER, number, 1, body);
        Eventually.within(
                SOON,
                () -> assertThat(jdbc.sql(
                                        "SELECT count(*) FROM dead_letter WHERE consumer = 'partner-appeals' AND msg_key = :key")
                                .param("key", key)
                                .query(Long.class)
                                .single())
                        .isEqualTo(1));
    }

    @Test
    void theSampleOfTheContractIsUnderstood() {
        var sample = Contracts.read(Contracts.OURS.resolve("events/" + HANDED_OVER + ".sample.json"))
                .replace("RX2026030200017", number);
        events.send(IN, key, HANDED_OVER, number, 1, sample);
        var read = requests.read(COORDINATOR, awaited("HOTLINE")).must(200).json();
        assertThat(read.path("source").asString()).isEqualTo("HOTLINE");
        assertThat(read.path("usci").asString()).isEqualTo("91371327MA3DEM0A2G");
        assertThat(read.path("contact").path("phone").asString()).isEqualTo("13900000000");
        assertThat(read.at("/about/receiptNumber").asString()).isEqualTo("371327LB26030200021");
    }

    @Test
    void whatAPartnerHandsOverForAnEnterpriseBelongsWhereThatIs() {
        var usci = EnterpriseExamples.newUsci();
        jdbc.sql("""
                INSERT INTO enterprise (usci, name, kind, region_code, registered, sequence)
                VALUES (:usci, '镇上的企业', 'COMPANY', '371327104000', true, 1)""").param("usci", usci).update();
        events.send(IN, key, HANDED_OVER, number, 1, body("HOTLINE", ", \"usci\": \"" + usci + "\""));
        assertThat(requests.read(COORDINATOR, awaited("HOTLINE")).must(200).text("regionCode"))
                .isEqualTo("371327104000");
    }

    @Test
    void whoTurnedTheFileAwayDoesNotHandleWhatAPartnerHandsOverAboutIt() {
        var officer = "manager-" + number;
        jdbc.sql("INSERT INTO file_officer (receipt_number, officer_id, part) VALUES (:file, :officer, 'ACCEPTED')")
                .param("file", number)
                .param("officer", officer)
                .update();
        jdbc.sql("INSERT INTO case_file (case_number, receipt_number) VALUES (:case, :file)")
                .param("case", "C" + number)
                .param("file", number)
                .update();
        events.send(IN, key, HANDED_OVER, number, 1, body("HOTLINE", ", \"caseNumber\": \"C" + number + "\""));
        var id = awaited("HOTLINE");
        requests.put(COORDINATOR, id, "dispatch", "{\"unit\": \"GAJ\"}").must(200);
        requests.put(manager(officer, "GAJ"), id, "signature", null).mustBe(403, "recused");
        requests.put(GAJ, id, "signature", null).must(200);
        requests.put(COORDINATOR, id, "revision", "{\"reason\": \"依据有误\"}").must(200);
    }

    @Test
    void openFeedbackThatIsReferredBecomesOneAppealLinkedBothWays() {
        var feedback = UUID.randomUUID().toString();
        var body = """
                {"feedbackId": "%s", "unit": "GAJ", "level": "VERY_DISSATISFIED", "unheardOf": 1}""".formatted(feedback);
        for (int time = 0; time < 2; time++) {
            events.send(FEEDBACK, feedback, "onestop.evaluation.open-feedback.referred.v1", feedback, 2, body);
        }
        Eventually.within(SOON, () -> assertThat(appealsAbout(feedback)).hasSize(1));
        var id = appealsAbout(feedback).getFirst();
        var read = requests.read(COORDINATOR, id).must(200).json();
        assertThat(read.path("source").asString()).isEqualTo("OPEN_FEEDBACK");
        assertThat(read.path("about").path("feedbackId").asString()).isEqualTo(feedback);
        assertThat(read.path("about").path("unit").asString()).isEqualTo("GAJ");
        var told = events.await(
                "onestop.appeal.appeal", SOON, event -> event.subject().equals(id));
        Contracts.assertEvent(told.type(), told.text());
        assertThat(told.text()).contains(feedback);
    }

    /** Each event tells by itself which feedback it is about, so that the order in which they are read does not matter. */
    @Test
    void theDeskOfReferredFeedbackIsToldHowFarItIs() {
        var feedback = UUID.randomUUID().toString();
        events.send(FEEDBACK, feedback, "onestop.evaluation.open-feedback.referred.v1", feedback, 2, """
                {"feedbackId": "%s", "unit": "GAJ", "level": "VERY_DISSATISFIED"}""".formatted(
                        feedback));
        Eventually.within(SOON, () -> assertThat(appealsAbout(feedback)).hasSize(1));
        var id = appealsAbout(feedback).getFirst();
        requests.put(COORDINATOR, id, "dispatch", "{\"unit\": \"GAJ\"}").must(200);
        requests.put(GAJ, id, "signature", null).must(200);
        requests.put(GAJ, id, "reply", "{\"text\": \"已办结\"}").must(200);
        requests.put(COORDINATOR, id, "redo", "{\"reason\": \"未答到位\"}").must(200);
        requests.put(GAJ, id, "reply", "{\"text\": \"已重办\"}").must(200);
        requests.put(COORDINATOR, id, "call-back", "{\"reached\": true, \"solved\": true, \"satisfied\": true}")
                .must(200);
        requests.put(COORDINATOR, id, "closure", "{}").must(200);
        requests.put(COORDINATOR, id, "reopening", "{\"reason\": \"企业反映未解决\"}").must(200);

        var told = toldOf(id, "reopened.v1");
        assertThat(told)
                .extracting(event -> event.type().replace("onestop.appeal.appeal.", ""))
                .contains("received.v1", "dispatched.v1", "replied.v1", "redo-ordered.v1", "closed.v1", "reopened.v1");
        told.forEach(event -> Contracts.assertEvent(event.type(), event.text()));
        assertThat(told.stream().filter(event -> !event.type().endsWith("called-back.v1")))
                .allSatisfy(event -> assertThat(event.text()).contains("\"feedbackId\":\"" + feedback + "\""));
    }

    @Test
    void whoseMatterADeclinedOneIsReadsTheDeskUnlessItIsInConfidence() {
        var rejection = """
                {"ground": "COURT", "reason": "已立案审理", "competentBody": "莒南县人民法院"}""";
        for (var confidential : List.of(false, true)) {
            var feedback = UUID.randomUUID().toString();
            var id = requests.post(Office.WINDOW, """
                    {"usci": "%s", "kind": "COMPLAINT", "source": "OPEN_FEEDBACK", "title": "窗口态度", "text": "不便署名。",
                     "confidential": %s, "about": {"feedbackId": "%s"}}
                    """.formatted(Office.OURS, confidential, feedback))
                    .must(201)
                    .text("id");
            requests.put(COORDINATOR, id, "rejection", rejection).must(200);

            var told = toldOf(id, "closed.v1");
            told.forEach(event -> Contracts.assertEvent(event.type(), event.text()));
            if (confidential) {
                assertThat(told).allSatisfy(event -> assertThat(event.text()).doesNotContain(feedback, "人民法院"));
            } else {
                assertThat(told.getLast().text())
                        .contains("\"feedbackId\":\"" + feedback + "\"", "\"competentBody\":\"莒南县人民法院\"");
            }
        }
        var ofNoFeedback = requests.receive("HELP");
        requests.put(COORDINATOR, ofNoFeedback, "rejection", rejection).must(200);
        assertThat(toldOf(ofNoFeedback, "closed.v1").getLast().text()).doesNotContain("人民法院", "feedbackId");
    }

    private List<Events.Received> toldOf(String appeal, String last) {
        return events.awaitAll(
                "onestop.appeal.appeal",
                SOON,
                event -> event.subject().equals(appeal),
                told -> told.getLast().type().endsWith("." + last));
    }

    @Test
    void theSampleOfTheEvaluationServiceIsUnderstood() {
        var feedback = UUID.randomUUID().toString();
        var type = "onestop.evaluation.open-feedback.referred.v1";
        var sample = Contracts.read(Contracts.ALL.resolve("evaluation/events/" + type + ".sample.json"))
                .replace("7f9d2c1e-4b8a-4f51-9e07-2f1d8c3b6a55", feedback);
        events.send(FEEDBACK, feedback, type, feedback, 1, sample);
        Eventually.within(SOON, () -> assertThat(appealsAbout(feedback)).hasSize(1));
        assertThat(requests.read(COORDINATOR, appealsAbout(feedback).getFirst()).text("text"))
                .contains("重复提交")
                .contains(feedback);
    }

    /** The appeal in confidence is there before; the desk waits for no event and learns of no appeal. */
    @Test
    void theDeskOfReferredFeedbackReadsThatItIsHandledAndNoMore() {
        var feedback = UUID.randomUUID().toString();
        var desk = Office.person("desk-" + feedback, Role.EVALUATION_SUPERVISOR);
        var path = "/referred-feedback/" + feedback;
        var raised = requests.post(Office.WINDOW, """
                {"usci": "%s", "kind": "COMPLAINT", "source": "OPEN_FEEDBACK", "title": "窗口态度", "text": "不便署名。", "confidential": true,
                 "about": {"feedbackId": "%s"}}
                """.formatted(Office.OURS, feedback))
                .must(201);
        requests.get(desk, path).mustBe(404, "not-referred");
        events.send(FEEDBACK, feedback, "onestop.evaluation.open-feedback.referred.v1", feedback, 2, """
                {"feedbackId": "%s", "unit": "GAJ", "level": "VERY_DISSATISFIED"}""".formatted(
                        feedback));
        Eventually.within(SOON, () -> requests.get(desk, path).must(200));

        assertThat(appealsAbout(feedback)).as("none is made").hasSize(1);
        var read = requests.get(desk, path).must(200);
        Contracts.assertAnswer("ReferredFeedback", read.json());
        assertThat(read.body()).isEqualTo("{\"feedbackId\":\"%s\",\"state\":\"HANDLED\"}".formatted(feedback));
        for (var other : List.of(GAJ, COORDINATOR, Office.AUDITOR, Office.APPLICANT)) {
            requests.get(other, path).mustBe(403, "role-not-allowed");
        }
        requests.put(COORDINATOR, raised.text("id"), "rejection", """
                {"ground": "COURT", "reason": "已立案审理", "competentBody": "莒南县人民法院"}""").must(200);
        assertThat(requests.get(desk, path).must(200).text("state")).isEqualTo("OVER");
    }

    private List<String> appealsAbout(String feedback) {
        return jdbc.sql("SELECT id FROM appeal WHERE about_feedback = :feedback")
                .param("feedback", feedback)
                .query((row, _) -> row.getString("id"))
                .list();
    }
}
