package onestop.appeal.policies;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import onestop.appeal.policies.Pushes.Report;
import onestop.events.BulkConsumer;
import onestop.events.IncomingEvent;
import onestop.events.Topic;
import onestop.events.UnreadableEventException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What the app and the text messages report of pushes. Reports stand each for itself: in whichever order, however late and however
 * often they come, a push ends up the same. One that cannot be read, or names no push of its channel, becomes a dead letter.
 */
@Component
class DeliveryReportsConsumer implements BulkConsumer {
    private static final String DELIVERED = "onestop.partner.policy.delivered.v1";
    private static final String NO_PUSH = "names no push of this policy, round, channel and enterprise";

    /** How far the clocks of others may be ahead of ours. */
    private static final Duration AHEAD = Duration.ofMinutes(5);

    private final Pushes pushes;
    private final InstantSource clock;

    DeliveryReportsConsumer(Pushes pushes, InstantSource clock) {
        this.pushes = pushes;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "policy-deliveries";
    }

    @Override
    public Set<Topic> topics() {
        return Set.of(Topic.facts("onestop.partner.policy"));
    }

    @Override
    public List<Refused> take(List<IncomingEvent> events) {
        var refused = new ArrayList<Refused>();
        var read = new ArrayList<IncomingEvent>();
        var reports = new ArrayList<Report>();
        var latest = clock.instant().plus(AHEAD);
        for (var event : events) {
            if (!event.type().equals(DELIVERED)) {
                continue;
            }
            try {
                reports.add(event.data(DeliveredData.class).checked(latest));
                read.add(event);
            } catch (UnreadableEventException e) {
                refused.add(new Refused(event, e.toString()));
            }
        }
        for (int unknown : pushes.report(reports)) {
            refused.add(new Refused(read.get(unknown), NO_PUSH));
        }
        return refused;
    }

    /** What our contract asks of a report; nothing is taken on trust. */
    record DeliveredData(
            @Nullable String policyId,
            @Nullable Integer round,
            @Nullable String usci,
            @Nullable String channel,
            @Nullable String result,
            @Nullable String at) {
        Report checked(Instant latest) {
            if (round == null || round < 1) {
                throw new UnreadableEventException("the field round is missing or below 1");
            }
            if (usci == null || !usci.matches("[0-9A-Z]{18}")) {
                throw new UnreadableEventException("the field usci is no unified social credit code");
            }
            var told = word("channel", channel, Channel.class);
            if (told == Channel.PORTAL) {
                throw new UnreadableEventException("the field channel is APP or SMS: the portal reports nothing");
            }
            return new Report(policy(), round, usci, told, word("result", result, DeliveryResult.class), at(latest));
        }

        private UUID policy() {
            try {
                return UUID.fromString(policyId == null ? "" : policyId);
            } catch (IllegalArgumentException _) { // its message would repeat what was sent
                throw new UnreadableEventException("the field policyId is no policy's id");
            }
        }

        private Instant at(Instant latest) {
            try {
                var time = OffsetDateTime.parse(at == null ? "" : at).toInstant();
                if (time.isAfter(latest)) {
                    throw new UnreadableEventException("the field at lies ahead");
                }
                return time;
            } catch (DateTimeParseException _) {
                throw new UnreadableEventException("the field at is no time with an offset");
            }
        }

        private static <E extends Enum<E>> E word(String field, @Nullable String value, Class<E> words) {
            try {
                return Enum.valueOf(words, value == null ? "" : value);
            } catch (IllegalArgumentException _) {
                throw new UnreadableEventException("the field " + field + " holds no word we know");
            }
        }
    }
}
