package onestop.appeal;

import static onestop.appeal.Office.COORDINATOR;
import static onestop.appeal.Office.applicant;
import static onestop.appeal.Office.manager;
import static onestop.appeal.Office.person;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import java.util.stream.Stream;
import onestop.appeal.Office.Person;
import onestop.web.Role;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A list reads about as many rows as it shows, however many there are. The database counts what a request reads, so the machine's speed
 * does not matter. {@code -Dlists.enterprises=200000} is the county with 1,400,000 pushes.
 */
@WholeService
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ListsIT {
    private static final int ENTERPRISES = Integer.getInteger("lists.enterprises", 10_000);
    private static final int SHOWN = 50;
    private static final String SOMEBODY = "91371398000000500X";
    private static final Person UNIT = manager("manager-lst", "LST7");

    @Autowired
    MockMvcTester mvc;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transaction;

    /** All long ago, so that it stands behind the rows of other tests. */
    @BeforeAll
    void fill() {
        run("""
                INSERT INTO enterprise (usci, name, kind, region_code, registered, sequence)
                SELECT '91371398' || lpad(n::text, 9, '0') || 'X', '列表' || n, 'COMPANY', '371327001000', true, 1
                  FROM generate_series(1, :many) AS n
                """);
        run("""
                INSERT INTO policy (id, unit, category, title_zh, state, round, draft_version, last_version, version, changed_at)
                SELECT gen_random_uuid(), 'LST' || n % 10, 'TAX', '列表' || n, 'DRAFT', 0, 1, 1, 1, '2001-01-01'
                  FROM generate_series(1, 1000) AS n WHERE :many > 0
                """);
        run("""
                WITH p AS (SELECT array_agg(serial) AS serials FROM policy WHERE title_zh LIKE '列表%')
                INSERT INTO policy_push (enterprise_serial, policy_serial, round, version, pushed_at)
                SELECT e.serial, p.serials[1 + (e.serial * 7 + k) % 1000], 1, 1, '2001-01-01'
                  FROM enterprise AS e, p, generate_series(0, 6) AS k
                 WHERE e.name LIKE '列表%' AND :many > 0
                """);
        run("""
                INSERT INTO service_record (id, kind, usci, unit, served_on, note, served_by, recorded_at)
                SELECT gen_random_uuid(), 'VISIT', '91371398' || lpad((1 + n / 4)::text, 9, '0') || 'X', 'LST' || n % 100,
                       DATE '2001-01-01' + n % 300, '走访', 'nobody', '2001-01-01'
                  FROM generate_series(1, :many) AS n
                """);
        run("""
                INSERT INTO activity (id, kind, title, unit, held_on, recorded_by, recorded_at)
                SELECT gen_random_uuid(), 'FOR_ENTERPRISES', '列表', 'LST' || n % 100, DATE '2001-01-01' + n % 300, 'nobody', '2001-01-01'
                  FROM generate_series(1, :many) AS n
                """);
        run("""
                INSERT INTO conversation (id, channel, purpose, customer, clerk, state, outcome, opened_at, taken_at, ended_at, lines, version)
                SELECT gen_random_uuid(), 'WEB', 'CONSULTATION', 'listed-' || n % 1000, 'listed-clerk-' || n % 100, 'ENDED', 'ANSWERED',
                       TIMESTAMPTZ '2001-01-01' + interval '1 minute' * n, '2001-02-01', '2001-02-01', 1, 1
                  FROM generate_series(1, :many) AS n
                """);
        run("""
                INSERT INTO knowledge (id, unit, question, keywords, answer, number, in_use, parts, version, changed_at)
                SELECT gen_random_uuid(), 'LST' || n % 100, '列表问题' || n, '{}', '答', 1, true, text_parts('列' || n || '表'), 1, '2001-01-01'
                  FROM generate_series(1, :many) AS n
                """);
        run("""
                INSERT INTO broadcast (id, kind, title_zh, unit, policies, starts_at, minutes, channel, state, viewers, planned_by, version)
                SELECT gen_random_uuid(), 'LIVE', '列表', 'LST' || n % 10, '{}', TIMESTAMPTZ '2001-01-01' + interval '1 hour' * n, 60, '云直播',
                       'HELD', 1, 'nobody', 1
                  FROM generate_series(1, :many) AS n
                """);
        run("""
                INSERT INTO symposium (id, title, unit, place, topics, starts_at, held_on, state, planned_by, version)
                SELECT gen_random_uuid(), '列表', 'LST' || n % 10, '大厅', '{}', TIMESTAMPTZ '2001-01-01' + interval '1 hour' * n,
                       '2001-01-01', 'HELD', 'nobody', 1
                  FROM generate_series(1, :many) AS n
                """);
        run("""
                INSERT INTO symposium_invitation (symposium_id, usci)
                SELECT s.id, '91371398' || lpad((1 + abs(hashtext(s.id::text)) % 9000)::text, 9, '0') || 'X'
                  FROM symposium AS s WHERE s.title = '列表' AND :many > 0
                """);
        // Appeals stay for ever, so there are fewer of them.
        run("""
                INSERT INTO appeal (id, number, kind, source, urgent, region_code, title, body, submitted_by, received_at, received_on,
                                    profile, state, unit, dispatched_at, state_since, replied_at, solution_due_at, version)
                SELECT gen_random_uuid(), 'LST' || n, 'HELP', 'PORTAL', false, '371327000000', '列表', '列表', 'nobody', at, '2001-01-01',
                       'JUNAN', 'REPLIED', 'LST8', at, at, at, at, 1
                  FROM generate_series(1, least(:many, 2000)) AS n
                 CROSS JOIN LATERAL (SELECT TIMESTAMPTZ '2001-01-01' + interval '1 minute' * n AS at) AS t
                """);
        run("""
                INSERT INTO appeal_part (appeal_id, unit, asked_at, received_at)
                SELECT id, 'LST7', received_at, received_at FROM appeal WHERE title = '列表' AND :many > 0
                """);
        jdbc.sql("ANALYZE").update();
    }

    private void run(String sql) {
        jdbc.sql(sql).param("many", ENTERPRISES).update();
    }

    @AfterAll
    void tidy() {
        for (var sql : new String[] {
            "DELETE FROM appeal_part WHERE unit = 'LST7'",
            "DELETE FROM policy_push WHERE pushed_at = '2001-01-01'",
            "DELETE FROM policy WHERE title_zh LIKE '列表%'",
            "DELETE FROM enterprise WHERE name LIKE '列表%'",
            "DELETE FROM activity WHERE title = '列表'",
            "DELETE FROM conversation WHERE customer LIKE 'listed-%'",
            "DELETE FROM knowledge WHERE question LIKE '列表问题%'",
            "DELETE FROM broadcast WHERE title_zh = '列表'",
            "DELETE FROM symposium_invitation WHERE symposium_id IN (SELECT id FROM symposium WHERE title = '列表')",
            "DELETE FROM symposium WHERE title = '列表'"
        }) {
            jdbc.sql(sql).update();
        }
    }

    static Stream<Arguments> lists() {
        return Stream.of(
                Arguments.of(COORDINATOR, "/enterprises/" + SOMEBODY + "/policy-pushes?"),
                Arguments.of(COORDINATOR, "/enterprises/" + SOMEBODY + "/policy-menu?fit=NEARLY&"),
                Arguments.of(UNIT, "/policies?unit=LST7&category=TAX&"),
                Arguments.of(UNIT, "/appeals?"),
                Arguments.of(UNIT, "/appeals?kind=HELP&"),
                Arguments.of(UNIT, "/appeals?state=REPLIED&"),
                Arguments.of(UNIT, "/appeals?state=SIGNED&"),
                Arguments.of(UNIT, "/appeals?kind=CONSULT&"),
                Arguments.of(UNIT, "/appeals?kind=HELP&state=SIGNED&"),
                Arguments.of(UNIT, "/service-records?unit=LST7&"),
                Arguments.of(COORDINATOR, "/service-records?usci=" + SOMEBODY + "&"),
                Arguments.of(COORDINATOR, "/service-records?"),
                Arguments.of(COORDINATOR, "/activities?unit=LST7&"),
                Arguments.of(COORDINATOR, "/activities?"),
                Arguments.of(applicant("listed-7", SOMEBODY), "/cloud-desk/conversations?"),
                Arguments.of(person("listed-clerk-7", Role.WINDOW), "/cloud-desk/conversations?"),
                Arguments.of(person("listed-clerk-7", Role.WINDOW), "/cloud-desk/conversations?waiting=true&"),
                Arguments.of(UNIT, "/cloud-desk/knowledge/catalogue?unit=LST7&"),
                Arguments.of(COORDINATOR, "/broadcasts?from=2001-01-01T00:00:00Z&"),
                Arguments.of(COORDINATOR, "/symposia?"),
                Arguments.of(applicant("somebody", SOMEBODY), "/symposia?"));
    }

    @ParameterizedTest
    @MethodSource("lists")
    void aListReadsAboutWhatItShows(Person who, String path) {
        long read = Objects.requireNonNull(transaction.execute(_ -> {
            long before = rowsRead();
            new Calls(mvc).get(who, path + "limit=" + SHOWN).must(200);
            return rowsRead() - before;
        }));

        System.out.printf("%s: %d rows read%n", path, read);
        assertThat(read).as(path).isLessThan(8L * SHOWN);
    }

    /** By this transaction, in all tables. */
    private long rowsRead() {
        return jdbc.sql("""
                SELECT coalesce(sum(coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0)), 0)
                  FROM pg_stat_xact_user_tables WHERE schemaname = 'public'
                """).query(Long.class).single();
    }
}
