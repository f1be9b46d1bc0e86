package onestop.appeal.clouddesk;

import static org.assertj.core.api.Assertions.assertThat;

import onestop.appeal.WholeService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Five thousand answers: what is asked meets those that share something with it, by index. */
@WholeService
class KnowledgeScaleIT {
    private static final int ANSWERS = 5_000;
    private static final int ALIKE = 12;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Knowledge knowledge;

    @Autowired
    TransactionTemplate transaction;

    @AfterEach
    void remove() {
        jdbc.sql("DELETE FROM knowledge WHERE unit = 'SCALE'").update();
        jdbc.sql("ANALYZE knowledge").update();
    }

    @Test
    void aSearchReadsWhatSharesPairsWithTheQuestion() {
        jdbc.sql("""
                INSERT INTO knowledge (id, unit, question, keywords, answer, number, in_use, parts, version, changed_at)
                SELECT gen_random_uuid(), 'SCALE', q.text, '{}', '答', 1, true, text_parts(q.text), 1, now()
                  FROM generate_series(1, :answers) AS n
                 CROSS JOIN LATERAL (SELECT CASE WHEN n <= :alike THEN '魑魅魍魉怎样登记'
                                                 ELSE (SELECT string_agg(chr(20000 + (n * 37 + k * 911) % 9000), '')
                                                         FROM generate_series(1, 12) AS k) END AS text) AS q
                """).param("answers", ANSWERS).param("alike", ALIKE).update();
        jdbc.sql("VACUUM (ANALYZE) knowledge").update();
        transaction.executeWithoutResult(_ -> {
            assertThat(knowledge.search("请问魑魅魍魉在哪里", 20)).hasSizeGreaterThanOrEqualTo(ALIKE);
            assertThat(number("seq_scan")).as("scans of the whole table").isZero();
            assertThat(number("coalesce(idx_tup_fetch, 0)"))
                    .as("answers read, twice each: for the pairs and for the text")
                    .isBetween((long) ALIKE, 200L);
        });
    }

    private long number(String column) {
        return jdbc.sql("SELECT " + column + " FROM pg_stat_xact_user_tables WHERE relname = 'knowledge'")
                .query(Long.class)
                .single();
    }
}
