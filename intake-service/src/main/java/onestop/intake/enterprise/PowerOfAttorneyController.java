package onestop.intake.enterprise;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import onestop.intake.calendar.ServiceHours;
import onestop.intake.catalogue.Catalogues;
import onestop.intake.input.FieldErrors;
import onestop.web.Allowed;
import onestop.web.Caller;
import onestop.web.Idempotency;
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
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** An enterprise names an agent, and takes that back. */
@RestController
@RequestMapping("/api/intake/powers-of-attorney")
class PowerOfAttorneyController {
    private static final int LONGEST_YEARS = 5;

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
            @NotNull LocalDate validUntil) {}

    record PowerView(
            UUID id,
            String principalUsci,
            String agent,
            boolean all,
            @Nullable List<String> itemCodes,
            LocalDate validFrom,
            LocalDate validUntil,
            PowerOfAttorney.Status status,
            @Nullable Instant revokedAt,
            long version) {

        static PowerView of(PowerOfAttorney power, LocalDate today) {
            return new PowerView(
                    power.id(),
                    power.principalUsci(),
                    power.agent(),
                    power.itemCodes() == null,
                    power.itemCodes(),
                    power.validFrom(),
                    power.validUntil(),
                    power.status(today),
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
        if (body.validUntil().isBefore(today) || body.validUntil().isAfter(today.plusYears(LONGEST_YEARS))) {
            errors.add("validUntil", "date-range", today, today.plusYears(LONGEST_YEARS));
        }
        errors.throwIfAny();
        Objects.requireNonNull(usci);
        if (!caller.actsFor(usci)) {
            return problems.reply(HttpStatus.FORBIDDEN, "not-your-enterprise", usci);
        }
        if (enterprises.find(usci).isEmpty()) {
            return problems.reply(HttpStatus.CONFLICT, "enterprise-not-registered", usci);
        }
        var power = new PowerOfAttorney(
                UUID.randomUUID(),
                usci,
                body.agent(),
                body.itemCodes() == null ? null : items.stream().distinct().toList(),
                today,
                body.validUntil(),
                null,
                1);
        powers.insert(power, caller.subject(), now);
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

    @Allowed(Role.APPLICANT)
    @PutMapping("/{id}/revocation")
    ResponseEntity<?> revoke(Caller caller, @PathVariable UUID id) {
        if (powers.find(id).filter(power -> owns(caller, power)).isEmpty()) {
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
