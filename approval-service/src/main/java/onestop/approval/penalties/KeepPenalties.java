package onestop.approval.penalties;

import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import onestop.approval.penalties.Penalties.Content;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Enters, corrects and withdraws penalties; a change names the version it was based on. */
@Service
class KeepPenalties {
    private final Penalties penalties;
    private final InstantSource clock;

    KeepPenalties(Penalties penalties, InstantSource clock) {
        this.penalties = penalties;
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
        return penalties.enter(unit, decisionNumber, content, by, clock.instant());
    }

    @Transactional
    Outcome correct(UUID id, String unit, long version, Content content, String reason, String by) {
        return change(id, unit, version, () -> penalties.correct(id, content, reason, by, clock.instant()));
    }

    @Transactional
    Outcome withdraw(UUID id, String unit, long version, String reason, String by) {
        return change(id, unit, version, () -> penalties.withdraw(id, reason, by, clock.instant()));
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
