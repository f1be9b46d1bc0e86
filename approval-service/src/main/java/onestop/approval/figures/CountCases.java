package onestop.approval.figures;

import java.util.Collection;
import java.util.TreeMap;
import java.util.TreeSet;
import onestop.approval.cases.Act;
import onestop.approval.cases.ActListener;
import onestop.approval.clocks.OfficeTime;
import onestop.approval.figures.FigureRows.Place;
import onestop.workingdays.Calendars;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Notes each decided case in the transaction of its decision: two statements, however many cases. */
@Component
@Order(500)
class CountCases implements ActListener {
    private final FigureRows rows;
    private final Calendars calendars;

    CountCases(FigureRows rows, Calendars calendars) {
        this.rows = rows;
        this.calendars = calendars;
    }

    @Override
    public void happened(java.util.List<Act> acts) {
        var opened = new TreeSet<String>();
        var decided = new TreeMap<String, String>();
        var ended = new TreeMap<Place, Counts>();
        for (var act : acts) {
            switch (act.name()) {
                case "OPENED" -> opened.add(act.receiptNumber());
                case "TERMINATED", "LAPSED", "FORWARDED" ->
                    ended.computeIfAbsent(
                                    new Place(OfficeTime.dateOf(act.at()), act.unit(), act.itemCode(), ""),
                                    _ -> new Counts())
                            .add(Count.ENDED, 1);
                case "GRANTED", "REFUSED" -> decided.put(act.caseNumber(), act.receiptNumber());
                default -> {
                    // Everything else is in the history by the time of the decision.
                }
            }
        }
        // A case that starts with a decision belongs to a file that is known.
        opened.removeAll(decided.values());
        if (!opened.isEmpty()) {
            rows.remember(opened);
        }
        if (!decided.isEmpty()) {
            count(decided.keySet(), decided.values());
        }
        if (!ended.isEmpty()) {
            rows.note(ended);
        }
    }

    /** In the caller's transaction. */
    void count(Collection<String> caseNumbers, Collection<String> receiptNumbers) {
        var calendar = calendars.current();
        var counts = new TreeMap<Place, Counts>();
        for (var one : rows.decided(caseNumbers, receiptNumbers)) {
            one.counts(calendar).forEach((place, numbers) -> counts.merge(place, numbers, Counts::add));
        }
        rows.note(counts);
    }
}
