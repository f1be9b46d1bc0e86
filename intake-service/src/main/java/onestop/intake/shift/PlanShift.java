package onestop.intake.shift;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.DefaultTransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Adds a shift, gives it to somebody, cancels it. Two who plan the same time at once: the database lets one win. */
@Service
public class PlanShift {
    private final Shifts shifts;
    private final ObjectProvider<ShiftCommitments> commitments;
    private final TransactionTemplate apart;
    private final InstantSource clock;

    PlanShift(
            Shifts shifts,
            ObjectProvider<ShiftCommitments> commitments,
            PlatformTransactionManager transactions,
            InstantSource clock) {
        this.shifts = shifts;
        this.commitments = commitments;
        this.apart = new TransactionTemplate(
                transactions, new DefaultTransactionDefinition(TransactionDefinition.PROPAGATION_NESTED));
        this.clock = clock;
    }

    /** What became of a plan. */
    public sealed interface Outcome {
        record Planned(UUID id) implements Outcome {}

        /** The window is open at that time already. */
        record WindowTaken() implements Outcome {}

        /** The clerk sits somewhere else at that time. */
        record ClerkTaken() implements Outcome {}

        record Unknown() implements Outcome {}

        record Cancelled() implements Outcome {}

        /** Somebody counts on it. */
        record Promised() implements Outcome {}
    }

    /**
     * Opens a window for some hours.
     *
     * @param appointmentsPerHour how many of each hour can be booked by everybody
     */
    @Transactional
    public Outcome open(
            String windowCode,
            ShiftKind kind,
            Instant startsAt,
            Instant endsAt,
            @Nullable String staff,
            int appointmentsPerHour,
            String by) {
        var shift =
                new Shift(UUID.randomUUID(), windowCode, kind, startsAt, endsAt, staff, appointmentsPerHour, null, 1);
        return taken(() -> shifts.insert(shift, by, clock.instant())).orElseGet(() -> new Outcome.Planned(shift.id()));
    }

    @Transactional
    Outcome give(UUID id, @Nullable String staff, String by) {
        var found = shifts.lock(id);
        if (found.isEmpty()) {
            return new Outcome.Unknown();
        }
        if (found.get().cancelledAt() != null) {
            return new Outcome.Cancelled();
        }
        return taken(() -> shifts.give(id, staff, by, clock.instant())).orElseGet(() -> new Outcome.Planned(id));
    }

    /** To cancel once more changes nothing. */
    @Transactional
    Outcome cancel(UUID id, String by) {
        if (shifts.lock(id).isEmpty()) {
            return new Outcome.Unknown();
        }
        if (commitments.stream().anyMatch(promise -> promise.hasAny(id))) {
            return new Outcome.Promised();
        }
        shifts.cancel(id, by, clock.instant());
        return new Outcome.Planned(id);
    }

    /** From a savepoint, so that the transaction goes on after the database has refused. */
    private Optional<Outcome> taken(Runnable work) {
        try {
            apart.executeWithoutResult(_ -> work.run());
            return Optional.empty();
        } catch (DataIntegrityViolationException e) {
            var text = String.valueOf(e.getMostSpecificCause().getMessage());
            if (text.contains("window_shift_one_at_a_window")) {
                return Optional.of(new Outcome.WindowTaken());
            }
            if (text.contains("window_shift_one_of_a_clerk")) {
                return Optional.of(new Outcome.ClerkTaken());
            }
            throw e;
        }
    }
}
