package onestop.approval.conflicts;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.InstantSource;
import java.util.UUID;
import onestop.approval.conflicts.ConflictView.Kind;
import onestop.approval.input.PlainText;
import onestop.web.Allowed;
import onestop.web.Caller;
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
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Officers declare their conflicts of interest; the manager of the unit declares anybody's there, and ends them. */
@RestController
class ConflictController {
    private final Conflicts conflicts;
    private final KeepConflicts keep;
    private final Problems problems;
    private final InstantSource clock;

    ConflictController(Conflicts conflicts, KeepConflicts keep, Problems problems, InstantSource clock) {
        this.conflicts = conflicts;
        this.keep = keep;
        this.problems = problems;
        this.clock = clock;
    }

    record ConflictBody(
            @Nullable @PlainText @Size(min = 1, max = 100) String officer,
            @NotNull Kind kind,
            @NotBlank @PlainText @Size(max = 50) String concerns,
            @NotBlank @PlainText @Size(max = 500) String reason) {}

    record EndBody(@NotBlank @PlainText @Size(max = 500) String reason) {}

    /** Declared again, it stays the one that it was. */
    @Allowed({Role.EXAMINER, Role.REVIEWER, Role.APPROVER, Role.UNIT_MANAGER})
    @PutMapping("/api/approval/conflicts")
    ResponseEntity<?> declare(@Valid @RequestBody ConflictBody body, Caller caller) {
        var unit = unit(caller);
        var officer = body.officer() == null ? caller.subject() : body.officer();
        if (!officer.equals(caller.subject()) && !caller.isAny(Role.UNIT_MANAGER)) {
            throw new InvalidFieldException("officer", "own-conflict-only");
        }
        if (body.kind() == Kind.CASE && !conflicts.decides(unit, body.concerns())) {
            return problems.reply(HttpStatus.NOT_FOUND, "no-such-case");
        }
        return ResponseEntity.ok(keep.declare(
                officer, unit, body.kind(), body.concerns(), body.reason(), caller.subject(), clock.instant()));
    }

    /** All of the unit for its manager, their own for the others. */
    @Allowed({Role.EXAMINER, Role.REVIEWER, Role.APPROVER, Role.UNIT_MANAGER})
    @GetMapping("/api/approval/conflicts")
    Page<ConflictView> list(
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) Limit limit,
            Caller caller) {
        var officer = caller.isAny(Role.UNIT_MANAGER) ? null : caller.subject();
        return conflicts.page(unit(caller), officer, after, limit);
    }

    @Allowed(Role.UNIT_MANAGER)
    @PutMapping("/api/approval/conflicts/{id}/end")
    ResponseEntity<?> end(@PathVariable UUID id, @Valid @RequestBody EndBody body, Caller caller) {
        return switch (keep.end(id, unit(caller), caller.subject(), body.reason(), clock.instant())) {
            case ENDED -> ResponseEntity.noContent().build();
            case OWN -> problems.reply(HttpStatus.FORBIDDEN, "own-conflict");
            case UNKNOWN -> problems.reply(HttpStatus.NOT_FOUND, "no-such-conflict");
        };
    }

    private static String unit(Caller caller) {
        var unit = caller.unit();
        if (unit == null || unit.isBlank()) {
            throw new ProblemException(HttpStatus.FORBIDDEN, "no-unit");
        }
        return unit;
    }
}
