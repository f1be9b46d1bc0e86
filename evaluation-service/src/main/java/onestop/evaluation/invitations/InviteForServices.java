package onestop.evaluation.invitations;

import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import onestop.evaluation.calendar.CountyTime;
import onestop.evaluation.counting.RatingCounts;
import onestop.evaluation.counting.RatingCounts.ServiceDay;
import onestop.evaluation.personal.Sealing;
import onestop.events.EventConsumer;
import onestop.events.IncomingEvent;
import onestop.events.Outbox;
import onestop.events.Topic;
import onestop.workingdays.Calendars;
import org.springframework.stereotype.Component;

/** Makes the invitations. A batch costs the same few statements however many events it has. */
@Component
class InviteForServices implements EventConsumer {
    private static final Topic APPLICATIONS = Topic.facts("onestop.intake.application");
    private static final Topic CONSULTATIONS = Topic.facts("onestop.intake.consultation");
    private static final Topic DELIVERIES = Topic.facts("onestop.intake.delivery");
    private static final Topic CASES = Topic.facts("onestop.approval.case");

    private final Invitations invitations;
    private final RatingCounts counts;
    private final List<WhenInvited> listeners;
    private final Sealing sealing;
    private final Outbox outbox;
    private final Calendars calendars;
    private final InstantSource clock;

    InviteForServices(
            Invitations invitations,
            RatingCounts counts,
            List<WhenInvited> listeners,
            Sealing sealing,
            Outbox outbox,
            Calendars calendars,
            InstantSource clock) {
        this.invitations = invitations;
        this.counts = counts;
        this.listeners = listeners;
        this.sealing = sealing;
        this.outbox = outbox;
        this.calendars = calendars;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "invitations";
    }

    @Override
    public Set<Topic> topics() {
        return Set.of(APPLICATIONS, CONSULTATIONS, DELIVERIES, CASES);
    }

    @Override
    public boolean awaited() {
        return false;
    }

    @Override
    public void handle(List<IncomingEvent> events) {
        var now = CountyTime.now(clock);
        var batch = ServiceBatch.of(events, now);
        if (batch.isEmpty()) {
            return;
        }
        var calendar = calendars.current();
        invitations.keepFiles(batch.files(), sealing);
        invitations.keepOfficers(batch.officers());
        invitations.keepServices(batch.served());
        invitations.keepNumbered(batch.numberedAsHeard());
        var invited = invitations.invite(batch.receipts(), batch.received(), now);
        counts.invited(invited.stream()
                .map(service -> new ServiceDay(service.unit(), service.matter(), service.servedOn()))
                .toList());
        counts.invitedInSlices(
                invited.stream().map(service -> service.id().value()).toList());
        if (!invited.isEmpty()) {
            listeners.forEach(listener -> listener.invited(invited, now));
        }
        outbox.append(invited.stream()
                .map(service -> InvitationMessages.invited(service, now, calendar))
                .toList());
    }
}
