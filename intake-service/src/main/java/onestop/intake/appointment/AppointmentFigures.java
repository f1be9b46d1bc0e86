package onestop.intake.appointment;

import java.util.List;
import onestop.intake.figures.Figure;
import onestop.intake.figures.FigureDefinition;
import onestop.intake.figures.FigureDefinition.CountedUnit;
import onestop.intake.figures.FigureDefinition.Cut;
import onestop.intake.figures.FigureQuery;
import onestop.intake.figures.FigureSource;
import org.springframework.stereotype.Component;

/** How many have come by appointment, and how many have not. The period is that of the appointments' days. */
@Component
class AppointmentFigures implements FigureSource {
    private static final FigureDefinition MADE = FigureDefinition.count(
            "APPOINTMENTS",
            "预约数",
            "Appointments that held a place",
            CountedUnit.APPOINTMENT,
            Cut.PERIOD,
            Cut.REGION,
            Cut.WINDOW);
    private static final FigureDefinition NO_SHOWS = FigureDefinition.share(
            "APPOINTMENT_NO_SHOWS",
            "预约爽约率",
            "Appointments that nobody came to, of those that are over; excused ones are not counted as missed",
            CountedUnit.APPOINTMENT,
            Cut.PERIOD,
            Cut.REGION,
            Cut.WINDOW);
    private static final FigureDefinition OUT_OF_HOURS = FigureDefinition.share(
            "OUT_OF_HOURS_CONFIRMED",
            "延时预约满足率",
            "Requests for an hour out of hours that were confirmed, of those answered or lapsed",
            CountedUnit.APPOINTMENT,
            Cut.PERIOD,
            Cut.REGION);

    private final Appointments appointments;

    AppointmentFigures(Appointments appointments) {
        this.appointments = appointments;
    }

    @Override
    public List<FigureDefinition> definitions() {
        return List.of(MADE, NO_SHOWS, OUT_OF_HOURS);
    }

    @Override
    public List<Figure> count(FigureQuery query) {
        var tally = appointments.tally(query.firstDay(), query.lastDay(), query.regionPrefix(), query.window());
        return List.of(
                MADE.of(tally.made()),
                NO_SHOWS.of(tally.noShows(), tally.over()),
                OUT_OF_HOURS.of(tally.confirmed(), tally.answered()));
    }
}
