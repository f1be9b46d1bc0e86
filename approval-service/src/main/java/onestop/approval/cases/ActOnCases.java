package onestop.approval.cases;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import onestop.approval.cases.CaseState.Closed;
import onestop.approval.cases.CaseState.Granted;
import onestop.approval.cases.CaseState.NotStarted;
import onestop.approval.cases.CaseState.Waiting;
import onestop.approval.cases.Rejection.NoSuchCase;
import onestop.approval.cases.Transition.Applied;
import onestop.approval.cases.Transition.Declined;
import onestop.approval.clocks.DueDates;
import onestop.events.OutgoingEvent;
import onestop.workingdays.Calendars;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * An officer acts on one case or on many. Each case answers for itself; what was applied commits together with the counters of the files,
 * whatever the last decision of a file or stage sets in motion, and all events.
 *
 * <p>The number of statements does not depend on the number of cases: lock, write, append events; one more pair where cases wait.
 */
@Service
class ActOnCases {
    /** Most cases of one command. */
    static final int MOST = 1_000;

    /** A case may start while we look why it could not be locked; twice is already unlikely. */
    private static final int MOST_LOOKS = 4;

    private final ApprovalCases cases;
    private final ActListeners listeners;
    private final Calendars calendars;
    private final InstantSource clock;

    ActOnCases(ApprovalCases cases, ActListeners listeners, Calendars calendars, InstantSource clock) {
        this.cases = cases;
        this.listeners = listeners;
        this.calendars = calendars;
        this.clock = clock;
    }

    /**
     * What became of one case.
     *
     * @param due after an applied command
     * @param fileStatus after a decision
     */
    record Outcome(
            String caseNumber,
            Transition transition,
            @Nullable DueDates due,
            @Nullable String fileStatus) {}

    @Transactional
    Outcome act(String caseNumber, Officer officer, CaseCommand command) {
        return act(List.of(caseNumber), officer, command).getFirst();
    }

    /** @return one outcome for each distinct case number, in the order given */
    @Transactional
    List<Outcome> act(Collection<String> caseNumbers, Officer officer, CaseCommand command) {
        var transitions = new LinkedHashMap<String, Transition>();
        caseNumbers.forEach(number -> transitions.put(number, new Declined(new NoSuchCase())));
        if (transitions.size() > MOST) {
            throw new IllegalArgumentException("too many cases for one command: " + transitions.size());
        }
        var found = lock(transitions.keySet());
        var now = new Moment(clock.instant(), calendars.current());
        found.forEach(one -> transitions.put(one.facts().caseNumber(), one.on(command, officer, now)));

        var applied = applied(transitions.values());
        var files = applied.isEmpty() ? Map.<String, String>of() : commit(applied, now);
        return transitions.entrySet().stream()
                .map(entry -> outcome(entry.getKey(), entry.getValue(), now, files))
                .toList();
    }

    /**
     * What an appeal asks to be looked at again, and what had ended unstarted for want of it: that waits again.
     *
     * @return one outcome for each case that was asked for and has started
     */
    @Transactional
    List<Transition> reopen(Collection<String> caseNumbers, String appealNumber, String reason) {
        var asked = cases.lockStarted(caseNumbers);
        var now = new Moment(clock.instant(), calendars.current());
        var transitions =
                asked.stream().map(one -> one.reopen(appealNumber, reason, now)).toList();
        var applied = applied(transitions);
        if (!applied.isEmpty()) {
            commit(applied, now);
        }
        return transitions;
    }

    /** What was asked to be corrected has come; the case goes on if it still waits for it. */
    @Transactional
    List<Transition> corrected(String caseNumber, long notice, Set<String> supplied) {
        var now = new Moment(clock.instant(), calendars.current());
        var transitions = cases.lockStarted(List.of(caseNumber)).stream()
                .map(one -> one.corrected(notice, supplied, now))
                .toList();
        var applied = applied(transitions);
        if (!applied.isEmpty()) {
            commit(applied, now);
        }
        return transitions;
    }

    private static Outcome outcome(String number, Transition transition, Moment now, Map<String, String> files) {
        if (!(transition instanceof Applied(var next, var _, var _))) {
            return new Outcome(number, transition, null, null);
        }
        return new Outcome(
                number,
                transition,
                now.dueDates(next.runningClock()),
                next.state() instanceof Closed ? files.get(next.facts().receiptNumber()) : null);
    }

    /** Cases that wait, or ended unstarted, are returned unlocked: no officer's command can apply to them. */
    private List<ApprovalCase> lock(Collection<String> numbers) {
        var all = new ArrayList<ApprovalCase>();
        var missing = new TreeSet<>(numbers);
        for (int look = 0; look < MOST_LOOKS && !missing.isEmpty(); look++) {
            var locked = cases.lockStarted(missing);
            locked.forEach(one -> missing.remove(one.facts().caseNumber()));
            all.addAll(locked);
            if (missing.isEmpty()) {
                break;
            }
            var seen = cases.look(missing);
            var startedMeanwhile = new TreeSet<String>();
            for (var one : seen) {
                if (one.state() instanceof Waiting || one.state() instanceof NotStarted) {
                    all.add(one);
                } else {
                    startedMeanwhile.add(one.facts().caseNumber());
                }
            }
            missing.retainAll(startedMeanwhile);
        }
        return all;
    }

    /** @return the status of each file whose counters moved */
    private Map<String, String> commit(List<Applied> applied, Moment now) {
        var moved = new TreeMap<String, FileProgress>();
        var moves = FileMoves.of(applied, now);
        cases.write(applied, List.of(), moves, now).forEach(file -> moved.put(file.receiptNumber(), file));
        var firstResults = moves.stream()
                .filter(change -> file(moved, change).hasItsFirstResults(change))
                .toList();

        var all = new ArrayList<>(applied);
        if (moved.values().stream().anyMatch(FileProgress::casesWait)) {
            all.addAll(progress(applied, moved, now));
        }
        if (applied.stream().anyMatch(one -> one.event() instanceof CaseEvent.Reopened)) {
            all.addAll(again(applied, moved, now));
        }
        var events = new ArrayList<OutgoingEvent>();
        all.forEach(one -> CaseMessages.of(one, now).ifPresent(events::add));
        firstResults.stream()
                .map(change -> file(moved, change))
                .filter(file -> !file.finished())
                .forEach(file -> events.add(CaseMessages.filePartlyDone(file, now)));
        moved.values().stream()
                .filter(FileProgress::finished)
                .forEach(file -> events.add(CaseMessages.fileFinished(file, now)));
        listeners.tell(all.stream().map(one -> Act.of(one, now.at())).toList(), events);

        var status = new HashMap<String, String>();
        moved.forEach((receiptNumber, file) -> status.put(receiptNumber, file.status()));
        return status;
    }

    private static FileProgress file(Map<String, FileProgress> moved, FileProgress.Change change) {
        return Objects.requireNonNull(moved.get(change.receiptNumber()), "each change moves its file");
    }

    /** We hold the files now, and with them their waiting cases. */
    private List<Applied> progress(List<Applied> applied, Map<String, FileProgress> moved, Moment now) {
        var closed = new HashMap<String, Boolean>();
        for (var one : applied) {
            if (one.next().state() instanceof Closed state) {
                closed.put(one.next().facts().caseNumber(), state instanceof Granted);
            }
        }
        var withWaiting = moved.values().stream()
                .filter(FileProgress::casesWait)
                .map(FileProgress::receiptNumber)
                .toList();
        var waiting = cases.waiting(withWaiting, closed.keySet(), closed.containsValue(false));
        var progression = Progression.after(closed, waiting, now);
        if (!progression.isEmpty()) {
            cases.write(progression.moved(), progression.stillWaiting(), FileMoves.of(progression.moved(), now), now)
                    .forEach(file -> moved.put(file.receiptNumber(), file));
        }
        return progression.moved();
    }

    /** We hold the files now, and with them their unstarted cases; what those need stands as it is. */
    private List<Applied> again(List<Applied> applied, Map<String, FileProgress> moved, Moment now) {
        var unstarted = cases.unstarted(moved.keySet());
        if (unstarted.isEmpty()) {
            return List.of();
        }
        var reopened =
                applied.stream().map(one -> one.next().facts().caseNumber()).toList();
        var back = Progression.again(reopened, unstarted, cases.standings(moved.keySet()));
        if (!back.isEmpty()) {
            cases.write(back, List.of(), FileMoves.of(back, now), now)
                    .forEach(file -> moved.put(file.receiptNumber(), file));
        }
        return back;
    }

    private static List<Applied> applied(Collection<Transition> transitions) {
        return transitions.stream()
                .filter(Applied.class::isInstance)
                .map(Applied.class::cast)
                .toList();
    }
}
