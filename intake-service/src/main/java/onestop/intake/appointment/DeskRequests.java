package onestop.intake.appointment;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import onestop.intake.appointment.AnswerDesk.Refusal;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All SQL of what the cloud service desk has asked for. */
@Repository
class DeskRequests {
    private final JdbcClient jdbc;

    DeskRequests(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    boolean answered(UUID request) {
        return jdbc.sql("SELECT EXISTS (SELECT FROM desk_request WHERE id = :id)")
                .param("id", request)
                .query(Boolean.class)
                .single();
    }

    void booked(UUID request, UUID appointment, Instant at) {
        jdbc.sql("INSERT INTO desk_request (id, appointment_id, answered_at) VALUES (:id, :appointment, :at)")
                .param("id", request)
                .param("appointment", appointment)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }

    void declined(UUID request, Refusal why, Instant at) {
        jdbc.sql("INSERT INTO desk_request (id, declined, answered_at) VALUES (:id, :why, :at)")
                .param("id", request)
                .param("why", why.name())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** The request that this appointment was made for, if the desk asked for it. */
    Optional<UUID> of(UUID appointment) {
        return jdbc.sql("SELECT id FROM desk_request WHERE appointment_id = :appointment")
                .param("appointment", appointment)
                .query((row, _) -> row.getObject("id", UUID.class))
                .optional();
    }
}
