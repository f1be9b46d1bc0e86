package onestop.evaluation.indicators;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import onestop.evaluation.counting.TallyPeriod;
import onestop.evaluation.counting.TallySql;
import onestop.evaluation.indicators.IndicatorSet.Counts;
import onestop.evaluation.scale.Matters;
import onestop.evaluation.scale.Slice;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Ranks the keys of a slice over a period, from the tally alone.
 *
 * <p>The order is that of a shrunken score: the lower end of the 95 % interval (Wilson) around the mean of the levels'
 * points. The fewer ratings, the further below the mean it lies, so three delighted people do not beat three thousand.
 */
@Repository
class Rankings {
    /** The normal quantile of a two-sided interval of 95 %. */
    private static final double Z = 1.959963984540054;

    private static final String RANKED = """
            WITH counted AS (
                 SELECT key,
                        sum(very_satisfied + satisfied + basically_satisfied + dissatisfied + very_dissatisfied) AS ratings,
                        sum(very_satisfied + satisfied + basically_satisfied) AS good,
                        sum(10 * very_satisfied + 8 * satisfied + 6 * basically_satisfied + 3 * dissatisfied) AS points,
                        %2$s AS by_default
                   FROM %1$s AS t
                  GROUP BY key
                 HAVING sum(very_satisfied + satisfied + basically_satisfied + dissatisfied + very_dissatisfied) >= :minimum),
            shares AS (
                 SELECT key, ratings, good, points, by_default, ratings::float8 AS n, points / (10.0::float8 * ratings) AS p
                   FROM counted),
            scored AS (
                 SELECT key, ratings, good, points, by_default,
                        round((100 * (p + :z * :z / (2 * n)
                                      - :z * sqrt((greatest(p * (1 - p), 0) + :z * :z / (4 * n)) / n))
                                   / (1 + :z * :z / n))::numeric, 8) AS shrunken
                   FROM shares),
            ranked AS (
                 SELECT rank() OVER (ORDER BY shrunken DESC) AS rank, key, ratings, good, points, by_default, shrunken
                   FROM scored)
            SELECT rank, key, ratings, good, points, by_default, shrunken
              FROM ranked
             WHERE :settled <= (SELECT before FROM rating_tally_settled)
               AND (:afterScore::numeric IS NULL OR shrunken < :afterScore OR shrunken = :afterScore AND key > :afterKey)
             ORDER BY shrunken DESC, key
             LIMIT :limit
            """;

    private static final String BY_DEFAULT =
            TallySql.DEFAULTS.stream().map("coalesce(sum(%s), 0)"::formatted).collect(Collectors.joining(" + "));

    /** What is of no single item has figures, but takes no place among the items. */
    private static final String OF_ITEMS = Matters.OF_NO_ITEM.stream()
            .map("'%s'"::formatted)
            .collect(Collectors.joining(", ", " AND key NOT IN (", ")"));

    private static final LocalDate NOTHING_SETTLED = LocalDate.of(1, 1, 1);

    private final JdbcClient jdbc;

    Rankings(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param unit only officers who were rated at work for it; null for all keys */
    record Asked(Slice slice, @Nullable String unit, Period period, int minimum) {}

    /** What is read of each key. The defaults are the last columns of wide rows, and cost as much as all the rest. */
    enum With {
        SUMS,
        DEFAULTS
    }

    record Ranked(int rank, String key, Counts counts, BigDecimal shrunken) {}

    /** Where a page begins. */
    record Place(BigDecimal score, String key) {}

    /** In the caller's transaction. Without {@link With#DEFAULTS} all ratings pass for active. */
    List<Ranked> page(Asked asked, With with, @Nullable Place after, int limit) {
        var ranked = page(asked, with, after, limit, settled());
        // Nothing is told, either, where earlier ratings came in since, which only a transaction of one moment
        // excludes.
        return ranked.isEmpty() ? page(asked, with, after, limit, NOTHING_SETTLED) : ranked;
    }

    private List<Ranked> page(Asked asked, With with, @Nullable Place after, int limit, LocalDate settled) {
        var ofUnit = asked.unit() == null ? "" : " AND key IN (SELECT officer FROM rated_officer WHERE unit = :unit)";
        var ofItems = asked.slice() == Slice.ITEM ? OF_ITEMS : "";
        var defaults = with == With.DEFAULTS;
        var rows = TallyPeriod.rowsOrSums(
                "key", defaults ? TallySql.SUMS_AND_DEFAULTS : TallySql.SUMS, "slice = :slice" + ofUnit + ofItems);
        return jdbc.sql(RANKED.formatted(rows, defaults ? BY_DEFAULT : "0"))
                .param("slice", asked.slice().name())
                .param("unit", asked.unit())
                .params(TallyPeriod.of(asked.period().from(), asked.period().to(), settled)
                        .parameters())
                .param("settled", settled)
                .param("minimum", asked.minimum())
                .param("z", Z)
                .param("afterScore", after == null ? null : after.score())
                .param("afterKey", after == null ? null : after.key())
                .param("limit", limit)
                .query((row, _) -> read(row))
                .list();
    }

    /** Up to where what was rated is settled. Some thousand rows: parallel workers take longer to start than to read them. */
    private LocalDate settled() {
        return jdbc.sql("""
                SELECT before FROM rating_tally_settled, set_config('max_parallel_workers_per_gather', '0', true)
                """).query(LocalDate.class).single();
    }

    private static Ranked read(ResultSet row) throws SQLException {
        long ratings = row.getLong("ratings");
        return new Ranked(
                row.getInt("rank"),
                row.getString("key"),
                new Counts(ratings, row.getLong("good"), row.getLong("points"), ratings - row.getLong("by_default")),
                row.getBigDecimal("shrunken"));
    }
}
