package onestop.intake.mobile;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import onestop.intake.mobile.Stop.Plan;
import onestop.intake.mobile.StopState.Cancelled;
import onestop.intake.mobile.StopState.Ended;
import onestop.intake.mobile.StopState.Planned;
import onestop.intake.mobile.StopState.Started;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All SQL of vehicles, routes and stops. */
@Repository
class Stops {
    private static final String COLUMNS = """
            s.id, s.route_id, s.vehicle_code, s.town_code, s.village_code, s.place, s.planned_from, s.planned_until,
            s.staff, s.window_codes, s.status, s.started_at, s.started_by, s.ended_at, s.ended_by, s.cancel_reason,
            s.version
            """;

    private final JdbcClient jdbc;

    Stops(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Vehicle> vehicle(String code) {
        return vehicle(code, "");
    }

    /** Who plans for a vehicle waits for whoever is planning for it. */
    Optional<Vehicle> lockVehicle(String code) {
        return vehicle(code, " FOR UPDATE");
    }

    private Optional<Vehicle> vehicle(String code, String lock) {
        return jdbc.sql("SELECT code, name, window_codes, version FROM vehicle WHERE code = :code" + lock)
                .param("code", code)
                .query((row, _) -> vehicle(row))
                .optional();
    }

    List<Vehicle> vehicles(String after, int limit) {
        return jdbc.sql("""
                SELECT code, name, window_codes, version FROM vehicle WHERE code > :after ORDER BY code LIMIT :limit
                """)
                .param("after", after)
                .param("limit", limit)
                .query((row, _) -> vehicle(row))
                .list();
    }

    /** Enters a new vehicle; false if there is one of this code. */
    boolean insert(Vehicle vehicle, String by, Instant at) {
        return jdbc.sql("""
                INSERT INTO vehicle (code, name, window_codes, changed_at, changed_by, version)
                VALUES (:code, :name, :windows, :at, :by, :version)
                ON CONFLICT DO NOTHING
                """)
                        .param("code", vehicle.code())
                        .param("name", vehicle.name())
                        .param("windows", vehicle.windowCodes().toArray(String[]::new))
                        .param("at", time(at))
                        .param("by", by)
                        .param("version", vehicle.version())
                        .update()
                == 1;
    }

    void update(Vehicle vehicle, String by, Instant at) {
        jdbc.sql("""
                UPDATE vehicle
                   SET name = :name, window_codes = :windows, changed_at = :at, changed_by = :by, version = :version
                 WHERE code = :code
                """)
                .param("code", vehicle.code())
                .param("name", vehicle.name())
                .param("windows", vehicle.windowCodes().toArray(String[]::new))
                .param("at", time(at))
                .param("by", by)
                .param("version", vehicle.version())
                .update();
    }

    void insertRoute(UUID id, String vehicle, String name, String by, Instant at, List<Stop> stops) {
        jdbc.sql("""
                INSERT INTO vehicle_route (id, vehicle_code, name, planned_at, planned_by)
                VALUES (:id, :vehicle, :name, :at, :by)
                """)
                .param("id", id)
                .param("vehicle", vehicle)
                .param("name", name)
                .param("at", time(at))
                .param("by", by)
                .update();
        // An array of arrays has to be rectangular, so lists inside a row travel as one text each.
        jdbc.sql("""
                INSERT INTO vehicle_stop (id, route_id, vehicle_code, town_code, village_code, place, planned_from,
                                          planned_until, staff, window_codes, status, version)
                SELECT n.id, :route, :vehicle, n.town, n.village, n.place, n.planned_from, n.planned_until,
                       string_to_array(n.staff, chr(31)), string_to_array(n.windows, chr(31)), 'PLANNED', 1
                  FROM unnest(:ids, :towns, :villages, :places, :froms::timestamptz[], :untils::timestamptz[],
                              :staffs, :windows)
                       AS n (id, town, village, place, planned_from, planned_until, staff, windows)
                """)
                .param("route", id)
                .param("vehicle", vehicle)
                .param("ids", stops.stream().map(Stop::id).toArray(UUID[]::new))
                .param(
                        "towns",
                        stops.stream().map(stop -> stop.plan().townCode()).toArray(String[]::new))
                .param(
                        "villages",
                        stops.stream().map(stop -> stop.plan().villageCode()).toArray(String[]::new))
                .param("places", stops.stream().map(stop -> stop.plan().place()).toArray(String[]::new))
                .param(
                        "froms",
                        stops.stream()
                                .map(stop -> stop.plan().from().toString())
                                .toArray(String[]::new))
                .param(
                        "untils",
                        stops.stream()
                                .map(stop -> stop.plan().until().toString())
                                .toArray(String[]::new))
                .param(
                        "staffs",
                        stops.stream()
                                .map(stop -> String.join("\u001f", stop.plan().staff()))
                                .toArray(String[]::new))
                .param(
                        "windows",
                        stops.stream()
                                .map(stop -> String.join("\u001f", stop.plan().windowCodes()))
                                .toArray(String[]::new))
                .update();
    }

    /** The first stop of the vehicle that lies in one of these times. */
    Optional<Stop> overlapping(String vehicle, List<Stop> stops) {
        return jdbc.sql("SELECT " + COLUMNS + """
                  FROM vehicle_stop s
                  JOIN unnest(:froms::timestamptz[], :untils::timestamptz[]) AS n (planned_from, planned_until)
                       ON s.planned_from < n.planned_until AND s.planned_until > n.planned_from
                 WHERE s.vehicle_code = :vehicle AND s.status <> 'CANCELLED'
                 ORDER BY s.planned_from
                 LIMIT 1
                """)
                .param("vehicle", vehicle)
                .param(
                        "froms",
                        stops.stream()
                                .map(stop -> stop.plan().from().toString())
                                .toArray(String[]::new))
                .param(
                        "untils",
                        stops.stream()
                                .map(stop -> stop.plan().until().toString())
                                .toArray(String[]::new))
                .query((row, _) -> stop(row))
                .optional();
    }

    record Route(UUID id, String vehicleCode, String name) {}

    Optional<Route> route(UUID id) {
        return jdbc.sql("SELECT id, vehicle_code, name FROM vehicle_route WHERE id = :id")
                .param("id", id)
                .query((row, _) -> new Route(
                        row.getObject("id", UUID.class), row.getString("vehicle_code"), row.getString("name")))
                .optional();
    }

    List<Stop> ofRoute(UUID route) {
        return jdbc.sql("SELECT " + COLUMNS + """
                  FROM vehicle_stop s
                 WHERE s.route_id = :route
                 ORDER BY s.planned_from, s.id
                """)
                .param("route", route)
                .query((row, _) -> stop(row))
                .list();
    }

    /** The plan from a moment on, in the order of time. */
    List<Stop> planned(Instant from, Instant until, @Nullable String town, @Nullable UUID afterId, int limit) {
        return jdbc.sql("SELECT " + COLUMNS + """
                  FROM vehicle_stop s
                 WHERE (s.planned_from, s.id) > (:from, :afterId) AND s.planned_from < :until
                   AND (:town::text IS NULL OR s.town_code = :town)
                 ORDER BY s.planned_from, s.id
                 LIMIT :limit
                """)
                .param("from", time(from))
                .param("afterId", afterId == null ? new UUID(0, 0) : afterId)
                .param("until", time(until))
                .param("town", town)
                .param("limit", limit)
                .query((row, _) -> stop(row))
                .list();
    }

    Optional<Stop> find(UUID id) {
        return find(id, "");
    }

    /** For an act on the stop itself: nothing is entered meanwhile. */
    Optional<Stop> lock(UUID id) {
        return find(id, " FOR UPDATE");
    }

    /** For entering something: the stop stays as it is, others may enter at the same time. */
    Optional<Stop> hold(UUID id) {
        return find(id, " FOR SHARE");
    }

    private Optional<Stop> find(UUID id, String lock) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM vehicle_stop s WHERE s.id = :id" + lock)
                .param("id", id)
                .query((row, _) -> stop(row))
                .optional();
    }

    void update(Stop next) {
        var started = switch (next.state()) {
            case Started start -> start;
            case Ended(var start, var _, var _) -> start;
            case Planned _, Cancelled _ -> null;
        };
        var ended = next.state() instanceof Ended end ? end : null;
        int changed = jdbc.sql("""
                UPDATE vehicle_stop
                   SET status = :status, started_at = :startedAt, started_by = :startedBy, ended_at = :endedAt,
                       ended_by = :endedBy, cancel_reason = :reason, version = :version
                 WHERE id = :id AND version = :version - 1
                """)
                .param("id", next.id())
                .param("status", StopStatus.of(next.state()).name())
                .param("startedAt", started == null ? null : time(started.at()))
                .param("startedBy", started == null ? null : started.by())
                .param("endedAt", ended == null ? null : time(ended.at()))
                .param("endedBy", ended == null ? null : ended.by())
                .param("reason", next.state() instanceof Cancelled(var reason) ? reason : null)
                .param("version", next.version())
                .update();
        if (changed == 0) {
            throw new OptimisticLockingFailureException("stop %s was changed by somebody else".formatted(next.id()));
        }
    }

    private static Vehicle vehicle(ResultSet row) throws SQLException {
        return new Vehicle(
                row.getString("code"), row.getString("name"), texts(row, "window_codes"), row.getLong("version"));
    }

    private static Stop stop(ResultSet row) throws SQLException {
        return new Stop(
                row.getObject("id", UUID.class),
                new Plan(
                        row.getObject("route_id", UUID.class),
                        row.getString("vehicle_code"),
                        row.getString("town_code"),
                        row.getString("village_code"),
                        row.getString("place"),
                        instant(row, "planned_from"),
                        instant(row, "planned_until"),
                        texts(row, "staff"),
                        texts(row, "window_codes")),
                state(row),
                row.getLong("version"));
    }

    private static StopState state(ResultSet row) throws SQLException {
        return switch (StopStatus.valueOf(row.getString("status"))) {
            case PLANNED -> new Planned();
            case STARTED -> started(row);
            case ENDED -> new Ended(started(row), instant(row, "ended_at"), row.getString("ended_by"));
            case CANCELLED -> new Cancelled(row.getString("cancel_reason"));
        };
    }

    private static Started started(ResultSet row) throws SQLException {
        return new Started(instant(row, "started_at"), row.getString("started_by"));
    }

    private static List<String> texts(ResultSet row, String column) throws SQLException {
        return List.of((String[]) row.getArray(column).getArray());
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(row.getObject(column, OffsetDateTime.class))
                .toInstant();
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
