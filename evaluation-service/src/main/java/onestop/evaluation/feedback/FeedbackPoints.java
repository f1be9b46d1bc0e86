package onestop.evaluation.feedback;

import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import onestop.evaluation.scale.RegionLevel;
import onestop.evaluation.scale.Target;
import onestop.web.Cursor;
import onestop.web.Limit;
import onestop.web.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The posters. */
@Repository
class FeedbackPoints {
    private static final String COLUMNS = """
            SELECT code, target, target_code, unit, town, region_level, name_zh, name_en, placed_at, removed_at
              FROM feedback_point
            """;

    /** No letters or digits that are mistaken for each other. */
    private static final String ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

    private static final int CODE_LENGTH = 8;

    private final JdbcClient jdbc;
    private final SecureRandom random = new SecureRandom();

    FeedbackPoints(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    String newCode() {
        return random.ints(CODE_LENGTH, 0, ALPHABET.length())
                .collect(StringBuilder::new, (code, at) -> code.append(ALPHABET.charAt(at)), StringBuilder::append)
                .toString();
    }

    void insert(FeedbackPoint point, String by) {
        var regionLevel = point.regionLevel();
        jdbc.sql("""
                INSERT INTO feedback_point (code, target, target_code, unit, town, region_level, name_zh, name_en,
                       placed_at, placed_by)
                VALUES (:code, :target, :targetCode, :unit, :town, :regionLevel, :nameZh, :nameEn, :placedAt, :by)
                """)
                .param("code", point.code())
                .param("target", point.target().name())
                .param("targetCode", point.targetCode())
                .param("unit", point.unit())
                .param("town", point.town())
                .param("regionLevel", regionLevel == null ? null : regionLevel.name())
                .param("nameZh", point.nameZh())
                .param("nameEn", point.nameEn())
                .param("placedAt", point.placedAt().atOffset(ZoneOffset.UTC))
                .param("by", by)
                .update();
    }

    Optional<FeedbackPoint> find(String code) {
        return jdbc.sql(COLUMNS + " WHERE code = :code")
                .param("code", code)
                .query((row, _) -> read(row))
                .optional();
    }

    /** True when there is such a poster, taken down now or before. */
    boolean remove(String code, Instant at) {
        return jdbc.sql("UPDATE feedback_point SET removed_at = coalesce(removed_at, :at) WHERE code = :code")
                        .param("at", at.atOffset(ZoneOffset.UTC))
                        .param("code", code)
                        .update()
                > 0;
    }

    /** By code. @param unit all units when null */
    Page<FeedbackPoint> page(@Nullable String unit, @Nullable String after, Limit limit) {
        var position = Cursor.parts(after, 1);
        var statement = jdbc.sql(COLUMNS + (unit == null ? " WHERE" : " WHERE unit = :unit AND")
                        + " code > :after ORDER BY code LIMIT :rows")
                .param("after", position.isEmpty() ? "" : position.getFirst())
                .param("rows", limit.plusOne());
        if (unit != null) {
            statement = statement.param("unit", unit);
        }
        return Page.of(statement.query((row, _) -> read(row)).list(), limit, point -> Cursor.of(point.code()));
    }

    private static FeedbackPoint read(ResultSet row) throws SQLException {
        var regionLevel = row.getString("region_level");
        var removedAt = row.getObject("removed_at", OffsetDateTime.class);
        return new FeedbackPoint(
                row.getString("code"),
                Target.valueOf(row.getString("target")),
                row.getString("target_code"),
                row.getString("unit"),
                row.getString("town"),
                regionLevel == null ? null : RegionLevel.valueOf(regionLevel),
                row.getString("name_zh"),
                row.getString("name_en"),
                row.getObject("placed_at", OffsetDateTime.class).toInstant(),
                removedAt == null ? null : removedAt.toInstant());
    }
}
