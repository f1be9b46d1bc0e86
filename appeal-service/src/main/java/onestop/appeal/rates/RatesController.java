package onestop.appeal.rates;

import jakarta.validation.constraints.Pattern;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import onestop.appeal.units.UnitKey;
import onestop.appeal.words.AppealKind;
import onestop.web.Allowed;
import onestop.web.Caller;
import onestop.web.InvalidFieldException;
import onestop.web.ProblemException;
import onestop.web.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** One statement counts everything, so that the rates agree with each other. */
@RestController
class RatesController {
    private final JdbcClient jdbc;
    private final InstantSource clock;

    RatesController(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Allowed({Role.APPEAL_COORDINATOR, Role.UNIT_MANAGER, Role.AUDITOR, Role.EVALUATION_SUPERVISOR})
    @GetMapping("/api/appeal/rates")
    Rates rates(
            @RequestParam(required = false) @Nullable LocalDate from,
            @RequestParam(required = false) @Nullable LocalDate to,
            @RequestParam(required = false) @Nullable @Pattern(regexp = UnitKey.PATTERN) String unit,
            @RequestParam(required = false) @Nullable AppealKind kind,
            Caller caller) {
        if (from != null && to != null && to.isBefore(from)) {
            throw new InvalidFieldException("to", "before-from", from);
        }
        var ofUnit = unitToCount(unit, caller);
        var now = clock.instant();
        var sql = new StringBuilder("""
                SELECT count(*) AS received,
                       count(*) FILTER (WHERE contacted_at IS NOT NULL OR contact_due_at < :now) AS to_contact,
                       count(*) FILTER (WHERE contacted_at <= contact_due_at)                    AS contacted_in_time,
                       count(*) FILTER (WHERE replied_at IS NOT NULL OR solution_due_at < :now)  AS to_answer,
                       count(*) FILTER (WHERE replied_at <= solution_due_at)                     AS answered_in_time,
                       count(*) FILTER (WHERE reached)                                           AS reached,
                       count(*) FILTER (WHERE reached AND solved)                                AS solved,
                       count(*) FILTER (WHERE reached AND satisfied)                             AS satisfied,
                       count(*) FILTER (WHERE state = 'CLOSED' OR solution_due_at < :now)        AS to_close,
                       count(*) FILTER (WHERE state = 'CLOSED')                                  AS closed
                  FROM appeal
                 WHERE state <> 'REJECTED'
                """);
        if (from != null) {
            sql.append(" AND received_on >= :from");
        }
        if (to != null) {
            sql.append(" AND received_on <= :to");
        }
        if (ofUnit != null) {
            sql.append(" AND unit = :unit");
        }
        if (kind != null) {
            sql.append(" AND kind = :kind");
        }
        return jdbc.sql(sql.toString())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("from", from)
                .param("to", to)
                .param("unit", ofUnit)
                .param("kind", kind == null ? null : kind.name())
                .query((row, _) -> new Rates(
                        from,
                        to,
                        ofUnit,
                        kind,
                        now,
                        row.getLong("received"),
                        rate(row, "contacted_in_time", "to_contact"),
                        rate(row, "answered_in_time", "to_answer"),
                        rate(row, "solved", "reached"),
                        rate(row, "satisfied", "reached"),
                        rate(row, "closed", "to_close")))
                .single();
    }

    /** A unit's manager counts the own unit and no other. */
    private static @Nullable String unitToCount(@Nullable String asked, Caller caller) {
        if (caller.isAny(Role.APPEAL_COORDINATOR, Role.AUDITOR, Role.EVALUATION_SUPERVISOR)) {
            return asked;
        }
        var own = caller.unit();
        if (own == null || (asked != null && !asked.equals(own))) {
            throw new ProblemException(HttpStatus.FORBIDDEN, "not-your-unit");
        }
        return own;
    }

    private static Rate rate(ResultSet row, String numerator, String denominator) throws SQLException {
        return Rate.of(row.getLong(numerator), row.getLong(denominator));
    }

    record Rates(
            @Nullable LocalDate from,
            @Nullable LocalDate to,
            @Nullable String unit,
            @Nullable AppealKind kind,
            Instant asOf,
            long received,
            Rate response,
            Rate answer,
            Rate solution,
            Rate satisfaction,
            Rate closing) {}
}
