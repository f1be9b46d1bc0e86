package onestop.intake.onfile;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What can be used again, per enterprise. */
@Repository
public class MaterialsOnFile {
    private final JdbcClient jdbc;
    private final int validMonths;

    MaterialsOnFile(JdbcClient jdbc, @Value("${onestop.intake.material-valid-months}") int validMonths) {
        this.jdbc = jdbc;
        this.validMonths = validMonths;
    }

    /** What the enterprise need not hand in again on this day, by key. */
    public Map<String, MaterialOnFile> of(String usci, LocalDate today) {
        return jdbc
                .sql("""
                        SELECT material_key, from_receipt_number, valid_until
                          FROM material_on_file
                         WHERE usci = :usci AND valid_until >= :today
                        """)
                .param("usci", usci)
                .param("today", today)
                .query((row, _) -> new MaterialOnFile(
                        row.getString("material_key"),
                        row.getString("from_receipt_number"),
                        row.getObject("valid_until", LocalDate.class)))
                .list()
                .stream()
                .collect(Collectors.toMap(MaterialOnFile::key, Function.identity()));
    }

    /**
     * After acceptance. No key is both checked and outdated.
     *
     * @param checked keys of what an officer has seen in the original
     * @param outdated keys of what the file will produce anew, so that an older copy must not be used again
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void keep(
            String usci,
            String receiptNumber,
            Collection<String> checked,
            Collection<String> outdated,
            LocalDate today) {
        if (checked.isEmpty() && outdated.isEmpty()) {
            return;
        }
        jdbc.sql("""
                WITH outdated AS (
                    DELETE FROM material_on_file WHERE usci = :usci AND material_key = ANY (:outdated))
                INSERT INTO material_on_file (usci, material_key, from_receipt_number, checked_on, valid_until)
                SELECT :usci, key, :receiptNumber, :today, :validUntil
                  FROM unnest(:checked::text[]) AS checked (key)
                 ORDER BY key
                ON CONFLICT (usci, material_key) DO UPDATE
                   SET from_receipt_number = excluded.from_receipt_number, checked_on = excluded.checked_on,
                       valid_until = excluded.valid_until
                """)
                .param("usci", usci)
                .param("outdated", outdated.toArray(String[]::new))
                .param("receiptNumber", receiptNumber)
                .param("today", today)
                .param("validUntil", today.plusMonths(validMonths))
                .param("checked", checked.toArray(String[]::new))
                .update();
    }
}
