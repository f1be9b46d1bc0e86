package onestop.evaluation.reviews;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import onestop.evaluation.reviews.Review.Finding;
import onestop.evaluation.scale.Level;
import onestop.evaluation.scale.Target;
import onestop.web.Cursor;
import onestop.web.Limit;
import onestop.web.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reviews as they are stored. */
@Repository
class Reviews {
    private static final String COLUMNS = """
            SELECT id, appointment_id, reviewer, target, target_code, unit, announced, visited_on, level, remark, filed_at,
                   (SELECT count(*) FROM review_photo p WHERE p.review_id = review.id) AS photos
              FROM review
            """;

    private final JdbcClient jdbc;

    Reviews(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Stores a review with its findings in two statements. */
    void insert(Review review) {
        jdbc.sql("""
                INSERT INTO review (id, appointment_id, reviewer, target, target_code, unit, announced, visited_on, level,
                       remark, filed_at)
                VALUES (:id, :appointment, :reviewer, :target, :targetCode, :unit, :announced, :visitedOn, :level, :remark,
                       :filedAt)
                """)
                .param("id", review.id())
                .param("appointment", review.appointmentId())
                .param("reviewer", review.reviewer())
                .param("target", review.target().name())
                .param("targetCode", review.targetCode())
                .param("unit", review.unit())
                .param("announced", review.announced())
                .param("visitedOn", review.visitedOn())
                .param("level", review.level().name())
                .param("remark", review.remark())
                .param("filedAt", review.filedAt().atOffset(ZoneOffset.UTC))
                .update();
        var findings = review.findings();
        jdbc.sql("""
                INSERT INTO review_finding (id, review_id, number, level, item, text, rectification_id)
                SELECT f.id, :review, f.number, f.level, f.item, f.text, f.rectification_id
                  FROM unnest(:ids::uuid[], :numbers::int[], :levels::text[], :items::text[], :texts::text[],
                       :orders::uuid[]) AS f (id, number, level, item, text, rectification_id)
                """)
                .param("review", review.id())
                .param("ids", texts(findings, finding -> finding.id().toString()))
                .param("numbers", texts(findings, finding -> String.valueOf(finding.number())))
                .param("levels", texts(findings, finding -> finding.level().name()))
                .param("items", texts(findings, Finding::item))
                .param("texts", texts(findings, Finding::text))
                .param("orders", texts(findings, finding -> {
                    var order = finding.rectificationId();
                    return order == null ? null : order.toString();
                }))
                .update();
    }

    private static @Nullable String[] texts(List<Finding> findings, Function<Finding, @Nullable String> text) {
        return findings.stream().map(text).toArray(String[]::new);
    }

    Optional<Review> find(UUID id) {
        return withFindings(jdbc.sql(COLUMNS + " WHERE id = :id")
                        .param("id", id)
                        .query((row, _) -> read(row))
                        .list())
                .stream()
                .findFirst();
    }

    /** Those of which a finding was sent on to this unit, because the first one was the wrong one. */
    Set<UUID> sentOnTo(List<UUID> some, String unit) {
        return Set.copyOf(jdbc.sql("""
                SELECT DISTINCT f.review_id
                  FROM review_finding f
                  JOIN rectification o ON o.id = f.rectification_id
                 WHERE f.review_id = ANY (:reviews) AND o.dispatch > 1 AND o.unit = :unit
                """)
                .param("reviews", some.toArray(UUID[]::new))
                .param("unit", unit)
                .query(UUID.class)
                .list());
    }

    /**
     * Newest first. The place in the list tells no time.
     *
     * @param unit all units when null; with what was sent on to it
     * @param reviewer all reviewers when null
     */
    Page<Review> page(@Nullable String unit, @Nullable String reviewer, @Nullable String after, Limit limit) {
        var position = Cursor.parts(after, 1);
        var sql = new StringBuilder(COLUMNS).append(" WHERE true");
        if (unit != null) {
            sql.append("""
                     AND (unit = :unit
                          OR id IN (SELECT f.review_id
                                      FROM rectification o
                                      JOIN review_finding f ON f.rectification_id = o.id
                                     WHERE o.unit = :unit AND o.origin = 'REVIEW' AND o.dispatch > 1))
                    """);
        }
        if (reviewer != null) {
            sql.append(" AND reviewer = :reviewer");
        }
        if (!position.isEmpty()) {
            sql.append(" AND (filed_at, id) < (SELECT filed_at, id FROM review WHERE id = :id)");
        }
        sql.append(" ORDER BY filed_at DESC, id DESC LIMIT :rows");
        var statement = jdbc.sql(sql.toString()).param("rows", limit.plusOne());
        if (unit != null) {
            statement = statement.param("unit", unit);
        }
        if (reviewer != null) {
            statement = statement.param("reviewer", reviewer);
        }
        if (!position.isEmpty()) {
            statement = statement.param("id", Cursor.uuid(position.getFirst()));
        }
        var page = Page.of(statement.query((row, _) -> read(row)).list(), limit, review -> Cursor.of(review.id()));
        return new Page<>(withFindings(page.items()), page.next());
    }

    private List<Review> withFindings(List<Review> reviews) {
        var findings = new HashMap<UUID, List<Finding>>();
        jdbc.sql("""
                SELECT review_id, id, number, level, item, text, rectification_id
                  FROM review_finding
                 WHERE review_id = ANY (:reviews)
                 ORDER BY review_id, number
                """)
                .param("reviews", reviews.stream().map(Review::id).toArray(UUID[]::new))
                .query((ResultSet row) -> {
                    findings.computeIfAbsent(row.getObject("review_id", UUID.class), _ -> new ArrayList<>())
                            .add(new Finding(
                                    row.getObject("id", UUID.class),
                                    row.getInt("number"),
                                    Level.valueOf(row.getString("level")),
                                    row.getString("item"),
                                    row.getString("text"),
                                    row.getObject("rectification_id", UUID.class)));
                });
        return reviews.stream()
                .map(review -> new Review(
                        review.id(),
                        review.appointmentId(),
                        review.reviewer(),
                        review.target(),
                        review.targetCode(),
                        review.unit(),
                        review.announced(),
                        review.visitedOn(),
                        review.level(),
                        review.remark(),
                        review.filedAt(),
                        findings.getOrDefault(review.id(), List.of()),
                        review.photos()))
                .toList();
    }

    /** @param rectified orders of bad findings whose unit has put them right; those invalidated are left out of both */
    record Figures(long reviews, long good, long findings, long bad, long rectified) {}

    /** Findings are counted with the unit that has to put them right. @param unit all units when null */
    Figures figures(@Nullable String unit, LocalDate from, LocalDate to) {
        return jdbc.sql("""
                WITH visited AS (
                     SELECT id, unit, level FROM review WHERE visited_on BETWEEN :from AND :to),
                reviewed AS (
                     SELECT count(*) AS reviews,
                            count(*) FILTER (WHERE level NOT IN ('DISSATISFIED', 'VERY_DISSATISFIED')) AS good
                       FROM visited
                      WHERE :unit::text IS NULL OR unit = :unit),
                found AS (
                     SELECT count(*) AS findings,
                            count(o.id) FILTER (WHERE o.status <> 'INVALIDATED') AS bad,
                            count(o.id) FILTER (WHERE o.status IN ('RECTIFIED', 'CALLED_BACK', 'CLOSED')) AS rectified
                       FROM visited v
                       JOIN review_finding f ON f.review_id = v.id
                       LEFT JOIN rectification o ON o.id = f.rectification_id
                      WHERE :unit::text IS NULL OR coalesce(o.unit, v.unit) = :unit)
                SELECT reviews, good, findings, bad, rectified FROM reviewed CROSS JOIN found
                """)
                .param("from", from)
                .param("to", to)
                .param("unit", unit)
                .query((row, _) -> new Figures(
                        row.getLong("reviews"),
                        row.getLong("good"),
                        row.getLong("findings"),
                        row.getLong("bad"),
                        row.getLong("rectified")))
                .single();
    }

    private static Review read(ResultSet row) throws SQLException {
        return new Review(
                row.getObject("id", UUID.class),
                row.getObject("appointment_id", UUID.class),
                row.getString("reviewer"),
                Target.valueOf(row.getString("target")),
                row.getString("target_code"),
                row.getString("unit"),
                row.getBoolean("announced"),
                row.getObject("visited_on", LocalDate.class),
                Level.valueOf(row.getString("level")),
                row.getString("remark"),
                row.getObject("filed_at", OffsetDateTime.class).toInstant(),
                List.of(),
                row.getInt("photos"));
    }
}
