package onestop.intake.progress;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import onestop.intake.application.DepartmentNews;
import onestop.intake.application.FinishedFile;
import onestop.intake.numbering.ReceiptNumber;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** All SQL of what has been told about files. */
@Repository
class ProgressTables implements DepartmentNews {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JdbcClient jdbc;

    ProgressTables(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record FileNews(
            String receiptNumber, long version, OffsetDateTime finishedAt, String outcome, List<String> officers) {}

    record RatingNews(
            String invitationId,
            String receiptNumber,
            @Nullable Integer serviceNumber,
            @Nullable String service,
            @Nullable LocalDate openUntil,
            @Nullable OffsetDateTime invitedAt,
            @Nullable OffsetDateTime givenAt) {

        RatingNews and(RatingNews other) {
            return new RatingNews(
                    invitationId,
                    receiptNumber,
                    serviceNumber == null ? other.serviceNumber : serviceNumber,
                    service == null ? other.service : service,
                    openUntil == null ? other.openUntil : openUntil,
                    invitedAt == null ? other.invitedAt : invitedAt,
                    givenAt == null ? other.givenAt : givenAt);
        }
    }

    /** The later news win, the earlier fill in; see {@link CaseNews#and}, of which this is the table's side. */
    void saveCases(Collection<CaseNews> all) {
        var news = all.stream().filter(one -> one.status() != null).toList();
        if (!news.isEmpty()) {
            saveStatus(news);
        }
        var days = all.stream().filter(one -> one.status() == null).toList();
        if (!days.isEmpty()) {
            saveDays(days);
        }
    }

    /** Of cases that are known: whoever opened one told so before. */
    private void saveDays(Collection<CaseNews> news) {
        jdbc.sql("""
                UPDATE case_progress AS c
                   SET version = n.version, promised_due_on = coalesce(n."promisedDueOn", c.promised_due_on),
                       statutory_due_on = coalesce(n."statutoryDueOn", c.statutory_due_on),
                       provisional = coalesce(n.provisional, c.provisional)
                  FROM jsonb_to_recordset(:news::jsonb)
                       AS n ("caseNumber" text, version bigint, "promisedDueOn" date, "statutoryDueOn" date,
                             provisional boolean)
                 WHERE c.case_number = n."caseNumber" AND c.version < n.version
                """).param("news", JSON.writeValueAsString(news)).update();
    }

    private void saveStatus(Collection<CaseNews> news) {
        jdbc.sql("""
                INSERT INTO case_progress AS old (case_number, receipt_number, version, status, outcome, grounds,
                                                  promised_due_on, statutory_due_on, provisional, opened_at, decided_at,
                                                  licence_number, licence_name_zh, waits_for, reopened)
                SELECT n."caseNumber", n."receiptNumber", n.version, n.status, n.outcome, n.grounds,
                       n."promisedDueOn", n."statutoryDueOn", n.provisional, n."openedAt", n."decidedAt",
                       n."licenceNumber", n."licenceNameZh", n."waitsFor", n.reopened
                  FROM jsonb_to_recordset(:news::jsonb)
                       AS n ("caseNumber" text, "receiptNumber" text, version bigint, status text,
                             outcome text, grounds text, "promisedDueOn" date, "statutoryDueOn" date,
                             provisional boolean, "openedAt" timestamptz, "decidedAt" timestamptz,
                             "licenceNumber" text, "licenceNameZh" text,
                             "waitsFor" text, reopened boolean)
                ON CONFLICT (case_number) DO UPDATE
                   SET version          = greatest(old.version, excluded.version),
                       status           = CASE WHEN excluded.version > old.version THEN excluded.status ELSE old.status END,
                       outcome          = CASE WHEN excluded.version > old.version
                                               THEN coalesce(excluded.outcome, old.outcome)
                                               ELSE coalesce(old.outcome, excluded.outcome) END,
                       grounds          = CASE WHEN excluded.version > old.version
                                               THEN coalesce(excluded.grounds, old.grounds)
                                               ELSE coalesce(old.grounds, excluded.grounds) END,
                       promised_due_on  = CASE WHEN excluded.version > old.version
                                               THEN coalesce(excluded.promised_due_on, old.promised_due_on)
                                               ELSE coalesce(old.promised_due_on, excluded.promised_due_on) END,
                       statutory_due_on = CASE WHEN excluded.version > old.version
                                               THEN coalesce(excluded.statutory_due_on, old.statutory_due_on)
                                               ELSE coalesce(old.statutory_due_on, excluded.statutory_due_on) END,
                       provisional      = CASE WHEN excluded.version > old.version
                                               THEN coalesce(excluded.provisional, old.provisional)
                                               ELSE coalesce(old.provisional, excluded.provisional) END,
                       opened_at        = coalesce(old.opened_at, excluded.opened_at),
                       decided_at       = CASE WHEN excluded.version > old.version
                                               THEN coalesce(excluded.decided_at, old.decided_at)
                                               ELSE coalesce(old.decided_at, excluded.decided_at) END,
                       licence_number   = coalesce(excluded.licence_number, old.licence_number),
                       licence_name_zh  = coalesce(excluded.licence_name_zh, old.licence_name_zh),
                       waits_for        = CASE WHEN excluded.version > old.version THEN excluded.waits_for ELSE old.waits_for END,
                       reopened         = old.reopened OR excluded.reopened
                """).param("news", JSON.writeValueAsString(news)).update();
    }

    void saveFiles(Collection<FileNews> news) {
        for (var file : news) { // one a file in its whole life
            jdbc.sql("""
                    INSERT INTO file_progress AS old (receipt_number, version, finished_at, outcome, officers)
                    VALUES (:number, :version, :finishedAt, :outcome, :officers::text[])
                    ON CONFLICT (receipt_number) DO UPDATE
                       SET version = excluded.version, finished_at = excluded.finished_at, outcome = excluded.outcome,
                           officers = excluded.officers
                     WHERE excluded.version > old.version
                    """)
                    .param("number", file.receiptNumber())
                    .param("version", file.version())
                    .param("finishedAt", file.finishedAt())
                    .param("outcome", file.outcome())
                    .param("officers", file.officers().toArray(String[]::new))
                    .update();
        }
    }

    void saveRatings(Collection<RatingNews> news) {
        if (news.isEmpty()) {
            return;
        }
        jdbc.sql("""
                INSERT INTO rating_progress AS old (invitation_id, receipt_number, service_number, service, open_until,
                                                    invited_at, given_at)
                SELECT n."invitationId", n."receiptNumber", n."serviceNumber", n.service, n."openUntil", n."invitedAt",
                       n."givenAt"
                  FROM jsonb_to_recordset(:news::jsonb)
                       AS n ("invitationId" text, "receiptNumber" text, "serviceNumber" integer, service text,
                             "openUntil" date, "invitedAt" timestamptz, "givenAt" timestamptz)
                ON CONFLICT (invitation_id) DO UPDATE
                   SET service_number = coalesce(old.service_number, excluded.service_number),
                       service        = coalesce(old.service, excluded.service),
                       open_until     = coalesce(old.open_until, excluded.open_until),
                       invited_at     = coalesce(old.invited_at, excluded.invited_at),
                       given_at       = coalesce(old.given_at, excluded.given_at)
                """).param("news", JSON.writeValueAsString(news)).update();
    }

    @Override
    public Optional<FinishedFile> finished(ReceiptNumber number) {
        return jdbc.sql("SELECT finished_at, outcome, officers FROM file_progress WHERE receipt_number = :number")
                .param("number", number.value())
                .query((row, _) -> new FinishedFile(
                        row.getObject("finished_at", OffsetDateTime.class).toInstant(),
                        row.getString("outcome"),
                        Set.of((String[]) row.getArray("officers").getArray())))
                .optional();
    }

    @Override
    public Set<String> closed(Collection<String> caseNumbers) {
        return caseNumbers.isEmpty()
                ? Set.of()
                : Set.copyOf(jdbc.sql("""
                        SELECT case_number
                          FROM case_progress
                         WHERE case_number = ANY (:numbers) AND status IN ('DECIDED', 'NOT_STARTED')
                        """)
                        .param("numbers", caseNumbers.toArray(String[]::new))
                        .query(String.class)
                        .list());
    }

    @Override
    public boolean anyDecided(ReceiptNumber number) {
        return jdbc.sql("""
                SELECT EXISTS (SELECT 1 FROM case_progress WHERE receipt_number = :number AND status = 'DECIDED')
                    OR EXISTS (SELECT 1 FROM file_progress WHERE receipt_number = :number)
                """)
                .param("number", number.value())
                .query(Boolean.class)
                .single();
    }

    /**
     * The cases of one item counted.
     *
     * @param openAgain those that an appeal had opened again and that are not decided anew
     */
    record ItemTally(
            String itemCode,
            int opened,
            int decided,
            int granted,
            int refused,
            int notStarted,
            int suspended,
            int openAgain,
            @Nullable LocalDate promisedDueOn,
            boolean provisional,
            @Nullable Instant firstOpenedAt,
            @Nullable Instant lastDecidedAt) {}

    List<ItemTally> itemTallies(ReceiptNumber number) {
        return jdbc.sql("""
                SELECT c.item_code,
                       count(*) FILTER (WHERE p.status NOT IN ('NOT_STARTED', 'WAITING')) AS opened,
                       count(*) FILTER (WHERE p.status = 'DECIDED') AS decided,
                       count(*) FILTER (WHERE p.status = 'DECIDED' AND p.outcome = 'GRANTED') AS granted,
                       count(*) FILTER (WHERE p.status = 'DECIDED' AND p.outcome <> 'GRANTED') AS refused,
                       count(*) FILTER (WHERE p.status = 'NOT_STARTED') AS not_started,
                       count(*) FILTER (WHERE p.status = 'SUSPENDED') AS suspended,
                       count(*) FILTER (WHERE p.reopened AND p.status NOT IN ('DECIDED', 'NOT_STARTED')) AS open_again,
                       max(p.promised_due_on) FILTER (WHERE p.status <> 'SUSPENDED') AS promised_due_on,
                       coalesce(bool_or(p.provisional), false) AS provisional,
                       min(p.opened_at) AS first_opened_at,
                       max(p.decided_at) AS last_decided_at
                  FROM case_progress p
                  JOIN application_case c ON c.case_number = p.case_number AND c.receipt_number = p.receipt_number
                 WHERE p.receipt_number = :number
                 GROUP BY c.item_code
                """)
                .param("number", number.value())
                .query((row, _) -> new ItemTally(
                        row.getString("item_code"),
                        row.getInt("opened"),
                        row.getInt("decided"),
                        row.getInt("granted"),
                        row.getInt("refused"),
                        row.getInt("not_started"),
                        row.getInt("suspended"),
                        row.getInt("open_again"),
                        row.getObject("promised_due_on", LocalDate.class),
                        row.getBoolean("provisional"),
                        instant(row, "first_opened_at"),
                        instant(row, "last_decided_at")))
                .list();
    }

    record CaseLine(
            String caseNumber,
            CaseNews.Status status,
            @Nullable String outcome,
            @Nullable String grounds,
            @Nullable LocalDate promisedDueOn,
            @Nullable LocalDate statutoryDueOn,
            @Nullable Instant decidedAt,
            @Nullable String licenceNumber,
            @Nullable String licenceNameZh,
            @Nullable String waitsFor) {}

    /** At most as many as a file may have cases. */
    List<CaseLine> cases(ReceiptNumber number) {
        return jdbc.sql("""
                SELECT case_number, status, outcome, grounds, promised_due_on, statutory_due_on, decided_at,
                       licence_number, licence_name_zh, waits_for
                  FROM case_progress
                 WHERE receipt_number = :number
                """)
                .param("number", number.value())
                .query((row, _) -> new CaseLine(
                        row.getString("case_number"),
                        CaseNews.Status.valueOf(row.getString("status")),
                        row.getString("outcome"),
                        row.getString("grounds"),
                        row.getObject("promised_due_on", LocalDate.class),
                        row.getObject("statutory_due_on", LocalDate.class),
                        instant(row, "decided_at"),
                        row.getString("licence_number"),
                        row.getString("licence_name_zh"),
                        row.getString("waits_for")))
                .list();
    }

    record RatingLine(
            String invitationId,
            @Nullable Integer serviceNumber,
            @Nullable String service,
            @Nullable LocalDate openUntil,
            @Nullable Instant invitedAt,
            @Nullable Instant givenAt) {}

    List<RatingLine> ratings(ReceiptNumber number) {
        return jdbc.sql("""
                SELECT invitation_id, service_number, service, open_until, invited_at, given_at
                  FROM rating_progress
                 WHERE receipt_number = :number
                 ORDER BY service_number
                 LIMIT 100
                """)
                .param("number", number.value())
                .query((row, _) -> new RatingLine(
                        row.getString("invitation_id"),
                        row.getObject("service_number", Integer.class),
                        row.getString("service"),
                        row.getObject("open_until", LocalDate.class),
                        instant(row, "invited_at"),
                        instant(row, "given_at")))
                .list();
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
