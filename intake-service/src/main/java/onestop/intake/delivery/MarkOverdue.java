package onestop.intake.delivery;

import java.time.InstantSource;
import onestop.events.Outbox;
import onestop.intake.calendar.ServiceHours;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Results that still lie in the hall after their last day are marked and told, each once. Replicas share the work. */
@Component
class MarkOverdue {
    private static final Logger log = LoggerFactory.getLogger(MarkOverdue.class);

    private final ResultBundles bundles;
    private final EarlyResults early;
    private final Outbox outbox;
    private final TransactionTemplate transaction;
    private final InstantSource clock;
    private final int mostInOneRun;

    MarkOverdue(
            ResultBundles bundles,
            EarlyResults early,
            Outbox outbox,
            TransactionTemplate transaction,
            InstantSource clock,
            @Value("${onestop.intake.delivery.most-in-one-run}") int mostInOneRun) {
        this.bundles = bundles;
        this.early = early;
        this.outbox = outbox;
        this.transaction = transaction;
        this.clock = clock;
        this.mostInOneRun = mostInOneRun;
    }

    @Scheduled(
            fixedDelayString = "${onestop.intake.delivery.interval}",
            initialDelayString = "${onestop.intake.delivery.interval}")
    void run() {
        var now = clock.instant();
        transaction.executeWithoutResult(_ -> {
            var overdue = bundles.markOverdue(ServiceHours.dateOf(now), now, mostInOneRun);
            outbox.append(overdue.stream()
                    .map(bundle -> DeliveryMessages.overdue(bundle, now))
                    .toList());
            var cases = early.markOverdue(ServiceHours.dateOf(now), now, mostInOneRun);
            outbox.append(cases.stream()
                    .map(one -> DeliveryMessages.caseOverdue(one, now))
                    .toList());
            if (!overdue.isEmpty() || !cases.isEmpty()) {
                log.warn(
                        "{} results of files and {} of single cases have not been handed out within the law's ten working days",
                        overdue.size(),
                        cases.size());
            }
        });
    }
}
