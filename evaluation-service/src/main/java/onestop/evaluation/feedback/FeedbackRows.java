package onestop.evaluation.feedback;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import onestop.evaluation.calendar.CountyTime;
import onestop.evaluation.feedback.Feedback.AppealState;
import onestop.evaluation.feedback.Feedback.Status;
import onestop.evaluation.personal.Sealing;
import onestop.evaluation.rectification.Origin;
import onestop.evaluation.rectification.WhenInvalidated;
import onestop.evaluation.rectification.WhenSentOn;
import onestop.evaluation.scale.Level;
import onestop.evaluation.scale.RegionLevel;
import onestop.evaluation.scale.Source;
import onestop.evaluation.scale.Target;
import onestop.web.Cursor;
import onestop.web.Limit;
import onestop.web.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Open feedback as it is stored. */
@Repository
class FeedbackRows implements WhenSentOn, WhenInvalidated {
    private static final String COLUMNS = """
            SELECT f.id, f.source, f.point_code, f.target, f.target_code, f.unit, f.level, f.text, f.complaint, f.anonymous,
                   f.given_at, f.received_at, f.status, f.triaged_by, f.triaged_at, f.triage_reason, f.rectification_id,
                   f.reply_zh, f.reply_en, f.replied_at, f.published, f.public_text, f.version, f.appeal_id,
                   f.appeal_number, f.appeal_state, f.appeal_competent_body,
                   EXISTS (SELECT FROM open_feedback_contact c WHERE c.feedback_id = f.id) AS has_contact,
                   (SELECT count(*) FROM open_feedback_photo p WHERE p.feedback_id = f.id) AS photos
              FROM open_feedback f
            """;

    /** The source of what is written at our own door. */
    private static final String OWN = "OWN";

    private final JdbcClient jdbc;
    private final Sealing sealing;

    FeedbackRows(JdbcClient jdbc, Sealing sealing) {
        this.jdbc = jdbc;
        this.sealing = sealing;
    }

    /**
     * What somebody has written.
     *
     * @param number made by the writer, who alone knows it
     */
    record Written(
            UUID number,
            Level level,
            @Nullable String text,
            boolean complaint,
            boolean anonymous,
            @Nullable String contact) {}

    /** Whether a text has a word that makes it a complaint. */
    boolean readsLikeAComplaint(String text) {
        return jdbc.sql("SELECT EXISTS (SELECT FROM complaint_word WHERE position(word IN lower(:text)) > 0)")
                .param("text", text)
                .query(Boolean.class)
                .single();
    }

    /** Stores it under an id that tells nobody the writer's number; false when the number is taken. */
    boolean insert(Written written, boolean complaint, FeedbackPoint point, Instant now) {
        var regionLevel = point.regionLevel();
        var id = UUID.randomUUID();
        var inserted = jdbc.sql("""
                INSERT INTO open_feedback (id, writer, source, point_code, target, target_code, unit, town, region_level, level,
                       text, complaint, anonymous, given_at, given_on, received_at, status)
                VALUES (:id, :writer, 'OWN', :point, :target, :targetCode, :unit, :town, :regionLevel, :level, :text, :complaint,
                       :anonymous, :now, :today, :now, :status)
                    ON CONFLICT (writer) DO NOTHING
                """)
                .param("id", id)
                .param("writer", writer(written.number()))
                .param("point", point.code())
                .param("target", point.target().name())
                .param("targetCode", point.targetCode())
                .param("unit", point.unit())
                .param("town", point.town())
                .param("regionLevel", regionLevel == null ? null : regionLevel.name())
                .param("level", written.level().name())
                .param("text", written.text())
                .param("complaint", complaint)
                .param("anonymous", written.anonymous())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("today", CountyTime.dayOf(now))
                .param(
                        "status",
                        Feedback.firstStatus(written.level(), complaint).name())
                .update();
        if (inserted == 1 && written.contact() != null) {
            jdbc.sql("INSERT INTO open_feedback_contact (feedback_id, contact) VALUES (:id, :contact)")
                    .param("id", id)
                    .param("contact", sealing.seal(written.contact()))
                    .update();
        }
        return inserted == 1;
    }

    Optional<Feedback> find(UUID id) {
        return jdbc.sql(COLUMNS + " WHERE f.id = :id")
                .param("id", id)
                .query((row, _) -> read(row))
                .optional();
    }

    /** The feedback of the writer who made this number; of those written here earlier the number was the id. */
    Optional<Feedback> ofWriter(UUID number) {
        return jdbc.sql(COLUMNS
                        + " WHERE f.writer = :writer OR (f.id = :number AND f.writer IS NULL AND f.source = 'OWN')")
                .param("writer", writer(number))
                .param("number", number)
                .query((row, _) -> read(row))
                .optional();
    }

    /** What is kept of a writer's number: it is random, so nothing leads back from this. */
    private static byte[] writer(UUID number) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(number.toString().getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Reads it to change it: whoever comes second sees what the first has done. */
    Optional<Feedback> findLocked(UUID id) {
        return jdbc.sql(COLUMNS + " WHERE f.id = :id FOR UPDATE OF f")
                .param("id", id)
                .query((row, _) -> read(row))
                .optional();
    }

    /** How the writer may be reached; the opening is on record. */
    Optional<String> openContact(UUID id, String by, String purpose, Instant at) {
        return jdbc.sql("""
                WITH noted AS (
                     INSERT INTO open_feedback_contact_reading (feedback_id, read_by, read_at, purpose)
                     SELECT feedback_id, :by, :at, :purpose FROM open_feedback_contact WHERE feedback_id = :id)
                SELECT contact FROM open_feedback_contact WHERE feedback_id = :id
                """)
                .param("id", id)
                .param("by", by)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("purpose", purpose)
                .query(byte[].class)
                .optional()
                .map(sealing::open);
    }

    void decide(UUID id, Status status, String by, @Nullable String reason, @Nullable UUID order, Instant at) {
        jdbc.sql("""
                UPDATE open_feedback
                   SET status = :status, triaged_by = :by, triaged_at = :at, triage_reason = :reason,
                       rectification_id = :order, version = version + 1
                 WHERE id = :id
                """)
                .param("id", id)
                .param("status", status.name())
                .param("by", by)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("reason", reason)
                .param("order", order)
                .update();
    }

    /** A feedback is the right unit's with its order: in what the unit reads, what the public reads and in the figures. */
    @Override
    public void sentOn(Origin origin, UUID originId, String unit) {
        if (origin == Origin.OPEN_FEEDBACK) {
            jdbc.sql("UPDATE open_feedback SET unit = :unit, version = version + 1 WHERE id = :id")
                    .param("unit", unit)
                    .param("id", originId)
                    .update();
        }
    }

    /** What was found mistaken or malicious is counted no more, and what the public read of it is taken back. */
    @Override
    public void invalidated(Origin origin, UUID originId) {
        if (origin == Origin.OPEN_FEEDBACK) {
            jdbc.sql("""
                    UPDATE open_feedback
                       SET status = 'INVALIDATED', published = false, published_at = NULL, published_by = NULL,
                           version = version + 1
                     WHERE id = :id
                    """).param("id", originId).update();
        }
    }

    /** A new reply is not published before somebody has read it: what was published of an older one is taken back. */
    void reply(UUID id, String replyZh, @Nullable String replyEn, String by, Instant at) {
        jdbc.sql("""
                UPDATE open_feedback
                   SET reply_zh = :zh, reply_en = :en, replied_by = :by, replied_at = :at, published = false,
                       published_at = NULL, published_by = NULL, version = version + 1
                 WHERE id = :id
                """)
                .param("id", id)
                .param("zh", replyZh)
                .param("en", replyEn)
                .param("by", by)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }

    void publish(UUID id, boolean published, @Nullable String publicText, String by, Instant at) {
        jdbc.sql("""
                UPDATE open_feedback
                   SET published = :published, public_text = :text, published_by = CASE WHEN :published THEN :by END,
                       published_at = CASE WHEN :published THEN :at::timestamptz END, version = version + 1
                 WHERE id = :id
                """)
                .param("id", id)
                .param("published", published)
                .param("text", publicText)
                .param("by", by)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** Newest first; what waits is asked for by its status. @param unit all units when null */
    Page<Feedback> page(@Nullable String unit, @Nullable Status status, @Nullable String after, Limit limit) {
        var position = Cursor.parts(after, 1);
        var waiting = status == Status.WAITING; // has an index of its own, oldest first
        var at = waiting ? "f.received_at" : "f.given_at";
        var sql = new StringBuilder(COLUMNS).append(" WHERE true");
        if (unit != null) {
            sql.append(" AND f.unit = :unit");
        }
        if (status != null) {
            // Written out, since a partial index is not found for a parameter; it is one of our own words.
            sql.append(" AND f.status = '").append(status.name()).append("'");
        }
        if (!position.isEmpty()) {
            // By its id alone: a place in the list must not tell a unit when somebody wrote.
            sql.append(" AND (%1$s, f.id) %2$s (SELECT %1$s, f.id FROM open_feedback f WHERE f.id = :id)"
                    .formatted(at, waiting ? ">" : "<"));
        }
        var order = waiting ? "" : " DESC";
        sql.append(" ORDER BY ")
                .append(at)
                .append(order)
                .append(", f.id")
                .append(order)
                .append(" LIMIT :rows");
        var statement = jdbc.sql(sql.toString()).param("rows", limit.plusOne());
        if (unit != null) {
            statement = statement.param("unit", unit);
        }
        if (!position.isEmpty()) {
            statement = statement.param("id", Cursor.uuid(position.getFirst()));
        }
        return Page.of(statement.query((row, _) -> read(row)).list(), limit, feedback -> Cursor.of(feedback.id()));
    }

    /**
     * Which appeal is about which feedback and how far it is, whatever has become of that: one that is referred, or one that somebody
     * raised. It decides nothing: the supervisor still says what follows, and sees the appeal then. The number of the feedback is as
     * others write it: one that is none of ours changes nothing.
     *
     * @param sequence of the appeal's version that this was told of
     */
    record Appealed(
            String feedbackId,
            UUID appealId,
            @Nullable String number,
            AppealState state,
            @Nullable String competentBody,
            long sequence) {}

    /** Of several appeals about one feedback the first that is heard of is shown, and of that one what was told of its latest version. */
    void appealed(List<Appealed> appeals) {
        if (appeals.isEmpty()) {
            return;
        }
        jdbc.sql("""
                UPDATE open_feedback f
                   SET appeal_id = a.appeal_id, appeal_number = coalesce(a.number, f.appeal_number), appeal_state = a.state,
                       appeal_competent_body = a.competent_body, appeal_sequence = a.sequence, version = f.version + 1
                  FROM (SELECT DISTINCT ON (id) id, t.appeal_id, number, state, competent_body, sequence
                          FROM (SELECT *, min(position) OVER (PARTITION BY feedback_id, appeal_id) AS first_heard
                                  FROM unnest(:feedback::text[], :appeals::uuid[], :numbers::text[], :states::text[], :bodies::text[],
                                              :sequences::bigint[])
                                       WITH ORDINALITY AS told (feedback_id, appeal_id, number, state, competent_body, sequence, position)) AS t
                          JOIN open_feedback o
                            ON o.id = CASE WHEN pg_input_is_valid(t.feedback_id, 'uuid') THEN t.feedback_id::uuid END
                         WHERE o.appeal_id IS NULL OR o.appeal_id = t.appeal_id
                         ORDER BY id, first_heard, sequence DESC, position DESC) AS a
                 WHERE f.id = a.id
                   AND (f.appeal_id IS NULL OR f.appeal_id = a.appeal_id)
                   AND (f.appeal_sequence IS NULL OR f.appeal_sequence < a.sequence)
                """)
                .param("feedback", appeals.stream().map(Appealed::feedbackId).toArray(String[]::new))
                .param("appeals", appeals.stream().map(Appealed::appealId).toArray(UUID[]::new))
                .param("numbers", appeals.stream().map(Appealed::number).toArray(String[]::new))
                .param("states", appeals.stream().map(one -> one.state().name()).toArray(String[]::new))
                .param("bodies", appeals.stream().map(Appealed::competentBody).toArray(String[]::new))
                .param("sequences", appeals.stream().map(Appealed::sequence).toArray(Long[]::new))
                .update();
    }

    /** What the public reads: no number, no officer, no words but those that were made public. */
    record PublicEntry(
            UUID id,
            Target target,
            String unit,
            Level level,
            @Nullable String publicText,
            String replyZh,
            @Nullable String replyEn,
            LocalDate givenOn,
            Instant publishedAt) {}

    Page<PublicEntry> published(@Nullable String unit, @Nullable String after, Limit limit) {
        var position = Cursor.parts(after, 2);
        var sql = new StringBuilder("""
                SELECT id, target, unit, level, public_text, reply_zh, reply_en, given_on, published_at
                  FROM open_feedback
                 WHERE published
                """);
        if (unit != null) {
            sql.append(" AND unit = :unit");
        }
        if (!position.isEmpty()) {
            sql.append(" AND (published_at, id) < (:at::timestamptz, :id::uuid)");
        }
        sql.append(" ORDER BY published_at DESC, id DESC LIMIT :rows");
        var statement = jdbc.sql(sql.toString()).param("rows", limit.plusOne());
        if (unit != null) {
            statement = statement.param("unit", unit);
        }
        if (!position.isEmpty()) {
            statement = statement
                    .param("at", Cursor.instant(position.getFirst()).atOffset(ZoneOffset.UTC))
                    .param("id", Cursor.uuid(position.getLast()));
        }
        return Page.of(
                statement
                        .query((row, _) -> new PublicEntry(
                                row.getObject("id", UUID.class),
                                Target.valueOf(row.getString("target")),
                                row.getString("unit"),
                                Level.valueOf(row.getString("level")),
                                row.getString("public_text"),
                                row.getString("reply_zh"),
                                row.getString("reply_en"),
                                row.getObject("given_on", LocalDate.class),
                                row.getObject("published_at", OffsetDateTime.class)
                                        .toInstant()))
                        .list(),
                limit,
                entry -> Cursor.of(entry.publishedAt(), entry.id()));
    }

    /** By what feedback is counted; all of it where nothing is said. */
    record Counted(
            @Nullable String unit,
            @Nullable Target target,
            @Nullable RegionLevel regionLevel,
            @Nullable String town) {}

    /** So many of a kind. */
    record Count(
            Target target,
            @Nullable RegionLevel regionLevel,
            @Nullable String town,
            Level level,
            long feedback) {}

    /** One look at an index that has all of it. */
    List<Count> count(Counted what, LocalDate from, LocalDate to) {
        var sql = new StringBuilder("""
                SELECT target, region_level, town, level, count(*) AS feedback
                  FROM open_feedback
                 WHERE given_on BETWEEN :from AND :to AND status <> 'INVALIDATED'
                """);
        if (what.unit() != null) {
            sql.append(" AND unit = :unit");
        }
        if (what.target() != null) {
            sql.append(" AND target = :target");
        }
        if (what.regionLevel() != null) {
            sql.append(" AND region_level = :regionLevel");
        }
        if (what.town() != null) {
            sql.append(" AND town = :town");
        }
        return jdbc.sql(sql.append(" GROUP BY target, region_level, town, level")
                        .toString())
                .param("from", from)
                .param("to", to)
                .param("unit", what.unit())
                .param("target", what.target() == null ? null : what.target().name())
                .param(
                        "regionLevel",
                        what.regionLevel() == null ? null : what.regionLevel().name())
                .param("town", what.town())
                .query((row, _) -> new Count(
                        Target.valueOf(row.getString("target")),
                        row.getString("region_level") == null
                                ? null
                                : RegionLevel.valueOf(row.getString("region_level")),
                        row.getString("town"),
                        Level.valueOf(row.getString("level")),
                        row.getLong("feedback")))
                .list();
    }

    private static Feedback read(ResultSet row) throws SQLException {
        return new Feedback(
                row.getObject("id", UUID.class),
                row.getString("source").equals(OWN) ? null : Source.valueOf(row.getString("source")),
                row.getString("point_code"),
                Target.valueOf(row.getString("target")),
                row.getString("target_code"),
                row.getString("unit"),
                Level.valueOf(row.getString("level")),
                row.getString("text"),
                row.getBoolean("complaint"),
                row.getBoolean("anonymous"),
                row.getObject("given_at", OffsetDateTime.class).toInstant(),
                row.getObject("received_at", OffsetDateTime.class).toInstant(),
                Status.valueOf(row.getString("status")),
                row.getString("triaged_by"),
                instant(row, "triaged_at"),
                row.getString("triage_reason"),
                row.getObject("rectification_id", UUID.class),
                row.getObject("appeal_id", UUID.class),
                appeal(row),
                row.getString("reply_zh"),
                row.getString("reply_en"),
                instant(row, "replied_at"),
                row.getBoolean("published"),
                row.getString("public_text"),
                row.getBoolean("has_contact"),
                row.getInt("photos"),
                row.getLong("version"));
    }

    private static Feedback.@Nullable AppealAbout appeal(ResultSet row) throws SQLException {
        var state = row.getString("appeal_state");
        return state == null
                ? null
                : new Feedback.AppealAbout(
                        row.getString("appeal_number"),
                        AppealState.valueOf(state),
                        row.getString("appeal_competent_body"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
