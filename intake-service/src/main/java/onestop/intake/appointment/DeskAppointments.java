package onestop.intake.appointment;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import onestop.events.EventConsumer;
import onestop.events.IncomingEvent;
import onestop.events.Topic;
import onestop.events.UnreadableEventException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the cloud service desk asks for. One at a time: bookings of an hour take turns, and two hours in one transaction could wait for each other. */
@Component
class DeskAppointments implements EventConsumer {
    private static final String ASKED = "onestop.appeal.desk.appointment-asked.v1";
    private static final int MOST_ITEMS = 50;

    private final AnswerDesk answer;

    DeskAppointments(AnswerDesk answer) {
        this.answer = answer;
    }

    @Override
    public String name() {
        return "desk-appointments";
    }

    @Override
    public Set<Topic> topics() {
        return Set.of(Topic.facts("onestop.appeal.desk"));
    }

    @Override
    public int maxBatch() {
        return 1;
    }

    @Override
    public void handle(List<IncomingEvent> events) {
        for (var event : events) {
            if (event.type().equals(ASKED)) {
                take(event.data(Asked.class));
            }
        }
    }

    /** Our reading of what is asked for. */
    private record Asked(
            @Nullable UUID requestId,
            @Nullable String regionCode,
            @Nullable OffsetDateTime startsAt,
            @Nullable List<String> itemCodes,
            @Nullable String enterpriseUsci) {}

    private void take(Asked asked) {
        if (asked.requestId() == null
                || asked.regionCode() == null
                || asked.startsAt() == null
                || asked.itemCodes() == null) {
            throw new UnreadableEventException(
                    "%s lacks requestId, regionCode, startsAt or itemCodes".formatted(ASKED));
        }
        if (asked.itemCodes().isEmpty()
                || asked.itemCodes().size() > MOST_ITEMS
                || !asked.regionCode().matches("[0-9]{12}")) {
            throw new UnreadableEventException("%s names no place, or not 1 to 50 items".formatted(ASKED));
        }
        answer.answer(
                asked.requestId(),
                asked.regionCode(),
                asked.startsAt().toInstant(),
                asked.itemCodes().stream().distinct().toList(),
                asked.enterpriseUsci());
    }
}
