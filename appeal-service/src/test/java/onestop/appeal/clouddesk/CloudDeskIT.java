package onestop.appeal.clouddesk;

import static onestop.appeal.Office.AGENT;
import static onestop.appeal.Office.ANOTHER;
import static onestop.appeal.Office.APPLICANT;
import static onestop.appeal.Office.COORDINATOR;
import static onestop.appeal.Office.GAJ;
import static onestop.appeal.Office.OURS;
import static onestop.appeal.Office.SWJ;
import static onestop.appeal.Office.WINDOW;
import static onestop.appeal.Office.applicant;
import static onestop.appeal.Office.manager;
import static onestop.appeal.Office.person;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import onestop.appeal.Calls;
import onestop.appeal.Office;
import onestop.appeal.Office.Person;
import onestop.appeal.TestClock;
import onestop.appeal.WholeService;
import onestop.appeal.contract.Contracts;
import onestop.testsupport.Events;
import onestop.testsupport.SampleFiles;
import onestop.web.Role;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

@WholeService
class CloudDeskIT {
    private static final String AT = "/cloud-desk/conversations";
    private static final Person CLERK = WINDOW;
    private static final Person OTHER_CLERK = person("window2", Role.WINDOW);
    private static final Person COLLEAGUE = applicant("colleague", OURS);

    @Autowired
    MockMvcTester mvc;

    @Autowired
    Office.Requests requests;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Events events;

    @Autowired
    TestClock clock;

    private Calls calls;

    @BeforeEach
    void begin() {
        calls = new Calls(mvc);
        clock.setTo("2026-03-02T09:10:00+08:00");
    }

    private static String opening(String channel, String purpose, String text) {
        return """
                {"channel": "%s", "purpose": "%s", "usci": "%s", "phone": "13900000000", "text": "%s"}
                """.formatted(channel, purpose, OURS, text);
    }

    private String opened(String purpose) {
        var made = calls.post(APPLICANT, AT, opening("WEB", purpose, "营业执照丢了，我叫王红梅"))
                .must(201);
        Contracts.assertAnswer("OpenedConversation", made.json());
        return made.text("id");
    }

    private String taken(String purpose) {
        var id = opened(purpose);
        calls.put(CLERK, AT + "/" + id + "/clerk", null).must(200);
        return id;
    }

    private static final String APPEAL = "{\"kind\": \"PROBLEM\", \"title\": \"执照遗失补办受阻\", \"text\": \"窗口要求登报。\"}";

    @Test
    void aConversationBecomesAnAppealWithItsTranscript() {
        var id = taken("APPEAL");
        calls.post(CLERK, AT + "/" + id + "/lines", "{\"text\": \"请问在哪个窗口办理？\"}")
                .must(201);
        calls.post(APPLICANT, AT + "/" + id + "/lines", "{\"text\": \"三号窗口，电话13900000000\", \"side\": \"DESK\"}")
                .must(201);
        var read = calls.get(APPLICANT, AT + "/" + id).must(200).json();
        Contracts.assertAnswer("Conversation", read);
        assertThat(read.path("transcript").findValuesAsString("side")).containsExactly("CUSTOMER", "DESK", "CUSTOMER");

        calls.put(CLERK, AT + "/" + id + "/appeal", APPEAL.replace("}", ", \"caseNumber\": \"a b\"}"))
                .mustBlame("caseNumber", "pattern");
        var raised = calls.put(
                        CLERK, AT + "/" + id + "/appeal", APPEAL.replace("}", ", \"receiptNumber\": \"LN-lost\"}"))
                .must(200);
        var appeal = raised.text("appealId");
        assertThat(raised.text("outcome")).isEqualTo("APPEAL_RAISED");
        assertThat(calls.put(CLERK, AT + "/" + id + "/appeal", APPEAL).must(200).text("appealId"))
                .isEqualTo(appeal);
        var asApplicant = requests.read(APPLICANT, appeal).must(200);
        assertThat(asApplicant.text("source")).isEqualTo("CLOUD_DESK");
        assertThat(asApplicant.json().at("/about/receiptNumber").asString()).isEqualTo("LN-lost");
        assertThat(asApplicant.json().path("contact").path("phone").asString()).isEqualTo("13900000000");

        requests.put(COORDINATOR, appeal, "dispatch", "{\"unit\": \"GAJ\"}").must(200);
        transcript(GAJ, appeal).mustBe(404, "no-such-transcript");
        requests.put(GAJ, appeal, "signature", null).must(200);
        for (var person : List.of(APPLICANT, CLERK, COORDINATOR, GAJ)) {
            var heard = transcript(person, appeal).must(200);
            Contracts.assertAnswer("Transcript", heard.json());
            assertThat(heard.body()).contains("三号窗口");
        }
        for (var person : List.of(COLLEAGUE, OTHER_CLERK, SWJ, manager("manager2-gaj", "GAJ"), AGENT)) {
            transcript(person, appeal).mustBe(404, "no-such-transcript");
        }
        transcript(COORDINATOR, requests.receive("HELP")).mustBe(404, "no-such-transcript");

        var event = events.await(
                "onestop.appeal.conversation",
                Duration.ofSeconds(20),
                each -> each.subject().equals(id));
        Contracts.assertEvent(event.type(), event.text());
        assertThat(event.text())
                .contains(appeal)
                .doesNotContain("applicant", "window", "13900000000", "139****", "王红梅");
    }

    @Test
    void whatACustomerSaidBecomesAnAppealThoughTheCustomerHasLeft() {
        var id = taken("APPEAL");
        calls.put(APPLICANT, AT + "/" + id + "/end", "{\"outcome\": \"ABANDONED\"}")
                .must(200);
        calls.put(OTHER_CLERK, AT + "/" + id + "/appeal", APPEAL).mustBe(404, "no-such-conversation");
        var raised = calls.put(CLERK, AT + "/" + id + "/appeal", APPEAL).must(200);
        assertThat(raised.text("outcome")).isEqualTo("APPEAL_RAISED");
        assertThat(transcript(COORDINATOR, raised.text("appealId")).must(200).body())
                .contains("营业执照丢了");
        var told = events.awaitAll(
                "onestop.appeal.conversation",
                Duration.ofSeconds(20),
                each -> each.subject().equals(id),
                ours -> ours.size() == 2);
        assertThat(told).last().satisfies(each -> assertThat(each.text()).contains("APPEAL_RAISED"));
        assertThat(calls.put(CLERK, AT + "/" + id + "/appeal", APPEAL).must(200).text("appealId"))
                .isEqualTo(raised.text("appealId"));
    }

    @Test
    void whoAsksForItAtTheDeskIsKeptFromTheUnit() {
        var id = taken("APPEAL");
        var appeal = calls.put(CLERK, AT + "/" + id + "/appeal", APPEAL.replace("}", ", \"confidential\": true}"))
                .must(200)
                .text("appealId");
        requests.put(COORDINATOR, appeal, "dispatch", """
                {"unit": "GAJ", "forUnit": {"title": "反映服务", "text": "反映窗口服务"}}""").must(200);
        var signed = requests.put(GAJ, appeal, "signature", null).must(200);
        assertThat(signed.body()).doesNotContain(OURS, "13900000000", "执照遗失");
        transcript(GAJ, appeal).mustBe(404, "no-such-transcript");
        transcript(APPLICANT, appeal).must(200);
        var told = events.await(
                "onestop.appeal.conversation",
                Duration.ofSeconds(20),
                each -> each.subject().equals(id));
        Contracts.assertEvent(told.type(), told.text());
        assertThat(told.text()).doesNotContain(appeal);
    }

    @Test
    void aCoordinatorWhoDecidedOnTheFileHearsNeitherWhatWasSaidNorWhomToCall() {
        var id = taken("APPEAL");
        var file = "LN-" + id;
        var appeal = calls.put(
                        CLERK, AT + "/" + id + "/appeal", APPEAL.replace("}", ", \"receiptNumber\": \"" + file + "\"}"))
                .must(200)
                .text("appealId");
        var decided = Office.person("decided-" + id, Role.APPEAL_COORDINATOR);
        transcript(decided, appeal).must(200);
        assertThat(requests.read(decided, appeal).must(200).json().has("contact"))
                .isTrue();
        jdbc.sql("INSERT INTO file_officer (receipt_number, officer_id, part) VALUES (:file, :officer, 'DECIDED')")
                .param("file", file)
                .param("officer", "decided-" + id)
                .update();
        transcript(decided, appeal).mustBe(404, "no-such-transcript");
        assertThat(requests.read(decided, appeal).must(200).json().has("contact"))
                .isFalse();
        transcript(COORDINATOR, appeal).must(200);
    }

    @Test
    void aClerkWhoHasToGoLeavesItToAnotherAndOneWhoIsGoneLosesIt() {
        var id = taken("APPEAL");
        calls.delete(OTHER_CLERK, AT + "/" + id + "/clerk").mustBe(404, "no-such-conversation");
        calls.put(OTHER_CLERK, AT + "/" + id + "/clerk", null).mustBe(409, "conversation-taken");
        calls.delete(CLERK, AT + "/" + id + "/clerk").must(204);
        calls.delete(CLERK, AT + "/" + id + "/clerk").mustBe(404, "no-such-conversation");
        calls.put(OTHER_CLERK, AT + "/" + id + "/clerk", null).must(200);
        calls.get(CLERK, AT + "/" + id).mustBe(404, "no-such-conversation");

        clock.setTo("2026-03-02T09:35:00+08:00");
        calls.post(APPLICANT, AT + "/" + id + "/lines", "{\"text\": \"在吗\"}").must(201);
        clock.setTo("2026-03-02T09:39:59+08:00");
        calls.put(CLERK, AT + "/" + id + "/clerk", null).mustBe(409, "conversation-taken");
        clock.setTo("2026-03-02T09:40:00+08:00");
        calls.put(CLERK, AT + "/" + id + "/clerk", null).must(200);
        clock.setTo("2026-03-02T10:00:00+08:00");
        calls.post(CLERK, AT + "/" + id + "/lines", "{\"text\": \"在的\"}").must(201);
        clock.setTo("2026-03-02T10:29:59+08:00");
        calls.put(OTHER_CLERK, AT + "/" + id + "/clerk", null).mustBe(409, "conversation-taken");
        calls.put(OTHER_CLERK, AT + "/" + id + "/appeal", APPEAL).mustBe(404, "no-such-conversation");
        calls.put(CLERK, AT + "/" + id + "/appeal", APPEAL).must(200);
        calls.delete(CLERK, AT + "/" + id + "/clerk").mustBe(409, "conversation-over");

        var call = calls.post(CLERK, AT, opening("PHONE", "CONSULTATION", "来电咨询"))
                .must(201)
                .text("id");
        calls.delete(CLERK, AT + "/" + call + "/clerk").must(204);
        assertThat(calls.get(OTHER_CLERK, AT + "?waiting=true&limit=200").body())
                .contains(call);
        calls.put(OTHER_CLERK, AT + "/" + call + "/clerk", null).must(200);
    }

    @Test
    void ofAJoinedAppealThatIsRedoneWhoSignedForTheOtherOneHearsWhatWasSaid() {
        var id = taken("APPEAL");
        var joined =
                calls.put(CLERK, AT + "/" + id + "/appeal", APPEAL).must(200).text("appealId");
        var main = requests.signed("GAJ");
        requests.put(COORDINATOR, joined, "joining", "{\"into\": \"" + main + "\"}")
                .must(200);
        var signer = manager("manager-GAJ", "GAJ");
        transcript(signer, joined).mustBe(404, "no-such-transcript");
        requests.put(signer, main, "reply", "{\"text\": \"已办结\"}").must(200);
        requests.put(COORDINATOR, joined, "call-back", "{\"reached\": true, \"solved\": false, \"satisfied\": false}")
                .must(200);
        requests.put(COORDINATOR, joined, "redo", "{\"reason\": \"未解决\"}").must(200);

        assertThat(transcript(signer, joined).must(200).body()).contains("营业执照丢了");
        assertThat(requests.read(signer, joined).json().at("/contact/phone").asString())
                .isEqualTo("13900000000");
        transcript(GAJ, joined).mustBe(404, "no-such-transcript");
        assertThat(requests.read(GAJ, joined).json().has("contact")).isFalse();
    }

    private Office.Requests.Answer transcript(Person person, String appeal) {
        return calls.get(person, "/appeals/" + appeal + "/transcript");
    }

    @Test
    void whatIsSaidLiesSealedAndIsInNoStoredReply() {
        var id = taken("APPEAL");
        calls.post(APPLICANT, AT + "/" + id + "/lines", "{\"text\": \"我叫王红梅\"}").must(201);
        var stored = new ArrayList<byte[]>(jdbc.sql("SELECT text FROM conversation_line WHERE conversation_id = :id")
                .param("id", UUID.fromString(id))
                .query((row, _) -> row.getBytes(1))
                .list());
        assertThat(stored).hasSize(2);
        stored.addAll(jdbc.sql("SELECT phone FROM conversation WHERE id = :id")
                .param("id", UUID.fromString(id))
                .query((row, _) -> row.getBytes(1))
                .list());
        stored.addAll(jdbc.sql("SELECT body FROM idempotency_key WHERE location LIKE :id")
                .param("id", "%" + id + "%")
                .query((row, _) -> row.getBytes(1))
                .list());
        assertThat(stored).hasSize(5);
        assertThat(stored)
                .allSatisfy(bytes ->
                        assertThat(new String(bytes, StandardCharsets.UTF_8)).doesNotContain("王红梅", "13900000000"));
    }

    @Test
    void strangersKnowOfNoConversation() {
        var id = taken("CONSULTATION");
        for (var person : List.of(COLLEAGUE, OTHER_CLERK, applicant("x", ANOTHER))) {
            calls.get(person, AT + "/" + id).mustBe(404, "no-such-conversation");
            calls.post(person, AT + "/" + id + "/lines", "{\"text\": \"x\"}").mustBe(404, "no-such-conversation");
            calls.put(person, AT + "/" + id + "/end", "{\"outcome\": \"ABANDONED\"}")
                    .mustBe(404, "no-such-conversation");
        }
        calls.put(OTHER_CLERK, AT + "/" + id + "/appeal", APPEAL).mustBe(404, "no-such-conversation");
        calls.put(COLLEAGUE, AT + "/" + id + "/verdict", "{\"solved\": true}").mustBe(404, "no-such-conversation");
        calls.post(APPLICANT, AT, opening("WEB", "APPEAL", "x").replace(OURS, ANOTHER))
                .mustBe(403, "not-your-enterprise");
        assertThat(calls.get(CLERK, AT + "?waiting=true&limit=200").body())
                .doesNotContain("王红梅", "13900000000", "139****");
    }

    @Test
    void ofClerksWhoTakeItAtOnceOneGetsIt() throws Exception {
        var id = opened("CONSULTATION");
        assertThat(calls.get(CLERK, AT + "?waiting=true&limit=200").body()).contains(id);
        try (var threads = Executors.newFixedThreadPool(5)) {
            var work = IntStream.range(0, 5)
                    .mapToObj(i -> (Callable<Integer>)
                            () -> calls.put(person("clerk-" + i, Role.WINDOW), AT + "/" + id + "/clerk", null)
                                    .status())
                    .toList();
            var answers = new ArrayList<Integer>();
            for (var done : threads.invokeAll(work)) {
                answers.add(done.get());
            }
            assertThat(answers).containsExactlyInAnyOrder(200, 409, 409, 409, 409);
        }
        assertThat(calls.get(CLERK, AT + "?waiting=true&limit=200").body()).doesNotContain(id);
    }

    @Test
    void linesSaidAtOnceFollowEachOther() throws Exception {
        var id = taken("REMOTE_HELP");
        try (var threads = Executors.newFixedThreadPool(6)) {
            var work = IntStream.range(0, 6)
                    .mapToObj(i -> (Callable<Integer>) () -> calls.post(
                                    i % 2 == 0 ? APPLICANT : CLERK, AT + "/" + id + "/lines", "{\"text\": \"x\"}")
                            .must(201)
                            .json()
                            .path("number")
                            .asInt())
                    .toList();
            var numbers = new ArrayList<Integer>();
            for (var done : threads.invokeAll(work)) {
                numbers.add(done.get());
            }
            assertThat(numbers).containsExactlyInAnyOrder(2, 3, 4, 5, 6, 7);
        }
    }

    @Test
    void appointmentsAreMadeAtIntakeAndNotedHere() {
        var made = calls.post(APPLICANT, AT, opening("APP", "APPOINTMENT", "想预约周三上午"))
                .must(201);
        assertThat(made.json().path("handOver").path("path").asString()).isEqualTo("/api/intake/appointments");
        var id = made.text("id");
        calls.put(CLERK, AT + "/" + id + "/end", "{\"outcome\": \"APPOINTED\", \"appointmentId\": \"A1\"}")
                .mustBe(404, "no-such-conversation");
        calls.put(CLERK, AT + "/" + id + "/clerk", null).must(200);
        calls.put(CLERK, AT + "/" + id + "/end", "{\"outcome\": \"APPOINTED\"}")
                .mustBlame("appointmentId", "with-appointed");
        assertThat(calls.put(CLERK, AT + "/" + id + "/end", "{\"outcome\": \"APPOINTED\", \"appointmentId\": \"A1\"}")
                        .must(200)
                        .text("appointmentId"))
                .isEqualTo("A1");
        calls.post(APPLICANT, AT + "/" + id + "/lines", "{\"text\": \"x\"}").mustBe(409, "conversation-over");
        calls.put(CLERK, AT + "/" + id + "/end", "{\"outcome\": \"HELPED\"}").mustBe(409, "conversation-over");
        calls.put(CLERK, AT + "/" + id + "/appeal", APPEAL).mustBe(409, "conversation-over");
    }

    @Test
    void theClerkWritesDownACallAndTheCallerIsNobodysAccount() {
        calls.post(APPLICANT, AT, opening("PHONE", "APPEAL", "x")).mustBlame("channel", "phone-by-clerk");
        var id = calls.post(CLERK, AT, opening("PHONE", "APPEAL", "来电反映"))
                .must(201)
                .text("id");
        calls.post(CLERK, AT + "/" + id + "/lines", "{\"text\": \"已三天\", \"side\": \"CUSTOMER\"}")
                .must(201);
        assertThat(calls.get(CLERK, AT + "/" + id).json().path("transcript").findValuesAsString("side"))
                .containsExactly("CUSTOMER", "CUSTOMER");
        var appeal =
                calls.put(CLERK, AT + "/" + id + "/appeal", APPEAL).must(200).text("appealId");
        assertThat(requests.read(COORDINATOR, appeal).text("source")).isEqualTo("CLOUD_DESK");
    }

    /** The caller has no account: whoever took the call down looks, attaches the caller's papers and reopens for them. */
    @Test
    void whatAHelperTookDownForACallerTheHelperKeeps() {
        var helper = person("helper-" + UUID.randomUUID(), Role.HELPER);
        var otherHelper = person("helper-" + UUID.randomUUID(), Role.HELPER);
        var id = calls.post(helper, AT, opening("PHONE", "APPEAL", "来电反映"))
                .must(201)
                .text("id");
        var appeal =
                calls.put(helper, AT + "/" + id + "/appeal", APPEAL).must(200).text("appealId");
        var path = "/appeals/" + appeal;

        assertThat(requests.read(helper, appeal).must(200).text("source")).isEqualTo("CLOUD_DESK");
        calls.get(helper, path + "/due-dates").must(200);
        assertThat(calls.get(helper, "/appeals").must(200).json().path("items").findValuesAsString("id"))
                .containsExactly(appeal);
        assertThat(attach(helper, appeal)).isEqualTo(201);
        assertThat(calls.get(helper, path + "/attachments")
                        .must(200)
                        .json()
                        .path("items")
                        .size())
                .isEqualTo(1);
        requests.put(helper, appeal, "reopening", "{\"reason\": \"仍未办好\"}").mustBe(409, "wrong-appeal-state");

        requests.read(otherHelper, appeal).mustBe(404, "no-such-appeal");
        calls.get(otherHelper, path + "/due-dates").mustBe(404, "no-such-appeal");
        calls.get(otherHelper, path + "/attachments").mustBe(404, "no-such-appeal");
        assertThat(attach(otherHelper, appeal)).isEqualTo(404);
        requests.put(otherHelper, appeal, "reopening", "{\"reason\": \"x\"}").mustBe(404, "no-such-appeal");
        assertThat(calls.get(otherHelper, "/appeals")
                        .must(200)
                        .json()
                        .path("items")
                        .isEmpty())
                .isTrue();
    }

    private int attach(Person person, String appeal) {
        return mvc.post()
                .uri("/api/appeal/appeals/{id}/attachments", appeal)
                .header(HttpHeaders.AUTHORIZATION, "Bearer " + person.token())
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"paper.pdf\"")
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .content(SampleFiles.pdf())
                .exchange()
                .getResponse()
                .getStatus();
    }

    @Test
    void beforeAClerkHasTakenItTheCustomerMayOnlySpeakOrLeave() {
        var id = opened("CONSULTATION");
        calls.put(APPLICANT, AT + "/" + id + "/end", "{\"outcome\": \"HELPED\"}")
                .mustBe(409, "conversation-not-taken");
        calls.put(APPLICANT, AT + "/" + id + "/end", "{\"outcome\": \"APPEAL_RAISED\"}")
                .mustBlame("outcome", "by-raising");
        calls.put(APPLICANT, AT + "/" + id + "/verdict", "{\"solved\": true}").mustBe(409, "conversation-open");
        calls.put(APPLICANT, AT + "/" + id + "/end", "{\"outcome\": \"ANSWERED\"}")
                .must(200);
        calls.put(APPLICANT, AT + "/" + id + "/verdict", "{\"solved\": true}").must(200);
        calls.put(CLERK, AT + "/" + id + "/clerk", null).mustBe(409, "conversation-over");
        var figures = calls.get(COORDINATOR, "/cloud-desk/figures?from=2026-03-02&to=2026-03-02")
                .must(200)
                .json();
        Contracts.assertAnswer("CloudDeskFigures", figures);
        assertThat(figures.path("purposes").findValuesAsString("purpose")).contains("CONSULTATION");
        calls.get(COORDINATOR, "/cloud-desk/figures?from=2026-03-02&to=2026-03-01")
                .mustBlame("to", "before-from");
        calls.get(COORDINATOR, "/cloud-desk/figures?from=2026-03-02&to=2027-04-06")
                .must(200);
        calls.get(COORDINATOR, "/cloud-desk/figures?from=2026-03-02&to=2027-04-07")
                .mustBlame("to", "period-too-long");
    }

    private String article(String question, String keywords) {
        var made = calls.post(GAJ, "/cloud-desk/knowledge", """
                        {"unit": "GAJ", "question": "%s", "keywords": [%s], "answer": "带身份证到任一窗口。"}
                        """.formatted(question, keywords))
                .must(201);
        Contracts.assertAnswer("KnowledgeArticle", made.json());
        return made.text("id");
    }

    private List<String> found(String question) {
        var hits = calls.get(CLERK, "/cloud-desk/knowledge?q=" + question)
                .must(200)
                .json();
        Contracts.assertAnswer("KnowledgeHits", hits);
        return hits.path("items")
                .valueStream()
                .map(hit -> hit.path("article").path("id").asString())
                .toList();
    }

    @Test
    void answersAreFoundByWhatAQuestionSharesWithTheirs() {
        var seal = article("公章遗失后怎样重新刻制", "\"印章丢失补刻\"");
        var lost = article("烟草专卖零售许可证延续如何办理", "");
        assertThat(found("公章丢失了怎么补刻？")).contains(seal).doesNotContain(lost);
        assertThat(found("烟草许可证到期延续")).startsWith(lost).doesNotContain(seal);
        assertThat(found("天气预报")).isEmpty();
        assertThat(found("？？？")).isEmpty();
        calls.get(CLERK, "/cloud-desk/knowledge?q=x").must(400);
        var made = calls.post(APPLICANT, AT, opening("WEB", "CONSULTATION", "公章遗失怎样重新刻制"))
                .must(201);
        assertThat(made.json()
                        .path("suggestions")
                        .get(0)
                        .path("article")
                        .path("id")
                        .asString())
                .isEqualTo(seal);
    }

    @Test
    void whoTellsALongStoryIsAnsweredToo() {
        var seal = article("公章遗失后怎样重新刻制", "");
        var lost = article("烟草专卖零售许可证延续如何办理", "");
        var story = "我们公司上个月刚从隔壁镇搬过来，搬家那天车上装了很多东西，到了新厂房清点时发现少了一只箱子，箱子里有账本和公章，找了"
                + "三天也没有找到，司机说没有见过，银行又催着要盖章的对账单，客户的合同也等着签。想问一下，公章遗失了以后怎样重新刻制，"
                + "要带哪些材料，去哪个窗口，法定代表人在外地出差能不能委托别人来办，大概几天能拿到，谢谢。";
        var suggested = calls.post(APPLICANT, AT, opening("WEB", "CONSULTATION", story))
                .must(201)
                .json()
                .path("suggestions")
                .valueStream()
                .map(hit -> hit.path("article").path("id").asString())
                .toList();
        assertThat(suggested).contains(seal).doesNotContain(lost);
        assertThat(found("今天天气怎样")).doesNotContain(seal, lost);
    }

    @Test
    void answersHaveVersionsAndAVoiceCountsOnceForEach() {
        var id = article("食品小作坊登记需要哪些材料", "");
        var path = "/cloud-desk/knowledge/" + id;
        for (var helped : List.of("true", "false")) {
            calls.put(APPLICANT, path + "/versions/1/feedback", "{\"helped\": " + helped + "}")
                    .must(204);
        }
        calls.put(COLLEAGUE, path + "/versions/1/feedback", "{\"helped\": true}")
                .must(204);
        var body = "{\"unit\": \"GAJ\", \"question\": \"食品小作坊登记需要哪些材料\", \"answer\": \"新的答复。\"}";
        calls.put(SWJ, path, "\"1\"", body).mustBe(403, "not-your-answer");
        calls.put(GAJ, path, "\"7\"", body).mustBe(412, "stale-version");
        calls.put(GAJ, path, "\"1\"", body).must(200);
        var versions = calls.get(GAJ, path + "/versions").must(200).json();
        Contracts.assertAnswer("KnowledgeVersions", versions);
        assertThat(versions.path("items").findValuesAsString("helped")).containsExactly("0", "1");
        assertThat(versions.path("items").findValuesAsString("notHelped")).containsExactly("0", "1");
        calls.put(APPLICANT, path + "/versions/3/feedback", "{\"helped\": true}")
                .mustBe(404, "no-such-answer");

        var taken = taken("CONSULTATION");
        calls.post(
                        CLERK,
                        AT + "/" + taken + "/lines",
                        "{\"text\": \"见答复\", \"knowledgeId\": \"%s\", \"knowledgeVersion\": 2}".formatted(id))
                .must(201);
        calls.post(
                        CLERK,
                        AT + "/" + taken + "/lines",
                        "{\"text\": \"见答复\", \"knowledgeId\": \"%s\", \"knowledgeVersion\": 3}".formatted(id))
                .mustBlame("knowledgeId", "known-answer");

        calls.put(GAJ, path + "/retirement", "\"2\"", "{\"reason\": \"规定已变\"}").must(200);
        calls.get(APPLICANT, path).mustBe(404, "no-such-answer");
        assertThat(found("食品小作坊登记需要哪些材料")).doesNotContain(id);
        var catalogue = calls.get(GAJ, "/cloud-desk/knowledge/catalogue?unit=GAJ&limit=200")
                .must(200)
                .json();
        Contracts.assertAnswer("KnowledgePage", catalogue);
        assertThat(catalogue.path("items").findValuesAsString("id")).contains(id);
        calls.put(GAJ, path, "\"3\"", body).mustBe(409, "answer-retired");
    }
}
