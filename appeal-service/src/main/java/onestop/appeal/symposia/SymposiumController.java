package onestop.appeal.symposia;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import onestop.appeal.appeals.RaiseAppeal;
import onestop.appeal.commands.Answers;
import onestop.appeal.commands.Decision;
import onestop.appeal.commands.Refusal;
import onestop.appeal.guests.Guest;
import onestop.appeal.guests.GuestView;
import onestop.appeal.guests.Guests;
import onestop.appeal.reading.AppealStatuses;
import onestop.appeal.reading.AppealStatuses.AppealStatus;
import onestop.appeal.roles.AllowedToApplicants;
import onestop.appeal.roles.AllowedToEnterprisesAndReadersOfRecords;
import onestop.appeal.roles.AllowedToReadersOfRecords;
import onestop.appeal.roles.AllowedToUnitsAndOffice;
import onestop.appeal.symposia.RunSymposium.Brought;
import onestop.appeal.symposia.Symposia.Invitation;
import onestop.appeal.symposia.Symposia.Issue;
import onestop.appeal.symposia.Symposia.SymposiumGuest;
import onestop.appeal.symposia.Symposium.State;
import onestop.appeal.units.Units;
import onestop.appeal.words.AppealKind;
import onestop.web.Caller;
import onestop.web.Cursor;
import onestop.web.Idempotency;
import onestop.web.InvalidFieldException;
import onestop.web.Limit;
import onestop.web.Page;
import onestop.web.Role;
import onestop.web.Versions;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
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
@RequestMapping("/api/appeal/symposia")
class SymposiumController {
    private final RunSymposium run;
    private final Symposia symposia;
    private final Guests guests;
    private final Units units;
    private final AppealStatuses statuses;
    private final Idempotency idempotency;
    private final Answers answers;
    private final InstantSource clock;

    SymposiumController(
            RunSymposium run,
            Symposia symposia,
            Guests guests,
            Units units,
            AppealStatuses statuses,
            Idempotency idempotency,
            Answers answers,
            InstantSource clock) {
        this.run = run;
        this.symposia = symposia;
        this.guests = guests;
        this.units = units;
        this.statuses = statuses;
        this.idempotency = idempotency;
        this.answers = answers;
        this.clock = clock;
    }

    @AllowedToUnitsAndOffice
    @PostMapping
    ResponseEntity<?> plan(
            @RequestHeader(value = "Idempotency-Key", required = false) @Nullable String key,
            @Valid @RequestBody SymposiumBody body,
            Caller caller) {
        return idempotency.once(caller, key, body, () -> {
            units.require("unit", body.unit());
            if (!RunSymposium.mayRun(body.unit(), caller)) {
                return answers.refuse(Refusal.forbidden("not-your-symposium"));
            }
            if (!body.startsAt().toInstant().isAfter(clock.instant())) {
                throw new InvalidFieldException("startsAt", "in-the-future");
            }
            var planned = new Symposium(
                    UUID.randomUUID(),
                    body.title().strip(),
                    body.unit(),
                    body.place().strip(),
                    body.topics() == null ? List.of() : body.topics(),
                    body.startsAt().toInstant(),
                    null,
                    State.PLANNED,
                    List.of(),
                    null,
                    null,
                    null,
                    null,
                    1);
            symposia.insert(planned, caller.subject());
            return ResponseEntity.created(URI.create("/api/appeal/symposia/" + planned.id()))
                    .eTag(Versions.etag(1))
                    .body(view(planned, caller));
        });
    }

    @AllowedToEnterprisesAndReadersOfRecords
    @GetMapping
    Page<SymposiumLine> list(
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) Limit limit,
            Caller caller) {
        var parts = Cursor.parts(after, 2);
        Instant at = null;
        UUID id = null;
        if (!parts.isEmpty()) {
            at = Cursor.instant(parts.get(0));
            id = Cursor.uuid(parts.get(1));
        }
        var rows = symposia.list(office(caller) ? null : caller.uscis(), at, id, limit.plusOne()).stream()
                .map(s -> new SymposiumLine(s.id(), s.title(), s.unit(), s.place(), s.startsAt(), s.state()))
                .toList();
        return Page.of(rows, limit, row -> Cursor.of(row.startsAt(), row.id()));
    }

    private static boolean office(Caller caller) {
        return caller.isAny(Role.UNIT_MANAGER, Role.APPEAL_COORDINATOR, Role.AUDITOR);
    }

    @AllowedToReadersOfRecords
    @GetMapping("/figures")
    FiguresView figures(@RequestParam @Min(2000) @Max(2100) int year, Caller caller) {
        var figures = symposia.figures(
                LocalDate.of(year, 1, 1),
                LocalDate.of(year, 12, 31),
                caller.isAny(Role.APPEAL_COORDINATOR, Role.AUDITOR));
        return new FiguresView(
                year,
                figures.held(),
                figures.enterprises(),
                figures.guests(),
                figures.issues(),
                figures.appeals(),
                figures.answeredOnTheSpot());
    }

    @AllowedToEnterprisesAndReadersOfRecords
    @GetMapping("/{id}")
    ResponseEntity<?> read(@PathVariable UUID id, Caller caller) {
        return symposia.find(id, false)
                .filter(symposium -> office(caller) || invited(symposium.id(), caller))
                .<ResponseEntity<?>>map(symposium -> ok(symposium, caller))
                .orElseGet(() -> answers.refuse(Refusal.missing("no-such-symposium")));
    }

    private boolean invited(UUID id, Caller caller) {
        return symposia.invitations(id).stream().anyMatch(each -> caller.actsFor(each.usci()));
    }

    @AllowedToUnitsAndOffice
    @PutMapping("/{id}/invitations")
    ResponseEntity<?> invite(@PathVariable UUID id, @Valid @RequestBody InvitationsBody body, Caller caller) {
        return answer(run.invite(id, body.uscis(), caller), caller);
    }

    @AllowedToApplicants
    @PutMapping("/{id}/invitations/{usci}/reply")
    ResponseEntity<?> reply(
            @PathVariable UUID id, @PathVariable String usci, @Valid @RequestBody ReplyBody body, Caller caller) {
        if (!caller.actsFor(usci)) {
            return answers.refuse(Refusal.forbidden("not-your-enterprise", usci));
        }
        return answer(run.reply(id, usci, body.coming()), caller);
    }

    @AllowedToUnitsAndOffice
    @PutMapping("/{id}/cancellation")
    ResponseEntity<?> cancel(@PathVariable UUID id, @Valid @RequestBody CancellationBody body, Caller caller) {
        return answer(run.cancel(id, body.reason().strip(), caller), caller);
    }

    @AllowedToUnitsAndOffice
    @PutMapping("/{id}/record")
    ResponseEntity<?> hold(@PathVariable UUID id, @Valid @RequestBody RecordBody body, Caller caller) {
        body.units().forEach(unit -> units.require("units", unit));
        return answer(run.hold(id, body.attended(), body.units(), body.minutes(), caller), caller);
    }

    /** Answers the number only: the answer is kept for whoever repeats the request. */
    @AllowedToUnitsAndOffice
    @PostMapping("/{id}/guests")
    ResponseEntity<?> receive(
            @PathVariable UUID id,
            @RequestHeader(value = "Idempotency-Key", required = false) @Nullable String key,
            @Valid @RequestBody Guest body,
            Caller caller) {
        return idempotency.once(
                caller,
                key,
                body,
                () -> answers.of(
                        run.receive(id, body, caller),
                        number -> ResponseEntity.created(URI.create("/api/appeal/symposia/" + id))
                                .body(GuestView.of(number, null))));
    }

    /** Who it is now is not repeated to one who may not know. */
    @AllowedToUnitsAndOffice
    @PutMapping("/{id}/guests/{number}")
    ResponseEntity<?> correct(
            @PathVariable UUID id,
            @PathVariable int number,
            @RequestHeader(value = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @Valid @RequestBody Guest body,
            Caller caller) {
        return answer(run.correct(id, number, Versions.required(ifMatch), body, caller), caller);
    }

    @AllowedToUnitsAndOffice
    @PostMapping("/{id}/issues")
    ResponseEntity<?> bring(
            @PathVariable UUID id,
            @RequestHeader(value = "Idempotency-Key", required = false) @Nullable String key,
            @Valid @RequestBody IssueBody body,
            Caller caller) {
        return idempotency.once(caller, key, body, () -> {
            if ((body.usci() == null) == (body.guest() == null)) {
                throw new InvalidFieldException("usci", "enterprise-or-guest");
            }
            if (body.answer() != null && (body.receiptNumber() != null || body.caseNumber() != null)) {
                throw new InvalidFieldException(
                        body.receiptNumber() != null ? "receiptNumber" : "caseNumber", "file-of-an-appeal");
            }
            if (body.answer() != null && body.itemCode() != null) {
                throw new InvalidFieldException("itemCode", "file-of-an-appeal");
            }
            var brought = new Brought(
                    body.usci(),
                    body.guest(),
                    body.kind(),
                    body.title().strip(),
                    body.text().strip(),
                    body.answer(),
                    body.receiptNumber(),
                    body.caseNumber(),
                    body.itemCode(),
                    Boolean.TRUE.equals(body.confidential()));
            return answers.of(
                    run.bring(id, brought, caller),
                    issue -> ResponseEntity.created(URI.create("/api/appeal/symposia/" + id + "/issues"))
                            .body(views(List.of(issue)).getFirst()));
        });
    }

    /**
     * The follow-up list: each issue with how far its appeal is. An enterprise sees its own issues, and what was handed in in confidence
     * is seen by nobody else but who wrote it down and those of the office who had no part in it: the host may be whom it is about.
     */
    @AllowedToEnterprisesAndReadersOfRecords
    @GetMapping("/{id}/issues")
    ResponseEntity<?> issues(@PathVariable UUID id, Caller caller) {
        var symposium = symposia.find(id, false).orElse(null);
        if (symposium == null || (!office(caller) && !invited(id, caller))) {
            return answers.refuse(Refusal.missing("no-such-symposium"));
        }
        boolean inConfidence = caller.isAny(Role.APPEAL_COORDINATOR, Role.AUDITOR);
        var issues = symposia.issues(id);
        var concealed = statuses.concealed(
                issues.stream().map(Issue::appealId).filter(Objects::nonNull).toList(), caller.subject());
        var seen = issues.stream()
                .filter(issue -> issue.confidential()
                        ? issue.raisedBy().equals(caller.subject())
                                || own(issue, caller)
                                || (inConfidence && (issue.appealId() == null || !concealed.contains(issue.appealId())))
                        : office(caller) || own(issue, caller))
                .toList();
        return ResponseEntity.ok(new IssuesView(views(seen)));
    }

    private static boolean own(Issue issue, Caller caller) {
        return issue.usci() != null && caller.actsFor(issue.usci());
    }

    private List<IssueView> views(List<Issue> issues) {
        var known = statuses.of(
                issues.stream().map(Issue::appealId).filter(Objects::nonNull).toList());
        return issues.stream()
                .map(issue -> new IssueView(
                        issue.number(),
                        issue.usci(),
                        issue.guest(),
                        issue.kind(),
                        issue.title(),
                        issue.text(),
                        issue.answer(),
                        issue.confidential(),
                        issue.appealId() == null ? null : known.get(issue.appealId())))
                .toList();
    }

    @AllowedToUnitsAndOffice
    @PutMapping("/{id}/report")
    ResponseEntity<?> close(@PathVariable UUID id, @Valid @RequestBody ReportBody body, Caller caller) {
        return answer(run.close(id, body.report().strip(), caller), caller);
    }

    private ResponseEntity<?> answer(Decision<Symposium> decision, Caller caller) {
        return answers.of(decision, symposium -> ok(symposium, caller));
    }

    private ResponseEntity<SymposiumView> ok(Symposium symposium, Caller caller) {
        return ResponseEntity.ok().eTag(Versions.etag(symposium.version())).body(view(symposium, caller));
    }

    private SymposiumView view(Symposium s, Caller caller) {
        var invitations = symposia.invitations(s.id()).stream()
                .filter(each -> office(caller) || caller.actsFor(each.usci()))
                .toList();
        return new SymposiumView(
                s.id(),
                s.title(),
                s.unit(),
                s.place(),
                s.topics(),
                s.startsAt(),
                s.state(),
                s.heldOn(),
                s.units(),
                office(caller) ? s.minutes() : null,
                s.report(),
                s.closedAt(),
                s.reason(),
                invitations,
                office(caller) ? guests(s, caller) : List.of(),
                s.version());
    }

    /**
     * Who they are is told as whom to call about an appeal is. What they brought up in confidence plays no part in it: that something is
     * kept from a reader would tell them of it.
     */
    private List<GuestView> guests(Symposium symposium, Caller caller) {
        var id = symposium.id();
        var came = symposia.guests(id);
        if (came.isEmpty()) {
            return List.of();
        }
        var open = symposia.issues(id).stream()
                .filter(issue -> !issue.confidential() && issue.guest() != null && issue.appealId() != null)
                .toList();
        var concerning = statuses.concerning(open.stream().map(Issue::appealId).toList(), caller.subject());
        var complaining = open.stream()
                .filter(issue -> concerning.contains(issue.appealId()))
                .map(Issue::guest)
                .collect(Collectors.toSet());
        var kept = came.stream()
                .filter(each -> complaining.contains(each.number()))
                .map(SymposiumGuest::guestId)
                .collect(Collectors.toSet());
        var ids = came.stream().map(SymposiumGuest::guestId).toList();
        var shown = guests.shown(ids, kept, caller);
        var steps = caller.is(Role.AUDITOR) || RunSymposium.mayRun(symposium.unit(), caller)
                ? guests.steps(ids)
                : Map.<UUID, List<Guests.Step>>of();
        return came.stream()
                .map(each -> GuestView.of(each.number(), shown.get(each.guestId()))
                        .with(steps.getOrDefault(each.guestId(), List.of())))
                .toList();
    }

    record SymposiumBody(
            @NotBlank @Size(max = 100) String title,
            @NotNull String unit,
            @NotBlank @Size(max = 100) String place,
            @NotNull OffsetDateTime startsAt,
            @Nullable @Size(max = 20) List<@NotBlank @Size(max = 100) String> topics) {}

    record InvitationsBody(
            @NotNull @Size(min = 1, max = 200) List<@NotNull @Pattern(regexp = "[0-9A-Z]{18}") String> uscis) {}

    record ReplyBody(@NotNull Boolean coming) {}

    record CancellationBody(@NotBlank @Size(max = 500) String reason) {}

    record RecordBody(
            @NotNull @Size(max = 200) List<@NotNull @Pattern(regexp = "[0-9A-Z]{18}") String> attended,
            @NotNull @Size(max = 50) List<@NotNull String> units,
            @Nullable @Size(min = 1, max = 10_000) String minutes) {}

    record IssueBody(
            @Nullable @Pattern(regexp = "[0-9A-Z]{18}") String usci,
            @Nullable Integer guest,
            @NotNull AppealKind kind,
            @NotBlank @Size(max = 100) String title,
            @NotBlank @Size(max = 4000) String text,
            @Nullable @Size(min = 1, max = 4000) String answer,

            @Nullable @Pattern(regexp = RaiseAppeal.IDENTIFIER)
            String receiptNumber,

            @Nullable @Pattern(regexp = RaiseAppeal.IDENTIFIER)
            String caseNumber,

            @Nullable @Pattern(regexp = RaiseAppeal.IDENTIFIER)
            String itemCode,

            @Nullable Boolean confidential) {}

    record ReportBody(@NotBlank @Size(max = 10_000) String report) {}

    record SymposiumLine(UUID id, String title, String unit, String place, Instant startsAt, State state) {}

    record SymposiumView(
            UUID id,
            String title,
            String unit,
            String place,
            List<String> topics,
            Instant startsAt,
            State state,
            @Nullable LocalDate heldOn,
            List<String> units,
            @Nullable String minutes,
            @Nullable String report,
            @Nullable Instant closedAt,
            @Nullable String reason,
            List<Invitation> invitations,
            List<GuestView> guests,
            long version) {}

    record IssueView(
            int number,
            @Nullable String usci,
            @Nullable Integer guest,
            AppealKind kind,
            String title,
            String text,
            @Nullable String answer,
            boolean confidential,
            @Nullable AppealStatus appeal) {}

    record IssuesView(List<IssueView> items) {}

    record FiguresView(
            int year, long held, long enterprises, long guests, long issues, long appeals, long answeredOnTheSpot) {}
}
