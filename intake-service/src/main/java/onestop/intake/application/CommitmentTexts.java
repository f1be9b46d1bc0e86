package onestop.intake.application;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The texts applicants commit themselves to, every version. A file keeps the version it was made under. */
@Repository
class CommitmentTexts {
    private static final String SELECT = """
            SELECT kind, version, text_zh, text_en, published_at
              FROM commitment_text
             WHERE kind = :kind
            """;

    private final JdbcClient jdbc;

    CommitmentTexts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record CommitmentText(Commitment.Kind kind, long version, String textZh, String textEn, Instant publishedAt) {}

    /** The text in force; each kind has one from the first day on. */
    CommitmentText current(Commitment.Kind kind) {
        return jdbc.sql(SELECT + "ORDER BY version DESC LIMIT 1")
                .param("kind", kind.name())
                .query((row, _) -> text(row))
                .single();
    }

    Optional<CommitmentText> version(Commitment.Kind kind, long version) {
        return jdbc.sql(SELECT + "AND version = :version")
                .param("kind", kind.name())
                .param("version", version)
                .query((row, _) -> text(row))
                .optional();
    }

    /** The next version, unless somebody else has published meanwhile; true if it was stored. */
    boolean publish(CommitmentText text, String by) {
        return jdbc.sql("""
                INSERT INTO commitment_text (kind, version, text_zh, text_en, published_by, published_at)
                VALUES (:kind, :version, :textZh, :textEn, :by, :at)
                ON CONFLICT DO NOTHING
                """)
                        .param("kind", text.kind().name())
                        .param("version", text.version())
                        .param("textZh", text.textZh())
                        .param("textEn", text.textEn())
                        .param("by", by)
                        .param("at", text.publishedAt().atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    private static CommitmentText text(ResultSet row) throws SQLException {
        return new CommitmentText(
                Commitment.Kind.valueOf(row.getString("kind")),
                row.getLong("version"),
                row.getString("text_zh"),
                row.getString("text_en"),
                ApplicationFiles.time(row, "published_at"));
    }
}
