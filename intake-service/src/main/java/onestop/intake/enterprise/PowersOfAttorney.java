package onestop.intake.enterprise;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import onestop.web.Cursor;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All SQL of powers of attorney. */
@Repository
class PowersOfAttorney {
    private static final String COLUMNS =
            "id, principal_usci, agent, item_codes, branch_uscis, valid_from, valid_until, granted_at, revoked_at, version";

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

    /** Powers of the enterprise or of its parent: those that count first, each kind newest first. */
    List<PowerOfAttorney> of(String agent, String usci, LocalDate today) {
        return of(agent, usci, today, "");
    }

    /** The same; none of them is revoked before the transaction ends. */
    List<PowerOfAttorney> holding(String agent, String usci, LocalDate today) {
        return of(agent, usci, today, "FOR SHARE");
    }

    private List<PowerOfAttorney> of(String agent, String usci, LocalDate today, String lock) {
        return jdbc.sql("SELECT " + COLUMNS + """
                  FROM power_of_attorney
                 WHERE agent = :agent
                   AND (principal_usci = :usci
                        OR principal_usci = (SELECT parent_usci FROM enterprise WHERE usci = :usci))
                 ORDER BY (revoked_at IS NULL AND :today BETWEEN valid_from AND valid_until) DESC, granted_at DESC,
                          id DESC
                 LIMIT 100
                """ + lock)
                .param("agent", agent)
                .param("usci", usci)
                .param("today", today)
                .query((row, _) -> power(row))
                .list();
    }

    /** All that an enterprise has given, to anybody or to one agent, newest first. */
    List<PowerOfAttorney> ofPrincipal(String usci, @Nullable String agent, Cursor.@Nullable Moment before, int limit) {
        return list("principal_usci = :usci AND (:agent::text IS NULL OR agent = :agent)", usci, agent, before, limit);
    }

    /** All that an agent was ever given, by anybody or by one enterprise, newest first. */
    List<PowerOfAttorney> ofAgent(String agent, @Nullable String usci, Cursor.@Nullable Moment before, int limit) {
        return list("agent = :agent AND (:usci::text IS NULL OR principal_usci = :usci)", usci, agent, before, limit);
    }

    private List<PowerOfAttorney> list(
            String whose, @Nullable String usci, @Nullable String agent, Cursor.@Nullable Moment before, int limit) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM power_of_attorney WHERE " + whose + """
                   AND (:at::timestamptz IS NULL OR (granted_at, id) < (:at::timestamptz, :id::uuid))
                 ORDER BY granted_at DESC, id DESC
                 LIMIT :limit
                """)
                .param("usci", usci)
                .param("agent", agent)
                .param("at", before == null ? null : before.at().atOffset(ZoneOffset.UTC))
                .param("id", before == null ? null : before.id())
                .param("limit", limit)
                .query((row, _) -> power(row))
                .list();
    }

    Map<UUID, String> principals(Collection<UUID> ids) {
        var found = new HashMap<UUID, String>();
        jdbc.sql("SELECT id, principal_usci FROM power_of_attorney WHERE id = ANY (:ids)")
                .param("ids", ids.toArray(UUID[]::new))
                .query(row -> {
                    found.put(row.getObject("id", UUID.class), row.getString("principal_usci"));
                });
        return found;
    }

    void insert(PowerOfAttorney power, String by) {
        jdbc.sql("""
                INSERT INTO power_of_attorney (id, principal_usci, agent, item_codes, branch_uscis, valid_from,
                                               valid_until, granted_by, granted_at, version)
                VALUES (:id, :principal, :agent, :items::text[], :branches::text[], :from, :until, :by, :at, :version)
                """)
                .param("id", power.id())
                .param("principal", power.principalUsci())
                .param("agent", power.agent())
                .param("items", array(power.itemCodes()))
                .param("branches", array(power.branchUscis()))
                .param("from", power.validFrom())
                .param("until", power.validUntil())
                .param("by", by)
                .param("at", power.grantedAt().atOffset(ZoneOffset.UTC))
                .param("version", power.version())
                .update();
    }

    /** The power, which nobody else changes and under which nobody acts until the transaction ends. */
    Optional<PowerOfAttorney> lock(UUID id) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM power_of_attorney WHERE id = :id FOR NO KEY UPDATE")
                .param("id", id)
                .query((row, _) -> power(row))
                .optional();
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

    private static String @Nullable [] array(@Nullable List<String> texts) {
        return texts == null ? null : texts.toArray(String[]::new);
    }

    private static @Nullable List<String> texts(ResultSet row, String column) throws SQLException {
        var array = row.getArray(column);
        return array == null ? null : List.of((String[]) array.getArray());
    }

    private static PowerOfAttorney power(ResultSet row) throws SQLException {
        var revokedAt = row.getObject("revoked_at", OffsetDateTime.class);
        return new PowerOfAttorney(
                row.getObject("id", UUID.class),
                row.getString("principal_usci"),
                row.getString("agent"),
                texts(row, "item_codes"),
                texts(row, "branch_uscis"),
                row.getObject("valid_from", LocalDate.class),
                row.getObject("valid_until", LocalDate.class),
                row.getObject("granted_at", OffsetDateTime.class).toInstant(),
                revokedAt == null ? null : revokedAt.toInstant(),
                row.getLong("version"));
    }
}
