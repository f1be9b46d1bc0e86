package onestop.approval.integrity;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import onestop.approval.clocks.OfficeTime;
import onestop.approval.integrity.Draw.Candidate;
import onestop.approval.integrity.Draw.Drawn;
import onestop.approval.integrity.Draw.Reason;
import onestop.approval.integrity.SpotCheckState.Act;
import onestop.web.Cursor;
import onestop.web.Limit;
import onestop.web.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** All SQL of draws and spot checks. */
@Repository
class SpotChecks {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<List<ActView>> ACTS = new TypeReference<>() {};

    private final JdbcClient jdbc;

    SpotChecks(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A draw as it is kept.
     *
     * @param populationDigest SHA-256 of all case numbers, in order
     * @param listDigest of those drawn
     */
    record DrawView(
            UUID id,
            String month,
            String unit,
            String seed,
            int sharePercent,
            int atLeast,
            int population,
            String populationDigest,
            int drawn,
            String listDigest,
            String drawnBy,
            OffsetDateTime drawnAt) {}

    record ActView(String act, String by, String byUnit, OffsetDateTime at, String text) {}

    record CheckView(
            UUID id,
            String month,
            String unit,
            int place,
            String caseNumber,
            String receiptNumber,
            String itemCode,
            List<Reason> reasons,
            SpotCheckState state,
            List<ActView> acts) {}

    /** A check that the caller holds until the transaction ends. */
    record Held(UUID id, String unit, String caseNumber, SpotCheckState state, int acts, List<String> officers) {}

    /** Units that finished something in a month and have no draw of it yet. */
    List<String> undrawn(YearMonth month) {
        return jdbc.sql("""
                SELECT DISTINCT c.unit
                  FROM approval_case c
                 WHERE c.status IN ('GRANTED', 'REFUSED', 'TERMINATED', 'LAPSED', 'FORWARDED')
                   AND c.closed_at >= :from AND c.closed_at < :until
                   AND NOT EXISTS (SELECT FROM spot_check_draw d WHERE d.month = :month AND d.unit = c.unit)
                 ORDER BY c.unit
                """)
                .param("month", month.atDay(1))
                .param("from", startOf(month))
                .param("until", startOf(month.plusMonths(1)))
                .query((row, _) -> row.getString(1))
                .list();
    }

    /**
     * What one unit decided, or ended otherwise, in a month, in the order of case numbers; nothing once it was drawn from. A case that was
     * drawn before it was reopened is not drawn again.
     */
    List<Candidate> finished(YearMonth month, String unit) {
        return jdbc.sql("""
                SELECT c.case_number,
                       coalesce(r.corrections, 0) > 1 AS corrected_twice,
                       EXISTS (SELECT FROM case_history h
                                WHERE h.case_number = c.case_number AND h.act = 'RETURNED') AS returned
                  FROM approval_case c
                  LEFT JOIN reduction_file r USING (receipt_number)
                 WHERE c.status IN ('GRANTED', 'REFUSED', 'TERMINATED', 'LAPSED', 'FORWARDED')
                   AND c.unit = :unit
                   AND c.closed_at >= :from AND c.closed_at < :until
                   AND NOT EXISTS (SELECT FROM spot_check_draw d WHERE d.month = :month AND d.unit = :unit)
                   AND NOT EXISTS (SELECT FROM spot_check s WHERE s.case_number = c.case_number)
                 ORDER BY c.case_number COLLATE "C"
                """)
                .param("unit", unit)
                .param("month", month.atDay(1))
                .param("from", startOf(month))
                .param("until", startOf(month.plusMonths(1)))
                .query((row, _) -> new Candidate(
                        row.getString("case_number"), row.getBoolean("corrected_twice"), row.getBoolean("returned")))
                .list();
    }

    private static OffsetDateTime startOf(YearMonth month) {
        return OfficeTime.startOf(month.atDay(1));
    }

    /** @return whether nobody else was faster; whoever draws for the unit at the same time waits here */
    boolean insert(DrawView draw) {
        return jdbc.sql("""
                INSERT INTO spot_check_draw (id, month, unit, seed, share_percent, at_least, population, population_digest, drawn,
                                             list_digest, drawn_by, drawn_at)
                VALUES (:id, CAST(:month || '-01' AS date), :unit, :seed, :sharePercent, :atLeast, :population, :populationDigest, :drawn, :listDigest,
                        :drawnBy, :drawnAt)
                    ON CONFLICT (month, unit) DO NOTHING
                """).paramSource(draw).update() == 1;
    }

    void insert(DrawView draw, List<Drawn> list) {
        var rows = new ArrayList<ListRow>();
        for (var one : list) {
            rows.add(new ListRow(rows.size() + 1, one.caseNumber(), one.reasons()));
        }
        jdbc.sql("""
                INSERT INTO spot_check (id, draw, month, unit, place, case_number, reasons, state)
                SELECT uuidv7(), d.id, d.month, d.unit, r.place, r."caseNumber", r.reasons, 'DRAWN'
                  FROM json_to_recordset(CAST(:rows AS json)) AS r (place integer, "caseNumber" text, reasons text[])
                  JOIN spot_check_draw d ON d.id = :draw
                """)
                .param("rows", JSON.writeValueAsString(rows))
                .param("draw", draw.id())
                .update();
    }

    private record ListRow(int place, String caseNumber, List<Reason> reasons) {}

    Page<DrawView> draws(@Nullable YearMonth month, @Nullable String unit, @Nullable String after, Limit limit) {
        var place = Cursor.parts(after, 2);
        var rows = jdbc.sql("""
                SELECT id, month, unit, seed, share_percent, at_least, population, population_digest, drawn, list_digest,
                       drawn_by, drawn_at
                  FROM spot_check_draw
                 WHERE (month, unit) > (:afterMonth, :afterUnit)
                """
                        + (month == null ? "" : " AND month = :month")
                        + (unit == null ? "" : " AND unit = :unit")
                        + " ORDER BY month, unit LIMIT :most")
                .param("afterMonth", place.isEmpty() ? LocalDate.EPOCH : Cursor.date(place.getFirst()))
                .param("afterUnit", place.isEmpty() ? "" : place.getLast())
                .param("month", month == null ? null : month.atDay(1))
                .param("unit", unit)
                .param("most", limit.plusOne())
                .query((row, _) -> draw(row))
                .list();
        return Page.of(rows, limit, one -> Cursor.of(one.month() + "-01", one.unit()));
    }

    Page<CheckView> page(
            @Nullable YearMonth month,
            @Nullable String unit,
            @Nullable SpotCheckState state,
            @Nullable String after,
            Limit limit) {
        var place = Cursor.parts(after, 3);
        var rows = jdbc.sql("""
                WITH page AS MATERIALIZED (
                    SELECT id, month, unit, place, case_number, reasons, state
                      FROM spot_check
                     WHERE (month, unit, place) > (:afterMonth, :afterUnit, :afterPlace)
                """
                        + (month == null ? "" : " AND month = :month")
                        + (unit == null ? "" : " AND unit = :unit")
                        + (state == null ? "" : " AND state = :state")
                        + """
                     ORDER BY month, unit, place
                     LIMIT :most
                )
                SELECT p.*, c.receipt_number, c.item_code,
                       coalesce((SELECT json_agg(json_build_object('act', a.act, 'by', a.by, 'byUnit', a.by_unit, 'at', a.at,
                                                                   'text', a.text) ORDER BY a.sequence)
                                   FROM spot_check_act a WHERE a.spot_check = p.id), '[]') AS acts
                  FROM page p
                  JOIN approval_case c USING (case_number)
                 ORDER BY p.month, p.unit, p.place
                """)
                .param("afterMonth", place.isEmpty() ? LocalDate.EPOCH : Cursor.date(place.getFirst()))
                .param("afterUnit", place.isEmpty() ? "" : place.get(1))
                .param("afterPlace", place.isEmpty() ? 0 : Cursor.integer(place.getLast()))
                .param("month", month == null ? null : month.atDay(1))
                .param("unit", unit)
                .param("state", state == null ? null : state.name())
                .param("most", limit.plusOne())
                .query((row, _) -> check(row))
                .list();
        return Page.of(rows, limit, one -> Cursor.of(one.month() + "-01", one.unit(), one.place()));
    }

    Optional<Held> lock(UUID id) {
        return jdbc.sql("""
                SELECT s.id, s.unit, s.case_number, s.state, s.acts, f.officers, f.accepted_by
                  FROM spot_check s
                  JOIN approval_case c USING (case_number)
                  JOIN approval_file f USING (receipt_number)
                 WHERE s.id = :id
                   FOR UPDATE OF s
                """)
                .param("id", id)
                .query((row, _) -> new Held(
                        row.getObject("id", UUID.class),
                        row.getString("unit"),
                        row.getString("case_number"),
                        SpotCheckState.valueOf(row.getString("state")),
                        row.getInt("acts"),
                        officers(row)))
                .optional();
    }

    private static List<String> officers(ResultSet row) throws SQLException {
        var acted = Stream.of((String[]) row.getArray("officers").getArray());
        return Stream.concat(acted, Stream.ofNullable(row.getString("accepted_by")))
                .toList();
    }

    /** The caller holds the check. */
    void act(Held held, Act act, SpotCheckState next, String by, String byUnit, Instant at, String text) {
        jdbc.sql("""
                WITH entered AS (
                    INSERT INTO spot_check_act (spot_check, sequence, act, by, by_unit, at, text)
                    VALUES (:id, :sequence, :act, :by, :byUnit, :at, :text)
                )
                UPDATE spot_check SET state = :next, acts = :sequence WHERE id = :id
                """)
                .param("id", held.id())
                .param("sequence", held.acts() + 1)
                .param("act", act.name())
                .param("next", next.name())
                .param("by", by)
                .param("byUnit", byUnit)
                .param("at", OfficeTime.at(at))
                .param("text", text)
                .update();
    }

    private static DrawView draw(ResultSet row) throws SQLException {
        return new DrawView(
                row.getObject("id", UUID.class),
                month(row),
                row.getString("unit"),
                row.getString("seed"),
                row.getInt("share_percent"),
                row.getInt("at_least"),
                row.getInt("population"),
                row.getString("population_digest"),
                row.getInt("drawn"),
                row.getString("list_digest"),
                row.getString("drawn_by"),
                OfficeTime.at(row.getObject("drawn_at", OffsetDateTime.class).toInstant()));
    }

    private static CheckView check(ResultSet row) throws SQLException {
        return new CheckView(
                row.getObject("id", UUID.class),
                month(row),
                row.getString("unit"),
                row.getInt("place"),
                row.getString("case_number"),
                row.getString("receipt_number"),
                row.getString("item_code"),
                Stream.of((String[]) row.getArray("reasons").getArray())
                        .map(Reason::valueOf)
                        .toList(),
                SpotCheckState.valueOf(row.getString("state")),
                JSON.readValue(row.getString("acts"), ACTS).stream()
                        .map(act -> new ActView(
                                act.act(),
                                act.by(),
                                act.byUnit(),
                                OfficeTime.at(act.at().toInstant()),
                                act.text()))
                        .toList());
    }

    private static String month(ResultSet row) throws SQLException {
        return YearMonth.from(row.getObject("month", LocalDate.class)).toString();
    }
}
