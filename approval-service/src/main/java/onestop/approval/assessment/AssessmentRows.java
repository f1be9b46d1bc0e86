package onestop.approval.assessment;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import onestop.approval.assessment.Scheme.Result;
import onestop.approval.clocks.OfficeTime;
import onestop.approval.figures.UnitFigures.OfUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** All SQL of schemes and assessments. */
@Repository
class AssessmentRows {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final String SCHEME = """
            version, counts_from, points_promised, points_statutory, points_conduct, per_red, per_breach, per_unanswered, per_return,
            excellent_from, good_from, qualified_from, most_breaches_for_excellent, least_cases, source
            """;

    private final JdbcClient jdbc;

    AssessmentRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Assessed(OfUnit numbers, Result result) {}

    record Published(int scheme, String by, OffsetDateTime at) {}

    /** The one that counts for the quarter. */
    Scheme schemeOf(Quarter quarter) {
        return jdbc.sql("SELECT " + SCHEME
                        + " FROM assessment_scheme WHERE counts_from <= :day ORDER BY counts_from DESC LIMIT 1")
                .param("day", quarter.firstDay())
                .query((row, _) -> scheme(row))
                .single();
    }

    Scheme scheme(int version) {
        return jdbc.sql("SELECT " + SCHEME + " FROM assessment_scheme WHERE version = :version")
                .param("version", version)
                .query((row, _) -> scheme(row))
                .single();
    }

    /** The latest first. */
    List<Scheme> schemes(int before, int most) {
        return jdbc.sql("SELECT " + SCHEME
                        + " FROM assessment_scheme WHERE version < :before ORDER BY version DESC LIMIT :most")
                .param("before", before)
                .param("most", most)
                .query((row, _) -> scheme(row))
                .list();
    }

    /** Empty when a scheme counts from that quarter already. */
    Optional<Scheme> enter(Scheme scheme, String by, Instant at) {
        // One at a time, so that versions have no gaps.
        jdbc.sql("SELECT pg_advisory_xact_lock(65)").query((_, _) -> true).single();
        return jdbc.sql("""
                INSERT INTO assessment_scheme (version, counts_from, points_promised, points_statutory, points_conduct, per_red,
                                               per_breach, per_unanswered, per_return, excellent_from, good_from, qualified_from,
                                               most_breaches_for_excellent, least_cases, source, entered_by, entered_at)
                SELECT (SELECT max(version) + 1 FROM assessment_scheme), :countsFrom, :pointsPromised, :pointsStatutory,
                       :pointsConduct, :perRed, :perBreach, :perUnanswered, :perReturn, :excellentFrom, :goodFrom, :qualifiedFrom,
                       :mostBreachesForExcellent, :leastCases, :source, :by, :at
                    ON CONFLICT (counts_from) DO NOTHING
                RETURNING
                """ + SCHEME)
                .param("countsFrom", scheme.countsFrom())
                .param("pointsPromised", scheme.pointsPromised())
                .param("pointsStatutory", scheme.pointsStatutory())
                .param("pointsConduct", scheme.pointsConduct())
                .param("perRed", scheme.perRed())
                .param("perBreach", scheme.perBreach())
                .param("perUnanswered", scheme.perUnanswered())
                .param("perReturn", scheme.perReturn())
                .param("excellentFrom", scheme.excellentFrom())
                .param("goodFrom", scheme.goodFrom())
                .param("qualifiedFrom", scheme.qualifiedFrom())
                .param("mostBreachesForExcellent", scheme.mostBreachesForExcellent())
                .param("leastCases", scheme.leastCases())
                .param("source", scheme.source())
                .param("by", by)
                .param("at", OfficeTime.at(at))
                .query((row, _) -> scheme(row))
                .optional();
    }

    Optional<Published> published(Quarter quarter) {
        return jdbc.sql("SELECT scheme, published_by, published_at FROM assessment WHERE quarter = :quarter")
                .param("quarter", quarter.firstDay())
                .query((row, _) -> new Published(
                        row.getInt("scheme"),
                        row.getString("published_by"),
                        OfficeTime.at(row.getObject("published_at", OffsetDateTime.class)
                                .toInstant())))
                .optional();
    }

    /** False when it was published before; whoever publishes at the same time waits here. */
    boolean publish(Quarter quarter, int scheme, String by, Instant at) {
        return jdbc.sql("""
                INSERT INTO assessment (quarter, scheme, published_by, published_at) VALUES (:quarter, :scheme, :by, :at)
                    ON CONFLICT (quarter) DO NOTHING
                """)
                        .param("quarter", quarter.firstDay())
                        .param("scheme", scheme)
                        .param("by", by)
                        .param("at", OfficeTime.at(at))
                        .update()
                == 1;
    }

    private record UnitRow(
            String unit,
            long decided,
            long on_time_promised,
            long on_time_statutory,
            long ended,
            long ended_on_time_promised,
            long ended_on_time_statutory,
            long red,
            long breach,
            long unanswered,
            long returns,
            @Nullable String score,
            String grade) {
        static UnitRow of(Assessed one) {
            var numbers = one.numbers();
            var score = one.result().score();
            return new UnitRow(
                    numbers.unit(),
                    numbers.decided(),
                    numbers.onTimePromised(),
                    numbers.onTimeStatutory(),
                    numbers.ended(),
                    numbers.endedOnTimePromised(),
                    numbers.endedOnTimeStatutory(),
                    numbers.red(),
                    numbers.breach(),
                    numbers.unanswered(),
                    numbers.returns(),
                    score == null ? null : score.toPlainString(),
                    one.result().grade().name());
        }
    }

    void insert(Quarter quarter, List<Assessed> units) {
        jdbc.sql("""
                INSERT INTO assessment_unit (quarter, unit, decided, on_time_promised, on_time_statutory, ended,
                                             ended_on_time_promised, ended_on_time_statutory, red, breach, unanswered, returns, score, grade)
                SELECT :quarter, unit, decided, on_time_promised, on_time_statutory, ended, ended_on_time_promised,
                       ended_on_time_statutory, red, breach, unanswered, returns, score, grade
                  FROM json_to_recordset(CAST(:units AS json)) AS r (
                       unit text, decided bigint, on_time_promised bigint, on_time_statutory bigint, ended bigint,
                       ended_on_time_promised bigint, ended_on_time_statutory bigint, red bigint, breach bigint,
                       unanswered bigint, returns bigint, score numeric, grade text)
                """)
                .param("quarter", quarter.firstDay())
                .param(
                        "units",
                        JSON.writeValueAsString(units.stream().map(UnitRow::of).toList()))
                .update();
    }

    /** By unit, as they were published. */
    List<Assessed> units(Quarter quarter) {
        return jdbc.sql("""
                SELECT unit, decided, on_time_promised, on_time_statutory, ended, ended_on_time_promised, ended_on_time_statutory, red,
                       breach, unanswered, returns, score, grade
                  FROM assessment_unit
                 WHERE quarter = :quarter
                 ORDER BY unit
                """)
                .param("quarter", quarter.firstDay())
                .query((row, _) -> new Assessed(
                        new OfUnit(
                                row.getString("unit"),
                                row.getLong("decided"),
                                row.getLong("on_time_promised"),
                                row.getLong("on_time_statutory"),
                                row.getLong("ended"),
                                row.getLong("ended_on_time_promised"),
                                row.getLong("ended_on_time_statutory"),
                                row.getLong("red"),
                                row.getLong("breach"),
                                row.getLong("unanswered"),
                                row.getLong("returns")),
                        new Result(row.getBigDecimal("score"), Grade.valueOf(row.getString("grade")))))
                .list();
    }

    private static Scheme scheme(ResultSet row) throws SQLException {
        return new Scheme(
                row.getInt("version"),
                row.getObject("counts_from", LocalDate.class),
                row.getInt("points_promised"),
                row.getInt("points_statutory"),
                row.getInt("points_conduct"),
                row.getBigDecimal("per_red"),
                row.getBigDecimal("per_breach"),
                row.getBigDecimal("per_unanswered"),
                row.getBigDecimal("per_return"),
                row.getBigDecimal("excellent_from"),
                row.getBigDecimal("good_from"),
                row.getBigDecimal("qualified_from"),
                row.getInt("most_breaches_for_excellent"),
                row.getInt("least_cases"),
                row.getString("source"));
    }
}
