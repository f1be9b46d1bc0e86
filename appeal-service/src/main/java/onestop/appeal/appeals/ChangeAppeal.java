package onestop.appeal.appeals;

import java.time.Instant;
import java.time.InstantSource;
import onestop.appeal.appeals.Rejection.NoSuchAppeal;
import onestop.appeal.appeals.Transition.Applied;
import onestop.appeal.appeals.Transition.Declined;
import onestop.appeal.clocks.TimeProfiles;
import onestop.appeal.clocks.Timetable;
import onestop.appeal.recusal.FileOfficers;
import onestop.appeal.units.UnitKey;
import onestop.events.Outbox;
import onestop.web.Caller;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * One command on one appeal: the row is locked, the handler's part in the file is looked up, the model decides, and state, step
 * and event commit together or not at all.
 */
@Service
class ChangeAppeal {
    private final Appeals appeals;
    private final AppealSteps steps;
    private final TimeProfiles profiles;
    private final FileOfficers fileOfficers;
    private final Outbox outbox;
    private final InstantSource clock;

    ChangeAppeal(
            Appeals appeals,
            AppealSteps steps,
            TimeProfiles profiles,
            FileOfficers fileOfficers,
            Outbox outbox,
            InstantSource clock) {
        this.appeals = appeals;
        this.steps = steps;
        this.profiles = profiles;
        this.fileOfficers = fileOfficers;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** What the caller wants to happen, given who they are, the limits in force, and the time. */
    interface Command {
        Transition on(Appeal appeal, Handler handler, Timetable timetable, Instant now);
    }

    /** As a member of the unit that the token names. */
    @Transactional
    public Transition asUnit(AppealId id, Caller caller, Command command) {
        return change(id, caller, unitOf(caller), command);
    }

    @Transactional
    public Transition asCoordinator(AppealId id, Caller caller, Command command) {
        return change(id, caller, null, command);
    }

    private Transition change(AppealId id, Caller caller, @Nullable UnitKey unit, Command command) {
        var found = appeals.findForChange(id).orElse(null);
        if (found == null) {
            return new Declined(new NoSuchAppeal());
        }
        var about = found.subject().about();
        var part = about.namesNothing()
                ? null
                : fileOfficers
                        .partOf(caller.subject(), about.receiptNumber(), about.caseNumber())
                        .orElse(null);
        var handler = new Handler(new OfficerId(caller.subject()), unit, part);
        var timetable = profiles.timetable(found.subject().profile());
        var transition = command.on(found, handler, timetable, clock.instant());
        if (transition instanceof Applied(var next, var event)) {
            appeals.update(next);
            steps.append(next, event);
            AppealEventMessages.of(next, event).ifPresent(outbox::append);
        }
        return transition;
    }

    /** A token that names no unit, or none that could exist, belongs to no unit of ours. */
    private static @Nullable UnitKey unitOf(Caller caller) {
        var unit = caller.unit();
        return unit == null || !unit.matches(UnitKey.PATTERN) ? null : new UnitKey(unit);
    }
}
