package onestop.appeal.policies;

import java.time.InstantSource;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import onestop.appeal.clocks.Shanghai;
import onestop.appeal.commands.Decision;
import onestop.appeal.commands.Decision.Done;
import onestop.appeal.commands.Refusal;
import onestop.events.Outbox;
import onestop.web.Caller;
import onestop.web.Role;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The commands on one policy. The row is locked and compared with the version that the caller has read. */
@Service
class ChangePolicy {
    private final Policies policies;
    private final Outbox outbox;
    private final InstantSource clock;

    ChangePolicy(Policies policies, Outbox outbox, InstantSource clock) {
        this.policies = policies;
        this.outbox = outbox;
        this.clock = clock;
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public Policy draft(String unit, PolicyContent content, Caller caller) {
        return policies.insert(UUID.randomUUID(), unit, content, caller.subject(), clock.instant());
    }

    @Transactional
    public Decision<Policy> edit(UUID id, long version, PolicyContent content, Caller caller) {
        return change(id, version, caller, Policy::edit, next -> {
            int draft = Objects.requireNonNull(next.draftVersion());
            policies.storeDraft(next.serial(), draft, content, caller.subject(), clock.instant());
            // while one version is in force the list shows that one
            policies.update(next, next.publishedVersion() == null ? content : null, clock.instant());
        });
    }

    @Transactional
    public Decision<Policy> publish(UUID id, long version, boolean again, Caller caller) {
        return change(id, version, caller, policy -> policy.publish(again), next -> {
            var now = clock.instant();
            int number = Objects.requireNonNull(next.publishedVersion());
            var content = policies.content(next.serial(), number);
            policies.markPublished(next.serial(), number, caller.subject(), now);
            policies.update(next, content, now);
            policies.turnPage();
            policies.openRun(next.serial(), Shanghai.dayOf(now), now);
            outbox.append(PolicyMessages.published(next, content, now));
        });
    }

    @Transactional
    public Decision<Policy> withdraw(UUID id, long version, String reason, Caller caller) {
        return change(id, version, caller, policy -> policy.withdraw(reason), next -> {
            policies.update(next, null, clock.instant());
            policies.turnPage();
            outbox.append(PolicyMessages.withdrawn(next, clock.instant()));
        });
    }

    private Decision<Policy> change(
            UUID id, long version, Caller caller, Function<Policy, Decision<Policy>> command, Consumer<Policy> effect) {
        var found = policies.findForChange(id).orElse(null);
        if (found == null) {
            return Refusal.missing("no-such-policy").declines();
        }
        if (!mayChange(found.unit(), caller)) {
            return Refusal.forbidden("not-your-policy").declines();
        }
        if (found.version() != version) {
            return Refusal.stale().declines();
        }
        var decision = command.apply(found);
        if (decision instanceof Done<Policy>(var next)) {
            effect.accept(next);
        }
        return decision;
    }

    /** A unit changes its own policies, the coordinator all. */
    static boolean mayChange(String unit, Caller caller) {
        return caller.is(Role.APPEAL_COORDINATOR) || (caller.is(Role.UNIT_MANAGER) && unit.equals(caller.unit()));
    }
}
