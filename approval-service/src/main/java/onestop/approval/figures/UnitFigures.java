package onestop.approval.figures;

import java.time.LocalDate;
import java.util.List;
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
            long red,
            long breach,
            long unanswered,
            long returns) {}

    /** Counts what was decided lately, in transactions of its own, so that the figures are right from here on. */
    @Transactional(propagation = Propagation.NEVER)
    public void bringUpToDate() {
        cases.countNoted();
    }

    /** By unit, of what is counted; units of which there is nothing to tell are left out. */
    public List<OfUnit> of(LocalDate from, LocalDate to) {
        return rows.sums(PeriodParts.of(from, to), null, null, GroupBy.UNIT).stream()
                .filter(sum -> sum.step().isEmpty())
                .map(sum -> ofUnit(String.valueOf(sum.unit()), sum.counts()))
                .toList();
    }

    private static OfUnit ofUnit(String unit, Counts counts) {
        long turned =
                counts.of(Count.STEP_LIGHT) + counts.of(Count.YELLOW) + counts.of(Count.RED) + counts.of(Count.BREACH);
        return new OfUnit(
                unit,
                counts.of(Count.CASES),
                counts.of(Count.ON_TIME_PROMISED),
                counts.of(Count.ON_TIME_STATUTORY),
                counts.of(Count.RED) - counts.of(Count.RED_LIFTED),
                counts.of(Count.BREACH) - counts.of(Count.BREACH_LIFTED),
                turned - counts.of(Count.LIGHTS_REPLIED),
                counts.of(Count.RETURNS));
    }
}
