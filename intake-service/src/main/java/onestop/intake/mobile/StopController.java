package onestop.intake.mobile;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import onestop.intake.application.LateEntries.ToGiveOut;
import onestop.intake.calendar.ServiceHours;
import onestop.intake.input.FieldErrors;
import onestop.intake.mobile.Synchronise.Result;
import onestop.web.Allowed;
import onestop.web.Caller;
import onestop.web.Cursor;
import onestop.web.Idempotency;
import onestop.web.Limit;
import onestop.web.MaxBody;
import onestop.web.Open;
import onestop.web.Page;
import onestop.web.Role;
import onestop.web.Versions;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
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
import tools.jackson.databind.JsonNode;

/** Stops of the vehicle: when and where, and what was done there. */
@RestController
@RequestMapping("/api/intake/vehicle-stops")
class StopController {
    private static final int LONGEST_PERIOD_DAYS = 366;

    private final Stops stops;
    private final ActOnStop act;
    private final Synchronise synchronise;
    private final Idempotency idempotency;
    private final InstantSource clock;
    private final Duration oldest;

    StopController(
            Stops stops,
            ActOnStop act,
            Synchronise synchronise,
            Idempotency idempotency,
            InstantSource clock,
            @Value("${onestop.intake.mobile.oldest-entry}") Duration oldest) {
        this.stops = stops;
        this.act = act;
        this.synchronise = synchronise;
        this.idempotency = idempotency;
        this.clock = clock;
        this.oldest = oldest;
    }

    record TimeBody(@Nullable Instant at) {}

    record CancellationBody(@NotBlank @Size(max = 200) String reason) {}

    record NumbersBody(
            @NotBlank @Size(max = 60) String device,
            @Min(1) @Max(200) int count) {}

    record NumberView(String number, String jointNumber, String queryCode) {
        static NumberView of(ToGiveOut one) {
            return new NumberView(
                    one.numbers().single().value(), one.numbers().joint().value(), one.queryCode());
        }
    }

    record NumbersView(UUID stop, String device, List<NumberView> numbers) {}

    record OperationsBody(
            @NotBlank @Size(max = 60) String device,
            @NotEmpty @Size(max = 100) List<@NotNull JsonNode> operations) {}

    record ResultsView(UUID stop, List<Result> results) {}

    /** The plan for everybody. */
    @Open
    @GetMapping
    Page<StopView> planned(
            @RequestParam LocalDate from,
            @RequestParam LocalDate to,
            @RequestParam(required = false) @Nullable String townCode,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) Limit limit) {
        var errors = new FieldErrors();
        if (to.isBefore(from)) {
            errors.add("to", "ends-before-start");
        } else if (from.plusDays(LONGEST_PERIOD_DAYS).isBefore(to)) {
            errors.add("to", "date-range", from, from.plusDays(LONGEST_PERIOD_DAYS));
        }
        if (townCode != null && !townCode.matches("[0-9]{12}")) {
            errors.add("townCode", "region-code");
        }
        errors.throwIfAny();
        var place = Cursor.Moment.of(after);
        var start = from.atStartOfDay(ServiceHours.ZONE).toInstant();
        var rows = stops.planned(
                place == null ? start : place.at(),
                to.plusDays(1).atStartOfDay(ServiceHours.ZONE).toInstant(),
                townCode,
                place == null ? null : place.id(),
                limit.plusOne());
        return Page.of(
                rows.stream().map(StopView::publicOf).toList(),
                limit,
                stop -> Cursor.of(stop.plannedFrom(), stop.id()));
    }

    @Allowed({Role.WINDOW, Role.HELPER, Role.OPS})
    @GetMapping("/{id}")
    ResponseEntity<?> find(@PathVariable UUID id) {
        return tagged(stops.find(id).orElseThrow(() -> ActOnStop.unknown(id)));
    }

    @Allowed({Role.WINDOW, Role.HELPER})
    @PutMapping("/{id}/start")
    ResponseEntity<?> start(
            Caller caller, @PathVariable UUID id, @RequestBody(required = false) @Nullable TimeBody body) {
        return tagged(act.start(caller, id, at(body)));
    }

    @Allowed({Role.WINDOW, Role.HELPER})
    @PutMapping("/{id}/end")
    ResponseEntity<?> end(
            Caller caller, @PathVariable UUID id, @RequestBody(required = false) @Nullable TimeBody body) {
        return tagged(act.end(caller, id, at(body)));
    }

    @Allowed({Role.WINDOW, Role.OPS})
    @PutMapping("/{id}/cancellation")
    ResponseEntity<?> cancel(@PathVariable UUID id, @Valid @RequestBody CancellationBody body) {
        return tagged(act.cancel(id, body.reason().strip()));
    }

    /** When it was done, which without network is earlier than when it is told. */
    private Instant at(@Nullable TimeBody body) {
        var now = clock.instant();
        if (body == null || body.at() == null) {
            return now;
        }
        var at = body.at().truncatedTo(ChronoUnit.MICROS);
        var errors = new FieldErrors();
        if (at.isAfter(now)) {
            errors.add("at", "in-the-future", now);
        } else if (at.isBefore(now.minus(oldest))) {
            errors.add("at", "too-long-ago", oldest.toDays());
        }
        errors.throwIfAny();
        return at;
    }

    @Allowed({Role.WINDOW, Role.HELPER})
    @PostMapping("/{id}/numbers")
    ResponseEntity<?> takeAlong(
            Caller caller,
            @PathVariable UUID id,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @Valid @RequestBody NumbersBody body) {
        return idempotency.once(
                caller,
                key,
                body,
                () -> ResponseEntity.status(HttpStatus.CREATED)
                        .body(new NumbersView(
                                id,
                                body.device(),
                                act.takeAlong(caller, id, body.device(), body.count()).stream()
                                        .map(NumberView::of)
                                        .toList())));
    }

    @Allowed({Role.WINDOW, Role.HELPER})
    @MaxBody("4MB")
    @PutMapping("/{id}/operations")
    ResponseEntity<?> enter(Caller caller, @PathVariable UUID id, @Valid @RequestBody OperationsBody body) {
        ActOnStop.checkStaff(caller, stops.find(id).orElseThrow(() -> ActOnStop.unknown(id)));
        return ResponseEntity.ok(new ResultsView(id, synchronise.enter(caller, id, body.device(), body.operations())));
    }

    private static ResponseEntity<?> tagged(Stop stop) {
        return ResponseEntity.ok().eTag(Versions.etag(stop.version())).body(StopView.of(stop));
    }
}
