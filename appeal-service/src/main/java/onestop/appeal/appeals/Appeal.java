package onestop.appeal.appeals;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import onestop.appeal.appeals.AppealEvent.AnsweredByOffice;
import onestop.appeal.appeals.AppealEvent.AppealCalledBack;
import onestop.appeal.appeals.AppealEvent.AppealClassified;
import onestop.appeal.appeals.AppealEvent.AppealClosed;
import onestop.appeal.appeals.AppealEvent.AppealDispatched;
import onestop.appeal.appeals.AppealEvent.AppealJoined;
import onestop.appeal.appeals.AppealEvent.AppealReceived;
import onestop.appeal.appeals.AppealEvent.AppealRejected;
import onestop.appeal.appeals.AppealEvent.AppealReopened;
import onestop.appeal.appeals.AppealEvent.AppealReplied;
import onestop.appeal.appeals.AppealEvent.AppealReturned;
import onestop.appeal.appeals.AppealEvent.AppealSeparated;
import onestop.appeal.appeals.AppealEvent.AppealSigned;
import onestop.appeal.appeals.AppealEvent.ApplicantContacted;
import onestop.appeal.appeals.AppealEvent.CallBackMissed;
import onestop.appeal.appeals.AppealEvent.DisciplineClueNoted;
import onestop.appeal.appeals.AppealEvent.ExtensionAsked;
import onestop.appeal.appeals.AppealEvent.ExtensionRefused;
import onestop.appeal.appeals.AppealEvent.FileNamed;
import onestop.appeal.appeals.AppealEvent.JointHandlingEnded;
import onestop.appeal.appeals.AppealEvent.JointHandlingOrdered;
import onestop.appeal.appeals.AppealEvent.LimitExtended;
import onestop.appeal.appeals.AppealEvent.OpinionGiven;
import onestop.appeal.appeals.AppealEvent.PartGiven;
import onestop.appeal.appeals.AppealEvent.RedoOrdered;
import onestop.appeal.appeals.AppealEvent.RevisionAsked;
import onestop.appeal.appeals.AppealEvent.StageReplied;
import onestop.appeal.appeals.AppealEvent.Summary;
import onestop.appeal.appeals.AppealEvent.UrgencyChanged;
import onestop.appeal.appeals.AppealState.AnsweredDirectly;
import onestop.appeal.appeals.AppealState.AtWork;
import onestop.appeal.appeals.AppealState.Attempts;
import onestop.appeal.appeals.AppealState.CallBack;
import onestop.appeal.appeals.AppealState.CalledBack;
import onestop.appeal.appeals.AppealState.Closed;
import onestop.appeal.appeals.AppealState.Coordinating;
import onestop.appeal.appeals.AppealState.Dispatched;
import onestop.appeal.appeals.AppealState.ExtensionRequested;
import onestop.appeal.appeals.AppealState.InProgress;
import onestop.appeal.appeals.AppealState.Outcome;
import onestop.appeal.appeals.AppealState.Reached;
import onestop.appeal.appeals.AppealState.Received;
import onestop.appeal.appeals.AppealState.Redo;
import onestop.appeal.appeals.AppealState.Rejected;
import onestop.appeal.appeals.AppealState.RejectionGround;
import onestop.appeal.appeals.AppealState.Replied;
import onestop.appeal.appeals.AppealState.Returned;
import onestop.appeal.appeals.AppealState.Signed;
import onestop.appeal.appeals.AppealState.Unreached;
import onestop.appeal.appeals.AppealState.WithUnit;
import onestop.appeal.appeals.Rejection.AlreadyAnswered;
import onestop.appeal.appeals.Rejection.AlreadyContacted;
import onestop.appeal.appeals.Rejection.AlreadyRedone;
import onestop.appeal.appeals.Rejection.AlreadyReopened;
import onestop.appeal.appeals.Rejection.CallBackTooSoon;
import onestop.appeal.appeals.Rejection.CannotJoin;
import onestop.appeal.appeals.Rejection.ClassDoesNotFit;
import onestop.appeal.appeals.Rejection.ExtensionTooLong;
import onestop.appeal.appeals.Rejection.ExtensionsExhausted;
import onestop.appeal.appeals.Rejection.FileOfRating;
import onestop.appeal.appeals.Rejection.HandledTogether;
import onestop.appeal.appeals.Rejection.LeaderOnly;
import onestop.appeal.appeals.Rejection.NoDecisionNamed;
import onestop.appeal.appeals.Rejection.NoExtension;
import onestop.appeal.appeals.Rejection.NoSuchAppeal;
import onestop.appeal.appeals.Rejection.NobodyToContact;
import onestop.appeal.appeals.Rejection.NothingToRedo;
import onestop.appeal.appeals.Rejection.OpinionAlreadyGiven;
import onestop.appeal.appeals.Rejection.OutcomeDoesNotFit;
import onestop.appeal.appeals.Rejection.ReasonMissing;
import onestop.appeal.appeals.Rejection.Recused;
import onestop.appeal.appeals.Rejection.ReturnsExhausted;
import onestop.appeal.appeals.Rejection.SameFile;
import onestop.appeal.appeals.Rejection.SameUnit;
import onestop.appeal.appeals.Rejection.SummaryMissing;
import onestop.appeal.appeals.Rejection.TooLateToExtend;
import onestop.appeal.appeals.Rejection.TooLateToReopen;
import onestop.appeal.appeals.Rejection.TooLateToReturn;
import onestop.appeal.appeals.Rejection.TooManyJoined;
import onestop.appeal.appeals.Rejection.UrgencyUnchanged;
import onestop.appeal.appeals.Rejection.WouldTellWho;
import onestop.appeal.appeals.Rejection.WrongState;
import onestop.appeal.appeals.Transition.Applied;
import onestop.appeal.appeals.Transition.Declined;
import onestop.appeal.clocks.Clock;
import onestop.appeal.clocks.DueTime;
import onestop.appeal.clocks.Shanghai;
import onestop.appeal.clocks.TimeLimit;
import onestop.appeal.clocks.Timetable;
import onestop.appeal.units.UnitKey;
import onestop.appeal.words.AppealKind;
import onestop.appeal.words.BlockedClass;
import onestop.appeal.words.StateName;
import org.jspecify.annotations.Nullable;

/**
 * One appeal on its way. Every legal move is a method here and nowhere else; a move yields the next appeal, nothing is mutated. Each
 * move names the states it starts from and is declined in all others; the tests walk through every state with every move.
 */
record Appeal(
        AppealId id,
        AppealNumber number,
        Subject subject,
        AppealState state,
        Progress progress,
        DueTimes due,
        long version) {

    static Applied receive(AppealId id, AppealNumber number, Submission submission, Timetable timetable) {
        var subject = new Subject(
                submission.kind(),
                submission.blockedClass(),
                submission.urgent(),
                submission.about(),
                submission.receivedAt(),
                timetable.profile().code(),
                submission.privacy());
        var due = DueTimes.starting(timetable, subject, 0);
        var appeal = new Appeal(id, number, subject, new Received(submission.receivedAt()), Progress.NONE, due, 1);
        return new Applied(appeal, new AppealReceived(submission));
    }

    /** While nobody works on it: it may go to a unit, or elsewhere. */
    private boolean unsigned() {
        return state instanceof Received || state instanceof Returned || state instanceof Dispatched;
    }

    /**
     * The coordinator finds that it is of another kind, or harder or easier than it was taken for; the limits follow.
     *
     * @param item the item that it is about, or absent to leave that as it is
     */
    Transition classify(
            Handler handler,
            AppealKind kind,
            @Nullable BlockedClass blockedClass,
            @Nullable String item,
            Timetable timetable,
            Instant now) {
        return forCoordinator(handler, () -> {
            boolean waitsForTime = state instanceof ExtensionRequested;
            if (!unsigned() && (!(state instanceof AtWork) || waitsForTime)) {
                return needs(
                        StateName.RECEIVED,
                        StateName.RETURNED,
                        StateName.DISPATCHED,
                        StateName.SIGNED,
                        StateName.IN_PROGRESS,
                        StateName.COORDINATING);
            }
            if ((kind == AppealKind.BLOCKED_MATTER) != (blockedClass != null)) {
                return new Declined(new ClassDoesNotFit(kind));
            }
            var newItem = item == null || item.equals(subject.about().itemCode()) ? null : item;
            var about = newItem == null ? subject.about() : subject.about().withItem(newItem);
            var classified = subject.classified(kind, blockedClass).naming(about);
            var recomputed = due.recomputed(timetable, classified, progress);
            return new Applied(
                    new Appeal(id, number, classified, state, progress, recomputed, version + 1),
                    new AppealClassified(kind, blockedClass, newItem, handler.officer(), now));
        });
    }

    /** The coordinator finds, before a unit has signed, that it is urgent or is not; the limits follow. */
    Transition changeUrgency(Handler handler, boolean urgent, String reason, Timetable timetable, Instant now) {
        return forCoordinator(handler, () -> {
            if (!unsigned()) {
                return needs(StateName.RECEIVED, StateName.RETURNED, StateName.DISPATCHED);
            }
            if (subject.urgent() == urgent) {
                return new Declined(new UrgencyUnchanged(urgent));
            }
            var changed = subject.withUrgency(urgent);
            return new Applied(
                    new Appeal(
                            id,
                            number,
                            changed,
                            state,
                            progress,
                            due.recomputed(timetable, changed, progress),
                            version + 1),
                    new UrgencyChanged(urgent, reason, handler.officer(), now));
        });
    }

    /** The office answers what needs no unit, such as a question about a policy. */
    Transition answerDirectly(Handler handler, String text, UnitKey office, Instant now) {
        return forCoordinator(handler, () -> {
            // Opened again after the office had answered: no unit is there to answer it.
            boolean ours = state instanceof Received
                    || state instanceof Returned
                    || state instanceof Redo redo && redo.unit().equals(office);
            return ours
                    ? becomes(
                            new AnsweredDirectly(office, Attempts.NONE, now),
                            progress.replied(now)
                                    .keeping(state instanceof Redo redo ? redo.earlier() : progress.earlier()),
                            new AnsweredByOffice(office, text, handler.officer(), now))
                    : needs(StateName.RECEIVED, StateName.RETURNED);
        });
    }

    /**
     * The coordinator names the file or the case that it concerns, or puts it right: from now on whoever had a part there handles it no
     * more. That holds for what is joined to another one, too.
     *
     * @param itemOfFile the item that the file is about, as far as that is known
     */
    Transition nameFile(Handler handler, About.File file, @Nullable String itemOfFile, Instant now) {
        if (handler.part() != null) {
            return new Declined(new Recused(handler.part()));
        }
        if (state instanceof Closed || state instanceof Rejected) {
            return new Declined(new WrongState(
                    state.name(), EnumSet.complementOf(EnumSet.of(StateName.CLOSED, StateName.REJECTED))));
        }
        var about = subject.about();
        if (about.ratingId() != null && !Objects.equals(about.receiptNumber(), file.receiptNumber())) {
            return new Declined(new FileOfRating());
        }
        if (file.equals(about.file())) {
            return new Declined(new SameFile());
        }
        var named = about.with(file, itemOfFile);
        return new Applied(
                new Appeal(id, number, subject.naming(named), state, progress, due, version + 1),
                new FileNamed(
                        file,
                        about.file(),
                        Objects.equals(named.itemCode(), about.itemCode()) ? null : named.itemCode(),
                        handler.officer(),
                        now));
    }

    /** The office itself has spoken with the applicant, while no unit has it or it is handled with another one. */
    Transition recordContactByOffice(Handler handler, String note, UnitKey office, Instant now) {
        if (handler.part() != null) {
            return new Declined(new Recused(handler.part()));
        }
        if (!(state instanceof Received || state instanceof Returned)) {
            return needs(StateName.RECEIVED, StateName.RETURNED);
        }
        return contacted(state, new ApplicantContacted(office, note, handler.officer(), now));
    }

    private Transition contacted(AppealState next, ApplicantContacted event) {
        if (subject.privacy().anonymous()) {
            return new Declined(new NobodyToContact());
        }
        return progress.contactedAt() != null
                ? new Declined(new AlreadyContacted(progress.contactedAt()))
                : becomes(next, progress.contacted(event.at()), event);
    }

    /**
     * The coordinator gives it to a unit, or to another one while the first has not signed; to choose who looks at one's own act is to
     * handle it. Once who signed for it may not handle it, it is taken from them however far they are; a redo stays a redo.
     */
    Transition dispatch(
            Handler handler,
            UnitKey unit,
            @Nullable String note,
            @Nullable Summary forUnit,
            Signer signer,
            Instant now) {
        if (handler.part() != null) {
            return new Declined(new Recused(handler.part()));
        }
        if (waitsForAnother()) {
            return new Declined(new HandledTogether());
        }
        if (!unsigned() && !mayBeTaken(signer)) {
            return needs(StateName.RECEIVED, StateName.RETURNED, StateName.DISPATCHED);
        }
        if ((state instanceof Dispatched || state instanceof Redo)
                && state instanceof WithUnit held
                && held.unit().equals(unit)) {
            return new Declined(new SameUnit(unit));
        }
        if (lacksSummary(forUnit)) {
            return new Declined(new SummaryMissing());
        }
        var next = state instanceof Redo redo
                ? new Redo(unit, now, redo.earlier(), redo.since())
                : new Dispatched(unit, now);
        return new Applied(
                new Appeal(id, number, told(forUnit), next, progress, due, version + 1),
                new AppealDispatched(unit, note, forUnit, handler.officer(), now));
    }

    private boolean mayBeTaken(Signer signer) {
        return (state instanceof AtWork && signer == Signer.RECUSED)
                || (state instanceof Redo && signer != Signer.MAY_HANDLE);
    }

    /** A unit that gets a confidential appeal needs words that point to nobody. */
    private boolean lacksSummary(@Nullable Summary forUnit) {
        var privacy = subject.privacy();
        return privacy.confidential() && !privacy.summarised() && forUnit == null;
    }

    private Subject told(@Nullable Summary forUnit) {
        return forUnit == null ? subject : subject.summarised();
    }

    /** A manager of the unit takes it on, or takes on a redo that nobody of the unit has signed for who may handle it. */
    Transition sign(Handler handler, Signer signer, Instant now) {
        return forUnit(handler, () -> {
            if (state instanceof Redo redo && mayBeTaken(signer)) {
                return becomes(redo, new AppealSigned(redo.unit(), handler.officer(), now));
            }
            return state instanceof Dispatched(var unit, var since)
                    ? becomes(
                            new Signed(unit, since, handler.officer(), now),
                            new AppealSigned(unit, handler.officer(), now))
                    : needs(StateName.DISPATCHED);
        });
    }

    /** The unit gives it back as not its duty. Who is recused may do that too: it puts the appeal into other hands. */
    Transition giveBack(Handler handler, String legalReason, UnitKey proposedUnit, Timetable timetable, Instant now) {
        if (!(state instanceof WithUnit held) || !held.unit().equals(handler.unit())) {
            return new Declined(new NoSuchAppeal());
        }
        if (!(held instanceof Dispatched || held instanceof Signed || held instanceof InProgress)) {
            return needs(StateName.DISPATCHED, StateName.SIGNED, StateName.IN_PROGRESS);
        }
        var lastDay = timetable.lastDayToReturn(held.dispatchedAt());
        return !(held instanceof Dispatched) && Shanghai.dayOf(now).isAfter(lastDay)
                ? new Declined(new TooLateToReturn(lastDay))
                : giveBack(held, handler.officer(), legalReason, proposedUnit, timetable, now);
    }

    private Transition giveBack(
            WithUnit held, OfficerId by, String legalReason, UnitKey proposedUnit, Timetable timetable, Instant now) {
        if (progress.returns() >= timetable.profile().returnsAtMost()) {
            return new Declined(new ReturnsExhausted(progress.returns()));
        }
        if (proposedUnit.equals(held.unit())) {
            return new Declined(new SameUnit(proposedUnit));
        }
        return becomes(
                new Returned(held.unit(), held.dispatchedAt(), proposedUnit, now),
                progress.returned(),
                new AppealReturned(held.unit(), legalReason, proposedUnit, by, now));
    }

    /** The unit has spoken with the applicant. */
    Transition recordContact(Handler handler, String note, Instant now) {
        return atWork(
                handler,
                work -> contacted(begun(work, now), new ApplicantContacted(work.unit(), note, handler.officer(), now)));
    }

    /** The unit says how it means to solve it. */
    Transition giveOpinion(Handler handler, String text, Instant now) {
        return atWork(
                handler,
                work -> progress.opinionAt() != null
                        ? new Declined(new OpinionAlreadyGiven(progress.opinionAt()))
                        : becomes(
                                begun(work, now),
                                progress.opinionGiven(now),
                                new OpinionGiven(work.unit(), text, handler.officer(), now)));
    }

    /** The unit tells the applicant how far it is. That is contact and opinion too, where there was none. */
    Transition replyOnStage(Handler handler, String text, Instant now) {
        return atWork(
                handler,
                work -> becomes(
                        begun(work, now),
                        progress.opinionGiven(now),
                        new StageReplied(work.unit(), text, handler.officer(), now)));
    }

    /** What the unit does on the way, while it works alone or with others, or waits for more time. */
    private Transition atWork(Handler handler, Function<AtWork, Transition> move) {
        return forUnit(
                handler,
                () -> state instanceof AtWork work
                        ? move.apply(work)
                        : needs(
                                StateName.SIGNED,
                                StateName.IN_PROGRESS,
                                StateName.EXTENSION_REQUESTED,
                                StateName.COORDINATING));
    }

    /** The state once the unit has begun. */
    private static AppealState begun(AtWork work, Instant at) {
        return work instanceof Signed signed ? inProgress(signed, at) : work;
    }

    private static InProgress inProgress(AtWork work, Instant at) {
        return new InProgress(work.unit(), work.dispatchedAt(), work.officer(), at);
    }

    /** The unit asks for more time, before the limit is over; also while others owe it their parts. */
    Transition askExtension(Handler handler, int days, String reason, Timetable timetable, Instant now) {
        return forUnit(
                handler,
                () -> state instanceof AtWork work && !(state instanceof ExtensionRequested)
                        ? askExtension(handler, work, days, reason, timetable, now)
                        : needs(StateName.SIGNED, StateName.IN_PROGRESS, StateName.COORDINATING));
    }

    private Transition askExtension(
            Handler handler, AtWork work, int days, String reason, Timetable timetable, Instant now) {
        var extras = timetable.profile().extras();
        boolean inDays = timetable
                .limit(Clock.SOLUTION, subject.measure())
                .filter(limit -> limit.unit().inDays())
                .isPresent();
        if (extras.extensionsAtMost() == 0 || !inDays || due.redo() != null) {
            return new Declined(new NoExtension());
        }
        if (progress.extensions() >= extras.extensionsAtMost()) {
            return new Declined(new ExtensionsExhausted(progress.extensions()));
        }
        int most = Math.min(extras.extensionDays(), daysLeft(timetable));
        if (most < 1) {
            return new Declined(new ExtensionsExhausted(progress.extensions()));
        }
        if (days > most) {
            return new Declined(new ExtensionTooLong(most));
        }
        if (now.isAfter(due.solution())) {
            return new Declined(new TooLateToExtend(due.solution()));
        }
        var open = work instanceof Coordinating coordinating ? coordinating.open() : Set.<UnitKey>of();
        return becomes(
                new ExtensionRequested(work.unit(), work.dispatchedAt(), work.officer(), days, open, now),
                new ExtensionAsked(work.unit(), days, reason, handler.officer(), now));
    }

    /** By how much the limit may still grow before it is longer than any limit may be; a limit in minutes does not grow. */
    private int daysLeft(Timetable timetable) {
        return timetable
                .limit(Clock.SOLUTION, subject.measure())
                .filter(limit -> limit.unit().inDays())
                .map(limit -> TimeLimit.MAX_DAYS - limit.amount() - due.extendedDays())
                .orElse(TimeLimit.MAX_DAYS);
    }

    /** The coordinator gives more time once, the leading group again. What was asked in time is granted late as well. */
    Transition grantExtension(Handler handler, @Nullable String note, Timetable timetable, Instant now) {
        return decideExtension(handler, asked -> {
            if (progress.extensions() > 0 && !handler.leader()) {
                return new Declined(new LeaderOnly());
            }
            return new Applied(
                    new Appeal(
                            id,
                            number,
                            subject,
                            resumed(asked, now),
                            progress.extended(),
                            due.extendedBy(timetable, subject, asked.days()),
                            version + 1),
                    new LimitExtended(
                            asked.unit(), asked.days(), note, asked.since(), handler.leader(), handler.officer(), now));
        });
    }

    Transition refuseExtension(Handler handler, String reason, Instant now) {
        return decideExtension(
                handler,
                asked -> becomes(
                        resumed(asked, now), new ExtensionRefused(asked.unit(), reason, handler.officer(), now)));
    }

    /** Back to work, alone or with those who still owe a part. */
    private static AppealState resumed(ExtensionRequested asked, Instant at) {
        return asked.open().isEmpty()
                ? inProgress(asked, at)
                : new Coordinating(asked.unit(), asked.dispatchedAt(), asked.officer(), asked.open(), at);
    }

    private Transition decideExtension(Handler handler, Function<ExtensionRequested, Transition> move) {
        return forCoordinator(
                handler,
                () -> state instanceof ExtensionRequested asked
                        ? move.apply(asked)
                        : needs(StateName.EXTENSION_REQUESTED));
    }

    /** The coordinator asks other units for their parts. The unit that received it first leads (首接负责). */
    Transition coordinate(Handler handler, Set<UnitKey> others, String task, Instant now) {
        return forCoordinator(
                handler,
                () -> state instanceof AtWork work && !(state instanceof ExtensionRequested)
                        ? coordinate(handler, work, others, task, now)
                        : needs(StateName.SIGNED, StateName.IN_PROGRESS, StateName.COORDINATING));
    }

    private Transition coordinate(Handler handler, AtWork work, Set<UnitKey> others, String task, Instant now) {
        var lead = work.unit();
        var open = work instanceof Coordinating coordinating ? coordinating.open() : Set.<UnitKey>of();
        if (others.contains(lead)) {
            return new Declined(new SameUnit(lead));
        }
        for (var other : others) {
            if (open.contains(other)) {
                return new Declined(new SameUnit(other));
            }
        }
        var all = new HashSet<>(open);
        all.addAll(others);
        return becomes(
                new Coordinating(lead, work.dispatchedAt(), work.officer(), all, now),
                progress.withJointUnits(others),
                new JointHandlingOrdered(lead, others, task, handler.officer(), now));
    }

    /** A unit that owes a part gives it; with the last one the lead works on alone. */
    Transition givePart(Handler handler, String text, Instant now) {
        var unit = handler.unit();
        if (unit == null || !progress.jointUnits().contains(unit)) {
            return state instanceof WithUnit held && held.unit().equals(unit)
                    ? needs(StateName.COORDINATING)
                    : new Declined(new NoSuchAppeal());
        }
        if (handler.part() != null) {
            return new Declined(new Recused(handler.part()));
        }
        var given = new PartGiven(unit, text, handler.officer(), now);
        if (state instanceof ExtensionRequested asked && asked.open().contains(unit)) {
            return becomes(asked.without(unit), given);
        }
        if (!(state instanceof Coordinating work) || !work.open().contains(unit)) {
            return needs(StateName.COORDINATING);
        }
        var left = new HashSet<>(work.open());
        left.remove(unit);
        return becomes(
                left.isEmpty()
                        ? inProgress(work, now)
                        : new Coordinating(work.unit(), work.dispatchedAt(), work.officer(), left, now),
                given);
    }

    /** The coordinator no longer waits for parts that are missing. */
    Transition endCoordination(Handler handler, String reason, Instant now) {
        return forCoordinator(
                handler,
                () -> state instanceof Coordinating work
                        ? becomes(
                                inProgress(work, now),
                                new JointHandlingEnded(work.unit(), reason, handler.officer(), now))
                        : needs(StateName.COORDINATING));
    }

    /** The unit answers; with others asked, when all parts are there. */
    Transition reply(Handler handler, String text, Instant now) {
        return forUnit(handler, () -> {
            if (state instanceof Redo redo) {
                return replied(redo, redo.earlier(), handler, text, now);
            }
            boolean partsMissing = state instanceof Coordinating
                    || state instanceof ExtensionRequested asked
                            && !asked.open().isEmpty();
            return state instanceof AtWork work && !partsMissing
                    ? replied(work, progress.earlier(), handler, text, now)
                    : needs(StateName.SIGNED, StateName.IN_PROGRESS, StateName.EXTENSION_REQUESTED, StateName.REDO);
        });
    }

    private Applied replied(WithUnit held, @Nullable CallBack earlier, Handler handler, String text, Instant now) {
        return becomes(
                new Replied(held.unit(), held.dispatchedAt(), Attempts.NONE, earlier, now),
                progress.replied(now).keeping(null),
                new AppealReplied(held.unit(), text, handler.officer(), now));
    }

    /** The coordinator has reached the applicant and asked. */
    Transition callBackReached(
            Handler handler,
            boolean solved,
            boolean satisfied,
            @Nullable String note,
            Timetable timetable,
            Instant now) {
        return calling(
                handler,
                answered -> calledBack(answered, new Reached(solved, satisfied, now), handler, note, timetable, now));
    }

    /** The coordinator has called and nobody answered. After the last attempt the call-back is over. */
    Transition callBackMissed(Handler handler, @Nullable String note, Timetable timetable, Instant now) {
        return calling(handler, answered -> missed(answered, handler, note, timetable, now));
    }

    private Transition calling(Handler handler, Function<Answered, Transition> move) {
        return forCoordinator(handler, () -> {
            if (state instanceof Replied(var unit, var dispatchedAt, var attempts, var earlier, var since)) {
                return move.apply(new Answered(
                        unit, dispatchedAt, attempts, more -> new Replied(unit, dispatchedAt, more, earlier, since)));
            }
            return state instanceof AnsweredDirectly(var unit, var attempts, var since)
                    ? move.apply(new Answered(unit, since, attempts, more -> new AnsweredDirectly(unit, more, since)))
                    : needs(StateName.REPLIED, StateName.ANSWERED_DIRECTLY);
        });
    }

    /** An answer that the applicant is asked about, and the state it stays in while nobody is reached. */
    private record Answered(
            UnitKey unit, Instant dispatchedAt, Attempts attempts, Function<Attempts, AppealState> after) {}

    /** Who raised it without a name cannot be called: the first attempt is the last. */
    private Transition missed(
            Answered answered, Handler handler, @Nullable String note, Timetable timetable, Instant now) {
        var last = answered.attempts().last();
        var gap = timetable.profile().callBackGap();
        if (last != null && now.isBefore(last.plus(gap))) {
            return new Declined(new CallBackTooSoon(last.plus(gap)));
        }
        var attempts = answered.attempts().another(now);
        if (subject.privacy().anonymous()
                || attempts.count() >= timetable.profile().callBackAttempts()) {
            return calledBack(answered, new Unreached(now), handler, note, timetable, now);
        }
        return becomes(
                answered.after().apply(attempts), new CallBackMissed(answered.unit(), note, handler.officer(), now));
    }

    /**
     * What the office answered itself and was not accepted is for a unit now: it is where it was when it was received, but as a
     * redo with the limit of one, and there is no further one. What the applicant said stays until they are asked again.
     */
    private Applied calledBack(
            Answered answered,
            CallBack result,
            Handler handler,
            @Nullable String note,
            Timetable timetable,
            Instant now) {
        var event = new AppealCalledBack(answered.unit(), result, note, handler.officer());
        boolean back = state instanceof AnsweredDirectly
                && result instanceof Reached
                && !result.accepted()
                && !progress.redone();
        return back
                ? redone(
                        subject,
                        new Received(now),
                        progress.joined(null).sentBack().keeping(result),
                        event,
                        timetable,
                        now)
                : becomes(
                        new CalledBack(answered.unit(), answered.dispatchedAt(), result),
                        progress.keeping(null),
                        event);
    }

    /**
     * The coordinator sends an answer back to the unit: once because the applicant did not accept it, and once because the office itself
     * does not, before the applicant is asked.
     */
    Transition orderRedo(Handler handler, String reason, @Nullable Summary forUnit, Timetable timetable, Instant now) {
        return forCoordinator(handler, () -> switch (state) {
            case Replied replied ->
                progress.officeRedone()
                        ? new Declined(new AlreadyRedone())
                        : orderRedo(
                                handler,
                                replied.unit(),
                                replied.dispatchedAt(),
                                replied.earlier(),
                                progress.sentBackByTheOffice(),
                                reason,
                                forUnit,
                                timetable,
                                now);
            case CalledBack(var unit, var dispatchedAt, var callBack) -> {
                if (progress.redone()) {
                    yield new Declined(new AlreadyRedone());
                }
                yield callBack instanceof Reached reached && !reached.accepted()
                        ? orderRedo(
                                handler,
                                unit,
                                dispatchedAt,
                                callBack,
                                progress.sentBack(),
                                reason,
                                forUnit,
                                timetable,
                                now)
                        : new Declined(new NothingToRedo());
            }
            default -> needs(StateName.REPLIED, StateName.CALLED_BACK);
        });
    }

    private Transition orderRedo(
            Handler handler,
            UnitKey unit,
            Instant dispatchedAt,
            @Nullable CallBack earlier,
            Progress nextProgress,
            String reason,
            @Nullable Summary forUnit,
            Timetable timetable,
            Instant now) {
        return lacksSummary(forUnit)
                ? new Declined(new SummaryMissing())
                : again(
                        told(forUnit),
                        unit,
                        dispatchedAt,
                        earlier,
                        nextProgress,
                        new RedoOrdered(unit, reason, forUnit, handler.officer(), now),
                        timetable,
                        now);
    }

    private Applied again(
            Subject told,
            UnitKey unit,
            Instant dispatchedAt,
            @Nullable CallBack earlier,
            Progress nextProgress,
            AppealEvent event,
            Timetable timetable,
            Instant now) {
        return redone(told, new Redo(unit, dispatchedAt, earlier, now), nextProgress, event, timetable, now);
    }

    private Applied redone(
            Subject told,
            AppealState next,
            Progress nextProgress,
            AppealEvent event,
            Timetable timetable,
            Instant now) {
        return new Applied(
                new Appeal(
                        id,
                        number,
                        told,
                        next,
                        nextProgress,
                        due.withRedo(timetable, subject.measure(), now),
                        version + 1),
                event);
    }

    /**
     * The matter has come back within the period of the profile: the unit that answered last answers again, with the limit of
     * a redo. An appeal is opened again once, so nobody uses that up about their own act.
     */
    Transition reopen(Handler handler, String reason, Timetable timetable, Instant now) {
        if (handler.part() != null) {
            return new Declined(new Recused(handler.part()));
        }
        if (!(state instanceof Closed closed)) {
            return needs(StateName.CLOSED);
        }
        if (progress.reopened()) {
            return new Declined(new AlreadyReopened());
        }
        var lastDay = timetable.lastDayToReopen(closed.since());
        return Shanghai.dayOf(now).isAfter(lastDay)
                ? new Declined(new TooLateToReopen(lastDay))
                : again(
                        subject,
                        closed.unit(),
                        closed.dispatchedAt(),
                        closed.callBack(),
                        progress.openedAgain(),
                        new AppealReopened(closed.unit(), reason, handler.officer(), now),
                        timetable,
                        now);
    }

    /** The coordinator closes it; without a stated outcome only where the call-back leaves a single plain one. */
    Transition close(Handler handler, @Nullable Outcome stated, @Nullable String reason, Instant now) {
        return forCoordinator(
                handler,
                () -> state instanceof CalledBack calledBack
                        ? close(calledBack, handler, stated, reason, now)
                        : needs(StateName.CALLED_BACK));
    }

    private Transition close(
            CalledBack calledBack, Handler handler, @Nullable Outcome stated, @Nullable String reason, Instant now) {
        var possible = possibleOutcomes(calledBack.callBack());
        var outcome = stated == null ? onlyPlain(possible) : stated;
        if (outcome == null || !possible.contains(outcome)) {
            return new Declined(new OutcomeDoesNotFit(possible));
        }
        if (reason == null && (outcome == Outcome.EXPLAINED || outcome == Outcome.UNSOLVED)) {
            return new Declined(new ReasonMissing(outcome));
        }
        return becomes(
                new Closed(calledBack.unit(), calledBack.dispatchedAt(), calledBack.callBack(), outcome, reason, now),
                new AppealClosed(calledBack.unit(), outcome, reason, handler.officer(), now));
    }

    private Set<Outcome> possibleOutcomes(CallBack callBack) {
        var possible = EnumSet.noneOf(Outcome.class);
        switch (callBack) {
            case Unreached _ -> possible.add(Outcome.UNREACHED);
            case Reached(boolean solved, boolean satisfied, var _) -> {
                if (solved && (satisfied || progress.redone())) {
                    possible.add(Outcome.SOLVED);
                }
                if (!solved || !satisfied) {
                    possible.add(Outcome.EXPLAINED);
                }
                if (!solved && progress.redone()) {
                    possible.add(Outcome.UNSOLVED);
                }
            }
        }
        return possible;
    }

    private static @Nullable Outcome onlyPlain(Set<Outcome> possible) {
        var only = possible.size() == 1 ? possible.iterator().next() : null;
        return only == Outcome.SOLVED || only == Outcome.UNREACHED ? only : null;
    }

    /** The coordinator declines what is not ours, also when that turns out while a unit has it; not what was answered before. */
    Transition reject(Handler handler, RejectionGround ground, String reason, String competentBody, Instant now) {
        return forCoordinator(handler, () -> {
            if (!unsigned() && !(state instanceof AtWork)) {
                return needs(
                        StateName.RECEIVED,
                        StateName.RETURNED,
                        StateName.DISPATCHED,
                        StateName.SIGNED,
                        StateName.IN_PROGRESS,
                        StateName.EXTENSION_REQUESTED,
                        StateName.COORDINATING);
            }
            if (progress.repliedAt() != null) {
                return new Declined(new AlreadyAnswered(progress.repliedAt()));
            }
            var unit = state instanceof WithUnit held && !(state instanceof Returned) ? held.unit() : null;
            return becomes(
                    new Rejected(ground, reason, competentBody, unit, now),
                    new AppealRejected(ground, reason, competentBody, unit, handler.officer(), now));
        });
    }

    /** At most so many are joined to one appeal: what is said about it is said about all of them in one transaction. */
    static final int MOST_JOINED = 500;

    /**
     * The coordinator finds that another one is about the same, and has that one handled for both.
     *
     * @param toThis how many are joined to this one
     * @param toMain how many are joined to the other one
     */
    Transition join(Handler handler, Appeal main, @Nullable Summary forUnit, int toThis, int toMain, Instant now) {
        return forCoordinator(handler, () -> {
            if (!unsigned()) {
                return needs(StateName.RECEIVED, StateName.RETURNED, StateName.DISPATCHED);
            }
            if (main.id().equals(id)
                    || toThis > 0
                    || main.progress().joinedTo() != null
                    || main.nextDue().isEmpty()
                    || main.due().redo() != null) {
                return new Declined(new CannotJoin());
            }
            if (toMain >= MOST_JOINED) {
                return new Declined(new TooManyJoined(MOST_JOINED));
            }
            if (lacksSummary(forUnit)) {
                return new Declined(new SummaryMissing());
            }
            return new Applied(
                    new Appeal(
                            id, number, told(forUnit), new Received(now), progress.joined(main.id()), due, version + 1),
                    new AppealJoined(main.id(), forUnit, handler.officer(), now));
        });
    }

    /** What was said about the other appeal is said about this one; each keeps its own clocks. More time for that one is more for this. */
    Optional<Applied> together(AppealEvent said, Timetable timetable) {
        if (!waitsForAnother()) {
            return Optional.empty();
        }
        var at = said.at();
        return switch (said) {
            case ApplicantContacted _ -> Optional.of(becomes(state, progress.contacted(at), said));
            case OpinionGiven _, StageReplied _ -> Optional.of(becomes(state, progress.opinionGiven(at), said));
            case AppealReplied reply ->
                Optional.of(becomes(
                        new Replied(reply.unit(), at, Attempts.NONE, progress.earlier(), at),
                        progress.replied(at).keeping(null),
                        said));
            case AnsweredByOffice answer ->
                Optional.of(
                        becomes(new AnsweredDirectly(answer.unit(), Attempts.NONE, at), progress.replied(at), said));
            case AppealRejected(var ground, var reason, var competentBody, var _, var by, var _) ->
                progress.repliedAt() != null
                        ? separate(said)
                        : Optional.of(becomes(
                                new Rejected(ground, reason, competentBody, null, at),
                                new AppealRejected(ground, reason, competentBody, null, by, at)));
            case LimitExtended extended -> extendedToo(extended, timetable);
            case AppealReceived _,
                    FileNamed _,
                    AppealClassified _,
                    UrgencyChanged _,
                    AppealDispatched _,
                    AppealSigned _,
                    AppealReturned _,
                    ExtensionAsked _,
                    ExtensionRefused _,
                    JointHandlingOrdered _,
                    PartGiven _,
                    JointHandlingEnded _,
                    CallBackMissed _,
                    AppealCalledBack _,
                    RedoOrdered _,
                    AppealClosed _,
                    AppealJoined _,
                    AppealSeparated _,
                    RevisionAsked _,
                    DisciplineClueNoted _,
                    AppealReopened _ -> Optional.empty();
        };
    }

    /** It leaves the other one, as nobody handles an appeal against their own act: the coordinator has it before them again. */
    Optional<Applied> separate(AppealEvent said) {
        var from = progress.joinedTo();
        return from == null || !waitsForAnother()
                ? Optional.empty()
                : Optional.of(becomes(state, progress.joined(null), new AppealSeparated(from, said.by(), said.at())));
    }

    /**
     * By as many days of its own limit, unless that was over when more time was asked for, is none in days, or is a redo's. It is no way
     * round its own rules: no oftener than its profile lets it, and a second time by a leader only.
     */
    private Optional<Applied> extendedToo(LimitExtended extended, Timetable timetable) {
        if (extended.days() > daysLeft(timetable)
                || progress.extensions() >= timetable.profile().extras().extensionsAtMost()
                || progress.extensions() > 0 && !extended.byLeader()) {
            return Optional.empty();
        }
        var longer = due.extendedBy(timetable, subject, extended.days());
        return due.redo() != null
                        || extended.askedAt().isAfter(due.solution())
                        || longer.solution().equals(due.solution())
                ? Optional.empty()
                : Optional.of(new Applied(
                        new Appeal(id, number, subject, state, progress.extended(), longer, version + 1), extended));
    }

    /** The coordinator asks the unit of a decision to look at it again. */
    Transition askRevision(Handler handler, String reason, Instant now) {
        return forCoordinator(handler, () -> {
            if (subject.about().receiptNumber() == null && subject.about().caseNumber() == null) {
                return new Declined(new NoDecisionNamed());
            }
            if (subject.privacy().unnamed()) {
                return new Declined(new WouldTellWho());
            }
            return noted(unit -> new RevisionAsked(unit, reason, handler.officer(), now));
        });
    }

    /** The coordinator passes a clue on to the leading group and to discipline inspection. */
    Transition noteDisciplineClue(Handler handler, String reason, Instant now) {
        return forCoordinator(
                handler, () -> noted(unit -> new DisciplineClueNoted(unit, reason, handler.officer(), now)));
    }

    private Transition noted(Function<UnitKey, AppealEvent> event) {
        boolean underWay = state instanceof AtWork
                || state instanceof Replied
                || state instanceof CalledBack
                || state instanceof Redo;
        return underWay && state instanceof WithUnit held
                ? becomes(state, event.apply(held.unit()))
                : needs(
                        StateName.SIGNED,
                        StateName.IN_PROGRESS,
                        StateName.EXTENSION_REQUESTED,
                        StateName.COORDINATING,
                        StateName.REPLIED,
                        StateName.CALLED_BACK,
                        StateName.REDO);
    }

    /** Whether it is handled as part of another one. */
    boolean waitsForAnother() {
        return progress.joinedTo() != null && state instanceof Received;
    }

    /** The same appeal on a changed calendar. */
    Appeal on(Timetable timetable) {
        return new Appeal(
                id, number, subject, state, progress, due.recomputed(timetable, subject, progress), version + 1);
    }

    /** The clock that runs out first; none runs while the applicant is called or when all is over. */
    Optional<DueTimes.Next> nextDue() {
        var redo = Optional.ofNullable(due.redo()).map(running -> new DueTimes.Next(Clock.REDO, running.dueAt()));
        return switch (state) {
            case Received _, Dispatched _, Signed _, Returned _, InProgress _, ExtensionRequested _, Coordinating _ ->
                redo.or(() -> Stream.of(
                                next(Clock.CONTACT, due.contact(), progress.contactedAt()),
                                next(Clock.OPINION, due.opinion(), progress.opinionAt()),
                                next(Clock.SOLUTION, due.solution(), null))
                        .flatMap(Optional::stream)
                        .reduce((one, other) -> other.dueAt().isBefore(one.dueAt()) ? other : one));
            case Redo _ -> redo;
            case AnsweredDirectly _, Replied _, CalledBack _, Closed _, Rejected _ -> Optional.empty();
        };
    }

    private static Optional<DueTimes.Next> next(Clock clock, @Nullable Instant dueAt, @Nullable Instant metAt) {
        return dueAt == null || metAt != null ? Optional.empty() : Optional.of(new DueTimes.Next(clock, dueAt));
    }

    /** The clocks that ran before a move and are met after it, counted by the rules that were in force until then. */
    List<DueTime> metBy(Appeal next, Timetable timetable) {
        var met = new ArrayList<DueTime>();
        if (due.contact() != null && progress.contactedAt() == null && next.progress.contactedAt() != null) {
            count(Clock.CONTACT, timetable).ifPresent(met::add);
        }
        if (progress.opinionAt() == null && next.progress.opinionAt() != null) {
            count(Clock.OPINION, timetable).ifPresent(met::add);
        }
        if (progress.repliedAt() == null && next.progress.repliedAt() != null) {
            count(Clock.SOLUTION, timetable).ifPresent(met::add);
        }
        boolean answered = next.state instanceof Replied || next.state instanceof AnsweredDirectly;
        if (due.redo() != null && nextDue().isPresent() && answered) {
            count(Clock.REDO, timetable).ifPresent(met::add);
        }
        return met;
    }

    private Optional<DueTime> count(Clock clock, Timetable timetable) {
        var startedAt = clock == Clock.REDO && due.redo() != null ? due.redo().startedAt() : subject.receivedAt();
        return timetable.due(clock, subject.measure(), startedAt, due.extendedDays());
    }

    /** Only the unit that holds it, and nobody of it who worked on the file. Another unit is not told that it exists. */
    private Transition forUnit(Handler handler, Supplier<Transition> move) {
        if (!(state instanceof WithUnit held) || !held.unit().equals(handler.unit())) {
            return new Declined(new NoSuchAppeal());
        }
        return handler.part() == null ? move.get() : new Declined(new Recused(handler.part()));
    }

    private Transition forCoordinator(Handler handler, Supplier<Transition> move) {
        if (handler.part() != null) {
            return new Declined(new Recused(handler.part()));
        }
        return waitsForAnother() ? new Declined(new HandledTogether()) : move.get();
    }

    private Declined needs(StateName first, StateName... others) {
        return new Declined(new WrongState(state.name(), EnumSet.of(first, others)));
    }

    private Applied becomes(AppealState next, AppealEvent event) {
        return becomes(next, progress, event);
    }

    private Applied becomes(AppealState next, Progress nextProgress, AppealEvent event) {
        return new Applied(new Appeal(id, number, subject, next, nextProgress, due, version + 1), event);
    }
}
