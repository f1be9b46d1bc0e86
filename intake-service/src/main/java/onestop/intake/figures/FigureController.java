package onestop.intake.figures;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import onestop.intake.figures.ComputedFigures.NotKept;
import onestop.intake.figures.FigureDefinition.CountedUnit;
import onestop.intake.figures.FigureDefinition.Measure;
import onestop.intake.input.FieldErrors;
import onestop.web.Allowed;
import onestop.web.Problems;
import onestop.web.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Figures for those who answer for the hall. They hold sums only, nothing of a person or an enterprise. */
@RestController
@RequestMapping("/api/intake/figures")
class FigureController {
    private static final Pattern COUNTY_OR_TOWN = Pattern.compile("\\d{9}000");
    private static final int LONGEST_WINDOW_CODE = 40;

    private final ComputedFigures figures;
    private final Problems problems;
    private final InstantSource clock;

    FigureController(ComputedFigures figures, Problems problems, InstantSource clock) {
        this.figures = figures;
        this.problems = problems;
        this.clock = clock;
    }

    record FigureView(
            String code,
            String nameZh,
            String nameEn,
            Measure measure,
            CountedUnit unit,
            long numerator,
            @Nullable Long denominator,
            @Nullable BigDecimal value) {

        static FigureView of(Figure figure) {
            var definition = figure.definition();
            return new FigureView(
                    definition.code(),
                    definition.nameZh(),
                    definition.nameEn(),
                    definition.measure(),
                    definition.unit(),
                    figure.numerator(),
                    figure.denominator(),
                    figure.value());
        }
    }

    record FiguresView(
            @Nullable LocalDate from,
            @Nullable LocalDate to,
            @Nullable String region,
            @Nullable String window,
            Instant countedAt,
            List<FigureView> figures,
            List<NotKept> notKept) {}

    @Allowed({Role.UNIT_MANAGER, Role.EVALUATION_SUPERVISOR, Role.APPEAL_COORDINATOR, Role.AUDITOR, Role.OPS})
    @GetMapping
    FiguresView all(
            @RequestParam(required = false) @Nullable LocalDate from,
            @RequestParam(required = false) @Nullable LocalDate to,
            @RequestParam(required = false) @Nullable String region,
            @RequestParam(required = false) @Nullable String window) {
        var errors = new FieldErrors();
        var query = query(errors, from, to, region, window);
        errors.throwIfAny();
        var computed = figures.all(query);
        return new FiguresView(
                from,
                to,
                region,
                window,
                clock.instant(),
                computed.figures().stream().map(FigureView::of).toList(),
                computed.notKept());
    }

    @Allowed({Role.UNIT_MANAGER, Role.EVALUATION_SUPERVISOR, Role.APPEAL_COORDINATOR, Role.AUDITOR, Role.OPS})
    @GetMapping("/{code}")
    ResponseEntity<?> one(
            @PathVariable String code,
            @RequestParam(required = false) @Nullable LocalDate from,
            @RequestParam(required = false) @Nullable LocalDate to,
            @RequestParam(required = false) @Nullable String region,
            @RequestParam(required = false) @Nullable String window) {
        var definition = figures.definition(code).orElse(null);
        if (definition == null) {
            return problems.reply(HttpStatus.NOT_FOUND, "unknown-figure", code);
        }
        var errors = new FieldErrors();
        var query = query(errors, from, to, region, window);
        for (var cut : ComputedFigures.lacking(definition, query)) {
            switch (cut) {
                case PERIOD -> errors.add(from == null ? "to" : "from", "figure-not-kept-by", code);
                case REGION, WINDOW -> errors.add(cut.name().toLowerCase(Locale.ROOT), "figure-not-kept-by", code);
            }
        }
        errors.throwIfAny();
        return ResponseEntity.ok(FigureView.of(figures.one(definition, query)));
    }

    private static FigureQuery query(
            FieldErrors errors,
            @Nullable LocalDate from,
            @Nullable LocalDate to,
            @Nullable String region,
            @Nullable String window) {
        if (from != null && to != null && to.isBefore(from)) {
            errors.add("to", "ends-before-start");
        }
        if (region != null && !COUNTY_OR_TOWN.matcher(region).matches()) {
            errors.add("region", "county-or-town");
        }
        if (window != null && window.length() > LONGEST_WINDOW_CODE) {
            errors.add("window", "too-long", LONGEST_WINDOW_CODE);
        }
        return new FigureQuery(from, to, region, window);
    }
}
