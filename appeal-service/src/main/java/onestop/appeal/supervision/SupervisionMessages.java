package onestop.appeal.supervision;

import java.time.Instant;
import onestop.events.OutgoingEvent;
import onestop.events.Topic;
import org.jspecify.annotations.Nullable;

/** What other services are told of supervision: neither texts nor persons, nor where a breach of discipline is looked into. */
final class SupervisionMessages {
    static final Topic TOPIC = Topic.facts("onestop.appeal.supervision");

    static OutgoingEvent raised(Notice notice) {
        var appeal = notice.appealId().toString();
        return new OutgoingEvent(
                TOPIC,
                appeal,
                "onestop.appeal.supervision.raised.v1",
                appeal,
                notice.id(),
                notice.raisedAt(),
                new RaisedData(
                        notice.id(),
                        appeal,
                        notice.number(),
                        notice.cause() == Notice.Cause.DISCIPLINE ? null : notice.unit(),
                        notice.level(),
                        notice.cause().name(),
                        notice.clock() == null ? null : notice.clock().name(),
                        notice.measuredAt(),
                        notice.raisedAt()));
    }

    record RaisedData(
            long noticeId,
            String appealId,
            String number,
            @Nullable String unit,
            int level,
            String cause,
            @Nullable String clock,
            @Nullable Instant measuredAt,
            Instant raisedAt) {}

    private SupervisionMessages() {}
}
