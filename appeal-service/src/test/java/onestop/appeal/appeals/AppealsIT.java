package onestop.appeal.appeals;

import static onestop.appeal.appeals.AppealExamples.GAJ;
import static onestop.appeal.appeals.AppealExamples.LI;
import static onestop.appeal.appeals.AppealExamples.MONDAY;
import static onestop.appeal.appeals.AppealExamples.SCJG;
import static onestop.appeal.appeals.AppealExamples.aSubmission;
import static onestop.appeal.appeals.AppealExamples.calledBack;
import static onestop.appeal.appeals.AppealExamples.coordinator;
import static onestop.appeal.appeals.AppealExamples.everyState;
import static onestop.appeal.appeals.AppealExamples.replied;
import static onestop.appeal.appeals.AppealExamples.unreached;
import static onestop.appeal.clocks.Profiles.TIMETABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import onestop.appeal.WholeService;
import onestop.appeal.appeals.AppealState.Attempts;
import onestop.appeal.appeals.AppealState.Closed;
import onestop.appeal.appeals.AppealState.ExtensionRequested;
import onestop.appeal.appeals.AppealState.Outcome;
import onestop.appeal.appeals.AppealState.Reached;
import onestop.appeal.appeals.AppealState.Rejected;
import onestop.appeal.appeals.AppealState.RejectionGround;
import onestop.appeal.appeals.AppealState.Replied;
import onestop.appeal.appeals.AppealState.Unreached;
import onestop.appeal.appeals.Transition.Applied;
import onestop.appeal.clocks.Shanghai;
import onestop.appeal.words.AppealKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Each statement on the tables of appeals. */
@WholeService
class AppealsIT {
    @Autowired
    Appeals appeals;

    @Autowired
    AppealSteps steps;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transaction;

    static Stream<AppealState> statesAndTheirVariants() {
        return Stream.concat(
                everyState().stream(),
                Stream.of(
                        replied(2, MONDAY),
                        new Replied(GAJ, MONDAY, new Attempts(1, MONDAY), new Reached(true, false, MONDAY), MONDAY),
                        calledBack(true, true),
                        unreached(),
                        new Closed(GAJ, MONDAY, new Reached(false, true, MONDAY), Outcome.EXPLAINED, "已说明", MONDAY),
                        new ExtensionRequested(GAJ, MONDAY, LI, 5, Set.of(SCJG), MONDAY),
                        new Rejected(RejectionGround.COURT, "已立案", "法院", GAJ, MONDAY),
                        new Closed(GAJ, MONDAY, new Unreached(MONDAY), Outcome.UNREACHED, null, MONDAY)));
    }

    @ParameterizedTest
    @MethodSource("statesAndTheirVariants")
    void everyStateIsReadBackAsItWasWritten(AppealState state) {
        var received = inserted();
        var redone =
                state instanceof AppealState.Redo || state instanceof Replied(var _, var _, var _, Reached _, var _);
        var due = redone ? received.due().withRedo(TIMETABLE, AppealKind.PROBLEM, false, MONDAY) : received.due();
        var next = new Appeal(
                received.id(),
                received.number(),
                received.subject(),
                state,
                new Progress(1, MONDAY, MONDAY, MONDAY, redone),
                due,
                2);

        appeals.update(next);

        assertThat(found(next.id())).isEqualTo(next);
    }

    @Test
    void whatTheCallBackBroughtIsCarriedThroughAllStatesUntilTheNextOne() {
        var states = everyState().stream()
                .filter(state -> !(state instanceof Replied
                        || state instanceof AppealState.CalledBack
                        || state instanceof AppealState.Redo
                        || state instanceof Closed))
                .toList();
        for (var state : states) {
            var received = inserted();
            var next = new Appeal(
                    received.id(),
                    received.number(),
                    received.subject(),
                    state,
                    new Progress(1, MONDAY, MONDAY, MONDAY, true).keeping(new Reached(false, true, MONDAY)),
                    received.due().withRedo(TIMETABLE, AppealKind.PROBLEM, false, MONDAY),
                    2);
            appeals.update(next);
            assertThat(found(next.id())).isEqualTo(next);
        }
    }

    @Test
    void theOfficesRedoIsReadBack() {
        var received = inserted();
        var next = new Appeal(
                received.id(),
                received.number(),
                received.subject(),
                new AppealState.Redo(GAJ, MONDAY, null, MONDAY),
                new Progress(0, MONDAY, MONDAY, MONDAY, false).sentBackByTheOffice(),
                received.due().withRedo(TIMETABLE, AppealKind.PROBLEM, false, MONDAY),
                2);
        appeals.update(next);
        assertThat(found(next.id())).isEqualTo(next);
    }

    @Test
    void aReceivedAppealIsReadBack() {
        var received = inserted();
        assertThat(found(received.id())).isEqualTo(received);
    }

    @Test
    void aStaleCopyIsNotWritten() {
        var received = inserted();
        var dispatched =
                ((Applied) received.dispatch(coordinator(), GAJ, null, null, Signer.MAY_HANDLE, MONDAY)).next();
        appeals.update(dispatched);
        assertThatExceptionOfType(StaleAppealException.class).isThrownBy(() -> appeals.update(dispatched));
    }

    @Test
    void numbersAreNeverGivenTwice() {
        var numbers = Stream.generate(() -> appeals.nextNumber(LocalDate.of(2026, 3, 2)))
                .parallel()
                .limit(200)
                .distinct();
        assertThat(numbers.count()).isEqualTo(200);
    }

    @ParameterizedTest // what the model refuses, the table refuses too
    @ValueSource(
            strings = {
                "state = 'DISPATCHED'",
                "state = 'SIGNED', unit = 'GAJ', dispatched_at = now()",
                "state = 'RETURNED', unit = 'GAJ', dispatched_at = now()",
                "state = 'CALLED_BACK', unit = 'GAJ', dispatched_at = now(), next_due_at = NULL, next_clock = NULL",
                "state = 'CLOSED', unit = 'GAJ', dispatched_at = now(), next_due_at = NULL, next_clock = NULL, reached = true, "
                        + "called_back_at = now(), solved = true, satisfied = true",
                "state = 'REJECTED', next_due_at = NULL, next_clock = NULL",
                "state = 'LOST'",
                "reached = true",
                "solved = true",
                "redone = true",
                "office_redone = true",
                "joint_open = '{GAJ}'",
                "outcome = 'SOLVED'",
                "about_receipt = NULL, about_rating = 'r-1'",
                "next_due_at = NULL",
                "next_due_at = NULL, next_clock = NULL",
                "title = repeat('长', 101)",
                "body = ''",
                "usci = '91371327'",
                "profile = 'NOBODYS'"
            })
    void theTableRefusesWhatMakesNoSense(String change) {
        var received = inserted();
        assertThatExceptionOfType(DataIntegrityViolationException.class)
                .isThrownBy(() -> jdbc.sql("UPDATE appeal SET " + change + " WHERE id = :id")
                        .param("id", received.id().value())
                        .update());
    }

    @ParameterizedTest
    @ValueSource(strings = {"DELETE FROM appeal_step", "UPDATE appeal_step SET text = 'x'"})
    void stepsAreNeverChanged(String change) {
        var received = inserted();
        assertThatExceptionOfType(DataAccessException.class)
                .isThrownBy(() -> jdbc.sql(change + " WHERE appeal_id = :id")
                        .param("id", received.id().value())
                        .update());
    }

    @Test
    void runningAppealsAreFoundFromTheDayOnThatTheirClocksReach() {
        var running = inserted();
        var ended = inserted();
        var dispatched = ((Applied) ended.dispatch(coordinator(), GAJ, null, null, Signer.MAY_HANDLE, MONDAY)).next();
        appeals.update(dispatched);
        appeals.update(new Appeal(
                dispatched.id(),
                dispatched.number(),
                dispatched.subject(),
                new Replied(GAJ, MONDAY, Attempts.NONE, null, MONDAY),
                Progress.NONE.replied(MONDAY),
                dispatched.due(),
                3));
        assertThat(runningFrom(LocalDate.of(2026, 3, 23)))
                .contains(running.id())
                .doesNotContain(ended.id());
        assertThat(runningFrom(LocalDate.of(2026, 3, 24))).doesNotContain(running.id());
    }

    private List<AppealId> runningFrom(LocalDate day) {
        return transaction.execute(_ ->
                appeals.findLocked(appeals.lockRunning(appeals.running(day, null, Integer.MAX_VALUE))).stream()
                        .map(Appeal::id)
                        .toList());
    }

    private Appeal inserted() {
        var submission = aSubmission();
        return transaction.execute(_ -> {
            var received = Appeal.receive(
                    new AppealId(UUID.randomUUID()), appeals.nextNumber(Shanghai.dayOf(MONDAY)), submission, TIMETABLE);
            appeals.insert(received.next(), submission);
            steps.append(received.next(), received.event());
            return received.next();
        });
    }

    private Appeal found(AppealId id) {
        return transaction.execute(_ -> appeals.findForChange(id).orElseThrow());
    }
}
