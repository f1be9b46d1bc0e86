package onestop.approval.cases;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import onestop.approval.cases.CasePlan.Planned;
import onestop.approval.cases.CaseState.Waiting;
import org.jspecify.annotations.Nullable;

/**
 * How long a file takes if every case keeps its promise: the longest chain of cases of which each waits for the one before. Items handled
 * together take at most 45 working days (行政许可法 art. 42), whatever their promises add up to.
 *
 * @param workingDays promised for the file, from the day its limits count from; 0 is the end of the same working day
 * @param chain the cases that make it so long, first to last
 */
record CriticalPath(int workingDays, List<Link> chain) {
    /** What the law allows for items handled together, without an extension. */
    static final int MOST_WORKING_DAYS = 45;

    CriticalPath {
        chain = List.copyOf(chain);
    }

    /** One case of the chain. */
    record Link(String caseNumber, String itemCode, int promisedDays) {}

    /** The longest way to the end of one case, and what came before it there. */
    private record Way(int workingDays, @Nullable Planned before) {}

    static CriticalPath of(List<Planned> planned) {
        var ways = new HashMap<String, Way>();
        var byNumber = new HashMap<String, Planned>();
        planned.forEach(one -> byNumber.put(one.part().caseNumber(), one));
        // A case waits for cases of earlier stages only.
        planned.stream()
                .sorted(Comparator.comparingInt(one -> one.item().stage()))
                .forEach(one -> ways.put(one.part().caseNumber(), way(one, ways, byNumber)));
        var last = planned.stream()
                .max(Comparator.comparingInt(one -> daysTo(one, ways)))
                .orElseThrow();
        var chain = new ArrayList<Link>();
        for (Planned one = last; one != null; one = wayTo(one, ways).before()) {
            chain.addFirst(new Link(
                    one.part().caseNumber(), one.item().code(), one.item().promisedDays()));
        }
        return new CriticalPath(Math.min(daysTo(last, ways), MOST_WORKING_DAYS), chain);
    }

    private static Way way(Planned one, Map<String, Way> ways, Map<String, Planned> byNumber) {
        var before = one.state() instanceof Waiting(var needs, var follows)
                ? Stream.concat(needs.stream(), follows.stream())
                        .sorted()
                        .map(byNumber::get)
                        .max(Comparator.comparingInt(earlier -> daysTo(earlier, ways)))
                        .orElse(null)
                : null;
        return new Way(one.item().promisedDays() + (before == null ? 0 : daysTo(before, ways)), before);
    }

    private static int daysTo(Planned one, Map<String, Way> ways) {
        return wayTo(one, ways).workingDays();
    }

    private static Way wayTo(Planned one, Map<String, Way> ways) {
        var way = ways.get(one.part().caseNumber());
        if (way == null) {
            throw new IllegalStateException("a case waits for one of its own stage");
        }
        return way;
    }
}
