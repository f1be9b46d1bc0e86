package onestop.approval.reductions;

import java.time.LocalDate;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What happened in one finished file, and what its cases would have asked separately.
 *
 * @param separately the sum of the dated baselines over all cases; a measure is missing when a case has none
 * @param heaviest what the most demanding single case costs the applicant, in minutes and fen
 * @param told what the acceptance carried
 * @param corrections notices that something is missing, each a step of its own
 * @param collections times a result was handed out, by whatever way
 * @param collectedAtWindowOn days on which that was at a window
 */
record FileFacts(
        String receiptNumber,
        @Nullable String packageCode,
        String unit,
        String channel,
        LocalDate acceptedOn,
        LocalDate finishedOn,
        int workingDaysUsed,
        Map<Measure, Long> separately,
        Map<Measure, Long> heaviest,
        Told told,
        List<String> sources,
        int corrections,
        int collections,
        Set<LocalDate> collectedAtWindowOn) {

    /** How the sums that an acceptance carries are named. */
    static final String CATALOGUE = "catalogue, statutory limits summed";

    private static final Set<String> AT_A_WINDOW = Set.of("WINDOW", "MOBILE_VEHICLE", "SELF_SERVICE");

    FileFacts {
        separately = Map.copyOf(separately);
        heaviest = Map.copyOf(heaviest);
        sources = List.copyOf(sources);
        collectedAtWindowOn = Set.copyOf(collectedAtWindowOn);
    }

    /** @param handedIn how many documents the whole file needed */
    record Told(
            @Nullable Long materialsSeparately,
            @Nullable Long visitsSeparately,
            @Nullable Long statutoryDaysSequential,
            @Nullable Long handedIn) {

        @Nullable
        Long of(Measure measure) {
            return switch (measure) {
                case MATERIALS -> materialsSeparately;
                case VISITS -> visitsSeparately;
                case WORKING_DAYS -> statutoryDaysSequential;
                case STEPS, COST_FEN, MINUTES -> null;
            };
        }
    }

    Map<Measure, Comparison> measures() {
        var all = new EnumMap<Measure, Comparison>(Measure.class);
        for (var measure : Measure.values()) {
            all.put(measure, new Comparison(baseline(measure), actual(measure)));
        }
        return all;
    }

    private @Nullable Long baseline(Measure measure) {
        var dated = separately.get(measure);
        return dated == null ? told.of(measure) : dated;
    }

    private @Nullable Long actual(Measure measure) {
        return switch (measure) {
            case MATERIALS -> told.handedIn();
            case STEPS -> 1L + corrections + collections;
            case WORKING_DAYS -> (long) workingDaysUsed;
            case VISITS -> (long) visits();
            case COST_FEN, MINUTES -> asOften(heaviest.get(measure));
        };
    }

    /** Whoever hands in and collects on one day comes once. */
    private int visits() {
        var days = new HashSet<>(collectedAtWindowOn);
        if (AT_A_WINDOW.contains(channel)) {
            days.add(acceptedOn);
        }
        return days.size();
    }

    /** Each visit is taken to cost as much as the most demanding single case, and handing in from home as much as one visit. */
    private @Nullable Long asOften(@Nullable Long once) {
        return once == null ? null : once * Math.max(1, visits());
    }

    /** Where the baseline comes from. */
    List<String> baselineSources() {
        boolean toldMore = java.util.Arrays.stream(Measure.values())
                .anyMatch(measure -> !separately.containsKey(measure) && told.of(measure) != null);
        return toldMore
                ? java.util.stream.Stream.concat(sources.stream(), java.util.stream.Stream.of(CATALOGUE))
                        .toList()
                : sources;
    }
}
