package onestop.approval.cases;

import java.time.LocalDate;
import java.util.List;
import onestop.approval.cases.CaseState.InHand;
import onestop.approval.cases.CaseState.Suspended;
import onestop.workingdays.Pause;
import org.jspecify.annotations.Nullable;

/**
 * The step of a case that is due, with what its own limit is counted from.
 *
 * @param step {@code EXAMINATION}, {@code REVIEW} or {@code DECISION}
 * @param since the day on which it began
 * @param pauses of the case: they count in no step
 * @param promisedDays of the whole case, extensions included
 * @param suspendedUntilOn while the case is suspended, the day by which that should end; null otherwise
 */
public record DueStep(
        String step,
        LocalDate since,
        List<Pause> pauses,
        int promisedDays,
        @Nullable LocalDate suspendedUntilOn) {
    public DueStep {
        pauses = List.copyOf(pauses);
    }

    static @Nullable DueStep of(ApprovalCase one) {
        var since = one.stepSince();
        if (since == null || one.clock() == null) {
            return null;
        }
        return switch (one.state()) {
            case InHand step -> of(one, step, since, null);
            case Suspended(var step, var why) -> {
                var hearing = one.proceedings().hearing();
                var limit = why.kind() == SuspensionKind.HEARING && hearing != null ? hearing.limit() : null;
                yield of(
                        one,
                        step,
                        since,
                        limit != null && limit.isBefore(why.expectedUntilOn()) ? limit : why.expectedUntilOn());
            }
            case CaseState.Waiting _, CaseState.Closed _ -> null;
        };
    }

    private static DueStep of(ApprovalCase one, InHand step, LocalDate since, @Nullable LocalDate until) {
        var clock = one.runningClock();
        return new DueStep(
                CaseRow.status(step), since, clock.pauses(), clock.promisedDays() + clock.extensionDays(), until);
    }

    static DueStep first(CaseFacts facts) {
        return new DueStep(
                CaseRow.status(ApprovalCase.firstStep(facts.steps())),
                facts.countsFrom(),
                List.of(),
                facts.promisedDays(),
                null);
    }
}
