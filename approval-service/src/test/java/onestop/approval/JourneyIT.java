package onestop.approval;

import static onestop.approval.ApiDriver.approver;
import static onestop.approval.ApiDriver.examiner;
import static onestop.approval.ApiDriver.token;
import static onestop.approval.intake.IntakeMessages.caseNumber;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;
import onestop.approval.cases.Office;
import onestop.approval.intake.IntakeMessages;
import onestop.testsupport.Events;
import onestop.testsupport.Events.Received;
import onestop.testsupport.Eventually;
import onestop.web.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** From the acceptance on the broker, through the desks of three departments, to the facts that others read. */
@ApprovalIT
class JourneyIT {
    private static final String INTAKE = "onestop.intake.application";
    private static final Duration SOON = Duration.ofSeconds(30);

    @Autowired
    ApiDriver api;

    @Autowired
    Office office;

    @Autowired
    Events events;

    @Autowired
    TestClock clock;

    private final String number = IntakeMessages.newReceiptNumber();

    @AfterEach
    void backToTuesday() {
        clock.reset();
    }

    @Test
    void anAcceptedPackageIsDecidedByThreeDepartmentsAndFinished() {
        accepted();

        assertThat(api.get(examiner("XZSP"), "/api/approval/desk"))
                .bodyJson()
                .extractingPath("$.items[?(@.caseNumber == '%s')].greenChannel".formatted(caseNumber(number, 1)))
                .asArray()
                .containsExactly(true);
        assertThat(api.grant(approver("SWJ"), caseNumber(number, 2))).hasStatusOk();
        assertThat(api.examine(examiner("XZSP"), caseNumber(number, 1))).hasStatusOk();
        assertThat(office.statusOf(caseNumber(number, 3))).isEqualTo("WAITING");
        assertThat(api.grant(approver("XZSP"), caseNumber(number, 1)))
                .hasStatusOk()
                .bodyJson()
                .extractingPath("$.fileStatus")
                .isEqualTo("IN_PROGRESS");
        assertThat(office.statusOf(caseNumber(number, 3))).isEqualTo("EXAMINATION");

        assertThat(api.suspend(examiner("BANK"), caseNumber(number, 3))).hasStatusOk();
        clock.set(Instant.parse("2026-03-05T03:00:00Z"));
        assertThat(api.resume(examiner("BANK"), caseNumber(number, 3))).hasStatusOk();
        assertThat(api.examine(examiner("BANK"), caseNumber(number, 3))).hasStatusOk();
        assertThat(api.grant(approver("BANK"), caseNumber(number, 3)))
                .bodyJson()
                .extractingPath("$.fileStatus")
                .isEqualTo("FINISHED");

        var told = told();
        assertThat(told.stream().map(event -> event.type().replace(Contract.TOPIC + ".", "") + " " + event.subject()))
                .containsExactly(
                        "opened.v1 " + caseNumber(number, 1),
                        "opened.v1 " + caseNumber(number, 2),
                        "decided.v1 " + caseNumber(number, 2),
                        "file-partly-done.v1 " + number,
                        "examined.v1 " + caseNumber(number, 1),
                        "decided.v1 " + caseNumber(number, 1),
                        "opened.v1 " + caseNumber(number, 3),
                        "suspended.v1 " + caseNumber(number, 3),
                        "resumed.v1 " + caseNumber(number, 3),
                        "examined.v1 " + caseNumber(number, 3),
                        "decided.v1 " + caseNumber(number, 3),
                        "file-finished.v1 " + number);
        assertThat(sequences(told, caseNumber(number, 3))).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(told.stream().filter(event -> event.type().endsWith("suspended.v1")))
                .allSatisfy(event ->
                        assertThat(Contract.data(event).has("promisedDueOn")).isFalse());

        var bank = Contract.data(told.get(10));
        assertThat(bank.get("outcome").asString()).isEqualTo("GRANTED");
        assertThat(bank.get("workingDaysUsed").asInt()).isZero();
        assertThat(bank.get("promisedDueOn").asString()).isEqualTo("2026-03-09");
        assertThat(bank.get("onTimePromised").asBoolean()).isTrue();
        assertThat(bank.get("licence").get("nameZh").asString()).isEqualTo("账户变更回单");

        var finished = Contract.data(told.getLast());
        assertThat(finished.get("outcome").asString()).isEqualTo("GRANTED");
        assertThat(finished.get("leadUnit").asString()).isEqualTo("XZSP");
        assertThat(finished.get("workingDaysUsed").asInt()).isEqualTo(3);
        assertThat(finished.get("timeReduction").asDouble()).isEqualTo(0.8125);
        assertThat(finished.get("materialReductionRate").asDouble()).isEqualTo(0.8814);
        assertThat(texts(finished.get("officers")))
                .containsExactly(
                        "approver-BANK", "approver-SWJ", "approver-XZSP", "examiner-BANK", "examiner-XZSP", "window");

        assertThat(api.get(token("auditor", "", Role.AUDITOR), "/api/approval/files/{n}", number))
                .hasStatusOk()
                .hasHeader("ETag", "\"5\"")
                .bodyJson()
                .satisfies(json -> {
                    json.assertThat().extractingPath("$.status").isEqualTo("FINISHED");
                    json.assertThat().extractingPath("$.outcome").isEqualTo("GRANTED");
                    json.assertThat().extractingPath("$.timeReduction").isEqualTo(0.8125);
                    json.assertThat()
                            .extractingPath("$.baseline.materialsSeparately")
                            .isEqualTo(59);
                    json.assertThat().extractingPath("$.greenChannel.helper").isEqualTo("helper");
                    json.assertThat()
                            .extractingPath("$.deferredMaterials[0].key")
                            .isEqualTo("PREMISES_PROOF");
                    json.assertThat()
                            .extractingPath("$.cases.items[*].status")
                            .asArray()
                            .containsExactly("GRANTED", "GRANTED", "GRANTED");
                });
    }

    @Test
    void aRefusalEndsWhatDependsOnItAndTheRestGoesOn() {
        accepted();
        api.examine(examiner("XZSP"), caseNumber(number, 1));

        assertThat(api.refuse(approver("XZSP"), caseNumber(number, 1)))
                .bodyJson()
                .extractingPath("$.fileStatus")
                .isEqualTo("IN_PROGRESS");
        assertThat(api.get(examiner("SWJ"), "/api/approval/files/{n}", number))
                .bodyJson()
                .satisfies(json -> {
                    json.assertThat().extractingPath("$.progress").isEqualTo("PARTLY_DONE");
                    json.assertThat().extractingPath("$.promise.workingDays").isEqualTo(3);
                    json.assertThat().extractingPath("$.promise.dueOn").isEqualTo("2026-03-05");
                    json.assertThat()
                            .extractingPath("$.promise.criticalPath[*].itemCode")
                            .asArray()
                            .containsExactly("QY-BG-MC", "YH-BG");
                });
        assertThat(api.get(examiner("BANK"), "/api/approval/cases/{n}", caseNumber(number, 3)))
                .bodyJson()
                .extractingPath("$.notStarted.because")
                .isEqualTo(caseNumber(number, 1));
        assertThat(api.grant(approver("SWJ"), caseNumber(number, 2)))
                .bodyJson()
                .extractingPath("$.fileStatus")
                .isEqualTo("FINISHED");

        var told = told();
        assertThat(told.stream().filter(event -> event.type().endsWith("file-partly-done.v1")))
                .singleElement()
                .satisfies(event -> {
                    assertThat(Contract.data(event).get("refused").asInt()).isEqualTo(1);
                    assertThat(Contract.data(event).get("notStarted").asInt()).isEqualTo(1);
                    assertThat(Contract.data(event).get("open").asInt()).isEqualTo(1);
                });
        var refused = told.stream()
                .filter(event -> event.subject().equals(caseNumber(number, 1)))
                .toList()
                .getLast();
        assertThat(Contract.data(refused).get("grounds").asString()).isEqualTo("经营场所不符合要求");
        assertThat(Contract.data(refused).has("licence")).isFalse();
        var finished = Contract.data(told.getLast());
        assertThat(finished.get("outcome").asString()).isEqualTo("PARTLY_GRANTED");
        assertThat(finished.get("granted").asInt()).isEqualTo(1);
        assertThat(finished.get("refused").asInt()).isEqualTo(1);
        assertThat(finished.get("notStarted").asInt()).isEqualTo(1);
        assertThat(finished.get("workingDaysUsed").asInt()).isEqualTo(1);
    }

    @Test
    void aFirstResultThatIsNoDecisionMakesTheFilePartlyDoneToo() {
        accepted();
        assertThat(api.act(approver("SWJ"), caseNumber(number, 2), "ending", """
                {"kind": "TERMINATED", "grounds": "申请人主体已注销"}
                """))
                .hasStatusOk();
        assertThat(api.get(examiner("SWJ"), "/api/approval/files/{n}", number))
                .bodyJson()
                .extractingPath("$.progress")
                .isEqualTo("PARTLY_DONE");
        assertThat(api.examine(examiner("XZSP"), caseNumber(number, 1))).hasStatusOk();
        assertThat(api.refuse(approver("XZSP"), caseNumber(number, 1)))
                .bodyJson()
                .extractingPath("$.fileStatus")
                .isEqualTo("FINISHED");

        assertThat(told().stream().filter(event -> event.type().endsWith("file-partly-done.v1")))
                .as("once, with the first result")
                .singleElement()
                .satisfies(event -> {
                    assertThat(Contract.data(event).get("ended").asInt()).isEqualTo(1);
                    assertThat(Contract.data(event).get("granted").asInt()).isZero();
                    assertThat(Contract.data(event).get("refused").asInt()).isZero();
                    assertThat(Contract.data(event).get("open").asInt()).isEqualTo(2);
                });
    }

    private void accepted() {
        events.send(INTAKE, number, INTAKE + ".accepted.v1", number, 2, IntakeMessages.accepted(number));
        Eventually.within(SOON, () -> assertThat(office.fileStatus(number)).isEqualTo("IN_PROGRESS"));
    }

    /** Everything told of this file, each checked against the contract. */
    private List<Received> told() {
        var told = events.awaitAll(
                Contract.TOPIC,
                SOON,
                event -> number.equals(event.key()),
                ours -> ours.getLast().type().endsWith("file-finished.v1"));
        told.forEach(Contract::holds);
        return told;
    }

    private static List<Long> sequences(List<Received> told, String subject) {
        return told.stream()
                .filter(event -> event.subject().equals(subject))
                .map(Received::sequence)
                .toList();
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asString)
                .toList();
    }
}
