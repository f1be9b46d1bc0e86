package onestop.appeal.attachments;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All SQL of attachments. */
@Repository
class Attachments {
    /** Of the applicant, and as many of the office and the units: neither side takes the other's room. */
    static final int MOST = 10;

    private static final String COLUMNS =
            "id, place, name, media_type, bytes, checksum, by_office, for_unit, for_joined, added_at";

    /** Of an appeal, or meant for those that are joined to the one it is from; separated again, they have it no more. */
    private static final String ITS_OWN_OR_FOR_IT = """
             WHERE (appeal_id = :appeal
                    OR (for_joined AND by_office AND appeal_id = (SELECT joined_to FROM appeal WHERE id = :appeal)))
            """;

    private final JdbcClient jdbc;

    Attachments(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param byOffice whether the office or a unit attached it, and not the applicant
     * @param forUnit whether the unit reads it though who raised the appeal stays unknown to it
     * @param forJoined whether those whose appeals are joined to this one have it, too
     */
    record Attachment(
            UUID id,
            String place,
            String name,
            String mediaType,
            long bytes,
            String checksum,
            boolean byOffice,
            boolean forUnit,
            boolean forJoined,
            Instant addedAt) {}

    /** False when the side has as many as it may have. The appeal's row is locked, so that two at once are counted. */
    boolean insert(UUID appeal, Attachment attachment, String by) {
        jdbc.sql("SELECT 1 FROM appeal WHERE id = :appeal FOR UPDATE")
                .param("appeal", appeal)
                .query(Integer.class)
                .single();
        return jdbc.sql("""
                INSERT INTO attachment (id, appeal_id, number, place, name, media_type, bytes, checksum, by_office, for_unit,
                                        for_joined, added_by, added_at)
                SELECT :id, :appeal, coalesce(max(number), 0) + 1, :place, :name, :mediaType, :bytes, :checksum, :byOffice, :forUnit,
                       :forJoined, :by, :at
                  FROM attachment
                 WHERE appeal_id = :appeal
                HAVING count(*) FILTER (WHERE by_office = :byOffice) < :most
                """)
                        .param("id", attachment.id())
                        .param("appeal", appeal)
                        .param("place", attachment.place())
                        .param("name", attachment.name())
                        .param("mediaType", attachment.mediaType())
                        .param("bytes", attachment.bytes())
                        .param("checksum", attachment.checksum())
                        .param("byOffice", attachment.byOffice())
                        .param("forUnit", attachment.forUnit())
                        .param("forJoined", attachment.forJoined())
                        .param("by", by)
                        .param("at", attachment.addedAt().atOffset(ZoneOffset.UTC))
                        .param("most", MOST)
                        .update()
                == 1;
    }

    /** Whether an attachment names the content of this place. */
    boolean names(String place) {
        return jdbc.sql("SELECT EXISTS (SELECT FROM attachment WHERE place = :place)")
                .param("place", place)
                .query(Boolean.class)
                .single();
    }

    /** Its own first. */
    List<Attachment> of(UUID appeal) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM attachment" + ITS_OWN_OR_FOR_IT
                        + " ORDER BY appeal_id <> :appeal, number")
                .param("appeal", appeal)
                .query((row, _) -> attachment(row))
                .list();
    }

    Optional<Attachment> find(UUID appeal, UUID id) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM attachment" + ITS_OWN_OR_FOR_IT + " AND id = :id")
                .param("appeal", appeal)
                .param("id", id)
                .query((row, _) -> attachment(row))
                .optional();
    }

    private static Attachment attachment(ResultSet row) throws SQLException {
        return new Attachment(
                row.getObject("id", UUID.class),
                row.getString("place"),
                row.getString("name"),
                row.getString("media_type"),
                row.getLong("bytes"),
                row.getString("checksum"),
                row.getBoolean("by_office"),
                row.getBoolean("for_unit"),
                row.getBoolean("for_joined"),
                row.getObject("added_at", OffsetDateTime.class).toInstant());
    }
}
