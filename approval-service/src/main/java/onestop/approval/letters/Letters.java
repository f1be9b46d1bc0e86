package onestop.approval.letters;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import onestop.approval.cases.Readers;
import onestop.approval.clocks.OfficeTime;
import onestop.approval.letters.WriteLetters.Draft;
import onestop.approval.printing.IssuingCounty;
import onestop.web.Caller;
import onestop.web.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** All SQL of letters. */
@Repository
class Letters {
    /** The generation of texts and layout that new letters are printed with. */
    static final int TEMPLATE = 1;

    /** For what this table holds; apart from the mapper of the REST interface, whose habits may change. */
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final String COLUMNS = """
            l.id, l.entry, l.number, l.kind, l.case_number, l.receipt_number, l.unit, l.subject_usci, l.enterprise_usci,
            l.issued_on, l.issued_at
            """;

    private final JdbcClient jdbc;
    private final IssuingCounty county;

    Letters(JdbcClient jdbc, IssuingCounty county) {
        this.jdbc = jdbc;
        this.county = county;
    }

    /** Everything a print needs. */
    record Printable(Letter letter, int template, JsonNode facts) {}

    /** Something about a case, and whose case it is. */
    record Readable<T>(
            T what, List<String> units, @Nullable String acceptedByUnit, String subjectUsci, String enterpriseUsci) {

        /** Staff as for the case; an applicant who acts for the enterprise it concerns, or for the one that applied. */
        boolean by(Caller caller) {
            return Readers.mayRead(caller, units, acceptedByUnit)
                    || caller.isAny(Role.APPLICANT, Role.AGENT)
                            && (caller.actsFor(subjectUsci) || caller.actsFor(enterpriseUsci));
        }
    }

    private record Row(String kind, String word, String caseNumber, String details) {}

    /**
     * The serials of one unit, kind and year follow each other: their counter is locked until the commit. Counters are locked in the order
     * of their keys.
     */
    void insert(Instant at, List<Draft> drafts) {
        var on = OfficeTime.dateOf(at);
        var rows = drafts.stream()
                .map(draft -> new Row(
                        draft.kind().name(),
                        draft.kind().word(),
                        draft.caseNumber(),
                        JSON.writeValueAsString(draft.details())))
                .toList();
        int written = jdbc.sql("""
                WITH draft AS MATERIALIZED (
                    SELECT d.kind, d.word, d.details::jsonb AS details, c.case_number, c.receipt_number, c.unit,
                           c.subject_usci, f.enterprise_usci,
                           row_number() OVER (PARTITION BY c.unit, d.kind ORDER BY c.case_number) AS place,
                           jsonb_build_object(
                               'unitNameZh', coalesce(u.name_zh, c.unit), 'itemNameZh', c.item_name_zh,
                               'resultNameZh', c.result_name_zh, 'subjectName', c.subject_name,
                               'subjectUsci', c.subject_usci, 'enterpriseName', f.enterprise_name,
                               'licenceNumber', c.licence_number, 'acceptedOn', f.counts_from,
                               'promisedDueOn', c.promised_due_on, 'statutoryDueOn', c.statutory_due_on,
                               'expectedUntilOn', CASE c.status WHEN 'SUSPENDED' THEN c.urgent_on END,
                               'nameZh', CAST(:county AS text), 'hallZh', CAST(:hall AS text),
                               'phone', CAST(:phone AS text), 'complaintPhone', CAST(:complaintPhone AS text),
                               'reviewBodyZh', CAST(:reviewBody AS text), 'courtZh', CAST(:court AS text)) AS facts
                      FROM json_to_recordset(CAST(:rows AS json)) AS d (kind text, word text, "caseNumber" text, details text)
                      JOIN approval_case c ON c.case_number = d."caseNumber"
                      JOIN approval_file f USING (receipt_number)
                      LEFT JOIN unit_name u ON u.unit = c.unit
                ), serial AS (
                    INSERT INTO letter_serial (unit, kind, year, last)
                    SELECT unit, kind, :year, count(*)
                      FROM draft
                     GROUP BY unit, kind
                     ORDER BY unit, kind
                        ON CONFLICT (unit, kind, year) DO UPDATE
                       SET last = letter_serial.last + excluded.last
                 RETURNING unit, kind, last
                )
                INSERT INTO letter (id, number, kind, case_number, receipt_number, unit, subject_usci, enterprise_usci,
                                    issued_at, issued_on, template, facts)
                SELECT gen_random_uuid(),
                       CAST(:prefix AS text) || d.unit || d.word || '〔' || :year || '〕'
                           || (s.last - count(*) OVER (PARTITION BY d.unit, d.kind) + d.place) || '号',
                       d.kind, d.case_number, d.receipt_number, d.unit, d.subject_usci, d.enterprise_usci,
                       :at, :on, :template, d.facts || jsonb_build_object('details', d.details)
                  FROM draft d
                  JOIN serial s USING (unit, kind)
                 ORDER BY d.unit, d.kind, d.place
                """)
                .param("rows", JSON.writeValueAsString(rows))
                .param("year", on.getYear())
                .param("prefix", county.numberPrefix())
                .param("county", county.nameZh())
                .param("hall", county.hallZh())
                .param("phone", county.phone())
                .param("complaintPhone", county.complaintPhone())
                .param("reviewBody", county.reviewBodyZh())
                .param("court", county.courtZh())
                .param("at", OfficeTime.at(at))
                .param("on", on)
                .param("template", TEMPLATE)
                .update();
        if (written != drafts.size()) {
            throw new IllegalStateException("%d of %d letters were written".formatted(written, drafts.size()));
        }
    }

    /** Letters about a case, oldest first. Nothing at all when there is no such case. */
    Optional<Readable<List<Letter>>> ofCase(String caseNumber, long after, int limit) {
        return jdbc.sql("""
                SELECT f.units, f.accepted_by_unit, c.subject_usci, f.enterprise_usci
                  FROM approval_case c
                  JOIN approval_file f USING (receipt_number)
                 WHERE c.case_number = :caseNumber
                """)
                .param("caseNumber", caseNumber)
                .query((row, _) -> readable(row, List.<Letter>of()))
                .optional()
                .map(found -> new Readable<>(
                        jdbc.sql("SELECT " + COLUMNS + """
                                  FROM letter l
                                 WHERE l.case_number = :caseNumber AND l.entry > :after
                                 ORDER BY l.entry
                                 LIMIT :limit
                                """)
                                .param("caseNumber", caseNumber)
                                .param("after", after)
                                .param("limit", limit)
                                .query((row, _) -> letter(row))
                                .list(),
                        found.units(),
                        found.acceptedByUnit(),
                        found.subjectUsci(),
                        found.enterpriseUsci()));
    }

    /** Letters to an enterprise about itself and about what it applied for, the latest first. */
    List<Letter> ofEnterprise(String usci, long before, int limit) {
        return jdbc.sql("""
                (SELECT %1$s FROM letter l WHERE l.subject_usci = :usci AND l.entry < :before ORDER BY l.entry DESC LIMIT :limit)
                UNION
                (SELECT %1$s FROM letter l WHERE l.enterprise_usci = :usci AND l.entry < :before ORDER BY l.entry DESC LIMIT :limit)
                ORDER BY entry DESC
                LIMIT :limit
                """.formatted(COLUMNS))
                .param("usci", usci)
                .param("before", before)
                .param("limit", limit)
                .query((row, _) -> letter(row))
                .list();
    }

    Optional<Readable<Printable>> find(UUID id) {
        return jdbc.sql("SELECT " + COLUMNS + """
                       , l.template, l.facts, f.units, f.accepted_by_unit
                  FROM letter l
                  JOIN approval_file f USING (receipt_number)
                 WHERE l.id = :id
                """)
                .param("id", id)
                .query((row, _) -> readable(
                        row, new Printable(letter(row), row.getInt("template"), JSON.readTree(row.getString("facts")))))
                .optional();
    }

    /** Keeps the checksum of the first print; the one that is kept. */
    byte[] keepChecksum(UUID id, byte[] checksum) {
        return jdbc.sql("""
                UPDATE letter
                   SET pdf_checksum = coalesce(pdf_checksum, :checksum)
                 WHERE id = :id
                RETURNING pdf_checksum
                """)
                .param("id", id)
                .param("checksum", checksum)
                .query(byte[].class)
                .single();
    }

    private static <T> Readable<T> readable(ResultSet row, T what) throws SQLException {
        return new Readable<>(
                what,
                List.of((String[]) row.getArray("units").getArray()),
                row.getString("accepted_by_unit"),
                row.getString("subject_usci"),
                row.getString("enterprise_usci"));
    }

    private static Letter letter(ResultSet row) throws SQLException {
        return new Letter(
                row.getObject("id", UUID.class),
                row.getLong("entry"),
                row.getString("number"),
                LetterKind.valueOf(row.getString("kind")),
                row.getString("case_number"),
                row.getString("receipt_number"),
                row.getString("unit"),
                row.getString("subject_usci"),
                row.getString("enterprise_usci"),
                row.getObject("issued_on", LocalDate.class),
                row.getObject("issued_at", OffsetDateTime.class).toInstant());
    }
}
