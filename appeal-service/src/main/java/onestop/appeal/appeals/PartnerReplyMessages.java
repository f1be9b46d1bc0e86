package onestop.appeal.appeals;

import java.time.Instant;
import java.util.Optional;
import onestop.appeal.appeals.AppealEvent.AnsweredByOffice;
import onestop.appeal.appeals.AppealEvent.AppealCalledBack;
import onestop.appeal.appeals.AppealEvent.AppealClosed;
import onestop.appeal.appeals.AppealEvent.AppealReceived;
import onestop.appeal.appeals.AppealEvent.AppealRejected;
import onestop.appeal.appeals.AppealEvent.AppealReopened;
import onestop.appeal.appeals.AppealEvent.AppealReplied;
import onestop.appeal.appeals.AppealEvent.LimitExtended;
import onestop.appeal.appeals.AppealEvent.RedoOrdered;
import onestop.appeal.appeals.AppealEvent.StageReplied;
import onestop.appeal.appeals.AppealState.Received;
import onestop.appeal.appeals.Submission.PartnerNumber;
import onestop.events.OutgoingEvent;
import onestop.events.Topic;
import org.jspecify.annotations.Nullable;

/**
 * What the hotline and the provincial platform are told about the appeals they handed over, under their own numbers: on a topic
 * that only they read, because the answer is in it. Who raised the appeal is not; they know.
 */
final class PartnerReplyMessages {
    static final Topic TOPIC = Topic.facts("onestop.appeal.partner-reply");
    private static final String PREFIX = "onestop.appeal.partner-reply.";

    static boolean concerns(Appeal after, AppealEvent event) {
        return event instanceof AppealReceived
                || event instanceof StageReplied
                || event instanceof LimitExtended
                || event instanceof AppealReplied
                || event instanceof AnsweredByOffice
                || event instanceof AppealRejected
                || event instanceof RedoOrdered
                || officesAnswerIsRedone(after, event)
                || event instanceof AppealReopened
                || event instanceof AppealClosed;
    }

    /** The office's own answer was not accepted; a unit will give another one. */
    private static boolean officesAnswerIsRedone(Appeal after, AppealEvent event) {
        return event instanceof AppealCalledBack && after.state() instanceof Received;
    }

    static Optional<OutgoingEvent> of(PartnerNumber partner, Appeal after, AppealEvent event) {
        return switch (event) {
            case AppealReceived e -> Optional.of(taken(partner, after, e.at()));
            case StageReplied e -> message("stage-replied.v1", partner, after, e.text(), null, e.at());
            case LimitExtended e -> message("extended.v1", partner, after, null, null, e.at());
            case AppealReplied e -> message("replied.v1", partner, after, e.text(), null, e.at());
            case AnsweredByOffice e -> message("replied.v1", partner, after, e.text(), null, e.at());
            case AppealRejected e -> message("declined.v1", partner, after, e.reason(), e.competentBody(), e.at());
            case RedoOrdered e -> message("redo-ordered.v1", partner, after, null, null, e.at());
            case AppealCalledBack e
            when officesAnswerIsRedone(after, e) -> message("redo-ordered.v1", partner, after, null, null, e.at());
            case AppealReopened e -> message("reopened.v1", partner, after, e.reason(), null, e.at());
            case AppealClosed e ->
                message("closed.v1", partner, after, e.outcome().name(), null, e.at());
            default -> Optional.empty();
        };
    }

    /** It has our number now; said again when it is handed over again. */
    static OutgoingEvent taken(PartnerNumber partner, Appeal after, Instant at) {
        return message("taken.v1", partner, after, null, null, at).orElseThrow();
    }

    private static Optional<OutgoingEvent> message(
            String what,
            PartnerNumber partner,
            Appeal after,
            @Nullable String text,
            @Nullable String competentBody,
            Instant at) {
        var key = partner.partner() + ":" + partner.number();
        var redo = after.due().redo();
        return Optional.of(new OutgoingEvent(
                TOPIC,
                key,
                PREFIX + what,
                key,
                after.version(),
                at,
                new ReplyData(
                        partner.partner(),
                        partner.number(),
                        after.number().value(),
                        after.state().name().name(),
                        text,
                        competentBody,
                        after.due().solution(),
                        redo == null ? null : redo.dueAt(),
                        at)));
    }

    record ReplyData(
            String partner,
            String partnerNumber,
            String number,
            String state,
            @Nullable String text,
            @Nullable String competentBody,
            Instant solutionDueAt,
            @Nullable Instant redoDueAt,
            Instant at) {}

    private PartnerReplyMessages() {}
}
