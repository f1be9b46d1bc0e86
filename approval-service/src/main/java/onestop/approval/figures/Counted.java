package onestop.approval.figures;

import java.time.LocalDate;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import onestop.approval.figures.FigureRows.Place;
import onestop.workingdays.WorkingDayCalendar;

/**
 * What one case adds to the sums, as it is kept to be taken back.
 *
 * @param day the case counts on
 * @param corrections notices counted with it so far
 * @param steps everything else, by step; the case as a whole under the key of {@code whole}
 */
record Counted(
        String caseNumber,
        LocalDate day,
        String unit,
        String itemCode,
        Whole whole,
        int corrections,
        Map<String, Counts> steps) {

    static Counted of(FinishedCase one, WorkingDayCalendar calendar) {
        return new Counted(
                one.caseNumber(),
                one.day(),
                one.unit(),
                one.itemCode(),
                one.whole(),
                one.corrections(),
                one.counts(calendar));
    }

    SortedMap<Place, Counts> all() {
        var all = new TreeMap<Place, Counts>();
        steps.forEach((step, numbers) -> all.put(new Place(day, unit, itemCode, step), new Counts().add(numbers)));
        all.computeIfAbsent(new Place(day, unit, itemCode, whole.key()), _ -> new Counts())
                .add(Count.CORRECTIONS, corrections)
                .add(Count.CORRECTED_CASES, corrections > 0 ? 1 : 0);
        return all;
    }
}
