package onestop.intake.application;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Optional;
import onestop.intake.application.FileState.Submitted;
import onestop.intake.application.Transition.Applied;
import onestop.intake.calendar.ServiceHours;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Administrative licensing law, article 32: when nothing was said within five working days, a file counts as accepted
 * from the day it was received. Replicas share the work, one file a transaction; a file that fails is left for the next
 * run and holds up no other.
 */
@Component
class DeemAccepted {
    private static final Logger log = LoggerFactory.getLogger(DeemAccepted.class);

    private final ApplicationFiles files;
    private final ActOnFile actOnFile;
    private final TransactionTemplate transaction;
    private final InstantSource clock;
    private final int mostInOneRun;

    DeemAccepted(
            ApplicationFiles files,
            ActOnFile actOnFile,
            TransactionTemplate transaction,
            InstantSource clock,
            @Value("${onestop.intake.deemed-acceptance.most-in-one-run}") int mostInOneRun) {
        this.files = files;
        this.actOnFile = actOnFile;
        this.transaction = transaction;
        this.clock = clock;
        this.mostInOneRun = mostInOneRun;
    }

    /** The place of a file in the order of due days. */
    private record Place(LocalDate due, String number) {
        static final Place BEFORE_ALL = new Place(LocalDate.of(2000, 1, 1), "");
    }

    @Scheduled(
            fixedDelayString = "${onestop.intake.deemed-acceptance.interval}",
            initialDelayString = "${onestop.intake.deemed-acceptance.interval}")
    void run() {
        var place = Optional.of(Place.BEFORE_ALL);
        for (int i = 0; i < mostInOneRun && place.isPresent(); i++) {
            place = next(place.get());
        }
    }

    private Optional<Place> next(Place after) {
        var now = clock.instant();
        var today = ServiceHours.dateOf(now);
        var tried = new Place[1];
        try {
            transaction.executeWithoutResult(_ -> files.lockOverdue(today, after.due(), after.number())
                    .ifPresent(number -> {
                        var transition = actOnFile.act(number, file -> {
                            tried[0] = place(file);
                            return file.deem(today, now);
                        });
                        if (transition instanceof Applied) {
                            log.info("File {} counts as accepted: nothing was said in time", number);
                        }
                    }));
        } catch (RuntimeException e) {
            if (tried[0] == null) {
                throw e; // not one file's fault: the database is away
            }
            log.error("File {} could not be taken as accepted", tried[0].number(), e);
        }
        return Optional.ofNullable(tried[0]);
    }

    private static Place place(ApplicationFile file) {
        if (!(file.state() instanceof Submitted(var _, var due))) {
            throw new IllegalStateException("an overdue file waits for a clerk");
        }
        return new Place(due, file.head().number().value());
    }
}
