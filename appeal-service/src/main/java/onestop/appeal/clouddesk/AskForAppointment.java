package onestop.appeal.clouddesk;

import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import onestop.appeal.clouddesk.Conversation.State;
import onestop.appeal.clouddesk.DeskAppointment.Wish;
import onestop.appeal.commands.Decision;
import onestop.appeal.commands.Decision.Done;
import onestop.appeal.commands.Refusal;
import onestop.events.Outbox;
import onestop.web.Caller;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Asks intake-service for an hour at a hall, for one of those who speak. It books under its own rules and answers by event; asked again with
 * the same wish nothing happens, and after a refusal another hour can be asked for.
 */
@Service
class AskForAppointment {
    /** A place is held for some time before it is said who comes; nobody holds more of them. */
    private static final int MOST_A_DAY = 3;

    private final Conversations conversations;
    private final DeskAppointments appointments;
    private final Outbox outbox;
    private final InstantSource clock;

    AskForAppointment(Conversations conversations, DeskAppointments appointments, Outbox outbox, InstantSource clock) {
        this.conversations = conversations;
        this.appointments = appointments;
        this.outbox = outbox;
        this.clock = clock;
    }

    @Transactional
    public Decision<Conversation> ask(UUID id, Wish wish, Caller caller) {
        var conversation = conversations
                .find(id, true)
                .filter(found -> found.isOf(caller.subject()))
                .orElse(null);
        if (conversation == null) {
            return Refusal.missing("no-such-conversation").declines();
        }
        if (conversation.state() == State.ENDED) {
            return Refusal.conflict("conversation-over", String.valueOf(conversation.outcome()))
                    .declines();
        }
        var latest = appointments.latest(id).orElse(null);
        if (latest != null && latest.open()) {
            return latest.wish().equals(wish)
                    ? new Done<>(conversation)
                    : Refusal.conflict("appointment-asked", latest.wish().startsAt())
                            .declines();
        }
        var now = clock.instant();
        boolean desk = caller.subject().equals(conversation.clerk());
        if (!desk) {
            appointments.takeTurns(caller.subject());
            if (appointments.askedBy(caller.subject(), now.minus(Duration.ofDays(1))) >= MOST_A_DAY) {
                return Refusal.conflict("appointments-enough", MOST_A_DAY).declines();
            }
        }
        var asked = new DeskAppointment(
                UUID.randomUUID(),
                id,
                latest == null ? 1 : latest.attempt() + 1,
                wish,
                DeskAppointment.State.ASKED,
                null,
                null,
                null);
        appointments.insert(asked, caller.subject(), now);
        var next = conversation.changed();
        conversations.update(next);
        outbox.append(DeskMessages.appointmentAsked(asked, conversation.usci(), now));
        return new Done<>(next);
    }
}
