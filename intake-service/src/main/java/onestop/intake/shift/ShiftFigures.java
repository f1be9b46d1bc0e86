package onestop.intake.shift;

import java.util.List;
import onestop.intake.figures.Figure;
import onestop.intake.figures.FigureDefinition;
import onestop.intake.figures.FigureDefinition.CountedUnit;
import onestop.intake.figures.FigureDefinition.Cut;
import onestop.intake.figures.FigureQuery;
import onestop.intake.figures.FigureSource;
import org.springframework.stereotype.Component;

/** How much windows are open beyond the regular hours, as planned. */
@Component
class ShiftFigures implements FigureSource {
    private static final FigureDefinition EXTENDED = FigureDefinition.share(
            "EXTENDED_SERVICE",
            "错时延时服务占比",
            "Minutes open at noon, in the evening, on weekends and holidays, of all minutes open",
            CountedUnit.MINUTE,
            Cut.PERIOD,
            Cut.REGION,
            Cut.WINDOW);

    private final Shifts shifts;

    ShiftFigures(Shifts shifts) {
        this.shifts = shifts;
    }

    @Override
    public List<FigureDefinition> definitions() {
        return List.of(EXTENDED);
    }

    @Override
    public List<Figure> count(FigureQuery query) {
        var minutes = shifts.minutes(query.firstDay(), query.lastDay(), query.regionPrefix(), query.window());
        return List.of(EXTENDED.of(minutes.extended(), minutes.all()));
    }
}
