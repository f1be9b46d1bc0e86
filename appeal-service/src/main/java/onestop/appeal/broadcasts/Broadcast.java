package onestop.appeal.broadcasts;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import onestop.appeal.commands.Decision;
import onestop.appeal.commands.Decision.Done;
import onestop.appeal.commands.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * One broadcast.
 *
 * @param channel where to watch: a web address or the name of a channel
 * @param viewers how many watched, once it was held
 */
record Broadcast(
        UUID id,
        Kind kind,
        String titleZh,
        @Nullable String titleEn,
        String unit,
        List<UUID> policies,
        Instant startsAt,
        int minutes,
        String channel,
        State state,
        @Nullable String reason,
        @Nullable Integer viewers,
        @Nullable String replay,
        long version) {
    static final int LONGEST_MINUTES = 480;

    enum Kind {
        LIVE,
        MICRO_CLASS
    }

    enum State {
        PLANNED,
        HELD,
        CANCELLED
    }

    Decision<Broadcast> cancel(String why, Instant now) {
        if (state != State.PLANNED) {
            return Refusal.conflict("broadcast-over", state).declines();
        }
        return now.isBefore(startsAt)
                ? new Done<>(with(State.CANCELLED, why, null, null))
                : Refusal.conflict("broadcast-begun", startsAt).declines();
    }

    /** Recorded after the end, and again when the count or the address of the replay is corrected. */
    Decision<Broadcast> hold(int watched, @Nullable String replayAt, Instant now) {
        if (state == State.CANCELLED) {
            return Refusal.conflict("broadcast-over", state).declines();
        }
        var end = startsAt.plus(Duration.ofMinutes(minutes));
        return now.isBefore(end)
                ? Refusal.conflict("broadcast-not-over", end).declines()
                : new Done<>(with(State.HELD, null, watched, replayAt));
    }

    /** Why nobody can register any more, if so. */
    @Nullable
    Refusal closedTo(Instant now) {
        return state != State.PLANNED
                ? Refusal.conflict("broadcast-over", state)
                : now.isBefore(startsAt) ? null : Refusal.conflict("broadcast-begun", startsAt);
    }

    private Broadcast with(State next, @Nullable String why, @Nullable Integer watched, @Nullable String replayAt) {
        return new Broadcast(
                id,
                kind,
                titleZh,
                titleEn,
                unit,
                policies,
                startsAt,
                minutes,
                channel,
                next,
                why,
                watched,
                replayAt,
                version + 1);
    }
}
