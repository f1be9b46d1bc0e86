package onestop.intake.shift;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import onestop.intake.calendar.ServiceHours;
import onestop.intake.input.FieldErrors;
import onestop.intake.shift.ShiftPatterns.Expansion;
import onestop.intake.shift.ShiftPatterns.Pattern;
import onestop.web.Allowed;
import onestop.web.Caller;
import onestop.web.Cursor;
import onestop.web.Idempotency;
import onestop.web.Limit;
import onestop.web.Page;
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
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Weekly patterns: entered, ended, and expanded into shifts. */
@RestController
@RequestMapping("/api/intake")
class PatternController {
    private static final int MOST_DAYS = 92;
    private static final UUID FIRST = new UUID(0, 0);

    private final ShiftPatterns patterns;
    private final ExpandPatterns expand;
    private final WindowManagement management;
    private final Idempotency idempotency;
    private final Problems problems;
    private final InstantSource clock;

    PatternController(
            ShiftPatterns patterns,
            ExpandPatterns expand,
            WindowManagement management,
            Idempotency idempotency,
            Problems problems,
            InstantSource clock) {
        this.patterns = patterns;
        this.expand = expand;
        this.management = management;
        this.idempotency = idempotency;
        this.problems = problems;
        this.clock = clock;
    }

    record PatternBody(
            @NotNull ShiftKind kind,
            @Size(max = 7) @Nullable List<@NotNull @Min(1) @Max(7) Integer> weekdays,
            @NotNull LocalTime from,
            @NotNull LocalTime to,
            @Size(min = 1, max = 100) @Nullable String staff,
            @Min(0) @Max(ShiftInput.MOST_AN_HOUR) @Nullable Integer appointmentsPerHour,
            @NotNull LocalDate validFrom,
            @Nullable LocalDate validUntil) {}

    record EndBody(@NotNull LocalDate validUntil) {}

    record ExpansionBody(@NotNull LocalDate from, @NotNull LocalDate until) {}

    record PatternView(
            UUID id,
            String windowCode,
            ShiftKind kind,
            SortedSet<Integer> weekdays,
            LocalTime from,
            LocalTime to,
            @Nullable String staff,
            int appointmentsPerHour,
            LocalDate validFrom,
            @Nullable LocalDate validUntil,
            long version) {

        static PatternView of(Pattern pattern) {
            return new PatternView(
                    pattern.id(),
                    pattern.windowCode(),
                    pattern.kind(),
                    pattern.weekdays(),
                    pattern.from(),
                    pattern.to(),
                    pattern.staff(),
                    pattern.appointmentsPerHour(),
                    pattern.validFrom(),
                    pattern.validUntil(),
                    pattern.version());
        }
    }

    @Allowed({Role.WINDOW, Role.UNIT_MANAGER, Role.OPS, Role.AUDITOR})
    @GetMapping("/windows/{code}/shift-patterns")
    Page<PatternView> list(
            @PathVariable String code,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) Limit limit) {
        var place = Cursor.parts(after, 1);
        var rows = patterns.ofWindow(code, place.isEmpty() ? FIRST : Cursor.uuid(place.getFirst()), limit.plusOne());
        return Page.of(rows.stream().map(PatternView::of).toList(), limit, pattern -> Cursor.of(pattern.id()));
    }

    @Allowed({Role.OPS, Role.UNIT_MANAGER})
    @PostMapping("/windows/{code}/shift-patterns")
    ResponseEntity<?> enter(
            Caller caller,
            @PathVariable String code,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @Valid @RequestBody PatternBody body) {
        return idempotency.once(
                caller,
                key,
                body,
                () -> management.managed(caller, code, window -> {
                    var errors = new FieldErrors();
                    ShiftInput.checkTimes(errors, body.from(), body.to());
                    if (body.validUntil() != null && body.validUntil().isBefore(body.validFrom())) {
                        errors.add("validUntil", "ends-before-start");
                    }
                    errors.throwIfAny();
                    var pattern = new Pattern(
                            UUID.randomUUID(),
                            code,
                            body.kind(),
                            new TreeSet<>(body.weekdays() == null ? List.of() : body.weekdays()),
                            body.from(),
                            body.to(),
                            body.staff(),
                            body.appointmentsPerHour() == null ? 0 : body.appointmentsPerHour(),
                            body.validFrom(),
                            body.validUntil(),
                            1);
                    patterns.insert(pattern, caller.subject(), clock.instant());
                    return ResponseEntity.created(URI.create("/api/intake/shift-patterns/" + pattern.id()))
                            .body(PatternView.of(pattern));
                }));
    }

    @Allowed({Role.OPS, Role.UNIT_MANAGER})
    @PutMapping("/shift-patterns/{id}/end")
    ResponseEntity<?> end(Caller caller, @PathVariable UUID id, @Valid @RequestBody EndBody body) {
        return patterns.find(id)
                .<ResponseEntity<?>>map(pattern -> management.managed(caller, pattern.windowCode(), _ -> {
                    patterns.end(id, body.validUntil(), caller.subject(), clock.instant());
                    return ResponseEntity.ok(PatternView.of(patterns.find(id).orElseThrow()));
                }))
                .orElseGet(() -> problems.reply(HttpStatus.NOT_FOUND, "unknown-shift-pattern", id));
    }

    /** What is there already is not made twice, so that it can be asked for again at any time. */
    @Allowed({Role.OPS, Role.UNIT_MANAGER})
    @PutMapping("/shift-patterns/expansion")
    Expansion expand(@Valid @RequestBody ExpansionBody body) {
        var today = ServiceHours.dateOf(clock.instant());
        var errors = new FieldErrors();
        if (body.from().isBefore(today) || body.from().isAfter(today.plusYears(1))) {
            errors.add("from", "date-range", today, today.plusYears(1));
        } else if (body.until().isBefore(body.from())
                || body.until().isAfter(body.from().plusDays(MOST_DAYS))) {
            errors.add("until", "date-range", body.from(), body.from().plusDays(MOST_DAYS));
        }
        errors.throwIfAny();
        return expand.expand(body.from(), body.until());
    }
}
