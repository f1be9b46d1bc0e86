package onestop.approval.ledger;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import onestop.approval.ledger.Ledger.SignedHead;
import onestop.approval.ledger.Ledger.TilePlace;
import onestop.approval.ledger.Ledger.Waiting;
import onestop.events.Outbox;
import onestop.transparency.Head;
import onestop.transparency.Tiles;
import onestop.transparency.Tree;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Gives waiting leaves their places and signs the tree. Places, tiles, head and event commit together; whoever else seals at the same
 * moment finds the state held and leaves it alone.
 */
@Component
class Seal {
    /** Most leaves of one transaction. */
    static final int MOST = 5_000;

    /** A quiet replica looks now and then whether another one has gone with work undone. */
    private static final Duration LOOK_ANYWAY = Duration.ofSeconds(5);

    /** A head is signed at least daily, so that a log that nobody writes to is not taken for one that was cut. */
    private static final Duration SIGN_ANYWAY = Duration.ofHours(20);

    private final Ledger ledger;
    private final LedgerKeys keys;
    private final Outbox outbox;
    private final TransactionTemplate transaction;
    private final InstantSource clock;
    private final AtomicBoolean work = new AtomicBoolean(true);
    private final AtomicLong size = new AtomicLong();
    private volatile Instant looked = Instant.EPOCH;

    Seal(
            Ledger ledger,
            LedgerKeys keys,
            Outbox outbox,
            TransactionTemplate transaction,
            InstantSource clock,
            MeterRegistry meters) {
        this.ledger = ledger;
        this.keys = keys;
        this.outbox = outbox;
        this.transaction = transaction;
        this.clock = clock;
        meters.gauge("onestop.approval.ledger.size", size);
    }

    /** There is something to seal, committed. */
    void wake() {
        work.set(true);
    }

    @Scheduled(
            fixedDelayString = "${onestop.approval.ledger.interval}",
            initialDelayString = "${onestop.approval.ledger.interval}")
    void run() {
        var now = clock.instant();
        if (work.getAndSet(false) || !now.isBefore(looked.plus(LOOK_ANYWAY))) {
            looked = now;
            while (all() == MOST) {
                // a long backlog, after a pause for example
            }
        }
    }

    /** @return how many leaves got their places */
    int all() {
        Integer sealed = transaction.execute(_ -> {
            var held = ledger.hold();
            if (held.isEmpty()) {
                return 0;
            }
            long before = held.get();
            var waiting = ledger.waiting(MOST);
            if (!waiting.isEmpty()) {
                extend(before, waiting);
            } else if (oldHead()) {
                sign(before, new Tree(new Tiles(ledger)).root(before));
            }
            return waiting.size();
        });
        return sealed == null ? 0 : sealed;
    }

    private boolean oldHead() {
        return ledger.head()
                .map(head -> clock.instant().isAfter(head.at().plus(SIGN_ANYWAY)))
                .orElse(true);
    }

    private void extend(long before, List<Waiting> waiting) {
        var written = new HashMap<TilePlace, byte[]>();
        var tiles = ledger.extended(before, waiting.stream().map(Waiting::hash).toList(), written);
        ledger.place(before, waiting, tiles);
        long after = before + waiting.size();
        sign(after, new Tree(new Tiles(ledger.with(written))).root(after));
    }

    private void sign(long treeSize, byte[] root) {
        var at = LedgerFacts.asStored(clock.instant());
        var note = keys.sign(new Head(keys.origin(), treeSize, root, at));
        long id = ledger.sign(treeSize, root, at, note);
        outbox.append(List.of(LedgerMessages.headSigned(new SignedHead(id, treeSize, root, at, note))));
        size.set(treeSize);
    }
}
