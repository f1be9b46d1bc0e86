package onestop.appeal.dispatching;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.InstantSource;
import java.util.UUID;
import onestop.appeal.dispatching.DispatchRules.Rule;
import onestop.appeal.units.UnitKey;
import onestop.appeal.units.Units;
import onestop.appeal.words.AppealKind;
import onestop.appeal.words.BlockedClass;
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
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The rules for dispatching, and what they suggest for one appeal. */
@RestController
class DispatchRulesController {
    private final DispatchRules rules;
    private final DispatchSuggestions suggestions;
    private final Units units;
    private final Idempotency idempotency;
    private final Problems problems;
    private final InstantSource clock;

    DispatchRulesController(
            DispatchRules rules,
            DispatchSuggestions suggestions,
            Units units,
            Idempotency idempotency,
            Problems problems,
            InstantSource clock) {
        this.rules = rules;
        this.suggestions = suggestions;
        this.units = units;
        this.idempotency = idempotency;
        this.problems = problems;
        this.clock = clock;
    }

    @Allowed(Role.APPEAL_COORDINATOR)
    @PostMapping("/api/appeal/dispatch-rules")
    ResponseEntity<?> make(
            @RequestHeader(value = "Idempotency-Key", required = false) @Nullable String key,
            @Valid @RequestBody RuleBody body,
            Caller caller) {
        return idempotency.once(caller, key, body, () -> {
            if (body.blockedClass() != null && body.kind() != null && body.kind() != AppealKind.BLOCKED_MATTER) {
                throw new InvalidFieldException("blockedClass", "class-of-blocked-matter", body.kind());
            }
            if (body.kind() == null
                    && body.blockedClass() == null
                    && body.itemCode() == null
                    && body.regionCode() == null
                    && body.aboutUnit() == null) {
                throw new InvalidFieldException("kind", "rule-asks-something");
            }
            if (!units.inUse(new UnitKey(body.unit()))) {
                throw new InvalidFieldException("unit", "unknown-unit");
            }
            var rule = new Rule(
                    UUID.randomUUID(),
                    body.kind() == null ? null : body.kind().name(),
                    body.blockedClass() == null ? null : body.blockedClass().name(),
                    body.itemCode(),
                    body.regionCode(),
                    body.aboutUnit(),
                    body.unit(),
                    body.note());
            return rules.insert(rule, caller.subject(), clock.instant())
                    ? ResponseEntity.created(URI.create("/api/appeal/dispatch-rules/" + rule.id()))
                            .body(rule)
                    : problems.reply(HttpStatus.CONFLICT, "same-rule");
        });
    }

    @Allowed({Role.APPEAL_COORDINATOR, Role.AUDITOR})
    @GetMapping("/api/appeal/dispatch-rules")
    Page<Rule> list(
            @RequestParam(required = false) @Nullable String after, @RequestParam(required = false) Limit limit) {
        return Page.of(rules.inForce(position(after), limit.plusOne()), limit, rule -> Cursor.of(rule.id()));
    }

    @Allowed(Role.APPEAL_COORDINATOR)
    @DeleteMapping("/api/appeal/dispatch-rules/{id}")
    ResponseEntity<?> end(@PathVariable UUID id) {
        return rules.end(id, clock.instant())
                ? ResponseEntity.noContent().build()
                : problems.reply(HttpStatus.NOT_FOUND, "no-such-rule");
    }

    /** Without a unit in it when nothing speaks for any. */
    @Allowed({Role.APPEAL_COORDINATOR, Role.AUDITOR})
    @GetMapping("/api/appeal/appeals/{id}/suggestion")
    SuggestionView suggest(@PathVariable UUID id, Caller caller) {
        return suggestions
                .of(id, caller.subject())
                .map(found -> new SuggestionView(found.unit(), found.ground(), found.rule()))
                .orElseGet(() -> new SuggestionView(null, null, null));
    }

    private static @Nullable UUID position(@Nullable String after) {
        var parts = Cursor.parts(after, 1);
        if (parts.isEmpty()) {
            return null;
        }
        return Cursor.uuid(parts.getFirst());
    }

    record RuleBody(
            @Nullable AppealKind kind,
            @Nullable BlockedClass blockedClass,

            @Nullable @Pattern(regexp = "[0-9A-Za-z-]{1,64}")
            String itemCode,

            @Nullable @Pattern(regexp = "\\d{12}") String regionCode,
            @Nullable @Pattern(regexp = UnitKey.PATTERN) String aboutUnit,
            @NotNull @Pattern(regexp = UnitKey.PATTERN) String unit,
            @Nullable @Size(max = 500) String note) {}

    record SuggestionView(
            @Nullable String unit,
            DispatchSuggestions.@Nullable Ground ground,
            @Nullable UUID rule) {}
}
