package onestop.approval.cases;

import java.util.ArrayList;
import java.util.Collection;
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

    /** What the head of the government may add. */
    static final int MOST_EXTENSION = 15;

    CriticalPath {
        chain = List.copyOf(chain);
    }

    /**
     * One case of the chain.
     *
     * @param promisedDays with its extensions; of a case that was in hand when the file was promised anew, those left
     */
    record Link(String caseNumber, String itemCode, int promisedDays) {}

    /** The longest way to the end of one case, and what came before it there. */
    private record Way(int workingDays, @Nullable Node before) {}

    /**
     * One case of a file.
     *
     * @param waitsFor the cases that it waits for, as the file was opened
     */
    record Node(String caseNumber, String itemCode, int stage, int workingDays, Collection<String> waitsFor) {}

    static CriticalPath of(List<Planned> planned) {
        return of(
                planned.stream()
                        .map(one -> new Node(
                                one.part().caseNumber(),
                                one.item().code(),
                                one.item().stage(),
                                one.item().promisedDays(),
                                one.state() instanceof Waiting(var needs, var follows)
                                        ? Stream.concat(needs.stream(), follows.stream())
                                                .toList()
                                        : List.of()))
                        .toList(),
                MOST_WORKING_DAYS);
    }

    /** @param most working days that the law allows */
    static CriticalPath of(List<Node> planned, int most) {
        var ways = new HashMap<String, Way>();
        var byNumber = new HashMap<String, Node>();
        planned.forEach(one -> byNumber.put(one.caseNumber(), one));
        // A case waits for cases of earlier stages only.
        planned.stream()
                .sorted(Comparator.comparingInt(Node::stage))
                .forEach(one -> ways.put(one.caseNumber(), way(one, ways, byNumber)));
        var last = planned.stream()
                .max(Comparator.comparingInt(one -> daysTo(one, ways)))
                .orElseThrow();
        var chain = new ArrayList<Link>();
        for (Node one = last; one != null; one = wayTo(one, ways).before()) {
            chain.addFirst(new Link(one.caseNumber(), one.itemCode(), one.workingDays()));
        }
        return new CriticalPath(Math.min(daysTo(last, ways), most), chain);
    }

    private static Way way(Node one, Map<String, Way> ways, Map<String, Node> byNumber) {
        var before = one.waitsFor().stream()
                .sorted()
                .map(byNumber::get)
                .max(Comparator.comparingInt(earlier -> daysTo(earlier, ways)))
                .orElse(null);
        return new Way(one.workingDays() + (before == null ? 0 : daysTo(before, ways)), before);
    }

    private static int daysTo(Node one, Map<String, Way> ways) {
        return wayTo(one, ways).workingDays();
    }

    private static Way wayTo(Node one, Map<String, Way> ways) {
        var way = ways.get(one.caseNumber());
        if (way == null) {
            throw new IllegalStateException("a case waits for one of its own stage");
        }
        return way;
    }
}
