package onestop.appeal.clouddesk;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import onestop.appeal.clouddesk.Conversation.Side;
import onestop.appeal.personal.SealedTexts;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.SimplePropertyRowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All SQL of conversations. What was said is sealed on its way in and opened on its way out. */
@Repository
class Conversations {
    private static final String SELECT = """
            SELECT id, channel, purpose, customer, usci, clerk, state, outcome, receipt_number, appointment_id, appeal_id, opened_at,
                   taken_at, ended_at, solved, lines, version
              FROM conversation
            """;

    private final JdbcClient jdbc;
    private final SealedTexts sealed;

    Conversations(JdbcClient jdbc, SealedTexts sealed) {
        this.jdbc = jdbc;
        this.sealed = sealed;
    }

    void insert(Conversation c, @Nullable String phone) {
        jdbc.sql("""
                INSERT INTO conversation (id, channel, purpose, customer, usci, phone, clerk, state, opened_at, taken_at, lines, version)
                VALUES (:id, :channel, :purpose, :customer, :usci, :phone, :clerk, :state, :openedAt, :takenAt, :lines, :version)
                """)
                .param("id", c.id())
                .param("channel", c.channel().name())
                .param("purpose", c.purpose().name())
                .param("customer", c.customer())
                .param("usci", c.usci())
                .param("phone", phone == null ? null : sealed.seal(phone, phoneOf(c.id())), java.sql.Types.BINARY)
                .param("clerk", c.clerk())
                .param("state", c.state().name())
                .param("openedAt", at(c.openedAt()))
                .param("takenAt", at(c.takenAt()))
                .param("lines", c.lines())
                .param("version", c.version())
                .update();
    }

    private static @Nullable OffsetDateTime at(@Nullable Instant time) {
        return time == null ? null : time.atOffset(ZoneOffset.UTC);
    }

    private static String phoneOf(UUID conversation) {
        return "conversation/" + conversation + "/phone";
    }

    private static String lineOf(UUID conversation, int number) {
        return "conversation/" + conversation + "/" + number;
    }

    void update(Conversation next) {
        jdbc.sql("""
                UPDATE conversation
                   SET clerk = :clerk, state = :state, outcome = :outcome, receipt_number = :receipt, appointment_id = :appointment,
                       appeal_id = :appeal, taken_at = :takenAt, ended_at = :endedAt, solved = :solved, lines = :lines,
                       version = :version
                 WHERE id = :id
                """)
                .param("clerk", next.clerk())
                .param("state", next.state().name())
                .param("outcome", next.outcome() == null ? null : next.outcome().name())
                .param("receipt", next.receiptNumber())
                .param("appointment", next.appointmentId())
                .param("appeal", next.appealId())
                .param("takenAt", at(next.takenAt()))
                .param("endedAt", at(next.endedAt()))
                .param("solved", next.solved())
                .param("lines", next.lines())
                .param("version", next.version())
                .param("id", next.id())
                .update();
    }

    Optional<Conversation> find(UUID id, boolean forChange) {
        return jdbc.sql(SELECT + " WHERE id = :id" + (forChange ? " FOR UPDATE" : ""))
                .param("id", id)
                .query((row, _) -> conversation(row))
                .optional();
    }

    Optional<Conversation> ofAppeal(UUID appeal) {
        return jdbc.sql(SELECT + " WHERE appeal_id = :appeal")
                .param("appeal", appeal)
                .query((row, _) -> conversation(row))
                .optional();
    }

    /** Whom to call back; personal. */
    Optional<String> phone(UUID id) {
        return jdbc.sql("SELECT phone FROM conversation WHERE id = :id AND phone IS NOT NULL")
                .param("id", id)
                .query((row, _) -> sealed.open(row.getBytes("phone"), phoneOf(id)))
                .optional();
    }

    /** Those waiting, longest first. */
    List<Conversation> waiting(@Nullable Instant afterAt, @Nullable UUID afterId, int most) {
        return page(" WHERE state = 'WAITING'", ">", "", "", afterAt, afterId, most);
    }

    /** A customer's or a clerk's own, newest first. */
    List<Conversation> own(
            boolean desk, String subject, @Nullable Instant beforeAt, @Nullable UUID beforeId, int most) {
        return page(
                desk ? " WHERE clerk = :who" : " WHERE customer = :who",
                "<",
                " DESC",
                subject,
                beforeAt,
                beforeId,
                most);
    }

    private List<Conversation> page(
            String where, String beyond, String order, String who, @Nullable Instant at, @Nullable UUID id, int most) {
        return jdbc.sql(SELECT
                        + where
                        + (at == null ? "" : " AND (opened_at, id) " + beyond + " (:at, :id)")
                        + " ORDER BY opened_at"
                        + order
                        + ", id"
                        + order
                        + " LIMIT :most")
                .param("who", who)
                .param("at", at(at))
                .param("id", id)
                .param("most", most)
                .query((row, _) -> conversation(row))
                .list();
    }

    private static Conversation conversation(ResultSet row) throws SQLException {
        var outcome = row.getString("outcome");
        return new Conversation(
                row.getObject("id", UUID.class),
                Conversation.Channel.valueOf(row.getString("channel")),
                Conversation.Purpose.valueOf(row.getString("purpose")),
                row.getString("customer"),
                row.getString("usci"),
                row.getString("clerk"),
                Conversation.State.valueOf(row.getString("state")),
                outcome == null ? null : Conversation.Outcome.valueOf(outcome),
                row.getString("receipt_number"),
                row.getString("appointment_id"),
                row.getObject("appeal_id", UUID.class),
                row.getObject("opened_at", OffsetDateTime.class).toInstant(),
                instant(row, "taken_at"),
                instant(row, "ended_at"),
                row.getObject("solved", Boolean.class),
                row.getInt("lines"),
                row.getLong("version"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    /** One thing said. */
    record Line(
            int number,
            Side side,
            String text,
            @Nullable UUID knowledgeId,
            @Nullable Integer knowledgeVersion,
            Instant saidAt) {}

    void add(UUID conversation, Line line, String by) {
        jdbc.sql("""
                INSERT INTO conversation_line (conversation_id, number, side, said_by, text, knowledge_id, knowledge_number, said_at)
                VALUES (:conversation, :number, :side, :by, :text, :knowledge, :knowledgeNumber, :at)
                """)
                .param("conversation", conversation)
                .param("number", line.number())
                .param("side", line.side().name())
                .param("by", by)
                .param("text", sealed.seal(line.text(), lineOf(conversation, line.number())))
                .param("knowledge", line.knowledgeId())
                .param("knowledgeNumber", line.knowledgeVersion())
                .param("at", at(line.saidAt()))
                .update();
    }

    /** When its clerk last wrote something down; empty when they have not yet, or nobody has it. */
    Optional<Instant> lastHeardOfItsClerk(UUID conversation) {
        return jdbc.sql("""
                SELECT l.said_at
                  FROM conversation c
                  JOIN conversation_line l ON l.conversation_id = c.id AND l.said_by = c.clerk
                 WHERE c.id = :conversation
                 ORDER BY l.number DESC
                 LIMIT 1
                """)
                .param("conversation", conversation)
                .query(OffsetDateTime.class)
                .optional()
                .map(OffsetDateTime::toInstant);
    }

    List<Line> lines(UUID conversation) {
        return jdbc.sql("""
                SELECT number, side, text, knowledge_id, knowledge_number, said_at FROM conversation_line
                 WHERE conversation_id = :conversation ORDER BY number
                """)
                .param("conversation", conversation)
                .query((row, _) -> new Line(
                        row.getInt("number"),
                        Side.valueOf(row.getString("side")),
                        sealed.open(row.getBytes("text"), lineOf(conversation, row.getInt("number"))),
                        row.getObject("knowledge_id", UUID.class),
                        row.getObject("knowledge_number", Integer.class),
                        row.getObject("said_at", OffsetDateTime.class).toInstant()))
                .list();
    }

    /** What the desk did in a time, by purpose. */
    record Count(
            String purpose,
            long conversations,
            long ended,
            long answered,
            long appointed,
            long helped,
            long appeals,
            long abandoned,
            long judged,
            long solved) {}

    List<Count> counts(Instant from, Instant to) {
        return jdbc.sql("""
                SELECT purpose, count(*) AS conversations, count(ended_at) AS ended,
                       count(*) FILTER (WHERE outcome = 'ANSWERED') AS answered,
                       count(*) FILTER (WHERE outcome = 'APPOINTED') AS appointed,
                       count(*) FILTER (WHERE outcome = 'HELPED') AS helped,
                       count(*) FILTER (WHERE outcome = 'APPEAL_RAISED') AS appeals,
                       count(*) FILTER (WHERE outcome = 'ABANDONED') AS abandoned,
                       count(solved) AS judged, count(*) FILTER (WHERE solved) AS solved
                  FROM conversation WHERE opened_at >= :from AND opened_at < :to GROUP BY purpose ORDER BY purpose
                """)
                .param("from", at(from))
                .param("to", at(to))
                .query(new SimplePropertyRowMapper<>(Count.class))
                .list();
    }
}
