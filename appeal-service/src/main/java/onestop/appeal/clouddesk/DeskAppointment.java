package onestop.appeal.clouddesk;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An hour at a hall that a conversation has asked intake-service for, and what came of it.
 *
 * @param attempt how often the conversation has asked, this time included
 * @param reason in intake-service's words, why there is no place, or no longer
 * @param nameBy until when it must be said at intake-service who comes
 */
record DeskAppointment(
        UUID id,
        UUID conversation,
        int attempt,
        Wish wish,
        State state,
        @Nullable String reason,
        @Nullable UUID appointmentId,
        @Nullable Instant nameBy) {
    enum State {
        ASKED,
        BOOKED,
        DECLINED,
        GIVEN_BACK
    }

    /** Where and when, and for which items. */
    record Wish(String regionCode, Instant startsAt, List<String> itemCodes) {
        Wish {
            itemCodes = List.copyOf(itemCodes);
        }
    }

    boolean open() {
        return state == State.ASKED || state == State.BOOKED;
    }
}
