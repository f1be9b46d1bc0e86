package onestop.intake.queueing;

import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import onestop.intake.calendar.ServiceHours;
import onestop.intake.shift.OnDuty;
import onestop.intake.window.Windows;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.DefaultTransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What a clerk does with tickets. Each command is one statement that works only in the state it is meant for; when it
 * found nothing to do, a look at the ticket tells why. A command that is repeated finds its work done and says so.
 */
@Service
class ServeTicket {
    private static final int MOST_CALLS = 20;

    private final Tickets tickets;
    private final OnDuty onDuty;
    private final Windows windows;
    private final TransactionTemplate apart;
    private final InstantSource clock;

    ServeTicket(
            Tickets tickets,
            OnDuty onDuty,
            Windows windows,
            PlatformTransactionManager transactions,
            InstantSource clock) {
        this.tickets = tickets;
        this.onDuty = onDuty;
        this.windows = windows;
        this.apart = new TransactionTemplate(
                transactions, new DefaultTransactionDefinition(TransactionDefinition.PROPAGATION_NESTED));
        this.clock = clock;
    }

    sealed interface Outcome {
        record Done(Ticket ticket) implements Outcome {}

        record NobodyWaits() implements Outcome {}

        record NotOnDuty(String windowCode) implements Outcome {}

        /** The window has a visitor. */
        record Busy(@Nullable String number) implements Outcome {}

        record Unknown() implements Outcome {}

        record WrongState(Ticket ticket) implements Outcome {}

        /** Another clerk has called it. */
        record NotYours(Ticket ticket) implements Outcome {}

        record CalledTooOften(int most) implements Outcome {}

        /** The visitor has taken a new ticket meanwhile. */
        record TakenAnew() implements Outcome {}

        /** Nobody there takes it, or the window is of another place. */
        record NobodyTakes() implements Outcome {}
    }

    @Transactional
    Outcome callNext(String windowCode, String clerk) {
        var now = clock.instant();
        var today = ServiceHours.dateOf(now);
        if (!onDuty.sitsAt(windowCode, clerk)) {
            return new Outcome.NotOnDuty(windowCode);
        }
        var current = tickets.calledAt(windowCode, today);
        if (current.isPresent()) {
            return new Outcome.Busy(current.get().number());
        }
        try {
            return apart(() -> tickets.callNext(windowCode, clerk, today, now))
                    .<Outcome>map(Outcome.Done::new)
                    .orElseGet(Outcome.NobodyWaits::new);
        } catch (DuplicateKeyException e) {
            return refused(e); // the same window called twice at once
        }
    }

    @Transactional
    Outcome recall(UUID id, String windowCode, String clerk) {
        if (!onDuty.sitsAt(windowCode, clerk)) {
            return new Outcome.NotOnDuty(windowCode);
        }
        try {
            var called = apart(() -> tickets.recall(id, windowCode, clerk, MOST_CALLS, clock.instant()));
            if (called.isPresent()) {
                return new Outcome.Done(called.get());
            }
        } catch (DuplicateKeyException e) {
            return refused(e);
        }
        return tickets.find(id)
                .<Outcome>map(ticket -> switch (ticket.status()) {
                    case CALLED, SKIPPED ->
                        ticket.calls() >= MOST_CALLS
                                ? new Outcome.CalledTooOften(MOST_CALLS)
                                : new Outcome.NotYours(ticket);
                    case WAITING, FINISHED, LEFT, EXPIRED -> new Outcome.WrongState(ticket);
                })
                .orElseGet(Outcome.Unknown::new);
    }

    @Transactional
    Outcome skip(UUID id, String clerk) {
        return end(id, clerk, TicketStatus.SKIPPED);
    }

    @Transactional
    Outcome finish(UUID id, String clerk) {
        return end(id, clerk, TicketStatus.FINISHED);
    }

    private Outcome end(UUID id, String clerk, TicketStatus status) {
        return tickets.endCall(id, clerk, status, clock.instant())
                .<Outcome>map(Outcome.Done::new)
                .orElseGet(() -> why(id, clerk, status));
    }

    /** Hands a visitor on: to a window of the same place, or to whoever takes other items. */
    @Transactional
    Outcome handOn(UUID id, String clerk, @Nullable String windowCode, @Nullable List<String> itemCodes) {
        var found = tickets.find(id);
        if (found.isEmpty()) {
            return new Outcome.Unknown();
        }
        var region = found.get().regionCode();
        var today = ServiceHours.dateOf(clock.instant());
        boolean possible = windowCode == null
                ? tickets.taken(region, itemCodes == null ? List.of() : itemCodes, today)
                : windows.findInUse(windowCode)
                        .filter(window -> window.regionCode().equals(region))
                        .isPresent();
        if (!possible) {
            return new Outcome.NobodyTakes();
        }
        return tickets.handOn(id, clerk, windowCode, itemCodes)
                .<Outcome>map(Outcome.Done::new)
                .orElseGet(() -> why(id, clerk, null));
    }

    @Transactional
    Outcome leave(UUID id) {
        return tickets.leave(id, clock.instant())
                .<Outcome>map(Outcome.Done::new)
                .orElseGet(() -> tickets.find(id)
                        .<Outcome>map(ticket -> ticket.status() == TicketStatus.LEFT
                                ? new Outcome.Done(ticket)
                                : new Outcome.WrongState(ticket))
                        .orElseGet(Outcome.Unknown::new));
    }

    private Outcome why(UUID id, String clerk, @Nullable TicketStatus wanted) {
        return tickets.find(id)
                .<Outcome>map(ticket -> {
                    boolean mine = clerk.equals(ticket.clerk());
                    if (ticket.status() == wanted && mine) {
                        return new Outcome.Done(ticket);
                    }
                    return ticket.status() == TicketStatus.CALLED && !mine
                            ? new Outcome.NotYours(ticket)
                            : new Outcome.WrongState(ticket);
                })
                .orElseGet(Outcome.Unknown::new);
    }

    /** From a savepoint, so that the transaction goes on after the database has refused. */
    private Optional<Ticket> apart(Supplier<Optional<Ticket>> work) {
        return Objects.requireNonNull(apart.execute(_ -> work.get()));
    }

    private static Outcome refused(DuplicateKeyException e) {
        var text = String.valueOf(e.getMostSpecificCause().getMessage());
        if (text.contains("ticket_one_at_a_window")) {
            return new Outcome.Busy(null);
        }
        if (text.contains("ticket_one_of_an_account")) {
            return new Outcome.TakenAnew();
        }
        throw e;
    }
}
