package onestop.appeal.handover;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All SQL of what was referred to us. */
@Repository
class ReferredFeedback {
    private final JdbcClient jdbc;

    ReferredFeedback(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void keep(String feedback, Instant now) {
        jdbc.sql("""
                INSERT INTO referred_feedback (feedback_id, referred_at) VALUES (:feedback, :now) ON CONFLICT DO NOTHING
                """)
                .param("feedback", feedback)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    enum State {
        HANDLED,
        OVER
    }

    /** Empty when it was never referred; what appeals there are about it is nobody's to learn then. */
    Optional<State> state(String feedback) {
        return jdbc.sql("""
                SELECT EXISTS (SELECT 1 FROM appeal AS a
                                WHERE a.about_feedback = r.feedback_id AND a.source = 'OPEN_FEEDBACK'
                                  AND a.state NOT IN ('CLOSED', 'REJECTED')) AS handled
                  FROM referred_feedback AS r
                 WHERE r.feedback_id = :feedback
                """)
                .param("feedback", feedback)
                .query((row, _) -> row.getBoolean("handled") ? State.HANDLED : State.OVER)
                .optional();
    }
}
