package onestop.intake.helper;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import onestop.web.Cursor;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All SQL of whom helpers served. */
@Repository
class AssistRecords {
    private static final String COLUMNS = """
            id, helper, served_at, way, place, enterprise_usci, visitor_phone, region_code, request_number,
            project_number, note, delivery
            """;

    private final JdbcClient jdbc;

    AssistRecords(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What was done for somebody. */
    enum Way {
        CONSULT,
        GUIDE,
        FILL_IN,
        ACCOMPANY,
        ONE_TO_ONE,
        ACT_FOR
    }

    enum Place {
        WINDOW,
        PHONE,
        ONLINE,
        ON_SITE,
        MOBILE_VEHICLE
    }

    /**
     * One person served once.
     *
     * @param visitorPhone sealed
     * @param delivery entered by the platform because a request was delivered
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared as a record
    record AssistRecord(
            UUID id,
            String helper,
            Instant servedAt,
            Way way,
            Place place,
            @Nullable String enterpriseUsci,
            byte @Nullable [] visitorPhone,
            String regionCode,
            @Nullable String requestNumber,
            @Nullable String projectNumber,
            @Nullable String note,
            boolean delivery) {}

    void insert(AssistRecord record, Instant now) {
        jdbc.sql("""
                INSERT INTO assist_record (id, helper, served_at, entered_at, way, place, enterprise_usci, visitor_phone,
                                           region_code, request_number, project_number, note, delivery)
                VALUES (:id, :helper, :servedAt, :now, :way, :place, :usci, :phone, :region, :request, :project, :note,
                        :delivery)
                """)
                .param("id", record.id())
                .param("helper", record.helper())
                .param("servedAt", record.servedAt().atOffset(ZoneOffset.UTC))
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("way", record.way().name())
                .param("place", record.place().name())
                .param("usci", record.enterpriseUsci())
                .param("phone", record.visitorPhone())
                .param("region", record.regionCode())
                .param("request", record.requestNumber())
                .param("project", record.projectNumber())
                .param("note", record.note())
                .param("delivery", record.delivery())
                .update();
    }

    /**
     * The newest first.
     *
     * @param helper null for those of all helpers
     */
    List<AssistRecord> page(@Nullable String helper, Cursor.@Nullable Moment after, int limit) {
        var query = jdbc.sql("SELECT " + COLUMNS
                        + """
                  FROM assist_record
                 WHERE %s %s
                 ORDER BY served_at DESC, id DESC
                 LIMIT :limit
                """.formatted(
                                        helper == null ? "true" : "helper = :helper",
                                        after == null ? "" : "AND (served_at, id) < (:servedAt, :id)"))
                .param("limit", limit);
        if (helper != null) {
            query = query.param("helper", helper);
        }
        if (after != null) {
            query = query.param("servedAt", after.at().atOffset(ZoneOffset.UTC)).param("id", after.id());
        }
        return query.query((row, _) -> record(row)).list();
    }

    private static AssistRecord record(ResultSet row) throws SQLException {
        return new AssistRecord(
                row.getObject("id", UUID.class),
                row.getString("helper"),
                Objects.requireNonNull(row.getObject("served_at", OffsetDateTime.class))
                        .toInstant(),
                Way.valueOf(row.getString("way")),
                Place.valueOf(row.getString("place")),
                row.getString("enterprise_usci"),
                row.getBytes("visitor_phone"),
                row.getString("region_code"),
                row.getString("request_number"),
                row.getString("project_number"),
                row.getString("note"),
                row.getBoolean("delivery"));
    }
}
