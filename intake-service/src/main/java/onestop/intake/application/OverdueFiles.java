package onestop.intake.application;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Optional;
import onestop.intake.application.ApplicationFiles.Overdue;
import onestop.intake.application.ApplicationFiles.Period;
import onestop.intake.application.Transition.Applied;
import onestop.intake.calendar.ServiceHours;
import onestop.intake.numbering.ReceiptNumber;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Acts on files whose period is over. Replicas share the work, one file a transaction; a file that fails is left for
 * the next run and holds up no other.
 */
@Component
class OverdueFiles {
    private static final Logger log = LoggerFactory.getLogger(OverdueFiles.class);
    private static final Overdue BEFORE_ALL = new Overdue(LocalDate.of(2000, 1, 1), new ReceiptNumber(""));

    private final ApplicationFiles files;
    private final ActOnFile actOnFile;
    private final TransactionTemplate transaction;
    private final InstantSource clock;

    OverdueFiles(ApplicationFiles files, ActOnFile actOnFile, TransactionTemplate transaction, InstantSource clock) {
        this.files = files;
        this.actOnFile = actOnFile;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** What the model does with a file whose period is over. */
    interface Act {
        Transition on(ApplicationFile file, LocalDate today, Instant now);
    }

    /** @param outcome what has become of a file, for the log */
    void each(Period period, int most, Act act, String outcome) {
        var last = Optional.of(BEFORE_ALL);
        for (int i = 0; i < most && last.isPresent(); i++) {
            last = next(period, last.get(), act, outcome);
        }
    }

    private Optional<Overdue> next(Period period, Overdue after, Act act, String outcome) {
        var now = clock.instant();
        var today = ServiceHours.dateOf(now);
        var tried = new Overdue[1];
        try {
            transaction.executeWithoutResult(_ -> files.lockOverdue(
                            period, today, after.lastDay(), after.number().value())
                    .ifPresent(found -> {
                        tried[0] = found;
                        if (actOnFile.act(found.number(), file -> act.on(file, today, now)) instanceof Applied) {
                            log.info("File {} {}", found.number(), outcome);
                        }
                    }));
        } catch (RuntimeException e) {
            if (tried[0] == null) {
                throw e; // not one file's fault: the database is away
            }
            log.error("File {}: the end of its period could not be put down", tried[0].number(), e);
        }
        return Optional.ofNullable(tried[0]);
    }
}
