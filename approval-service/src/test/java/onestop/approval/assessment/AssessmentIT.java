package onestop.approval.assessment;

import static onestop.approval.ApiDriver.approver;
import static onestop.approval.ApiDriver.manager;
import static onestop.approval.ApiDriver.token;
import static onestop.approval.cases.FileExamples.aFile;
import static onestop.approval.cases.Office.caseOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.jayway.jsonpath.JsonPath;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import onestop.approval.ApiDriver;
import onestop.approval.ApprovalIT;
import onestop.approval.Contract;
import onestop.approval.TestClock;
import onestop.approval.cases.Office;
import onestop.testsupport.Events;
import onestop.web.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** Each test has a quarter of its own, far from what other tests decide. */
@ApprovalIT
class AssessmentIT {
    private static final String ASSESSMENT = "/api/approval/assessments/{quarter}";
    private static final String SCHEMES = "/api/approval/assessment-schemes";
    private static final String SUPERVISOR = token("supervisor", "JGJ", Role.EVALUATION_SUPERVISOR);
    private static final String AUDITOR = token("auditor", "JGJ", Role.AUDITOR);

    @Autowired
    ApiDriver api;

    @Autowired
    Office office;

    @Autowired
    TestClock clock;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Events events;

    private final String unit = "A" + UUID.randomUUID().toString().substring(0, 8);

    @AfterEach
    void backToTuesday() {
        clock.reset();
    }

    @Test
    void anAssessmentFollowsTheFiguresUntilItIsPublishedAndIsFrozenThen() {
        decide("2035-02-14T12:00:00+08:00", 5);
        late("2035-02-14", 1);
        var draft = json(api.read(SUPERVISOR, ASSESSMENT, "", "2035-Q1"));
        assertThat(JsonPath.<Boolean>read(draft, "$.published")).isFalse();
        assertThat(ofUnit(draft))
                .containsEntry("decided", 6)
                .containsEntry("onTimePromised", 5)
                .containsEntry("grade", "EXCELLENT");
        assertThat(ofUnit(draft)).containsEntry("score", 93.33);
        assertThat(api.read(manager(unit), ASSESSMENT, "", "2035-Q1")).hasStatus(404);
        assertThat(publish(SUPERVISOR, "2035-Q1"))
                .as("it is not over")
                .hasStatus(400)
                .bodyText()
                .contains("quarter-not-over");
        clock.set(Instant.parse("2035-04-01T15:59:59Z"));
        assertThat(publish(SUPERVISOR, "2035-Q1")).hasStatus(400);

        clock.set(Instant.parse("2035-04-01T16:00:00Z"));
        for (var other : List.of(manager(unit), AUDITOR, approver(unit))) {
            assertThat(publish(other, "2035-Q1")).hasStatus(403);
        }
        var published = json(publish(SUPERVISOR, "2035-Q1"));
        late("2035-03-31", 30);

        assertThat(ofUnit(published)).containsEntry("score", 93.33).containsEntry("gradeZh", "优秀");
        assertThat(json(publish(token("another", "JGJ", Role.EVALUATION_SUPERVISOR), "2035-Q1")))
                .isEqualTo(published);
        assertThat(json(api.read(manager("OTHER"), ASSESSMENT, "", "2035-Q1"))).isEqualTo(published);
        assertThat(JsonPath.<Integer>read(
                        json(api.read(AUDITOR, "/api/approval/figures", "from=2035-01-01&to=2035-03-31&unit=" + unit)),
                        "$.all.decided"))
                .as("figures go on")
                .isEqualTo(36);
        assertThat(leaves("2035-Q1")).containsExactly("PUBLISHED");
        var told =
                events.await("onestop.approval.assessment", Duration.ofSeconds(30), one -> "2035-Q1".equals(one.key()));
        assertThat(told.subject()).isEqualTo("2035-Q1");
        Contract.assertEvent(told.type(), told.text());
        assertThat(told.text()).contains(unit, "93.33");
        for (var sql : List.of(
                "UPDATE assessment SET published_by = 'x'",
                "UPDATE assessment_unit SET score = 100",
                "DELETE FROM assessment_unit",
                "UPDATE assessment_scheme SET per_red = 0")) {
            assertThatThrownBy(() -> jdbc.sql(sql).update()).hasMessageContaining("takes new rows only");
        }
    }

    @Test
    void redLightsBreachesAndSilenceAreDeductedAndALiftedLightIsNot() {
        decide("2035-05-10T12:00:00+08:00", 50);
        light("RED", "2035-05-11");
        var lifted = light("BREACH", "2035-06-30");
        clock.set(Instant.parse("2035-07-02T04:00:00Z"));
        // one red light, two without an answer, one breach: per hundred, so twice 5 + 20 + 20
        assertThat(ofUnit(json(api.read(AUDITOR, ASSESSMENT, "", "2035-Q2"))))
                .containsEntry("score", 60.0)
                .containsEntry("breach", 1)
                .containsEntry("unanswered", 2)
                .containsEntry("grade", "QUALIFIED");

        assertThat(api.replyToLight(SUPERVISOR, String.valueOf(lifted), "lift", """
                {"reason": "系统故障"}
                """))
                .hasStatusOk();

        assertThat(ofUnit(json(publish(SUPERVISOR, "2035-Q2"))))
                .containsEntry("score", 70.0)
                .containsEntry("breach", 0)
                .containsEntry("red", 1)
                .containsEntry("unanswered", 1);
    }

    @Test
    void whoeverPublishesAtTheSameTimeGetsTheSame() throws Exception {
        decide("2035-08-10T12:00:00+08:00", 5);
        clock.set(Instant.parse("2035-10-02T04:00:00Z"));
        Callable<String> publishing = () -> json(publish(SUPERVISOR, "2035-Q3"));

        var answers = new HashSet<String>();
        try (var all = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var one : all.invokeAll(Collections.nCopies(4, publishing))) {
                answers.add(one.get());
            }
        }

        assertThat(answers).hasSize(1);
        assertThat(leaves("2035-Q3")).containsExactly("PUBLISHED");
    }

    @Test
    void aSchemeCountsFromAQuarterToComeAndChangesNothingBefore() {
        decide("2035-11-10T12:00:00+08:00", 2);
        var body = """
                {"countsFrom": "2036-Q1", "pointsPromised": 50, "pointsStatutory": 10, "pointsConduct": 40, "perRed": 2.5, "perBreach": 20,
                 "perUnanswered": 10, "perReturn": 0, "excellentFrom": 95, "goodFrom": 85, "qualifiedFrom": 60,
                 "mostBreachesForExcellent": 0, "leastCases": 1, "source": "莒南政务字〔2035〕8号"}
                """;
        for (var wrong : Map.of(
                        "2036-Q1", "2026-Q1",
                        "\"pointsStatutory\": 10", "\"pointsStatutory\": 11",
                        "\"goodFrom\": 85", "\"goodFrom\": 95",
                        "\"qualifiedFrom\": 60", "\"qualifiedFrom\": 85",
                        "\"leastCases\": 1", "\"leastCases\": 0",
                        "\"perRed\": 2.5", "\"perRed\": -1")
                .entrySet()) {
            assertThat(api.post(SUPERVISOR, "assessment-schemes", body.replace(wrong.getKey(), wrong.getValue())))
                    .as("%s", wrong)
                    .hasStatus(400);
        }
        assertThat(api.post(AUDITOR, "assessment-schemes", body)).hasStatus(403);

        assertThat(api.post(SUPERVISOR, "assessment-schemes", unit, body)).hasStatus(201);
        assertThat(api.post(SUPERVISOR, "assessment-schemes", unit, body))
                .as("again")
                .hasStatus(201);
        assertThat(api.post(SUPERVISOR, "assessment-schemes", body)).hasStatus(409);

        assertThat(ofUnit(json(api.read(AUDITOR, ASSESSMENT, "", "2035-Q4"))))
                .containsEntry("grade", "NOT_RATED")
                .doesNotContainKey("score");
        decide("2036-02-14T12:00:00+08:00", 1);
        assertThat(ofUnit(json(api.read(AUDITOR, ASSESSMENT, "", "2036-Q1")))).containsEntry("grade", "EXCELLENT");
        var schemes = json(api.read(manager(unit), SCHEMES, "limit=1"));
        assertThat(JsonPath.<String>read(schemes, "$.items[0].countsFrom")).isEqualTo("2036-Q1");
        var older = json(api.read(manager(unit), SCHEMES, "limit=1&after=" + JsonPath.read(schemes, "$.next")));
        assertThat(JsonPath.<Integer>read(older, "$.items[0].version"))
                .isEqualTo(JsonPath.<Integer>read(schemes, "$.items[0].version") - 1);
        assertThat(api.read(AUDITOR, ASSESSMENT, "", "2036-Q9")).hasStatus(400);
    }

    private void decide(String at, int cases) {
        var now = Instant.parse(at);
        clock.set(now);
        for (int i = 0; i < cases; i++) {
            var number = caseOf(office.open(aFile().immediate("A", unit, 0).acceptedAt(now.minusSeconds(60))), "A");
            assertThat(api.grant(approver(unit), number)).hasStatusOk();
        }
    }

    /** Cases that were decided after the promised day. */
    private void late(String day, int cases) {
        jdbc.sql("""
                INSERT INTO figure_delta (day, unit, item_code, step, cases, on_time_statutory)
                VALUES (CAST(:day AS date), :unit, 'A', '', :cases, :cases)
                """)
                .param("day", day)
                .param("unit", unit)
                .param("cases", cases)
                .update();
    }

    private long light(String severity, String day) {
        return jdbc.sql("""
                WITH turned AS (
                    INSERT INTO light (case_number, severity, measured_on, receipt_number, unit, item_code, turned_at)
                    VALUES (:unit, :severity, CAST(:day AS date), 'R', :unit, 'A', CAST(:day AS date) + interval '1 hour')
                    RETURNING id
                ), standing AS (
                    INSERT INTO light_standing (light, state, unit, gravity) SELECT id, 'TURNED', :unit, 1 FROM turned
                ), counted AS (
                    INSERT INTO light_count (unit, severity, turned, awaiting) VALUES (:unit, :severity, 1, 1)
                )
                SELECT id FROM turned
                """)
                .param("severity", severity)
                .param("unit", unit)
                .param("day", day)
                .query(Long.class)
                .single();
    }

    private MvcTestResult publish(String token, String quarter) {
        return api.call("PUT", token, ASSESSMENT + "/publication", "", null, null, quarter);
    }

    private Map<String, Object> ofUnit(String json) {
        return JsonPath.<List<Map<String, Object>>>read(json, "$.units[?(@.unit == '%s')]".formatted(unit))
                .getFirst();
    }

    private List<String> leaves(String quarter) {
        return jdbc.sql(
                        "SELECT facts ->> 'act' FROM ledger_leaf WHERE facts ->> 'kind' = 'ASSESSMENT' AND facts ->> 'subject' = ?")
                .param(quarter)
                .query((row, _) -> row.getString(1))
                .list();
    }

    private static String json(MvcTestResult result) {
        assertThat(result).hasStatusOk();
        try {
            return result.getResponse().getContentAsString(StandardCharsets.UTF_8);
        } catch (UnsupportedEncodingException e) {
            throw new AssertionError(e);
        }
    }
}
