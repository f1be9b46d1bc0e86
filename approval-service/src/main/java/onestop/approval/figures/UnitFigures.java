package onestop.approval.figures;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What the assessment of units needs of a period. */
@Service
public class UnitFigures {
    private final FigureRows rows;
    private final CountCases cases;

    UnitFigures(FigureRows rows, CountCases cases) {
        this.rows = rows;
        this.cases = cases;
    }

    /**
     * @param ended cases that ended without a decision
     * @param red red lights that turned in the period and were not lifted
     * @param breach the same of breaches of the statutory limit
     * @param unanswered lights of any kind that nobody has answered or lifted by now
     * @param returns how often a reviewer or approver sent a case back
     */
    public record OfUnit(
            String unit,
            long decided,
            long onTimePromised,
            long onTimeStatutory,
            long ended,
            long endedOnTimePromised,
            long endedOnTimeStatutory,
            long red,
            long breach,
            long unanswered,
            long returns) {}

    /**
     * Counts what was decided lately, in transactions of its own, so that the figures are right from here on.
     *
     * @return false while there is more to count than somebody who waits can be asked to wait for
     */
    @Transactional(propagation = Propagation.NEVER)
    public boolean bringUpToDate() {
        return cases.countNoted();
    }

    /** By unit, of what is counted; units of which there is nothing to tell are left out. */
    public List<OfUnit> of(LocalDate from, LocalDate to) {
        var units = new TreeMap<String, Map<String, Counts>>();
        for (var sum : rows.sums(PeriodParts.of(from, to), null, null, GroupBy.UNIT)) {
            if (Arrays.stream(Whole.values()).anyMatch(whole -> whole.key().equals(sum.step()))) {
                units.computeIfAbsent(String.valueOf(sum.unit()), _ -> new HashMap<>())
                        .put(sum.step(), sum.counts());
            }
        }
        return units.entrySet().stream()
                .map(one -> ofUnit(
                        one.getKey(),
                        one.getValue().getOrDefault(Whole.DECIDED.key(), new Counts()),
                        one.getValue().getOrDefault(Whole.ENDED.key(), new Counts())))
                .toList();
    }

    private static OfUnit ofUnit(String unit, Counts decided, Counts ended) {
        long turned = decided.of(Count.STEP_LIGHT)
                + decided.of(Count.YELLOW)
                + decided.of(Count.RED)
                + decided.of(Count.BREACH);
        return new OfUnit(
                unit,
                decided.of(Count.CASES),
                decided.of(Count.ON_TIME_PROMISED),
                decided.of(Count.ON_TIME_STATUTORY),
                ended.of(Count.CASES),
                ended.of(Count.ON_TIME_PROMISED),
                ended.of(Count.ON_TIME_STATUTORY),
                decided.of(Count.RED) - decided.of(Count.RED_LIFTED),
                decided.of(Count.BREACH) - decided.of(Count.BREACH_LIFTED),
                turned - decided.of(Count.LIGHTS_REPLIED),
                decided.of(Count.RETURNS) + ended.of(Count.RETURNS));
    }
}
