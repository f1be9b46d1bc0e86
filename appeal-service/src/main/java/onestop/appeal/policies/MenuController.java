package onestop.appeal.policies;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import onestop.appeal.clocks.Shanghai;
import onestop.appeal.commands.Answers;
import onestop.appeal.commands.Decision;
import onestop.appeal.commands.Decision.Done;
import onestop.appeal.commands.Refusal;
import onestop.appeal.enterprises.EnterpriseSight;
import onestop.appeal.enterprises.EnterprisesChanged;
import onestop.appeal.policies.Menu.Fit;
import onestop.appeal.policies.Pushes.Subscription;
import onestop.appeal.roles.AllowedToApplicants;
import onestop.web.Allowed;
import onestop.web.Caller;
import onestop.web.Cursor;
import onestop.web.InvalidFieldException;
import onestop.web.Limit;
import onestop.web.Page;
import onestop.web.Role;
import onestop.web.Versions;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** An enterprise's menu of policies, what was pushed to it, and what it wants to hear of. */
@RestController
@RequestMapping("/api/appeal/enterprises/{usci}")
class MenuController {
    private final Menu menu;
    private final Pushes pushes;
    private final Policies policies;
    private final EnterpriseSight sight;
    private final Answers answers;
    private final ApplicationEventPublisher listeners;
    private final InstantSource clock;

    MenuController(
            Menu menu,
            Pushes pushes,
            Policies policies,
            EnterpriseSight sight,
            Answers answers,
            ApplicationEventPublisher listeners,
            InstantSource clock) {
        this.menu = menu;
        this.pushes = pushes;
        this.policies = policies;
        this.sight = sight;
        this.answers = answers;
        this.listeners = listeners;
        this.clock = clock;
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
    @GetMapping("/policy-menu")
    ResponseEntity<?> menu(
            @PathVariable String usci,
            @RequestParam(defaultValue = "FITS") Fit fit,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) Limit limit,
            Caller caller) {
        var before = PolicyController.place(after);
        return answers.of(sight.toRead(usci, caller), enterprise -> {
            var dishes = menu.of(enterprise, fit, before, limit.plusOne());
            return ResponseEntity.ok(Page.of(dishes, limit, dish -> Cursor.of(dish.serial())));
        });
    }

    /** Shown to somebody of the enterprise, the pushes count as delivered; the office looks without a trace. */
    @Allowed({Role.APPLICANT, Role.AGENT, Role.APPEAL_COORDINATOR, Role.AUDITOR})
    @GetMapping("/policy-pushes")
    ResponseEntity<?> list(
            @PathVariable String usci,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) Limit limit,
            Caller caller) {
        var parts = Cursor.parts(after, 2);
        var policy = parts.isEmpty() ? null : number(parts.get(0));
        var round = parts.isEmpty() ? null : number(parts.get(1));
        return answers.of(sight.toRead(usci, caller), enterprise -> {
            var page = Page.of(
                    pushes.list(enterprise, policy, round, limit.plusOne()),
                    limit,
                    push -> Cursor.of(push.policySerial(), push.round()));
            var shown = page.items().stream()
                    .filter(push -> push.deliveredAt() == null)
                    .toList();
            if (caller.actsFor(usci) && !shown.isEmpty()) {
                pushes.deliver(enterprise, shown, clock.instant());
            }
            return ResponseEntity.ok(page);
        });
    }

    private static Integer number(String part) {
        try {
            return Integer.valueOf(part);
        } catch (NumberFormatException e) {
            throw new InvalidFieldException("after", "cursor");
        }
    }

    @AllowedToApplicants
    @PutMapping("/policy-pushes/{policyId}/reading")
    ResponseEntity<?> read(@PathVariable String usci, @PathVariable UUID policyId, Caller caller) {
        return answers.of(
                ofPushed(
                        usci,
                        policyId,
                        caller,
                        (enterprise, policy) -> pushes.read(enterprise, policy.serial(), clock.instant())
                                ? new Done<>(policy)
                                : Refusal.missing("not-pushed").declines()),
                _ -> ResponseEntity.noContent().build());
    }

    /**
     * The enterprise says that it has applied; possible while the policy is in force. The menu shows what fits whether it was pushed or
     * not, so that either can be applied for.
     */
    @AllowedToApplicants
    @PutMapping("/policy-pushes/{policyId}/application")
    ResponseEntity<?> apply(@PathVariable String usci, @PathVariable UUID policyId, Caller caller) {
        return answers.of(
                ofPushed(usci, policyId, caller, (enterprise, policy) -> {
                    if (policy.state() != Policy.State.PUBLISHED) {
                        return Refusal.conflict("policy-withdrawn").declines();
                    }
                    var content = policies.content(policy.serial(), Objects.requireNonNull(policy.publishedVersion()));
                    if (!content.openOn(Shanghai.dayOf(clock.instant()))) {
                        return Refusal.conflict(
                                        "policy-not-open",
                                        content.validFrom(),
                                        content.validTo() == null ? "–" : content.validTo())
                                .declines();
                    }
                    if (pushes.apply(enterprise, policy.serial(), clock.instant())) {
                        return new Done<>(policy);
                    }
                    var shown = menu.fitting(enterprise, policy.serial());
                    shown.ifPresent(inForce -> pushes.applyUnpushed(enterprise, inForce, clock.instant()));
                    return shown.isPresent()
                            ? new Done<>(policy)
                            : Refusal.missing("not-pushed").declines();
                }),
                _ -> ResponseEntity.noContent().build());
    }

    private interface OfPushed {
        Decision<Policy> on(int enterprise, Policy policy);
    }

    private Decision<Policy> ofPushed(String usci, UUID policyId, Caller caller, OfPushed command) {
        return switch (sight.toAct(usci, caller)) {
            case Decision.Declined<Integer>(var why) -> why.declines();
            case Done<Integer>(var enterprise) ->
                policies.find(policyId)
                        .map(policy -> command.on(enterprise, policy))
                        .orElseGet(() -> Refusal.missing("not-pushed").declines());
        };
    }

    @Allowed({Role.APPLICANT, Role.AGENT, Role.APPEAL_COORDINATOR, Role.AUDITOR})
    @GetMapping("/policy-subscription")
    ResponseEntity<?> subscription(@PathVariable String usci, Caller caller) {
        return answers.of(sight.toRead(usci, caller), this::view);
    }

    /** What fits a category that is added is pushed at once. */
    @AllowedToApplicants
    @Transactional
    @PutMapping("/policy-subscription")
    public ResponseEntity<?> subscribe(
            @PathVariable String usci, @Valid @RequestBody SubscriptionBody body, Caller caller) {
        return answers.of(sight.toAct(usci, caller), enterprise -> {
            pushes.subscribe(
                    enterprise,
                    body.categories().isEmpty() ? List.of() : List.copyOf(EnumSet.copyOf(body.categories())),
                    body.channel() == null ? Channel.PORTAL : body.channel(),
                    caller.subject(),
                    clock.instant());
            listeners.publishEvent(new EnterprisesChanged(List.of(enterprise)));
            return view(enterprise);
        });
    }

    private ResponseEntity<Subscription> view(int enterprise) {
        var subscription = pushes.subscription(enterprise).orElse(Subscription.EVERYTHING);
        return ResponseEntity.ok().eTag(Versions.etag(subscription.version())).body(subscription);
    }

    record SubscriptionBody(
            @NotNull @Size(max = 10) List<@NotNull Category> categories,
            @Nullable Channel channel) {}
}
