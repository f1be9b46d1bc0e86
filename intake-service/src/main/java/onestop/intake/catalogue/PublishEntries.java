package onestop.intake.catalogue;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import onestop.events.Outbox;
import onestop.intake.catalogue.CatalogueEntries.Act;
import onestop.intake.catalogue.CatalogueEntries.Entry;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The last step of every change: versions into the table, events into the outbox when, and not before, they apply. */
@Component
class PublishEntries {
    private static final int MOST_IN_ONE_RUN = 500;

    private final CatalogueEntries entries;
    private final Outbox outbox;
    private final InstantSource clock;

    PublishEntries(CatalogueEntries entries, Outbox outbox, InstantSource clock) {
        this.entries = entries;
        this.outbox = outbox;
        this.clock = clock;
    }

    @Transactional(propagation = Propagation.MANDATORY)
    void inForce(Collection<Entry> changed, Instant from, Instant now, Act act) {
        entries.raiseRevision();
        entries.putInForce(changed, from, act);
        if (act.announced()) {
            outbox.append(changed.stream()
                    .map(entry -> CatalogueMessages.of(entry, now))
                    .toList());
        }
    }

    /** Announces what has come into force by itself. Of several replicas each takes other rows. */
    @Scheduled(fixedDelayString = "${onestop.intake.reference-check}")
    @Transactional
    public void announceDue() {
        var due = entries.takeDue(clock.instant(), MOST_IN_ONE_RUN);
        if (!due.isEmpty()) {
            // Two versions of one entry may have come due together; the later one has to be told last.
            outbox.append(due.stream()
                    .sorted(Comparator.comparingLong(one -> one.entry().version()))
                    .map(one -> CatalogueMessages.of(one.entry(), one.from()))
                    .toList());
        }
    }
}
