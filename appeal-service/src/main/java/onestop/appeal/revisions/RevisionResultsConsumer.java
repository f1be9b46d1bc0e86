package onestop.appeal.revisions;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import onestop.appeal.revisions.Revisions.Begun;
import onestop.appeal.revisions.Revisions.Ended;
import onestop.appeal.revisions.Revisions.State;
import onestop.events.EventConsumer;
import onestop.events.IncomingEvent;
import onestop.events.Topic;
import onestop.events.UnreadableEventException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Learns what the departments made of the revisions that the office asked for. Events of one case come in their order. */
@Component
class RevisionResultsConsumer implements EventConsumer {
    private static final String CASE = "onestop.approval.case.";

    private final Revisions revisions;

    RevisionResultsConsumer(Revisions revisions) {
        this.revisions = revisions;
    }

    /** Our reading of their events: only what we use. */
    private record Told(
            @Nullable String appealNumber,
            @Nullable String receiptNumber,
            @Nullable String caseNumber,
            @Nullable String why,
            @Nullable String outcome,
            @Nullable String kind) {}

    @Override
    public String name() {
        return "revision-results";
    }

    @Override
    public Set<Topic> topics() {
        return Set.of(Topic.facts("onestop.approval.case"));
    }

    @Override
    public boolean awaited() {
        return false;
    }

    /** A case that is open again and ends in the same batch begins here before it ends. */
    @Override
    public void handle(List<IncomingEvent> events) {
        var begun = new ArrayList<Begun>();
        var ended = new ArrayList<Ended>();
        for (var event : events) {
            switch (event.type()) {
                case CASE + "reopened.v1" -> {
                    var told = event.data(Told.class);
                    begun.add(new Begun(
                            present(told.appealNumber(), "appealNumber"),
                            present(told.caseNumber(), "caseNumber"),
                            event.sequence(),
                            State.REOPENED,
                            null,
                            event.time()));
                }
                case CASE + "revision-declined.v1" -> {
                    var told = event.data(Told.class);
                    begun.add(new Begun(
                            present(told.appealNumber(), "appealNumber"),
                            present(told.caseNumber() == null ? told.receiptNumber() : told.caseNumber(), "caseNumber"),
                            event.sequence(),
                            State.DECLINED,
                            present(told.why(), "why"),
                            event.time()));
                }
                case CASE + "decided.v1" -> {
                    var told = event.data(Told.class);
                    ended.add(new Ended(
                            present(told.caseNumber(), "caseNumber"),
                            event.sequence(),
                            present(told.outcome(), "outcome"),
                            event.time()));
                }
                case CASE + "ended.v1" -> {
                    var told = event.data(Told.class);
                    ended.add(new Ended(
                            present(told.caseNumber(), "caseNumber"),
                            event.sequence(),
                            present(told.kind(), "kind"),
                            event.time()));
                }
                default -> {
                    // Other steps of a case are read in the case.
                }
            }
        }
        revisions.begin(begun);
        revisions.end(ended);
    }

    private static String present(@Nullable String value, String field) {
        if (value == null || value.isBlank()) {
            throw new UnreadableEventException("the field " + field + " is missing");
        }
        return value;
    }
}
