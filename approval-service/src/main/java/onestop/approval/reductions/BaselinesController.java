package onestop.approval.reductions;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.UUID;
import java.util.stream.Stream;
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
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Dated baselines. One may not count from a day that is over: figures that have been told would change. */
@RestController
class BaselinesController {
    private final Baselines baselines;
    private final Problems problems;
    private final Idempotency idempotency;
    private final InstantSource clock;

    BaselinesController(Baselines baselines, Problems problems, Idempotency idempotency, InstantSource clock) {
        this.baselines = baselines;
        this.problems = problems;
        this.idempotency = idempotency;
        this.clock = clock;
    }

    /** @param itemCode {@code *} for every item that has no figure of its own */
    record BaselineBody(
            @NotBlank @Pattern(regexp = "\\*|[A-Z0-9-]{1,50}")
            String itemCode,

            @NotNull LocalDate countsFrom,
            @NotBlank @PlainText @Size(max = 500) String source,
            @Nullable @Min(0) @Max(10_000) Integer materials,
            @Nullable @Min(0) @Max(1_000) Integer steps,
            @Nullable @Min(0) @Max(1_000) Integer workingDays,
            @Nullable @Min(0) @Max(1_000) Integer visits,
            @Nullable @Min(0) @Max(100_000_000) Long costFen,
            @Nullable @Min(0) @Max(100_000) Integer minutes) {}

    @Allowed({Role.EVALUATION_SUPERVISOR, Role.OPS})
    @PostMapping("/api/approval/reduction-baselines")
    ResponseEntity<?> enter(
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @Valid @RequestBody BaselineBody body,
            Caller caller) {
        boolean empty = Stream.of(
                        body.materials(),
                        body.steps(),
                        body.workingDays(),
                        body.visits(),
                        body.costFen(),
                        body.minutes())
                .allMatch(java.util.Objects::isNull);
        if (empty) {
            throw new InvalidFieldException("materials", "one-measure-at-least");
        }
        var now = clock.instant();
        if (body.countsFrom().isBefore(OfficeTime.dateOf(now))) {
            throw new InvalidFieldException("countsFrom", "not-before-today");
        }
        return idempotency.once(caller, key, body, () -> {
            var baseline = new Baselines.Baseline(
                    UUID.randomUUID(),
                    body.itemCode(),
                    body.countsFrom(),
                    body.source(),
                    body.materials(),
                    body.steps(),
                    body.workingDays(),
                    body.visits(),
                    body.costFen(),
                    body.minutes(),
                    caller.subject(),
                    OfficeTime.at(now));
            return baselines.insert(baseline)
                    ? ResponseEntity.status(HttpStatus.CREATED).body(baseline)
                    : problems.reply(HttpStatus.CONFLICT, "baseline-exists", body.itemCode(), body.countsFrom());
        });
    }

    @Allowed({Role.UNIT_MANAGER, Role.EVALUATION_SUPERVISOR, Role.AUDITOR, Role.OPS})
    @GetMapping("/api/approval/reduction-baselines")
    Page<Baselines.Baseline> list(
            @RequestParam(required = false) @Nullable @PlainText @Size(max = 50) String itemCode,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) Limit limit) {
        return Page.of(
                baselines.list(itemCode, after, limit), limit, one -> Cursor.of(one.itemCode(), one.countsFrom()));
    }
}
