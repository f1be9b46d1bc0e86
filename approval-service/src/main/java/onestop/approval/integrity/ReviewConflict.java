package onestop.approval.integrity;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import onestop.approval.integrity.ConflictReviews.Finding;
import onestop.approval.ledger.Digests;
import onestop.approval.ledger.LeavesOfActs;
import onestop.approval.ledger.LeavesOfActs.Noted;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The supervision says what it thinks of a declared conflict of interest; the latest review stands. */
@Service
class ReviewConflict {
    private final ConflictReviews reviews;
    private final LeavesOfActs leaves;
    private final InstantSource clock;

    ReviewConflict(ConflictReviews reviews, LeavesOfActs leaves, InstantSource clock) {
        this.reviews = reviews;
        this.leaves = leaves;
        this.clock = clock;
    }

    enum Outcome {
        DONE,
        UNKNOWN,
        OWN,
        OVERTAKEN
    }

    @Transactional
    Outcome review(UUID id, Finding finding, String text, String by, String byUnit) {
        var held = reviews.lock(id).orElse(null);
        if (held == null) {
            return Outcome.UNKNOWN;
        }
        if (held.officer().equals(by) || held.declaredBy().equals(by)) {
            return Outcome.OWN;
        }
        var now = clock.instant();
        if (!reviews.insert(held, finding, text, by, byUnit, now)) {
            return Outcome.OVERTAKEN;
        }
        leaves.note(List.of(new Noted(
                "CONFLICT",
                id.toString(),
                "REVIEWED",
                by,
                now,
                Map.of("unit", held.unit(), "finding", finding.name()),
                Map.of("text", Digests.of(text)))));
        return Outcome.DONE;
    }
}
