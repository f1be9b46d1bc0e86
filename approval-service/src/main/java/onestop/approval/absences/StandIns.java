package onestop.approval.absences;

import java.time.LocalDate;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who acts for whom on a day. */
@Component
public class StandIns {
    /** A stand-in may be away, too, and somebody stand in for him. */
    private static final int MOST_STEPS = 5;

    private final JdbcClient jdbc;

    StandIns(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Who is there for the officer: himself, unless he is absent. Where all who stand in are absent, the last of them. */
    public String of(String officer, String unit, LocalDate day) {
        return jdbc.sql("""
                WITH RECURSIVE there (officer, step) AS (
                    SELECT CAST(:officer AS text), 0
                    UNION ALL
                    SELECT a.stand_in, t.step + 1
                      FROM there t
                      JOIN absence a ON a.officer = t.officer AND a.unit = :unit AND a.ended_at IS NULL
                                    AND :day BETWEEN a.from_on AND a.until_on
                     WHERE t.step < :most
                )
                SELECT officer FROM there ORDER BY step DESC LIMIT 1
                """)
                .param("officer", officer)
                .param("unit", unit)
                .param("day", day)
                .param("most", MOST_STEPS)
                .query(String.class)
                .single();
    }

    /** The officer, and those for whom he stands in on the day. */
    public List<String> deskOf(String officer, String unit, LocalDate day) {
        return jdbc.sql("""
                SELECT CAST(:officer AS text)
                UNION
                SELECT officer FROM absence
                 WHERE unit = :unit AND stand_in = :officer AND ended_at IS NULL AND :day BETWEEN from_on AND until_on
                """)
                .param("officer", officer)
                .param("unit", unit)
                .param("day", day)
                .query((row, _) -> row.getString(1))
                .list();
    }
}
