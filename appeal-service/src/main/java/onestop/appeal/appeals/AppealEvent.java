package onestop.appeal.appeals;

import java.time.Instant;
import onestop.appeal.appeals.AppealState.CallBack;
import onestop.appeal.appeals.AppealState.Outcome;
import onestop.appeal.appeals.AppealState.RejectionGround;
import onestop.appeal.units.UnitKey;
import org.jspecify.annotations.Nullable;

/** What happened to an appeal. */
sealed interface AppealEvent {
    OfficerId by();

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

    record AppealDispatched(UnitKey unit, @Nullable String note, OfficerId by, Instant at) implements AppealEvent {}

    record AppealSigned(UnitKey unit, OfficerId by, Instant at) implements AppealEvent {}

    record AppealReturned(UnitKey unit, String legalReason, UnitKey proposedUnit, OfficerId by, Instant at)
            implements AppealEvent {}

    record ApplicantContacted(UnitKey unit, String note, OfficerId by, Instant at) implements AppealEvent {}

    record OpinionGiven(UnitKey unit, String text, OfficerId by, Instant at) implements AppealEvent {}

    record AppealReplied(UnitKey unit, String text, OfficerId by, Instant at) implements AppealEvent {}

    record CallBackMissed(UnitKey unit, @Nullable String note, OfficerId by, Instant at) implements AppealEvent {}

    record AppealCalledBack(
            UnitKey unit, CallBack result, @Nullable String note, OfficerId by) implements AppealEvent {
        @Override
        public Instant at() {
            return result.at();
        }
    }

    record RedoOrdered(UnitKey unit, String reason, OfficerId by, Instant at) implements AppealEvent {}

    record AppealClosed(
            UnitKey unit, Outcome outcome, @Nullable String reason, OfficerId by, Instant at) implements AppealEvent {}

    record AppealRejected(RejectionGround ground, String reason, String competentBody, OfficerId by, Instant at)
            implements AppealEvent {}
}
