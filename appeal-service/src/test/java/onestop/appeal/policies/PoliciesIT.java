package onestop.appeal.policies;

import static onestop.appeal.Office.APPLICANT;
import static onestop.appeal.Office.AUDITOR;
import static onestop.appeal.Office.COORDINATOR;
import static onestop.appeal.Office.applicant;
import static onestop.appeal.Office.manager;
import static onestop.appeal.enterprises.EnterpriseExamples.anEnterprise;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import onestop.appeal.Calls;
import onestop.appeal.Office.Person;
import onestop.appeal.Office.Requests.Answer;
import onestop.appeal.TestClock;
import onestop.appeal.WholeService;
import onestop.appeal.contract.Contracts;
import onestop.appeal.enterprises.EnterpriseExamples;
import onestop.appeal.enterprises.Enterprises;
import onestop.testsupport.Events;
import onestop.testsupport.Eventually;
import onestop.testsupport.Measured;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

@WholeService
class PoliciesIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Person GXJ = manager("manager-gxj", "GXJ");
    private static final Person GAJ = manager("manager-gaj", "GAJ");

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

    private Calls calls;
    /** Each test has an industry of its own, so that the policies of one reach nobody of another. */
    private String industry;

    @BeforeEach
    void begin() {
        calls = new Calls(mvc);
        industry = "行业" + UUID.randomUUID();
        clock.setTo("2026-03-02T09:10:00+08:00");
        jdbc.sql("INSERT INTO unit (key, name_zh, in_use) VALUES ('GXJ', 'GXJ', true) ON CONFLICT DO NOTHING")
                .update();
    }

    private String body(String condition) {
        return """
                {"documentNumber": "莒南政办字〔2026〕3号", "titleZh": "补助", "unit": "GXJ", "category": "INNOVATION",
                 "validFrom": "2026-01-01", "validTo": "2026-12-31",
                 "clauses": [{"title": "首年补助", "benefit": "10%%", "condition": %s, "documents": ["审计报告"]}]}
                """.formatted(condition);
    }

    private String ofIndustry(String... more) {
        return "{\"all\": [{\"field\": \"INDUSTRY\", \"in\": [\"%s\"]}%s]}"
                .formatted(industry, more.length == 0 ? "" : "," + String.join(",", more));
    }

    private Answer draft(String condition) {
        var made = calls.post(GXJ, "/policies", body(condition)).must(201);
        Contracts.assertAnswer("Policy", made.json());
        return made;
    }

    private String published(String condition) {
        var id = draft(condition).text("id");
        publish(id, "\"1\"", "{}").must(200);
        matchAll();
        return id;
    }

    private Answer publish(String id, String version, String body) {
        return calls.put(GXJ, "/policies/" + id + "/publication", version, body);
    }

    private void matchAll() {
        boolean more = true;
        while (more) {
            more = matching.doOneStretch();
        }
        // what another thread holds just now is soon done, too
        Eventually.within(
                SOON,
                () -> assertThat(jdbc.sql("SELECT count(*) FROM policy_match_run WHERE finished_at IS NULL")
                                .query(Long.class)
                                .single())
                        .isZero());
    }

    /** Also when other tests have been on that day: its own run is then to come again. */
    private void theDayBegins(String day) {
        jdbc.sql("DELETE FROM policy_match_run WHERE policy_serial IS NULL AND day = ?::date")
                .param(day)
                .update();
        clock.setTo(day + "T00:10:00+08:00");
    }

    private String register(EnterpriseExamples enterprise) {
        return enterprise.registered(enterprises, listeners, transaction);
    }

    private static Person of(String usci) {
        return applicant("person-" + usci, usci);
    }

    private JsonNode pushes(String usci) {
        var answer = calls.get(of(usci), "/enterprises/" + usci + "/policy-pushes")
                .must(200)
                .json();
        Contracts.assertAnswer("PushPage", answer);
        return answer.path("items");
    }

    private long pushed(String usci) {
        return jdbc.sql("""
                SELECT count(*) FROM policy_push AS p JOIN enterprise AS e ON e.serial = p.enterprise_serial WHERE e.usci = :usci
                """).param("usci", usci).query(Long.class).single();
    }

    @Test
    void aPolicyGoesFromDraftToTheEnterpriseThatApplies() {
        var fits = register(anEnterprise().of(industry));
        var large = register(anEnterprise().of(industry).scaled("LARGE"));
        var made = draft(ofIndustry("{\"field\": \"SCALE\", \"in\": [\"SMALL\", \"MICRO\"]}"));
        var id = made.text("id");
        assertThat(pushed(fits)).isZero();

        var reach = calls.get(GXJ, "/policies/" + id + "/reach").must(200).json();
        Contracts.assertAnswer("PolicyReach", reach);
        assertThat(reach.path("fitting").asInt()).isEqualTo(1);
        assertThat(reach.path("byScale").path("SMALL").asInt()).isEqualTo(1);
        assertThat(reach.path("byTown").path("371327001000").asInt()).isEqualTo(1);
        assertThat(reach.path("sample").get(0).path("usci").asString()).isEqualTo(fits);
        assertThat(pushed(fits)).isZero();

        Contracts.assertAnswer("Policy", publish(id, "\"1\"", "{}").must(200).json());
        matchAll();
        assertThat(pushes(fits).get(0).path("policyId").asString()).isEqualTo(id);
        assertThat(pushed(large)).isZero();

        calls.put(of(fits), "/enterprises/%s/policy-pushes/%s/reading".formatted(fits, id), null)
                .must(204);
        for (int time = 0; time < 2; time++) {
            calls.put(of(fits), "/enterprises/%s/policy-pushes/%s/application".formatted(fits, id), null)
                    .must(204);
        }
        var counts =
                calls.get(AUDITOR, "/policies/" + id + "/figures").must(200).json();
        Contracts.assertAnswer("PolicyFigures", counts);
        assertThat(counts.path("rounds").toString())
                .isEqualTo(
                        "[{\"round\":1,\"pushed\":1,\"delivered\":1,\"failed\":0,\"read\":1,\"applied\":1,\"channels\":"
                                + "[{\"channel\":\"PORTAL\",\"pushed\":1,\"delivered\":1,\"failed\":0,\"read\":1,\"applied\":1}]}]");
        calls.put(of(large), "/enterprises/%s/policy-pushes/%s/reading".formatted(large, id), null)
                .mustBe(404, "not-pushed");

        var event = events.await(
                "onestop.appeal.policy",
                SOON,
                each -> each.subject().equals(id) && each.type().endsWith("published.v1"));
        Contracts.assertEvent(event.type(), event.text());
    }

    @Test
    void theOfficeLooksWithoutATrace() {
        var usci = register(anEnterprise().of(industry));
        var id = published(ofIndustry());
        calls.get(COORDINATOR, "/enterprises/" + usci + "/policy-pushes").must(200);
        assertThat(calls.get(GXJ, "/policies/" + id + "/figures")
                        .json()
                        .path("rounds")
                        .get(0)
                        .path("delivered")
                        .asInt())
                .isZero();
    }

    @Test
    void aNewVersionReachesNewcomersAndANewRoundEverybody() {
        var small = register(anEnterprise().of(industry));
        var micro = register(anEnterprise().of(industry).scaled("MICRO"));
        var id = published(ofIndustry("{\"field\": \"SCALE\", \"in\": [\"SMALL\"]}"));
        assertThat(List.of(pushed(small), pushed(micro))).containsExactly(1L, 0L);

        calls.put(GXJ, "/policies/" + id + "/draft", "\"2\"", body(ofIndustry()))
                .must(200);
        assertThat(pushed(micro)).isZero();
        publish(id, "\"3\"", "{\"pushAgain\": false}").must(200);
        matchAll();
        assertThat(List.of(pushed(small), pushed(micro))).containsExactly(1L, 1L);

        calls.put(GXJ, "/policies/" + id + "/draft", "\"4\"", body(ofIndustry()))
                .must(200);
        publish(id, "\"5\"", "{\"pushAgain\": true}").must(200);
        matchAll();
        assertThat(List.of(pushed(small), pushed(micro))).containsExactly(2L, 2L);
    }

    @Test
    void aChangedEnterpriseIsMatchedWithItsChange() {
        var id = published(ofIndustry("{\"field\": \"RESEARCH_YUAN\", \"min\": 500000}"));
        var usci = register(anEnterprise().of(industry));
        assertThat(pushed(usci)).isZero();
        var near = calls.get(of(usci), "/enterprises/" + usci + "/policy-menu?fit=NEARLY")
                .must(200)
                .json();
        Contracts.assertAnswer("MenuPage", near);
        var reasons = near.path("items").get(0).path("clauses").get(0).path("reasons");
        assertThat(reasons.get(0).path("outcome").asString()).isEqualTo("FITS");
        assertThat(reasons.get(0).path("own").asString()).isEqualTo(industry);
        assertThat(reasons.get(1).path("outcome").asString()).isEqualTo("UNKNOWN");
        assertThat(reasons.get(1).path("requirementZh").asString()).isEqualTo("年研发投入（元）不少于500000");

        long began = System.nanoTime();
        var profile = calls.put(
                        of(usci), "/enterprises/" + usci + "/figures", "{\"year\": 2025, \"researchYuan\": 600000}")
                .must(200);
        assertThat(pushed(usci)).isEqualTo(1);
        Measured.within(
                Duration.ofSeconds(1), Duration.ofNanos(System.nanoTime() - began), "matching one changed enterprise");
        Contracts.assertAnswer("EnterpriseProfile", profile.json());
        assertThat(calls.get(of(usci), "/enterprises/" + usci + "/policy-menu")
                        .json()
                        .path("items")
                        .get(0)
                        .path("policyId")
                        .asString())
                .isEqualTo(id);
        assertThat(calls.get(of(usci), "/enterprises/" + usci + "/policy-menu?fit=NEARLY")
                        .json()
                        .path("items")
                        .isEmpty())
                .isTrue();

        calls.put(of(usci), "/enterprises/" + usci + "/figures", "{\"year\": 2023, \"researchYuan\": 1}")
                .mustBe(409, "later-figures-known");
        calls.put(of(usci), "/enterprises/" + usci + "/figures", "{\"year\": 2027}")
                .mustBlame("year", "year-range");
        calls.put(of(usci), "/enterprises/" + usci + "/figures", "{\"year\": 2025, \"taxYuan\": -1}")
                .must(400);
    }

    @Test
    void figuresAreComparedWithEachOtherAndWithTheYearBefore() {
        var condition = ofIndustry(
                "{\"field\": \"EMPLOYEES\", \"atLeast\": {\"field\": \"EMPLOYEES_LAST_YEAR\"}}",
                "{\"field\": \"RESEARCH_YUAN\", \"atLeast\": {\"field\": \"REVENUE_YUAN\", \"factor\": 0.03}}");
        var id = draft(condition).text("id");
        var usci = register(anEnterprise().of(industry));
        var figures = "/enterprises/" + usci + "/figures";
        calls.put(
                        of(usci),
                        figures,
                        "{\"year\": 2025, \"revenueYuan\": 10000000, \"researchYuan\": 300000, \"employees\": 45}")
                .must(200);
        var undecided = calls.get(GXJ, "/policies/" + id + "/reach").must(200).json();
        Contracts.assertAnswer("PolicyReach", undecided);
        assertThat(undecided.path("fitting").asInt()).isZero();
        assertThat(part(undecided).path("requirementZh").asString()).isEqualTo("从业人数不少于上年从业人数");
        publish(id, "\"1\"", "{}").must(200);
        matchAll();

        var asked = reason(usci, 1);
        assertThat(asked.path("outcome").asString()).isEqualTo("UNKNOWN");
        assertThat(asked.path("unknown").toString()).isEqualTo("[\"EMPLOYEES_LAST_YEAR\"]");
        var profile = calls.put(of(usci), figures, "{\"year\": 2024, \"employees\": 50}")
                .must(200)
                .json();
        Contracts.assertAnswer("EnterpriseProfile", profile);
        assertThat(profile.path("year").asInt()).isEqualTo(2025);
        assertThat(profile.path("employees").asInt()).isEqualTo(45);
        assertThat(profile.path("lastYear").toString()).isEqualTo("{\"employees\":50}");
        var missed = reason(usci, 1);
        assertThat(missed.path("outcome").asString()).isEqualTo("MISSES");
        assertThat(missed.path("own").asString()).isEqualTo("45");
        assertThat(missed.path("needed").asString()).isEqualTo("50");
        var decided = calls.get(GXJ, "/policies/" + id + "/reach").must(200).json();
        assertThat(part(decided).path("missing").asLong()
                        - part(undecided).path("missing").asLong())
                .isEqualTo(1);
        assertThat(part(decided).path("unknown").asLong()
                        - part(undecided).path("unknown").asLong())
                .isEqualTo(-1);
        assertThat(pushed(usci)).isZero();

        calls.put(of(usci), figures, "{\"year\": 2024, \"employees\": 45}").must(200);
        assertThat(pushed(usci)).isEqualTo(1);
        calls.put(
                        of(usci),
                        figures,
                        "{\"year\": 2026, \"revenueYuan\": 10000000, \"researchYuan\": 299999, \"employees\": 46}")
                .must(200);
        var next = calls.get(of(usci), "/enterprises/" + usci + "/profile").json();
        assertThat(next.path("lastYear").path("employees").asInt()).isEqualTo(45);
        assertThat(next.path("lastYear").path("revenueYuan").asInt()).isEqualTo(10_000_000);
        assertThat(reason(usci, 2).path("needed").asString()).isEqualTo("300000");
        assertThat(pushed(usci)).isEqualTo(1);
        calls.put(of(usci), figures, "{\"year\": 2024, \"employees\": 1}").mustBe(409, "later-figures-known");
    }

    /** The second part of the only clause in the test run. */
    private static JsonNode part(JsonNode reach) {
        return reach.path("clauses").get(0).path("parts").get(1);
    }

    /** A part of the only clause of the only policy that nearly fits. */
    private JsonNode reason(String usci, int number) {
        var menu = calls.get(of(usci), "/enterprises/" + usci + "/policy-menu?fit=NEARLY")
                .must(200)
                .json();
        Contracts.assertAnswer("MenuPage", menu);
        return menu.path("items").get(0).path("clauses").get(0).path("reasons").get(number);
    }

    @Test
    void yearsLeaveNoGapBetweenThem() {
        var usci = register(anEnterprise().of(industry));
        var figures = "/enterprises/" + usci + "/figures";
        calls.put(of(usci), figures, "{\"year\": 2023, \"employees\": 1}").must(200);
        var later = calls.put(of(usci), figures, "{\"year\": 2025, \"employees\": 3}")
                .must(200)
                .json();
        assertThat(later.path("employees").asInt()).isEqualTo(3);
        assertThat(later.has("lastYear")).isFalse(); // 2023 is not the year before 2025
    }

    @Test
    void theRegistrysEventsAreFollowed() {
        events.createTopic("onestop.intake.enterprise", 1);
        published(ofIndustry("{\"field\": \"SCALE\", \"in\": [\"MICRO\"]}"));
        var usci = EnterpriseExamples.newUsci();
        send(usci, 3, "SMALL");
        Eventually.within(SOON, () -> assertThat(enterprises.serialOf(usci)).isPresent());
        assertThat(pushed(usci)).isZero();
        send(usci, 4, "MICRO");
        Eventually.within(SOON, () -> assertThat(pushed(usci)).isEqualTo(1));
        send(usci, 2, "LARGE"); // late: what is known is newer
        events.send(
                "onestop.intake.enterprise",
                usci,
                Events.cloudEvent(UUID.randomUUID(), "onestop.intake.enterprise.registered.v1", usci, 5),
                null);
        Eventually.within(SOON, () -> assertThat(enterprises.serialOf(usci)).isEmpty());
        assertThat(jdbc.sql("SELECT scale FROM enterprise WHERE usci = :usci")
                        .param("usci", usci)
                        .query(String.class)
                        .single())
                .isEqualTo("MICRO");
        calls.get(of(usci), "/enterprises/" + usci + "/policy-menu").mustBe(404, "no-such-enterprise");
    }

    @Test
    void whatIsReplayedOrTakenOutAndPutBackIsNotPushedAgain() {
        events.createTopic("onestop.intake.enterprise", 1);
        published(ofIndustry());
        var usci = EnterpriseExamples.newUsci();
        send(usci, 1, "SMALL");
        Eventually.within(SOON, () -> assertThat(pushed(usci)).isEqualTo(1));
        var since = pushedAt(usci);
        clock.advance(Duration.ofHours(1));
        send(usci, 1, "SMALL"); // the topic is read again from its start
        send(usci, 2, "MICRO");
        events.send(
                "onestop.intake.enterprise",
                usci,
                Events.cloudEvent(UUID.randomUUID(), "onestop.intake.enterprise.registered.v1", usci, 3),
                null);
        send(usci, 4, "LARGE");
        Eventually.within(
                SOON,
                () -> assertThat(jdbc.sql("SELECT scale FROM enterprise WHERE usci = :usci AND registered")
                                .param("usci", usci)
                                .query(String.class)
                                .optional())
                        .hasValue("LARGE"));
        matchAll();
        assertThat(pushed(usci)).isEqualTo(1);
        assertThat(pushedAt(usci)).isEqualTo(since);
    }

    private OffsetDateTime pushedAt(String usci) {
        return jdbc.sql("""
                SELECT p.pushed_at FROM policy_push AS p JOIN enterprise AS e ON e.serial = p.enterprise_serial WHERE e.usci = :usci
                """).param("usci", usci).query(OffsetDateTime.class).single();
    }

    private void send(String usci, int sequence, String scale) {
        events.send(
                "onestop.intake.enterprise",
                usci,
                "onestop.intake.enterprise.registered.v1",
                usci,
                sequence,
                """
                {"usci": "%s", "name": "甲公司", "kind": "COMPANY", "regionCode": "371327001000", "industry": "%s", "scale": "%s"}
                """.formatted(usci, industry, scale));
    }

    @Test
    void timeAloneMakesAnEnterpriseFit() {
        var usci = register(anEnterprise().of(industry).since("2025-03-05"));
        published(ofIndustry("{\"field\": \"AGE_MONTHS\", \"min\": 12}"));
        assertThat(pushed(usci)).isZero();
        theDayBegins("2026-03-05");
        Eventually.within(SOON, () -> assertThat(pushed(usci)).isEqualTo(1)); // by the day's own run
    }

    @Test
    void aSubscriptionNarrowsWhatIsPushedAndNamesTheChannel() {
        var usci = register(anEnterprise().of(industry));
        var answer = calls.put(
                        of(usci),
                        "/enterprises/" + usci + "/policy-subscription",
                        "{\"categories\": [\"TAX\"], \"channel\": \"SMS\"}")
                .must(200);
        Contracts.assertAnswer("Subscription", answer.json());
        var id = published(ofIndustry());
        assertThat(pushed(usci)).isZero();
        assertThat(calls.get(of(usci), "/enterprises/" + usci + "/policy-menu")
                        .json()
                        .path("items")
                        .size())
                .isEqualTo(1);

        calls.put(
                        of(usci),
                        "/enterprises/" + usci + "/policy-subscription",
                        "{\"categories\": [\"TAX\", \"INNOVATION\"], \"channel\": \"SMS\"}")
                .must(200);
        assertThat(pushed(usci)).isEqualTo(1);
        var event = events.await(
                "onestop.appeal.policy",
                SOON,
                each -> each.subject().equals(id) && each.type().endsWith("pushed.v1"));
        Contracts.assertEvent(event.type(), event.text());
        assertThat(event.text()).contains(usci).doesNotContain("person-");
    }

    @Test
    void whatTheMenuShowsCanBeAppliedForThoughItWasNotPushed() throws Exception {
        var usci = register(anEnterprise().of(industry));
        var large = register(anEnterprise().of(industry).scaled("LARGE"));
        for (var each : List.of(usci, large)) {
            calls.put(of(each), "/enterprises/" + each + "/policy-subscription", "{\"categories\": [\"TAX\"]}")
                    .must(200);
        }
        var id = published(ofIndustry("{\"field\": \"SCALE\", \"in\": [\"SMALL\", \"MICRO\"]}"));
        assertThat(menuOf(usci)).hasSize(1);
        assertThat(pushed(usci)).isZero();

        try (var threads = Executors.newFixedThreadPool(4)) {
            var work = IntStream.range(0, 4)
                    .mapToObj(_ -> (Callable<Answer>) () -> calls.put(
                            of(usci), "/enterprises/%s/policy-pushes/%s/application".formatted(usci, id), null))
                    .toList();
            for (var done : threads.invokeAll(work)) {
                done.get().must(204);
            }
        }
        calls.put(of(large), "/enterprises/%s/policy-pushes/%s/application".formatted(large, id), null)
                .mustBe(404, "not-pushed");
        assertThat(calls.get(AUDITOR, "/policies/" + id + "/figures")
                        .must(200)
                        .json()
                        .path("rounds")
                        .toString())
                .isEqualTo(
                        "[{\"round\":1,\"pushed\":1,\"delivered\":1,\"failed\":0,\"read\":1,\"applied\":1,\"channels\":"
                                + "[{\"channel\":\"PORTAL\",\"pushed\":1,\"delivered\":1,\"failed\":0,\"read\":1,\"applied\":1}]}]");

        calls.put(
                        of(usci),
                        "/enterprises/" + usci + "/policy-subscription",
                        "{\"categories\": [\"TAX\", \"INNOVATION\"]}")
                .must(200);
        assertThat(pushed(usci)).as("never the same push twice").isEqualTo(1);
    }

    @Test
    void withdrawnItLeavesEveryMenuAndTakesNoApplication() {
        var usci = register(anEnterprise().of(industry));
        var id = published(ofIndustry());
        calls.put(GXJ, "/policies/" + id + "/withdrawal", "\"2\"", "{\"reason\": \"由新办法代替\"}")
                .must(200);
        assertThat(calls.get(of(usci), "/enterprises/" + usci + "/policy-menu")
                        .json()
                        .path("items")
                        .isEmpty())
                .isTrue();
        calls.put(of(usci), "/enterprises/%s/policy-pushes/%s/application".formatted(usci, id), null)
                .mustBe(409, "policy-withdrawn");
        calls.put(GXJ, "/policies/" + id + "/draft", "\"3\"", body(ofIndustry()))
                .mustBe(409, "policy-withdrawn");
        publish(id, "\"3\"", "{}").mustBe(409, "policy-withdrawn");
        calls.put(GXJ, "/policies/" + id + "/withdrawal", "\"3\"", "{\"reason\": \"x\"}")
                .mustBe(409, "policy-withdrawn");
    }

    @Test
    void whoWithdrawsWaitsForTheStretchThatIsBeingPushed() throws Exception {
        register(anEnterprise().of(industry));
        var id = published(ofIndustry());
        var pushing = new CompletableFuture<Integer>();
        var mayEnd = new CompletableFuture<Void>();
        try (var threads = Executors.newFixedThreadPool(2)) {
            var stretch = threads.submit(() -> transaction.executeWithoutResult(_ -> {
                jdbc.sql("""
                        INSERT INTO policy_match_run (policy_serial, day, started_at)
                        SELECT serial, '2026-03-02', now() FROM policy WHERE id = :id::uuid
                        """).param("id", id).update();
                assertThat(matching.doOneStretch()).isTrue();
                pushing.complete(
                        jdbc.sql("SELECT pg_backend_pid()").query(Integer.class).single());
                mayEnd.orTimeout(30, TimeUnit.SECONDS).join();
            }));
            int holder = pushing.get(30, TimeUnit.SECONDS);
            var withdrawal = threads.submit(
                    () -> calls.put(GXJ, "/policies/" + id + "/withdrawal", "\"2\"", "{\"reason\": \"由新办法代替\"}")
                            .must(200));
            Eventually.within(
                    SOON,
                    () -> assertThat(jdbc.sql(
                                            "SELECT EXISTS (SELECT 1 FROM pg_stat_activity WHERE :holder = ANY(pg_blocking_pids(pid)))")
                                    .param("holder", holder)
                                    .query(Boolean.class)
                                    .single())
                            .isTrue());
            assertThat(withdrawal.isDone()).isFalse();
            mayEnd.complete(null);
            stretch.get();
            withdrawal.get();
        }
    }

    @Test
    void afterItsPeriodAPolicyIsNeitherOfferedNorAppliedFor() {
        var usci = register(anEnterprise().of(industry));
        var id = published(ofIndustry());
        var application = "/enterprises/%s/policy-pushes/%s/application".formatted(usci, id);
        clock.setTo("2026-12-31T23:00:00+08:00");
        assertThat(menuOf(usci)).hasSize(1);
        clock.setTo("2027-01-01T00:10:00+08:00");
        assertThat(menuOf(usci)).isEmpty();
        calls.put(of(usci), application, null).mustBe(409, "policy-not-open");
        clock.setTo("2026-12-31T23:00:00+08:00");
        calls.put(of(usci), application, null).must(204);
    }

    @Test
    void aPolicyWhosePeriodBeginsLaterIsPushedWhenItDoes() {
        var usci = register(anEnterprise().of(industry));
        var id = calls.post(GXJ, "/policies", body(ofIndustry()).replace("2026-01-01", "2026-04-07"))
                .must(201)
                .text("id");
        publish(id, "\"1\"", "{}").must(200);
        matchAll();
        assertThat(pushed(usci)).isZero();
        theDayBegins("2026-04-07");
        Eventually.within(SOON, () -> assertThat(pushed(usci)).isEqualTo(1));
    }

    private List<JsonNode> menuOf(String usci) {
        return calls.get(of(usci), "/enterprises/" + usci + "/policy-menu")
                .must(200)
                .json()
                .path("items")
                .valueStream()
                .toList();
    }

    @Test
    void onlyTheIssuingUnitWritesAndOnlyTheEnterpriseActs() {
        var usci = register(anEnterprise().of(industry));
        var id = draft(ofIndustry()).text("id");
        calls.post(GAJ, "/policies", body(ofIndustry())).mustBe(403, "not-your-policy");
        calls.put(GAJ, "/policies/" + id + "/draft", "\"1\"", body(ofIndustry()))
                .mustBe(403, "not-your-policy");
        calls.put(GAJ, "/policies/" + id + "/publication", "\"1\"", "{}").mustBe(403, "not-your-policy");
        calls.get(GAJ, "/policies/" + id + "/reach").mustBe(403, "not-your-policy");
        calls.get(APPLICANT, "/policies/" + id).mustBe(404, "no-such-policy");
        calls.put(GXJ, "/policies/" + id + "/draft", "\"9\"", body(ofIndustry()))
                .mustBe(412, "stale-version");
        calls.put(GXJ, "/policies/" + id + "/draft", body(ofIndustry())).mustBe(428, "precondition-required");
        calls.put(GXJ, "/policies/" + id + "/withdrawal", "\"1\"", "{\"reason\": \"x\"}")
                .mustBe(409, "policy-not-published");
        publish(id, "\"1\"", "{}").must(200);
        publish(id, "\"2\"", "{}").mustBe(409, "nothing-to-publish");
        publish(UUID.randomUUID().toString(), "\"1\"", "{}").mustBe(404, "no-such-policy");
        calls.get(APPLICANT, "/policies/" + id).must(200);

        calls.get(APPLICANT, "/enterprises/" + usci + "/policy-menu").mustBe(403, "not-your-enterprise");
        calls.get(APPLICANT, "/enterprises/" + usci + "/policy-pushes").mustBe(403, "not-your-enterprise");
        calls.get(APPLICANT, "/enterprises/" + usci + "/profile").mustBe(403, "not-your-enterprise");
        calls.get(APPLICANT, "/enterprises/" + usci + "/policy-subscription").mustBe(403, "not-your-enterprise");
        calls.put(APPLICANT, "/enterprises/" + usci + "/figures", "{\"year\": 2025}")
                .mustBe(403, "not-your-enterprise");
        calls.put(APPLICANT, "/enterprises/%s/policy-pushes/%s/reading".formatted(usci, id), null)
                .mustBe(403, "not-your-enterprise");
    }

    @Test
    void whatIsWrongInADraftIsNamed() {
        calls.post(GXJ, "/policies", body("{\"all\": [{\"field\": \"SCALE\", \"in\": [\"HUGE\"]}]}"))
                .mustBlame("clauses[0].condition.all[0].in", "one-of");
        calls.post(GXJ, "/policies", body("{}")).mustBlame("clauses[0].condition", "one-form");
        calls.post(GXJ, "/policies", body(ofIndustry()).replace("2026-12-31", "2025-12-31"))
                .mustBlame("validTo", "before-from");
        calls.post(COORDINATOR, "/policies", body(ofIndustry()).replace("GXJ", "NOBODY"))
                .mustBlame("unit", "unknown-unit");
    }

    @Test
    void publishedTextNeverChanges() {
        var id = published(ofIndustry());
        assertThat(org.assertj.core.api.Assertions.catchThrowable(
                        () -> jdbc.sql("""
                        UPDATE policy_version SET content = '{}' WHERE policy_serial = (SELECT serial FROM policy WHERE id = :id)
                        """).param("id", UUID.fromString(id)).update()))
                .hasMessageContaining("never changes");
    }

    /** Enterprises arrive, change and are matched by two workers while the policy is published: nobody is missed, nobody told twice. */
    @Test
    void nobodyIsMissedAndNobodyIsToldTwice() throws Exception {
        int rounds = 6;
        for (int round = 0; round < rounds; round++) {
            var id = draft(ofIndustry()).text("id");
            var uscis = new ArrayList<String>();
            for (int i = 0; i < 4; i++) {
                uscis.add(register(anEnterprise().of("别的行业")));
            }
            var start = new CyclicBarrier(7);
            var work = new ArrayList<Callable<Void>>();
            for (var usci : uscis) {
                work.add(() -> {
                    start.await();
                    anEnterprise().of(industry).registered(usci, 2, enterprises, listeners, transaction);
                    return null;
                });
            }
            work.add(() -> {
                start.await();
                publish(id, "\"1\"", "{}").must(200);
                return null;
            });
            for (int i = 0; i < 2; i++) {
                work.add(() -> {
                    start.await();
                    matchAll();
                    return null;
                });
            }
            try (var threads = Executors.newFixedThreadPool(7)) {
                for (var done : threads.invokeAll(work)) {
                    done.get();
                }
            }
            matchAll();
            matchAll();
            int policies = round + 1;
            assertThat(uscis).allSatisfy(usci -> assertThat(pushed(usci)).isEqualTo(policies));
        }
    }
}
