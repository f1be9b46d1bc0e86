package onestop.evaluation.suspicion;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import onestop.evaluation.invitations.Invitations;
import onestop.evaluation.scale.Channel;
import onestop.evaluation.scale.Level;
import onestop.web.Caller;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All SQL of origins and suspicions. */
@Repository
class Suspicions {
    /** Devices that are remembered for one invitation, and as many again of staff; who holds a code cannot fill the table. */
    private static final int MOST_LOOKS = 20;

    private static final String COLUMNS = """
            s.rating_id, s.unit, s.reasons, s.raised_at, s.outcome, s.reason, s.decided_by, s.decided_at, r.level, r.labels,
            r.channel, r.rated_at, r.follow_up_of IS NOT NULL AS follow_up
            """;

    private final JdbcClient jdbc;

    Suspicions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What was there before a rating.
     *
     * @param lookedAt when this device first read the invitation; null if it did not
     * @param looked whether it was read at all, on whatever device
     * @param staffDevice whether staff were there on the device, or with its address and browser
     */
    record Before(
            int ofTheDevice,
            int ofThePlace,
            int inTheSameWords,
            @Nullable Instant lookedAt,
            boolean looked,
            boolean staffDevice) {}

    record Suspicion(
            UUID ratingId,
            String unit,
            List<Reason> reasons,
            Instant raisedAt,
            @Nullable Outcome outcome,
            @Nullable String reason,
            @Nullable String decidedBy,
            @Nullable Instant decidedAt,
            Level level,
            List<String> labels,
            Channel channel,
            Instant ratedAt,
            boolean followUp) {}

    /** Notes a device; the first time it looked stays, but for staff the last. Strangers do not crowd out staff. */
    void look(Collection<UUID> invitations, byte[] device, boolean byStaff, Instant at) {
        jdbc.sql("""
                INSERT INTO invitation_look AS l (invitation_id, device, looked_at, by_staff)
                SELECT i.id, :device, :at, :byStaff
                  FROM invitation i
                 WHERE i.id = ANY (:invitations)
                   AND (SELECT count(*) FROM invitation_look n WHERE n.invitation_id = i.id)
                       < CASE WHEN :byStaff THEN 2 * :most ELSE :most END
                 ORDER BY i.id
                    ON CONFLICT (invitation_id, device) DO UPDATE SET by_staff = true, looked_at = excluded.looked_at
                 WHERE excluded.by_staff
                """)
                .param("invitations", invitations.toArray(UUID[]::new))
                .param("device", device)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("byStaff", byStaff)
                .param("most", MOST_LOOKS)
                .update();
    }

    /** Ratings of one device are judged one after the other, so that many at once are not each the first. */
    void oneAtATime(byte[] fingerprint) {
        jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended(encode(:fingerprint, 'hex'), 23))")
                .param("fingerprint", fingerprint)
                .query((_, _) -> true)
                .single();
    }

    /** Ratings in the same words likewise, those of many lists in one order, so that none waits for another in a ring. */
    void oneAtATime(Collection<byte[]> fingerprints) {
        jdbc.sql("""
                SELECT pg_advisory_xact_lock(words)
                  FROM (SELECT DISTINCT hashtextextended(encode(fingerprint, 'hex'), 23) AS words
                          FROM unnest(:fingerprints::bytea[]) AS f (fingerprint)
                         ORDER BY words) AS said
                """)
                .param("fingerprints", fingerprints.toArray(byte[][]::new))
                .query((_, _) -> true)
                .list();
    }

    Before before(
            UUID invitation, Device device, Instant deviceSince, byte[] said, Instant saidSince, Instant staffSince) {
        return jdbc.sql("""
                SELECT (SELECT count(*) FROM rating_origin WHERE device = :device AND rated_at > :deviceSince)
                            AS of_the_device,
                       (SELECT count(*) FROM rating_origin WHERE place = :place AND rated_at > :deviceSince)
                            AS of_the_place,
                       (SELECT count(*) FROM rating_origin WHERE said = :said AND rated_at > :saidSince)
                            AS in_the_same_words,
                       (SELECT looked_at FROM invitation_look WHERE invitation_id = :invitation AND device = :device)
                            AS looked_at,
                       EXISTS (SELECT FROM invitation_look WHERE invitation_id = :invitation) AS looked,
                       EXISTS (SELECT FROM invitation_look
                                WHERE device IN (:device, :place) AND by_staff AND looked_at > :staffSince) AS staff_device
                """)
                .param("invitation", invitation)
                .param("device", device.fingerprint())
                .param("place", device.place())
                .param("deviceSince", deviceSince.atOffset(ZoneOffset.UTC))
                .param("said", said)
                .param("saidSince", saidSince.atOffset(ZoneOffset.UTC))
                .param("staffSince", staffSince.atOffset(ZoneOffset.UTC))
                .query((row, _) -> new Before(
                        row.getInt("of_the_device"),
                        row.getInt("of_the_place"),
                        row.getInt("in_the_same_words"),
                        instant(row, "looked_at"),
                        row.getBoolean("looked"),
                        row.getBoolean("staff_device")))
                .single();
    }

    boolean cameFrom(UUID rating, byte[] device) {
        return jdbc.sql("SELECT EXISTS (SELECT FROM rating_origin WHERE rating_id = :rating AND device = :device)")
                .param("rating", rating)
                .param("device", device)
                .query(Boolean.class)
                .single();
    }

    void keep(UUID rating, String unit, Device device, byte[] said, List<Reason> reasons, Instant at) {
        jdbc.sql("""
                WITH origin AS (
                     INSERT INTO rating_origin (rating_id, device, place, said, rated_at)
                     VALUES (:rating, :device, CASE WHEN NOT :ofTheHall THEN :place END, :said, :at))
                INSERT INTO rating_suspicion (rating_id, unit, reasons, raised_at)
                SELECT :rating, :unit, :reasons, :at WHERE cardinality(:reasons::text[]) > 0
                """)
                .param("rating", rating)
                .param("unit", unit)
                .param("device", device.fingerprint())
                .param("place", device.place())
                .param("ofTheHall", device.ofTheHall())
                .param("said", said)
                .param("reasons", reasons.stream().map(Enum::name).toArray(String[]::new))
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** What was said when, by its fingerprint. */
    record Said(byte[] fingerprint, Instant at) {
        String words() {
            return HexFormat.of().formatHex(fingerprint);
        }
    }

    /** How many said the same as each of these in the time before it, in their order; counted up to the most. */
    List<Integer> inTheSameWords(List<Said> all, Duration within, int most) {
        return jdbc.sql("""
                SELECT (SELECT count(*)
                          FROM (SELECT FROM rating_origin o
                                 WHERE o.said = s.said AND o.rated_at > s.at - :within * interval '1 millisecond'
                                   AND o.rated_at <= s.at
                                 LIMIT :most) AS same)
                  FROM unnest(:said::bytea[], :times::timestamptz[]) WITH ORDINALITY AS s (said, at, position)
                 ORDER BY position
                """)
                .param("said", all.stream().map(Said::fingerprint).toArray(byte[][]::new))
                .param("times", all.stream().map(said -> said.at().toString()).toArray(String[]::new))
                .param("within", within.toMillis())
                .param("most", most)
                .query((row, _) -> row.getInt(1))
                .list();
    }

    void noteBatch(UUID first, UUID last, int ratings) {
        jdbc.sql("INSERT INTO batch_to_judge (first_id, last_id, ratings) VALUES (:first, :last, :ratings)")
                .param("first", first)
                .param("last", last)
                .param("ratings", ratings)
                .update();
    }

    /** A rating of a service that is none of ours. */
    record OfAnother(UUID id, Collected collected) {}

    /**
     * What counts and is in words in the oldest batches, which are to be judged no more; who asks at the same time waits. The
     * ratings are read batch by batch: as a join of ranges, and with an anti-join, PostgreSQL would go through all that are stored.
     *
     * @param most how many ratings at most, but one batch at least
     */
    List<OfAnother> takeBatches(int most) {
        return jdbc.sql("""
                WITH oldest AS (
                     SELECT id, ratings FROM batch_to_judge ORDER BY id LIMIT 500 FOR UPDATE),
                batch AS (
                     DELETE FROM batch_to_judge
                      WHERE id IN (SELECT id FROM (SELECT id, ratings, sum(ratings) OVER (ORDER BY id) AS upto FROM oldest) AS o
                                    WHERE upto <= :most OR upto = ratings)
                     RETURNING first_id, last_id)
                SELECT DISTINCT ON (r.id) r.id, r.unit, r.level, r.labels, r.text, r.rated_at
                  FROM batch b
                 CROSS JOIN LATERAL (
                       SELECT id, unit, level, labels, text, rated_at
                         FROM rating
                        WHERE id BETWEEN b.first_id AND b.last_id
                          AND source IS NOT NULL AND invitation_id IS NULL AND follow_up_of IS NULL
                          AND standing = 'COUNTED' AND channel <> 'SYSTEM_DEFAULT'
                          AND (cardinality(labels) > 0 OR text IS NOT NULL)
                          AND (SELECT o.rating_id FROM rating_origin o WHERE o.rating_id = rating.id) IS NULL
                       OFFSET 0) AS r
                 ORDER BY r.id
                """)
                .param("most", most)
                .query((row, _) -> {
                    var at = row.getObject("rated_at", OffsetDateTime.class).toInstant();
                    return new OfAnother(
                            row.getObject("id", UUID.class),
                            new Collected(
                                    row.getString("unit"),
                                    Level.valueOf(row.getString("level")),
                                    List.of((String[]) row.getArray("labels").getArray()),
                                    row.getString("text"),
                                    at,
                                    at));
                })
                .list();
    }

    /** Keeps many, of no known device; all lists in one order. */
    void keep(List<UUID> ratings, List<Said> said, List<String> units, List<List<Reason>> reasons, Instant at) {
        jdbc.sql("""
                WITH kept AS MATERIALIZED (
                     SELECT rating_id, said, rated_at, unit, string_to_array(nullif(reasons, ''), ',') AS reasons
                       FROM unnest(:ratings::uuid[], :said::bytea[], :times::timestamptz[], :units::text[], :reasons::text[])
                            AS k (rating_id, said, rated_at, unit, reasons)),
                origin AS (
                     INSERT INTO rating_origin (rating_id, said, rated_at) SELECT rating_id, said, rated_at FROM kept)
                INSERT INTO rating_suspicion (rating_id, unit, reasons, raised_at)
                SELECT rating_id, unit, reasons, :at FROM kept WHERE reasons IS NOT NULL
                """)
                .param("ratings", ratings.toArray(UUID[]::new))
                .param("said", said.stream().map(Said::fingerprint).toArray(byte[][]::new))
                .param("times", said.stream().map(one -> one.at().toString()).toArray(String[]::new))
                .param("units", units.toArray(String[]::new))
                .param(
                        "reasons",
                        reasons.stream()
                                .map(some -> some.stream().map(Enum::name).collect(Collectors.joining(",")))
                                .toArray(String[]::new))
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** The first ratings about which the device has said something more since then that counts. */
    List<UUID> followedUp(byte[] device, Instant since) {
        return jdbc.sql("""
                SELECT r.follow_up_of
                  FROM rating_origin o JOIN rating r ON r.id = o.rating_id
                 WHERE o.device = :device AND o.rated_at > :since AND r.standing = 'COUNTED' AND r.follow_up_of IS NOT NULL
                """)
                .param("device", device)
                .param("since", since.atOffset(ZoneOffset.UTC))
                .query((row, _) -> row.getObject("follow_up_of", UUID.class))
                .list();
    }

    /** A rating that is set aside. @param followUpOf the first rating, of a follow-up */
    record Earlier(UUID id, @Nullable UUID followUpOf) {}

    /**
     * Puts under suspicion what the device gave since then, has counted so far and nobody has looked at; returns the ratings.
     */
    List<Earlier> suspectEarlier(byte[] device, Instant since, Instant at) {
        return jdbc.sql("""
                WITH suspected AS (
                     INSERT INTO rating_suspicion (rating_id, unit, reasons, raised_at)
                     SELECT r.id, r.unit, ARRAY['DEVICE'], :at
                       FROM rating_origin o JOIN rating r ON r.id = o.rating_id
                      WHERE o.device = :device AND o.rated_at > :since AND r.standing = 'COUNTED'
                      ORDER BY r.id
                        FOR NO KEY UPDATE OF r
                         ON CONFLICT (rating_id) DO NOTHING
                     RETURNING rating_id)
                SELECT r.id, r.follow_up_of FROM suspected s JOIN rating r ON r.id = s.rating_id ORDER BY r.follow_up_of, r.id
                """)
                .param("device", device)
                .param("since", since.atOffset(ZoneOffset.UTC))
                .param("at", at.atOffset(ZoneOffset.UTC))
                .query((row, _) ->
                        new Earlier(row.getObject("id", UUID.class), row.getObject("follow_up_of", UUID.class)))
                .list();
    }

    Optional<Suspicion> find(UUID rating) {
        return jdbc.sql("SELECT " + COLUMNS
                        + " FROM rating_suspicion s JOIN rating r ON r.id = s.rating_id WHERE s.rating_id = :rating")
                .param("rating", rating)
                .query((row, _) -> suspicion(row))
                .optional();
    }

    /**
     * The oldest first, without those about the reader's own unit or own work.
     *
     * @param unit all units when null
     */
    List<Suspicion> list(
            boolean open, @Nullable String unit, Caller reader, @Nullable Instant after, UUID afterId, int limit) {
        return jdbc.sql("SELECT " + COLUMNS + """
                  FROM rating_suspicion s JOIN rating r ON r.id = s.rating_id
                 WHERE (s.outcome IS NULL) = :open
                   AND (:unit::text IS NULL OR s.unit = :unit)
                   AND (:readersUnit::text IS NULL OR s.unit <> :readersUnit)
                   AND NOT\s""" + Invitations.servedBy("s.rating_id", ":reader") + """
                   AND (:after::timestamptz IS NULL OR (s.raised_at, s.rating_id) > (:after::timestamptz, :afterId::uuid))
                 ORDER BY s.raised_at, s.rating_id
                 LIMIT :limit
                """)
                .param("open", open)
                .param("unit", unit)
                .param("readersUnit", reader.unit())
                .param("reader", reader.subject())
                .param("after", after == null ? null : after.atOffset(ZoneOffset.UTC), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("afterId", afterId)
                .param("limit", limit)
                .query((row, _) -> suspicion(row))
                .list();
    }

    /** Of simultaneous decisions one is written. */
    boolean decide(UUID rating, Outcome outcome, String reason, String by, Instant at) {
        return jdbc.sql("""
                UPDATE rating_suspicion SET outcome = :outcome, reason = :reason, decided_by = :by, decided_at = :at
                 WHERE rating_id = :rating AND outcome IS NULL
                """)
                        .param("rating", rating)
                        .param("outcome", outcome.name())
                        .param("reason", reason)
                        .param("by", by)
                        .param("at", at.atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    private static Suspicion suspicion(ResultSet row) throws SQLException {
        var outcome = row.getString("outcome");
        return new Suspicion(
                row.getObject("rating_id", UUID.class),
                row.getString("unit"),
                Arrays.stream((String[]) row.getArray("reasons").getArray())
                        .map(Reason::valueOf)
                        .toList(),
                row.getObject("raised_at", OffsetDateTime.class).toInstant(),
                outcome == null ? null : Outcome.valueOf(outcome),
                row.getString("reason"),
                row.getString("decided_by"),
                instant(row, "decided_at"),
                Level.valueOf(row.getString("level")),
                List.of((String[]) row.getArray("labels").getArray()),
                Channel.valueOf(row.getString("channel")),
                row.getObject("rated_at", OffsetDateTime.class).toInstant(),
                row.getBoolean("follow_up"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
