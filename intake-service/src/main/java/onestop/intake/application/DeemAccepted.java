package onestop.intake.application;

import onestop.intake.application.ApplicationFiles.Period;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Administrative licensing law, article 32: when nothing was said within five working days, a file counts as accepted
 * from the day it was received.
 */
@Component
class DeemAccepted {
    private final OverdueFiles overdue;
    private final int mostInOneRun;

    DeemAccepted(OverdueFiles overdue, @Value("${onestop.intake.deemed-acceptance.most-in-one-run}") int mostInOneRun) {
        this.overdue = overdue;
        this.mostInOneRun = mostInOneRun;
    }

    @Scheduled(
            fixedDelayString = "${onestop.intake.deemed-acceptance.interval}",
            initialDelayString = "${onestop.intake.deemed-acceptance.interval}")
    void run() {
        overdue.each(
                Period.SILENCE, mostInOneRun, ApplicationFile::deem, "counts as accepted: nothing was said in time");
    }
}
