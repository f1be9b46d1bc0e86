package onestop.approval.cases;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import onestop.approval.cases.CaseCommand.AskHearing;
import onestop.approval.cases.CaseCommand.AskOpinions;
import onestop.approval.cases.CaseCommand.Assign;
import onestop.approval.cases.CaseCommand.Decide;
import onestop.approval.cases.CaseCommand.End;
import onestop.approval.cases.CaseCommand.Examine;
import onestop.approval.cases.CaseCommand.Extend;
import onestop.approval.cases.CaseCommand.GiveOpinion;
import onestop.approval.cases.CaseCommand.HoldHearing;
import onestop.approval.cases.CaseCommand.PlanHearing;
import onestop.approval.cases.CaseCommand.RecordVisit;
import onestop.approval.cases.CaseCommand.Resume;
import onestop.approval.cases.CaseCommand.Review;
import onestop.approval.cases.CaseCommand.SendBack;
import onestop.approval.cases.CaseCommand.SignVisit;
import onestop.approval.cases.CaseCommand.Suspend;
import onestop.approval.cases.CaseCommand.WaiveHearing;
import onestop.approval.cases.CaseCommand.WithdrawRequest;
import onestop.approval.cases.CaseState.Closed;
import onestop.approval.cases.CaseState.Decided;
import onestop.approval.cases.CaseState.Ended;
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
import onestop.approval.cases.Rejection.AsksItself;
import onestop.approval.cases.Rejection.ChairExamined;
import onestop.approval.cases.Rejection.ConflictOfInterest;
import onestop.approval.cases.Rejection.CorrectionMayStillCome;
import onestop.approval.cases.Rejection.DayBefore;
import onestop.approval.cases.Rejection.DayNotPast;
import onestop.approval.cases.Rejection.EndedUnstarted;
import onestop.approval.cases.Rejection.HasEnded;
import onestop.approval.cases.Rejection.HearingAskedAlready;
import onestop.approval.cases.Rejection.HearingAskedTooLate;
import onestop.approval.cases.Rejection.HearingIsOver;
import onestop.approval.cases.Rejection.HearingNotAsked;
import onestop.approval.cases.Rejection.HearingNotOver;
import onestop.approval.cases.Rejection.HearingNotPlanned;
import onestop.approval.cases.Rejection.HearingToldTooLate;
import onestop.approval.cases.Rejection.HearingTooLate;
import onestop.approval.cases.Rejection.IsNotSuspended;
import onestop.approval.cases.Rejection.IsSuspended;
import onestop.approval.cases.Rejection.NoCorrectionAwaited;
import onestop.approval.cases.Rejection.NoEarlierStep;
import onestop.approval.cases.Rejection.NoHearing;
import onestop.approval.cases.Rejection.NoReasonNeeded;
import onestop.approval.cases.Rejection.NoSuchCase;
import onestop.approval.cases.Rejection.NoSuchRequest;
import onestop.approval.cases.Rejection.NotAsked;
import onestop.approval.cases.Rejection.NotHandledTogether;
import onestop.approval.cases.Rejection.NotYetStarted;
import onestop.approval.cases.Rejection.NothingToSign;
import onestop.approval.cases.Rejection.OpinionsOpen;
import onestop.approval.cases.Rejection.OpinionsOppose;
import onestop.approval.cases.Rejection.OtherStep;
import onestop.approval.cases.Rejection.OtherUnit;
import onestop.approval.cases.Rejection.RecordNotCited;
import onestop.approval.cases.Rejection.RequestIsClosed;
import onestop.approval.cases.Rejection.SameExaminer;
import onestop.approval.cases.Rejection.SameReviewer;
import onestop.approval.cases.Rejection.SameVisitor;
import onestop.approval.cases.Rejection.TooLateToExtend;
import onestop.approval.cases.Rejection.TooManyRequests;
import onestop.approval.cases.Rejection.TooManySuspensions;
import onestop.approval.cases.Rejection.VisibleAtFirstNotice;
import onestop.approval.cases.Rejection.VisitMissing;
import onestop.approval.cases.Rejection.VisitNotSigned;
import onestop.approval.cases.Rejection.WasWithdrawn;
import onestop.approval.cases.Transition.Applied;
import onestop.approval.cases.Transition.Declined;
import onestop.approval.cases.Verdict.Grant;
import onestop.approval.cases.Verdict.Refuse;
import onestop.approval.clocks.CaseClock;
import onestop.approval.clocks.DueDates;
import onestop.approval.clocks.OfficeTime;
import org.jspecify.annotations.Nullable;

/**
 * One item for one subject on its way to a decision. A change yields the next case; nothing is mutated.
 *
 * @param clock null until the case has started
 * @param assignedTo who works on the present step; a note for colleagues that keeps nobody from acting
 * @param officers everybody who has acted on the case
 * @param stepSince the day on which the step that is due began; null until the case has started
 * @param proceedings visits, hearings, and what other units were asked
 * @param version counts the acts; 0 while none has happened
 */
record ApprovalCase(
        CaseFacts facts,
        CaseState state,
        @Nullable CaseClock clock,
        @Nullable String assignedTo,
        Set<String> officers,
        @Nullable LocalDate stepSince,
        Proceedings proceedings,
        long version) {

    /** Who acts when no person does. */
    static final String SYSTEM = "system";

    static final int MOST_SUSPENSIONS = 50;

    ApprovalCase {
        officers = Set.copyOf(officers);
    }

    /** An officer's command. Who may act is asked before what may be done. */
    Transition on(CaseCommand command, Officer officer, Moment now) {
        if (!involves(officer.unit())) {
            return new Declined(new NoSuchCase());
        }
        if (command instanceof GiveOpinion) {
            return permitted(command, officer)
                    .<Transition>map(Declined::new)
                    .orElseGet(() -> answer(command, officer, now));
        }
        if (!facts.unit().equals(officer.unit())) {
            return new Declined(new OtherUnit(facts.unit()));
        }
        return permitted(command, officer).<Transition>map(Declined::new).orElseGet(() -> own(command, officer, now));
    }

    /** Whether the unit takes part: with a case of the file, with its acceptance, or since it was asked for an opinion. */
    private boolean involves(String unit) {
        return facts.involvedUnits().contains(unit) || proceedings.askedUnits().contains(unit);
    }

    private Optional<Rejection> permitted(CaseCommand command, Officer officer) {
        if (officer.id().equals(facts.acceptedBy())) {
            return Optional.of(new AcceptingClerk());
        }
        if (facts.conflicted().contains(officer)) {
            return Optional.of(new ConflictOfInterest(officer.id()));
        }
        return switch (command) {
            case Assign(var to, var _) when to.equals(facts.acceptedBy()) -> Optional.of(new AcceptingClerk());
            case Assign(var to, var _)
            when facts.conflicted().contains(new Officer(to, facts.unit())) -> Optional.of(new ConflictOfInterest(to));
            case PlanHearing plan
            when facts.conflicted().contains(new Officer(plan.chair(), facts.unit())) ->
                Optional.of(new ConflictOfInterest(plan.chair()));
            default -> Optional.empty();
        };
    }

    /** A command of the case's own unit. */
    private Transition own(CaseCommand command, Officer officer, Moment now) {
        return switch (state) {
            case Waiting _ -> new Declined(new NotYetStarted());
            case InHand step ->
                atAnyStep(step, command, officer, now).orElseGet(() -> atItsStep(step, command, officer, now));
            case Suspended suspended -> whileSuspended(suspended, command, officer, now);
            case Closed closed -> new Declined(ended(closed));
        };
    }

    /** What is the same whatever step is due; empty for what depends on it. */
    private Optional<Transition> atAnyStep(InHand step, CaseCommand command, Officer officer, Moment now) {
        return Optional.ofNullable(
                switch (command) {
                    case Assign assign -> assign(step, assign, officer);
                    case Extend extend -> extend(extend, officer, now);
                    case Suspend suspend -> suspend(step, suspend, officer, now);
                    case Resume _ -> new Declined(new IsNotSuspended());
                    case End end -> end(step, null, end, officer, now);
                    case RecordVisit visit -> recordVisit(visit, officer, now);
                    case SignVisit _ -> signVisit(officer, now);
                    case AskOpinions ask -> askOpinions(ask, officer, now);
                    case WithdrawRequest(var request, var reason) -> withdrawRequest(request, reason, officer);
                    case AskHearing _, PlanHearing _, HoldHearing _, WaiveHearing _ -> new Declined(new NoHearing());
                    case GiveOpinion _ -> throw new IllegalStateException("an opinion is given by another unit");
                    case Examine _, Review _, Decide _, SendBack _ -> null;
                });
    }

    private Transition atItsStep(InHand step, CaseCommand command, Officer officer, Moment now) {
        return switch (step) {
            case ToExamine _ -> toExamine(command, officer, now);
            case ToReview(var examined) -> toReview(examined, command, officer, now);
            case ToDecide toDecide -> toDecide(toDecide, command, officer, now);
        };
    }

    private Transition toExamine(CaseCommand command, Officer officer, Moment now) {
        return switch (command) {
            case Examine(var opinion) ->
                visitOpen(facts.onSiteVerification())
                        .<Transition>map(Declined::new)
                        .orElseGet(() -> examine(opinion, officer, now));
            case SendBack back -> sendBack(CaseStep.EXAMINATION, null, back, officer, now);
            default -> new Declined(new OtherStep("EXAMINATION"));
        };
    }

    private Transition toReview(Examined examined, CaseCommand command, Officer officer, Moment now) {
        return switch (command) {
            case Examine _ -> new Declined(new AlreadyExamined(examined.by(), examined.at()));
            case Review(var opinion) ->
                examined.by().equals(officer.id())
                        ? new Declined(new SameExaminer())
                        : review(examined, opinion, officer, now);
            case SendBack back -> sendBack(CaseStep.REVIEW, examined, back, officer, now);
            default -> new Declined(new OtherStep("REVIEW"));
        };
    }

    private Transition toDecide(ToDecide step, CaseCommand command, Officer officer, Moment now) {
        return switch (command) {
            case Examine _ -> new Declined(examinedOrNeverTo(step.examined()));
            case Review _ -> new Declined(reviewedOrNeverTo(step.examined()));
            case Decide(var verdict) ->
                inTheWayOf(step, verdict, officer)
                        .<Transition>map(Declined::new)
                        .orElseGet(() -> decide(step, verdict, officer, now));
            case SendBack back -> sendBack(CaseStep.DECISION, step.examined(), back, officer, now);
            default -> new Declined(new OtherStep("DECISION"));
        };
    }

    private Transition whileSuspended(Suspended suspended, CaseCommand command, Officer officer, Moment now) {
        return switch (command) {
            case Resume _ ->
                inTheWayOfResuming(suspended.why(), now)
                        .<Transition>map(Declined::new)
                        .orElseGet(() -> resume(suspended, officer, now));
            case End end -> end(suspended.step(), suspended.why(), end, officer, now);
            case RecordVisit visit -> recordVisit(visit, officer, now);
            case SignVisit _ -> signVisit(officer, now);
            case WithdrawRequest(var request, var reason) -> withdrawRequest(request, reason, officer);
            case AskHearing(var on) ->
                hearing(suspended)
                        .map(one -> askHearing(one, on, officer, now))
                        .orElseGet(() -> new Declined(new NoHearing()));
            case PlanHearing plan ->
                hearing(suspended)
                        .map(one -> planHearing(suspended, one, plan, officer, now))
                        .orElseGet(() -> new Declined(new NoHearing()));
            case HoldHearing held ->
                hearing(suspended)
                        .map(one -> holdHearing(one, held, officer, now))
                        .orElseGet(() -> new Declined(new NoHearing()));
            case WaiveHearing(var reason) ->
                hearing(suspended)
                        .map(one -> waiveHearing(one, reason, officer, now))
                        .orElseGet(() -> new Declined(new NoHearing()));
            case GiveOpinion _ -> throw new IllegalStateException("an opinion is given by another unit");
            case Assign _, Examine _, Review _, SendBack _, Extend _, Decide _, Suspend _, AskOpinions _ ->
                new Declined(new IsSuspended(suspended.why().kind()));
        };
    }

    private static Rejection examinedOrNeverTo(@Nullable Examined examined) {
        return examined == null ? new OtherStep("DECISION") : new AlreadyExamined(examined.by(), examined.at());
    }

    private static Rejection reviewedOrNeverTo(@Nullable Examined examined) {
        var review = examined == null ? null : examined.review();
        return review == null ? new OtherStep("DECISION") : new AlreadyReviewed(review.by(), review.at());
    }

    /** Nobody is given a step that four eyes keep him from. */
    private Transition assign(InHand step, Assign command, Officer by) {
        var barred = barredFrom(step, command.officer());
        if (barred.isPresent()) {
            return new Declined(barred.get());
        }
        return applied(
                new ApprovalCase(facts, state, clock, command.officer(), with(by), stepSince, proceedings, version + 1),
                new CaseEvent.Assigned(command.officer(), command.insteadOf()),
                by);
    }

    private Applied examine(String opinion, Officer by, Moment now) {
        var examined = new Examined(by.id(), now.at(), opinion);
        var next = facts.steps() == 3 ? new ToReview(examined) : new ToDecide(examined);
        return becomes(next, clock, new CaseEvent.Examined(), by, now);
    }

    private Applied review(Examined examined, String opinion, Officer by, Moment now) {
        var next = new ToDecide(examined.reviewed(new CaseState.Review(by.id(), now.at(), opinion)));
        return becomes(next, clock, new CaseEvent.Reviewed(), by, now);
    }

    /** What the later steps said is void, and stays in the history. The clocks go on. */
    private Transition sendBack(CaseStep from, @Nullable Examined examined, SendBack command, Officer by, Moment now) {
        if (!command.ownSteps().contains(from)) {
            return new Declined(new OtherStep(from.name()));
        }
        var event = new CaseEvent.Returned(from, command.to(), command.reason());
        if (examined != null && command.to() == CaseStep.EXAMINATION) {
            return becomes(new ToExamine(), clock, event, by, now);
        }
        if (examined != null && command.to() == CaseStep.REVIEW && examined.review() != null) {
            var unreviewed = new Examined(examined.by(), examined.at(), examined.opinion());
            return becomes(new ToReview(unreviewed), clock, event, by, now);
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
        return becomes(state, running.extend(command.workingDays()), event, by, now);
    }

    /**
     * A changed calendar moves the due dates of a case in hand, and of a suspended one the day on which it is expected to go on and the
     * limits of its hearing; of both the days by which other units are to answer. Where it moves none, there is no act.
     *
     * @param known what the case was told before
     * @param step of the step that is due, where the calendar moves its limit
     */
    Optional<Applied> recount(DueDates known, @Nullable MovedLimit step, String because, Moment now) {
        var moved = new ArrayList<MovedLimit>();
        return switch (state) {
            case InHand _ -> {
                if (step != null) {
                    moved.add(step);
                }
                var proceed = proceedings.recounted(false, now, moved);
                yield moved.isEmpty() && now.dueDates(runningClock()).equals(known)
                        ? Optional.empty()
                        : Optional.of(recounted(state, proceed, known, moved, because));
            }
            case Suspended(var due, var why) -> {
                var expected = now.inWorkingDays(OfficeTime.dateOf(why.since()), why.expectedWorkingDays());
                if (!expected.equals(why.expectedUntilOn())) {
                    moved.add(new MovedLimit(MovedLimit.What.SUSPENSION, null, why.expectedUntilOn(), expected));
                }
                var proceed = proceedings.recounted(why.kind() == SuspensionKind.HEARING, now, moved);
                yield moved.isEmpty()
                        ? Optional.empty()
                        : Optional.of(
                                recounted(new Suspended(due, why.until(expected)), proceed, known, moved, because));
            }
            case Waiting _, Closed _ -> Optional.empty();
        };
    }

    private Applied recounted(
            CaseState next, Proceedings proceed, DueDates known, List<MovedLimit> moved, String because) {
        return new Applied(
                new ApprovalCase(facts, next, clock, assignedTo, officers, stepSince, proceed, version + 1),
                new CaseEvent.Recounted(known, List.copyOf(moved), because),
                SYSTEM);
    }

    private Optional<Rejection> barredFrom(InHand step, String officer) {
        return switch (step) {
            case ToExamine _ -> Optional.empty();
            case ToReview(var examined) -> tookPart(examined, officer);
            case ToDecide(var examined) -> decidedBefore(officer).or(() -> tookPart(examined, officer));
        };
    }

    private Optional<Rejection> decidedBefore(String officer) {
        var revision = proceedings.revision();
        return revision != null && revision.before().contains(officer)
                ? Optional.of(new Rejection.DecidedBefore())
                : Optional.empty();
    }

    /** Four eyes: who took an earlier step does not end the case. */
    private static Optional<Rejection> tookPart(@Nullable Examined examined, String officer) {
        if (examined == null) {
            return Optional.empty();
        }
        if (examined.by().equals(officer)) {
            return Optional.of(new SameExaminer());
        }
        var review = examined.review();
        return review != null && review.by().equals(officer) ? Optional.of(new SameReviewer()) : Optional.empty();
    }

    private Optional<Rejection> inTheWayOf(ToDecide step, Verdict verdict, Officer by) {
        var barred = barredFrom(step, by.id());
        if (barred.isPresent() || !(verdict instanceof Grant grant)) {
            return barred;
        }
        var visit = visitOpen(facts.onSiteVerification());
        if (visit.isPresent()) {
            return visit;
        }
        // The decision follows the record of the hearing (行政许可法 art. 48), so it has to say how.
        if (proceedings.hearing() != null && proceedings.hearing().isHeld() && grant.grounds() == null) {
            return Optional.of(new RecordNotCited());
        }
        for (var request : proceedings.opinions()) {
            switch (request.standing()) {
                case OPEN -> {
                    return Optional.of(new OpinionsOpen(request.silent()));
                }
                case OPPOSED -> {
                    return Optional.of(new OpinionsOppose());
                }
                case AGREED, WITHDRAWN -> {}
            }
        }
        return Optional.empty();
    }

    private Transition decide(ToDecide step, Verdict verdict, Officer by, Moment now) {
        return switch (verdict) {
            case Grant(var grounds) ->
                becomes(
                        new Granted(judgement(step, by, grounds, now), licence()),
                        clock,
                        new CaseEvent.Granted(),
                        by,
                        now);
            case Refuse(var grounds, var remedies) ->
                becomes(
                        new Refused(judgement(step, by, grounds, now), remedies),
                        clock,
                        new CaseEvent.Refused(),
                        by,
                        now);
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
        if (command.kind() == SuspensionKind.CORRECTION) {
            var inTheWay = inTheWayOfNotice(command);
            if (inTheWay.isPresent()) {
                return new Declined(inTheWay.get());
            }
        }
        var why = new Suspension(
                command.kind(),
                command.legalGround(),
                command.expectedWorkingDays(),
                now.at(),
                now.inWorkingDays(command.expectedWorkingDays()));
        var proceed = switch (command.kind()) {
            case HEARING -> proceedings.with(Hearing.told(now.day(), now.inWorkingDays(Hearing.ASKED_WITHIN)));
            case CORRECTION ->
                proceedings.with(
                        new Correction(version + 1, now.at(), command.defects(), command.supervisorReason(), Set.of()));
            default -> proceedings;
        };
        return becomes(
                new Suspended(step, why),
                runningClock().pause(now.day(), command.kind().name(), command.legalGround()),
                proceed,
                new CaseEvent.Suspended(why, command.defects()),
                by,
                now);
    }

    /** All is told once (行政许可法 art. 32): what an earlier notice could have named needs the reason of who answers for the officers. */
    private Optional<Rejection> inTheWayOfNotice(Suspend command) {
        var before = proceedings.correction();
        var visible = before == null ? List.<String>of() : before.couldHaveNamed(command.defects());
        if (visible.isEmpty()) {
            return command.supervisorReason() == null ? Optional.empty() : Optional.of(new NoReasonNeeded());
        }
        return command.supervisorReason() == null ? Optional.of(new VisibleAtFirstNotice(visible)) : Optional.empty();
    }

    private Applied resume(Suspended suspended, Officer by, Moment now) {
        return becomes(
                suspended.step(), runningClock().resume(now.day()), new CaseEvent.Resumed(suspended.why()), by, now);
    }

    /**
     * The applicant has answered a notice. Nobody acts on the case for that, so nobody is counted among its officers.
     *
     * @param supplied keys of the materials that came
     */
    Transition corrected(long notice, Set<String> supplied, Moment now) {
        var told = proceedings.correction();
        if (!(state instanceof Suspended(var step, var why))
                || why.kind() != SuspensionKind.CORRECTION
                || told == null
                || told.notice() != notice) {
            return new Declined(new NoCorrectionAwaited());
        }
        var next = new ApprovalCase(
                facts,
                step,
                runningClock().resume(now.day()),
                assignedTo,
                officers,
                stepSince,
                proceedings.with(told.answered(supplied)),
                version + 1);
        return new Applied(next, new CaseEvent.Resumed(why), SYSTEM);
    }

    private Optional<Rejection> inTheWayOfResuming(Suspension why, Moment now) {
        return switch (why.kind()) {
            case HEARING -> {
                var hearing = proceedings.hearing();
                var dueOn = hearing == null ? null : hearing.dueOn(now.day());
                yield dueOn == null ? Optional.empty() : Optional.of(new HearingNotOver(dueOn));
            }
            case ON_SITE_INSPECTION -> {
                var visit = proceedings.visit();
                yield visit == null || visit.at().isBefore(why.since())
                        ? Optional.of(new VisitMissing())
                        : visitOpen(true);
            }
            default -> Optional.empty();
        };
    }

    /** Whether a verification on site is still to be done, or its record still to be signed by a second officer. */
    private Optional<Rejection> visitOpen(boolean needed) {
        if (proceedings.visitIsSigned()) {
            return Optional.empty();
        }
        if (proceedings.visit() != null) {
            return Optional.of(new VisitNotSigned());
        }
        return needed ? Optional.of(new VisitMissing()) : Optional.empty();
    }

    private Transition recordVisit(RecordVisit command, Officer by, Moment now) {
        if (command.visitedOn().isAfter(now.day())) {
            return new Declined(new DayNotPast(command.visitedOn()));
        }
        var visit =
                new SiteVisit(command.visitedOn(), command.place(), command.findings(), by.id(), now.at(), null, null);
        return proceeds(proceedings.with(visit), new CaseEvent.VisitRecorded(visit), by);
    }

    private Transition signVisit(Officer by, Moment now) {
        var visit = proceedings.visit();
        if (visit == null || visit.isSigned()) {
            return new Declined(new NothingToSign());
        }
        if (visit.by().equals(by.id())) {
            return new Declined(new SameVisitor());
        }
        var signed = visit.signed(by.id(), now.at());
        return proceeds(proceedings.with(signed), new CaseEvent.VisitSigned(signed), by);
    }

    private Transition askOpinions(AskOpinions ask, Officer by, Moment now) {
        if (proceedings.opinions().size() >= Proceedings.MOST_REQUESTS) {
            return new Declined(new TooManyRequests(Proceedings.MOST_REQUESTS));
        }
        if (ask.units().contains(facts.unit())) {
            return new Declined(new AsksItself(facts.unit()));
        }
        var request = new OpinionRequest(
                proceedings.nextRequest(),
                ask.units(),
                ask.rule(),
                ask.agreementPercent(),
                ask.question(),
                by.id(),
                now.at(),
                now.inWorkingDays(ask.workingDays()),
                ask.workingDays(),
                List.of(),
                null);
        return proceeds(proceedings.with(request), new CaseEvent.OpinionsAsked(request), by);
    }

    /** An opinion may be given as long as the case is open, also while its clocks stand still. */
    private Transition answer(CaseCommand command, Officer by, Moment now) {
        if (!(command instanceof GiveOpinion(var number, var agrees, var opinion))) {
            throw new IllegalArgumentException("no opinion: " + command);
        }
        if (state instanceof Closed closed) {
            return new Declined(ended(closed));
        }
        var request = proceedings.request(number).orElse(null);
        if (request == null) {
            return new Declined(new NoSuchRequest(number));
        }
        if (!request.units().contains(by.unit())) {
            return new Declined(new NotAsked(by.unit()));
        }
        if (request.withdrawnBecause() != null) {
            return new Declined(new RequestIsClosed(request.standing()));
        }
        if (request.hasAnswered(by.unit())) {
            return new Declined(new Rejection.OpinionGiven(by.unit()));
        }
        var answer = new OpinionRequest.Answer(by.unit(), agrees, opinion, by.id(), now.at());
        var answered = request.answered(answer);
        return proceeds(proceedings.with(answered), new CaseEvent.OpinionGiven(answered, answer), by);
    }

    private Transition withdrawRequest(int number, String reason, Officer by) {
        var request = proceedings.request(number).orElse(null);
        if (request == null) {
            return new Declined(new NoSuchRequest(number));
        }
        // What was opposed stays: asking again until nobody opposes would make the asking worthless.
        if (request.standing() != OpinionRequest.Standing.OPEN) {
            return new Declined(new RequestIsClosed(request.standing()));
        }
        var withdrawn = request.withdrawn(reason);
        return proceeds(proceedings.with(withdrawn), new CaseEvent.RequestWithdrawn(withdrawn), by);
    }

    /** The hearing for which the case is suspended, while it is neither held nor waived. */
    private Optional<Hearing> hearing(Suspended suspended) {
        return suspended.why().kind() == SuspensionKind.HEARING
                ? Optional.ofNullable(proceedings.hearing())
                : Optional.empty();
    }

    private Transition askHearing(Hearing hearing, LocalDate on, Officer by, Moment now) {
        if (hearing.heldOn() != null || hearing.waivedOn() != null) {
            return new Declined(new HearingIsOver());
        }
        if (hearing.askedOn() != null) {
            return new Declined(new HearingAskedAlready(hearing.askedOn()));
        }
        if (on.isAfter(now.day())) {
            return new Declined(new DayNotPast(on));
        }
        if (on.isBefore(hearing.toldOn())) {
            return new Declined(new DayBefore(hearing.toldOn()));
        }
        if (on.isAfter(hearing.askUntilOn())) {
            return new Declined(new HearingAskedTooLate(hearing.askUntilOn()));
        }
        var asked = hearing.asked(on, now.inWorkingDays(on, Hearing.HELD_WITHIN));
        return proceeds(proceedings.with(asked), new CaseEvent.HearingAsked(asked), by);
    }

    private Transition planHearing(Suspended suspended, Hearing hearing, PlanHearing plan, Officer by, Moment now) {
        if (hearing.heldOn() != null || hearing.waivedOn() != null) {
            return new Declined(new HearingIsOver());
        }
        if (hearing.holdUntilOn() == null) {
            return new Declined(new HearingNotAsked());
        }
        if (tookPart(suspended.step().soFar(), plan.chair()).isPresent()) {
            return new Declined(new ChairExamined(plan.chair()));
        }
        var earliest = now.inWorkingDays(Hearing.TOLD_BEFORE);
        if (plan.on().isBefore(earliest)) {
            return new Declined(new HearingToldTooLate(earliest));
        }
        // Late is better than never: in time it has to be only while there is a day in time.
        if (plan.on().isAfter(hearing.holdUntilOn()) && !earliest.isAfter(hearing.holdUntilOn())) {
            return new Declined(new HearingTooLate(hearing.holdUntilOn()));
        }
        var planned = hearing.planned(plan.on(), plan.place(), plan.chair());
        return proceeds(proceedings.with(planned), new CaseEvent.HearingPlanned(planned), by);
    }

    private Transition holdHearing(Hearing hearing, HoldHearing held, Officer by, Moment now) {
        if (hearing.heldOn() != null || hearing.waivedOn() != null) {
            return new Declined(new HearingIsOver());
        }
        if (hearing.plannedOn() == null) {
            return new Declined(new HearingNotPlanned());
        }
        if (held.on().isAfter(now.day())) {
            return new Declined(new DayNotPast(held.on()));
        }
        if (held.on().isBefore(hearing.plannedOn())) {
            return new Declined(new DayBefore(hearing.plannedOn()));
        }
        var done = hearing.held(held.on());
        return proceeds(proceedings.with(done), new CaseEvent.HearingHeld(done, held.record()), by);
    }

    private Transition waiveHearing(Hearing hearing, String reason, Officer by, Moment now) {
        if (hearing.heldOn() != null || hearing.waivedOn() != null) {
            return new Declined(new HearingIsOver());
        }
        var waived = hearing.waived(now.day());
        return proceeds(proceedings.with(waived), new CaseEvent.HearingWaived(waived, reason), by);
    }

    private Transition end(InHand step, @Nullable Suspension why, End end, Officer by, Moment now) {
        var sameOfficer = tookPart(step.soFar(), by.id());
        if (sameOfficer.isPresent()) {
            return new Declined(sameOfficer.get());
        }
        switch (end.kind()) {
            case TERMINATED -> {}
            case LAPSED -> {
                if (why == null || why.kind() != SuspensionKind.CORRECTION) {
                    return new Declined(new NoCorrectionAwaited());
                }
                if (!now.day().isAfter(why.expectedUntilOn())) {
                    return new Declined(new CorrectionMayStillCome(why.expectedUntilOn()));
                }
            }
            case FORWARDED -> {
                // The upper level is sent the opinion of this one, which is there when only the decision is left.
                switch (step) {
                    case ToExamine _ -> {
                        return new Declined(new OtherStep("EXAMINATION"));
                    }
                    case ToReview _ -> {
                        return new Declined(new OtherStep("REVIEW"));
                    }
                    case ToDecide _ -> {}
                }
            }
        }
        return becomes(
                new Ended(end.kind(), step.soFar(), by.id(), end.grounds(), now.at()),
                why == null ? runningClock() : runningClock().resume(now.day()),
                new CaseEvent.Ended(end.kind(), end.grounds()),
                by,
                now);
    }

    /** Nothing moves but what goes on beside the steps. */
    private Applied proceeds(Proceedings next, CaseEvent event, Officer by) {
        return applied(
                new ApprovalCase(facts, state, clock, assignedTo, with(by), stepSince, next, version + 1), event, by);
    }

    /** Some of what the case waits for is there. No act: nobody has done anything with it. */
    ApprovalCase waitFor(Waiting less) {
        requireWaiting();
        return new ApprovalCase(facts, less, null, null, officers, null, proceedings, version);
    }

    /** All that the case needed has been granted. */
    Applied start(Moment now) {
        requireWaiting();
        var started = CaseClock.startingOn(now.day(), facts.promisedDays(), facts.statutoryDays());
        return bySystem(firstStep(facts.steps()), started, now.day(), new CaseEvent.Opened());
    }

    /** Something that the case needed will never be granted. */
    Applied endUnstarted(String because, Instant at) {
        requireWaiting();
        return bySystem(new NotStarted(because, at), null, null, new CaseEvent.NotStarted(because));
    }

    /**
     * Something that the case lacked may be granted after all.
     *
     * @param needs cases that must still be granted
     */
    Applied waitAgain(Set<String> needs, String because) {
        if (!(state instanceof NotStarted)) {
            throw new IllegalStateException("case %s did not end unstarted".formatted(facts.caseNumber()));
        }
        return bySystem(new Waiting(needs, Set.of()), null, null, new CaseEvent.WaitsAgain(because));
    }

    /** The applicant has taken the application back. A case that is closed stays as it is. */
    Transition withdraw(Instant at) {
        return switch (state) {
            case Waiting _ -> bySystem(new Withdrawn(null, at), clock, stepSince, new CaseEvent.Withdrawn());
            case InHand step -> bySystem(new Withdrawn(step.soFar(), at), clock, stepSince, new CaseEvent.Withdrawn());
            case Suspended(var step, var _) ->
                bySystem(new Withdrawn(step.soFar(), at), clock, stepSince, new CaseEvent.Withdrawn());
            case Closed closed -> new Declined(ended(closed));
        };
    }

    /** Intake-service has ended the whole file. A case that is closed stays as it is. */
    Transition terminate(String grounds, Moment now) {
        return switch (state) {
            case Waiting _ -> terminated(null, null, grounds, now.at());
            case InHand step -> terminated(step.soFar(), runningClock(), grounds, now.at());
            case Suspended(var step, var _) ->
                terminated(step.soFar(), runningClock().resume(now.day()), grounds, now.at());
            case Closed closed -> new Declined(ended(closed));
        };
    }

    private Applied terminated(@Nullable Examined examined, @Nullable CaseClock stopped, String grounds, Instant at) {
        return bySystem(
                new Ended(EndKind.TERMINATED, examined, SYSTEM, grounds, at),
                stopped,
                stepSince,
                new CaseEvent.Ended(EndKind.TERMINATED, grounds));
    }

    /**
     * An appeal asks for another look at what was refused, or ended without a decision: the first step again, with the limits whole. What
     * was granted is revoked, not reopened (行政许可法 art. 69); what is open is decided as it is.
     */
    Transition reopen(String appealNumber, String reason, Moment now) {
        if (!(state instanceof Refused || state instanceof Ended)) {
            return new Declined(new Rejection.StandsAsItIs(CaseRow.status(state)));
        }
        var from = state instanceof Refused ? CaseEvent.Reopened.From.REFUSED : CaseEvent.Reopened.From.ENDED;
        var next = new ApprovalCase(
                facts,
                firstStep(facts.steps()),
                CaseClock.startingOn(now.day(), facts.promisedDays(), facts.statutoryDays()),
                null,
                officers,
                now.day(),
                proceedings.revised(appealNumber, reason, officers),
                version + 1);
        return new Applied(next, new CaseEvent.Reopened(from, appealNumber, reason), SYSTEM);
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
            case Ended ended -> new HasEnded(ended.kind(), ended.at());
        };
    }

    private void requireWaiting() {
        if (!(state instanceof Waiting)) {
            throw new IllegalStateException("case %s does not wait".formatted(facts.caseNumber()));
        }
    }

    /** A step ends an assignment; a suspension, its end and an extension do not. */
    private Applied becomes(CaseState next, @Nullable CaseClock nextClock, CaseEvent event, Officer by, Moment now) {
        return becomes(next, nextClock, proceedings, event, by, now);
    }

    private Applied becomes(
            CaseState next,
            @Nullable CaseClock nextClock,
            Proceedings proceed,
            CaseEvent event,
            Officer by,
            Moment now) {
        boolean sameStep = event instanceof CaseEvent.Suspended
                || event instanceof CaseEvent.Resumed
                || event instanceof CaseEvent.Extended;
        return applied(
                new ApprovalCase(
                        facts,
                        next,
                        nextClock,
                        sameStep ? assignedTo : null,
                        with(by),
                        sameStep ? stepSince : now.day(),
                        proceed,
                        version + 1),
                event,
                by);
    }

    private Applied bySystem(
            CaseState next, @Nullable CaseClock nextClock, @Nullable LocalDate since, CaseEvent event) {
        return new Applied(
                new ApprovalCase(facts, next, nextClock, null, officers, since, proceedings, version + 1),
                event,
                SYSTEM);
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
