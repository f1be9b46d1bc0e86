package onestop.approval.integrity;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import onestop.approval.clocks.OfficeTime;
import onestop.web.Cursor;
import onestop.web.Limit;
import onestop.web.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All SQL of the ten measures. */
@Repository
class Measures {
    private final JdbcClient jdbc;

    Measures(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record CheckView(
            boolean kept,
            String evidence,
            @Nullable String reference,
            String checkedBy,
            String byUnit,
            OffsetDateTime checkedAt,
            int version) {}

    /** @param check null while the unit has not said anything */
    record MeasureView(
            String code,
            String nameZh,
            String nameEn,
            String evidenceZh,
            String evidenceEn,
            @Nullable CheckView check) {}

    /** @param missing measures that nobody has checked */
    record UnitView(String unit, int kept, int notKept, int missing) {}

    boolean inForce(String code, YearMonth month) {
        return jdbc.sql("""
                SELECT EXISTS (SELECT FROM integrity_measure
                                WHERE code = :code AND counts_from <= :month AND (counts_to IS NULL OR counts_to >= :month))
                """)
                .param("code", code)
                .param("month", month.atDay(1))
                .query(Boolean.class)
                .single();
    }

    /** Nobody else checks this measure of the unit in this month until the transaction ends. */
    void hold(YearMonth month, String unit, String measure) {
        jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended(:what, 61))")
                .param("what", month + " " + unit + " " + measure)
                .query((_, _) -> true)
                .single();
    }

    /** The version that was entered; empty when the latest one says the same. */
    Optional<Integer> enter(
            YearMonth month,
            String unit,
            String measure,
            boolean kept,
            String evidence,
            @Nullable String reference,
            String by,
            String byUnit,
            Instant at) {
        return jdbc.sql("""
                WITH latest AS (
                    SELECT version, kept, evidence, reference, checked_by
                      FROM integrity_measure_check
                     WHERE month = :month AND unit = :unit AND measure = :measure
                     ORDER BY version DESC
                     LIMIT 1
                )
                INSERT INTO integrity_measure_check (month, unit, measure, version, kept, evidence, reference, checked_by, by_unit,
                                                     checked_at)
                SELECT :month, :unit, :measure, coalesce((SELECT version FROM latest), 0) + 1, :kept, :evidence, :reference, :by,
                       :byUnit, :at
                 WHERE NOT EXISTS (
                       SELECT FROM latest
                        WHERE kept = :kept AND evidence = :evidence AND checked_by = :by
                          AND reference IS NOT DISTINCT FROM CAST(:reference AS text))
                RETURNING version
                """)
                .param("month", month.atDay(1))
                .param("unit", unit)
                .param("measure", measure)
                .param("kept", kept)
                .param("evidence", evidence)
                .param("reference", reference)
                .param("by", by)
                .param("byUnit", byUnit)
                .param("at", OfficeTime.at(at))
                .query((row, _) -> row.getInt(1))
                .optional();
    }

    List<MeasureView> of(YearMonth month, String unit) {
        return jdbc.sql("""
                SELECT m.code, m.name_zh, m.name_en, m.evidence_zh, m.evidence_en, c.*
                  FROM integrity_measure m
                  LEFT JOIN LATERAL (
                       SELECT version, kept, evidence, reference, checked_by, by_unit, checked_at
                         FROM integrity_measure_check
                        WHERE month = :month AND unit = :unit AND measure = m.code
                        ORDER BY version DESC
                        LIMIT 1) c ON true
                 WHERE m.counts_from <= :month AND (m.counts_to IS NULL OR m.counts_to >= :month)
                 ORDER BY m.code
                """)
                .param("month", month.atDay(1))
                .param("unit", unit)
                .query((row, _) -> measure(row))
                .list();
    }

    /** All units that are known or have checked something. */
    Page<UnitView> units(YearMonth month, @Nullable String after, Limit limit) {
        var place = Cursor.parts(after, 1);
        var rows = jdbc.sql("""
                WITH page AS MATERIALIZED (
                    SELECT unit
                      FROM (SELECT unit FROM unit_name
                             UNION
                            SELECT unit FROM integrity_measure_check WHERE month = :month) AS u
                     WHERE unit > :after
                     ORDER BY unit
                     LIMIT :most
                )
                SELECT p.unit, count(c.kept) FILTER (WHERE c.kept) AS kept, count(c.kept) FILTER (WHERE NOT c.kept) AS not_kept,
                       count(*) FILTER (WHERE c.kept IS NULL) AS missing
                  FROM page p
                 CROSS JOIN integrity_measure m
                  LEFT JOIN LATERAL (
                       SELECT kept
                         FROM integrity_measure_check
                        WHERE month = :month AND unit = p.unit AND measure = m.code
                        ORDER BY version DESC
                        LIMIT 1) c ON true
                 WHERE m.counts_from <= :month AND (m.counts_to IS NULL OR m.counts_to >= :month)
                 GROUP BY p.unit
                 ORDER BY p.unit
                """)
                .param("month", month.atDay(1))
                .param("after", place.isEmpty() ? "" : place.getFirst())
                .param("most", limit.plusOne())
                .query((row, _) -> new UnitView(
                        row.getString("unit"), row.getInt("kept"), row.getInt("not_kept"), row.getInt("missing")))
                .list();
        return Page.of(rows, limit, one -> Cursor.of(one.unit()));
    }

    private static MeasureView measure(ResultSet row) throws SQLException {
        var at = row.getObject("checked_at", OffsetDateTime.class);
        return new MeasureView(
                row.getString("code"),
                row.getString("name_zh"),
                row.getString("name_en"),
                row.getString("evidence_zh"),
                row.getString("evidence_en"),
                at == null
                        ? null
                        : new CheckView(
                                row.getBoolean("kept"),
                                row.getString("evidence"),
                                row.getString("reference"),
                                row.getString("checked_by"),
                                row.getString("by_unit"),
                                OfficeTime.at(at.toInstant()),
                                row.getInt("version")));
    }
}
