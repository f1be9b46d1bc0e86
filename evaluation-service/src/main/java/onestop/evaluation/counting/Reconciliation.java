package onestop.evaluation.counting;

import java.time.LocalDate;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Counts the ratings themselves, all of them, and holds the tallies against that. Slow on purpose: it believes nothing. */
@Repository
public class Reconciliation {
    private final JdbcClient jdbc;

    Reconciliation(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A day of a slice whose tally is not what the ratings say.
     *
     * @param counted what the tally says: levels, then channels, in the order of their enums
     * @param stored the same of the ratings
     */
    public record Difference(String slice, String key, LocalDate day, List<Long> counted, List<Long> stored) {}

    /** What differs in the period, at most the limit; nothing, always. One statement, so it sees one moment. */
    public List<Difference> differences(LocalDate from, LocalDate to, int limit) {
        return jdbc.sql(TallySql.DIFFERENCES)
                .param("from", from)
                .param("to", to)
                .param("limit", limit)
                .query((row, _) -> new Difference(
                        row.getString("slice"),
                        row.getString("key"),
                        row.getObject("day", LocalDate.class),
                        List.of((Long[]) row.getArray("counted").getArray()),
                        List.of((Long[]) row.getArray("stored").getArray())))
                .list();
    }
}
