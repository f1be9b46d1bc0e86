package onestop.intake.calendar;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import onestop.identifiers.Usci;
import onestop.intake.calendar.PublishCalendarYear.Outcome;
import onestop.intake.input.FieldErrors;
import onestop.web.Allowed;
import onestop.web.Open;
import onestop.web.Problems;
import onestop.web.Role;
import onestop.web.Versions;
import onestop.workingdays.CalendarYear;
import onestop.workingdays.Calendars;
import onestop.workingdays.DueDate;
import onestop.workingdays.Pause;
import onestop.workingdays.WorkingDayCalendar;
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

/** Calculations with working days, so that nobody computes a date by hand, and the notices behind them. */
@RestController
@RequestMapping("/api/intake")
class CalendarController {
    private static final int MOST_DAYS = 1_000;

    private final Calendars calendars;
    private final CalendarYears years;
    private final PublishCalendarYear publish;
    private final Problems problems;

    CalendarController(Calendars calendars, CalendarYears years, PublishCalendarYear publish, Problems problems) {
        this.calendars = calendars;
        this.years = years;
        this.publish = publish;
        this.problems = problems;
    }

    record Between(LocalDate start, LocalDate end, int workingDays, boolean provisional) {}

    record PausedBody(
            @NotNull LocalDate start,
            @NotNull Integer workingDays,
            @Size(max = 100) @Nullable List<@Valid @NotNull PauseBody> pauses) {}

    record PauseBody(
            @NotNull LocalDate startExclusive,
            @Nullable LocalDate endInclusive,
            @NotBlank @Size(max = 100) String kind,
            @Size(max = 200) @Nullable String legalGround) {}

    record YearBody(
            @NotNull @Size(max = 366) List<@NotNull LocalDate> off,
            @NotNull @Size(max = 366) List<@NotNull LocalDate> work,
            @NotBlank @Size(max = 300) String source,
            @NotNull Boolean published) {}

    record YearView(int year, List<LocalDate> off, List<LocalDate> work, String source, boolean published) {
        static YearView of(CalendarYear year) {
            return new YearView(
                    year.year(), List.copyOf(year.off()), List.copyOf(year.work()), year.source(), year.published());
        }
    }

    record UsciView(String code, boolean valid, @Nullable String problem) {}

    @Open
    @GetMapping("/working-days/due-date")
    DueDate dueDate(@RequestParam LocalDate start, @RequestParam int workingDays) {
        return explain(start, workingDays, List.of());
    }

    @Open
    @PostMapping("/working-days/due-dates")
    DueDate dueDates(@Valid @RequestBody PausedBody body) {
        var errors = new FieldErrors();
        var pauses = new ArrayList<Pause>();
        var given = body.pauses() == null ? List.<PauseBody>of() : body.pauses();
        for (int i = 0; i < given.size(); i++) {
            var pause = given.get(i);
            if (pause.endInclusive() != null && pause.endInclusive().isBefore(pause.startExclusive())) {
                errors.add("pauses[" + i + "].endInclusive", "ends-before-start");
            } else {
                pauses.add(new Pause(
                        pause.startExclusive(),
                        pause.endInclusive(),
                        pause.kind(),
                        pause.legalGround() == null ? "" : pause.legalGround()));
            }
        }
        errors.throwIfAny();
        return explain(body.start(), body.workingDays(), pauses);
    }

    private DueDate explain(LocalDate start, int workingDays, List<Pause> pauses) {
        var errors = new FieldErrors();
        inRange(errors, "start", start);
        if (workingDays < 0 || workingDays > MOST_DAYS) {
            errors.add("workingDays", "number-range", 0, MOST_DAYS);
        }
        errors.throwIfAny();
        try {
            return calendars.current().dueDate(start, workingDays, pauses);
        } catch (IllegalArgumentException e) {
            // The limits of the start and of the number hold, so the end lies outside the supported years.
            errors.add("workingDays", "date-range", WorkingDayCalendar.FIRST_DAY, WorkingDayCalendar.LAST_DAY);
            errors.throwIfAny();
            throw e;
        }
    }

    @Open
    @GetMapping("/working-days/between")
    Between between(@RequestParam LocalDate start, @RequestParam LocalDate end) {
        var errors = new FieldErrors();
        inRange(errors, "start", start);
        inRange(errors, "end", end);
        if (end.isBefore(start)) {
            errors.add("end", "ends-before-start");
        }
        errors.throwIfAny();
        var calendar = calendars.current();
        // Every year from the first day that can count to the last one must be published.
        boolean provisional = calendar.provisional(end)
                || start.datesUntil(end, Period.ofYears(1)).anyMatch(calendar::provisional);
        return new Between(start, end, calendar.between(start, end), provisional);
    }

    private static void inRange(FieldErrors errors, String field, LocalDate date) {
        if (date.isBefore(WorkingDayCalendar.FIRST_DAY) || date.isAfter(WorkingDayCalendar.LAST_DAY)) {
            errors.add(field, "date-range", WorkingDayCalendar.FIRST_DAY, WorkingDayCalendar.LAST_DAY);
        }
    }

    @Open
    @GetMapping("/calendars/{year}")
    ResponseEntity<?> year(@PathVariable int year) {
        return years.find(year)
                .<ResponseEntity<?>>map(CalendarController::tagged)
                .orElseGet(() -> problems.reply(HttpStatus.NOT_FOUND, "unknown-calendar-year", year));
    }

    @Allowed(Role.OPS)
    @PutMapping("/calendars/{year}")
    ResponseEntity<?> putYear(
            @PathVariable int year,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @Valid @RequestBody YearBody body) {
        return switch (publish.publish(notice(year, body), ifMatch)) {
            case Outcome.Kept(var stored) -> tagged(stored);
            case Outcome.Stale() -> problems.reply(HttpStatus.PRECONDITION_FAILED, "stale-version");
        };
    }

    private static CalendarYear notice(int year, YearBody body) {
        var errors = new FieldErrors();
        if (year < WorkingDayCalendar.FIRST_DAY.getYear() || year > WorkingDayCalendar.LAST_DAY.getYear()) {
            errors.add("year", "date-range", WorkingDayCalendar.FIRST_DAY, WorkingDayCalendar.LAST_DAY);
        }
        var off = new HashSet<>(body.off());
        for (int i = 0; i < body.off().size(); i++) {
            belongs(errors, "off[" + i + "]", body.off().get(i), year);
        }
        for (int i = 0; i < body.work().size(); i++) {
            var date = body.work().get(i);
            var field = "work[" + i + "]";
            belongs(errors, field, date, year);
            if (date.getDayOfWeek().getValue() < 6) {
                errors.add(field, "not-a-weekend-day");
            }
            if (off.contains(date)) {
                errors.add(field, "named-off-too");
            }
        }
        errors.throwIfAny();
        return new CalendarYear(year, off, new HashSet<>(body.work()), body.source(), body.published());
    }

    /** A notice may reach back into the December before its year. */
    private static void belongs(FieldErrors errors, String field, LocalDate date, int year) {
        boolean decemberBefore = date.getYear() == year - 1 && date.getMonthValue() == 12;
        if (date.getYear() != year && !decemberBefore) {
            errors.add(field, "not-of-the-year", year);
        }
    }

    private static ResponseEntity<YearView> tagged(CalendarYears.Stored stored) {
        return ResponseEntity.ok().eTag(Versions.etag(stored.version())).body(YearView.of(stored.year()));
    }

    @Open
    @GetMapping("/uscis/{code}")
    UsciView usci(@PathVariable String code) {
        var problem = Usci.findProblem(code);
        return new UsciView(
                code.strip().toUpperCase(Locale.ROOT),
                problem.isEmpty(),
                problem.map(found -> problems.field(
                                        "code", FieldErrors.rule(found.fault()), found.position(), found.found())
                                .message())
                        .orElse(null));
    }
}
