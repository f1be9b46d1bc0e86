package onestop.appeal.clouddesk;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import onestop.appeal.appeals.RaiseAppeal;
import onestop.appeal.clocks.Shanghai;
import onestop.appeal.clouddesk.Conversation.Channel;
import onestop.appeal.clouddesk.Conversation.Outcome;
import onestop.appeal.clouddesk.Conversation.Purpose;
import onestop.appeal.clouddesk.Conversation.Side;
import onestop.appeal.clouddesk.Conversation.State;
import onestop.appeal.clouddesk.Conversations.Count;
import onestop.appeal.clouddesk.Conversations.Line;
import onestop.appeal.clouddesk.DeskAppointment.Wish;
import onestop.appeal.clouddesk.HoldConversation.Complaint;
import onestop.appeal.clouddesk.HoldConversation.Opening;
import onestop.appeal.clouddesk.HoldConversation.Said;
import onestop.appeal.clouddesk.Knowledge.Hit;
import onestop.appeal.commands.Answers;
import onestop.appeal.commands.Decision;
import onestop.appeal.commands.Refusal;
import onestop.appeal.reading.AppealReader;
import onestop.appeal.reading.AppealStatuses;
import onestop.appeal.roles.AllowedToApplicants;
import onestop.appeal.roles.AllowedToBothSidesOfTheDesk;
import onestop.appeal.roles.AllowedToReadersOfRecords;
import onestop.appeal.words.AppealKind;
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
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The desk's one entry. Answers to POSTs repeat nothing of what was said: they are kept for repetition, and not sealed. */
@RestController
class ConversationController {
    private static final String PATH = "/api/appeal/cloud-desk/conversations";
    private static final String PHONE = "1[3-9]\\d{9}|0\\d{2,3}-?\\d{7,8}";
    private static final int SUGGESTIONS = 3;
    private static final int MOST_DAYS = 400;

    private final HoldConversation hold;
    private final AskForAppointment askForAppointment;
    private final Conversations conversations;
    private final DeskAppointments appointments;
    private final Knowledge knowledge;
    private final AppealReader appeals;
    private final AppealStatuses statuses;
    private final Idempotency idempotency;
    private final Answers answers;

    ConversationController(
            HoldConversation hold,
            AskForAppointment askForAppointment,
            Conversations conversations,
            DeskAppointments appointments,
            Knowledge knowledge,
            AppealReader appeals,
            AppealStatuses statuses,
            Idempotency idempotency,
            Answers answers) {
        this.hold = hold;
        this.askForAppointment = askForAppointment;
        this.conversations = conversations;
        this.appointments = appointments;
        this.knowledge = knowledge;
        this.appeals = appeals;
        this.statuses = statuses;
        this.idempotency = idempotency;
        this.answers = answers;
    }

    @AllowedToBothSidesOfTheDesk
    @PostMapping(PATH)
    ResponseEntity<?> open(
            @RequestHeader(value = "Idempotency-Key", required = false) @Nullable String key,
            @Valid @RequestBody OpeningBody body,
            Caller caller) {
        return idempotency.once(caller, key, body, () -> {
            boolean desk = HoldConversation.isDesk(caller);
            if (!desk && body.channel() == Channel.PHONE) {
                throw new InvalidFieldException("channel", "phone-by-clerk");
            }
            if (body.usci() != null) {
                if (Usci.findProblem(body.usci()).isPresent()) {
                    throw new InvalidFieldException("usci", "usci-check-digit");
                }
                if (!desk && !caller.actsFor(body.usci())) {
                    return answers.refuse(Refusal.forbidden("not-your-enterprise", body.usci()));
                }
            }
            var opened = hold.open(
                    new Opening(
                            body.channel(),
                            body.purpose(),
                            body.usci(),
                            body.phone(),
                            body.text().strip()),
                    caller);
            return ResponseEntity.created(URI.create(PATH + "/" + opened.id()))
                    .eTag(Versions.etag(1))
                    .body(new OpenedView(
                            opened.id(),
                            opened.state(),
                            body.purpose() == Purpose.APPOINTMENT ? HandOver.TO_INTAKE : null,
                            body.purpose() == Purpose.CONSULTATION
                                    ? knowledge.search(body.text(), SUGGESTIONS)
                                    : List.of()));
        });
    }

    /** Clerks: those waiting, longest first, or their own. Customers: their own. Nothing of what was said. */
    @AllowedToBothSidesOfTheDesk
    @GetMapping(PATH)
    Page<LineView> list(
            @RequestParam(defaultValue = "false") boolean waiting,
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
        boolean desk = HoldConversation.isDesk(caller);
        var rows = desk && waiting
                ? conversations.waiting(at, id, limit.plusOne())
                : conversations.own(desk, caller.subject(), at, id, limit.plusOne());
        return Page.of(
                rows.stream()
                        .map(c -> new LineView(
                                c.id(), c.channel(), c.purpose(), c.state(), c.outcome(), c.openedAt(), c.lines()))
                        .toList(),
                limit,
                row -> Cursor.of(row.openedAt(), row.id()));
    }

    @AllowedToBothSidesOfTheDesk
    @GetMapping(PATH + "/{id}")
    ResponseEntity<?> read(@PathVariable UUID id, Caller caller) {
        return conversations
                .find(id, false)
                .filter(conversation -> conversation.isOf(caller.subject()))
                .<ResponseEntity<?>>map(this::ok)
                .orElseGet(() -> answers.refuse(Refusal.missing("no-such-conversation")));
    }

    @Allowed({Role.WINDOW, Role.HELPER})
    @PutMapping(PATH + "/{id}/clerk")
    ResponseEntity<?> take(@PathVariable UUID id, Caller caller) {
        return answer(hold.take(id, caller));
    }

    @Allowed({Role.WINDOW, Role.HELPER})
    @DeleteMapping(PATH + "/{id}/clerk")
    ResponseEntity<?> release(@PathVariable UUID id, Caller caller) {
        return answers.of(
                hold.release(id, caller), _ -> ResponseEntity.noContent().build());
    }

    @AllowedToBothSidesOfTheDesk
    @PostMapping(PATH + "/{id}/lines")
    ResponseEntity<?> say(
            @PathVariable UUID id,
            @RequestHeader(value = "Idempotency-Key", required = false) @Nullable String key,
            @Valid @RequestBody LineBody body,
            Caller caller) {
        return idempotency.once(caller, key, body, () -> {
            if ((body.knowledgeId() == null) != (body.knowledgeVersion() == null)
                    || (body.knowledgeId() != null && !knowledge.exists(body.knowledgeId(), body.knowledgeVersion()))) {
                throw new InvalidFieldException("knowledgeId", "known-answer");
            }
            var said = new Said(body.text().strip(), body.side(), body.knowledgeId(), body.knowledgeVersion());
            return answers.of(
                    hold.say(id, said, caller),
                    conversation -> ResponseEntity.created(URI.create(PATH + "/" + id))
                            .eTag(Versions.etag(conversation.version()))
                            .body(new SaidView(conversation.lines(), conversation.state())));
        });
    }

    @AllowedToBothSidesOfTheDesk
    @PutMapping(PATH + "/{id}/end")
    ResponseEntity<?> end(@PathVariable UUID id, @Valid @RequestBody EndBody body, Caller caller) {
        if (body.outcome() == Outcome.APPEAL_RAISED) {
            throw new InvalidFieldException("outcome", "by-raising");
        }
        return answer(hold.end(id, body.outcome(), body.receiptNumber(), body.appointmentId(), caller));
    }

    /** Asks intake-service for an hour at a hall; the answer is soon to be read here. */
    @AllowedToBothSidesOfTheDesk
    @PutMapping(PATH + "/{id}/appointment")
    ResponseEntity<?> ask(@PathVariable UUID id, @Valid @RequestBody AppointmentBody body, Caller caller) {
        return answer(askForAppointment.ask(id, body.wish(), caller));
    }

    @Allowed({Role.WINDOW, Role.HELPER})
    @PutMapping(PATH + "/{id}/appeal")
    ResponseEntity<?> raise(@PathVariable UUID id, @Valid @RequestBody AppealBody body, Caller caller) {
        var complaint = new Complaint(
                body.kind(),
                body.title().strip(),
                body.text().strip(),
                body.receiptNumber(),
                body.caseNumber(),
                body.itemCode(),
                Boolean.TRUE.equals(body.confidential()));
        return answer(hold.raise(id, complaint, caller));
    }

    @AllowedToApplicants
    @PutMapping(PATH + "/{id}/verdict")
    ResponseEntity<?> judge(@PathVariable UUID id, @Valid @RequestBody VerdictBody body, Caller caller) {
        return answer(hold.judge(id, body.solved(), caller));
    }

    /**
     * What was said before an appeal was raised: for the person, the clerk who took it, the coordinator, and the officer who signed for
     * the appeal. Colleagues of any of them do not read it.
     */
    @Allowed({Role.APPLICANT, Role.AGENT, Role.WINDOW, Role.HELPER, Role.UNIT_MANAGER, Role.APPEAL_COORDINATOR})
    @GetMapping("/api/appeal/appeals/{id}/transcript")
    ResponseEntity<?> transcript(@PathVariable UUID id, Caller caller) {
        var conversation = conversations.ofAppeal(id).orElse(null);
        if (conversation == null || !mayHear(conversation, id, caller)) {
            return answers.refuse(Refusal.missing("no-such-transcript"));
        }
        return ResponseEntity.ok(new TranscriptView(conversation.id(), conversations.lines(conversation.id())));
    }

    private boolean mayHear(Conversation conversation, UUID appeal, Caller caller) {
        return conversation.isOf(caller.subject())
                || (appeals.read(appeal, caller).isPresent()
                        && (statuses.signedBy(appeal, caller.subject())
                                || (caller.is(Role.APPEAL_COORDINATOR)
                                        && !statuses.concerns(appeal, caller.subject()))));
    }

    @AllowedToReadersOfRecords
    @GetMapping("/api/appeal/cloud-desk/figures")
    FiguresView figures(@RequestParam LocalDate from, @RequestParam LocalDate to) {
        if (to.isBefore(from)) {
            throw new InvalidFieldException("to", "before-from", from);
        }
        if (to.isAfter(from.plusDays(MOST_DAYS))) {
            throw new InvalidFieldException("to", "period-too-long", MOST_DAYS);
        }
        return new FiguresView(
                from, to, conversations.counts(Shanghai.startOf(from), Shanghai.startOf(to.plusDays(1))));
    }

    private ResponseEntity<?> answer(Decision<Conversation> decision) {
        return answers.of(decision, this::ok);
    }

    private ResponseEntity<ConversationView> ok(Conversation c) {
        return ResponseEntity.ok()
                .eTag(Versions.etag(c.version()))
                .body(new ConversationView(
                        c.id(),
                        c.channel(),
                        c.purpose(),
                        c.usci(),
                        conversations.phone(c.id()).orElse(null),
                        c.state(),
                        c.outcome(),
                        c.receiptNumber(),
                        c.appointmentId(),
                        c.appealId(),
                        c.openedAt(),
                        c.takenAt(),
                        c.endedAt(),
                        c.solved(),
                        appointments.latest(c.id()).map(AskedView::of).orElse(null),
                        conversations.lines(c.id()),
                        c.version()));
    }

    record OpeningBody(
            @NotNull Channel channel,
            @NotNull Purpose purpose,
            @Nullable @Pattern(regexp = "[0-9A-Z]{18}") String usci,
            @Nullable @Pattern(regexp = PHONE) String phone,
            @NotBlank @Size(max = 2000) String text) {}

    record LineBody(
            @NotBlank @Size(max = 2000) String text,
            @Nullable Side side,
            @Nullable UUID knowledgeId,
            @Nullable Integer knowledgeVersion) {}

    record EndBody(
            @NotNull Outcome outcome,

            @Nullable @Pattern(regexp = "[0-9A-Za-z-]{1,64}")
            String receiptNumber,

            @Nullable @Pattern(regexp = "[0-9A-Za-z-]{1,64}")
            String appointmentId) {}

    record AppealBody(
            @NotNull AppealKind kind,
            @NotBlank @Size(max = 100) String title,
            @NotBlank @Size(max = 4000) String text,

            @Nullable @Pattern(regexp = RaiseAppeal.IDENTIFIER)
            String receiptNumber,

            @Nullable @Pattern(regexp = RaiseAppeal.IDENTIFIER)
            String caseNumber,

            @Nullable @Pattern(regexp = RaiseAppeal.IDENTIFIER)
            String itemCode,

            @Nullable Boolean confidential) {}

    record VerdictBody(@NotNull Boolean solved) {}

    /** Where an appointment is made: no service does another's work. */
    record HandOver(String method, String path) {
        static final HandOver TO_INTAKE = new HandOver("POST", "/api/intake/appointments");
    }

    record OpenedView(UUID id, State state, @Nullable HandOver handOver, List<Hit> suggestions) {}

    record SaidView(int number, State state) {}

    record LineView(
            UUID id,
            Channel channel,
            Purpose purpose,
            State state,
            @Nullable Outcome outcome,
            Instant openedAt,
            int lines) {}

    record ConversationView(
            UUID id,
            Channel channel,
            Purpose purpose,
            @Nullable String usci,
            @Nullable String phone,
            State state,
            @Nullable Outcome outcome,
            @Nullable String receiptNumber,
            @Nullable String appointmentId,
            @Nullable UUID appealId,
            Instant openedAt,
            @Nullable Instant takenAt,
            @Nullable Instant endedAt,
            @Nullable Boolean solved,
            @Nullable AskedView appointment,
            List<Line> transcript,
            long version) {}

    record AppointmentBody(
            @NotNull @Pattern(regexp = "[0-9]{12}") String regionCode,
            @NotNull OffsetDateTime startsAt,
            @NotNull @Size(min = 1, max = 50) List<@NotBlank @Size(max = 64) String> itemCodes) {
        Wish wish() {
            return new Wish(
                    regionCode,
                    startsAt.toInstant(),
                    itemCodes.stream().distinct().toList());
        }
    }

    /** What was asked for and what came of it; once a place is held, where to say who comes. */
    record AskedView(
            UUID requestId,
            DeskAppointment.State state,
            String regionCode,
            Instant startsAt,
            List<String> itemCodes,
            @Nullable String reason,
            @Nullable UUID appointmentId,
            @Nullable Instant nameBy,
            @Nullable HandOver handOver) {
        static AskedView of(DeskAppointment asked) {
            return new AskedView(
                    asked.id(),
                    asked.state(),
                    asked.wish().regionCode(),
                    asked.wish().startsAt(),
                    asked.wish().itemCodes(),
                    asked.reason(),
                    asked.appointmentId(),
                    asked.nameBy(),
                    asked.state() == DeskAppointment.State.BOOKED
                            ? new HandOver("PUT", "/api/intake/appointments/" + asked.appointmentId() + "/visitor")
                            : null);
        }
    }

    record TranscriptView(UUID conversationId, List<Line> transcript) {}

    record FiguresView(LocalDate from, LocalDate to, List<Count> purposes) {}
}
