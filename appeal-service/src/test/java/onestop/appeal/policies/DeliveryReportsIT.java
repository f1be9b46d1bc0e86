package onestop.appeal.policies;

import static onestop.appeal.Office.COORDINATOR;
import static onestop.appeal.Office.applicant;
import static onestop.appeal.enterprises.EnterpriseExamples.anEnterprise;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import onestop.appeal.Calls;
import onestop.appeal.Office.Person;
import onestop.appeal.TestClock;
import onestop.appeal.WholeService;
import onestop.appeal.contract.Contracts;
import onestop.appeal.enterprises.Enterprises;
import onestop.testsupport.Events;
import onestop.testsupport.Eventually;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** What the app and the text messages report of pushes, over a real topic. */
@WholeService
class DeliveryReportsIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String TOPIC = "onestop.partner.policy";
    private static final String DELIVERED = "onestop.partner.policy.delivered.v1";

    @Autowired
    MockMvcTester mvc;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Enterprises enterprises;

    @Autowired
    ApplicationEventPublisher listeners;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    Matching matching;

    @Autowired
    Events events;

    @Autowired
    TestClock clock;

    private final String industry = "行业" + UUID.randomUUID();
    private Calls calls;
    private String usci = "";
    private String policy = "";

    @BeforeEach
    void anEnterpriseIsToldByTextMessage() {
        calls = new Calls(mvc);
        clock.setTo("2026-03-02T09:10:00+08:00");
        jdbc.sql("INSERT INTO unit (key, name_zh, in_use) VALUES ('GXJ', 'GXJ', true) ON CONFLICT DO NOTHING")
                .update();
        usci = anEnterprise().of(industry).registered(enterprises, listeners, transaction);
        calls.put(person(), "/enterprises/" + usci + "/policy-subscription", """
                {"categories": ["INNOVATION"], "channel": "SMS"}""")
                .must(200);
        policy = calls.post(COORDINATOR, "/policies", """
                {"documentNumber": "莒南政办字〔2026〕9号", "titleZh": "补助", "unit": "GXJ", "category": "INNOVATION",
                 "validFrom": "2026-01-01", "validTo": "2026-12-31", "clauses": [{"title": "补助", "benefit": "10%%",
                 "condition": {"field": "INDUSTRY", "in": ["%s"]}, "documents": ["审计报告"]}]}
                """.formatted(industry))
                .must(201)
                .text("id");
        calls.put(COORDINATOR, "/policies/" + policy + "/publication", "\"1\"", "{}")
                .must(200);
        Eventually.within(SOON, () -> {
            matching.doOneStretch();
            assertThat(ofSms().path("pushed").asInt()).isEqualTo(1);
        });
    }

    private Person person() {
        return applicant("person-" + usci, usci);
    }

    private JsonNode ofSms() {
        var figures = calls.get(COORDINATOR, "/policies/" + policy + "/figures")
                .must(200)
                .json();
        Contracts.assertAnswer("PolicyFigures", figures);
        for (var channel : figures.at("/rounds/0/channels")) {
            if (channel.path("channel").asString().equals("SMS")) {
                return channel;
            }
        }
        return figures.path("none");
    }

    private String report(String result, String at) {
        return """
                {"policyId": "%s", "round": 1, "usci": "%s", "channel": "SMS", "result": "%s", "at": "%s"}
                """.formatted(policy, usci, result, at);
    }

    private void tell(String body) {
        events.send(TOPIC, policy + ":" + usci, DELIVERED, policy, 0, body);
    }

    private void awaitCounts(int delivered, int failed, int read) {
        Eventually.within(SOON, () -> {
            assertThat(ofSms().path("delivered").asInt()).isEqualTo(delivered);
            assertThat(ofSms().path("failed").asInt()).isEqualTo(failed);
            assertThat(ofSms().path("read").asInt()).isEqualTo(read);
        });
    }

    private JsonNode push() {
        var page = calls.get(COORDINATOR, "/enterprises/" + usci + "/policy-pushes")
                .must(200)
                .json();
        Contracts.assertAnswer("PushPage", page);
        return page.at("/items/0");
    }

    @Test
    void deliveredReadAndAppliedCountInTheirChannel() {
        tell(report("DELIVERED", "2026-03-02T09:12:00+08:00"));
        awaitCounts(1, 0, 0);
        assertThat(push().path("channel").asString()).isEqualTo("SMS");
        assertThat(push().path("deliveredAt").asString()).startsWith("2026-03-02T09:12:00");

        tell(report("READ", "2026-03-02T09:13:00+08:00"));
        awaitCounts(1, 0, 1);
        calls.put(person(), "/enterprises/%s/policy-pushes/%s/application".formatted(usci, policy), null)
                .must(204);
        assertThat(ofSms().path("applied").asInt()).isEqualTo(1);
        var all = calls.get(COORDINATOR, "/policies/" + policy + "/figures").json();
        assertThat(all.at("/rounds/0/applied").asInt()).isEqualTo(1);
        assertThat(all.at("/rounds/0/channels")).hasSize(1);
    }

    @Test
    void lateAndRepeatedReportsChangeNothing() {
        tell(report("READ", "2026-03-02T09:14:00+08:00"));
        awaitCounts(1, 0, 1);
        clock.setTo("2026-03-05T09:00:00+08:00");
        tell(report("READ", "2026-03-04T10:00:00+08:00"));
        tell(report("READ", "2026-03-02T09:14:00+08:00"));
        tell(report("FAILED", "2026-03-02T09:11:00+08:00"));
        tell(report("DELIVERED", "2026-03-02T09:12:00+08:00"));
        Eventually.within(
                SOON, () -> assertThat(push().path("deliveredAt").asString()).startsWith("2026-03-02T09:12:00"));
        awaitCounts(1, 0, 1);
        assertThat(push().path("readAt").asString()).startsWith("2026-03-02T09:14:00");
    }

    @Test
    void aDeliveryMakesUpForAFailure() {
        tell(report("FAILED", "2026-03-02T09:12:00+08:00"));
        awaitCounts(0, 1, 0);
        assertThat(push().has("deliveredAt")).isFalse();
        tell(report("DELIVERED", "2026-03-02T09:13:00+08:00"));
        awaitCounts(1, 0, 0);
    }

    @Test
    void nothingIsDeliveredBeforeItWasPushed() {
        tell(report("DELIVERED", "2026-03-01T09:00:00+08:00"));
        awaitCounts(1, 0, 0);
        assertThat(push().path("deliveredAt").asString())
                .isEqualTo(push().path("pushedAt").asString());
    }

    @ParameterizedTest
    @CsvSource({
        "SMS, APP",
        "SMS, PORTAL",
        "SMS, PIGEON",
        "DELIVERED, SEEN",
        "\"round\": 1, \"round\": 2",
        "\"round\": 1, \"round\": 0",
        "2026-03-02T09:12:00+08:00, 2026-03-02T09:12:00",
        "2026-03-02T09:12:00+08:00, 2026-03-02T09:20:00+08:00",
        "\"usci\", \"code\"",
        "\"policyId\", \"policy\""
    })
    void whatNamesNoPushIsADeadLetterAndHoldsUpNobody(String right, String wrong) {
        tell(report("DELIVERED", "2026-03-02T09:12:00+08:00").replace(right, wrong));
        tell(report("READ", "2026-03-02T09:13:00+08:00"));

        awaitCounts(1, 0, 1);
        Eventually.within(
                SOON,
                () -> assertThat(jdbc.sql(
                                        "SELECT reason FROM dead_letter WHERE consumer = 'policy-deliveries' AND msg_key = :key")
                                .param("key", policy + ":" + usci)
                                .query(String.class)
                                .list())
                        .hasSize(1)
                        .allSatisfy(reason -> assertThat(reason).doesNotContain(usci)));
        assertThat(push().path("deliveredAt").asString()).startsWith("2026-03-02T09:13:00");
    }
}
