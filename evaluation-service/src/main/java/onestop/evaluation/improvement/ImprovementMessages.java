package onestop.evaluation.improvement;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Objects;
import onestop.evaluation.calendar.CountyTime;
import onestop.events.OutgoingEvent;
import onestop.events.Topic;
import org.jspecify.annotations.Nullable;

/** Improvements to wire messages. What people have written of them is read, not told. */
public final class ImprovementMessages {
    public static final Topic TOPIC = Topic.facts("onestop.evaluation.improvement");

    private ImprovementMessages() {}

    record Opened(
            String improvementId,
            Pain.Kind kind,
            @Nullable String label,
            String item,
            @Nullable String step,
            String unit,
            String owner,
            LocalDate dueOn,
            OffsetDateTime openedAt) {}

    record Overdue(String improvementId, String unit, String owner, LocalDate dueOn, OffsetDateTime noticedAt) {}

    record Completed(
            String improvementId,
            String unit,
            String owner,
            LocalDate dueOn,
            LocalDate doneOn,
            boolean late,
            OffsetDateTime completedAt) {}

    static OutgoingEvent opened(Improvement improvement) {
        var pain = improvement.pain();
        return message(
                "opened",
                improvement,
                improvement.openedAt(),
                new Opened(
                        improvement.id().toString(),
                        pain.kind(),
                        pain.label(),
                        pain.item(),
                        pain.step(),
                        improvement.unit(),
                        improvement.owner(),
                        improvement.dueOn(),
                        CountyTime.at(improvement.openedAt())));
    }

    static OutgoingEvent overdue(Improvement improvement, Instant at) {
        return message(
                "overdue",
                improvement,
                at,
                new Overdue(
                        improvement.id().toString(),
                        improvement.unit(),
                        improvement.owner(),
                        improvement.dueOn(),
                        CountyTime.at(at)));
    }

    static OutgoingEvent completed(Improvement improvement, Instant at) {
        var doneOn = Objects.requireNonNull(improvement.doneOn(), "only what is done is completed");
        return message(
                "completed",
                improvement,
                at,
                new Completed(
                        improvement.id().toString(),
                        improvement.unit(),
                        improvement.owner(),
                        improvement.dueOn(),
                        doneOn,
                        doneOn.isAfter(improvement.dueOn()),
                        CountyTime.at(at)));
    }

    private static OutgoingEvent message(String what, Improvement improvement, Instant at, Object data) {
        var id = improvement.id().toString();
        return new OutgoingEvent(
                TOPIC, id, "onestop.evaluation.improvement." + what + ".v1", id, improvement.version(), at, data);
    }
}
