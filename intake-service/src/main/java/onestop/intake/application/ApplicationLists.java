package onestop.intake.application;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import onestop.intake.application.ApplicationView.EnterpriseName;
import onestop.intake.calendar.ServiceHours;
import onestop.web.Caller;
import onestop.web.Cursor;
import onestop.web.Limit;
import onestop.web.Page;
import onestop.web.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Lists of files, SQL straight to lines. Each kind of caller reads along an index of its own. */
@Repository
class ApplicationLists {
    /** Files in which somebody has to act next; they are listed as a queue, the oldest first. */
    private static final Set<FileStatus> QUEUES =
            Set.of(FileStatus.SUBMITTED, FileStatus.PRE_REVIEWED, FileStatus.CORRECTION_REQUESTED);

    private final JdbcClient jdbc;
    private final InstantSource clock;

    ApplicationLists(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    record Line(
            String receiptNumber,
            FileKind kind,
            @Nullable String packageCode,
            FileStatus status,
            EnterpriseName enterprise,
            Channel channel,
            List<String> items,
            int subjects,
            boolean greenChannel,
            Instant receivedAt,
            @Nullable LocalDate deemedAcceptedAfter,
            long version) {}

    Page<Line> page(Caller caller, @Nullable FileStatus status, @Nullable String after, Limit limit) {
        boolean oldestFirst = status != null && QUEUES.contains(status);
        var place = Cursor.parts(after, 2);
        var sql = """
                SELECT a.receipt_number, a.kind, a.package_code, a.status, a.enterprise_usci, a.enterprise_name, a.channel,
                       a.item_codes, a.subject_count, a.green_channel, a.received_at, a.deemed_accepted_after, a.version
                  FROM application a
                 WHERE %s %s %s
                 ORDER BY a.received_at %s, a.receipt_number %s
                 LIMIT :limit
                """.formatted(
                        scope(caller),
                        status == null ? "" : "AND a.status = :status",
                        place.isEmpty()
                                ? ""
                                : "AND (a.received_at, a.receipt_number) %s (:receivedAt, :number)"
                                        .formatted(oldestFirst ? ">" : "<"),
                        oldestFirst ? "ASC" : "DESC",
                        oldestFirst ? "ASC" : "DESC");
        var query = jdbc.sql(sql)
                .param("limit", limit.plusOne())
                .param("me", caller.subject())
                .param("uscis", caller.uscis().toArray(String[]::new))
                .param("today", ServiceHours.dateOf(clock.instant()));
        if (status != null) {
            query = query.param("status", status.name());
        }
        if (!place.isEmpty()) {
            query = query.param("receivedAt", time(place.getFirst())).param("number", place.getLast());
        }
        var rows = query.query((row, _) -> new Line(
                        row.getString("receipt_number"),
                        FileKind.valueOf(row.getString("kind")),
                        row.getString("package_code"),
                        FileStatus.valueOf(row.getString("status")),
                        new EnterpriseName(row.getString("enterprise_usci"), row.getString("enterprise_name")),
                        Channel.valueOf(row.getString("channel")),
                        List.of((String[]) row.getArray("item_codes").getArray()),
                        row.getInt("subject_count"),
                        row.getBoolean("green_channel"),
                        row.getObject("received_at", OffsetDateTime.class).toInstant(),
                        row.getObject("deemed_accepted_after", LocalDate.class),
                        row.getLong("version")))
                .list();
        return Page.of(rows, limit, line -> Cursor.of(line.receivedAt(), line.receiptNumber()));
    }

    static OffsetDateTime time(String sortKey) {
        return Cursor.instant(sortKey).atOffset(ZoneOffset.UTC);
    }

    /** Fixed texts only; what the caller sends is in the parameters. */
    private static String scope(Caller caller) {
        if (caller.is(Role.WINDOW)) {
            return "true";
        }
        var scopes = new ArrayList<String>();
        if (caller.is(Role.APPLICANT)) {
            scopes.add("a.enterprise_usci = ANY (:uscis)");
        }
        if (caller.is(Role.HELPER)) {
            scopes.add("(a.submitted_as = 'HELPER' AND a.submitted_by = :me)");
        }
        if (caller.is(Role.AGENT)) {
            // The first condition finds the files by their enterprises, the second looks at each power.
            scopes.add("""
                    a.enterprise_usci IN (
                            SELECT p.principal_usci
                              FROM power_of_attorney p
                             WHERE p.agent = :me
                            UNION ALL
                            SELECT e.usci
                              FROM power_of_attorney p
                              JOIN enterprise e ON e.parent_usci = p.principal_usci
                             WHERE p.agent = :me)
                    AND EXISTS (SELECT 1
                              FROM power_of_attorney p
                             WHERE p.agent = :me AND p.revoked_at IS NULL AND :today BETWEEN p.valid_from AND p.valid_until
                               AND (p.principal_usci = a.enterprise_usci
                                    OR p.principal_usci = (SELECT e.parent_usci
                                                             FROM enterprise e
                                                            WHERE e.usci = a.enterprise_usci))
                               AND (p.item_codes IS NULL OR p.item_codes @> a.item_codes)
                               AND (p.branch_uscis IS NULL
                                    OR NOT EXISTS (SELECT 1
                                                     FROM application_case c
                                                    WHERE c.receipt_number = a.receipt_number
                                                      AND c.subject_usci <> ALL (p.branch_uscis))))
                    """);
        }
        return "(" + String.join(" OR ", scopes) + ")";
    }
}
