package onestop.evaluation.ratings;

import java.sql.ResultSet;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import onestop.evaluation.calendar.CountyTime;
import onestop.evaluation.counting.Standing;
import onestop.evaluation.invitations.InvitedService;
import onestop.evaluation.invitations.ServiceKind;
import onestop.evaluation.personal.Sealing;
import onestop.evaluation.scale.Channel;
import onestop.evaluation.scale.Dimension;
import onestop.evaluation.scale.Level;
import onestop.evaluation.scale.Source;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Repository;

/** Ratings as they are stored. */
@Repository
class Ratings {
    private static final String BY_WHOM_AND_WHAT_BESIDE = """
            giver AS (
                 INSERT INTO rating_giver (rating_id, subject_sealed, contact_sealed)
                 SELECT id, :subject, :contact FROM given),
            beside AS (
                 INSERT INTO rating_dimension (rating_id, dimension, level)
                 SELECT g.id, d.dimension, d.level
                   FROM given g CROSS JOIN unnest(:dimensions::text[], :dimensionLevels::text[]) AS d (dimension, level))
            SELECT id FROM given
            """;

    /** An id in the order of time tells the time, to whoever reads an anonymous rating, too. */
    private static final String NEW_ID = " CASE WHEN :anonymous THEN gen_random_uuid() ELSE uuidv7() END";

    private final JdbcClient jdbc;
    private final Sealing sealing;

    Ratings(JdbcClient jdbc, Sealing sealing) {
        this.jdbc = jdbc;
        this.sealing = sealing;
    }

    /** Stores the rating; empty when the service has one. Who comes second at the same moment waits for the first. */
    Optional<UUID> insert(
            InvitedService service, GiveRating.Command command, @Nullable String rater, Standing standing, Instant at) {
        return stored(
                jdbc.sql("""
                        WITH given AS (
                             INSERT INTO rating (id, invitation_id, unit, matter, item, window_code, officer, town, region_level,
                                    level, labels, text, channel, anonymous, rated_at, rated_on, standing)
                             SELECT """ + NEW_ID + """
                                    , id, :unit, :matter, :matter, window_code, officer, town, region_level, :level, :labels,
                                    :text, :channel, :anonymous, :ratedAt, :ratedOn, :standing
                               FROM invitation WHERE id = :invitationId
                                 ON CONFLICT (invitation_id)
                                    WHERE invitation_id IS NOT NULL AND follow_up_of IS NULL AND replaced_at IS NULL
                                    DO NOTHING
                             RETURNING id),
                        """ + BY_WHOM_AND_WHAT_BESIDE)
                        .param("invitationId", service.id().value())
                        .param("unit", service.unit())
                        .param("matter", service.matter())
                        .param("standing", standing.name()),
                command,
                command.anonymous(),
                rater,
                at);
    }

    /** Stores a follow-up beside the first rating; empty when there is one that is not invalid. As anonymous as the first. */
    Optional<UUID> insertFollowUp(
            Stored first, GiveRating.Command command, @Nullable String rater, Standing standing, Instant at) {
        return stored(
                jdbc.sql("""
                        WITH given AS (
                             INSERT INTO rating (id, invitation_id, follow_up_of, unit, matter, item, level, labels, text, channel,
                                    anonymous, rated_at, rated_on, standing)
                             VALUES (""" + NEW_ID + """
                                    , :invitationId, :followUpOf, :unit, :matter, :matter, :level, :labels, :text, :channel,
                                    :anonymous, :ratedAt, :ratedOn, :standing)
                                 ON CONFLICT (follow_up_of) WHERE follow_up_of IS NOT NULL AND standing <> 'INVALIDATED'
                                    DO NOTHING
                             RETURNING id),
                        """ + BY_WHOM_AND_WHAT_BESIDE)
                        .param("invitationId", first.invitationId())
                        .param("followUpOf", first.ratingId())
                        .param("unit", first.unit())
                        .param("matter", first.matter())
                        .param("standing", standing.name()),
                command,
                first.anonymous(),
                rater,
                at);
    }

    /** Ratings that nobody gave, by the services' invitations; one that has been rated meanwhile is left out. */
    Map<UUID, UUID> insertDefaults(List<InvitedService> services, Level level, Instant at) {
        var stored = new HashMap<UUID, UUID>();
        jdbc.sql("""
                INSERT INTO rating (invitation_id, unit, matter, item, window_code, officer, town, region_level, level, labels,
                       channel, anonymous, rated_at, rated_on)
                SELECT i.id, s.unit, s.matter, s.matter, i.window_code, i.officer, i.town, i.region_level, :level, '{}',
                       'SYSTEM_DEFAULT', true, :at, :on
                  FROM unnest(:ids::uuid[], :units::text[], :matters::text[]) AS s (id, unit, matter)
                  JOIN invitation i ON i.id = s.id
                    ON CONFLICT (invitation_id) WHERE invitation_id IS NOT NULL AND follow_up_of IS NULL AND replaced_at IS NULL
                       DO NOTHING
                RETURNING id, invitation_id
                """)
                .param("level", level.name())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("on", CountyTime.dayOf(at))
                .param(
                        "ids",
                        services.stream().map(service -> service.id().value()).toArray(UUID[]::new))
                .param("units", services.stream().map(InvitedService::unit).toArray(String[]::new))
                .param("matters", services.stream().map(InvitedService::matter).toArray(String[]::new))
                .query((ResultSet row) -> {
                    stored.put(row.getObject("invitation_id", UUID.class), row.getObject("id", UUID.class));
                });
        return stored;
    }

    private Optional<UUID> stored(
            StatementSpec insert, GiveRating.Command command, boolean anonymous, @Nullable String rater, Instant at) {
        var opinion = command.opinion();
        return insert.param("level", opinion.level().name())
                .param("labels", opinion.labels().toArray(String[]::new))
                .param("text", opinion.text())
                .param("channel", command.channel().name())
                .param("anonymous", anonymous)
                .param("ratedAt", at.atOffset(ZoneOffset.UTC))
                .param("ratedOn", CountyTime.dayOf(at))
                .param("subject", sealing.seal(rater), Types.BINARY)
                .param("contact", sealing.seal(command.contact()), Types.BINARY)
                .param(
                        "dimensions",
                        command.dimensions().keySet().stream().map(Enum::name).toArray(String[]::new))
                .param(
                        "dimensionLevels",
                        command.dimensions().values().stream().map(Enum::name).toArray(String[]::new))
                .query(UUID.class)
                .optional();
    }

    /** What was said, of which service: one of ours, or one that a source knows by its number. Not by whom. */
    record Stored(
            UUID ratingId,
            @Nullable UUID invitationId,
            @Nullable String receiptNumber,
            @Nullable Integer serviceNumber,
            @Nullable ServiceKind service,
            @Nullable String enterprise,
            @Nullable String agent,
            @Nullable Source source,
            @Nullable String sourceNumber,
            String unit,
            String matter,
            Level level,
            List<String> labels,
            @Nullable String text,
            Channel channel,
            boolean anonymous,
            Instant ratedAt,
            Standing standing,
            @Nullable UUID followUpOf) {}

    Optional<Stored> find(UUID ratingId) {
        return jdbc.sql("""
                SELECT r.id, r.invitation_id, i.receipt_number, i.service_number, i.service, f.enterprise_usci, f.agent, r.source,
                       r.source_number, r.unit, r.matter, r.level, r.labels, r.text, r.channel, r.anonymous, r.rated_at,
                       r.standing, r.follow_up_of
                  FROM rating r
                  LEFT JOIN invitation i ON i.id = r.invitation_id
                  LEFT JOIN handled_file f ON f.receipt_number = i.receipt_number
                 WHERE r.id = :id
                """)
                .param("id", ratingId)
                .query((row, _) -> new Stored(
                        row.getObject("id", UUID.class),
                        row.getObject("invitation_id", UUID.class),
                        row.getString("receipt_number"),
                        row.getObject("service_number", Integer.class),
                        row.getString("service") == null ? null : ServiceKind.valueOf(row.getString("service")),
                        row.getString("enterprise_usci"),
                        row.getString("agent"),
                        row.getString("source") == null ? null : Source.valueOf(row.getString("source")),
                        row.getString("source_number"),
                        row.getString("unit"),
                        row.getString("matter"),
                        Level.valueOf(row.getString("level")),
                        List.of((String[]) row.getArray("labels").getArray()),
                        row.getString("text"),
                        Channel.valueOf(row.getString("channel")),
                        row.getBoolean("anonymous"),
                        row.getObject("rated_at", OffsetDateTime.class).toInstant(),
                        Standing.valueOf(row.getString("standing")),
                        row.getObject("follow_up_of", UUID.class)))
                .optional();
    }

    /** The first rating of this service. */
    Optional<UUID> ofInvitation(UUID invitationId) {
        return jdbc.sql(
                        "SELECT id FROM rating WHERE invitation_id = :id AND follow_up_of IS NULL AND replaced_at IS NULL")
                .param("id", invitationId)
                .query(UUID.class)
                .optional();
    }

    /** What was said after the rectification, unless it was found invalid. */
    Optional<UUID> followUp(UUID first) {
        return jdbc.sql("SELECT id FROM rating WHERE follow_up_of = :id AND standing <> 'INVALIDATED'")
                .param("id", first)
                .query(UUID.class)
                .optional();
    }

    /** Whether it has counted once and was set aside later. */
    boolean countedBefore(UUID ratingId) {
        return jdbc.sql("""
                SELECT EXISTS (SELECT FROM rating_standing_change WHERE rating_id = :id AND from_standing = 'COUNTED')
                """).param("id", ratingId).query(Boolean.class).single();
    }

    /** What was rated beside the whole. */
    Map<Dimension, Level> dimensions(UUID ratingId) {
        var dimensions = new EnumMap<Dimension, Level>(Dimension.class);
        jdbc.sql("SELECT dimension, level FROM rating_dimension WHERE rating_id = :id")
                .param("id", ratingId)
                .query((ResultSet row) -> {
                    dimensions.put(
                            Dimension.valueOf(row.getString("dimension")), Level.valueOf(row.getString("level")));
                });
        return dimensions;
    }

    /** How the rater wants to be reached. The only statement that reads the table of givers for somebody. */
    Optional<String> contact(UUID ratingId) {
        return jdbc.sql("SELECT contact_sealed FROM rating_giver WHERE rating_id = :id AND contact_sealed IS NOT NULL")
                .param("id", ratingId)
                .query(byte[].class)
                .optional()
                .map(sealing::open);
    }

    private record Readable(
            UUID ratingId,
            @Nullable String subject,
            @Nullable String contact) {}

    /** Seals a bounded number of givers that were stored readable; returns how many. */
    int sealGivers(int most) {
        var readable = jdbc.sql("""
                SELECT rating_id, subject, contact FROM rating_giver
                 WHERE subject IS NOT NULL OR contact IS NOT NULL
                 ORDER BY rating_id LIMIT :most FOR UPDATE SKIP LOCKED
                """).param("most", most).query(Readable.class).list();
        if (!readable.isEmpty()) {
            jdbc.sql("""
                    UPDATE rating_giver g
                       SET subject = NULL, contact = NULL, subject_sealed = s.subject, contact_sealed = s.contact
                      FROM unnest(:ratings::uuid[], :subjects::bytea[], :contacts::bytea[]) AS s (rating_id, subject, contact)
                     WHERE g.rating_id = s.rating_id
                    """)
                    .param("ratings", readable.stream().map(Readable::ratingId).toArray(UUID[]::new))
                    .param(
                            "subjects",
                            readable.stream()
                                    .map(one -> sealing.seal(one.subject()))
                                    .toArray(byte[][]::new))
                    .param(
                            "contacts",
                            readable.stream()
                                    .map(one -> sealing.seal(one.contact()))
                                    .toArray(byte[][]::new))
                    .update();
        }
        return readable.size();
    }
}
