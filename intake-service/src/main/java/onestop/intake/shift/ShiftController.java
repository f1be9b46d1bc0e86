package onestop.intake.shift;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.UUID;
import java.util.function.Supplier;
import onestop.intake.calendar.ServiceHours;
import onestop.intake.input.FieldErrors;
import onestop.intake.shift.PlanShift.Outcome;
import onestop.intake.window.Windows;
import onestop.web.Allowed;
import onestop.web.Caller;
import onestop.web.Cursor;
import onestop.web.Idempotency;
import onestop.web.Limit;
import onestop.web.Open;
import onestop.web.Page;
import onestop.web.Problems;
import onestop.web.Role;
import onestop.workingdays.Calendars;
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

/** Single shifts. When a window is open may be known to everybody, who sits there to staff only. */
@RestController
@RequestMapping("/api/intake")
class ShiftController {
    private static final int MOST_DAYS = 92;

    private final Shifts shifts;
    private final PlanShift plan;
    private final Windows windows;
    private final WindowManagement management;
    private final Calendars calendars;
    private final Idempotency idempotency;
    private final Problems problems;
    private final InstantSource clock;

    ShiftController(
            Shifts shifts,
            PlanShift plan,
            Windows windows,
            WindowManagement management,
            Calendars calendars,
            Idempotency idempotency,
            Problems problems,
            InstantSource clock) {
        this.shifts = shifts;
        this.plan = plan;
        this.windows = windows;
        this.management = management;
        this.calendars = calendars;
        this.idempotency = idempotency;
        this.problems = problems;
        this.clock = clock;
    }

    record ShiftBody(
            @NotNull LocalDate on,
            @NotNull LocalTime from,
            @NotNull LocalTime to,
            @NotNull ShiftKind kind,
            @Size(min = 1, max = 100) @Nullable String staff,
            @Min(0) @Max(ShiftInput.MOST_AN_HOUR) @Nullable Integer appointmentsPerHour) {}

    record StaffBody(@Size(min = 1, max = 100) @Nullable String staff) {}

    record OpenView(String windowCode, ShiftKind kind, Instant startsAt, Instant endsAt) {}

    record ShiftView(
            UUID id,
            String windowCode,
            ShiftKind kind,
            Instant startsAt,
            Instant endsAt,
            @Nullable String staff,
            int appointmentsPerHour,
            @Nullable Instant cancelledAt,
            long version) {

        static ShiftView of(Shift shift) {
            return new ShiftView(
                    shift.id(),
                    shift.windowCode(),
                    shift.kind(),
                    shift.startsAt(),
                    shift.endsAt(),
                    shift.staff(),
                    shift.appointmentsPerHour(),
                    shift.cancelledAt(),
                    shift.version());
        }
    }

    @Open
    @GetMapping("/windows/{code}/opening-hours")
    ResponseEntity<?> openingHours(
            @PathVariable String code,
            @RequestParam(required = false) @Nullable LocalDate from,
            @RequestParam(required = false) @Nullable LocalDate until,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) Limit limit) {
        if (windows.find(code).isEmpty()) {
            return problems.reply(HttpStatus.NOT_FOUND, "unknown-window", code);
        }
        var first = from == null ? ServiceHours.dateOf(clock.instant()) : from;
        var last = until == null ? first.plusDays(13) : until;
        if (last.isBefore(first) || last.isAfter(first.plusDays(MOST_DAYS))) {
            var errors = new FieldErrors();
            errors.add("until", "date-range", first, first.plusDays(MOST_DAYS));
            errors.throwIfAny();
        }
        var place = Cursor.parts(after, 1);
        var rows = shifts.ofWindow(
                code,
                place.isEmpty() ? startOf(first).minusNanos(1_000) : Cursor.instant(place.getFirst()),
                startOf(last.plusDays(1)),
                limit.plusOne());
        return ResponseEntity.ok(Page.of(
                rows.stream()
                        .map(shift -> new OpenView(shift.windowCode(), shift.kind(), shift.startsAt(), shift.endsAt()))
                        .toList(),
                limit,
                open -> Cursor.of(open.startsAt())));
    }

    @Allowed({Role.WINDOW, Role.HELPER, Role.UNIT_MANAGER, Role.OPS, Role.AUDITOR})
    @GetMapping("/shifts")
    Page<ShiftView> ofDay(
            @RequestParam(required = false) @Nullable LocalDate on,
            @RequestParam(required = false) @Nullable String regionCode,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) Limit limit) {
        var place = Cursor.parts(after, 2);
        var rows = shifts.ofDay(
                on == null ? ServiceHours.dateOf(clock.instant()) : on,
                regionCode,
                place.isEmpty() ? "" : place.getFirst(),
                place.isEmpty() ? Instant.EPOCH : Cursor.instant(place.get(1)),
                limit.plusOne());
        return Page.of(
                rows.stream().map(ShiftView::of).toList(),
                limit,
                shift -> Cursor.of(shift.windowCode(), shift.startsAt()));
    }

    @Allowed({Role.OPS, Role.UNIT_MANAGER})
    @PostMapping("/windows/{code}/shifts")
    ResponseEntity<?> open(
            Caller caller,
            @PathVariable String code,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @Valid @RequestBody ShiftBody body) {
        return idempotency.once(
                caller,
                key,
                body,
                () -> management.managed(caller, code, window -> {
                    var errors = new FieldErrors();
                    ShiftInput.checkTimes(errors, body.from(), body.to());
                    ShiftInput.checkDay(
                            errors, body.kind(), body.on(), calendars.current().kind(body.on()));
                    if (!window.inUse(body.on())) {
                        errors.add("on", "window-not-in-use", window.code());
                    }
                    errors.throwIfAny();
                    return reply(
                            plan.open(
                                    code,
                                    body.kind(),
                                    body.on()
                                            .atTime(body.from())
                                            .atZone(ServiceHours.ZONE)
                                            .toInstant(),
                                    body.on()
                                            .atTime(body.to())
                                            .atZone(ServiceHours.ZONE)
                                            .toInstant(),
                                    body.staff(),
                                    body.appointmentsPerHour() == null ? 0 : body.appointmentsPerHour(),
                                    caller.subject()),
                            true);
                }));
    }

    @Allowed({Role.OPS, Role.UNIT_MANAGER})
    @PutMapping("/shifts/{id}/staff")
    ResponseEntity<?> give(Caller caller, @PathVariable UUID id, @Valid @RequestBody StaffBody body) {
        return managed(caller, id, () -> plan.give(id, body.staff(), caller.subject()));
    }

    @Allowed({Role.OPS, Role.UNIT_MANAGER})
    @PutMapping("/shifts/{id}/cancellation")
    ResponseEntity<?> cancel(Caller caller, @PathVariable UUID id) {
        return managed(caller, id, () -> plan.cancel(id, caller.subject()));
    }

    private ResponseEntity<?> managed(Caller caller, UUID id, Supplier<Outcome> act) {
        return shifts.find(id)
                .<ResponseEntity<?>>map(
                        shift -> management.managed(caller, shift.windowCode(), _ -> reply(act.get(), false)))
                .orElseGet(() -> unknown(id));
    }

    private ResponseEntity<?> reply(Outcome outcome, boolean created) {
        return switch (outcome) {
            case Outcome.Planned(var id) -> {
                var view = ShiftView.of(shifts.find(id).orElseThrow());
                yield created
                        ? ResponseEntity.created(URI.create("/api/intake/shifts/" + id))
                                .body(view)
                        : ResponseEntity.ok(view);
            }
            case Outcome.WindowTaken() -> problems.reply(HttpStatus.CONFLICT, "shift-overlaps");
            case Outcome.ClerkTaken() -> problems.reply(HttpStatus.CONFLICT, "clerk-on-another-shift");
            case Outcome.Cancelled() -> problems.reply(HttpStatus.CONFLICT, "shift-cancelled");
            case Outcome.Promised() -> problems.reply(HttpStatus.CONFLICT, "shift-has-appointments");
            case Outcome.Unknown() -> problems.reply(HttpStatus.NOT_FOUND, "unknown-shift", "");
        };
    }

    private ResponseEntity<?> unknown(UUID id) {
        return problems.reply(HttpStatus.NOT_FOUND, "unknown-shift", id);
    }

    private static Instant startOf(LocalDate date) {
        return date.atStartOfDay(ServiceHours.ZONE).toInstant();
    }
}
