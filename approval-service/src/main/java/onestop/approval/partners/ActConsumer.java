package onestop.approval.partners;

import jakarta.validation.Validator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import onestop.approval.cases.ActAsTold;
import onestop.events.EventConsumer;
import onestop.events.IncomingEvent;
import onestop.events.Outbox;
import onestop.events.Topic;
import onestop.events.UnreadableEventException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Acts of partner systems by event. Each is answered, done or declined; what comes from a source that does not speak for the unit is left
 * out. What cannot be read, and names neither reference nor case, becomes a dead letter that nothing waits behind: the acts of other
 * departments go on.
 */
@Component
class ActConsumer implements EventConsumer {
    private static final Logger log = LoggerFactory.getLogger(ActConsumer.class);
    private static final Topic ACTS = Topic.facts("onestop.partner.act");
    private static final String TAKEN = "onestop.partner.act.taken.v1";

    private final TakeInActs acts;
    private final PartnerUnits units;
    private final Outbox outbox;
    private final Validator validator;

    ActConsumer(TakeInActs acts, PartnerUnits units, Outbox outbox, Validator validator) {
        this.acts = acts;
        this.units = units;
        this.outbox = outbox;
        this.validator = validator;
    }

    private record UnitOf(@Nullable String unit) {}

    private record Named(
            @Nullable String reference, @Nullable String caseNumber) {}

    @Override
    public String name() {
        return "partner-act";
    }

    @Override
    public Set<Topic> topics() {
        return Set.of(ACTS);
    }

    @Override
    public boolean keepsOrder() {
        return false;
    }

    /** Cases are locked by one command at a time, in one order; two commands in one transaction could meet another in a circle. */
    @Override
    public int maxBatch() {
        return 1;
    }

    @Override
    public void handle(List<IncomingEvent> events) {
        events.stream().filter(event -> event.type().equals(TAKEN)).forEach(this::take);
    }

    private void take(IncomingEvent event) {
        var unit = units.unitOf(event.source()).orElse(null);
        if (unit == null || !unit.equals(event.data(UnitOf.class).unit())) {
            log.warn("Left out: the source {} does not speak for that unit, event {}", event.source(), event.id());
            return;
        }
        ActBody body;
        try {
            body = event.data(ActBody.class);
        } catch (UnreadableEventException e) {
            decline(event, unit, named(event, e), e.field().isEmpty() ? "data" : e.field());
            return;
        }
        var wrong = validator.validate(body).stream()
                .map(one -> one.getPropertyPath().toString())
                .sorted()
                .collect(Collectors.joining(", "));
        var told = body.of(unit);
        var lacking = wrong.isEmpty() ? ActAsTold.incomplete(told).orElse("") : wrong;
        if (!lacking.isEmpty()) {
            decline(event, unit, new Named(body.reference(), body.caseNumber()), lacking);
            return;
        }
        var taken = acts.take(body.reference(), told);
        outbox.append(List.of(TaskMessages.answered(event.key(), body.caseNumber(), unit, body.reference(), taken)));
    }

    /** Answered, so that the partner learns of it, and no dead letter. */
    private void decline(IncomingEvent event, String unit, Named act, String fields) {
        var reference = act.reference();
        var caseNumber = act.caseNumber();
        if (reference == null || caseNumber == null) {
            log.warn("Left out: an act of unit {} without reference or case number, event {}", unit, event.id());
            return;
        }
        var answer =
                new ActAsTold.Answer(false, null, null, "/problems/invalid-request", "Missing or wrong: " + fields);
        var taken = new TakeInActs.Taken(1, answer, false, true, event.time());
        outbox.append(List.of(TaskMessages.answered(event.key(), caseNumber, unit, reference, taken)));
    }

    /** What is enough for an answer; without it an operator has to look. */
    private static Named named(IncomingEvent event, UnreadableEventException why) {
        try {
            var named = event.data(Named.class);
            if (named.reference() != null && named.caseNumber() != null) {
                return named;
            }
        } catch (UnreadableEventException _) {
            // the first reason says more
        }
        throw why;
    }
}
