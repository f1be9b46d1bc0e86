package onestop.evaluation.rectification;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import onestop.evaluation.calendar.CountyTime;
import onestop.web.Caller;
import onestop.web.Cursor;
import onestop.web.Limit;
import onestop.web.Page;
import onestop.workingdays.WorkingDayCalendar;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.SimplePropertyRowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The yellow and red lights that clocks of units have turned, what they cost, and what they weigh. */
@Repository
class Lights {
    private static final RowMapper<Turned> TURNED = new SimplePropertyRowMapper<>(Turned.class);
    private static final RowMapper<Points> POINTS = new SimplePropertyRowMapper<>(Points.class);
    private static final RowMapper<Weight> WEIGHTS = new SimplePropertyRowMapper<>(Weight.class);
    private static final RowMapper<Running> RUNNING = new SimplePropertyRowMapper<>(Running.class);

    private final JdbcClient jdbc;

    Lights(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Which clock a light belongs to. */
    enum ClockKind {
        CONTACT,
        RECTIFY
    }

    /** The clocks of one order. */
    record Running(
            UUID id,
            String unit,
            Status status,
            int dispatch,
            int round,
            LocalDate roundStartedOn,
            boolean complex,
            boolean contacted) {

        static Running of(RectificationOrder order) {
            return new Running(
                    order.id().value(),
                    order.about().unit(),
                    order.status(),
                    order.oversight().dispatch().number(),
                    order.round().number(),
                    order.round().startedOn(),
                    order.complex(),
                    order.contactedAt() != null);
        }

        private List<Due> lit(LocalDate today, WorkingDayCalendar calendar) {
            var lit = new ArrayList<Due>(2);
            if (status.open()) {
                var started = new Round(round, roundStartedOn);
                if (!contacted) {
                    add(lit, ClockKind.CONTACT, started.contactDueOn(calendar), today, calendar);
                }
                add(lit, ClockKind.RECTIFY, started.rectifyDueOn(calendar, complex), today, calendar);
            }
            return lit;
        }

        private void add(
                List<Due> lit, ClockKind clock, LocalDate dueOn, LocalDate today, WorkingDayCalendar calendar) {
            var light = Light.of(dueOn, null, today, calendar);
            if (light != Light.GREEN) {
                lit.add(new Due(this, clock, light, dueOn));
            }
        }
    }

    private record Due(Running order, ClockKind clock, Light light, LocalDate dueOn) {}

    /**
     * A light that has turned.
     *
     * @param id random, since one in the order of time would tell the unit when somebody rated: the first clock is yellow at once
     * @param points off in the assessment of the unit
     * @param anonymous whether whoever complained withheld the name
     */
    record Turned(
            UUID id,
            UUID rectificationId,
            ClockKind clock,
            Light light,
            LocalDate dueOn,
            String unit,
            BigDecimal points,
            LocalDate turnedOn,
            OffsetDateTime turnedAt,
            @Nullable OffsetDateTime liftedAt,
            boolean anonymous) {}

    /** A light as a reader sees it. @param concerned whether it is the reader's own unit's, or about the reader's own work */
    record Seen(Turned light, boolean concerned) {}

    /** Takes open orders whose lights nobody has looked at today; those that another replica has in hand are left out. */
    List<Running> take(LocalDate today, int most) {
        return jdbc.sql("""
                UPDATE rectification r
                   SET looked_on = :today
                  FROM (SELECT id
                          FROM rectification
                         WHERE status IN ('DISPATCHED', 'CONTACTED', 'OBJECTED', 'CONFIRMED', 'RECTIFYING', 'REOPENED')
                           AND (looked_on IS NULL OR looked_on < :today)
                         ORDER BY looked_on NULLS FIRST, id
                         LIMIT :most
                           FOR UPDATE SKIP LOCKED) due
                 WHERE r.id = due.id
                RETURNING r.id, r.unit, r.status, r.dispatch, r.round, r.round_started_on,
                          r.complex_reason IS NOT NULL AS complex, r.contacted_at IS NOT NULL AS contacted
                """)
                .param("today", today)
                .param("most", most)
                .query(RUNNING)
                .list();
    }

    /** Turns what is due among these; a light that has turned before is not in the answer. */
    List<Turned> turn(List<Running> orders, Instant now, WorkingDayCalendar calendar) {
        var today = CountyTime.dayOf(now);
        var lit = orders.stream()
                .flatMap(order -> order.lit(today, calendar).stream())
                .toList();
        if (lit.isEmpty()) {
            return List.of();
        }
        return jdbc.sql("""
                WITH turned AS (
                INSERT INTO rectification_light (id, rectification_id, dispatch, round, clock, light, due_on, unit, points,
                       turned_on, turned_at)
                SELECT gen_random_uuid(), n.id, n.dispatch, n.round, n.clock, n.light, n.due_on, n.unit,
                       coalesce((SELECT w.points
                                   FROM rectification_weight w
                                  WHERE w.clock = n.clock AND w.light = n.light AND w.valid_from <= :today
                                  ORDER BY w.valid_from DESC
                                  LIMIT 1), 0),
                       :today, :now
                  FROM unnest(:ids::uuid[], :dispatches::int[], :rounds::int[], :clocks::text[], :lights::text[],
                       :dues::date[], :units::text[]) AS n (id, dispatch, round, clock, light, due_on, unit)
                    ON CONFLICT DO NOTHING
                RETURNING id, rectification_id, clock, light, due_on, unit, points, turned_on, turned_at, lifted_at)
                SELECT t.id, t.rectification_id, t.clock, t.light, t.due_on, t.unit, t.points, t.turned_on, t.turned_at,
                       t.lifted_at, r.anonymous
                  FROM turned t
                  JOIN rectification r ON r.id = t.rectification_id
                """)
                .param("today", today)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("ids", lit.stream().map(due -> due.order().id()).toArray(UUID[]::new))
                .param(
                        "dispatches",
                        lit.stream().map(due -> due.order().dispatch()).toArray(Integer[]::new))
                .param("rounds", lit.stream().map(due -> due.order().round()).toArray(Integer[]::new))
                .param("clocks", lit.stream().map(due -> due.clock().name()).toArray(String[]::new))
                .param("lights", lit.stream().map(due -> due.light().name()).toArray(String[]::new))
                .param("dues", lit.stream().map(due -> due.dueOn().toString()).toArray(String[]::new))
                .param("units", lit.stream().map(due -> due.order().unit()).toArray(String[]::new))
                .query(TURNED)
                .list();
    }

    /** An upheld objection: the lights of that dispatch cost nothing any more. They stay on record. */
    void lift(RectificationId id, int dispatch, Instant at) {
        jdbc.sql("""
                UPDATE rectification_light
                   SET lifted_at = :at
                 WHERE rectification_id = :id AND dispatch = :dispatch AND lifted_at IS NULL
                """)
                .param("id", id.value())
                .param("dispatch", dispatch)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** Lights, of the newest day first and within a day in no order. @param unit all units when null */
    Page<Seen> page(@Nullable String unit, Caller reader, @Nullable String after, Limit limit) {
        var position = Cursor.parts(after, 2);
        var sql = new StringBuilder("""
                SELECT l.id, l.rectification_id, l.clock, l.light, l.due_on, l.unit, l.points, l.turned_on, l.turned_at,
                       l.lifted_at, r.anonymous,
                       coalesce(:readersUnit::text, '') IN (l.unit, r.unit) OR %s AS concerned
                  FROM rectification_light l
                  JOIN rectification r ON r.id = l.rectification_id
                 WHERE true
                """.formatted(Rectifications.about("r", ":reader")));
        if (unit != null) {
            sql.append(" AND l.unit = :unit");
        }
        if (!position.isEmpty()) {
            sql.append(" AND (l.turned_on, l.id) < (:turnedOn::date, :id::uuid)");
        }
        sql.append(" ORDER BY l.turned_on DESC, l.id DESC LIMIT :rows");
        var statement = jdbc.sql(sql.toString())
                .param("readersUnit", reader.unit())
                .param("reader", reader.subject())
                .param("rows", limit.plusOne());
        if (unit != null) {
            statement = statement.param("unit", unit);
        }
        if (!position.isEmpty()) {
            statement = statement
                    .param("turnedOn", Cursor.date(position.getFirst()))
                    .param("id", Cursor.uuid(position.getLast()));
        }
        var seen = statement
                .query((row, number) ->
                        new Seen(requireNonNull(TURNED.mapRow(row, number)), row.getBoolean("concerned")))
                .list();
        return Page.of(
                seen,
                limit,
                one -> Cursor.of(one.light().turnedOn(), one.light().id()));
    }

    /** What the lights of a period cost one unit. */
    record Points(String unit, long yellow, long red, BigDecimal points) {}

    /** Units with lights in the period, the most points first; at most a few dozen units. @param unit all units when null */
    List<Points> points(@Nullable String unit, LocalDate from, LocalDate to) {
        return jdbc.sql("""
                SELECT unit, count(*) FILTER (WHERE light = 'YELLOW') AS yellow,
                       count(*) FILTER (WHERE light = 'RED') AS red, sum(points) AS points
                  FROM rectification_light
                 WHERE lifted_at IS NULL AND turned_on BETWEEN :from AND :to
                   AND (:unit::text IS NULL OR unit = :unit)
                 GROUP BY unit
                 ORDER BY points DESC, unit
                """)
                .param("unit", unit)
                .param("from", from)
                .param("to", to)
                .query(POINTS)
                .list();
    }

    /** What a light weighs from a day on. */
    record Weight(ClockKind clock, Light light, LocalDate validFrom, BigDecimal points, String setBy) {}

    /** All weights there were, the newest first. */
    List<Weight> weights() {
        return jdbc.sql("""
                SELECT clock, light, valid_from, points, set_by
                  FROM rectification_weight
                 ORDER BY clock, light, valid_from DESC
                """).query(WEIGHTS).list();
    }

    /** Sets what a light weighs from a day on. Lights that have turned keep what they cost. */
    void weigh(Weight weight) {
        jdbc.sql("""
                INSERT INTO rectification_weight (clock, light, valid_from, points, set_by)
                VALUES (:clock, :light, :validFrom, :points, :setBy)
                    ON CONFLICT (clock, light, valid_from) DO UPDATE SET points = excluded.points, set_by = excluded.set_by
                """)
                .param("clock", weight.clock().name())
                .param("light", weight.light().name())
                .param("validFrom", weight.validFrom())
                .param("points", weight.points())
                .param("setBy", weight.setBy())
                .update();
    }
}
