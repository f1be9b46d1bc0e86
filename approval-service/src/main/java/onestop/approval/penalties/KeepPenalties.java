package onestop.approval.penalties;

import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import onestop.approval.ledger.Digests;
import onestop.approval.ledger.LeavesOfActs;
import onestop.approval.ledger.LeavesOfActs.Noted;
import onestop.approval.penalties.Penalties.Content;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Enters, corrects and withdraws penalties; a change names the version it was based on. */
@Service
class KeepPenalties {
    private final Penalties penalties;
    private final LeavesOfActs leaves;
    private final InstantSource clock;

    KeepPenalties(Penalties penalties, LeavesOfActs leaves, InstantSource clock) {
        this.penalties = penalties;
        this.leaves = leaves;
        this.clock = clock;
    }

    /** What a change came to. */
    sealed interface Outcome {
        record Changed(Penalty penalty) implements Outcome {}

        record NoSuchPenalty() implements Outcome {}

        record StaleVersion() implements Outcome {}

        record AlreadyWithdrawn() implements Outcome {}
    }

    /** Empty when the unit has entered this decision already. */
    @Transactional
    Optional<Penalty> enter(String unit, String decisionNumber, Content content, String by) {
        var now = clock.instant();
        var entered = penalties.enter(unit, decisionNumber, content, by, now);
        entered.ifPresent(penalty -> note(penalty, "ENTERED", by, now, null));
        return entered;
    }

    @Transactional
    Outcome correct(UUID id, String unit, long version, Content content, String reason, String by) {
        var now = clock.instant();
        return change(
                id,
                unit,
                version,
                () -> note(penalties.correct(id, content, reason, by, now), "CORRECTED", by, now, reason));
    }

    @Transactional
    Outcome withdraw(UUID id, String unit, long version, String reason, String by) {
        var now = clock.instant();
        return change(
                id, unit, version, () -> note(penalties.withdraw(id, reason, by, now), "WITHDRAWN", by, now, reason));
    }

    /**
     * Whom the decision punishes, and what for, stands in the register and is only hashed here: a sole trader is a person.
     *
     * @return the penalty
     */
    private Penalty note(Penalty penalty, String act, String by, Instant at, @Nullable String reason) {
        var facts = new LinkedHashMap<String, Object>();
        facts.put("unit", penalty.unit());
        facts.put("decisionNumber", penalty.decisionNumber());
        facts.put("penaltyKind", penalty.kind().name());
        facts.put("decidedOn", penalty.decidedOn().toString());
        facts.put("status", penalty.status());
        facts.put("version", penalty.version());
        if (penalty.amount() != null) {
            facts.put("amountFen", penalty.amount().movePointRight(2).longValueExact());
        }
        var details = new LinkedHashMap<String, Object>();
        details.put(
                "content",
                Digests.of(penalty.subjectUsci(), penalty.subjectName(), penalty.ground(), penalty.legalBasis()));
        if (reason != null) {
            details.put("reason", Digests.of(reason));
        }
        leaves.note(List.of(new Noted("PENALTY", penalty.id().toString(), act, by, at, facts, details)));
        return penalty;
    }

    private Outcome change(UUID id, String unit, long version, Supplier<Penalty> change) {
        var found = penalties.lock(id).filter(penalty -> penalty.unit().equals(unit));
        if (found.isEmpty()) {
            return new Outcome.NoSuchPenalty();
        }
        if (!found.get().inForce()) {
            return new Outcome.AlreadyWithdrawn();
        }
        return found.get().version() == version ? new Outcome.Changed(change.get()) : new Outcome.StaleVersion();
    }
}
