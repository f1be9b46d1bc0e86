package onestop.approval.cases;

import onestop.approval.cases.CaseState.Suspension;

/** What happened to a case. Every event is one act in its history; most leave the service. */
sealed interface CaseEvent {
    record Opened() implements CaseEvent {}

    record Assigned(String officer) implements CaseEvent {}

    record Examined() implements CaseEvent {}

    record Suspended(Suspension why) implements CaseEvent {}

    record Resumed(Suspension ended) implements CaseEvent {}

    record Granted() implements CaseEvent {}

    record Refused() implements CaseEvent {}

    record NotStarted(String because) implements CaseEvent {}

    record Withdrawn() implements CaseEvent {}
}
