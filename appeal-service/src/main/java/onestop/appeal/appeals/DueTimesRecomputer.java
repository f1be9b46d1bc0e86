package onestop.appeal.appeals;

import onestop.appeal.clocks.CalendarChanged;
import onestop.appeal.clocks.TimeProfiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Counts running clocks again when the calendar changes, in the transaction that stores the new calendar. */
@Component
class DueTimesRecomputer {
    private static final Logger log = LoggerFactory.getLogger(DueTimesRecomputer.class);
    private static final int BATCH = 500;

    private final Appeals appeals;
    private final TimeProfiles profiles;

    DueTimesRecomputer(Appeals appeals, TimeProfiles profiles) {
        this.appeals = appeals;
        this.profiles = profiles;
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void recompute(CalendarChanged changed) {
        appeals.waitForOtherJoinings();
        var running = appeals.lockRunning(changed.firstDay());
        int moved = 0;
        for (int from = 0; from < running.size(); from += BATCH) {
            var batch = appeals.findLocked(running.subList(from, Math.min(from + BATCH, running.size())));
            for (var appeal : batch) {
                var recomputed = appeal.on(profiles.timetable(appeal.subject().profile(), changed.calendar()));
                if (!recomputed.due().equals(appeal.due())) {
                    appeals.update(recomputed);
                    moved++;
                }
            }
        }
        log.info("The calendar changed from {} on: {} appeals have other due times", changed.firstDay(), moved);
    }
}
