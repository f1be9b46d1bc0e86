package onestop.appeal.clouddesk;

import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import onestop.appeal.appeals.RaiseAppeal;
import onestop.appeal.appeals.RaiseAppeal.Matter;
import onestop.appeal.clouddesk.Conversation.Channel;
import onestop.appeal.clouddesk.Conversation.Outcome;
import onestop.appeal.clouddesk.Conversation.Purpose;
import onestop.appeal.clouddesk.Conversation.Side;
import onestop.appeal.clouddesk.Conversation.State;
import onestop.appeal.clouddesk.Conversations.Line;
import onestop.appeal.commands.Decision;
import onestop.appeal.commands.Decision.Declined;
import onestop.appeal.commands.Decision.Done;
import onestop.appeal.commands.Refusal;
import onestop.appeal.words.AppealKind;
import onestop.appeal.words.AppealSource;
import onestop.events.Outbox;
import onestop.web.Caller;
import onestop.web.InvalidFieldException;
import onestop.web.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The commands on one conversation; its row is locked, so of two clerks who take it one gets it, and lines follow each other. */
@Service
class HoldConversation {
    private final Conversations conversations;
    private final DeskAppointments appointments;
    private final RaiseAppeal raiseAppeal;
    private final Outbox outbox;
    private final InstantSource clock;

    HoldConversation(
            Conversations conversations,
            DeskAppointments appointments,
            RaiseAppeal raiseAppeal,
            Outbox outbox,
            InstantSource clock) {
        this.conversations = conversations;
        this.appointments = appointments;
        this.raiseAppeal = raiseAppeal;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** What somebody comes with. */
    record Opening(
            Channel channel,
            Purpose purpose,
            @Nullable String usci,
            @Nullable String phone,
            String text) {}

    /** A clerk who opens one has a caller on the line, and has taken it. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Conversation open(Opening opening, Caller caller) {
        boolean desk = isDesk(caller);
        var now = clock.instant();
        var opened = new Conversation(
                UUID.randomUUID(),
                opening.channel(),
                opening.purpose(),
                desk ? null : caller.subject(),
                opening.usci(),
                desk ? caller.subject() : null,
                desk ? State.TAKEN : State.WAITING,
                null,
                null,
                null,
                null,
                now,
                desk ? now : null,
                null,
                null,
                1,
                1);
        conversations.insert(opened, opening.phone());
        conversations.add(opened.id(), new Line(1, Side.CUSTOMER, opening.text(), null, null, now), caller.subject());
        return opened;
    }

    static boolean isDesk(Caller caller) {
        return caller.isAny(Role.WINDOW, Role.HELPER);
    }

    @Transactional
    public Decision<Conversation> take(UUID id, Caller caller) {
        return change(
                id,
                _ -> true,
                conversation ->
                        conversation.take(caller.subject(), conversations.lastHeardOfItsClerk(id), clock.instant()),
                _ -> {});
    }

    /** The clerk who took it leaves it to another one. */
    @Transactional
    public Decision<Conversation> release(UUID id, Caller caller) {
        return change(
                id, conversation -> caller.subject().equals(conversation.clerk()), Conversation::release, _ -> {});
    }

    /** What is said, and from which answer of the knowledge base it was taken. */
    record Said(
            String text,
            @Nullable Side side,
            @Nullable UUID knowledgeId,
            @Nullable Integer knowledgeVersion) {}

    @Transactional(propagation = Propagation.MANDATORY)
    public Decision<Conversation> say(UUID id, Said said, Caller caller) {
        return change(
                id,
                conversation -> conversation.isOf(caller.subject()),
                conversation -> conversation.say(side(conversation, said, caller)),
                next -> conversations.add(
                        id,
                        new Line(
                                next.lines(),
                                side(next, said, caller),
                                said.text(),
                                said.knowledgeId(),
                                said.knowledgeVersion(),
                                clock.instant()),
                        caller.subject()));
    }

    /** The clerk writes down what a caller says on the telephone; everybody else speaks for themselves. */
    private static Side side(Conversation conversation, Said said, Caller caller) {
        if (caller.subject().equals(conversation.customer())) {
            return Side.CUSTOMER;
        }
        return conversation.customer() == null && said.side() != null ? said.side() : Side.DESK;
    }

    /**
     * @param appointment needs not be said where it was booked for this conversation
     * @throws InvalidFieldException if an appointment is given or lacking against the outcome
     */
    @Transactional
    public Decision<Conversation> end(
            UUID id, Outcome how, @Nullable String receipt, @Nullable String appointment, Caller caller) {
        return change(
                id,
                conversation -> conversation.isOf(caller.subject()),
                conversation -> conversation.end(
                        how,
                        receipt,
                        appointment(id, how, appointment),
                        caller.subject().equals(conversation.clerk()),
                        clock.instant()),
                ended -> tell(ended, false));
    }

    private @Nullable String appointment(UUID conversation, Outcome how, @Nullable String said) {
        var appointment = how == Outcome.APPOINTED && said == null ? booked(conversation) : said;
        if ((how == Outcome.APPOINTED) != (appointment != null)) {
            throw new InvalidFieldException("appointmentId", "with-appointed");
        }
        return appointment;
    }

    private @Nullable String booked(UUID conversation) {
        return appointments
                .latest(conversation)
                .filter(asked -> asked.state() == DeskAppointment.State.BOOKED)
                .map(asked -> String.valueOf(asked.appointmentId()))
                .orElse(null);
    }

    /** What becomes an appeal, and the file or the case that it concerns. */
    record Complaint(
            AppealKind kind,
            String title,
            String text,
            @Nullable String receiptNumber,
            @Nullable String caseNumber,
            @Nullable String itemCode,
            boolean confidential) {}

    /** Once: repeated, the same appeal stays. It belongs to the customer, or to the clerk when nobody else is known. */
    @Transactional
    public Decision<Conversation> raise(UUID id, Complaint complaint, Caller caller) {
        return change(
                id,
                conversation -> caller.subject().equals(conversation.clerk()),
                conversation -> {
                    if (conversation.appealId() != null) {
                        return new Done<>(conversation);
                    }
                    var barred = conversation.appealBarred();
                    if (barred != null) {
                        return barred.declines();
                    }
                    var raised = raiseAppeal.raise(new Matter(
                            AppealSource.CLOUD_DESK,
                            complaint.kind(),
                            conversation.usci(),
                            complaint.title(),
                            complaint.text(),
                            complaint.receiptNumber(),
                            complaint.caseNumber(),
                            complaint.itemCode(),
                            null,
                            null,
                            conversations.phone(id).orElse(null),
                            complaint.confidential(),
                            conversation.customer() == null ? caller.subject() : conversation.customer()));
                    return conversation.becomeAppeal(raised.id(), clock.instant());
                },
                ended -> tell(ended, complaint.confidential()));
    }

    private void tell(Conversation ended, boolean confidential) {
        outbox.append(ConversationMessages.ended(ended, confidential, clock.instant()));
    }

    @Transactional
    public Decision<Conversation> judge(UUID id, boolean solved, Caller caller) {
        return change(
                id,
                conversation -> caller.subject().equals(conversation.customer()),
                conversation -> conversation.judge(solved),
                _ -> {});
    }

    private Decision<Conversation> change(
            UUID id,
            Function<Conversation, Boolean> may,
            Function<Conversation, Decision<Conversation>> command,
            Consumer<Conversation> effect) {
        var found = conversations.find(id, true).orElse(null);
        if (found == null || !may.apply(found)) {
            return Refusal.missing("no-such-conversation").declines();
        }
        return switch (command.apply(found)) {
            case Declined<Conversation> declined -> declined;
            case Done<Conversation>(var same) when same.version() == found.version() -> new Done<>(same);
            case Done<Conversation>(var next) -> {
                conversations.update(next);
                effect.accept(next);
                yield new Done<>(next);
            }
        };
    }
}
