package onestop.evaluation.rectification;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import onestop.evaluation.calendar.CountyTime;
import onestop.evaluation.scale.Slice;
import onestop.workingdays.Calendars;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * What the indicators need to know of the orders of a period's ratings: by the day of the rating, as the ratings themselves are
 * counted. A rating that is set aside takes its order out of all figures until it is cleared; what was found invalid is among
 * the bad ones alone, however far its order had come.
 */
@Repository
public class RectificationFigures {
    private final JdbcClient jdbc;
    private final Calendars calendars;
    private final InstantSource clock;

    RectificationFigures(JdbcClient jdbc, Calendars calendars, InstantSource clock) {
        this.jdbc = jdbc;
        this.calendars = calendars;
        this.clock = clock;
    }

    /**
     * Counts of orders.
     *
     * @param opened of ratings that count
     * @param fellDue rectified, or past a due date without it
     * @param onTime rectified, in no round after its due date
     * @param realName of raters who gave their name
     * @param realNameDue those of them that fell due, or whose rater was called back in an earlier round: a rater is called back
     *     when what was bad has been put right
     * @param calledBack real-name orders whose rater was reached, or not reached three times
     * @param reached rounds of orders that the rater has answered about, in a call-back, a follow-up rating or the second
     *     call-back; a reopened order can have two
     * @param satisfied rounds with which the rater's latest answer was satisfied
     * @param bad the same with those of ratings that were found invalid
     */
    public record Figures(
            long opened,
            long rectified,
            long fellDue,
            long onTime,
            long realName,
            long realNameDue,
            long calledBack,
            long reached,
            long satisfied,
            long confirmed,
            long bad) {}

    private static final Figures NONE = new Figures(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    private record Counts(
            String key,
            long opened,
            long rectified,
            long onTime,
            long late,
            long realName,
            long realNameDue,
            long calledBack,
            long reached,
            long satisfied,
            long confirmed,
            long bad) {

        Figures figures(long overdue, long overdueToCallBack) {
            return new Figures(
                    opened,
                    rectified,
                    rectified + late + overdue,
                    onTime,
                    realName,
                    realNameDue + overdueToCallBack,
                    calledBack,
                    reached,
                    satisfied,
                    confirmed,
                    bad);
        }
    }

    private record Waiting(String key, LocalDate startedOn, boolean complex, long orders, long toCallBack) {}

    /** @param key of the slice; without one for the whole county */
    public Figures of(Slice slice, @Nullable String key, LocalDate from, LocalDate to) {
        var found = read("''", ofSlice(slice), key == null ? new String[0] : new String[] {key}, from, to);
        return found.getOrDefault("", NONE);
    }

    /** The figures of each of these keys that had an order. */
    public Map<String, Figures> of(Slice slice, Collection<String> keys, LocalDate from, LocalDate to) {
        if (keys.isEmpty() || slice == Slice.COUNTY) {
            return Map.of();
        }
        return read(keyOf(slice), ofSlice(slice), keys.toArray(String[]::new), from, to);
    }

    private Map<String, Figures> read(String key, String ofSlice, String[] keys, LocalDate from, LocalDate to) {
        var counts = jdbc.sql("""
                SELECT key, count(*) FILTER (WHERE stands) AS opened,
                       count(*) FILTER (WHERE stands AND status IN ('RECTIFIED', 'CALLED_BACK', 'CLOSED')) AS rectified,
                       count(*) FILTER (WHERE stands AND status IN ('RECTIFIED', 'CALLED_BACK', 'CLOSED')
                                          AND NOT rectified_late) AS on_time,
                       count(*) FILTER (WHERE stands AND status NOT IN ('RECTIFIED', 'CALLED_BACK', 'CLOSED')
                                          AND rectified_late) AS late,
                       count(*) FILTER (WHERE stands AND NOT anonymous) AS real_name,
                       count(*) FILTER (WHERE stands AND NOT anonymous
                                          AND (rectified_late OR status IN ('RECTIFIED', 'CALLED_BACK', 'CLOSED')
                                               OR call_back_outcome IS NOT NULL OR call_backs_reached > 0)) AS real_name_due,
                       count(*) FILTER (WHERE stands AND NOT anonymous
                                          AND (call_back_outcome IS NOT NULL OR call_backs_reached > 0)) AS called_back,
                       coalesce(sum(raters_heard) FILTER (WHERE stands), 0) AS reached,
                       coalesce(sum(call_backs_satisfied) FILTER (WHERE stands), 0) AS satisfied,
                       count(*) FILTER (WHERE stands AND confirmed) AS confirmed,
                       count(*) AS bad
                  FROM (SELECT %s AS key, status <> 'INVALIDATED' AND aside.standing IS NULL AS stands, status, rectified_late,
                               anonymous, confirmed, call_back_outcome, call_backs_reached, raters_heard,
                               call_backs_satisfied
                          FROM rectification
                          LEFT JOIN (SELECT id AS aside_id, standing FROM rating WHERE standing <> 'COUNTED') AS aside
                            ON aside_id = rating_id
                         WHERE rated_on BETWEEN :from AND :to AND origin = 'RATING'
                           AND aside.standing IS DISTINCT FROM 'SUSPECT'%s) AS orders
                 GROUP BY 1
                """.formatted(key, ofSlice))
                .param("from", from)
                .param("to", to)
                .param("keys", keys)
                .query(Counts.class)
                .list();
        // Due dates are not stored; of what waits there are few, and fewer days on which it began.
        var waiting = jdbc.sql("""
                SELECT %s AS key, round_started_on AS started_on, complex_reason IS NOT NULL AS complex, count(*) AS orders,
                       count(*) FILTER (WHERE NOT anonymous AND call_back_outcome IS NULL AND call_backs_reached = 0) AS to_call_back
                  FROM rectification
                 WHERE rated_on BETWEEN :from AND :to AND origin = 'RATING' AND status <> 'INVALIDATED'
                   AND NOT EXISTS (SELECT FROM rating r WHERE r.id = rating_id AND r.standing <> 'COUNTED')
                   AND status NOT IN ('RECTIFIED', 'CALLED_BACK', 'CLOSED') AND NOT rectified_late%s
                 GROUP BY 1, 2, 3
                """.formatted(key, ofSlice))
                .param("from", from)
                .param("to", to)
                .param("keys", keys)
                .query(Waiting.class)
                .list();
        var today = CountyTime.dayOf(CountyTime.now(clock));
        var calendar = calendars.current();
        var overdue = waiting.stream()
                .filter(some -> today.isAfter(new Round(1, some.startedOn()).rectifyDueOn(calendar, some.complex())))
                .toList();
        var orders =
                overdue.stream().collect(Collectors.groupingBy(Waiting::key, Collectors.summingLong(Waiting::orders)));
        var toCallBack = overdue.stream()
                .collect(Collectors.groupingBy(Waiting::key, Collectors.summingLong(Waiting::toCallBack)));
        return counts.stream()
                .collect(Collectors.toMap(
                        Counts::key,
                        count -> count.figures(
                                orders.getOrDefault(count.key(), 0L), toCallBack.getOrDefault(count.key(), 0L))));
    }

    private static String keyOf(Slice slice) {
        return switch (slice) {
            case COUNTY -> "''";
            case UNIT -> "unit";
            case ITEM -> "matter";
            case WINDOW -> keyOfRating("window_code");
            case OFFICER -> keyOfRating("officer");
            case TOWN -> keyOfRating("town");
            case REGION_LEVEL -> keyOfRating("region_level");
            case CHANNEL -> keyOfRating("channel");
        };
    }

    private static String keyOfRating(String column) {
        return "(SELECT r.%s FROM rating r WHERE r.id = rating_id)".formatted(column);
    }

    private static String ofSlice(Slice slice) {
        return switch (slice) {
            case COUNTY -> "";
            case UNIT -> " AND unit = ANY (:keys)";
            case ITEM -> " AND matter = ANY (:keys)";
            case WINDOW -> ofBadRatings("window_code");
            case OFFICER -> ofBadRatings("officer");
            case TOWN -> ofBadRatings("town");
            case REGION_LEVEL -> ofBadRatings("region_level");
            case CHANNEL -> ofBadRatings("channel");
        };
    }

    /** An order does not repeat where its rating was given; there are few bad ratings, and an index of nothing else. */
    private static String ofBadRatings(String column) {
        return " AND rating_id IN (SELECT r.id FROM rating r WHERE r.%s = ANY (:keys) AND r.level IN ('DISSATISFIED', 'VERY_DISSATISFIED'))"
                .formatted(column);
    }
}
