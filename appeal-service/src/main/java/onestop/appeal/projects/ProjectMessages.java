package onestop.appeal.projects;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import onestop.events.OutgoingEvent;
import onestop.events.Topic;
import org.jspecify.annotations.Nullable;

/**
 * What others are told of key projects: that one is blocked, that it goes on, that it is another one in what it is, and which aim comes near
 * or is late; neither texts nor persons.
 */
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

    /**
     * @param usci its enterprise; absent as long as there is none
     * @param changed in what it differs from before; who the helper is is not told
     */
    private record Changed(
            UUID projectId,
            String listNumber,
            String projectUnit,
            String level,
            @Nullable String usci,
            String stage,
            String state,
            List<KeyProject.Change> changed,
            Instant changedAt) {}

    static OutgoingEvent changed(KeyProject project, Set<KeyProject.Change> changed, Instant at) {
        return message(
                "changed.v1",
                project,
                at,
                new Changed(
                        project.id(),
                        project.listNumber(),
                        project.unit(),
                        project.level().name(),
                        project.usci(),
                        project.stage().name(),
                        project.state().name(),
                        changed.stream().sorted().toList(),
                        at));
    }

    private record Turned(
            UUID projectId,
            String listNumber,
            String projectUnit,
            int number,
            String stage,
            Light light,
            LocalDate dueOn,
            Instant at) {}

    /** Of a milestone: yellow comes before red, and each once. */
    static OutgoingEvent turned(KeyProjects.Turned turned, Instant at) {
        var project = turned.projectId().toString();
        return new OutgoingEvent(
                TOPIC,
                project,
                "onestop.appeal.key-project.light-turned.v1",
                project + "/" + turned.number(),
                turned.light() == Light.RED ? 2 : 1,
                at,
                new Turned(
                        turned.projectId(),
                        turned.listNumber(),
                        turned.unit(),
                        turned.number(),
                        turned.stage().name(),
                        turned.light(),
                        turned.dueOn(),
                        at));
    }

    private static OutgoingEvent message(String what, KeyProject project, Instant at, Object data) {
        var id = project.id().toString();
        return new OutgoingEvent(TOPIC, id, "onestop.appeal.key-project." + what, id, project.version(), at, data);
    }

    private ProjectMessages() {}
}
