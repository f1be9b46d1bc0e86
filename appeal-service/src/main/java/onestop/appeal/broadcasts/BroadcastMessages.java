package onestop.appeal.broadcasts;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import onestop.appeal.enterprises.Portions;
import onestop.events.OutgoingEvent;
import onestop.events.Topic;

/** What others are told of the schedule, so that they tell whoever the policies concern; persons are not named. */
final class BroadcastMessages {
    static final Topic TOPIC = Topic.facts("onestop.appeal.broadcast");

    private record Planned(
            UUID broadcastId,
            String kind,
            String unit,
            String titleZh,
            List<UUID> policies,
            Instant startsAt,
            int minutes,
            String channel) {}

    private record Cancelled(UUID broadcastId, String unit, Instant startsAt, List<String> registered) {}

    static OutgoingEvent planned(Broadcast planned, Instant at) {
        return message(
                "planned.v1",
                planned,
                at,
                new Planned(
                        planned.id(),
                        planned.kind().name(),
                        planned.unit(),
                        planned.titleZh(),
                        planned.policies(),
                        planned.startsAt(),
                        planned.minutes(),
                        planned.channel()));
    }

    /**
     * One event for up to 500 of them, and one when there are none.
     *
     * @param registered the enterprises that meant to watch
     */
    static List<OutgoingEvent> cancelled(Broadcast cancelled, List<String> registered, Instant at) {
        var portions = registered.isEmpty() ? List.of(registered) : Portions.of(registered);
        return portions.stream()
                .map(some -> message(
                        "cancelled.v1",
                        cancelled,
                        at,
                        new Cancelled(cancelled.id(), cancelled.unit(), cancelled.startsAt(), some)))
                .toList();
    }

    private static OutgoingEvent message(String what, Broadcast broadcast, Instant at, Object data) {
        var id = broadcast.id().toString();
        return new OutgoingEvent(TOPIC, id, "onestop.appeal.broadcast." + what, id, broadcast.version(), at, data);
    }

    private BroadcastMessages() {}
}
