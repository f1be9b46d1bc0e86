package onestop.appeal.appeals;

import static onestop.appeal.Office.ANOTHER;
import static onestop.appeal.Office.APPLICANT;
import static onestop.appeal.Office.COORDINATOR;
import static onestop.appeal.Office.GAJ;
import static onestop.appeal.Office.OURS;
import static onestop.appeal.Office.STRANGER;
import static onestop.appeal.Office.SWJ;
import static onestop.appeal.Office.applicant;
import static onestop.appeal.Office.manager;
import static onestop.appeal.Office.person;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import onestop.appeal.Office.Person;
import onestop.appeal.Office.Requests;
import onestop.appeal.Office.Requests.Answer;
import onestop.appeal.TestClock;
import onestop.appeal.WholeService;
import onestop.appeal.contract.Contracts;
import onestop.appeal.enterprises.EnterpriseExamples;
import onestop.testsupport.Events;
import onestop.testsupport.Eventually;
import onestop.web.Role;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Commands that take more than one unit, more time, or more than one appeal. */
@WholeService
class TogetherIT {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Person SCJG = manager("manager-scjg", "SCJG");
    private static final Person OPS = person("ops", Role.OPS);

    @Autowired
    Requests requests;

    @Autowired
    Events events;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TestClock clock;

    @BeforeEach
    void monday() {
        clock.setTo("2026-03-02T09:10:00+08:00");
    }

    @Test
    void severalUnitsGiveTheirPartsAndTheLeadAnswers() {
        var id = requests.signed("GAJ");
        requests.read(SCJG, id).mustBe(404, "no-such-appeal");
        requests.put(COORDINATOR, id, "joint-handling", "{\"units\": [\"SWJ\", \"SCJG\"], \"task\": \"请提供意见\"}")
                .must(200);
        assertThat(requests.read(SCJG, id).must(200).text("state")).isEqualTo("COORDINATING");
        assertThat(requests.get(SCJG, "/appeals?limit=200").must(200).body()).contains(id);
        assertThat(listed(SCJG, "COORDINATING")).contains(id);
        assertThat(listed(SCJG, "IN_PROGRESS")).doesNotContain(id);
        requests.put(SCJG, id, "reply", "{\"text\": \"抢答\"}").mustBe(404, "no-such-appeal");
        requests.put(GAJ, id, "reply", "{\"text\": \"已办结\"}").mustBe(409, "wrong-appeal-state");
        requests.put(SWJ, id, "part", "{\"text\": \"税务无异议\"}").must(200);
        requests.put(SWJ, id, "part", "{\"text\": \"再说一次\"}").mustBe(409, "wrong-appeal-state");
        assertThat(requests.put(SCJG, id, "part", "{\"text\": \"登记已更正\"}")
                        .must(200)
                        .text("state"))
                .isEqualTo("IN_PROGRESS");
        assertThat(listed(SCJG, "IN_PROGRESS")).contains(id);
        requests.put(GAJ, id, "reply", "{\"text\": \"已办结\"}").must(200);
        assertThat(requests.read(APPLICANT, id).body()).doesNotContain("税务无异议").contains("已办结");
        assertThat(listed(SCJG, "IN_PROGRESS")).doesNotContain(id);
        assertThat(listed(SCJG, "REPLIED")).contains(id);
    }

    private String listed(Person unit, String state) {
        return requests.get(unit, "/appeals?limit=200&state=" + state).must(200).body();
    }

    @Test
    void partsThatAreGivenAtOnceAreAllKept() throws Exception {
        for (int round = 0; round < 10; round++) {
            var id = requests.signed("GAJ");
            requests.put(COORDINATOR, id, "joint-handling", "{\"units\": [\"SWJ\", \"SCJG\"], \"task\": \"意见\"}")
                    .must(200);
            var answers = atOnce(
                    () -> requests.put(SWJ, id, "part", "{\"text\": \"一\"}"),
                    () -> requests.put(SCJG, id, "part", "{\"text\": \"二\"}"));
            assertThat(answers).extracting(Answer::status).containsExactly(200, 200);
            assertThat(requests.read(GAJ, id).text("state")).isEqualTo("IN_PROGRESS");
        }
    }

    private interface Request {
        Answer send();
    }

    private static List<Answer> atOnce(Request one, Request other) throws Exception {
        var together = new CyclicBarrier(2);
        try (var threads = Executors.newFixedThreadPool(2)) {
            var running = List.of(one, other).stream()
                    .map(request -> threads.submit(() -> {
                        together.await();
                        return request.send();
                    }))
                    .toList();
            return List.of(running.get(0).get(), running.get(1).get());
        }
    }

    @Test
    void whatNobodyOwesAnyMoreIsNotWaitedFor() {
        var id = requests.signed("GAJ");
        requests.put(COORDINATOR, id, "joint-handling", "{\"units\": [\"NOSUCH\"], \"task\": \"意见\"}")
                .mustBlame("units[0]", "unknown-unit");
        requests.put(COORDINATOR, id, "joint-handling", "{\"units\": [], \"task\": \"意见\"}")
                .mustBlame("units", "size");
        requests.put(COORDINATOR, id, "joint-handling", "{\"units\": [\"GAJ\"], \"task\": \"意见\"}")
                .mustBe(409, "same-unit");
        requests.put(COORDINATOR, id, "joint-handling", "{\"units\": [\"SWJ\"], \"task\": \"意见\"}")
                .must(200);
        requests.put(COORDINATOR, id, "joint-handling-end", "{\"reason\": \"不影响答复\"}")
                .must(200);
        requests.put(GAJ, id, "reply", "{\"text\": \"已办结\"}").must(200);
    }

    @Test
    void moreTimeIsGivenOnceByTheCoordinatorAndAgainByTheLeadingGroup() {
        var id = requests.signed("GAJ");
        requests.put(GAJ, id, "extension-request", "{\"days\": 8, \"reason\": \"核查\"}")
                .mustBlame("days", "extension-days");
        requests.put(GAJ, id, "extension-request", "{\"days\": 0, \"reason\": \"核查\"}")
                .mustBlame("days", "min");
        requests.put(GAJ, id, "extension-request", "{\"days\": 5, \"reason\": \"须现场核查\"}")
                .must(200);
        requests.put(COORDINATOR, id, "extension-decision", "{\"granted\": false}")
                .mustBlame("note", "required");
        var extended = requests.put(COORDINATOR, id, "extension-decision", "{\"granted\": true, \"note\": \"情况复杂\"}")
                .must(200);
        assertThat(extended.json().path("extendedDays").asInt()).isEqualTo(5);
        assertThat(requests.read(APPLICANT, id).body()).contains("EXTENDED").contains("情况复杂");
        var explained = requests.get(APPLICANT, "/appeals/" + id + "/due-dates")
                .must(200)
                .json();
        Contracts.assertAnswer("DueDates", explained);
        assertThat(explained.path("clocks").get(2).path("limit").path("amount").asInt())
                .isEqualTo(20);
        assertThat(explained.path("clocks").get(2).path("dueOn").asString()).isEqualTo("2026-03-30");
        assertThat(explained.path("extensions").findValuesAsString("days")).containsExactly("5");
        var told = events.await(
                "onestop.appeal.appeal",
                SOON,
                event -> event.subject().equals(id) && event.type().endsWith(".extended.v1"));
        Contracts.assertEvent(told.type(), told.text());
        assertThat(told.text()).doesNotContain("复杂").doesNotContain("核查");

        requests.put(GAJ, id, "extension-request", "{\"days\": 3, \"reason\": \"专家论证\"}")
                .must(200);
        requests.put(COORDINATOR, id, "extension-decision", "{\"granted\": true}")
                .mustBe(403, "leader-only");
        var leader = "leader-" + UUID.randomUUID();
        requests.putAt(OPS, "/staff/" + leader, "{\"leader\": true}").must(200);
        requests.put(person(leader, Role.APPEAL_COORDINATOR), id, "extension-decision", "{\"granted\": true}")
                .must(200);
        requests.put(GAJ, id, "extension-request", "{\"days\": 1, \"reason\": \"再核\"}")
                .mustBe(409, "extensions-exhausted");
    }

    @Test
    void anAnswerAndAnExtensionAtOnceLeaveOneAppealThatHoldsTogether() throws Exception {
        for (int round = 0; round < 10; round++) {
            var id = requests.signed("GAJ");
            requests.put(GAJ, id, "extension-request", "{\"days\": 5, \"reason\": \"核查\"}")
                    .must(200);
            var answers = atOnce(
                    () -> requests.put(COORDINATOR, id, "extension-decision", "{\"granted\": true}"),
                    () -> requests.put(GAJ, id, "reply", "{\"text\": \"已办结\"}"));
            assertThat(answers.get(1).status()).isEqualTo(200);
            assertThat(answers.get(0).status()).isIn(200, 409);
            assertThat(requests.read(GAJ, id).text("state")).isEqualTo("REPLIED");
            int days = requests.read(GAJ, id).json().path("extendedDays").asInt();
            assertThat(days).isEqualTo(answers.get(0).status() == 200 ? 5 : 0);
        }
    }

    @Test
    void anAppealIsOpenedAgainOnceHoweverManyAskAtOnce() throws Exception {
        for (int round = 0; round < 5; round++) {
            var id = requests.closed("GAJ");
            var answers = atOnce(
                    () -> requests.put(APPLICANT, id, "reopening", "{\"reason\": \"又发生了\"}"),
                    () -> requests.put(COORDINATOR, id, "reopening", "{\"reason\": \"又发生了\"}"));
            assertThat(answers).extracting(Answer::status).containsExactlyInAnyOrder(200, 409);
        }
    }

    @Test
    void anExtensionIsNotAskedForWhenTheTimeIsOver() {
        var id = requests.signed("GAJ");
        clock.setTo("2026-03-24T00:00:00+08:00");
        requests.put(GAJ, id, "extension-request", "{\"days\": 5, \"reason\": \"核查\"}")
                .mustBe(409, "too-late-to-extend");
    }

    @Test
    void whatNamesTheSameFileIsOfferedWhoeverRaisedIt() {
        var file = "371327T" + UUID.randomUUID().toString().substring(0, 12);
        var about = ", \"about\": {\"receiptNumber\": \"" + file + "\"}";
        var ours = requests.receive("PROBLEM", about);
        var theirs = requests.post(STRANGER, """
                {"usci": "%s", "kind": "HELP", "title": "%s", "text": "x"%s}""".formatted(ANOTHER, file, about))
                .must(201)
                .text("id");

        var offered =
                requests.get(COORDINATOR, "/appeals/" + theirs + "/similar").must(200);
        assertThat(offered.json().at("/items/0/id").asString()).isEqualTo(ours);
        assertThat(offered.json().at("/items/0/likeness").asDouble()).isEqualTo(1.0);
    }

    @Test
    void theSameMatterIsOfferedForJoiningAndAnsweredTogether() {
        var tag = UUID.randomUUID().toString().substring(0, 8);
        // An enterprise of its own: of others' appeals the newest are looked at, whenever other tests say that is.
        var usci = EnterpriseExamples.newUsci();
        var enterprise = applicant("applicant", usci);
        var main = raise(enterprise, usci, "开发区雨污管网" + tag + "施工影响出行");
        var other = raise(enterprise, usci, "开发区雨污管网" + tag + "施工影响企业出行");
        var different = raise(enterprise, usci, "社保缴费基数核定咨询");
        requests.put(COORDINATOR, main, "dispatch", "{\"unit\": \"GAJ\"}").must(200);
        requests.put(GAJ, main, "signature", null).must(200);

        var offered =
                requests.get(COORDINATOR, "/appeals/" + other + "/similar").must(200);
        Contracts.assertAnswer("SimilarPage", offered.json());
        assertThat(offered.json().path("items").get(0).path("id").asString()).isEqualTo(main);
        assertThat(offered.body()).doesNotContain(different);

        requests.put(COORDINATOR, other, "joining", "{\"into\": \"" + main + "\"}")
                .must(200);
        requests.put(COORDINATOR, other, "dispatch", "{\"unit\": \"GAJ\"}").mustBe(409, "handled-together");
        requests.put(COORDINATOR, main, "joining", "{\"into\": \"" + different + "\"}")
                .mustBe(409, "wrong-appeal-state");
        requests.put(COORDINATOR, different, "joining", "{\"into\": \"" + other + "\"}")
                .mustBe(409, "cannot-join");
        requests.put(GAJ, main, "contact", "{\"note\": \"已联系\"}").must(200);
        requests.put(GAJ, main, "reply", "{\"text\": \"管网施工本周完成\"}").must(200);

        var answered = requests.read(enterprise, other).must(200).json();
        assertThat(answered.path("state").asString()).isEqualTo("REPLIED");
        assertThat(answered.path("reply").path("text").asString()).isEqualTo("管网施工本周完成");
        assertThat(answered.path("clocks").findValuesAsString("late")).containsOnly("false");
        assertThat(answered.has("joinedTo")).isFalse();
        requests.put(COORDINATOR, other, "call-back", "{\"reached\": true, \"solved\": true, \"satisfied\": true}")
                .must(200);
        var told = events.await(
                "onestop.appeal.appeal",
                SOON,
                event -> event.subject().equals(other) && event.type().endsWith(".replied.v1"));
        Contracts.assertEvent(told.type(), told.text());
        assertThat(requests.read(enterprise, different).text("state")).isEqualTo("RECEIVED");
    }

    private String raiseAbout(Person person, String title, String about) {
        return requests.post(person, """
                {"kind": "PROBLEM", "title": "%s", "text": "请协调"%s}""".formatted(title, about)).must(201).text("id");
    }

    private List<String> alike(String id) {
        return requests.get(COORDINATOR, "/appeals/" + id + "/similar")
                .must(200)
                .json()
                .path("items")
                .valueStream()
                .map(item -> item.path("id").asString())
                .toList();
    }

    @Test
    void theSameMatterIsOfferedByItsCaseItsItemAndWhoRaisedItAndAmongWhatNobodyHas() {
        var tag = UUID.randomUUID().toString().substring(0, 8);
        var title = "沂蒙路北段夜间停电" + tag;
        var person = applicant("applicant-" + tag, OURS);
        var about = ", \"about\": {\"caseNumber\": \"%s\", \"itemCode\": \"%s\", \"unit\": \"%s\"}";
        var asked = raiseAbout(person, title, about.formatted("C-" + tag, "I-" + tag, "GAJ"));
        var ofCase = raiseAbout(STRANGER, "另外一件事", about.formatted("C-" + tag, "I-other", "SWJ"));
        var ofItem = raiseAbout(STRANGER, title, about.formatted("C-other", "I-" + tag, "SWJ"));
        var ofPerson = raiseAbout(person, title, about.formatted("C-other", "I-other", "SWJ"));
        var ofAnother = raiseAbout(STRANGER, title, about.formatted("C-other", "I-other", "SWJ"));
        clock.setTo("2026-12-31T23:00:00+08:00"); // the newest, whenever other tests say that is
        var ofNobody = raiseAbout(STRANGER, title, "");

        assertThat(alike(asked)).contains(ofCase, ofItem, ofPerson, ofNobody).doesNotContain(ofAnother);
    }

    @Test
    void whomTheUnitHasSpokenWithSpeaksForTheirOwnAppealsOnly() {
        var main = requests.signed("GAJ");
        var own = requests.receive("PROBLEM");
        var others = requests.post(STRANGER, """
                {"usci": "%s", "kind": "PROBLEM", "title": "也没有结果", "text": "x"}""".formatted(ANOTHER)).must(201).text("id");
        for (var joined : List.of(own, others)) {
            requests.put(COORDINATOR, joined, "joining", "{\"into\": \"" + main + "\"}")
                    .must(200);
        }
        requests.put(GAJ, main, "contact", "{\"note\": \"已联系\"}").must(200);
        assertThat(contactMet(own)).isTrue();
        assertThat(contactMet(others)).isFalse();

        requests.put(GAJ, others, "office-contact", "{\"note\": \"x\"}").mustBe(403, "role-not-allowed");
        requests.put(COORDINATOR, others, "office-contact", "{\"note\": \" \"}").mustBlame("note", "not-blank");
        requests.put(COORDINATOR, others, "office-contact", "{\"note\": \"已告知并案办理\"}")
                .must(200);
        assertThat(contactMet(others)).isTrue();
        requests.put(COORDINATOR, others, "office-contact", "{\"note\": \"x\"}").mustBe(409, "already-contacted");
        requests.put(COORDINATOR, main, "office-contact", "{\"note\": \"x\"}").mustBe(409, "wrong-appeal-state");
    }

    private boolean contactMet(String id) {
        return requests.read(COORDINATOR, id).json().at("/clocks/0").has("metAt");
    }

    @Test
    void whatWasJoinedAndIsLateIsRaisedBeforeTheAnswerComes() {
        var main = requests.signed("GAJ");
        var joined = requests.receive("PROBLEM");
        requests.put(COORDINATOR, joined, "joining", "{\"into\": \"" + main + "\"}")
                .must(200);
        clock.setTo("2026-03-26T09:10:00+08:00");
        requests.put(GAJ, main, "reply", "{\"text\": \"已办结\"}").must(200);

        assertThat(jdbc.sql(
                                "SELECT level FROM supervision_notice WHERE appeal_id = CAST(:id AS uuid) AND clock = 'CONTACT'")
                        .param("id", joined)
                        .query(Integer.class)
                        .list())
                .contains(2);
    }

    @Test
    void anExtensionReachesWhatWasJoinedWithItsReasonAndItsEvent() {
        var main = requests.signed("GAJ");
        clock.setTo("2026-03-04T09:10:00+08:00");
        var other = requests.receive("PROBLEM");
        var urgent = requests.receive("HELP", ", \"urgent\": true");
        for (var joined : List.of(other, urgent)) {
            requests.put(COORDINATOR, joined, "joining", "{\"into\": \"" + main + "\"}")
                    .must(200);
        }
        requests.put(GAJ, main, "extension-request", "{\"days\": 5, \"reason\": \"须现场核查\"}")
                .must(200);
        assertThat(requests.read(APPLICANT, other).json().path("extendedDays").asInt())
                .isZero();

        requests.put(COORDINATOR, main, "extension-decision", "{\"granted\": true, \"note\": \"情况复杂\"}")
                .must(200);

        var read = requests.read(APPLICANT, other).must(200);
        assertThat(read.json().path("extendedDays").asInt()).isEqualTo(5);
        assertThat(read.text("state")).isEqualTo("RECEIVED");
        assertThat(read.body()).contains("EXTENDED").contains("情况复杂").doesNotContain("须现场核查");
        var explained = requests.get(APPLICANT, "/appeals/" + other + "/due-dates")
                .must(200)
                .json();
        Contracts.assertAnswer("DueDates", explained);
        assertThat(explained.path("clocks").get(2).path("limit").path("amount").asInt())
                .isEqualTo(20);
        assertThat(explained.path("clocks").get(2).path("dueOn").asString())
                .as("counted from its own receipt")
                .isEqualTo("2026-04-01");
        assertThat(explained.path("extensions").findValuesAsString("days")).containsExactly("5");
        var told = events.await(
                "onestop.appeal.appeal",
                SOON,
                event -> event.subject().equals(other) && event.type().endsWith(".extended.v1"));
        Contracts.assertEvent(told.type(), told.text());
        assertThat(told.text()).contains("2026-04-01").doesNotContain("复杂").doesNotContain("核查");
        requests.put(GAJ, main, "reply", "{\"text\": \"已办结\"}").must(200);
        assertThat(requests.read(APPLICANT, other).text("state")).isEqualTo("REPLIED");
    }

    @Test
    void whatAUnitAndTheOfficeDoOnTheWayIsTold() {
        var id = requests.receive("PROBLEM");
        requests.put(COORDINATOR, id, "dispatch", "{\"unit\": \"SWJ\"}").must(200);
        requests.put(SWJ, id, "return", "{\"legalReason\": \"三定规定\", \"proposedUnit\": \"GAJ\"}")
                .must(200);
        requests.put(COORDINATOR, id, "dispatch", "{\"unit\": \"GAJ\"}").must(200);
        requests.put(GAJ, id, "signature", null).must(200);
        requests.put(GAJ, id, "stage-reply", "{\"text\": \"正在补办\"}").must(200);
        requests.put(GAJ, id, "reply", "{\"text\": \"已办结\"}").must(200);
        requests.put(COORDINATOR, id, "call-back", "{\"reached\": true, \"solved\": false, \"satisfied\": false}")
                .must(200);
        requests.put(COORDINATOR, id, "redo", "{\"reason\": \"未解决\"}").must(200);

        var told = events.awaitAll(
                "onestop.appeal.appeal",
                SOON,
                event -> event.subject().equals(id),
                ours -> ours.getLast().type().endsWith(".redo-ordered.v1"));

        told.forEach(event -> Contracts.assertEvent(event.type(), event.text()));
        assertThat(told)
                .extracting(event -> event.type().replace("onestop.appeal.appeal.", ""))
                .containsExactly(
                        "received.v1",
                        "dispatched.v1",
                        "returned.v1",
                        "dispatched.v1",
                        "stage-replied.v1",
                        "replied.v1",
                        "called-back.v1",
                        "redo-ordered.v1");
        assertThat(told).extracting(Events.Received::sequence).isSorted().doesNotHaveDuplicates();
        assertThat(told.get(2).text()).contains("\"proposedUnit\":\"GAJ\"").contains("\"returns\":1");
        assertThat(told)
                .noneMatch(event -> Stream.of("三定规定", "正在补办", "已办结", "未解决").anyMatch(event.text()::contains));
    }

    @Test
    void twoAppealsThatAreJoinedToEachOtherAtOnceEndInOne() throws Exception {
        for (int round = 0; round < 10; round++) {
            var one = requests.receive("PROBLEM");
            var other = requests.receive("PROBLEM");
            var answers = atOnce(
                    () -> requests.put(COORDINATOR, one, "joining", "{\"into\": \"" + other + "\"}"),
                    () -> requests.put(COORDINATOR, other, "joining", "{\"into\": \"" + one + "\"}"));
            assertThat(answers.stream().filter(answer -> answer.status() == 200))
                    .hasSizeLessThanOrEqualTo(1);
        }
    }

    private String raise(Person person, String usci, String title) {
        return requests.post(person, """
                {"usci": "%s", "kind": "PROBLEM", "title": "%s", "text": "请协调"}""".formatted(usci, title)).must(201).text("id");
    }

    @Test
    void theOfficeAnswersAQuestionItself() {
        var id = requests.receive("CONSULT");
        var answered = requests.put(COORDINATOR, id, "direct-answer", "{\"text\": \"可以网上办理\"}")
                .must(200);
        assertThat(answered.text("unit")).isEqualTo("QYSQB");
        var read = requests.read(APPLICANT, id).must(200).json();
        assertThat(read.path("status").asString()).isEqualTo("ANSWERED");
        assertThat(read.path("reply").path("text").asString()).isEqualTo("可以网上办理");
        requests.put(COORDINATOR, id, "call-back", "{\"reached\": true, \"solved\": false, \"satisfied\": false}")
                .must(200);
        assertThat(requests.read(APPLICANT, id).text("state")).isEqualTo("RECEIVED");
        requests.put(COORDINATOR, id, "dispatch", "{\"unit\": \"GAJ\", \"note\": \"请补充办理依据\"}")
                .must(200);

        var redo = requests.read(GAJ, id).must(200);
        assertThat(redo.json().path("redone").asBoolean()).isTrue();
        assertThat(redo.json().at("/nextDue/clock").asString()).isEqualTo("REDO");
        assertThat(redo.json().at("/nextDue/dueOn").asString()).isEqualTo("2026-03-05");
        assertThat(redo.json().path("clocks").valueStream().filter(each -> !each.has("metAt")))
                .singleElement()
                .satisfies(each -> assertThat(each.path("clock").asString()).isEqualTo("REDO"));
        assertThat(redo.body()).contains("请补充办理依据");
        var told = events.await(
                "onestop.appeal.appeal",
                SOON,
                event -> event.subject().equals(id) && event.type().endsWith(".dispatched.v1"));
        Contracts.assertEvent(told.type(), told.text());
        assertThat(told.text()).contains("\"redoDueAt\":\"2026-03-05T15:59:59");
        requests.put(GAJ, id, "signature", null).must(200);
        requests.put(GAJ, id, "reply", "{\"text\": \"依据如下\"}").must(200);
        assertThat(requests.read(GAJ, id).json().path("clocks").findValuesAsString("late"))
                .hasSize(4)
                .containsOnly("false");
    }

    @Test
    void anAnswerThatTheOfficeDoesNotAcceptIsRedoneBeforeAnybodyIsCalled() {
        var id = requests.replied("GAJ");
        requests.put(COORDINATOR, id, "redo", "{\"reason\": \" \"}").mustBlame("reason", "not-blank");
        requests.put(GAJ, id, "redo", "{\"reason\": \"x\"}").mustBe(403, "role-not-allowed");
        requests.put(COORDINATOR, id, "redo", "{\"reason\": \"答非所问，请逐项答复\"}").must(200);
        var redo = requests.read(GAJ, id).must(200);
        assertThat(redo.text("state")).isEqualTo("REDO");
        assertThat(redo.json().at("/nextDue/dueOn").asString()).isEqualTo("2026-03-11");
        assertThat(redo.json().has("callBack")).isFalse();
        assertThat(redo.body()).contains("答非所问");
        assertThat(requests.read(APPLICANT, id).body()).doesNotContain("答非所问");
        var told = events.await(
                "onestop.appeal.appeal",
                SOON,
                event -> event.subject().equals(id) && event.type().endsWith(".redo-ordered.v1"));
        Contracts.assertEvent(told.type(), told.text());

        requests.put(GAJ, id, "reply", "{\"text\": \"逐项答复如下\"}").must(200);
        requests.put(COORDINATOR, id, "redo", "{\"reason\": \"仍不合格\"}").mustBe(409, "already-redone");
        assertThat(requests.read(COORDINATOR, id).json().path("redone").asBoolean())
                .isFalse(); // the applicant has theirs yet
        var notAccepted = "{\"reached\": true, \"solved\": false, \"satisfied\": false}";
        requests.put(COORDINATOR, id, "call-back", notAccepted).must(200);
        requests.put(COORDINATOR, id, "closure", "{\"outcome\": \"UNSOLVED\", \"reason\": \"无法解决\"}")
                .mustBe(409, "outcome-does-not-fit");
        requests.put(COORDINATOR, id, "redo", "{\"reason\": \"企业不认可\"}").must(200);
        requests.put(GAJ, id, "reply", "{\"text\": \"已重办\"}").must(200);
        assertThat(requests.read(COORDINATOR, id).json().path("redone").asBoolean())
                .isTrue();
        requests.put(COORDINATOR, id, "call-back", notAccepted).must(200);
        requests.put(COORDINATOR, id, "redo", "{\"reason\": \"再办\"}").mustBe(409, "already-redone");
        requests.put(COORDINATOR, id, "closure", "{\"outcome\": \"UNSOLVED\", \"reason\": \"无法解决\"}")
                .must(200);
    }

    @Test
    void theOfficeSaysWhatIsUrgentUntilAUnitHasSigned() {
        clock.setTo("2026-03-02T11:30:00+08:00");
        var id = requests.receive("PROBLEM");
        requests.put(APPLICANT, id, "urgency", "{\"urgent\": true, \"reason\": \"x\"}")
                .mustBe(403, "role-not-allowed");
        requests.put(COORDINATOR, id, "urgency", "{\"urgent\": true}").mustBlame("reason", "not-blank");
        requests.put(COORDINATOR, id, "urgency", "{\"reason\": \"x\"}").mustBlame("urgent", "not-null");
        requests.put(COORDINATOR, id, "urgency", "{\"urgent\": false, \"reason\": \"x\"}")
                .mustBe(409, "not-urgent");
        var urgent = requests.put(COORDINATOR, id, "urgency", "{\"urgent\": true, \"reason\": \"生产线停工\"}")
                .must(200);
        assertThat(urgent.json().path("urgent").asBoolean()).isTrue();
        assertThat(urgent.json().at("/nextDue/dueAt").asString()).isEqualTo("2026-03-02T13:30:00+08:00");
        assertThat(urgent.json().at("/clocks/0/limit/unit").asString()).isEqualTo("CLOCK_MINUTES");
        assertThat(urgent.body()).contains("MADE_URGENT").contains("生产线停工");
        assertThat(requests.read(APPLICANT, id).body()).doesNotContain("生产线停工");
        var told = events.await(
                "onestop.appeal.appeal",
                SOON,
                event -> event.subject().equals(id) && event.type().endsWith(".urgency-changed.v1"));
        Contracts.assertEvent(told.type(), told.text());
        assertThat(told.text()).contains("\"urgent\":true").doesNotContain("停工");

        requests.put(COORDINATOR, id, "urgency", "{\"urgent\": true, \"reason\": \"x\"}")
                .mustBe(409, "already-urgent");
        requests.put(COORDINATOR, id, "dispatch", "{\"unit\": \"GAJ\"}").must(200);
        var ordinary = requests.put(COORDINATOR, id, "urgency", "{\"urgent\": false, \"reason\": \"已恢复\"}")
                .must(200);
        assertThat(ordinary.json().at("/nextDue/dueAt").asString()).isEqualTo("2026-03-02T15:30:00+08:00");
        requests.put(GAJ, id, "signature", null).must(200);
        requests.put(COORDINATOR, id, "urgency", "{\"urgent\": true, \"reason\": \"x\"}")
                .mustBe(409, "wrong-appeal-state");
    }

    @Test
    void aClockThatWasMetIsExplainedByTheRulesOfThatTime() {
        var id = requests.receive("CONSULT");
        requests.put(COORDINATOR, id, "direct-answer", "{\"text\": \"可以网上办理\"}").must(200);
        requests.put(COORDINATOR, id, "call-back", "{\"reached\": true, \"solved\": false, \"satisfied\": false}")
                .must(200);
        requests.put(COORDINATOR, id, "classification", "{\"kind\": \"PROBLEM\"}")
                .must(200);
        var read = requests.put(COORDINATOR, id, "urgency", "{\"urgent\": true, \"reason\": \"停工\"}")
                .must(200)
                .json();
        assertThat(read.path("clocks")
                        .valueStream()
                        .map(each -> each.at("/limit/amount") + " " + each.at("/limit/unit")))
                .containsExactly(
                        "120 \"SERVICE_MINUTES\"", "1 \"WORKING_DAYS\"", "1 \"WORKING_DAYS\"", "7 \"WORKING_DAYS\"");

        var explained = requests.get(APPLICANT, "/appeals/" + id + "/due-dates")
                .must(200)
                .json();
        Contracts.assertAnswer("DueDates", explained);
        assertThat(explained
                        .path("clocks")
                        .valueStream()
                        .map(each -> each.path("dueAt").asString()))
                .containsExactlyElementsOf(read.path("clocks")
                        .valueStream()
                        .map(each -> each.path("dueAt").asString())
                        .toList());
        assertThat(explained.at("/clocks/0/spans/0/seconds").asInt()).isEqualTo(7200);
        assertThat(explained.at("/clocks/2/days").size()).isEqualTo(1);
    }

    @Test
    void aClosedAppealIsOpenedAgainByWhomItBelongsTo() {
        var id = requests.closed("GAJ");
        requests.put(STRANGER, id, "reopening", "{\"reason\": \"x\"}").mustBe(404, "no-such-appeal");
        requests.put(APPLICANT, id, "reopening", "{\"reason\": \" \"}").mustBlame("reason", "not-blank");
        var again = requests.put(APPLICANT, id, "reopening", "{\"reason\": \"又查不到了\"}")
                .must(200);
        assertThat(again.text("state")).isEqualTo("REDO");
        assertThat(again.json().path("nextDue").path("dueOn").asString()).isEqualTo("2026-03-11");
        var told = events.await(
                "onestop.appeal.appeal",
                SOON,
                event -> event.subject().equals(id) && event.type().endsWith(".reopened.v1"));
        Contracts.assertEvent(told.type(), told.text());
        requests.put(GAJ, id, "reply", "{\"text\": \"已修复\"}").must(200);
        requests.put(COORDINATOR, id, "call-back", "{\"reached\": true, \"solved\": true, \"satisfied\": true}")
                .must(200);
        requests.put(COORDINATOR, id, "closure", "{}").must(200);
        requests.put(APPLICANT, id, "reopening", "{\"reason\": \"再次\"}").mustBe(409, "already-reopened");
        var late = requests.closed("GAJ");
        clock.setTo("2026-03-17T09:00:00+08:00");
        requests.put(APPLICANT, late, "reopening", "{\"reason\": \"x\"}").mustBe(409, "too-late-to-reopen");
    }

    @Test
    void aDecisionIsAskedToBeLookedAtAgain() {
        var id = requests.post(APPLICANT, """
                {"kind": "COMPLAINT", "title": "不予许可依据有误", "text": "条款已修订",
                 "about": {"receiptNumber": "LN26030200777", "itemCode": "SP-BG"}}""").must(201).text("id");
        requests.put(COORDINATOR, id, "dispatch", "{\"unit\": \"GAJ\"}").must(200);
        requests.put(GAJ, id, "signature", null).must(200);
        requests.put(COORDINATOR, id, "revision", "{\"reason\": \"所引条款已修订\"}").must(200);
        var told = events.await(
                "onestop.appeal.appeal",
                SOON,
                event -> event.subject().equals(id) && event.type().endsWith(".revision-asked.v1"));
        Contracts.assertEvent(told.type(), told.text());
        assertThat(told.text()).contains("LN26030200777").contains("SP-BG").contains("所引条款已修订");
        var nothing = requests.signed("GAJ");
        requests.put(COORDINATOR, nothing, "revision", "{\"reason\": \"x\"}").mustBe(409, "no-decision-named");
    }

    private String revisionAsked(String about) {
        var id = requests.post(APPLICANT, """
                {"kind": "COMPLAINT", "title": "不予许可依据有误", "text": "条款已修订", "about": {%s}}""".formatted(about)).must(201).text("id");
        requests.put(COORDINATOR, id, "dispatch", "{\"unit\": \"GAJ\"}").must(200);
        requests.put(GAJ, id, "signature", null).must(200);
        return requests.put(COORDINATOR, id, "revision", "{\"reason\": \"所引条款已修订\"}")
                .must(200)
                .text("id");
    }

    private void approvalTells(String type, String key, String subject, long sequence, String json) {
        events.send("onestop.approval.case", key, "onestop.approval.case." + type, subject, sequence, json);
    }

    private List<String> revisionsOf(Person reader, String id) {
        return requests.read(reader, id)
                .must(200)
                .json()
                .path("revisions")
                .valueStream()
                .map(one ->
                        one.path("about").asString() + " " + one.path("state").asString() + " "
                                + one.path("outcome").asString("-"))
                .toList();
    }

    @Test
    void whatCameOfARevisionIsReadInTheAppeal() {
        var receipt = "LN" + UUID.randomUUID().toString().substring(0, 12);
        var number = receipt + "-SP-BG";
        var id = revisionAsked("\"receiptNumber\": \"%s\"".formatted(receipt));
        assertThat(revisionsOf(COORDINATOR, id)).isEmpty();
        var quoted = requests.read(COORDINATOR, id).text("number");
        var reopened = """
                {"receiptNumber": "%s", "caseNumber": "%s", "appealNumber": "%s"}""".formatted(receipt, number, quoted);
        var decided = """
                {"receiptNumber": "%s", "caseNumber": "%s", "decidedBy": "li-%1$s", "outcome": "%%s"}""".formatted(receipt, number);

        approvalTells(
                "decided.v1", receipt, number, 3, decided.formatted("REFUSED")); // the one that the appeal is about
        approvalTells("reopened.v1", receipt, number, 4, reopened);
        approvalTells("reopened.v1", receipt, number, 4, reopened);
        Eventually.within(SOON, () -> assertThat(revisionsOf(APPLICANT, id)).containsExactly(number + " REOPENED -"));
        approvalTells("decided.v1", receipt, number, 6, decided.formatted("GRANTED"));
        Eventually.within(
                SOON, () -> assertThat(revisionsOf(COORDINATOR, id)).containsExactly(number + " ENDED GRANTED"));
        approvalTells("reopened.v1", receipt, number, 4, reopened); // an old one once more
        approvalTells("ended.v1", receipt, number, 9, """
                {"receiptNumber": "%s", "caseNumber": "%s", "kind": "TERMINATED"}""".formatted(receipt, number));
        approvalTells("reopened.v1", receipt, number, 11, reopened);

        Eventually.within(
                SOON,
                () -> assertThat(revisionsOf(GAJ, id))
                        .containsExactly(number + " ENDED GRANTED", number + " REOPENED -"));
    }

    @Test
    void thatThereWasNothingToReopenIsReadToo() {
        var number = "LN" + UUID.randomUUID().toString().substring(0, 12) + "-SP-BG";
        var id = revisionAsked("\"caseNumber\": \"%s\"".formatted(number));
        var quoted = requests.read(COORDINATOR, id).text("number");

        for (var appeal : List.of("SQ000000000000", quoted, quoted)) { // nobody's, ours, and ours again
            approvalTells("revision-declined.v1", number, appeal, 5, """
                    {"appealNumber": "%s", "caseNumber": "%s", "why": "NOT_REFUSED", "declinedAt": "2026-03-03T10:00:00+08:00"}""".formatted(appeal, number));
        }

        Eventually.within(
                SOON, () -> assertThat(revisionsOf(COORDINATOR, id)).containsExactly(number + " DECLINED NOT_REFUSED"));
    }

    @Test
    void aUnitOnItsWayTellsHowFarItIs() {
        var id = requests.signed("GAJ");
        requests.put(GAJ, id, "stage-reply", "{\"text\": \"已核实，正在补办\"}").must(200);
        requests.put(GAJ, id, "stage-reply", "{\"text\": \"明日办结\"}").must(200);
        var read = requests.read(APPLICANT, id).must(200);
        assertThat(read.text("state")).isEqualTo("IN_PROGRESS");
        assertThat(read.body()).contains("已核实，正在补办").contains("明日办结");
        assertThat(read.json().path("clocks").get(1).path("metAt").isMissingNode())
                .isFalse();
    }
}
