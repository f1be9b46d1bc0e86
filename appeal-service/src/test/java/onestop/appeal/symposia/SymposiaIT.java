package onestop.appeal.symposia;

import static onestop.appeal.Office.COORDINATOR;
import static onestop.appeal.Office.GAJ;
import static onestop.appeal.Office.SWJ;
import static onestop.appeal.Office.applicant;
import static onestop.appeal.enterprises.EnterpriseExamples.anEnterprise;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Set;
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
import onestop.appeal.enterprises.Enterprises;
import onestop.appeal.symposia.RunSymposium.Brought;
import onestop.appeal.words.AppealKind;
import onestop.testsupport.Events;
import onestop.testsupport.Eventually;
import onestop.web.Caller;
import onestop.web.Role;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.transaction.support.TransactionTemplate;

@WholeService
class SymposiaIT {
    private static final String REJECTION = """
            {"ground": "COURT", "reason": "已立案审理", "competentBody": "莒南县人民法院"}""";

    @Autowired
    MockMvcTester mvc;

    @Autowired
    Office.Requests requests;

    @Autowired
    Enterprises enterprises;

    @Autowired
    ApplicationEventPublisher listeners;

    @Autowired
    TransactionTemplate transaction;

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

    private String enterprise() {
        return anEnterprise().registered(enterprises, listeners, transaction);
    }

    private static String plan(String unit) {
        return """
                {"title": "食品企业座谈会", "unit": "%s", "place": "三楼", "startsAt": "2026-03-05T14:00:00+08:00", "topics": ["用工"]}
                """.formatted(unit);
    }

    private String planned() {
        var made = calls.post(GAJ, "/symposia", plan("GAJ")).must(201);
        Contracts.assertAnswer("Symposium", made.json());
        return made.text("id");
    }

    private String held(String usci) {
        var id = planned();
        clock.setTo("2026-03-05T17:00:00+08:00");
        var body = "{\"attended\": [\"%s\"], \"units\": [\"GAJ\", \"SWJ\"], \"minutes\": \"内部纪要\"}".formatted(usci);
        Contracts.assertAnswer(
                "Symposium",
                calls.put(GAJ, "/symposia/" + id + "/record", body).must(200).json());
        return id;
    }

    private static String issue(String usci, String more) {
        return "{\"usci\": \"%s\", \"kind\": \"PROBLEM\", \"title\": \"夜班公交不足\", \"text\": \"没有公交车。\"%s}"
                .formatted(usci, more);
    }

    @Test
    void fromInvitationToTheReport() {
        var usci = enterprise();
        var other = enterprise();
        var person = applicant("person", usci);
        var id = planned();
        calls.get(person, "/symposia/" + id).mustBe(404, "no-such-symposium");
        calls.put(GAJ, "/symposia/" + id + "/invitations", "{\"uscis\": [\"%s\", \"%s\"]}".formatted(usci, other))
                .must(200);
        calls.put(person, "/symposia/%s/invitations/%s/reply".formatted(id, usci), "{\"coming\": true}")
                .must(200);
        var seen = calls.get(person, "/symposia/" + id).must(200);
        assertThat(seen.body()).contains("COMING").doesNotContain(other);
        assertThat(calls.get(person, "/symposia").body()).contains(id);
        calls.put(GAJ, "/symposia/" + id + "/record", "{\"attended\": [], \"units\": []}")
                .mustBe(409, "symposium-not-begun");
        calls.post(GAJ, "/symposia/" + id + "/issues", issue(usci, "")).mustBe(409, "wrong-symposium-state");

        clock.setTo("2026-03-05T17:00:00+08:00");
        calls.put(
                        GAJ,
                        "/symposia/" + id + "/record",
                        "{\"attended\": [\"%s\"], \"units\": [\"GAJ\"], \"minutes\": \"内部纪要\"}".formatted(usci))
                .must(200);
        calls.post(GAJ, "/symposia/" + id + "/issues", issue(other, "")).mustBlame("usci", "attended");
        calls.post(GAJ, "/symposia/" + id + "/issues", issue(usci, ", \"answer\": \"当场答复\", \"caseNumber\": \"C-bus\""))
                .mustBlame("caseNumber", "file-of-an-appeal");
        var about = issue(usci, ", \"receiptNumber\": \"LN-bus\", \"caseNumber\": \"C-bus\"");
        var key = UUID.randomUUID().toString();
        var raised = calls.post(GAJ, key, "/symposia/" + id + "/issues", about).must(201);
        Contracts.assertAnswer("Issue", raised.json());
        calls.put(GAJ, "/symposia/" + id + "/record", "{\"attended\": [\"%s\"], \"units\": []}".formatted(other))
                .mustBlame("attended", "brought-up-issues");
        assertThat(calls.post(GAJ, key, "/symposia/" + id + "/issues", about).body())
                .isEqualTo(raised.body());
        calls.post(GAJ, "/symposia/" + id + "/issues", issue(usci, ", \"answer\": \"当场答复\""))
                .must(201);
        var appeal = raised.json().path("appeal").path("id").asString();
        var read = requests.read(COORDINATOR, appeal).must(200);
        assertThat(read.text("source")).isEqualTo("SYMPOSIUM");
        assertThat(read.text("usci")).isEqualTo(usci);
        assertThat(read.text("regionCode")).isEqualTo("371327001000"); // where the enterprise is
        assertThat(read.json().at("/about/receiptNumber").asString()).isEqualTo("LN-bus");
        assertThat(read.json().at("/about/caseNumber").asString()).isEqualTo("C-bus");
        requests.read(person, appeal).must(200);

        var refused = calls.put(GAJ, "/symposia/" + id + "/report", "{\"report\": \"办结\"}");
        refused.mustBe(409, "issues-unfinished");
        assertThat(refused.text("detail"))
                .contains(raised.json().path("appeal").path("number").asString());
        requests.put(COORDINATOR, appeal, "rejection", REJECTION).must(200);
        var followed =
                calls.get(person, "/symposia/" + id + "/issues").must(200).json();
        Contracts.assertAnswer("IssueList", followed);
        assertThat(followed.path("items").size()).isEqualTo(2);
        assertThat(followed.path("items").get(0).path("appeal").path("state").asString())
                .isEqualTo("REJECTED");
        Contracts.assertAnswer(
                "Symposium",
                calls.put(GAJ, "/symposia/" + id + "/report", "{\"report\": \"已答复\"}")
                        .must(200)
                        .json());
        var report = calls.get(person, "/symposia/" + id).must(200);
        assertThat(report.text("report")).isEqualTo("已答复");
        assertThat(report.body()).doesNotContain("内部纪要");
        calls.post(GAJ, "/symposia/" + id + "/issues", issue(usci, "")).mustBe(409, "wrong-symposium-state");

        var event = events.await(
                "onestop.appeal.symposium",
                Duration.ofSeconds(20),
                each -> each.subject().equals(id) && each.type().endsWith(".closed.v1"));
        Contracts.assertEvent(event.type(), event.text());
        assertThat(event.text()).contains(usci).doesNotContain("纪要", "公交", "person");
        var figures =
                calls.get(COORDINATOR, "/symposia/figures?year=2026").must(200).json();
        Contracts.assertAnswer("SymposiumFigures", figures);
        assertThat(figures.path("held").asInt()).isPositive();
        assertThat(figures.path("answeredOnTheSpot").asInt()).isPositive();
    }

    @Test
    void anIssueThatIsBroughtUpAtTheSameTimeKeepsItOpen(@Autowired RunSymposium run) throws Exception {
        var usci = enterprise();
        var id = held(usci);
        var host = new Caller("manager-gaj", "manager-gaj", Set.of(Role.UNIT_MANAGER), "GAJ", null, Set.of());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var closing = transaction.execute(_ -> {
                run.bring(
                        UUID.fromString(id),
                        new Brought(usci, null, AppealKind.PROBLEM, "公交", "没有公交车。", null, null, null, null, false),
                        host);
                var report =
                        threads.submit(() -> calls.put(GAJ, "/symposia/" + id + "/report", "{\"report\": \"已答复\"}"));
                Eventually.within(
                        Duration.ofSeconds(20),
                        () -> assertThat(jdbc.sql("""
                                SELECT count(*) FROM pg_locks
                                 WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid))
                                """).query(Long.class).single())
                                .isEqualTo(1));
                return report;
            });
            closing.get().mustBe(409, "issues-unfinished");
        }
    }

    @Test
    void othersNeitherRunNorReadIt() {
        var usci = enterprise();
        var stranger = applicant("stranger", enterprise());
        var id = held(usci);
        calls.post(SWJ, "/symposia", plan("GAJ")).mustBe(403, "not-your-symposium");
        calls.post(SWJ, "/symposia/" + id + "/issues", issue(usci, "")).mustBe(403, "not-your-symposium");
        calls.put(SWJ, "/symposia/" + id + "/report", "{\"report\": \"x\"}").mustBe(403, "not-your-symposium");
        calls.get(stranger, "/symposia/" + id).mustBe(404, "no-such-symposium");
        calls.get(stranger, "/symposia/" + id + "/issues").mustBe(404, "no-such-symposium");
        calls.put(stranger, "/symposia/%s/invitations/%s/reply".formatted(id, usci), "{\"coming\": true}")
                .mustBe(403, "not-your-enterprise");
        assertThat(calls.get(stranger, "/symposia").json().path("items").isEmpty())
                .isTrue();
    }

    @Test
    void whoIsInvitedAndWhatIsCancelledIsTold() {
        var usci = enterprise();
        var other = enterprise();
        var id = planned();
        calls.put(GAJ, "/symposia/" + id + "/invitations", "{\"uscis\": [\"%s\"]}".formatted(usci))
                .must(200);
        calls.put(GAJ, "/symposia/" + id + "/invitations", "{\"uscis\": [\"%s\", \"%s\"]}".formatted(usci, other))
                .must(200);
        calls.put(GAJ, "/symposia/" + id + "/invitations", "{\"uscis\": [\"%s\"]}".formatted(usci))
                .must(200); // nobody new
        calls.put(GAJ, "/symposia/" + id + "/cancellation", "{\"reason\": \"改期\"}")
                .must(200);
        var told = events.awaitAll(
                "onestop.appeal.symposium",
                Duration.ofSeconds(20),
                each -> each.subject().equals(id),
                ours -> ours.getLast().type().endsWith(".cancelled.v1"));
        told.forEach(each -> Contracts.assertEvent(each.type(), each.text()));
        assertThat(told)
                .extracting(each -> each.type().replace("onestop.appeal.symposium.", ""))
                .containsExactly("invited.v1", "invited.v1", "cancelled.v1");
        assertThat(told.get(0).text()).contains(usci).contains("2026-03-05T06:00:00Z");
        assertThat(told.get(1).text()).contains(other).doesNotContain(usci);
        assertThat(told.get(2).text()).contains(usci).contains(other).doesNotContain("改期");
    }

    @Test
    void whatIsHandedInInConfidenceIsForWhoWroteItDownAndTheOffice() {
        var usci = enterprise();
        var other = enterprise();
        var id = planned();
        clock.setTo("2026-03-05T17:00:00+08:00");
        calls.put(
                        GAJ,
                        "/symposia/" + id + "/record",
                        "{\"attended\": [\"%s\", \"%s\"], \"units\": [\"GAJ\"]}".formatted(usci, other))
                .must(200);
        var raised = calls.post(
                        GAJ,
                        "/symposia/" + id + "/issues",
                        issue(
                                usci,
                                ", \"confidential\": true, \"itemCode\": \"YZ-HK\", \"receiptNumber\": \"%s\""
                                        .formatted("LN-" + usci)))
                .must(201);
        Contracts.assertAnswer("Issue", raised.json());
        assertThat(raised.json().path("number").asInt()).isEqualTo(1001);
        assertThat(calls.post(GAJ, "/symposia/" + id + "/issues", issue(other, ", \"answer\": \"当场答复\""))
                        .must(201)
                        .json()
                        .path("number")
                        .asInt())
                .as("no number is missing")
                .isEqualTo(1);
        calls.post(GAJ, "/symposia/" + id + "/issues", issue(other, ", \"answer\": \"答\", \"itemCode\": \"X\""))
                .mustBlame("itemCode", "file-of-an-appeal");
        for (var reader : List.of(GAJ, COORDINATOR, applicant("person", usci))) {
            assertThat(calls.get(reader, "/symposia/" + id + "/issues")
                            .must(200)
                            .body())
                    .contains(usci);
        }
        jdbc.sql("INSERT INTO file_officer (receipt_number, officer_id, part) VALUES (:file, 'who-decided', 'DECIDED')")
                .param("file", "LN-" + usci)
                .update();
        var silent = enterprise();
        var never = enterprise();
        calls.put(GAJ, "/symposia/" + id + "/record", """
                        {"attended": ["%s", "%s", "%s"], "units": ["GAJ"]}
                        """.formatted(usci, other, silent))
                .must(200);
        var colleague = Office.manager("colleague", "GAJ");
        Person whoDecided = Office.person("who-decided", Role.APPEAL_COORDINATOR);
        Person whoDecidedAudits = Office.person("who-decided", Role.AUDITOR);
        for (var reader : List.of(SWJ, colleague, whoDecided, whoDecidedAudits, applicant("stranger", other))) {
            assertThat(calls.get(reader, "/symposia/" + id + "/issues")
                            .must(200)
                            .body())
                    .contains(other)
                    .doesNotContain(usci)
                    .doesNotContain(raised.json().at("/appeal/number").asString());
        }
        var appeal = raised.json().at("/appeal/id").asString();
        var read = requests.read(COORDINATOR, appeal).must(200).json();
        assertThat(read.path("confidential").asBoolean()).isTrue();
        assertThat(read.at("/about/itemCode").asString()).isEqualTo("YZ-HK");

        var path = "/symposia/" + id;
        var version = calls.get(GAJ, path).must(200).json().path("version").asLong();
        var counted = calls.get(GAJ, "/symposia/figures?year=2026").must(200).body();
        var countedInAll =
                calls.get(COORDINATOR, "/symposia/figures?year=2026").must(200).json();
        calls.post(GAJ, path + "/issues", issue(usci, ", \"confidential\": true"))
                .must(201);
        assertThat(calls.get(GAJ, path).json().path("version").asLong())
                .as("no version tells of it")
                .isEqualTo(version);
        assertThat(calls.get(GAJ, path).etag()).isEqualTo("\"" + version + "\"");
        requests.put(COORDINATOR, appeal, "rejection", REJECTION).must(200);
        assertThat(calls.get(colleague, path).etag()).as("nor when it is over").isEqualTo("\"" + version + "\"");
        assertThat(calls.get(GAJ, "/symposia/figures?year=2026").body()).isEqualTo(counted);
        assertThat(calls.get(COORDINATOR, "/symposia/figures?year=2026")
                        .json()
                        .path("issues")
                        .asInt())
                .isEqualTo(countedInAll.path("issues").asInt() + 1);
        var refused = calls.put(colleague, path + "/record", "{\"attended\": [], \"units\": [\"GAJ\"]}");
        refused.mustBlame("attended", "brought-up-issues");
        assertThat(refused.body()).contains(other).doesNotContain(usci);
        calls.put(colleague, path + "/record", "{\"attended\": [\"%s\"], \"units\": [\"GAJ\"]}".formatted(other))
                .must(200);
        calls.put(colleague, path + "/report", "{\"report\": \"已答复\"}").must(200);
        var closed = events.await(
                "onestop.appeal.symposium",
                Duration.ofSeconds(20),
                each -> each.subject().equals(id) && each.type().endsWith(".closed.v1"));
        assertThat(closed.text())
                .contains("\"issues\":1")
                .contains("\"appeals\":0")
                .as("who was left out of the record is told, too; of what is not said")
                .contains(usci)
                .contains(silent)
                .doesNotContain(never);
        assertThat(calls.get(applicant("person", usci), path).must(200).text("report"))
                .isEqualTo("已答复");
    }

    private static final String GUEST = "{\"name\": \"远道来客\", \"phone\": \"13911112222\"}";

    private static String ofGuest(int number, String more) {
        return issue("", more).replace("\"usci\": \"\"", "\"guest\": " + number);
    }

    @Test
    void anInvestorWithoutAnEnterpriseBringsThingsUpAsAGuest() {
        var usci = enterprise();
        var id = planned();
        var path = "/symposia/" + id;
        calls.post(GAJ, path + "/guests", GUEST).mustBe(409, "wrong-symposium-state");
        clock.setTo("2026-03-05T17:00:00+08:00");
        calls.put(GAJ, path + "/record", "{\"attended\": [\"%s\"], \"units\": [\"GAJ\"]}".formatted(usci))
                .must(200);
        calls.post(SWJ, path + "/guests", GUEST).mustBe(403, "not-your-symposium");
        calls.post(applicant("person", usci), path + "/guests", GUEST).mustBe(403, "role-not-allowed");
        calls.post(GAJ, path + "/guests", "{\"name\": \"远道来客\"}").mustBlame("phone", "not-null");
        calls.post(GAJ, path + "/guests", GUEST.replace("139", "x")).mustBlame("phone", "pattern");
        calls.post(GAJ, path + "/issues", ofGuest(1, "")).mustBlame("guest", "known-guest");
        calls.post(GAJ, path + "/issues", ofGuest(1, ", \"usci\": \"%s\"".formatted(usci)))
                .mustBlame("usci", "enterprise-or-guest");
        calls.post(GAJ, path + "/issues", ofGuest(1, "").replace("\"guest\": 1, ", ""))
                .mustBlame("usci", "enterprise-or-guest");

        var key = UUID.randomUUID().toString();
        var came = calls.post(GAJ, key, path + "/guests", GUEST).must(201);
        Contracts.assertAnswer("Guest", came.json());
        assertThat(came.body()).as("this answer is kept").isEqualTo("{\"number\":1}");
        assertThat(calls.post(GAJ, key, path + "/guests", GUEST).body()).isEqualTo(came.body());
        assertThat(calls.post(COORDINATOR, path + "/guests", GUEST.replace("远道", "另一"))
                        .must(201)
                        .json()
                        .path("number")
                        .asInt())
                .isEqualTo(2);
        assertThat(jdbc.sql("SELECT count(*) FROM guest WHERE position(convert_to('来客', 'UTF8') IN name) > 0")
                        .query(Long.class)
                        .single())
                .as("names lie sealed")
                .isZero();

        var file = "LN-guest-" + id;
        var open = calls.post(GAJ, path + "/issues", ofGuest(1, ", \"receiptNumber\": \"%s\"".formatted(file)))
                .must(201);
        Contracts.assertAnswer("Issue", open.json());
        var secret = calls.post(
                        GAJ,
                        path + "/issues",
                        ofGuest(2, ", \"confidential\": true, \"receiptNumber\": \"%s\"".formatted(file)))
                .must(201);
        calls.post(GAJ, path + "/issues", ofGuest(1, ", \"answer\": \"当场答复\"")).must(201);
        var appeal = open.json().at("/appeal/id").asString();
        var hidden = secret.json().at("/appeal/id").asString();
        var read = requests.read(COORDINATOR, appeal).must(200).json();
        assertThat(read.path("source").asString()).isEqualTo("SYMPOSIUM");
        assertThat(read.has("usci")).isFalse();
        assertThat(read.at("/contact/name").asString()).isEqualTo("远道来客");
        assertThat(read.at("/contact/phone").asString()).isEqualTo("13911112222");

        jdbc.sql("INSERT INTO file_officer (receipt_number, officer_id, part) VALUES (:file, 'decided-it', 'DECIDED')")
                .param("file", file)
                .update();
        assertThat(guests(GAJ, path)).containsExactly("1 远道来客 13911112222", "2  ");
        assertThat(guests(COORDINATOR, path)).containsExactly("1 远道来客 13911112222", "2 另一来客 13911112222");
        assertThat(guests(Office.person("decided-it", Role.APPEAL_COORDINATOR), path))
                .as("whoever had a part in it; what is confidential changes nothing")
                .containsExactly("1  ", "2 另一来客 13911112222");
        assertThat(guests(applicant("person", usci), path)).isEmpty();
        for (var reader : List.of(SWJ, Office.AUDITOR, Office.manager("colleague", "GAJ"))) {
            assertThat(guests(reader, path)).containsExactly("1  ", "2  ");
        }

        requests.put(COORDINATOR, appeal, "dispatch", "{\"unit\": \"SWJ\"}").must(200);
        requests.put(COORDINATOR, hidden, "dispatch", """
                        {"unit": "SWJ", "forUnit": {"title": "公交线路", "text": "夜间线路不足。"}}""").must(200);
        for (var list : List.of(
                path,
                path + "/issues",
                "/symposia",
                "/appeals",
                "/supervision",
                "/appeals/" + appeal,
                "/appeals/" + hidden)) {
            assertThat(calls.get(SWJ, list).must(200).body())
                    .as("the unit complained of reads no name: " + list)
                    .doesNotContain("来客", "13911112222");
        }
        var ofUnit = requests.read(SWJ, hidden).must(200).json();
        assertThat(ofUnit.has("contact") || ofUnit.has("usci") || ofUnit.has("submittedBy"))
                .isFalse();
        assertThat(ofUnit.path("title").asString()).isEqualTo("公交线路");
        assertThat(calls.get(SWJ, path + "/issues").body())
                .contains("\"guest\":1")
                .doesNotContain(
                        "\"guest\":2", secret.json().at("/appeal/number").asString());
        calls.put(GAJ, path + "/report", "{\"report\": \"办结\"}").mustBe(409, "issues-unfinished");
        requests.put(SWJ, appeal, "signature", null).must(200);
        requests.put(SWJ, appeal, "reply", "{\"text\": \"已办结\"}").must(200);
        requests.put(COORDINATOR, appeal, "call-back", "{\"reached\": true, \"solved\": true, \"satisfied\": true}")
                .must(200);
        requests.put(COORDINATOR, appeal, "closure", "{}").must(200);
        calls.put(GAJ, path + "/report", "{\"report\": \"办结\"}").must(200);
        calls.post(GAJ, path + "/guests", GUEST).mustBe(409, "wrong-symposium-state");
        var told = events.awaitAll(
                "onestop.appeal.symposium",
                Duration.ofSeconds(20),
                each -> each.subject().equals(id),
                ours -> ours.getLast().type().endsWith(".closed.v1"));
        told.forEach(each -> Contracts.assertEvent(each.type(), each.text()));
        assertThat(told.getLast().text())
                .contains("\"guests\":2")
                .contains("\"issues\":2")
                .doesNotContain("来客", "13911112222");
        events.awaitAll(
                        "onestop.appeal.appeal",
                        Duration.ofSeconds(20),
                        each -> each.subject().equals(appeal),
                        ours -> ours.getLast().type().endsWith(".closed.v1"))
                .forEach(each -> assertThat(each.text()).doesNotContain("来客", "13911112222"));
    }

    private static final String RIGHT = "{\"name\": \"陈远来\", \"phone\": \"13911113333\"}";

    @Test
    void whoAGuestIsIsPutRightUntilTheSymposiumIsClosed() {
        var usci = enterprise();
        var id = held(usci);
        var path = "/symposia/" + id;
        calls.post(GAJ, path + "/guests", GUEST).must(201);
        var raised = calls.post(GAJ, path + "/issues", ofGuest(1, "")).must(201).json();
        var appeal = raised.at("/appeal/id").asString();
        var etag = calls.get(GAJ, path).must(200).etag();
        calls.put(GAJ, path + "/guests/1", RIGHT).mustBe(428, "precondition-required");
        calls.put(GAJ, path + "/guests/1", "\"x\"", RIGHT).mustBlame("If-Match", "version");
        calls.put(GAJ, path + "/guests/2", etag, RIGHT).mustBe(404, "no-such-guest");
        calls.put(GAJ, "/symposia/" + UUID.randomUUID() + "/guests/1", etag, RIGHT)
                .mustBe(404, "no-such-symposium");
        calls.put(SWJ, path + "/guests/1", etag, RIGHT).mustBe(403, "not-your-symposium");
        for (var other : List.of(Office.AUDITOR, applicant("person", usci))) {
            calls.put(other, path + "/guests/1", etag, RIGHT).mustBe(403, "role-not-allowed");
        }
        calls.put(GAJ, path + "/guests/1", etag, RIGHT.replace("139", "x")).mustBlame("phone", "pattern");
        calls.put(GAJ, path + "/guests/1", etag, "{\"phone\": \"13911113333\"}").mustBlame("name", "not-blank");
        assertThat(guests(GAJ, path)).containsExactly("1 远道来客 13911112222");

        var corrected = calls.put(GAJ, path + "/guests/1", etag, RIGHT).must(200);
        Contracts.assertAnswer("Symposium", corrected.json());
        assertThat(corrected.etag()).isNotEqualTo(etag);
        assertThat(calls.put(GAJ, path + "/guests/1", corrected.etag(), RIGHT)
                        .must(200)
                        .etag())
                .as("the same once more")
                .isEqualTo(corrected.etag());
        calls.put(COORDINATOR, path + "/guests/1", etag, GUEST).mustBe(412, "stale-version");
        var contact = requests.read(COORDINATOR, appeal).must(200).json().path("contact");
        assertThat(contact.path("name").asString()).isEqualTo("陈远来");
        assertThat(contact.path("phone").asString()).isEqualTo("13911113333");

        var colleague = Office.manager("colleague", "GAJ");
        assertThat(guests(colleague, path)).containsExactly("1  ");
        calls.put(colleague, path + "/guests/1", corrected.etag(), RIGHT.replace("3333", "4444"))
                .must(200);
        for (var reader : List.of(GAJ, COORDINATOR, colleague)) {
            assertThat(guests(reader, path)).as("who wrote it down").containsExactly("1 陈远来 13911114444");
        }
        calls.put(COORDINATOR, path + "/guests/1", calls.get(GAJ, path).etag(), RIGHT)
                .must(200);
        assertThat(guests(colleague, path)).as("not the last any more").containsExactly("1  ");
        assertThat(calls.get(Office.AUDITOR, path)
                        .must(200)
                        .json()
                        .at("/guests/0/corrections")
                        .valueStream())
                .extracting(step ->
                        step.path("by").asString() + " " + step.path("name").asBoolean() + " "
                                + step.path("phone").asBoolean())
                .containsExactly("manager-gaj true true", "colleague false true", "coordinator false true");
        assertThat(calls.get(SWJ, path).must(200).json().at("/guests/0").has("corrections"))
                .isFalse();
        assertThat(jdbc.sql("SELECT count(*) FROM guest WHERE position(convert_to('陈远来', 'UTF8') IN name) > 0")
                        .query(Long.class)
                        .single())
                .as("names lie sealed")
                .isZero();
        for (var change :
                List.of("UPDATE guest_step SET officer_id = 'x'", "DELETE FROM guest_step", "TRUNCATE guest_step")) {
            assertThatThrownBy(() -> jdbc.sql(change).update()).as(change).isInstanceOf(DataAccessException.class);
        }

        requests.put(COORDINATOR, appeal, "rejection", REJECTION).must(200);
        calls.put(GAJ, path + "/report", "{\"report\": \"已答复\"}").must(200);
        var closed = calls.get(GAJ, path).must(200).etag();
        calls.put(GAJ, path + "/guests/1", closed, GUEST).mustBe(409, "wrong-symposium-state");
    }

    @Test
    void whoIsComplainedOfDoesNotChangeWhomToCall() {
        var id = held(enterprise());
        var path = "/symposia/" + id;
        calls.post(GAJ, path + "/guests", GUEST).must(201);
        calls.post(GAJ, path + "/guests", GUEST).must(201);
        var file = "LN-guest-" + id;
        jdbc.sql("INSERT INTO file_officer (receipt_number, officer_id, part) VALUES (:file, 'colleague', 'DECIDED')")
                .param("file", file)
                .update();
        var about = ", \"receiptNumber\": \"%s\"".formatted(file);
        calls.post(GAJ, path + "/issues", ofGuest(1, about)).must(201);
        var secret = calls.post(GAJ, path + "/issues", ofGuest(2, about + ", \"confidential\": true"))
                .must(201)
                .json()
                .at("/appeal/id")
                .asString();
        var colleague = Office.manager("colleague", "GAJ");
        calls.put(colleague, path + "/guests/1", calls.get(GAJ, path).etag(), RIGHT)
                .mustBe(403, "recused");

        calls.put(colleague, path + "/guests/2", calls.get(GAJ, path).etag(), RIGHT)
                .must(200);
        assertThat(phoneOf(secret))
                .as("nor does it tell that there is something")
                .isEqualTo("13911112222");
        calls.put(GAJ, path + "/guests/2", calls.get(GAJ, path).etag(), RIGHT.replace("3333", "4444"))
                .must(200);
        assertThat(phoneOf(secret)).isEqualTo("13911114444");
    }

    private String phoneOf(String appeal) {
        return requests.read(COORDINATOR, appeal)
                .must(200)
                .json()
                .at("/contact/phone")
                .asString();
    }

    @Test
    void ofTwoWhoPutItRightAtOnceTheSecondIsTold() throws Exception {
        var path = "/symposia/" + held(enterprise());
        calls.post(GAJ, path + "/guests", GUEST).must(201);
        var etag = calls.get(GAJ, path).must(200).etag();
        try (var threads = Executors.newFixedThreadPool(4)) {
            var work = IntStream.range(0, 4)
                    .mapToObj(at -> (Callable<Integer>)
                            () -> calls.put(GAJ, path + "/guests/1", etag, RIGHT.replace("3333", "333" + at))
                                    .status())
                    .toList();
            var statuses = new java.util.ArrayList<Integer>();
            for (var done : threads.invokeAll(work)) {
                statuses.add(done.get());
            }
            assertThat(statuses).containsExactlyInAnyOrder(200, 412, 412, 412);
        }
    }

    private List<String> guests(Person reader, String path) {
        var read = calls.get(reader, path).must(200).json();
        Contracts.assertAnswer("Symposium", read);
        return read.path("guests")
                .valueStream()
                .map(each ->
                        each.path("number").asInt() + " " + each.path("name").asString("") + " "
                                + each.path("phone").asString(""))
                .toList();
    }

    @Test
    void anEnterpriseThatHasLeftTheRegistrySinceKeepsTheRecordCorrectable() {
        var usci = enterprise();
        var id = held(usci);
        calls.post(GAJ, "/symposia/" + id + "/issues", issue(usci, ", \"answer\": \"当场答复\""))
                .must(201);
        var gone = enterprise();
        jdbc.sql("UPDATE enterprise SET registered = false WHERE usci IN (:uscis)")
                .param("uscis", List.of(usci, gone))
                .update();
        var record = "{\"attended\": [%s], \"units\": [\"SWJ\"]}";
        calls.put(GAJ, "/symposia/" + id + "/record", record.formatted("\"" + usci + "\""))
                .must(200);
        calls.put(GAJ, "/symposia/" + id + "/record", record.formatted("\"%s\", \"%s\"".formatted(usci, gone)))
                .mustBlame("attended", "registered");
    }

    @Test
    void whatIsWrongIsNamed() {
        var id = planned();
        calls.put(GAJ, "/symposia/" + id + "/invitations", "{\"uscis\": [\"91371327MA3NOTHERE\"]}")
                .mustBlame("uscis", "registered");
        calls.post(GAJ, "/symposia", plan("GAJ").replace("03-05", "03-01")).mustBlame("startsAt", "in-the-future");
        calls.post(COORDINATOR, "/symposia", plan("NOBODY")).mustBlame("unit", "unknown-unit");
        calls.put(GAJ, "/symposia/" + id + "/cancellation", "{\"reason\": \"改期\"}")
                .must(200);
        calls.put(GAJ, "/symposia/" + id + "/invitations", "{\"uscis\": [\"%s\"]}".formatted(enterprise()))
                .mustBe(409, "wrong-symposium-state");
    }

    @Test
    void issuesRecordedAtOnceAreNumberedWithoutGaps() throws Exception {
        var usci = enterprise();
        var id = held(usci);
        try (var threads = Executors.newFixedThreadPool(6)) {
            var work = IntStream.range(0, 6)
                    .mapToObj(_ ->
                            (Callable<Integer>) () -> calls.post(GAJ, "/symposia/" + id + "/issues", issue(usci, ""))
                                    .must(201)
                                    .json()
                                    .path("number")
                                    .asInt())
                    .toList();
            var numbers = new java.util.TreeSet<Integer>();
            for (var done : threads.invokeAll(work)) {
                numbers.add(done.get());
            }
            assertThat(numbers).containsExactly(1, 2, 3, 4, 5, 6);
        }
        assertThat(jdbc.sql("SELECT count(DISTINCT appeal_id) FROM symposium_issue WHERE symposium_id = :id")
                        .param("id", UUID.fromString(id))
                        .query(Long.class)
                        .single())
                .isEqualTo(6);
    }
}
