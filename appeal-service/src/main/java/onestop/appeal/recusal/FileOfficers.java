package onestop.appeal.recusal;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Who worked on which file, whom open feedback is about, and who did something about it. */
@Repository
public class FileOfficers {
    private final JdbcClient jdbc;

    FileOfficers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What this officer had to do with the file, or with the file of the case, or with the report that a window said no: worked on
     * it or turned it away; or that the open feedback is about them or was theirs to put right. And so for whoever answers to somebody like that, or is answered
     * to by them. Empty when nothing is known.
     */
    public Optional<Part> partOf(
            String officerId,
            @Nullable String receiptNumber,
            @Nullable String caseNumber,
            @Nullable UUID negativeAnswerId,
            @Nullable String feedbackId) {
        return jdbc
                .sql("""
                SELECT part
                  FROM parts_in_file(:officerId, CAST(:receiptNumber AS text), CAST(:caseNumber AS text),
                                     CAST(:negativeAnswerId AS uuid), CAST(:feedbackId AS text))
                """)
                .param("officerId", officerId)
                .param("receiptNumber", receiptNumber)
                .param("caseNumber", caseNumber)
                .param("negativeAnswerId", negativeAnswerId)
                .param("feedbackId", feedbackId)
                .query((row, _) -> Part.valueOf(row.getString("part")))
                .list()
                .stream()
                .min(Part::compareTo);
    }

    /** The item that the report, the case or the file is about, by its code; empty when nothing is known or the file has several. */
    public Optional<String> itemOf(
            @Nullable String receiptNumber, @Nullable String caseNumber, @Nullable UUID negativeAnswerId) {
        return jdbc.sql("""
                SELECT item_of_file(CAST(:receiptNumber AS text), CAST(:caseNumber AS text), CAST(:negativeAnswerId AS uuid)) AS item
                """)
                .param("receiptNumber", receiptNumber)
                .param("caseNumber", caseNumber)
                .param("negativeAnswerId", negativeAnswerId)
                .query((row, _) -> Optional.ofNullable(row.getString("item")))
                .single();
    }

    /** Whether a window has reported under this id that it said no. */
    public boolean knowsNegativeAnswer(UUID id) {
        return jdbc.sql("SELECT EXISTS (SELECT 1 FROM negative_answer WHERE id = :id)")
                .param("id", id)
                .query(Boolean.class)
                .single();
    }

    /** Open feedback is about this officer, by the account that was on the poster. Once is enough. */
    public void complainedOf(String feedbackId, String officerId) {
        jdbc.sql("""
                INSERT INTO feedback_officer (feedback_id, officer_id, part) VALUES (:feedbackId, :officerId, 'COMPLAINED_OF')
                    ON CONFLICT DO NOTHING
                """)
                .param("feedbackId", feedbackId)
                .param("officerId", officerId)
                .update();
    }

    /** They did something about the open feedback, or decided whether anything had to be done. */
    void handledFeedback(Collection<FeedbackOfficer> handlers) {
        var list = List.copyOf(handlers);
        jdbc.sql("""
                INSERT INTO feedback_officer (feedback_id, officer_id, part)
                SELECT feedback_id, officer_id, 'WORKED_ON'
                  FROM unnest(:feedbackIds::text[], :officerIds::text[]) AS h (feedback_id, officer_id)
                 ORDER BY 1, 2
                    ON CONFLICT DO NOTHING
                """)
                .param("feedbackIds", texts(list, FeedbackOfficer::feedbackId))
                .param("officerIds", texts(list, FeedbackOfficer::officerId))
                .update();
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
                INSERT INTO case_file AS f (case_number, receipt_number, item_code)
                SELECT case_number, min(receipt_number), min(item_code)
                  FROM unnest(:caseNumbers::text[], :receiptNumbers::text[], :itemCodes::text[])
                           AS c (case_number, receipt_number, item_code)
                 GROUP BY case_number
                 ORDER BY case_number
                    ON CONFLICT (case_number) DO UPDATE SET item_code = excluded.item_code
                 WHERE f.item_code IS NULL AND excluded.item_code IS NOT NULL
                """)
                .param("caseNumbers", texts(list, CaseFile::caseNumber))
                .param("receiptNumbers", texts(list, CaseFile::receiptNumber))
                .param("itemCodes", list.stream().map(CaseFile::itemCode).toArray(String[]::new))
                .update();
    }

    private static <T> String[] texts(List<T> rows, Function<T, String> column) {
        return rows.stream().map(column).toArray(String[]::new);
    }

    record FeedbackOfficer(String feedbackId, String officerId) {}

    record FileOfficer(String receiptNumber, String officerId, Part part) {}

    /** @param itemCode the item that the case is about, where the event names it */
    record CaseFile(
            String caseNumber,
            String receiptNumber,
            @Nullable String itemCode) {}
}
