package onestop.intake.application;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import onestop.intake.application.Actor.Side;
import onestop.intake.application.ApplicationFile.Content;
import onestop.intake.application.ApplicationFile.Head;
import onestop.intake.application.Correction.Defect;
import onestop.intake.application.FileEvent.CorrectionAsked;
import onestop.intake.application.FileEvent.FileAccepted;
import onestop.intake.application.FileEvent.FileCorrected;
import onestop.intake.application.FileEvent.FileRefused;
import onestop.intake.application.FileEvent.FileSubmitted;
import onestop.intake.application.FileEvent.FileWithdrawn;
import onestop.intake.application.FileEvent.ResultDelivered;
import onestop.intake.application.FileState.Acceptance;
import onestop.intake.application.FileState.Accepted;
import onestop.intake.application.FileState.CorrectionRequested;
import onestop.intake.application.FileState.Delivered;
import onestop.intake.application.FileState.Delivery;
import onestop.intake.application.FileState.DeliveryMethod;
import onestop.intake.application.FileState.RecipientCheck;
import onestop.intake.application.FileState.Refused;
import onestop.intake.application.FileState.Submitted;
import onestop.intake.application.FileState.Withdrawn;
import onestop.intake.numbering.ReceiptNumber;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** All SQL that changes files or reads one as a whole. Each command is one statement here, however many rows. */
@Repository
class ApplicationFiles {
    /** For what these tables hold; apart from the mapper of the REST interface, whose habits may change. */
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final String SELECT = """
            SELECT a.receipt_number, a.kind, a.package_code, a.enterprise_usci, a.enterprise_name, a.channel,
                   a.submitted_by, a.submitted_as, a.power_of_attorney_id, a.received_at, a.counts_from, a.content,
                   a.status, a.clock_started_on, a.deemed_accepted_after,
                   a.correction_requested_at, a.correction_requested_by, a.correction_defects, a.corrected_at,
                   a.accepted_at, a.accepted_by, a.accepted_by_unit, a.deemed, a.accepted_counts_from, a.window_code,
                   a.closed_at, a.closed_by, a.refusal_reason, a.competent_body,
                   a.delivered_at, a.delivered_by, a.delivered_by_unit, a.delivery_method, a.recipient_check, a.version,
                   (SELECT json_agg(json_build_object('caseNumber', c.case_number, 'item', c.item_code,
                                                      'subject', c.subject_usci, 'stage', c.stage) ORDER BY c.position)
                      FROM application_case c
                     WHERE c.receipt_number = a.receipt_number) AS cases,
                   (SELECT json_agg(json_build_object('key', m.material_key, 'nameZh', m.name_zh, 'nameEn', m.name_en,
                                                      'trustLevel', m.trust_level, 'deferrable', m.may_follow,
                                                      'commitmentAllowed', m.commitment_allowed,
                                                      'itemCodes', m.item_codes, 'state', m.state,
                                                      'fileName', m.file_name, 'dueOn', m.due_on,
                                                      'fromReceiptNumber', m.from_receipt_number) ORDER BY m.position)
                      FROM application_material m
                     WHERE m.receipt_number = a.receipt_number) AS materials
              FROM application a
             WHERE a.receipt_number = :number
            """;

    private final JdbcClient jdbc;

    ApplicationFiles(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<ApplicationFile> find(ReceiptNumber number) {
        return read(SELECT, number);
    }

    /** The file for a command: whoever else acts on it waits, and then sees what became of it. */
    Optional<ApplicationFile> lock(ReceiptNumber number) {
        return read(SELECT + "FOR UPDATE OF a", number);
    }

    private Optional<ApplicationFile> read(String sql, ReceiptNumber number) {
        return jdbc.sql(sql)
                .param("number", number.value())
                .query((row, _) -> file(row))
                .optional();
    }

    void insert(ApplicationFile file, FileEvent event, byte[] queryCodeHash) {
        var head = file.head();
        var content = head.content();
        if (!(file.state() instanceof Submitted(var clockStartedOn, var deemedAcceptedAfter))) {
            throw new IllegalArgumentException("a new file waits for a clerk");
        }
        var units = content.items();
        jdbc.sql("""
                WITH file AS (
                    INSERT INTO application (receipt_number, kind, package_code, enterprise_usci, enterprise_name,
                                             channel, item_codes, subject_count, green_channel, submitted_by,
                                             submitted_as, power_of_attorney_id, query_code_hash, content, received_at,
                                             counts_from, status, clock_started_on, deemed_accepted_after, version)
                    VALUES (:number, :kind, :packageCode, :usci, :enterpriseName, :channel, :itemCodes::text[],
                            :subjectCount, :greenChannel, :submittedBy, :submittedAs, :power, :queryCodeHash,
                            :content::jsonb, :receivedAt, :countsFrom, 'SUBMITTED', :clockStartedOn, :deemedAfter,
                            :version)),
                cases AS (
                    INSERT INTO application_case (case_number, receipt_number, position, item_code, item_version, unit,
                                                  subject_usci, stage)
                    SELECT c.case_number, :number, c.position, i.code, i.version, i.unit, c.subject, i.stage
                      FROM unnest(:caseNumbers::text[], :caseItems::text[], :caseSubjects::text[])
                           WITH ORDINALITY AS c (case_number, item, subject, position)
                      JOIN unnest(:codes::text[], :versions::bigint[], :units::text[], :stages::integer[])
                           AS i (code, version, unit, stage) ON i.code = c.item),
                materials AS (
                    INSERT INTO application_material (receipt_number, material_key, position, name_zh, name_en,
                                                      trust_level, may_follow, commitment_allowed, item_codes, state,
                                                      file_name, due_on, from_receipt_number)
                    SELECT :number, m.value ->> 'key', m.position, m.value ->> 'nameZh', m.value ->> 'nameEn',
                           m.value ->> 'trustLevel', (m.value ->> 'deferrable')::boolean,
                           (m.value ->> 'commitmentAllowed')::boolean,
                           ARRAY (SELECT jsonb_array_elements_text(m.value -> 'itemCodes')), m.value ->> 'state',
                           m.value ->> 'fileName', (m.value ->> 'dueOn')::date, m.value ->> 'fromReceiptNumber'
                      FROM jsonb_array_elements(:materials::jsonb) WITH ORDINALITY AS m (value, position))
                INSERT INTO application_history (receipt_number, version, act, at, by, acting_as, power_of_attorney_id)
                VALUES (:number, :version, 'SUBMITTED', :at, :submittedBy, :submittedAs, :power)
                """)
                .param("number", head.number().value())
                .param("kind", head.kind().name())
                .param("packageCode", head.packageCode())
                .param("usci", head.usci())
                .param("enterpriseName", head.enterpriseName())
                .param("channel", head.channel().name())
                .param("itemCodes", units.stream().map(FileItem::code).toArray(String[]::new))
                .param("subjectCount", content.subjects().size())
                .param("greenChannel", content.greenChannel() != null)
                .param("submittedBy", head.submittedBy())
                .param("submittedAs", head.submittedAs().name())
                .param("power", head.powerOfAttorney())
                .param("queryCodeHash", queryCodeHash)
                .param("content", JSON.writeValueAsString(content))
                .param("receivedAt", utc(head.receivedAt()))
                .param("countsFrom", head.countsFrom())
                .param("clockStartedOn", clockStartedOn)
                .param("deemedAfter", deemedAcceptedAfter)
                .param("version", file.version())
                .param(
                        "caseNumbers",
                        head.cases().stream().map(FileCase::caseNumber).toArray(String[]::new))
                .param("caseItems", head.cases().stream().map(FileCase::item).toArray(String[]::new))
                .param(
                        "caseSubjects",
                        head.cases().stream().map(FileCase::subject).toArray(String[]::new))
                .param("codes", units.stream().map(FileItem::code).toArray(String[]::new))
                .param("versions", units.stream().map(FileItem::version).toArray(Long[]::new))
                .param("units", units.stream().map(FileItem::unit).toArray(String[]::new))
                .param("stages", units.stream().map(FileItem::stage).toArray(Integer[]::new))
                .param("materials", JSON.writeValueAsString(file.materials()))
                .param("at", utc(event.at()))
                .update();
    }

    /**
     * The file after an act, with its line of history.
     *
     * @throws StaleFileException when somebody else changed the file since it was read
     */
    void update(ApplicationFile next, FileEvent event) {
        var row = Row.of(next);
        var by = event.by();
        int changed = jdbc.sql("""
                WITH file AS (
                    UPDATE application
                       SET status = :status, clock_started_on = :clockStartedOn, deemed_accepted_after = :deemedAfter,
                           correction_requested_at = :correctionRequestedAt,
                           correction_requested_by = :correctionRequestedBy,
                           correction_defects = :correctionDefects::jsonb, corrected_at = :correctedAt,
                           accepted_at = :acceptedAt, accepted_by = :acceptedBy, accepted_by_unit = :acceptedByUnit,
                           deemed = :deemed, accepted_counts_from = :acceptedCountsFrom, window_code = :windowCode,
                           closed_at = :closedAt, closed_by = :closedBy, refusal_reason = :refusalReason,
                           competent_body = :competentBody, delivered_at = :deliveredAt, delivered_by = :deliveredBy,
                           delivered_by_unit = :deliveredByUnit, delivery_method = :deliveryMethod,
                           recipient_check = :recipientCheck, version = :version
                     WHERE receipt_number = :number AND version = :version - 1
                    RETURNING receipt_number),
                materials AS (
                    UPDATE application_material AS old
                       SET state = new.value ->> 'state', file_name = new.value ->> 'fileName',
                           due_on = (new.value ->> 'dueOn')::date,
                           from_receipt_number = new.value ->> 'fromReceiptNumber'
                      FROM file, jsonb_array_elements(:materials::jsonb) AS new (value)
                     WHERE old.receipt_number = file.receipt_number AND old.material_key = new.value ->> 'key'
                       AND (old.state, old.file_name, old.due_on) IS DISTINCT FROM
                           (new.value ->> 'state', new.value ->> 'fileName', (new.value ->> 'dueOn')::date))
                INSERT INTO application_history (receipt_number, version, act, at, by, acting_as, power_of_attorney_id)
                SELECT receipt_number, :version, :act, :at, :by, :as, :power
                  FROM file
                """)
                .param("number", next.head().number().value())
                .param("version", next.version())
                .param("status", FileStatus.of(next.state()).name())
                .param("clockStartedOn", row.clockStartedOn())
                .param("deemedAfter", row.deemedAcceptedAfter())
                .param(
                        "correctionRequestedAt",
                        utc(row.correction() == null ? null : row.correction().requestedAt()))
                .param(
                        "correctionRequestedBy",
                        row.correction() == null ? null : row.correction().requestedBy())
                .param(
                        "correctionDefects",
                        row.correction() == null
                                ? null
                                : JSON.writeValueAsString(row.correction().defects()))
                .param(
                        "correctedAt",
                        utc(row.correction() == null ? null : row.correction().correctedAt()))
                .param(
                        "acceptedAt",
                        utc(row.acceptance() == null ? null : row.acceptance().at()))
                .param(
                        "acceptedBy",
                        row.acceptance() == null ? null : row.acceptance().by())
                .param(
                        "acceptedByUnit",
                        row.acceptance() == null ? null : row.acceptance().unit())
                .param(
                        "deemed",
                        row.acceptance() == null ? null : row.acceptance().deemed())
                .param(
                        "acceptedCountsFrom",
                        row.acceptance() == null ? null : row.acceptance().countsFrom())
                .param(
                        "windowCode",
                        row.acceptance() == null ? null : row.acceptance().windowCode())
                .param("closedAt", utc(row.closedAt()))
                .param("closedBy", row.closedBy())
                .param("refusalReason", row.refusalReason())
                .param("competentBody", row.competentBody())
                .param(
                        "deliveredAt",
                        utc(row.delivery() == null ? null : row.delivery().at()))
                .param(
                        "deliveredBy",
                        row.delivery() == null ? null : row.delivery().by())
                .param(
                        "deliveredByUnit",
                        row.delivery() == null ? null : row.delivery().unit())
                .param(
                        "deliveryMethod",
                        row.delivery() == null ? null : row.delivery().method().name())
                .param(
                        "recipientCheck",
                        row.delivery() == null || row.delivery().recipientCheck() == null
                                ? null
                                : row.delivery().recipientCheck().name())
                .param("materials", JSON.writeValueAsString(next.materials()))
                .param("act", act(event))
                .param("at", utc(event.at()))
                .param("by", by.by())
                .param("as", by.as().name())
                .param("power", by.powerOfAttorney())
                .update();
        if (changed == 0) {
            throw new StaleFileException(next.head().number());
        }
    }

    /** One file whose five working days are over and that nobody else is looking at. */
    Optional<ReceiptNumber> lockOverdue(LocalDate today, LocalDate afterDue, String afterNumber) {
        return jdbc.sql("""
                SELECT receipt_number
                  FROM application
                 WHERE status = 'SUBMITTED' AND deemed_accepted_after < :today
                   AND (deemed_accepted_after, receipt_number) > (:afterDue, :afterNumber)
                 ORDER BY deemed_accepted_after, receipt_number
                 LIMIT 1
                   FOR UPDATE SKIP LOCKED
                """)
                .param("today", today)
                .param("afterDue", afterDue)
                .param("afterNumber", afterNumber)
                .query((row, _) -> new ReceiptNumber(row.getString("receipt_number")))
                .optional();
    }

    private static String act(FileEvent event) {
        return switch (event) {
            case FileSubmitted _ -> "SUBMITTED";
            case CorrectionAsked _ -> "CORRECTION_REQUESTED";
            case FileCorrected _ -> "CORRECTED";
            case FileAccepted _ -> "ACCEPTED";
            case FileRefused _ -> "REFUSED";
            case FileWithdrawn _ -> "WITHDRAWN";
            case ResultDelivered _ -> "DELIVERED";
        };
    }

    /** The state as the table has it: flat and nullable here, typed and total there. */
    private record Row(
            @Nullable LocalDate clockStartedOn,
            @Nullable LocalDate deemedAcceptedAfter,
            @Nullable Correction correction,
            @Nullable Acceptance acceptance,
            @Nullable Instant closedAt,
            @Nullable String closedBy,
            @Nullable String refusalReason,
            @Nullable String competentBody,
            @Nullable Delivery delivery) {

        static Row of(ApplicationFile file) {
            var correction = file.correction();
            return switch (file.state()) {
                case Submitted(var from, var until) ->
                    new Row(from, until, correction, null, null, null, null, null, null);
                case CorrectionRequested() -> new Row(null, null, correction, null, null, null, null, null, null);
                case Accepted(var acceptance) ->
                    new Row(null, null, correction, acceptance, null, null, null, null, null);
                case Delivered(var acceptance, var delivery) ->
                    new Row(null, null, correction, acceptance, null, null, null, null, delivery);
                case Refused(var at, var by, var reason, var body) ->
                    new Row(null, null, correction, null, at, by, reason, body, null);
                case Withdrawn(var at, var by, var acceptance) ->
                    new Row(null, null, correction, acceptance, at, by, null, null, null);
            };
        }
    }

    private static ApplicationFile file(ResultSet row) throws SQLException {
        var head = new Head(
                new ReceiptNumber(row.getString("receipt_number")),
                FileKind.valueOf(row.getString("kind")),
                row.getString("package_code"),
                row.getString("enterprise_usci"),
                row.getString("enterprise_name"),
                Channel.valueOf(row.getString("channel")),
                row.getString("submitted_by"),
                Side.valueOf(row.getString("submitted_as")),
                row.getObject("power_of_attorney_id", UUID.class),
                present(instant(row, "received_at")),
                present(row.getObject("counts_from", LocalDate.class)),
                JSON.readValue(row.getString("content"), Content.class),
                JSON.readValue(row.getString("cases"), new TypeReference<List<FileCase>>() {}));
        return new ApplicationFile(
                head,
                state(row),
                correction(row),
                JSON.readValue(row.getString("materials"), new TypeReference<List<FileMaterial>>() {}),
                row.getLong("version"));
    }

    private static FileState state(ResultSet row) throws SQLException {
        return switch (FileStatus.valueOf(row.getString("status"))) {
            case SUBMITTED ->
                new Submitted(
                        present(row.getObject("clock_started_on", LocalDate.class)),
                        present(row.getObject("deemed_accepted_after", LocalDate.class)));
            case CORRECTION_REQUESTED -> new CorrectionRequested();
            case ACCEPTED -> new Accepted(present(acceptance(row)));
            case DELIVERED -> new Delivered(present(acceptance(row)), delivery(row));
            case REFUSED ->
                new Refused(
                        present(instant(row, "closed_at")),
                        present(row.getString("closed_by")),
                        present(row.getString("refusal_reason")),
                        row.getString("competent_body"));
            case WITHDRAWN ->
                new Withdrawn(present(instant(row, "closed_at")), present(row.getString("closed_by")), acceptance(row));
        };
    }

    private static @Nullable Correction correction(ResultSet row) throws SQLException {
        var requestedAt = instant(row, "correction_requested_at");
        return requestedAt == null
                ? null
                : new Correction(
                        requestedAt,
                        present(row.getString("correction_requested_by")),
                        JSON.readValue(row.getString("correction_defects"), new TypeReference<List<Defect>>() {}),
                        instant(row, "corrected_at"));
    }

    private static @Nullable Acceptance acceptance(ResultSet row) throws SQLException {
        var at = instant(row, "accepted_at");
        return at == null
                ? null
                : new Acceptance(
                        at,
                        present(row.getObject("accepted_counts_from", LocalDate.class)),
                        present(row.getString("accepted_by")),
                        present(row.getString("accepted_by_unit")),
                        row.getBoolean("deemed"),
                        row.getString("window_code"));
    }

    private static Delivery delivery(ResultSet row) throws SQLException {
        var check = row.getString("recipient_check");
        return new Delivery(
                present(instant(row, "delivered_at")),
                present(row.getString("delivered_by")),
                present(row.getString("delivered_by_unit")),
                DeliveryMethod.valueOf(row.getString("delivery_method")),
                check == null ? null : RecipientCheck.valueOf(check));
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant at) {
        return at == null ? null : at.atOffset(ZoneOffset.UTC);
    }

    private static <T> T present(@Nullable T column) {
        return Objects.requireNonNull(column);
    }
}
