package onestop.evaluation.province;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import onestop.evaluation.counting.Standing;
import onestop.evaluation.invitations.ServiceKind;
import onestop.evaluation.province.NationalCodes.OfTheProvince;
import onestop.evaluation.scale.Channel;
import onestop.evaluation.scale.Level;
import onestop.evaluation.scale.Source;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All SQL of what is and will be reported. */
@Repository
class ProvinceTables {
    private static final int LOCK = 8_015;

    private final JdbcClient jdbc;

    ProvinceTables(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    enum Kind {
        SERVICE,
        RATING
    }

    record Task(Kind kind, UUID subject) {}

    /**
     * What the codes of a service are made of.
     *
     * @param itemKnown whether the catalogue has told the item
     * @param unitUsci null while the catalogue has not told the unit
     */
    record Codes(
            boolean itemKnown,
            @Nullable String implementCode,
            @Nullable String taskName,
            @Nullable String taskKind,
            @Nullable String unitUsci,
            @Nullable String unitName) {}

    record DueService(
            UUID invitation,
            String receiptNumber,
            ServiceKind service,
            int serviceNumber,
            Instant servedAt,
            Codes codes,
            @Nullable String caseType,
            @Nullable Integer promisedDays,
            @Nullable Integer statutoryDays,
            @Nullable Boolean online,
            @Nullable String regionCode,
            @Nullable Instant acceptedAt,
            @Nullable Instant finishedAt,
            Applicant applicant) {}

    /** @param name sealed with our key; null when nobody told it */
    record Applicant(@Nullable String usci, byte @Nullable [] name) {}

    /** What another system calls a service that was rated there. */
    record Elsewhere(Source source, String number) {
        /** What the province calls it, if it is the province. */
        Optional<OfTheProvince> ofTheProvince() {
            return source == Source.PROVINCE ? Optional.of(NationalCodes.ofTheProvince(number)) : Optional.empty();
        }
    }

    record Matter(String unit, String item) {}

    /**
     * @param receiptNumber and {@code serviceNumber}: null of a rating from elsewhere
     * @param elsewhere null of a rating of a service that was given here
     * @param collectedBy who has collected a rating of a service that was given here, if another system did
     * @param applicant nobody when the rating has no name
     * @param serviceReported whether a message of its service has gone up before
     * @param serviceWaits whether its service is still to be reported
     * @param judgedHere whether it was found invalid here, or went to another unit, so that whoever collected it does not know
     */
    record DueRating(
            UUID rating,
            int version,
            Standing standing,
            @Nullable String receiptNumber,
            @Nullable Integer serviceNumber,
            @Nullable Elsewhere elsewhere,
            @Nullable Source collectedBy,
            Applicant applicant,
            @Nullable String written,
            Codes codes,
            Channel channel,
            Level level,
            List<String> labels,
            Instant ratedAt,
            boolean followUp,
            boolean anonymous,
            boolean serviceReported,
            boolean serviceWaits,
            boolean judgedHere) {}

    /** A message that has been made. */
    record Made(Kind kind, UUID subject, int version, String json, byte @Nullable [] sealed) {}

    /** @param written what the rater wrote; only of a rating */
    record Reported(
            long number, Kind kind, String json, @Nullable String written, byte @Nullable [] sealed) {}

    /** Those that the province knows by codes of its own. */
    Set<Matter> reportable(Collection<Matter> matters) {
        var all = List.copyOf(matters);
        return new HashSet<>(jdbc.sql("""
                SELECT m.unit, m.item
                  FROM unnest(:units::text[], :items::text[]) AS m (unit, item)
                  JOIN province_item i ON i.code = m.item
                  JOIN province_unit u ON u.key = m.unit
                 WHERE i.implement_code IS NOT NULL AND position('00000000' IN i.implement_code) = 0
                """)
                .param("units", texts(all, Matter::unit))
                .param("items", texts(all, Matter::item))
                .query((row, _) -> new Matter(row.getString("unit"), row.getString("item")))
                .list());
    }

    /** What items and units with national codes are called here, by those codes. */
    record Ours(Map<String, String> items, Map<String, String> units) {}

    /** Of two items with one code the first by its own. */
    Ours ours(Collection<String> implementCodes, Collection<String> creditCodes) {
        var ours = new Ours(new HashMap<>(), new HashMap<>());
        jdbc.sql("""
                SELECT true AS item, implement_code AS national, min(code) AS ours FROM province_item
                 WHERE implement_code = ANY (:items) GROUP BY implement_code
                 UNION ALL
                SELECT false, usci, min(key) FROM province_unit WHERE usci = ANY (:units) GROUP BY usci
                """)
                .param("items", implementCodes.toArray(String[]::new))
                .param("units", creditCodes.toArray(String[]::new))
                .query((ResultSet row) -> {
                    (row.getBoolean("item") ? ours.items() : ours.units())
                            .put(row.getString("national"), row.getString("ours"));
                });
        return ours;
    }

    /** Notes ratings of another system, to be made tasks of later. */
    void noteTaken(Source source, Collection<String> numbers, Instant at) {
        jdbc.sql("INSERT INTO province_taken (source, numbers, taken_at) VALUES (:source, :numbers::text[], :at)")
                .param("source", source.name())
                .param("numbers", numbers.toArray(String[]::new))
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** Makes tasks of the ratings that were noted first; false when none were. */
    boolean unfoldTaken(Instant at) {
        return jdbc.sql("""
                WITH piece AS (
                     SELECT id, source, numbers FROM province_taken ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED),
                noted AS (
                     INSERT INTO province_task (kind, subject, not_before)
                     SELECT 'RATING', r.id, :at
                       FROM piece p CROSS JOIN unnest(p.numbers) AS n (number)
                       JOIN rating r ON r.source = p.source AND r.source_number = n.number
                         ON CONFLICT (kind, subject) DO NOTHING)
                DELETE FROM province_taken t USING piece p WHERE t.id = p.id
                """).param("at", at.atOffset(ZoneOffset.UTC)).update() == 1;
    }

    void note(Collection<Task> tasks, Instant at) {
        var distinct = List.copyOf(new HashSet<>(tasks));
        if (distinct.isEmpty()) {
            return;
        }
        jdbc.sql("""
                INSERT INTO province_task (kind, subject, not_before)
                SELECT kind, subject, :at FROM unnest(:kinds::text[], :subjects::uuid[]) AS t (kind, subject)
                 ORDER BY kind, subject
                    ON CONFLICT (kind, subject) DO UPDATE SET not_before = excluded.not_before
                """)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("kinds", texts(distinct, Task::kind))
                .param("subjects", texts(distinct, Task::subject))
                .update();
    }

    /** Whether this transaction is the one that reports; another replica's turn has to end first. */
    boolean turn() {
        return jdbc.sql("SELECT pg_try_advisory_xact_lock(:lock)")
                .param("lock", LOCK)
                .query(Boolean.class)
                .single();
    }

    List<DueService> dueServices(Instant now, int most) {
        return jdbc.sql("""
                SELECT t.subject, i.receipt_number, i.service, i.service_number, i.served_at, coalesce(f.case_type, it.case_type) AS case_type, f.promised_days,
                       f.statutory_days, f.online, f.region_code, f.accepted_at, f.finished_at, f.enterprise_usci,
                       f.enterprise_name,
                       it.code IS NOT NULL AS item_known, it.implement_code, it.name_zh AS task_name, it.kind AS task_kind,
                       u.usci, u.name_zh AS unit_name
                  FROM (SELECT subject, not_before FROM province_task
                         WHERE kind = 'SERVICE' AND not_before <= :now
                         ORDER BY not_before, subject LIMIT :most FOR UPDATE SKIP LOCKED) AS t
                  JOIN invitation i ON i.id = t.subject
                  JOIN handled_file f ON f.receipt_number = i.receipt_number
                  LEFT JOIN province_item it ON it.code = coalesce(f.main_item, f.matter)
                  LEFT JOIN province_unit u ON u.key = i.unit
                 ORDER BY i.served_at, i.receipt_number, i.service_number
                """)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("most", most)
                .query((row, _) -> new DueService(
                        row.getObject("subject", UUID.class),
                        row.getString("receipt_number"),
                        ServiceKind.valueOf(row.getString("service")),
                        row.getInt("service_number"),
                        row.getObject("served_at", OffsetDateTime.class).toInstant(),
                        codes(row),
                        row.getString("case_type"),
                        row.getObject("promised_days", Integer.class),
                        row.getObject("statutory_days", Integer.class),
                        row.getObject("online", Boolean.class),
                        row.getString("region_code"),
                        instant(row, "accepted_at"),
                        instant(row, "finished_at"),
                        applicant(row)))
                .list();
    }

    List<DueRating> dueRatings(Instant now, int most) {
        return jdbc.sql("""
                SELECT t.subject, r.version, r.standing, i.receipt_number, i.service_number, r.channel, r.level, r.labels,
                       r.rated_at, r.follow_up_of IS NOT NULL AS follow_up, r.anonymous, r.text,
                       CASE WHEN i.id IS NULL THEN coalesce(o.source, r.source) END AS source,
                       CASE WHEN i.id IS NULL THEN coalesce(o.source_number, r.source_number) END AS source_number,
                       CASE WHEN i.id IS NOT NULL THEN r.source END AS collected_by,
                       CASE WHEN NOT r.anonymous THEN f.enterprise_usci END AS enterprise_usci,
                       CASE WHEN NOT r.anonymous THEN f.enterprise_name END AS enterprise_name,
                       it.code IS NOT NULL AS item_known, it.implement_code, it.name_zh AS task_name, it.kind AS task_kind,
                       u.usci, u.name_zh AS unit_name,
                       EXISTS (SELECT FROM province_message m WHERE m.kind = 'SERVICE' AND m.subject = coalesce(i.id, o.id, r.id))
                            AS service_reported,
                       EXISTS (SELECT FROM province_task s WHERE s.kind = 'SERVICE' AND s.subject = i.id) AS service_waits,
                       EXISTS (SELECT FROM rating_standing_change c
                                WHERE c.rating_id = r.id AND c.to_standing = 'INVALIDATED'
                                  AND c.reason <> 'FOUND_INVALID_BY_SOURCE')
                         OR EXISTS (SELECT FROM rating_unit_change c WHERE c.rating_id = r.id) AS judged_here
                  FROM (SELECT subject, not_before FROM province_task
                         WHERE kind = 'RATING' AND not_before <= :now
                         ORDER BY not_before, subject LIMIT :most FOR UPDATE SKIP LOCKED) AS t
                  JOIN rating r ON r.id = t.subject
                  LEFT JOIN invitation i ON i.id = r.invitation_id
                  LEFT JOIN handled_file f ON f.receipt_number = i.receipt_number
                  LEFT JOIN rating o ON o.id = r.follow_up_of AND o.source IS NOT NULL
                  LEFT JOIN province_item it ON it.code = coalesce(f.main_item, f.matter, r.item)
                  LEFT JOIN province_unit u ON u.key = r.unit
                 ORDER BY r.rated_at, t.subject
                """)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("most", most)
                .query((row, _) -> new DueRating(
                        row.getObject("subject", UUID.class),
                        row.getInt("version"),
                        Standing.valueOf(row.getString("standing")),
                        row.getString("receipt_number"),
                        row.getObject("service_number", Integer.class),
                        elsewhere(row),
                        row.getString("collected_by") == null ? null : Source.valueOf(row.getString("collected_by")),
                        applicant(row),
                        row.getString("text"),
                        codes(row),
                        Channel.valueOf(row.getString("channel")),
                        Level.valueOf(row.getString("level")),
                        List.of((String[]) row.getArray("labels").getArray()),
                        row.getObject("rated_at", OffsetDateTime.class).toInstant(),
                        row.getBoolean("follow_up"),
                        row.getBoolean("anonymous"),
                        row.getBoolean("service_reported"),
                        row.getBoolean("service_waits"),
                        row.getBoolean("judged_here")))
                .list();
    }

    /** Keeps messages in this order; returns the subjects of those that say what was not said last. */
    Set<UUID> keep(List<Made> messages, Instant at) {
        return new HashSet<>(jdbc.sql("""
                INSERT INTO province_message (kind, subject, version, message, sealed, made_at)
                SELECT kind, subject, version, message::jsonb, sealed, :at
                  FROM unnest(:kinds::text[], :subjects::uuid[], :versions::smallint[], :messages::text[], :sealed::bytea[])
                       WITH ORDINALITY AS m (kind, subject, version, message, sealed, position)
                 WHERE m.message::jsonb IS DISTINCT FROM (
                       SELECT last.message FROM province_message last
                        WHERE last.kind = m.kind AND last.subject = m.subject
                        ORDER BY last.version DESC LIMIT 1)
                 ORDER BY position
                    ON CONFLICT (kind, subject, version) DO NOTHING
                RETURNING subject
                """)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("kinds", texts(messages, Made::kind))
                .param("subjects", texts(messages, Made::subject))
                .param("versions", texts(messages, Made::version))
                .param("messages", texts(messages, Made::json))
                .param("sealed", messages.stream().map(Made::sealed).toArray(byte[][]::new))
                .query(UUID.class)
                .list());
    }

    void done(Kind kind, List<UUID> subjects) {
        jdbc.sql("DELETE FROM province_task WHERE kind = :kind AND subject = ANY (:subjects)")
                .param("kind", kind.name())
                .param("subjects", subjects.toArray(UUID[]::new))
                .update();
    }

    void postpone(Kind kind, List<UUID> subjects, Instant until) {
        jdbc.sql("UPDATE province_task SET not_before = :until WHERE kind = :kind AND subject = ANY (:subjects)")
                .param("until", until.atOffset(ZoneOffset.UTC))
                .param("kind", kind.name())
                .param("subjects", subjects.toArray(UUID[]::new))
                .update();
    }

    List<Reported> reportedAfter(long number, int limit) {
        return jdbc.sql("""
                SELECT m.number, m.kind, m.message::text AS message, r.text, m.sealed
                  FROM province_message m LEFT JOIN rating r ON m.kind = 'RATING' AND r.id = m.subject
                 WHERE m.number > :number
                 ORDER BY m.number
                 LIMIT :limit
                """)
                .param("number", number)
                .param("limit", limit)
                .query((row, _) -> new Reported(
                        row.getLong("number"),
                        Kind.valueOf(row.getString("kind")),
                        row.getString("message"),
                        row.getString("text"),
                        row.getBytes("sealed")))
                .list();
    }

    private static Applicant applicant(ResultSet row) throws SQLException {
        return new Applicant(row.getString("enterprise_usci"), row.getBytes("enterprise_name"));
    }

    private static @Nullable Elsewhere elsewhere(ResultSet row) throws SQLException {
        var source = row.getString("source");
        return source == null ? null : new Elsewhere(Source.valueOf(source), row.getString("source_number"));
    }

    private static Codes codes(ResultSet row) throws SQLException {
        return new Codes(
                row.getBoolean("item_known"),
                row.getString("implement_code"),
                row.getString("task_name"),
                row.getString("task_kind"),
                row.getString("usci"),
                row.getString("unit_name"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    private static <T> String[] texts(List<T> rows, Function<T, Object> value) {
        return rows.stream().map(value).map(Object::toString).toArray(String[]::new);
    }
}
