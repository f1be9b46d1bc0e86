package onestop.appeal.projects;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import onestop.appeal.appeals.RaiseAppeal;
import onestop.appeal.clocks.Shanghai;
import onestop.appeal.commands.Answers;
import onestop.appeal.commands.Decision;
import onestop.appeal.commands.Refusal;
import onestop.appeal.projects.KeyProject.Level;
import onestop.appeal.projects.KeyProject.Stage;
import onestop.appeal.projects.KeyProject.State;
import onestop.appeal.projects.KeyProjects.Blocked;
import onestop.appeal.projects.KeyProjects.Milestone;
import onestop.appeal.projects.RunProject.Concerned;
import onestop.appeal.reading.AppealStatuses;
import onestop.appeal.reading.AppealStatuses.AppealStatus;
import onestop.appeal.roles.AllowedToHelpersAndOffice;
import onestop.appeal.roles.AllowedToReadersOfRecords;
import onestop.appeal.roles.AllowedToUnitsAndOffice;
import onestop.appeal.units.Units;
import onestop.identifiers.Usci;
import onestop.web.Allowed;
import onestop.web.Caller;
import onestop.web.Cursor;
import onestop.web.Idempotency;
import onestop.web.InvalidFieldException;
import onestop.web.Limit;
import onestop.web.Page;
import onestop.web.Role;
import onestop.web.Versions;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/appeal/key-projects")
class ProjectController {
    private final RunProject run;
    private final KeyProjects projects;
    private final Units units;
    private final AppealStatuses statuses;
    private final Idempotency idempotency;
    private final Answers answers;
    private final InstantSource clock;

    ProjectController(
            RunProject run,
            KeyProjects projects,
            Units units,
            AppealStatuses statuses,
            Idempotency idempotency,
            Answers answers,
            InstantSource clock) {
        this.run = run;
        this.projects = projects;
        this.units = units;
        this.statuses = statuses;
        this.idempotency = idempotency;
        this.answers = answers;
        this.clock = clock;
    }

    @Allowed(Role.APPEAL_COORDINATOR)
    @PostMapping
    ResponseEntity<?> list(
            @RequestHeader(value = "Idempotency-Key", required = false) @Nullable String key,
            @Valid @RequestBody ProjectBody body,
            Caller caller) {
        return idempotency.once(caller, key, body, () -> {
            units.require("unit", body.unit());
            if (body.usci() != null) {
                requireCheckDigit(body.usci());
            }
            var project = new KeyProject(
                    UUID.randomUUID(),
                    body.listNumber().strip(),
                    body.name().strip(),
                    body.level(),
                    body.unit(),
                    body.helper().strip(),
                    body.usci(),
                    body.investmentYuan(),
                    body.stage() == null ? Stage.INITIATION : body.stage(),
                    State.ACTIVE,
                    null,
                    today(),
                    1);
            return projects.insert(project)
                    ? ResponseEntity.created(URI.create("/api/appeal/key-projects/" + project.id()))
                            .eTag(Versions.etag(1))
                            .body(view(project, caller))
                    : answers.refuse(Refusal.conflict("project-on-list", project.listNumber()));
        });
    }

    private static void requireCheckDigit(String usci) {
        if (Usci.findProblem(usci).isPresent()) {
            throw new InvalidFieldException("usci", "usci-check-digit");
        }
    }

    /** A helper sees the projects the helper is named for, a manager those of the unit, others those of an enterprise they act for. */
    @Allowed({Role.APPLICANT, Role.AGENT, Role.HELPER, Role.UNIT_MANAGER, Role.APPEAL_COORDINATOR, Role.AUDITOR})
    @GetMapping
    ResponseEntity<?> list(
            @RequestParam(required = false) @Nullable Level level,
            @RequestParam(required = false) @Nullable String usci,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) Limit limit,
            Caller caller) {
        var parts = Cursor.parts(after, 1);
        boolean all = caller.isAny(Role.APPEAL_COORDINATOR, Role.AUDITOR);
        boolean unit = !all && caller.is(Role.UNIT_MANAGER);
        boolean helper = !all && !unit && caller.is(Role.HELPER);
        if (!all && !unit && !helper) {
            if (usci == null) {
                throw new InvalidFieldException("usci", "required");
            }
            if (!caller.actsFor(usci)) {
                return answers.refuse(Refusal.forbidden("not-your-enterprise", usci));
            }
        }
        var rows = projects
                .list(
                        level,
                        unit ? Objects.requireNonNullElse(caller.unit(), "") : null,
                        helper ? caller.subject() : null,
                        usci,
                        parts.isEmpty() ? null : Cursor.uuid(parts.getFirst()),
                        limit.plusOne())
                .stream()
                .map(p -> new ProjectLine(
                        p.id(), p.listNumber(), p.name(), p.level(), p.unit(), p.helper(), p.stage(), p.state()))
                .toList();
        return ResponseEntity.ok(Page.of(rows, limit, row -> Cursor.of(row.id())));
    }

    /** Milestones that are yellow or red, most urgent first; a manager sees those of the unit. */
    @AllowedToReadersOfRecords
    @GetMapping("/lights")
    Page<WaitingView> lights(
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) Limit limit,
            Caller caller) {
        var parts = Cursor.parts(after, 3);
        boolean all = caller.isAny(Role.APPEAL_COORDINATOR, Role.AUDITOR);
        LocalDate due = null;
        int number = 0;
        if (!parts.isEmpty()) {
            try {
                due = LocalDate.parse(parts.get(0));
                number = Integer.parseInt(parts.get(2));
            } catch (DateTimeException | NumberFormatException e) {
                throw new InvalidFieldException("after", "cursor");
            }
        }
        var today = today();
        var rows = projects
                .waiting(
                        today.plusDays(Light.WARNING_DAYS - 1L),
                        all ? null : Objects.requireNonNullElse(caller.unit(), ""),
                        due,
                        parts.isEmpty() ? null : Cursor.uuid(parts.get(1)),
                        number,
                        limit.plusOne())
                .stream()
                .map(w -> new WaitingView(
                        w.projectId(), w.name(), w.level(), w.unit(), MilestoneView.of(w.milestone(), true, today)))
                .toList();
        return Page.of(
                rows,
                limit,
                row -> Cursor.of(
                        row.milestone().dueOn(),
                        row.projectId(),
                        row.milestone().number()));
    }

    /** A manager's count leaves out what was told in confidence, as a small one would tell of it. */
    @AllowedToReadersOfRecords
    @GetMapping("/figures")
    FiguresView figures(@RequestParam LocalDate from, @RequestParam LocalDate to, Caller caller) {
        if (to.isBefore(from)) {
            throw new InvalidFieldException("to", "before-from", from);
        }
        return new FiguresView(
                from, to, projects.figures(from, to, caller.isAny(Role.APPEAL_COORDINATOR, Role.AUDITOR)));
    }

    /** The enterprise of the project reads it, too. */
    @Allowed({Role.APPLICANT, Role.AGENT, Role.HELPER, Role.UNIT_MANAGER, Role.APPEAL_COORDINATOR, Role.AUDITOR})
    @GetMapping("/{id}")
    ResponseEntity<?> read(@PathVariable UUID id, Caller caller) {
        return projects.find(id, false)
                .filter(project -> caller.is(Role.AUDITOR)
                        || RunProject.mayRun(project, caller)
                        || (project.usci() != null && caller.actsFor(project.usci())))
                .<ResponseEntity<?>>map(project -> ok(project, caller))
                .orElseGet(() -> answers.refuse(Refusal.missing("no-such-project")));
    }

    @AllowedToHelpersAndOffice
    @PutMapping("/{id}/stage")
    ResponseEntity<?> advance(@PathVariable UUID id, @Valid @RequestBody StageBody body, Caller caller) {
        return answer(run.change(id, caller, project -> project.advance(body.stage())), caller);
    }

    @AllowedToUnitsAndOffice
    @PutMapping("/{id}/helper")
    ResponseEntity<?> nameHelper(@PathVariable UUID id, @Valid @RequestBody HelperBody body, Caller caller) {
        return answer(
                run.change(
                        id, caller, project -> project.nameHelper(body.helper().strip())),
                caller);
    }

    @AllowedToUnitsAndOffice
    @PutMapping("/{id}/enterprise")
    ResponseEntity<?> nameEnterprise(@PathVariable UUID id, @Valid @RequestBody EnterpriseBody body, Caller caller) {
        requireCheckDigit(body.usci());
        return answer(run.change(id, caller, project -> project.nameEnterprise(body.usci())), caller);
    }

    @Allowed(Role.APPEAL_COORDINATOR)
    @PutMapping("/{id}/removal")
    ResponseEntity<?> drop(@PathVariable UUID id, @Valid @RequestBody RemovalBody body, Caller caller) {
        return answer(
                run.change(id, caller, project -> project.drop(body.reason().strip())), caller);
    }

    @AllowedToHelpersAndOffice
    @PostMapping("/{id}/milestones")
    ResponseEntity<?> addMilestone(
            @PathVariable UUID id,
            @RequestHeader(value = "Idempotency-Key", required = false) @Nullable String key,
            @Valid @RequestBody MilestoneBody body,
            Caller caller) {
        return idempotency.once(
                caller,
                key,
                body,
                () -> created(run.addMilestone(id, body.stage(), body.title().strip(), body.dueOn(), caller), caller));
    }

    @AllowedToHelpersAndOffice
    @PutMapping("/{id}/milestones/{number}/completion")
    ResponseEntity<?> finish(
            @PathVariable UUID id, @PathVariable int number, @Valid @RequestBody CompletionBody body, Caller caller) {
        if (body.doneOn().isAfter(today())) {
            throw new InvalidFieldException("doneOn", "not-in-the-future");
        }
        return answer(run.finishMilestone(id, number, body.doneOn(), caller), caller);
    }

    @AllowedToHelpersAndOffice
    @PostMapping("/{id}/blocked-points")
    ResponseEntity<?> block(
            @PathVariable UUID id,
            @RequestHeader(value = "Idempotency-Key", required = false) @Nullable String key,
            @Valid @RequestBody BlockedBody body,
            Caller caller) {
        return idempotency.once(caller, key, body, () -> {
            if (body.unit() != null) {
                units.require("unit", body.unit());
            }
            return created(
                    run.block(
                            id,
                            body.stage(),
                            body.title().strip(),
                            body.text().strip(),
                            body.unit(),
                            Boolean.TRUE.equals(body.confidential()),
                            caller),
                    caller);
        });
    }

    @AllowedToHelpersAndOffice
    @PutMapping("/{id}/blocked-points/{number}/resolution")
    ResponseEntity<?> resolve(
            @PathVariable UUID id, @PathVariable int number, @Valid @RequestBody ResolutionBody body, Caller caller) {
        return answer(run.resolve(id, number, body.resolution().strip(), caller), caller);
    }

    @AllowedToHelpersAndOffice
    @PutMapping("/{id}/blocked-points/{number}/appeal")
    ResponseEntity<?> raise(
            @PathVariable UUID id,
            @PathVariable int number,
            @Valid @RequestBody(required = false) @Nullable RaiseBody body,
            Caller caller) {
        var concerned = body == null
                ? Concerned.NOTHING
                : new Concerned(body.receiptNumber(), body.caseNumber(), body.itemCode());
        return answer(run.raise(id, number, concerned, caller), caller);
    }

    private ResponseEntity<?> created(Decision<KeyProject> decision, Caller caller) {
        return answers.of(
                decision,
                project -> ResponseEntity.created(URI.create("/api/appeal/key-projects/" + project.id()))
                        .eTag(Versions.etag(project.version()))
                        .body(view(project, caller)));
    }

    private ResponseEntity<?> answer(Decision<KeyProject> decision, Caller caller) {
        return answers.of(decision, project -> ok(project, caller));
    }

    private ResponseEntity<ProjectView> ok(KeyProject project, Caller caller) {
        return ResponseEntity.ok().eTag(Versions.etag(project.version())).body(view(project, caller));
    }

    private LocalDate today() {
        return Shanghai.dayOf(clock.instant());
    }

    private ProjectView view(KeyProject p, Caller caller) {
        var today = today();
        var blocked = run.seen(p, caller);
        var appeals = statuses.of(
                blocked.stream().map(Blocked::appealId).filter(Objects::nonNull).toList());
        return new ProjectView(
                p.id(),
                p.listNumber(),
                p.name(),
                p.level(),
                p.unit(),
                p.helper(),
                p.usci(),
                p.investmentYuan(),
                p.stage(),
                p.state(),
                p.reason(),
                p.listedOn(),
                projects.milestones(p.id()).stream()
                        .map(milestone -> MilestoneView.of(milestone, p.state() == State.ACTIVE, today))
                        .toList(),
                blocked.stream()
                        .map(b -> new BlockedView(
                                b.number(),
                                b.stage(),
                                b.title(),
                                b.text(),
                                b.unit(),
                                b.confidential(),
                                b.foundAt(),
                                b.appealId() == null ? null : appeals.get(b.appealId()),
                                b.resolution(),
                                b.resolvedAt()))
                        .toList(),
                p.version());
    }

    record ProjectBody(
            @NotBlank @Size(max = 60) String listNumber,
            @NotBlank @Size(max = 100) String name,
            @NotNull Level level,
            @NotNull String unit,
            @NotBlank @Size(max = 100) String helper,
            @Nullable @Pattern(regexp = "[0-9A-Z]{18}") String usci,
            @Nullable @PositiveOrZero Long investmentYuan,
            @Nullable Stage stage) {}

    record StageBody(@NotNull Stage stage) {}

    record HelperBody(@NotBlank @Size(max = 100) String helper) {}

    record EnterpriseBody(
            @NotNull @Pattern(regexp = "[0-9A-Z]{18}") String usci) {}

    record RemovalBody(@NotBlank @Size(max = 500) String reason) {}

    record MilestoneBody(
            @NotNull Stage stage,
            @NotBlank @Size(max = 100) String title,
            @NotNull LocalDate dueOn) {}

    record CompletionBody(@NotNull LocalDate doneOn) {}

    record BlockedBody(
            @NotNull Stage stage,
            @NotBlank @Size(max = 100) String title,
            @NotBlank @Size(max = 4000) String text,
            @Nullable String unit,
            @Nullable Boolean confidential) {}

    record RaiseBody(
            @Nullable @Pattern(regexp = RaiseAppeal.IDENTIFIER)
            String receiptNumber,

            @Nullable @Pattern(regexp = RaiseAppeal.IDENTIFIER)
            String caseNumber,

            @Nullable @Pattern(regexp = RaiseAppeal.IDENTIFIER)
            String itemCode) {}

    record ResolutionBody(@NotBlank @Size(max = 1000) String resolution) {}

    record ProjectLine(
            UUID id,
            String listNumber,
            String name,
            Level level,
            String unit,
            String helper,
            Stage stage,
            State state) {}

    record ProjectView(
            UUID id,
            String listNumber,
            String name,
            Level level,
            String unit,
            String helper,
            @Nullable String usci,
            @Nullable Long investmentYuan,
            Stage stage,
            State state,
            @Nullable String reason,
            LocalDate listedOn,
            List<MilestoneView> milestones,
            List<BlockedView> blockedPoints,
            long version) {}

    record MilestoneView(
            int number,
            Stage stage,
            String title,
            LocalDate dueOn,
            @Nullable LocalDate doneOn,
            @Nullable Light light) {
        static MilestoneView of(Milestone m, boolean running, LocalDate today) {
            return new MilestoneView(
                    m.number(),
                    m.stage(),
                    m.title(),
                    m.dueOn(),
                    m.doneOn(),
                    Light.of(m.dueOn(), m.doneOn(), running, today));
        }
    }

    record BlockedView(
            int number,
            Stage stage,
            String title,
            String text,
            @Nullable String unit,
            boolean confidential,
            Instant foundAt,
            @Nullable AppealStatus appeal,
            @Nullable String resolution,
            @Nullable Instant resolvedAt) {}

    record WaitingView(UUID projectId, String name, Level level, String unit, MilestoneView milestone) {}

    record FiguresView(LocalDate from, LocalDate to, List<KeyProjects.Figures> levels) {}
}
