package onestop.intake.queueing;

import java.util.List;
import onestop.intake.figures.Figure;
import onestop.intake.figures.FigureDefinition;
import onestop.intake.figures.FigureDefinition.CountedUnit;
import onestop.intake.figures.FigureDefinition.Cut;
import onestop.intake.figures.FigureQuery;
import onestop.intake.figures.FigureSource;
import org.springframework.stereotype.Component;

/** How many came, and how long they waited: for an appointment from its hour on. A window's are those it called last. */
@Component
class QueueFigures implements FigureSource {
    /** A wait that a hall wants to keep below. */
    static final int SHORT_WAIT_MINUTES = 15;

    private static final FigureDefinition TICKETS = FigureDefinition.count(
            "TICKETS", "取号数", "Tickets taken", CountedUnit.TICKET, Cut.PERIOD, Cut.REGION, Cut.WINDOW);
    private static final FigureDefinition SERVED = FigureDefinition.share(
            "TICKETS_SERVED",
            "叫号办结率",
            "Tickets served, of those that have ended",
            CountedUnit.TICKET,
            Cut.PERIOD,
            Cut.REGION,
            Cut.WINDOW);
    private static final FigureDefinition WAIT = FigureDefinition.mean(
            "WAITING_MINUTES",
            "平均等候分钟数",
            "Minutes from the ticket to its first call",
            CountedUnit.MINUTE,
            Cut.PERIOD,
            Cut.REGION,
            Cut.WINDOW);
    private static final FigureDefinition SHORT_WAIT = FigureDefinition.share(
            "SHORT_WAITS",
            "等候不超过15分钟比例",
            "Tickets first called within 15 minutes",
            CountedUnit.TICKET,
            Cut.PERIOD,
            Cut.REGION,
            Cut.WINDOW);
    private static final FigureDefinition SERVICE = FigureDefinition.mean(
            "SERVICE_MINUTES",
            "平均服务分钟数",
            "Minutes from the last call to the end",
            CountedUnit.MINUTE,
            Cut.PERIOD,
            Cut.REGION,
            Cut.WINDOW);
    private static final FigureDefinition GREEN = FigureDefinition.count(
            "GREEN_CHANNEL_TICKETS",
            "绿色通道取号数",
            "Tickets of the green channel",
            CountedUnit.TICKET,
            Cut.PERIOD,
            Cut.REGION,
            Cut.WINDOW);

    private final Tickets tickets;

    QueueFigures(Tickets tickets) {
        this.tickets = tickets;
    }

    @Override
    public List<FigureDefinition> definitions() {
        return List.of(TICKETS, SERVED, WAIT, SHORT_WAIT, SERVICE, GREEN);
    }

    @Override
    public List<Figure> count(FigureQuery query) {
        var tally = tickets.tally(
                query.firstDay(), query.lastDay(), query.regionPrefix(), query.window(), SHORT_WAIT_MINUTES);
        return List.of(
                TICKETS.of(tally.taken()),
                SERVED.of(tally.served(), tally.ended()),
                WAIT.of(tally.waitingMinutes(), tally.called()),
                SHORT_WAIT.of(tally.shortWaits(), tally.called()),
                SERVICE.of(tally.serviceMinutes(), tally.served()),
                GREEN.of(tally.green()));
    }
}
