package onestop.approval.cases;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import onestop.approval.cases.RecountRows.Known;
import onestop.approval.cases.RecountRows.Recount;
import onestop.approval.cases.StepClocks.Running;
import onestop.approval.cases.Transition.Applied;
import onestop.approval.clocks.CalendarInForce;
import onestop.events.OutgoingEvent;
import onestop.workingdays.Calendars;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Counts the running clocks of all units anew when a calendar was changed. Cases whose dates move get an act and an event; the others are
 * left alone, so that a round may be repeated.
 *
 * <p>A round walks the desks of all units in batches of {@value #BATCH}, each a transaction of its own, and passes by cases that somebody
 * works on. It is followed by another while it passed by some, and until every replica certainly counts with the new days.
 */
@Component
class RecountClocks {
    static final int BATCH = 200;

    /** Batches of one run; what is left waits for the next. */
    private static final int MOST_BATCHES = 500;

    private static final Logger log = LoggerFactory.getLogger(RecountClocks.class);

    private final RecountRows rows;
    private final ApprovalCases cases;
    private final StepClocks steps;
    private final ActListeners listeners;
    private final CalendarInForce inForce;
    private final Calendars calendars;
    private final InstantSource clock;
    private final TransactionTemplate transaction;

    RecountClocks(
            RecountRows rows,
            ApprovalCases cases,
            StepClocks steps,
            ActListeners listeners,
            CalendarInForce inForce,
            Calendars calendars,
            InstantSource clock,
            PlatformTransactionManager transactions) {
        this.rows = rows;
        this.cases = cases;
        this.steps = steps;
        this.listeners = listeners;
        this.inForce = inForce;
        this.calendars = calendars;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    @Scheduled(fixedDelayString = "${onestop.approval.recount:10s}")
    void recountInTime() {
        try {
            recount();
        } catch (DataAccessException e) {
            log.warn("Clocks are counted anew later: {}", e.toString());
        }
    }

    /** Goes on with what is to be counted anew, if anything is and no other replica is at it. */
    void recount() {
        if (!rows.any()) {
            return;
        }
        inForce.refresh();
        for (int batch = 0; batch < MOST_BATCHES; batch++) {
            if (!Boolean.TRUE.equals(transaction.execute(_ -> batch()))) {
                return;
            }
        }
    }

    /** @return whether there is more to do at once */
    private boolean batch() {
        return rows.take(clock.instant()).map(this::count).orElse(false);
    }

    private boolean count(Recount recount) {
        var found = rows.next(recount.place(), BATCH);
        if (found.isEmpty()) {
            rows.endRound(recount, clock.instant());
            return false;
        }
        var held = rows.lock(found.stream().map(RecountRows.Place::caseNumber).toList());
        var now = new Moment(clock.instant(), calendars.current());
        var limits = steps.moved(held.stream()
                .map(RecountClocks::running)
                .<Running>flatMap(Optional::stream)
                .toList());
        var moved = held.stream()
                .map(one -> recount(one, limits, recount.because(), now))
                .flatMap(Optional::stream)
                .toList();
        if (!moved.isEmpty()) {
            cases.write(moved, List.of(), List.of(), now);
            var events = moved.stream()
                    .map(one -> CaseMessages.of(one, now))
                    .<OutgoingEvent>flatMap(Optional::stream)
                    .toList();
            listeners.tell(moved.stream().map(one -> Act.of(one, now.at())).toList(), events);
        }
        rows.advance(recount, found.getLast(), found.size() > held.size(), moved.size());
        return true;
    }

    /** A suspended case has no step that runs. */
    private static Optional<Running> running(Known known) {
        var facts = known.found().facts();
        return known.found().state() instanceof CaseState.InHand
                ? Optional.ofNullable(DueStep.of(known.found()))
                        .map(step -> new Running(facts.caseNumber(), facts.itemCode(), step))
                : Optional.empty();
    }

    private static Optional<Applied> recount(Known known, Map<String, MovedLimit> limits, String because, Moment now) {
        var found = known.found();
        return found.recount(known.due(), limits.get(found.facts().caseNumber()), because, now);
    }
}
