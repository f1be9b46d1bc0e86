package onestop.appeal.clocks;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import onestop.appeal.words.AppealKind;
import onestop.appeal.words.BlockedClass;
import org.jspecify.annotations.Nullable;

/**
 * A rule on how soon appeals are dealt with.
 *
 * @param redoWorkingDaysAtLeast the shortest limit of a redo, which otherwise is half of the limit for the answer
 * @param returnWorkingDays how long after the dispatch a unit that has signed may still give the appeal back
 * @param returnsAtMost how often one appeal is given back before the coordinator's word is final
 * @param callBackAttempts after how many attempts nobody reached counts as unreached
 * @param callBackGap the shortest time between two attempts
 * @param extras what it rules beside the limits
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
        Duration callBackGap,
        Extras extras) {

    public TimeProfile {
        rules = List.copyOf(rules);
        if (serviceHours.shifts().isEmpty()
                && rules.stream().anyMatch(rule -> rule.limit().unit() == LimitUnit.SERVICE_MINUTES)) {
            throw new IllegalArgumentException(code + " counts service minutes but has no service hours");
        }
    }

    /** A profile that rules nothing beside the limits: no extension, no reopening. */
    public TimeProfile(
            String code,
            String nameZh,
            ServiceHours serviceHours,
            List<Rule> rules,
            int redoWorkingDaysAtLeast,
            int returnWorkingDays,
            int returnsAtMost,
            int callBackAttempts,
            Duration callBackGap) {
        this(
                code,
                nameZh,
                serviceHours,
                rules,
                redoWorkingDaysAtLeast,
                returnWorkingDays,
                returnsAtMost,
                callBackAttempts,
                callBackGap,
                Extras.NONE);
    }

    /**
     * What a profile rules beside the limits.
     *
     * @param extensionDays the most days of one extension, in the unit of the answer's limit; 0 for none
     * @param extensionsAtMost how often a limit is extended
     * @param complexDays the limit the rule states for complex matters, which extensions lead up to
     * @param reopenWorkingDays how long after the closing an appeal is opened again
     * @param levels when supervision rises
     */
    public record Extras(
            int extensionDays,
            int extensionsAtMost,
            @Nullable Integer complexDays,
            int reopenWorkingDays,
            Levels levels) {
        public static final Extras NONE = new Extras(0, 0, null, 0, new Levels(1, 0, 3, 10));
    }

    /**
     * Working days: before the due day to remind; before it to turn yellow, 0 for when it is over; after it until red; after it until the
     * leader is told.
     */
    public record Levels(int remindAhead, int yellowAhead, int redAfter, int leaderAfter) {}

    /** One limit; without a kind for all kinds, urgent for urgent appeals only. */
    public record Rule(
            Clock clock,
            @Nullable AppealKind kind,
            boolean urgent,
            @Nullable BlockedClass blockedClass,
            TimeLimit limit) {
        public Rule(Clock clock, @Nullable AppealKind kind, boolean urgent, TimeLimit limit) {
            this(clock, kind, urgent, null, limit);
        }

        private boolean fits(Clock clock, Measure measure) {
            return this.clock == clock
                    && (kind == null || kind == measure.kind())
                    && (blockedClass == null || blockedClass == measure.blockedClass())
                    && (measure.urgent() || !urgent);
        }

        private int weight() {
            return (urgent ? 4 : 0) + (blockedClass != null ? 2 : 0) + (kind != null ? 1 : 0);
        }
    }

    /** The limit by the most particular rule: one for urgent appeals before one for the kind before the general one. */
    public Optional<TimeLimit> limit(Clock clock, Measure measure) {
        return rules.stream()
                .filter(rule -> rule.fits(clock, measure))
                .reduce((one, other) -> other.weight() > one.weight() ? other : one)
                .map(Rule::limit);
    }
}
