package onestop.intake.queueing;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import onestop.intake.calendar.ServiceHours;
import onestop.intake.queueing.Tickets.Request;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Gives out tickets. */
@Service
public class TakeTicket {
    private final Tickets tickets;
    private final ObjectProvider<ExpectedVisitors> expectedVisitors;
    private final InstantSource clock;

    TakeTicket(Tickets tickets, ObjectProvider<ExpectedVisitors> expectedVisitors, InstantSource clock) {
        this.tickets = tickets;
        this.expectedVisitors = expectedVisitors;
        this.clock = clock;
    }

    /** A ticket as others may know it. */
    public record Taken(UUID id, String number) {}

    sealed interface Outcome {
        record Given(Ticket ticket) implements Outcome {}

        /** No window of the place takes these items together. */
        record NobodyTakes() implements Outcome {}

        /** Checking in for the appointment gives a ticket with priority. */
        record IsExpected(UUID appointment) implements Outcome {}

        /** The account waits already, or is being served. */
        record HasOne(@Nullable String number) implements Outcome {}
    }

    /** The ticket of a visitor who checks in for an appointment: priority from the beginning of the hour. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Taken forAppointment(String regionCode, Collection<String> itemCodes, Instant hour, String by) {
        var now = clock.instant();
        var ticket = tickets.insert(
                UUID.randomUUID(),
                new Request(
                        regionCode,
                        ServiceHours.dateOf(now),
                        TicketKind.APPOINTMENT,
                        itemCodes,
                        null,
                        by,
                        false,
                        now,
                        hour.isAfter(now) ? hour : now));
        return new Taken(ticket.id(), ticket.number());
    }

    /**
     * A ticket for whoever walks in.
     *
     * @param greenBasis why the green channel is open to the visitor; null for everybody else
     * @param own whether the visitor's own account asks
     */
    @Transactional
    Outcome take(String regionCode, List<String> itemCodes, @Nullable String greenBasis, String by, boolean own) {
        var now = clock.instant();
        var today = ServiceHours.dateOf(now);
        if (!tickets.taken(regionCode, itemCodes, today)) {
            return new Outcome.NobodyTakes();
        }
        if (own) {
            var open = tickets.openOf(by, regionCode, today);
            if (open.isPresent()) {
                return new Outcome.HasOne(open.get().number());
            }
            var expected = expectedVisitors.stream()
                    .flatMap(one -> one.expected(by, regionCode).stream())
                    .findFirst();
            if (expected.isPresent()) {
                return new Outcome.IsExpected(expected.get());
            }
        }
        var kind = greenBasis == null ? TicketKind.WALK_IN : TicketKind.GREEN_CHANNEL;
        try {
            return new Outcome.Given(tickets.insert(
                    UUID.randomUUID(), new Request(regionCode, today, kind, itemCodes, greenBasis, by, own, now, now)));
        } catch (DuplicateKeyException e) {
            if (String.valueOf(e.getMostSpecificCause().getMessage()).contains("ticket_one_of_an_account")) {
                return new Outcome.HasOne(null);
            }
            throw e;
        }
    }
}
