package onestop.approval.publication;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import onestop.approval.clocks.OfficeTime;
import onestop.approval.publication.PublicationSource.Matter;
import onestop.approval.publication.Publications.Due;
import onestop.workingdays.Calendars;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes what the registers offer and shows it. Due is the seventh working day after the decision, the limit of double publicity (双公示);
 * usually it takes a minute.
 */
@Component
class Publish {
    static final int WORKING_DAYS = 7;

    /** More batches than that in one run wait for the next run. */
    private static final int MOST_BATCHES = 100;

    private final List<PublicationSource> sources;
    private final Publications publications;
    private final Calendars calendars;
    private final InstantSource clock;
    private final TransactionTemplate transaction;
    private final int batch;

    Publish(
            List<PublicationSource> sources,
            Publications publications,
            Calendars calendars,
            InstantSource clock,
            PlatformTransactionManager transactions,
            @Value("${onestop.approval.publication.batch}") int batch) {
        this.sources = sources;
        this.publications = publications;
        this.calendars = calendars;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
        this.transaction.setTimeout(Math.toIntExact(Duration.ofMinutes(1).toSeconds()));
        this.batch = batch;
    }

    @Scheduled(
            fixedDelayString = "${onestop.approval.publication.interval}",
            initialDelayString = "${onestop.approval.publication.interval}")
    void run() {
        for (int i = 0; i < MOST_BATCHES && Boolean.TRUE.equals(transaction.execute(_ -> step())); i++) {
            // there may be more
        }
    }

    /** @return whether there may be more to do; false as well when another replica publishes */
    private boolean step() {
        if (!publications.becomePublisher()) {
            return false;
        }
        var now = clock.instant();
        boolean more = false;
        for (var source : sources) {
            var matters = source.take(batch);
            if (!matters.isEmpty()) {
                publications.put(matters.stream().map(this::due).toList(), now);
            }
            more |= matters.size() == batch;
        }
        return publications.publish(batch, now) == batch || more;
    }

    private Due due(Matter matter) {
        var calendar = calendars.current();
        var dueOn = calendar.add(matter.decidedOn(), WORKING_DAYS);
        var changeDueOn = calendar.add(OfficeTime.dateOf(clock.instant()), WORKING_DAYS);
        return new Due(
                matter,
                PublicName.of(matter.subjectUsci(), matter.subjectName()),
                dueOn,
                changeDueOn,
                calendar.provisional(dueOn) || calendar.provisional(changeDueOn));
    }
}
