package onestop.approval.revisions;

import java.time.Instant;
import java.time.OffsetDateTime;
import onestop.approval.cases.ReviseCases.Outcome;
import onestop.approval.clocks.OfficeTime;
import onestop.events.OutgoingEvent;
import onestop.events.Topic;
import org.jspecify.annotations.Nullable;

/** Why nothing was reopened, as the office of appeals is told; that something was is told by the case itself. */
final class RevisionMessages {
    private static final Topic TOPIC = Topic.facts("onestop.approval.case");

    private RevisionMessages() {}

    private record Declined(
            String appealNumber,
            @Nullable String receiptNumber,
            @Nullable String caseNumber,
            @Nullable String itemCode,
            String why,
            OffsetDateTime declinedAt) {}

    /** @param sequence of what was asked: each asking is answered once */
    static OutgoingEvent declined(
            String appealNumber,
            @Nullable String receiptNumber,
            @Nullable String caseNumber,
            @Nullable String itemCode,
            Outcome outcome,
            long sequence,
            Instant at) {
        var about = receiptNumber != null ? receiptNumber : caseNumber;
        if (about == null || outcome == Outcome.REOPENED) {
            throw new IllegalArgumentException("a declined revision names a file or a case: " + outcome);
        }
        return new OutgoingEvent(
                TOPIC,
                about,
                "onestop.approval.case.revision-declined.v1",
                appealNumber,
                sequence,
                at,
                new Declined(appealNumber, receiptNumber, caseNumber, itemCode, outcome.name(), OfficeTime.at(at)));
    }
}
