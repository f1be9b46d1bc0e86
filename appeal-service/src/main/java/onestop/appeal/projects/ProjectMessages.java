package onestop.appeal.projects;

import java.time.Instant;
import java.util.UUID;
import onestop.events.OutgoingEvent;
import onestop.events.Topic;
import org.jspecify.annotations.Nullable;

/** What others are told of key projects: that one is blocked, and that it goes on; neither texts nor persons. */
final class ProjectMessages {
    static final Topic TOPIC = Topic.facts("onestop.appeal.key-project");

    /** @param unit on which it depends, as far as that is known */
    private record Blocked(
            UUID projectId,
            String listNumber,
            String projectUnit,
            int number,
            String stage,
            @Nullable String unit,
            Instant foundAt) {}

    private record Resolved(UUID projectId, String listNumber, String projectUnit, int number, Instant resolvedAt) {}

    static OutgoingEvent blocked(
            KeyProject project, int number, KeyProject.Stage stage, @Nullable String unit, Instant at) {
        return message(
                "blocked.v1",
                project,
                at,
                new Blocked(project.id(), project.listNumber(), project.unit(), number, stage.name(), unit, at));
    }

    static OutgoingEvent resolved(KeyProject project, int number, Instant at) {
        return message(
                "resolved.v1",
                project,
                at,
                new Resolved(project.id(), project.listNumber(), project.unit(), number, at));
    }

    private static OutgoingEvent message(String what, KeyProject project, Instant at, Object data) {
        var id = project.id().toString();
        return new OutgoingEvent(TOPIC, id, "onestop.appeal.key-project." + what, id, project.version(), at, data);
    }

    private ProjectMessages() {}
}
