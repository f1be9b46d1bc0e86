package onestop.appeal.policies;

import java.time.LocalDate;
import java.util.List;
import onestop.appeal.enterprises.EnterpriseColumns;
import onestop.appeal.policies.Policies.InForce;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The policies in force with their conditions made ready for a day. Kept in memory until a policy is published or withdrawn or the day
 * ends; a thousand policies are a few megabytes.
 */
@Component
class PolicyBook {
    private final Policies policies;
    private volatile @Nullable Page latest;

    PolicyBook(Policies policies) {
        this.policies = policies;
    }

    /** The policies as of a stamp and a day. */
    record Page(long stamp, LocalDate day, List<Offer> offers) {}

    /** One policy, ready to be matched. */
    record Offer(InForce policy, List<ReadyCondition> clauses) {
        static Offer of(InForce policy, LocalDate day) {
            var clauses = policy.content().clauses().stream()
                    .map(clause -> ReadyCondition.of(clause.condition().read("condition"), day))
                    .toList();
            return new Offer(policy, clauses);
        }

        boolean open(LocalDate day) {
            var to = policy.content().validTo();
            return !day.isBefore(policy.content().validFrom()) && (to == null || !day.isAfter(to));
        }

        boolean fits(EnterpriseColumns enterprises, int row) {
            for (var clause : clauses) {
                if (clause.on(enterprises, row) == ReadyCondition.FITS) {
                    return true;
                }
            }
            return false;
        }
    }

    /** For the matching of single enterprises: no publication commits before this transaction does. */
    List<Offer> held(LocalDate day) {
        return page(policies.stampHeld(), day).offers();
    }

    List<Offer> open(LocalDate day) {
        return page(policies.stamp(), day).offers();
    }

    private Page page(long stamp, LocalDate day) {
        var known = latest;
        if (known != null && known.stamp() == stamp && known.day().equals(day)) {
            return known;
        }
        var offers = policies.inForce().stream()
                .map(policy -> Offer.of(policy, day))
                .filter(offer -> offer.open(day))
                .toList();
        var read = new Page(stamp, day, offers);
        latest = read;
        return read;
    }
}
