package onestop.intake.shift;

import java.time.Instant;
import java.time.InstantSource;
import onestop.intake.shift.Duties.Duty;
import onestop.intake.shift.SignOn.Outcome;
import onestop.intake.window.Windows;
import onestop.web.Allowed;
import onestop.web.Caller;
import onestop.web.Cursor;
import onestop.web.Limit;
import onestop.web.Page;
import onestop.web.Problems;
import onestop.web.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Who really sits where. */
@RestController
@RequestMapping("/api/intake")
class DutyController {
    private final Duties duties;
    private final SignOn signOn;
    private final Windows windows;
    private final Problems problems;
    private final InstantSource clock;

    DutyController(Duties duties, SignOn signOn, Windows windows, Problems problems, InstantSource clock) {
        this.duties = duties;
        this.signOn = signOn;
        this.windows = windows;
        this.problems = problems;
        this.clock = clock;
    }

    /** @param planned whether a shift of the window covers the moment of signing on */
    record DutyView(
            String windowCode,
            String clerk,
            Instant signedOnAt,
            @Nullable Instant signedOffAt,
            boolean planned) {

        static DutyView of(Duty duty) {
            return new DutyView(
                    duty.windowCode(), duty.clerk(), duty.signedOnAt(), duty.signedOffAt(), duty.shiftId() != null);
        }
    }

    @Allowed({Role.WINDOW, Role.HELPER, Role.UNIT_MANAGER, Role.OPS, Role.AUDITOR})
    @GetMapping("/duties")
    Page<DutyView> now(
            @RequestParam(required = false) @Nullable String regionCode,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) Limit limit) {
        var place = Cursor.parts(after, 1);
        var rows = duties.now(
                regionCode,
                SignOn.startOfDay(clock.instant()),
                place.isEmpty() ? "" : place.getFirst(),
                limit.plusOne());
        return Page.of(rows.stream().map(DutyView::of).toList(), limit, duty -> Cursor.of(duty.windowCode()));
    }

    @Allowed({Role.WINDOW, Role.ISSUER, Role.HELPER})
    @PutMapping("/windows/{code}/sign-on")
    ResponseEntity<?> signOn(Caller caller, @PathVariable String code) {
        var window = windows.findInUse(code);
        if (window.isEmpty()) {
            return problems.reply(HttpStatus.NOT_FOUND, "unknown-window", code);
        }
        if (!window.get().unit().equals(caller.unit())) {
            return problems.reply(HttpStatus.FORBIDDEN, "not-your-window", code);
        }
        return switch (signOn.signOn(code, caller.subject())) {
            case Outcome.On(var duty) -> ResponseEntity.ok(DutyView.of(duty));
            case Outcome.WindowTaken(var by) ->
                problems.reply(HttpStatus.CONFLICT, "window-taken", code, by.signedOnAt());
            case Outcome.Elsewhere(var duty) ->
                problems.reply(HttpStatus.CONFLICT, "on-duty-elsewhere", duty.windowCode());
        };
    }

    @Allowed({Role.WINDOW, Role.ISSUER, Role.HELPER})
    @PutMapping("/windows/{code}/sign-off")
    ResponseEntity<?> signOff(Caller caller, @PathVariable String code) {
        return signOn.signOff(code, caller.subject())
                .<ResponseEntity<?>>map(duty -> ResponseEntity.ok(DutyView.of(duty)))
                .orElseGet(() -> problems.reply(HttpStatus.CONFLICT, "not-on-duty", code));
    }
}
