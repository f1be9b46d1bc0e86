package onestop.evaluation.suspicion;

import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import onestop.evaluation.calendar.CountyTime;
import onestop.evaluation.counting.ChangeStanding;
import onestop.evaluation.counting.Standing;
import onestop.evaluation.invitations.Invitations;
import onestop.evaluation.rectification.InvalidateOrder;
import onestop.evaluation.suspicion.Suspicions.Suspicion;
import onestop.web.Caller;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.interceptor.TransactionAspectSupport;

/** A supervisor clears or upholds a suspicion. Decision, standing, counters, the order of a bad one and events commit together. */
@Service
class DecideSuspicion {
    /** The unit does not learn what was suspected. */
    private static final String TOLD_TO_THE_UNIT = "评价经核查无效 / found invalid on review";

    private final Suspicions suspicions;
    private final Invitations invitations;
    private final ChangeStanding standings;
    private final InvalidateOrder orders;
    private final List<WhenCleared> whenCleared;
    private final InstantSource clock;

    DecideSuspicion(
            Suspicions suspicions,
            Invitations invitations,
            ChangeStanding standings,
            InvalidateOrder orders,
            List<WhenCleared> whenCleared,
            InstantSource clock) {
        this.suspicions = suspicions;
        this.invitations = invitations;
        this.standings = standings;
        this.orders = orders;
        this.whenCleared = whenCleared;
        this.clock = clock;
    }

    sealed interface Result {
        record Decided(Suspicion now) implements Result {}

        record NoSuchSuspicion() implements Result {}

        /** Whoever works for the rated unit, or worked on the file, does not decide. */
        record OwnUnit() implements Result {}

        record DecidedOtherwise(Outcome outcome) implements Result {}

        /** The rating was found invalid on review meanwhile; it can count no more. */
        record InvalidAnyway() implements Result {}
    }

    @Transactional
    Result decide(UUID rating, Outcome outcome, String reason, Caller by) {
        // who sends an order on locks it first, and then the suspicion
        orders.lockOrderOf(rating);
        var found = suspicions.find(rating);
        if (found.isEmpty()) {
            return new Result.NoSuchSuspicion();
        }
        if (found.get().unit().equals(by.unit()) || invitations.servedBy(rating, by.subject())) {
            return new Result.OwnUnit();
        }
        var now = CountyTime.now(clock);
        if (!suspicions.decide(rating, outcome, reason, by.subject(), now)) {
            var decided = suspicions.find(rating).orElseThrow();
            return decided.outcome() == outcome && by.subject().equals(decided.decidedBy())
                    ? new Result.Decided(decided)
                    : new Result.DecidedOtherwise(Objects.requireNonNull(decided.outcome()));
        }
        if (outcome != Outcome.CLEARED) {
            orders.ofRating(rating, by.subject(), TOLD_TO_THE_UNIT, now);
        }
        var to = outcome == Outcome.CLEARED ? Standing.COUNTED : Standing.INVALIDATED;
        var moved = standings.move(List.of(rating), to, "SUSPICION_" + outcome, by.subject(), now);
        if (moved.isEmpty() && outcome == Outcome.CLEARED) {
            TransactionAspectSupport.currentTransactionStatus().setRollbackOnly();
            return new Result.InvalidAnyway();
        }
        if (outcome == Outcome.CLEARED) {
            whenCleared.forEach(listener -> listener.cleared(rating, now));
        }
        return new Result.Decided(suspicions.find(rating).orElseThrow());
    }
}
