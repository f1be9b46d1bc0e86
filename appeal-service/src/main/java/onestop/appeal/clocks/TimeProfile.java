package onestop.appeal.clocks;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import onestop.appeal.words.AppealKind;
import org.jspecify.annotations.Nullable;

/**
 * A rule on how soon appeals are dealt with.
 *
 * @param redoWorkingDaysAtLeast the shortest limit of a redo, which otherwise is half of the limit for the answer
 * @param returnWorkingDays how long after the dispatch a unit that has signed may still give the appeal back
 * @param returnsAtMost how often one appeal is given back before the coordinator's word is final
 * @param callBackAttempts after how many attempts nobody reached counts as unreached
 * @param callBackGap the shortest time between two attempts
 */
public record TimeProfile(
        String code,
        String nameZh,
        ServiceHours serviceHours,
        List<Rule> rules,
        int redoWorkingDaysAtLeast,
        int returnWorkingDays,
        int returnsAtMost,
        int callBackAttempts,
        Duration callBackGap) {

    public TimeProfile {
        rules = List.copyOf(rules);
        if (serviceHours.shifts().isEmpty()
                && rules.stream().anyMatch(rule -> rule.limit().unit() == LimitUnit.SERVICE_MINUTES)) {
            throw new IllegalArgumentException(code + " counts service minutes but has no service hours");
        }
    }

    /** One limit; without a kind for all kinds, urgent for urgent appeals only. */
    public record Rule(Clock clock, @Nullable AppealKind kind, boolean urgent, TimeLimit limit) {
        private boolean fits(Clock clock, AppealKind kind, boolean urgent) {
            return this.clock == clock && (this.kind == null || this.kind == kind) && (urgent || !this.urgent);
        }

        private int weight() {
            return (urgent ? 2 : 0) + (kind != null ? 1 : 0);
        }
    }

    /** The limit by the most particular rule: one for urgent appeals before one for the kind before the general one. */
    public Optional<TimeLimit> limit(Clock clock, AppealKind kind, boolean urgent) {
        return rules.stream()
                .filter(rule -> rule.fits(clock, kind, urgent))
                .reduce((one, other) -> other.weight() > one.weight() ? other : one)
                .map(Rule::limit);
    }
}
