package onestop.approval.reductions;

import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import onestop.approval.cases.Readers;
import onestop.approval.input.PlainText;
import onestop.web.Allowed;
import onestop.web.Caller;
import onestop.web.InvalidFieldException;
import onestop.web.ProblemException;
import onestop.web.Problems;
import onestop.web.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class ReductionsController {
    private static final int MOST_YEARS = 5;

    private final ReductionRows rows;
    private final Problems problems;

    ReductionsController(ReductionRows rows, Problems problems) {
        this.rows = rows;
        this.problems = problems;
    }

    record ReductionsView(LocalDate from, LocalDate to, GroupView all, List<GroupView> groups) {}

    record GroupView(
            @Nullable String packageCode,
            @Nullable String unit,
            long files,
            List<MeasureView> measures,
            @Nullable BigDecimal hoursSaved) {}

    record FileReductionsView(
            String receiptNumber,
            @Nullable String packageCode,
            String unit,
            LocalDate finishedOn,
            List<String> baselineSources,
            List<MeasureView> measures,
            @Nullable BigDecimal hoursSaved) {}

    /** The manager of a unit sees the figures of that unit, whatever unit is asked for. */
    @Allowed({Role.UNIT_MANAGER, Role.EVALUATION_SUPERVISOR, Role.AUDITOR, Role.OPS})
    @GetMapping("/api/approval/reductions")
    ReductionsView sums(
            @RequestParam LocalDate from,
            @RequestParam LocalDate to,
            @RequestParam(required = false) @Nullable @PlainText @Size(max = 50) String packageCode,
            @RequestParam(required = false) @Nullable @PlainText @Size(max = 50) String unit,
            Caller caller) {
        if (to.isBefore(from) || to.isAfter(from.plusYears(MOST_YEARS))) {
            throw new InvalidFieldException("to", "period", MOST_YEARS);
        }
        var all = rows.sums(from, to, packageCode, unitFor(caller, unit));
        var views = all.stream().map(ReductionsController::view).toList();
        return new ReductionsView(from, to, views.getFirst(), views.subList(1, views.size()));
    }

    @Allowed({
        Role.WINDOW,
        Role.EXAMINER,
        Role.REVIEWER,
        Role.APPROVER,
        Role.ISSUER,
        Role.UNIT_MANAGER,
        Role.EVALUATION_SUPERVISOR,
        Role.AUDITOR,
        Role.OPS
    })
    @GetMapping("/api/approval/files/{receiptNumber}/reductions")
    ResponseEntity<?> ofFile(@PathVariable String receiptNumber, Caller caller) {
        var found = rows.file(receiptNumber);
        if (found == null
                || !caller.is(Role.EVALUATION_SUPERVISOR)
                        && !Readers.mayRead(caller, found.units(), found.acceptedByUnit())) {
            return problems.reply(HttpStatus.NOT_FOUND, "no-such-file");
        }
        var counted = found.counted();
        if (counted == null || counted.day() == null) {
            return problems.reply(HttpStatus.CONFLICT, "not-counted");
        }
        var measures = MeasureView.of(counted.measures());
        return ResponseEntity.ok(new FileReductionsView(
                receiptNumber,
                counted.packageCode().isEmpty() ? null : counted.packageCode(),
                counted.unit(),
                counted.day(),
                found.sources(),
                measures,
                MeasureView.hoursSaved(measures)));
    }

    private static @Nullable String unitFor(Caller caller, @Nullable String asked) {
        if (caller.isAny(Role.EVALUATION_SUPERVISOR, Role.AUDITOR, Role.OPS)) {
            return asked;
        }
        var own = caller.unit();
        if (own == null || own.isBlank()) {
            throw new ProblemException(HttpStatus.FORBIDDEN, "no-unit");
        }
        if (asked != null && !asked.equals(own)) {
            throw new ProblemException(HttpStatus.FORBIDDEN, "other-units-figures");
        }
        return own;
    }

    private static GroupView view(ReductionRows.Sum sum) {
        var measures = MeasureView.ofSums(sum.measures());
        var packageCode = sum.packageCode();
        return new GroupView(
                packageCode == null || packageCode.isEmpty() ? null : packageCode,
                sum.unit(),
                sum.files(),
                measures,
                MeasureView.hoursSaved(measures));
    }
}
