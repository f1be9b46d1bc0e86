package onestop.appeal.blocked;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import onestop.appeal.clocks.Shanghai;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All statements on negative answers. */
@Repository
class NegativeAnswers {
    private static final String SELECT = """
            SELECT a.id, a.item_code, a.unit, a.cause, a.legal_basis, a.text, a.receipt_number, a.usci, a.reported_by,
                   a.reported_at, r.justified, r.note, r.reviewed_at
              FROM negative_answer a
              LEFT JOIN negative_answer_review r ON r.negative_answer_id = a.id
            """;

    private final JdbcClient jdbc;

    NegativeAnswers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param review what the office found; absent until it has looked */
    record NegativeAnswer(
            UUID id,
            String itemCode,
            String unit,
            Cause cause,
            String legalBasis,
            String text,
            @Nullable String receiptNumber,
            @Nullable String usci,
            String reportedBy,
            Instant reportedAt,
            @Nullable Review review) {}

    record Review(boolean justified, String note, Instant at) {}

    /** The unit that handles the item; empty for an item that the catalogue does not know. */
    Optional<String> unitOf(String itemCode) {
        return jdbc.sql("SELECT unit FROM item WHERE code = :code")
                .param("code", itemCode)
                .query(String.class)
                .optional();
    }

    void insert(NegativeAnswer answer) {
        jdbc.sql("""
                INSERT INTO negative_answer (id, item_code, unit, cause, legal_basis, text, receipt_number, usci, reported_by,
                                             reported_at, reported_on)
                VALUES (:id, :itemCode, :unit, :cause, :legalBasis, :text, :receiptNumber, :usci, :by, :at, :on)
                """)
                .param("id", answer.id())
                .param("itemCode", answer.itemCode())
                .param("unit", answer.unit())
                .param("cause", answer.cause().name())
                .param("legalBasis", answer.legalBasis())
                .param("text", answer.text())
                .param("receiptNumber", answer.receiptNumber())
                .param("usci", answer.usci())
                .param("by", answer.reportedBy())
                .param("at", answer.reportedAt().atOffset(ZoneOffset.UTC))
                .param("on", Shanghai.dayOf(answer.reportedAt()))
                .update();
    }

    /**
     * Stores what nothing was reported of yet, by file and item, and returns that; the unit that handles the item is its owner, and
     * the one given where the catalogue does not know the item. The files stay locked against other reports until the
     * transaction ends.
     */
    List<NegativeAnswer> insertUnlessReported(List<NegativeAnswer> answers) {
        lockFiles(answers.stream()
                .map(NegativeAnswer::receiptNumber)
                .flatMap(Stream::ofNullable)
                .toList());
        return jdbc.sql("""
                WITH stored AS (
                     INSERT INTO negative_answer (id, item_code, unit, cause, legal_basis, text, receipt_number, reported_by,
                                                  reported_at, reported_on)
                     SELECT t.id, t.item_code, coalesce(i.unit, t.unit), t.cause, t.legal_basis, t.text, t.receipt_number,
                            t.reported_by, t.reported_at, t.reported_on
                       FROM unnest(:ids::uuid[], :items::text[], :units::text[], :causes::text[], :bases::text[],
                                   :texts::text[], :receipts::text[], :by::text[], :at::timestamptz[], :on::date[])
                            AS t (id, item_code, unit, cause, legal_basis, text, receipt_number, reported_by, reported_at,
                                  reported_on)
                       LEFT JOIN item i ON i.code = t.item_code
                      WHERE NOT EXISTS (SELECT FROM negative_answer n
                                         WHERE n.receipt_number = t.receipt_number AND n.item_code = t.item_code)
                         ON CONFLICT (id) DO NOTHING
                     RETURNING *)
                SELECT s.*, NULL AS justified, NULL AS note, NULL::timestamptz AS reviewed_at
                  FROM stored s ORDER BY reported_at, id
                """)
                .param("ids", answers.stream().map(NegativeAnswer::id).toArray(UUID[]::new))
                .param("items", texts(answers, NegativeAnswer::itemCode))
                .param("units", texts(answers, NegativeAnswer::unit))
                .param("causes", texts(answers, answer -> answer.cause().name()))
                .param("bases", texts(answers, NegativeAnswer::legalBasis))
                .param("texts", texts(answers, NegativeAnswer::text))
                .param("receipts", texts(answers, NegativeAnswer::receiptNumber))
                .param("by", texts(answers, NegativeAnswer::reportedBy))
                .param("at", texts(answers, answer -> answer.reportedAt().toString()))
                .param(
                        "on",
                        texts(
                                answers,
                                answer -> Shanghai.dayOf(answer.reportedAt()).toString()))
                .query((row, _) -> answer(row))
                .list();
    }

    /** Nobody else reports on these files until the transaction ends. */
    void lockFiles(Collection<String> receiptNumbers) {
        jdbc.sql("""
                SELECT pg_advisory_xact_lock(hashtextextended('negative-answer ' || receipt, 0))
                  FROM (SELECT DISTINCT receipt FROM unnest(:receipts::text[]) AS receipt ORDER BY receipt) AS locked
                """)
                .param("receipts", receiptNumbers.toArray(String[]::new))
                .query((_, _) -> true)
                .list();
    }

    private static @Nullable String[] texts(
            List<NegativeAnswer> answers, Function<NegativeAnswer, @Nullable String> text) {
        return answers.stream().map(text).toArray(String[]::new);
    }

    /** The report that this item of the file was turned away, by whomever; the caller has locked the file. */
    Optional<UUID> reported(String receiptNumber, String itemCode) {
        return jdbc.sql("""
                SELECT id FROM negative_answer
                 WHERE receipt_number = :receipt AND item_code = :item
                 ORDER BY reported_at, id
                 LIMIT 1
                """)
                .param("receipt", receiptNumber)
                .param("item", itemCode)
                .query(UUID.class)
                .optional();
    }

    Optional<NegativeAnswer> find(UUID id) {
        return jdbc.sql(SELECT + " WHERE a.id = :id")
                .param("id", id)
                .query((row, _) -> answer(row))
                .optional();
    }

    /** False when somebody has looked at it before. */
    boolean review(UUID id, boolean justified, String note, String by, Instant at) {
        return jdbc.sql("""
                INSERT INTO negative_answer_review (negative_answer_id, justified, note, reviewed_by, reviewed_at)
                VALUES (:id, :justified, :note, :by, :at)
                    ON CONFLICT DO NOTHING
                """)
                        .param("id", id)
                        .param("justified", justified)
                        .param("note", note)
                        .param("by", by)
                        .param("at", at.atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    /** The newest first; narrowed by what is given. */
    List<NegativeAnswer> list(
            @Nullable String unit,
            @Nullable String by,
            @Nullable String itemCode,
            @Nullable Instant beforeAt,
            @Nullable UUID beforeId,
            int limit) {
        return jdbc.sql(SELECT + " WHERE true" + (unit == null ? "" : " AND a.unit = :unit")
                        + (by == null ? "" : " AND a.reported_by = :by")
                        + (itemCode == null ? "" : " AND a.item_code = :itemCode")
                        + (beforeAt == null ? "" : " AND (a.reported_at, a.id) < (:beforeAt, :beforeId)")
                        + " ORDER BY a.reported_at DESC, a.id DESC LIMIT :limit")
                .param("unit", unit)
                .param("by", by)
                .param("itemCode", itemCode)
                .param("beforeAt", beforeAt == null ? null : beforeAt.atOffset(ZoneOffset.UTC))
                .param("beforeId", beforeId)
                .param("limit", limit)
                .query((row, _) -> answer(row))
                .list();
    }

    private static NegativeAnswer answer(ResultSet row) throws SQLException {
        var reviewedAt = row.getObject("reviewed_at", OffsetDateTime.class);
        return new NegativeAnswer(
                row.getObject("id", UUID.class),
                row.getString("item_code"),
                row.getString("unit"),
                Cause.valueOf(row.getString("cause")),
                row.getString("legal_basis"),
                row.getString("text"),
                row.getString("receipt_number"),
                row.getString("usci"),
                row.getString("reported_by"),
                row.getObject("reported_at", OffsetDateTime.class).toInstant(),
                reviewedAt == null
                        ? null
                        : new Review(row.getBoolean("justified"), row.getString("note"), reviewedAt.toInstant()));
    }
}
