package onestop.appeal.recusal;

import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What is known of officers beside their tokens: whom they answer to, and who belongs to the leading group. */
@Repository
public class Staff {
    private final JdbcClient jdbc;

    Staff(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public boolean leads(String officerId) {
        return jdbc.sql("SELECT EXISTS (SELECT 1 FROM staff WHERE officer_id = :officerId AND leader)")
                .param("officerId", officerId)
                .query(Boolean.class)
                .single();
    }

    void store(String officerId, @Nullable String answersTo, boolean leader, String by, Instant at) {
        jdbc.sql("""
                INSERT INTO staff (officer_id, answers_to, leader, changed_by, changed_at)
                VALUES (:officerId, :answersTo, :leader, :by, :at)
                    ON CONFLICT (officer_id) DO UPDATE
                   SET answers_to = excluded.answers_to, leader = excluded.leader, changed_by = excluded.changed_by,
                       changed_at = excluded.changed_at
                """)
                .param("officerId", officerId)
                .param("answersTo", answersTo)
                .param("leader", leader)
                .param("by", by)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }
}
