package onestop.intake.onfile;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import onestop.intake.calendar.ServiceHours;
import onestop.intake.upload.StoredFiles;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** What can be used again, per enterprise. */
@Repository
public class MaterialsOnFile {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JdbcClient jdbc;
    private final StoredFiles files;
    private final int validMonths;

    MaterialsOnFile(
            JdbcClient jdbc, StoredFiles files, @Value("${onestop.intake.material-valid-months}") int validMonths) {
        this.jdbc = jdbc;
        this.files = files;
        this.validMonths = validMonths;
    }

    /** What the enterprise need not hand in again on this day, by key. */
    public Map<String, MaterialOnFile> of(String usci, LocalDate today) {
        return jdbc
                .sql("""
                        SELECT material_key, from_receipt_number, valid_until, file_ids
                          FROM kept_material
                         WHERE usci = :usci AND superseded_at IS NULL AND revoked_at IS NULL
                           AND (valid_until IS NULL OR valid_until >= :today)
                        """)
                .param("usci", usci)
                .param("today", today)
                .query((row, _) -> new MaterialOnFile(
                        row.getString("material_key"),
                        row.getString("from_receipt_number"),
                        row.getObject("valid_until", LocalDate.class),
                        uuids(row, "file_ids")))
                .list()
                .stream()
                .collect(Collectors.toMap(MaterialOnFile::key, Function.identity()));
    }

    /**
     * After acceptance, or after a check that follows it. No key is both checked and outdated. Repeating it changes nothing.
     *
     * @param checked what an officer has seen in the original
     * @param outdated keys of what the file will produce anew, so that an older copy must not be used again
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void keep(
            String usci,
            String receiptNumber,
            Collection<CheckedMaterial> checked,
            Collection<String> outdated,
            Instant now) {
        if (checked.isEmpty() && outdated.isEmpty()) {
            return;
        }
        EnterpriseTurn.take(jdbc, List.of(usci));
        jdbc.sql("""
                UPDATE kept_material
                   SET superseded_at = :now, superseded_by = :receiptNumber
                 WHERE usci = :usci AND superseded_at IS NULL AND revoked_at IS NULL
                   AND (material_key = ANY (:outdated)
                        OR (material_key = ANY (:checked) AND from_receipt_number <> :receiptNumber))
                """)
                .param("usci", usci)
                .param("receiptNumber", receiptNumber)
                .param("outdated", outdated.toArray(String[]::new))
                .param("checked", checked.stream().map(CheckedMaterial::key).toArray(String[]::new))
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
        if (checked.isEmpty()) {
            return;
        }
        jdbc.sql("""
                INSERT INTO kept_material (usci, material_key, name_zh, name_en, source, trust_level, from_receipt_number,
                                           issuer, since, valid_until, file_ids, entered_at)
                SELECT :usci, c.value ->> 'key', c.value ->> 'nameZh', c.value ->> 'nameEn', 'CHECKED', 'B',
                       :receiptNumber, c.value ->> 'unit', (c.value ->> 'checkedAt')::timestamptz, :validUntil,
                       ARRAY (SELECT jsonb_array_elements_text(c.value -> 'files')::uuid), :now
                  FROM jsonb_array_elements(:checked::jsonb) AS c (value)
                ON CONFLICT (usci, material_key) WHERE superseded_at IS NULL AND revoked_at IS NULL DO NOTHING
                """)
                .param("usci", usci)
                .param("receiptNumber", receiptNumber)
                .param("validUntil", ServiceHours.dateOf(now).plusMonths(validMonths))
                .param("checked", JSON.writeValueAsString(checked))
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
        files.use(
                checked.stream()
                        .flatMap(material -> material.files().stream())
                        .distinct()
                        .toList(),
                KeptFileUse.PURPOSE,
                usci);
    }

    static List<UUID> uuids(ResultSet row, String column) throws SQLException {
        Array array = row.getArray(column);
        return List.of((UUID[]) array.getArray());
    }
}
