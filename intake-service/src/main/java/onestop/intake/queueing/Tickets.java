package onestop.intake.queueing;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All SQL of tickets. */
@Repository
class Tickets {
    /** After so many priority tickets in a row it is a walk-in's turn. */
    static final int PRIORITY_IN_A_ROW = 2;

    private static final String COLUMNS = """
            ticket.id, ticket.region_code, ticket.number, ticket.kind, ticket.item_codes, ticket.taken_by, ticket.own,
            ticket.taken_at, ticket.ranks_at, ticket.status, ticket.for_window, ticket.window_code, ticket.clerk,
            ticket.called_at, ticket.calls, ticket.ended_at, ticket.version
            """;

    /** Whether the window {@code w} takes what the ticket is about; the vehicle takes from no queue of the hall. */
    private static final String TAKES = """
            w.type IN ('COMPREHENSIVE', 'ONE_WINDOW', 'DEPARTMENT')
            AND (cardinality(ticket.item_codes) = 0
                 OR (w.any_item AND NOT w.item_codes && ticket.item_codes)
                 OR (NOT w.any_item AND w.item_codes @> ticket.item_codes))
            """;

    private final JdbcClient jdbc;

    Tickets(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What a new ticket is made of. */
    record Request(
            String regionCode,
            LocalDate on,
            TicketKind kind,
            Collection<String> itemCodes,
            @Nullable String greenBasis,
            String takenBy,
            boolean own,
            Instant at,
            Instant ranksAt) {}

    /** Draws the next number of the day and writes the ticket, in one statement. */
    Ticket insert(UUID id, Request request) {
        return jdbc.sql("""
                WITH drawn AS (
                    INSERT INTO ticket_serial AS serial (region_code, on_date, prefix, last)
                    VALUES (:region, :on, :prefix, 1)
                    ON CONFLICT (region_code, on_date, prefix) DO UPDATE SET last = serial.last + 1
                    RETURNING last)
                INSERT INTO ticket (id, region_code, on_date, number, kind, item_codes, green_basis, taken_by, own,
                                    taken_at, ranks_at, status, calls, version)
                SELECT :id, :region, :on, :prefix || lpad(last::text, greatest(3, length(last::text)), '0'), :kind,
                       :items::text[], :basis, :by, :own, :at, :ranksAt, 'WAITING', 0, 1
                  FROM drawn
                RETURNING\s""" + COLUMNS)
                .param("id", id)
                .param("region", request.regionCode())
                .param("on", request.on())
                .param("prefix", request.kind().prefix())
                .param("kind", request.kind().name())
                .param("items", request.itemCodes().toArray(String[]::new))
                .param("basis", request.greenBasis())
                .param("by", request.takenBy())
                .param("own", request.own())
                .param("at", utc(request.at()))
                .param("ranksAt", utc(request.ranksAt()))
                .query((row, _) -> ticket(row))
                .single();
    }

    Optional<Ticket> find(UUID id) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM ticket WHERE id = :id")
                .param("id", id)
                .query((row, _) -> ticket(row))
                .optional();
    }

    /** Whether some window of the place, in use on the day, takes these items together. */
    boolean taken(String regionCode, Collection<String> itemCodes, LocalDate on) {
        return jdbc.sql("""
                SELECT EXISTS (
                    SELECT FROM hall_window AS w, (SELECT :items::text[] AS item_codes) AS ticket
                     WHERE w.region_code = :region AND :on BETWEEN w.opened_on AND coalesce(w.closed_on, 'infinity')
                       AND\s""" + TAKES + ")")
                .param("region", regionCode)
                .param("items", itemCodes.toArray(String[]::new))
                .param("on", on)
                .query(Boolean.class)
                .single();
    }

    /** The open ticket that an account holds in a place. */
    Optional<Ticket> openOf(String takenBy, String regionCode, LocalDate on) {
        return jdbc.sql("SELECT " + COLUMNS + """
                  FROM ticket
                 WHERE taken_by = :by AND region_code = :region AND on_date = :on AND own
                   AND status IN ('WAITING', 'CALLED')
                """)
                .param("by", takenBy)
                .param("region", regionCode)
                .param("on", on)
                .query((row, _) -> ticket(row))
                .optional();
    }

    Optional<Ticket> calledAt(String windowCode, LocalDate on) {
        return jdbc.sql("SELECT " + COLUMNS + """
                  FROM ticket
                 WHERE window_code = :window AND on_date = :on AND status = 'CALLED'
                """)
                .param("window", windowCode)
                .param("on", on)
                .query((row, _) -> ticket(row))
                .optional();
    }

    /** Chooses, locks and calls in one statement. A ticket that another window is just calling is passed over. */
    Optional<Ticket> callNext(String windowCode, String clerk, LocalDate on, Instant at) {
        return jdbc.sql("""
                WITH row_of_priority AS (
                    SELECT count(*) >= :most AS full
                      FROM ticket_call
                     WHERE window_code = :window AND on_date = :on AND priority
                       AND id > coalesce((SELECT max(id) FROM ticket_call
                                           WHERE window_code = :window AND on_date = :on AND NOT priority), 0)),
                chosen AS (
                    SELECT ticket.id
                      FROM ticket, hall_window AS w, row_of_priority
                     WHERE w.code = :window
                       AND ticket.region_code = w.region_code AND ticket.on_date = :on AND ticket.status = 'WAITING'
                       AND CASE WHEN ticket.for_window IS NULL THEN\s""" + TAKES + """
                                ELSE ticket.for_window = w.code END
                     ORDER BY CASE WHEN ticket.kind = 'WALK_IN' THEN CASE WHEN row_of_priority.full THEN 0 ELSE 2 END
                                   WHEN ticket.ranks_at <= :at THEN 1
                                   ELSE 3 END,
                              ticket.ranks_at, length(ticket.number), ticket.number
                     LIMIT 1
                       FOR UPDATE OF ticket SKIP LOCKED),
                called AS (
                    UPDATE ticket
                       SET status = 'CALLED', window_code = :window, clerk = :clerk, calls = ticket.calls + 1,
                           called_at = :at, first_called_at = coalesce(ticket.first_called_at, :at),
                           version = ticket.version + 1
                      FROM chosen
                     WHERE ticket.id = chosen.id
                    RETURNING\s""" + COLUMNS + """
                ),
                noted AS (
                    INSERT INTO ticket_call (ticket_id, window_code, on_date, priority, clerk, called_at)
                    SELECT id, :window, :on, kind <> 'WALK_IN', :clerk, :at FROM called)
                SELECT * FROM called
                """)
                .param("most", PRIORITY_IN_A_ROW)
                .param("window", windowCode)
                .param("clerk", clerk)
                .param("on", on)
                .param("at", utc(at))
                .query((row, _) -> ticket(row))
                .optional();
    }

    /** Calls a ticket once more: one that was called here, or one that was skipped. */
    Optional<Ticket> recall(UUID id, String windowCode, String clerk, int mostCalls, Instant at) {
        return jdbc.sql("""
                WITH called AS (
                    UPDATE ticket
                       SET status = 'CALLED', window_code = :window, clerk = :clerk, calls = calls + 1, called_at = :at,
                           version = version + 1
                     WHERE id = :id AND calls < :mostCalls
                       AND ((status = 'CALLED' AND window_code = :window) OR status = 'SKIPPED')
                    RETURNING\s""" + COLUMNS + """
                , on_date),
                noted AS (
                    INSERT INTO ticket_call (ticket_id, window_code, on_date, priority, clerk, called_at)
                    SELECT id, :window, on_date, kind <> 'WALK_IN', :clerk, :at FROM called)
                SELECT * FROM called
                """)
                .param("id", id)
                .param("window", windowCode)
                .param("clerk", clerk)
                .param("mostCalls", mostCalls)
                .param("at", utc(at))
                .query((row, _) -> ticket(row))
                .optional();
    }

    /** Ends the call of a ticket, if this clerk has called it. */
    Optional<Ticket> endCall(UUID id, String clerk, TicketStatus status, Instant at) {
        return jdbc.sql("""
                UPDATE ticket
                   SET status = :status, ended_at = CASE WHEN :status = 'FINISHED' THEN :at END, version = version + 1
                 WHERE id = :id AND status = 'CALLED' AND clerk = :clerk
                RETURNING\s""" + COLUMNS)
                .param("id", id)
                .param("clerk", clerk)
                .param("status", status.name())
                .param("at", utc(at))
                .query((row, _) -> ticket(row))
                .optional();
    }

    /** Back into the queue with its old rank, for one window or for other items. */
    Optional<Ticket> handOn(UUID id, String clerk, @Nullable String forWindow, @Nullable Collection<String> itemCodes) {
        return jdbc.sql("""
                UPDATE ticket
                   SET status = 'WAITING', for_window = :forWindow, item_codes = coalesce(:items::text[], item_codes),
                       window_code = NULL, clerk = NULL, version = version + 1
                 WHERE id = :id AND status = 'CALLED' AND clerk = :clerk
                RETURNING\s""" + COLUMNS)
                .param("id", id)
                .param("clerk", clerk)
                .param("forWindow", forWindow)
                .param("items", itemCodes == null ? null : itemCodes.toArray(String[]::new))
                .query((row, _) -> ticket(row))
                .optional();
    }

    Optional<Ticket> leave(UUID id, Instant at) {
        return jdbc.sql("""
                UPDATE ticket
                   SET status = 'LEFT', ended_at = :at, version = version + 1
                 WHERE id = :id AND status IN ('WAITING', 'SKIPPED')
                RETURNING\s""" + COLUMNS)
                .param("id", id)
                .param("at", utc(at))
                .query((row, _) -> ticket(row))
                .optional();
    }

    /**
     * Where a ticket stands.
     *
     * @param ahead waiting tickets that rank before it
     * @param windows windows of the place with somebody on duty that take it
     * @param serviceSeconds how long the last fifty of today took on average; null when there is none
     */
    record Place(int ahead, int windows, @Nullable Double serviceSeconds) {}

    Optional<Place> placeOf(UUID id, Instant startOfToday, Instant at) {
        return jdbc.sql("""
                SELECT (SELECT count(*) FROM ticket AS other
                         WHERE other.region_code = ticket.region_code AND other.on_date = ticket.on_date
                           AND other.status = 'WAITING'
                           AND (CASE WHEN other.kind = 'WALK_IN' THEN 1 WHEN other.ranks_at <= :at THEN 0 ELSE 2 END,
                                other.ranks_at, length(other.number), other.number)
                             < (CASE WHEN ticket.kind = 'WALK_IN' THEN 1 WHEN ticket.ranks_at <= :at THEN 0 ELSE 2 END,
                                ticket.ranks_at, length(ticket.number), ticket.number)) AS ahead,
                       (SELECT count(*) FROM hall_window AS w
                         WHERE w.region_code = ticket.region_code
                           AND EXISTS (SELECT FROM window_duty AS duty
                                        WHERE duty.window_code = w.code AND duty.signed_off_at IS NULL
                                          AND duty.signed_on_at >= :today)
                           AND CASE WHEN ticket.for_window IS NULL THEN\s""" + TAKES + """
                                    ELSE ticket.for_window = w.code END) AS windows,
                       (SELECT avg(extract(epoch FROM served.ended_at - served.called_at))
                          FROM (SELECT ended_at, called_at FROM ticket AS done
                                 WHERE done.region_code = ticket.region_code AND done.on_date = ticket.on_date
                                   AND done.status = 'FINISHED'
                                 ORDER BY done.taken_at DESC, done.id DESC LIMIT 50) AS served) AS service_seconds
                  FROM ticket
                 WHERE ticket.id = :id AND ticket.status = 'WAITING'
                """)
                .param("id", id)
                .param("today", utc(startOfToday))
                .param("at", utc(at))
                .query((row, _) -> {
                    var seconds = row.getBigDecimal("service_seconds");
                    return new Place(
                            row.getInt("ahead"), row.getInt("windows"), seconds == null ? null : seconds.doubleValue());
                })
                .optional();
    }

    /** How many wait in a place, by kind, and how many windows have somebody on duty. */
    record Crowd(int walkIns, int appointments, int green, int windows) {}

    Crowd crowd(String regionCode, LocalDate on, Instant startOfToday) {
        return jdbc.sql("""
                SELECT count(*) FILTER (WHERE kind = 'WALK_IN') AS walk_ins,
                       count(*) FILTER (WHERE kind = 'APPOINTMENT') AS appointments,
                       count(*) FILTER (WHERE kind = 'GREEN_CHANNEL') AS green,
                       (SELECT count(*) FROM window_duty AS duty JOIN hall_window AS w ON w.code = duty.window_code
                         WHERE w.region_code = :region AND duty.signed_off_at IS NULL
                           AND duty.signed_on_at >= :today) AS windows
                  FROM ticket
                 WHERE region_code = :region AND on_date = :on AND status = 'WAITING'
                """)
                .param("region", regionCode)
                .param("on", on)
                .param("today", utc(startOfToday))
                .query((row, _) -> new Crowd(
                        row.getInt("walk_ins"), row.getInt("appointments"), row.getInt("green"), row.getInt("windows")))
                .single();
    }

    /** What the displays show: who is called, latest first. */
    List<Ticket> called(String regionCode, LocalDate on, int limit) {
        return jdbc.sql("SELECT " + COLUMNS + """
                  FROM ticket
                 WHERE region_code = :region AND on_date = :on AND status = 'CALLED'
                 ORDER BY called_at DESC, id
                 LIMIT :limit
                """)
                .param("region", regionCode)
                .param("on", on)
                .param("limit", limit)
                .query((row, _) -> ticket(row))
                .list();
    }

    List<Ticket> ofDay(
            String regionCode,
            LocalDate on,
            @Nullable TicketStatus status,
            Instant afterTaken,
            UUID afterId,
            int limit) {
        return jdbc.sql("SELECT " + COLUMNS + """
                  FROM ticket
                 WHERE region_code = :region AND on_date = :on AND (taken_at, id) > (:afterTaken, :afterId)
                   AND (:status::text IS NULL OR status = :status)
                 ORDER BY taken_at, id
                 LIMIT :limit
                """)
                .param("region", regionCode)
                .param("on", on)
                .param("status", status == null ? null : status.name())
                .param("afterTaken", utc(afterTaken))
                .param("afterId", afterId)
                .param("limit", limit)
                .query((row, _) -> ticket(row))
                .list();
    }

    /** Counts of a period. */
    record Tally(
            long taken,
            long green,
            long called,
            long waitingMinutes,
            long shortWaits,
            long ended,
            long served,
            long serviceMinutes) {}

    /** Whole minutes of the sums, not sums of whole minutes. */
    Tally tally(
            LocalDate from, LocalDate until, String regionPrefix, @Nullable String windowCode, int shortWaitMinutes) {
        return jdbc.sql("""
                SELECT count(*) AS taken,
                       count(*) FILTER (WHERE kind = 'GREEN_CHANNEL') AS green,
                       count(first_called_at) AS called,
                       coalesce(round(extract(epoch FROM sum(greatest(first_called_at - ranks_at, interval '0'))
                                                         FILTER (WHERE first_called_at IS NOT NULL)) / 60), 0)
                           AS waiting_minutes,
                       count(*) FILTER (WHERE first_called_at <= ranks_at + make_interval(mins => :short)) AS short_waits,
                       count(ended_at) AS ended,
                       count(*) FILTER (WHERE status = 'FINISHED') AS served,
                       coalesce(round(extract(epoch FROM sum(ended_at - called_at)
                                                         FILTER (WHERE status = 'FINISHED')) / 60), 0) AS service_minutes
                  FROM ticket
                 WHERE on_date BETWEEN :from AND :until AND starts_with(region_code, :prefix)
                   AND (:window::text IS NULL OR window_code = :window)
                """)
                .param("from", from)
                .param("until", until)
                .param("prefix", regionPrefix)
                .param("window", windowCode)
                .param("short", shortWaitMinutes)
                .query((row, _) -> new Tally(
                        row.getLong("taken"),
                        row.getLong("green"),
                        row.getLong("called"),
                        row.getLong("waiting_minutes"),
                        row.getLong("short_waits"),
                        row.getLong("ended"),
                        row.getLong("served"),
                        row.getLong("service_minutes")))
                .single();
    }

    /** Ends what earlier days have left open, at most so many; replicas take different ones. */
    int expire(LocalDate before, Instant at, int most) {
        return jdbc.sql("""
                UPDATE ticket
                   SET status = 'EXPIRED', ended_at = :at, version = version + 1
                 WHERE id IN (SELECT id FROM ticket
                               WHERE on_date < :before AND status IN ('WAITING', 'CALLED', 'SKIPPED')
                               ORDER BY on_date, id LIMIT :most FOR UPDATE SKIP LOCKED)
                """)
                .param("before", before)
                .param("at", utc(at))
                .param("most", most)
                .update();
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }

    private static Ticket ticket(ResultSet row) throws SQLException {
        var calledAt = row.getObject("called_at", OffsetDateTime.class);
        var endedAt = row.getObject("ended_at", OffsetDateTime.class);
        return new Ticket(
                row.getObject("id", UUID.class),
                row.getString("region_code"),
                row.getString("number"),
                TicketKind.valueOf(row.getString("kind")),
                List.of((String[]) row.getArray("item_codes").getArray()),
                row.getString("taken_by"),
                row.getBoolean("own"),
                row.getObject("taken_at", OffsetDateTime.class).toInstant(),
                row.getObject("ranks_at", OffsetDateTime.class).toInstant(),
                TicketStatus.valueOf(row.getString("status")),
                row.getString("for_window"),
                row.getString("window_code"),
                row.getString("clerk"),
                calledAt == null ? null : calledAt.toInstant(),
                row.getInt("calls"),
                endedAt == null ? null : endedAt.toInstant(),
                row.getLong("version"));
    }
}
