package onestop.approval.cases;

import static onestop.approval.ApiDriver.applicant;
import static onestop.approval.ApiDriver.approver;
import static onestop.approval.ApiDriver.examiner;
import static onestop.approval.ApiDriver.manager;
import static onestop.approval.ApiDriver.reviewer;
import static onestop.approval.ApiDriver.token;
import static onestop.approval.cases.FileExamples.aFile;
import static onestop.approval.cases.Office.caseOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import onestop.approval.ApiDriver;
import onestop.approval.ApprovalIT;
import onestop.approval.TestClock;
import onestop.testsupport.EndpointMatrix;
import onestop.web.Role;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** What officers may do to one case over HTTP, and above all what they may not. */
@ApprovalIT
class CaseActsIT {
    @Autowired
    ApiDriver api;

    @Autowired
    Office office;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TestClock clock;

    @Autowired
    ApplicationContext context;

    @Autowired
    MockMvcTester mvc;

    @AfterEach
    void backToTuesday() {
        clock.reset();
    }

    @Test
    void everyEndpointAnswersEveryRoleAsAnnotated() {
        EndpointMatrix.verify(context, mvc);
    }

    @Test
    void aPromisedCaseIsExaminedAndThenDecidedBySomebodyElse() {
        var number = promisedCase();

        assertThat(api.act(examiner("SWJ"), number, "assignment", "{}"))
                .hasStatusOk()
                .hasHeader("ETag", "\"2\"")
                .bodyJson()
                .extractingPath("$.assignedTo")
                .isEqualTo("examiner-SWJ");
        assertThat(api.examine(examiner("SWJ"), number))
                .hasStatusOk()
                .bodyJson()
                .extractingPath("$.status")
                .isEqualTo("DECISION");
        assertThat(api.grant(approver("SWJ"), number))
                .hasStatusOk()
                .hasHeader("ETag", "\"4\"")
                .bodyJson()
                .isStrictlyEqualTo("""
                        {"caseNumber": "%1$s", "receiptNumber": "%2$s", "status": "GRANTED", "version": 4,
                         "promisedDueOn": "2026-03-05", "statutoryDueOn": "2026-03-30",
                         "licence": {"number": "SWJ-%1$s", "nameZh": "证SW-BG"}, "fileStatus": "FINISHED"}
                        """.formatted(number, number.substring(0, number.indexOf('-'))));
        assertThat(office.acts(number)).containsExactly("OPENED", "ASSIGNED", "EXAMINED", "GRANTED");
    }

    @Test
    void aCaseOfThreeStepsIsReviewedReturnedAndDecidedByThreePeople() {
        var number = caseOf(office.open(aFile().reviewed("SW-BG", "SWJ", 0)), "SW-BG");

        assertProblem(api.review(reviewer("SWJ"), number), 409, "wrong-step");
        api.examine(examiner("SWJ"), number);
        assertProblem(api.grant(approver("SWJ"), number), 409, "wrong-step");
        assertProblem(api.sendBack(approver("SWJ"), number, "EXAMINATION"), 409, "wrong-step");
        assertProblem(api.review(reviewer("XZSP"), number), 403, "other-unit");
        assertProblem(api.review(token("examiner-SWJ", "SWJ", Role.REVIEWER), number), 403, "same-examiner");
        assertThat(api.get(reviewer("SWJ"), "/api/approval/desk?step=REVIEW&limit=200"))
                .bodyJson()
                .extractingPath("$.items[*].caseNumber")
                .asArray()
                .contains(number);
        assertThat(api.sendBack(reviewer("SWJ"), number, "EXAMINATION"))
                .hasStatusOk()
                .bodyJson()
                .extractingPath("$.status")
                .isEqualTo("EXAMINATION");
        api.examine(examiner("SWJ"), number);
        api.review(reviewer("SWJ"), number);
        api.sendBack(approver("SWJ"), number, "REVIEW");
        assertThat(api.review(reviewer("SWJ"), number)).hasStatusOk();
        assertProblem(api.grant(token("reviewer-SWJ", "SWJ", Role.APPROVER), number), 403, "same-reviewer");
        assertThat(api.grant(approver("SWJ"), number)).hasStatusOk();

        assertThat(read(number)).bodyJson().extractingPath("$.review.by").isEqualTo("reviewer-SWJ");
        assertThat(office.acts(number))
                .containsExactly(
                        "OPENED", "EXAMINED", "RETURNED", "EXAMINED", "REVIEWED", "RETURNED", "REVIEWED", "GRANTED");
    }

    @Test
    void thePromiseOfAFileMovesWithItsLongestChainAndByFifteenDaysAtMost() {
        var receiptNumber = office.open(aFile().item("A", "SWJ", CaseType.PROMISED, 20, 40, 0)
                .item("B", "SWJ", CaseType.PROMISED, 12, 40, 0)
                .item("C", "SWJ", CaseType.PROMISED, 20, 40, 1, "A", "B"));
        var ofBody = "{\"workingDays\": 10, \"rank\": \"HEAD_OF_BODY\", \"reason\": \"案情复杂\"}";
        var ofGovernment = """
                {"workingDays": 15, "rank": "HEAD_OF_GOVERNMENT", "approval": "莒南政〔2026〕4号", "reason": "案情复杂"}
                """;
        assertThat(promise(receiptNumber)).isEqualTo(40);

        api.act(manager("SWJ"), caseOf(receiptNumber, "B"), "extension", ofBody);
        assertThat(promise(receiptNumber))
                .as("eight of the ten days were spare")
                .isEqualTo(42);

        api.act(manager("SWJ"), caseOf(receiptNumber, "A"), "extension", ofGovernment);
        assertThat(promise(receiptNumber)).isEqualTo(55);
        assertThat(api.get(examiner("SWJ"), "/api/approval/files/{receiptNumber}", receiptNumber))
                .bodyJson()
                .extractingPath("$.promise.criticalPath[*].itemCode")
                .asArray()
                .containsExactly("A", "C");
    }

    private int promise(String receiptNumber) {
        return jdbc.sql("SELECT promised_days FROM approval_file WHERE receipt_number = ?")
                .param(receiptNumber)
                .query(Integer.class)
                .single();
    }

    @Test
    void aManagerExtendsOnceAndTheExplanationCountsTheNewDays() {
        var number = promisedCase();
        var extension = "{\"workingDays\": 10, \"rank\": \"HEAD_OF_BODY\", \"reason\": \"案情复杂\"}";

        assertThat(api.act(manager("SWJ"), number, "extension", extension))
                .hasStatusOk()
                .bodyJson()
                .satisfies(json -> {
                    json.assertThat().extractingPath("$.promisedDueOn").isEqualTo("2026-03-19");
                    json.assertThat().extractingPath("$.statutoryDueOn").isEqualTo("2026-04-14");
                });
        assertProblem(api.act(manager("SWJ"), number, "extension", extension), 409, "already-extended");
        assertProblem(api.act(manager("GAJ"), number, "extension", extension), 404, "no-such-case");
        assertThat(api.act(approver("SWJ"), number, "extension", extension)).hasStatus(403);
        assertThat(api.get(examiner("SWJ"), "/api/approval/cases/{n}/due-dates", number))
                .bodyJson()
                .satisfies(json -> {
                    json.assertThat().extractingPath("$.promised.dueOn").isEqualTo("2026-03-19");
                    json.assertThat().extractingPath("$.promised.workingDays").isEqualTo(13);
                });
        assertThat(read(number))
                .bodyJson()
                .extractingPath("$.clock.extensionDays")
                .isEqualTo(10);
    }

    @Test
    void theGovernmentExtendsOnlyWhatIsHandledTogether() {
        var extension =
                "{\"workingDays\": 15, \"rank\": \"HEAD_OF_GOVERNMENT\", \"approval\": \"莒政审〔2026〕4号\", \"reason\": \"x\"}";
        var together = office.open(aFile().promised("A", "SWJ", 0).promised("B", "SCJG", 0));

        assertProblem(api.act(manager("SWJ"), promisedCase(), "extension", extension), 409, "not-handled-together");
        assertThat(api.act(manager("SWJ"), caseOf(together, "A"), "extension", extension))
                .hasStatusOk();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"workingDays": 11, "rank": "HEAD_OF_BODY", "reason": "x"}                          | workingDays
            {"workingDays": 0, "rank": "HEAD_OF_BODY", "reason": "x"}                           | workingDays
            {"workingDays": 16, "rank": "HEAD_OF_GOVERNMENT", "approval": "a", "reason": "x"}   | workingDays
            {"workingDays": 15, "rank": "HEAD_OF_GOVERNMENT", "reason": "x"}                    | approval
            {"workingDays": 5, "rank": "HEAD_OF_BODY", "approval": "a", "reason": "x"}          | approval
            {"workingDays": 5, "rank": "HEAD_OF_BODY"}                                          | reason
            {"workingDays": 5, "rank": "MYSELF", "reason": "x"}                                 | rank
            """)
    void anExtensionBeyondItsRankNamesTheField(String body, String field) {
        assertThat(api.act(manager("SWJ"), promisedCase(), "extension", body))
                .hasStatus(400)
                .bodyJson()
                .extractingPath("$.errors[0].field")
                .isEqualTo(field);
    }

    @Test
    void aRefusalNeedsGroundsAndGetsRemedies() {
        var number = immediateCase();

        assertThat(api.act(approver("SWJ"), number, "decision", "{\"outcome\": \"REFUSE\"}"))
                .hasStatus(400)
                .bodyJson()
                .extractingPath("$.errors[0]")
                .asMap()
                .containsEntry("field", "grounds")
                .containsEntry("code", "refusal-needs-grounds");
        assertThat(api.refuse(approver("SWJ"), number)).hasStatusOk();
        assertThat(read(number))
                .bodyJson()
                .extractingPath("$.decision.remedies")
                .asString()
                .contains("六十日", "六个月");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            decision    | {}                                                                    | outcome
            decision    | {"outcome": "PERHAPS"}                                                | outcome
            decision    | {"outcome": "REFUSE", "grounds": " "}                                 | grounds
            decision    | {"outcome": "GRANT", "remedies": "x"}                                 | remedies
            decision    | {"outcome": "GRANT", "status": "GRANTED"}                             | status
            examination | {"outcome": "PASS"}                                                   | opinion
            examination | {"opinion": "x"}                                                      | outcome
            suspension  | {"kind": "HOLIDAY", "legalGround": "x", "expectedWorkingDays": 3}     | kind
            suspension  | {"kind": "HEARING", "legalGround": " ", "expectedWorkingDays": 3}     | legalGround
            suspension  | {"kind": "HEARING", "legalGround": "x", "expectedWorkingDays": 0}     | expectedWorkingDays
            suspension  | {"kind": "HEARING", "legalGround": "x"}                               | expectedWorkingDays
            assignment  | {"officer": ""}                                                       | officer
            assignment  | {"officer": "a\\u0000"}                                               | officer
            examination | {"outcome": "PASS", "opinion": "a\\u0000b"}                            | opinion
            decision    | {"outcome": "REFUSE", "grounds": "\\ud83d"}                            | grounds
            suspension  | {"kind": "HEARING", "legalGround": "\\u0000", "expectedWorkingDays": 1} | legalGround
            """)
    void aWrongFieldIsNamed(String command, String body, String field) {
        var both = token("both", "SWJ", Role.EXAMINER, Role.APPROVER);

        assertThat(api.act(both, promisedCase(), command, body))
                .hasStatus(400)
                .bodyJson()
                .satisfies(json -> {
                    json.assertThat().extractingPath("$.type").isEqualTo("/problems/invalid-request");
                    json.assertThat().extractingPath("$.errors[0].field").isEqualTo(field);
                });
    }

    @Test
    void anotherUnitOfTheFileMayReadAndNotAct() {
        var receiptNumber = office.open(aFile().promised("A", "SWJ", 0).promised("B", "SCJG", 0));
        var number = caseOf(receiptNumber, "A");

        assertThat(api.get(examiner("SCJG"), "/api/approval/cases/{n}", number)).hasStatusOk();
        assertProblem(api.examine(examiner("SCJG"), number), 403, "other-unit");
        assertProblem(api.grant(approver("SCJG"), number), 403, "other-unit");
        assertProblem(api.suspend(examiner("SCJG"), number), 403, "other-unit");
        assertProblem(api.resume(examiner("SCJG"), number), 403, "other-unit");
        assertProblem(api.act(examiner("SCJG"), number, "assignment", "{}"), 403, "other-unit");
        assertThat(office.acts(number)).containsExactly("OPENED");
    }

    @Test
    void whoseCaseItIsMayKnowWhenItIsDueAndWhy() {
        var number = promisedCase();
        var enterprise = jdbc.sql("SELECT subject_usci FROM approval_case WHERE case_number = ?")
                .param(number)
                .query(String.class)
                .single();

        assertThat(api.get(applicant(enterprise), "/api/approval/cases/{n}/due-dates", number))
                .hasStatusOk()
                .bodyJson()
                .extractingPath("$.promised.dueOn")
                .isNotNull();
        assertProblem(
                api.get(applicant("91371327MA3ABCDE00"), "/api/approval/cases/{n}/due-dates", number),
                404,
                "no-such-case");
        assertThat(api.get(applicant(enterprise), "/api/approval/cases/{n}", number))
                .hasStatus(403);
    }

    @Test
    void aUnitOutsideTheFileDoesNotLearnThatItExists() {
        var number = promisedCase();
        var receiptNumber = number.substring(0, number.indexOf('-'));

        assertProblem(api.get(examiner("GAJ"), "/api/approval/cases/{n}", number), 404, "no-such-case");
        assertProblem(api.get(examiner("GAJ"), "/api/approval/cases/{n}/due-dates", number), 404, "no-such-case");
        assertProblem(api.get(examiner("GAJ"), "/api/approval/files/{n}", receiptNumber), 404, "no-such-file");
        assertProblem(api.examine(examiner("GAJ"), number), 404, "no-such-case");
        assertProblem(api.grant(approver("GAJ"), "no-number-at-all"), 404, "no-such-case");
    }

    @Test
    void auditorsAndOperatorsReadEverythingAndWindowStaffTheirOwn() {
        var number = promisedCase();

        for (var role : new Role[] {Role.AUDITOR, Role.OPS}) {
            var outsider = token("outsider", "GAJ", role);
            assertThat(api.get(outsider, "/api/approval/cases/{n}", number)).hasStatusOk();
        }
        assertThat(api.get(token("window2", "XZSP", Role.WINDOW), "/api/approval/cases/{n}", number))
                .hasStatusOk();
        assertThat(api.get(token("window2", "GAJ", Role.WINDOW), "/api/approval/cases/{n}", number))
                .hasStatus(404);
    }

    @Test
    void theAcceptingClerkActsOnNothingOfTheFile() {
        var number = caseOf(office.open(aFile().acceptedBy("twice")), "SW-BG");
        var clerk = token("twice", "SWJ", Role.EXAMINER, Role.APPROVER);

        assertProblem(api.examine(clerk, number), 403, "accepting-clerk");
        assertThat(api.examine(examiner("SWJ"), number)).hasStatusOk();
        assertProblem(api.grant(clerk, number), 403, "accepting-clerk");
    }

    @Test
    void theExaminerDoesNotDecideEvenWithBothRoles() {
        var number = promisedCase();
        var both = token("both", "SWJ", Role.EXAMINER, Role.APPROVER);

        assertThat(api.examine(both, number)).hasStatusOk();
        assertProblem(api.grant(both, number), 403, "same-examiner");
        assertThat(api.grant(approver("SWJ"), number)).hasStatusOk();
    }

    @Test
    void anAccountWithoutAUnitActsForNobody() {
        var nobody = onestop.testsupport.TestTokens.of("nobody", Role.EXAMINER, Role.APPROVER);

        assertProblem(api.examine(nobody, promisedCase()), 403, "no-unit");
        assertProblem(api.get(nobody, "/api/approval/desk"), 403, "no-unit");
        assertProblem(api.get(nobody, "/api/approval/cases/{n}", promisedCase()), 404, "no-such-case");
    }

    @Test
    void aCommandThatComesTooEarlyOrTooLateIsDeclinedWithItsReason() {
        var receiptNumber = office.open(aFile().promised("A", "SWJ", 0).promised("B", "SCJG", 1, "A"));
        var first = caseOf(receiptNumber, "A");
        var second = caseOf(receiptNumber, "B");

        assertProblem(api.grant(approver("SWJ"), first), 409, "wrong-step");
        assertProblem(api.examine(examiner("SCJG"), second), 409, "waits-for-others");
        assertProblem(api.get(examiner("SCJG"), "/api/approval/cases/{n}/due-dates", second), 409, "no-clock");
        assertProblem(api.resume(examiner("SWJ"), first), 409, "not-suspended");
        api.examine(examiner("SWJ"), first);
        assertThat(api.examine(token("late", "SWJ", Role.EXAMINER), first))
                .hasStatus(409)
                .bodyJson()
                .extractingPath("$.examinedBy")
                .isEqualTo("examiner-SWJ");
        api.refuse(approver("SWJ"), first);
        assertThat(api.grant(token("late", "SWJ", Role.APPROVER), first))
                .hasStatus(409)
                .bodyJson()
                .satisfies(json -> {
                    json.assertThat().extractingPath("$.type").isEqualTo("/problems/already-decided");
                    json.assertThat().extractingPath("$.decidedBy").isEqualTo("approver-SWJ");
                    json.assertThat().extractingPath("$.decidedAt").isEqualTo("2026-03-03T12:00:00+08:00");
                    json.assertThat().extractingPath("$.outcome").isEqualTo("REFUSED");
                    json.assertThat()
                            .extractingPath("$.detail")
                            .asString()
                            .contains("approver-SWJ", "2026-03-03 12:00");
                });
        assertProblem(api.examine(examiner("SCJG"), second), 409, "ended-unstarted");
    }

    @Test
    void aWithdrawnApplicationIsLeftAlone() {
        var number = promisedCase();
        office.withdraw(number.substring(0, number.indexOf('-')), Instant.parse("2026-03-03T03:00:00Z"));

        assertProblem(api.examine(examiner("SWJ"), number), 409, "withdrawn");
        assertThat(read(number)).bodyJson().extractingPath("$.withdrawnAt").isEqualTo("2026-03-03T11:00:00+08:00");
    }

    @Test
    void aSuspensionStopsBothClocksAndTheExplanationSaysWhy() {
        var number = promisedCase();

        assertThat(api.suspend(examiner("SWJ"), number))
                .hasStatusOk()
                .bodyJson()
                .doesNotHavePath("$.promisedDueOn");
        assertProblem(api.examine(examiner("SWJ"), number), 409, "suspended");
        assertThat(read(number))
                .bodyJson()
                .extractingPath("$.suspension.expectedUntilOn")
                .isEqualTo("2026-03-10");

        clock.set(Instant.parse("2026-03-12T01:00:00Z"));
        assertThat(api.resume(approver("SWJ"), number)).hasStatusOk().bodyJson().satisfies(json -> {
            json.assertThat().extractingPath("$.status").isEqualTo("EXAMINATION");
            json.assertThat().extractingPath("$.promisedDueOn").isEqualTo("2026-03-16");
            json.assertThat().extractingPath("$.statutoryDueOn").isEqualTo("2026-04-09");
        });
        assertThat(api.get(examiner("SWJ"), "/api/approval/cases/{n}/due-dates", number))
                .hasStatusOk()
                .bodyJson()
                .satisfies(json -> {
                    json.assertThat().extractingPath("$.promised.dueOn").isEqualTo("2026-03-16");
                    json.assertThat()
                            .extractingPath("$.promised.days[?(@.counted == true)].date")
                            .asInstanceOf(InstanceOfAssertFactories.LIST)
                            .containsExactly("2026-03-03", "2026-03-13", "2026-03-16");
                    json.assertThat()
                            .extractingPath("$.promised.days[?(@.reason == 'PAUSE')].date")
                            .asInstanceOf(InstanceOfAssertFactories.LIST)
                            .hasSize(7);
                    json.assertThat().extractingPath("$.pauses[0]").asMap().containsEntry("kind", "EXPERT_REVIEW");
                });
    }

    @Test
    void whatIsDecidedOnTheSpotIsDueTheSameDay() {
        var number = caseOf(
                office.open(aFile().immediate("SW-BG", "SWJ", 0).acceptedAt(TestClock.TUESDAY_NOON.minusSeconds(60))),
                "SW-BG");

        assertProblem(api.examine(examiner("SWJ"), number), 409, "wrong-step");
        assertThat(api.grant(approver("SWJ"), number))
                .hasStatusOk()
                .bodyJson()
                .extractingPath("$.promisedDueOn")
                .isEqualTo("2026-03-03");
        assertThat(read(number))
                .bodyJson()
                .extractingPath("$.decision.workingDaysUsed")
                .isEqualTo(0);
    }

    @Test
    void strangeAddressesAreNotFoundAndBreakNothing() {
        assertThat(api.get(examiner("SWJ"), "/api/approval/cases/{n}", "' OR 'a' = 'a"))
                .hasStatus(404);
        assertThat(api.get(examiner("SWJ"), "/api/approval/files/{n}", "x".repeat(3_000)))
                .hasStatus(404);
        assertThat(api.get(examiner("SWJ"), "/api/approval/desk?itemCode={code}", "\u0000"))
                .hasStatus(400);
        assertThat(mvc.put()
                        .uri("/api/approval/cases/x/decision")
                        .header("Authorization", "Bearer " + approver("SWJ"))
                        .contentType(org.springframework.http.MediaType.APPLICATION_JSON)
                        .content("{\"outcome\": "))
                .hasStatus(400)
                .bodyJson()
                .extractingPath("$.type")
                .isEqualTo("/problems/malformed-json");
    }

    @Test
    void problemsSpeakTheCallersLanguage() {
        assertThat(mvc.get()
                        .uri("/api/approval/cases/none")
                        .header("Authorization", "Bearer " + examiner("SWJ"))
                        .header("Accept-Language", "zh-CN"))
                .hasStatus(404)
                .bodyJson()
                .extractingPath("$.title")
                .isEqualTo("没有该办件");
    }

    @Test
    void theContractIsServedToEveryone() {
        assertThat(mvc.get().uri("/api/approval/openapi.json"))
                .hasStatusOk()
                .bodyJson()
                .extractingPath("$.info.title")
                .isEqualTo("Approval service");
    }

    private String promisedCase() {
        return caseOf(office.open(aFile()), "SW-BG");
    }

    private String immediateCase() {
        return caseOf(office.open(aFile().immediate("SW-BG", "SWJ", 0)), "SW-BG");
    }

    private MvcTestResult read(String number) {
        return api.get(examiner("SWJ"), "/api/approval/cases/{n}", number);
    }

    private static void assertProblem(MvcTestResult answer, int status, String slug) {
        assertThat(answer).hasStatus(status).bodyJson().extractingPath("$.type").isEqualTo("/problems/" + slug);
    }
}
