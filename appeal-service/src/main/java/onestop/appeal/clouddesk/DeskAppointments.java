package onestop.appeal.clouddesk;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import onestop.appeal.clouddesk.DeskAppointment.State;
import onestop.appeal.clouddesk.DeskAppointment.Wish;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All SQL of the appointments that conversations ask for. */
@Repository
class DeskAppointments {
    private final JdbcClient jdbc;

    DeskAppointments(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(DeskAppointment asked, String by, Instant at) {
        jdbc.sql("""
                INSERT INTO desk_appointment (id, conversation_id, attempt, region_code, starts_at, item_codes, state, asked_by, asked_at)
                VALUES (:id, :conversation, :attempt, :region, :startsAt, :items, 'ASKED', :by, :at)
                """)
                .param("id", asked.id())
                .param("conversation", asked.conversation())
                .param("attempt", asked.attempt())
                .param("region", asked.wish().regionCode())
                .param("startsAt", asked.wish().startsAt().atOffset(ZoneOffset.UTC))
                .param("items", asked.wish().itemCodes().toArray(String[]::new))
                .param("by", by)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** The latest attempt of a conversation. */
    Optional<DeskAppointment> latest(UUID conversation) {
        return jdbc.sql("""
                SELECT id, attempt, region_code, starts_at, item_codes, state, reason, appointment_id, name_by
                  FROM desk_appointment WHERE conversation_id = :conversation ORDER BY attempt DESC LIMIT 1
                """)
                .param("conversation", conversation)
                .query((row, _) -> {
                    var nameBy = row.getObject("name_by", OffsetDateTime.class);
                    return new DeskAppointment(
                            row.getObject("id", UUID.class),
                            conversation,
                            row.getInt("attempt"),
                            new Wish(
                                    row.getString("region_code"),
                                    row.getObject("starts_at", OffsetDateTime.class)
                                            .toInstant(),
                                    List.of((String[])
                                            row.getArray("item_codes").getArray())),
                            State.valueOf(row.getString("state")),
                            row.getString("reason"),
                            row.getObject("appointment_id", UUID.class),
                            nameBy == null ? null : nameBy.toInstant());
                })
                .optional();
    }

    /** Lets those who ask for the same person take turns until the end of the transaction. */
    void takeTurns(String subject) {
        jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended('desk appointments of ' || :by, 0))")
                .param("by", subject)
                .query(_ -> {});
    }

    /** How many places somebody has asked for since then; what was declined held none, what was cancelled holds none. */
    int askedBy(String subject, Instant since) {
        return jdbc.sql("""
                SELECT count(*) FROM desk_appointment WHERE asked_by = :by AND asked_at > :since AND state <> 'DECLINED'
                   AND reason IS DISTINCT FROM 'CANCELLED'
                """)
                .param("by", subject)
                .param("since", since.atOffset(ZoneOffset.UTC))
                .query(Integer.class)
                .single();
    }

    /** What intake-service said of a request. */
    record Answer(
            UUID request,
            State state,
            @Nullable String reason,
            @Nullable UUID appointmentId,
            @Nullable Instant nameBy,
            long sequence) {}

    /** Stores what is new; late and repeated answers change nothing. The conversations are of a new version then. */
    void answered(Collection<Answer> answers, Instant at) {
        jdbc.sql("""
                WITH answered AS (
                    UPDATE desk_appointment AS a
                       SET state = n.state, reason = n.reason, appointment_id = n.appointment::uuid, name_by = n.name_by::timestamptz,
                           answered_at = :at
                      FROM unnest(:requests::uuid[], :states::text[], :reasons::text[], :appointments::text[], :nameBys::text[])
                           AS n (request, state, reason, appointment, name_by)
                     WHERE a.id = n.request
                       AND (a.state = 'ASKED' OR (a.state = 'BOOKED' AND n.state = 'GIVEN_BACK'))
                    RETURNING a.conversation_id)
                UPDATE conversation SET version = version + 1 WHERE id IN (SELECT conversation_id FROM answered)
                """)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("requests", answers.stream().map(Answer::request).toArray(UUID[]::new))
                .param("states", column(answers, answer -> answer.state().name()))
                .param("reasons", column(answers, Answer::reason))
                .param("appointments", column(answers, answer -> text(answer.appointmentId())))
                .param("nameBys", column(answers, answer -> text(answer.nameBy())))
                .update();
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    private static @Nullable String[] column(Collection<Answer> answers, Function<Answer, @Nullable String> of) {
        return answers.stream().map(of).toArray(String[]::new);
    }
}
