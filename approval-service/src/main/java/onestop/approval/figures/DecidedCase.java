package onestop.approval.figures;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import onestop.approval.clocks.OfficeTime;
import onestop.approval.figures.FigureRows.Place;
import onestop.approval.figures.StepTimes.Past;
import onestop.workingdays.WorkingDayCalendar;

/** What figures need to know of a decided case. @param corrections notices before the acceptance of its file */
record DecidedCase(
        String unit,
        String itemCode,
        int steps,
        boolean granted,
        Instant acceptedAt,
        Instant startedAt,
        Instant closedAt,
        int usedDays,
        boolean onTimePromised,
        boolean onTimeStatutory,
        int extensionDays,
        int corrections,
        List<Past> acts) {

    /** The whole case first, then its steps. */
    Map<Place, Counts> counts(WorkingDayCalendar calendar) {
        var all = new TreeMap<Place, Counts>();
        var whole = new Counts();
        StepTimes.of(acceptedAt, startedAt, steps, acts, calendar).forEach((step, times) -> {
            all.put(place(step), times);
            whole.add(times);
        });
        long returns = acts.stream().filter(act -> act.act().equals("RETURNED")).count();
        whole.add(Count.CASES, 1 - whole.of(Count.CASES))
                .add(Count.GRANTED, granted ? 1 : 0)
                .add(Count.ON_TIME_PROMISED, onTimePromised ? 1 : 0)
                .add(Count.ON_TIME_STATUTORY, onTimeStatutory ? 1 : 0)
                .add(Count.USED_DAYS, usedDays)
                .add(Count.RETURNS, returns)
                .add(Count.RETURNED_CASES, returns > 0 ? 1 : 0)
                .add(Count.CORRECTIONS, corrections)
                .add(Count.CORRECTED_CASES, corrections > 0 ? 1 : 0)
                .add(Count.EXTENDED_CASES, extensionDays > 0 ? 1 : 0);
        all.put(place(""), whole);
        return all;
    }

    private Place place(String step) {
        return new Place(OfficeTime.dateOf(closedAt), unit, itemCode, step);
    }
}
