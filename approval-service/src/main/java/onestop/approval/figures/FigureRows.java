package onestop.approval.figures;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import onestop.approval.clocks.CaseClock;
import onestop.approval.clocks.OfficeTime;
import onestop.approval.figures.StepTimes.Past;
import onestop.workingdays.Pause;
import onestop.workingdays.WorkingDayCalendar;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** All SQL of figures. */
@Repository
class FigureRows {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<List<PastRow>> ACTS = new TypeReference<>() {};
    private static final TypeReference<List<PauseRow>> PAUSES = new TypeReference<>() {};
    private static final TypeReference<Map<String, Map<String, Long>>> COUNTS = new TypeReference<>() {};

    private final JdbcClient jdbc;

    FigureRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param step empty for decided cases as a whole; see {@link Whole} */
    record Place(LocalDate day, String unit, String itemCode, String step) implements Comparable<Place> {
        private static final Comparator<Place> ORDER = Comparator.comparing(Place::day)
                .thenComparing(Place::unit)
                .thenComparing(Place::itemCode)
                .thenComparing(Place::step);

        @Override
        public int compareTo(Place other) {
            return ORDER.compare(this, other);
        }
    }

    private record PastRow(
            String act, OffsetDateTime at, @Nullable String to) {}

    /**
     * In the transaction of the act that finished them, or opened them again. What is noted already is held until then, so that nobody
     * counts a case as it was before and takes the note away.
     */
    void noteMoved(Collection<String> caseNumbers) {
        jdbc.sql("""
                INSERT INTO figure_backlog (case_number)
                SELECT number FROM unnest(CAST(:caseNumbers AS text[])) AS c (number) ORDER BY number
                    ON CONFLICT (case_number) DO UPDATE SET case_number = excluded.case_number
                """).param("caseNumbers", sorted(caseNumbers)).update();
    }

    /** Keeps late correction notices of these files away until the transaction ends. */
    void holdFiles(Collection<String> receiptNumbers) {
        jdbc.sql("""
                INSERT INTO figure_file AS f (receipt_number, corrections)
                SELECT number, 0 FROM unnest(CAST(:receiptNumbers AS text[])) AS r (number) ORDER BY number
                    ON CONFLICT (receipt_number) DO UPDATE SET corrections = f.corrections
                """).param("receiptNumbers", sorted(receiptNumbers)).update();
    }

    /** Those of the cases that are finished, with their acts; the caller holds their files. */
    List<FinishedCase> finished(Collection<String> caseNumbers, WorkingDayCalendar calendar) {
        return jdbc.sql("""
                SELECT c.case_number, c.unit, c.item_code,
                       coalesce(c.steps, CASE c.case_type WHEN 'IMMEDIATE' THEN 1 ELSE 2 END) AS steps, c.status,
                       f.accepted_at, c.started_at, c.closed_at, c.working_days_used, c.on_time_promised, c.on_time_statutory,
                       c.clock_start_on, c.promised_days, c.statutory_days, c.extension_days, CAST(c.pauses AS text) AS pauses,
                       coalesce(n.corrections, 0) AS corrections,
                       (SELECT coalesce(json_agg(json_build_object('act', h.act, 'at', h.at, 'to', h.details ->> 'to')
                                                 ORDER BY h.case_version), '[]')
                          FROM case_history h WHERE h.case_number = c.case_number) AS acts
                  FROM approval_case c
                  JOIN approval_file f USING (receipt_number)
                  LEFT JOIN figure_file n USING (receipt_number)
                 WHERE c.case_number = ANY (CAST(:caseNumbers AS text[]))
                   AND c.status IN ('GRANTED', 'REFUSED', 'TERMINATED', 'LAPSED', 'FORWARDED')
                """)
                .param("caseNumbers", caseNumbers.toArray(String[]::new))
                .query((row, _) -> finished(row, calendar))
                .list();
    }

    /** What was counted of these cases counts no longer; the caller holds their files. */
    List<Counted> takeBack(Collection<String> caseNumbers) {
        return jdbc.sql("""
                DELETE FROM figure_case k
                 USING approval_case c
                 WHERE k.case_number = ANY (CAST(:caseNumbers AS text[]))
                   AND c.case_number = k.case_number
                RETURNING k.case_number, k.day, c.unit, c.item_code, k.whole, k.corrections, CAST(k.counts AS text) AS counts
                """)
                .param("caseNumbers", caseNumbers.toArray(String[]::new))
                .query((row, _) -> counted(row))
                .list();
    }

    /** Keeps what was counted. */
    void keep(Collection<Counted> counted) {
        var kept = counted.stream()
                .map(one -> new CountedRow(
                        one.caseNumber(),
                        one.day(),
                        one.whole().key(),
                        one.corrections(),
                        one.steps().entrySet().stream()
                                .collect(Collectors.toMap(
                                        Map.Entry::getKey,
                                        step -> step.getValue().asNote()))))
                .toList();
        jdbc.sql("""
                INSERT INTO figure_case (case_number, day, whole, corrections, counts)
                SELECT case_number, day, whole, corrections, counts
                  FROM json_to_recordset(CAST(:rows AS json)) AS r (
                       case_number text, day date, whole text, corrections integer, counts jsonb)
                """).param("rows", JSON.writeValueAsString(kept)).update();
    }

    private record CountedRow(
            String case_number, LocalDate day, String whole, int corrections, Map<String, Map<String, Long>> counts) {}

    void note(SortedMap<Place, Counts> counts) {
        var rows = new ArrayList<Map<String, Object>>();
        counts.forEach((place, numbers) -> {
            var row = new LinkedHashMap<String, Object>();
            row.put("day", place.day().toString());
            row.put("unit", place.unit());
            row.put("item_code", place.itemCode());
            row.put("step", place.step());
            row.putAll(numbers.asRow());
            rows.add(row);
        });
        jdbc.sql("INSERT INTO figure_delta (day, unit, item_code, step, " + Count.columns() + ")"
                        + " SELECT day, unit, item_code, step, " + Count.columns()
                        + " FROM json_to_recordset(CAST(:rows AS json)) AS r (day date, unit text, item_code text, step text, "
                        + Count.each(column -> column + " bigint") + ")")
                .param("rows", JSON.writeValueAsString(rows))
                .update();
    }

    /** Correction notices of files: added to the file, and to the figures of those of its cases that are counted already. */
    void correct(SortedMap<String, Integer> notices) {
        jdbc.sql("""
                INSERT INTO figure_file AS f (receipt_number, corrections)
                SELECT r.number, r.notices
                  FROM unnest(CAST(:numbers AS text[]), CAST(:notices AS integer[])) AS r (number, notices)
                 ORDER BY r.number
                    ON CONFLICT (receipt_number) DO UPDATE SET corrections = f.corrections + excluded.corrections
                """)
                .param("numbers", notices.keySet().toArray(String[]::new))
                .param("notices", notices.values().toArray(Integer[]::new))
                .update();
        // A statement of its own: whoever counted a moment ago has let go of the files by now, and is seen.
        jdbc.sql("""
                WITH corrected AS (
                    UPDATE figure_case k
                       SET corrections = k.corrections + r.notices
                      FROM unnest(CAST(:numbers AS text[]), CAST(:notices AS integer[])) AS r (number, notices)
                      JOIN approval_case c ON c.receipt_number = r.number
                     WHERE k.case_number = c.case_number
                    RETURNING k.day, c.unit, c.item_code, k.whole, r.notices, k.corrections = r.notices AS for_the_first_time
                )
                INSERT INTO figure_delta (day, unit, item_code, step, corrections, corrected_cases)
                SELECT day, unit, item_code, whole, sum(notices), count(*) FILTER (WHERE for_the_first_time)
                  FROM corrected
                 GROUP BY day, unit, item_code, whole
                """)
                .param("numbers", notices.keySet().toArray(String[]::new))
                .param("notices", notices.values().toArray(Integer[]::new))
                .update();
    }

    /** Cases whose count is not what it should be, with their files; after a wait where somebody else is counting some. */
    Map<String, String> takeNoted(int most) {
        return take(most, "");
    }

    /** The same without those that somebody else is counting. */
    Map<String, String> takeNotedByNobody(int most) {
        return take(most, "SKIP LOCKED");
    }

    private Map<String, String> take(int most, String locked) {
        var taken = new LinkedHashMap<String, String>();
        jdbc.sql("""
                WITH noted AS MATERIALIZED (
                    SELECT case_number FROM figure_backlog ORDER BY case_number LIMIT :most FOR UPDATE %s
                )
                DELETE FROM figure_backlog b
                 USING noted t, approval_case c
                 WHERE b.case_number = t.case_number AND c.case_number = t.case_number
                RETURNING b.case_number, c.receipt_number
                """.formatted(locked)).param("most", most).query(row -> {
            taken.put(row.getString("case_number"), row.getString("receipt_number"));
        });
        return taken;
    }

    /**
     * Moves what was noted lately into the sums. Figures add both, so they are the same before and after.
     *
     * @return how many were moved, at most {@code most}
     */
    int fold(int most) {
        return jdbc.sql(
                        "WITH taken AS (DELETE FROM figure_delta WHERE entry = ANY (ARRAY(SELECT entry FROM figure_delta"
                                + " ORDER BY entry LIMIT :most FOR UPDATE SKIP LOCKED)) RETURNING *), grained AS ("
                                + " SELECT 'D' AS grain, day, unit, item_code, step, " + Count.columns()
                                + " FROM taken UNION ALL"
                                + " SELECT 'M', CAST(date_trunc('month', day) AS date), unit, item_code, step, "
                                + Count.columns()
                                + " FROM taken), summed AS ("
                                + " INSERT INTO figure_sum AS s (grain, day, unit, item_code, step, " + Count.columns()
                                + ")"
                                + " SELECT grain, day, unit, item_code, step, "
                                + Count.each(column -> "sum(" + column + ")")
                                + " FROM grained GROUP BY grain, day, unit, item_code, step ORDER BY grain, day, unit, item_code, step"
                                + " ON CONFLICT (grain, day, unit, item_code, step) DO UPDATE SET "
                                + Count.each(column -> "%1$s = s.%1$s + excluded.%1$s".formatted(column))
                                + ") SELECT count(*) FROM taken")
                .param("most", most)
                .query(Integer.class)
                .single();
    }

    /** @param unit null where it is not told apart, and so with the item */
    record Sum(@Nullable String unit, @Nullable String itemCode, String step, Counts counts) {}

    /** Of each group, step by step; one query for any period. */
    List<Sum> sums(PeriodParts parts, @Nullable String unit, @Nullable String itemCode, GroupBy groupBy) {
        var columns = " unit, item_code, step, " + Count.columns();
        var filter = (unit == null ? "" : " AND unit = :unit") + (itemCode == null ? "" : " AND item_code = :itemCode");
        return jdbc.sql("WITH noted AS (SELECT" + columns
                        + " FROM figure_sum WHERE grain = 'M' AND day BETWEEN :firstMonth AND"
                        + " :lastMonth" + filter
                        + " UNION ALL SELECT" + columns
                        + " FROM figure_sum WHERE grain = 'D' AND day BETWEEN :from AND :headTo"
                        + filter
                        + " UNION ALL SELECT" + columns
                        + " FROM figure_sum WHERE grain = 'D' AND day BETWEEN :tailFrom AND :to"
                        + filter
                        + " UNION ALL SELECT" + columns + " FROM figure_delta WHERE day BETWEEN :from AND :to" + filter
                        + "), grouped AS (SELECT " + groupBy.keys() + ", step, "
                        + Count.each(column -> "CAST(sum(%1$s) AS bigint) AS %1$s".formatted(column))
                        + " FROM noted GROUP BY " + groupBy.grouping()
                        + ") SELECT * FROM grouped ORDER BY unit, item_code, step")
                .param("firstMonth", parts.firstMonth())
                .param("lastMonth", parts.lastMonth())
                .param("from", parts.from())
                .param("headTo", parts.headTo())
                .param("tailFrom", parts.tailFrom())
                .param("to", parts.to())
                .param("unit", unit)
                .param("itemCode", itemCode)
                .query((row, _) -> sum(row))
                .list();
    }

    private static Sum sum(ResultSet row) throws SQLException {
        var counts = new Counts();
        for (var count : Count.values()) {
            counts.add(count, row.getLong(count.column()));
        }
        return new Sum(row.getString("unit"), row.getString("item_code"), row.getString("step"), counts);
    }

    private static FinishedCase finished(ResultSet row, WorkingDayCalendar calendar) throws SQLException {
        var status = row.getString("status");
        boolean decided = status.equals("GRANTED") || status.equals("REFUSED");
        var started = row.getObject("started_at", OffsetDateTime.class);
        var closedAt = row.getObject("closed_at", OffsetDateTime.class).toInstant();
        var took = decided
                ? new Took(
                        row.getInt("working_days_used"),
                        row.getBoolean("on_time_promised"),
                        row.getBoolean("on_time_statutory"))
                : Took.until(OfficeTime.dateOf(closedAt), clock(row), calendar);
        return new FinishedCase(
                row.getString("case_number"),
                row.getString("unit"),
                row.getString("item_code"),
                row.getInt("steps"),
                decided ? Whole.DECIDED : Whole.ENDED,
                status.equals("GRANTED"),
                row.getObject("accepted_at", OffsetDateTime.class).toInstant(),
                started == null ? null : started.toInstant(),
                closedAt,
                took.usedDays(),
                took.onTimePromised(),
                took.onTimeStatutory(),
                row.getInt("extension_days"),
                row.getInt("corrections"),
                JSON.readValue(row.getString("acts"), ACTS).stream()
                        .map(act -> new Past(act.act(), act.at().toInstant(), act.to()))
                        .toList());
    }

    /** A decision says so itself; of what ended without one the clock does, if it ever ran. */
    private record Took(int usedDays, boolean onTimePromised, boolean onTimeStatutory) {
        static Took until(LocalDate day, @Nullable CaseClock clock, WorkingDayCalendar calendar) {
            if (clock == null) {
                return new Took(0, true, true);
            }
            var due = clock.dueDates(calendar);
            return new Took(clock.workingDaysUsed(calendar, day), due.promiseHolds(day), due.lawHolds(day));
        }
    }

    private static @Nullable CaseClock clock(ResultSet row) throws SQLException {
        var startOn = row.getObject("clock_start_on", LocalDate.class);
        if (startOn == null) {
            return null;
        }
        return new CaseClock(
                startOn,
                row.getInt("promised_days"),
                row.getInt("statutory_days"),
                JSON.readValue(row.getString("pauses"), PAUSES).stream()
                        .map(one -> new Pause(one.after_on(), one.until_on(), one.kind(), one.legal_ground()))
                        .toList(),
                row.getInt("extension_days"));
    }

    private record PauseRow(LocalDate after_on, @Nullable LocalDate until_on, String kind, String legal_ground) {}

    private static Counted counted(ResultSet row) throws SQLException {
        var steps = new TreeMap<String, Counts>();
        JSON.readValue(row.getString("counts"), COUNTS).forEach((step, note) -> steps.put(step, Counts.ofNote(note)));
        return new Counted(
                row.getString("case_number"),
                row.getObject("day", LocalDate.class),
                row.getString("unit"),
                row.getString("item_code"),
                Whole.of(row.getString("whole")),
                row.getInt("corrections"),
                steps);
    }

    private static String[] sorted(Collection<String> all) {
        return all.stream().distinct().sorted().toArray(String[]::new);
    }
}
