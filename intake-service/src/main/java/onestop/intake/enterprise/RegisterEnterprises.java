package onestop.intake.enterprise;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import onestop.events.Outbox;
import onestop.intake.input.FieldErrors;
import onestop.web.Versions;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionOperations;

/** Enters enterprises and branches, or changes their entries. What stays the same is neither written nor published. */
@Service
class RegisterEnterprises {
    private final Enterprises enterprises;
    private final Outbox outbox;
    private final InstantSource clock;
    private final TransactionOperations transaction;

    RegisterEnterprises(
            Enterprises enterprises, Outbox outbox, InstantSource clock, TransactionOperations transaction) {
        this.enterprises = enterprises;
        this.outbox = outbox;
        this.clock = clock;
        this.transaction = transaction;
    }

    sealed interface Outcome {
        record Registered(RegistryEntry entry) implements Outcome {}

        record Kept(RegistryEntry entry) implements Outcome {}

        record Stale() implements Outcome {}

        /** A branch is changed through its parent. */
        record IsABranch() implements Outcome {}
    }

    /**
     * @param ifMatch the version the sender has seen; needed when there is an entry and it differs
     */
    @Transactional
    Outcome register(EnteredEnterprise entered, @Nullable String ifMatch, String by) {
        enterprises.lock(entered.usci());
        var before = enterprises.findEntry(entered.usci()).orElse(null);
        if (before != null && before.enterprise().kind() == EnterpriseKind.BRANCH) {
            return new Outcome.IsABranch();
        }
        var errors = new FieldErrors();
        var wanted = entered.after(before, errors);
        errors.throwIfAny();
        if (before == null) {
            return new Outcome.Registered(
                    save(List.of(wanted.withVersion(1)), by).getFirst());
        }
        if (before.saysTheSame(wanted)) {
            return new Outcome.Kept(before);
        }
        if (Versions.required(ifMatch) != before.enterprise().version()) {
            return new Outcome.Stale();
        }
        return new Outcome.Kept(
                save(List.of(wanted.withVersion(before.enterprise().version() + 1)), by)
                        .getFirst());
    }

    /** What would become, or has become, of one branch that was sent. */
    enum Effect {
        REGISTERED,
        CHANGED,
        UNCHANGED,
        /** It belongs to another enterprise, or is none's branch. */
        NOT_A_BRANCH_OF_THIS
    }

    /**
     * Registers branches of a parent and changes those that are known. What a known branch has and the row leaves out
     * stays. A branch of somebody else is left alone and told; whether the others are stored then is for the caller to
     * say.
     *
     * @param keep whether what can be stored is stored, given the effect of each branch, in the order sent
     */
    List<Effect> registerBranches(
            Enterprise parent, List<EnteredBranch> branches, Predicate<List<Effect>> keep, String by) {
        try {
            return tryToRegister(parent, branches, keep, by);
        } catch (StaleEntryException _) {
            // another enterprise entered one of them first; the second time that is seen, and told for its row
            return tryToRegister(parent, branches, keep, by);
        }
    }

    private List<Effect> tryToRegister(
            Enterprise parent, List<EnteredBranch> branches, Predicate<List<Effect>> keep, String by) {
        return Objects.requireNonNull(transaction.execute(_ -> {
            // one after the other: branches of one parent are often sent twice at once
            enterprises.lock(parent.usci());
            var known = enterprises.findEntries(
                    branches.stream().map(EnteredBranch::usci).toList());
            var effects = new ArrayList<Effect>();
            var entries = new ArrayList<RegistryEntry>();
            for (var branch : branches) {
                effects.add(effect(parent, branch, known, entries));
            }
            if (keep.test(effects)) {
                save(entries, by);
            }
            return effects;
        }));
    }

    private static Effect effect(
            Enterprise parent,
            EnteredBranch branch,
            Map<String, RegistryEntry> known,
            Collection<RegistryEntry> changed) {
        var before = known.get(branch.usci());
        if (before == null) {
            changed.add(branch.after(null, parent).withVersion(1));
            return Effect.REGISTERED;
        }
        if (!parent.usci().equals(before.enterprise().parentUsci())) {
            return Effect.NOT_A_BRANCH_OF_THIS;
        }
        var wanted = branch.after(before, parent);
        if (before.saysTheSame(wanted)) {
            return Effect.UNCHANGED;
        }
        changed.add(wanted.withVersion(before.enterprise().version() + 1));
        return Effect.CHANGED;
    }

    private List<RegistryEntry> save(List<RegistryEntry> entries, String by) {
        if (!entries.isEmpty()) {
            var now = clock.instant();
            enterprises.save(entries, by, now);
            outbox.append(entries.stream()
                    .map(entry -> EnterpriseMessages.registered(entry.enterprise(), now))
                    .toList());
        }
        return entries;
    }
}
