package onestop.appeal.supervision;

import onestop.appeal.folding.Notes;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** How many appeals are open, by unit and state: sums, and the changes that are not in them yet. */
@Repository
class OpenLoad implements Notes {
    private static final long LOCK = 7_143;

    /** A part of a statement: what is open at this moment, by {@code unit}, {@code state} and {@code joined_to}. */
    static final String HELD = """
            held AS (
                SELECT unit, state, joined_to, sum(open) AS open
                  FROM (SELECT unit, state, joined_to, open FROM open_load
                         UNION ALL
                        SELECT unit, state, joined_to, open FROM open_load_change) AS noted
                 GROUP BY unit, state, joined_to
                HAVING sum(open) <> 0
            )""";

    private static final String FOLD = """
            WITH taken AS (
                DELETE FROM open_load_change
                 WHERE id = ANY (ARRAY(SELECT id FROM open_load_change ORDER BY id LIMIT :most))
                RETURNING unit, state, joined_to, open
            ), folded AS (
                INSERT INTO open_load AS l (unit, state, joined_to, open)
                SELECT unit, state, joined_to, sum(open) FROM taken GROUP BY unit, state, joined_to HAVING sum(open) <> 0
                    ON CONFLICT ON CONSTRAINT open_load_once DO UPDATE SET open = l.open + excluded.open
            )
            SELECT count(*) FROM taken
            """;

    private final JdbcClient jdbc;

    OpenLoad(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public long lock() {
        return LOCK;
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public int fold() {
        int folded = jdbc.sql(FOLD).param("most", MOST).query(Integer.class).single();
        jdbc.sql("DELETE FROM open_load WHERE open = 0").update();
        return folded;
    }
}
