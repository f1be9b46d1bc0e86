package onestop.intake.appointment;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import onestop.identifiers.CitizenNumber;
import onestop.intake.calendar.ServiceHours;
import onestop.intake.personal.PersonalData;
import onestop.intake.personal.Phone;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All SQL of appointments. */
@Repository
class Appointments {
    private static final int MOST_SLOTS = 500;

    private static final String COLUMNS = """
            id, kind, region_code, starts_at, item_codes, enterprise_usci, name_sealed, citizen_number_sealed, phone_sealed,
            wish, booked_by, booked_at, status, shift_id, window_code, ticket_id, reason, name_by, version
            """;

    /** Shifts {@code s} of windows {@code w} of the place that take the items; the vehicle is not booked. */
    private static final String OFFERING = """
            FROM window_shift AS s
            JOIN hall_window AS w ON w.code = s.window_code
             AND w.region_code = :region AND w.type IN ('COMPREHENSIVE', 'ONE_WINDOW', 'DEPARTMENT')
             AND s.on_date BETWEEN w.opened_on AND coalesce(w.closed_on, 'infinity')
             AND ((w.any_item AND NOT w.item_codes && :items::text[])
                  OR (NOT w.any_item AND w.item_codes @> :items::text[]))
            """;

    private final JdbcClient jdbc;
    private final PersonalData personal;

    Appointments(JdbcClient jdbc, PersonalData personal) {
        this.jdbc = jdbc;
        this.personal = personal;
    }

    /** One hour with its places. */
    record Slot(Instant startsAt, int places, int taken) {}

    /** How often somebody did not come, and when last. */
    record Absences(int count, @Nullable Instant last) {}

    /** The hours that are offered on these days, by time; one statement. */
    List<Slot> slots(String regionCode, Collection<String> itemCodes, LocalDate from, LocalDate until) {
        return jdbc.sql("""
                SELECT slot.starts_at, sum(s.appointments_per_hour) AS places, sum(taken.count) AS taken
                """ + OFFERING + """
                 CROSS JOIN LATERAL generate_series(s.starts_at, s.ends_at - interval '1 hour', interval '1 hour')
                                    AS slot (starts_at)
                 CROSS JOIN LATERAL (SELECT count(*) FROM appointment AS a
                                      WHERE a.shift_id = s.id AND a.starts_at = slot.starts_at) AS taken (count)
                 WHERE s.on_date BETWEEN :from AND :until AND s.cancelled_at IS NULL AND s.appointments_per_hour > 0
                 GROUP BY slot.starts_at
                 ORDER BY slot.starts_at
                 LIMIT :most
                """)
                .param("region", regionCode)
                .param("items", itemCodes.toArray(String[]::new))
                .param("from", from)
                .param("until", until)
                .param("most", MOST_SLOTS)
                .query((row, _) -> new Slot(
                        row.getObject("starts_at", OffsetDateTime.class).toInstant(),
                        row.getInt("places"),
                        row.getInt("taken")))
                .list();
    }

    /** Lets bookings of one place and hour take turns until the end of the transaction. */
    void takeTurns(String regionCode, Instant startsAt) {
        jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended('appointment ' || :key, 0))")
                .param("key", regionCode + " " + startsAt)
                .query(_ -> {});
    }

    /**
     * Takes a free place of the hour, if there is one; to be called when it is this booking's turn. A window that takes
     * little is chosen before one that takes everything. The shift is locked against being cancelled meanwhile.
     *
     * @return false if no place is free, or none is offered
     */
    boolean book(Appointment wanted) {
        return insert("""
                INSERT INTO appointment (id, kind, region_code, on_date, starts_at, ends_at, item_codes, enterprise_usci,
                                         name_sealed, citizen_number_sealed, citizen_fingerprint, phone_sealed,
                                         phone_fingerprint, wish, booked_by, booked_at, status, shift_id, window_code, place,
                                         name_by, changed_by, changed_at, version)
                SELECT :id, 'SLOT', :region, :on, :startsAt, :startsAt + interval '1 hour', :items::text[], :usci,
                       :name, :citizen, :citizenPrint, :phone, :phonePrint, :wish, :by, :at, :status,
                       free.shift_id, free.window_code, free.place, :nameBy, :by, :at, 1
                  FROM (SELECT s.id AS shift_id, s.window_code, p.place
                """ + OFFERING + """
                         CROSS JOIN LATERAL generate_series(1, s.appointments_per_hour) AS p (place)
                         WHERE s.on_date = :on AND s.cancelled_at IS NULL
                           AND s.starts_at <= :startsAt AND s.ends_at >= :startsAt + interval '1 hour'
                           AND extract(epoch FROM :startsAt - s.starts_at)::bigint % 3600 = 0
                           AND NOT EXISTS (SELECT FROM appointment AS a
                                            WHERE a.shift_id = s.id AND a.starts_at = :startsAt AND a.place = p.place)
                         ORDER BY w.any_item, p.place, s.window_code
                         LIMIT 1
                           FOR SHARE OF s) AS free
                """, wanted).update() == 1;
    }

    void request(Appointment wanted) {
        insert("""
                INSERT INTO appointment (id, kind, region_code, on_date, starts_at, ends_at, item_codes, enterprise_usci,
                                         name_sealed, citizen_number_sealed, citizen_fingerprint, phone_sealed,
                                         phone_fingerprint, wish, booked_by, booked_at, status, changed_by, changed_at,
                                         version)
                VALUES (:id, 'OUT_OF_HOURS', :region, :on, :startsAt, :startsAt + interval '1 hour', :items::text[], :usci,
                        :name, :citizen, :citizenPrint, :phone, :phonePrint, :wish, :by, :at, :status, :by, :at, 1)
                """, wanted).update();
    }

    private JdbcClient.StatementSpec insert(String sql, Appointment wanted) {
        var nameBy = wanted.nameBy();
        return person(jdbc.sql(sql), wanted.visitor())
                .param("id", wanted.id())
                .param("region", wanted.regionCode())
                .param("on", ServiceHours.dateOf(wanted.startsAt()))
                .param("startsAt", utc(wanted.startsAt()))
                .param("items", wanted.itemCodes().toArray(String[]::new))
                .param("usci", wanted.enterpriseUsci())
                .param("wish", wanted.wish())
                .param("by", wanted.bookedBy())
                .param("at", utc(wanted.bookedAt()))
                .param("status", wanted.status().name())
                .param("nameBy", nameBy == null ? null : utc(nameBy), Types.TIMESTAMP_WITH_TIMEZONE);
    }

    private JdbcClient.StatementSpec person(JdbcClient.StatementSpec statement, @Nullable Visitor visitor) {
        var citizen = visitor == null || visitor.citizenNumber() == null
                ? null
                : visitor.citizenNumber().value();
        var phone = visitor == null || visitor.phone() == null
                ? null
                : visitor.phone().value();
        return statement
                .param("name", visitor == null ? null : personal.seal(visitor.name()), Types.BINARY)
                .param("citizen", citizen == null ? null : personal.seal(citizen), Types.BINARY)
                .param("citizenPrint", citizen == null ? null : personal.fingerprint(citizen), Types.BINARY)
                .param("phone", phone == null ? null : personal.seal(phone), Types.BINARY)
                .param("phonePrint", phone == null ? null : personal.fingerprint(phone), Types.BINARY);
    }

    /** Whoever says who comes to a place that is held has booked it. */
    void name(UUID id, Visitor visitor, String by, Instant at) {
        person(jdbc.sql("""
                UPDATE appointment
                   SET status = 'BOOKED', name_sealed = :name, citizen_number_sealed = :citizen,
                       citizen_fingerprint = :citizenPrint, phone_sealed = :phone, phone_fingerprint = :phonePrint,
                       booked_by = :by, changed_by = :by, changed_at = :at, version = version + 1
                 WHERE id = :id AND status = 'RESERVED'
                """), visitor)
                .param("id", id)
                .param("by", by)
                .param("at", utc(at))
                .update();
    }

    /** A place that was given back, and what the desk had asked for. */
    record Released(UUID appointment, UUID request) {}

    /** Gives back what nobody was named for, at most so many; replicas take different ones. */
    List<Released> releaseUnnamed(Instant before, String by, int most) {
        return jdbc.sql("""
                UPDATE appointment AS a
                   SET status = 'CANCELLED', shift_id = NULL, window_code = NULL, place = NULL,
                       changed_by = :by, changed_at = :before, version = a.version + 1
                  FROM desk_request AS r
                 WHERE r.appointment_id = a.id
                   AND a.id IN (SELECT id FROM appointment
                                 WHERE status = 'RESERVED' AND name_by < :before
                                 ORDER BY name_by, id LIMIT :most FOR UPDATE SKIP LOCKED)
                RETURNING a.id, r.id AS request
                """)
                .param("before", utc(before))
                .param("by", by)
                .param("most", most)
                .query((row, _) -> new Released(row.getObject("id", UUID.class), row.getObject("request", UUID.class)))
                .list();
    }

    /** Absences in the period that ends with the last one; whoever is known by either number is the same person. */
    Absences absences(Visitor visitor, Duration period) {
        var citizen =
                visitor.citizenNumber() == null ? null : visitor.citizenNumber().value();
        var phone = visitor.phone() == null ? null : visitor.phone().value();
        return jdbc.sql("""
                WITH absence AS (
                    SELECT id, ends_at FROM appointment
                     WHERE citizen_fingerprint = :citizenPrint AND status = 'NO_SHOW'
                    UNION
                    SELECT id, ends_at FROM appointment
                     WHERE phone_fingerprint = :phonePrint AND status = 'NO_SHOW')
                SELECT count(*) AS count, max(ends_at) AS last
                  FROM absence
                 WHERE ends_at > (SELECT max(ends_at) FROM absence) - make_interval(secs => :seconds)
                """)
                .param("citizenPrint", citizen == null ? new byte[0] : personal.fingerprint(citizen))
                .param("phonePrint", phone == null ? new byte[0] : personal.fingerprint(phone))
                .param("seconds", (double) period.toSeconds())
                .query((row, _) -> {
                    var last = row.getObject("last", OffsetDateTime.class);
                    return new Absences(row.getInt("count"), last == null ? null : last.toInstant());
                })
                .single();
    }

    Optional<Appointment> find(UUID id) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM appointment WHERE id = :id")
                .param("id", id)
                .query((row, _) -> appointment(row))
                .optional();
    }

    Optional<Appointment> lock(UUID id) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM appointment WHERE id = :id FOR UPDATE")
                .param("id", id)
                .query((row, _) -> appointment(row))
                .optional();
    }

    /** Gives the place back. */
    void end(UUID id, AppointmentStatus status, @Nullable String reason, String by, Instant at) {
        jdbc.sql("""
                UPDATE appointment
                   SET status = :status, shift_id = NULL, window_code = NULL, place = NULL, reason = :reason,
                       changed_by = :by, changed_at = :at, version = version + 1
                 WHERE id = :id
                """)
                .param("id", id)
                .param("status", status.name())
                .param("reason", reason)
                .param("by", by)
                .param("at", utc(at))
                .update();
    }

    void mark(UUID id, AppointmentStatus status, @Nullable String reason, String by, Instant at) {
        jdbc.sql("""
                UPDATE appointment
                   SET status = :status, reason = :reason, changed_by = :by, changed_at = :at, version = version + 1
                 WHERE id = :id
                """)
                .param("id", id)
                .param("status", status.name())
                .param("reason", reason)
                .param("by", by)
                .param("at", utc(at))
                .update();
    }

    void checkIn(UUID id, UUID ticketId, String by, Instant at) {
        jdbc.sql("""
                UPDATE appointment
                   SET status = 'CHECKED_IN', ticket_id = :ticket, changed_by = :by, changed_at = :at,
                       version = version + 1
                 WHERE id = :id
                """)
                .param("id", id)
                .param("ticket", ticketId)
                .param("by", by)
                .param("at", utc(at))
                .update();
    }

    /** In a shift that was opened for it alone. */
    void confirm(UUID id, UUID shiftId, String windowCode, String by, Instant at) {
        jdbc.sql("""
                UPDATE appointment
                   SET status = 'BOOKED', shift_id = :shift, window_code = :window, place = 1,
                       changed_by = :by, changed_at = :at, version = version + 1
                 WHERE id = :id
                """)
                .param("id", id)
                .param("shift", shiftId)
                .param("window", windowCode)
                .param("by", by)
                .param("at", utc(at))
                .update();
    }

    /** Notes those who did not come, at most so many; replicas take different ones. */
    int noteAbsences(Instant endedBefore, String by, Instant at, int most) {
        return sweep("""
                UPDATE appointment
                   SET status = 'NO_SHOW', changed_by = :by, changed_at = :at, version = version + 1
                 WHERE id IN (SELECT id FROM appointment
                               WHERE status = 'BOOKED' AND ends_at <= :before
                               ORDER BY ends_at, id LIMIT :most FOR UPDATE SKIP LOCKED)
                """, endedBefore, by, at, most);
    }

    /** Declines what was asked for and not answered until the hour was over. */
    int declineUnanswered(Instant endedBefore, String by, Instant at, int most) {
        return sweep("""
                UPDATE appointment
                   SET status = 'DECLINED', changed_by = :by, changed_at = :at, version = version + 1
                 WHERE id IN (SELECT id FROM appointment
                               WHERE status = 'REQUESTED' AND ends_at <= :before
                               ORDER BY ends_at, id LIMIT :most FOR UPDATE SKIP LOCKED)
                """, endedBefore, by, at, most);
    }

    private int sweep(String sql, Instant before, String by, Instant at, int most) {
        return jdbc.sql(sql)
                .param("before", utc(before))
                .param("by", by)
                .param("at", utc(at))
                .param("most", most)
                .update();
    }

    Optional<UUID> expected(String bookedBy, String regionCode, Instant endsAfter, Instant startsUntil) {
        return jdbc.sql("""
                SELECT id FROM appointment
                 WHERE booked_by = :by AND region_code = :region AND status = 'BOOKED'
                   AND starts_at BETWEEN :endsAfter - interval '1 hour' AND :startsUntil AND ends_at > :endsAfter
                 ORDER BY starts_at, id
                 LIMIT 1
                """)
                .param("by", bookedBy)
                .param("region", regionCode)
                .param("endsAfter", utc(endsAfter))
                .param("startsUntil", utc(startsUntil))
                .query((row, _) -> row.getObject("id", UUID.class))
                .optional();
    }

    boolean hasAnyIn(UUID shiftId) {
        return jdbc.sql("""
                SELECT EXISTS (SELECT FROM appointment
                                WHERE shift_id = :shift AND status IN ('RESERVED', 'BOOKED', 'CHECKED_IN'))
                """).param("shift", shiftId).query(Boolean.class).single();
    }

    /** Counts of a period; a request without an answer yet is in none of them. */
    record Tally(long made, long noShows, long over, long confirmed, long answered) {}

    Tally tally(LocalDate from, LocalDate until, String regionPrefix, @Nullable String windowCode) {
        return jdbc.sql("""
                SELECT count(*) FILTER (WHERE status IN ('BOOKED', 'CHECKED_IN', 'NO_SHOW', 'EXCUSED')) AS made,
                       count(*) FILTER (WHERE status = 'NO_SHOW') AS no_shows,
                       count(*) FILTER (WHERE status IN ('CHECKED_IN', 'NO_SHOW', 'EXCUSED')) AS over,
                       count(*) FILTER (WHERE kind = 'OUT_OF_HOURS'
                                          AND status IN ('BOOKED', 'CHECKED_IN', 'NO_SHOW', 'EXCUSED')) AS confirmed,
                       count(*) FILTER (WHERE kind = 'OUT_OF_HOURS'
                                          AND status IN ('BOOKED', 'CHECKED_IN', 'NO_SHOW', 'EXCUSED', 'DECLINED'))
                           AS answered
                  FROM appointment
                 WHERE on_date BETWEEN :from AND :until AND starts_with(region_code, :prefix)
                   AND (:window::text IS NULL OR window_code = :window)
                """)
                .param("from", from)
                .param("until", until)
                .param("prefix", regionPrefix)
                .param("window", windowCode)
                .query((row, _) -> new Tally(
                        row.getLong("made"),
                        row.getLong("no_shows"),
                        row.getLong("over"),
                        row.getLong("confirmed"),
                        row.getLong("answered")))
                .single();
    }

    List<Appointment> of(String bookedBy, Instant afterStart, UUID afterId, int limit) {
        return jdbc.sql("SELECT " + COLUMNS + """
                  FROM appointment
                 WHERE booked_by = :by AND (starts_at, id) > (:start, :after)
                 ORDER BY starts_at, id
                 LIMIT :limit
                """)
                .param("by", bookedBy)
                .param("start", utc(afterStart))
                .param("after", afterId)
                .param("limit", limit)
                .query((row, _) -> appointment(row))
                .list();
    }

    List<Appointment> ofDay(
            String regionCode,
            LocalDate on,
            @Nullable AppointmentStatus status,
            Instant afterStart,
            UUID afterId,
            int limit) {
        return jdbc.sql("SELECT " + COLUMNS + """
                  FROM appointment
                 WHERE region_code = :region AND on_date = :on AND (starts_at, id) > (:start, :after)
                   AND (:status::text IS NULL OR status = :status)
                 ORDER BY starts_at, id
                 LIMIT :limit
                """)
                .param("region", regionCode)
                .param("on", on)
                .param("status", status == null ? null : status.name())
                .param("start", utc(afterStart))
                .param("after", afterId)
                .param("limit", limit)
                .query((row, _) -> appointment(row))
                .list();
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }

    private Appointment appointment(ResultSet row) throws SQLException {
        var citizen = row.getBytes("citizen_number_sealed");
        var phone = row.getBytes("phone_sealed");
        var name = row.getBytes("name_sealed");
        var nameBy = row.getObject("name_by", OffsetDateTime.class);
        return new Appointment(
                row.getObject("id", UUID.class),
                row.getString("kind").equals("OUT_OF_HOURS"),
                row.getString("region_code"),
                row.getObject("starts_at", OffsetDateTime.class).toInstant(),
                List.of((String[]) row.getArray("item_codes").getArray()),
                row.getString("enterprise_usci"),
                name == null
                        ? null
                        : new Visitor(
                                personal.open(name),
                                citizen == null ? null : new CitizenNumber(personal.open(citizen)),
                                phone == null ? null : new Phone(personal.open(phone))),
                row.getString("wish"),
                row.getString("booked_by"),
                row.getObject("booked_at", OffsetDateTime.class).toInstant(),
                AppointmentStatus.valueOf(row.getString("status")),
                row.getObject("shift_id", UUID.class),
                row.getString("window_code"),
                row.getObject("ticket_id", UUID.class),
                row.getString("reason"),
                nameBy == null ? null : nameBy.toInstant(),
                row.getLong("version"));
    }
}
