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

    /** A clause's condition as a whole and by the parts a person is told about. */
    record ReadyClause(ReadyCondition whole, List<Condition> parts, List<ReadyCondition> readyParts) {
        static ReadyClause of(PolicyContent.Clause clause, LocalDate day) {
            var condition = clause.condition().read("condition");
            var parts = ConditionWords.parts(condition);
            return new ReadyClause(
                    ReadyCondition.of(condition, day),
                    parts,
                    parts.stream().map(part -> ReadyCondition.of(part, day)).toList());
        }
    }

    /** One policy, ready to be matched. */
    record Offer(InForce policy, List<ReadyClause> clauses) {
        static Offer of(InForce policy, LocalDate day) {
            return new Offer(
                    policy,
                    policy.content().clauses().stream()
                            .map(clause -> ReadyClause.of(clause, day))
                            .toList());
        }

        boolean open(LocalDate day) {
            return policy.content().openOn(day);
        }

        boolean fits(EnterpriseColumns enterprises, int row) {
            for (var clause : clauses) {
                if (clause.whole().on(enterprises, row) == ReadyCondition.FITS) {
                    return true;
                }
            }
            return false;
        }
    }

    /** For whoever pushes by it: no publication or withdrawal commits before this transaction does. */
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
