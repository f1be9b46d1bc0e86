package onestop.approval.greenchannel;

import static onestop.approval.ApiDriver.approver;
import static onestop.approval.ApiDriver.examiner;
import static onestop.approval.ApiDriver.reviewer;
import static onestop.approval.ApiDriver.token;
import static onestop.approval.cases.FileExamples.PARENT;
import static onestop.approval.cases.FileExamples.aFile;
import static onestop.approval.cases.Office.caseOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import onestop.approval.ApiDriver;
import onestop.approval.ApprovalIT;
import onestop.approval.cases.Office;
import onestop.web.Role;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** Key projects on the register, what was done for them early, and what the audit finds. */
@ApprovalIT
class GreenChannelIT {
    private static final String SUPERVISOR = token("supervisor", "XZSP", Role.EVALUATION_SUPERVISOR);
    private static final String MONDAY_MORNING = "2026-03-02T08:30:00+08:00";

    private final String code = "KP-" + ThreadLocalRandom.current().nextInt(1_000_000_000);

    @Autowired
    ApiDriver api;

    @Autowired
    Office office;

    @Autowired
    JdbcClient jdbc;

    @Test
    void anEngagementBelongsToTheFilesThatWereAcceptedLater() {
        enter("2026-" + code);
        assertThat(engage("SWJ", MONDAY_MORNING)).hasStatus(201);
        assertThat(engage("SWJ", "2026-03-03T11:00:00+08:00")).hasStatus(201);
        assertThat(engage("GAJ", MONDAY_MORNING)).hasStatus(201);
        var number = greenFile("2026-" + code);

        var log = api.get(SUPERVISOR, "/api/approval/key-projects/" + code + "/engagements");

        assertThat(log)
                .bodyJson()
                .extractingPath("$.items[?(@.unit == 'SWJ')].files[*]")
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .containsExactly(number);
        assertThat(log)
                .bodyJson()
                .extractingPath("$.items[?(@.unit == 'GAJ')].files[*]")
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .isEmpty();
    }

    @Test
    void theAuditShowsBasisStepsAndWhatIsWrong() {
        enter("2026-" + code);
        engage("SWJ", MONDAY_MORNING);
        var listed = greenFile("2026-" + code);
        var unlisted = greenFile("2026-none-" + code);
        api.examine(examiner("SWJ"), caseOf(listed, "SW-BG"));
        api.grant(approver("SWJ"), caseOf(listed, "SW-BG"));
        var plain = office.open(aFile());

        assertThat(line(listed, "level")).containsExactly("COUNTY");
        assertThat(line(listed, "engagements")).containsExactly(1);
        assertThat(line(listed, "casesClosed")).containsExactly(1);
        assertThat(line(listed, "casesExamined")).containsExactly(1);
        assertThat(line(listed, "findings[*]")).isEmpty();
        assertThat(line(unlisted, "findings[*]")).containsExactly("NOT_ON_REGISTER");
        assertThat(line(plain, "receiptNumber")).isEmpty();
    }

    @Test
    void aStepIsMissingOnlyWhereTheItemDemandsIt() {
        var number = "2026-" + code;
        enter(number);
        var oneStep = office.open(aFile().decidedInOneStep("A", "SWJ", 0).greenChannel(number));
        assertThat(api.grant(approver("SWJ"), caseOf(oneStep, "A"))).hasStatusOk();
        var onTheSpot = office.open(aFile().immediate("A", "SWJ", 0).greenChannel(number));
        assertThat(api.grant(approver("SWJ"), caseOf(onTheSpot, "A"))).hasStatusOk();
        var threeSteps = office.open(aFile().reviewed("A", "SWJ", 0).greenChannel(number));
        api.examine(examiner("SWJ"), caseOf(threeSteps, "A"));
        api.review(reviewer("SWJ"), caseOf(threeSteps, "A"));
        assertThat(api.grant(approver("SWJ"), caseOf(threeSteps, "A"))).hasStatusOk();

        for (var file : List.of(oneStep, onTheSpot, threeSteps)) {
            assertThat(line(file, "findings[*]")).isEmpty();
            assertThat(line(file, "casesWithoutAStep")).containsExactly(0);
        }

        // what the audit looks for is refused by the table, too
        assertThatThrownBy(() -> jdbc.sql("UPDATE approval_case SET reviewed_by = NULL WHERE case_number = ?")
                        .param(caseOf(threeSteps, "A"))
                        .update())
                .hasMessageContaining("approval_case_reviewed_before_its_decision");
    }

    @Test
    void oneOfTwoWhoEnterTheSameProjectAtOnceIsTold() throws Exception {
        Callable<Integer> enter = () -> enter("2026-" + code).getResponse().getStatus();

        try (var both = Executors.newVirtualThreadPerTaskExecutor()) {
            var statuses = both.invokeAll(List.of(enter, enter)).stream()
                    .map(one -> one.resultNow())
                    .toList();
            assertThat(statuses).containsExactlyInAnyOrder(201, 409);
        }
    }

    @Test
    void whatCannotBeIsRefused() {
        enter("2026-" + code);

        assertThat(engage("SWJ", "2026-03-03T12:00:01+08:00"))
                .hasStatus(400)
                .bodyJson()
                .extractingPath("$.errors[0].field")
                .isEqualTo("engagedAt");
        assertThat(api.post(
                        token("nobody", "", Role.EXAMINER),
                        "key-projects/" + code + "/engagements",
                        engagement(MONDAY_MORNING)))
                .hasStatus(403);
        assertThat(api.post(examiner("SWJ"), "key-projects/NONE-" + code + "/engagements", engagement(MONDAY_MORNING)))
                .hasStatus(404);
        assertThat(api.post(SUPERVISOR, "key-projects", project("1", "short"))).hasStatus(400);
    }

    private MvcTestResult enter(String listNumber) {
        return api.post(SUPERVISOR, "key-projects", project(listNumber, PARENT));
    }

    private String project(String listNumber, String usci) {
        return """
                {"projectCode": "%s", "level": "COUNTY", "listNumber": "%s", "name": "新材料产业园", "enterpriseUsci": "%s"}
                """.formatted(code, listNumber, usci);
    }

    @Test
    void thePromiseIsShorterAndTheLawTheSame() {
        var green = caseOf(greenFile("2026-18"), "SW-BG");
        var ordinary = caseOf(office.open(aFile()), "SW-BG");

        assertThat(api.get(examiner("SWJ"), "/api/approval/cases/{number}", green))
                .bodyJson()
                .satisfies(json -> {
                    json.assertThat().extractingPath("$.clock.promisedDays").isEqualTo(2);
                    json.assertThat()
                            .extractingPath("$.clock.ordinaryPromisedDays")
                            .isEqualTo(3);
                    json.assertThat().extractingPath("$.clock.promisedDueOn").isEqualTo("2026-03-04");
                    json.assertThat().extractingPath("$.clock.statutoryDays").isEqualTo(20);
                });
        assertThat(api.get(examiner("SWJ"), "/api/approval/cases/{number}", ordinary))
                .bodyJson()
                .satisfies(json -> {
                    json.assertThat().extractingPath("$.clock.promisedDueOn").isEqualTo("2026-03-05");
                    json.assertThat().doesNotHavePath("$.clock.ordinaryPromisedDays");
                });
    }

    private MvcTestResult engage(String unit, String at) {
        return api.post(examiner(unit), "key-projects/" + code + "/engagements", engagement(at));
    }

    private static String engagement(String at) {
        return """
                {"what": "现场踏勘", "engagedAt": "%s"}
                """.formatted(at);
    }

    private String greenFile(String projectNumber) {
        return office.open(aFile().greenChannel(projectNumber));
    }

    private List<Object> line(String receiptNumber, String field) {
        var found = new java.util.ArrayList<Object>();
        assertThat(api.get(SUPERVISOR, "/api/approval/green-channel-files?limit=200"))
                .bodyJson()
                .extractingPath("$.items[?(@.receiptNumber == '%s')].%s".formatted(receiptNumber, field))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .satisfies(found::addAll);
        return found;
    }
}
