package onestop.appeal.supervision;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import onestop.appeal.batches.Batches;
import onestop.appeal.batches.Batches.Batch;
import onestop.appeal.clocks.CalendarMoves;
import onestop.appeal.clocks.TimeProfiles;
import onestop.appeal.supervision.Notice.Cause;
import onestop.appeal.supervision.Notices.Begun;
import onestop.appeal.supervision.Notices.Watched;
import onestop.events.Outbox;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Raises supervision: by outcome with the command that brings it, by time when that has come, whether anybody looks or not. The
 * latter runs on every replica, in batches that commit with
 * their events; an appeal is looked at when it has changed and when its next level begins, and never in between.
 */
@Component
public class RaiseSupervision {
    private final Notices notices;
    private final TimeProfiles profiles;
    private final CalendarMoves moves;
    private final Outbox outbox;
    private final InstantSource clock;
    private final Batches batches;
    private final String office;

    RaiseSupervision(
            Notices notices,
            TimeProfiles profiles,
            CalendarMoves moves,
            Outbox outbox,
            InstantSource clock,
            Batches batches,
            @Value("${onestop.appeal.office}") String office) {
        this.notices = notices;
        this.profiles = profiles;
        this.moves = moves;
        this.outbox = outbox;
        this.clock = clock;
        this.batches = batches;
        this.office = office;
    }

    @Scheduled(
            fixedDelayString = "${onestop.appeal.supervision-every}",
            initialDelayString = "${onestop.appeal.supervision-every}")
    void run() {
        raise();
    }

    /**
     * Not while due times move to another calendar: what is late by the older one may not be.
     *
     * @return how many notices were raised here
     */
    int raise() {
        return batches.run(most -> {
            if (moves.moving()) {
                return new Batch(0, 0);
            }
            var now = clock.instant();
            var due = notices.due(now, most);
            return new Batch(due.size(), look(due, now));
        });
    }

    /**
     * Raises what has begun for appeals that are about to change, so that an answer that comes late hides nothing. The caller has
     * locked them.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void settle(Collection<UUID> appeals) {
        if (!appeals.isEmpty()) {
            var now = clock.instant();
            look(notices.due(appeals, now), now);
        }
    }

    /** Raises what a call-back has brought, in its transaction, whatever becomes of the appeal. The caller has locked it. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void notAccepted(UUID appeal, Instant calledBackAt, boolean redone) {
        var watched = notices.find(appeal);
        raise(
                List.of(
                        redone
                                ? new Begun(watched, 3, Cause.REDO_FAILED, null, calledBackAt)
                                : new Begun(watched, 2, Cause.NOT_SATISFIED, null, calledBackAt)),
                clock.instant());
    }

    /** As {@link #notAccepted}, for a clue to a breach of discipline; the first one raises it. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void clue(UUID appeal) {
        raise(List.of(new Begun(notices.find(appeal), 4, Cause.DISCIPLINE, null, null)), clock.instant());
    }

    private int look(List<Watched> due, Instant now) {
        if (due.isEmpty()) {
            return 0;
        }
        var begun = new ArrayList<Begun>();
        var ids = new ArrayList<UUID>();
        var times = new ArrayList<@Nullable Instant>();
        for (var appeal : due) {
            ids.add(appeal.id());
            times.add(look(appeal, now, begun));
        }
        notices.lookAgain(ids, times);
        return raise(begun, now);
    }

    private int raise(List<Begun> begun, Instant now) {
        var raised = notices.raise(begun, office, now);
        outbox.append(raised.stream().map(SupervisionMessages::raised).toList());
        return raised.size();
    }

    /**
     * Each clock that runs has its levels: an answer that is late is raised though an opinion is missing, too. Reminded is of the clock
     * that runs out next, not of those behind it.
     */
    private @Nullable Instant look(Watched appeal, Instant now, List<Begun> begun) {
        var timetable = profiles.timetable(appeal.profile());
        var rules = timetable.profile().extras().levels();
        Instant next = null;
        for (var running : appeal.running().entrySet()) {
            var dueAt = running.getValue();
            boolean behind =
                    appeal.running().values().stream().anyMatch(other -> other.isBefore(dueAt) && !other.isBefore(now));
            var levels = Levels.of(dueAt, rules, timetable.calendar());
            for (int level : levels.begun(now)) {
                if (level > 1 || !behind) {
                    begun.add(new Begun(appeal, level, Cause.TIME, running.getKey(), dueAt));
                }
            }
            var nextOfClock = levels.next(now);
            if (nextOfClock != null && (next == null || nextOfClock.isBefore(next))) {
                next = nextOfClock;
            }
        }
        return next;
    }
}
