package onestop.appeal.appeals;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import onestop.appeal.appeals.AppealEvent.AppealCalledBack;
import onestop.appeal.appeals.AppealEvent.AppealClosed;
import onestop.appeal.appeals.AppealEvent.AppealDispatched;
import onestop.appeal.appeals.AppealEvent.AppealReceived;
import onestop.appeal.appeals.AppealEvent.AppealRejected;
import onestop.appeal.appeals.AppealEvent.AppealReplied;
import onestop.appeal.appeals.AppealEvent.AppealReturned;
import onestop.appeal.appeals.AppealEvent.AppealSigned;
import onestop.appeal.appeals.AppealEvent.ApplicantContacted;
import onestop.appeal.appeals.AppealEvent.CallBackMissed;
import onestop.appeal.appeals.AppealEvent.OpinionGiven;
import onestop.appeal.appeals.AppealEvent.RedoOrdered;
import onestop.appeal.appeals.AppealState.Attempts;
import onestop.appeal.appeals.AppealState.CallBack;
import onestop.appeal.appeals.AppealState.CalledBack;
import onestop.appeal.appeals.AppealState.Closed;
import onestop.appeal.appeals.AppealState.Dispatched;
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
import onestop.appeal.appeals.Rejection.AlreadyContacted;
import onestop.appeal.appeals.Rejection.AlreadyRedone;
import onestop.appeal.appeals.Rejection.CallBackTooSoon;
import onestop.appeal.appeals.Rejection.NoSuchAppeal;
import onestop.appeal.appeals.Rejection.NothingToRedo;
import onestop.appeal.appeals.Rejection.OpinionAlreadyGiven;
import onestop.appeal.appeals.Rejection.OutcomeDoesNotFit;
import onestop.appeal.appeals.Rejection.ReasonMissing;
import onestop.appeal.appeals.Rejection.Recused;
import onestop.appeal.appeals.Rejection.ReturnsExhausted;
import onestop.appeal.appeals.Rejection.SameUnit;
import onestop.appeal.appeals.Rejection.TooLateToReturn;
import onestop.appeal.appeals.Rejection.WrongState;
import onestop.appeal.appeals.Transition.Applied;
import onestop.appeal.appeals.Transition.Declined;
import onestop.appeal.clocks.Clock;
import onestop.appeal.clocks.Shanghai;
import onestop.appeal.clocks.Timetable;
import onestop.appeal.units.UnitKey;
import onestop.appeal.words.StateName;
import org.jspecify.annotations.Nullable;

/**
 * One appeal on its way. Every legal move is a method here and nowhere else; a move yields the next appeal, nothing is mutated.
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
                submission.urgent(),
                submission.about(),
                submission.receivedAt(),
                timetable.profile().code());
        var due = DueTimes.starting(timetable, submission.kind(), submission.urgent(), submission.receivedAt());
        var appeal = new Appeal(id, number, subject, new Received(submission.receivedAt()), Progress.NONE, due, 1);
        return new Applied(appeal, new AppealReceived(submission));
    }

    /** The coordinator gives it to a unit, or to another one while the first has not signed. */
    Transition dispatch(UnitKey unit, @Nullable String note, OfficerId by, Instant now) {
        return switch (state) {
            case Dispatched dispatched when dispatched.unit().equals(unit) -> new Declined(new SameUnit(unit));
            case Received _, Returned _, Dispatched _ ->
                becomes(new Dispatched(unit, now), new AppealDispatched(unit, note, by, now));
            case Signed _, Replied _, CalledBack _, Redo _, Closed _, Rejected _ ->
                needs(StateName.RECEIVED, StateName.RETURNED, StateName.DISPATCHED);
        };
    }

    /** A manager of the unit takes it on. */
    Transition sign(Handler handler, Instant now) {
        return forUnit(handler, unit -> switch (state) {
            case Dispatched dispatched ->
                becomes(
                        new Signed(unit, dispatched.since(), handler.officer(), now),
                        new AppealSigned(unit, handler.officer(), now));
            case Received _, Signed _, Returned _, Replied _, CalledBack _, Redo _, Closed _, Rejected _ ->
                needs(StateName.DISPATCHED);
        });
    }

    /** The unit gives it back as not its duty. Who is recused may do that too: it puts the appeal into other hands. */
    Transition giveBack(Handler handler, String legalReason, UnitKey proposedUnit, Timetable timetable, Instant now) {
        if (!(state instanceof WithUnit held) || !held.unit().equals(handler.unit())) {
            return new Declined(new NoSuchAppeal());
        }
        return switch (held) {
            case Dispatched _ -> giveBack(held, handler.officer(), legalReason, proposedUnit, timetable, now);
            case Signed signed -> {
                var lastDay = timetable.lastDayToReturn(signed.dispatchedAt());
                yield Shanghai.dayOf(now).isAfter(lastDay)
                        ? new Declined(new TooLateToReturn(lastDay))
                        : giveBack(held, handler.officer(), legalReason, proposedUnit, timetable, now);
            }
            case Returned _, Replied _, CalledBack _, Redo _, Closed _ -> needs(StateName.DISPATCHED, StateName.SIGNED);
        };
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
        return forUnit(handler, unit -> switch (state) {
            case Signed _
            when progress.contactedAt() != null -> new Declined(new AlreadyContacted(progress.contactedAt()));
            case Signed _ ->
                becomes(state, progress.contacted(now), new ApplicantContacted(unit, note, handler.officer(), now));
            case Received _, Dispatched _, Returned _, Replied _, CalledBack _, Redo _, Closed _, Rejected _ ->
                needs(StateName.SIGNED);
        });
    }

    /** The unit says how it means to solve it. */
    Transition giveOpinion(Handler handler, String text, Instant now) {
        return forUnit(handler, unit -> switch (state) {
            case Signed _
            when progress.opinionAt() != null -> new Declined(new OpinionAlreadyGiven(progress.opinionAt()));
            case Signed _ ->
                becomes(state, progress.opinionGiven(now), new OpinionGiven(unit, text, handler.officer(), now));
            case Received _, Dispatched _, Returned _, Replied _, CalledBack _, Redo _, Closed _, Rejected _ ->
                needs(StateName.SIGNED);
        });
    }

    /** The unit answers. */
    Transition reply(Handler handler, String text, Instant now) {
        return forUnit(handler, unit -> switch (state) {
            case Signed signed -> replied(signed, null, handler, text, now);
            case Redo redo -> replied(redo, redo.earlier(), handler, text, now);
            case Received _, Dispatched _, Returned _, Replied _, CalledBack _, Closed _, Rejected _ ->
                needs(StateName.SIGNED, StateName.REDO);
        });
    }

    private Applied replied(WithUnit held, @Nullable Reached earlier, Handler handler, String text, Instant now) {
        return becomes(
                new Replied(held.unit(), held.dispatchedAt(), Attempts.NONE, earlier, now),
                progress.replied(now),
                new AppealReplied(held.unit(), text, handler.officer(), now));
    }

    /** The coordinator has reached the applicant and asked. */
    Transition callBackReached(Handler handler, boolean solved, boolean satisfied, @Nullable String note, Instant now) {
        return forCoordinator(handler, () -> switch (state) {
            case Replied replied -> calledBack(replied, new Reached(solved, satisfied, now), handler, note);
            case Received _, Dispatched _, Signed _, Returned _, CalledBack _, Redo _, Closed _, Rejected _ ->
                needs(StateName.REPLIED);
        });
    }

    /** The coordinator has called and nobody answered. After the last attempt the call-back is over. */
    Transition callBackMissed(Handler handler, @Nullable String note, Timetable timetable, Instant now) {
        return forCoordinator(handler, () -> switch (state) {
            case Replied replied -> missed(replied, handler, note, timetable, now);
            case Received _, Dispatched _, Signed _, Returned _, CalledBack _, Redo _, Closed _, Rejected _ ->
                needs(StateName.REPLIED);
        });
    }

    private Transition missed(
            Replied replied, Handler handler, @Nullable String note, Timetable timetable, Instant now) {
        var last = replied.attempts().last();
        var gap = timetable.profile().callBackGap();
        if (last != null && now.isBefore(last.plus(gap))) {
            return new Declined(new CallBackTooSoon(last.plus(gap)));
        }
        var attempts = replied.attempts().another(now);
        if (attempts.count() >= timetable.profile().callBackAttempts()) {
            return calledBack(replied, new Unreached(now), handler, note);
        }
        return becomes(
                new Replied(replied.unit(), replied.dispatchedAt(), attempts, replied.earlier(), replied.since()),
                new CallBackMissed(replied.unit(), note, handler.officer(), now));
    }

    private Applied calledBack(Replied replied, CallBack result, Handler handler, @Nullable String note) {
        return becomes(
                new CalledBack(replied.unit(), replied.dispatchedAt(), result),
                new AppealCalledBack(replied.unit(), result, note, handler.officer()));
    }

    /** The coordinator sends an answer that was not accepted back to the unit, once. */
    Transition orderRedo(Handler handler, String reason, Timetable timetable, Instant now) {
        return forCoordinator(handler, () -> switch (state) {
            case CalledBack _ when progress.redone() -> new Declined(new AlreadyRedone());
            case CalledBack(var unit, var dispatchedAt, Reached reached)
            when !reached.accepted() -> {
                var withRedo = due.withRedo(timetable, subject.kind(), subject.urgent(), now);
                yield new Applied(
                        new Appeal(
                                id,
                                number,
                                subject,
                                new Redo(unit, dispatchedAt, reached, now),
                                progress.sentBack(),
                                withRedo,
                                version + 1),
                        new RedoOrdered(unit, reason, handler.officer(), now));
            }
            case CalledBack _ -> new Declined(new NothingToRedo());
            case Received _, Dispatched _, Signed _, Returned _, Replied _, Redo _, Closed _, Rejected _ ->
                needs(StateName.CALLED_BACK);
        });
    }

    /** The coordinator closes it; without a stated outcome only where the call-back leaves a single plain one. */
    Transition close(Handler handler, @Nullable Outcome stated, @Nullable String reason, Instant now) {
        return forCoordinator(handler, () -> switch (state) {
            case CalledBack calledBack -> close(calledBack, handler, stated, reason, now);
            case Received _, Dispatched _, Signed _, Returned _, Replied _, Redo _, Closed _, Rejected _ ->
                needs(StateName.CALLED_BACK);
        });
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

    /** The coordinator declines what is not ours. */
    Transition reject(Handler handler, RejectionGround ground, String reason, String competentBody, Instant now) {
        return forCoordinator(handler, () -> switch (state) {
            case Received _, Returned _ ->
                becomes(
                        new Rejected(ground, reason, competentBody, now),
                        new AppealRejected(ground, reason, competentBody, handler.officer(), now));
            case Dispatched _, Signed _, Replied _, CalledBack _, Redo _, Closed _, Rejected _ ->
                needs(StateName.RECEIVED, StateName.RETURNED);
        });
    }

    /** The same appeal on a changed calendar. */
    Appeal on(Timetable timetable) {
        return new Appeal(
                id, number, subject, state, progress, due.recomputed(timetable, subject, progress), version + 1);
    }

    /** The clock that runs out first; none runs while the applicant is called or when all is over. */
    Optional<DueTimes.Next> nextDue() {
        return switch (state) {
            case Received _, Dispatched _, Signed _, Returned _ ->
                Stream.of(
                                next(Clock.CONTACT, due.contact(), progress.contactedAt()),
                                next(Clock.OPINION, due.opinion(), progress.opinionAt()),
                                next(Clock.SOLUTION, due.solution(), null))
                        .flatMap(Optional::stream)
                        .reduce((one, other) -> other.dueAt().isBefore(one.dueAt()) ? other : one);
            case Redo _ -> Optional.ofNullable(due.redo()).map(redo -> new DueTimes.Next(Clock.REDO, redo.dueAt()));
            case Replied _, CalledBack _, Closed _, Rejected _ -> Optional.empty();
        };
    }

    private static Optional<DueTimes.Next> next(Clock clock, @Nullable Instant dueAt, @Nullable Instant metAt) {
        return dueAt == null || metAt != null ? Optional.empty() : Optional.of(new DueTimes.Next(clock, dueAt));
    }

    /** Only the unit that holds it, and nobody of it who worked on the file. Another unit is not told that it exists. */
    private Transition forUnit(Handler handler, UnitMove move) {
        if (!(state instanceof WithUnit held) || !held.unit().equals(handler.unit())) {
            return new Declined(new NoSuchAppeal());
        }
        return handler.part() == null ? move.by(held.unit()) : new Declined(new Recused(handler.part()));
    }

    private static Transition forCoordinator(Handler handler, CoordinatorMove move) {
        return handler.part() == null ? move.make() : new Declined(new Recused(handler.part()));
    }

    private interface UnitMove {
        Transition by(UnitKey unit);
    }

    private interface CoordinatorMove {
        Transition make();
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
