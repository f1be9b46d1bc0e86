package onestop.intake.document;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import onestop.intake.document.DocumentFacts.FileFacts;
import onestop.intake.numbering.ReceiptNumber;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** All SQL of issued documents. */
@Repository
class IssuedDocuments {
    /** The generation of texts and layout that new documents are printed with. */
    static final int TEMPLATE = 1;

    /** For what this table holds; apart from the mapper of the REST interface, whose habits may change. */
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final String COLUMNS = "id, entry, number, kind, issued_on, issued_at, ended_at";

    /** Most papers end nothing, and an update that finds nothing costs as much as the insert. */
    private static final String ENDING = """
            WITH ended AS (
                UPDATE issued_document
                   SET ended_at = :at
                 WHERE receipt_number = ANY (:receiptNumbers) AND kind = ANY (:ended) AND ended_at IS NULL)
            """;

    private final JdbcClient jdbc;

    IssuedDocuments(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param base what the serials of its kind and year count from
     */
    record New(UUID id, long base, VerificationCode code, IssuingBody body, DocumentFacts facts) {}

    /** Everything a print needs. */
    record Printable(
            IssuedDocument document,
            @Nullable ReceiptNumber receiptNumber,
            VerificationCode code,
            int template,
            IssuingBody body,
            DocumentFacts facts) {}

    /** Numbers and stores them, and ends what they put an end to; one statement for all. */
    List<IssuedDocument> insert(List<New> papers, Instant at, LocalDate on) {
        var ended = papers.stream()
                .flatMap(paper -> paper.facts().kind().ends().stream())
                .map(DocumentKind::name)
                .distinct()
                .toArray(String[]::new);
        var inserted = jdbc
                .sql((ended.length == 0 ? "" : ENDING) + """
                        INSERT INTO issued_document (id, number, kind, receipt_number, issued_at, issued_on,
                                                     verification_code, template, facts)
                        SELECT p.id,
                               p.word || '〔' || :year || '〕'
                                   || CASE WHEN length(s.serial) < 6 THEN lpad(s.serial, 6, '0') ELSE s.serial END
                                   || '号',
                               p.kind, p.receipt_number, :at, :on, p.code, :template, p.facts::jsonb
                          FROM unnest(:ids::uuid[], :kinds::text[], :words::text[], :sequences::text[],
                                      :bases::bigint[], :receiptNumbers::text[], :codes::text[], :facts::text[])
                               WITH ORDINALITY
                               AS p (id, kind, word, sequence, base, receipt_number, code, facts, place)
                         CROSS JOIN LATERAL (SELECT (nextval(p.sequence::regclass) - p.base)::text AS serial) AS s
                         ORDER BY p.place
                        RETURNING id, entry, number, kind, issued_on, issued_at, ended_at
                        """)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("on", on)
                .param("year", String.valueOf(on.getYear()))
                .param("template", TEMPLATE)
                .param("ended", ended)
                .param("ids", papers.stream().map(New::id).toArray(UUID[]::new))
                .param("kinds", column(papers, paper -> paper.facts().kind().name()))
                .param(
                        "words",
                        column(
                                papers,
                                paper -> paper.body().numberPrefix()
                                        + paper.facts().kind().word()))
                .param("sequences", column(papers, paper -> paper.facts().kind().sequence()))
                .param("bases", papers.stream().map(New::base).toArray(Long[]::new))
                .param("receiptNumbers", column(papers, paper -> receiptNumber(paper.facts())))
                .param("codes", column(papers, paper -> paper.code().value()))
                .param("facts", column(papers, paper -> stored(paper.body(), paper.facts())))
                .query((row, _) -> document(row))
                .list()
                .stream()
                .collect(Collectors.toMap(IssuedDocument::id, Function.identity()));
        return papers.stream()
                .map(paper -> Optional.ofNullable(inserted.get(paper.id())).orElseThrow())
                .toList();
    }

    private static @Nullable String receiptNumber(DocumentFacts facts) {
        FileFacts file = facts.file();
        return file == null ? null : file.receiptNumber();
    }

    private static @Nullable String[] column(List<New> papers, Function<New, @Nullable String> of) {
        return papers.stream().map(of).toArray(String[]::new);
    }

    private static String stored(IssuingBody body, DocumentFacts facts) {
        return JSON.writeValueAsString(Map.of("body", body, "facts", facts));
    }

    Optional<Printable> find(UUID id) {
        return jdbc.sql("SELECT " + COLUMNS
                        + ", receipt_number, verification_code, template, facts FROM issued_document WHERE id = :id")
                .param("id", id)
                .query((row, _) -> printable(row))
                .optional();
    }

    Optional<IssuedDocument> verify(String number, VerificationCode code) {
        return jdbc.sql("SELECT " + COLUMNS
                        + " FROM issued_document WHERE number = :number AND verification_code = :code")
                .param("number", number)
                .param("code", code.value())
                .query((row, _) -> document(row))
                .optional();
    }

    /** Documents of a file, oldest first, after a place in that order. */
    List<IssuedDocument> ofFile(ReceiptNumber file, long after, int limit) {
        return jdbc.sql("SELECT " + COLUMNS + """
                  FROM issued_document
                 WHERE receipt_number = :file AND entry > :after
                 ORDER BY entry
                 LIMIT :limit
                """)
                .param("file", file.value())
                .param("after", after)
                .param("limit", limit)
                .query((row, _) -> document(row))
                .list();
    }

    /** Keeps the checksum of the first print; the one that is kept. */
    byte[] keepChecksum(UUID id, byte[] checksum) {
        return jdbc.sql("""
                UPDATE issued_document
                   SET pdf_checksum = coalesce(pdf_checksum, :checksum)
                 WHERE id = :id
                RETURNING pdf_checksum
                """)
                .param("id", id)
                .param("checksum", checksum)
                .query(byte[].class)
                .single();
    }

    private static IssuedDocument document(ResultSet row) throws SQLException {
        var ended = row.getObject("ended_at", OffsetDateTime.class);
        return new IssuedDocument(
                row.getObject("id", UUID.class),
                row.getLong("entry"),
                row.getString("number"),
                DocumentKind.valueOf(row.getString("kind")),
                row.getObject("issued_on", LocalDate.class),
                row.getObject("issued_at", OffsetDateTime.class).toInstant(),
                ended == null ? null : ended.toInstant());
    }

    private static Printable printable(ResultSet row) throws SQLException {
        var document = document(row);
        var stored = JSON.readTree(row.getString("facts"));
        var receiptNumber = row.getString("receipt_number");
        return new Printable(
                document,
                receiptNumber == null ? null : new ReceiptNumber(receiptNumber),
                new VerificationCode(row.getString("verification_code")),
                row.getInt("template"),
                JSON.treeToValue(stored.path("body"), IssuingBody.class),
                JSON.treeToValue(stored.path("facts"), typeOf(document.kind())));
    }

    static Class<? extends DocumentFacts> typeOf(DocumentKind kind) {
        return switch (kind) {
            case RECEIPT -> DocumentFacts.Receipt.class;
            case ACCEPTANCE -> DocumentFacts.Acceptance.class;
            case ONE_TIME_NOTICE -> DocumentFacts.OneTimeNotice.class;
            case CORRECTION_NOTICE -> DocumentFacts.CorrectionNotice.class;
            case ACCEPTANCE_REFUSAL -> DocumentFacts.AcceptanceRefusal.class;
            case DEFERRED_ACCEPTANCE -> DocumentFacts.DeferredAcceptance.class;
            case DEFERRAL_COMMITMENT -> DocumentFacts.DeferralCommitment.class;
            case NOTICE_AND_COMMITMENT -> DocumentFacts.NoticeAndCommitment.class;
            case TERMINATION -> DocumentFacts.Termination.class;
            case WITHDRAWAL -> DocumentFacts.Withdrawal.class;
            case DELIVERY_RECEIPT -> DocumentFacts.DeliveryReceipt.class;
            case JOINT_ACCEPTANCE -> DocumentFacts.JointAcceptance.class;
        };
    }
}
