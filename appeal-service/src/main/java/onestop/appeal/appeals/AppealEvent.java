package onestop.appeal.appeals;

import java.time.Instant;
import java.util.Set;
import onestop.appeal.appeals.AppealState.CallBack;
import onestop.appeal.appeals.AppealState.Outcome;
import onestop.appeal.appeals.AppealState.RejectionGround;
import onestop.appeal.units.UnitKey;
import onestop.appeal.words.AppealKind;
import onestop.appeal.words.BlockedClass;
import org.jspecify.annotations.Nullable;

/** What happened to an appeal. */
sealed interface AppealEvent {
    OfficerId by();

    /** Whether it is said about those joined to the appeal as well. */
    static boolean concernsJoinedOnes(AppealEvent event) {
        return event instanceof ApplicantContacted
                || event instanceof OpinionGiven
                || event instanceof StageReplied
                || event instanceof LimitExtended
                || event instanceof AppealReplied
                || event instanceof AnsweredByOffice
                || event instanceof AppealRejected;
    }

    /** What the office has written with it for the unit to read in place of a confidential appeal. */
    static @Nullable Summary summaryIn(AppealEvent event) {
        return switch (event) {
            case AppealDispatched dispatched -> dispatched.forUnit();
            case AppealJoined joined -> joined.forUnit();
            case RedoOrdered ordered -> ordered.forUnit();
            default -> null;
        };
    }

    Instant at();

    record AppealReceived(Submission submission) implements AppealEvent {
        @Override
        public OfficerId by() {
            return submission.submittedBy();
        }

        @Override
        public Instant at() {
            return submission.receivedAt();
        }
    }

    /** @param itemCode the item that it was found to be about; absent where that stays as it was */
    record AppealClassified(
            AppealKind kind,
            @Nullable BlockedClass blockedClass,
            @Nullable String itemCode,
            OfficerId by,
            Instant at) implements AppealEvent {}

    /**
     * Which file it concerns was named, or put right.
     *
     * @param before what was named until then
     * @param itemCode the item that it is about, when it was another one, or none, until then
     */
    record FileNamed(
            About.File file, About.File before, @Nullable String itemCode, OfficerId by, Instant at)
            implements AppealEvent {}

    record UrgencyChanged(boolean urgent, String reason, OfficerId by, Instant at) implements AppealEvent {}

    record AnsweredByOffice(UnitKey unit, String text, OfficerId by, Instant at) implements AppealEvent {}

    /** @param forUnit what the unit reads in place of a confidential appeal */
    record AppealDispatched(
            UnitKey unit, @Nullable String note, @Nullable Summary forUnit, OfficerId by, Instant at)
            implements AppealEvent {}

    record Summary(String title, String text) {}

    record AppealSigned(UnitKey unit, OfficerId by, Instant at) implements AppealEvent {}

    record AppealReturned(UnitKey unit, String legalReason, UnitKey proposedUnit, OfficerId by, Instant at)
            implements AppealEvent {}

    record ApplicantContacted(UnitKey unit, String note, OfficerId by, Instant at) implements AppealEvent {}

    record OpinionGiven(UnitKey unit, String text, OfficerId by, Instant at) implements AppealEvent {}

    record StageReplied(UnitKey unit, String text, OfficerId by, Instant at) implements AppealEvent {}

    record ExtensionAsked(UnitKey unit, int days, String reason, OfficerId by, Instant at) implements AppealEvent {}

    /**
     * @param askedAt when the unit asked for it: what was asked in time may be granted late
     * @param byLeader granted by one of the leading group, as every one after the first has to be
     */
    record LimitExtended(
            UnitKey unit, int days, @Nullable String note, Instant askedAt, boolean byLeader, OfficerId by, Instant at)
            implements AppealEvent {}

    record ExtensionRefused(UnitKey unit, String reason, OfficerId by, Instant at) implements AppealEvent {}

    record JointHandlingOrdered(UnitKey unit, Set<UnitKey> others, String task, OfficerId by, Instant at)
            implements AppealEvent {
        public JointHandlingOrdered {
            others = Set.copyOf(others);
        }
    }

    record PartGiven(UnitKey unit, String text, OfficerId by, Instant at) implements AppealEvent {}

    record JointHandlingEnded(UnitKey unit, String reason, OfficerId by, Instant at) implements AppealEvent {}

    record AppealReplied(UnitKey unit, String text, OfficerId by, Instant at) implements AppealEvent {}

    record CallBackMissed(UnitKey unit, @Nullable String note, OfficerId by, Instant at) implements AppealEvent {}

    record AppealCalledBack(
            UnitKey unit, CallBack result, @Nullable String note, OfficerId by) implements AppealEvent {
        @Override
        public Instant at() {
            return result.at();
        }
    }

    record RedoOrdered(
            UnitKey unit, String reason, @Nullable Summary forUnit, OfficerId by, Instant at) implements AppealEvent {}

    record AppealClosed(
            UnitKey unit, Outcome outcome, @Nullable String reason, OfficerId by, Instant at) implements AppealEvent {}

    /** @param unit that had it */
    record AppealRejected(
            RejectionGround ground,
            String reason,
            String competentBody,
            @Nullable UnitKey unit,
            OfficerId by,
            Instant at)
            implements AppealEvent {}

    /** It is about the same as another one, which is handled for both. */
    record AppealJoined(AppealId to, @Nullable Summary forUnit, OfficerId by, Instant at) implements AppealEvent {}

    /** Who speaks for the other one had a part in the file that this one is about: it is handled by itself again. */
    record AppealSeparated(AppealId from, OfficerId by, Instant at) implements AppealEvent {}

    /** The office holds that a decision should be looked at again. */
    record RevisionAsked(UnitKey unit, String reason, OfficerId by, Instant at) implements AppealEvent {}

    /** Something points to a breach of discipline. */
    record DisciplineClueNoted(UnitKey unit, String reason, OfficerId by, Instant at) implements AppealEvent {}

    record AppealReopened(UnitKey unit, String reason, OfficerId by, Instant at) implements AppealEvent {}
}
