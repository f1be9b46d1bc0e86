package onestop.approval.integrity;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import onestop.approval.integrity.SpotCheckState.Act;
import onestop.approval.integrity.SpotChecks.Held;
import onestop.approval.ledger.Digests;
import onestop.approval.ledger.LeavesOfActs;
import onestop.approval.ledger.LeavesOfActs.Noted;
import onestop.web.Caller;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** A result, what the unit does about it, and the end of a spot check; each with its leaf in the transparency log. */
@Service
class ActOnSpotCheck {
    private final SpotChecks checks;
    private final LeavesOfActs leaves;
    private final InstantSource clock;

    ActOnSpotCheck(SpotChecks checks, LeavesOfActs leaves, InstantSource clock) {
        this.checks = checks;
        this.leaves = leaves;
        this.clock = clock;
    }

    sealed interface Outcome {
        record Done(SpotCheckState state) implements Outcome {}

        record NoSuchCheck() implements Outcome {}

        /** The unit checks nothing of its own. */
        record OwnUnit() implements Outcome {}

        /** Who acted in the file checks none of its cases. */
        record OwnCase() implements Outcome {}

        record NotItsTurn(SpotCheckState state) implements Outcome {}
    }

    /** @param unit the caller's */
    @Transactional
    Outcome act(UUID id, Act act, String text, Caller caller, String unit) {
        var held = checks.lock(id).orElse(null);
        var declined = declined(held, act, caller, unit);
        if (held == null || declined != null) {
            return declined == null ? new Outcome.NoSuchCheck() : declined;
        }
        var next = held.state().after(act).orElse(null);
        if (next == null) {
            return new Outcome.NotItsTurn(held.state());
        }
        var now = clock.instant();
        checks.act(held, act, next, caller.subject(), unit, now, text);
        leaves.note(List.of(new Noted(
                "SPOT_CHECK",
                id.toString(),
                act.name(),
                caller.subject(),
                now,
                Map.of("caseNumber", held.caseNumber(), "unit", held.unit(), "byUnit", unit),
                Map.of("text", Digests.of(text)))));
        return new Outcome.Done(next);
    }

    private static @Nullable Outcome declined(@Nullable Held held, Act act, Caller caller, String unit) {
        if (held == null) {
            return new Outcome.NoSuchCheck();
        }
        boolean own = held.unit().equals(unit);
        if (act == Act.FOLLOWED_UP) {
            return own ? null : new Outcome.NoSuchCheck();
        }
        if (own) {
            return new Outcome.OwnUnit();
        }
        return held.officers().contains(caller.subject()) ? new Outcome.OwnCase() : null;
    }
}
