package onestop.appeal.broadcasts;

import static onestop.appeal.Office.COORDINATOR;
import static onestop.appeal.Office.GAJ;
import static onestop.appeal.Office.applicant;
import static onestop.appeal.Office.manager;
import static onestop.appeal.enterprises.EnterpriseExamples.anEnterprise;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import onestop.appeal.Calls;
import onestop.appeal.Office.Person;
import onestop.appeal.TestClock;
import onestop.appeal.WholeService;
import onestop.appeal.contract.Contracts;
import onestop.appeal.enterprises.Enterprises;
import onestop.testsupport.Events;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

@WholeService
class BroadcastsIT {
    private static final Person GXJ = manager("manager-gxj", "GXJ");

    @Autowired
    MockMvcTester mvc;

    @Autowired
    Enterprises enterprises;

    @Autowired
    ApplicationEventPublisher listeners;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    Events events;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TestClock clock;

    private Calls calls;

    @BeforeEach
    void begin() {
        calls = new Calls(mvc);
        clock.setTo("2026-03-02T09:10:00+08:00");
        jdbc.sql("INSERT INTO unit (key, name_zh, in_use) VALUES ('GXJ', '工信局', true) ON CONFLICT DO NOTHING")
                .update();
    }

    private static String body(String startsAt) {
        return """
                {"kind": "LIVE", "titleZh": "研发补助怎么领", "unit": "GXJ", "startsAt": "%s", "minutes": 60, "channel": "云直播间"}
                """.formatted(startsAt);
    }

    private String planned() {
        var made = calls.post(GXJ, "/broadcasts", body("2026-03-05T10:00:00+08:00"))
                .must(201);
        Contracts.assertAnswer("Broadcast", made.json());
        return made.text("id");
    }

    @Test
    void everybodyReadsTheScheduleEnterprisesRegisterOnceAndTheUnitCounts() {
        var id = planned();
        var usci = anEnterprise().registered(enterprises, listeners, transaction);
        var person = applicant("person", usci);
        for (int time = 0; time < 2; time++) {
            calls.put(person, "/broadcasts/" + id + "/registrations/" + usci, null)
                    .must(204);
        }
        assertThat(mvc.get().uri("/api/appeal/broadcasts?limit=200"))
                .hasStatusOk()
                .bodyText()
                .contains(id);
        calls.put(GXJ, "/broadcasts/" + id + "/outcome", "{\"viewers\": 1}").mustBe(409, "broadcast-not-over");
        clock.setTo("2026-03-05T11:00:00+08:00");
        calls.put(person, "/broadcasts/" + id + "/registrations/" + usci, null).mustBe(409, "broadcast-begun");
        var held = calls.put(GXJ, "/broadcasts/" + id + "/outcome", "{\"viewers\": 320, \"replay\": \"云课堂\"}")
                .must(200)
                .json();
        Contracts.assertAnswer("Broadcast", held);
        assertThat(held.path("registrations").asInt()).isEqualTo(1);
        assertThat(held.path("viewers").asInt()).isEqualTo(320);
        calls.put(GXJ, "/broadcasts/" + id + "/cancellation", "{\"reason\": \"x\"}")
                .mustBe(409, "broadcast-over");
    }

    @Test
    void whatIsOnTheAirIsInTheScheduleUntilItEnds() {
        var id = planned();
        clock.setTo("2026-03-05T10:59:00+08:00");
        assertThat(mvc.get().uri("/api/appeal/broadcasts?limit=200"))
                .hasStatusOk()
                .bodyText()
                .contains(id);
        clock.setTo("2026-03-05T11:00:00+08:00");
        assertThat(mvc.get().uri("/api/appeal/broadcasts?limit=200"))
                .hasStatusOk()
                .bodyText()
                .doesNotContain(id);
    }

    @Test
    void whatIsCancelledTakesNobodyAndIsNotHeld() {
        var id = planned();
        calls.put(COORDINATOR, "/broadcasts/" + id + "/cancellation", "{\"reason\": \"改期\"}")
                .must(200);
        var usci = anEnterprise().registered(enterprises, listeners, transaction);
        calls.put(applicant("person", usci), "/broadcasts/" + id + "/registrations/" + usci, null)
                .mustBe(409, "broadcast-over");
        clock.setTo("2026-03-06T11:00:00+08:00");
        calls.put(GXJ, "/broadcasts/" + id + "/outcome", "{\"viewers\": 1}").mustBe(409, "broadcast-over");
    }

    @Test
    void whatIsPlannedAndCancelledIsTold() {
        var id = planned();
        var usci = anEnterprise().registered(enterprises, listeners, transaction);
        calls.put(applicant("person", usci), "/broadcasts/" + id + "/registrations/" + usci, null)
                .must(204);
        calls.put(GXJ, "/broadcasts/" + id + "/cancellation", "{\"reason\": \"改期\"}")
                .must(200);
        var told = events.awaitAll(
                "onestop.appeal.broadcast",
                Duration.ofSeconds(20),
                each -> each.subject().equals(id),
                ours -> ours.size() == 2);
        told.forEach(each -> Contracts.assertEvent(each.type(), each.text()));
        assertThat(told.get(0).text()).contains("研发补助怎么领").contains("2026-03-05T02:00:00Z");
        assertThat(told.get(1).type()).endsWith(".cancelled.v1");
        assertThat(told.get(1).text()).contains(usci).doesNotContain("改期").doesNotContain("person");
    }

    @Test
    void ofManyThatRegisteredNoEventNamesMoreThanTheBrokerTakes() {
        var id = planned();
        jdbc.sql("""
                INSERT INTO broadcast_registration (broadcast_id, usci, registered_by, registered_at)
                SELECT CAST(:id AS uuid), lpad(CAST(n AS text), 18, '0'), 'somebody', now() FROM generate_series(1, 1001) AS n
                """).param("id", id).update();
        calls.put(GXJ, "/broadcasts/" + id + "/cancellation", "{\"reason\": \"改期\"}")
                .must(200);
        var told = events.awaitAll(
                "onestop.appeal.broadcast",
                Duration.ofSeconds(20),
                each -> each.subject().equals(id) && each.type().endsWith(".cancelled.v1"),
                ours -> ours.size() >= 3);
        var named = new TreeSet<String>();
        assertThat(told)
                .extracting(each -> {
                    Contracts.assertEvent(each.type(), each.text());
                    var registered = JsonMapper.shared().readTree(each.text()).path("registered");
                    registered.forEach(usci -> named.add(usci.asString()));
                    return registered.size();
                })
                .containsExactly(500, 500, 1);
        assertThat(named).hasSize(1001);
    }

    @Test
    void whatIsWrongOrForeignIsRefused() {
        var id = planned();
        var usci = anEnterprise().registered(enterprises, listeners, transaction);
        calls.post(GXJ, "/broadcasts", body("2026-03-01T10:00:00+08:00")).mustBlame("startsAt", "in-the-future");
        calls.post(
                        GXJ,
                        "/broadcasts",
                        body("2026-03-05T10:00:00+08:00")
                                .replace(
                                        "\"minutes\"",
                                        "\"policies\": [\"%s\"], \"minutes\"".formatted(UUID.randomUUID())))
                .mustBlame("policies", "policy-in-force");
        calls.post(GAJ, "/broadcasts", body("2026-03-05T10:00:00+08:00")).mustBe(403, "not-your-broadcast");
        for (var nobody : List.of("NOBODY", "gxj")) {
            calls.post(
                            COORDINATOR,
                            "/broadcasts",
                            body("2026-03-05T10:00:00+08:00").replace("GXJ", nobody))
                    .mustBlame("unit", "unknown-unit");
        }
        calls.put(GAJ, "/broadcasts/" + id + "/cancellation", "{\"reason\": \"x\"}")
                .mustBe(403, "not-your-broadcast");
        calls.put(applicant("x", "91371327MA3DEM0A2G"), "/broadcasts/" + id + "/registrations/" + usci, null)
                .mustBe(403, "not-your-enterprise");
        calls.put(GXJ, "/broadcasts/" + UUID.randomUUID() + "/cancellation", "{\"reason\": \"x\"}")
                .mustBe(404, "no-such-broadcast");
    }
}
