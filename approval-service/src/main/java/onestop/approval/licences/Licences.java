package onestop.approval.licences;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import onestop.approval.clocks.OfficeTime;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** All SQL of licences and of their history. */
@Repository
class Licences {
    /** The generation of texts and layout that new licences are printed with. */
    static final int TEMPLATE = 1;

    /** Who acts when no person does. */
    static final String SYSTEM = "system";

    static final JsonMapper JSON = JsonMapper.builder().build();

    private static final String COLUMNS = """
            l.licence_number, l.entry, l.version, l.kind, l.name_zh, l.case_number, l.receipt_number, l.item_code,
            l.item_name_zh, l.unit, l.unit_name_zh, l.subject_usci, l.subject_name, l.enterprise_usci, l.status, l.issued_at,
            l.valid_from, l.valid_until, l.renewal_days, l.months, l.ended_at, l.legal_ground, l.superseded_by, l.face,
            l.faced_at, l.template, l.change
            """;

    private final JdbcClient jdbc;

    Licences(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A new licence.
     *
     * @param before the number of the one its holder had of this kind, whatever has become of it
     */
    record Issued(Licence licence, @Nullable String before) {}

    /**
     * Licences of cases that were granted just now. Whoever comes second for the same holder and kind waits here for the first one's commit
     * and then finds its licence as the one before. Several of one kind for one holder in one command have to come one after the other.
     */
    List<Issued> issue(Collection<String> caseNumbers, String actor, Instant at) {
        return jdbc.sql("""
                WITH granted AS MATERIALIZED (
                    SELECT c.licence_number, c.case_number, c.receipt_number, c.item_code, c.item_name_zh, c.result_name_zh,
                           c.unit, coalesce(u.name_zh, c.unit) AS unit_name_zh, c.subject_usci, c.subject_name,
                           f.enterprise_usci,
                           coalesce(r.kind, regexp_replace(c.result_name_zh, '（换发）$', '')) AS kind,
                           regexp_replace(c.result_name_zh, '（换发）$', '') AS name_zh,
                           r.validity_months AS months, coalesce(r.keeps_period, false) AS keeps_period,
                           coalesce(r.several, false) AS several, coalesce(r.renewal_days, 30) AS renewal_days,
                           coalesce(r.published, c.result_name_zh !~ '(回执|回单|证明|通知|通知书|凭证)$') AS published
                      FROM approval_case c
                      JOIN approval_file f USING (receipt_number)
                      LEFT JOIN unit_name u ON u.unit = c.unit
                      LEFT JOIN licence_rule r ON r.item_code = c.item_code
                     WHERE c.case_number = ANY (ARRAY (SELECT unnest(CAST(:caseNumbers AS text[]))))
                ), held AS (
                    INSERT INTO licence_held (unit, kind, subject_usci, licence_number, version)
                    SELECT unit, kind, subject_usci, licence_number, 1
                      FROM granted
                     WHERE NOT several
                     ORDER BY unit, kind, subject_usci
                        ON CONFLICT (unit, kind, subject_usci) DO UPDATE
                       SET licence_number = excluded.licence_number, version = licence_held.version + 1
                 RETURNING new.licence_number, new.version, old.licence_number AS before
                ), l AS (
                    INSERT INTO licence (licence_number, version, kind, name_zh, case_number, receipt_number, item_code,
                                         item_name_zh, unit, unit_name_zh, subject_usci, subject_name, enterprise_usci, status,
                                         issued_at, valid_from, valid_until, renewal_days, keeps_period, months, faced_at,
                                         template, published, to_publish)
                    SELECT g.licence_number, coalesce(h.version, 1), g.kind, g.name_zh, g.case_number, g.receipt_number,
                           g.item_code, g.item_name_zh, g.unit, g.unit_name_zh, g.subject_usci, g.subject_name,
                           g.enterprise_usci, 'VALID', :at, :on,
                           CAST(CAST(:on AS date) + make_interval(months => g.months) AS date) - 1, g.renewal_days,
                           g.keeps_period, g.months, :at, :template, g.published, g.published
                      FROM granted g
                      LEFT JOIN held h USING (licence_number)
                     ORDER BY g.case_number
                 RETURNING *
                ), entered AS (
                    INSERT INTO licence_history (licence_number, change, act, actor, at, details)
                    SELECT licence_number, change, 'ISSUED', :actor, :at, jsonb_build_object('caseNumber', case_number)
                      FROM l
                )
                SELECT %s, h.before FROM l LEFT JOIN held h USING (licence_number) ORDER BY l.entry
                """.formatted(COLUMNS))
                .param("caseNumbers", caseNumbers.toArray(String[]::new))
                .param("actor", actor)
                .param("at", OfficeTime.at(at))
                .param("on", OfficeTime.dateOf(at))
                .param("template", TEMPLATE)
                .query((row, _) -> new Issued(licence(row), row.getString("before")))
                .list();
    }

    /** A licence that another one has taken the place of, and until when that one holds, when the period is kept. */
    record Superseded(Licence licence, @Nullable LocalDate successorValidUntil) {}

    /** @param successors the number of each licence before to that of the one after it; what is not valid any more stays as it is */
    List<Superseded> supersede(Map<String, String> successors, Instant at) {
        var before = successors.keySet().toArray(String[]::new);
        return jdbc.sql("""
                WITH pair AS (
                    SELECT *
                      FROM unnest(ARRAY (SELECT unnest(CAST(:before AS text[]))), ARRAY (SELECT unnest(CAST(:after AS text[]))))
                           AS p (before, after)
                ), l AS (
                    UPDATE licence l
                       SET status = 'SUPERSEDED', superseded_by = p.after, ended_at = :at, change = l.change + 1,
                           to_publish = l.published
                      FROM pair p
                     WHERE l.licence_number = p.before AND l.status = 'VALID'
                 RETURNING l.*
                ), kept AS (
                    UPDATE licence s
                       SET valid_until = l.valid_until
                      FROM l
                     WHERE s.licence_number = l.superseded_by AND s.keeps_period AND l.valid_until >= s.valid_from
                 RETURNING s.licence_number, s.valid_until
                ), entered AS (
                    INSERT INTO licence_history (licence_number, change, act, actor, at, details)
                    SELECT licence_number, change, 'SUPERSEDED', :system, :at,
                           jsonb_build_object('supersededBy', superseded_by)
                      FROM l
                ), lapsed AS (
                    UPDATE licence_renewal r
                       SET outcome = 'LAPSED', settled_by = :system, settled_at = :at
                      FROM l
                     WHERE r.licence_number = l.licence_number AND r.outcome = 'ASKED'
                ), dropped AS (
                    UPDATE licence_ending e
                       SET outcome = 'LAPSED', settled_by = :system, settled_at = :at
                      FROM l
                     WHERE e.licence_number = l.licence_number AND e.outcome = 'PROPOSED'
                )
                SELECT %s, k.valid_until AS successor_until
                  FROM l
                  LEFT JOIN kept k ON k.licence_number = l.superseded_by
                 ORDER BY l.entry
                """.formatted(COLUMNS))
                .param("before", before)
                .param("after", successors.values().toArray(String[]::new))
                .param("system", SYSTEM)
                .param("at", OfficeTime.at(at))
                .query((row, _) -> new Superseded(licence(row), row.getObject("successor_until", LocalDate.class)))
                .list();
    }

    Optional<Licence> find(String number) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM licence l WHERE l.licence_number = :number")
                .param("number", number)
                .query((row, _) -> licence(row))
                .optional();
    }

    Optional<Licence> lock(String number) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM licence l WHERE l.licence_number = :number FOR UPDATE")
                .param("number", number)
                .query((row, _) -> licence(row))
                .optional();
    }

    /** Valid licences whose last day is before this one, those nobody else is busy with: number to last day. */
    Map<String, LocalDate> lockPast(LocalDate today, int most) {
        var past = new LinkedHashMap<String, LocalDate>();
        jdbc.sql("""
                SELECT licence_number, valid_until
                  FROM licence
                 WHERE status = 'VALID' AND valid_until < :today
                 ORDER BY valid_until, licence_number
                 LIMIT :most
                   FOR UPDATE SKIP LOCKED
                """).param("today", today).param("most", most).query(row -> {
            past.put(row.getString("licence_number"), row.getObject("valid_until", LocalDate.class));
        });
        return past;
    }

    /** Renews those of these locked licences whose holder asked and got no decision (行政许可法 art. 50). */
    List<Licence> deemRenewed(Collection<String> numbers, Instant at) {
        return jdbc.sql("""
                WITH r AS (
                    UPDATE licence_renewal r
                       SET outcome = 'DEEMED', settled_by = :system, settled_at = :at,
                           new_valid_until = CAST(l.valid_until + make_interval(months => l.months) AS date)
                      FROM licence l
                     WHERE l.licence_number = ANY (CAST(:numbers AS text[]))
                       AND r.licence_number = l.licence_number AND r.outcome = 'ASKED'
                 RETURNING r.licence_number, r.new_valid_until
                ), l AS (
                    UPDATE licence l
                       SET valid_until = r.new_valid_until, face = l.face + 1, faced_at = :at, pdf_checksum = NULL,
                           change = l.change + 1, to_publish = l.published
                      FROM r
                     WHERE l.licence_number = r.licence_number
                 RETURNING l.*
                ), entered AS (
                    INSERT INTO licence_history (licence_number, change, act, actor, at, details)
                    SELECT licence_number, change, 'RENEWED', :system, :at,
                           jsonb_build_object('validUntil', valid_until, 'deemed', true)
                      FROM l
                )
                SELECT %s FROM l ORDER BY l.entry
                """.formatted(COLUMNS))
                .param("numbers", numbers.toArray(String[]::new))
                .param("system", SYSTEM)
                .param("at", OfficeTime.at(at))
                .query((row, _) -> licence(row))
                .list();
    }

    /** Ends these locked licences, whose last day has passed. */
    List<Licence> expire(Collection<String> numbers, LocalDate today, Instant at) {
        return jdbc.sql("""
                WITH l AS (
                    UPDATE licence
                       SET status = 'EXPIRED', ended_at = :at, change = change + 1, to_publish = published
                     WHERE licence_number = ANY (CAST(:numbers AS text[])) AND status = 'VALID' AND valid_until < :today
                 RETURNING *
                ), entered AS (
                    INSERT INTO licence_history (licence_number, change, act, actor, at, details)
                    SELECT licence_number, change, 'EXPIRED', :system, :at, '{}' FROM l
                ), dropped AS (
                    UPDATE licence_ending e
                       SET outcome = 'LAPSED', settled_by = :system, settled_at = :at
                      FROM l
                     WHERE e.licence_number = l.licence_number AND e.outcome = 'PROPOSED'
                )
                SELECT %s FROM l ORDER BY l.entry
                """.formatted(COLUMNS))
                .param("numbers", numbers.toArray(String[]::new))
                .param("today", today)
                .param("system", SYSTEM)
                .param("at", OfficeTime.at(at))
                .query((row, _) -> licence(row))
                .list();
    }

    /** The end of a locked licence. */
    Licence end(
            Licence licence,
            LicenceStatus status,
            @Nullable LegalGround ground,
            String actor,
            Instant at,
            Object details) {
        return jdbc.sql("""
                WITH l AS (
                    UPDATE licence
                       SET status = :status, legal_ground = :ground, ended_at = :at, change = change + 1,
                           to_publish = published
                     WHERE licence_number = :number AND change = :change
                 RETURNING *
                ), entered AS (
                    INSERT INTO licence_history (licence_number, change, act, actor, at, details)
                    SELECT licence_number, change, status, :actor, :at, CAST(:details AS jsonb) FROM l
                ), lapsed AS (
                    UPDATE licence_renewal r
                       SET outcome = 'LAPSED', settled_by = :actor, settled_at = :at
                      FROM l
                     WHERE r.licence_number = l.licence_number AND r.outcome = 'ASKED'
                )
                SELECT %s FROM l
                """.formatted(COLUMNS))
                .param("number", licence.number())
                .param("change", licence.change())
                .param("status", status.name())
                .param("ground", ground == null ? null : ground.name())
                .param("actor", actor)
                .param("at", OfficeTime.at(at))
                .param("details", JSON.writeValueAsString(details))
                .query((row, _) -> licence(row))
                .single();
    }

    /** Another last day for a locked licence that is valid; its print is another from now on. */
    Licence renew(Licence licence, LocalDate validUntil, boolean deemed, String actor, Instant at) {
        return jdbc.sql("""
                WITH l AS (
                    UPDATE licence
                       SET valid_until = :validUntil, face = face + 1, faced_at = :at, pdf_checksum = NULL,
                           change = change + 1, to_publish = published
                     WHERE licence_number = :number AND change = :change
                 RETURNING *
                ), entered AS (
                    INSERT INTO licence_history (licence_number, change, act, actor, at, details)
                    SELECT licence_number, change, 'RENEWED', :actor, :at,
                           jsonb_build_object('validUntil', valid_until, 'deemed', CAST(:deemed AS boolean))
                      FROM l
                )
                SELECT %s FROM l
                """.formatted(COLUMNS))
                .param("number", licence.number())
                .param("change", licence.change())
                .param("validUntil", validUntil)
                .param("deemed", deemed)
                .param("actor", actor)
                .param("at", OfficeTime.at(at))
                .query((row, _) -> licence(row))
                .single();
    }

    /** A locked licence will not be renewed: it stays as it is until its last day. */
    Licence renewalRefused(Licence licence, String actor, Instant at) {
        return jdbc.sql("""
                WITH l AS (
                    UPDATE licence SET change = change + 1 WHERE licence_number = :number AND change = :change
                 RETURNING *
                ), entered AS (
                    INSERT INTO licence_history (licence_number, change, act, actor, at, details)
                    SELECT licence_number, change, 'RENEWAL_REFUSED', :actor, :at,
                           jsonb_build_object('validUntil', valid_until)
                      FROM l
                )
                SELECT %s FROM l
                """.formatted(COLUMNS))
                .param("number", licence.number())
                .param("change", licence.change())
                .param("actor", actor)
                .param("at", OfficeTime.at(at))
                .query((row, _) -> licence(row))
                .single();
    }

    /** An enterprise's licences and those of the branches it applied for, the latest first. */
    List<Licence> ofEnterprise(String usci, @Nullable LicenceStatus status, long before, int limit) {
        return jdbc.sql("""
                (SELECT %1$s FROM licence l
                  WHERE l.subject_usci = :usci AND l.entry < :before AND (CAST(:status AS text) IS NULL OR l.status = :status)
                  ORDER BY l.entry DESC LIMIT :limit)
                UNION
                (SELECT %1$s FROM licence l
                  WHERE l.enterprise_usci = :usci AND l.entry < :before AND (CAST(:status AS text) IS NULL OR l.status = :status)
                  ORDER BY l.entry DESC LIMIT :limit)
                ORDER BY entry DESC
                LIMIT :limit
                """.formatted(COLUMNS))
                .param("usci", usci)
                .param("status", status == null ? null : status.name())
                .param("before", before)
                .param("limit", limit)
                .query((row, _) -> licence(row))
                .list();
    }

    List<Licence> ofUnit(String unit, @Nullable LicenceStatus status, long before, int limit) {
        return jdbc.sql("SELECT " + COLUMNS + """
                  FROM licence l
                 WHERE l.unit = :unit AND l.entry < :before AND (CAST(:status AS text) IS NULL OR l.status = :status)
                 ORDER BY l.entry DESC
                 LIMIT :limit
                """)
                .param("unit", unit)
                .param("status", status == null ? null : status.name())
                .param("before", before)
                .param("limit", limit)
                .query((row, _) -> licence(row))
                .list();
    }

    /** One thing that happened to a licence. */
    record Entry(long change, String act, String actor, OffsetDateTime at, String details) {}

    /** At most the latest two hundred. */
    List<Entry> history(String number) {
        return jdbc.sql("""
                SELECT change, act, actor, at, CAST(details AS text) AS details
                  FROM licence_history
                 WHERE licence_number = :number
                 ORDER BY change DESC
                 LIMIT 200
                """)
                .param("number", number)
                .query((row, _) -> new Entry(
                        row.getLong("change"),
                        row.getString("act"),
                        row.getString("actor"),
                        OfficeTime.at(row.getObject("at", OffsetDateTime.class).toInstant()),
                        row.getString("details")))
                .list();
    }

    /** Keeps the checksum of the first print of this face; the one that is kept. */
    byte[] keepChecksum(String number, int face, byte[] checksum) {
        return jdbc.sql("""
                UPDATE licence
                   SET pdf_checksum = coalesce(pdf_checksum, :checksum)
                 WHERE licence_number = :number AND face = :face
                RETURNING pdf_checksum
                """)
                .param("number", number)
                .param("face", face)
                .param("checksum", checksum)
                .query(byte[].class)
                .optional()
                .orElse(checksum); // renewed meanwhile
    }

    static Licence licence(ResultSet row) throws SQLException {
        var ended = row.getObject("ended_at", OffsetDateTime.class);
        return new Licence(
                row.getString("licence_number"),
                row.getLong("entry"),
                row.getInt("version"),
                row.getString("kind"),
                row.getString("name_zh"),
                row.getString("case_number"),
                row.getString("receipt_number"),
                row.getString("item_code"),
                row.getString("item_name_zh"),
                row.getString("unit"),
                row.getString("unit_name_zh"),
                row.getString("subject_usci"),
                row.getString("subject_name"),
                row.getString("enterprise_usci"),
                LicenceStatus.valueOf(row.getString("status")),
                row.getObject("issued_at", OffsetDateTime.class).toInstant(),
                row.getObject("valid_from", LocalDate.class),
                row.getObject("valid_until", LocalDate.class),
                row.getInt("renewal_days"),
                row.getObject("months", Integer.class),
                ended == null ? null : ended.toInstant(),
                row.getString("legal_ground"),
                row.getString("superseded_by"),
                row.getInt("face"),
                row.getObject("faced_at", OffsetDateTime.class).toInstant(),
                row.getInt("template"),
                row.getLong("change"));
    }
}
