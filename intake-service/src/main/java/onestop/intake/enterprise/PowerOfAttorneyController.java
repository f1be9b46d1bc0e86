package onestop.intake.enterprise;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import onestop.intake.calendar.ServiceHours;
import onestop.intake.catalogue.Catalogues;
import onestop.intake.input.FieldErrors;
import onestop.web.Allowed;
import onestop.web.Caller;
import onestop.web.Cursor;
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

/** An enterprise names an agent, and takes that back. */
@RestController
@RequestMapping("/api/intake/powers-of-attorney")
class PowerOfAttorneyController {
    private static final int LONGEST_YEARS = 5;
    private static final int MOST_BRANCHES = 500;

    private final PowersOfAttorney powers;
    private final Enterprises enterprises;
    private final Catalogues catalogues;
    private final Idempotency idempotency;
    private final Problems problems;
    private final InstantSource clock;

    PowerOfAttorneyController(
            PowersOfAttorney powers,
            Enterprises enterprises,
            Catalogues catalogues,
            Idempotency idempotency,
            Problems problems,
            InstantSource clock) {
        this.powers = powers;
        this.enterprises = enterprises;
        this.catalogues = catalogues;
        this.idempotency = idempotency;
        this.problems = problems;
        this.clock = clock;
    }

    record PowerBody(
            @NotBlank String principalUsci,
            @NotBlank @Size(max = 100) String agent,
            @Size(min = 1, max = 200) @Nullable List<@NotBlank String> itemCodes,
            @Nullable Boolean all,
            @Size(min = 1, max = MOST_BRANCHES) @Nullable List<@NotBlank String> branchUscis,
            @Nullable LocalDate validFrom,
            @NotNull LocalDate validUntil) {}

    record PowerView(
            UUID id,
            String principalUsci,
            String agent,
            boolean all,
            @Nullable List<String> itemCodes,
            boolean allBranches,
            @Nullable List<String> branchUscis,
            LocalDate validFrom,
            LocalDate validUntil,
            PowerOfAttorney.Status status,
            Instant grantedAt,
            @Nullable Instant revokedAt,
            long version) {

        static PowerView of(PowerOfAttorney power, LocalDate today) {
            return new PowerView(
                    power.id(),
                    power.principalUsci(),
                    power.agent(),
                    power.itemCodes() == null,
                    power.itemCodes(),
                    power.branchUscis() == null,
                    power.branchUscis(),
                    power.validFrom(),
                    power.validUntil(),
                    power.status(today),
                    power.grantedAt(),
                    power.revokedAt(),
                    power.version());
        }
    }

    @Allowed(Role.APPLICANT)
    @PostMapping
    ResponseEntity<?> grant(
            Caller caller,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @Valid @RequestBody PowerBody body) {
        return idempotency.once(caller, key, body, () -> grant(caller, body));
    }

    private ResponseEntity<?> grant(Caller caller, PowerBody body) {
        var now = clock.instant();
        var today = ServiceHours.dateOf(now);
        var errors = new FieldErrors();
        var usci = errors.usci("principalUsci", body.principalUsci());
        if ((body.itemCodes() != null) == Boolean.TRUE.equals(body.all())) {
            errors.add("itemCodes", "items-or-all");
        }
        var items = body.itemCodes() == null ? List.<String>of() : body.itemCodes();
        for (int i = 0; i < items.size(); i++) {
            if (catalogues.current().item(items.get(i)).isEmpty()) {
                errors.add("itemCodes[" + i + "]", "unknown-item", items.get(i));
            }
        }
        var latest = today.plusYears(LONGEST_YEARS);
        var from = body.validFrom() == null ? today : body.validFrom();
        if (from.isBefore(today) || from.isAfter(latest)) {
            errors.add("validFrom", "date-range", today, latest);
        }
        if (body.validUntil().isBefore(today) || body.validUntil().isAfter(latest)) {
            errors.add("validUntil", "date-range", today, latest);
        } else if (body.validUntil().isBefore(from)) {
            errors.add("validUntil", "ends-before-start");
        }
        var branches = new ArrayList<String>();
        for (int i = 0; body.branchUscis() != null && i < body.branchUscis().size(); i++) {
            var field = "branchUscis[" + i + "]";
            var branch = errors.usci(field, body.branchUscis().get(i));
            if (branch != null && branches.contains(branch)) {
                errors.add(field, "named-twice", branch);
            } else if (branch != null) {
                branches.add(branch);
            }
        }
        errors.throwIfAny();
        Objects.requireNonNull(usci);
        if (!caller.actsFor(usci)) {
            return problems.reply(HttpStatus.FORBIDDEN, "not-your-enterprise", usci);
        }
        if (enterprises.find(usci).isEmpty()) {
            return problems.reply(HttpStatus.CONFLICT, "enterprise-not-registered", usci);
        }
        var known = enterprises.findAll(branches);
        for (int i = 0; i < branches.size(); i++) {
            var branch = known.get(branches.get(i));
            if (branch == null || (!usci.equals(branch.usci()) && !usci.equals(branch.parentUsci()))) {
                errors.add("branchUscis[" + i + "]", "not-a-branch-of-this", branches.get(i));
            }
        }
        errors.throwIfAny();
        var power = new PowerOfAttorney(
                UUID.randomUUID(),
                usci,
                body.agent(),
                body.itemCodes() == null ? null : items.stream().distinct().toList(),
                branches.isEmpty() ? null : List.copyOf(branches),
                from,
                body.validUntil(),
                now,
                null,
                1);
        powers.insert(power, caller.subject());
        return ResponseEntity.created(URI.create("/api/intake/powers-of-attorney/" + power.id()))
                .eTag(Versions.etag(power.version()))
                .body(PowerView.of(power, today));
    }

    @Allowed({Role.APPLICANT, Role.AGENT, Role.WINDOW})
    @GetMapping("/{id}")
    ResponseEntity<?> find(Caller caller, @PathVariable UUID id) {
        return powers.find(id)
                .filter(power -> caller.is(Role.WINDOW) || owns(caller, power) || isNamedIn(caller, power))
                .<ResponseEntity<?>>map(this::tagged)
                .orElseGet(() -> unknown(id));
    }

    /** An enterprise lists what it has given; an agent lists what it holds. */
    @Allowed({Role.APPLICANT, Role.AGENT, Role.WINDOW})
    @GetMapping
    ResponseEntity<?> list(
            Caller caller,
            @RequestParam(required = false) @Nullable String principalUsci,
            @RequestParam(required = false) @Nullable String agent,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) Limit limit) {
        var place = Cursor.Moment.of(after);
        var errors = new FieldErrors();
        var usci = principalUsci == null ? null : errors.usci("principalUsci", principalUsci);
        errors.throwIfAny();
        List<PowerOfAttorney> rows;
        if (usci != null && (caller.is(Role.WINDOW) || (caller.is(Role.APPLICANT) && caller.actsFor(usci)))) {
            rows = powers.ofPrincipal(usci, agent, place, limit.plusOne());
        } else if (caller.is(Role.AGENT)) {
            rows = powers.ofAgent(caller.subject(), usci, place, limit.plusOne());
        } else if (caller.is(Role.WINDOW) && agent != null) {
            rows = powers.ofAgent(agent, null, place, limit.plusOne());
        } else if (usci == null) {
            throw new InvalidFieldException("principalUsci", "required");
        } else {
            return problems.reply(HttpStatus.NOT_FOUND, "unknown-enterprise", usci);
        }
        var today = ServiceHours.dateOf(clock.instant());
        return ResponseEntity.ok(Page.of(
                rows.stream().map(power -> PowerView.of(power, today)).toList(),
                limit,
                power -> Cursor.of(power.grantedAt(), power.id())));
    }

    /** Whoever acts under the power at this moment finishes first; from then on nobody does. */
    @Allowed(Role.APPLICANT)
    @PutMapping("/{id}/revocation")
    @Transactional
    ResponseEntity<?> revoke(Caller caller, @PathVariable UUID id) {
        if (powers.lock(id).filter(power -> owns(caller, power)).isEmpty()) {
            return unknown(id);
        }
        powers.revoke(id, caller.subject(), clock.instant());
        return tagged(powers.find(id).orElseThrow());
    }

    private static boolean owns(Caller caller, PowerOfAttorney power) {
        return caller.is(Role.APPLICANT) && caller.actsFor(power.principalUsci());
    }

    private static boolean isNamedIn(Caller caller, PowerOfAttorney power) {
        return caller.is(Role.AGENT) && caller.subject().equals(power.agent());
    }

    private ResponseEntity<?> tagged(PowerOfAttorney power) {
        return ResponseEntity.ok()
                .eTag(Versions.etag(power.version()))
                .body(PowerView.of(power, ServiceHours.dateOf(clock.instant())));
    }

    private ResponseEntity<?> unknown(UUID id) {
        return problems.reply(HttpStatus.NOT_FOUND, "unknown-power-of-attorney", id);
    }
}
