package onestop.approval.cases;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;
import onestop.approval.cases.CaseState.Examined;
import onestop.approval.cases.CaseState.Judgement;
import onestop.approval.cases.CaseState.Licence;
import onestop.approval.cases.CaseState.Suspension;
import onestop.approval.cases.CaseState.ToDecide;
import onestop.approval.cases.CaseState.Waiting;
import onestop.approval.clocks.CaseClock;
import onestop.workingdays.WorkingDayCalendar;
import org.jspecify.annotations.Nullable;

/** A case of the unit SWJ that was accepted by the clerk CHEN of XZSP on Monday, 2 March 2026. */
final class CaseExamples {
    static final Officer LI = new Officer("li", "SWJ");
    static final Officer WANG = new Officer("wang", "SWJ");
    static final Officer CHEN = new Officer("chen", "SWJ");
    static final Officer SUN_OF_XZSP = new Officer("sun", "XZSP");
    static final Officer STRANGER = new Officer("zhao", "GAJ");
    static final LocalDate MONDAY = LocalDate.of(2026, 3, 2);
    static final Instant MONDAY_NOON = Instant.parse("2026-03-02T04:00:00Z");
    static final Instant TUESDAY_NOON = Instant.parse("2026-03-03T04:00:00Z");

    private CaseType type = CaseType.PROMISED;
    private int steps = 2;
    private boolean handledTogether;
    private Set<Officer> conflicted = Set.of();
    private boolean onSite;
    private Proceedings proceedings = Proceedings.NONE;

    private CaseExamples() {}

    static CaseExamples aCase() {
        return new CaseExamples();
    }

    CaseExamples immediate() {
        type = CaseType.IMMEDIATE;
        steps = 1;
        return this;
    }

    CaseExamples reviewed() {
        steps = 3;
        return this;
    }

    CaseExamples conflictOf(Officer officer) {
        conflicted = Set.of(officer);
        return this;
    }

    CaseExamples verifiedOnSite() {
        onSite = true;
        return this;
    }

    CaseExamples with(Proceedings so) {
        proceedings = so;
        return this;
    }

    CaseExamples handledTogether() {
        handledTogether = true;
        return this;
    }

    static Moment at(Instant instant) {
        return new Moment(instant, WorkingDayCalendar.shipped());
    }

    static Moment noon() {
        return at(TUESDAY_NOON);
    }

    static Examined examinedBy(Officer officer) {
        return new Examined(officer.id(), MONDAY_NOON, "complete");
    }

    static Suspension suspension() {
        return new Suspension(SuspensionKind.TESTING, "art. 45", 3, MONDAY_NOON, MONDAY.plusDays(3));
    }

    static Judgement judgement(@Nullable Examined examined) {
        return new Judgement(examined, "wang", TUESDAY_NOON, "because", 1, true, true);
    }

    static Licence licence() {
        return new Licence("SWJ-C1", "licence");
    }

    ApprovalCase toExamine() {
        return in(new CaseState.ToExamine());
    }

    ApprovalCase toDecide() {
        return in(new ToDecide(type == CaseType.IMMEDIATE ? null : examinedBy(LI)));
    }

    ApprovalCase suspended() {
        return in(new CaseState.Suspended(new CaseState.ToExamine(), suspension()));
    }

    ApprovalCase waitingFor(String... needs) {
        return in(new Waiting(Set.of(needs), Set.of()));
    }

    ApprovalCase in(CaseState state) {
        return named("C1", state);
    }

    ApprovalCase named(String number, CaseState state) {
        return new ApprovalCase(facts(number), state, clock(state), null, Set.of(), MONDAY, proceedings, 7);
    }

    private static @Nullable CaseClock clock(CaseState state) {
        var clock = CaseClock.startingOn(MONDAY, 3, 20);
        return switch (state) {
            case Waiting _, CaseState.NotStarted _ -> null;
            case CaseState.Suspended _ -> clock.pause(MONDAY, "TESTING", "art. 45");
            default -> clock;
        };
    }

    CaseFacts facts(String number) {
        return new CaseFacts(
                number,
                "R1",
                "SW-BG",
                "SWJ",
                type,
                "91371327MA3DEM0A2G",
                "licence",
                steps,
                handledTogether,
                0,
                type == CaseType.IMMEDIATE ? 0 : 3,
                20,
                MONDAY,
                CHEN.id(),
                Set.of("SWJ", "XZSP"),
                conflicted,
                onSite);
    }
}
