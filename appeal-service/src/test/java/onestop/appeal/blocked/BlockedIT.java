package onestop.appeal.blocked;

import static onestop.appeal.Office.APPLICANT;
import static onestop.appeal.Office.AUDITOR;
import static onestop.appeal.Office.COORDINATOR;
import static onestop.appeal.Office.GAJ;
import static onestop.appeal.Office.WINDOW;
import static onestop.appeal.Office.manager;
import static onestop.appeal.Office.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import onestop.appeal.Office.Person;
import onestop.appeal.Office.Requests;
import onestop.appeal.TestClock;
import onestop.appeal.WholeService;
import onestop.appeal.contract.Contracts;
import onestop.testsupport.Events;
import onestop.testsupport.Eventually;
import onestop.web.Role;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What could not be done (办不成事): its classes and limits, the reports of windows, and what they show about items. */
@WholeService
class BlockedIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String TOPIC = "onestop.appeal.blocked-matter";

    @Autowired
    Requests requests;

    @Autowired
    Events events;

    @Autowired
    TellOwners tellOwners;

    @Autowired
    TestClock clock;

    @Autowired
    JdbcClient jdbc;

    private final String tag = UUID.randomUUID().toString().substring(0, 8).toUpperCase(Locale.ROOT);
    private final String item = "IT-" + tag;
    private final String unit = "B" + tag;
    private final Person manager = manager("manager-" + unit, unit);

    @BeforeEach
    void monday() {
        clock.setTo("2026-03-02T09:10:00+08:00");
        jdbc.sql("INSERT INTO unit (key, name_zh, in_use) VALUES (:key, '单位', true)")
                .param("key", unit)
                .update();
    }

    /** As the catalogue publishes it. */
    private void itemIsPublished() {
        events.send(
                "onestop.intake.catalogue",
                "item:" + item,
                "onestop.intake.catalogue.item-published.v1",
                "item:" + item,
                1,
                """
                {"code": "%s", "version": 1, "nameZh": "公章更换备案", "unit": "%s", "kind": "FILING"}""".formatted(item, unit));
        Eventually.within(
                SOON,
                () -> assertThat(jdbc.sql("SELECT unit FROM item WHERE code = :code")
                                .param("code", item)
                                .query(String.class)
                                .optional())
                        .contains(unit));
    }

    @ParameterizedTest
    @CsvSource({
        "SIMPLE, 2026-03-02T10:10:00",
        "COMPLEX, 2026-03-09T23:59:59",
        "SPECIAL, 2026-03-16T23:59:59",
        "HARD, 2026-03-23T23:59:59"
    })
    void everyClassHasItsLimit(String blockedClass, String due) {
        var raised =
                requests.post(WINDOW, """
                {"kind": "BLOCKED_MATTER", "blockedClass": "%s", "title": "旧章遗失无法备案", "text": "系统无此情形"}""".formatted(blockedClass)).must(201).json();
        assertThat(raised.path("clocks").get(2).path("dueAt").asString()).startsWith(due);
        assertThat(raised.path("blockedClass").asString()).isEqualTo(blockedClass);
    }

    @Test
    void anApplicantLeavesTheClassToTheOffice() {
        requests.post(
                        APPLICANT,
                        "{\"kind\": \"BLOCKED_MATTER\", \"blockedClass\": \"HARD\", \"title\": \"x\", \"text\": \"x\"}")
                .mustBlame("blockedClass", "stated-by-clerks");
        requests.post(WINDOW, "{\"kind\": \"HELP\", \"blockedClass\": \"HARD\", \"title\": \"x\", \"text\": \"x\"}")
                .mustBlame("blockedClass", "class-of-blocked-matter");
        var id = requests.receive("BLOCKED_MATTER");
        assertThat(requests.read(APPLICANT, id).text("blockedClass")).isEqualTo("COMPLEX");
        var special = requests.put(
                        COORDINATOR,
                        id,
                        "classification",
                        "{\"kind\": \"BLOCKED_MATTER\", \"blockedClass\": \"SPECIAL\"}")
                .must(200);
        assertThat(special.json().path("clocks").get(2).path("dueOn").asString())
                .isEqualTo("2026-03-16");
        requests.put(COORDINATOR, id, "classification", "{\"kind\": \"BLOCKED_MATTER\"}")
                .mustBlame("blockedClass", "class-of-blocked-matter");
    }

    @Test
    void aWindowThatSaysNoReportsItAndTheOfficeLooksAtIt() {
        itemIsPublished();
        var answer =
                requests.postAt(WINDOW, "/negative-answers", body("SYSTEM")).must(201);
        Contracts.assertAnswer("NegativeAnswer", answer.json());
        assertThat(answer.text("unit")).isEqualTo(unit);
        var told = events.await(TOPIC, SOON, event -> event.subject().equals(item));
        Contracts.assertEvent(told.type(), told.text());
        assertThat(told.text()).doesNotContain("遗失").doesNotContain("window");

        var id = answer.text("id");
        var review = "/negative-answers/" + id + "/review";
        requests.putAt(
                        person("window", Role.WINDOW, Role.APPEAL_COORDINATOR),
                        review,
                        "{\"justified\": true, \"note\": \"自查\"}")
                .mustBe(403, "recused");
        requests.putAt(COORDINATOR, review, "{\"justified\": false, \"note\": \"应线下受理\"}")
                .must(200);
        requests.putAt(COORDINATOR, review, "{\"justified\": true, \"note\": \"改判\"}")
                .mustBe(409, "already-reviewed");
        requests.putAt(
                        COORDINATOR,
                        "/negative-answers/" + UUID.randomUUID() + "/review",
                        "{\"justified\": true, \"note\": \"x\"}")
                .mustBe(404, "no-such-negative-answer");
        var read = requests.get(manager, "/negative-answers").must(200).json();
        Contracts.assertAnswer("NegativeAnswerPage", read);
        assertThat(read.path("items").get(0).path("review").path("justified").asBoolean(true))
                .isFalse();
        assertThat(requests.get(AUDITOR, "/negative-answers?itemCode=" + item)
                        .must(200)
                        .body())
                .contains(id);
        assertThat(requests.get(person("window-2", Role.WINDOW), "/negative-answers")
                        .must(200)
                        .body())
                .doesNotContain(id);
        requests.get(manager, "/negative-answers?unit=GAJ").mustBe(403, "not-your-unit");
    }

    @Test
    void noTwoEventsOfAnItemShareASequence() throws Exception {
        itemIsPublished();
        // The clock of the tests stands still: all of them in one millisecond.
        var together = new CyclicBarrier(4);
        try (var threads = Executors.newFixedThreadPool(4)) {
            var running = IntStream.range(0, 4)
                    .mapToObj(_ -> threads.submit(() -> {
                        together.await();
                        return requests.postAt(WINDOW, "/negative-answers", body("SYSTEM"))
                                .status();
                    }))
                    .toList();
            for (var one : running) {
                assertThat(one.get()).isEqualTo(201);
            }
        }
        clock.setTo("2026-02-27T09:10:00+08:00"); // a clock that was set back takes no number twice
        requests.postAt(WINDOW, "/negative-answers", body("SYSTEM")).must(201);

        var told = events.awaitAll(TOPIC, SOON, event -> event.subject().equals(item), ours -> ours.size() == 5);
        assertThat(told).extracting(Events.Received::sequence).isSorted().doesNotHaveDuplicates();
        assertThat(told.getFirst().sequence())
                .as("above all that was told by milliseconds before")
                .isEqualTo(Instant.parse("2026-03-02T01:10:00Z").toEpochMilli());
    }

    private String body(String cause) {
        return """
                {"itemCode": "%s", "cause": "%s", "legalBasis": "系统未开放", "text": "旧章遗失无法选择"}""".formatted(item, cause);
    }

    @Test
    void whatTheMonthHasShownIsCountedByTheDayOnWhichItIsThere() {
        itemIsPublished();
        var report = requests.postAt(WINDOW, "/negative-answers", body("SYSTEM"))
                .must(201)
                .text("id");
        clock.setTo("2026-03-27T09:10:00+08:00"); // due on 3 April: late in April only
        requests.post(WINDOW, """
                {"kind": "BLOCKED_MATTER", "title": "旧章遗失无法备案", "text": "系统无此情形", "about": {"itemCode": "%s"}}""".formatted(item)).must(201);
        clock.setTo("2026-04-20T09:00:00+08:00");
        requests.putAt(COORDINATOR, "/negative-answers/" + report + "/review", """
                {"justified": false, "note": "应线下受理"}""")
                .must(200);
        assertThat(month("2026-03-01", "2026-03-31")).isEqualTo("1 0 1 0");
        assertThat(month("2026-04-01", "2026-04-30")).isEqualTo("0 1 0 1");
        assertThat(month("2026-03-01", "2026-04-30")).isEqualTo("1 1 1 1");
    }

    /** Blocked matters, late ones, negative answers, unjustified ones. */
    private String month(String from, String to) {
        var counted = requests.get(
                        COORDINATOR, "/blocked-matters/analysis?from=" + from + "&to=" + to + "&unit=" + unit)
                .must(200)
                .json()
                .at("/items/0");
        return "%d %d %d %d"
                .formatted(
                        counted.path("blockedMatters").asInt(),
                        counted.path("late").asInt(),
                        counted.path("negativeAnswers").asInt(),
                        counted.path("unjustified").asInt());
    }

    @Test
    void aMatterIsAboutTheItemOfTheReportOrTheCaseThatItNames() {
        itemIsPublished();
        var report = requests.postAt(WINDOW, "/negative-answers", body("SYSTEM"))
                .must(201)
                .text("id");
        var reported = requests.post(WINDOW, """
                {"kind": "BLOCKED_MATTER", "title": "x", "text": "x", "about": {"negativeAnswerId": "%s"}}""".formatted(report)).must(201);
        assertThat(reported.json().at("/about/itemCode").asString()).isEqualTo(item);
        assertThat(month("2026-03-01", "2026-03-31")).isEqualTo("1 0 1 0");

        filesAreAccepted();
        assertThat(receivedAbout("\"caseNumber\": \"C1-" + tag + "\"")).isEqualTo(item);
        assertThat(receivedAbout("\"receiptNumber\": \"ONE-" + tag + "\"")).isEqualTo(item);
        assertThat(receivedAbout("\"receiptNumber\": \"TWO-" + tag + "\"")).isEmpty(); // of two items
        assertThat(receivedAbout("\"receiptNumber\": \"TWO-" + tag + "\", \"itemCode\": \"MINE\""))
                .isEqualTo("MINE");
        assertThat(receivedAbout("\"receiptNumber\": \"NONE-" + tag + "\"")).isEmpty();
    }

    private String receivedAbout(String about) {
        return requests.post(
                        APPLICANT,
                        "{\"kind\": \"BLOCKED_MATTER\", \"title\": \"x\", \"text\": \"x\", \"about\": {" + about + "}}")
                .must(201)
                .json()
                .at("/about/itemCode")
                .asString("");
    }

    /** One file with a case of the item, and one with a case of another item beside it. */
    private void filesAreAccepted() {
        var accepted = "onestop.intake.application.accepted.v1";
        events.send("onestop.intake.application", "ONE-" + tag, accepted, "ONE-" + tag, 2, """
                {"receiptNumber": "ONE-%1$s", "acceptedBy": "w", "cases": [{"caseNumber": "C1-%1$s", "item": "%2$s"}]}""".formatted(tag, item));
        events.send("onestop.intake.application", "TWO-" + tag, accepted, "TWO-" + tag, 2, """
                {"receiptNumber": "TWO-%1$s", "acceptedBy": "w",
                 "cases": [{"caseNumber": "C2-%1$s", "item": "%2$s"}, {"caseNumber": "C3-%1$s", "item": "ELSE"}]}""".formatted(tag, item));
        Eventually.within(
                SOON,
                () -> assertThat(jdbc.sql("SELECT count(*) FROM case_file WHERE case_number LIKE :cases")
                                .param("cases", "C_-" + tag)
                                .query(Long.class)
                                .single())
                        .isEqualTo(3));
    }

    @Test
    void theOfficeNamesTheItemLaterByTheFileOrWithTheClass() {
        itemIsPublished();
        filesAreAccepted();
        var id = requests.receive("PROBLEM");
        requests.put(COORDINATOR, id, "classification", """
                {"kind": "BLOCKED_MATTER", "blockedClass": "COMPLEX", "itemCode": "NO-SUCH"}""").mustBlame("itemCode", "unknown-item");
        requests.put(COORDINATOR, id, "classification", """
                {"kind": "BLOCKED_MATTER", "blockedClass": "COMPLEX", "itemCode": "a b"}""").mustBlame("itemCode", "pattern");
        var classified = requests.put(COORDINATOR, id, "classification", """
                {"kind": "BLOCKED_MATTER", "blockedClass": "COMPLEX", "itemCode": "%s"}""".formatted(item))
                .must(200);
        assertThat(classified.json().at("/about/itemCode").asString()).isEqualTo(item);
        var told = events.await(
                "onestop.appeal.appeal",
                SOON,
                event -> event.subject().equals(id) && event.type().endsWith(".classified.v1"));
        Contracts.assertEvent(told.type(), told.text());
        assertThat(told.text())
                .contains("\"kind\":\"BLOCKED_MATTER\"")
                .contains("\"blockedClass\":\"COMPLEX\"")
                .contains("\"itemCode\":\"" + item + "\"")
                .contains("\"solutionDueAt\":\"2026-03-09T15:59:59.999999Z\"");
        assertThat(month("2026-03-01", "2026-03-31")).isEqualTo("1 0 0 0");
        requests.put(COORDINATOR, id, "classification", "{\"kind\": \"PROBLEM\"}")
                .must(200);
        assertThat(requests.read(COORDINATOR, id).json().at("/about/itemCode").asString())
                .isEqualTo(item);

        var named = requests.receive("BLOCKED_MATTER");
        var byFile = requests.put(COORDINATOR, named, "file", "{\"caseNumber\": \"C1-" + tag + "\"}")
                .must(200);
        assertThat(byFile.json().at("/about/itemCode").asString()).isEqualTo(item);
        var fileNamed = events.await(
                "onestop.appeal.appeal",
                SOON,
                event -> event.subject().equals(named) && event.type().endsWith(".file-named.v1"));
        Contracts.assertEvent(fileNamed.type(), fileNamed.text());
        assertThat(fileNamed.text()).contains("\"itemCode\":\"" + item + "\"");
    }

    @Test
    void ofAConfidentialMatterTheItemIsToldWithoutItsFile() {
        itemIsPublished();
        filesAreAccepted();
        var id = requests.receive("BLOCKED_MATTER", ", \"confidential\": true");
        requests.put(COORDINATOR, id, "file", "{\"caseNumber\": \"C1-" + tag + "\"}")
                .must(200);
        var told = events.await(
                "onestop.appeal.appeal",
                SOON,
                event -> event.subject().equals(id) && event.type().endsWith(".classified.v1"));
        Contracts.assertEvent(told.type(), told.text());
        assertThat(told.text()).contains("\"itemCode\":\"" + item + "\"").doesNotContain("C1-");
    }

    @Test
    void aNoWithoutAGroundIsNotTaken() {
        requests.postAt(WINDOW, "/negative-answers", body("SYSTEM")).mustBlame("itemCode", "unknown-item");
        itemIsPublished();
        requests.postAt(WINDOW, "/negative-answers", body("BECAUSE")).mustBlame("cause", "one-of");
        requests.postAt(
                        WINDOW,
                        "/negative-answers",
                        "{\"itemCode\": \"" + item
                                + "\", \"cause\": \"SYSTEM\", \"legalBasis\": \" \", \"text\": \"x\"}")
                .mustBlame("legalBasis", "not-blank");
        requests.postAt(APPLICANT, "/negative-answers", body("SYSTEM")).mustBe(403, "role-not-allowed");
    }

    @Test
    void theOwnerOfAnItemIsToldOnceAMonthWhatCouldNotBeDone() {
        itemIsPublished();
        for (var cause : List.of("SYSTEM", "SYSTEM", "MATERIALS")) {
            requests.postAt(WINDOW, "/negative-answers", body(cause)).must(201);
        }
        requests.post(WINDOW, """
                {"kind": "BLOCKED_MATTER", "title": "旧章遗失无法备案", "text": "系统无此情形", "about": {"itemCode": "%s"}}""".formatted(item)).must(201);
        clock.setTo("2026-04-01T00:30:00+08:00");
        var analysed = requests.get(COORDINATOR, "/blocked-matters/analysis?from=2026-03-01&to=2026-03-31&unit=" + unit)
                .must(200)
                .json();
        Contracts.assertAnswer("BlockedAnalysis", analysed);
        assertThat(analysed.path("items").get(0).path("causes").path("SYSTEM").asInt())
                .isEqualTo(2);
        assertThat(analysed.path("items").get(0).path("late").asInt()).isEqualTo(1);

        tellOwners.tell();
        tellOwners.tell();
        var told = events.await(
                TOPIC,
                SOON,
                event -> event.subject().equals(item) && event.type().endsWith("analysed.v1"));
        Contracts.assertEvent(told.type(), told.text());
        assertThat(told.text())
                .contains("\"blockedMatters\":1")
                .contains("\"negativeAnswers\":3")
                .contains(unit);
        assertThat(jdbc.sql("SELECT count(*) FROM blocked_month WHERE item_code = :item")
                        .param("item", item)
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
        requests.get(manager, "/blocked-matters/analysis?from=2026-03-01&to=2026-03-31")
                .must(200);
        requests.get(manager, "/blocked-matters/analysis?from=2026-03-01&to=2026-03-31&unit=GAJ")
                .mustBe(403, "not-your-unit");
        requests.get(COORDINATOR, "/blocked-matters/analysis?from=2026-03-02&to=2026-03-01")
                .mustBlame("to", "before-from");
        requests.get(COORDINATOR, "/blocked-matters/analysis?from=2024-03-02&to=2026-03-01")
                .mustBlame("to", "period-too-long");
    }

    @Test
    void monthsThatPassedWhileTheServiceStoodStillAreToldOnceEach() throws Exception {
        itemIsPublished();
        requests.postAt(WINDOW, "/negative-answers", body("SYSTEM")).must(201);
        clock.setTo("2026-05-06T09:10:00+08:00");
        requests.postAt(WINDOW, "/negative-answers", body("MATERIALS")).must(201);
        clock.setTo("2026-07-01T00:30:00+08:00"); // nobody was told in April, May and June
        try (var threads = Executors.newFixedThreadPool(2)) {
            for (var done : threads.invokeAll(
                    List.of(Executors.callable(tellOwners::tell), Executors.callable(tellOwners::tell)))) {
                done.get();
            }
        }
        tellOwners.tell();

        assertThat(jdbc.sql(
                                "SELECT month::text || ' ' || causes FROM blocked_month WHERE item_code = :item ORDER BY month")
                        .param("item", item)
                        .query(String.class)
                        .list())
                .containsExactly("2026-03-01 SYSTEM=1", "2026-05-01 MATERIALS=1");
        var told = events.awaitAll(
                TOPIC,
                SOON,
                event -> event.subject().equals(item) && event.type().endsWith("analysed.v1"),
                ours -> ours.size() >= 2);
        assertThat(told).hasSize(2);
        assertThat(told).extracting(Events.Received::sequence).isSorted().doesNotHaveDuplicates();
        assertThat(told.getFirst().text()).contains("2026-03");
    }

    /** The item of this test as the month of March 2026 has shown it, told on 1 April. */
    private void ownerIsTold() {
        itemIsPublished();
        requests.postAt(WINDOW, "/negative-answers", body("SYSTEM")).must(201);
        clock.setTo("2026-04-01T00:30:00+08:00");
        tellOwners.tell();
        clock.setTo("2026-04-01T09:00:00+08:00");
    }

    private String acknowledgement() {
        return "/blocked-matters/notices/2026-03-01/" + item + "/acknowledgement";
    }

    @Test
    void theOwnerSeesTheNoticeAndSaysWhatWillBeDone() {
        ownerIsTold();
        var ofUnit = "/blocked-matters/notices?unit=" + unit;
        var unseen = requests.get(COORDINATOR, ofUnit).must(200).json();
        Contracts.assertAnswer("BlockedNoticePage", unseen);
        assertThat(unseen.path("items")).hasSize(1);
        assertThat(unseen.at("/items/0/causes/SYSTEM").asInt()).isEqualTo(1);
        requests.get(AUDITOR, ofUnit).must(200);
        assertThat(requests.get(COORDINATOR, ofUnit).json().at("/items/0").has("seenAt"))
                .isFalse();

        var shown = requests.get(manager, "/blocked-matters/notices?open=true")
                .must(200)
                .json();
        assertThat(shown.path("items")).hasSize(1);
        clock.setTo("2026-04-02T10:00:00+08:00");
        requests.get(manager, "/blocked-matters/notices").must(200);
        assertThat(requests.get(COORDINATOR, ofUnit)
                        .json()
                        .at("/items/0/seenAt")
                        .asString())
                .startsWith("2026-04-01T09:00:00");

        var said = requests.putAt(manager, acknowledgement(), "{\"measure\": \"四月底前增加该情形\"}")
                .must(200);
        Contracts.assertAnswer("BlockedNotice", said.json());
        assertThat(said.text("acknowledgedAt")).startsWith("2026-04-02T10:00:00");
        clock.setTo("2026-04-03T10:00:00+08:00");
        var again = requests.putAt(manager, acknowledgement(), "{\"measure\": \"四月底前增加该情形\"}")
                .must(200);
        assertThat(again.text("acknowledgedAt")).isEqualTo(said.text("acknowledgedAt"));
        requests.putAt(manager, acknowledgement(), "{\"measure\": \"五月再说\"}").mustBe(409, "already-acknowledged");
        assertThat(requests.get(COORDINATOR, ofUnit + "&open=true").json().path("items"))
                .isEmpty();
        assertThat(requests.get(COORDINATOR, ofUnit)
                        .json()
                        .at("/items/0/measure")
                        .asString())
                .isEqualTo("四月底前增加该情形");
    }

    @Test
    void nobodyButTheOwnerSaysWhatWillBeDone() {
        ownerIsTold();
        var measure = "{\"measure\": \"x\"}";
        requests.putAt(GAJ, acknowledgement(), measure).mustBe(404, "no-such-blocked-notice");
        requests.putAt(COORDINATOR, acknowledgement(), measure).mustBe(403, "role-not-allowed");
        requests.putAt(manager, "/blocked-matters/notices/2026-02-01/" + item + "/acknowledgement", measure)
                .mustBe(404, "no-such-blocked-notice");
        requests.putAt(manager, "/blocked-matters/notices/2026-03/" + item + "/acknowledgement", measure)
                .mustBlame("month", "date");
        requests.putAt(manager, acknowledgement(), "{\"measure\": \" \"}").mustBlame("measure", "not-blank");
        requests.get(manager, "/blocked-matters/notices?unit=GAJ").mustBe(403, "not-your-unit");
        requests.get(manager, "/blocked-matters/notices?after=x").mustBlame("after", "cursor");
        assertThat(requests.get(GAJ, "/blocked-matters/notices?limit=200")
                        .must(200)
                        .body())
                .doesNotContain(item);
    }

    @Test
    void ofManyWhoAcknowledgeAtOnceOneIsHeard() throws Exception {
        ownerIsTold();
        try (var threads = Executors.newFixedThreadPool(4)) {
            var answers = threads.invokeAll(IntStream.range(0, 4)
                    .<Callable<Integer>>mapToObj(number ->
                            () -> requests.putAt(manager, acknowledgement(), "{\"measure\": \"措施" + number + "\"}")
                                    .status())
                    .toList());
            var statuses = new ArrayList<Integer>();
            for (var answer : answers) {
                statuses.add(answer.get());
            }
            assertThat(statuses).containsExactlyInAnyOrder(200, 409, 409, 409);
        }
    }

    @Test
    void reportsAreNeverTakenBack() {
        itemIsPublished();
        requests.postAt(WINDOW, "/negative-answers", body("SYSTEM")).must(201);
        requests.receive("HELP");
        for (var change :
                List.of("DELETE FROM negative_answer", "UPDATE negative_answer SET text = 'x'", "DELETE FROM appeal")) {
            assertThatExceptionOfType(DataAccessException.class)
                    .isThrownBy(() -> jdbc.sql(change).update());
        }
    }
}
