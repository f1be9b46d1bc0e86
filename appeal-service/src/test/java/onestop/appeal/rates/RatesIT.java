package onestop.appeal.rates;

import static onestop.appeal.Office.APPLICANT;
import static onestop.appeal.Office.AUDITOR;
import static onestop.appeal.Office.COORDINATOR;
import static onestop.appeal.Office.GAJ;
import static onestop.appeal.Office.SWJ;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.YearMonth;
import onestop.appeal.Office.Requests;
import onestop.appeal.TestClock;
import onestop.appeal.WholeService;
import onestop.appeal.contract.Contracts;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Each test has months of its own in a year that no other test uses. */
@WholeService
class RatesIT {
    @Autowired
    Requests requests;

    @Autowired
    TestClock clock;

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
