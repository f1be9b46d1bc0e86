package onestop.approval.cases;

import onestop.approval.cases.CaseState.Suspension;
import onestop.approval.clocks.DueDates;

/** What happened to a case. Every event is one act in its history; most leave the service. */
sealed interface CaseEvent {
    record Opened() implements CaseEvent {}

    record Assigned(String officer) implements CaseEvent {}

    record Examined() implements CaseEvent {}

    record Reviewed() implements CaseEvent {}

    record Returned(CaseStep from, CaseStep to, String reason) implements CaseEvent {}

    record Extended(int workingDays, ExtensionRank rank, String approvedBy, String reason) implements CaseEvent {}

    /** The calendar changed and with it a due date; both as they were before. */
    record Recounted(DueDates before, String because) implements CaseEvent {}

    record Suspended(Suspension why) implements CaseEvent {}

    record Resumed(Suspension ended) implements CaseEvent {}

    record Granted() implements CaseEvent {}

    record Refused() implements CaseEvent {}

    record NotStarted(String because) implements CaseEvent {}

    record Withdrawn() implements CaseEvent {}
}
