package onestop.appeal.broadcasts;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import onestop.appeal.broadcasts.Broadcast.Kind;
import onestop.appeal.broadcasts.Broadcast.State;
import onestop.appeal.commands.Answers;
import onestop.appeal.commands.Decision;
import onestop.appeal.commands.Decision.Declined;
import onestop.appeal.commands.Decision.Done;
import onestop.appeal.commands.Refusal;
import onestop.appeal.enterprises.EnterpriseSight;
import onestop.appeal.roles.AllowedToApplicants;
import onestop.appeal.roles.AllowedToUnitsAndOffice;
import onestop.appeal.units.Units;
import onestop.events.Outbox;
import onestop.web.Caller;
import onestop.web.Cursor;
import onestop.web.Idempotency;
import onestop.web.InvalidFieldException;
import onestop.web.Limit;
import onestop.web.Open;
import onestop.web.Page;
import onestop.web.Role;
import onestop.web.Versions;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/appeal/broadcasts")
class BroadcastController {
    private final Broadcasts broadcasts;
    private final EnterpriseSight sight;
    private final Units units;
    private final Idempotency idempotency;
    private final Answers answers;
    private final Outbox outbox;
    private final InstantSource clock;

    BroadcastController(
            Broadcasts broadcasts,
            EnterpriseSight sight,
            Units units,
            Idempotency idempotency,
            Answers answers,
            Outbox outbox,
            InstantSource clock) {
        this.broadcasts = broadcasts;
        this.sight = sight;
        this.units = units;
        this.idempotency = idempotency;
        this.answers = answers;
        this.outbox = outbox;
        this.clock = clock;
    }

    @AllowedToUnitsAndOffice
    @PostMapping
    ResponseEntity<?> plan(
            @RequestHeader(value = "Idempotency-Key", required = false) @Nullable String key,
            @Valid @RequestBody BroadcastBody body,
            Caller caller) {
        return idempotency.once(caller, key, body, () -> {
            if (!mayChange(body.unit(), caller)) {
                return answers.refuse(Refusal.forbidden("not-your-broadcast"));
            }
            units.require("unit", body.unit());
            var startsAt = body.startsAt().toInstant();
            if (!startsAt.isAfter(clock.instant())) {
                throw new InvalidFieldException("startsAt", "in-the-future");
            }
            var policies = body.policies() == null ? List.<UUID>of() : body.policies();
            var unknown = broadcasts.notInForce(policies);
            if (!unknown.isEmpty()) {
                throw new InvalidFieldException("policies", "policy-in-force", unknown);
            }
            var planned = new Broadcast(
                    UUID.randomUUID(),
                    body.kind(),
                    body.titleZh().strip(),
                    body.titleEn(),
                    body.unit(),
                    policies,
                    startsAt,
                    body.minutes(),
                    body.channel().strip(),
                    State.PLANNED,
                    null,
                    null,
                    null,
                    1);
            broadcasts.insert(planned, caller.subject());
            outbox.append(BroadcastMessages.planned(planned, clock.instant()));
            return ResponseEntity.created(URI.create("/api/appeal/broadcasts/" + planned.id()))
                    .eTag(Versions.etag(1))
                    .body(view(planned));
        });
    }

    /** What is on the air at a time and after it; without one, now. What lies before is found by naming an earlier time. */
    @Open
    @GetMapping
    Page<BroadcastView> schedule(
            @RequestParam(required = false) @Nullable OffsetDateTime from,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) Limit limit) {
        var parts = Cursor.parts(after, 2);
        Instant afterAt = null;
        UUID afterId = null;
        if (!parts.isEmpty()) {
            afterAt = Cursor.instant(parts.get(0));
            afterId = Cursor.uuid(parts.get(1));
        }
        var start = from == null ? clock.instant() : from.toInstant();
        var rows = broadcasts.schedule(start, afterAt, afterId, limit.plusOne()).stream()
                .map(broadcast -> BroadcastView.of(broadcast, null))
                .toList();
        return Page.of(rows, limit, row -> Cursor.of(row.startsAt(), row.id()));
    }

    @Open
    @GetMapping("/{id}")
    ResponseEntity<?> read(@PathVariable UUID id) {
        return broadcasts
                .find(id, false)
                .<ResponseEntity<?>>map(this::ok)
                .orElseGet(() -> answers.refuse(Refusal.missing("no-such-broadcast")));
    }

    @AllowedToUnitsAndOffice
    @Transactional
    @PutMapping("/{id}/cancellation")
    public ResponseEntity<?> cancel(@PathVariable UUID id, @Valid @RequestBody CancellationBody body, Caller caller) {
        return change(
                id,
                caller,
                broadcast -> broadcast.cancel(body.reason().strip(), clock.instant()),
                next -> outbox.append(BroadcastMessages.cancelled(next, broadcasts.registered(id), clock.instant())));
    }

    @AllowedToUnitsAndOffice
    @Transactional
    @PutMapping("/{id}/outcome")
    public ResponseEntity<?> hold(@PathVariable UUID id, @Valid @RequestBody OutcomeBody body, Caller caller) {
        return change(id, caller, broadcast -> broadcast.hold(body.viewers(), body.replay(), clock.instant()), _ -> {});
    }

    /** An enterprise registers, any number of times to the same effect. */
    @AllowedToApplicants
    @Transactional
    @PutMapping("/{id}/registrations/{usci}")
    public ResponseEntity<?> register(@PathVariable UUID id, @PathVariable String usci, Caller caller) {
        if (sight.toAct(usci, caller) instanceof Declined<Integer>(var why)) {
            return answers.refuse(why);
        }
        var found = broadcasts.find(id, true).orElse(null);
        if (found == null) {
            return answers.refuse(Refusal.missing("no-such-broadcast"));
        }
        var closed = found.closedTo(clock.instant());
        if (closed != null) {
            return answers.refuse(closed);
        }
        broadcasts.register(id, usci, caller.subject(), clock.instant());
        return ResponseEntity.noContent().build();
    }

    private ResponseEntity<?> change(
            UUID id, Caller caller, Function<Broadcast, Decision<Broadcast>> command, Consumer<Broadcast> effect) {
        var found = broadcasts.find(id, true).orElse(null);
        if (found == null) {
            return answers.refuse(Refusal.missing("no-such-broadcast"));
        }
        if (!mayChange(found.unit(), caller)) {
            return answers.refuse(Refusal.forbidden("not-your-broadcast"));
        }
        var decision = command.apply(found);
        if (decision instanceof Done<Broadcast>(var next)) {
            broadcasts.update(next);
            effect.accept(next);
        }
        return answers.of(decision, this::ok);
    }

    private static boolean mayChange(String unit, Caller caller) {
        return caller.is(Role.APPEAL_COORDINATOR) || unit.equals(caller.unit());
    }

    private ResponseEntity<BroadcastView> ok(Broadcast broadcast) {
        return ResponseEntity.ok().eTag(Versions.etag(broadcast.version())).body(view(broadcast));
    }

    private BroadcastView view(Broadcast broadcast) {
        return BroadcastView.of(broadcast, broadcasts.registrations(broadcast.id()));
    }

    record BroadcastBody(
            @NotNull Kind kind,
            @NotBlank @Size(max = 100) String titleZh,
            @Nullable @Size(min = 1, max = 200) String titleEn,
            @NotNull @Size(min = 2, max = 32) String unit,
            @Nullable @Size(max = 20) List<@NotNull UUID> policies,
            @NotNull OffsetDateTime startsAt,
            @NotNull @Min(5) @Max(Broadcast.LONGEST_MINUTES) Integer minutes,
            @NotBlank @Size(max = 300) String channel) {}

    record CancellationBody(@NotBlank @Size(max = 500) String reason) {}

    record OutcomeBody(
            @NotNull @PositiveOrZero Integer viewers,
            @Nullable @Size(min = 1, max = 300) String replay) {}

    record BroadcastView(
            UUID id,
            Kind kind,
            String titleZh,
            @Nullable String titleEn,
            String unit,
            List<UUID> policies,
            Instant startsAt,
            int minutes,
            String channel,
            State state,
            @Nullable String reason,
            @Nullable Integer viewers,
            @Nullable String replay,
            @Nullable Long registrations,
            long version) {
        static BroadcastView of(Broadcast b, @Nullable Long registrations) {
            return new BroadcastView(
                    b.id(),
                    b.kind(),
                    b.titleZh(),
                    b.titleEn(),
                    b.unit(),
                    b.policies(),
                    b.startsAt(),
                    b.minutes(),
                    b.channel(),
                    b.state(),
                    b.reason(),
                    b.viewers(),
                    b.replay(),
                    registrations,
                    b.version());
        }
    }
}
