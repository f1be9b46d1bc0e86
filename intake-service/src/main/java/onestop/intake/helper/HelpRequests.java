package onestop.intake.helper;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import onestop.intake.helper.HelpRequest.Act;
import onestop.intake.helper.HelpRequest.Actor;
import onestop.intake.helper.HelpRequest.Content;
import onestop.intake.helper.HelpRequest.Entry;
import onestop.intake.helper.HelpRequest.Note;
import onestop.intake.helper.HelpRequest.Side;
import onestop.intake.helper.HelpState.Accepted;
import onestop.intake.helper.HelpState.Archived;
import onestop.intake.helper.HelpState.Delivered;
import onestop.intake.helper.HelpState.Ended;
import onestop.intake.helper.HelpState.Entrusted;
import onestop.intake.helper.HelpState.FollowedUp;
import onestop.intake.helper.HelpState.HandedBack;
import onestop.intake.helper.HelpState.Handled;
import onestop.intake.helper.HelpState.Reported;
import onestop.intake.helper.HelpState.Suspended;
import onestop.intake.helper.HelpState.Waiting;
import onestop.web.Caller;
import onestop.web.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All SQL of requests for help and their history. */
@Repository
class HelpRequests {
    private static final String COLUMNS = """
            r.number, r.mode, r.enterprise_usci, r.region_code, r.item_codes, r.project_number, r.matter, r.requested_by,
            r.requested_as, r.requested_at, r.status, r.helper, r.suspended_step, r.reason, r.satisfied, r.since,
            r.power_of_attorney_id, r.version
            """;

    private final JdbcClient jdbc;

    HelpRequests(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    String nextNumber(LocalDate day) {
        return jdbc.sql(
                        "SELECT 'DB' || to_char(:day::date, 'YYMMDD') || lpad(s::text, greatest(5, length(s::text)), '0')"
                                + " FROM nextval('help_request_serial') AS s")
                .param("day", day)
                .query(String.class)
                .single();
    }

    void insert(HelpRequest request, Entry entry) {
        var content = request.content();
        jdbc.sql("""
                INSERT INTO help_request (number, mode, enterprise_usci, region_code, item_codes, project_number, matter,
                                          requested_by, requested_as, requested_at, status, helper, since, version)
                VALUES (:number, :mode, :usci, :region, :items, :project, :matter,
                        :by, :as, :at, :status, :helper, :at, :version)
                """)
                .param("number", request.number())
                .param("mode", content.mode().name())
                .param("usci", content.usci())
                .param("region", content.regionCode())
                .param("items", content.items().toArray(String[]::new))
                .param("project", content.projectNumber())
                .param("matter", content.matter())
                .param("by", content.requestedBy().by())
                .param("as", content.requestedBy().as().name())
                .param("at", time(content.requestedAt()))
                .param("status", HelpStatus.of(request.state()).name())
                .param("helper", HelpStatus.helperOf(request.state()))
                .param("version", request.version())
                .update();
        addToHistory(request, entry);
    }

    /** Stores the next state and the line of history. */
    void update(HelpRequest next, Entry entry) {
        var suspended = next.state() instanceof Suspended(var before, var _) ? HelpStatus.of(before) : null;
        int changed = jdbc.sql("""
                UPDATE help_request
                   SET status = :status, helper = :helper, suspended_step = :suspended,
                       reason = :reason, satisfied = :satisfied, since = :since, power_of_attorney_id = :power,
                       version = :version
                 WHERE number = :number AND version = :version - 1
                """)
                .param("status", HelpStatus.of(next.state()).name())
                .param("helper", HelpStatus.helperOf(next.state()))
                .param("suspended", suspended == null ? null : suspended.name())
                .param(
                        "reason",
                        switch (next.state()) {
                            case Suspended(var _, var reason) -> reason;
                            case HandedBack(var _, var reason) -> reason;
                            case Ended(var _, var reason) -> reason;
                            case Waiting _,
                                    Entrusted _,
                                    HelpState.AtWork _,
                                    Delivered _,
                                    Archived _,
                                    Reported _,
                                    FollowedUp _ -> null;
                        })
                .param("satisfied", next.state() instanceof FollowedUp(var _, var satisfied) ? satisfied : null)
                .param("since", time(next.since()))
                .param("power", next.power())
                .param("version", next.version())
                .param("number", next.number())
                .update();
        if (changed == 0) {
            throw new OptimisticLockingFailureException(
                    "help request %s was changed by somebody else".formatted(next.number()));
        }
        addToHistory(next, entry);
    }

    private void addToHistory(HelpRequest request, Entry entry) {
        jdbc.sql("""
                INSERT INTO help_request_history (number, version, act, at, by, acting_as, helper, note, receipt_numbers,
                                                  power_of_attorney_id, forms)
                VALUES (:number, :version, :act, :at, :by, :as, :helper, :note, :receipts, :power, :forms)
                """)
                .param("number", request.number())
                .param("version", request.version())
                .param("act", entry.act().name())
                .param("at", time(entry.at()))
                .param("by", entry.by().by())
                .param("as", entry.by().as().name())
                .param("helper", HelpStatus.helperOf(request.state()))
                .param("note", entry.note().text())
                .param("receipts", entry.note().receiptNumbers().toArray(String[]::new))
                .param("power", request.power())
                .param("forms", entry.forms().stream().map(HelpForm::name).toArray(String[]::new))
                .update();
    }

    Optional<HelpRequest> find(String number) {
        return find(number, "");
    }

    Optional<HelpRequest> lock(String number) {
        return find(number, " FOR UPDATE");
    }

    private Optional<HelpRequest> find(String number, String lock) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM help_request r WHERE r.number = :number" + lock)
                .param("number", number)
                .query((row, _) -> request(row))
                .optional();
    }

    /**
     * A step as it was done.
     *
     * @param power the power of attorney it was done under
     */
    record Line(
            long version,
            Entry entry,
            @Nullable String helper,
            @Nullable UUID power) {}

    /** The steps in their order; a request ends long before it has as many as are read. */
    List<Line> history(String number) {
        return jdbc.sql("""
                SELECT version, act, at, by, acting_as, helper, note, receipt_numbers, power_of_attorney_id, forms
                  FROM help_request_history
                 WHERE number = :number
                 ORDER BY version
                 LIMIT 500
                """)
                .param("number", number)
                .query((row, _) -> new Line(
                        row.getLong("version"),
                        new Entry(
                                Act.valueOf(row.getString("act")),
                                instant(row, "at"),
                                new Actor(row.getString("by"), Side.valueOf(row.getString("acting_as"))),
                                new Note(row.getString("note"), texts(row, "receipt_numbers")),
                                texts(row, "forms").stream()
                                        .map(HelpForm::valueOf)
                                        .toList()),
                        row.getString("helper"),
                        row.getObject("power_of_attorney_id", UUID.class)))
                .list();
    }

    /** The place of a request in the list. */
    record Place(Instant requestedAt, String number) {}

    /** What the caller may see, the newest first. */
    List<HelpRequest> page(Caller caller, @Nullable HelpStatus status, @Nullable Place after, int limit) {
        var query = jdbc.sql("SELECT " + COLUMNS
                        + """
                  FROM help_request r
                 WHERE %s %s %s
                 ORDER BY r.requested_at DESC, r.number DESC
                 LIMIT :limit
                """.formatted(
                                        scope(caller),
                                        status == null ? "" : "AND r.status = '" + status.name() + "'",
                                        after == null ? "" : "AND (r.requested_at, r.number) < (:at, :number)"))
                .param("limit", limit)
                .param("me", caller.subject())
                .param("uscis", caller.uscis().toArray(String[]::new));
        if (after != null) {
            query = query.param("at", time(after.requestedAt())).param("number", after.number());
        }
        return query.query((row, _) -> request(row)).list();
    }

    /** Fixed texts only; what the caller sends is in the parameters. */
    private static String scope(Caller caller) {
        if (caller.isAny(Role.WINDOW, Role.OPS)) {
            return "true";
        }
        var scopes = new ArrayList<String>();
        scopes.add("r.requested_by = :me");
        if (caller.is(Role.HELPER)) {
            scopes.add("r.helper = :me");
        }
        if (caller.is(Role.APPLICANT)) {
            scopes.add("r.enterprise_usci = ANY (:uscis)");
        }
        return "(" + String.join(" OR ", scopes) + ")";
    }

    private static HelpRequest request(ResultSet row) throws SQLException {
        return new HelpRequest(
                row.getString("number"),
                new Content(
                        HelpMode.valueOf(row.getString("mode")),
                        row.getString("enterprise_usci"),
                        row.getString("region_code"),
                        texts(row, "item_codes"),
                        row.getString("project_number"),
                        row.getString("matter"),
                        new Actor(row.getString("requested_by"), Side.valueOf(row.getString("requested_as"))),
                        instant(row, "requested_at")),
                state(row),
                instant(row, "since"),
                row.getObject("power_of_attorney_id", UUID.class),
                row.getLong("version"));
    }

    private static HelpState state(ResultSet row) throws SQLException {
        var helper = row.getString("helper");
        return switch (HelpStatus.valueOf(row.getString("status"))) {
            case WAITING -> new Waiting();
            case ENTRUSTED -> new Entrusted(helper);
            case ACCEPTED -> new Accepted(helper);
            case HANDLED -> new Handled(helper);
            case DELIVERED -> new Delivered(helper);
            case ARCHIVED -> new Archived(helper);
            case REPORTED -> new Reported(helper);
            case FOLLOWED_UP -> new FollowedUp(helper, row.getBoolean("satisfied"));
            case SUSPENDED ->
                new Suspended(
                        HelpStatus.valueOf(row.getString("suspended_step")) == HelpStatus.ACCEPTED
                                ? new Accepted(helper)
                                : new Handled(helper),
                        row.getString("reason"));
            case HANDED_BACK -> new HandedBack(helper, row.getString("reason"));
            case ENDED -> new Ended(helper, row.getString("reason"));
        };
    }

    private static List<String> texts(ResultSet row, String column) throws SQLException {
        return Arrays.asList((String[]) row.getArray(column).getArray());
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(row.getObject(column, OffsetDateTime.class))
                .toInstant();
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
