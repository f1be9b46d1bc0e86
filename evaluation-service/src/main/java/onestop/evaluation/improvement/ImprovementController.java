package onestop.evaluation.improvement;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import onestop.evaluation.calendar.CountyTime;
import onestop.evaluation.catalogue.CatalogueNames;
import onestop.evaluation.scale.Labels;
import onestop.evaluation.scale.Matters;
import onestop.events.Outbox;
import onestop.web.Allowed;
import onestop.web.AllowedToStaff;
import onestop.web.Caller;
import onestop.web.Idempotency;
import onestop.web.InvalidFieldException;
import onestop.web.Limit;
import onestop.web.Page;
import onestop.web.Problems;
import onestop.web.Role;
import onestop.web.Versions;
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

/** Improvements: made of a pain point, done by its owner, and compared before and after. */
@RestController
class ImprovementController {
    private static final String IMPROVEMENTS = "/api/evaluation/improvements";
    private static final int LONGEST_BASELINE_DAYS = 1098;

    private final Improvements improvements;
    private final PainPoints painPoints;
    private final CatalogueNames names;
    private final Labels labels;
    private final CompleteImprovement completeImprovement;
    private final Outbox outbox;
    private final Idempotency idempotency;
    private final Problems problems;
    private final InstantSource clock;

    ImprovementController(
            Improvements improvements,
            PainPoints painPoints,
            CatalogueNames names,
            Labels labels,
            CompleteImprovement completeImprovement,
            Outbox outbox,
            Idempotency idempotency,
            Problems problems,
            InstantSource clock) {
        this.improvements = improvements;
        this.painPoints = painPoints;
        this.names = names;
        this.labels = labels;
        this.completeImprovement = completeImprovement;
        this.outbox = outbox;
        this.idempotency = idempotency;
        this.problems = problems;
        this.clock = clock;
    }

    /**
     * @param baselineFrom with {@code baselineTo}; when both are left out, the days between the opening and the completion, as those before
     *     today are the ones in which the pain point was found
     */
    record ImprovementBody(
            @NotNull Pain.Kind kind,
            @Nullable @Pattern(regexp = "[1-5][0-9]{2}") String label,

            @NotBlank @Pattern(regexp = "[A-Za-z0-9._-]{1,60}")
            String item,

            @Nullable @Pattern(regexp = "[A-Z_]{1,20}") String step,

            @NotBlank @Size(max = 200) String title,

            @NotBlank @Pattern(regexp = "[A-Z0-9]{1,20}") String unit,

            @NotBlank @Pattern(regexp = "[A-Za-z0-9._@-]{1,100}")
            String owner,

            @NotNull LocalDate dueOn,
            @Nullable LocalDate baselineFrom,
            @Nullable LocalDate baselineTo) {}

    record DoneBody(
            @NotNull LocalDate doneOn,

            @NotBlank @Size(max = 1000) String note) {}

    record ImprovementView(
            UUID improvementId,
            Pain.Kind kind,
            @Nullable String label,
            String item,
            @Nullable String step,
            String title,
            String unit,
            String owner,
            LocalDate dueOn,
            boolean overdue,
            LocalDate baselineFrom,
            LocalDate baselineTo,
            OffsetDateTime openedAt,
            @Nullable LocalDate doneOn,
            @Nullable String doneNote,
            long version) {

        static ImprovementView of(Improvement improvement, LocalDate today) {
            var pain = improvement.pain();
            return new ImprovementView(
                    improvement.id(),
                    pain.kind(),
                    pain.label(),
                    pain.item(),
                    pain.step(),
                    improvement.title(),
                    improvement.unit(),
                    improvement.owner(),
                    improvement.dueOn(),
                    improvement.overdue(today),
                    improvement.baselineFrom(),
                    improvement.baselineTo(),
                    CountyTime.at(improvement.openedAt()),
                    improvement.doneOn(),
                    improvement.doneNote(),
                    improvement.version());
        }
    }

    record ShareView(
            LocalDate from,
            LocalDate to,
            long count,
            long among,

            @com.fasterxml.jackson.annotation.JsonInclude @Nullable
            Double share) {
        static ShareView of(LocalDate from, LocalDate to, Share share) {
            return new ShareView(
                    from,
                    to,
                    share.count(),
                    share.among(),
                    share.ofNothing() ? null : FindingsController.rounded(share.value()));
        }
    }

    record DifferenceView(double value, double lower, double upper, double confidence) {}

    record ComparisonView(
            ShareView before, ShareView after, @Nullable DifferenceView difference, Comparison.Verdict verdict) {}

    @Allowed(Role.EVALUATION_SUPERVISOR)
    @PostMapping(IMPROVEMENTS)
    ResponseEntity<?> open(
            Caller caller, @RequestHeader("Idempotency-Key") String key, @Valid @RequestBody ImprovementBody body) {
        var today = CountyTime.dayOf(clock.instant());
        check(body, today);
        return idempotency.once(caller, key, body, () -> {
            var to = body.baselineTo() == null ? today.minusDays(1) : body.baselineTo();
            var improvement = new Improvement(
                    UUID.randomUUID(),
                    new Pain(body.kind(), body.label(), body.item(), body.step()),
                    body.title().strip(),
                    body.unit(),
                    body.owner(),
                    body.dueOn(),
                    body.baselineFrom() == null ? to.minusDays(Improvement.DAYS_COMPARED - 1) : body.baselineFrom(),
                    to,
                    body.baselineTo() == null,
                    caller.subject(),
                    CountyTime.now(clock),
                    null,
                    null,
                    1);
            improvements.insert(improvement);
            outbox.append(ImprovementMessages.opened(improvement));
            return ResponseEntity.created(URI.create(IMPROVEMENTS + "/" + improvement.id()))
                    .eTag(Versions.etag(1))
                    .body(ImprovementView.of(improvement, today));
        });
    }

    private void check(ImprovementBody body, LocalDate today) {
        if ((body.kind() == Pain.Kind.LABEL) != (body.label() != null)) {
            throw new InvalidFieldException("label", "label-of-a-label");
        }
        checkPain(body.kind(), body.label(), body.item(), body.step());
        if (body.dueOn().isBefore(today)) {
            throw new InvalidFieldException("dueOn", "not-before", today.toString());
        }
        if (names.units(List.of(body.unit())).isEmpty()) {
            throw new InvalidFieldException("unit", "unknown-unit", body.unit());
        }
        var from = body.baselineFrom();
        var to = body.baselineTo();
        if ((from == null) != (to == null)) {
            throw new InvalidFieldException(from == null ? "baselineFrom" : "baselineTo", "both-or-neither");
        }
        if (from != null && to != null) {
            if (from.isAfter(to)) {
                throw new InvalidFieldException("baselineFrom", "from-after-to", from.toString(), to.toString());
            }
            if (!to.isBefore(today)) {
                throw new InvalidFieldException("baselineTo", "in-the-past");
            }
            if (ChronoUnit.DAYS.between(from, to) > LONGEST_BASELINE_DAYS) {
                throw new InvalidFieldException("baselineFrom", "period-too-long", LONGEST_BASELINE_DAYS);
            }
        }
    }

    /** What does not exist is found never to go wrong, before and after. */
    private void checkPain(Pain.Kind kind, @Nullable String label, String item, @Nullable String step) {
        if (!Matters.OF_NO_ITEM.contains(item) && names.matters(List.of(item)).isEmpty()) {
            throw new InvalidFieldException("item", "unknown-item", item);
        }
        if (label != null) {
            var known =
                    labels.find(label).orElseThrow(() -> new InvalidFieldException("label", "unknown-label", label));
            if (!known.level().bad()) {
                throw new InvalidFieldException(
                        "label", "label-of-another-level", label, known.level().name());
            }
        }
        if (step != null && !kind.steps().contains(step)) {
            throw kind.steps().isEmpty()
                    ? new InvalidFieldException("step", "kind-without-steps", kind.name())
                    : new InvalidFieldException("step", "one-of", String.join(", ", kind.steps()));
        }
    }

    @AllowedToStaff
    @GetMapping(IMPROVEMENTS)
    ResponseEntity<?> list(
            Caller caller,
            @RequestParam(required = false) @Pattern(regexp = "[A-Z0-9]{1,20}") @Nullable String unit,
            @RequestParam(defaultValue = "false") boolean overdue,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) Limit limit) {
        var all = caller.isAny(Role.EVALUATION_SUPERVISOR, Role.AUDITOR);
        var manager = caller.is(Role.UNIT_MANAGER);
        var own = caller.unit();
        if (!all && manager && (own == null || (unit != null && !unit.equals(own)))) {
            return problems.reply(HttpStatus.FORBIDDEN, "not-your-unit", unit == null ? "-" : unit);
        }
        var today = CountyTime.dayOf(clock.instant());
        var page = improvements.page(
                unit,
                all ? null : new Improvements.Whose(caller.subject(), manager ? own : null),
                overdue ? today : null,
                after,
                limit);
        return ResponseEntity.ok(new Page<>(
                page.items().stream()
                        .map(improvement -> ImprovementView.of(improvement, today))
                        .toList(),
                page.next()));
    }

    @AllowedToStaff
    @GetMapping(IMPROVEMENTS + "/{id}")
    ResponseEntity<?> read(Caller caller, @PathVariable UUID id) {
        return improvements
                .find(id)
                .filter(improvement -> visible(improvement, caller))
                .<ResponseEntity<?>>map(this::ok)
                .orElseGet(this::unknown);
    }

    @AllowedToStaff
    @PutMapping(IMPROVEMENTS + "/{id}/completion")
    ResponseEntity<?> complete(Caller caller, @PathVariable UUID id, @Valid @RequestBody DoneBody body) {
        var found = improvements.find(id).filter(improvement -> visible(improvement, caller));
        if (found.isEmpty()) {
            return unknown();
        }
        if (!mayComplete(found.get(), caller)) {
            return problems.reply(HttpStatus.FORBIDDEN, "role-not-allowed");
        }
        if (body.doneOn().isAfter(CountyTime.dayOf(clock.instant()))) {
            throw new InvalidFieldException("doneOn", "in-the-future");
        }
        if (body.doneOn().isBefore(found.get().openedOn())) {
            throw new InvalidFieldException(
                    "doneOn", "not-before", found.get().openedOn().toString());
        }
        return completeImprovement
                .complete(found.get(), body.doneOn(), body.note().strip(), caller.subject())
                .<ResponseEntity<?>>map(this::ok)
                .orElseGet(() -> problems.reply(HttpStatus.CONFLICT, "improvement-done"));
    }

    /** The period before against the time since the day on which it was done, 90 days at most. */
    @AllowedToStaff
    @GetMapping(IMPROVEMENTS + "/{id}/comparison")
    ResponseEntity<?> compare(Caller caller, @PathVariable UUID id) {
        var found = improvements.find(id).filter(improvement -> visible(improvement, caller));
        if (found.isEmpty()) {
            return unknown();
        }
        var improvement = found.get();
        var doneOn = improvement.doneOn();
        var today = CountyTime.dayOf(clock.instant());
        if (doneOn == null || !today.isAfter(doneOn)) {
            return problems.reply(HttpStatus.CONFLICT, "nothing-to-compare");
        }
        var from = doneOn.plusDays(1);
        var latest = doneOn.plusDays(Improvement.DAYS_COMPARED);
        var to = today.isBefore(latest) ? today : latest;
        var before =
                new PeriodBefore(improvement.baselineFrom(), improvement.baselineTo(), improvement.baselineAsFound());
        var share = painPoints.of(improvement.pain(), before.from(), before.to());
        if (share.ofNothing() && improvement.baselineFrom().equals(improvement.openedOn())) {
            before = PeriodBefore.byWhichItWasPicked(improvement);
            share = painPoints.of(improvement.pain(), before.from(), before.to());
        }
        var compared = Comparison.of(share, painPoints.of(improvement.pain(), from, to));
        var comparison = before.asFound() ? compared.withThatByWhichItWasPicked() : compared;
        var difference = comparison.difference();
        return ResponseEntity.ok(new ComparisonView(
                ShareView.of(before.from(), before.to(), comparison.before()),
                ShareView.of(from, to, comparison.after()),
                difference == null
                        ? null
                        : new DifferenceView(
                                FindingsController.rounded(difference.value()),
                                FindingsController.rounded(difference.lower()),
                                FindingsController.rounded(difference.upper()),
                                Share.CONFIDENCE),
                comparison.verdict()));
    }

    /** @param asFound the days in which the pain point was found: what was done at once, with nobody there meanwhile, has no others */
    private record PeriodBefore(LocalDate from, LocalDate to, boolean asFound) {
        static PeriodBefore byWhichItWasPicked(Improvement improvement) {
            var opened = improvement.openedOn();
            return new PeriodBefore(opened.minusDays(Improvement.DAYS_COMPARED), opened.minusDays(1), true);
        }
    }

    private ResponseEntity<?> ok(Improvement improvement) {
        return ResponseEntity.ok()
                .eTag(Versions.etag(improvement.version()))
                .body(ImprovementView.of(improvement, CountyTime.dayOf(clock.instant())));
    }

    private ResponseEntity<?> unknown() {
        return problems.reply(HttpStatus.NOT_FOUND, "no-such-improvement");
    }

    private static boolean visible(Improvement improvement, Caller caller) {
        return caller.is(Role.AUDITOR) || mayComplete(improvement, caller);
    }

    /** Whoever answers for it, the manager of the unit that has to do it, and the supervisors. */
    private static boolean mayComplete(Improvement improvement, Caller caller) {
        return caller.is(Role.EVALUATION_SUPERVISOR)
                || (caller.is(Role.UNIT_MANAGER) && improvement.unit().equals(caller.unit()))
                || improvement.owner().equals(caller.subject());
    }
}
