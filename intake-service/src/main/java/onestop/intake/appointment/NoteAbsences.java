package onestop.intake.appointment;

import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** When the hour is over: who has not checked in did not come, and what nobody answered is declined. Places that nobody was named for are given back. */
@Component
class NoteAbsences {
    private static final Logger log = LoggerFactory.getLogger(NoteAbsences.class);
    private static final String BY = "sweep";
    private static final int BATCH = 500;
    private static final int MOST_BATCHES = 20;

    private final Appointments appointments;
    private final AnswerDesk desk;
    private final InstantSource clock;

    NoteAbsences(Appointments appointments, AnswerDesk desk, InstantSource clock) {
        this.appointments = appointments;
        this.desk = desk;
        this.clock = clock;
    }

    @Scheduled(
            fixedDelayString = "${onestop.intake.appointments.sweep}",
            initialDelayString = "${onestop.intake.appointments.sweep}")
    void run() {
        var now = clock.instant();
        int absent = 0;
        int batch = BATCH;
        for (int i = 0; i < MOST_BATCHES && batch == BATCH; i++) {
            batch = appointments.noteAbsences(now, BY, now, BATCH);
            absent += batch;
        }
        int released = desk.releaseUnnamed(BY, BATCH);
        if (released > 0) {
            log.info("{} places were given back, as it was not said who comes", released);
        }
        int unanswered = appointments.declineUnanswered(now, BY, now, BATCH);
        if (absent + unanswered > 0) {
            log.info("Nobody came to {} appointments; {} requests were not answered in time", absent, unanswered);
        }
    }
}
