package onestop.intake.enterprise;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All SQL of powers of attorney. */
@Repository
class PowersOfAttorney {
    private static final String COLUMNS =
            "id, principal_usci, agent, item_codes, valid_from, valid_until, revoked_at, version";

    private final JdbcClient jdbc;

    PowersOfAttorney(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<PowerOfAttorney> find(UUID id) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM power_of_attorney WHERE id = :id")
                .param("id", id)
                .query((row, _) -> power(row))
                .optional();
    }

    /** Powers of the enterprise or of its parent, newest first. */
    List<PowerOfAttorney> of(String agent, String usci) {
        return jdbc.sql("SELECT " + COLUMNS + """
                  FROM power_of_attorney
                 WHERE agent = :agent
                   AND (principal_usci = :usci
                        OR principal_usci = (SELECT parent_usci FROM enterprise WHERE usci = :usci))
                 ORDER BY granted_at DESC, id DESC
                 LIMIT 100
                """)
                .param("agent", agent)
                .param("usci", usci)
                .query((row, _) -> power(row))
                .list();
    }

    void insert(PowerOfAttorney power, String by, Instant at) {
        jdbc.sql("""
                INSERT INTO power_of_attorney (id, principal_usci, agent, item_codes, valid_from, valid_until,
                                               granted_by, granted_at, version)
                VALUES (:id, :principal, :agent, :items::text[], :from, :until, :by, :at, :version)
                """)
                .param("id", power.id())
                .param("principal", power.principalUsci())
                .param("agent", power.agent())
                .param(
                        "items",
                        power.itemCodes() == null ? null : power.itemCodes().toArray(String[]::new))
                .param("from", power.validFrom())
                .param("until", power.validUntil())
                .param("by", by)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("version", power.version())
                .update();
    }

    /** Revokes it unless it is revoked already; true if this call did. */
    boolean revoke(UUID id, String by, Instant at) {
        return jdbc.sql("""
                UPDATE power_of_attorney
                   SET revoked_by = :by, revoked_at = :at, version = version + 1
                 WHERE id = :id AND revoked_at IS NULL
                """)
                        .param("id", id)
                        .param("by", by)
                        .param("at", at.atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    private static PowerOfAttorney power(ResultSet row) throws SQLException {
        var items = row.getArray("item_codes");
        var revokedAt = row.getObject("revoked_at", OffsetDateTime.class);
        return new PowerOfAttorney(
                row.getObject("id", UUID.class),
                row.getString("principal_usci"),
                row.getString("agent"),
                items == null ? null : List.of((String[]) items.getArray()),
                row.getObject("valid_from", LocalDate.class),
                row.getObject("valid_until", LocalDate.class),
                revokedAt == null ? null : revokedAt.toInstant(),
                row.getLong("version"));
    }
}
