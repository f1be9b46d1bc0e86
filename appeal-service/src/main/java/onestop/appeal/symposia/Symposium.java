package onestop.appeal.symposia;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import onestop.appeal.clocks.Shanghai;
import onestop.appeal.commands.Decision;
import onestop.appeal.commands.Decision.Done;
import onestop.appeal.commands.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * One symposium.
 *
 * @param unit the host
 * @param units which units were there
 * @param minutes what was said, in short
 * @param report what the enterprises were told in the end
 */
record Symposium(
        UUID id,
        String title,
        String unit,
        String place,
        List<String> topics,
        Instant startsAt,
        @Nullable LocalDate heldOn,
        State state,
        List<String> units,
        @Nullable String minutes,
        @Nullable String report,
        @Nullable Instant closedAt,
        @Nullable String reason,
        long version) {
    enum State {
        PLANNED,
        HELD,
        CLOSED,
        CANCELLED
    }

    Decision<Symposium> cancel(String why) {
        return state == State.PLANNED
                ? new Done<>(next(State.CANCELLED, null, units, minutes, null, null, why))
                : wrongState(State.PLANNED);
    }

    Decision<Symposium> invite() {
        return state == State.PLANNED
                ? new Done<>(next(state, heldOn, units, minutes, report, closedAt, reason))
                : wrongState(State.PLANNED);
    }

    /** Recorded once it has begun; corrected as long as it is not closed. */
    Decision<Symposium> hold(List<String> present, @Nullable String said, Instant now) {
        if (state != State.PLANNED && state != State.HELD) {
            return wrongState(State.PLANNED, State.HELD);
        }
        return now.isBefore(startsAt)
                ? Refusal.conflict("symposium-not-begun", startsAt).declines()
                : new Done<>(next(State.HELD, Shanghai.dayOf(startsAt), present, said, null, null, null));
    }

    Decision<Symposium> raiseIssue() {
        return whileHeld();
    }

    Decision<Symposium> receiveGuest() {
        return whileHeld();
    }

    Decision<Symposium> correctGuest() {
        return whileHeld();
    }

    private Decision<Symposium> whileHeld() {
        return state == State.HELD
                ? new Done<>(next(state, heldOn, units, minutes, report, closedAt, reason))
                : wrongState(State.HELD);
    }

    /** @param unfinished numbers of the appeals that have not come to their end */
    Decision<Symposium> close(String told, List<String> unfinished, Instant now) {
        if (state != State.HELD) {
            return wrongState(State.HELD);
        }
        return unfinished.isEmpty()
                ? new Done<>(next(State.CLOSED, heldOn, units, minutes, told, now, null))
                : Refusal.conflict("issues-unfinished", unfinished).declines();
    }

    private Decision<Symposium> wrongState(State... needed) {
        return Refusal.conflict("wrong-symposium-state", state, List.of(needed)).declines();
    }

    private Symposium next(
            State to,
            @Nullable LocalDate on,
            List<String> present,
            @Nullable String said,
            @Nullable String told,
            @Nullable Instant at,
            @Nullable String why) {
        return new Symposium(
                id, title, unit, place, topics, startsAt, on, to, present, said, told, at, why, version + 1);
    }
}
