package onestop.intake.catalogue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import onestop.intake.catalogue.CatalogueDocument.ItemEntry;
import onestop.intake.catalogue.CatalogueDocument.MaterialEntry;
import onestop.intake.catalogue.CatalogueDocument.PackageEntry;
import onestop.intake.catalogue.CatalogueDocument.UnitEntry;
import onestop.intake.catalogue.CatalogueEntries.EntryId;
import onestop.intake.catalogue.CatalogueEntries.Kind;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** All SQL of drafts. */
@Repository
class CatalogueDrafts {
    /** Whoever edits more often than this from ever new accounts does not draft. */
    private static final int MOST_EDITORS = 50;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JdbcClient jdbc;

    CatalogueDrafts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    enum State {
        DRAFTED,
        CHECKED
    }

    /**
     * @param body what has been entered; it may be incomplete or wrong until it is checked
     * @param editedBy all who had a hand in it
     */
    record Draft(
            EntryId id,
            State state,
            Object body,
            List<String> editedBy,
            @Nullable String checkedBy,
            Instant changedAt,
            long revision) {}

    /** Begins a draft; empty when there is one already. */
    Optional<Draft> begin(EntryId id, Object body, String by, Instant at) {
        return jdbc.sql("""
                INSERT INTO catalogue_draft (kind, key, state, body, edited_by, changed_at)
                VALUES (:kind, :key, 'DRAFTED', :body::jsonb, ARRAY[:by], :at)
                    ON CONFLICT DO NOTHING
                RETURNING kind, key, state, body, edited_by, checked_by, changed_at, revision
                """)
                .param("kind", id.kind().name())
                .param("key", id.key())
                .param("body", JSON.writeValueAsString(body))
                .param("by", by)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .query((row, _) -> draft(row))
                .optional();
    }

    /** Replaces the content of a draft of this revision, whose check is void with it; empty when it is another one. */
    Optional<Draft> edit(EntryId id, long revision, Object body, String by, Instant at) {
        return jdbc.sql("""
                UPDATE catalogue_draft
                   SET state = 'DRAFTED', checked_by = NULL, body = :body::jsonb, changed_at = :at,
                       revision = nextval('catalogue_draft_revision'),
                       edited_by = CASE WHEN :by = ANY (edited_by) THEN edited_by ELSE edited_by || :by::text END
                 WHERE kind = :kind AND key = :key AND revision = :revision
                   AND (:by = ANY (edited_by) OR cardinality(edited_by) < :most)
                RETURNING kind, key, state, body, edited_by, checked_by, changed_at, revision
                """)
                .param("kind", id.kind().name())
                .param("key", id.key())
                .param("revision", revision)
                .param("body", JSON.writeValueAsString(body))
                .param("by", by)
                .param("most", MOST_EDITORS)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .query((row, _) -> draft(row))
                .optional();
    }

    /** Marks as checked what is held by {@link #lock}. */
    Draft check(EntryId id, String by, Instant at) {
        return jdbc.sql("""
                UPDATE catalogue_draft
                   SET state = 'CHECKED', checked_by = :by, changed_at = :at,
                       revision = nextval('catalogue_draft_revision')
                 WHERE kind = :kind AND key = :key
                RETURNING kind, key, state, body, edited_by, checked_by, changed_at, revision
                """)
                .param("kind", id.kind().name())
                .param("key", id.key())
                .param("by", by)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .query((row, _) -> draft(row))
                .single();
    }

    Optional<Draft> find(EntryId id) {
        return find(id, "");
    }

    /** Nobody else changes it until the transaction ends. */
    Optional<Draft> lock(EntryId id) {
        return find(id, "FOR UPDATE");
    }

    private Optional<Draft> find(EntryId id, String how) {
        return jdbc.sql("""
                SELECT kind, key, state, body, edited_by, checked_by, changed_at, revision
                  FROM catalogue_draft
                 WHERE kind = :kind AND key = :key
                """ + how)
                .param("kind", id.kind().name())
                .param("key", id.key())
                .query((row, _) -> draft(row))
                .optional();
    }

    void delete(EntryId id) {
        jdbc.sql("DELETE FROM catalogue_draft WHERE kind = :kind AND key = :key")
                .param("kind", id.kind().name())
                .param("key", id.key())
                .update();
    }

    /** Drafts by kind and key. */
    List<Draft> list(@Nullable State state, String afterKind, String afterKey, int most) {
        return jdbc.sql("""
                SELECT kind, key, state, body, edited_by, checked_by, changed_at, revision
                  FROM catalogue_draft
                 WHERE (kind, key) > (:afterKind, :afterKey) AND (:state::text IS NULL OR state = :state)
                 ORDER BY kind, key
                 LIMIT :most
                """)
                .param("state", state == null ? null : state.name())
                .param("afterKind", afterKind)
                .param("afterKey", afterKey)
                .param("most", most)
                .query((row, _) -> draft(row))
                .list();
    }

    private static Draft draft(ResultSet row) throws SQLException {
        var kind = Kind.valueOf(row.getString("kind"));
        return new Draft(
                new EntryId(kind, row.getString("key")),
                State.valueOf(row.getString("state")),
                JSON.readValue(row.getString("body"), typeOf(kind)),
                List.of((String[]) row.getArray("edited_by").getArray()),
                row.getString("checked_by"),
                row.getObject("changed_at", OffsetDateTime.class).toInstant(),
                row.getLong("revision"));
    }

    private static Class<?> typeOf(Kind kind) {
        return switch (kind) {
            case UNIT -> UnitEntry.class;
            case MATERIAL -> MaterialEntry.class;
            case ITEM -> ItemEntry.class;
            case PACKAGE -> PackageEntry.class;
        };
    }
}
