package onestop.approval.absences;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.UUID;
import onestop.approval.absences.Absences.Absence;
import onestop.approval.clocks.OfficeTime;
import onestop.approval.input.PlainText;
import onestop.web.Allowed;
import onestop.web.Caller;
import onestop.web.Idempotency;
import onestop.web.InvalidFieldException;
import onestop.web.Limit;
import onestop.web.Page;
import onestop.web.ProblemException;
import onestop.web.Problems;
import onestop.web.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Officers declare their absence and who stands in; the manager declares anybody's of the unit. */
@RestController
class AbsenceController {
    private final Absences absences;
    private final Problems problems;
    private final Idempotency idempotency;
    private final InstantSource clock;

    AbsenceController(Absences absences, Problems problems, Idempotency idempotency, InstantSource clock) {
        this.absences = absences;
        this.problems = problems;
        this.idempotency = idempotency;
        this.clock = clock;
    }

    record AbsenceBody(
            @Nullable @PlainText @Size(min = 1, max = 100) String officer,
            @NotBlank @PlainText @Size(max = 100) String standIn,
            @NotNull LocalDate fromOn,
            @NotNull LocalDate untilOn,
            @NotBlank @PlainText @Size(max = 500) String reason) {}

    @Allowed({Role.EXAMINER, Role.REVIEWER, Role.APPROVER, Role.UNIT_MANAGER})
    @PostMapping("/api/approval/absences")
    ResponseEntity<?> declare(
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @Valid @RequestBody AbsenceBody body,
            Caller caller) {
        var unit = unit(caller);
        var officer = body.officer() == null ? caller.subject() : body.officer();
        if (!officer.equals(caller.subject()) && !caller.isAny(Role.UNIT_MANAGER)) {
            throw new InvalidFieldException("officer", "own-absence-only");
        }
        if (officer.equals(body.standIn())) {
            throw new InvalidFieldException("standIn", "somebody-else");
        }
        var now = clock.instant();
        if (body.untilOn().isBefore(body.fromOn()) || body.untilOn().isBefore(OfficeTime.dateOf(now))) {
            throw new InvalidFieldException("untilOn", "absence-is-over");
        }
        return idempotency.once(caller, key, body, () -> {
            var absence = new Absence(
                    UUID.randomUUID(),
                    officer,
                    unit,
                    body.standIn(),
                    body.fromOn(),
                    body.untilOn(),
                    body.reason(),
                    caller.subject(),
                    OfficeTime.at(now));
            return absences.insert(absence)
                    ? ResponseEntity.status(HttpStatus.CREATED).body(absence)
                    : problems.reply(HttpStatus.CONFLICT, "absent-already", officer);
        });
    }

    @Allowed({Role.EXAMINER, Role.REVIEWER, Role.APPROVER, Role.UNIT_MANAGER})
    @PutMapping("/api/approval/absences/{id}/end")
    ResponseEntity<?> end(@PathVariable UUID id, Caller caller) {
        var officer = caller.isAny(Role.UNIT_MANAGER) ? null : caller.subject();
        return absences.end(id, unit(caller), officer, caller.subject(), OfficeTime.at(clock.instant()))
                ? ResponseEntity.noContent().build()
                : problems.reply(HttpStatus.NOT_FOUND, "no-such-absence");
    }

    @Allowed({Role.EXAMINER, Role.REVIEWER, Role.APPROVER, Role.UNIT_MANAGER})
    @GetMapping("/api/approval/absences")
    Page<Absence> list(
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) Limit limit,
            Caller caller) {
        return absences.page(unit(caller), OfficeTime.dateOf(clock.instant()), after, limit);
    }

    private static String unit(Caller caller) {
        var unit = caller.unit();
        if (unit == null || unit.isBlank()) {
            throw new ProblemException(HttpStatus.FORBIDDEN, "no-unit");
        }
        return unit;
    }
}
