package onestop.appeal.rates;

import static onestop.appeal.Office.APPLICANT;
import static onestop.appeal.Office.AUDITOR;
import static onestop.appeal.Office.COORDINATOR;
import static onestop.appeal.Office.GAJ;
import static onestop.appeal.Office.OURS;
import static onestop.appeal.Office.SWJ;
import static onestop.appeal.Office.WINDOW;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.util.List;
import onestop.appeal.Office.Requests;
import onestop.appeal.TestClock;
import onestop.appeal.WholeService;
import onestop.appeal.contract.Contracts;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Each test has months of its own in a year that no other test uses. */
@WholeService
class RatesIT {
    @Autowired
    Requests requests;

    @Autowired
    TestClock clock;

    @Autowired
    JdbcClient jdbc;

    @Test
    void twelveAppealsOfWhichOneIsLateAreNotAllInTime() {
        clock.setTo("2025-03-03T09:00:00+08:00");
        for (int number = 0; number < 11; number++) {
            requests.closed("GAJ");
        }
        var late = requests.signed("GAJ");
        assertRate(rates("2025-03", ""), "answer", 11, 11, "100.00"); // not late before its time is over
        clock.setTo("2025-03-25T09:00:00+08:00");
        var before = rates("2025-03", "");
        assertRate(before, "answer", 11, 12, "91.67");
        assertRate(before, "response", 11, 12, "91.67");
        assertRate(before, "closing", 11, 12, "91.67");
        assertThat(before.path("received").asInt()).isEqualTo(12);

        requests.put(GAJ, late, "reply", "{\"text\": \"已办结\"}").must(200);
        requests.put(COORDINATOR, late, "call-back", "{\"reached\": true, \"solved\": true, \"satisfied\": true}")
                .must(200);
        requests.put(COORDINATOR, late, "closure", "{}").must(200);
        var after = rates("2025-03", "");
        assertRate(after, "answer", 11, 12, "91.67"); // late stays late
        assertRate(after, "closing", 12, 12, "100.00");
        assertRate(after, "satisfaction", 12, 12, "100.00");
    }

    @Test
    void whoWasNotReachedCountsInNoRateOfTheCallBack() {
        clock.setTo("2025-05-12T09:00:00+08:00");
        requests.calledBack("GAJ", true, true);
        requests.calledBack("GAJ", true, false);
        requests.calledBack("GAJ", false, true);
        var unreached = requests.replied("GAJ");
        for (int hour = 10; hour < 13; hour++) {
            clock.setTo("2025-05-12T%d:00:00+08:00".formatted(hour));
            requests.put(COORDINATOR, unreached, "call-back", "{\"reached\": false}")
                    .must(200);
        }
        var rates = rates("2025-05", "");
        assertRate(rates, "solution", 2, 3, "66.67");
        assertRate(rates, "satisfaction", 2, 3, "66.67");
    }

    @Test
    void anOpenRedoKeepsTheBadCallBack() {
        clock.setTo("2025-06-09T09:00:00+08:00");
        var id = requests.calledBack("GAJ", false, false);
        requests.put(COORDINATOR, id, "redo", "{\"reason\": \"请重办\"}").must(200);
        assertRate(rates("2025-06", ""), "satisfaction", 0, 1, "0.00");
        requests.put(GAJ, id, "reply", "{\"text\": \"已重办\"}").must(200);
        assertRate(rates("2025-06", ""), "satisfaction", 0, 1, "0.00");
        requests.put(COORDINATOR, id, "call-back", "{\"reached\": true, \"solved\": true, \"satisfied\": true}")
                .must(200);
        assertRate(rates("2025-06", ""), "satisfaction", 1, 1, "100.00");
    }

    @Test
    void anEmptyPeriodShowsNoRate() {
        clock.setTo("2025-07-07T09:00:00+08:00");
        var empty = rates("2025-07", "");
        for (var rate : new String[] {"response", "answer", "solution", "satisfaction", "closing"}) {
            assertThat(empty.path(rate).path("denominator").asInt()).isZero();
            assertThat(empty.path(rate).has("percent")).isTrue();
            assertThat(empty.path(rate).path("percent").isNull()).isTrue();
        }
    }

    @Test
    void unitKindAndPeriodNarrowAndRejectedOnesAreLeftAside() {
        clock.setTo("2025-08-04T09:00:00+08:00");
        requests.closed("GAJ");
        requests.signed("SWJ");
        requests.receive("CONSULT");
        var rejected = requests.receive("COMPLAINT");
        requests.put(COORDINATOR, rejected, "rejection", """
                {"ground": "PETITION", "reason": "信访办理中", "competentBody": "县信访局"}""").must(200);
        assertThat(rates("2025-08", "").path("received").asInt()).isEqualTo(3);
        assertThat(rates("2025-08", "&unit=GAJ").path("received").asInt()).isEqualTo(1);
        assertThat(rates("2025-08", "&kind=CONSULT").path("received").asInt()).isEqualTo(1);
        assertThat(requests.get(SWJ, "/rates?from=2025-08-01&to=2025-08-31")
                        .must(200)
                        .json()
                        .path("received")
                        .asInt())
                .isEqualTo(1);
        assertThat(requests.get(COORDINATOR, "/rates?from=2025-08-05&to=2025-08-31")
                        .json()
                        .path("received")
                        .asInt())
                .isZero();
    }

    @Test
    void whatIsOpenedAgainIsNotClosedUntilItIsClosedAgain() {
        clock.setTo("2025-09-08T09:00:00+08:00");
        var id = requests.closed("GAJ");
        assertRate(rates("2025-09", ""), "closing", 1, 1, "100.00");
        assertRate(rates("2025-09", ""), "atOnce", 1, 1, "100.00");
        requests.put(APPLICANT, id, "reopening", "{\"reason\": \"又发生了\"}").must(200);
        assertThat(rates("2025-09", "").path("received").asInt()).isEqualTo(1);
        assertThat(rates("2025-09", "").path("closing").path("denominator").asInt())
                .isZero();
        requests.put(GAJ, id, "reply", "{\"text\": \"已重办\"}").must(200);
        requests.put(COORDINATOR, id, "call-back", "{\"reached\": true, \"solved\": true, \"satisfied\": false}")
                .must(200);
        requests.put(COORDINATOR, id, "closure", "{\"outcome\": \"SOLVED\"}").must(200);
        assertRate(rates("2025-09", ""), "satisfaction", 0, 1, "0.00");
        assertRate(rates("2025-09", ""), "redoing", 1, 1, "100.00");
        assertRate(rates("2025-09", ""), "atOnce", 0, 1, "0.00");
    }

    @Test
    void returnsAndHandlingTimeAndChannelsAreCounted() {
        clock.setTo("2025-10-13T09:00:00+08:00");
        var id = requests.receive("PROBLEM");
        requests.put(COORDINATOR, id, "dispatch", "{\"unit\": \"SWJ\"}").must(200);
        requests.put(SWJ, id, "return", "{\"legalReason\": \"不属职责\", \"proposedUnit\": \"GAJ\"}")
                .must(200);
        requests.put(COORDINATOR, id, "dispatch", "{\"unit\": \"GAJ\"}").must(200);
        requests.put(GAJ, id, "signature", null).must(200);
        clock.setTo("2025-10-13T15:30:00+08:00");
        requests.put(GAJ, id, "reply", "{\"text\": \"已办结\"}").must(200);
        requests.receive("CONSULT", ", \"source\": \"APP\"");
        var rates = rates("2025-10", "");
        assertRate(rates, "returning", 1, 2, "50.00"); // given to two units, given back by one
        assertRate(rates("2025-10", "&unit=SWJ"), "returning", 1, 1, "100.00");
        assertRate(rates("2025-10", "&unit=GAJ"), "returning", 0, 1, "0.00");
        assertThat(rates("2025-10", "&unit=SWJ").path("received").asInt()).isZero();
        assertThat(requests.get(SWJ, "/rates/groups?by=UNIT&from=2025-10-01&to=2025-10-31")
                        .must(200)
                        .json()
                        .at("/items/0/returning/numerator")
                        .asInt())
                .isEqualTo(1);
        assertThat(rates.path("averageHandlingHours").decimalValue()).isEqualByComparingTo("6.50");
        assertThat(rates("2025-10", "&source=APP").path("received").asInt()).isEqualTo(1);
        assertThat(rates("2025-10", "&source=APP").has("averageHandlingHours")).isFalse();
        var groups = requests.get(COORDINATOR, "/rates/groups?by=SOURCE&from=2025-10-01&to=2025-10-31")
                .must(200)
                .json();
        Contracts.assertAnswer("GroupedRates", groups);
        assertThat(groups.path("items").findValuesAsString("key")).containsExactly("APP", "PORTAL");
        requests.get(COORDINATOR, "/rates/groups").must(400);
        requests.get(SWJ, "/rates/groups?by=UNIT&unit=GAJ").mustBe(403, "not-your-unit");
    }

    @Test
    void handlingEndsWithTheAnswerThatStands() {
        clock.setTo("2024-12-02T09:00:00+08:00");
        var id = requests.signed("GAJ");
        var other = requests.signed("GAJ");
        clock.setTo("2024-12-02T11:00:00+08:00");
        requests.put(GAJ, id, "reply", "{\"text\": \"已办结\"}").must(200);
        assertHours("2024-12", "2.00");
        requests.put(GAJ, other, "reply", "{\"text\": \"已办结\"}").must(200);
        clock.setTo("2024-12-02T12:00:00+08:00");
        requests.put(COORDINATOR, id, "redo", "{\"reason\": \"答非所问\"}").must(200);
        assertHours("2024-12", "2.00"); // of the other one only
        clock.setTo("2024-12-03T09:00:00+08:00");
        requests.put(GAJ, id, "reply", "{\"text\": \"已重办\"}").must(200);
        assertHours("2024-12", "13.00"); // 24 and 2
        clock.setTo("2024-12-03T10:00:00+08:00");
        requests.put(COORDINATOR, id, "call-back", "{\"reached\": false}").must(200);
        assertHours("2024-12", "13.00"); // nobody reached: the answer is still that of nine o'clock
        clock.setTo("2024-12-03T14:00:00+08:00");
        callBackAndClose(id);
        assertHours("2024-12", "13.00");

        clock.setTo("2024-12-04T09:00:00+08:00");
        requests.put(APPLICANT, id, "reopening", "{\"reason\": \"又发生了\"}").must(200);
        assertHours("2024-12", "2.00");
        clock.setTo("2024-12-04T13:00:00+08:00");
        requests.put(GAJ, id, "reply", "{\"text\": \"再次办结\"}").must(200);
        assertHours("2024-12", "27.00"); // 52 and 2
        clock.setTo("2024-12-05T09:00:00+08:00");
        callBackAndClose(id);
        assertHours("2024-12", "27.00");
        assertRate(rates("2024-12", ""), "answer", 2, 2, "100.00"); // the first answer was in time and stays that
    }

    private void callBackAndClose(String id) {
        requests.put(COORDINATOR, id, "call-back", "{\"reached\": true, \"solved\": true, \"satisfied\": true}")
                .must(200);
        requests.put(COORDINATOR, id, "closure", "{}").must(200);
    }

    private void assertHours(String month, String hours) {
        assertThat(rates(month, "").path("averageHandlingHours").decimalValue()).isEqualByComparingTo(hours);
    }

    @Test
    void theOfficesOwnAnswerStandsUntilAUnitAnswersAnew() {
        clock.setTo("2025-01-06T09:00:00+08:00");
        var id = requests.receive("CONSULT");
        clock.setTo("2025-01-06T10:00:00+08:00");
        requests.put(COORDINATOR, id, "direct-answer", "{\"text\": \"可以网上办理\"}").must(200);
        assertHours("2025-01", "1.00");
        requests.put(COORDINATOR, id, "call-back", "{\"reached\": true, \"solved\": false, \"satisfied\": false}")
                .must(200);
        requests.put(COORDINATOR, id, "dispatch", "{\"unit\": \"GAJ\"}").must(200);
        assertThat(rates("2025-01", "").has("averageHandlingHours")).isFalse();
        requests.put(GAJ, id, "signature", null).must(200);
        clock.setTo("2025-01-06T16:00:00+08:00");
        requests.put(GAJ, id, "reply", "{\"text\": \"已办结\"}").must(200);
        assertHours("2025-01", "7.00");
    }

    @Test
    void whatTheApplicantSaidOfTheOfficesAnswerCountsWhileTheOfficeAnswersAnew() {
        clock.setTo("2025-02-10T09:00:00+08:00");
        var id = requests.receive("CONSULT");
        requests.put(COORDINATOR, id, "direct-answer", "{\"text\": \"可以网上办理\"}").must(200);
        callBackAndClose(id);
        requests.put(APPLICANT, id, "reopening", "{\"reason\": \"网上办不了\"}").must(200);
        assertRate(rates("2025-02", ""), "satisfaction", 1, 1, "100.00");
        requests.put(COORDINATOR, id, "direct-answer", "{\"text\": \"系统已修复\"}").must(200);
        assertRate(rates("2025-02", ""), "satisfaction", 1, 1, "100.00");
        requests.put(COORDINATOR, id, "call-back", "{\"reached\": true, \"solved\": true, \"satisfied\": false}")
                .must(200);
        assertRate(rates("2025-02", ""), "satisfaction", 0, 1, "0.00");
    }

    @Test
    void whatIsJoinedAndOpenCountsWithTheUnitOfTheOther() {
        clock.setTo("2024-01-15T09:00:00+08:00");
        var main = requests.signed("GAJ");
        var joined = requests.receive("PROBLEM");
        requests.put(COORDINATOR, joined, "joining", "{\"into\": \"" + main + "\"}")
                .must(200);
        assertThat(rates("2024-01", "&unit=GAJ").path("received").asInt()).isEqualTo(2);
        requests.put(COORDINATOR, main, "dispatch", "{\"unit\": \"SWJ\"}").must(409);
        requests.put(GAJ, main, "reply", "{\"text\": \"已办结\"}").must(200);
        assertThat(rates("2024-01", "&unit=GAJ").path("received").asInt()).isEqualTo(2);
        assertThat(rates("2024-01", "").path("received").asInt()).isEqualTo(2);
    }

    @Test
    void whatWasReturnedAndIsWithNobodyNowWasDispatchedAllTheSame() {
        clock.setTo("2024-07-15T09:00:00+08:00");
        var main = requests.receive("PROBLEM", ", \"source\": \"APP\"");
        var id = requests.receive("PROBLEM", ", \"source\": \"APP\"");
        requests.put(COORDINATOR, id, "dispatch", "{\"unit\": \"SWJ\"}").must(200);
        requests.put(SWJ, id, "return", "{\"legalReason\": \"不属职责\", \"proposedUnit\": \"GAJ\"}")
                .must(200);
        requests.put(COORDINATOR, id, "joining", "{\"into\": \"" + main + "\"}").must(200);

        assertRate(rates("2024-07", ""), "returning", 1, 1, "100.00");
        for (var by : List.of("UNIT", "KIND", "SOURCE")) {
            requests.get(COORDINATOR, "/rates/groups?by=" + by + "&from=2024-07-01&to=2024-07-31")
                    .must(200);
        }
    }

    @Test
    void whatTheOfficeAnswersItselfOrIsJoinedWasGivenToNoUnit() {
        clock.setTo("2024-08-12T09:00:00+08:00");
        var main = requests.signed("GAJ");
        var joined = requests.receive("PROBLEM");
        requests.put(COORDINATOR, joined, "joining", "{\"into\": \"" + main + "\"}")
                .must(200);
        requests.put(GAJ, main, "reply", "{\"text\": \"已办结\"}").must(200);
        var asked = requests.receive("CONSULT");
        requests.put(COORDINATOR, asked, "direct-answer", "{\"text\": \"可以网上办理\"}")
                .must(200);
        assertRate(rates("2024-08", ""), "returning", 0, 1, "0.00");
    }

    @Test
    void dispatchesFollowTheKindAndOfDeclinedOnesNoneCounts() {
        clock.setTo("2024-09-09T09:00:00+08:00");
        var id = requests.receive("PROBLEM");
        requests.put(COORDINATOR, id, "dispatch", "{\"unit\": \"SWJ\"}").must(200);
        requests.put(SWJ, id, "return", "{\"legalReason\": \"不属职责\", \"proposedUnit\": \"GAJ\"}")
                .must(200);
        assertThat(rates("2024-09", "&unit=SWJ").path("received").asInt()).isZero(); // it is with the office
        assertRate(rates("2024-09", "&kind=PROBLEM"), "returning", 1, 1, "100.00");
        requests.put(COORDINATOR, id, "classification", "{\"kind\": \"BLOCKED_MATTER\", \"blockedClass\": \"HARD\"}")
                .must(200);
        assertThat(rates("2024-09", "&kind=PROBLEM")
                        .at("/returning/denominator")
                        .asInt())
                .isZero();
        assertRate(rates("2024-09", "&blockedClass=HARD"), "returning", 1, 1, "100.00");
        requests.put(COORDINATOR, id, "dispatch", "{\"unit\": \"GAJ\"}").must(200);
        assertRate(rates("2024-09", ""), "returning", 1, 2, "50.00");
        requests.put(COORDINATOR, id, "rejection", """
                {"ground": "COURT", "reason": "已立案", "competentBody": "莒南县人民法院"}""").must(200);
        assertThat(rates("2024-09", "").at("/returning/denominator").asInt()).isZero();
        assertThat(rates("2024-09", "&unit=SWJ").at("/returning/denominator").asInt())
                .isZero();
    }

    @Test
    void theOfficesAnswerThatWasNotAcceptedStaysInTheSatisfactionAndIsNotDeclined() {
        clock.setTo("2024-10-14T09:00:00+08:00");
        var id = requests.receive("CONSULT");
        requests.put(COORDINATOR, id, "direct-answer", "{\"text\": \"可以网上办理\"}").must(200);
        requests.put(COORDINATOR, id, "call-back", "{\"reached\": true, \"solved\": false, \"satisfied\": false}")
                .must(200);
        assertRate(rates("2024-10", ""), "satisfaction", 0, 1, "0.00");
        assertRate(rates("2024-10", ""), "solution", 0, 1, "0.00");
        requests.put(COORDINATOR, id, "rejection", """
                {"ground": "COURT", "reason": "已立案", "competentBody": "莒南县人民法院"}""").mustBe(409, "already-answered");
        requests.put(COORDINATOR, id, "dispatch", "{\"unit\": \"GAJ\"}").must(200);
        requests.put(GAJ, id, "signature", null).must(200);
        assertRate(rates("2024-10", ""), "satisfaction", 0, 1, "0.00");
        requests.put(GAJ, id, "reply", "{\"text\": \"已办结\"}").must(200);
        assertRate(rates("2024-10", ""), "satisfaction", 0, 1, "0.00");
        requests.put(COORDINATOR, id, "call-back", "{\"reached\": true, \"solved\": true, \"satisfied\": true}")
                .must(200);
        requests.put(COORDINATOR, id, "closure", "{}").must(200);
        assertRate(rates("2024-10", ""), "satisfaction", 1, 1, "100.00");
    }

    @Test
    void aRedoThatIsLateIsNotClosedInTime() {
        clock.setTo("2024-11-11T09:00:00+08:00");
        var inTime = requests.replied("GAJ");
        var late = requests.replied("GAJ");
        for (var id : List.of(inTime, late)) {
            requests.put(COORDINATOR, id, "redo", "{\"reason\": \"答非所问\"}").must(200);
        }
        requests.put(GAJ, inTime, "reply", "{\"text\": \"已重办\"}").must(200);
        clock.setTo("2024-11-26T09:00:00+08:00"); // the redo was due on 20 November
        requests.put(GAJ, late, "reply", "{\"text\": \"已重办\"}").must(200);
        for (var id : List.of(inTime, late)) {
            requests.put(COORDINATOR, id, "call-back", "{\"reached\": true, \"solved\": true, \"satisfied\": true}")
                    .must(200);
            requests.put(COORDINATOR, id, "closure", "{}").must(200);
        }
        var rates = rates("2024-11", "");
        assertRate(rates, "answer", 2, 2, "100.00");
        assertRate(rates, "closing", 2, 2, "100.00");
        assertRate(rates, "closingInTime", 1, 2, "50.00");
        assertRate(rates, "redoing", 2, 2, "100.00");
        assertRate(rates, "atOnce", 0, 2, "0.00");
    }

    @Test
    void blockedMattersAreCountedByTheirClass() {
        clock.setTo("2025-12-01T09:00:00+08:00");
        var simple = blocked("SIMPLE");
        blocked("SIMPLE");
        var hard = blocked("HARD");
        requests.closed("GAJ");
        close(simple);
        close(hard);
        clock.setTo("2025-12-02T09:00:00+08:00");

        var ofSimple = rates("2025-12", "&blockedClass=SIMPLE");
        assertThat(ofSimple.path("received").asInt()).isEqualTo(2);
        assertThat(ofSimple.path("blockedClass").asString()).isEqualTo("SIMPLE");
        assertRate(ofSimple, "answer", 1, 2, "50.00"); // the other one was to be done on the spot
        assertRate(rates("2025-12", "&blockedClass=HARD&kind=BLOCKED_MATTER"), "answer", 1, 1, "100.00");
        var ofSpecial = rates("2025-12", "&blockedClass=SPECIAL");
        assertThat(ofSpecial.path("answer").path("denominator").asInt()).isZero();
        assertThat(ofSpecial.path("answer").path("percent").isNull()).isTrue();

        var groups = requests.get(COORDINATOR, "/rates/groups?by=BLOCKED_CLASS&from=2025-12-01&to=2025-12-31")
                .must(200)
                .json();
        Contracts.assertAnswer("GroupedRates", groups);
        assertThat(groups.path("items").findValuesAsString("key")).containsExactly("HARD", "SIMPLE");
        assertRate(groups.at("/items/1"), "closing", 1, 2, "50.00");
        assertThat(requests.get(COORDINATOR, "/rates/groups?by=BLOCKED_CLASS&kind=HELP&from=2025-12-01&to=2025-12-31")
                        .json()
                        .path("items"))
                .isEmpty();

        requests.put(APPLICANT, hard, "reopening", "{\"reason\": \"又发生了\"}").must(200);
        assertThat(rates("2025-12", "&blockedClass=HARD")
                        .path("closing")
                        .path("denominator")
                        .asInt())
                .isZero();
        assertThat(rates("2025-12", "").path("received").asInt()).isEqualTo(4);
        requests.get(COORDINATOR, "/rates?kind=HELP&blockedClass=HARD")
                .mustBlame("blockedClass", "class-of-blocked-matter");
        requests.get(COORDINATOR, "/rates?blockedClass=EASY").mustBlame("blockedClass", "one-of");
    }

    private String blocked(String blockedClass) {
        return requests.post(WINDOW, """
                {"usci": "%s", "kind": "BLOCKED_MATTER", "blockedClass": "%s", "title": "x", "text": "x"}
                """.formatted(OURS, blockedClass))
                .must(201)
                .text("id");
    }

    private void close(String id) {
        requests.put(COORDINATOR, id, "dispatch", "{\"unit\": \"GAJ\"}").must(200);
        requests.put(GAJ, id, "signature", null).must(200);
        requests.put(GAJ, id, "reply", "{\"text\": \"已办结\"}").must(200);
        callBackAndClose(id);
    }

    @Test // over whatever all tests have left, at several moments
    void theSumsAgreeWithCountingEveryAppeal() {
        clock.setTo("2025-11-10T09:00:00+08:00");
        requests.closed("GAJ");
        requests.signed("SWJ");
        for (var now : List.of("2025-11-10T12:00:00+08:00", "2025-11-28T09:00:00+08:00", "2026-03-06T09:00:00+08:00")) {
            clock.setTo(now);
            var counted = requests.get(COORDINATOR, "/rates").must(200).json();
            var plain = jdbc.sql("""
                    SELECT count(*) AS received,
                           count(*) FILTER (WHERE contact_due_at IS NOT NULL
                                                  AND (contacted_at IS NOT NULL OR contact_due_at < :now)) AS response_of,
                           count(*) FILTER (WHERE contacted_at <= contact_due_at) AS response,
                           count(*) FILTER (WHERE replied_at IS NOT NULL OR solution_due_at < :now) AS answer_of,
                           count(*) FILTER (WHERE replied_at <= solution_due_at) AS answer,
                           count(*) FILTER (WHERE reached) AS satisfaction_of,
                           count(*) FILTER (WHERE reached AND satisfied) AS satisfaction,
                           count(*) FILTER (WHERE state = 'CLOSED' OR solution_due_at < :now) AS closing_of,
                           count(*) FILTER (WHERE state = 'CLOSED') AS closing,
                           count(*) FILTER (WHERE state = 'CLOSED' OR solution_due_at < :now) AS "closingInTime_of",
                           count(*) FILTER (WHERE state = 'CLOSED' AND replied_at <= solution_due_at AND NOT redo_late) AS "closingInTime",
                           count(*) FILTER (WHERE reached) AS solution_of,
                           count(*) FILTER (WHERE reached AND solved) AS solution,
                           count(*) FILTER (WHERE replied_at IS NOT NULL) AS redoing_of,
                           count(*) FILTER (WHERE redone OR office_redone) AS redoing,
                           count(*) FILTER (WHERE state = 'CLOSED') AS "atOnce_of",
                           count(*) FILTER (WHERE state = 'CLOSED' AND returns = 0 AND NOT redone AND NOT office_redone) AS "atOnce",
                           (SELECT count(*) FROM appeal_step s JOIN appeal d ON d.id = s.appeal_id
                             WHERE s.step = 'DISPATCHED' AND d.state <> 'REJECTED') AS returning_of,
                           (SELECT count(*) FROM appeal_step s JOIN appeal d ON d.id = s.appeal_id
                             WHERE s.step = 'RETURNED' AND d.state <> 'REJECTED') AS returning,
                           round(sum(CAST(extract(epoch FROM coalesce((SELECT max(s.at) FROM appeal_step s
                                                                        WHERE s.appeal_id = a.id
                                                                          AND s.step IN ('REPLIED', 'ANSWERED_DIRECTLY')),
                                                                      replied_at) - received_at) AS bigint))
                                     FILTER (WHERE state IN ('REPLIED', 'ANSWERED_DIRECTLY', 'CALLED_BACK', 'CLOSED'))
                                 / (3600.0 * count(*) FILTER (WHERE state IN ('REPLIED', 'ANSWERED_DIRECTLY', 'CALLED_BACK',
                                                                               'CLOSED'))), 2) AS hours
                      FROM appeal a
                     WHERE state <> 'REJECTED'
                    """)
                    .param("now", OffsetDateTime.parse(now))
                    .query()
                    .singleRow();
            assertThat(counted.path("received").asLong()).isEqualTo(plain.get("received"));
            assertThat(counted.path("averageHandlingHours").decimalValue())
                    .isEqualByComparingTo((BigDecimal) plain.get("hours"));
            for (var rate : List.of(
                    "response",
                    "answer",
                    "solution",
                    "satisfaction",
                    "closing",
                    "closingInTime",
                    "returning",
                    "redoing",
                    "atOnce")) {
                assertThat(counted.path(rate).path("numerator").asLong())
                        .as(rate)
                        .isEqualTo(plain.get(rate));
                assertThat(counted.path(rate).path("denominator").asLong())
                        .as(rate)
                        .isEqualTo(plain.get(rate + "_of"));
            }
        }
    }

    @Test
    void aManagerCountsTheOwnUnitOnly() {
        requests.get(SWJ, "/rates?unit=GAJ").mustBe(403, "not-your-unit");
        requests.get(AUDITOR, "/rates?unit=GAJ").must(200);
        requests.get(APPLICANT, "/rates").mustBe(403, "role-not-allowed");
        requests.get(COORDINATOR, "/rates?from=2025-02-02&to=2025-02-01").mustBlame("to", "before-from");
        requests.get(COORDINATOR, "/rates?from=2025-02-30").mustBlame("from", "date");
    }

    private JsonNode rates(String month, String more) {
        var last = YearMonth.parse(month).atEndOfMonth();
        var rates = requests.get(COORDINATOR, "/rates?from=" + month + "-01&to=" + last + more)
                .must(200)
                .json();
        Contracts.assertAnswer("Rates", rates);
        return rates;
    }

    private static void assertRate(JsonNode rates, String name, int numerator, int denominator, String percent) {
        assertThat(rates.path(name).path("numerator").asInt()).as(name).isEqualTo(numerator);
        assertThat(rates.path(name).path("denominator").asInt()).as(name).isEqualTo(denominator);
        assertThat(rates.path(name).path("percent").decimalValue()).as(name).isEqualByComparingTo(percent);
    }
}
