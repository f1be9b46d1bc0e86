package onestop.approval.assessment;

import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.List;
import onestop.approval.assessment.AssessUnits.Assessment;
import onestop.approval.assessment.AssessmentRows.Assessed;
import onestop.approval.clocks.OfficeTime;
import onestop.approval.input.PlainText;
import onestop.web.Allowed;
import onestop.web.Caller;
import onestop.web.Cursor;
import onestop.web.Idempotency;
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
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The supervision sees drafts and publishes; managers read what was published, of all units. */
@RestController
class AssessmentController {
    private final AssessUnits assess;
    private final AssessmentRows rows;
    private final Idempotency idempotency;
    private final Problems problems;
    private final InstantSource clock;

    AssessmentController(
            AssessUnits assess, AssessmentRows rows, Idempotency idempotency, Problems problems, InstantSource clock) {
        this.assess = assess;
        this.rows = rows;
        this.idempotency = idempotency;
        this.problems = problems;
        this.clock = clock;
    }

    record UnitView(
            String unit,
            long decided,
            long onTimePromised,
            long onTimeStatutory,
            long ended,
            long endedOnTimePromised,
            long endedOnTimeStatutory,
            long red,
            long breach,
            long unanswered,
            long returns,
            @Nullable BigDecimal score,
            Grade grade,
            String gradeZh) {
        static UnitView of(Assessed one) {
            var numbers = one.numbers();
            return new UnitView(
                    numbers.unit(),
                    numbers.decided(),
                    numbers.onTimePromised(),
                    numbers.onTimeStatutory(),
                    numbers.ended(),
                    numbers.endedOnTimePromised(),
                    numbers.endedOnTimeStatutory(),
                    numbers.red(),
                    numbers.breach(),
                    numbers.unanswered(),
                    numbers.returns(),
                    one.result().score(),
                    one.result().grade(),
                    one.result().grade().zh());
        }
    }

    record SchemeView(
            int version,
            String countsFrom,
            int pointsPromised,
            int pointsStatutory,
            int pointsConduct,
            BigDecimal perRed,
            BigDecimal perBreach,
            BigDecimal perUnanswered,
            BigDecimal perReturn,
            BigDecimal excellentFrom,
            BigDecimal goodFrom,
            BigDecimal qualifiedFrom,
            int mostBreachesForExcellent,
            int leastCases,
            String source) {
        static SchemeView of(Scheme one) {
            return new SchemeView(
                    one.version(),
                    Quarter.of(one.countsFrom()).toString(),
                    one.pointsPromised(),
                    one.pointsStatutory(),
                    one.pointsConduct(),
                    one.perRed(),
                    one.perBreach(),
                    one.perUnanswered(),
                    one.perReturn(),
                    one.excellentFrom(),
                    one.goodFrom(),
                    one.qualifiedFrom(),
                    one.mostBreachesForExcellent(),
                    one.leastCases(),
                    one.source());
        }
    }

    record AssessmentView(
            String quarter,
            boolean published,
            @Nullable String publishedBy,
            @Nullable OffsetDateTime publishedAt,
            SchemeView scheme,
            List<UnitView> units) {
        static AssessmentView of(Assessment one) {
            return new AssessmentView(
                    one.quarter().toString(),
                    one.publishedBy() != null,
                    one.publishedBy(),
                    one.publishedAt(),
                    SchemeView.of(one.scheme()),
                    one.units().stream().map(UnitView::of).toList());
        }
    }

    record SchemeBody(
            @NotBlank String countsFrom,
            @NotNull @Min(0) @Max(100) Integer pointsPromised,
            @NotNull @Min(0) @Max(100) Integer pointsStatutory,
            @NotNull @Min(0) @Max(100) Integer pointsConduct,

            @NotNull @DecimalMin("0") @DecimalMax("100") @Digits(integer = 3, fraction = 2)
            BigDecimal perRed,

            @NotNull @DecimalMin("0") @DecimalMax("100") @Digits(integer = 3, fraction = 2)
            BigDecimal perBreach,

            @NotNull @DecimalMin("0") @DecimalMax("100") @Digits(integer = 3, fraction = 2)
            BigDecimal perUnanswered,

            @NotNull @DecimalMin("0") @DecimalMax("100") @Digits(integer = 3, fraction = 2)
            BigDecimal perReturn,

            @NotNull @DecimalMin("0") @DecimalMax("100") @Digits(integer = 3, fraction = 2)
            BigDecimal excellentFrom,

            @NotNull @DecimalMin("0") @DecimalMax("100") @Digits(integer = 3, fraction = 2)
            BigDecimal goodFrom,

            @NotNull @DecimalMin("0.01") @DecimalMax("100") @Digits(integer = 3, fraction = 2)
            BigDecimal qualifiedFrom,

            @NotNull @Min(0) @Max(1_000) Integer mostBreachesForExcellent,
            @NotNull @Min(1) @Max(1_000_000) Integer leastCases,
            @NotBlank @PlainText @Size(max = 500) String source) {

        Scheme toScheme(Quarter from) {
            return new Scheme(
                    0,
                    from.firstDay(),
                    pointsPromised,
                    pointsStatutory,
                    pointsConduct,
                    perRed,
                    perBreach,
                    perUnanswered,
                    perReturn,
                    excellentFrom,
                    goodFrom,
                    qualifiedFrom,
                    mostBreachesForExcellent,
                    leastCases,
                    source);
        }
    }

    @Allowed({Role.UNIT_MANAGER, Role.EVALUATION_SUPERVISOR, Role.AUDITOR})
    @GetMapping("/api/approval/assessments/{quarter}")
    ResponseEntity<?> read(@PathVariable String quarter, Caller caller) {
        var of = Quarter.parse(quarter);
        var published = assess.published(of);
        if (published.isPresent()) {
            return ResponseEntity.ok(AssessmentView.of(published.get()));
        }
        return caller.isAny(Role.EVALUATION_SUPERVISOR, Role.AUDITOR)
                ? ResponseEntity.ok(AssessmentView.of(assess.draft(of)))
                : problems.reply(HttpStatus.NOT_FOUND, "assessment-not-published", of);
    }

    @Allowed(Role.EVALUATION_SUPERVISOR)
    @PutMapping("/api/approval/assessments/{quarter}/publication")
    AssessmentView publish(@PathVariable String quarter, Caller caller) {
        var of = Quarter.parse(quarter);
        if (!assess.mayBePublished(of)) {
            throw new InvalidFieldException("quarter", "quarter-not-over");
        }
        return AssessmentView.of(assess.publish(of, caller.subject()));
    }

    @Allowed({Role.UNIT_MANAGER, Role.EVALUATION_SUPERVISOR, Role.AUDITOR})
    @GetMapping("/api/approval/assessment-schemes")
    Page<SchemeView> schemes(
            @RequestParam(required = false) @Nullable String after, @RequestParam(required = false) Limit limit) {
        var place = Cursor.parts(after, 1);
        int before = place.isEmpty() ? Integer.MAX_VALUE : Cursor.integer(place.getFirst());
        var found = rows.schemes(before, limit.plusOne()).stream()
                .map(SchemeView::of)
                .toList();
        return Page.of(found, limit, one -> Cursor.of(one.version()));
    }

    /** A scheme counts from a quarter that has not begun: nobody is measured by what he could not know. */
    @Allowed(Role.EVALUATION_SUPERVISOR)
    @PostMapping("/api/approval/assessment-schemes")
    ResponseEntity<?> enter(
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @Valid @RequestBody SchemeBody body,
            Caller caller) {
        var from = from(body.countsFrom());
        if (body.pointsPromised() + body.pointsStatutory() + body.pointsConduct() != 100) {
            throw new InvalidFieldException("pointsConduct", "hundred-points");
        }
        if (body.goodFrom().compareTo(body.excellentFrom()) >= 0) {
            throw new InvalidFieldException("goodFrom", "grades-in-order");
        }
        if (body.qualifiedFrom().compareTo(body.goodFrom()) >= 0) {
            throw new InvalidFieldException("qualifiedFrom", "grades-in-order");
        }
        return idempotency.once(
                caller,
                key,
                body,
                () -> assess.enter(body.toScheme(from), caller.subject())
                        .<ResponseEntity<?>>map(scheme ->
                                ResponseEntity.status(HttpStatus.CREATED).body(SchemeView.of(scheme)))
                        .orElseGet(() -> problems.reply(HttpStatus.CONFLICT, "assessment-scheme-exists", from)));
    }

    private Quarter from(String text) {
        Quarter from;
        try {
            from = Quarter.parse(text);
        } catch (InvalidFieldException _) {
            throw new InvalidFieldException("countsFrom", "quarter");
        }
        if (from.compareTo(Quarter.of(OfficeTime.dateOf(clock.instant()))) <= 0) {
            throw new InvalidFieldException("countsFrom", "quarter-to-come");
        }
        return from;
    }
}
