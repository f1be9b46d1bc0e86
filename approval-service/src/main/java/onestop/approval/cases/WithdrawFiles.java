package onestop.approval.cases;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import onestop.approval.cases.Transition.Applied;
import onestop.workingdays.Calendars;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Closes what is still open of withdrawn applications. Decided cases stay decided.
 *
 * <p>While the cases in hand are being locked, another officer's decision may start further ones. Locking those too would break the order
 * of locks, so then everything locked here is let go, by a savepoint, and taken anew.
 */
@Service
public class WithdrawFiles {
    private static final int MOST_TRIES = 20;

    private final ApprovalCases cases;
    private final NewFiles newFiles;
    private final ActListeners listeners;
    private final Calendars calendars;
    private final InstantSource clock;
    private final TransactionTemplate savepoint;

    WithdrawFiles(
            ApprovalCases cases,
            NewFiles newFiles,
            ActListeners listeners,
            Calendars calendars,
            InstantSource clock,
            PlatformTransactionManager transactions) {
        this.cases = cases;
        this.newFiles = newFiles;
        this.listeners = listeners;
        this.calendars = calendars;
        this.clock = clock;
        this.savepoint = new TransactionTemplate(transactions);
        this.savepoint.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    }

    /** @param withdrawn receipt number to time; a file that is not known yet is remembered as withdrawn */
    @Transactional(propagation = Propagation.MANDATORY)
    public void withdraw(Map<String, Instant> withdrawn) {
        for (int attempt = 0; attempt < MOST_TRIES; attempt++) {
            Boolean done = savepoint.execute(status -> {
                if (tryOnce(withdrawn)) {
                    return true;
                }
                status.setRollbackOnly();
                return false;
            });
            if (Boolean.TRUE.equals(done)) {
                return;
            }
        }
        throw new CannotAcquireLockException("cases of withdrawn files keep starting");
    }

    private boolean tryOnce(Map<String, Instant> withdrawn) {
        var receiptNumbers = withdrawn.keySet();
        var inHand = cases.lockInHand(receiptNumbers);
        var known = cases.lockFiles(receiptNumbers);
        if (startedMeanwhile(receiptNumbers, inHand)) {
            return false;
        }
        var open = new ArrayList<>(inHand);
        open.addAll(cases.waiting(receiptNumbers, receiptNumbers, true));

        var now = new Moment(clock.instant(), calendars.current());
        var applied = new ArrayList<Applied>();
        for (var one : open) {
            var at = withdrawn.getOrDefault(one.facts().receiptNumber(), now.at());
            if (one.withdraw(at) instanceof Applied done) {
                applied.add(done);
            }
        }
        if (!applied.isEmpty()) {
            cases.write(applied, List.of(), FileMoves.of(applied, now), now);
            listeners.tell(applied.stream().map(one -> Act.of(one, now.at())).toList(), List.of());
        }
        var unknown = new TreeMap<>(withdrawn);
        unknown.keySet().removeAll(new HashSet<>(known));
        if (!unknown.isEmpty()) {
            newFiles.keepEarlyWithdrawals(unknown);
        }
        return true;
    }

    private boolean startedMeanwhile(Collection<String> receiptNumbers, Collection<ApprovalCase> held) {
        return cases.countInHand(receiptNumbers) > held.size();
    }
}
