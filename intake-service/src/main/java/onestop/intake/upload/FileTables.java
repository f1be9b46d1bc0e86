package onestop.intake.upload;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import onestop.intake.upload.FileReaders.Use;
import onestop.intake.upload.StoredFile.State;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All SQL of files and their contents. */
@Repository
class FileTables {
    /** So many of the latest uses of a file are looked at to find out who may read it. */
    private static final int MOST_USES_LOOKED_AT = 20;

    private static final String FILE = """
            f.id, f.name, c.media_type, c.bytes, c.checksum, c.state, f.uploaded_by, f.uploaded_at
            """;

    private final JdbcClient jdbc;

    FileTables(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<StoredFile> find(UUID id) {
        return findAll(List.of(id)).stream().findFirst();
    }

    List<StoredFile> findAll(Collection<UUID> ids) {
        return jdbc.sql("SELECT " + FILE + """
                  FROM stored_file f
                  JOIN stored_content c USING (checksum)
                 WHERE f.id = ANY (:ids::uuid[])
                """)
                .param("ids", texts(ids))
                .query((row, _) -> file(row))
                .list();
    }

    List<Use> uses(Collection<UUID> ids) {
        return jdbc.sql("""
                SELECT latest.file_id, latest.purpose, latest.reference
                  FROM unnest(:ids::uuid[]) AS wanted (id)
                 CROSS JOIN LATERAL (SELECT file_id, purpose, reference
                                       FROM stored_file_use
                                      WHERE file_id = wanted.id
                                      ORDER BY used_at DESC, purpose, reference
                                      LIMIT :most) AS latest
                """)
                .param("ids", texts(ids))
                .param("most", MOST_USES_LOOKED_AT)
                .query((row, _) -> new Use(
                        row.getObject("file_id", UUID.class), row.getString("purpose"), row.getString("reference")))
                .list();
    }

    /** A change of the row, so that a sweep that already chose it looks again and leaves it. */
    List<StoredFile> use(Collection<UUID> ids, String purpose, String reference, Instant now) {
        return jdbc.sql("""
                WITH wanted AS (
                    SELECT id FROM stored_file WHERE id = ANY (:ids::uuid[]) ORDER BY id FOR NO KEY UPDATE),
                kept AS (
                    UPDATE stored_file AS f
                       SET used_at = coalesce(f.used_at, :now)
                      FROM wanted
                     WHERE f.id = wanted.id
                    RETURNING f.id, f.name, f.checksum, f.uploaded_by, f.uploaded_at),
                uses AS (
                    INSERT INTO stored_file_use (file_id, purpose, reference, used_at)
                    SELECT id, :purpose, :reference, :now FROM kept
                    ON CONFLICT DO NOTHING)
                SELECT %s
                  FROM kept f
                  JOIN stored_content c USING (checksum)
                """.formatted(FILE))
                .param("ids", texts(ids))
                .param("purpose", purpose)
                .param("reference", reference)
                .param("now", utc(now))
                .query((row, _) -> file(row))
                .list();
    }

    /** Own files only: nobody keeps what another has sent. */
    void hold(Collection<UUID> ids, String uploadedBy, Instant until) {
        jdbc.sql("""
                UPDATE stored_file AS f
                   SET held_until = greatest(f.held_until, :until)
                  FROM (SELECT id
                          FROM stored_file
                         WHERE id = ANY (:ids::uuid[]) AND uploaded_by = :by AND used_at IS NULL
                         ORDER BY id
                           FOR NO KEY UPDATE) AS own
                 WHERE f.id = own.id
                """)
                .param("ids", texts(ids))
                .param("by", uploadedBy)
                .param("until", utc(until))
                .update();
    }

    /**
     * Announces a content that is about to be stored, and keeps the sweep from it for a while. Waits for a sweep that is
     * just removing it.
     *
     * @return what it is stored under: the place of the equal content that is there already, if any
     */
    Content announce(Content content, Instant now, Instant until) {
        return jdbc.sql("""
                INSERT INTO stored_content AS c (checksum, place, bytes, media_type, state, announced_until,
                                                 removable_since)
                VALUES (:checksum, :place, :bytes, :mediaType, :state, :until, :now)
                ON CONFLICT (checksum) DO UPDATE
                   SET announced_until = greatest(c.announced_until, excluded.announced_until),
                       state = CASE c.state WHEN 'QUARANTINED' THEN excluded.state ELSE c.state END
                RETURNING checksum, place, bytes, media_type, state
                """)
                .param("checksum", bytes(content.checksum()))
                .param("place", content.place())
                .param("bytes", content.bytes())
                .param("mediaType", content.mediaType())
                .param("state", content.state().name())
                .param("now", utc(now))
                .param("until", utc(until))
                .query((row, _) -> content(row))
                .single();
    }

    /** The content of a file. */
    record Content(String checksum, String place, long bytes, String mediaType, State state) {}

    Content contentOf(UUID file) {
        return jdbc.sql("""
                SELECT c.checksum, c.place, c.bytes, c.media_type, c.state
                  FROM stored_file f
                  JOIN stored_content c USING (checksum)
                 WHERE f.id = :file
                """).param("file", file).query((row, _) -> content(row)).single();
    }

    /**
     * A file that names the content, which is kept from then on: longer than anybody else needs who has announced the same.
     * False when it has been removed since.
     */
    boolean insert(UUID id, String checksum, String name, String by, Instant at) {
        return jdbc.sql("""
                WITH kept AS (
                    UPDATE stored_content
                       SET announced_until = :at, removable_since = NULL
                     WHERE checksum = :checksum
                    RETURNING checksum)
                INSERT INTO stored_file (id, checksum, name, uploaded_by, uploaded_at)
                SELECT :id, checksum, :name, :by, :at
                  FROM kept
                """)
                        .param("id", id)
                        .param("checksum", bytes(checksum))
                        .param("name", name)
                        .param("by", by)
                        .param("at", utc(at))
                        .update()
                == 1;
    }

    /**
     * Files that nobody took into use in time. Those that somebody is just taking are left alone; the contents of the
     * others are looked at by {@link #lockRemovable} next.
     *
     * @return of how many contents a file was removed
     */
    int removeUnused(Instant uploadedBefore, Instant now, int most) {
        return jdbc.sql("""
                WITH gone AS (
                    DELETE FROM stored_file
                     WHERE id = ANY (ARRAY(
                           SELECT id
                             FROM stored_file
                            WHERE used_at IS NULL AND uploaded_at < :before
                              AND (held_until IS NULL OR held_until < :now)
                            ORDER BY uploaded_at
                            LIMIT :most
                              FOR UPDATE SKIP LOCKED))
                    RETURNING checksum),
                freed AS (
                    SELECT checksum
                      FROM stored_content
                     WHERE checksum IN (SELECT checksum FROM gone)
                     ORDER BY checksum
                       FOR NO KEY UPDATE)
                UPDATE stored_content AS c
                   SET removable_since = :now
                  FROM freed
                 WHERE c.checksum = freed.checksum
                """)
                .param("before", utc(uploadedBefore))
                .param("now", utc(now))
                .param("most", most)
                .update();
    }

    /** A content that nobody has announced, and whether a file names it. */
    record Removable(Content content, boolean named) {}

    /**
     * Locks, in the caller's transaction, one content to remove. Whoever names a content changes its row: one that was
     * named at the same moment is not among these.
     */
    Optional<Removable> lockRemovable(Instant now) {
        return jdbc.sql("""
                SELECT c.checksum, c.place, c.bytes, c.media_type, c.state,
                       EXISTS (SELECT 1 FROM stored_file f WHERE f.checksum = c.checksum) AS named
                  FROM stored_content c
                 WHERE c.removable_since <= :now AND c.announced_until <= :now
                 ORDER BY c.removable_since
                 LIMIT 1
                   FOR UPDATE OF c SKIP LOCKED
                """)
                .param("now", utc(now))
                .query((row, _) -> new Removable(content(row), row.getBoolean("named")))
                .optional();
    }

    void keep(String checksum) {
        jdbc.sql("UPDATE stored_content SET removable_since = NULL WHERE checksum = :checksum")
                .param("checksum", bytes(checksum))
                .update();
    }

    void remove(String checksum) {
        jdbc.sql("DELETE FROM stored_content WHERE checksum = :checksum")
                .param("checksum", bytes(checksum))
                .update();
    }

    /** Contents that wait for a scanner, in the order of their checksums. */
    List<Content> quarantined(String after, int most) {
        return jdbc.sql("""
                SELECT checksum, place, bytes, media_type, state
                  FROM stored_content
                 WHERE state = 'QUARANTINED' AND checksum > :after
                 ORDER BY checksum
                 LIMIT :most
                """)
                .param("after", bytes(after))
                .param("most", most)
                .query((row, _) -> content(row))
                .list();
    }

    void release(String checksum) {
        jdbc.sql("UPDATE stored_content SET state = 'AVAILABLE' WHERE checksum = :checksum AND state = 'QUARANTINED'")
                .param("checksum", bytes(checksum))
                .update();
    }

    /** From now on nobody reads it; where it was stored, if it was. */
    Optional<String> condemn(String checksum) {
        return jdbc.sql("UPDATE stored_content SET state = 'INFECTED' WHERE checksum = :checksum RETURNING place")
                .param("checksum", bytes(checksum))
                .query(String.class)
                .optional();
    }

    private static StoredFile file(ResultSet row) throws SQLException {
        return new StoredFile(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getString("media_type"),
                row.getLong("bytes"),
                hex(row.getBytes("checksum")),
                State.valueOf(row.getString("state")),
                row.getString("uploaded_by"),
                row.getObject("uploaded_at", OffsetDateTime.class).toInstant());
    }

    private static Content content(ResultSet row) throws SQLException {
        return new Content(
                hex(row.getBytes("checksum")),
                row.getString("place"),
                row.getLong("bytes"),
                row.getString("media_type"),
                State.valueOf(row.getString("state")));
    }

    private static String[] texts(Collection<UUID> ids) {
        return ids.stream().map(UUID::toString).toArray(String[]::new);
    }

    private static String hex(byte[] checksum) {
        return HexFormat.of().formatHex(checksum);
    }

    private static byte[] bytes(String checksum) {
        return HexFormat.of().parseHex(checksum);
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
