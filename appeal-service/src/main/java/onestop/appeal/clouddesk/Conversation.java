package onestop.appeal.clouddesk;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import onestop.appeal.commands.Decision;
import onestop.appeal.commands.Decision.Done;
import onestop.appeal.commands.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * One conversation at the cloud desk.
 *
 * @param customer who asks, by the subject of the token; absent for a caller whom only the clerk knows
 * @param clerk who answers
 * @param lines how much was said
 */
record Conversation(
        UUID id,
        Channel channel,
        Purpose purpose,
        @Nullable String customer,
        @Nullable String usci,
        @Nullable String clerk,
        State state,
        @Nullable Outcome outcome,
        @Nullable String receiptNumber,
        @Nullable String appointmentId,
        @Nullable UUID appealId,
        Instant openedAt,
        @Nullable Instant takenAt,
        @Nullable Instant endedAt,
        @Nullable Boolean solved,
        int lines,
        long version) {
    static final int MOST_LINES = 500;

    /** After this time without a word another clerk may take over, so that nobody waits for one who has left. */
    static final Duration ABANDONED_BY_ITS_CLERK = Duration.ofMinutes(30);

    enum Channel {
        PHONE,
        WEB,
        APP,
        VIDEO
    }

    enum Purpose {
        APPOINTMENT,
        CONSULTATION,
        REMOTE_HELP,
        APPEAL
    }

    enum State {
        WAITING,
        TAKEN,
        ENDED
    }

    enum Outcome {
        ANSWERED,
        APPOINTED,
        HELPED,
        APPEAL_RAISED,
        ABANDONED
    }

    enum Side {
        CUSTOMER,
        DESK
    }

    boolean isOf(String subject) {
        return subject.equals(customer) || subject.equals(clerk);
    }

    /** @param lastHeard when its clerk last wrote something down, if they have; what the customer says does not bring them back */
    Decision<Conversation> take(String by, Optional<Instant> lastHeard, Instant now) {
        if (state == State.ENDED) {
            return over();
        }
        if (by.equals(customer)) {
            return Refusal.forbidden("own-conversation").declines();
        }
        if (state == State.TAKEN && by.equals(clerk)) {
            return new Done<>(this);
        }
        return state == State.TAKEN && now.isBefore(lastHeard(lastHeard).plus(ABANDONED_BY_ITS_CLERK))
                ? Refusal.conflict("conversation-taken").declines()
                : new Done<>(with(by, State.TAKEN, null, receiptNumber, appointmentId, null, now, null, lines));
    }

    /** Whoever takes it has been heard of by that; a clerk may take again what another one left. */
    private Instant lastHeard(Optional<Instant> wrote) {
        var taken = Objects.requireNonNull(takenAt);
        return wrote.filter(taken::isBefore).orElse(taken);
    }

    /** It waits for a clerk again. */
    Decision<Conversation> release() {
        return switch (state) {
            case ENDED -> over();
            case WAITING -> Refusal.conflict("conversation-not-taken").declines();
            case TAKEN ->
                new Done<>(with(null, State.WAITING, null, receiptNumber, appointmentId, null, null, null, lines));
        };
    }

    /** The customer speaks from the start, the desk once somebody has taken it. */
    Decision<Conversation> say(Side side) {
        if (state == State.ENDED) {
            return over();
        }
        if (side == Side.DESK && state != State.TAKEN) {
            return Refusal.conflict("conversation-not-taken").declines();
        }
        return lines >= MOST_LINES
                ? Refusal.conflict("conversation-full", MOST_LINES).declines()
                : new Done<>(with(clerk, state, null, receiptNumber, appointmentId, null, takenAt, null, lines + 1));
    }

    /** The clerk ends it as it went; the customer may leave it, or say that the knowledge base was enough. */
    Decision<Conversation> end(
            Outcome how, @Nullable String receipt, @Nullable String appointment, boolean byDesk, Instant now) {
        if (state == State.ENDED) {
            return over();
        }
        if (byDesk ? state != State.TAKEN : how != Outcome.ANSWERED && how != Outcome.ABANDONED) {
            return Refusal.conflict("conversation-not-taken").declines();
        }
        return new Done<>(with(clerk, State.ENDED, how, receipt, appointment, null, takenAt, now, lines));
    }

    Decision<Conversation> becomeAppeal(UUID appeal, Instant now) {
        return new Done<>(with(
                clerk, State.ENDED, Outcome.APPEAL_RAISED, receiptNumber, appointmentId, appeal, takenAt, now, lines));
    }

    /** Why it cannot become an appeal, if so. That the customer has left since is no reason. */
    @Nullable
    Refusal appealBarred() {
        return switch (state) {
            case TAKEN -> null;
            case WAITING -> Refusal.conflict("conversation-not-taken");
            case ENDED ->
                outcome == Outcome.ANSWERED || outcome == Outcome.ABANDONED
                        ? null
                        : Refusal.conflict("conversation-over", String.valueOf(outcome));
        };
    }

    Decision<Conversation> judge(boolean wasSolved) {
        return state != State.ENDED
                ? Refusal.conflict("conversation-open").declines()
                : new Done<>(new Conversation(
                        id,
                        channel,
                        purpose,
                        customer,
                        usci,
                        clerk,
                        state,
                        outcome,
                        receiptNumber,
                        appointmentId,
                        appealId,
                        openedAt,
                        takenAt,
                        endedAt,
                        wasSolved,
                        lines,
                        version + 1));
    }

    /** Something about it is different, though nothing was said. */
    Conversation changed() {
        return with(clerk, state, outcome, receiptNumber, appointmentId, appealId, takenAt, endedAt, lines);
    }

    private Decision<Conversation> over() {
        return Refusal.conflict("conversation-over", String.valueOf(outcome)).declines();
    }

    private Conversation with(
            @Nullable String by,
            State next,
            @Nullable Outcome how,
            @Nullable String receipt,
            @Nullable String appointment,
            @Nullable UUID appeal,
            @Nullable Instant taken,
            @Nullable Instant ended,
            int said) {
        return new Conversation(
                id,
                channel,
                purpose,
                customer,
                usci,
                by,
                next,
                how,
                receipt,
                appointment,
                appeal,
                openedAt,
                taken,
                ended,
                solved,
                said,
                version + 1);
    }
}
