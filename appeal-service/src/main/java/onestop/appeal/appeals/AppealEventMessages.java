package onestop.appeal.appeals;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import onestop.appeal.appeals.AppealEvent.AnsweredByOffice;
import onestop.appeal.appeals.AppealEvent.AppealCalledBack;
import onestop.appeal.appeals.AppealEvent.AppealClassified;
import onestop.appeal.appeals.AppealEvent.AppealClosed;
import onestop.appeal.appeals.AppealEvent.AppealDispatched;
import onestop.appeal.appeals.AppealEvent.AppealJoined;
import onestop.appeal.appeals.AppealEvent.AppealReceived;
import onestop.appeal.appeals.AppealEvent.AppealRejected;
import onestop.appeal.appeals.AppealEvent.AppealReopened;
import onestop.appeal.appeals.AppealEvent.AppealReplied;
import onestop.appeal.appeals.AppealEvent.AppealReturned;
import onestop.appeal.appeals.AppealEvent.AppealSeparated;
import onestop.appeal.appeals.AppealEvent.AppealSigned;
import onestop.appeal.appeals.AppealEvent.ApplicantContacted;
import onestop.appeal.appeals.AppealEvent.CallBackMissed;
import onestop.appeal.appeals.AppealEvent.DisciplineClueNoted;
import onestop.appeal.appeals.AppealEvent.ExtensionAsked;
import onestop.appeal.appeals.AppealEvent.ExtensionRefused;
import onestop.appeal.appeals.AppealEvent.FileNamed;
import onestop.appeal.appeals.AppealEvent.JointHandlingEnded;
import onestop.appeal.appeals.AppealEvent.JointHandlingOrdered;
import onestop.appeal.appeals.AppealEvent.LimitExtended;
import onestop.appeal.appeals.AppealEvent.OpinionGiven;
import onestop.appeal.appeals.AppealEvent.PartGiven;
import onestop.appeal.appeals.AppealEvent.RedoOrdered;
import onestop.appeal.appeals.AppealEvent.RevisionAsked;
import onestop.appeal.appeals.AppealEvent.StageReplied;
import onestop.appeal.appeals.AppealEvent.UrgencyChanged;
import onestop.appeal.appeals.AppealState.CallBack;
import onestop.appeal.appeals.AppealState.Reached;
import onestop.appeal.appeals.AppealState.Unreached;
import onestop.appeal.units.UnitKey;
import onestop.appeal.words.Untold;
import onestop.events.OutgoingEvent;
import onestop.events.Topic;
import org.jspecify.annotations.Nullable;

/**
 * What other services are told. The names are literals: renaming a class must not rename a contract. Neither texts nor persons
 * leave the service, except the reason for which a decision is to be looked at again. Steps inside the office (signing, contact, opinion,
 * parts, missed calls) are not told, so the sequence of an appeal has gaps.
 */
final class AppealEventMessages {
    static final Topic TOPIC = Topic.facts("onestop.appeal.appeal");
    private static final String PREFIX = "onestop.appeal.appeal.";

    static Optional<OutgoingEvent> of(Appeal after, AppealEvent event) {
        return switch (event) {
            case AppealReceived e -> message("received.v1", after, e, ReceivedData.of(after, e.submission()));
            case AppealDispatched e ->
                message(
                        "dispatched.v1",
                        after,
                        e,
                        new DispatchedData(
                                id(after),
                                after.number().value(),
                                e.unit().value(),
                                after.progress().returns(),
                                redoDueAt(after),
                                feedback(after),
                                e.at()));
            case AppealReturned e ->
                message(
                        "returned.v1",
                        after,
                        e,
                        new ReturnedData(
                                id(after),
                                after.number().value(),
                                e.unit().value(),
                                e.proposedUnit().value(),
                                after.progress().returns(),
                                e.at()));
            case UrgencyChanged e ->
                message(
                        "urgency-changed.v1",
                        after,
                        e,
                        new UrgencyChangedData(
                                id(after),
                                after.number().value(),
                                e.urgent(),
                                after.due().contact(),
                                after.due().opinion(),
                                after.due().solution(),
                                e.at()));
            case StageReplied e ->
                message(
                        "stage-replied.v1",
                        after,
                        e,
                        new StageRepliedData(
                                id(after),
                                after.number().value(),
                                e.unit().value(),
                                after.due().solution(),
                                e.at()));
            case RedoOrdered e ->
                message(
                        "redo-ordered.v1",
                        after,
                        e,
                        new RedoOrderedData(
                                id(after),
                                after.number().value(),
                                e.unit().value(),
                                Objects.requireNonNull(after.due().redo()).dueAt(),
                                feedback(after),
                                e.at()));
            case AppealReplied e -> message("replied.v1", after, e, RepliedData.of(after, e.unit(), e.at()));
            case AnsweredByOffice e -> message("replied.v1", after, e, RepliedData.of(after, e.unit(), e.at()));
            case LimitExtended e ->
                message(
                        "extended.v1",
                        after,
                        e,
                        new ExtendedData(
                                id(after),
                                after.number().value(),
                                e.unit().value(),
                                e.days(),
                                after.progress().extensions(),
                                after.due().solution(),
                                e.at()));
            case RevisionAsked e ->
                message(
                        "revision-asked.v1",
                        after,
                        e,
                        new RevisionAskedData(
                                id(after),
                                after.number().value(),
                                after.subject().about().receiptNumber(),
                                after.subject().about().caseNumber(),
                                after.subject().about().itemCode(),
                                e.reason(),
                                e.at()));
            // A file would tell whose appeal it is, and of a report by a window nobody but us has a copy.
            case FileNamed e
            when open(after) && (e.file().receiptNumber() != null || e.file().caseNumber() != null) ->
                message(
                        "file-named.v1",
                        after,
                        e,
                        new FileNamedData(
                                id(after),
                                after.number().value(),
                                after.subject().kind().name(),
                                e.file().receiptNumber(),
                                e.file().caseNumber(),
                                after.subject().about().itemCode(),
                                e.at()));
            // The item alone points to nobody, and its owner is told of what could not be done there.
            case FileNamed e
            when e.itemCode() != null -> message("classified.v1", after, e, ClassifiedData.of(after, e.at()));
            case AppealClassified e -> message("classified.v1", after, e, ClassifiedData.of(after, e.at()));
            case AppealReopened e ->
                message(
                        "reopened.v1",
                        after,
                        e,
                        new ReopenedData(
                                id(after),
                                after.number().value(),
                                e.unit().value(),
                                Objects.requireNonNull(after.due().redo()).dueAt(),
                                feedback(after),
                                e.at()));
            case AppealCalledBack e ->
                message(
                        "called-back.v1",
                        after,
                        e,
                        CalledBackData.of(after, e.unit().value(), e.result()));
            case AppealClosed e ->
                message(
                        "closed.v1",
                        after,
                        e,
                        new ClosedData(
                                id(after),
                                after.number().value(),
                                e.unit().value(),
                                e.outcome().name(),
                                feedback(after),
                                null,
                                e.at()));
            case AppealRejected e ->
                message(
                        "closed.v1",
                        after,
                        e,
                        new ClosedData(
                                id(after),
                                after.number().value(),
                                e.unit() == null ? null : e.unit().value(),
                                "REJECTED",
                                feedback(after),
                                feedback(after) == null ? null : e.competentBody(),
                                e.at()));
            case FileNamed _,
                    AppealSigned _,
                    ApplicantContacted _,
                    OpinionGiven _,
                    ExtensionAsked _,
                    ExtensionRefused _,
                    JointHandlingOrdered _,
                    PartGiven _,
                    JointHandlingEnded _,
                    CallBackMissed _,
                    AppealJoined _,
                    AppealSeparated _,
                    DisciplineClueNoted _ -> Optional.empty();
        };
    }

    private static Optional<OutgoingEvent> message(String what, Appeal after, AppealEvent event, Object data) {
        return Optional.of(
                new OutgoingEvent(TOPIC, id(after), PREFIX + what, id(after), after.version(), event.at(), data));
    }

    private static boolean open(Appeal appeal) {
        return !appeal.subject().privacy().unnamed();
    }

    /** The feedback that it is about, for the desk that has it; of an appeal in confidence it would tell whose appeal that is. */
    private static @Nullable String feedback(Appeal appeal) {
        return open(appeal) ? appeal.subject().about().feedbackId() : null;
    }

    private static @Nullable Instant redoDueAt(Appeal appeal) {
        var redo = appeal.due().redo();
        return redo == null ? null : redo.dueAt();
    }

    private static String id(Appeal appeal) {
        return appeal.id().value().toString();
    }

    record AboutData(
            @Nullable String receiptNumber,
            @Nullable String caseNumber,
            @Nullable String ratingId,
            @Nullable String itemCode,
            @Nullable String feedbackId,
            @Nullable String unit) {
        /** A file or a rating would tell whose appeal it is. */
        private static AboutData of(Submission submission) {
            var about = submission.about();
            boolean open = !submission.privacy().unnamed();
            return new AboutData(
                    open ? about.receiptNumber() : null,
                    open ? about.caseNumber() : null,
                    open ? about.ratingId() : null,
                    about.itemCode(),
                    open ? about.feedbackId() : null,
                    about.unit());
        }
    }

    record ReceivedData(
            String appealId,
            String number,
            @Nullable String usci,
            String kind,
            @Nullable String blockedClass,
            String source,
            boolean urgent,
            String regionCode,
            AboutData about,
            String profile,
            Instant receivedAt,
            @Nullable Instant contactDueAt,
            @Nullable Instant opinionDueAt,
            Instant solutionDueAt) {
        private static ReceivedData of(Appeal appeal, Submission submission) {
            boolean open = open(appeal);
            var enterprise = open ? submission.enterprise() : null;
            return new ReceivedData(
                    id(appeal),
                    appeal.number().value(),
                    enterprise == null ? null : enterprise.value(),
                    submission.kind().name(),
                    submission.blockedClass() == null
                            ? null
                            : submission.blockedClass().name(),
                    submission.source().name(),
                    submission.urgent(),
                    open ? submission.regionCode() : Untold.region(submission.regionCode()),
                    AboutData.of(submission),
                    appeal.subject().profile(),
                    submission.receivedAt(),
                    appeal.due().contact(),
                    appeal.due().opinion(),
                    appeal.due().solution());
        }
    }

    record ExtendedData(
            String appealId,
            String number,
            String unit,
            int days,
            int extensions,
            Instant solutionDueAt,
            Instant extendedAt) {}

    /** @param reason in the office's words, without persons */
    record RevisionAskedData(
            String appealId,
            String number,
            @Nullable String receiptNumber,
            @Nullable String caseNumber,
            @Nullable String itemCode,
            String reason,
            Instant askedAt) {}

    record FileNamedData(
            String appealId,
            String number,
            String kind,
            @Nullable String receiptNumber,
            @Nullable String caseNumber,
            @Nullable String itemCode,
            Instant namedAt) {}

    record ClassifiedData(
            String appealId,
            String number,
            String kind,
            @Nullable String blockedClass,
            @Nullable String itemCode,
            @Nullable Instant contactDueAt,
            @Nullable Instant opinionDueAt,
            Instant solutionDueAt,
            Instant classifiedAt) {
        private static ClassifiedData of(Appeal appeal, Instant at) {
            var subject = appeal.subject();
            return new ClassifiedData(
                    id(appeal),
                    appeal.number().value(),
                    subject.kind().name(),
                    subject.blockedClass() == null
                            ? null
                            : subject.blockedClass().name(),
                    subject.about().itemCode(),
                    appeal.due().contact(),
                    appeal.due().opinion(),
                    appeal.due().solution(),
                    at);
        }
    }

    record ReopenedData(
            String appealId,
            String number,
            String unit,
            Instant redoDueAt,
            @Nullable String feedbackId,
            Instant reopenedAt) {}

    record UrgencyChangedData(
            String appealId,
            String number,
            boolean urgent,
            @Nullable Instant contactDueAt,
            @Nullable Instant opinionDueAt,
            Instant solutionDueAt,
            Instant changedAt) {}

    /** @param redoDueAt when the office's own answer was not accepted and the unit redoes it: until when */
    record DispatchedData(
            String appealId,
            String number,
            String unit,
            int returns,
            @Nullable Instant redoDueAt,
            @Nullable String feedbackId,
            Instant dispatchedAt) {}

    /** @param returns how often the appeal has been given back, this time included */
    record ReturnedData(
            String appealId, String number, String unit, String proposedUnit, int returns, Instant returnedAt) {}

    record StageRepliedData(
            String appealId, String number, String unit, Instant solutionDueAt, Instant stageRepliedAt) {}

    record RedoOrderedData(
            String appealId,
            String number,
            String unit,
            Instant redoDueAt,
            @Nullable String feedbackId,
            Instant orderedAt) {}

    /** @param round 1, or 2 after a redo */
    record RepliedData(
            String appealId,
            String number,
            String unit,
            int round,
            boolean inTime,
            @Nullable String feedbackId,
            Instant repliedAt) {
        private static RepliedData of(Appeal appeal, UnitKey unit, Instant at) {
            var redo = appeal.due().redo();
            return new RepliedData(
                    id(appeal),
                    appeal.number().value(),
                    unit.value(),
                    redo == null ? 1 : 2,
                    !at.isAfter(redo == null ? appeal.due().solution() : redo.dueAt()),
                    feedback(appeal),
                    at);
        }
    }

    record CalledBackData(
            String appealId,
            String number,
            String unit,
            boolean reached,
            @Nullable Boolean solved,
            @Nullable Boolean satisfied,
            Instant calledBackAt) {
        private static CalledBackData of(Appeal appeal, String unit, CallBack result) {
            var number = appeal.number().value();
            return switch (result) {
                case Reached(boolean solved, boolean satisfied, var at) ->
                    new CalledBackData(id(appeal), number, unit, true, solved, satisfied, at);
                case Unreached(var at) -> new CalledBackData(id(appeal), number, unit, false, null, null, at);
            };
        }
    }

    /**
     * @param unit absent when the appeal was rejected while no unit had it
     * @param competentBody whose matter a rejected one is, for the desk whose feedback it is about
     */
    record ClosedData(
            String appealId,
            String number,
            @Nullable String unit,
            String outcome,
            @Nullable String feedbackId,
            @Nullable String competentBody,
            Instant closedAt) {}

    private AppealEventMessages() {}
}
