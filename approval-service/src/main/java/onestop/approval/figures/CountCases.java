package onestop.approval.figures;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import onestop.approval.cases.Act;
import onestop.approval.cases.ActListener;
import onestop.approval.figures.FigureRows.Place;
import onestop.events.OutgoingEvent;
import onestop.workingdays.Calendars;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Counts each finished case once, as it stands. What finishes a case only notes it, in its own transaction; what it took is worked out
 * later, for many cases at once, and at the latest when somebody asks for figures. A case that an appeal opens again is noted too: what
 * was counted of it is taken back, and it is counted with its next decision.
 */
@Component
@Order(500)
class CountCases implements ActListener {
    static final int BATCH = 500;

    /** Acts after which a case counts, or counts no longer. */
    private static final Set<String> MOVES =
            Set.of("GRANTED", "REFUSED", "TERMINATED", "LAPSED", "FORWARDED", "REOPENED");

    /** Batches that somebody who asks waits for: more than are noted between two runs of the job. */
    private static final int MOST_BATCHES = 20;

    private final FigureRows rows;
    private final Calendars calendars;
    private final TransactionTemplate transaction;

    CountCases(FigureRows rows, Calendars calendars, PlatformTransactionManager transactions) {
        this.rows = rows;
        this.calendars = calendars;
        this.transaction = new TransactionTemplate(transactions);
    }

    @Override
    public List<OutgoingEvent> happened(List<Act> acts) {
        var moved = acts.stream()
                .filter(act -> MOVES.contains(act.name()))
                .map(Act::caseNumber)
                .toList();
        if (!moved.isEmpty()) {
            rows.noteMoved(moved);
        }
        return List.of();
    }

    /**
     * For figures that are right now: what another replica is counting is waited for.
     *
     * @return whether everything is counted; not so while all cases are counted anew after an upgrade
     */
    boolean countNoted() {
        for (int i = 0; i < MOST_BATCHES; i++) {
            if (count(rows::takeNoted) < BATCH) {
                return true;
            }
        }
        return false;
    }

    /**
     * For the job: what somebody else is counting is left to him.
     *
     * @return how many were counted, at most {@link #BATCH}
     */
    int countSome() {
        return count(rows::takeNotedByNobody);
    }

    private interface Take {
        /** @return case number to receipt number */
        Map<String, String> some(int most);
    }

    private int count(Take take) {
        var cases = transaction.execute(_ -> {
            var taken = take.some(BATCH);
            if (!taken.isEmpty()) {
                var calendar = calendars.current();
                rows.holdFiles(taken.values());
                var changes = new TreeMap<Place, Counts>();
                for (var before : rows.takeBack(taken.keySet())) {
                    before.all().forEach((place, numbers) -> add(changes, place, numbers.negative()));
                }
                var counted = rows.finished(taken.keySet(), calendar).stream()
                        .map(one -> Counted.of(one, calendar))
                        .toList();
                for (var now : counted) {
                    now.all().forEach((place, numbers) -> add(changes, place, numbers));
                }
                rows.keep(counted);
                rows.note(changes);
            }
            return taken.size();
        });
        return cases == null ? 0 : cases;
    }

    private static void add(Map<Place, Counts> to, Place place, Counts numbers) {
        to.computeIfAbsent(place, _ -> new Counts()).add(numbers);
    }
}
