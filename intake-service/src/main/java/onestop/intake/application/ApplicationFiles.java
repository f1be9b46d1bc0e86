package onestop.intake.application;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import onestop.intake.application.Actor.Side;
import onestop.intake.application.ApplicationFile.Content;
import onestop.intake.application.ApplicationFile.Head;
import onestop.intake.application.Correction.Defect;
import onestop.intake.application.FileEvent.CorrectionAsked;
import onestop.intake.application.FileEvent.FeePaid;
import onestop.intake.application.FileEvent.FileAccepted;
import onestop.intake.application.FileEvent.FileCorrected;
import onestop.intake.application.FileEvent.FileLapsed;
import onestop.intake.application.FileEvent.FilePreReviewed;
import onestop.intake.application.FileEvent.FileRefused;
import onestop.intake.application.FileEvent.FileSubmitted;
import onestop.intake.application.FileEvent.FileTerminated;
import onestop.intake.application.FileEvent.FileWithdrawn;
import onestop.intake.application.FileEvent.MaterialsSupplied;
import onestop.intake.application.FileEvent.ResultDelivered;
import onestop.intake.application.FileState.Acceptance;
import onestop.intake.application.FileState.Accepted;
import onestop.intake.application.FileState.AcceptedDeferred;
import onestop.intake.application.FileState.CorrectionRequested;
import onestop.intake.application.FileState.Delivered;
import onestop.intake.application.FileState.Delivery;
import onestop.intake.application.FileState.DeliveryMethod;
import onestop.intake.application.FileState.Lapsed;
import onestop.intake.application.FileState.PreReviewed;
import onestop.intake.application.FileState.RecipientCheck;
import onestop.intake.application.FileState.RefusalGround;
import onestop.intake.application.FileState.Refused;
import onestop.intake.application.FileState.Submitted;
import onestop.intake.application.FileState.Terminated;
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
                   a.pre_reviewed_at, a.pre_reviewed_by, a.correction_requested_at, a.correction_requested_by,
                   a.correction_defects, a.correction_due_on, a.correction_reason, a.corrected_at,
                   a.correction_supplied, a.earlier_corrections, a.deferred_due_on,
                   a.accepted_at, a.accepted_by, a.accepted_by_unit, a.deemed, a.accepted_counts_from, a.window_code,
                   a.closed_at, a.closed_by, a.refusal_ground, a.refusal_reason, a.competent_body,
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
                                                      'fromReceiptNumber', m.from_receipt_number,
                                                      'files', m.file_ids, 'copies', m.copies,
                                                      'check', CASE WHEN m.checked_at IS NOT NULL THEN
                                                          json_build_object('at', m.checked_at, 'by', m.checked_by,
                                                                            'unit', m.checked_by_unit) END)
                                    ORDER BY m.position)
                      FROM application_material m
                     WHERE m.receipt_number = a.receipt_number) AS materials
              FROM application a
             WHERE a.receipt_number = :number
            """;

    private final JdbcClient jdbc;

    ApplicationFiles(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The file for a command: whoever else acts on it waits, and then sees what became of it. The row is locked first and
     * the file read after: a statement that waited would read the row anew, but the materials as they were before. Rows
     * that only refer to the file do not wait: its key never changes.
     */
    Optional<ApplicationFile> lock(ReceiptNumber number) {
        return jdbc.sql("SELECT 1 FROM application WHERE receipt_number = :number FOR NO KEY UPDATE")
                .param("number", number.value())
                .query(Integer.class)
                .optional()
                .flatMap(_ -> find(number));
    }

    Optional<ApplicationFile> find(ReceiptNumber number) {
        return jdbc.sql(SELECT)
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
                                                      file_name, due_on, from_receipt_number, file_ids, copies)
                    SELECT :number, m.value ->> 'key', m.position, m.value ->> 'nameZh', m.value ->> 'nameEn',
                           m.value ->> 'trustLevel', (m.value ->> 'deferrable')::boolean,
                           (m.value ->> 'commitmentAllowed')::boolean,
                           ARRAY (SELECT jsonb_array_elements_text(m.value -> 'itemCodes')), m.value ->> 'state',
                           m.value ->> 'fileName', (m.value ->> 'dueOn')::date, m.value ->> 'fromReceiptNumber',
                           ARRAY (SELECT jsonb_array_elements_text(m.value -> 'files')::uuid),
                           (m.value ->> 'copies')::integer
                      FROM jsonb_array_elements(:materials::jsonb) WITH ORDINALITY AS m (value, position)),
                commitment AS (
                    INSERT INTO application_commitment (receipt_number, version, kind, text_version, material_keys)
                    SELECT :number, :version, :commitmentKind::text, :commitmentText::bigint, :commitmentKeys::text[]
                     WHERE :commitmentKind::text IS NOT NULL)
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
                .params(commitment(event))
                .update();
    }

    /**
     * The file after an act, with its line of history.
     *
     * @throws StaleFileException when somebody else changed the file since it was read
     */
    void update(ApplicationFile next, FileEvent event) {
        var row = Row.of(next.state());
        var by = event.by();
        int changed = jdbc.sql("""
                WITH file AS (
                    UPDATE application
                       SET status = :status, clock_started_on = :clockStartedOn, deemed_accepted_after = :deemedAfter,
                           pre_reviewed_at = :preReviewedAt, pre_reviewed_by = :preReviewedBy,
                           correction_requested_at = :correctionRequestedAt,
                           correction_requested_by = :correctionRequestedBy,
                           correction_defects = :correctionDefects::jsonb, correction_due_on = :correctionDueOn,
                           correction_reason = :correctionReason, corrected_at = :correctedAt,
                           correction_supplied = :correctionSupplied::text[],
                           earlier_corrections = :earlierCorrections::jsonb, deferred_due_on = :deferredDueOn,
                           accepted_at = :acceptedAt, accepted_by = :acceptedBy, accepted_by_unit = :acceptedByUnit,
                           deemed = :deemed, accepted_counts_from = :acceptedCountsFrom, window_code = :windowCode,
                           closed_at = :closedAt, closed_by = :closedBy, refusal_ground = :refusalGround,
                           refusal_reason = :refusalReason, competent_body = :competentBody, delivered_at = :deliveredAt, delivered_by = :deliveredBy,
                           delivered_by_unit = :deliveredByUnit, delivery_method = :deliveryMethod,
                           recipient_check = :recipientCheck, version = :version
                     WHERE receipt_number = :number AND version = :version - 1
                    RETURNING receipt_number),
                materials AS (
                    UPDATE application_material AS old
                       SET state = new.value ->> 'state', file_name = new.value ->> 'fileName',
                           due_on = (new.value ->> 'dueOn')::date,
                           from_receipt_number = new.value ->> 'fromReceiptNumber',
                           file_ids = ARRAY (SELECT jsonb_array_elements_text(new.value -> 'files')::uuid),
                           copies = (new.value ->> 'copies')::integer,
                           checked_at = (new.value -> 'check' ->> 'at')::timestamptz,
                           checked_by = new.value -> 'check' ->> 'by',
                           checked_by_unit = new.value -> 'check' ->> 'unit'
                      FROM file, jsonb_array_elements(:materials::jsonb) AS new (value)
                     WHERE old.receipt_number = file.receipt_number AND old.material_key = new.value ->> 'key'
                       AND (old.state, old.file_name, old.due_on, old.file_ids, old.copies, old.checked_at) IS DISTINCT FROM
                           (new.value ->> 'state', new.value ->> 'fileName', (new.value ->> 'dueOn')::date,
                            ARRAY (SELECT jsonb_array_elements_text(new.value -> 'files')::uuid),
                            (new.value ->> 'copies')::integer, (new.value -> 'check' ->> 'at')::timestamptz)),
                commitment AS (
                    INSERT INTO application_commitment (receipt_number, version, kind, text_version, material_keys)
                    SELECT receipt_number, :version, :commitmentKind::text, :commitmentText::bigint, :commitmentKeys::text[]
                      FROM file
                     WHERE :commitmentKind::text IS NOT NULL)
                INSERT INTO application_history (receipt_number, version, act, at, by, acting_as, power_of_attorney_id)
                SELECT receipt_number, :version, :act, :at, :by, :as, :power
                  FROM file
                """)
                .param("number", next.head().number().value())
                .param("version", next.version())
                .param("status", FileStatus.of(next.state()).name())
                .param("clockStartedOn", row.clockStartedOn())
                .param("deemedAfter", row.deemedAcceptedAfter())
                .param("preReviewedAt", utc(row.preReviewedAt()))
                .param("preReviewedBy", row.preReviewedBy())
                .params(correction(next))
                .param("deferredDueOn", row.deferredDueOn())
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
                .param(
                        "refusalGround",
                        row.refusalGround() == null ? null : row.refusalGround().name())
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
                .params(commitment(event))
                .update();
        if (changed == 0) {
            throw new StaleFileException(next.head().number());
        }
    }

    /** Notes who has seen the originals; the file has another version then, though it stands where it stood. */
    void markChecked(ReceiptNumber number, Collection<String> keys, String by, String unit, Instant at) {
        jdbc.sql("""
                WITH checked AS (
                    UPDATE application_material
                       SET checked_at = :at, checked_by = :by, checked_by_unit = :unit
                     WHERE receipt_number = :number AND material_key = ANY (:keys) AND state = 'HANDED_IN'
                       AND checked_at IS NULL)
                UPDATE application SET version = version + 1 WHERE receipt_number = :number
                """)
                .param("number", number.value())
                .param("keys", keys.toArray(String[]::new))
                .param("by", by)
                .param("unit", unit)
                .param("at", utc(at))
                .update();
    }

    /** Makes files for branches of the same enterprise take turns, so that none misses what another has just taken in. */
    void lockBranchesOf(String usci) {
        jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended(:usci, 71331))")
                .param("usci", usci)
                .query((_, _) -> true)
                .list();
    }

    /** A case of a file that has not ended. */
    record OpenCase(String caseNumber, String subject, String receiptNumber) {}

    List<OpenCase> openCases(Collection<String> subjects, Collection<String> items) {
        return jdbc.sql("""
                SELECT c.case_number, c.subject_usci, c.receipt_number
                  FROM application_case c
                  JOIN application a ON a.receipt_number = c.receipt_number
                 WHERE c.subject_usci = ANY (:subjects) AND c.item_code = ANY (:items)
                   AND a.status IN ('SUBMITTED', 'PRE_REVIEWED', 'CORRECTION_REQUESTED', 'ACCEPTED', 'ACCEPTED_DEFERRED')
                """)
                .param("subjects", subjects.toArray(String[]::new))
                .param("items", items.toArray(String[]::new))
                .query((row, _) -> new OpenCase(
                        row.getString("case_number"), row.getString("subject_usci"), row.getString("receipt_number")))
                .list();
    }

    private static Map<String, @Nullable Object> commitment(FileEvent event) {
        var commitment = event.commitment();
        var params = new HashMap<String, @Nullable Object>();
        params.put(
                "commitmentKind", commitment == null ? null : commitment.kind().name());
        params.put("commitmentText", commitment == null ? null : commitment.textVersion());
        params.put(
                "commitmentKeys",
                commitment == null ? null : commitment.materials().toArray(String[]::new));
        return params;
    }

    private static Map<String, @Nullable Object> correction(ApplicationFile file) {
        var round = file.correction();
        var rounds = file.corrections();
        var params = new HashMap<String, @Nullable Object>();
        params.put("correctionRequestedAt", round == null ? null : utc(round.requestedAt()));
        params.put("correctionRequestedBy", round == null ? null : round.requestedBy());
        params.put("correctionDefects", round == null ? null : JSON.writeValueAsString(round.defects()));
        params.put("correctionDueOn", round == null ? null : round.dueOn());
        params.put("correctionReason", round == null ? null : round.supervisorReason());
        params.put("correctedAt", round == null ? null : utc(round.correctedAt()));
        params.put(
                "correctionSupplied",
                round == null || round.correctedAt() == null
                        ? null
                        : round.suppliedKeys().stream().sorted().toArray(String[]::new));
        params.put(
                "earlierCorrections",
                rounds.size() < 2 ? null : JSON.writeValueAsString(rounds.subList(0, rounds.size() - 1)));
        return params;
    }

    /** A period that runs out; each is swept along an index of its own. */
    enum Period {
        /** The five working days in which a clerk has to speak. */
        SILENCE("status IN ('SUBMITTED', 'PRE_REVIEWED')", "deemed_accepted_after"),
        CORRECTION("status = 'CORRECTION_REQUESTED'", "correction_due_on"),
        DEFERRAL("status = 'ACCEPTED_DEFERRED'", "deferred_due_on");

        private final String sql;

        Period(String condition, String lastDay) {
            sql = """
                    SELECT receipt_number, %2$s AS last_day
                      FROM application
                     WHERE %1$s AND %2$s < :today AND (%2$s, receipt_number) > (:afterDay, :afterNumber)
                     ORDER BY %2$s, receipt_number
                     LIMIT 1
                       FOR UPDATE SKIP LOCKED
                    """.formatted(condition, lastDay);
        }
    }

    /** A file in the order in which periods end. */
    record Overdue(LocalDate lastDay, ReceiptNumber number) {}

    /** The next file whose period is over and that nobody else is looking at. */
    Optional<Overdue> lockOverdue(Period period, LocalDate today, LocalDate afterDay, String afterNumber) {
        return jdbc.sql(period.sql)
                .param("today", today)
                .param("afterDay", afterDay)
                .param("afterNumber", afterNumber)
                .query((row, _) -> new Overdue(
                        present(row.getObject("last_day", LocalDate.class)),
                        new ReceiptNumber(row.getString("receipt_number"))))
                .optional();
    }

    private static String act(FileEvent event) {
        return switch (event) {
            case FileSubmitted _ -> "SUBMITTED";
            case FilePreReviewed _ -> "PRE_REVIEWED";
            case CorrectionAsked _ -> "CORRECTION_REQUESTED";
            case FileCorrected _ -> "CORRECTED";
            case FileAccepted _ -> "ACCEPTED";
            case MaterialsSupplied _ -> "MATERIALS_SUPPLIED";
            case FileEvent.CaseCorrected _ -> "CASE_CORRECTED";
            case FeePaid _ -> "FEE_PAID";
            case FileTerminated _ -> "TERMINATED";
            case FileLapsed _ -> "LAPSED";
            case FileRefused _ -> "REFUSED";
            case FileWithdrawn _ -> "WITHDRAWN";
            case ResultDelivered _ -> "DELIVERED";
        };
    }

    /** The state as the table has it: flat and nullable here, typed and total there. */
    private record Row(
            @Nullable LocalDate clockStartedOn,
            @Nullable LocalDate deemedAcceptedAfter,
            @Nullable Instant preReviewedAt,
            @Nullable String preReviewedBy,
            @Nullable Acceptance acceptance,
            @Nullable LocalDate deferredDueOn,
            @Nullable Instant closedAt,
            @Nullable String closedBy,
            @Nullable RefusalGround refusalGround,
            @Nullable String refusalReason,
            @Nullable String competentBody,
            @Nullable Delivery delivery) {

        static Row of(FileState state) {
            return switch (state) {
                case Submitted(var from, var until) ->
                    new Row(from, until, null, null, null, null, null, null, null, null, null, null);
                case PreReviewed(var from, var until, var at, var by) ->
                    new Row(from, until, at, by, null, null, null, null, null, null, null, null);
                case CorrectionRequested() ->
                    new Row(null, null, null, null, null, null, null, null, null, null, null, null);
                case Accepted(var acceptance) ->
                    new Row(null, null, null, null, acceptance, null, null, null, null, null, null, null);
                case AcceptedDeferred(var acceptance, var dueOn) ->
                    new Row(null, null, null, null, acceptance, dueOn, null, null, null, null, null, null);
                case Delivered(var acceptance, var delivery) ->
                    new Row(null, null, null, null, acceptance, null, null, null, null, null, null, delivery);
                case Refused(var at, var by, var ground, var reason, var body) ->
                    new Row(null, null, null, null, null, null, at, by, ground, reason, body, null);
                case Withdrawn(var at, var by, var acceptance) -> closed(at, by, acceptance);
                case Terminated(var at, var by, var acceptance) -> closed(at, by, acceptance);
                case Lapsed(var at, var by) -> closed(at, by, null);
            };
        }

        private static Row closed(Instant at, String by, @Nullable Acceptance acceptance) {
            return new Row(null, null, null, null, acceptance, null, at, by, null, null, null, null);
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
                corrections(row),
                JSON.readValue(row.getString("materials"), new TypeReference<List<FileMaterial>>() {}),
                row.getLong("version"));
    }

    private static FileState state(ResultSet row) throws SQLException {
        return switch (FileStatus.valueOf(row.getString("status"))) {
            case SUBMITTED ->
                new Submitted(
                        present(row.getObject("clock_started_on", LocalDate.class)),
                        present(row.getObject("deemed_accepted_after", LocalDate.class)));
            case PRE_REVIEWED ->
                new PreReviewed(
                        present(row.getObject("clock_started_on", LocalDate.class)),
                        present(row.getObject("deemed_accepted_after", LocalDate.class)),
                        present(instant(row, "pre_reviewed_at")),
                        present(row.getString("pre_reviewed_by")));
            case CORRECTION_REQUESTED -> new CorrectionRequested();
            case ACCEPTED -> new Accepted(present(acceptance(row)));
            case ACCEPTED_DEFERRED ->
                new AcceptedDeferred(
                        present(acceptance(row)), present(row.getObject("deferred_due_on", LocalDate.class)));
            case DELIVERED -> new Delivered(present(acceptance(row)), delivery(row));
            case REFUSED ->
                new Refused(
                        present(instant(row, "closed_at")),
                        present(row.getString("closed_by")),
                        ground(row.getString("refusal_ground")),
                        present(row.getString("refusal_reason")),
                        row.getString("competent_body"));
            case WITHDRAWN ->
                new Withdrawn(present(instant(row, "closed_at")), present(row.getString("closed_by")), acceptance(row));
            case TERMINATED ->
                new Terminated(
                        present(instant(row, "closed_at")),
                        present(row.getString("closed_by")),
                        present(acceptance(row)));
            case LAPSED -> new Lapsed(present(instant(row, "closed_at")), present(row.getString("closed_by")));
        };
    }

    private static @Nullable RefusalGround ground(@Nullable String name) {
        return name == null ? null : RefusalGround.valueOf(name);
    }

    private static List<Correction> corrections(ResultSet row) throws SQLException {
        var requestedAt = instant(row, "correction_requested_at");
        if (requestedAt == null) {
            return List.of();
        }
        var earlier = row.getString("earlier_corrections");
        var rounds = new ArrayList<Correction>();
        if (earlier != null) {
            rounds.addAll(JSON.readValue(earlier, new TypeReference<List<Correction>>() {}));
        }
        List<Defect> defects =
                JSON.readValue(row.getString("correction_defects"), new TypeReference<List<Defect>>() {});
        var correctedAt = instant(row, "corrected_at");
        rounds.add(new Correction(
                requestedAt,
                present(row.getString("correction_requested_by")),
                defects,
                row.getObject("correction_due_on", LocalDate.class),
                row.getString("correction_reason"),
                correctedAt,
                correctedAt == null ? Set.of() : supplied(row, defects)));
        return rounds;
    }

    /** Corrections from before it was written down brought at least what had been asked for. */
    private static Set<String> supplied(ResultSet row, List<Defect> defects) throws SQLException {
        var keys = row.getArray("correction_supplied");
        return keys == null
                ? defects.stream().map(Defect::materialKey).collect(Collectors.toSet())
                : Set.of((String[]) keys.getArray());
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

    static Instant time(ResultSet row, String column) throws SQLException {
        return present(instant(row, column));
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
