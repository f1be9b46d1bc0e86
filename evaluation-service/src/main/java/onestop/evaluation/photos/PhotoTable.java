package onestop.evaluation.photos;

import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which photographs belong to the rows of another table. */
public abstract class PhotoTable {
    private final JdbcClient jdbc;
    private final String insert;
    private final String names;
    private final String find;

    /** @param owner the column of what a photograph belongs to; like the table a name in our own SQL */
    protected PhotoTable(JdbcClient jdbc, String table, String owner) {
        this.jdbc = jdbc;
        this.insert = """
                INSERT INTO %1$s AS p (%2$s, number, digest, media_type, size_bytes)
                VALUES (:owner, :number, :digest, :mediaType, :bytes)
                    ON CONFLICT (%2$s, number) DO UPDATE SET digest = p.digest WHERE p.digest = excluded.digest
                """.formatted(table, owner);
        this.names = "SELECT EXISTS (SELECT FROM %s WHERE digest = :digest)".formatted(table);
        this.find = """
                SELECT number, digest, media_type, size_bytes FROM %s WHERE %s = :owner AND number = :number
                """.formatted(table, owner);
    }

    /** Names a photograph; false when the number is taken by another one. */
    public boolean insert(UUID owner, StoredPhoto photo) {
        return jdbc.sql(insert)
                        .param("owner", owner)
                        .param("number", photo.number())
                        .param("digest", photo.digest())
                        .param("mediaType", photo.mediaType())
                        .param("bytes", photo.bytes())
                        .update()
                == 1;
    }

    /** Whether something shows the photograph with this digest. */
    public boolean names(String digest) {
        return jdbc.sql(names).param("digest", digest).query(Boolean.class).single();
    }

    public Optional<StoredPhoto> find(UUID owner, int number) {
        return jdbc.sql(find)
                .param("owner", owner)
                .param("number", number)
                .query((row, _) -> new StoredPhoto(
                        row.getInt("number"),
                        row.getString("digest"),
                        row.getString("media_type"),
                        row.getInt("size_bytes")))
                .optional();
    }
}
