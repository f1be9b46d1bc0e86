package onestop.approval.partners;

import java.time.Instant;
import java.time.LocalDate;
import onestop.approval.cases.Act;
import onestop.events.OutgoingEvent;
import onestop.events.Topic;
import org.jspecify.annotations.Nullable;

/** Tasks, and the answers to acts, as partner systems are told of them. */
final class TaskMessages {
    static final Topic TOPIC = Topic.facts("onestop.approval.task");

    private TaskMessages() {}

    record Task(
            String receiptNumber,
            String caseNumber,
            String item,
            String unit,
            String subject,
            String step,
            @Nullable LocalDate promisedDueOn,
            @Nullable LocalDate statutoryDueOn) {}

    static OutgoingEvent assigned(Task task, long version, Instant at) {
        return event("assigned.v1", task.receiptNumber(), task.caseNumber(), version, at, task);
    }

    static OutgoingEvent closed(Act act) {
        return event(
                "closed.v1",
                act.receiptNumber(),
                act.caseNumber(),
                act.caseVersion(),
                act.at(),
                new Closed(act.receiptNumber(), act.caseNumber(), act.itemCode(), act.unit(), act.name()));
    }

    static OutgoingEvent answered(
            String receiptNumber, String caseNumber, String unit, String reference, TakeInActs.Taken taken) {
        var answer = taken.answer();
        return event(
                "answered.v1",
                receiptNumber,
                caseNumber,
                taken.entry(),
                taken.at(),
                new Answered(
                        receiptNumber,
                        caseNumber,
                        unit,
                        reference,
                        taken.sameAct() && answer.done(),
                        taken.repeated(),
                        answer.status(),
                        answer.version(),
                        taken.sameAct() ? answer.problem() : "/problems/reference-used",
                        taken.sameAct() ? answer.detail() : "The reference told another act before."));
    }

    private static OutgoingEvent event(
            String type, String receiptNumber, String caseNumber, long sequence, Instant at, Object data) {
        return new OutgoingEvent(TOPIC, receiptNumber, "onestop.approval.task." + type, caseNumber, sequence, at, data);
    }

    private record Closed(String receiptNumber, String caseNumber, String item, String unit, String because) {}

    private record Answered(
            String receiptNumber,
            String caseNumber,
            String unit,
            String reference,
            boolean done,
            boolean repeated,
            @Nullable String status,
            @Nullable Long version,
            @Nullable String problem,
            @Nullable String detail) {}
}
