package onestop.approval.conflicts;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import onestop.approval.conflicts.ConflictView.Kind;
import onestop.approval.conflicts.Conflicts.End;
import onestop.approval.ledger.Digests;
import onestop.approval.ledger.LeavesOfActs;
import onestop.approval.ledger.LeavesOfActs.Noted;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Declares and ends conflicts of interest, each with its leaf in the transparency log. */
@Service
class KeepConflicts {
    private final Conflicts conflicts;
    private final LeavesOfActs leaves;

    KeepConflicts(Conflicts conflicts, LeavesOfActs leaves) {
        this.conflicts = conflicts;
        this.leaves = leaves;
    }

    /** @return the one in force: the new one, or the one that was declared before */
    @Transactional
    ConflictView declare(
            String officer, String unit, Kind kind, String concerns, String reason, String by, Instant at) {
        var id = UUID.randomUUID();
        var declared = conflicts.declare(id, officer, unit, kind, concerns, reason, by, at);
        if (declared.id().equals(id)) {
            leaves.note(List.of(noted(
                    id,
                    "DECLARED",
                    unit,
                    by,
                    at,
                    Map.of("officer", officer, "concerns", Digests.of(concerns), "reason", Digests.of(reason)))));
        }
        return declared;
    }

    /** Ends it, unless it is the manager's own, another unit's or ended already. */
    @Transactional
    End end(UUID id, String unit, String by, String reason, Instant at) {
        var ended = conflicts.end(id, unit, by, reason, at);
        if (ended == End.ENDED) {
            leaves.note(List.of(noted(id, "ENDED", unit, by, at, Map.of("reason", Digests.of(reason)))));
        }
        return ended;
    }

    private static Noted noted(UUID id, String act, String unit, String by, Instant at, Map<String, Object> details) {
        return new Noted("CONFLICT", id.toString(), act, by, at, Map.of("unit", unit), details);
    }
}
