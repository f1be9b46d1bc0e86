package onestop.approval.cases;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import onestop.approval.cases.CaseCommand.Assign;
import onestop.approval.cases.CaseCommand.Decide;
import onestop.approval.cases.CaseCommand.Examine;
import onestop.approval.cases.CaseCommand.Extend;
import onestop.approval.cases.CaseCommand.Resume;
import onestop.approval.cases.CaseCommand.Review;
import onestop.approval.cases.CaseCommand.SendBack;
import onestop.approval.cases.CaseCommand.Suspend;
import onestop.approval.cases.CaseState.Closed;
import onestop.approval.cases.CaseState.Decided;
import onestop.approval.cases.CaseState.Examined;
import onestop.approval.cases.CaseState.Granted;
import onestop.approval.cases.CaseState.InHand;
import onestop.approval.cases.CaseState.Judgement;
import onestop.approval.cases.CaseState.Licence;
import onestop.approval.cases.CaseState.NotStarted;
import onestop.approval.cases.CaseState.Refused;
import onestop.approval.cases.CaseState.Suspended;
import onestop.approval.cases.CaseState.Suspension;
import onestop.approval.cases.CaseState.ToDecide;
import onestop.approval.cases.CaseState.ToExamine;
import onestop.approval.cases.CaseState.ToReview;
import onestop.approval.cases.CaseState.Waiting;
import onestop.approval.cases.CaseState.Withdrawn;
import onestop.approval.cases.Rejection.AcceptingClerk;
import onestop.approval.cases.Rejection.AlreadyDecided;
import onestop.approval.cases.Rejection.AlreadyExamined;
import onestop.approval.cases.Rejection.AlreadyExtended;
import onestop.approval.cases.Rejection.AlreadyReviewed;
import onestop.approval.cases.Rejection.ConflictOfInterest;
import onestop.approval.cases.Rejection.EndedUnstarted;
import onestop.approval.cases.Rejection.IsNotSuspended;
import onestop.approval.cases.Rejection.IsSuspended;
import onestop.approval.cases.Rejection.NoEarlierStep;
import onestop.approval.cases.Rejection.NoSuchCase;
import onestop.approval.cases.Rejection.NotHandledTogether;
import onestop.approval.cases.Rejection.NotYetStarted;
import onestop.approval.cases.Rejection.OtherStep;
import onestop.approval.cases.Rejection.OtherUnit;
import onestop.approval.cases.Rejection.SameExaminer;
import onestop.approval.cases.Rejection.SameReviewer;
import onestop.approval.cases.Rejection.TooLateToExtend;
import onestop.approval.cases.Rejection.TooManySuspensions;
import onestop.approval.cases.Rejection.WasWithdrawn;
import onestop.approval.cases.Transition.Applied;
import onestop.approval.cases.Transition.Declined;
import onestop.approval.cases.Verdict.Grant;
import onestop.approval.cases.Verdict.Refuse;
import onestop.approval.clocks.CaseClock;
import onestop.approval.clocks.DueDates;
import org.jspecify.annotations.Nullable;

/**
 * One item for one subject on its way to a decision. A change yields the next case; nothing is mutated.
 *
 * @param clock null until the case has started
 * @param assignedTo who works on the present step; a note for colleagues that keeps nobody from acting
 * @param officers everybody who has acted on the case
 * @param version counts the acts; 0 while none has happened
 */
record ApprovalCase(
        CaseFacts facts,
        CaseState state,
        @Nullable CaseClock clock,
        @Nullable String assignedTo,
        Set<String> officers,
        long version) {

    /** Who acts when no person does. */
    static final String SYSTEM = "system";

    static final int MOST_SUSPENSIONS = 50;

    ApprovalCase {
        officers = Set.copyOf(officers);
    }

    /** An officer's command. Who may act is asked before what may be done. */
    Transition on(CaseCommand command, Officer officer, Moment now) {
        if (!facts.involvedUnits().contains(officer.unit())) {
            return new Declined(new NoSuchCase());
        }
        if (!facts.unit().equals(officer.unit())) {
            return new Declined(new OtherUnit(facts.unit()));
        }
        if (officer.id().equals(facts.acceptedBy())) {
            return new Declined(new AcceptingClerk());
        }
        if (facts.conflicted().contains(officer.id())) {
            return new Declined(new ConflictOfInterest(officer.id()));
        }
        if (command instanceof Assign(var to) && facts.conflicted().contains(to)) {
            return new Declined(new ConflictOfInterest(to));
        }
        return switch (state) {
            case Waiting _ -> new Declined(new NotYetStarted());
            case ToExamine _ -> toExamine(command, officer, now);
            case ToReview step -> toReview(step, command, officer, now);
            case ToDecide step -> toDecide(step, command, officer, now);
            case Suspended suspended ->
                command instanceof Resume
                        ? resume(suspended, officer, now)
                        : new Declined(new IsSuspended(suspended.why().kind()));
            case Closed closed -> new Declined(ended(closed));
        };
    }

    private Transition toExamine(CaseCommand command, Officer officer, Moment now) {
        return switch (command) {
            case Assign(var to) -> assign(to, officer);
            case Examine(var opinion) -> examine(opinion, officer, now);
            case Review _, Decide _ -> new Declined(new OtherStep("EXAMINATION"));
            case SendBack back -> sendBack(CaseStep.EXAMINATION, null, back, officer);
            case Extend extend -> extend(extend, officer, now);
            case Suspend suspend -> suspend(new ToExamine(), suspend, officer, now);
            case Resume _ -> new Declined(new IsNotSuspended());
        };
    }

    private Transition toReview(ToReview step, CaseCommand command, Officer officer, Moment now) {
        var examined = step.examined();
        return switch (command) {
            case Assign(var to) -> assign(to, officer);
            case Examine _ -> new Declined(new AlreadyExamined(examined.by(), examined.at()));
            case Review(var opinion) ->
                examined.by().equals(officer.id())
                        ? new Declined(new SameExaminer())
                        : review(examined, opinion, officer, now);
            case Decide _ -> new Declined(new OtherStep("REVIEW"));
            case SendBack back -> sendBack(CaseStep.REVIEW, examined, back, officer);
            case Extend extend -> extend(extend, officer, now);
            case Suspend suspend -> suspend(step, suspend, officer, now);
            case Resume _ -> new Declined(new IsNotSuspended());
        };
    }

    private Transition toDecide(ToDecide step, CaseCommand command, Officer officer, Moment now) {
        return switch (command) {
            case Assign(var to) -> assign(to, officer);
            case Examine _ -> new Declined(examinedOrNeverTo(step.examined()));
            case Review _ -> new Declined(reviewedOrNeverTo(step.examined()));
            case Decide(var verdict) -> decide(step, verdict, officer, now);
            case SendBack back -> sendBack(CaseStep.DECISION, step.examined(), back, officer);
            case Extend extend -> extend(extend, officer, now);
            case Suspend suspend -> suspend(step, suspend, officer, now);
            case Resume _ -> new Declined(new IsNotSuspended());
        };
    }

    private static Rejection examinedOrNeverTo(@Nullable Examined examined) {
        return examined == null ? new OtherStep("DECISION") : new AlreadyExamined(examined.by(), examined.at());
    }

    private static Rejection reviewedOrNeverTo(@Nullable Examined examined) {
        var review = examined == null ? null : examined.review();
        return review == null ? new OtherStep("DECISION") : new AlreadyReviewed(review.by(), review.at());
    }

    private Applied assign(String to, Officer by) {
        return applied(
                new ApprovalCase(facts, state, clock, to, with(by), version + 1), new CaseEvent.Assigned(to), by);
    }

    private Applied examine(String opinion, Officer by, Moment now) {
        var examined = new Examined(by.id(), now.at(), opinion);
        var next = facts.steps() == 3 ? new ToReview(examined) : new ToDecide(examined);
        return becomes(next, clock, new CaseEvent.Examined(), by);
    }

    private Applied review(Examined examined, String opinion, Officer by, Moment now) {
        var next = new ToDecide(examined.reviewed(new CaseState.Review(by.id(), now.at(), opinion)));
        return becomes(next, clock, new CaseEvent.Reviewed(), by);
    }

    /** What the later steps said is void, and stays in the history. The clocks go on. */
    private Transition sendBack(CaseStep from, @Nullable Examined examined, SendBack command, Officer by) {
        if (!command.ownSteps().contains(from)) {
            return new Declined(new OtherStep(from.name()));
        }
        var event = new CaseEvent.Returned(from, command.to(), command.reason());
        if (examined != null && command.to() == CaseStep.EXAMINATION) {
            return becomes(new ToExamine(), clock, event, by);
        }
        if (examined != null && command.to() == CaseStep.REVIEW && examined.review() != null) {
            var unreviewed = new Examined(examined.by(), examined.at(), examined.opinion());
            return becomes(new ToReview(unreviewed), clock, event, by);
        }
        return new Declined(new NoEarlierStep(command.to(), from));
    }

    /** Once, before the law's limit has passed, and by 15 working days only where items are handled together (行政许可法 art. 42). */
    private Transition extend(Extend command, Officer by, Moment now) {
        var running = runningClock();
        if (running.extensionDays() > 0) {
            return new Declined(new AlreadyExtended(running.extensionDays()));
        }
        if (command.rank() == ExtensionRank.HEAD_OF_GOVERNMENT && !facts.handledTogether()) {
            return new Declined(new NotHandledTogether());
        }
        var due = now.dueDates(running);
        if (due.statutoryOn() != null && !due.lawHolds(now.day())) {
            return new Declined(new TooLateToExtend(due.statutoryOn()));
        }
        var event =
                new CaseEvent.Extended(command.workingDays(), command.rank(), command.approvedBy(), command.reason());
        return becomes(state, running.extend(command.workingDays()), event, by);
    }

    /**
     * A changed calendar moves the due dates of a case in hand. Where it moves none, there is no act.
     *
     * @param known what the case was told before
     */
    Optional<Applied> recount(DueDates known, String because, Moment now) {
        if (!(state instanceof InHand)) {
            return Optional.empty();
        }
        var due = now.dueDates(runningClock());
        var next = new ApprovalCase(facts, state, clock, assignedTo, officers, version + 1);
        return due.equals(known)
                ? Optional.empty()
                : Optional.of(new Applied(next, new CaseEvent.Recounted(known, because), SYSTEM));
    }

    private Transition decide(ToDecide step, Verdict verdict, Officer by, Moment now) {
        if (step.examined() != null && step.examined().by().equals(by.id())) {
            return new Declined(new SameExaminer());
        }
        var review = step.examined() == null ? null : step.examined().review();
        if (review != null && review.by().equals(by.id())) {
            return new Declined(new SameReviewer());
        }
        return switch (verdict) {
            case Grant(var grounds) ->
                becomes(new Granted(judgement(step, by, grounds, now), licence()), clock, new CaseEvent.Granted(), by);
            case Refuse(var grounds, var remedies) ->
                becomes(new Refused(judgement(step, by, grounds, now), remedies), clock, new CaseEvent.Refused(), by);
        };
    }

    private Judgement judgement(ToDecide step, Officer by, @Nullable String grounds, Moment now) {
        var due = now.dueDates(runningClock());
        return new Judgement(
                step.examined(),
                by.id(),
                now.at(),
                grounds,
                now.workingDaysUsed(runningClock()),
                due.promiseHolds(now.day()),
                due.lawHolds(now.day()));
    }

    /** One case yields one licence, so the case number makes the licence number unique. */
    private Licence licence() {
        return new Licence("%s-%s".formatted(facts.unit(), facts.caseNumber()), facts.resultNameZh());
    }

    private Transition suspend(InHand step, Suspend command, Officer by, Moment now) {
        if (runningClock().pauses().size() >= MOST_SUSPENSIONS) {
            return new Declined(new TooManySuspensions(MOST_SUSPENSIONS));
        }
        var why = new Suspension(
                command.kind(),
                command.legalGround(),
                command.expectedWorkingDays(),
                now.at(),
                now.inWorkingDays(command.expectedWorkingDays()));
        return becomes(
                new Suspended(step, why),
                runningClock().pause(now.day(), command.kind().name(), command.legalGround()),
                new CaseEvent.Suspended(why),
                by);
    }

    private Applied resume(Suspended suspended, Officer by, Moment now) {
        return becomes(suspended.step(), runningClock().resume(now.day()), new CaseEvent.Resumed(suspended.why()), by);
    }

    /** Some of what the case waits for is there. No act: nobody has done anything with it. */
    ApprovalCase waitFor(Waiting less) {
        requireWaiting();
        return new ApprovalCase(facts, less, null, null, officers, version);
    }

    /** All that the case needed has been granted. */
    Applied start(Moment now) {
        requireWaiting();
        var started = CaseClock.startingOn(now.day(), facts.promisedDays(), facts.statutoryDays());
        return bySystem(firstStep(facts.steps()), started, new CaseEvent.Opened());
    }

    /** Something that the case needed will never be granted. */
    Applied endUnstarted(String because, Instant at) {
        requireWaiting();
        return bySystem(new NotStarted(because, at), null, new CaseEvent.NotStarted(because));
    }

    /** The applicant has taken the application back. A case that is closed stays as it is. */
    Transition withdraw(Instant at) {
        return switch (state) {
            case Waiting _, ToExamine _ -> bySystem(new Withdrawn(null, at), clock, new CaseEvent.Withdrawn());
            case ToReview(var examined) -> bySystem(new Withdrawn(examined, at), clock, new CaseEvent.Withdrawn());
            case ToDecide(var examined) -> bySystem(new Withdrawn(examined, at), clock, new CaseEvent.Withdrawn());
            case Suspended(ToReview(var examined), var _) ->
                bySystem(new Withdrawn(examined, at), clock, new CaseEvent.Withdrawn());
            case Suspended(ToDecide(var examined), var _) ->
                bySystem(new Withdrawn(examined, at), clock, new CaseEvent.Withdrawn());
            case Suspended(ToExamine _, var _) -> bySystem(new Withdrawn(null, at), clock, new CaseEvent.Withdrawn());
            case Closed closed -> new Declined(ended(closed));
        };
    }

    static InHand firstStep(int steps) {
        return steps == 1 ? new ToDecide(null) : new ToExamine();
    }

    /** The clock of a case that has started. */
    CaseClock runningClock() {
        return Objects.requireNonNull(clock, "a case in hand has a clock");
    }

    private static Rejection ended(Closed closed) {
        return switch (closed) {
            case Decided decided ->
                new AlreadyDecided(
                        decided instanceof Granted,
                        decided.judgement().by(),
                        decided.judgement().at());
            case NotStarted(var because, var at) -> new EndedUnstarted(because, at);
            case Withdrawn(var _, var at) -> new WasWithdrawn(at);
        };
    }

    private void requireWaiting() {
        if (!(state instanceof Waiting)) {
            throw new IllegalStateException("case %s does not wait".formatted(facts.caseNumber()));
        }
    }

    /** A step ends an assignment; a suspension, its end and an extension do not. */
    private Applied becomes(CaseState next, @Nullable CaseClock nextClock, CaseEvent event, Officer by) {
        boolean sameStep = event instanceof CaseEvent.Suspended
                || event instanceof CaseEvent.Resumed
                || event instanceof CaseEvent.Extended;
        return applied(
                new ApprovalCase(facts, next, nextClock, sameStep ? assignedTo : null, with(by), version + 1),
                event,
                by);
    }

    private Applied bySystem(CaseState next, @Nullable CaseClock nextClock, CaseEvent event) {
        return new Applied(new ApprovalCase(facts, next, nextClock, null, officers, version + 1), event, SYSTEM);
    }

    private Set<String> with(Officer officer) {
        var all = new TreeSet<>(officers);
        all.add(officer.id());
        return all;
    }

    private static Applied applied(ApprovalCase next, CaseEvent event, Officer by) {
        return new Applied(next, event, by.id());
    }
}
