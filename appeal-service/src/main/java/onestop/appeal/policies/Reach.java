package onestop.appeal.policies;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;
import onestop.appeal.clocks.Shanghai;
import onestop.appeal.enterprises.EnterpriseColumns;
import onestop.appeal.enterprises.EnterpriseScale;
import onestop.appeal.enterprises.Enterprises;
import onestop.appeal.policies.PolicyBook.Offer;
import onestop.appeal.policies.PolicyContent.Clause;
import org.springframework.stereotype.Service;

/** Tries a policy against every enterprise and stores nothing: one pass, a stretch at a time. */
@Service
class Reach {
    private static final int SAMPLE = 20;
    private static final int TOWN_ENDS_IN = 1_000;

    private final Policies policies;
    private final Enterprises enterprises;
    private final InstantSource clock;

    Reach(Policies policies, Enterprises enterprises, InstantSource clock) {
        this.policies = policies;
        this.enterprises = enterprises;
        this.clock = clock;
    }

    /**
     * Whom a version would reach.
     *
     * @param undecided for whom something unknown decides
     * @param byTown by the division code of the town, or of the county where no town is named
     */
    record Reached(
            int policyVersion,
            long enterprises,
            long fitting,
            long undecided,
            List<ClauseReach> clauses,
            Map<EnterpriseScale, Long> byScale,
            Map<String, Long> byTown,
            List<Enterprises.Named> sample) {}

    /** How many fit one clause, and how many miss or lack each part of its condition. */
    record ClauseReach(int clause, String title, long fitting, List<PartReach> parts) {}

    record PartReach(String requirementZh, String requirementEn, long missing, long unknown) {}

    Reached of(Policy policy) {
        int number = Objects.requireNonNull(
                policy.draftVersion() == null ? policy.publishedVersion() : policy.draftVersion());
        var content = policies.content(policy.serial(), number);
        var today = Shanghai.dayOf(clock.instant());
        var offer = Offer.of(
                new Policies.InForce(policy.serial(), policy.id(), policy.unit(), policy.round(), number, content),
                today);
        var tallies = content.clauses().stream()
                .map(clause -> new Tally(clause, today))
                .toList();
        var byScale = new EnumMap<EnterpriseScale, Long>(EnterpriseScale.class);
        var byTown = new TreeMap<String, Long>();
        var sample = new ArrayList<Integer>();
        long all = 0;
        long fitting = 0;
        long undecided = 0;
        int after = 0;
        int read;
        do {
            var stretch = enterprises.after(after);
            read = stretch.size();
            for (int row = 0; row < read; row++) {
                int best = ReadyCondition.MISSES;
                for (int i = 0; i < tallies.size(); i++) {
                    best = Math.max(
                            best, tallies.get(i).count(offer.clauses().get(i).on(stretch, row), stretch, row));
                }
                if (best == ReadyCondition.FITS) {
                    fitting++;
                    var scale = stretch.scale(row);
                    if (scale != null) {
                        byScale.merge(scale, 1L, Long::sum);
                    }
                    byTown.merge("%012d".formatted(stretch.region(row) / TOWN_ENDS_IN * TOWN_ENDS_IN), 1L, Long::sum);
                    if (sample.size() < SAMPLE) {
                        sample.add(stretch.serial(row));
                    }
                } else if (best == ReadyCondition.UNKNOWN) {
                    undecided++;
                }
            }
            all += read;
            after = read == 0 ? after : stretch.serial(read - 1);
        } while (read == Enterprises.STRETCH);
        return new Reached(
                number,
                all,
                fitting,
                undecided,
                IntStream.range(0, tallies.size())
                        .mapToObj(i -> tallies.get(i).reach(i + 1))
                        .toList(),
                byScale,
                byTown,
                enterprises.named(sample));
    }

    /** Counts for one clause. */
    private static final class Tally {
        private final Clause clause;
        private final List<Condition> parts;
        private final List<ReadyCondition> ready;
        private final long[] missing;
        private final long[] unknown;
        private long fitting;

        Tally(Clause clause, LocalDate today) {
            this.clause = clause;
            parts = ConditionWords.parts(clause.condition().read("condition"));
            ready = parts.stream().map(part -> ReadyCondition.of(part, today)).toList();
            missing = new long[parts.size()];
            unknown = new long[parts.size()];
        }

        int count(int outcome, EnterpriseColumns stretch, int row) {
            if (outcome == ReadyCondition.FITS) {
                fitting++;
                return outcome;
            }
            for (int i = 0; i < missing.length; i++) {
                int part = ready.get(i).on(stretch, row);
                missing[i] += part == ReadyCondition.MISSES ? 1 : 0;
                unknown[i] += part == ReadyCondition.UNKNOWN ? 1 : 0;
            }
            return outcome;
        }

        ClauseReach reach(int number) {
            var of = IntStream.range(0, missing.length)
                    .mapToObj(i -> new PartReach(
                            ConditionWords.zh(parts.get(i)), ConditionWords.en(parts.get(i)), missing[i], unknown[i]))
                    .toList();
            return new ClauseReach(number, clause.title(), fitting, of);
        }
    }
}
