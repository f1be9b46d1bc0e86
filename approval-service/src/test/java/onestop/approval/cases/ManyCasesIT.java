package onestop.approval.cases;

import static onestop.approval.ApiDriver.approver;
import static onestop.approval.ApiDriver.examiner;
import static onestop.approval.ApiDriver.reviewer;
import static onestop.approval.ApiDriver.token;
import static onestop.approval.cases.FileExamples.aFile;
import static onestop.approval.cases.FileExamples.caseNumber;
import static onestop.approval.cases.Office.caseOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import onestop.approval.ApiDriver;
import onestop.approval.ApprovalIT;
import onestop.approval.Contract;
import onestop.testsupport.Events;
import onestop.testsupport.Events.Received;
import onestop.testsupport.Measured;
import onestop.web.Role;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** One act on all branches of a parent. */
@ApprovalIT
class ManyCasesIT {
    private static final int TRIES = 4;

    @Autowired
    ApiDriver api;

    @Autowired
    Office office;

    @Autowired
    Events events;

    @Test
    void sixtySixBranchesAreExaminedAndDecidedInTwoCalls() {
        var receiptNumber = branchFile(66);
        api.examine(examiner("XZSP"), caseOf(receiptNumber, "QY-BG-MC"));
        api.grant(approver("XZSP"), caseOf(receiptNumber, "QY-BG-MC"));

        assertBatch(api.post(examiner("SCJG"), "examinations", examineFile(receiptNumber)), 66, 0);
        var decided = api.post(approver("SCJG"), "decisions", grantFile(receiptNumber));

        assertBatch(decided, 66, 0);
        assertThat(decided)
                .bodyJson()
                .extractingPath("$.results[*].licence.number")
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .hasSize(66)
                .doesNotHaveDuplicates();
        assertThat(office.fileStatus(receiptNumber)).isEqualTo("FINISHED");
        var told = events.awaitAll(
                Contract.TOPIC,
                Duration.ofSeconds(30),
                event -> receiptNumber.equals(event.key()),
                ours -> ours.getLast().type().endsWith("file-finished.v1"));
        told.forEach(Contract::holds);
        assertThat(count(told, "opened.v1")).isEqualTo(67);
        assertThat(count(told, "examined.v1")).isEqualTo(67);
        assertThat(count(told, "decided.v1")).isEqualTo(67);
        assertThat(Contract.data(told.getLast()).get("granted").asInt()).isEqualTo(67);
    }

    private static long count(List<Received> told, String type) {
        return told.stream().filter(event -> event.type().endsWith(type)).count();
    }

    @Test
    void fiveHundredBranchesTakeLessThanTwoSeconds() {
        var best = best(() -> {
            var receiptNumber = office.open(aFile().promised("FZ-BG", "SCJG", 0).branches(499));
            long start = System.nanoTime();
            assertBatch(api.post(examiner("SCJG"), "examinations", examineFile(receiptNumber)), 500, 0);
            var examined = Duration.ofNanos(System.nanoTime() - start);
            start = System.nanoTime();
            assertBatch(api.post(approver("SCJG"), "decisions", grantFile(receiptNumber)), 500, 0);
            var decided = Duration.ofNanos(System.nanoTime() - start);
            assertThat(office.fileStatus(receiptNumber)).isEqualTo("FINISHED");
            return examined.compareTo(decided) > 0 ? examined : decided;
        });

        Measured.within(Duration.ofSeconds(2), best, "an act on 500 branches");
    }

    @Test
    void threeThousandCasesAreOpenedAtOnce() {
        var best = best(() -> {
            var file = aFile().promised("QY-BG-MC", "XZSP", 0)
                    .promised("FZ-BG", "SCJG", 1, "QY-BG-MC")
                    .promised("SP-BG", "XZSP", 1, "QY-BG-MC")
                    .immediate("SW-BG", "SWJ", 1)
                    .branches(1_000)
                    .parentFirst()
                    .build();
            assertThat(file.cases()).hasSize(3_001);
            long start = System.nanoTime();
            office.open(file);
            return Duration.ofNanos(System.nanoTime() - start);
        });

        Measured.within(Duration.ofSeconds(1), best, "opening 3,001 cases");
    }

    /** The machine may be busy with something else; what counts is that it can be done. */
    private static Duration best(Supplier<Duration> attempt) {
        var times = new ArrayList<Duration>();
        for (int i = 0; i < TRIES; i++) {
            times.add(attempt.get());
        }
        return Collections.min(times);
    }

    @Test
    void eachCaseHasAResultOfItsOwn() {
        var receiptNumber = office.open(aFile().promised("FZ-BG", "SCJG", 0).branches(3));
        var other = office.open(aFile().promised("B", "SWJ", 0));
        var suspended = caseNumber(receiptNumber, "FZ-BG", "BRANCH00001");
        var decided = caseNumber(receiptNumber, "FZ-BG", "BRANCH00002");
        var good = caseNumber(receiptNumber, "FZ-BG", "BRANCH00003");
        for (var number : List.of(suspended, decided, good)) {
            api.examine(examiner("SCJG"), number);
        }
        api.suspend(examiner("SCJG"), suspended);
        api.refuse(approver("SCJG"), decided);

        var reply = api.post(approver("SCJG"), "decisions", """
                {"caseNumbers": [%s], "outcome": "GRANT"}
                """.formatted(
                        quoted(List.of(suspended, decided, good, caseOf(other, "B"), "none"))));

        assertBatch(reply, 1, 4);
        assertThat(reply).bodyJson().satisfies(json -> {
            json.assertThat()
                    .extractingPath("$.results[*].caseNumber")
                    .asInstanceOf(InstanceOfAssertFactories.LIST)
                    .containsExactly(suspended, decided, good, caseOf(other, "B"), "none");
            json.assertThat()
                    .extractingPath("$.results[?(@.done == false)].problem.type")
                    .asInstanceOf(InstanceOfAssertFactories.LIST)
                    .containsExactly(
                            "/problems/suspended",
                            "/problems/already-decided",
                            "/problems/no-such-case",
                            "/problems/no-such-case");
            json.assertThat().extractingPath("$.results[2].status").isEqualTo("GRANTED");
        });
        assertThat(office.statusOf(good)).isEqualTo("GRANTED");
    }

    @Test
    void aFileNamedByItsReceiptMeansTheUnitsOwnCasesOfTheItem() {
        var receiptNumber = office.open(aFile().immediate("A", "SCJG", 0)
                .immediate("B", "SCJG", 0)
                .immediate("C", "SWJ", 0)
                .branches(2));

        assertBatch(api.post(approver("SCJG"), "decisions", """
                {"receiptNumber": "%s", "itemCode": "A", "outcome": "GRANT"}
                """.formatted(receiptNumber)), 3, 0);
        assertBatch(api.post(approver("SCJG"), "decisions", grantFile(receiptNumber)), 3, 0);
        assertBatch(api.post(approver("SCJG"), "decisions", grantFile(receiptNumber)), 0, 0);
        assertThat(office.statusOf(caseOf(receiptNumber, "C"))).isEqualTo("DECISION");
    }

    @Test
    void aFilesCasesAreReviewedTogetherByNobodyWhoExaminedThem() {
        var receiptNumber = office.open(aFile().reviewed("A", "SCJG", 0).branches(3));
        var both = token("both", "SCJG", Role.EXAMINER, Role.REVIEWER);
        var review = """
                {"receiptNumber": "%s", "outcome": "PASS", "opinion": "as examined"}
                """.formatted(receiptNumber);
        assertBatch(api.post(reviewer("SCJG"), "reviews", review), 0, 0);
        api.examine(both, caseNumber(receiptNumber, "A", "BRANCH00001"));
        api.post(examiner("SCJG"), "examinations", examineFile(receiptNumber));

        assertBatch(api.post(both, "reviews", review), 3, 1);
        assertBatch(api.post(reviewer("SCJG"), "reviews", review), 1, 0);
        assertThat(api.post(reviewer("GAJ"), "reviews", review)).hasStatus(404);
        assertThat(api.post(examiner("SCJG"), "reviews", review)).hasStatus(403);
        assertBatch(api.post(approver("SCJG"), "decisions", grantFile(receiptNumber)), 4, 0);
    }

    @Test
    void aFileOfOthersIsNotFound() {
        var receiptNumber = office.open(aFile());

        assertThat(api.post(approver("GAJ"), "decisions", grantFile(receiptNumber)))
                .hasStatus(404)
                .bodyJson()
                .extractingPath("$.type")
                .isEqualTo("/problems/no-such-file");
    }

    @Test
    void fourEyesHoldInABatchToo() {
        var receiptNumber = office.open(aFile().promised("FZ-BG", "SCJG", 0).branches(3));
        var both = token("both", "SCJG", Role.EXAMINER, Role.APPROVER);
        api.examine(both, caseNumber(receiptNumber, "FZ-BG", "BRANCH00001"));
        api.post(examiner("SCJG"), "examinations", examineFile(receiptNumber));

        assertBatch(api.post(both, "decisions", grantFile(receiptNumber)), 3, 1);
    }

    @Test
    void aRepeatedCallGetsTheStoredReplyAndChangesNothing() {
        var receiptNumber = office.open(aFile().immediate("A", "SCJG", 0).branches(2));
        var key = "key-" + receiptNumber;

        var first = api.post(approver("SCJG"), "decisions", key, grantFile(receiptNumber));
        var second = api.post(approver("SCJG"), "decisions", key, grantFile(receiptNumber));

        assertBatch(first, 3, 0);
        assertBatch(second, 3, 0);
        assertThat(office.acts(caseOf(receiptNumber, "A"))).containsExactly("OPENED", "GRANTED");
        assertThat(api.post(approver("SCJG"), "decisions", key, """
                {"receiptNumber": "%s", "outcome": "REFUSE", "grounds": "x"}
                """.formatted(receiptNumber)))
                .hasStatus(409)
                .bodyJson()
                .extractingPath("$.type")
                .isEqualTo("/problems/idempotency-key-reused");
    }

    @Test
    void moreThanAThousandNumbersAreTooMany() {
        var numbers = IntStream.rangeClosed(0, 1_000).mapToObj(i -> "C" + i).toList();

        assertField(api.post(approver("SCJG"), "decisions", """
                {"caseNumbers": [%s], "outcome": "GRANT"}
                """.formatted(quoted(numbers))), "caseNumbers");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"outcome": "GRANT"}                                                            | receiptNumber
            {"itemCode": "A", "caseNumbers": ["C"], "outcome": "GRANT"}                     | itemCode
            {"caseNumbers": [], "outcome": "GRANT"}                                         | caseNumbers
            {"caseNumbers": [" "], "outcome": "GRANT"}                                      | caseNumbers[0]
            {"caseNumbers": ["C"], "outcome": "REFUSE"}                                     | grounds
            {"caseNumbers": ["C"]}                                                          | outcome
            """)
    void aWrongFieldIsNamed(String body, String field) {
        assertField(api.post(approver("SCJG"), "decisions", body), field);
    }

    @Test
    void moreCasesThanOneCallTakesAreAnnounced() {
        var receiptNumber = office.open(aFile().immediate("A", "SCJG", 0).branches(1_004));

        var first = api.post(approver("SCJG"), "decisions", grantFile(receiptNumber));
        assertBatch(first, 1_000, 0);
        assertThat(first).bodyJson().extractingPath("$.more").isEqualTo(true);
        var rest = api.post(approver("SCJG"), "decisions", grantFile(receiptNumber));
        assertBatch(rest, 5, 0);
        assertThat(rest).bodyJson().extractingPath("$.more").isEqualTo(false);
        assertThat(office.fileStatus(receiptNumber)).isEqualTo("FINISHED");
    }

    @Test
    void aWithdrawalClosesWhatIsOpenAndKeepsWhatIsDecided() {
        var receiptNumber = branchFile(66);
        var parent = caseOf(receiptNumber, "QY-BG-MC");
        api.examine(examiner("XZSP"), parent);
        api.grant(approver("XZSP"), parent);
        api.post(examiner("SCJG"), "examinations", examineFile(receiptNumber));

        office.withdraw(receiptNumber, Instant.parse("2026-03-03T04:00:00Z"));

        assertThat(office.fileStatus(receiptNumber)).isEqualTo("WITHDRAWN");
        assertThat(office.statusOf(parent)).isEqualTo("GRANTED");
        assertBatch(api.post(approver("SCJG"), "decisions", grantFile(receiptNumber)), 0, 0);
        assertThat(api.get(approver("SCJG"), "/api/approval/files/{n}", receiptNumber))
                .hasStatusOk()
                .bodyJson()
                .extractingPath("$.counts")
                .asMap()
                .containsEntry("granted", 1)
                .containsEntry("withdrawn", 66);
    }

    /** One case for the parent, and one for each branch that waits for it. */
    private String branchFile(int branches) {
        return office.open(aFile().promised("QY-BG-MC", "XZSP", 0)
                .promised("FZ-BG", "SCJG", 1, "QY-BG-MC")
                .branches(branches)
                .parentFirst());
    }

    private static String examineFile(String receiptNumber) {
        return """
                {"receiptNumber": "%s", "outcome": "PASS", "opinion": "材料齐全"}
                """.formatted(receiptNumber);
    }

    private static String grantFile(String receiptNumber) {
        return """
                {"receiptNumber": "%s", "outcome": "GRANT"}
                """.formatted(receiptNumber);
    }

    private static String quoted(List<String> numbers) {
        return numbers.stream().map(number -> '"' + number + '"').collect(Collectors.joining(", "));
    }

    private static void assertBatch(MvcTestResult reply, int done, int declined) {
        assertThat(reply).hasStatusOk().bodyJson().satisfies(json -> {
            json.assertThat().extractingPath("$.done").isEqualTo(done);
            json.assertThat().extractingPath("$.declined").isEqualTo(declined);
        });
    }

    private static void assertField(MvcTestResult reply, String field) {
        assertThat(reply)
                .hasStatus(400)
                .bodyJson()
                .extractingPath("$.errors[0].field")
                .isEqualTo(field);
    }
}
