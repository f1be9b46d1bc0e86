package onestop.intake.enterprise;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import onestop.events.Outbox;
import onestop.intake.input.FieldErrors;
import onestop.web.Versions;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Enters enterprises and branches, or changes their entries. What stays the same is neither written nor published. */
@Service
class RegisterEnterprises {
    private final Enterprises enterprises;
    private final Outbox outbox;
    private final InstantSource clock;

    RegisterEnterprises(Enterprises enterprises, Outbox outbox, InstantSource clock) {
        this.enterprises = enterprises;
        this.outbox = outbox;
        this.clock = clock;
    }

    sealed interface Outcome {
        record Registered(Enterprise entry) implements Outcome {}

        record Kept(Enterprise entry) implements Outcome {}

        record Stale() implements Outcome {}

        /** A branch is changed through its parent. */
        record IsABranch() implements Outcome {}
    }

    /**
     * @param ifMatch the version the sender has seen; needed when there is an entry and it differs
     */
    @Transactional
    Outcome register(Enterprise wanted, @Nullable String ifMatch, String by) {
        enterprises.lock(List.of(wanted.usci()));
        var before = enterprises.find(wanted.usci()).orElse(null);
        if (before == null) {
            return new Outcome.Registered(
                    save(List.of(wanted.withVersion(1)), by).getFirst());
        }
        if (before.kind() == EnterpriseKind.BRANCH) {
            return new Outcome.IsABranch();
        }
        if (before.saysTheSame(wanted)) {
            return new Outcome.Kept(before);
        }
        if (Versions.required(ifMatch) != before.version()) {
            return new Outcome.Stale();
        }
        return new Outcome.Kept(
                save(List.of(wanted.withVersion(before.version() + 1)), by).getFirst());
    }

    record BranchReport(int registered, int changed, int unchanged) {}

    /**
     * Registers or renames the branches of a parent: all of them, or none and every bad row is named.
     *
     * @param errors takes what is wrong with rows, by the position of each
     */
    @Transactional
    BranchReport registerBranches(List<Enterprise> wanted, FieldErrors errors, String by) {
        var uscis = wanted.stream().map(Enterprise::usci).toList();
        enterprises.lock(uscis);
        var known = enterprises.findAll(uscis);
        int registered = 0;
        int changed = 0;
        var entries = new ArrayList<Enterprise>();
        for (int i = 0; i < wanted.size(); i++) {
            var branch = wanted.get(i);
            var before = known.get(branch.usci());
            if (before == null) {
                registered++;
                entries.add(branch.withVersion(1));
            } else if (!Objects.equals(before.parentUsci(), branch.parentUsci())) {
                errors.add("branches[" + i + "].usci", "not-a-branch-of-this", branch.usci());
            } else if (!before.saysTheSame(branch)) {
                changed++;
                entries.add(branch.withVersion(before.version() + 1));
            }
        }
        errors.throwIfAny();
        save(entries, by);
        return new BranchReport(registered, changed, wanted.size() - registered - changed);
    }

    private List<Enterprise> save(List<Enterprise> entries, String by) {
        if (!entries.isEmpty()) {
            var now = clock.instant();
            enterprises.save(entries, by, now);
            outbox.append(entries.stream()
                    .map(entry -> EnterpriseMessages.registered(entry, now))
                    .toList());
        }
        return entries;
    }
}
