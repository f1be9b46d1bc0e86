package onestop.appeal.appeals;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import onestop.appeal.appeals.AppealState.AnsweredDirectly;
import onestop.appeal.appeals.AppealState.Attempts;
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
import onestop.appeal.clocks.Profiles;
import onestop.appeal.recusal.Part;
import onestop.appeal.units.UnitKey;
import onestop.appeal.words.AppealKind;
import onestop.appeal.words.AppealSource;
import onestop.identifiers.Usci;
import org.jspecify.annotations.Nullable;

/** Appeals for tests: what a test is not about has a valid, dull value. */
final class AppealExamples {
    static final UnitKey GAJ = new UnitKey("GAJ");
    static final UnitKey SWJ = new UnitKey("SWJ");
    static final UnitKey SCJG = new UnitKey("SCJG");
    static final UnitKey OFFICE = new UnitKey("QYSQB");
    static final OfficerId LI = new OfficerId("manager-gaj");
    static final OfficerId CHEN = new OfficerId("coordinator");
    static final Instant MONDAY = at("2026-03-02T09:10:00+08:00");

    static Submission aSubmission() {
        return new Submission(
                AppealKind.PROBLEM,
                AppealSource.PORTAL,
                false,
                new Usci("91371327MA3DEM0A2G"),
                "371327000000",
                "印章备案没有结果",
                "名称变更已办结，印章备案三天没有反馈。",
                new About("LN26030200001", null, null),
                new Submission.Contact("王女士", "13900000000"),
                false,
                new OfficerId("applicant"),
                MONDAY);
    }

    static AppealExamples anAppeal() {
        return new AppealExamples(Progress.NONE);
    }

    static AppealExamples anAppeal(Progress progress) {
        return new AppealExamples(progress);
    }

    private final Progress progress;

    private AppealExamples(Progress progress) {
        this.progress = progress;
    }

    Appeal in(AppealState state) {
        return in(state, Subject.Privacy.NONE);
    }

    Appeal in(AppealState state, Subject.Privacy privacy) {
        return appeal(new About("LN26030200001", null, null), state, privacy);
    }

    Appeal about(About about, AppealState state) {
        return appeal(about, state, Subject.Privacy.NONE);
    }

    /** Received at another time. */
    Appeal received(Instant at) {
        return appeal(About.NOTHING, new Received(at), Subject.Privacy.NONE, at);
    }

    private Appeal appeal(About about, AppealState state, Subject.Privacy privacy) {
        return appeal(about, state, privacy, MONDAY);
    }

    private Appeal appeal(About about, AppealState state, Subject.Privacy privacy, Instant receivedAt) {
        var due = DueTimes.starting(Profiles.TIMETABLE, AppealKind.PROBLEM, false, receivedAt);
        return new Appeal(
                new AppealId(UUID.randomUUID()),
                new AppealNumber("SQ260302000001"),
                new Subject(AppealKind.PROBLEM, null, false, about, receivedAt, "JUNAN", privacy),
                state,
                progress,
                progress.redone() ? due.withRedo(Profiles.TIMETABLE, AppealKind.PROBLEM, false, MONDAY) : due,
                7);
    }

    static Handler manager() {
        return new Handler(LI, GAJ, null);
    }

    static Handler managerOf(UnitKey unit) {
        return new Handler(LI, unit, null);
    }

    static Handler managerWho(Part part) {
        return new Handler(LI, GAJ, part);
    }

    static Handler coordinator() {
        return new Handler(CHEN, null, null);
    }

    /** One of each, held by GAJ where a unit holds it. */
    static List<AppealState> everyState() {
        return List.of(
                new Received(MONDAY),
                new AnsweredDirectly(OFFICE, Attempts.NONE, MONDAY),
                new Dispatched(GAJ, MONDAY),
                new Signed(GAJ, MONDAY, LI, MONDAY),
                new Returned(GAJ, MONDAY, SWJ, MONDAY),
                new InProgress(GAJ, MONDAY, LI, MONDAY),
                new ExtensionRequested(GAJ, MONDAY, LI, 5, Set.of(), MONDAY),
                new Coordinating(GAJ, MONDAY, LI, Set.of(SCJG), MONDAY),
                new Replied(GAJ, MONDAY, Attempts.NONE, null, MONDAY),
                new CalledBack(GAJ, MONDAY, new Reached(false, false, MONDAY)),
                new Redo(GAJ, MONDAY, new Reached(false, false, MONDAY), MONDAY),
                new Closed(GAJ, MONDAY, new Reached(true, true, MONDAY), Outcome.SOLVED, null, MONDAY),
                new Rejected(RejectionGround.COURT, "已立案", "莒南县人民法院", null, MONDAY));
    }

    static CalledBack calledBack(boolean solved, boolean satisfied) {
        return new CalledBack(GAJ, MONDAY, new Reached(solved, satisfied, MONDAY));
    }

    static CalledBack unreached() {
        return new CalledBack(GAJ, MONDAY, new Unreached(MONDAY));
    }

    static Replied replied(int attempts, @Nullable Instant last) {
        return new Replied(GAJ, MONDAY, new Attempts(attempts, last), null, MONDAY);
    }

    static Instant at(String time) {
        return OffsetDateTime.parse(time).toInstant();
    }
}
