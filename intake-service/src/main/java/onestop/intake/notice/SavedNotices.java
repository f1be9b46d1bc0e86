package onestop.intake.notice;

import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All SQL of issued notices. */
@Repository
class SavedNotices {
    private final JdbcClient jdbc;

    SavedNotices(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param usci the enterprise it was made for, if any
     * @param answer as JSON, as it was given
     */
    record Saved(UUID id, @Nullable String usci, String askedBy, String answer) {}

    void insert(Saved notice) {
        jdbc.sql("""
                INSERT INTO saved_notice (document_id, usci, asked_by, answer)
                VALUES (:id, :usci, :askedBy, :answer::json)
                """)
                .param("id", notice.id())
                .param("usci", notice.usci())
                .param("askedBy", notice.askedBy())
                .param("answer", notice.answer())
                .update();
    }

    Optional<Saved> find(UUID id) {
        return jdbc.sql("SELECT document_id, usci, asked_by, answer FROM saved_notice WHERE document_id = :id")
                .param("id", id)
                .query((row, _) -> new Saved(
                        row.getObject("document_id", UUID.class),
                        row.getString("usci"),
                        row.getString("asked_by"),
                        row.getString("answer")))
                .optional();
    }
}
