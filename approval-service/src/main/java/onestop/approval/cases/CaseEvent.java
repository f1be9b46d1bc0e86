package onestop.approval.cases;

import java.util.List;
import onestop.approval.cases.CaseState.Suspension;
import onestop.approval.clocks.DueDates;
import org.jspecify.annotations.Nullable;

/** What happened to a case. Every event is one act in its history; most leave the service. */
sealed interface CaseEvent {
    record Opened() implements CaseEvent {}

    record Assigned(String officer, @Nullable String insteadOf) implements CaseEvent {}

    record Examined() implements CaseEvent {}

    record Reviewed() implements CaseEvent {}

    record Returned(CaseStep from, CaseStep to, String reason) implements CaseEvent {}

    record Extended(int workingDays, ExtensionRank rank, String approvedBy, String reason) implements CaseEvent {}

    /** The calendar changed and with it due dates, as they were before, or other limits. */
    record Recounted(DueDates before, List<MovedLimit> limits, String because) implements CaseEvent {}

    record Suspended(Suspension why, List<Defect> defects) implements CaseEvent {}

    record Resumed(Suspension ended) implements CaseEvent {}

    record Granted() implements CaseEvent {}

    record Refused() implements CaseEvent {}

    record NotStarted(String because) implements CaseEvent {}

    /** A case that had ended unstarted waits again: what it lacked is looked at again. */
    record WaitsAgain(String because) implements CaseEvent {}

    record Withdrawn() implements CaseEvent {}

    record Ended(EndKind kind, String grounds) implements CaseEvent {}

    /** An appeal asks for another look; who acted before does not decide. */
    record Reopened(From from, String appealNumber, String reason) implements CaseEvent {
        enum From {
            REFUSED,
            ENDED
        }
    }

    record VisitRecorded(SiteVisit visit) implements CaseEvent {}

    record VisitSigned(SiteVisit visit) implements CaseEvent {}

    record OpinionsAsked(OpinionRequest request) implements CaseEvent {}

    record OpinionGiven(OpinionRequest request, OpinionRequest.Answer answer) implements CaseEvent {}

    record RequestWithdrawn(OpinionRequest request) implements CaseEvent {}

    record HearingAsked(Hearing hearing) implements CaseEvent {}

    record HearingPlanned(Hearing hearing) implements CaseEvent {}

    record HearingHeld(Hearing hearing, String record) implements CaseEvent {}

    record HearingWaived(Hearing hearing, String reason) implements CaseEvent {}
}
