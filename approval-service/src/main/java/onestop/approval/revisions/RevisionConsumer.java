package onestop.approval.revisions;

import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import onestop.approval.cases.ReviseCases;
import onestop.approval.cases.ReviseCases.Outcome;
import onestop.events.EventConsumer;
import onestop.events.IncomingEvent;
import onestop.events.Outbox;
import onestop.events.Topic;
import onestop.events.UnreadableEventException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Takes in what the office of appeals asks to be revised. Where nothing can be, since the case was granted, is open already or is none of
 * ours, the office is told so.
 */
@Component
class RevisionConsumer implements EventConsumer {
    private static final Topic APPEALS = Topic.facts("onestop.appeal.appeal");
    private static final String ASKED = "onestop.appeal.appeal.revision-asked.v1";

    private final ReviseCases cases;
    private final Outbox outbox;
    private final InstantSource clock;

    RevisionConsumer(ReviseCases cases, Outbox outbox, InstantSource clock) {
        this.cases = cases;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** Our reading of their event: only what we use. */
    private record RevisionAsked(
            @Nullable String number,
            @Nullable String receiptNumber,
            @Nullable String caseNumber,
            @Nullable String itemCode,
            @Nullable String reason) {}

    @Override
    public String name() {
        return "revision";
    }

    @Override
    public Set<Topic> topics() {
        return Set.of(APPEALS);
    }

    /** One command at a time, so that cases are locked in one order. */
    @Override
    public int maxBatch() {
        return 1;
    }

    @Override
    public void handle(List<IncomingEvent> events) {
        events.stream().filter(event -> event.type().equals(ASKED)).forEach(this::revise);
    }

    private void revise(IncomingEvent event) {
        var asked = event.data(RevisionAsked.class);
        var number = asked.number();
        var reason = asked.reason();
        if (number == null || reason == null || asked.caseNumber() == null && asked.receiptNumber() == null) {
            throw new UnreadableEventException("number, reason, and caseNumber or receiptNumber must be given");
        }
        var outcome = cases.revise(asked.caseNumber(), asked.receiptNumber(), asked.itemCode(), number, reason);
        if (outcome != Outcome.REOPENED) {
            outbox.append(RevisionMessages.declined(
                    number,
                    asked.receiptNumber(),
                    asked.caseNumber(),
                    asked.itemCode(),
                    outcome,
                    event.sequence(),
                    clock.instant()));
        }
    }
}
