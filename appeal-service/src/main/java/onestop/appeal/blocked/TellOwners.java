package onestop.appeal.blocked;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Objects;
import onestop.appeal.blocked.BlockedMessages.MonthOfItem;
import onestop.appeal.clocks.Shanghai;
import onestop.events.Outbox;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Tells the owners of items what the month before has shown, once for each item and month. Runs on every replica. Months that
 * passed while the service did not run are told of, the earliest first.
 */
@Component
class TellOwners {
    /** How far back it looks for what was not told. */
    static final int MONTHS = 12;

    /** Items of one transaction; what is left waits for the next run. */
    static final int BATCH = 500;

    private final BlockedAnalysis analysis;
    private final BlockedSequences sequences;
    private final Outbox outbox;
    private final InstantSource clock;
    private final TransactionTemplate transaction;

    TellOwners(
            BlockedAnalysis analysis,
            BlockedSequences sequences,
            Outbox outbox,
            InstantSource clock,
            PlatformTransactionManager transactions) {
        this.analysis = analysis;
        this.sequences = sequences;
        this.outbox = outbox;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    @Scheduled(
            fixedDelayString = "${onestop.appeal.owners-told-every}",
            initialDelayString = "${onestop.appeal.owners-told-every}")
    void run() {
        tell();
    }

    void tell() {
        var thisMonth = Shanghai.dayOf(clock.instant()).withDayOfMonth(1);
        for (int back = MONTHS; back >= 1; back--) {
            tell(thisMonth.minusMonths(back));
        }
    }

    private void tell(LocalDate month) {
        transaction.executeWithoutResult(_ -> {
            var now = clock.instant();
            var items = analysis.keep(month, now, BATCH);
            var next = sequences.next(items.stream().map(MonthOfItem::itemCode).toList(), now);
            outbox.append(items.stream()
                    .map(item -> BlockedMessages.analysed(item, Objects.requireNonNull(next.get(item.itemCode())), now))
                    .toList());
        });
    }
}
