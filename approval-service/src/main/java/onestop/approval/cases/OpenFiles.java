package onestop.approval.cases;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import onestop.approval.cases.ActLeaves.Leaf;
import onestop.approval.cases.CasePlan.Planned;
import onestop.approval.cases.CaseState.Waiting;
import onestop.approval.cases.NewFiles.NewCase;
import onestop.approval.cases.NewFiles.NewFile;
import onestop.approval.clocks.CaseClock;
import onestop.events.OutgoingEvent;
import onestop.workingdays.Calendars;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Opens the cases of accepted applications: any number of files and cases with one statement, and one more for their events. */
@Service
public class OpenFiles {
    private final NewFiles newFiles;
    private final WithdrawFiles withdrawFiles;
    private final GreenPromise greenPromise;
    private final ActLeaves leaves;
    private final ActListeners listeners;
    private final Calendars calendars;
    private final InstantSource clock;

    OpenFiles(
            NewFiles newFiles,
            WithdrawFiles withdrawFiles,
            GreenPromise greenPromise,
            ActLeaves leaves,
            ActListeners listeners,
            Calendars calendars,
            InstantSource clock) {
        this.newFiles = newFiles;
        this.withdrawFiles = withdrawFiles;
        this.greenPromise = greenPromise;
        this.leaves = leaves;
        this.listeners = listeners;
        this.calendars = calendars;
        this.clock = clock;
    }

    /** A file that is known already is left as it is; one whose withdrawal or termination has come first is closed at once. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void open(List<AcceptedFile> files) {
        var now = new Moment(clock.instant(), calendars.current());
        var distinct = new TreeMap<String, AcceptedFile>();
        files.forEach(file -> distinct.putIfAbsent(file.receiptNumber(), file));
        var fileRows = new ArrayList<NewFile>();
        var caseRows = new ArrayList<NewCase>();
        var acts = new ArrayList<Act>();
        var events = new ArrayList<OutgoingEvent>();
        for (var accepted : distinct.values()) {
            var file = greenPromise.of(accepted);
            var ordinary = file.greenChannel() == null ? Map.<String, AcceptedFile.Item>of() : accepted.itemsByCode();
            var planned = CasePlan.of(file);
            var units = CasePlan.units(file);
            int waiting = (int) planned.stream()
                    .filter(one -> one.state() instanceof Waiting)
                    .count();
            fileRows.add(NewFile.of(file, CasePlan.leadUnit(file), units, waiting, CriticalPath.of(planned)));
            for (var one : planned) {
                if (one.state() instanceof Waiting) {
                    caseRows.add(newCase(file, one, ordinary, null, now));
                } else {
                    var facts = facts(file, one, units);
                    var act = Act.opened(facts, now.at());
                    caseRows.add(newCase(file, one, ordinary, leaves.of(act), now));
                    acts.add(act);
                    events.add(CaseMessages.opened(facts, 1, now.dueDates(clock(file, one)), now.at()));
                }
            }
        }
        var fresh = newFiles.insert(fileRows, caseRows, now.at());
        acts.removeIf(act -> !fresh.contains(act.receiptNumber()));
        events.removeIf(event -> !fresh.contains(event.key()));
        listeners.tell(acts, events);
        closeEarly(fresh);
    }

    private void closeEarly(Set<String> receiptNumbers) {
        var endings = newFiles.takeEarlyEndings(receiptNumbers);
        if (!endings.isEmpty()) {
            withdrawFiles.close(endings);
        }
    }

    private static CaseClock clock(AcceptedFile file, Planned one) {
        return CaseClock.startingOn(
                file.countsFrom(), one.item().promisedDays(), one.item().statutoryDays());
    }

    private static CaseFacts facts(AcceptedFile file, Planned one, List<String> units) {
        var involved = new TreeSet<>(units);
        if (file.acceptedByUnit() != null) {
            involved.add(file.acceptedByUnit());
        }
        return new CaseFacts(
                one.part().caseNumber(),
                file.receiptNumber(),
                one.item().code(),
                one.item().unit(),
                one.item().caseType(),
                one.subject().usci(),
                one.item().resultNameZh(),
                one.item().stepCount(),
                file.kind() != AcceptedFile.Kind.SINGLE,
                one.item().stage(),
                one.item().promisedDays(),
                one.item().statutoryDays(),
                file.countsFrom(),
                file.acceptedBy(),
                involved,
                Set.of(),
                one.item().onSiteVerification());
    }

    private static Set<String> waitsAtFirst(@Nullable Waiting waiting) {
        if (waiting == null) {
            return Set.of();
        }
        var all = new TreeSet<>(waiting.needs());
        all.addAll(waiting.follows());
        return all;
    }

    /** @param ordinary the items as they are promised to everybody; empty where that is what is promised */
    private static NewCase newCase(
            AcceptedFile file, Planned one, Map<String, AcceptedFile.Item> ordinary, @Nullable Leaf leaf, Moment now) {
        var promisedToAll = ordinary.get(one.item().code());
        var waiting = one.state() instanceof Waiting state ? state : null;
        var clock = waiting == null ? clock(file, one) : null;
        var due = clock == null ? null : now.dueDates(clock);
        var item = one.item();
        return new NewCase(
                one.part().caseNumber(),
                file.receiptNumber(),
                item.code(),
                item.version(),
                item.nameZh(),
                item.nameEn(),
                item.resultNameZh(),
                item.unit(),
                item.caseType().name(),
                one.subject().usci(),
                one.subject().name(),
                one.subject().regionCode(),
                item.stage(),
                item.steps().isEmpty() ? null : item.stepCount(),
                item.promisedDays(),
                promisedToAll == null ? null : promisedToAll.promisedDays(),
                item.statutoryDays(),
                file.greenChannel() == null ? 1 : 0,
                waiting == null ? Set.of() : waiting.needs(),
                waiting == null ? Set.of() : waiting.follows(),
                CaseRow.status(one.state()),
                clock == null ? null : file.acceptedAt(),
                clock == null ? null : clock.startOn(),
                due == null ? null : due.promisedOn(),
                due == null ? null : due.statutoryOn(),
                due != null && due.provisional(),
                CaseRow.urgentOn(one.state(), due),
                item.onSiteVerification(),
                waitsAtFirst(waiting),
                clock == null ? 0 : 1,
                leaf == null ? null : leaf.saltText(),
                leaf == null ? null : leaf.hashText());
    }
}
