package onestop.appeal.policies;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import onestop.appeal.commands.Answers;
import onestop.appeal.commands.Decision;
import onestop.appeal.commands.Refusal;
import onestop.appeal.policies.PolicyView.VersionView;
import onestop.appeal.roles.AllowedToReadersOfRecords;
import onestop.appeal.roles.AllowedToUnitsAndOffice;
import onestop.appeal.units.UnitKey;
import onestop.appeal.units.Units;
import onestop.web.Allowed;
import onestop.web.Caller;
import onestop.web.Cursor;
import onestop.web.Idempotency;
import onestop.web.InvalidFieldException;
import onestop.web.Limit;
import onestop.web.Page;
import onestop.web.Role;
import onestop.web.Versions;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
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

/** Policies as officers write and everybody reads them. */
@RestController
@RequestMapping("/api/appeal/policies")
class PolicyController {
    private final ChangePolicy change;
    private final Policies policies;
    private final Units units;
    private final Reach reach;
    private final Pushes pushes;
    private final Idempotency idempotency;
    private final Answers answers;

    PolicyController(
            ChangePolicy change,
            Policies policies,
            Units units,
            Reach reach,
            Pushes pushes,
            Idempotency idempotency,
            Answers answers) {
        this.change = change;
        this.policies = policies;
        this.units = units;
        this.reach = reach;
        this.pushes = pushes;
        this.idempotency = idempotency;
        this.answers = answers;
    }

    @AllowedToUnitsAndOffice
    @PostMapping
    ResponseEntity<?> draft(
            @RequestHeader(value = "Idempotency-Key", required = false) @Nullable String key,
            @Valid @RequestBody PolicyBody body,
            Caller caller) {
        var content = body.content();
        return idempotency.once(caller, key, body, () -> {
            units.require("unit", body.unit());
            if (!ChangePolicy.mayChange(body.unit(), caller)) {
                return answers.refuse(Refusal.forbidden("not-your-policy"));
            }
            var made = change.draft(body.unit(), content, caller);
            return ResponseEntity.created(URI.create("/api/appeal/policies/" + made.id()))
                    .eTag(Versions.etag(made.version()))
                    .body(view(made, true));
        });
    }

    @Allowed({
        Role.APPLICANT,
        Role.AGENT,
        Role.HELPER,
        Role.WINDOW,
        Role.UNIT_MANAGER,
        Role.APPEAL_COORDINATOR,
        Role.AUDITOR
    })
    @GetMapping
    Page<Policies.Line> list(
            @RequestParam(required = false) @Nullable @Pattern(regexp = UnitKey.PATTERN) String unit,
            @RequestParam(required = false) @Nullable Category category,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) Limit limit,
            Caller caller) {
        var before = place(after);
        var lines = policies.list(seesDrafts(caller), unit, category, before, limit.plusOne());
        return Page.of(lines, limit, line -> Cursor.of(line.serial()));
    }

    static @Nullable Integer place(@Nullable String after) {
        var parts = Cursor.parts(after, 1);
        try {
            return parts.isEmpty() ? null : Integer.valueOf(parts.getFirst());
        } catch (NumberFormatException e) {
            throw new InvalidFieldException("after", "cursor");
        }
    }

    private static boolean seesDrafts(Caller caller) {
        return caller.isAny(Role.UNIT_MANAGER, Role.APPEAL_COORDINATOR, Role.AUDITOR);
    }

    @Allowed({
        Role.APPLICANT,
        Role.AGENT,
        Role.HELPER,
        Role.WINDOW,
        Role.UNIT_MANAGER,
        Role.APPEAL_COORDINATOR,
        Role.AUDITOR
    })
    @GetMapping("/{id}")
    ResponseEntity<?> read(@PathVariable UUID id, Caller caller) {
        return policies.find(id)
                .filter(policy -> seesDrafts(caller) || policy.state() != Policy.State.DRAFT)
                .<ResponseEntity<?>>map(policy -> ok(policy, seesDrafts(caller)))
                .orElseGet(() -> answers.refuse(Refusal.missing("no-such-policy")));
    }

    @AllowedToUnitsAndOffice
    @PutMapping("/{id}/draft")
    ResponseEntity<?> edit(
            @PathVariable UUID id,
            @RequestHeader(value = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @Valid @RequestBody PolicyBody body,
            Caller caller) {
        var content = body.content();
        var found = policies.find(id).orElse(null);
        if (found != null && !found.unit().equals(body.unit())) {
            throw new InvalidFieldException("unit", "unit-stays", found.unit());
        }
        return answer(change.edit(id, Versions.required(ifMatch), content, caller));
    }

    @AllowedToUnitsAndOffice
    @PutMapping("/{id}/publication")
    ResponseEntity<?> publish(
            @PathVariable UUID id,
            @RequestHeader(value = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @Valid @RequestBody PublicationBody body,
            Caller caller) {
        return answer(change.publish(id, Versions.required(ifMatch), Boolean.TRUE.equals(body.pushAgain()), caller));
    }

    @AllowedToUnitsAndOffice
    @PutMapping("/{id}/withdrawal")
    ResponseEntity<?> withdraw(
            @PathVariable UUID id,
            @RequestHeader(value = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @Valid @RequestBody ReasonBody body,
            Caller caller) {
        return answer(
                change.withdraw(id, Versions.required(ifMatch), body.reason().strip(), caller));
    }

    /** The test run: whom the draft, or without one the published version, would reach today. Nothing is stored. */
    @AllowedToUnitsAndOffice
    @GetMapping("/{id}/reach")
    ResponseEntity<?> reach(@PathVariable UUID id, Caller caller) {
        return own(id, caller, policy -> reach.of(policy));
    }

    @AllowedToReadersOfRecords
    @GetMapping("/{id}/figures")
    ResponseEntity<?> figures(@PathVariable UUID id, Caller caller) {
        return own(id, caller, policy -> new FiguresView(policy.id(), pushes.counts(policy.serial())));
    }

    private ResponseEntity<?> own(UUID id, Caller caller, Function<Policy, Object> body) {
        var policy = policies.find(id).orElse(null);
        if (policy == null) {
            return answers.refuse(Refusal.missing("no-such-policy"));
        }
        return caller.is(Role.AUDITOR) || ChangePolicy.mayChange(policy.unit(), caller)
                ? ResponseEntity.ok(body.apply(policy))
                : answers.refuse(Refusal.forbidden("not-your-policy"));
    }

    private ResponseEntity<?> answer(Decision<Policy> decision) {
        return answers.of(decision, policy -> ok(policy, true));
    }

    private ResponseEntity<PolicyView> ok(Policy policy, boolean drafts) {
        return ResponseEntity.ok().eTag(Versions.etag(policy.version())).body(view(policy, drafts));
    }

    private PolicyView view(Policy policy, boolean drafts) {
        return new PolicyView(
                policy.id(),
                policy.unit(),
                policy.state(),
                policy.round(),
                version(policy, policy.publishedVersion()),
                drafts ? version(policy, policy.draftVersion()) : null,
                policy.withdrawnReason(),
                policy.version());
    }

    private @Nullable VersionView version(Policy policy, @Nullable Integer number) {
        return number == null ? null : VersionView.of(number, policies.content(policy.serial(), number));
    }

    record PublicationBody(@Nullable Boolean pushAgain) {}

    record ReasonBody(@NotBlank @Size(max = 500) String reason) {}

    record FiguresView(UUID policyId, List<Pushes.Counts> rounds) {}
}
