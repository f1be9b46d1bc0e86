package onestop.appeal.recusal;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
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
     * What this officer had to do with the file, or with the file of the case, or with the report that a window said no: worked on
     * it or turned it away, or answers to somebody who did, or is answered to by them. Empty when nothing is known.
     */
    public Optional<Part> partOf(
            String officerId,
            @Nullable String receiptNumber,
            @Nullable String caseNumber,
            @Nullable UUID negativeAnswerId) {
        return jdbc
                .sql("""
                SELECT part
                  FROM parts_in_file(:officerId, CAST(:receiptNumber AS text), CAST(:caseNumber AS text),
                                     CAST(:negativeAnswerId AS uuid))
                """)
                .param("officerId", officerId)
                .param("receiptNumber", receiptNumber)
                .param("caseNumber", caseNumber)
                .param("negativeAnswerId", negativeAnswerId)
                .query((row, _) -> Part.valueOf(row.getString("part")))
                .list()
                .stream()
                .min(Part::compareTo);
    }

    /** Whether a window has reported under this id that it said no. */
    public boolean knowsNegativeAnswer(UUID id) {
        return jdbc.sql("SELECT EXISTS (SELECT 1 FROM negative_answer WHERE id = :id)")
                .param("id", id)
                .query(Boolean.class)
                .single();
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
