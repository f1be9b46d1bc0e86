package onestop.intake.consultation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import onestop.intake.consultation.Consultation.Question;
import onestop.intake.consultation.Consultation.Side;
import onestop.intake.consultation.ConsultationState.Answer;
import onestop.intake.consultation.ConsultationState.Answered;
import onestop.intake.consultation.ConsultationState.Closed;
import onestop.intake.consultation.ConsultationState.Open;
import onestop.web.Caller;
import onestop.web.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All SQL of questions. */
@Repository
class Consultations {
    private static final String COLUMNS = """
            c.number, c.channel, c.question_class, c.item_code, c.enterprise_usci, c.region_code, c.question,
            c.contact_phone, c.asked_at, c.asked_by, c.asked_as, c.entered_at, c.stop_id, c.unit, c.status, c.due_on,
            c.answer, c.answered_at, c.answered_by, c.answered_unit, c.at_once, c.closed_at, c.closed_by, c.version
            """;

    private final JdbcClient jdbc;

    Consultations(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    String nextNumber(LocalDate day) {
        return jdbc.sql(
                        "SELECT 'ZX' || to_char(:day::date, 'YYMMDD') || lpad(s::text, greatest(5, length(s::text)), '0')"
                                + " FROM nextval('consultation_serial') AS s")
                .param("day", day)
                .query(String.class)
                .single();
    }

    void insert(Consultation one) {
        var question = one.question();
        var answer = answer(one.state());
        jdbc.sql("""
                INSERT INTO consultation (number, channel, question_class, item_code, enterprise_usci, region_code,
                        question, contact_phone, asked_at, asked_by, asked_as, entered_at, stop_id, unit, status,
                        due_on, answer, answered_at, answered_by, answered_unit, at_once, version)
                VALUES (:number, :channel, :class, :item, :usci, :region, :question, :phone, :askedAt, :askedBy,
                        :askedAs, :enteredAt, :stop, :unit, :status, :dueOn, :answer, :answeredAt, :answeredBy,
                        :answeredUnit, :atOnce, :version)
                """)
                .param("number", one.number())
                .param("channel", question.channel().name())
                .param("class", question.questionClass().name())
                .param("item", question.itemCode())
                .param("usci", question.enterpriseUsci())
                .param("region", question.regionCode())
                .param("question", question.text())
                .param("phone", question.contactPhone())
                .param("askedAt", time(question.askedAt()))
                .param("askedBy", question.askedBy())
                .param("askedAs", question.askedAs().name())
                .param("enteredAt", time(question.enteredAt()))
                .param("stop", question.stop())
                .param("unit", one.unit())
                .param("status", status(one.state()))
                .param("dueOn", question.dueOn())
                .param("answer", answer == null ? null : answer.text())
                .param("answeredAt", answer == null ? null : time(answer.at()))
                .param("answeredBy", answer == null ? null : answer.by())
                .param("answeredUnit", answer == null ? null : answer.unit())
                .param("atOnce", answer == null ? null : answer.atOnce())
                .param("version", one.version())
                .update();
    }

    void update(Consultation next) {
        var answer = answer(next.state());
        var closed = next.state() instanceof Closed c ? c : null;
        int changed = jdbc.sql("""
                UPDATE consultation
                   SET unit = :unit, status = :status, answer = :answer, answered_at = :answeredAt,
                       answered_by = :answeredBy, answered_unit = :answeredUnit, at_once = :atOnce,
                       closed_at = :closedAt, closed_by = :closedBy,
                       contact_phone = CASE WHEN :status = 'CLOSED' THEN NULL ELSE contact_phone END,
                       version = :version
                 WHERE number = :number AND version = :version - 1
                """)
                .param("unit", next.unit())
                .param("status", status(next.state()))
                .param("answer", answer == null ? null : answer.text())
                .param("answeredAt", answer == null ? null : time(answer.at()))
                .param("answeredBy", answer == null ? null : answer.by())
                .param("answeredUnit", answer == null ? null : answer.unit())
                .param("atOnce", answer == null ? null : answer.atOnce())
                .param("closedAt", closed == null ? null : time(closed.at()))
                .param("closedBy", closed == null ? null : closed.by())
                .param("version", next.version())
                .param("number", next.number())
                .update();
        if (changed == 0) {
            throw new OptimisticLockingFailureException(
                    "consultation %s was changed by somebody else".formatted(next.number()));
        }
    }

    Optional<Consultation> find(String number) {
        return find(number, "");
    }

    Optional<Consultation> lock(String number) {
        return find(number, " FOR UPDATE");
    }

    private Optional<Consultation> find(String number, String lock) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM consultation c WHERE c.number = :number" + lock)
                .param("number", number)
                .query((row, _) -> consultation(row))
                .optional();
    }

    /** The place of a question in the list. */
    record Place(Instant askedAt, String number) {}

    /** What the caller may see: open ones as a queue, the oldest first, all others the newest first. */
    List<Consultation> page(Caller caller, @Nullable ConsultationStatus status, @Nullable Place after, int limit) {
        boolean queue = status == ConsultationStatus.OPEN;
        var query = jdbc.sql("SELECT " + COLUMNS
                        + """
                  FROM consultation c
                 WHERE %s %s %s
                 ORDER BY c.asked_at %s, c.number %s
                 LIMIT :limit
                """.formatted(
                                        scope(caller),
                                        status == null ? "" : "AND c.status = '" + status.name() + "'",
                                        after == null
                                                ? ""
                                                : "AND (c.asked_at, c.number) %s (:askedAt, :number)"
                                                        .formatted(queue ? ">" : "<"),
                                        queue ? "ASC" : "DESC",
                                        queue ? "ASC" : "DESC"))
                .param("limit", limit)
                .param("me", caller.subject())
                .param("unit", caller.unit())
                .param("uscis", caller.uscis().toArray(String[]::new));
        if (after != null) {
            query = query.param("askedAt", time(after.askedAt())).param("number", after.number());
        }
        return query.query((row, _) -> consultation(row)).list();
    }

    /** Fixed texts only; what the caller sends is in the parameters. */
    private static String scope(Caller caller) {
        if (caller.isAny(Role.WINDOW, Role.OPS)) {
            return "true";
        }
        var scopes = new ArrayList<String>();
        scopes.add("c.asked_by = :me");
        if (caller.is(Role.APPLICANT)) {
            scopes.add("c.enterprise_usci = ANY (:uscis)");
        }
        if (caller.isAny(Role.EXAMINER, Role.UNIT_MANAGER)) {
            scopes.add("c.unit = :unit");
        }
        return "(" + String.join(" OR ", scopes) + ")";
    }

    /** Questions of a period by channel, with those that were answered. */
    record ChannelCount(ConsultationChannel channel, long asked, long answered, long atOnce, long minutesToAnswer) {}

    List<ChannelCount> counts(Instant from, Instant until) {
        return jdbc.sql("""
                SELECT channel, count(*) AS asked, count(answered_at) AS answered,
                       count(*) FILTER (WHERE at_once) AS at_once,
                       coalesce(sum(extract(epoch FROM answered_at - asked_at) / 60), 0)::bigint AS minutes
                  FROM consultation
                 WHERE asked_at >= :from AND asked_at < :until
                 GROUP BY channel
                """)
                .param("from", time(from))
                .param("until", time(until))
                .query((row, _) -> new ChannelCount(
                        ConsultationChannel.valueOf(row.getString("channel")),
                        row.getLong("asked"),
                        row.getLong("answered"),
                        row.getLong("at_once"),
                        row.getLong("minutes")))
                .list();
    }

    private static @Nullable Answer answer(ConsultationState state) {
        return switch (state) {
            case Open _ -> null;
            case Answered(var answer) -> answer;
            case Closed(var answer, var _, var _) -> answer;
        };
    }

    private static String status(ConsultationState state) {
        return ConsultationStatus.of(state).name();
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static Consultation consultation(ResultSet row) throws SQLException {
        return new Consultation(
                row.getString("number"),
                new Question(
                        ConsultationChannel.valueOf(row.getString("channel")),
                        QuestionClass.valueOf(row.getString("question_class")),
                        row.getString("item_code"),
                        row.getString("enterprise_usci"),
                        row.getString("region_code"),
                        row.getString("question"),
                        row.getBytes("contact_phone"),
                        instant(row, "asked_at"),
                        row.getString("asked_by"),
                        Side.valueOf(row.getString("asked_as")),
                        instant(row, "entered_at"),
                        row.getObject("stop_id", UUID.class),
                        row.getObject("due_on", LocalDate.class)),
                row.getString("unit"),
                state(row),
                row.getLong("version"));
    }

    private static ConsultationState state(ResultSet row) throws SQLException {
        var status = ConsultationStatus.valueOf(row.getString("status"));
        if (status == ConsultationStatus.OPEN) {
            return new Open();
        }
        var answer = new Answer(
                row.getString("answer"),
                instant(row, "answered_at"),
                row.getString("answered_by"),
                row.getString("answered_unit"),
                row.getBoolean("at_once"));
        return status == ConsultationStatus.ANSWERED
                ? new Answered(answer)
                : new Closed(answer, instant(row, "closed_at"), row.getString("closed_by"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(row.getObject(column, OffsetDateTime.class))
                .toInstant();
    }
}
