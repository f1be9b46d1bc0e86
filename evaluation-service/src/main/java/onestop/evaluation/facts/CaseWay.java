package onestop.evaluation.facts;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The way of a case from its opening to its first decision, as the approval told it. */
final class CaseWay {
    private CaseWay() {}

    enum CaseStep {
        EXAMINATION,
        REVIEW,
        DECISION
    }

    /** What happened on the way. */
    enum Mark {
        OPENED,
        EXAMINED,
        REVIEWED,
        RETURNED,
        SUSPENDED,
        RESUMED,
        ENDED,
        DECIDED
    }

    /** @param step that a returned case came from @param sequence orders what happened at one moment */
    record Marked(Mark mark, @Nullable CaseStep step, Instant at, long sequence) {
        /** The step that ends with it. */
        @Nullable
        CaseStep ends() {
            return switch (mark) {
                case EXAMINED -> CaseStep.EXAMINATION;
                case REVIEWED -> CaseStep.REVIEW;
                case DECIDED -> CaseStep.DECISION;
                case RETURNED -> step;
                case OPENED, SUSPENDED, RESUMED, ENDED -> null;
            };
        }
    }

    /**
     * The step in which the case lay longest; of equal ones the earlier. What it stood still is not counted. Empty until the
     * opening and the decision are known.
     */
    static Optional<CaseStep> longest(List<Marked> marks) {
        var spent = new EnumMap<CaseStep, Duration>(CaseStep.class);
        var running = Duration.ZERO;
        boolean opened = false;
        // since when it has been going on; null while it stands still
        Instant since = null;
        var ordered = marks.stream()
                .sorted(Comparator.comparing(Marked::at).thenComparing(Marked::sequence))
                .toList();
        for (var each : ordered) {
            if (!opened) {
                opened = each.mark() == Mark.OPENED;
                since = opened ? each.at() : null;
                continue;
            }
            if (since != null) {
                running = running.plus(Duration.between(since, each.at()));
                since = each.at();
            }
            if (each.mark() == Mark.SUSPENDED || each.mark() == Mark.ENDED) {
                since = null;
            }
            if (each.mark() == Mark.RESUMED) {
                since = each.at();
            }
            var ended = each.ends();
            if (ended != null) {
                spent.merge(ended, running, Duration::plus);
                running = Duration.ZERO;
            }
            if (each.mark() == Mark.DECIDED) {
                return spent.entrySet().stream()
                        .max(Map.Entry.<CaseStep, Duration>comparingByValue()
                                .thenComparing(Map.Entry::getKey, Comparator.reverseOrder()))
                        .map(Map.Entry::getKey);
            }
        }
        return Optional.empty();
    }
}
