package onestop.intake.delivery;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import onestop.intake.application.HandOut.Method;
import onestop.intake.application.HandOut.Recipient;
import onestop.intake.numbering.ReceiptNumber;
import org.jspecify.annotations.Nullable;

/**
 * The result of one file and each time it was handed out.
 *
 * @param reopenedAt since when a case of the file is open again, so that nothing is handed out; null otherwise
 */
record ResultBundle(
        ReceiptNumber number,
        String usci,
        String outcome,
        Instant decidedAt,
        LocalDate dueOn,
        boolean provisional,
        State state,
        @Nullable Instant overdueMarkedAt,
        @Nullable Explanation explanation,
        @Nullable Instant reopenedAt,
        List<HandingOut> handingsOut,
        long version) {

    ResultBundle {
        handingsOut = List.copyOf(handingsOut);
    }

    enum State {
        WAITING,
        ON_THE_WAY,
        RETURNED,
        UNREAD,
        DELIVERED;

        boolean inTheHall() {
            return this == WAITING || this == RETURNED;
        }

        static State after(Method method) {
            return switch (method) {
                case WINDOW -> DELIVERED;
                case POST -> ON_THE_WAY;
                case E_LICENCE -> UNREAD;
            };
        }
    }

    enum End {
        ARRIVED,
        RETURNED,
        READ
    }

    record Explanation(String text, String by, Instant at) {}

    record HandingOut(
            int number,
            Method method,
            Instant at,
            String by,
            @Nullable String unit,
            boolean late,
            @Nullable Recipient recipient,
            boolean numberCompared,
            @Nullable String carrier,
            @Nullable String trackingNumber,
            @Nullable Instant endedAt,
            @Nullable End endedWith,
            @Nullable String returnReason) {}

    /** Whether it went out before: it came back, or was decided anew since. */
    boolean waitsAgain() {
        return state.inTheHall() && !handingsOut.isEmpty();
    }

    /** Whether the result went out, or still lies in the hall, after its last day. What went out before it was decided anew counts no more. */
    boolean late(LocalDate today) {
        return handingsOut.stream()
                .filter(handing -> !handing.at().isBefore(decidedAt))
                .findFirst()
                .map(HandingOut::late)
                .orElse(today.isAfter(dueOn));
    }
}
