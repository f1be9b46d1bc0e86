package onestop.approval.licences;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import onestop.approval.clocks.OfficeTime;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All SQL of proposals to revoke or cancel. */
@Repository
class Endings {
    private final JdbcClient jdbc;

    Endings(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param outcome {@code PROPOSED}, {@code CONFIRMED}, {@code REJECTED}, or {@code LAPSED} when the licence ended otherwise */
    record Ending(
            UUID id,
            String licenceNumber,
            EndingKind kind,
            LegalGround legalGround,
            String reason,
            String proposedBy,
            OffsetDateTime proposedAt,
            String outcome,
            @Nullable String settledBy,
            @Nullable OffsetDateTime settledAt) {

        boolean open() {
            return outcome.equals("PROPOSED");
        }

        boolean settledAs(String wanted, String by) {
            return outcome.equals(wanted) && by.equals(settledBy);
        }
    }

    /** False when another proposal for the licence is open. */
    boolean propose(Ending ending) {
        return jdbc.sql("""
                INSERT INTO licence_ending (id, licence_number, kind, legal_ground, reason, proposed_by, proposed_at, outcome)
                VALUES (:id, :number, :kind, :ground, :reason, :by, :at, 'PROPOSED')
                    ON CONFLICT (licence_number) WHERE outcome = 'PROPOSED' DO NOTHING
                """)
                        .param("id", ending.id())
                        .param("number", ending.licenceNumber())
                        .param("kind", ending.kind().name())
                        .param("ground", ending.legalGround().name())
                        .param("reason", ending.reason())
                        .param("by", ending.proposedBy())
                        .param("at", ending.proposedAt())
                        .update()
                == 1;
    }

    Optional<Ending> find(String licenceNumber, UUID id) {
        return jdbc.sql("""
                SELECT id, licence_number, kind, legal_ground, reason, proposed_by, proposed_at, outcome, settled_by, settled_at
                  FROM licence_ending
                 WHERE id = :id AND licence_number = :number
                """)
                .param("id", id)
                .param("number", licenceNumber)
                .query((row, _) -> ending(row))
                .optional();
    }

    /** The latest fifty. */
    List<Ending> of(String licenceNumber) {
        return jdbc.sql("""
                SELECT id, licence_number, kind, legal_ground, reason, proposed_by, proposed_at, outcome, settled_by, settled_at
                  FROM licence_ending
                 WHERE licence_number = :number
                 ORDER BY proposed_at DESC
                 LIMIT 50
                """)
                .param("number", licenceNumber)
                .query((row, _) -> ending(row))
                .list();
    }

    Ending settle(UUID id, String outcome, String by, Instant at) {
        return jdbc.sql("""
                UPDATE licence_ending
                   SET outcome = :outcome, settled_by = :by, settled_at = :at
                 WHERE id = :id AND outcome = 'PROPOSED'
                RETURNING id, licence_number, kind, legal_ground, reason, proposed_by, proposed_at, outcome, settled_by, settled_at
                """)
                .param("id", id)
                .param("outcome", outcome)
                .param("by", by)
                .param("at", OfficeTime.at(at))
                .query((row, _) -> ending(row))
                .single();
    }

    private static Ending ending(ResultSet row) throws SQLException {
        var settled = row.getObject("settled_at", OffsetDateTime.class);
        return new Ending(
                row.getObject("id", UUID.class),
                row.getString("licence_number"),
                EndingKind.valueOf(row.getString("kind")),
                LegalGround.valueOf(row.getString("legal_ground")),
                row.getString("reason"),
                row.getString("proposed_by"),
                OfficeTime.at(row.getObject("proposed_at", OffsetDateTime.class).toInstant()),
                row.getString("outcome"),
                row.getString("settled_by"),
                settled == null ? null : OfficeTime.at(settled.toInstant()));
    }
}
