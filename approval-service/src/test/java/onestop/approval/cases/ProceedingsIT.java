package onestop.approval.cases;

import static onestop.approval.ApiDriver.approver;
import static onestop.approval.ApiDriver.examiner;
import static onestop.approval.ApiDriver.manager;
import static onestop.approval.ApiDriver.reviewer;
import static onestop.approval.ApiDriver.token;
import static onestop.approval.cases.FileExamples.aFile;
import static onestop.approval.cases.Office.caseOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import onestop.approval.ApiDriver;
import onestop.approval.ApprovalIT;
import onestop.approval.Contract;
import onestop.approval.TestClock;
import onestop.testsupport.Events;
import onestop.web.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** What goes on beside the steps, as officers of several units see it. */
@ApprovalIT
class ProceedingsIT {
    @Autowired
    ApiDriver api;

    @Autowired
    Office office;

    @Autowired
    Events events;

    @Autowired
    TestClock clock;

    @Autowired
    JdbcClient jdbc;

    /** Units that no other test has cases of. */
    private final String unit = "P" + UUID.randomUUID().toString().substring(0, 8);

    private final String fire = unit + "F";
    private final String health = unit + "H";

    @AfterEach
    void backToTuesday() {
        clock.reset();
    }

    @Test
    void twoOfficersVerifyOnSiteBeforeTheExamination() {
        var number = caseOf(office.open(aFile().verifiedOnSite("SP-XK", unit, 0)), "SP-XK");
        assertProblem(api.examine(examiner(unit), number), 409, "visit-missing");
        var record = "{\"visitedOn\": \"2026-03-03\", \"place\": \"店内\", \"findings\": \"与图纸一致\"}";

        assertThat(api.act(examiner(unit), number, "visit", record)).hasStatusOk();
        assertProblem(api.examine(examiner(unit), number), 409, "visit-not-signed");
        assertProblem(api.act(examiner(unit), number, "visit/signature", ""), 403, "same-visitor");
        assertProblem(api.act(examiner("XZSP"), number, "visit/signature", ""), 403, "other-unit");
        assertThat(api.act(approver(unit), number, "visit/signature", "")).hasStatusOk();

        assertThat(api.examine(examiner(unit), number)).hasStatusOk();
        assertThat(api.get(examiner(unit), "/api/approval/cases/{number}", number))
                .bodyJson()
                .extractingPath("$.visit.signedBy")
                .isEqualTo("approver-" + unit);
        assertThat(office.acts(number)).containsExactly("OPENED", "VISIT_RECORDED", "VISIT_SIGNED", "EXAMINED");
    }

    @Test
    void otherUnitsCountersignFromTheirOwnDesk() {
        var receiptNumber = office.open(aFile().immediate("SP-XK", unit, 0));
        var number = caseOf(receiptNumber, "SP-XK");
        assertProblem(api.get(approver(fire), "/api/approval/cases/{number}", number), 404, "no-such-case");

        assertThat(ask(number, "ALL")).hasStatusOk();

        assertProblem(api.grant(approver(unit), number), 409, "opinions-open");
        assertThat(asked(fire)).containsExactly(number);
        assertThat(api.get(approver(fire), "/api/approval/cases/{number}", number))
                .hasStatusOk();
        assertProblem(answer(approver("XZSP"), number, true), 403, "not-asked");
        assertProblem(answer(approver("GAJ"), number, true), 404, "no-such-case");
        assertThat(answer(examiner(fire), number, true)).hasStatus(403);
        assertThat(answer(approver(fire), number, true)).hasStatusOk();
        assertProblem(answer(manager(fire), number, false), 409, "opinion-given");
        assertThat(asked(fire)).isEmpty();
        assertThat(asked(health)).containsExactly(number);
        assertThat(answer(manager(health), number, true)).hasStatusOk();
        assertThat(api.grant(approver(unit), number)).hasStatusOk();

        var told = told(receiptNumber, 5);
        assertThat(told)
                .extracting(Events.Received::type)
                .contains("onestop.approval.case.opinions-asked.v1", "onestop.approval.case.opinion-given.v1");
        told.forEach(Contract::holds);
    }

    @Test
    void anOpposedGrantIsNotGivenAndARefusalIs() {
        var number = caseOf(office.open(aFile().immediate("SP-XK", unit, 0)), "SP-XK");
        ask(number, "ALL");
        answer(approver(fire), number, false);

        assertProblem(api.grant(approver(unit), number), 409, "opinions-oppose");
        assertThat(api.refuse(approver(unit), number)).hasStatusOk();
        assertThat(asked(health))
                .as("nobody is asked about a case that has ended")
                .isEmpty();
    }

    @Test
    void ofTwoSimultaneousAnswersOfOneUnitOneCounts() throws Exception {
        var number = caseOf(office.open(aFile().immediate("SP-XK", unit, 0)), "SP-XK");
        ask(number, "ALL");
        try (var threads = Executors.newFixedThreadPool(2)) {
            var replies = threads.invokeAll(List.<Callable<Integer>>of(
                    () -> answer(approver(fire), number, true).getResponse().getStatus(),
                    () -> answer(manager(fire), number, false).getResponse().getStatus()));
            assertThat(List.of(replies.get(0).get(), replies.get(1).get())).containsExactlyInAnyOrder(200, 409);
        }
        assertThat(office.acts(number)).containsExactly("OPENED", "OPINIONS_ASKED", "OPINION_GIVEN");
    }

    @Test
    void badRequestsForOpinionsNameTheField() {
        var number = caseOf(office.open(aFile().immediate("SP-XK", unit, 0)), "SP-XK");

        assertThat(askWith(number, """
                        {"units": ["A", "A"], "rule": "ALL", "question": "?", "workingDays": 3}
                        """)).hasStatus(400).bodyText().contains("\"units\"");
        assertThat(askWith(number, """
                        {"units": ["A"], "rule": "RATIO", "question": "?", "workingDays": 3}
                        """)).hasStatus(400).bodyText().contains("\"agreementPercent\"");
        assertProblem(askWith(number, """
                        {"units": ["%s"], "rule": "ANY", "question": "?", "workingDays": 3}
                        """.formatted(unit)), 409, "asks-itself");
    }

    @Test
    void aHearingIsToldInWritingAndItsRecordIsFollowed() {
        var number = caseOf(office.open(aFile().promised("SP-XK", unit, 0)), "SP-XK");
        api.examine(examiner(unit), number);
        assertThat(api.act(approver(unit), number, "suspension", """
                        {"kind": "HEARING", "legalGround": "行政许可法第四十六条", "expectedWorkingDays": 30}
                        """)).hasStatusOk();
        assertProblem(api.resume(approver(unit), number), 409, "hearing-not-over");
        assertThat(api.act(approver(unit), number, "hearing/request", "{\"askedOn\": \"2026-03-03\"}"))
                .hasStatusOk();
        assertProblem(api.act(approver(unit), number, "hearing/plan", """
                        {"hearingOn": "2026-03-13", "place": "三楼会议室", "chair": "examiner-%s"}
                        """.formatted(unit)), 403, "chair-examined");
        assertThat(api.act(approver(unit), number, "hearing/plan", """
                        {"hearingOn": "2026-03-13", "place": "三楼会议室", "chair": "chair-7"}
                        """)).hasStatusOk();

        clock.set(Instant.parse("2026-03-13T09:00:00Z"));
        assertThat(api.act(approver(unit), number, "hearing/record", """
                        {"heldOn": "2026-03-13", "record": "双方陈述"}
                        """)).hasStatusOk();
        assertThat(api.resume(approver(unit), number)).hasStatusOk();
        assertProblem(api.grant(approver(unit), number), 409, "record-not-cited");
        assertThat(api.act(approver(unit), number, "decision", """
                        {"outcome": "GRANT", "grounds": "根据听证笔录"}
                        """)).hasStatusOk();
        assertThat(jdbc.sql("SELECT kind FROM letter WHERE case_number = ? ORDER BY entry")
                        .param(number)
                        .query(String.class)
                        .list())
                .containsExactly("SPECIAL_PROCEDURE", "HEARING_NOTICE", "GRANT");
        assertThat(jdbc.sql(
                                "SELECT facts #>> '{details,askUntilOn}' FROM letter WHERE case_number = ? ORDER BY entry LIMIT 1")
                        .param(number)
                        .query(String.class)
                        .single())
                .as("the letter names the right to ask, and until when")
                .isEqualTo("2026-03-10");
    }

    /** Asked for on 3 March, so to be held until the 31st; from the 23rd on no such day can be told seven working days before. */
    @Test
    void aHearingThatIsLateIsStillHeldAndCanBeMoved() {
        var receiptNumber = office.open(aFile().immediate("SP-XK", unit, 0));
        var number = caseOf(receiptNumber, "SP-XK");
        assertThat(api.act(approver(unit), number, "suspension", """
                        {"kind": "HEARING", "legalGround": "行政许可法第四十六条", "expectedWorkingDays": 30}
                        """)).hasStatusOk();
        assertThat(api.act(approver(unit), number, "hearing/request", "{\"askedOn\": \"2026-03-03\"}"))
                .hasStatusOk();
        assertProblem(plan(number, "2026-04-01"), 409, "hearing-too-late");

        clock.set(Instant.parse("2026-03-23T02:00:00Z"));
        assertProblem(plan(number, "2026-03-31"), 409, "hearing-told-too-late");
        assertThat(plan(number, "2026-04-01")).hasStatusOk();
        clock.set(Instant.parse("2026-03-24T02:00:00Z"));
        assertProblem(plan(number, "2026-04-01"), 409, "hearing-told-too-late");
        assertThat(plan(number, "2026-04-02")).hasStatusOk();

        var told = told(receiptNumber, 5);
        told.forEach(Contract::holds);
        assertThat(told)
                .filteredOn(one -> one.type().equals("onestop.approval.case.hearing-planned.v1"))
                .allSatisfy(one ->
                        assertThat(Contract.data(one).get("chair").asString()).isEqualTo("chair-7"))
                .extracting(one -> Contract.data(one).get("hearingOn").asString())
                .containsExactly("2026-04-01", "2026-04-02");
        assertThat(jdbc.sql("SELECT count(*) FROM letter WHERE case_number = ? AND kind = 'HEARING_NOTICE'")
                        .param(number)
                        .query(Integer.class)
                        .single())
                .isEqualTo(2);
    }

    private MvcTestResult plan(String number, String on) {
        return api.act(approver(unit), number, "hearing/plan", """
                {"hearingOn": "%s", "place": "三楼会议室", "chair": "chair-7"}
                """.formatted(on));
    }

    @Test
    void eachActIsToldWithWhoDidIt() {
        var receiptNumber = office.open(aFile().reviewed("SP-XK", unit, 0));
        var number = caseOf(receiptNumber, "SP-XK");
        var record = "{\"visitedOn\": \"2026-03-03\", \"place\": \"店内\", \"findings\": \"与图纸一致\"}";
        assertThat(api.act(examiner(unit), number, "visit", record)).hasStatusOk();
        assertThat(api.act(approver(unit), number, "visit/signature", "")).hasStatusOk();
        assertThat(ask(number, "ALL")).hasStatusOk();
        assertThat(answer(approver(fire), number, true)).hasStatusOk();
        assertThat(answer(manager(health), number, true)).hasStatusOk();
        assertThat(api.suspend(examiner(unit), number)).hasStatusOk();
        assertThat(api.resume(approver(unit), number)).hasStatusOk();
        assertThat(api.act(
                        manager(unit),
                        number,
                        "extension",
                        "{\"workingDays\": 5, \"rank\": \"HEAD_OF_BODY\", \"reason\": \"案情复杂\"}"))
                .hasStatusOk();
        assertThat(api.examine(examiner(unit), number)).hasStatusOk();
        assertThat(api.review(reviewer(unit), number)).hasStatusOk();
        assertThat(api.sendBack(approver(unit), number, "REVIEW")).hasStatusOk();

        var told = told(receiptNumber, 12);

        told.forEach(Contract::holds);
        assertThat(told.stream()
                        .skip(1)
                        .map(one -> one.type().replace(Contract.TOPIC + ".", "") + " "
                                + Contract.data(one).path("officer").asString("")))
                .containsExactly(
                        "proceeded.v1 examiner-" + unit,
                        "proceeded.v1 approver-" + unit,
                        "opinions-asked.v1 approver-" + unit,
                        "opinion-given.v1 approver-" + fire,
                        "opinion-given.v1 manager-" + health,
                        "suspended.v1 examiner-" + unit,
                        "resumed.v1 approver-" + unit,
                        "extended.v1 manager-" + unit,
                        "examined.v1 examiner-" + unit,
                        "reviewed.v1 reviewer-" + unit,
                        "returned.v1 approver-" + unit);
        assertThat(told.get(1).text()).as("findings stay in the case").doesNotContain("图纸");
    }

    @Test
    void aHearingIsToldWithWhoAskedPlannedHeldAndWaivedIt() {
        var receiptNumber = office.open(aFile().promised("SP-XK", unit, 0).promised("SW-BG", unit, 0));
        for (var item : List.of("SP-XK", "SW-BG")) {
            assertThat(api.act(examiner(unit), caseOf(receiptNumber, item), "suspension", """
                            {"kind": "HEARING", "legalGround": "行政许可法第四十六条", "expectedWorkingDays": 30}
                            """))
                    .hasStatusOk();
        }
        var number = caseOf(receiptNumber, "SP-XK");
        assertThat(api.act(approver(unit), number, "hearing/request", "{\"askedOn\": \"2026-03-03\"}"))
                .hasStatusOk();
        assertThat(api.act(approver(unit), number, "hearing/plan", """
                        {"hearingOn": "2026-03-13", "place": "三楼会议室", "chair": "chair-7"}
                        """)).hasStatusOk();
        clock.set(Instant.parse("2026-03-13T09:00:00Z"));
        assertThat(api.act(approver(unit), number, "hearing/record", """
                        {"heldOn": "2026-03-13", "record": "双方陈述"}
                        """)).hasStatusOk();
        assertThat(api.act(approver(unit), caseOf(receiptNumber, "SW-BG"), "hearing/waiver", "{\"reason\": \"申请人放弃\"}"))
                .hasStatusOk();

        var told = told(receiptNumber, 8);

        told.forEach(Contract::holds);
        assertThat(told.stream()
                        .skip(4)
                        .map(Contract::data)
                        .map(data -> data.path("what").asString("PLANNED") + " "
                                + data.path("officer").asString("")))
                .containsExactly(
                        "HEARING_ASKED approver-" + unit,
                        "PLANNED approver-" + unit,
                        "HEARING_HELD approver-" + unit,
                        "HEARING_WAIVED approver-" + unit);
    }

    @Test
    void whatTheApplicantCorrectsLetsTheCaseGoOn() {
        var receiptNumber = office.open(aFile().promised("SW-BG", unit, 0));
        var number = caseOf(receiptNumber, "SW-BG");
        var nothingNamed = "{\"kind\": \"CORRECTION\", \"legalGround\": \"行政许可法第三十二条\", \"expectedWorkingDays\": 3";
        assertThat(api.act(examiner(unit), number, "suspension", nothingNamed + "}"))
                .hasStatus(400)
                .bodyText()
                .contains("\"defects\"");
        var defects = ", \"defects\": [{\"material\": \"SITE_PLAN\", \"fault\": \"INCOMPLETE\", \"text\": \"张三未签字\"}]}";
        assertThat(api.act(
                        examiner(unit), number, "suspension", nothingNamed.replace("CORRECTION", "TESTING") + defects))
                .hasStatus(400)
                .bodyText()
                .contains("\"defects\"");
        assertThat(api.act(examiner(unit), number, "suspension", nothingNamed + defects))
                .hasStatusOk();
        assertThat(api.get(examiner(unit), "/api/approval/cases/{number}", number))
                .bodyJson()
                .extractingPath("$.suspension.defects[0].text")
                .isEqualTo("张三未签字");
        var suspended = told(receiptNumber, 2).getLast();
        Contract.holds(suspended);
        assertThat(suspended.text()).contains("SITE_PLAN").doesNotContain("张三");

        clock.set(Instant.parse("2026-03-05T01:00:00Z"));
        corrected(receiptNumber, number, suspended.sequence() + 7);
        corrected(receiptNumber, number, suspended.sequence());
        corrected(receiptNumber, number, suspended.sequence());

        var resumed = told(receiptNumber, 3).getLast();
        Contract.holds(resumed);
        assertThat(resumed.type()).isEqualTo("onestop.approval.case.resumed.v1");
        assertThat(Contract.data(resumed).get("promisedDueOn").asString())
                .as("the limit of three days from Monday stood still from Wednesday to Thursday")
                .isEqualTo("2026-03-09");
        assertThat(api.act(examiner(unit), number, "suspension", nothingNamed + defects))
                .hasStatusOk();
        corrected(receiptNumber, number, suspended.sequence());
        corrected(receiptNumber, number, suspended.sequence() + 2);
        told(receiptNumber, 5);
        assertThat(office.acts(number))
                .as("an answer to the first notice does not answer the second")
                .containsExactly("OPENED", "SUSPENDED", "RESUMED", "SUSPENDED", "RESUMED");
    }

    @Test
    void whatTheFirstNoticeCouldHaveNamedTheManagerAsksForWithAReason() {
        var receiptNumber = office.open(aFile().promised("SW-BG", unit, 0));
        var number = caseOf(receiptNumber, "SW-BG");
        var notice = """
                {"kind": "CORRECTION", "legalGround": "行政许可法第三十二条", "expectedWorkingDays": 3,
                 "defects": [{"material": "%s", "fault": "INCOMPLETE", "text": "未签字"}]}
                """;
        var repeated = """
                {"legalGround": "行政许可法第三十二条", "expectedWorkingDays": 3,
                 "defects": [{"material": "LEASE", "fault": "NOT_VALID", "text": "已过期"}]%s}
                """;
        var because = repeated.formatted(", \"supervisorReason\": \"首次审查漏看租赁期限\"");
        assertProblem(api.act(manager(unit), number, "repeated-correction", because), 409, "no-reason-needed");
        assertThat(api.act(examiner(unit), number, "suspension", notice.formatted("SITE_PLAN")))
                .hasStatusOk();
        corrected(receiptNumber, number, told(receiptNumber, 2).getLast().sequence());
        told(receiptNumber, 3);

        assertProblem(
                api.act(examiner(unit), number, "suspension", notice.formatted("LEASE")),
                409,
                "visible-at-first-notice");
        assertThat(api.act(examiner(unit), number, "repeated-correction", because))
                .hasStatus(403);
        assertProblem(api.act(manager(fire), number, "repeated-correction", because), 404, "no-such-case");
        assertThat(api.act(manager(unit), number, "repeated-correction", repeated.formatted("")))
                .hasStatus(400)
                .bodyText()
                .contains("\"supervisorReason\"");
        assertThat(office.acts(number)).containsExactly("OPENED", "SUSPENDED", "RESUMED");

        assertThat(api.act(manager(unit), number, "repeated-correction", because))
                .hasStatusOk();
        assertThat(api.get(examiner(unit), "/api/approval/cases/{number}", number))
                .bodyJson()
                .extractingPath("$.suspension.supervisorReason")
                .isEqualTo("首次审查漏看租赁期限");
        var suspended = told(receiptNumber, 4).getLast();
        Contract.holds(suspended);
        assertThat(suspended.text()).contains("LEASE").doesNotContain("漏看");
    }

    private void corrected(String receiptNumber, String number, long notice) {
        events.send(
                "onestop.intake.application",
                receiptNumber,
                "onestop.intake.application.case-corrected.v1",
                receiptNumber,
                notice,
                """
                {"receiptNumber": "%s", "caseNumber": "%s", "notice": %d, "correctedAt": "2026-03-05T09:00:00+08:00",
                 "materials": ["SITE_PLAN"]}
                """.formatted(receiptNumber, number, notice));
    }

    @Test
    void aCaseThatEndsWithoutADecisionEndsItsDependantsAndItsFile() {
        var receiptNumber = office.open(aFile().promised("SW-BG", unit, 0).promised("SP-BG", fire, 1, "SW-BG"));
        var number = caseOf(receiptNumber, "SW-BG");
        assertThat(api.act(examiner(unit), number, "suspension", """
                        {"kind": "CORRECTION", "legalGround": "行政许可法第三十二条", "expectedWorkingDays": 3,
                         "defects": [{"material": "SITE_PLAN", "fault": "INCOMPLETE", "text": "未标注消防通道"}]}
                        """)).hasStatusOk();
        var lapse = "{\"kind\": \"LAPSED\", \"grounds\": \"逾期未补正\"}";
        assertProblem(api.act(approver(unit), number, "ending", lapse), 409, "correction-may-still-come");
        assertThat(api.act(examiner(unit), number, "ending", lapse)).hasStatus(403);
        assertProblem(api.act(approver(fire), number, "ending", lapse), 403, "other-unit");

        clock.set(Instant.parse("2026-03-09T01:00:00Z"));
        assertThat(api.act(approver(unit), number, "ending", lapse))
                .hasStatusOk()
                .bodyJson()
                .extractingPath("$.fileStatus")
                .isEqualTo("FINISHED");

        assertThat(office.statusOf(caseOf(receiptNumber, "SP-BG"))).isEqualTo("NOT_STARTED");
        assertProblem(api.grant(approver(unit), number), 409, "ended");
        assertThat(api.get(approver(unit), "/api/approval/files/{receiptNumber}", receiptNumber))
                .bodyJson()
                .satisfies(json -> {
                    json.assertThat().extractingPath("$.counts.ended").isEqualTo(1);
                    json.assertThat().extractingPath("$.outcome").isEqualTo("NOT_DECIDED");
                });
        var told = told(receiptNumber, 5);
        told.forEach(Contract::holds);
        assertThat(told)
                .extracting(Events.Received::type)
                .containsExactly(
                        "onestop.approval.case.opened.v1",
                        "onestop.approval.case.suspended.v1",
                        "onestop.approval.case.ended.v1",
                        "onestop.approval.case.not-started.v1",
                        "onestop.approval.case.file-finished.v1");
        assertThat(Contract.data(told.getLast()).get("outcome").asString())
                .as("nobody has refused anything")
                .isEqualTo("NOT_DECIDED");
    }

    @Test
    void whereOneIsRefusedAndTheOtherEndsWithoutADecisionTheFileIsRefused() {
        var receiptNumber = office.open(aFile().immediate("A", unit, 0).immediate("B", unit, 0));
        assertThat(api.refuse(approver(unit), caseOf(receiptNumber, "A"))).hasStatusOk();
        assertThat(api.act(
                        approver(unit),
                        caseOf(receiptNumber, "B"),
                        "ending",
                        "{\"kind\": \"TERMINATED\", \"grounds\": \"申请人主体已注销\"}"))
                .hasStatusOk();

        assertThat(api.get(approver(unit), "/api/approval/files/{receiptNumber}", receiptNumber))
                .bodyJson()
                .extractingPath("$.outcome")
                .isEqualTo("REFUSED");
    }

    @Test
    void whatWasAskedIsOffTheDesksOnceTheCaseHasEnded() {
        var number = caseOf(office.open(aFile().immediate("SP-XK", unit, 0)), "SP-XK");
        assertThat(ask(number, "ANY")).hasStatusOk();
        assertThat(answer(approver(fire), number, true)).hasStatusOk();
        assertThat(asked(health)).as("may still answer").containsExactly(number);

        assertThat(api.grant(approver(unit), number)).hasStatusOk();

        assertThat(asked(health)).isEmpty();
    }

    private MvcTestResult ask(String number, String rule) {
        return askWith(number, """
                {"units": ["%s", "%s"], "rule": "%s", "question": "疏散通道是否符合要求？", "workingDays": 3}
                """.formatted(fire, health, rule));
    }

    private MvcTestResult askWith(String number, String body) {
        return api.call("POST", approver(unit), "/api/approval/cases/{caseNumber}/opinions", "", null, body, number);
    }

    private MvcTestResult answer(String token, String number, boolean agrees) {
        return api.put(
                token,
                "/api/approval/cases/{caseNumber}/opinions/{request}/answer",
                "{\"agrees\": %s, \"opinion\": \"同意\"}".formatted(agrees),
                number,
                1);
    }

    private List<Events.Received> told(String receiptNumber, int count) {
        return events.awaitAll(
                Contract.TOPIC,
                Duration.ofSeconds(30),
                one -> receiptNumber.equals(one.key()),
                read -> read.size() == count);
    }

    private static void assertProblem(MvcTestResult answer, int status, String slug) {
        assertThat(answer)
                .hasStatus(status)
                .bodyJson()
                .extractingPath("$.type")
                .asString()
                .endsWith("/" + slug);
    }

    private List<String> asked(String of) {
        var page = api.get(token("reader-" + of, of, Role.UNIT_MANAGER), "/api/approval/opinions-asked?limit=200");
        return com.jayway.jsonpath.JsonPath.read(body(page), "$.items[*].caseNumber");
    }

    private static String body(MvcTestResult result) {
        return new String(result.getResponse().getContentAsByteArray(), java.nio.charset.StandardCharsets.UTF_8);
    }
}
