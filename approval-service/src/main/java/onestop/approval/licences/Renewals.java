package onestop.approval.licences;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import onestop.approval.clocks.OfficeTime;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All SQL of what holders asked: renewal. */
@Repository
class Renewals {
    private final JdbcClient jdbc;

    Renewals(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param validUntil the last day when it was asked: a decision has to come by then
     * @param outcome {@code ASKED}, {@code GRANTED}, {@code REFUSED}, {@code DEEMED} when no decision came in time, or {@code LAPSED} when
     *     the licence ended otherwise
     */
    record Renewal(
            UUID id,
            String licenceNumber,
            OffsetDateTime askedAt,
            LocalDate validUntil,
            String outcome,
            @Nullable OffsetDateTime settledAt,
            @Nullable String grounds,
            @Nullable LocalDate newValidUntil) {

        boolean open() {
            return outcome.equals("ASKED");
        }

        /** @param refusedBecause null when it was to be granted */
        boolean settledAs(@Nullable String refusedBecause) {
            return refusedBecause == null
                    ? outcome.equals("GRANTED")
                    : outcome.equals("REFUSED") && refusedBecause.equals(grounds);
        }
    }

    /** False when renewal is asked already. */
    boolean ask(Renewal renewal, String by) {
        return jdbc.sql("""
                INSERT INTO licence_renewal (id, licence_number, asked_by, asked_at, valid_until, outcome)
                VALUES (:id, :number, :by, :at, :validUntil, 'ASKED')
                    ON CONFLICT (licence_number) WHERE outcome = 'ASKED' DO NOTHING
                """)
                        .param("id", renewal.id())
                        .param("number", renewal.licenceNumber())
                        .param("by", by)
                        .param("at", renewal.askedAt())
                        .param("validUntil", renewal.validUntil())
                        .update()
                == 1;
    }

    Optional<Renewal> find(String licenceNumber, UUID id) {
        return jdbc.sql("""
                SELECT id, licence_number, asked_at, valid_until, outcome, settled_at, grounds, new_valid_until
                  FROM licence_renewal
                 WHERE id = :id AND licence_number = :number
                """)
                .param("id", id)
                .param("number", licenceNumber)
                .query((row, _) -> renewal(row))
                .optional();
    }

    /** The latest fifty. */
    List<Renewal> of(String licenceNumber) {
        return jdbc.sql("""
                SELECT id, licence_number, asked_at, valid_until, outcome, settled_at, grounds, new_valid_until
                  FROM licence_renewal
                 WHERE licence_number = :number
                 ORDER BY asked_at DESC
                 LIMIT 50
                """)
                .param("number", licenceNumber)
                .query((row, _) -> renewal(row))
                .list();
    }

    Renewal settle(
            UUID id,
            String outcome,
            String by,
            Instant at,
            @Nullable String grounds,
            @Nullable LocalDate newValidUntil) {
        return jdbc.sql("""
                UPDATE licence_renewal
                   SET outcome = :outcome, settled_by = :by, settled_at = :at, grounds = :grounds, new_valid_until = :until
                 WHERE id = :id AND outcome = 'ASKED'
                RETURNING id, licence_number, asked_at, valid_until, outcome, settled_at, grounds, new_valid_until
                """)
                .param("id", id)
                .param("outcome", outcome)
                .param("by", by)
                .param("at", OfficeTime.at(at))
                .param("grounds", grounds)
                .param("until", newValidUntil)
                .query((row, _) -> renewal(row))
                .single();
    }

    private static Renewal renewal(ResultSet row) throws SQLException {
        var settled = row.getObject("settled_at", OffsetDateTime.class);
        return new Renewal(
                row.getObject("id", UUID.class),
                row.getString("licence_number"),
                OfficeTime.at(row.getObject("asked_at", OffsetDateTime.class).toInstant()),
                row.getObject("valid_until", LocalDate.class),
                row.getString("outcome"),
                settled == null ? null : OfficeTime.at(settled.toInstant()),
                row.getString("grounds"),
                row.getObject("new_valid_until", LocalDate.class));
    }
}
