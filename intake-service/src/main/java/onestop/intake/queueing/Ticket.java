package onestop.intake.queueing;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One ticket.
 *
 * @param own whether the visitor's own account took it
 * @param ranksAt since when it counts in the queue
 * @param forWindow the window it was handed on to
 * @param windowCode where it was called last
 */
record Ticket(
        UUID id,
        String regionCode,
        String number,
        TicketKind kind,
        List<String> itemCodes,
        String takenBy,
        boolean own,
        Instant takenAt,
        Instant ranksAt,
        TicketStatus status,
        @Nullable String forWindow,
        @Nullable String windowCode,
        @Nullable String clerk,
        @Nullable Instant calledAt,
        int calls,
        @Nullable Instant endedAt,
        long version) {}
