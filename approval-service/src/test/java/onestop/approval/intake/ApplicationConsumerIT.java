package onestop.approval.intake;

import static onestop.approval.ApiDriver.approver;
import static onestop.approval.ApiDriver.examiner;
import static onestop.approval.ApiDriver.reviewer;
import static onestop.approval.intake.IntakeMessages.caseNumber;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import onestop.approval.ApiDriver;
import onestop.approval.ApprovalIT;
import onestop.approval.Contract;
import onestop.approval.cases.Office;
import onestop.testsupport.Events;
import onestop.testsupport.Eventually;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Facts of intake-service as they come over the broker: twice, in the wrong order, unreadable. */
@ApprovalIT
class ApplicationConsumerIT {
    private static final String TOPIC = "onestop.intake.application";
    private static final String ACCEPTED = "onestop.intake.application.accepted.v1";
    private static final String WITHDRAWN = "onestop.intake.application.withdrawn.v1";
    private static final String TERMINATED = "onestop.intake.application.terminated.v1";
    private static final Duration SOON = Duration.ofSeconds(30);

    @Autowired
    Events events;

    @Autowired
    ApiDriver api;

    @Autowired
    Office office;

    @Autowired
    JdbcClient jdbc;

    @Test
    void anAcceptanceOpensTheCasesOnceHoweverOftenItIsTold() {
        var number = IntakeMessages.newReceiptNumber();
        var id = UUID.randomUUID();

        var headers = Events.cloudEvent(id, ACCEPTED, number, 2);
        events.send(TOPIC, number, headers, IntakeMessages.accepted(number).getBytes());
        events.send(TOPIC, number, headers, IntakeMessages.accepted(number).getBytes());
        events.send(TOPIC, number, ACCEPTED, number, 2, IntakeMessages.accepted(number));
        fence(number);

        assertThat(count("SELECT count(*) FROM approval_case WHERE receipt_number = ?", number))
                .isEqualTo(3);
        assertThat(count("SELECT count(*) FROM case_history WHERE receipt_number = ?", number))
                .isEqualTo(2);
        assertThat(office.statusOf(caseNumber(number, 1))).isEqualTo("EXAMINATION");
        assertThat(office.statusOf(caseNumber(number, 2))).isEqualTo("DECISION");
        assertThat(office.statusOf(caseNumber(number, 3))).isEqualTo("WAITING");
    }

    /** The catalogue of intake-service says three steps; its acceptance carries them. */
    @Test
    void anItemOfThreeStepsIsExaminedReviewedAndDecidedByThreeOfficers() throws IOException {
        var number = IntakeMessages.newReceiptNumber();
        var sample = Files.readString(Path.of("../contracts/intake/events/" + ACCEPTED + ".sample.json"));
        var first = caseNumber(number, 1);
        events.send(
                TOPIC,
                number,
                ACCEPTED,
                number,
                2,
                sample.replace("371327LB26030200021", number)
                        .replace("37132726030200022", first)
                        .replace("37132726030200023", caseNumber(number, 2)));
        Eventually.within(
                SOON,
                () -> assertThat(count("SELECT count(*) FROM approval_case WHERE case_number = ?", first))
                        .isEqualTo(1));

        assertThat(api.grant(approver("ZRZY"), first)).hasStatus(409);
        assertThat(api.examine(examiner("ZRZY"), first)).hasStatusOk();
        assertThat(api.grant(approver("ZRZY"), first)).hasStatus(409);
        assertThat(api.review(reviewer("ZRZY"), first)).hasStatusOk();
        assertThat(api.grant(approver("ZRZY"), first)).hasStatusOk();

        assertThat(office.acts(first)).containsExactly("OPENED", "EXAMINED", "REVIEWED", "GRANTED");
        assertThat(office.statusOf(caseNumber(number, 2)))
                .as("what it was needed for")
                .isEqualTo("EXAMINATION");
    }

    @Test
    void aWithdrawalClosesWhatIsOpen() {
        var number = IntakeMessages.newReceiptNumber();

        events.send(TOPIC, number, ACCEPTED, number, 2, IntakeMessages.accepted(number));
        events.send(TOPIC, number, WITHDRAWN, number, 3, IntakeMessages.withdrawn(number));
        fence(number);

        assertThat(office.fileStatus(number)).isEqualTo("WITHDRAWN");
        assertThat(office.acts(caseNumber(number, 3))).containsExactly("WITHDRAWN");
    }

    @Test
    void aWithdrawalThatComesFirstIsNotForgotten() {
        var number = IntakeMessages.newReceiptNumber();

        events.send(TOPIC, number, WITHDRAWN, number, 3, IntakeMessages.withdrawn(number));
        fence(number);
        assertThat(count("SELECT count(*) FROM early_withdrawal WHERE receipt_number = ?", number))
                .isEqualTo(1);
        events.send(TOPIC, number, ACCEPTED, number, 2, IntakeMessages.accepted(number));
        fence(number);

        assertThat(office.fileStatus(number)).isEqualTo("WITHDRAWN");
        assertThat(count("SELECT count(*) FROM early_withdrawal WHERE receipt_number = ?", number))
                .isZero();
    }

    @Test
    void aWithdrawalToldTwiceChangesNothingMore() {
        var number = IntakeMessages.newReceiptNumber();

        events.send(TOPIC, number, ACCEPTED, number, 2, IntakeMessages.accepted(number));
        events.send(TOPIC, number, WITHDRAWN, number, 3, IntakeMessages.withdrawn(number));
        events.send(TOPIC, number, WITHDRAWN, number, 3, IntakeMessages.withdrawn(number));
        fence(number);

        assertThat(office.acts(caseNumber(number, 1))).containsExactly("OPENED", "WITHDRAWN");
    }

    @Test
    void aTerminationEndsWhatIsOpenAlsoWhenItComesFirst() {
        var later = IntakeMessages.newReceiptNumber();
        var first = IntakeMessages.newReceiptNumber();

        events.send(TOPIC, later, ACCEPTED, later, 2, IntakeMessages.accepted(later));
        events.send(TOPIC, later, TERMINATED, later, 3, IntakeMessages.terminated(later));
        events.send(TOPIC, later, TERMINATED, later, 3, IntakeMessages.terminated(later));
        events.send(TOPIC, first, TERMINATED, first, 3, IntakeMessages.terminated(first));
        events.send(TOPIC, first, ACCEPTED, first, 2, IntakeMessages.accepted(first));
        fence(later);
        fence(first);

        for (var number : List.of(later, first)) {
            assertThat(office.fileStatus(number)).isEqualTo("FINISHED");
            assertThat(office.acts(caseNumber(number, 1))).containsExactly("OPENED", "TERMINATED");
            assertThat(office.acts(caseNumber(number, 3)))
                    .as("it never started")
                    .containsExactly("TERMINATED");
            assertThat(api.get(approver("XZSP"), "/api/approval/cases/{caseNumber}", caseNumber(number, 1)))
                    .bodyJson()
                    .satisfies(json -> {
                        json.assertThat().extractingPath("$.status").isEqualTo("TERMINATED");
                        json.assertThat().extractingPath("$.ending.by").isEqualTo("system");
                        json.assertThat()
                                .extractingPath("$.ending.grounds")
                                .asString()
                                .startsWith("容缺材料逾期未补交")
                                .endsWith(": PREMISES_PROOF");
                    });
        }
        assertThat(count("SELECT count(*) FROM letter WHERE receipt_number = ?", later))
                .as("it is confirmed where it began")
                .isZero();
    }

    @Test
    void whatWasGrantedBeforeATerminationFinishesTheFile() {
        var number = IntakeMessages.newReceiptNumber();
        events.send(TOPIC, number, ACCEPTED, number, 2, IntakeMessages.accepted(number));
        fence(number);
        assertThat(api.grant(approver("SWJ"), caseNumber(number, 2))).hasStatusOk();

        events.send(
                TOPIC,
                number,
                TERMINATED,
                number,
                3,
                IntakeMessages.terminated(number).replace("DEFERRED_NOT_SUPPLIED", "SUBJECT_GONE"));
        fence(number);

        assertThat(office.statusOf(caseNumber(number, 2))).isEqualTo("GRANTED");
        assertThat(api.get(approver("SWJ"), "/api/approval/files/{receiptNumber}", number))
                .bodyJson()
                .satisfies(json -> {
                    json.assertThat().extractingPath("$.status").isEqualTo("FINISHED");
                    json.assertThat().extractingPath("$.outcome").isEqualTo("PARTLY_GRANTED");
                    json.assertThat().extractingPath("$.counts.ended").isEqualTo(2);
                });
        var told = events.awaitAll(
                Contract.TOPIC,
                SOON,
                one -> number.equals(one.key()),
                ours -> ours.getLast().type().endsWith("file-finished.v1"));
        told.forEach(Contract::holds);
        assertThat(told)
                .filteredOn(one -> one.type().equals("onestop.approval.case.ended.v1"))
                .extracting(one -> Contract.data(one).get("grounds").asString())
                .hasSize(2)
                .containsOnly("企业已注销 (the enterprise exists no longer)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            not json                            | {"receiptNumber":
            without cases                       | {"receiptNumber": "X", "kind": "SINGLE"}
            a case of an item that is not there | BROKEN
            """)
    void whatCannotBeReadBecomesADeadLetterAndOthersGoOn(String what, String body) {
        var number = IntakeMessages.newReceiptNumber();
        var text = body.equals("BROKEN")
                ? IntakeMessages.accepted(number).replace("\"item\": \"SW-BG\"", "\"item\": \"NONE\"")
                : body;

        var id = events.send(TOPIC, number, ACCEPTED, number, 2, text);

        assertThat(events.await(TOPIC + ".dlt", SOON, record -> record.id().equals(id.toString())))
                .as(what)
                .isNotNull();
        assertThat(count("SELECT count(*) FROM dead_letter WHERE state = 'OPEN' AND msg_key = ?", number))
                .isEqualTo(1);
        assertThat(count("SELECT count(*) FROM approval_file WHERE receipt_number = ?", number))
                .isZero();
        fence(IntakeMessages.newReceiptNumber());
    }

    @Test
    void otherFactsAboutApplicationsAreIgnored() {
        var number = IntakeMessages.newReceiptNumber();

        events.send(TOPIC, number, "onestop.intake.application.submitted.v1", number, 1, "{\"anything\": true}");
        fence(number);

        assertThat(count("SELECT count(*) FROM dead_letter WHERE msg_key = ?", number))
                .isZero();
    }

    /** Whatever was sent with this key before has been handled when the file that is sent now is there. */
    private void fence(String key) {
        var number = IntakeMessages.newReceiptNumber();
        events.send(TOPIC, key, ACCEPTED, number, 2, IntakeMessages.accepted(number));
        Eventually.within(
                SOON,
                () -> assertThat(count("SELECT count(*) FROM approval_file WHERE receipt_number = ?", number))
                        .isEqualTo(1));
    }

    private int count(String sql, String argument) {
        return jdbc.sql(sql).param(argument).query(Integer.class).single();
    }
}
