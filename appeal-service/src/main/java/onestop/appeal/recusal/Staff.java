package onestop.appeal.recusal;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What is known of officers beside their tokens: whom they answer to, and who belongs to the leading group. */
@Repository
public class Staff {
    /** A group is small. */
    static final int MOST_SEATS = 100;

    private final JdbcClient jdbc;

    Staff(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Whether somebody belongs to the leading group, by name or by what they are in their unit. */
    public boolean leads(String officerId, @Nullable String unit, Collection<String> roles) {
        return jdbc.sql("""
                SELECT EXISTS (SELECT 1 FROM staff WHERE officer_id = :officerId AND leader)
                    OR EXISTS (SELECT 1 FROM leading_seat WHERE unit = :unit AND role = ANY (:roles))
                """)
                .param("officerId", officerId)
                .param("unit", unit)
                .param("roles", roles.toArray(String[]::new))
                .query(Boolean.class)
                .single();
    }

    List<LeadingSeat> seats() {
        return jdbc.sql("SELECT unit, role FROM leading_seat ORDER BY unit, role LIMIT :most")
                .param("most", MOST_SEATS)
                .query((row, _) -> new LeadingSeat(row.getString("unit"), row.getString("role")))
                .list();
    }

    /** False when there are as many as there may be. */
    boolean give(LeadingSeat seat, String by, Instant at) {
        return jdbc.sql("""
                INSERT INTO leading_seat (unit, role, changed_by, changed_at)
                SELECT :unit, :role, :by, :at
                 WHERE EXISTS (SELECT 1 FROM leading_seat WHERE unit = :unit AND role = :role)
                    OR (SELECT count(*) FROM leading_seat) < :most
                    ON CONFLICT (unit, role) DO UPDATE SET changed_by = excluded.changed_by, changed_at = excluded.changed_at
                """)
                        .param("unit", seat.unit())
                        .param("role", seat.role())
                        .param("by", by)
                        .param("at", at.atOffset(ZoneOffset.UTC))
                        .param("most", MOST_SEATS)
                        .update()
                == 1;
    }

    void take(LeadingSeat seat) {
        jdbc.sql("DELETE FROM leading_seat WHERE unit = :unit AND role = :role")
                .param("unit", seat.unit())
                .param("role", seat.role())
                .update();
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
