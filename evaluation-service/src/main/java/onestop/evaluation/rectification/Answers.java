package onestop.evaluation.rectification;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the rater of an order has answered so far, and when it was opened again, in this order. A follow-up can be withdrawn, and
 * is believed again, also when another round has begun meanwhile: it is about the round in which it was said.
 */
record Answers(List<Said> all) {
    Answers {
        all = List.copyOf(all);
    }

    /** A step of the order, with what the rater answered by it, if anything. */
    record Said(Step.Kind kind, Instant at, Tally.@Nullable Answer answer) {
        private boolean about(int round) {
            return answer != null && answer.round() == round;
        }

        private boolean otherwiseAbout(int round) {
            return about(round) && kind != Step.Kind.FOLLOWED_UP && kind != Step.Kind.FOLLOW_UP_WITHDRAWN;
        }
    }

    /**
     * A follow-up that is its round's answer.
     *
     * @param before what it took the place of; null for nothing
     */
    record Standing(Tally.Answer answer, @Nullable Boolean before) {}

    /** The last follow-up; empty if there is none, if it was withdrawn, or if the rater has answered about its round since. */
    Optional<Standing> followUp() {
        return all.stream()
                .filter(said -> said.kind() == Step.Kind.FOLLOWED_UP)
                .reduce((_, later) -> later)
                .map(Said::answer)
                .flatMap(answer -> {
                    var standing = standing(answer.round());
                    return standing.isEmpty() || standing.getLast().kind() != Step.Kind.FOLLOWED_UP
                            ? Optional.empty()
                            : Optional.of(new Standing(answer, satisfied(standing.subList(0, standing.size() - 1))));
                });
    }

    /** Whether the rater was satisfied with this round; null if that is not known. */
    @Nullable
    Boolean of(int round) {
        return satisfied(standing(round));
    }

    /** The round that a follow-up of that time is about; empty if the rater has answered about it otherwise since. */
    Optional<Integer> roundOf(Instant saidAt) {
        int withdrawn = last(Step.Kind.FOLLOW_UP_WITHDRAWN, all.size());
        if (withdrawn >= 0 && !all.get(withdrawn).at().isBefore(saidAt)) {
            int heard = last(Step.Kind.FOLLOWED_UP, withdrawn);
            var answer = all.get(withdrawn).answer();
            return answer == null
                    ? Optional.empty()
                    : Optional.of(answer.round())
                            .filter(round -> all.subList(heard + 1, all.size()).stream()
                                    .noneMatch(said -> said.otherwiseAbout(round)));
        }
        long openedAgain = all.stream()
                .filter(said -> said.kind() == Step.Kind.REOPENED || said.kind() == Step.Kind.CHECK_FAILED)
                .filter(said -> said.at().isBefore(saidAt))
                .count();
        return Optional.of(Math.min(Round.MOST, 1 + (int) openedAgain))
                .filter(round ->
                        all.stream().noneMatch(said -> said.at().isAfter(saidAt) && said.otherwiseAbout(round)));
    }

    private int last(Step.Kind kind, int before) {
        int index = before - 1;
        while (index >= 0 && all.get(index).kind() != kind) {
            index--;
        }
        return index;
    }

    /** The answers about a round that were not withdrawn. */
    private List<Said> standing(int round) {
        var standing = new ArrayList<Said>();
        for (var said : all) {
            if (!said.about(round)) {
                continue;
            }
            if (said.kind() == Step.Kind.FOLLOW_UP_WITHDRAWN) {
                withdrawLast(standing);
            } else {
                standing.add(said);
            }
        }
        return standing;
    }

    private static void withdrawLast(List<Said> standing) {
        for (int i = standing.size() - 1; i >= 0; i--) {
            if (standing.get(i).kind() == Step.Kind.FOLLOWED_UP) {
                standing.remove(i);
                return;
            }
        }
    }

    private static @Nullable Boolean satisfied(List<Said> standing) {
        var last = standing.isEmpty() ? null : standing.getLast().answer();
        return last == null ? null : last.satisfied();
    }
}
