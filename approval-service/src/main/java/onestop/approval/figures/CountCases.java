package onestop.approval.figures;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import onestop.approval.cases.Act;
import onestop.approval.cases.ActListener;
import onestop.approval.clocks.OfficeTime;
import onestop.approval.figures.FigureRows.Place;
import onestop.events.OutgoingEvent;
import onestop.workingdays.Calendars;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Counts each decided case once. A decision only notes its case, in its own transaction; what it took is worked out later, for many cases
 * at once, and at the latest when somebody asks for figures. A case that an appeal opens again before that is counted with its next
 * decision.
 */
@Component
@Order(500)
class CountCases implements ActListener {
    static final int BATCH = 500;

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
        var decided = acts.stream()
                .filter(act -> act.name().equals("GRANTED") || act.name().equals("REFUSED"))
                .map(Act::caseNumber)
                .toList();
        if (!decided.isEmpty()) {
            rows.noteDecided(decided);
        }
        var ended = new TreeMap<Place, Counts>();
        for (var act : acts) {
            switch (act.name()) {
                case "TERMINATED", "LAPSED", "FORWARDED" ->
                    ended.computeIfAbsent(
                                    new Place(OfficeTime.dateOf(act.at()), act.unit(), act.itemCode(), ""),
                                    _ -> new Counts())
                            .add(Count.ENDED, 1);
                default -> {
                    // Everything else is in the history by the time of the decision.
                }
            }
        }
        if (!ended.isEmpty()) {
            rows.note(ended);
        }
        return List.of();
    }

    /** For figures that are right now: what another replica is counting is waited for. */
    void countNoted() {
        for (int i = 0; i < MOST_BATCHES && count(rows::takeNoted) == BATCH; i++) {
            // the next batch
        }
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
        var counted = transaction.execute(_ -> {
            var taken = take.some(BATCH);
            if (!taken.isEmpty()) {
                var calendar = calendars.current();
                var counts = new TreeMap<Place, Counts>();
                rows.holdFiles(taken.values());
                for (var one : rows.decided(taken.keySet())) {
                    one.counts(calendar).forEach((place, numbers) -> counts.merge(place, numbers, Counts::add));
                }
                rows.note(counts);
            }
            return taken.size();
        });
        return counted == null ? 0 : counted;
    }
}
