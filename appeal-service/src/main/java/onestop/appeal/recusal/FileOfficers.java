package onestop.appeal.recusal;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Who worked on which file. */
@Repository
public class FileOfficers {
    private final JdbcClient jdbc;

    FileOfficers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What this officer had to do with the file, or with the file of the case: worked on it, or is the one whom somebody who did
     * answers to. Empty when nothing is known.
     */
    public Optional<Part> partOf(String officerId, @Nullable String receiptNumber, @Nullable String caseNumber) {
        return jdbc
                .sql("""
                WITH file AS (
                    SELECT :receiptNumber::text AS receipt_number
                     UNION
                    SELECT receipt_number FROM case_file WHERE case_number = :caseNumber::text
                )
                SELECT o.part
                  FROM file f
                  JOIN file_officer o USING (receipt_number)
                 WHERE o.officer_id = :officerId
                 UNION
                SELECT 'SUPERIOR'
                  FROM file f
                  JOIN file_officer o USING (receipt_number)
                  JOIN staff s ON s.officer_id = o.officer_id
                 WHERE s.answers_to = :officerId
                """)
                .param("officerId", officerId)
                .param("receiptNumber", receiptNumber)
                .param("caseNumber", caseNumber)
                .query((row, _) -> Part.valueOf(row.getString("part")))
                .list()
                .stream()
                .min(Part::compareTo);
    }

    void add(Collection<FileOfficer> officers) {
        var list = List.copyOf(officers);
        jdbc.sql("""
                INSERT INTO file_officer (receipt_number, officer_id, part)
                SELECT * FROM unnest(:receiptNumbers::text[], :officerIds::text[], :parts::text[]) ORDER BY 1, 2, 3
                    ON CONFLICT DO NOTHING
                """)
                .param("receiptNumbers", texts(list, FileOfficer::receiptNumber))
                .param("officerIds", texts(list, FileOfficer::officerId))
                .param("parts", texts(list, officer -> officer.part().name()))
                .update();
    }

    void addCases(Collection<CaseFile> cases) {
        var list = List.copyOf(cases);
        jdbc.sql("""
                INSERT INTO case_file (case_number, receipt_number)
                SELECT * FROM unnest(:caseNumbers::text[], :receiptNumbers::text[]) ORDER BY 1
                    ON CONFLICT DO NOTHING
                """)
                .param("caseNumbers", texts(list, CaseFile::caseNumber))
                .param("receiptNumbers", texts(list, CaseFile::receiptNumber))
                .update();
    }

    private static <T> String[] texts(List<T> rows, Function<T, String> column) {
        return rows.stream().map(column).toArray(String[]::new);
    }

    record FileOfficer(String receiptNumber, String officerId, Part part) {}

    record CaseFile(String caseNumber, String receiptNumber) {}
}
