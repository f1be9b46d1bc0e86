package onestop.intake.helper;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import onestop.intake.enterprise.Representation;
import onestop.intake.enterprise.Standing;
import onestop.intake.enterprise.StandingProblems;
import onestop.intake.helper.HelpRequest.Act;
import onestop.intake.helper.HelpRequest.Actor;
import onestop.intake.helper.HelpRequest.Note;
import onestop.intake.helper.HelpRequest.Rejection;
import onestop.intake.helper.HelpRequest.Side;
import onestop.intake.helper.HelpRequest.Transition;
import onestop.intake.helper.HelpRequests.Place;
import onestop.intake.helper.HelpState.Ended;
import onestop.intake.helper.HelpState.FollowedUp;
import onestop.intake.helper.HelpState.HandedBack;
import onestop.intake.helper.HelpState.Suspended;
import onestop.intake.helper.RequestHelp.HelpBody;
import onestop.intake.helper.RequestHelp.Outcome;
import onestop.intake.input.FieldErrors;
import onestop.web.Allowed;
import onestop.web.Caller;
import onestop.web.Cursor;
import onestop.web.Idempotency;
import onestop.web.Limit;
import onestop.web.Page;
import onestop.web.Problems;
import onestop.web.Role;
import onestop.web.Versions;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
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

/** Requests for help and their seven steps. Whose request a caller may not know answers as if it did not exist. */
@RestController
@RequestMapping("/api/intake/help-requests")
class HelpRequestController {
    private final RequestHelp requestHelp;
    private final ActOnHelpRequest act;
    private final HelpRequests requests;
    private final Helpers helpers;
    private final Representation representation;
    private final StandingProblems standings;
    private final Idempotency idempotency;
    private final Problems problems;
    private final InstantSource clock;

    HelpRequestController(
            RequestHelp requestHelp,
            ActOnHelpRequest act,
            HelpRequests requests,
            Helpers helpers,
            Representation representation,
            StandingProblems standings,
            Idempotency idempotency,
            Problems problems,
            InstantSource clock) {
        this.requestHelp = requestHelp;
        this.act = act;
        this.requests = requests;
        this.helpers = helpers;
        this.representation = representation;
        this.standings = standings;
        this.idempotency = idempotency;
        this.problems = problems;
        this.clock = clock;
    }

    record AssignmentBody(@NotBlank @Size(max = 100) String helper) {}

    record NoteBody(
            @Size(max = 1_000) @Nullable String note,
            @Size(max = 50) @Nullable List<@NotBlank @Size(max = 40) String> receiptNumbers) {}

    record ReasonBody(@NotBlank @Size(max = 500) String reason) {}

    record HandOverBody(
            @NotBlank @Size(max = 100) String helper,
            @NotBlank @Size(max = 500) String reason) {}

    record FollowUpBody(
            @NotNull Boolean satisfied,
            @Size(max = 1_000) @Nullable String note) {}

    record FormView(HelpForm form, String number, String nameZh, String nameEn) {}

    record StepView(
            Act act,
            Instant at,
            String by,
            Side actingAs,
            @Nullable String helper,
            @Nullable String note,
            List<String> receiptNumbers,
            @Nullable UUID powerOfAttorney,
            List<FormView> forms) {}

    record HelpRequestView(
            String number,
            HelpMode mode,
            String enterpriseUsci,
            String regionCode,
            List<String> itemCodes,
            @Nullable String projectNumber,
            String matter,
            HelpStatus status,
            Instant since,
            @Nullable String helper,
            @Nullable String reason,
            @Nullable Boolean satisfied,
            @Nullable UUID powerOfAttorney,
            Instant requestedAt,
            @Nullable List<StepView> steps,
            long version) {}

    @Allowed({Role.APPLICANT, Role.AGENT, Role.HELPER, Role.WINDOW})
    @PostMapping
    ResponseEntity<?> request(
            Caller caller,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @Valid @RequestBody HelpBody body) {
        return idempotency.once(caller, key, body, () -> switch (requestHelp.request(caller, body)) {
            case Outcome.Taken(var request) ->
                ResponseEntity.created(URI.create("/api/intake/help-requests/" + request.number()))
                        .eTag(Versions.etag(request.version()))
                        .body(view(request, requests.history(request.number())));
            case Outcome.NotAllowed(var usci, var why) -> standings.reply(usci, why);
            case Outcome.NotRegistered(var usci) ->
                problems.reply(HttpStatus.CONFLICT, "enterprise-not-registered", usci);
        });
    }

    @Allowed({Role.APPLICANT, Role.AGENT, Role.HELPER, Role.WINDOW, Role.OPS})
    @GetMapping
    Page<HelpRequestView> list(
            Caller caller,
            @RequestParam(required = false) @Nullable HelpStatus status,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) Limit limit) {
        var parts = Cursor.parts(after, 2);
        var place = parts.isEmpty() ? null : new Place(Cursor.instant(parts.getFirst()), parts.getLast());
        return Page.of(
                requests.page(caller, status, place, limit.plusOne()).stream()
                        .map(request -> view(request, null))
                        .toList(),
                limit,
                request -> Cursor.of(request.requestedAt(), request.number()));
    }

    @Allowed({Role.APPLICANT, Role.AGENT, Role.HELPER, Role.WINDOW, Role.OPS})
    @GetMapping("/{number}")
    ResponseEntity<?> find(Caller caller, @PathVariable String number) {
        return requests.find(number)
                .filter(request -> maySee(caller, request))
                .<ResponseEntity<?>>map(this::tagged)
                .orElseGet(() -> unknown(number));
    }

    /** By hand, where no helper was found or another one is wanted from the start. */
    @Allowed({Role.WINDOW, Role.OPS})
    @PutMapping("/{number}/assignment")
    ResponseEntity<?> assign(Caller caller, @PathVariable String number, @Valid @RequestBody AssignmentBody body) {
        var now = clock.instant();
        return reply(number, act.give(number, request -> {
            mustServe(body.helper(), request);
            return Optional.of(request.assign(body.helper(), clerk(caller), now));
        }));
    }

    @Allowed(Role.HELPER)
    @PutMapping("/{number}/acceptance")
    ResponseEntity<?> accept(
            Caller caller, @PathVariable String number, @Valid @RequestBody(required = false) @Nullable NoteBody body) {
        var now = clock.instant();
        return asHelper(
                caller, number, (request, by) -> request.accept(by, standing(caller, request), note(body), now));
    }

    @Allowed(Role.HELPER)
    @PutMapping("/{number}/handling")
    ResponseEntity<?> handle(
            Caller caller, @PathVariable String number, @Valid @RequestBody(required = false) @Nullable NoteBody body) {
        var now = clock.instant();
        return asHelper(
                caller, number, (request, by) -> request.handle(by, standing(caller, request), note(body), now));
    }

    @Allowed(Role.HELPER)
    @PutMapping("/{number}/delivery")
    ResponseEntity<?> deliver(
            Caller caller, @PathVariable String number, @Valid @RequestBody(required = false) @Nullable NoteBody body) {
        var now = clock.instant();
        return asHelper(
                caller, number, (request, by) -> request.deliver(by, standing(caller, request), note(body), now));
    }

    @Allowed(Role.HELPER)
    @PutMapping("/{number}/archiving")
    ResponseEntity<?> archive(
            Caller caller, @PathVariable String number, @Valid @RequestBody(required = false) @Nullable NoteBody body) {
        var now = clock.instant();
        return asHelper(caller, number, (request, by) -> request.archive(by, note(body), now));
    }

    @Allowed(Role.HELPER)
    @PutMapping("/{number}/report")
    ResponseEntity<?> report(
            Caller caller, @PathVariable String number, @Valid @RequestBody(required = false) @Nullable NoteBody body) {
        var now = clock.instant();
        return asHelper(caller, number, (request, by) -> request.report(by, note(body), now));
    }

    /** The hall asks the enterprise; the helper does not ask about their own work. */
    @Allowed(Role.WINDOW)
    @PutMapping("/{number}/follow-up")
    ResponseEntity<?> followUp(Caller caller, @PathVariable String number, @Valid @RequestBody FollowUpBody body) {
        var now = clock.instant();
        var own =
                requests.find(number).filter(request -> caller.subject().equals(HelpStatus.helperOf(request.state())));
        if (own.isPresent()) {
            return problems.reply(HttpStatus.FORBIDDEN, "follow-up-by-another");
        }
        return reply(
                number,
                act.act(
                        number,
                        request -> Optional.of(
                                request.followUp(clerk(caller), body.satisfied(), Note.of(body.note()), now))));
    }

    @Allowed(Role.HELPER)
    @PutMapping("/{number}/suspension")
    ResponseEntity<?> suspend(Caller caller, @PathVariable String number, @Valid @RequestBody ReasonBody body) {
        var now = clock.instant();
        return asHelper(
                caller,
                number,
                (request, by) -> request.suspend(by, body.reason().strip(), now));
    }

    @Allowed(Role.HELPER)
    @PutMapping("/{number}/resumption")
    ResponseEntity<?> resume(
            Caller caller, @PathVariable String number, @Valid @RequestBody(required = false) @Nullable NoteBody body) {
        var now = clock.instant();
        return asHelper(
                caller, number, (request, by) -> request.resume(by, standing(caller, request), note(body), now));
    }

    @Allowed({Role.HELPER, Role.WINDOW, Role.OPS})
    @PutMapping("/{number}/hand-over")
    ResponseEntity<?> handOver(Caller caller, @PathVariable String number, @Valid @RequestBody HandOverBody body) {
        var now = clock.instant();
        return reply(number, act.give(number, request -> {
            boolean own = isHelperOf(caller, request);
            if (!own && !caller.isAny(Role.WINDOW, Role.OPS)) {
                return Optional.empty();
            }
            mustServe(body.helper(), request);
            var standing = representation.agentActing(
                    body.helper(),
                    request.content().usci(),
                    request.content().items(),
                    List.of(request.content().usci()));
            var by = own ? new Actor(caller.subject(), Side.HELPER) : clerk(caller);
            return Optional.of(
                    request.handOver(by, body.helper(), standing, body.reason().strip(), now));
        }));
    }

    @Allowed(Role.HELPER)
    @PutMapping("/{number}/hand-back")
    ResponseEntity<?> handBack(Caller caller, @PathVariable String number, @Valid @RequestBody ReasonBody body) {
        var now = clock.instant();
        return asHelper(
                caller,
                number,
                (request, by) -> request.handBack(by, body.reason().strip(), now));
    }

    @Allowed({Role.APPLICANT, Role.AGENT, Role.HELPER})
    @PutMapping("/{number}/ending")
    ResponseEntity<?> end(Caller caller, @PathVariable String number, @Valid @RequestBody ReasonBody body) {
        var now = clock.instant();
        return reply(
                number,
                act.act(
                        number,
                        request -> side(caller, request)
                                .map(side -> request.end(
                                        new Actor(caller.subject(), side),
                                        body.reason().strip(),
                                        now))));
    }

    private ResponseEntity<?> asHelper(
            Caller caller, String number, BiFunction<HelpRequest, Actor, Transition> command) {
        return reply(
                number,
                act.act(
                        number,
                        request -> isHelperOf(caller, request)
                                ? Optional.of(command.apply(request, new Actor(caller.subject(), Side.HELPER)))
                                : Optional.empty()));
    }

    /** What the enterprise's powers of attorney allow the helper. */
    private Standing standing(Caller caller, HelpRequest request) {
        return request.content().mode() == HelpMode.ASSIST
                ? new Standing.Helper(null)
                : representation.agentActing(
                        caller.subject(),
                        request.content().usci(),
                        request.content().items(),
                        List.of(request.content().usci()));
    }

    private void mustServe(String helper, HelpRequest request) {
        var errors = new FieldErrors();
        RequestHelp.mustServe(helpers, helper, request.content().regionCode(), "helper", errors);
        errors.throwIfAny();
    }

    private static boolean isHelperOf(Caller caller, HelpRequest request) {
        return caller.is(Role.HELPER) && caller.subject().equals(HelpStatus.helperOf(request.state()));
    }

    /** In what capacity the caller is concerned, if at all. */
    private Optional<Side> side(Caller caller, HelpRequest request) {
        var usci = request.content().usci();
        if (caller.is(Role.APPLICANT) && caller.actsFor(usci)) {
            return Optional.of(Side.APPLICANT);
        }
        if (isHelperOf(caller, request)) {
            return Optional.of(Side.HELPER);
        }
        return caller.is(Role.AGENT)
                        && representation.agent(
                                        caller.subject(),
                                        usci,
                                        request.content().items(),
                                        List.of(request.content().usci()))
                                instanceof Standing.Agent
                ? Optional.of(Side.AGENT)
                : Optional.empty();
    }

    private boolean maySee(Caller caller, HelpRequest request) {
        return caller.isAny(Role.WINDOW, Role.OPS)
                || request.content().requestedBy().by().equals(caller.subject())
                || side(caller, request).isPresent();
    }

    private static Actor clerk(Caller caller) {
        return new Actor(caller.subject(), Side.WINDOW);
    }

    private static Note note(@Nullable NoteBody body) {
        if (body == null) {
            return Note.NONE;
        }
        return new Note(
                body.note(),
                body.receiptNumbers() == null
                        ? List.of()
                        : body.receiptNumbers().stream().distinct().toList());
    }

    private ResponseEntity<?> reply(String number, Optional<Transition> transition) {
        return switch (transition.orElse(null)) {
            case null -> unknown(number);
            case Transition.Applied(var next, var _) -> tagged(next);
            case Transition.Declined(var why) ->
                switch (why) {
                    case Rejection.OutOfOrder(var _, var status) ->
                        problems.reply(HttpStatus.CONFLICT, "help-step-out-of-order", status);
                    case Rejection.AlreadyOver(var status, var since) ->
                        problems.reply(HttpStatus.CONFLICT, "help-request-over", status, since);
                    case Rejection.SameHelper(var helper) -> problems.reply(HttpStatus.CONFLICT, "same-helper", helper);
                    case Rejection.NoPower(var standing) ->
                        requests.find(number)
                                .<ResponseEntity<?>>map(request ->
                                        standings.reply(request.content().usci(), standing))
                                .orElseGet(() -> unknown(number));
                };
        };
    }

    private ResponseEntity<?> unknown(String number) {
        return problems.reply(HttpStatus.NOT_FOUND, "unknown-help-request", number);
    }

    private ResponseEntity<?> tagged(HelpRequest request) {
        return ResponseEntity.ok()
                .eTag(Versions.etag(request.version()))
                .body(view(request, requests.history(request.number())));
    }

    private static HelpRequestView view(HelpRequest request, @Nullable List<HelpRequests.Line> history) {
        var content = request.content();
        return new HelpRequestView(
                request.number(),
                content.mode(),
                content.usci(),
                content.regionCode(),
                content.items(),
                content.projectNumber(),
                content.matter(),
                HelpStatus.of(request.state()),
                request.since(),
                HelpStatus.helperOf(request.state()),
                switch (request.state()) {
                    case Suspended(var _, var reason) -> reason;
                    case HandedBack(var _, var reason) -> reason;
                    case Ended(var _, var reason) -> reason;
                    default -> null;
                },
                request.state() instanceof FollowedUp(var _, var satisfied) ? satisfied : null,
                request.power(),
                content.requestedAt(),
                history == null
                        ? null
                        : history.stream()
                                .map(line -> view(request.number(), line))
                                .toList(),
                request.version());
    }

    private static StepView view(String number, HelpRequests.Line line) {
        var entry = line.entry();
        return new StepView(
                entry.act(),
                entry.at(),
                entry.by().by(),
                entry.by().as(),
                line.helper(),
                entry.note().text(),
                entry.note().receiptNumbers(),
                line.power(),
                entry.forms().stream()
                        .map(form -> new FormView(
                                form,
                                "%s-%d-%d".formatted(number, line.version(), form.ordinal() + 1),
                                form.nameZh(),
                                form.nameEn()))
                        .toList());
    }
}
