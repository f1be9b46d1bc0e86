package onestop.approval.cases;

import static onestop.approval.cases.CaseExamples.CHEN;
import static onestop.approval.cases.CaseExamples.LI;
import static onestop.approval.cases.CaseExamples.MONDAY;
import static onestop.approval.cases.CaseExamples.STRANGER;
import static onestop.approval.cases.CaseExamples.SUN_OF_XZSP;
import static onestop.approval.cases.CaseExamples.WANG;
import static onestop.approval.cases.CaseExamples.aCase;
import static onestop.approval.cases.CaseExamples.at;
import static onestop.approval.cases.CaseExamples.examinedBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import onestop.approval.cases.CaseCommand.AskHearing;
import onestop.approval.cases.CaseCommand.AskOpinions;
import onestop.approval.cases.CaseCommand.Decide;
import onestop.approval.cases.CaseCommand.End;
import onestop.approval.cases.CaseCommand.Examine;
import onestop.approval.cases.CaseCommand.GiveOpinion;
import onestop.approval.cases.CaseCommand.HoldHearing;
import onestop.approval.cases.CaseCommand.PlanHearing;
import onestop.approval.cases.CaseCommand.RecordVisit;
import onestop.approval.cases.CaseCommand.Resume;
import onestop.approval.cases.CaseCommand.SignVisit;
import onestop.approval.cases.CaseCommand.Suspend;
import onestop.approval.cases.CaseCommand.WaiveHearing;
import onestop.approval.cases.CaseCommand.WithdrawRequest;
import onestop.approval.cases.CaseState.Ended;
import onestop.approval.cases.CaseState.Granted;
import onestop.approval.cases.CaseState.Refused;
import onestop.approval.cases.CaseState.ToDecide;
import onestop.approval.cases.CaseState.ToExamine;
import onestop.approval.cases.OpinionRequest.Rule;
import onestop.approval.cases.OpinionRequest.Standing;
import onestop.approval.cases.Transition.Applied;
import onestop.approval.cases.Transition.Declined;
import onestop.approval.cases.Verdict.Grant;
import onestop.approval.cases.Verdict.Refuse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Verifications on site, hearings, opinions of other units, and ends without a decision. March 2026 has no day off but weekends. */
class ProceedingsTests {
    static final Officer ZHOU = new Officer("zhou", "SWJ");
    static final Officer FIRE = new Officer("huo", "YJJ");
    static final Officer HEALTH = new Officer("wei", "WJW");
    static final Officer TRAFFIC = new Officer("jiao", "JTJ");
    static final RecordVisit VISIT = new RecordVisit(MONDAY, "the shop", "as applied for");
    static final Suspend HEARING = new Suspend(SuspensionKind.HEARING, "art. 46", 30);
    static final Decide GRANT = new Decide(new Grant(null));
    static final Decide REFUSE = new Decide(new Refuse("grounds", "remedies"));

    static Moment march(int day) {
        return at(Instant.parse("2026-03-%02dT04:00:00Z".formatted(day)));
    }

    static ApprovalCase after(ApprovalCase one, CaseCommand command, Officer by, int day) {
        return ((Applied) one.on(command, by, march(day))).next();
    }

    static Rejection declined(ApprovalCase one, CaseCommand command, Officer by, int day) {
        return ((Declined) one.on(command, by, march(day))).why();
    }

    @Test
    void whatIsVerifiedOnSiteIsExaminedOnlyAfterTwoOfficersSigned() {
        var open = aCase().verifiedOnSite().toExamine();
        assertThat(declined(open, new Examine("fine"), LI, 3)).isEqualTo(new Rejection.VisitMissing());

        var recorded = after(open, VISIT, LI, 3);
        assertThat(declined(recorded, new Examine("fine"), LI, 3)).isEqualTo(new Rejection.VisitNotSigned());
        assertThat(declined(recorded, new SignVisit(), LI, 3)).isEqualTo(new Rejection.SameVisitor());

        var signed = after(recorded, new SignVisit(), WANG, 3);
        assertThat(declined(signed, new SignVisit(), ZHOU, 3)).isEqualTo(new Rejection.NothingToSign());
        assertThat(after(signed, new Examine("fine"), LI, 3).state()).isInstanceOf(ToDecide.class);
    }

    @Test
    void anUnsignedRecordKeepsEveryCaseFromGoingOn() {
        var recorded = after(aCase().toDecide(), VISIT, ZHOU, 3);

        assertThat(declined(recorded, GRANT, WANG, 3)).isEqualTo(new Rejection.VisitNotSigned());
        assertThat(after(recorded, REFUSE, WANG, 3).state()).isInstanceOf(Refused.class);
    }

    @Test
    void nobodyHasBeenSomewhereTomorrow() {
        var tomorrow = new RecordVisit(LocalDate.of(2026, 3, 4), "the shop", "fine");

        assertThat(declined(aCase().toExamine(), tomorrow, LI, 3))
                .isEqualTo(new Rejection.DayNotPast(LocalDate.of(2026, 3, 4)));
    }

    @Test
    void anInspectionEndsWithARecordMadeDuringIt() {
        var before = after(after(aCase().toExamine(), VISIT, LI, 2), new SignVisit(), WANG, 2);
        var suspended = after(before, new Suspend(SuspensionKind.ON_SITE_INSPECTION, "art. 45", 3), LI, 3);
        assertThat(declined(suspended, new Resume(), LI, 4)).isEqualTo(new Rejection.VisitMissing());

        var recorded = after(suspended, VISIT, LI, 4);
        assertThat(declined(recorded, new Resume(), LI, 4)).isEqualTo(new Rejection.VisitNotSigned());
        assertThat(after(after(recorded, new SignVisit(), ZHOU, 4), new Resume(), LI, 5)
                        .state())
                .isInstanceOf(ToExamine.class);
    }

    @Test
    void aHearingIsAskedForWithinFiveWorkingDaysAndHeldWithinTwenty() {
        var told = after(aCase().toDecide(), HEARING, LI, 2);
        assertThat(told.proceedings().hearing())
                .isNotNull()
                .satisfies(hearing -> assertThat(hearing.askUntilOn()).isEqualTo(LocalDate.of(2026, 3, 9)));
        assertThat(declined(told, new AskHearing(LocalDate.of(2026, 3, 10)), LI, 10))
                .isEqualTo(new Rejection.HearingAskedTooLate(LocalDate.of(2026, 3, 9)));
        assertThat(declined(told, new AskHearing(LocalDate.of(2026, 3, 1)), LI, 3))
                .isEqualTo(new Rejection.DayBefore(MONDAY));
        assertThat(declined(told, new AskHearing(LocalDate.of(2026, 3, 4)), LI, 3))
                .isEqualTo(new Rejection.DayNotPast(LocalDate.of(2026, 3, 4)));

        // Asked in time and entered late.
        var asked = after(told, new AskHearing(LocalDate.of(2026, 3, 9)), LI, 11);
        assertThat(asked.proceedings().hearing())
                .isNotNull()
                .satisfies(hearing -> assertThat(hearing.holdUntilOn()).isEqualTo(LocalDate.of(2026, 4, 7)));
        assertThat(declined(asked, new AskHearing(LocalDate.of(2026, 3, 9)), LI, 11))
                .isEqualTo(new Rejection.HearingAskedAlready(LocalDate.of(2026, 3, 9)));
        assertThat(declined(asked, plan(LocalDate.of(2026, 4, 8), "zhou"), LI, 11))
                .isEqualTo(new Rejection.HearingTooLate(LocalDate.of(2026, 4, 7)));
    }

    @Test
    void aHearingIsToldSevenWorkingDaysBefore() {
        var asked = after(after(aCase().toDecide(), HEARING, LI, 2), new AskHearing(MONDAY), LI, 2);

        assertThat(declined(asked, plan(LocalDate.of(2026, 3, 10), "zhou"), LI, 2))
                .isEqualTo(new Rejection.HearingToldTooLate(LocalDate.of(2026, 3, 11)));
        assertThat(after(asked, plan(LocalDate.of(2026, 3, 11), "zhou"), LI, 2)
                        .proceedings()
                        .hearing())
                .isNotNull()
                .satisfies(hearing -> assertThat(hearing.chair()).isEqualTo("zhou"));
    }

    /** Asked for on Monday 2 March it has to be held until 30 March; from the 20th on no day before that can be told in time. */
    @Test
    void aHearingThatCannotBeInTimeAnyMoreIsHeldLateAndNeverToldLate() {
        var asked = after(after(aCase().toDecide(), HEARING, LI, 2), new AskHearing(MONDAY), LI, 2);
        assertThat(declined(asked, plan(LocalDate.of(2026, 3, 31), "zhou"), LI, 19))
                .isEqualTo(new Rejection.HearingTooLate(LocalDate.of(2026, 3, 30)));
        assertThat(declined(asked, plan(LocalDate.of(2026, 3, 30), "zhou"), LI, 20))
                .isEqualTo(new Rejection.HearingToldTooLate(LocalDate.of(2026, 3, 31)));

        var late = after(asked, plan(LocalDate.of(2026, 3, 31), "zhou"), LI, 20);
        assertThat(DueStep.of(late))
                .isNotNull()
                .satisfies(step -> assertThat(step.suspendedUntilOn())
                        .as("its light tells that it is late")
                        .isEqualTo(LocalDate.of(2026, 3, 30)));
        assertThat(after(after(late, held(31), LI, 31), new Resume(), LI, 31).state())
                .isInstanceOf(ToDecide.class);
    }

    @Test
    void aPlannedHearingIsMovedWithTheSameNotice() {
        var asked = after(after(aCase().toDecide(), HEARING, LI, 2), new AskHearing(MONDAY), LI, 2);
        var planned = after(asked, plan(LocalDate.of(2026, 3, 16), "zhou"), LI, 3);

        assertThat(declined(planned, plan(LocalDate.of(2026, 3, 24), "zhou"), LI, 16))
                .isEqualTo(new Rejection.HearingToldTooLate(LocalDate.of(2026, 3, 25)));
        var moved = after(planned, plan(LocalDate.of(2026, 3, 25), "zhou"), LI, 16);
        assertThat(declined(moved, held(16), LI, 26)).isEqualTo(new Rejection.DayBefore(LocalDate.of(2026, 3, 25)));

        var again = after(moved, plan(LocalDate.of(2026, 4, 3), "zhou"), LI, 25);
        assertThat(again.proceedings().hearing())
                .isNotNull()
                .satisfies(hearing -> assertThat(hearing.plannedOn()).isEqualTo(LocalDate.of(2026, 4, 3)));
    }

    @Test
    void whoExaminedDoesNotChair() {
        var asked = after(after(aCase().toDecide(), HEARING, WANG, 2), new AskHearing(MONDAY), WANG, 2);

        assertThat(declined(asked, plan(LocalDate.of(2026, 3, 16), "li"), WANG, 2))
                .isEqualTo(new Rejection.ChairExamined("li"));
        assertThat(declined(
                        after(
                                after(aCase().conflictOf(ZHOU).toDecide(), HEARING, WANG, 2),
                                new AskHearing(MONDAY),
                                WANG,
                                2),
                        plan(LocalDate.of(2026, 3, 16), "zhou"),
                        WANG,
                        2))
                .isEqualTo(new Rejection.ConflictOfInterest("zhou"));
    }

    @Test
    void theCaseGoesOnAfterTheHearingAndTheDecisionFollowsItsRecord() {
        var asked = after(after(aCase().toDecide(), HEARING, WANG, 2), new AskHearing(MONDAY), WANG, 2);
        assertThat(declined(asked, held(16), WANG, 16)).isEqualTo(new Rejection.HearingNotPlanned());
        var planned = after(asked, plan(LocalDate.of(2026, 3, 16), "zhou"), WANG, 2);

        assertThat(declined(planned, new Resume(), WANG, 12))
                .isEqualTo(new Rejection.HearingNotOver(LocalDate.of(2026, 3, 30)));
        assertThat(declined(planned, held(13), WANG, 16)).isEqualTo(new Rejection.DayBefore(LocalDate.of(2026, 3, 16)));
        assertThat(declined(planned, held(16), WANG, 13))
                .isEqualTo(new Rejection.DayNotPast(LocalDate.of(2026, 3, 16)));

        var resumed = after(after(planned, held(16), WANG, 17), new Resume(), WANG, 17);
        assertThat(declined(resumed, GRANT, WANG, 17)).isEqualTo(new Rejection.RecordNotCited());
        assertThat(after(resumed, new Decide(new Grant("as heard")), WANG, 17).state())
                .isInstanceOf(Granted.class);
    }

    @Test
    void withoutARequestTheCaseGoesOnAfterTheFiveDaysAndWithAWaiverAtOnce() {
        var told = after(aCase().toDecide(), HEARING, LI, 2);

        assertThat(declined(told, new Resume(), LI, 9))
                .isEqualTo(new Rejection.HearingNotOver(LocalDate.of(2026, 3, 9)));
        assertThat(after(told, new Resume(), LI, 10).state()).isInstanceOf(ToDecide.class);
        assertThat(after(after(told, new WaiveHearing("declared"), LI, 3), new Resume(), LI, 3)
                        .state())
                .isInstanceOf(ToDecide.class);
    }

    @ParameterizedTest // of three asked units; A agrees, D disagrees
    @CsvSource({
        "ANY,, D, OPEN",
        "ANY,, DD, OPEN",
        "ANY,, DDA, AGREED",
        "ANY,, DDD, OPPOSED",
        "ALL,, AA, OPEN",
        "ALL,, AAA, AGREED",
        "ALL,, AD, OPPOSED",
        "RATIO, 60, A, OPEN",
        "RATIO, 60, AA, AGREED",
        "RATIO, 60, DD, OPPOSED",
        "RATIO, 67, AA, OPEN"
    })
    void anOpinionIsSettledAsSoonAsNobodyCanChangeIt(Rule rule, Integer percent, String answers, Standing expected) {
        var asked = after(
                aCase().toDecide(),
                new AskOpinions(List.of("YJJ", "WJW", "JTJ"), rule, percent, "may it open?", 5),
                WANG,
                3);
        var officers = List.of(FIRE, HEALTH, TRAFFIC);
        for (int i = 0; i < answers.length(); i++) {
            asked = after(asked, new GiveOpinion(1, answers.charAt(i) == 'A', "so"), officers.get(i), 4);
        }

        assertThat(asked.proceedings().opinions())
                .singleElement()
                .satisfies(request -> assertThat(request.standing()).isEqualTo(expected));
        switch (expected) {
            case OPEN -> assertThat(declined(asked, GRANT, WANG, 4)).isInstanceOf(Rejection.OpinionsOpen.class);
            case OPPOSED -> assertThat(declined(asked, GRANT, WANG, 4)).isEqualTo(new Rejection.OpinionsOppose());
            default -> assertThat(after(asked, GRANT, WANG, 4).state()).isInstanceOf(Granted.class);
        }
        assertThat(after(asked, REFUSE, WANG, 4).state()).isInstanceOf(Refused.class);
    }

    @Test
    void onlyWhoWasAskedAnswersAndOnlyOnce() {
        var asked = after(aCase().toDecide(), new AskOpinions(List.of("YJJ", "WJW"), Rule.ALL, null, "?", 5), WANG, 3);
        var answer = new GiveOpinion(1, true, "fine");

        assertThat(declined(asked, answer, STRANGER, 3)).isEqualTo(new Rejection.NoSuchCase());
        assertThat(declined(asked, answer, SUN_OF_XZSP, 3)).isEqualTo(new Rejection.NotAsked("XZSP"));
        assertThat(declined(asked, answer, WANG, 3)).isEqualTo(new Rejection.NotAsked("SWJ"));
        assertThat(declined(asked, answer, new Officer(CHEN.id(), "YJJ"), 3)).isEqualTo(new Rejection.AcceptingClerk());
        assertThat(declined(asked, new GiveOpinion(2, true, "fine"), FIRE, 3))
                .isEqualTo(new Rejection.NoSuchRequest(2));
        var answered = after(asked, answer, FIRE, 3);
        assertThat(declined(answered, new GiveOpinion(1, false, "no"), FIRE, 3))
                .isEqualTo(new Rejection.OpinionGiven("YJJ"));
        assertThat(declined(after(answered, REFUSE, WANG, 3), answer, HEALTH, 3))
                .isInstanceOf(Rejection.AlreadyDecided.class);
    }

    @Test
    void anOpenRequestCanBeTakenBackAndAnOpposedOneCannot() {
        var asked = after(aCase().toDecide(), new AskOpinions(List.of("YJJ"), Rule.ALL, null, "?", 5), WANG, 3);
        var back = new WithdrawRequest(1, "answered by phone");

        assertThat(after(after(asked, back, ZHOU, 3), GRANT, WANG, 3).state()).isInstanceOf(Granted.class);
        assertThat(declined(after(asked, back, ZHOU, 3), new GiveOpinion(1, true, "fine"), FIRE, 3))
                .isEqualTo(new Rejection.RequestIsClosed(Standing.WITHDRAWN));
        assertThat(declined(after(asked, new GiveOpinion(1, false, "no"), FIRE, 3), back, ZHOU, 3))
                .isEqualTo(new Rejection.RequestIsClosed(Standing.OPPOSED));
    }

    @Test
    void aUnitDoesNotAskItself() {
        assertThat(declined(aCase().toDecide(), new AskOpinions(List.of("SWJ"), Rule.ANY, null, "?", 5), WANG, 3))
                .isEqualTo(new Rejection.AsksItself("SWJ"));
    }

    @Test
    void aCorrectionThatDoesNotComeLetsTheCaseLapseAfterItsTime() {
        var lapse = new End(EndKind.LAPSED, "nothing came");
        var corrected = after(aCase().toExamine(), new Suspend(SuspensionKind.CORRECTION, "art. 32", 3), LI, 2);

        assertThat(declined(aCase().toExamine(), lapse, WANG, 3)).isEqualTo(new Rejection.NoCorrectionAwaited());
        assertThat(declined(aCase().suspended(), lapse, WANG, 3)).isEqualTo(new Rejection.NoCorrectionAwaited());
        assertThat(declined(corrected, lapse, WANG, 5))
                .isEqualTo(new Rejection.CorrectionMayStillCome(LocalDate.of(2026, 3, 5)));
        assertThat(after(corrected, lapse, WANG, 6).state())
                .isInstanceOfSatisfying(
                        Ended.class, ended -> assertThat(ended.kind()).isEqualTo(EndKind.LAPSED));
    }

    @Test
    void onlyTheAnswerToItsNoticeLetsACaseGoOn() {
        var defects = List.of(new Defect("SITE_PLAN", Defect.Fault.MISSING, "no plan"));
        var told = after(aCase().toExamine(), new Suspend(SuspensionKind.CORRECTION, "art. 32", 3, defects), LI, 2);
        var notice = told.version();

        var declined = new Declined(new Rejection.NoCorrectionAwaited());
        assertThat(told.corrected(notice + 1, Set.of("SITE_PLAN"), march(4))).isEqualTo(declined);
        assertThat(aCase().suspended().corrected(notice, Set.of("SITE_PLAN"), march(4)))
                .isEqualTo(declined);
        assertThat(aCase().toExamine().corrected(notice, Set.of("SITE_PLAN"), march(4)))
                .isEqualTo(declined);
        var goesOn = ((Applied) told.corrected(notice, Set.of("SITE_PLAN"), march(4))).next();
        assertThat(goesOn.state()).isInstanceOf(CaseState.ToExamine.class);
        assertThat(goesOn.officers()).isEqualTo(told.officers());
        assertThat(goesOn.corrected(notice, Set.of("SITE_PLAN"), march(5)))
                .as("told twice")
                .isEqualTo(declined);
    }

    @Test
    void aFurtherNoticeNamesOnlyWhatCameWithTheCorrectionUnlessASupervisorSaysWhy() {
        var plan = new Defect("SITE_PLAN", Defect.Fault.INCOMPLETE, "no exits");
        var lease = new Defect("LEASE", Defect.Fault.NOT_VALID, "expired");
        var first = after(aCase().toExamine(), correction(null, plan), LI, 2);
        var corrected = ((Applied) first.corrected(first.version(), Set.of("SITE_PLAN"), march(3))).next();

        assertThat(declined(corrected, correction(null, plan, lease), LI, 4))
                .as("the lease lay there when the first notice was written")
                .isEqualTo(new Rejection.VisibleAtFirstNotice(List.of("LEASE")));
        assertThat(declined(corrected, correction("overlooked", plan), LI, 4))
                .isEqualTo(new Rejection.NoReasonNeeded());
        assertThat(after(corrected, correction(null, plan), LI, 4).state()).isInstanceOf(CaseState.Suspended.class);
        var repeated = after(corrected, correction("overlooked", plan, lease), LI, 4);
        assertThat(repeated.proceedings().correction())
                .isNotNull()
                .satisfies(notice -> assertThat(notice.supervisorReason()).isEqualTo("overlooked"));

        var wentOn = after(first, new Resume(), LI, 3);
        assertThat(declined(wentOn, correction(null, plan), LI, 4))
                .as("nothing came")
                .isEqualTo(new Rejection.VisibleAtFirstNotice(List.of("SITE_PLAN")));
        assertThat(declined(aCase().toExamine(), correction("first", plan), LI, 2))
                .isEqualTo(new Rejection.NoReasonNeeded());
    }

    private static Suspend correction(@Nullable String supervisorReason, Defect... defects) {
        return new Suspend(SuspensionKind.CORRECTION, "art. 32", 3, List.of(defects), supervisorReason);
    }

    @Test
    void onlyWhatHasItsOpinionIsForwarded() {
        var forward = new End(EndKind.FORWARDED, "the city decides");

        assertThat(declined(aCase().toExamine(), forward, WANG, 3)).isEqualTo(new Rejection.OtherStep("EXAMINATION"));
        assertThat(declined(aCase().reviewed().in(new CaseState.ToReview(examinedBy(LI))), forward, WANG, 3))
                .isEqualTo(new Rejection.OtherStep("REVIEW"));
        assertThat(after(aCase().toDecide(), forward, WANG, 3).state()).isInstanceOf(Ended.class);
    }

    @Test
    void whoExaminedDoesNotEndTheCase() {
        assertThat(declined(aCase().toDecide(), new End(EndKind.TERMINATED, "gone"), LI, 3))
                .isEqualTo(new Rejection.SameExaminer());
    }

    private static PlanHearing plan(LocalDate on, String chair) {
        return new PlanHearing(on, "county hall", chair);
    }

    private static HoldHearing held(int day) {
        return new HoldHearing(LocalDate.of(2026, 3, day), "minutes");
    }
}
