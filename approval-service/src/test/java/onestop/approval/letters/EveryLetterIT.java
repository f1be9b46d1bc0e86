package onestop.approval.letters;

import static onestop.approval.ApiDriver.applicant;
import static onestop.approval.ApiDriver.approver;
import static onestop.approval.cases.FileExamples.PARENT;
import static onestop.approval.cases.FileExamples.aFile;
import static onestop.approval.cases.Office.caseOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import onestop.approval.ApiDriver;
import onestop.approval.ApprovalIT;
import onestop.approval.Pdfs;
import onestop.approval.TestClock;
import onestop.approval.cases.Office;
import onestop.approval.letters.WriteLetters.Draft;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Each kind of letter with what it is given, and with hostile texts in it. */
@ApprovalIT
class EveryLetterIT {
    private static final String HOSTILE = "<b>理由&说明</b>{{facts}}";

    @Autowired
    ApiDriver api;

    @Autowired
    Office office;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    WriteLetters letters;

    @Autowired
    PlatformTransactionManager transactions;

    private final String unit = "E" + UUID.randomUUID().toString().substring(0, 8);
    private String number = "";

    @BeforeEach
    void aGrantedCase() {
        number = caseOf(office.open(aFile().immediate("E-1", unit, 0)), "E-1");
        assertThat(api.grant(approver(unit), number)).hasStatusOk();
    }

    private static Map<String, Object> details(LetterKind kind) {
        return switch (kind) {
            case GRANT -> Map.of("grounds", HOSTILE);
            case REFUSAL -> Map.of("grounds", HOSTILE, "remedies", "六十日内；六个月内");
            case SPECIAL_PROCEDURE ->
                Map.of(
                        "kind",
                        "HEARING",
                        "legalGround",
                        HOSTILE,
                        "expectedWorkingDays",
                        20,
                        "askUntilOn",
                        "2026-03-09");
            case EXTENSION ->
                Map.of("workingDays", 10, "rank", "HEAD_OF_BODY", "approvedBy", "staff-7", "reason", HOSTILE);
            case TERMINATION, FORWARDING -> Map.of("reason", HOSTILE);
            case HEARING_NOTICE -> Map.of("hearingOn", "2026-03-16", "place", HOSTILE, "chair", "staff-8");
            case RENEWAL_GRANT ->
                Map.of("deemed", false, "validUntilOn", "2027-03-02", "newValidUntilOn", "2028-03-02");
            case RENEWAL_REFUSAL -> Map.of("grounds", HOSTILE, "remedies", "六十日内；六个月内", "validUntilOn", "2027-03-02");
            case REVOCATION, CANCELLATION -> Map.of("groundZh", "法律、法规规定的其他情形", "reason", HOSTILE);
        };
    }

    private static String article(LetterKind kind) {
        return switch (kind) {
            case GRANT, REFUSAL -> "第三十八条";
            case SPECIAL_PROCEDURE -> "五个工作日内，即于2026年3月9日";
            case EXTENSION -> "第四十二条";
            case TERMINATION -> "终止办理";
            case HEARING_NOTICE -> "第四十八条";
            case FORWARDING -> "第三十五条";
            case RENEWAL_GRANT, RENEWAL_REFUSAL -> "第五十条";
            case REVOCATION -> "第六十九条";
            case CANCELLATION -> "第七十条";
        };
    }

    private void write(LetterKind kind, Map<String, Object> details) {
        new TransactionTemplate(transactions)
                .executeWithoutResult(
                        _ -> letters.write(TestClock.TUESDAY_NOON, List.of(new Draft(kind, number, details))));
    }

    @ParameterizedTest
    @EnumSource
    void eachNamesItsLawAndShowsTextsAsTheyAre(LetterKind kind) {
        write(kind, details(kind));

        var id = jdbc.sql("SELECT id FROM letter WHERE unit = ? AND kind = ? ORDER BY entry DESC LIMIT 1")
                .params(unit, kind.name())
                .query(UUID.class)
                .single();
        var text = Pdfs.text(api.read(applicant(PARENT), "/api/approval/letters/{id}", "", id)
                .getResponse()
                .getContentAsByteArray());
        assertThat(text)
                .contains(kind.nameZh())
                .contains(article(kind))
                .contains("2026年3月3日")
                .contains("莒" + unit)
                .doesNotContain("staff-7");
        if (details(kind).containsValue(HOSTILE)) {
            assertThat(text).contains(HOSTILE);
        }
        if (kind == LetterKind.EXTENSION) {
            assertThat(text).contains("延长10个工作日");
        }
        if (List.of(LetterKind.REFUSAL, LetterKind.RENEWAL_REFUSAL, LetterKind.REVOCATION, LetterKind.CANCELLATION)
                .contains(kind)) {
            assertThat(text).contains("六十日内").contains("六个月内");
        }
    }

    @Test
    void aNoticeOfACorrectionNamesAllThatIsWrong() {
        write(
                LetterKind.SPECIAL_PROCEDURE,
                Map.of(
                        "kind",
                        "CORRECTION",
                        "legalGround",
                        "行政许可法第三十二条",
                        "expectedWorkingDays",
                        5,
                        "supervisorReason",
                        "首次审查漏看租赁期限",
                        "defects",
                        List.of(
                                Map.of("material", "SITE_PLAN", "fault", "INCOMPLETE", "text", HOSTILE),
                                Map.of("material", "LEASE", "fault", "MISSING", "text", "租赁合同"))));

        var id = jdbc.sql("SELECT id FROM letter WHERE unit = ? AND kind = 'SPECIAL_PROCEDURE'")
                .param(unit)
                .query(UUID.class)
                .single();
        assertThat(Pdfs.text(api.read(applicant(PARENT), "/api/approval/letters/{id}", "", id)
                        .getResponse()
                        .getContentAsByteArray()))
                .contains("补正材料")
                .contains("SITE_PLAN（不完整）")
                .contains(HOSTILE)
                .contains("LEASE（缺少）：租赁合同")
                .contains("再次通知的理由：首次审查漏看租赁期限");
    }

    @Test
    void theDatabaseRefusesARefusalWithoutItsReasonsOrRemedies() {
        assertThatThrownBy(() -> write(LetterKind.REFUSAL, Map.of("grounds", "x")))
                .hasMessageContaining("letter_refusal_says_why");
    }

    @Test
    void noLetterIsWrittenOutsideTheTransactionOfItsAct() {
        var drafts = List.of(new Draft(LetterKind.TERMINATION, number, Map.of()));

        assertThatThrownBy(() -> letters.write(TestClock.TUESDAY_NOON, drafts))
                .isInstanceOf(IllegalTransactionStateException.class);
    }

    @Test
    void aLetterThatWasUndoneLeavesItsNumberToTheNext() {
        assertThatThrownBy(() -> new TransactionTemplate(transactions).executeWithoutResult(_ -> {
                    letters.write(TestClock.TUESDAY_NOON, List.of(new Draft(LetterKind.TERMINATION, number, Map.of())));
                    throw new IllegalStateException("undone");
                }))
                .hasMessage("undone");
        write(LetterKind.TERMINATION, Map.of());

        assertThat(jdbc.sql("SELECT number FROM letter WHERE unit = ? AND kind = 'TERMINATION'")
                        .param(unit)
                        .query((row, _) -> row.getString(1))
                        .list())
                .containsExactly("莒" + unit + "终告〔2026〕1号");
    }
}
