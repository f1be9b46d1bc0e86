package onestop.approval.cases;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import onestop.approval.cases.Transition.Applied;
import onestop.events.OutgoingEvent;
import onestop.workingdays.Calendars;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Closes what is still open of applications that were withdrawn, or terminated by intake-service. Decided cases stay decided. A file that was
 * terminated is finished with them; of one without a decision nobody is told that it is finished, as there is nothing to be handed out.
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

    /**
     * How an application ended at intake.
     *
     * @param terminatedBecause null when the applicant took it back
     */
    public record Ending(Instant at, @Nullable String terminatedBecause) {}

    /** @param endings by receipt number; those of files that are not known yet are remembered */
    @Transactional(propagation = Propagation.MANDATORY)
    public void close(Map<String, Ending> endings) {
        for (int attempt = 0; attempt < MOST_TRIES; attempt++) {
            Boolean done = savepoint.execute(status -> {
                if (tryOnce(endings)) {
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

    private boolean tryOnce(Map<String, Ending> endings) {
        var receiptNumbers = endings.keySet();
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
            var ending = Objects.requireNonNull(endings.get(one.facts().receiptNumber()));
            var because = ending.terminatedBecause();
            var closed = because == null ? one.withdraw(ending.at()) : one.terminate(because, now);
            if (closed instanceof Applied done) {
                applied.add(done);
            }
        }
        if (!applied.isEmpty()) {
            write(applied, now);
        }
        var unknown = new TreeMap<>(endings);
        unknown.keySet().removeAll(new HashSet<>(known));
        if (!unknown.isEmpty()) {
            newFiles.keepEarlyEndings(unknown);
        }
        return true;
    }

    private void write(List<Applied> applied, Moment now) {
        var moved = cases.write(applied, List.of(), FileMoves.of(applied, now), now);
        var events = new ArrayList<OutgoingEvent>();
        applied.forEach(one -> CaseMessages.of(one, now).ifPresent(events::add));
        moved.stream()
                .filter(file -> file.finished() && file.hasDecisions())
                .forEach(file -> events.add(CaseMessages.fileFinished(file, now)));
        listeners.tell(applied.stream().map(one -> Act.of(one, now.at())).toList(), events);
    }

    private boolean startedMeanwhile(Collection<String> receiptNumbers, Collection<ApprovalCase> held) {
        return cases.countInHand(receiptNumbers) > held.size();
    }
}
