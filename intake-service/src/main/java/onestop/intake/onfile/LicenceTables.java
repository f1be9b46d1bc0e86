package onestop.intake.onfile;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Enters what decisions have brought into being. */
@Repository
class LicenceTables {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JdbcClient jdbc;
    private final InstantSource clock;

    LicenceTables(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** A material that a granted case has brought into being. */
    record GrantedMaterial(
            String usci,
            String key,
            String nameZh,
            String nameEn,
            String receiptNumber,
            String caseNumber,
            String licenceNumber,
            String unit,
            Instant since,
            @Nullable LocalDate validUntil) {}

    private static final String GRANTED = """
            WITH granted AS (
                SELECT g.*, row_number() OVER (PARTITION BY g.usci, g.key ORDER BY g.since DESC, g."caseNumber" DESC) AS place,
                       first_value(g."caseNumber") OVER (
                           PARTITION BY g.usci, g.key ORDER BY g.since DESC, g."caseNumber" DESC) AS newest
                  FROM jsonb_to_recordset(:granted::jsonb)
                       AS g (usci text, key text, "nameZh" text, "nameEn" text, "receiptNumber" text, "caseNumber" text,
                             "licenceNumber" text, unit text, since timestamptz, "validUntil" date)
                  JOIN enterprise e ON e.usci = g.usci)
            """;

    /**
     * The newest decision is in force, in whatever order they are told: it supersedes what was kept before, and one that
     * comes late is entered as superseded.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void keep(List<GrantedMaterial> granted) {
        var now = clock.instant().atOffset(ZoneOffset.UTC);
        var json = JSON.writeValueAsString(granted);
        EnterpriseTurn.take(jdbc, granted.stream().map(GrantedMaterial::usci).toList());
        jdbc.sql(GRANTED + """
                UPDATE kept_material AS k
                   SET superseded_at = :now, superseded_by = g."caseNumber"
                  FROM granted g
                 WHERE g.place = 1 AND k.usci = g.usci AND k.material_key = g.key
                   AND k.superseded_at IS NULL AND k.revoked_at IS NULL AND k.since < g.since
                   AND k.case_number IS DISTINCT FROM g."caseNumber"
                """).param("granted", json).param("now", now).update();
        jdbc.sql(GRANTED + """
                INSERT INTO kept_material (usci, material_key, name_zh, name_en, source, trust_level, from_receipt_number,
                                           case_number, licence_number, issuer, since, valid_until, entered_at,
                                           superseded_at, superseded_by)
                SELECT g.usci, g.key, g."nameZh", g."nameEn", 'LICENCE', 'A', g."receiptNumber", g."caseNumber",
                       g."licenceNumber", g.unit, g.since, g."validUntil", :now,
                       CASE WHEN g.place > 1 OR k.id IS NOT NULL THEN :now::timestamptz END,
                       CASE WHEN g.place > 1 THEN g.newest
                            WHEN k.id IS NOT NULL THEN coalesce(k.case_number, k.from_receipt_number) END
                  FROM granted g
                  LEFT JOIN kept_material k ON k.usci = g.usci AND k.material_key = g.key
                                           AND k.superseded_at IS NULL AND k.revoked_at IS NULL
                ON CONFLICT DO NOTHING
                """).param("granted", json).param("now", now).update();
        withdraw(granted.stream().map(GrantedMaterial::licenceNumber).toList());
    }

    /** Those of the licences that have ended are offered no more. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void withdraw(Collection<String> licenceNumbers) {
        jdbc.sql("""
                UPDATE kept_material k
                   SET revoked_at = e.ended_at, revoked_by = e.unit, revocation_reason = e.reason
                  FROM ended_licence e
                 WHERE e.licence_number = ANY (:numbers) AND k.licence_number = e.licence_number AND k.revoked_at IS NULL
                """).param("numbers", licenceNumbers.toArray(String[]::new)).update();
    }
}
