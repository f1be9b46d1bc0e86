package onestop.evaluation.invitations;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import onestop.evaluation.calendar.CountyTime;
import onestop.evaluation.invitations.ServiceBatch.HandledFile;
import onestop.evaluation.invitations.ServiceBatch.NumberedAsHeard;
import onestop.evaluation.invitations.ServiceBatch.NumberedAsHeard.Which.HandingOut;
import onestop.evaluation.invitations.ServiceBatch.NumberedAsHeard.Which.Notice;
import onestop.evaluation.invitations.ServiceBatch.Officer;
import onestop.evaluation.invitations.ServiceBatch.Received;
import onestop.evaluation.invitations.ServiceBatch.Served;
import onestop.evaluation.personal.Sealing;
import onestop.evaluation.scale.RegionLevel;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Files, the officers of each, and the services to rate. */
@Repository
public class Invitations {
    private static final String COLUMNS = """
            i.id, i.receipt_number, i.service_number, i.service, i.unit, i.served_at, i.served_on, i.window_code,
            i.officer, i.town, i.region_level, i.code_number, f.matter, f.enterprise_usci, f.agent
            """;

    private final JdbcClient jdbc;

    Invitations(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The service of an invitation; none while it waits for its file. */
    public Optional<InvitedService> find(InvitationId id) {
        return jdbc.sql("SELECT " + COLUMNS + """
                  FROM invitation i JOIN handled_file f ON f.receipt_number = i.receipt_number
                 WHERE i.id = :id AND i.invited_at IS NOT NULL
                """)
                .param("id", id.value())
                .query((row, _) -> service(row))
                .optional();
    }

    /** The services of these invitations. */
    public Map<InvitationId, InvitedService> findAll(Collection<InvitationId> ids) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        return jdbc
                .sql("SELECT " + COLUMNS + """
                  FROM invitation i JOIN handled_file f ON f.receipt_number = i.receipt_number
                 WHERE i.id = ANY (:ids) AND i.invited_at IS NOT NULL
                """)
                .param("ids", ids.stream().map(InvitationId::value).toArray(UUID[]::new))
                .query((row, _) -> service(row))
                .list()
                .stream()
                .collect(Collectors.toMap(InvitedService::id, Function.identity()));
    }

    /**
     * What is known by a number.
     *
     * @param file whether there is such a file
     * @param service null when the file has no such service that can be rated
     */
    public record Known(boolean file, @Nullable InvitedService service) {}

    /** What is known by each of these numbers, in one statement. */
    public Map<ServiceNumber, Known> known(Collection<ServiceNumber> services) {
        var all = List.copyOf(services);
        var known = new HashMap<ServiceNumber, Known>();
        jdbc.sql("SELECT n.receipt, n.number, known.receipt_number IS NOT NULL AS file, " + COLUMNS + """
                  FROM unnest(:receipts::text[], :numbers::smallint[]) AS n (receipt, number)
                  LEFT JOIN handled_file known ON known.receipt_number = n.receipt
                  LEFT JOIN invitation i
                    ON i.receipt_number = n.receipt AND i.service_number = n.number AND i.invited_at IS NOT NULL
                  LEFT JOIN handled_file f ON f.receipt_number = i.receipt_number
                """)
                .param("receipts", texts(all, ServiceNumber::receiptNumber))
                .param("numbers", texts(all, service -> String.valueOf(service.serviceNumber())))
                .query((ResultSet row) -> {
                    known.put(
                            new ServiceNumber(row.getString("receipt"), row.getInt("number")),
                            new Known(row.getBoolean("file"), row.getString("id") == null ? null : service(row)));
                });
        return known;
    }

    /** The service whose code has this number. */
    Optional<InvitedService> ofCode(long codeNumber) {
        return jdbc.sql("SELECT " + COLUMNS + """
                  FROM invitation i JOIN handled_file f ON f.receipt_number = i.receipt_number
                 WHERE i.code_number = :number AND i.invited_at IS NOT NULL
                """)
                .param("number", codeNumber)
                .query((row, _) -> service(row))
                .optional();
    }

    /** Notes that the service is rated: nobody is reminded any more, and its code is used up. */
    public void rated(InvitationId id, boolean byCode, Instant at) {
        jdbc.sql("UPDATE invitation SET rated_at = :at, rated_by_code = :byCode WHERE id = :id")
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("byCode", byCode)
                .param("id", id.value())
                .update();
    }

    /** Whether the rating of the service was given with the code. */
    public boolean ratedByCode(InvitationId id) {
        return jdbc.sql("SELECT rated_by_code FROM invitation WHERE id = :id")
                .param("id", id.value())
                .query(Boolean.class)
                .single();
    }

    /** Whether this person worked on the file as an officer. */
    public boolean workedOn(String receiptNumber, String person) {
        return jdbc.sql("""
                SELECT EXISTS (
                       SELECT FROM file_officer WHERE receipt_number = :receiptNumber AND officer = :person)
                """)
                .param("receiptNumber", receiptNumber)
                .param("person", person)
                .query(Boolean.class)
                .single();
    }

    /** Whether this person is the officer who was rated, or worked on the file. */
    public boolean servedBy(UUID ratingId, String person) {
        return jdbc.sql("SELECT " + servedBy(":rating", ":person"))
                .param("rating", ratingId)
                .param("person", person)
                .query(Boolean.class)
                .single();
    }

    /** The condition for that, of a follow-up as of what it follows up. The parameters are texts of SQL. */
    public static String servedBy(String rating, String person) {
        return """
                EXISTS (SELECT FROM rating g
                          LEFT JOIN rating h ON h.id = g.follow_up_of
                          LEFT JOIN invitation n ON n.id = g.invitation_id
                         WHERE g.id = %1$s
                           AND (%2$s IN (g.officer, h.officer)
                                OR EXISTS (SELECT FROM file_officer f
                                            WHERE f.receipt_number = n.receipt_number AND f.officer = %2$s)))
                """.formatted(rating, person);
    }

    /** One service of a file as a list shows it. */
    record Listed(InvitedService service, @Nullable UUID ratingId) {}

    /** The services of a file in the order in which they were given; at most 99. */
    List<Listed> ofFile(String receiptNumber) {
        return jdbc.sql("SELECT " + COLUMNS + """
                     , r.id AS rating_id
                  FROM invitation i
                  JOIN handled_file f ON f.receipt_number = i.receipt_number
                  LEFT JOIN rating r ON r.invitation_id = i.id AND r.follow_up_of IS NULL AND r.replaced_at IS NULL
                 WHERE i.receipt_number = :receiptNumber AND i.invited_at IS NOT NULL
                 ORDER BY i.served_at, i.service_number
                """)
                .param("receiptNumber", receiptNumber)
                .query((row, _) -> new Listed(service(row), row.getObject("rating_id", UUID.class)))
                .list();
    }

    private static InvitedService service(ResultSet row) throws SQLException {
        var regionLevel = row.getString("region_level");
        return new InvitedService(
                new InvitationId(row.getObject("id", UUID.class)),
                row.getString("receipt_number"),
                row.getInt("service_number"),
                ServiceKind.valueOf(row.getString("service")),
                row.getString("unit"),
                row.getString("matter"),
                row.getString("enterprise_usci"),
                row.getString("agent"),
                row.getObject("served_at", OffsetDateTime.class).toInstant(),
                row.getObject("served_on", LocalDate.class),
                row.getString("window_code"),
                row.getString("officer"),
                row.getString("town"),
                regionLevel == null ? null : RegionLevel.valueOf(regionLevel),
                row.getLong("code_number"));
    }

    /**
     * Marks as reminded what was given on the day or before and is not rated, the oldest first, and tells what that was. A
     * replica leaves alone what another is about to mark.
     */
    List<InvitedService> remind(LocalDate servedUntil, int most, Instant at) {
        return jdbc.sql("""
                WITH due AS (
                     SELECT id FROM invitation
                      WHERE invited_at IS NOT NULL AND rated_at IS NULL AND reminded_at IS NULL
                        AND served_on <= :servedUntil
                      ORDER BY served_on
                      LIMIT :most
                        FOR UPDATE SKIP LOCKED)
                UPDATE invitation i
                   SET reminded_at = :at
                  FROM due, handled_file f
                 WHERE i.id = due.id AND f.receipt_number = i.receipt_number
                RETURNING\s""" + COLUMNS)
                .param("servedUntil", servedUntil)
                .param("most", most)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .query((row, _) -> service(row))
                .list();
    }

    /**
     * What was given on the day or before and nobody has rated, the oldest first, locked; without what another transaction
     * has locked.
     */
    public List<InvitedService> lockUnrated(LocalDate servedUntil, int most) {
        return jdbc.sql("SELECT " + COLUMNS + """
                  FROM invitation i JOIN handled_file f ON f.receipt_number = i.receipt_number
                 WHERE i.invited_at IS NOT NULL AND i.rated_at IS NULL AND i.served_on <= :servedUntil
                 ORDER BY i.served_on
                 LIMIT :most
                   FOR UPDATE OF i SKIP LOCKED
                """)
                .param("servedUntil", servedUntil)
                .param("most", most)
                .query((row, _) -> service(row))
                .list();
    }

    /** Notes that these services are rated, but not with their codes. */
    public void rated(Collection<UUID> ids, Instant at) {
        jdbc.sql("UPDATE invitation SET rated_at = :at WHERE id = ANY (:ids)")
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("ids", ids.toArray(UUID[]::new))
                .update();
    }

    /** Keeps files in the order given. What is known of one stays, what was missing is filled in. */
    void keepFiles(Collection<HandledFile> files, Sealing sealing) {
        var all = List.copyOf(files);
        jdbc.sql("""
                INSERT INTO handled_file AS h (receipt_number, enterprise_usci, matter, package_code, reception_unit, main_item,
                       case_type, promised_days, statutory_days, online, region_code, accepted_at, finished_at, enterprise_name,
                       agent)
                SELECT receipt_number, usci, matter, package_code, reception_unit, main_item, case_type, promised_days,
                       statutory_days, online, region_code, accepted_at, finished_at, enterprise_name, agent
                  FROM unnest(:receipts::text[], :uscis::text[], :matters::text[], :packages::text[], :units::text[],
                              :items::text[], :caseTypes::text[], :promised::smallint[], :statutory::smallint[],
                              :online::boolean[], :regions::text[], :accepted::timestamptz[], :finished::timestamptz[],
                              :names::bytea[], :agents::text[])
                       WITH ORDINALITY AS f (receipt_number, usci, matter, package_code, reception_unit, main_item, case_type,
                            promised_days, statutory_days, online, region_code, accepted_at, finished_at, enterprise_name, agent,
                            position)
                 ORDER BY position
                    ON CONFLICT (receipt_number) DO UPDATE
                   SET enterprise_usci = coalesce(h.enterprise_usci, excluded.enterprise_usci),
                       matter = coalesce(h.matter, excluded.matter),
                       package_code = coalesce(h.package_code, excluded.package_code),
                       reception_unit = coalesce(h.reception_unit, excluded.reception_unit),
                       main_item = coalesce(h.main_item, excluded.main_item),
                       case_type = coalesce(h.case_type, excluded.case_type),
                       promised_days = coalesce(h.promised_days, excluded.promised_days),
                       statutory_days = coalesce(h.statutory_days, excluded.statutory_days),
                       online = coalesce(h.online, excluded.online),
                       region_code = coalesce(h.region_code, excluded.region_code),
                       accepted_at = coalesce(h.accepted_at, excluded.accepted_at),
                       finished_at = coalesce(h.finished_at, excluded.finished_at),
                       enterprise_name = coalesce(h.enterprise_name, excluded.enterprise_name),
                       agent = coalesce(h.agent, excluded.agent)
                """)
                .param("receipts", texts(all, HandledFile::receiptNumber))
                .param("uscis", texts(all, HandledFile::usci))
                .param("matters", texts(all, HandledFile::matter))
                .param("packages", texts(all, HandledFile::packageCode))
                .param("units", texts(all, HandledFile::receptionUnit))
                .param("items", details(all, FileDetails::mainItem))
                .param("caseTypes", details(all, FileDetails::caseType))
                .param("promised", details(all, FileDetails::promisedDays))
                .param("statutory", details(all, FileDetails::statutoryDays))
                .param("online", details(all, FileDetails::online))
                .param("regions", details(all, FileDetails::regionCode))
                .param("accepted", details(all, FileDetails::acceptedAt))
                .param("finished", details(all, FileDetails::finishedAt))
                .param(
                        "names",
                        all.stream()
                                .map(file -> sealing.seal(file.details().enterpriseName()))
                                .toArray(byte[][]::new))
                .param("agents", details(all, FileDetails::agent))
                .update();
    }

    private static @Nullable String[] details(List<HandledFile> files, Function<FileDetails, @Nullable Object> detail) {
        return files.stream()
                .map(file -> detail.apply(file.details()))
                .map(one -> one == null ? null : one.toString())
                .toArray(String[]::new);
    }

    void keepOfficers(List<Officer> officers) {
        if (officers.isEmpty()) {
            return;
        }
        jdbc.sql("""
                INSERT INTO file_officer (receipt_number, officer)
                SELECT receipt_number, officer FROM unnest(:receipts::text[], :officers::text[]) AS o (receipt_number, officer)
                    ON CONFLICT DO NOTHING
                """)
                .param("receipts", texts(officers, Officer::receiptNumber))
                .param("officers", texts(officers, Officer::officer))
                .update();
    }

    /**
     * Keeps services; one that is here already stays as it was first heard of. One at a window was given where the window is,
     * if the event does not tell.
     */
    void keepServices(List<Served> served) {
        jdbc.sql("""
                INSERT INTO invitation (receipt_number, service_number, service, unit, served_at, served_on, window_code,
                       officer, town, region_level)
                SELECT receipt_number, service_number, service, unit, served_at, served_on, window_code, officer,
                       coalesce(s.town, w.town), coalesce(s.region_level, w.region_level)
                  FROM unnest(:receipts::text[], :numbers::smallint[], :services::text[], :units::text[],
                              :servedAt::timestamptz[], :servedOn::date[], :windows::text[], :officers::text[],
                              :towns::text[], :levels::text[])
                       WITH ORDINALITY AS s (receipt_number, service_number, service, unit, served_at, served_on,
                            window_code, officer, town, region_level, position)
                  LEFT JOIN hall_window w ON w.code = s.window_code AND s.region_level IS NULL
                 ORDER BY position
                    ON CONFLICT (receipt_number, service_number) DO NOTHING
                """)
                .param("receipts", texts(served, Served::receiptNumber))
                .param("numbers", texts(served, s -> String.valueOf(s.number())))
                .param("services", texts(served, s -> s.service().name()))
                .param("units", texts(served, Served::unit))
                .param("servedAt", texts(served, s -> s.at().toString()))
                .param("servedOn", texts(served, s -> CountyTime.dayOf(s.at()).toString()))
                .param("windows", texts(served, s -> s.by().window()))
                .param("officers", texts(served, s -> s.by().officer()))
                .param("towns", texts(served, s -> s.by().town()))
                .param(
                        "levels",
                        texts(
                                served,
                                s -> s.by().level() == null
                                        ? null
                                        : s.by().level().name()))
                .update();
    }

    /**
     * Keeps services that are numbered as they are heard of, each once: whoever calls has written the file before, so that nobody
     * else gives a number of it, and the services with numbers of their kind, of which the first completion is one. What comes
     * when all numbers are given is not kept.
     */
    void keepNumbered(List<NumberedAsHeard> services) {
        if (services.isEmpty()) {
            return;
        }
        jdbc.sql("""
                WITH told AS (
                     SELECT DISTINCT ON (receipt_number, handing_out, case_number, notice, completed_at) t.*
                       FROM (SELECT s.*, CASE service WHEN 'COMPLETION' THEN served_at END AS completed_at
                               FROM unnest(:receipts::text[], :services::text[], :cases::text[], :notices::bigint[],
                                           :handings::int[], :units::text[], :servedAt::timestamptz[], :servedOn::date[],
                                           :windows::text[], :officers::text[])
                                    WITH ORDINALITY AS s (receipt_number, service, case_number, notice, handing_out, unit,
                                         served_at, served_on, window_code, officer, position)) AS t
                      ORDER BY receipt_number, handing_out, case_number, notice, completed_at, position),
                numbered AS (
                     SELECT t.*,
                            coalesce((SELECT max(i.service_number) FROM invitation i
                                       WHERE i.receipt_number = t.receipt_number AND i.service_number >= :first), :first - 1)
                            + row_number() OVER (PARTITION BY t.receipt_number
                                                     ORDER BY t.served_at, t.handing_out, t.case_number, t.notice) AS number
                       FROM told t
                      WHERE NOT EXISTS (SELECT FROM invitation i
                                         WHERE i.receipt_number = t.receipt_number AND i.service = t.service
                                           AND i.case_number IS NOT DISTINCT FROM t.case_number
                                           AND i.notice IS NOT DISTINCT FROM t.notice
                                           AND i.handing_out IS NOT DISTINCT FROM t.handing_out
                                           AND (t.completed_at IS NULL OR i.served_at = t.completed_at)))
                INSERT INTO invitation (receipt_number, service_number, service, unit, served_at, served_on, window_code, officer,
                       town, region_level, case_number, notice, handing_out)
                SELECT n.receipt_number, n.number, n.service, n.unit, n.served_at, n.served_on, n.window_code, n.officer,
                       w.town, w.region_level, n.case_number, n.notice, n.handing_out
                  FROM numbered n LEFT JOIN hall_window w ON w.code = n.window_code
                 WHERE n.number <= :last
                 ORDER BY n.receipt_number, n.number
                """)
                .param("receipts", texts(services, NumberedAsHeard::receiptNumber))
                .param("services", texts(services, s -> s.which().service().name()))
                .param("cases", texts(services, s -> s.which() instanceof Notice notice ? notice.caseNumber() : null))
                .param(
                        "notices",
                        texts(
                                services,
                                s -> s.which() instanceof Notice notice ? String.valueOf(notice.version()) : null))
                .param(
                        "handings",
                        texts(services, s -> s.which() instanceof HandingOut out ? String.valueOf(out.number()) : null))
                .param("units", texts(services, NumberedAsHeard::unit))
                .param("servedAt", texts(services, s -> s.at().toString()))
                .param("servedOn", texts(services, s -> CountyTime.dayOf(s.at()).toString()))
                .param("windows", texts(services, s -> s.by().window()))
                .param("officers", texts(services, s -> s.by().officer()))
                .param("first", ServiceKind.FIRST_AS_HEARD)
                .param("last", ServiceKind.LAST_AS_HEARD)
                .update();
    }

    /**
     * Invites for those services of the files that have not been, and of which it is known now for whom and by which unit;
     * the whole is rated of packages only.
     *
     * @param received by whom, where and since when a file was dealt with: from then on its handing in is open, however long
     *     that took
     */
    List<InvitedService> invite(Collection<String> receiptNumbers, Map<String, Received> received, Instant at) {
        var receipts = List.copyOf(receiptNumbers);
        return jdbc.sql("""
                WITH received AS (
                     SELECT t.receipt, t.at, t.window_code, t.officer, w.town, w.region_level
                       FROM unnest(:receipts::text[], :received::timestamptz[], :windows::text[], :officers::text[])
                            AS t (receipt, at, window_code, officer)
                       LEFT JOIN hall_window w ON w.code = t.window_code
                      WHERE t.at IS NOT NULL),
                invited AS (
                     UPDATE invitation i
                        SET invited_at = :at, unit = coalesce(i.unit, f.reception_unit),
                            served_at = CASE WHEN i.service = 'SUBMISSION' AND (r.at AT TIME ZONE 'Asia/Shanghai')::date > i.served_on
                                             THEN r.at ELSE i.served_at END,
                            served_on = CASE WHEN i.service = 'SUBMISSION'
                                             THEN greatest(i.served_on, (r.at AT TIME ZONE 'Asia/Shanghai')::date)
                                             ELSE i.served_on END,
                            window_code = CASE WHEN i.service = 'SUBMISSION' THEN coalesce(i.window_code, r.window_code)
                                               ELSE i.window_code END,
                            officer = CASE WHEN i.service = 'SUBMISSION' THEN coalesce(i.officer, r.officer) ELSE i.officer END,
                            town = CASE WHEN i.service = 'SUBMISSION' THEN coalesce(i.town, r.town) ELSE i.town END,
                            region_level = CASE WHEN i.service = 'SUBMISSION' THEN coalesce(i.region_level, r.region_level)
                                                ELSE i.region_level END
                       FROM handled_file f LEFT JOIN received r ON r.receipt = f.receipt_number
                      WHERE i.receipt_number = ANY (:receipts::text[]) AND i.invited_at IS NULL
                        AND f.receipt_number = i.receipt_number AND f.matter IS NOT NULL
                        AND (f.enterprise_usci IS NOT NULL OR i.service = 'CONSULTATION')
                        AND coalesce(i.unit, f.reception_unit) IS NOT NULL
                        AND (f.package_code IS NOT NULL OR i.service <> 'COMPOSITE')
                        AND f.receipt_number = ANY (:receipts::text[])
                     RETURNING i.id, i.receipt_number, i.service_number, i.service, i.unit, i.served_at, i.served_on,
                               i.window_code, i.officer, i.town, i.region_level, i.code_number, f.matter,
                               f.enterprise_usci, f.agent)
                SELECT * FROM invited ORDER BY receipt_number, service_number
                """)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("receipts", receipts.toArray(String[]::new))
                .param(
                        "received",
                        received(receipts, received, known -> known.at().toString()))
                .param("windows", received(receipts, received, Received::window))
                .param("officers", received(receipts, received, Received::officer))
                .query((row, _) -> service(row))
                .list();
    }

    private static @Nullable String[] received(
            List<String> receipts, Map<String, Received> received, Function<Received, @Nullable String> part) {
        return texts(receipts, receipt -> {
            var known = received.get(receipt);
            return known == null ? null : part.apply(known);
        });
    }

    private static <T> @Nullable String[] texts(List<T> rows, Function<T, @Nullable String> text) {
        return rows.stream().map(text).toArray(String[]::new);
    }
}
