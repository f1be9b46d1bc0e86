package onestop.approval.integrity;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import onestop.approval.clocks.OfficeTime;
import onestop.web.Cursor;
import onestop.web.Limit;
import onestop.web.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** All SQL of reports. */
@Repository
class Reports {
    /** Later than anything is. */
    private static final Instant AFTER_ALL = Instant.parse("9999-01-01T00:00:00Z");

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<List<ActView>> ACTS = new TypeReference<>() {};

    private final JdbcClient jdbc;

    Reports(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    enum Kind {
        GIFT,
        CHARGE,
        PRESSURE,
        OTHER
    }

    /** What somebody reports. */
    record Content(
            Kind kind,
            @Nullable String unit,
            @Nullable String caseNumber,
            @Nullable LocalDate happenedOn,
            String what,
            @Nullable String contact) {}

    record Receipt(UUID id, String number, String contentDigest, ReportState state, OffsetDateTime receivedAt) {}

    record ActView(String act, String by, String byUnit, OffsetDateTime at, String text) {}

    record ReportView(
            UUID id,
            Kind kind,
            @Nullable String unit,
            @Nullable String caseNumber,
            @Nullable LocalDate happenedOn,
            String what,
            @Nullable String contact,
            OffsetDateTime receivedAt,
            ReportState state,
            List<ActView> acts) {}

    record Held(UUID id, @Nullable String unit, ReportState state, int acts) {}

    /** False when a report came with this key before. */
    boolean insert(Receipt receipt, String keyDigest, Content content) {
        return jdbc.sql("""
                INSERT INTO integrity_report (id, number, key_digest, content_digest, kind, unit, case_number, happened_on, what,
                                              contact, received_at, state)
                VALUES (:id, :number, :key, :digest, :kind, :unit, :caseNumber, :on, :what, :contact, :at, 'RECEIVED')
                    ON CONFLICT (key_digest) DO NOTHING
                """)
                        .param("id", receipt.id())
                        .param("number", receipt.number())
                        .param("key", keyDigest)
                        .param("digest", receipt.contentDigest())
                        .param("kind", content.kind().name())
                        .param("unit", content.unit())
                        .param("caseNumber", content.caseNumber())
                        .param("on", content.happenedOn())
                        .param("what", content.what())
                        .param("contact", content.contact())
                        .param("at", receipt.receivedAt())
                        .update()
                == 1;
    }

    Optional<Receipt> ofKey(String keyDigest) {
        return receipt("key_digest", keyDigest);
    }

    Optional<Receipt> ofNumber(String number) {
        return receipt("number", number);
    }

    private Optional<Receipt> receipt(String column, String value) {
        return jdbc.sql("SELECT id, number, content_digest, state, received_at FROM integrity_report WHERE " + column
                        + " = :value")
                .param("value", value)
                .query((row, _) -> new Receipt(
                        row.getObject("id", UUID.class),
                        row.getString("number"),
                        row.getString("content_digest"),
                        ReportState.valueOf(row.getString("state")),
                        time(row, "received_at")))
                .optional();
    }

    /** The latest first. @param notOf the reader's own unit, whose reports others read */
    Page<ReportView> page(@Nullable ReportState state, String notOf, @Nullable String after, Limit limit) {
        var place = Cursor.Moment.of(after);
        var rows = jdbc.sql("""
                WITH page AS MATERIALIZED (
                    SELECT *
                      FROM integrity_report
                     WHERE (received_at, id) < (:at, :id)
                       AND unit IS DISTINCT FROM :notOf
                """ + (state == null ? "" : " AND state = :state") + """
                     ORDER BY received_at DESC, id DESC
                     LIMIT :most
                )
                SELECT p.id, p.kind, p.unit, p.case_number, p.happened_on, p.what, p.contact, p.received_at, p.state,
                       coalesce((SELECT json_agg(json_build_object('act', a.act, 'by', a.by, 'byUnit', a.by_unit, 'at', a.at,
                                                                   'text', a.text) ORDER BY a.sequence)
                                   FROM integrity_report_act a WHERE a.report = p.id), '[]') AS acts
                  FROM page p
                 ORDER BY p.received_at DESC, p.id DESC
                """)
                .param("at", OfficeTime.at(place == null ? AFTER_ALL : place.at()))
                .param("id", place == null ? new UUID(-1, -1) : place.id())
                .param("notOf", notOf)
                .param("state", state == null ? null : state.name())
                .param("most", limit.plusOne())
                .query((row, _) -> view(row))
                .list();
        return Page.of(rows, limit, one -> Cursor.of(one.receivedAt(), one.id()));
    }

    Optional<Held> lock(UUID id) {
        return jdbc.sql("SELECT id, unit, state, acts FROM integrity_report WHERE id = :id FOR UPDATE")
                .param("id", id)
                .query((row, _) -> new Held(
                        row.getObject("id", UUID.class),
                        row.getString("unit"),
                        ReportState.valueOf(row.getString("state")),
                        row.getInt("acts")))
                .optional();
    }

    void act(Held held, ReportState next, String by, String byUnit, Instant at, String text) {
        jdbc.sql("""
                WITH entered AS (
                    INSERT INTO integrity_report_act (report, sequence, act, by, by_unit, at, text)
                    VALUES (:id, :sequence, :next, :by, :byUnit, :at, :text)
                )
                UPDATE integrity_report SET state = :next, acts = :sequence WHERE id = :id
                """)
                .param("id", held.id())
                .param("sequence", held.acts() + 1)
                .param("next", next.name())
                .param("by", by)
                .param("byUnit", byUnit)
                .param("at", OfficeTime.at(at))
                .param("text", text)
                .update();
    }

    private static ReportView view(ResultSet row) throws SQLException {
        return new ReportView(
                row.getObject("id", UUID.class),
                Kind.valueOf(row.getString("kind")),
                row.getString("unit"),
                row.getString("case_number"),
                row.getObject("happened_on", LocalDate.class),
                row.getString("what"),
                row.getString("contact"),
                time(row, "received_at"),
                ReportState.valueOf(row.getString("state")),
                JSON.readValue(row.getString("acts"), ACTS).stream()
                        .map(act -> new ActView(
                                act.act(),
                                act.by(),
                                act.byUnit(),
                                OfficeTime.at(act.at().toInstant()),
                                act.text()))
                        .toList());
    }

    private static OffsetDateTime time(ResultSet row, String column) throws SQLException {
        return OfficeTime.at(row.getObject(column, OffsetDateTime.class).toInstant());
    }
}
