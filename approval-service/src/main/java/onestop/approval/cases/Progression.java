package onestop.approval.cases;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import onestop.approval.cases.CaseState.Waiting;
import onestop.approval.cases.Transition.Applied;

/**
 * What closed cases set in motion among the waiting ones of their files: those that have got all they need start, those that will never
 * get it end, which may concern others in turn, and the rest wait for less.
 *
 * @param moved cases that started or ended
 * @param stillWaiting cases that wait for less than before
 */
record Progression(List<Applied> moved, List<ApprovalCase> stillWaiting) {
    boolean isEmpty() {
        return moved.isEmpty() && stillWaiting.isEmpty();
    }

    /**
     * @param closed case number to whether it was granted
     */
    static Progression after(Map<String, Boolean> closed, Collection<ApprovalCase> waiting, Moment now) {
        var open = new LinkedHashMap<String, ApprovalCase>();
        var dependants = new HashMap<String, List<String>>();
        for (var one : waiting) {
            if (one.state() instanceof Waiting(var needs, var follows)) {
                var number = one.facts().caseNumber();
                open.put(number, one);
                needs.forEach(needed -> dependants
                        .computeIfAbsent(needed, _ -> new ArrayList<>())
                        .add(number));
                follows.forEach(earlier -> dependants
                        .computeIfAbsent(earlier, _ -> new ArrayList<>())
                        .add(number));
            }
        }
        var granted = new HashMap<>(closed);
        var moved = new ArrayList<Applied>();
        var touched = new HashSet<String>();
        var news = new ArrayDeque<>(closed.keySet());
        while (!news.isEmpty()) {
            var number = news.remove();
            for (var dependant : dependants.getOrDefault(number, List.of())) {
                var waits = open.get(dependant);
                if (waits == null || !(waits.state() instanceof Waiting(var needs, var _))) {
                    continue;
                }
                if (needs.contains(number) && !granted.getOrDefault(number, false)) {
                    open.remove(dependant);
                    moved.add(waits.endUnstarted(number, now.at()));
                    granted.put(dependant, false);
                    news.add(dependant);
                } else {
                    touched.add(dependant);
                }
            }
        }
        var stillWaiting = new ArrayList<ApprovalCase>();
        for (var one : open.values()) {
            if (touched.contains(one.facts().caseNumber()) && one.state() instanceof Waiting(var needs, var follows)) {
                var less = new Waiting(without(needs, granted.keySet()), without(follows, granted.keySet()));
                if (less.needs().isEmpty() && less.follows().isEmpty()) {
                    moved.add(one.start(now));
                } else {
                    stillWaiting.add(one.waitFor(less));
                }
            }
        }
        return new Progression(List.copyOf(moved), List.copyOf(stillWaiting));
    }

    private static Set<String> without(Set<String> all, Set<String> closed) {
        var left = new HashSet<>(all);
        left.removeAll(closed);
        return left;
    }
}
