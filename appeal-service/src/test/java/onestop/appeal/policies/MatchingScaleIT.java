package onestop.appeal.policies;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import onestop.appeal.TestClock;
import onestop.appeal.WholeService;
import onestop.appeal.enterprises.EnterprisesChanged;
import onestop.testsupport.Eventually;
import onestop.testsupport.Measured;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Many policies and many enterprises. Small by default; {@code -Dmatching.policies=1000 -Dmatching.enterprises=200000} is the county
 * with room to grow, and has to be done within a minute, as {@code benchmarks/run policy-matching} shows from outside.
 */
@WholeService
class MatchingScaleIT {
    private static final int POLICIES = Integer.getInteger("matching.policies", 200);
    private static final int ENTERPRISES = Integer.getInteger("matching.enterprises", 12_000);
    private static final String DAY = "2026-07-01";

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Policies policies;

    @Autowired
    Matching matching;

    @Autowired
    Menu menu;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    ApplicationEventPublisher listeners;

    @Autowired
    TestClock clock;

    @AfterEach
    void tidy() {
        jdbc.sql("UPDATE policy SET state = 'WITHDRAWN', withdrawn_reason = '测试' WHERE unit = 'SCALE'")
                .update();
        jdbc.sql("UPDATE policy_book SET stamp = stamp + 1").update();
        nothingIsBeingMatched(); // or it would be with enterprises that are gone
        jdbc.sql("""
                DELETE FROM policy_push
                 WHERE policy_serial IN (SELECT serial FROM policy WHERE unit = 'SCALE')
                    OR enterprise_serial IN (SELECT serial FROM enterprise WHERE name LIKE '规模%')
                """).update();
        jdbc.sql("DELETE FROM enterprise_profile WHERE serial IN (SELECT serial FROM enterprise WHERE name LIKE '规模%')")
                .update();
        jdbc.sql("""
                DELETE FROM policy_subscription WHERE enterprise_serial IN (SELECT serial FROM enterprise WHERE name LIKE '规模%')
                """).update();
        jdbc.sql("DELETE FROM enterprise WHERE name LIKE '规模%'").update();
        clock.setTo("2026-03-02T09:10:00+08:00");
    }

    private void nothingIsBeingMatched() {
        Eventually.within(
                Duration.ofMinutes(2),
                () -> assertThat(jdbc.sql("SELECT count(*) FROM policy_match_run WHERE finished_at IS NULL")
                                .query(Long.class)
                                .single())
                        .isZero());
    }

    @Test
    void everybodyIsMatchedWithinAMinuteAndOneWithinASecond() {
        clock.setTo(DAY + "T08:00:00+08:00");
        register();
        jdbc.sql("""
                INSERT INTO enterprise_profile (serial, year, revenue_yuan, research_yuan, employees, last_employees, version, changed_at)
                SELECT serial, 2025, 1000000 + serial % 7919, 25000 + serial % 9973, serial % 100, serial % 89, 1, now()
                  FROM enterprise WHERE name LIKE '规模%' AND serial % 10 <> 0
                """).update();
        transaction.executeWithoutResult(_ -> publish());

        jdbc.sql("DELETE FROM policy_match_run WHERE policy_serial IS NULL AND day = ?::date") // it began before them
                .param(DAY)
                .update();
        long began = System.nanoTime();
        policies.openRun(null, LocalDate.parse(DAY), clock.instant());
        boolean more = true;
        while (more) {
            more = matching.doOneStretch();
        }
        nothingIsBeingMatched();
        var all = Duration.ofNanos(System.nanoTime() - began);
        long pushed = jdbc.sql("SELECT count(*) FROM policy_push AS p JOIN policy AS q ON q.serial = p.policy_serial"
                        + " WHERE q.unit = 'SCALE'")
                .query(Long.class)
                .single();
        System.out.printf("%d policies, %d enterprises: %d pushes in %s%n", POLICIES, ENTERPRISES, pushed, all);
        assertThat(pushed).isEqualTo(expected());
        Measured.within(Duration.ofSeconds(60), all, "matching all policies with all enterprises");

        int one = serialOf("规模1");
        jdbc.sql(
                        "UPDATE enterprise SET industry = '规模行业5', scale = 'SMALL', established_on = '2020-01-01' WHERE serial = :one")
                .param("one", one)
                .update();
        jdbc.sql("""
                INSERT INTO enterprise_profile AS p (serial, year, revenue_yuan, research_yuan, employees, last_employees, version,
                                                     changed_at)
                VALUES (:one, 2025, 1000000, 30000, 9, 9, 1, now())
                    ON CONFLICT (serial) DO UPDATE
                   SET revenue_yuan = 1000000, research_yuan = 30000, employees = 9, last_employees = 9
                """).param("one", one).update();
        began = System.nanoTime();
        transaction.executeWithoutResult(_ -> listeners.publishEvent(new EnterprisesChanged(List.of(one))));
        var single = Duration.ofNanos(System.nanoTime() - began);
        System.out.printf("one changed enterprise: %s%n", single);
        Measured.within(Duration.ofSeconds(1), single, "matching one changed enterprise");
        assertThat(jdbc.sql("SELECT count(*) FROM policy_push WHERE enterprise_serial = :one")
                        .param("one", one)
                        .query(Long.class)
                        .single())
                .isPositive();

        for (var fit : Menu.Fit.values()) {
            menu.of(one, fit, null, 51); // the first reads the book
            began = System.nanoTime();
            var dishes = menu.of(one, fit, null, 51);
            var took = Duration.ofNanos(System.nanoTime() - began);
            Measured.within(Duration.ofMillis(50), took, "menu %s of %d policies".formatted(fit, dishes.size()));
            assertThat(dishes).isNotEmpty();
        }
    }

    private void register() {
        jdbc.sql("""
                INSERT INTO enterprise (usci, name, kind, region_code, industry, scale, established_on, registered, sequence)
                SELECT '91371399' || lpad(n::text, 9, '0') || 'X', '规模' || n, 'COMPANY', 371327000000 + (n % 17) * 1000,
                       '规模行业' || n % 97, (ARRAY['LARGE', 'MEDIUM', 'SMALL', 'MICRO'])[1 + n % 4],
                       DATE '2000-01-01' + n % 9000, true, 1
                  FROM generate_series(1, :enterprises) AS n
                """).param("enterprises", ENTERPRISES).update();
    }

    @Test
    void twoThatLieFarApartReadTheirOwnSubscriptionsOnly() {
        clock.setTo(DAY + "T08:00:00+08:00");
        register();
        jdbc.sql("""
                INSERT INTO policy_subscription (enterprise_serial, categories, channel, version, changed_by, changed_at)
                SELECT serial, ARRAY['TAX'], 'APP', 1, 'nobody', now() FROM enterprise WHERE name LIKE '规模%'
                """).update();
        jdbc.sql("ANALYZE policy_subscription").update();
        transaction.executeWithoutResult(_ -> publish());
        var serials = List.of(serialOf("规模3"), serialOf("规模" + (ENTERPRISES - 2)));
        assertThat(serials.getLast() - serials.getFirst()).isGreaterThan(ENTERPRISES / 2);
        var read = transaction.execute(_ -> {
            listeners.publishEvent(new EnterprisesChanged(serials));
            return jdbc.sql("""
                            SELECT seq_tup_read + idx_tup_fetch FROM pg_stat_xact_user_tables
                             WHERE relname = 'policy_subscription'
                            """).query(Long.class).single();
        });
        assertThat(read).as("rows of policy_subscription").isBetween(2L, 20L);
    }

    private int serialOf(String name) {
        return jdbc.sql("SELECT serial FROM enterprise WHERE name = ?")
                .param(name)
                .query(Integer.class)
                .single();
    }

    /** Policy i: ten industries, small or micro, younger than fifteen years, in one of five towns, staff kept, 3 % of revenue researched. */
    private void publish() {
        for (int i = 0; i < POLICIES; i++) {
            var industries = new ArrayList<String>();
            for (int k = 0; k < 10; k++) {
                industries.add("规模行业" + (i + k * 9) % 97);
            }
            var towns = new ArrayList<String>();
            for (int k = 0; k < 5; k++) {
                towns.add(Long.toString(371327000000L + (i + k) % 17 * 1000 + (((i + k) % 17 == 0) ? 1000 : 0)));
            }
            var condition = new ConditionBody(
                    List.of(
                            leaf(ConditionBody.Field.INDUSTRY, industries),
                            leaf(ConditionBody.Field.SCALE, List.of("SMALL", "MICRO")),
                            leaf(ConditionBody.Field.REGION, towns),
                            new ConditionBody(
                                    null, null, null, ConditionBody.Field.AGE_MONTHS, null, null, 180L, null, null),
                            atLeast(ConditionBody.Field.EMPLOYEES, ConditionBody.Field.EMPLOYEES_LAST_YEAR, null),
                            atLeast(ConditionBody.Field.RESEARCH_YUAN, ConditionBody.Field.REVENUE_YUAN, "0.03")),
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null);
            var content = new PolicyContent(
                    "规模" + i,
                    "规模" + i,
                    null,
                    Category.TAX,
                    LocalDate.parse("2026-01-01"),
                    null,
                    null,
                    List.of(new PolicyContent.Clause("条", "益", condition, List.of())));
            var made = policies.insert(UUID.randomUUID(), "SCALE", content, "nobody", Instant.EPOCH);
            policies.markPublished(made.serial(), 1, "nobody", Instant.EPOCH);
            if (made.publish(false) instanceof onestop.appeal.commands.Decision.Done<Policy>(var next)) {
                policies.update(next, content, Instant.EPOCH);
            }
        }
        policies.turnPage();
    }

    private static ConditionBody leaf(ConditionBody.Field field, List<String> in) {
        return new ConditionBody(null, null, null, field, in, null, null, null, null);
    }

    private static ConditionBody atLeast(ConditionBody.Field field, ConditionBody.Field of, @Nullable String factor) {
        var share = new ConditionBody.ShareBody(of, factor == null ? null : new BigDecimal(factor));
        return new ConditionBody(null, null, null, field, null, null, null, share, null);
    }

    /** The same question asked of PostgreSQL. */
    private long expected() {
        return jdbc.sql("""
                SELECT count(*)
                  FROM policy AS q
                  JOIN policy_version AS v ON v.policy_serial = q.serial AND v.number = q.published_version
                  JOIN enterprise AS e
                    ON v.content #> '{clauses,0,condition,all,0,in}' ? e.industry
                   AND v.content #> '{clauses,0,condition,all,1,in}' ? e.scale
                   AND v.content #> '{clauses,0,condition,all,2,in}' ? e.region_code
                   AND e.established_on > DATE '%s' - INTERVAL '181 months'
                  JOIN enterprise_profile AS p
                    ON p.serial = e.serial AND p.employees >= p.last_employees AND p.research_yuan * 100 >= p.revenue_yuan * 3
                 WHERE q.unit = 'SCALE' AND q.state = 'PUBLISHED' AND e.name LIKE '规模%%'
                """.formatted(DAY).replace("?", "??")).query(Long.class).single();
    }
}
