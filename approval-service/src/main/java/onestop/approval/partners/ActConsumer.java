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
import org.springframework.stereotype.Component;

/**
 * Acts of partner systems by event. What makes no sense, or comes from a source that does not speak for the unit, is a dead letter; what
 * the rules decline is answered.
 */
@Component
class ActConsumer implements EventConsumer {
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

    @Override
    public String name() {
        return "partner-act";
    }

    @Override
    public Set<Topic> topics() {
        return Set.of(ACTS);
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
        var whose = event.data(UnitOf.class);
        var unit = whose.unit();
        if (unit == null || !units.speaksFor(event.source(), unit)) {
            throw new UnreadableEventException(
                    "the source %s does not speak for unit %s".formatted(event.source(), unit));
        }
        var body = event.data(ActBody.class);
        var wrong = validator.validate(body).stream()
                .map(one -> one.getPropertyPath().toString())
                .sorted()
                .collect(Collectors.joining(", "));
        if (!wrong.isEmpty()) {
            throw new UnreadableEventException("missing or wrong: " + wrong);
        }
        var told = body.of(unit);
        ActAsTold.incomplete(told).ifPresent(field -> {
            throw new UnreadableEventException("missing or wrong: " + field);
        });
        var taken = acts.take(body.reference(), told);
        outbox.append(List.of(TaskMessages.answered(event.key(), body.caseNumber(), unit, body.reference(), taken)));
    }
}
