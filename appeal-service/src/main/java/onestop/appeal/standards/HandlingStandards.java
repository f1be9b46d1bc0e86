package onestop.appeal.standards;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import onestop.appeal.words.AppealKind;
import onestop.appeal.words.BlockedClass;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All statements on handling standards: a few rows a class, of which the newest holds. */
@Repository
public class HandlingStandards {
    private static final String NEWEST = """
            SELECT DISTINCT ON (kind, blocked_class) kind, blocked_class, version, text_zh, text_en, written_at
              FROM handling_standard
            """;

    private final JdbcClient jdbc;

    HandlingStandards(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param blockedClass of BLOCKED_MATTER, and of nothing else */
    public record Standard(
            AppealKind kind,
            @Nullable BlockedClass blockedClass,
            String textZh,
            @Nullable String textEn,
            Instant writtenAt,
            long version) {}

    List<Standard> all() {
        return jdbc.sql(NEWEST + " ORDER BY kind, blocked_class, version DESC")
                .query((row, _) -> standard(row))
                .list();
    }

    /** What holds now for appeals of a class. */
    public Optional<Standard> find(AppealKind kind, @Nullable BlockedClass blockedClass) {
        return jdbc.sql(NEWEST
                        + " WHERE kind = :kind AND blocked_class = :class ORDER BY kind, blocked_class, version DESC")
                .param("kind", kind.name())
                .param("class", blockedClass == null ? "" : blockedClass.name())
                .query((row, _) -> standard(row))
                .optional();
    }

    /** False when somebody else has written this version. */
    boolean write(Standard next, String by) {
        var blockedClass = next.blockedClass();
        return jdbc.sql("""
                INSERT INTO handling_standard (kind, blocked_class, version, text_zh, text_en, written_by, written_at)
                VALUES (:kind, :class, :version, :zh, :en, :by, :at)
                    ON CONFLICT DO NOTHING
                """)
                        .param("kind", next.kind().name())
                        .param("class", blockedClass == null ? "" : blockedClass.name())
                        .param("version", next.version())
                        .param("zh", next.textZh())
                        .param("en", next.textEn())
                        .param("by", by)
                        .param("at", next.writtenAt().atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    private static Standard standard(ResultSet row) throws SQLException {
        var blockedClass = row.getString("blocked_class");
        return new Standard(
                AppealKind.valueOf(row.getString("kind")),
                blockedClass.isEmpty() ? null : BlockedClass.valueOf(blockedClass),
                row.getString("text_zh"),
                row.getString("text_en"),
                row.getObject("written_at", OffsetDateTime.class).toInstant(),
                row.getLong("version"));
    }
}
