package onestop.intake.queueing;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import onestop.intake.calendar.ServiceHours;
import onestop.intake.catalogue.Catalogues;
import onestop.intake.input.FieldErrors;
import onestop.web.Allowed;
import onestop.web.Caller;
import onestop.web.Cursor;
import onestop.web.Idempotency;
import onestop.web.Limit;
import onestop.web.Open;
import onestop.web.Page;
import onestop.web.Problems;
import onestop.web.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
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

/** The queue over HTTP. Tickets name nobody, so that the displays may show them. */
@RestController
@RequestMapping("/api/intake")
class QueueController {
    private static final String REGION = "[0-9]{12}";
    private static final int SHOWN = 50;

    private final Tickets tickets;
    private final TakeTicket takeTicket;
    private final ServeTicket serve;
    private final Waiting waiting;
    private final Catalogues catalogues;
    private final Idempotency idempotency;
    private final Problems problems;
    private final InstantSource clock;

    QueueController(
            Tickets tickets,
            TakeTicket takeTicket,
            ServeTicket serve,
            Waiting waiting,
            Catalogues catalogues,
            Idempotency idempotency,
            Problems problems,
            InstantSource clock) {
        this.tickets = tickets;
        this.takeTicket = takeTicket;
        this.serve = serve;
        this.waiting = waiting;
        this.catalogues = catalogues;
        this.idempotency = idempotency;
        this.problems = problems;
        this.clock = clock;
    }

    record TicketBody(
            @NotNull @Pattern(regexp = REGION) String regionCode,
            @Size(max = 50) @Nullable List<@NotBlank String> itemCodes,
            @Valid @Nullable GreenBody greenChannel) {}

    record GreenBody(@NotBlank @Size(max = 200) String basis) {}

    record RecallBody(@NotBlank String windowCode) {}

    record HandOnBody(
            @Nullable String windowCode,
            @Size(min = 1, max = 50) @Nullable List<@NotBlank String> itemCodes) {}

    record TicketView(
            UUID id,
            String regionCode,
            String number,
            TicketKind kind,
            TicketStatus status,
            List<String> itemCodes,
            Instant takenAt,
            @Nullable String forWindow,
            @Nullable String windowCode,
            @Nullable Instant calledAt,
            int calls,
            @Nullable Instant endedAt,
            @Nullable Integer ahead,
            @Nullable Integer estimatedMinutes) {

        static TicketView of(Ticket ticket, Waiting.@Nullable Estimate estimate) {
            return new TicketView(
                    ticket.id(),
                    ticket.regionCode(),
                    ticket.number(),
                    ticket.kind(),
                    ticket.status(),
                    ticket.itemCodes(),
                    ticket.takenAt(),
                    ticket.forWindow(),
                    ticket.windowCode(),
                    ticket.calledAt(),
                    ticket.calls(),
                    ticket.endedAt(),
                    estimate == null ? null : estimate.ahead(),
                    estimate == null ? null : estimate.minutes());
        }
    }

    record CalledView(String number, String windowCode, Instant calledAt, int calls) {
        static CalledView of(Ticket ticket) {
            return new CalledView(
                    ticket.number(),
                    Objects.requireNonNull(ticket.windowCode()),
                    Objects.requireNonNull(ticket.calledAt()),
                    ticket.calls());
        }
    }

    record QueueView(
            String regionCode,
            int waiting,
            int walkIns,
            int appointments,
            int greenChannel,
            int windowsOnDuty,
            List<CalledView> called) {}

    @Allowed({Role.APPLICANT, Role.AGENT, Role.HELPER, Role.WINDOW, Role.PARTNER})
    @PostMapping("/tickets")
    ResponseEntity<?> take(
            Caller caller,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @Valid @RequestBody TicketBody body) {
        return idempotency.once(caller, key, body, () -> take(caller, body));
    }

    private ResponseEntity<?> take(Caller caller, TicketBody body) {
        var items = body.itemCodes() == null ? List.<String>of() : body.itemCodes();
        var errors = new FieldErrors();
        known(errors, items);
        boolean staff = caller.isAny(Role.HELPER, Role.WINDOW);
        if (body.greenChannel() != null && !staff) {
            errors.add("greenChannel", "green-channel-by-staff");
        }
        errors.throwIfAny();
        boolean own = caller.isAny(Role.APPLICANT, Role.AGENT) && !staff && !caller.is(Role.PARTNER);
        var basis = body.greenChannel() == null ? null : body.greenChannel().basis();
        return switch (takeTicket.take(
                body.regionCode(), items.stream().distinct().toList(), basis, caller.subject(), own)) {
            case TakeTicket.Outcome.Given(var ticket) ->
                ResponseEntity.created(URI.create("/api/intake/tickets/" + ticket.id()))
                        .body(view(ticket));
            case TakeTicket.Outcome.NobodyTakes() ->
                problems.reply(HttpStatus.CONFLICT, "nobody-takes-these-items", body.regionCode());
            case TakeTicket.Outcome.IsExpected(var appointment) ->
                problems.reply(HttpStatus.CONFLICT, "check-in-instead", appointment);
            case TakeTicket.Outcome.HasOne(var number) ->
                problems.reply(HttpStatus.CONFLICT, "ticket-in-hand", number == null ? "" : number);
        };
    }

    /** Whoever holds the ticket knows its id, and nobody else does. */
    @Open
    @GetMapping("/tickets/{id}")
    ResponseEntity<?> find(@PathVariable UUID id) {
        return tickets.find(id)
                .<ResponseEntity<?>>map(ticket ->
                        ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(view(ticket)))
                .orElseGet(() -> unknown(id));
    }

    /** A visitor gives up the own ticket; staff does it for those without an account. */
    @Allowed({Role.APPLICANT, Role.AGENT, Role.HELPER, Role.WINDOW})
    @PutMapping("/tickets/{id}/leaving")
    ResponseEntity<?> leave(Caller caller, @PathVariable UUID id) {
        var found = tickets.find(id)
                .filter(ticket -> caller.isAny(Role.HELPER, Role.WINDOW)
                        || ticket.takenBy().equals(caller.subject()));
        return found.isEmpty() ? unknown(id) : reply(serve.leave(id), id);
    }

    @Open
    @GetMapping("/queues/{regionCode}")
    ResponseEntity<?> queue(@PathVariable String regionCode) {
        var crowd = waiting.in(regionCode);
        var called = tickets.called(regionCode, today(), SHOWN);
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(new QueueView(
                        regionCode,
                        crowd.walkIns() + crowd.appointments() + crowd.green(),
                        crowd.walkIns(),
                        crowd.appointments(),
                        crowd.green(),
                        crowd.windows(),
                        called.stream().map(CalledView::of).toList()));
    }

    @Allowed({Role.WINDOW, Role.HELPER, Role.ISSUER, Role.UNIT_MANAGER, Role.OPS, Role.AUDITOR})
    @GetMapping("/queues/{regionCode}/tickets")
    Page<TicketView> ofDay(
            @PathVariable String regionCode,
            @RequestParam(required = false) @Nullable LocalDate on,
            @RequestParam(required = false) @Nullable TicketStatus status,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) Limit limit) {
        var place = Cursor.Moment.of(after);
        var rows = tickets.ofDay(
                regionCode,
                on == null ? today() : on,
                status,
                place == null ? Instant.EPOCH : place.at(),
                place == null ? new UUID(0, 0) : place.id(),
                limit.plusOne());
        return Page.of(
                rows.stream().map(ticket -> TicketView.of(ticket, null)).toList(),
                limit,
                ticket -> Cursor.of(ticket.takenAt(), ticket.id()));
    }

    /** Calls the next visitor to the window; 204 when nobody waits that it takes. */
    @Allowed({Role.WINDOW, Role.HELPER, Role.ISSUER})
    @PostMapping("/windows/{code}/calls")
    ResponseEntity<?> callNext(
            Caller caller,
            @PathVariable String code,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
        return idempotency.once(caller, key, null, () -> reply(serve.callNext(code, caller.subject()), null));
    }

    @Allowed({Role.WINDOW, Role.HELPER, Role.ISSUER})
    @PutMapping("/tickets/{id}/recall")
    ResponseEntity<?> recall(Caller caller, @PathVariable UUID id, @Valid @RequestBody RecallBody body) {
        return reply(serve.recall(id, body.windowCode(), caller.subject()), id);
    }

    @Allowed({Role.WINDOW, Role.HELPER, Role.ISSUER})
    @PutMapping("/tickets/{id}/skip")
    ResponseEntity<?> skip(Caller caller, @PathVariable UUID id) {
        return reply(serve.skip(id, caller.subject()), id);
    }

    @Allowed({Role.WINDOW, Role.HELPER, Role.ISSUER})
    @PutMapping("/tickets/{id}/finish")
    ResponseEntity<?> finish(Caller caller, @PathVariable UUID id) {
        return reply(serve.finish(id, caller.subject()), id);
    }

    @Allowed({Role.WINDOW, Role.HELPER, Role.ISSUER})
    @PutMapping("/tickets/{id}/transfer")
    ResponseEntity<?> handOn(Caller caller, @PathVariable UUID id, @Valid @RequestBody HandOnBody body) {
        var errors = new FieldErrors();
        if ((body.windowCode() == null) == (body.itemCodes() == null)) {
            errors.add("windowCode", "window-or-items");
        }
        if (body.itemCodes() != null) {
            known(errors, body.itemCodes());
        }
        errors.throwIfAny();
        return reply(serve.handOn(id, caller.subject(), body.windowCode(), body.itemCodes()), id);
    }

    private void known(FieldErrors errors, List<String> items) {
        for (int i = 0; i < items.size(); i++) {
            if (catalogues.current().item(items.get(i)).isEmpty()) {
                errors.add("itemCodes[" + i + "]", "unknown-item", items.get(i));
            }
        }
    }

    private ResponseEntity<?> reply(ServeTicket.Outcome outcome, @Nullable UUID id) {
        return switch (outcome) {
            case ServeTicket.Outcome.Done(var ticket) -> ResponseEntity.ok(view(ticket));
            case ServeTicket.Outcome.NobodyWaits() -> ResponseEntity.noContent().build();
            case ServeTicket.Outcome.NotOnDuty(var window) ->
                problems.reply(HttpStatus.CONFLICT, "not-on-duty", window);
            case ServeTicket.Outcome.Busy(var number) ->
                problems.reply(HttpStatus.CONFLICT, "window-busy", number == null ? "" : number);
            case ServeTicket.Outcome.Unknown() -> unknown(id);
            case ServeTicket.Outcome.WrongState(var ticket) ->
                problems.reply(HttpStatus.CONFLICT, "ticket-not-so-far", ticket.number(), ticket.status());
            case ServeTicket.Outcome.NotYours(var ticket) ->
                problems.reply(HttpStatus.FORBIDDEN, "not-your-ticket", ticket.number());
            case ServeTicket.Outcome.CalledTooOften(int most) ->
                problems.reply(HttpStatus.CONFLICT, "called-too-often", most);
            case ServeTicket.Outcome.TakenAnew() -> problems.reply(HttpStatus.CONFLICT, "ticket-in-hand", "");
            case ServeTicket.Outcome.NobodyTakes() -> problems.reply(HttpStatus.CONFLICT, "cannot-be-handed-on-there");
        };
    }

    private TicketView view(Ticket ticket) {
        return TicketView.of(
                ticket,
                ticket.status() == TicketStatus.WAITING
                        ? waiting.of(ticket.id()).orElse(null)
                        : null);
    }

    private ResponseEntity<?> unknown(@Nullable UUID id) {
        return problems.reply(HttpStatus.NOT_FOUND, "unknown-ticket", id == null ? "" : id);
    }

    private LocalDate today() {
        return ServiceHours.dateOf(clock.instant());
    }
}
