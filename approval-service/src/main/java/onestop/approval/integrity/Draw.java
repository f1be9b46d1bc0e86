package onestop.approval.integrity;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import onestop.approval.ledger.Digests;

/**
 * Which of a unit's cases that were finished in one month are checked. The same seed and cases give the same draw, with nothing but SHA-256: of all
 * cases the {@code n} with the smallest digests of seed and number are drawn, {@code n} being the share of them rounded up, but at least so
 * many. Those that are always checked come on top.
 *
 * @param seed 32 hexadecimal digits
 * @param sharePercent of all cases, 0 to 100
 * @param atLeast cases drawn by chance, as far as there are so many
 */
record Draw(String seed, int sharePercent, int atLeast) {

    enum Reason {
        /** More than one correction notice before the acceptance. */
        CORRECTED_TWICE,
        /** A reviewer or approver sent it back. */
        RETURNED,
        RANDOM
    }

    /** A case that may be drawn, and why it is in any event. */
    record Candidate(String caseNumber, boolean correctedTwice, boolean returned) {
        boolean always() {
            return correctedTwice || returned;
        }
    }

    record Drawn(String caseNumber, List<Reason> reasons) {}

    /** @return by case number */
    List<Drawn> from(List<Candidate> cases) {
        var byChance = new TreeSet<String>();
        cases.stream()
                .map(Candidate::caseNumber)
                .sorted(Comparator.comparing((String number) -> Digests.of(seed, number))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(howMany(cases.size()))
                .forEach(byChance::add);
        return cases.stream()
                .filter(one -> one.always() || byChance.contains(one.caseNumber()))
                .map(one -> new Drawn(one.caseNumber(), reasons(one, byChance.contains(one.caseNumber()))))
                .sorted(Comparator.comparing(Drawn::caseNumber))
                .toList();
    }

    private long howMany(int cases) {
        return Math.max(atLeast, (cases * (long) sharePercent + 99) / 100);
    }

    private static List<Reason> reasons(Candidate one, boolean byChance) {
        var reasons = new ArrayList<Reason>();
        if (one.correctedTwice()) {
            reasons.add(Reason.CORRECTED_TWICE);
        }
        if (one.returned()) {
            reasons.add(Reason.RETURNED);
        }
        if (byChance) {
            reasons.add(Reason.RANDOM);
        }
        return List.copyOf(reasons);
    }
}
