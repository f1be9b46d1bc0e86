package onestop.appeal.projects;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import onestop.appeal.appeals.RaiseAppeal;
import onestop.appeal.appeals.RaiseAppeal.Matter;
import onestop.appeal.commands.Decision;
import onestop.appeal.commands.Decision.Done;
import onestop.appeal.commands.Refusal;
import onestop.appeal.projects.KeyProject.Stage;
import onestop.appeal.projects.KeyProjects.Blocked;
import onestop.appeal.reading.AppealStatuses;
import onestop.appeal.words.AppealKind;
import onestop.appeal.words.AppealSource;
import onestop.events.Outbox;
import onestop.web.Caller;
import onestop.web.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The commands on one project, by its unit, its helper or the coordinator; its row is locked. */
@Service
class RunProject {
    private final KeyProjects projects;
    private final RaiseAppeal raiseAppeal;
    private final AppealStatuses statuses;
    private final Outbox outbox;
    private final InstantSource clock;

    RunProject(
            KeyProjects projects,
            RaiseAppeal raiseAppeal,
            AppealStatuses statuses,
            Outbox outbox,
            InstantSource clock) {
        this.projects = projects;
        this.raiseAppeal = raiseAppeal;
        this.statuses = statuses;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** What changes the project itself: stage, helper, enterprise, being dropped. That is told; what is only noted about it is not. */
    @Transactional
    public Decision<KeyProject> change(UUID id, Caller caller, Function<KeyProject, Decision<KeyProject>> command) {
        return with(id, caller, project -> {
            var decision = command.apply(project);
            if (decision instanceof Done<KeyProject>(var next)) {
                projects.update(next);
                var changed = next.changedFrom(project);
                if (!changed.isEmpty()) {
                    outbox.append(ProjectMessages.changed(next, changed, clock.instant()));
                }
            }
            return decision;
        });
    }

    @Transactional
    public Decision<KeyProject> addMilestone(UUID id, Stage stage, String title, LocalDate dueOn, Caller caller) {
        return change(id, caller, project -> {
            var noted = project.note();
            if (noted instanceof Done<KeyProject>) {
                projects.addMilestone(id, stage, title, dueOn);
            }
            return noted;
        });
    }

    @Transactional
    public Decision<KeyProject> finishMilestone(UUID id, int number, LocalDate on, Caller caller) {
        return change(id, caller, project -> {
            var settled = project.settle();
            return settled instanceof Done<KeyProject> && !projects.finishMilestone(id, number, on)
                    ? Refusal.missing("no-such-milestone").declines()
                    : settled;
        });
    }

    /** Of what was told in confidence nothing is told: the project alone would say who complains. */
    @Transactional
    public Decision<KeyProject> block(
            UUID id,
            Stage stage,
            String title,
            String text,
            @Nullable String unit,
            boolean confidential,
            Caller caller) {
        return change(id, caller, project -> {
            var noted = project.note();
            if (noted instanceof Done<KeyProject>(var next)) {
                var now = clock.instant();
                int number = projects.addBlocked(id, stage, title, text, unit, confidential, caller.subject(), now);
                if (!confidential) {
                    outbox.append(ProjectMessages.blocked(next, number, stage, unit, now));
                }
            }
            return untold(confidential, project, noted);
        });
    }

    @Transactional
    public Decision<KeyProject> resolve(UUID id, int number, String resolution, Caller caller) {
        return ofPoint(id, number, caller, (project, point) -> {
            var settled = project.settle();
            if (settled instanceof Done<KeyProject>(var next)) {
                var now = clock.instant();
                projects.resolve(id, number, resolution, now);
                if (point.resolvedAt() == null && !point.confidential()) {
                    outbox.append(ProjectMessages.resolved(next, number, now));
                }
            }
            return untold(point.confidential(), project, settled);
        });
    }

    /** The file or the case that keeps the project from going on, or the item. */
    record Concerned(
            @Nullable String receiptNumber,
            @Nullable String caseNumber,
            @Nullable String itemCode) {
        static final Concerned NOTHING = new Concerned(null, null, null);
    }

    /** Once: repeated, the same appeal stays. It is about the unit of the blocked point. */
    @Transactional
    public Decision<KeyProject> raise(UUID id, int number, Concerned concerned, Caller caller) {
        return ofPoint(id, number, caller, (project, point) -> {
            if (point.appealId() != null) {
                return new Done<>(project);
            }
            if (point.resolvedAt() != null) {
                return Refusal.conflict("blocked-point-resolved").declines();
            }
            var noted = project.note();
            if (!(noted instanceof Done<KeyProject>)) {
                return noted;
            }
            var raised = raiseAppeal.raise(new Matter(
                    AppealSource.VISIT,
                    AppealKind.PROBLEM,
                    project.usci(),
                    point.title(),
                    point.text(),
                    concerned.receiptNumber(),
                    concerned.caseNumber(),
                    concerned.itemCode(),
                    point.unit(),
                    null,
                    null,
                    point.confidential(),
                    caller.subject()));
            projects.linkAppeal(id, number, raised.id());
            return untold(point.confidential(), project, noted);
        });
    }

    /** What was told in confidence leaves no trace in the version either. */
    private static Decision<KeyProject> untold(boolean confidential, KeyProject before, Decision<KeyProject> changed) {
        return confidential && changed instanceof Done<KeyProject> ? new Done<>(before) : changed;
    }

    private interface OfPoint {
        Decision<KeyProject> on(KeyProject project, Blocked point);
    }

    private Decision<KeyProject> ofPoint(UUID id, int number, Caller caller, OfPoint command) {
        return change(
                id,
                caller,
                project -> seen(project, caller).stream()
                        .filter(each -> each.number() == number)
                        .findFirst()
                        .map(point -> command.on(project, point))
                        .orElseGet(
                                () -> Refusal.missing("no-such-blocked-point").declines()));
    }

    private Decision<KeyProject> with(UUID id, Caller caller, Function<KeyProject, Decision<KeyProject>> command) {
        var found = projects.find(id, true).orElse(null);
        if (found == null) {
            return Refusal.missing("no-such-project").declines();
        }
        return mayRun(found, caller)
                ? command.apply(found)
                : Refusal.forbidden("not-your-project").declines();
    }

    /**
     * The points that somebody who may read the project may know of: of what was told in confidence only who noted it, the
     * enterprise, and, unless they had a part in what its appeal is about, the office and those who run the project as long as they
     * are not of the unit that it depends on. As long as nobody knows which unit that is, it could be theirs.
     */
    List<Blocked> seen(KeyProject project, Caller caller) {
        var points = projects.blocked(project.id());
        var concealed = statuses.concealed(
                points.stream()
                        .filter(Blocked::confidential)
                        .map(Blocked::appealId)
                        .filter(Objects::nonNull)
                        .toList(),
                caller.subject());
        boolean office = caller.isAny(Role.APPEAL_COORDINATOR, Role.AUDITOR);
        return points.stream()
                .filter(point -> !point.confidential()
                        || point.foundBy().equals(caller.subject())
                        || (project.usci() != null && caller.actsFor(project.usci()))
                        || ((point.appealId() == null || !concealed.contains(point.appealId()))
                                && (office
                                        || (point.unit() != null
                                                && !point.unit().equals(caller.unit())
                                                && mayRun(project, caller)))))
                .toList();
    }

    static boolean mayRun(KeyProject project, Caller caller) {
        return caller.is(Role.APPEAL_COORDINATOR)
                || (caller.is(Role.UNIT_MANAGER) && project.unit().equals(caller.unit()))
                || (caller.is(Role.HELPER) && project.helper().equals(caller.subject()));
    }
}
