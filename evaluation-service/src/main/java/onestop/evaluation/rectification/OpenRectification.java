package onestop.evaluation.rectification;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import onestop.events.Outbox;
import onestop.workingdays.Calendars;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Opens the order of what is bad, in the transaction that stores it: there is never one without the other. */
@Service
public class OpenRectification {
    private final Rectifications rectifications;
    private final Calendars calendars;
    private final Outbox outbox;

    OpenRectification(Rectifications rectifications, Calendars calendars, Outbox outbox) {
        this.rectifications = rectifications;
        this.calendars = calendars;
        this.outbox = outbox;
    }

    /** Opens the orders of many ratings, in as many statements as that of one. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void open(List<BadRating> ratings, Instant at) {
        openAll(ratings.stream().map(Grievance::of).toList(), at);
    }

    /** Opens the orders of the findings of one review; returned in their order. */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<RectificationId> openFindings(List<BadFinding> findings, Instant at) {
        return openAll(findings.stream().map(Grievance::of).toList(), at);
    }

    private List<RectificationId> openAll(List<Grievance> grievances, Instant at) {
        var calendar = calendars.current();
        var opened = grievances.stream()
                .map(about -> RectificationOrder.open(new RectificationId(UUID.randomUUID()), about, at))
                .toList();
        rectifications.insert(opened);
        outbox.append(opened.stream()
                .flatMap(each -> RectificationMessages.of(each.next(), each.step(), calendar).stream())
                .toList());
        return opened.stream().map(each -> each.next().id()).toList();
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public RectificationId open(BadRating rating, Instant at) {
        return open(Grievance.of(rating), at);
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public RectificationId open(BadFinding finding, Instant at) {
        return open(Grievance.of(finding), at);
    }

    private RectificationId open(Grievance about, Instant at) {
        var opened = RectificationOrder.open(new RectificationId(UUID.randomUUID()), about, at);
        rectifications.insert(opened.next(), opened.step());
        outbox.append(RectificationMessages.of(opened.next(), opened.step(), calendars.current()));
        return opened.next().id();
    }
}
