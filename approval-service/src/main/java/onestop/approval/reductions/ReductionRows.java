package onestop.approval.reductions;

import java.sql.Array;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import onestop.approval.clocks.OfficeTime;
import onestop.approval.reductions.FileFacts.Told;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** The figures of files, and their sums per day. The columns of the measures are named after {@link Measure}. */
@Repository
class ReductionRows {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int MOST_GROUPS = 1_000;

    private final JdbcClient jdbc;

    ReductionRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Nothing counted yet: no day, no numbers. */
    record Counted(@Nullable LocalDate day, String packageCode, String unit, Map<Measure, Comparison> measures) {}

    /** @param before what the sums hold of the file already */
    record Change(FileFacts facts, @Nullable Counted before) {}

    /** A sum over files. The group of all has neither package nor unit. */
    record Sum(@Nullable String packageCode, @Nullable String unit, long files, Map<Measure, SumOfMeasure> measures) {}

    /** @param files how many files have both numbers */
    record SumOfMeasure(long files, Comparison numbers) {}

    void remember(SortedMap<String, Contacts> contacts) {
        var news = contacts.entrySet().stream()
                .map(one -> Map.of(
                        "receipt_number", one.getKey(),
                        "corrections", one.getValue().corrections(),
                        "collections", one.getValue().collections(),
                        "window_days",
                                one.getValue().windowDays().stream()
                                        .map(LocalDate::toString)
                                        .toList()))
                .toList();
        jdbc.sql("""
                INSERT INTO reduction_file AS f (receipt_number, corrections, collections, window_days)
                SELECT receipt_number, corrections, collections, window_days
                  FROM json_to_recordset(CAST(:news AS json))
                       AS n (receipt_number text, corrections integer, collections integer, window_days date[])
                 ORDER BY receipt_number
                    ON CONFLICT (receipt_number) DO UPDATE
                   SET corrections = f.corrections + excluded.corrections,
                       collections = f.collections + excluded.collections,
                       window_days = ARRAY (SELECT DISTINCT unnest(f.window_days || excluded.window_days) ORDER BY 1)
                """).param("news", JSON.writeValueAsString(news)).update();
    }

    /** What was counted of these files, which the caller holds since it remembered something of them. */
    Map<String, Counted> lock(Collection<String> receiptNumbers) {
        var counted = new HashMap<String, Counted>();
        jdbc.sql("SELECT receipt_number, package_code, unit, finished_on, "
                        + each(m -> m + "_baseline, " + m + "_actual")
                        + " FROM reduction_file WHERE receipt_number = ANY (:receiptNumbers)"
                        + " AND finished_on IS NOT NULL ORDER BY receipt_number FOR UPDATE")
                .param("receiptNumbers", receiptNumbers.toArray(String[]::new))
                .query((row, _) -> counted.put(row.getString("receipt_number"), counted(row)))
                .list();
        return counted;
    }

    /** Everything about those of these files that are finished. */
    List<FileFacts> finished(Collection<String> receiptNumbers) {
        return jdbc.sql("""
                SELECT f.receipt_number, f.package_code, f.lead_unit, f.channel, f.accepted_at, f.finished_at,
                       f.working_days_used,
                       CAST(f.baseline ->> 'materialsSeparately' AS bigint)     AS told_materials,
                       CAST(f.baseline ->> 'visitsSeparately' AS bigint)        AS told_visits,
                       CAST(f.baseline ->> 'statutoryDaysSequential' AS bigint) AS told_days,
                       CAST(f.baseline ->> 'handedIn' AS bigint)                AS handed_in,
                       r.corrections, r.collections, r.window_days, s.*
                  FROM reduction_file r
                  JOIN approval_file f USING (receipt_number)
                 CROSS JOIN LATERAL (
                       SELECT """ + each(m -> """
                               CASE WHEN bool_and(COALESCE(own.%1$s, every.%1$s) IS NOT NULL)
                                    THEN sum(c.cases * COALESCE(own.%1$s, every.%1$s)) END AS %1$s
                        """.formatted(m)) + """
                              , max(COALESCE(own.minutes, every.minutes)) AS longest,
                              max(COALESCE(own.cost_fen, every.cost_fen)) AS dearest,
                              array_remove(array_agg(DISTINCT own.source) || array_agg(DISTINCT every.source), NULL)
                                  AS sources
                         FROM (SELECT item_code, count(*) AS cases
                                 FROM approval_case
                                WHERE receipt_number = f.receipt_number
                                GROUP BY item_code) c
                         LEFT JOIN LATERAL (
                              SELECT * FROM reduction_baseline b
                               WHERE b.item_code = c.item_code
                                 AND b.counts_from <= CAST(f.accepted_at AT TIME ZONE 'Asia/Shanghai' AS date)
                               ORDER BY b.counts_from DESC LIMIT 1) own ON true
                         LEFT JOIN LATERAL (
                              SELECT * FROM reduction_baseline b
                               WHERE b.item_code = '*'
                                 AND b.counts_from <= CAST(f.accepted_at AT TIME ZONE 'Asia/Shanghai' AS date)
                               ORDER BY b.counts_from DESC LIMIT 1) every ON true) s
                 WHERE r.receipt_number = ANY (:receiptNumbers)
                   AND f.finished_at IS NOT NULL
                 ORDER BY r.receipt_number
                """)
                .param("receiptNumbers", receiptNumbers.toArray(String[]::new))
                .query((row, _) -> facts(row))
                .list();
    }

    /** Keeps the numbers with their files, and adds what they changed to the sums. */
    void count(List<Change> changes) {
        jdbc.sql("WITH change AS (SELECT * FROM json_to_recordset(CAST(:changes AS json)) AS c (receipt_number text,"
                        + " package_code text, unit text, finished_on date, baseline_sources text[], "
                        + each(m -> m + "_baseline bigint, " + m + "_actual bigint") + ")), kept AS ("
                        + " UPDATE reduction_file f SET package_code = c.package_code, unit = c.unit,"
                        + " finished_on = c.finished_on, baseline_sources = c.baseline_sources, "
                        + each(m -> "%1$s_baseline = c.%1$s_baseline, %1$s_actual = c.%1$s_actual".formatted(m))
                        + " FROM change c WHERE f.receipt_number = c.receipt_number)"
                        + " INSERT INTO reduction_delta (day, package_code, unit, files, " + sums() + ")"
                        + " SELECT day, package_code, unit, sum(files), " + each(ReductionRows::summed)
                        + " FROM json_to_recordset(CAST(:deltas AS json)) AS d (day date, package_code text, unit text,"
                        + " files bigint, "
                        + each(m -> "%1$s_files bigint, %1$s_baseline bigint, %1$s_actual bigint".formatted(m))
                        + ") GROUP BY day, package_code, unit ORDER BY day, package_code, unit")
                .param(
                        "changes",
                        JSON.writeValueAsString(
                                changes.stream().map(ReductionRows::kept).toList()))
                .param(
                        "deltas",
                        JSON.writeValueAsString(
                                changes.stream().flatMap(ReductionRows::deltas).toList()))
                .update();
    }

    /**
     * Moves what was counted lately into the sums per day. Figures add both, so they are the same before and after.
     *
     * @return how many were moved, at most {@code most}
     */
    int fold(int most) {
        return jdbc.sql(
                        "WITH taken AS (DELETE FROM reduction_delta WHERE entry = ANY (ARRAY(SELECT entry FROM reduction_delta"
                                + " ORDER BY entry LIMIT :most FOR UPDATE SKIP LOCKED)) RETURNING *), summed AS ("
                                + " INSERT INTO reduction_day AS d (day, package_code, unit, files, " + sums() + ")"
                                + " SELECT day, package_code, unit, sum(files), " + each(ReductionRows::summed)
                                + " FROM taken GROUP BY day, package_code, unit ORDER BY day, package_code, unit"
                                + " ON CONFLICT (day, package_code, unit) DO UPDATE SET files = d.files + excluded.files, "
                                + each(m -> ("%1$s_files = d.%1$s_files + excluded.%1$s_files,"
                                                + " %1$s_baseline = d.%1$s_baseline + excluded.%1$s_baseline,"
                                                + " %1$s_actual = d.%1$s_actual + excluded.%1$s_actual")
                                        .formatted(m))
                                + ") SELECT count(*) FROM taken")
                .param("most", most)
                .query(Integer.class)
                .single();
    }

    /** The sum of all files finished in the period, first, then those of each package and unit. */
    List<Sum> sums(LocalDate from, LocalDate to, @Nullable String packageCode, @Nullable String unit) {
        var where = " WHERE day BETWEEN :from AND :to"
                + (packageCode == null ? "" : " AND package_code = :packageCode")
                + (unit == null ? "" : " AND unit = :unit");
        var columns = "package_code, unit, files, " + sums();
        return jdbc.sql("WITH per_group AS (SELECT package_code, unit, sum(files) AS files, "
                        + each(ReductionRows::summed)
                        + " FROM (SELECT " + columns + " FROM reduction_day" + where
                        + " UNION ALL SELECT " + columns + " FROM reduction_delta" + where + ") AS s"
                        + " GROUP BY package_code, unit)"
                        + " SELECT package_code, unit, COALESCE(sum(files), 0) AS files, " + each(ReductionRows::summed)
                        + " FROM per_group GROUP BY GROUPING SETS ((), (package_code, unit))"
                        + " ORDER BY package_code NULLS FIRST, unit NULLS FIRST LIMIT :most")
                .param("from", from)
                .param("to", to)
                .param("packageCode", packageCode)
                .param("unit", unit)
                .param("most", MOST_GROUPS)
                .query((row, _) -> sum(row))
                .list();
    }

    /** The numbers of one file; null while it is not counted. */
    @Nullable
    CountedFile file(String receiptNumber) {
        return jdbc.sql(
                        "SELECT f.units, f.accepted_by_unit, r.package_code, r.unit, r.finished_on, r.baseline_sources, "
                                + each(m -> "r.%1$s_baseline, r.%1$s_actual".formatted(m))
                                + " FROM approval_file f LEFT JOIN reduction_file r USING (receipt_number)"
                                + " WHERE f.receipt_number = :receiptNumber")
                .param("receiptNumber", receiptNumber)
                .query((row, _) -> new CountedFile(
                        List.of((String[]) row.getArray("units").getArray()),
                        row.getString("accepted_by_unit"),
                        row.getString("finished_on") == null ? null : counted(row),
                        row.getArray("baseline_sources") == null
                                ? List.of()
                                : List.of((String[])
                                        row.getArray("baseline_sources").getArray())))
                .optional()
                .orElse(null);
    }

    /** @param counted null while the file is not finished */
    record CountedFile(
            List<String> units,
            @Nullable String acceptedByUnit,
            @Nullable Counted counted,
            List<String> sources) {}

    private static Map<String, @Nullable Object> kept(Change change) {
        var facts = change.facts();
        var kept = new LinkedHashMap<String, @Nullable Object>();
        kept.put("receipt_number", facts.receiptNumber());
        kept.put("package_code", facts.packageCode());
        kept.put("unit", facts.unit());
        kept.put("finished_on", facts.finishedOn().toString());
        kept.put("baseline_sources", facts.baselineSources());
        facts.measures().forEach((measure, numbers) -> {
            kept.put(measure.column() + "_baseline", numbers.baseline());
            kept.put(measure.column() + "_actual", numbers.actual());
        });
        return kept;
    }

    /** What was counted before is taken back, and what is true now is added: the sums stay exact whatever changed. */
    private static Stream<Map<String, Object>> deltas(Change change) {
        var facts = change.facts();
        var now = new Counted(facts.finishedOn(), packageOrNone(facts.packageCode()), facts.unit(), facts.measures());
        var before = change.before();
        if (before == null) {
            return Stream.of(delta(now, 1));
        }
        return before.equals(now) ? Stream.of() : Stream.of(delta(before, -1), delta(now, 1));
    }

    private static Map<String, Object> delta(Counted one, int sign) {
        var delta = new LinkedHashMap<String, Object>();
        delta.put("day", String.valueOf(one.day()));
        delta.put("package_code", one.packageCode());
        delta.put("unit", one.unit());
        delta.put("files", sign);
        one.measures().forEach((measure, numbers) -> {
            var baseline = numbers.baseline();
            var actual = numbers.actual();
            delta.put(measure.column() + "_files", numbers.complete() ? sign : 0);
            delta.put(measure.column() + "_baseline", baseline == null || actual == null ? 0L : sign * baseline);
            delta.put(measure.column() + "_actual", baseline == null || actual == null ? 0L : sign * actual);
        });
        return delta;
    }

    private static Counted counted(ResultSet row) throws SQLException {
        return new Counted(
                row.getObject("finished_on", LocalDate.class),
                packageOrNone(row.getString("package_code")),
                row.getString("unit"),
                measures(row, "_baseline", "_actual"));
    }

    private static Map<Measure, Comparison> measures(ResultSet row, String baseline, String actual)
            throws SQLException {
        var measures = new EnumMap<Measure, Comparison>(Measure.class);
        for (var measure : Measure.values()) {
            measures.put(
                    measure,
                    new Comparison(
                            row.getObject(measure.column() + baseline, Long.class),
                            row.getObject(measure.column() + actual, Long.class)));
        }
        return measures;
    }

    private static FileFacts facts(ResultSet row) throws SQLException {
        var separately = new EnumMap<Measure, Long>(Measure.class);
        for (var measure : Measure.values()) {
            put(separately, measure, row.getBigDecimal(measure.column()));
        }
        var heaviest = new EnumMap<Measure, Long>(Measure.class);
        put(heaviest, Measure.MINUTES, row.getBigDecimal("longest"));
        put(heaviest, Measure.COST_FEN, row.getBigDecimal("dearest"));
        return new FileFacts(
                row.getString("receipt_number"),
                row.getString("package_code"),
                row.getString("lead_unit"),
                row.getString("channel"),
                OfficeTime.dateOf(
                        row.getObject("accepted_at", OffsetDateTime.class).toInstant()),
                OfficeTime.dateOf(
                        row.getObject("finished_at", OffsetDateTime.class).toInstant()),
                row.getInt("working_days_used"),
                separately,
                heaviest,
                new Told(
                        row.getObject("told_materials", Long.class),
                        row.getObject("told_visits", Long.class),
                        row.getObject("told_days", Long.class),
                        row.getObject("handed_in", Long.class)),
                List.of((String[]) row.getArray("sources").getArray()),
                row.getInt("corrections"),
                row.getInt("collections"),
                dates(row.getArray("window_days")));
    }

    private static void put(Map<Measure, Long> all, Measure measure, java.math.@Nullable BigDecimal value) {
        if (value != null) {
            all.put(measure, value.longValueExact());
        }
    }

    private static Sum sum(ResultSet row) throws SQLException {
        var measures = new EnumMap<Measure, SumOfMeasure>(Measure.class);
        measures(row, "_baseline", "_actual")
                .forEach((measure, numbers) -> measures.put(measure, new SumOfMeasure(0, numbers)));
        for (var measure : Measure.values()) {
            long files = row.getLong(measure.column() + "_files");
            measures.computeIfPresent(measure, (_, sum) -> new SumOfMeasure(files, sum.numbers()));
        }
        return new Sum(row.getString("package_code"), row.getString("unit"), row.getLong("files"), measures);
    }

    private static String packageOrNone(@Nullable String packageCode) {
        return packageCode == null ? "" : packageCode;
    }

    private static Set<LocalDate> dates(Array column) throws SQLException {
        return Stream.of((Date[]) column.getArray()).map(Date::toLocalDate).collect(Collectors.toSet());
    }

    private static String sums() {
        return each(m -> "%1$s_files, %1$s_baseline, %1$s_actual".formatted(m));
    }

    private static String summed(String column) {
        return Stream.of("_files", "_baseline", "_actual")
                .map(end -> "CAST(COALESCE(sum(%1$s), 0) AS bigint) AS %1$s".formatted(column + end))
                .collect(Collectors.joining(", "));
    }

    /** The same piece of SQL for the columns of each measure. */
    private static String each(Function<String, String> sql) {
        return Arrays.stream(Measure.values()).map(Measure::column).map(sql).collect(Collectors.joining(", "));
    }
}
