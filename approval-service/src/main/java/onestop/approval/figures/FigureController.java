package onestop.approval.figures;

import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import onestop.approval.figures.FigureRows.Sum;
import onestop.approval.figures.FigureView.Step;
import onestop.approval.input.PlainText;
import onestop.web.Allowed;
import onestop.web.Caller;
import onestop.web.InvalidFieldException;
import onestop.web.ProblemException;
import onestop.web.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class FigureController {
    static final int MOST_YEARS = 5;

    /** More groups than that are cut off; there are fewer items. */
    private static final int MOST_GROUPS = 2_000;

    private static final List<String> STEPS = List.of("START", "EXAMINATION", "REVIEW", "DECISION");

    private final FigureRows rows;
    private final CountCases cases;

    FigureController(FigureRows rows, CountCases cases) {
        this.rows = rows;
        this.cases = cases;
    }

    record FiguresView(LocalDate from, LocalDate to, FigureView all, List<FigureView> groups) {}

    /** The manager of a unit sees the figures of that unit. */
    @Allowed({Role.UNIT_MANAGER, Role.EVALUATION_SUPERVISOR, Role.AUDITOR, Role.OPS})
    @GetMapping("/api/approval/figures")
    FiguresView figures(
            @RequestParam LocalDate from,
            @RequestParam LocalDate to,
            @RequestParam(required = false) @Nullable @PlainText @Size(max = 50) String unit,
            @RequestParam(required = false) @Nullable @PlainText @Size(max = 50) String itemCode,
            @RequestParam(defaultValue = "NONE") GroupBy groupBy,
            Caller caller) {
        if (to.isBefore(from) || to.isAfter(from.plusYears(MOST_YEARS))) {
            throw new InvalidFieldException("to", "period", MOST_YEARS);
        }
        var of = unitFor(caller, unit);
        cases.countNoted();
        var sums = rows.sums(PeriodParts.of(from, to), of, itemCode, groupBy);
        var groups = groupBy == GroupBy.NONE ? List.<FigureView>of() : groups(sums);
        return new FiguresView(from, to, view(new Key(null, null), sums), groups);
    }

    private record Key(@Nullable String unit, @Nullable String itemCode) {}

    private static List<FigureView> groups(List<Sum> sums) {
        var groups = new LinkedHashMap<Key, List<Sum>>();
        for (var sum : sums) {
            groups.computeIfAbsent(new Key(sum.unit(), sum.itemCode()), _ -> new ArrayList<>())
                    .add(sum);
        }
        return groups.entrySet().stream()
                .limit(MOST_GROUPS)
                .map(group -> view(group.getKey(), group.getValue()))
                .toList();
    }

    private static FigureView view(Key key, List<Sum> sums) {
        var byStep = new HashMap<String, Counts>();
        for (var sum : sums) {
            byStep.computeIfAbsent(sum.step(), _ -> new Counts()).add(sum.counts());
        }
        return FigureView.of(
                key.unit(),
                key.itemCode(),
                whole(byStep, Whole.DECIDED),
                steps(byStep, Whole.DECIDED),
                FigureView.Ended.of(whole(byStep, Whole.ENDED), steps(byStep, Whole.ENDED)));
    }

    private static Counts whole(Map<String, Counts> byStep, Whole whole) {
        return byStep.getOrDefault(whole.key(), new Counts());
    }

    /** A step that only cases passed which were opened again since is left out. */
    private static List<Step> steps(Map<String, Counts> byStep, Whole whole) {
        return STEPS.stream()
                .map(step -> step(step, byStep.getOrDefault(whole.step(step), new Counts())))
                .filter(step -> step.cases() > 0)
                .toList();
    }

    private static Step step(String step, Counts counts) {
        return new Step(step, counts.of(Count.CASES), FigureView.time(counts));
    }

    private static @Nullable String unitFor(Caller caller, @Nullable String asked) {
        if (caller.isAny(Role.EVALUATION_SUPERVISOR, Role.AUDITOR, Role.OPS)) {
            return asked;
        }
        var own = caller.unit();
        if (own == null || own.isBlank()) {
            throw new ProblemException(HttpStatus.FORBIDDEN, "no-unit");
        }
        if (asked != null && !Objects.equals(asked, own)) {
            throw new ProblemException(HttpStatus.FORBIDDEN, "other-units-figures");
        }
        return own;
    }
}
