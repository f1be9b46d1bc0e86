package onestop.appeal.policies;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import onestop.appeal.clocks.Shanghai;
import onestop.appeal.enterprises.EnterpriseColumns;
import onestop.appeal.enterprises.Enterprises;
import onestop.appeal.enterprises.EnterprisesChanged;
import onestop.appeal.policies.PolicyBook.Offer;
import onestop.appeal.policies.Pushes.Pairs;
import onestop.appeal.policies.Pushes.Run;
import onestop.appeal.policies.Pushes.Subscription;
import onestop.events.Outbox;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Puts policies before the enterprises they fit. Conditions run over one stretch of enterprises in memory at a time, and what fits is
 * stored in a few statements: neither memory nor a transaction grows with the county.
 */
@Service
class Matching {
    private static final int MOST_PAIRS = 50_000;

    private final Enterprises enterprises;
    private final PolicyBook book;
    private final Pushes pushes;
    private final Outbox outbox;
    private final InstantSource clock;

    Matching(Enterprises enterprises, PolicyBook book, Pushes pushes, Outbox outbox, InstantSource clock) {
        this.enterprises = enterprises;
        this.book = book;
        this.pushes = pushes;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** In the transaction that changed them: they and what fits them become visible together. */
    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void on(EnterprisesChanged changed) {
        var now = clock.instant();
        var offers = book.held(Shanghai.dayOf(now));
        match(enterprises.of(changed.serials()), offers, now);
    }

    /**
     * Does one stretch of the oldest work that nobody else does.
     *
     * @return false when there is none
     */
    @Transactional
    public boolean doOneStretch() {
        var runs = pushes.takeRuns();
        if (runs.isEmpty()) {
            return false;
        }
        var now = clock.instant();
        // What is open now: a run that is still under way after midnight pushes nothing that ended with its day. Held:
        // whoever withdraws or replaces a policy waits for one stretch, and nothing is pushed afterwards.
        var first = runs.getFirst();
        boolean everything = runs.stream().anyMatch(run -> run.policySerial() == null);
        var named = runs.stream().map(Run::policySerial).collect(Collectors.toSet());
        var offers = book.held(Shanghai.dayOf(now)).stream()
                .filter(offer -> everything || named.contains(offer.policy().serial()))
                .toList();
        var stretch = enterprises.after(first.afterSerial());
        long pushed = match(stretch, offers, now);
        boolean last = stretch.size() < Enterprises.STRETCH || offers.isEmpty();
        int after = stretch.size() == 0 ? first.afterSerial() : stretch.serial(stretch.size() - 1);
        pushes.advance(runs, after, pushed, last ? now : null);
        return true;
    }

    private long match(EnterpriseColumns stretch, List<Offer> offers, Instant now) {
        if (stretch.size() == 0 || offers.isEmpty()) {
            return 0;
        }
        var subscriptions = pushes.subscriptions(stretch.serials());
        var pairs = new Pairs();
        long pushed = 0;
        for (int row = 0; row < stretch.size(); row++) {
            for (var offer : offers) {
                if (offer.fits(stretch, row) && wanted(subscriptions, stretch.serial(row), offer)) {
                    pairs.add(stretch.serial(row), offer.policy());
                }
            }
            if (pairs.size() >= MOST_PAIRS) {
                pushed += store(pairs, offers, now);
            }
        }
        return pushed + store(pairs, offers, now);
    }

    private long store(Pairs pairs, List<Offer> offers, Instant now) {
        if (pairs.size() == 0) {
            return 0;
        }
        var stored = pushes.store(pairs, now);
        pairs.clear();
        outbox.append(PolicyMessages.pushed(stored.announced(), offers, now));
        return stored.pushed();
    }

    private static boolean wanted(Map<Integer, Subscription> subscriptions, int enterprise, Offer offer) {
        var subscription = subscriptions.get(enterprise);
        return subscription == null
                || subscription.categories().contains(offer.policy().content().category());
    }

    LocalDate today() {
        return Shanghai.dayOf(clock.instant());
    }
}
