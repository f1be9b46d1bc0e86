package onestop.appeal.blocked;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import onestop.appeal.blocked.NegativeAnswers.NegativeAnswer;
import onestop.events.OutgoingEvent;
import onestop.events.Topic;

/** What the owners of items are told: neither texts nor persons nor enterprises. */
final class BlockedMessages {
    static final Topic TOPIC = Topic.facts("onestop.appeal.blocked-matter");

    static OutgoingEvent answered(NegativeAnswer answer, long sequence) {
        return new OutgoingEvent(
                TOPIC,
                answer.itemCode(),
                "onestop.appeal.blocked-matter.negative-answer.v1",
                answer.itemCode(),
                sequence,
                answer.reportedAt(),
                new AnsweredData(
                        answer.id().toString(),
                        answer.itemCode(),
                        answer.unit(),
                        answer.cause().name(),
                        answer.reportedAt()));
    }

    static OutgoingEvent analysed(MonthOfItem month, long sequence, Instant now) {
        return new OutgoingEvent(
                TOPIC,
                month.itemCode(),
                "onestop.appeal.blocked-matter.analysed.v1",
                month.itemCode(),
                sequence,
                now,
                month);
    }

    record AnsweredData(String negativeAnswerId, String itemCode, String unit, String cause, Instant reportedAt) {}

    /**
     * What a month has shown about an item.
     *
     * @param unit the owner of the item
     * @param late blocked matters that were not answered in time
     * @param unjustified negative answers that the office found wrong
     * @param causes how many negative answers of each cause
     */
    record MonthOfItem(
            LocalDate month,
            String itemCode,
            String unit,
            long blockedMatters,
            long late,
            long negativeAnswers,
            long unjustified,
            Map<String, Integer> causes) {}

    private BlockedMessages() {}
}
