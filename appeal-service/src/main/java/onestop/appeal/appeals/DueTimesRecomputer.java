package onestop.appeal.appeals;

import java.util.Comparator;
import java.util.UUID;
import onestop.appeal.batches.Batches;
import onestop.appeal.batches.Batches.Batch;
import onestop.appeal.clocks.CalendarMoves;
import onestop.appeal.clocks.TimeProfiles;
import onestop.appeal.clocks.Timetable;
import onestop.workingdays.WorkingDayCalendar;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Counts running clocks again when the calendar changes, in batches that commit with how far they are: whoever works on an appeal waits
 * for one batch at most, and a replica that ends leaves the rest to the next run of any. A command on an appeal that has not moved yet
 * moves it first.
 */
@Component
public class DueTimesRecomputer {
    private static final Logger log = LoggerFactory.getLogger(DueTimesRecomputer.class);

    private final Appeals appeals;
    private final TimeProfiles profiles;
    private final CalendarMoves moves;
    private final Batches batches;

    DueTimesRecomputer(Appeals appeals, TimeProfiles profiles, CalendarMoves moves, Batches batches) {
        this.appeals = appeals;
        this.profiles = profiles;
        this.moves = moves;
        this.batches = batches;
    }

    @Scheduled(
            fixedDelayString = "${onestop.appeal.calendar-move-every}",
            initialDelayString = "${onestop.appeal.calendar-move-every}")
    void run() {
        move();
    }

    /** @return how many appeals have other due times now */
    public int move() {
        int moved = batches.run(this::move);
        if (moved > 0) {
            log.info("The calendar changed: {} appeals have other due times", moved);
        }
        return moved;
    }

    /** One batch, in the transaction of the caller. */
    Batch move(int most) {
        var move = moves.take().orElse(null);
        var calendar = moves.calendar().orElse(null);
        if (move == null || calendar == null) {
            return new Batch(0, 0);
        }
        var ids = appeals.running(move.firstDay(), move.after(), most);
        appeals.waitForOtherJoinings();
        int moved = 0;
        for (var appeal : appeals.findLocked(appeals.lockRunning(ids))) {
            if (!moved(appeal, calendar).equals(appeal)) {
                moved++;
            }
        }
        if (ids.size() < most) {
            moves.roundEnded();
        } else {
            moves.reached(ids.stream()
                    .max(Comparator.comparing(UUID::toString)) // as the database compares them
                    .orElseThrow());
        }
        return new Batch(ids.size(), moved);
    }

    private Appeal moved(Appeal appeal, WorkingDayCalendar calendar) {
        return moved(appeal, profiles.timetable(appeal.subject().profile(), calendar));
    }

    /** The appeal on this timetable, stored; the same one where that changes nothing or no clock runs. The caller has locked it. */
    Appeal moved(Appeal appeal, Timetable timetable) {
        if (appeal.nextDue().isEmpty()) {
            return appeal;
        }
        var recomputed = appeal.on(timetable);
        if (recomputed.due().equals(appeal.due())) {
            return appeal;
        }
        appeals.update(recomputed);
        return recomputed;
    }
}
