package onestop.approval.revisions;

import static onestop.approval.ApiDriver.approver;
import static onestop.approval.ApiDriver.examiner;
import static onestop.approval.ApiDriver.manager;
import static onestop.approval.ApiDriver.token;
import static onestop.approval.cases.FileExamples.aFile;
import static onestop.approval.cases.Office.caseOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import onestop.approval.ApiDriver;
import onestop.approval.ApprovalIT;
import onestop.approval.Contract;
import onestop.approval.TestClock;
import onestop.approval.cases.CaseType;
import onestop.approval.cases.Office;
import onestop.testsupport.Events;
import onestop.testsupport.Eventually;
import onestop.web.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** An appeal against a refusal that led somewhere. */
@ApprovalIT
class RevisionsIT {
    private static final String APPEALS = "onestop.appeal.appeal";
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Instant NEXT_TUESDAY = Instant.parse("2026-03-10T02:00:00Z");

    @Autowired
    ApiDriver api;

    @Autowired
    Office office;

    @Autowired
    Events events;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TestClock clock;

    private final String unit = "R" + UUID.randomUUID().toString().substring(0, 8);
    private String receiptNumber = "";
    private String number = "";

    @AfterEach
    void today() {
        clock.reset();
    }

    @BeforeEach
    void aRefusedCase() {
        receiptNumber = office.open(aFile().promised("SW-BG", unit, 0));
        number = caseOf(receiptNumber, "SW-BG");
        api.examine(examiner(unit), number);
        assertThat(api.refuse(approver(unit), number)).hasStatusOk();
    }

    @Test
    void aRefusedCaseIsOpenAgainWithItsLimitsWholeAndDecidedByOthers() {
        ask("caseNumber", number);
        Eventually.within(SOON, () -> assertThat(office.statusOf(number)).isEqualTo("EXAMINATION"));

        assertThat(office.fileStatus(receiptNumber)).isEqualTo("IN_PROGRESS");
        assertThat(jdbc.sql("SELECT promised_due_on::text FROM approval_case WHERE case_number = ?")
                        .param(number)
                        .query(String.class)
                        .single())
                .isEqualTo("2026-03-06");
        assertThat(api.examine(token("li", unit, Role.EXAMINER), number)).hasStatusOk();
        assertThat(api.grant(approver(unit), number))
                .hasStatus(403)
                .bodyJson()
                .extractingPath("$.type")
                .isEqualTo("/problems/decided-before");
        assertThat(api.grant(token("wang", unit, Role.APPROVER), number)).hasStatusOk();

        assertThat(office.fileStatus(receiptNumber)).isEqualTo("FINISHED");
        assertThat(office.acts(number))
                .containsExactly("OPENED", "EXAMINED", "REFUSED", "REOPENED", "EXAMINED", "GRANTED");
        events.awaitAll(Contract.TOPIC, SOON, one -> receiptNumber.equals(one.key()), ours -> ours.size() == 8)
                .forEach(Contract::holds);
    }

    @Test
    void itMayBeRefusedAgain() {
        ask("caseNumber", number);
        Eventually.within(SOON, () -> assertThat(office.statusOf(number)).isEqualTo("EXAMINATION"));
        assertThat(api.examine(token("li", unit, Role.EXAMINER), number)).hasStatusOk();
        assertThat(api.refuse(token("wang", unit, Role.APPROVER), number)).hasStatusOk();

        assertThat(office.fileStatus(receiptNumber)).isEqualTo("FINISHED");
        assertThat(office.acts(number))
                .containsExactly("OPENED", "EXAMINED", "REFUSED", "REOPENED", "EXAMINED", "REFUSED");
    }

    @Test
    void byItsFileWhatWasRefusedIsReopenedAndOnlyOnce() {
        ask("receiptNumber", receiptNumber);
        Eventually.within(SOON, () -> assertThat(office.statusOf(number)).isEqualTo("EXAMINATION"));
        ask("caseNumber", number);

        assertDeclined(number, "NOT_REFUSED");
        assertThat(office.acts(number)).containsExactly("OPENED", "EXAMINED", "REFUSED", "REOPENED");
    }

    @Test
    void byItsFileWhatOnlyEndedStaysEnded() {
        receiptNumber = office.open(aFile().immediate("A", unit, 0).immediate("B", unit, 0));
        var ended = caseOf(receiptNumber, "B");
        assertThat(api.refuse(approver(unit), caseOf(receiptNumber, "A"))).hasStatusOk();
        assertThat(api.act(approver(unit), ended, "ending", "{\"kind\": \"TERMINATED\", \"grounds\": \"申请人主体已注销\"}"))
                .hasStatusOk();

        ask("receiptNumber", receiptNumber);
        Eventually.within(
                SOON,
                () -> assertThat(office.statusOf(caseOf(receiptNumber, "A"))).isEqualTo("DECISION"));

        assertThat(office.statusOf(ended)).isEqualTo("TERMINATED");
    }

    @Test
    void ofAFileThatNeverCameTheOfficeIsToldSo() {
        var refusedAtTheWindow = "LB" + unit;

        ask("receiptNumber", refusedAtTheWindow);

        assertDeclined(refusedAtTheWindow, "NO_SUCH_CASE");
        ask("caseNumber", refusedAtTheWindow + "-1");
        assertDeclined(refusedAtTheWindow + "-1", "NO_SUCH_CASE");
    }

    @Test
    void whatWasGrantedIsNotReopened() {
        number = caseOf(office.open(aFile().immediate("SW-BG", unit, 0)), "SW-BG");
        api.grant(approver(unit), number);

        ask("caseNumber", number);

        assertDeclined(number, "NOT_REFUSED");
        assertThat(office.statusOf(number)).isEqualTo("GRANTED");
    }

    /** What was asked before stays on record under its numbers. */
    @Test
    void unitsThatWereAskedBeforeAreAskedAgainUnderNewNumbers() {
        var other = "Y" + unit.substring(1);
        number = caseOf(office.open(aFile().immediate("SP-XK", unit, 0)), "SP-XK");
        assertThat(askForOpinion(approver(unit), other)).hasStatusOk();
        assertThat(answer(other, 1, false)).hasStatusOk();
        assertThat(api.refuse(approver(unit), number)).hasStatusOk();
        ask("caseNumber", number);
        Eventually.within(SOON, () -> assertThat(office.statusOf(number)).isEqualTo("DECISION"));

        assertThat(askForOpinion(token("wang", unit, Role.APPROVER), other)).hasStatusOk();
        assertThat(answer(other, 1, true)).as("that was before").hasStatus(404);
        assertThat(answer(other, 2, true)).hasStatusOk();
        assertThat(api.grant(token("wang", unit, Role.APPROVER), number)).hasStatusOk();
        assertThat(jdbc.sql("SELECT request FROM opinion_asked WHERE case_number = ? ORDER BY request")
                        .param(number)
                        .query(Integer.class)
                        .list())
                .containsExactly(1, 2);
    }

    @Test
    void whatEndedForWantOfTheCaseWaitsAgainAndStartsWithItsGrant() {
        var other = "Y" + unit.substring(1);
        receiptNumber = office.open(aFile().immediate("QY-BG", unit, 0)
                .immediate("XK", other, 0)
                .promised("SW-BG", other, 1, "QY-BG")
                .promised("SP-BG", other, 2, "SW-BG")
                .promised("YH-BG", other, 2, "QY-BG", "XK"));
        number = caseOf(receiptNumber, "QY-BG");
        assertThat(api.refuse(approver(other), caseOf(receiptNumber, "XK"))).hasStatusOk();
        assertThat(api.refuse(approver(unit), number)).hasStatusOk();
        assertThat(statuses("SW-BG", "SP-BG", "YH-BG")).containsOnly("NOT_STARTED");
        assertThat(office.fileStatus(receiptNumber)).isEqualTo("FINISHED");

        ask("caseNumber", number);
        Eventually.within(SOON, () -> assertThat(office.statusOf(number)).isEqualTo("DECISION"));

        assertThat(statuses("SW-BG", "SP-BG")).containsOnly("WAITING");
        assertThat(statuses("YH-BG")).as("lacks another, too").containsOnly("NOT_STARTED");
        assertThat(api.get(approver(unit), "/api/approval/files/{receiptNumber}", receiptNumber))
                .bodyJson()
                .satisfies(json -> {
                    json.assertThat().extractingPath("$.status").isEqualTo("IN_PROGRESS");
                    json.assertThat().extractingPath("$.counts.waiting").isEqualTo(2);
                    json.assertThat().extractingPath("$.counts.notStarted").isEqualTo(1);
                    json.assertThat().extractingPath("$.counts.inHand").isEqualTo(1);
                });
        assertThat(api.grant(token("wang", unit, Role.APPROVER), number)).hasStatusOk();
        assertThat(statuses("SW-BG")).containsOnly("EXAMINATION");
        assertThat(statuses("SP-BG")).containsOnly("WAITING");
        assertThat(office.acts(caseOf(receiptNumber, "SW-BG"))).containsExactly("NOT_STARTED", "WAITS_AGAIN", "OPENED");
        var started = caseOf(receiptNumber, "SW-BG");
        var told = events.awaitAll(
                Contract.TOPIC,
                SOON,
                one -> receiptNumber.equals(one.key()),
                ours -> started.equals(ours.getLast().subject())
                        && ours.getLast().type().endsWith(".opened.v1"));
        var ended = caseOf(receiptNumber, "SP-BG");
        assertThat(told.stream().filter(one -> ended.equals(one.subject())).peek(Contract::holds))
                .extracting(Events.Received::type)
                .containsExactly("onestop.approval.case.not-started.v1", "onestop.approval.case.waits-again.v1");
    }

    @Test
    void aSecondRefusalEndsTheDependantsAgain() {
        receiptNumber = office.open(aFile().immediate("QY-BG", unit, 0).promised("SW-BG", unit, 1, "QY-BG"));
        number = caseOf(receiptNumber, "QY-BG");
        assertThat(api.refuse(approver(unit), number)).hasStatusOk();
        ask("receiptNumber", receiptNumber);
        Eventually.within(SOON, () -> assertThat(office.statusOf(number)).isEqualTo("DECISION"));

        assertThat(api.refuse(token("wang", unit, Role.APPROVER), number)).hasStatusOk();

        assertThat(office.acts(caseOf(receiptNumber, "SW-BG")))
                .containsExactly("NOT_STARTED", "WAITS_AGAIN", "NOT_STARTED");
        assertThat(office.fileStatus(receiptNumber)).isEqualTo("FINISHED");
    }

    @Test
    void theFileIsPromisedAnewAndWhatTheGovernmentAllowedBeforeCountsNoMore() {
        receiptNumber = office.open(
                aFile().item("A", unit, CaseType.PROMISED, 40, 60, 0).promised("B", unit, 1, "A"));
        number = caseOf(receiptNumber, "A");
        assertThat(api.act(manager(unit), number, "extension", """
                        {"workingDays": 15, "rank": "HEAD_OF_GOVERNMENT", "approval": "莒南政〔2026〕4号", "reason": "案情复杂"}
                        """)).hasStatusOk();
        assertPromise("2026-03-02", 58, "A", "B");
        api.examine(examiner(unit), number);
        assertThat(api.refuse(approver(unit), number)).hasStatusOk();
        clock.set(NEXT_TUESDAY);

        ask("caseNumber", number);
        Eventually.within(SOON, () -> assertThat(office.statusOf(number)).isEqualTo("EXAMINATION"));

        assertPromise("2026-03-10", 43, "A", "B");
        assertThat(api.act(
                        manager(unit),
                        number,
                        "extension",
                        "{\"workingDays\": 10, \"rank\": \"HEAD_OF_BODY\", \"reason\": \"案情复杂\"}"))
                .hasStatusOk();
        assertPromise("2026-03-10", 45, "A", "B");
    }

    @Test
    void whatWasInHandAllTheTimeKeepsItsDaysInTheNewPromise() {
        receiptNumber = office.open(aFile().immediate("A", unit, 0).item("C", unit, CaseType.PROMISED, 20, 40, 0));
        number = caseOf(receiptNumber, "A");
        assertThat(api.refuse(approver(unit), number)).hasStatusOk();
        clock.set(NEXT_TUESDAY);

        ask("caseNumber", number);
        Eventually.within(SOON, () -> assertThat(office.statusOf(number)).isEqualTo("DECISION"));

        assertPromise("2026-03-10", 14, "C");
    }

    private void assertPromise(String startOn, int workingDays, String... path) {
        assertThat(api.get(approver(unit), "/api/approval/files/{receiptNumber}", receiptNumber))
                .bodyJson()
                .satisfies(json -> {
                    json.assertThat().extractingPath("$.promise.startOn").isEqualTo(startOn);
                    json.assertThat().extractingPath("$.promise.workingDays").isEqualTo(workingDays);
                    json.assertThat()
                            .extractingPath("$.promise.criticalPath[*].itemCode")
                            .asArray()
                            .containsExactly((Object[]) path);
                });
    }

    private List<String> statuses(String... items) {
        return Stream.of(items)
                .map(item -> office.statusOf(caseOf(receiptNumber, item)))
                .toList();
    }

    private MvcTestResult askForOpinion(String token, String of) {
        return api.call(
                "POST", token, "/api/approval/cases/{caseNumber}/opinions", "", null, """
                {"units": ["%s"], "rule": "ALL", "question": "疏散通道是否符合要求？", "workingDays": 3}
                """.formatted(of), number);
    }

    private MvcTestResult answer(String by, int request, boolean agrees) {
        return api.put(
                approver(by),
                "/api/approval/cases/{caseNumber}/opinions/{request}/answer",
                "{\"agrees\": %s, \"opinion\": \"已核\"}".formatted(agrees),
                number,
                request);
    }

    private void assertDeclined(String about, String why) {
        var told = events.await(
                Contract.TOPIC,
                SOON,
                one -> about.equals(one.key()) && one.type().endsWith("revision-declined.v1"));
        Contract.assertEvent(told.type(), told.text());
        assertThat(told.subject()).isEqualTo("SQ260303000001");
        assertThat(Contract.data(told).get("why").asString()).isEqualTo(why);
    }

    private void ask(String by, String value) {
        events.send(APPEALS, unit, APPEALS + ".revision-asked.v1", unit, 5, """
                {"appealId": "0195526f-9d00-7c3e-9d4b-2a51c0c8f101", "number": "SQ260303000001", "%s": "%s",
                 "reason": "请复核", "askedAt": "2026-03-03T02:00:00Z"}
                """.formatted(by, value));
    }
}
