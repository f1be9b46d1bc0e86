package onestop.appeal.appeals;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import onestop.appeal.appeals.AppealEvent.AppealCalledBack;
import onestop.appeal.appeals.AppealEvent.ApplicantContacted;
import onestop.appeal.appeals.AppealEvent.DisciplineClueNoted;
import onestop.appeal.appeals.AppealEvent.JointHandlingOrdered;
import onestop.appeal.appeals.AppealEvent.PartGiven;
import onestop.appeal.appeals.AppealEvent.Summary;
import onestop.appeal.appeals.AppealState.Reached;
import onestop.appeal.appeals.Rejection.NoSuchAppeal;
import onestop.appeal.appeals.Rejection.Recused;
import onestop.appeal.appeals.Transition.Applied;
import onestop.appeal.appeals.Transition.Declined;
import onestop.appeal.clocks.CalendarMoves;
import onestop.appeal.clocks.ClockAccounts;
import onestop.appeal.clocks.TimeProfiles;
import onestop.appeal.clocks.Timetable;
import onestop.appeal.recusal.FileOfficers;
import onestop.appeal.recusal.Part;
import onestop.appeal.recusal.Staff;
import onestop.appeal.supervision.RaiseSupervision;
import onestop.appeal.units.UnitKey;
import onestop.appeal.words.AppealKind;
import onestop.appeal.words.BlockedClass;
import onestop.events.Outbox;
import onestop.events.OutgoingEvent;
import onestop.web.Caller;
import onestop.web.Role;
import onestop.workingdays.WorkingDayCalendar;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * One command on one appeal: the row is locked, the handler's part in the file is looked up, the model decides, and state, step
 * and event commit together or not at all. What is said about an appeal is said about those joined to it in the same transaction.
 */
@Service
class ChangeAppeal {
    private final Appeals appeals;
    private final AppealSteps steps;
    private final TimeProfiles profiles;
    private final CalendarMoves moves;
    private final DueTimesRecomputer recomputer;
    private final ClockAccounts accounts;
    private final FileOfficers fileOfficers;
    private final Staff staff;
    private final RaiseSupervision supervision;
    private final Outbox outbox;
    private final InstantSource clock;

    ChangeAppeal(
            Appeals appeals,
            AppealSteps steps,
            TimeProfiles profiles,
            CalendarMoves moves,
            DueTimesRecomputer recomputer,
            ClockAccounts accounts,
            FileOfficers fileOfficers,
            Staff staff,
            RaiseSupervision supervision,
            Outbox outbox,
            InstantSource clock) {
        this.appeals = appeals;
        this.steps = steps;
        this.profiles = profiles;
        this.moves = moves;
        this.recomputer = recomputer;
        this.accounts = accounts;
        this.fileOfficers = fileOfficers;
        this.staff = staff;
        this.supervision = supervision;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** What the caller wants to happen, given who they are, the limits in force, and the time. */
    interface Command {
        Transition on(Appeal appeal, Handler handler, Timetable timetable, Instant now);
    }

    /** As a member of the unit that the token names. */
    @Transactional
    public Transition asUnit(AppealId id, Caller caller, Command command) {
        return change(id, caller, unitOf(caller), command);
    }

    @Transactional
    public Transition asCoordinator(AppealId id, Caller caller, Command command) {
        return change(id, caller, null, command);
    }

    /** As who raised it or acts for the enterprise it belongs to; the coordinator may speak for both. */
    @Transactional
    public Transition asApplicant(AppealId id, Caller caller, Command command) {
        if (belongsTo(id, caller)) {
            return change(
                    id,
                    caller,
                    null,
                    (appeal, handler, timetable, now) -> command.on(appeal, handler.forThemselves(), timetable, now));
        }
        return caller.is(Role.APPEAL_COORDINATOR)
                ? change(id, caller, null, command)
                : new Declined(new NoSuchAppeal());
    }

    /**
     * Has another appeal handled for this one too. Both are locked in the order that commands on them keep; two that are joined to each
     * other at once come one after the other.
     */
    @Transactional
    public Transition join(AppealId id, AppealId into, @Nullable Summary forUnit, Caller caller) {
        appeals.waitForOtherJoinings();
        appeals.lock(into, id);
        var main = appeals.findForChange(into).orElse(null);
        var part = main == null ? null : partOf(caller, main);
        if (main == null || concealed(main, part, caller)) {
            return new Declined(new NoSuchAppeal());
        }
        if (part != null) {
            return new Declined(new Recused(part));
        }
        return change(
                id,
                caller,
                null,
                (appeal, handler, _, now) ->
                        appeal.join(handler, main, forUnit, appeals.joinedTo(id), appeals.joinedTo(into), now));
    }

    /** The coordinator gives it to a unit; who of the unit that has it has signed counts. */
    @Transactional
    public Transition dispatch(
            AppealId id, Caller caller, UnitKey unit, @Nullable String note, @Nullable Summary forUnit) {
        return change(
                id,
                caller,
                null,
                (appeal, handler, _, now) -> appeal.dispatch(handler, unit, note, forUnit, appeals.signer(id), now));
    }

    @Transactional
    public Transition sign(AppealId id, Caller caller) {
        return change(
                id, caller, unitOf(caller), (appeal, handler, _, now) -> appeal.sign(handler, appeals.signer(id), now));
    }

    /** The coordinator says which file it is about; the item follows, where it is known which one that file is about. */
    @Transactional
    public Transition nameFile(AppealId id, Caller caller, About.File file) {
        var item = fileOfficers
                .itemOf(file.receiptNumber(), file.caseNumber(), file.negativeAnswerId())
                .orElse(null);
        return change(id, caller, null, (appeal, handler, _, now) -> appeal.nameFile(handler, file, item, now));
    }

    /** The coordinator says what it is; without a stated item it is about the one that its file is about, where nobody named one. */
    @Transactional
    public Transition classify(
            AppealId id,
            Caller caller,
            AppealKind kind,
            @Nullable BlockedClass blockedClass,
            @Nullable String statedItem) {
        return change(id, caller, null, (appeal, handler, timetable, now) -> {
            var about = appeal.subject().about();
            var item = statedItem != null || about.itemCode() != null || about.namesNoFile()
                    ? statedItem
                    : fileOfficers
                            .itemOf(about.receiptNumber(), about.caseNumber(), about.negativeAnswerId())
                            .orElse(null);
            return appeal.classify(handler, kind, blockedClass, item, timetable, now);
        });
    }

    private Transition change(AppealId id, Caller caller, @Nullable UnitKey unit, Command command) {
        var found = appeals.findForChange(id).orElse(null);
        if (found == null) {
            return new Declined(new NoSuchAppeal());
        }
        var part = partOf(caller, found);
        if (concealed(found, part, caller)) {
            return new Declined(new NoSuchAppeal());
        }
        boolean leader = caller.is(Role.APPEAL_COORDINATOR)
                && staff.leads(
                        caller.subject(),
                        caller.unit(),
                        caller.roles().stream().map(Role::name).toList());
        var handler = new Handler(new OfficerId(caller.subject()), unit, part, leader);
        var move = moves.calendar().orElse(null);
        var timetable = timetable(found, move);
        var moved = move == null ? found : recomputer.moved(found, timetable);
        var now = clock.instant();
        settleLate(List.of(moved), now);
        var transition = command.on(moved, handler, timetable, now);
        if (transition instanceof Applied applied) {
            apply(moved, applied, timetable, move);
        }
        return transition;
    }

    /** @param move the calendar to which due times move at present, those of the appeal, too, before anything follows from them */
    private Timetable timetable(Appeal appeal, @Nullable WorkingDayCalendar move) {
        var profile = appeal.subject().profile();
        return move == null ? profiles.timetable(profile) : profiles.timetable(profile, move);
    }

    /** What the job has not raised yet is raised before the appeals change, so that what is said late hides nothing. */
    private void settleLate(List<Appeal> appeals, Instant now) {
        supervision.settle(appeals.stream()
                .filter(appeal -> appeal.nextDue()
                        .filter(next -> next.dueAt().isBefore(now))
                        .isPresent())
                .map(appeal -> appeal.id().value())
                .toList());
    }

    private @Nullable Part partOf(Caller caller, Appeal appeal) {
        var about = appeal.subject().about();
        return about.keepsNobodyAway()
                ? null
                : fileOfficers
                        .partOf(
                                caller.subject(),
                                about.receiptNumber(),
                                about.caseNumber(),
                                about.negativeAnswerId(),
                                about.feedbackId())
                        .orElse(null);
    }

    /** To decline as recused would tell whoever had a part in the file of such an appeal that it exists. */
    private boolean concealed(Appeal appeal, @Nullable Part part, Caller caller) {
        return part != null && appeal.subject().privacy().unnamed() && !belongsTo(appeal.id(), caller);
    }

    private boolean belongsTo(AppealId id, Caller caller) {
        return appeals.owner(id)
                .filter(owner -> caller.subject().equals(owner.submittedBy())
                        || (owner.usci() != null && caller.actsFor(owner.usci())))
                .isPresent();
    }

    private void apply(Appeal before, Applied applied, Timetable timetable, @Nullable WorkingDayCalendar move) {
        var next = applied.next();
        var event = applied.event();
        var messages = new ArrayList<OutgoingEvent>();
        var forUnit = AppealEvent.summaryIn(event);
        if (forUnit != null) {
            appeals.summarise(next.id(), forUnit);
        }
        appeals.update(next);
        accounts.keep(next.id().value(), before.metBy(next, timetable));
        switch (event) {
            case JointHandlingOrdered ordered -> appeals.askParts(next.id(), ordered.others(), ordered.at());
            case PartGiven given -> appeals.partGiven(next.id(), given.unit(), given.at());
            case DisciplineClueNoted clue -> {
                appeals.noteClue(next.id(), clue.at());
                supervision.clue(next.id().value());
            }
            case AppealCalledBack(var _, Reached reached, var _, var _)
            when !reached.accepted() ->
                supervision.notAccepted(
                        next.id().value(), reached.at(), before.progress().redone());
            default -> {
                // the row says it all
            }
        }
        tell(next, event, messages);
        if (AppealEvent.concernsJoinedOnes(event)) {
            tellJoined(next.id(), event, move, messages);
        }
        outbox.append(messages);
    }

    /**
     * What is said about an appeal is not said about those joined to it that are against acts of who says it; and whom the unit has
     * spoken with speaks for their own appeals only.
     */
    private void tellJoined(
            AppealId main, AppealEvent event, @Nullable WorkingDayCalendar move, ArrayList<OutgoingEvent> messages) {
        var allJoined = appeals.findJoinedForChange(main).stream()
                .map(joined -> move == null ? joined : recomputer.moved(joined, timetable(joined, move)))
                .toList();
        if (allJoined.isEmpty()) {
            return;
        }
        settleLate(allJoined, event.at());
        var againstThem = appeals.joinedAboutActsOf(event.by(), main);
        var spokenWith = event instanceof ApplicantContacted ? appeals.joinedOfTheSameApplicant(main) : null;
        for (var joined : allJoined) {
            if (spokenWith != null && !spokenWith.contains(joined.id())) {
                continue;
            }
            var timetable = timetable(joined, move);
            var applied =
                    againstThem.contains(joined.id()) ? joined.separate(event) : joined.together(event, timetable);
            applied.ifPresent(too -> {
                appeals.update(too.next());
                accounts.keep(joined.id().value(), joined.metBy(too.next(), timetable));
                tell(too.next(), too.event(), messages);
            });
        }
    }

    private void tell(Appeal next, AppealEvent event, ArrayList<OutgoingEvent> messages) {
        steps.append(next, event);
        AppealEventMessages.of(next, event).ifPresent(messages::add);
        if (PartnerReplyMessages.concerns(next, event)) {
            appeals.partnerOf(next.id())
                    .flatMap(partner -> PartnerReplyMessages.of(partner, next, event))
                    .ifPresent(messages::add);
        }
    }

    /** A token that names no unit, or none that could exist, belongs to no unit of ours. */
    private static @Nullable UnitKey unitOf(Caller caller) {
        var unit = caller.unit();
        return unit == null || !unit.matches(UnitKey.PATTERN) ? null : new UnitKey(unit);
    }
}
