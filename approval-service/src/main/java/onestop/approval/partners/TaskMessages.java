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

    /**
     * A unit is asked to countersign. The question itself is read in the list of what it is asked: it may say more than a topic should.
     *
     * @param unit which is asked, by {@code askingUnit}
     */
    record OpinionTask(
            String receiptNumber,
            String caseNumber,
            String item,
            String unit,
            String askingUnit,
            int request,
            LocalDate dueOn) {}

    static OutgoingEvent opinionAsked(OpinionTask task, long version, Instant at) {
        return event("opinion-asked.v1", task.receiptNumber(), task.caseNumber(), version, at, task);
    }

    /** @param because the act that closed it, by its name in the history */
    static OutgoingEvent opinionClosed(Act act, String unit, int request, String because) {
        return event(
                "opinion-closed.v1",
                act.receiptNumber(),
                act.caseNumber(),
                act.caseVersion(),
                act.at(),
                new OpinionClosed(
                        act.receiptNumber(), act.caseNumber(), act.itemCode(), unit, act.unit(), request, because));
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
                        taken.sameAct() ? answer.detail() : "The reference told something else before."));
    }

    private static OutgoingEvent event(
            String type, String receiptNumber, String caseNumber, long sequence, Instant at, Object data) {
        return new OutgoingEvent(TOPIC, receiptNumber, "onestop.approval.task." + type, caseNumber, sequence, at, data);
    }

    private record Closed(String receiptNumber, String caseNumber, String item, String unit, String because) {}

    private record OpinionClosed(
            String receiptNumber,
            String caseNumber,
            String item,
            String unit,
            String askingUnit,
            int request,
            String because) {}

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
