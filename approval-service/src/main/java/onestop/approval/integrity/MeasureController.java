package onestop.approval.integrity;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.InstantSource;
import java.time.YearMonth;
import java.util.List;
import onestop.approval.clocks.OfficeTime;
import onestop.approval.input.PlainText;
import onestop.approval.integrity.CheckMeasure.Check;
import onestop.approval.integrity.Measures.MeasureView;
import onestop.approval.integrity.Measures.UnitView;
import onestop.web.Allowed;
import onestop.web.Caller;
import onestop.web.InvalidFieldException;
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
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The ten measures month by month: the manager for his unit, the supervision for any. */
@RestController
class MeasureController {
    private final Measures measures;
    private final CheckMeasure check;
    private final Problems problems;
    private final InstantSource clock;

    MeasureController(Measures measures, CheckMeasure check, Problems problems, InstantSource clock) {
        this.measures = measures;
        this.check = check;
        this.problems = problems;
        this.clock = clock;
    }

    record CheckBody(
            @Nullable @PlainText @Size(min = 1, max = 50) String unit,
            @NotNull Boolean kept,
            @NotBlank @PlainText @Size(max = 4000) String evidence,
            @Nullable @PlainText @Size(min = 1, max = 500) String reference) {}

    /** @param unit null where the measures were asked for alone */
    record MeasuresOfMonth(String month, @Nullable String unit, List<MeasureView> items) {}

    @Allowed({Role.UNIT_MANAGER, Role.EVALUATION_SUPERVISOR, Role.AUDITOR})
    @GetMapping("/api/approval/integrity/measures")
    MeasuresOfMonth measures(
            @RequestParam(required = false) @Nullable YearMonth month,
            @RequestParam(required = false) @Nullable @PlainText @Size(max = 50) String unit,
            Caller caller) {
        var of = Supervision.visible(unit, caller);
        var when = month == null ? thisMonth() : month;
        return new MeasuresOfMonth(when.toString(), of, measures.of(when, of == null ? "" : of));
    }

    private YearMonth thisMonth() {
        return YearMonth.from(OfficeTime.dateOf(clock.instant()));
    }

    @Allowed({Role.EVALUATION_SUPERVISOR, Role.AUDITOR})
    @GetMapping("/api/approval/integrity/measure-checks")
    Page<UnitView> units(
            @RequestParam(required = false) @Nullable YearMonth month,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) Limit limit) {
        return measures.units(month == null ? thisMonth() : month, after, limit);
    }

    @Allowed({Role.UNIT_MANAGER, Role.EVALUATION_SUPERVISOR})
    @PutMapping("/api/approval/integrity/measures/{code}/checks/{month}")
    ResponseEntity<?> check(
            @PathVariable String code,
            @PathVariable YearMonth month,
            @Valid @RequestBody CheckBody body,
            Caller caller) {
        var own = Supervision.unitOf(caller);
        var unit = body.unit() == null ? own : body.unit();
        if (unit.isEmpty()) {
            throw new InvalidFieldException("unit", "required");
        }
        if (!unit.equals(own) && !caller.is(Role.EVALUATION_SUPERVISOR)) {
            throw new InvalidFieldException("unit", "own-unit-only");
        }
        var now = clock.instant();
        if (month.isAfter(thisMonth())) {
            throw new InvalidFieldException("month", "month-not-begun");
        }
        if (!measures.inForce(code, month)) {
            return problems.reply(HttpStatus.NOT_FOUND, "no-such-measure");
        }
        check.check(
                month,
                unit,
                code,
                new Check(body.kept(), body.evidence(), body.reference()),
                caller.subject(),
                own,
                now);
        return ResponseEntity.ok(new MeasuresOfMonth(month.toString(), unit, measures.of(month, unit)));
    }
}
