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
     * A day of a slice whose tally is not what the ratings say, or a month whose tally is not what its days say.
     *
     * @param span {@code DAY} or {@code MONTH}, or the same of what was rated beside the whole with {@code DIMENSION_} before
     *     it; {@code SETTLED} of what is added up of days before, {@code COVERAGE} of services
     * @param part of an item the unit, of a dimension its name; else empty
     * @param day of a month the first
     * @param counted what the tally says: the levels, then, but for dimensions, each level by channel, in the order of their
     *     enums
     * @param stored the same of the ratings, or of the days
     */
    public record Difference(
            String span, String slice, String key, String part, LocalDate day, List<Long> counted, List<Long> stored) {}

    /** What differs in the period, at most the limit; nothing, always. One statement, so it sees one moment. */
    public List<Difference> differences(LocalDate from, LocalDate to, int limit) {
        return differences(TallySql.DIFFERENCES, from, to, limit);
    }

    /** The same of what was rated beside the whole. */
    public List<Difference> dimensionDifferences(LocalDate from, LocalDate to, int limit) {
        return differences(TallySql.DIMENSION_DIFFERENCES, from, to, limit);
    }

    /** What is settled of days before, step by step, held against the days: the levels, then those given by default. */
    public List<Difference> settledDifferences(LocalDate from, LocalDate to, int limit) {
        return differences(TallySql.SETTLED_DIFFERENCES, from, to, limit);
    }

    /** The same of services: how many could be rated, and how many were. */
    public List<Difference> coverageDifferences(LocalDate from, LocalDate to, int limit) {
        return differences(CoverageSql.DIFFERENCES, from, to, limit);
    }

    private List<Difference> differences(String sql, LocalDate from, LocalDate to, int limit) {
        return jdbc.sql(sql)
                .param("from", from)
                .param("to", to)
                .param("limit", limit)
                .query((row, _) -> new Difference(
                        row.getString("span"),
                        row.getString("slice"),
                        row.getString("key"),
                        row.getString("part"),
                        row.getObject("day", LocalDate.class),
                        List.of((Long[]) row.getArray("counted").getArray()),
                        List.of((Long[]) row.getArray("stored").getArray())))
                .list();
    }

    /**
     * The ratings that are stored, by whether they count.
     *
     * @param effective distinct ratings that count: every service, and every number of a source, once
     */
    public record Stored(long effective, long suspect, long invalidated, long followUps) {}

    public Stored stored(LocalDate from, LocalDate to) {
        return jdbc.sql("""
                SELECT count(DISTINCT coalesce(invitation_id::text, source || ' ' || source_number))
                         FILTER (WHERE standing = 'COUNTED' AND follow_up_of IS NULL) AS effective,
                       count(*) FILTER (WHERE standing = 'SUSPECT' AND follow_up_of IS NULL) AS suspect,
                       count(*) FILTER (WHERE standing = 'INVALIDATED' AND follow_up_of IS NULL) AS invalidated,
                       count(*) FILTER (WHERE follow_up_of IS NOT NULL) AS follow_ups
                  FROM rating
                 WHERE rated_on BETWEEN :from AND :to
                """)
                .param("from", from)
                .param("to", to)
                .query(Stored.class)
                .single();
    }

    /** How many ratings the tallies say there are. */
    public long counted(LocalDate from, LocalDate to) {
        return jdbc.sql("""
                SELECT coalesce(sum(very_satisfied + satisfied + basically_satisfied + dissatisfied + very_dissatisfied), 0)
                  FROM rating_tally
                 WHERE slice = 'CHANNEL' AND day BETWEEN :from AND :to
                """)
                .param("from", from)
                .param("to", to)
                .query(Long.class)
                .single();
    }

    /** Bad ratings that count and have no rectification order; none, always. */
    public long badWithoutOrder(LocalDate from, LocalDate to) {
        return jdbc.sql("""
                SELECT count(*)
                  FROM rating r
                 WHERE r.level IN ('DISSATISFIED', 'VERY_DISSATISFIED') AND r.rated_on BETWEEN :from AND :to
                   AND r.standing = 'COUNTED' AND r.follow_up_of IS NULL
                   AND NOT EXISTS (SELECT FROM rectification o WHERE o.rating_id = r.id)
                """)
                .param("from", from)
                .param("to", to)
                .query(Long.class)
                .single();
    }
}
