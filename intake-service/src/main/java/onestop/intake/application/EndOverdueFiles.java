package onestop.intake.application;

import onestop.intake.application.ApplicationFiles.Period;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Ends files whose applicant has let a period run out: a correction that has not come in the time the notice stated, or
 * a material that was to follow. In each case the applicant was told the day and what happens after it.
 */
@Component
class EndOverdueFiles {
    private final OverdueFiles overdue;
    private final int mostInOneRun;

    EndOverdueFiles(OverdueFiles overdue, @Value("${onestop.intake.period-end.most-in-one-run}") int mostInOneRun) {
        this.overdue = overdue;
        this.mostInOneRun = mostInOneRun;
    }

    @Scheduled(
            fixedDelayString = "${onestop.intake.period-end.interval}",
            initialDelayString = "${onestop.intake.period-end.interval}")
    void run() {
        overdue.each(Period.CORRECTION, mostInOneRun, ApplicationFile::lapse, "has lapsed: no correction came in time");
        overdue.each(
                Period.DEFERRAL,
                mostInOneRun,
                ApplicationFile::terminate,
                "is terminated: a deferred material did not come in time");
    }
}
