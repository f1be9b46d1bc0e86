package onestop.approval.revisions;

import static onestop.approval.ApiDriver.approver;
import static onestop.approval.ApiDriver.examiner;
import static onestop.approval.ApiDriver.token;
import static onestop.approval.cases.FileExamples.aFile;
import static onestop.approval.cases.Office.caseOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import onestop.approval.ApiDriver;
import onestop.approval.ApprovalIT;
import onestop.approval.Contract;
import onestop.approval.cases.Office;
import onestop.testsupport.Events;
import onestop.testsupport.Eventually;
import onestop.web.Role;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An appeal against a refusal that led somewhere. */
@ApprovalIT
class RevisionsIT {
    private static final String APPEALS = "onestop.appeal.appeal";
    private static final Duration SOON = Duration.ofSeconds(30);

    @Autowired
    ApiDriver api;

    @Autowired
    Office office;

    @Autowired
    Events events;

    @Autowired
    JdbcClient jdbc;

    private final String unit = "R" + UUID.randomUUID().toString().substring(0, 8);
    private String receiptNumber = "";
    private String number = "";

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
        events
                .awaitAll(
                        Contract.TOPIC,
                        SOON,
                        read -> read.stream()
                                        .filter(one -> receiptNumber.equals(one.key()))
                                        .count()
                                == 8)
                .stream()
                .filter(one -> receiptNumber.equals(one.key()))
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

        Eventually.within(SOON, () -> assertThat(deadLetters()).isEqualTo(1));
        assertThat(office.acts(number)).containsExactly("OPENED", "EXAMINED", "REFUSED", "REOPENED");
    }

    @Test
    void whatWasGrantedIsNotReopened() {
        number = caseOf(office.open(aFile().immediate("SW-BG", unit, 0)), "SW-BG");
        api.grant(approver(unit), number);

        ask("caseNumber", number);

        Eventually.within(SOON, () -> assertThat(deadLetters()).isEqualTo(1));
        assertThat(office.statusOf(number)).isEqualTo("GRANTED");
    }

    private int deadLetters() {
        return jdbc.sql("SELECT count(*) FROM dead_letter WHERE msg_key = ?")
                .param(unit)
                .query(Integer.class)
                .single();
    }

    private void ask(String by, String value) {
        events.send(APPEALS, unit, APPEALS + ".revision-asked.v1", unit, 5, """
                {"appealId": "0195526f-9d00-7c3e-9d4b-2a51c0c8f101", "number": "SQ260303000001", "%s": "%s",
                 "reason": "请复核", "askedAt": "2026-03-03T02:00:00Z"}
                """.formatted(by, value));
    }
}
