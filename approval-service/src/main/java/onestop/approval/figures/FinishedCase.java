package onestop.approval.figures;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import onestop.approval.clocks.OfficeTime;
import onestop.approval.figures.StepTimes.Past;
import onestop.workingdays.WorkingDayCalendar;
import org.jspecify.annotations.Nullable;

/**
 * What figures need to know of a case that was decided, or ended without a decision.
 *
 * @param whole where the case as a whole is added up
 * @param startedAt null when it ended while it waited for other cases
 * @param usedDays working days by its clock, without suspensions
 * @param corrections notices before the acceptance of its file
 * @param acts in order, the one that finished it last
 */
record FinishedCase(
        String caseNumber,
        String unit,
        String itemCode,
        int steps,
        Whole whole,
        boolean granted,
        Instant acceptedAt,
        @Nullable Instant startedAt,
        Instant closedAt,
        int usedDays,
        boolean onTimePromised,
        boolean onTimeStatutory,
        int extensionDays,
        int corrections,
        List<Past> acts) {

    /** By step, with the case as a whole; correction notices apart, since they may be told late. */
    SortedMap<String, Counts> counts(WorkingDayCalendar calendar) {
        var all = new TreeMap<String, Counts>();
        var sum = new Counts();
        var round = lastRound();
        round.times(calendar).forEach((step, times) -> {
            all.put(whole.step(step), times);
            sum.add(times);
        });
        long returns =
                round.acts.stream().filter(act -> act.act().equals("RETURNED")).count();
        sum.add(Count.CASES, 1 - sum.of(Count.CASES))
                .add(Count.GRANTED, granted ? 1 : 0)
                .add(Count.ON_TIME_PROMISED, onTimePromised ? 1 : 0)
                .add(Count.ON_TIME_STATUTORY, onTimeStatutory ? 1 : 0)
                .add(Count.USED_DAYS, usedDays)
                .add(Count.RETURNS, returns)
                .add(Count.RETURNED_CASES, returns > 0 ? 1 : 0)
                .add(Count.EXTENDED_CASES, extensionDays > 0 ? 1 : 0);
        all.put(whole.key(), sum);
        return all;
    }

    private Map<String, Counts> times(WorkingDayCalendar calendar) {
        return startedAt == null
                ? StepTimes.of(acceptedAt, closedAt, steps, List.of(), calendar)
                : StepTimes.of(acceptedAt, startedAt, steps, acts, calendar);
    }

    /**
     * A case that an appeal opened again, or that waits again for such a one, begins anew then: what was before, and the appeal itself, is
     * no time of this decision.
     */
    private FinishedCase lastRound() {
        for (int i = acts.size() - 1; i >= 0; i--) {
            var act = acts.get(i);
            if (act.act().equals("REOPENED") || act.act().equals("WAITS_AGAIN")) {
                return new FinishedCase(
                        caseNumber,
                        unit,
                        itemCode,
                        steps,
                        whole,
                        granted,
                        act.at(),
                        startedAt == null || startedAt.isAfter(act.at()) ? startedAt : act.at(),
                        closedAt,
                        usedDays,
                        onTimePromised,
                        onTimeStatutory,
                        extensionDays,
                        corrections,
                        acts.subList(i + 1, acts.size()));
            }
        }
        return this;
    }

    /** The day it counts on. */
    LocalDate day() {
        return OfficeTime.dateOf(closedAt);
    }
}
