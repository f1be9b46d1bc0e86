package onestop.appeal.supervision;

import static onestop.appeal.recusal.Concealment.notConcealed;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import onestop.appeal.clocks.Clock;
import onestop.appeal.clocks.Shanghai;
import onestop.appeal.roles.AllowedToReadersOfRecords;
import onestop.appeal.units.OwnUnit;
import onestop.appeal.units.UnitKey;
import onestop.web.Caller;
import onestop.web.Cursor;
import onestop.web.InvalidFieldException;
import onestop.web.Limit;
import onestop.web.Page;
import onestop.web.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What supervision has raised, and who answers for it: the newest first. A unit reads what concerns it. */
@RestController
class NoticesController {
    private final JdbcClient jdbc;

    NoticesController(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @AllowedToReadersOfRecords
    @GetMapping("/api/appeal/supervision/notices")
    Page<NoticeLine> notices(
            @RequestParam(required = false) @Nullable @Pattern(regexp = UnitKey.PATTERN) String unit,
            @RequestParam(required = false) @Nullable @Min(1) @Max(4) Integer level,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) Limit limit,
            Caller caller) {
        var ofUnit = OwnUnit.unlessAny(caller, unit, Role.APPEAL_COORDINATOR, Role.AUDITOR);
        var before = position(after);
        var lines = jdbc.sql("""
                SELECT n.id, n.appeal_id, n.number, n.unit, n.level, n.cause, n.clock, n.measured_at, n.raised_at
                  FROM supervision_notice n
                  JOIN appeal a ON a.id = n.appeal_id
                 WHERE\s""" + notConcealed("a") + forUnits(caller)
                        + (ofUnit == null ? "" : " AND n.unit = :unit") + (level == null ? "" : " AND n.level = :level")
                        + (before == null ? "" : " AND n.id < :before") + " ORDER BY n.id DESC LIMIT :limit")
                .param("reader", caller.subject())
                .param("unit", ofUnit)
                .param("level", level)
                .param("before", before)
                .param("limit", limit.plusOne())
                .query((row, _) -> NoticeLine.of(Notices.notice(row)))
                .list();
        return Page.of(lines, limit, line -> Cursor.of(line.id()));
    }

    @AllowedToReadersOfRecords
    @GetMapping("/api/appeal/accountability")
    Page<AccountabilityLine> accountability(
            @RequestParam(required = false) @Nullable @Pattern(regexp = UnitKey.PATTERN) String unit,
            @RequestParam(required = false) @Nullable AnsweringRole role,
            @RequestParam(required = false) @Nullable LocalDate from,
            @RequestParam(required = false) @Nullable LocalDate to,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) Limit limit,
            Caller caller) {
        if (from != null && to != null && to.isBefore(from)) {
            throw new InvalidFieldException("to", "before-from", from);
        }
        var ofUnit = OwnUnit.unlessAny(caller, unit, Role.APPEAL_COORDINATOR, Role.AUDITOR);
        var before = Recorded.parse(after);
        var lines = jdbc.sql("""
                SELECT n.id, n.notice_id, n.appeal_id, n.number, n.unit, n.role, n.officer_id, n.level, n.cause, n.recorded_at
                  FROM accountability n
                  JOIN appeal a ON a.id = n.appeal_id
                 WHERE\s""" + notConcealed("a") + forUnits(caller)
                        + (ofUnit == null ? "" : " AND n.unit = :unit") + (role == null ? "" : " AND n.role = :role")
                        + (from == null ? "" : " AND n.recorded_on >= :from")
                        + (to == null ? "" : " AND n.recorded_on <= :to")
                        + (before == null ? "" : " AND (n.recorded_on, n.id) < (:beforeOn, :beforeId)")
                        + " ORDER BY n.recorded_on DESC, n.id DESC LIMIT :limit")
                .param("reader", caller.subject())
                .param("unit", ofUnit)
                .param("role", role == null ? null : role.name())
                .param("from", from)
                .param("to", to)
                .param("beforeOn", before == null ? null : before.on())
                .param("beforeId", before == null ? null : before.id())
                .param("limit", limit.plusOne())
                .query((row, _) -> new AccountabilityLine(
                        row.getLong("id"),
                        row.getLong("notice_id"),
                        row.getObject("appeal_id", UUID.class),
                        row.getString("number"),
                        row.getString("unit"),
                        AnsweringRole.valueOf(row.getString("role")),
                        row.getString("officer_id"),
                        row.getInt("level"),
                        row.getString("cause"),
                        row.getObject("recorded_at", OffsetDateTime.class).toInstant()))
                .list();
        return Page.of(lines, limit, line -> Cursor.of(Shanghai.dayOf(line.recordedAt()), line.id()));
    }

    /** A clue to a breach of discipline is the office's to see: the unit does not learn what may be looked into there. */
    private static String forUnits(Caller caller) {
        return caller.isAny(Role.APPEAL_COORDINATOR, Role.AUDITOR) ? "" : " AND n.cause <> 'DISCIPLINE'";
    }

    private static @Nullable Long position(@Nullable String after) {
        var parts = Cursor.parts(after, 1);
        if (parts.isEmpty()) {
            return null;
        }
        return Cursor.number(parts.getFirst());
    }

    /** Where a page of records begins: they are in the order of their days, so that a period is one stretch of an index. */
    private record Recorded(LocalDate on, long id) {
        static @Nullable Recorded parse(@Nullable String after) {
            var parts = Cursor.parts(after, 2);
            if (parts.isEmpty()) {
                return null;
            }
            return new Recorded(Cursor.date(parts.get(0)), Cursor.number(parts.get(1)));
        }
    }

    /** In which part somebody answers for what was not done. */
    enum AnsweringRole {
        HANDLER,
        UNIT_HEAD,
        COORDINATOR
    }

    record NoticeLine(
            long id,
            UUID appealId,
            String number,
            @Nullable String unit,
            int level,
            Notice.Cause cause,
            @Nullable Clock clock,
            @Nullable Instant measuredAt,
            Instant raisedAt) {
        static NoticeLine of(Notice notice) {
            var measuredAt = notice.measuredAt();
            return new NoticeLine(
                    notice.id(),
                    notice.appealId(),
                    notice.number(),
                    notice.unit(),
                    notice.level(),
                    notice.cause(),
                    notice.clock(),
                    measuredAt == null ? null : measuredAt.truncatedTo(ChronoUnit.SECONDS),
                    notice.raisedAt());
        }
    }

    record AccountabilityLine(
            long id,
            long noticeId,
            UUID appealId,
            String number,
            String unit,
            AnsweringRole role,
            @Nullable String officer,
            int level,
            String cause,
            Instant recordedAt) {}
}
