package onestop.evaluation.suspicion;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import onestop.evaluation.calendar.CountyTime;
import onestop.evaluation.scale.Channel;
import onestop.evaluation.scale.Label;
import onestop.evaluation.scale.Labels;
import onestop.evaluation.scale.Level;
import onestop.evaluation.suspicion.DecideSuspicion.Result.Decided;
import onestop.evaluation.suspicion.DecideSuspicion.Result.DecidedOtherwise;
import onestop.evaluation.suspicion.DecideSuspicion.Result.InvalidAnyway;
import onestop.evaluation.suspicion.DecideSuspicion.Result.NoSuchSuspicion;
import onestop.evaluation.suspicion.DecideSuspicion.Result.OwnUnit;
import onestop.evaluation.suspicion.Suspicions.Suspicion;
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
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Suspicions for the supervisor, who decides, and the auditor, who reads. */
@RestController
class SuspicionController {
    private static final UUID FIRST = new UUID(0, 0);

    private final Suspicions suspicions;
    private final DecideSuspicion decideSuspicion;
    private final Labels labels;
    private final Problems problems;

    SuspicionController(Suspicions suspicions, DecideSuspicion decideSuspicion, Labels labels, Problems problems) {
        this.suspicions = suspicions;
        this.decideSuspicion = decideSuspicion;
        this.labels = labels;
        this.problems = problems;
    }

    enum SuspicionStatus {
        OPEN,
        DECIDED
    }

    record DecisionBody(
            @NotNull Outcome outcome,
            @NotBlank @Size(max = 500) String reason) {}

    record SuspicionView(
            UUID ratingId,
            String unit,
            Level level,
            List<Label> labels,
            Channel channel,
            OffsetDateTime ratedAt,
            boolean followUp,
            List<Reason> reasons,
            OffsetDateTime raisedAt,
            @Nullable Outcome outcome,
            @Nullable String reason,
            @Nullable String decidedBy,
            @Nullable OffsetDateTime decidedAt) {}

    /** Whoever works for the rated unit, or had a part in the file, does not learn of suspicions about it. */
    @Allowed({Role.EVALUATION_SUPERVISOR, Role.AUDITOR})
    @GetMapping("/api/evaluation/suspicions")
    Page<SuspicionView> list(
            Caller caller,
            @RequestParam(defaultValue = "OPEN") SuspicionStatus status,
            @RequestParam(required = false) @Nullable @Pattern(regexp = "[A-Z0-9]{1,20}") String unit,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) Limit limit) {
        var place = Cursor.parts(after, 2);
        var rows = suspicions.list(
                status == SuspicionStatus.OPEN,
                unit,
                caller,
                place.isEmpty() ? null : Cursor.instant(place.getFirst()),
                place.isEmpty() ? FIRST : Cursor.uuid(place.getLast()),
                limit.plusOne());
        return Page.of(
                rows.stream().map(this::view).toList(),
                limit,
                last -> Cursor.of(last.raisedAt().toInstant(), last.ratingId()));
    }

    @Allowed(Role.EVALUATION_SUPERVISOR)
    @PutMapping("/api/evaluation/suspicions/{ratingId}/decision")
    ResponseEntity<?> decide(Caller caller, @PathVariable UUID ratingId, @Valid @RequestBody DecisionBody body) {
        return switch (decideSuspicion.decide(
                ratingId, body.outcome(), body.reason().strip(), caller)) {
            case Decided(var now) -> ResponseEntity.ok(view(now));
            case NoSuchSuspicion _ -> problems.reply(HttpStatus.NOT_FOUND, "no-such-suspicion");
            case OwnUnit _ -> problems.reply(HttpStatus.FORBIDDEN, "suspicion-of-own-unit");
            case DecidedOtherwise(var outcome) ->
                problems.reply(HttpStatus.CONFLICT, "suspicion-decided", outcome.name());
            case InvalidAnyway _ -> problems.reply(HttpStatus.CONFLICT, "rating-invalid-anyway");
        };
    }

    private SuspicionView view(Suspicion one) {
        return new SuspicionView(
                one.ratingId(),
                one.unit(),
                one.level(),
                labels.of(one.labels()),
                one.channel(),
                CountyTime.at(one.ratedAt()),
                one.followUp(),
                one.reasons(),
                CountyTime.at(one.raisedAt()),
                one.outcome(),
                one.reason(),
                one.decidedBy(),
                one.decidedAt() == null ? null : CountyTime.at(one.decidedAt()));
    }
}
