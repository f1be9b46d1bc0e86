package onestop.approval.licences;

import static onestop.approval.ApiDriver.applicant;
import static onestop.approval.ApiDriver.approver;
import static onestop.approval.licences.Licensing.ONE;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import onestop.approval.ApiDriver;
import onestop.approval.ApprovalIT;
import onestop.approval.Contract;
import onestop.approval.Pdfs;
import onestop.approval.TestClock;
import onestop.approval.cases.Office;
import onestop.testsupport.Events;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** Renewal by decision and by law. The licence holds from 3 March 2026 to 2 March 2027; renewal is asked by 31 January 2027. */
@ApprovalIT
class RenewalsIT {
    private static final String RENEWALS = ONE + "/renewals";
    private static final String DECISION = RENEWALS + "/{id}/decision";
    private static final Instant IN_TIME = Instant.parse("2027-01-31T15:59:59Z");
    private static final Instant TOO_LATE = Instant.parse("2027-01-31T16:00:00Z");
    private static final Instant LAST_MOMENT = Instant.parse("2027-03-02T15:59:59Z");
    private static final Instant DAY_AFTER = Instant.parse("2027-03-02T16:00:00Z");

    @Autowired
    ApiDriver api;

    @Autowired
    Office office;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TestClock clock;

    @Autowired
    Events events;

    @Autowired
    SettlePastLicences past;

    Licensing licensing;
    String licence;

    @BeforeEach
    void aLicence() {
        licensing = new Licensing(api, office, jdbc);
        licence = licensing.limited(12);
    }

    @AfterEach
    void backToTuesday() {
        clock.reset();
    }

    private MvcTestResult ask(String token) {
        return api.call("POST", token, RENEWALS, "", null, null, licence);
    }

    private String asked() {
        clock.set(IN_TIME);
        var result = ask(applicant(licensing.holder));
        assertThat(result).hasStatus(201);
        return Licensing.json(result).get("id").asString();
    }

    private MvcTestResult decide(String token, String id, String body) {
        return api.call("PUT", token, DECISION, "", null, body, licence, id);
    }

    private void settle() {
        while (past.settle(200) > 0) {
            assertThat(licensing.status(licence)).isNotNull();
        }
    }

    private String outcome(String id) {
        return jdbc.sql("SELECT outcome FROM licence_renewal WHERE id = CAST(? AS uuid)")
                .param(id)
                .query((row, _) -> row.getString(1))
                .single();
    }

    @Test
    void aGrantedRenewalAddsThePeriodToTheLastDay() {
        var id = asked();
        clock.set(LAST_MOMENT);

        assertThat(decide(approver(licensing.unit), id, """
                {"outcome": "GRANT"}
                """))
                .hasStatusOk()
                .bodyJson()
                .extractingPath("$.newValidUntil")
                .isEqualTo("2028-03-02");
        assertThat(decide(approver(licensing.unit), id, """
                {"outcome": "GRANT"}
                """)).as("again").hasStatusOk();
        assertThat(decide(approver(licensing.unit), id, """
                {"outcome": "REFUSE", "grounds": "x"}
                """)).hasStatus(409);
        assertThat(inTheLog())
                .containsExactly("ASKED 2027-03-02 holder", "GRANTED 2028-03-02 approver-" + licensing.unit);
        assertThat(licensing.validUntil(licence)).isEqualTo(LocalDate.of(2028, 3, 2));
        var told = events.await(
                Contract.LICENCES,
                Duration.ofSeconds(30),
                one -> licence.equals(one.key()) && one.type().endsWith("renewed.v1"));
        Contract.holds(told);
        assertThat(Contract.data(told).get("deemed").asBoolean()).isFalse();
        var pdf = api.read(applicant(licensing.holder), ONE + "/document", "", licence)
                .getResponse()
                .getContentAsByteArray();
        assertThat(Pdfs.text(pdf)).contains("至2028年3月2日（2027年3月2日延续）");
        clock.set(DAY_AFTER);
        settle();
        assertThat(licensing.status(licence)).isEqualTo("VALID");
    }

    @Test
    void theLetterOfADeemedRenewalNamesTheLastDayThatTheLicenceHad() {
        jdbc.sql("UPDATE licence SET valid_until = '2028-02-29' WHERE licence_number = ?")
                .param(licence)
                .update();
        clock.set(Instant.parse("2028-01-10T04:00:00Z"));
        assertThat(ask(applicant(licensing.holder))).hasStatus(201);
        clock.set(Instant.parse("2028-02-29T16:00:01Z"));
        settle();

        assertThat(licensing.validUntil(licence)).isEqualTo(LocalDate.of(2029, 2, 28));
        assertThat(jdbc.sql("""
                        SELECT facts -> 'details' ->> 'validUntilOn' FROM letter WHERE unit = ? AND kind = 'RENEWAL_GRANT'
                        """).param(licensing.unit).query(String.class).single())
                .isEqualTo("2028-02-29");
    }

    @Test
    void withoutADecisionTheLawRenewsIt() {
        var id = asked();
        clock.set(LAST_MOMENT);
        settle();
        assertThat(outcome(id)).isEqualTo("ASKED");

        clock.set(DAY_AFTER);
        settle();

        assertThat(outcome(id)).isEqualTo("DEEMED");
        assertThat(inTheLog()).containsExactly("ASKED 2027-03-02 holder", "DEEMED 2028-03-02 system");
        assertThat(licensing.status(licence)).isEqualTo("VALID");
        assertThat(licensing.validUntil(licence)).isEqualTo(LocalDate.of(2028, 3, 2));
        var told = events.await(
                Contract.LICENCES,
                Duration.ofSeconds(30),
                one -> licence.equals(one.key()) && one.type().endsWith("renewed.v1"));
        Contract.holds(told);
        assertThat(Contract.data(told).get("deemed").asBoolean()).isTrue();
        var letter = jdbc.sql("SELECT id FROM letter WHERE unit = ? AND kind = 'RENEWAL_GRANT'")
                .param(licensing.unit)
                .query(UUID.class)
                .single();
        assertThat(Pdfs.text(api.read(applicant(licensing.holder), "/api/approval/letters/{id}", "", letter)
                        .getResponse()
                        .getContentAsByteArray()))
                .contains("视为准予延续")
                .contains("原有效期至2027年3月2日，延续后有效期至2028年3月2日");
        assertThat(decide(approver(licensing.unit), id, """
                {"outcome": "REFUSE", "grounds": "太晚"}
                """)).hasStatus(409);
    }

    @Test
    void aDecisionAfterTheLastDayComesTooLateEvenBeforeTheLawIsApplied() {
        var id = asked();
        clock.set(DAY_AFTER);

        assertThat(decide(approver(licensing.unit), id, """
                {"outcome": "REFUSE", "grounds": "不再符合条件"}
                """))
                .hasStatus(409)
                .bodyJson()
                .extractingPath("$.type")
                .isEqualTo("/problems/renewal-deemed");
    }

    @Test
    void aRefusalLeavesTheLicenceToItsEnd() {
        var id = asked();
        assertThat(decide(approver(licensing.unit), id, """
                {"outcome": "REFUSE", "grounds": "不再符合条件"}
                """)).hasStatusOk();
        assertThat(decide(approver(licensing.unit), id, """
                {"outcome": "REFUSE", "grounds": "不再符合条件"}
                """)).as("again").hasStatusOk();
        clock.set(DAY_AFTER);
        settle();

        assertThat(licensing.status(licence)).isEqualTo("EXPIRED");
        assertThat(inTheLog())
                .containsExactly(
                        "ASKED 2027-03-02 holder",
                        "REFUSED 2027-03-02 approver-" + licensing.unit,
                        "EXPIRED 2027-03-02 system");
        assertThat(jdbc.sql("SELECT count(*) FROM letter WHERE unit = ? AND kind = 'RENEWAL_REFUSAL'")
                        .param(licensing.unit)
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
        var told = events.await(
                Contract.LICENCES,
                Duration.ofSeconds(30),
                one -> licence.equals(one.key()) && one.type().endsWith("expired.v1"));
        Contract.holds(told);
        assertThat(Contract.data(told).has("officers")).as("time is nobody").isFalse();
        var all = events.list(Contract.LICENCES, licence);
        all.forEach(Contract::holds);
        assertThat(all.stream().map(one -> one.type().replace(Contract.LICENCES + ".", "") + " " + one.sequence()))
                .containsExactly("issued.v1 1", "renewal-refused.v1 2", "expired.v1 3");
        assertThat(all.get(1).text()).contains("approver-" + licensing.unit).doesNotContain("不再符合条件");
    }

    @Test
    void whoDoesNotAskLosesItAtItsEnd() {
        clock.set(LAST_MOMENT);
        settle();
        assertThat(licensing.status(licence)).isEqualTo("VALID");

        clock.set(DAY_AFTER);
        settle();
        assertThat(licensing.status(licence)).isEqualTo("EXPIRED");
        assertThat(ask(applicant(licensing.holder)))
                .hasStatus(409)
                .bodyJson()
                .extractingPath("$.type")
                .isEqualTo("/problems/licence-not-valid");
    }

    @Test
    void whoAsksLaterThanThirtyDaysBeforeTheEndIsTooLate() {
        clock.set(TOO_LATE);

        assertThat(ask(applicant(licensing.holder))).hasStatus(409).bodyJson().satisfies(json -> {
            json.assertThat().extractingPath("$.type").isEqualTo("/problems/renewal-too-late");
            json.assertThat().extractingPath("$.detail").asString().contains("2027-01-31");
        });
    }

    @Test
    void onlyTheHolderAsksOnceAndOnlyTheUnitDecides() {
        clock.set(IN_TIME);
        assertThat(ask(applicant("SOMEBODY-ELSE"))).hasStatus(404);
        assertThat(ask(approver(licensing.unit))).hasStatus(403);
        var id = asked();
        assertThat(ask(applicant(licensing.holder)))
                .hasStatus(409)
                .bodyJson()
                .extractingPath("$.type")
                .isEqualTo("/problems/renewal-asked-already");
        assertThat(decide(approver("ELSEWHERE"), id, """
                {"outcome": "GRANT"}
                """)).hasStatus(404);
        assertThat(decide(applicant(licensing.holder), id, """
                {"outcome": "GRANT"}
                """)).hasStatus(403);
        assertThat(decide(approver(licensing.unit), id, """
                {"outcome": "REFUSE"}
                """))
                .hasStatus(400)
                .bodyJson()
                .extractingPath("$.errors[0].field")
                .isEqualTo("grounds");
        assertThat(outcome(id)).isEqualTo("ASKED");
    }

    @Test
    void whatIsNotLimitedIsNotRenewed() {
        licence = licensing.granted("NO-RULE");

        assertThat(ask(applicant(licensing.holder)))
                .hasStatus(409)
                .bodyJson()
                .extractingPath("$.type")
                .isEqualTo("/problems/licence-unlimited");
    }

    @Test
    void replicasSettleEachLicenceOnce() throws Exception {
        var licences = new ArrayList<>(List.of(licence));
        asked();
        clock.reset();
        for (int i = 0; i < 30; i++) {
            licences.add(new Licensing(api, office, jdbc).limited(12));
        }
        clock.set(DAY_AFTER);
        try (var replicas = Executors.newFixedThreadPool(4)) {
            var work = new ArrayList<Callable<Integer>>();
            for (int i = 0; i < 4; i++) {
                work.add(() -> {
                    int all = 0;
                    for (int settled = past.settle(5); settled > 0; settled = past.settle(5)) {
                        all += settled;
                    }
                    return all;
                });
            }
            for (var done : replicas.invokeAll(work)) {
                done.get();
            }
        }
        settle();

        assertThat(jdbc.sql(
                                "SELECT count(*) FROM licence_history WHERE licence_number = ANY (?) GROUP BY licence_number")
                        .param(licences.toArray(String[]::new))
                        .query((row, _) -> row.getLong(1))
                        .list())
                .hasSize(31)
                .containsOnly(2L);
    }

    private java.util.List<String> inTheLog() {
        return jdbc.sql("""
                SELECT facts ->> 'act' || ' ' || (facts ->> 'validUntilOn') || ' ' || (details ->> 'actor')
                  FROM ledger_leaf
                 WHERE facts ->> 'kind' = 'RENEWAL' AND facts ->> 'subject' = ?
                 ORDER BY leaf_id
                """).param(licence).query((row, _) -> row.getString(1)).list();
    }
}
