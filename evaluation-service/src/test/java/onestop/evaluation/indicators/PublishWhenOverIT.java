package onestop.evaluation.indicators;

import static onestop.evaluation.Hall.json;
import static onestop.evaluation.Hall.newUnit;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import onestop.evaluation.Hall;
import onestop.evaluation.TestClock;
import onestop.evaluation.WholeService;
import onestop.evaluation.contract.Contracts;
import onestop.testsupport.Events;
import onestop.testsupport.Eventually;
import onestop.testsupport.TestTokens;
import onestop.web.Role;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Rankings that the service publishes by itself. The years before 2024 are nobody else's. */
@WholeService
class PublishWhenOverIT {
    private static final String PARTNER = TestTokens.of("partner", Role.PARTNER);

    @Autowired
    Hall.Steps steps;

    @Autowired
    TestClock clock;

    @Autowired
    PublishWhenOver publishing;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Events events;

    private String unit = "";

    @BeforeEach
    void nothingOfThoseYearsIsPublished() {
        unit = newUnit();
        steps.inTheCatalogue(unit, "I-" + unit);
        jdbc.sql("""
                ALTER TABLE publication DISABLE TRIGGER USER; ALTER TABLE published_rank DISABLE TRIGGER USER;
                DELETE FROM published_rank AS r USING publication AS p WHERE p.id = r.publication_id AND p.period < '2024';
                DELETE FROM publication WHERE period < '2024';
                ALTER TABLE publication ENABLE TRIGGER USER; ALTER TABLE published_rank ENABLE TRIGGER USER
                """).update();
    }

    @Test
    void aMonthIsPublishedOnceSomeDaysAfterItsEndWhoeverRunsAndHoweverOften() throws Exception {
        rate(12, "2021-05-20");
        clock.setTo("2021-06-05");
        publishing.run();
        assertThat(published("2021-05"))
                .as("suspicions of May may still be decided on")
                .isEmpty();

        clock.setTo("2021-06-06");
        atOnce(6, () -> {
            publishing.run();
            return true;
        });
        publishing.run();

        assertThat(published("2021-05")).contains("UNIT").doesNotHaveDuplicates();
        var id = jdbc.sql("SELECT id FROM publication WHERE slice = 'UNIT' AND period = '2021-05'")
                .query(UUID.class)
                .single();
        var path = "/api/evaluation/public/rankings/" + id + "?limit=200";
        var lines = json(steps.get(path, Hall.AUDITOR));
        Contracts.assertAnswer("PublishedRanking", lines);
        assertThat(lines.path("items").findValuesAsString("key")).contains(unit);

        rate(5, "2021-05-21");
        publishing.run();
        assertThat(json(steps.get(path, Hall.AUDITOR)))
                .as("it stays as it was published")
                .isEqualTo(lines);
        Eventually.within(
                Duration.ofSeconds(20),
                () -> assertThat(events.list("onestop.evaluation.publication", id.toString()))
                        .hasSize(1));
        var told = events.list("onestop.evaluation.publication", id.toString()).getFirst();
        assertThat(told.type()).isEqualTo("onestop.evaluation.publication.published.v1");
        Contracts.assertEvent(told.type(), told.text());
        assertThat(told.text()).doesNotContain(unit);
    }

    @Test
    void monthsInWhichNothingRanAreMadeUpForAndEmptyOnesArePassedOver() {
        rate(12, "2022-02-10");
        rate(12, "2022-04-10");
        clock.setTo("2022-06-20");

        publishing.run();

        assertThat(published("2022-02")).contains("UNIT");
        assertThat(published("2022-04")).contains("UNIT");
        assertThat(published("2022-03")).isEmpty();
        assertThat(published("2022-06")).as("it is not over").isEmpty();
    }

    @Test
    void aYearIsPublishedToo() {
        rate(12, "2023-07-10");
        clock.setTo("2024-01-05");
        publishing.run();
        assertThat(published("2023")).isEmpty();

        clock.setTo("2024-01-06");
        publishing.run();

        assertThat(published("2023")).contains("UNIT");
        assertThat(published("2023-07")).contains("UNIT");
    }

    @Test
    void whatASupervisorHasPublishedIsNotPublishedAgain() {
        rate(12, "2021-09-10");
        clock.setTo("2021-10-02");
        assertThat(steps.post(
                        "/api/evaluation/publications",
                        "{\"slice\":\"UNIT\",\"period\":\"2021-09\",\"minimumSample\":3}",
                        Hall.SUPERVISOR,
                        UUID.randomUUID().toString()))
                .hasStatus(201);
        clock.setTo("2021-10-20");

        publishing.run();

        assertThat(published("2021-09")).containsOnlyOnce("UNIT").contains("ITEM");
        assertThat(jdbc.sql("SELECT minimum_sample FROM publication WHERE slice = 'UNIT' AND period = '2021-09'")
                        .query(Integer.class)
                        .single())
                .isEqualTo(3);
    }

    @Test
    void aBadRatingIsHeldAgainstAUnitOnceItsOrderHasFallenDue() {
        rate(12, "2021-11-10");
        rate(1, "2021-11-29", "DISSATISFIED");
        rate(12, "2020-08-10");
        rate(1, "2020-08-30", "DISSATISFIED");

        clock.setTo("2021-12-06");
        publishing.run();
        // 40 x 12 of 13 + 20 x 99 points of 130, of 60
        assertThat(result("2021-11")).as("in time").isEqualByComparingTo("86.9230");

        clock.setTo("2025-03-20");
        assertThat(steps.post(
                        "/api/evaluation/publications",
                        "{\"slice\":\"UNIT\",\"period\":\"2020-08\",\"minimumSample\":3}",
                        Hall.SUPERVISOR,
                        UUID.randomUUID().toString()))
                .hasStatus(201);
        // the same, and 40 x 0, of 100
        assertThat(result("2020-08")).as("overdue").isEqualByComparingTo("52.1538");
    }

    private BigDecimal result(String period) {
        return jdbc.sql("""
                        SELECT r.result FROM published_rank r JOIN publication p ON p.id = r.publication_id
                         WHERE p.slice = 'UNIT' AND p.period = ? AND r.key = ?
                        """).params(period, unit).query(BigDecimal.class).single();
    }

    private List<String> published(String period) {
        return new ArrayList<>(jdbc.sql("SELECT slice FROM publication WHERE period = ?")
                .param(period)
                .query((row, _) -> String.valueOf(row.getString(1)))
                .list());
    }

    private void rate(int times, String day) {
        rate(times, day, "SATISFIED");
    }

    private void rate(int times, String day, String level) {
        clock.setTo("2025-03-05");
        var rows = new ArrayList<Map<String, Object>>();
        for (int i = 0; i < times; i++) {
            var row = new HashMap<String, Object>();
            row.put("source", "HOTLINE");
            row.put("number", UUID.randomUUID().toString());
            row.put("unit", unit);
            row.put("item", "I-" + unit);
            row.put("level", level);
            row.put("text", "等了很久");
            row.put("channel", "PHONE");
            row.put("ratedAt", day + "T09:00:00+08:00");
            rows.add(row);
        }
        var body = JsonMapper.shared().writeValueAsString(Map.of("ratings", rows));
        assertThat(steps.post(
                        "/api/evaluation/rating-batches",
                        body,
                        PARTNER,
                        UUID.randomUUID().toString()))
                .hasStatus(200);
    }

    private static <T> void atOnce(int times, Callable<T> what) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var done : threads.invokeAll(java.util.Collections.nCopies(times, what))) {
                done.get();
            }
        }
    }
}
