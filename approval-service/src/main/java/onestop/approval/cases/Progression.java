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
import org.jspecify.annotations.Nullable;

/**
 * What closed cases set in motion among the waiting ones of their files: those that have got all they need start, those that will never
 * get it end, which may concern others in turn, and the rest wait for less.
 *
 * @param moved cases that started or ended
 * @param stillWaiting cases that wait for less than before
 */
record Progression(List<Applied> moved, List<ApprovalCase> stillWaiting) {
    private static final Set<String> OPEN = Set.of("WAITING", "EXAMINATION", "REVIEW", "DECISION", "SUSPENDED");

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

    /**
     * What is known of a case beside its row.
     *
     * @param needs cases that it waited for at first; null where that was not kept
     */
    record Standing(
            String caseNumber, String status, @Nullable Set<String> needs) {
        private boolean isGranted() {
            return status.equals("GRANTED");
        }

        /** Whether it may still be granted. */
        private boolean isOpen() {
            return OPEN.contains(status);
        }
    }

    /**
     * Which cases that ended unstarted wait again when others are looked at again: those that needed one of them, and their dependants,
     * unless something else they needed is closed without a grant.
     *
     * @param file the cases of the files, as they stand after the reopening
     */
    static List<Applied> again(
            Collection<String> reopened, Collection<ApprovalCase> unstarted, Collection<Standing> file) {
        var standings = new HashMap<String, Standing>();
        file.forEach(one -> standings.put(one.caseNumber(), one));
        var left = new LinkedHashMap<String, ApprovalCase>();
        unstarted.forEach(one -> left.put(one.facts().caseNumber(), one));
        var back = new HashSet<>(reopened);
        var moved = new ArrayList<Applied>();
        for (boolean more = true; more; ) {
            more = false;
            for (var one : List.copyOf(left.values())) {
                var number = one.facts().caseNumber();
                var standing = standings.get(number);
                var needs = standing == null || standing.needs() == null ? Set.<String>of() : standing.needs();
                var because = needs.stream().filter(back::contains).sorted().findFirst();
                if (because.isEmpty()
                        || !needs.stream().allMatch(need -> back.contains(need) || mayCome(standings, need))) {
                    continue;
                }
                var missing = new HashSet<>(needs);
                missing.removeIf(need -> granted(standings, need));
                moved.add(one.waitAgain(missing, because.get()));
                left.remove(number);
                back.add(number);
                more = true;
            }
        }
        return List.copyOf(moved);
    }

    private static boolean granted(Map<String, Standing> standings, String number) {
        var standing = standings.get(number);
        return standing != null && standing.isGranted();
    }

    private static boolean mayCome(Map<String, Standing> standings, String number) {
        var standing = standings.get(number);
        return standing != null && (standing.isGranted() || standing.isOpen());
    }

    private static Set<String> without(Set<String> all, Set<String> closed) {
        var left = new HashSet<>(all);
        left.removeAll(closed);
        return left;
    }
}
