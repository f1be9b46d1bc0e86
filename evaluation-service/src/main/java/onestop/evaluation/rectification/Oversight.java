package onestop.evaluation.rectification;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What stands beside the state of an order.
 *
 * @param judgement what the unit found in this round
 * @param talkedOn the last talk with whoever answers for the unit
 */
record Oversight(
        Dispatch dispatch,
        @Nullable Judgement judgement,
        Checking checking,
        AfterClosing afterClosing,
        @Nullable LocalDate talkedOn) {

    /**
     * How the order came to the present unit.
     *
     * @param number how often it was sent to a unit
     * @param objected whether the present one has objected
     */
    record Dispatch(int number, LocalDate on, boolean objected) {}

    /**
     * The management check of this round.
     *
     * @param since from when on its days count; null while there is nothing to check
     * @param made what the rater says afterwards and is not satisfied with asks for another one
     * @param dissatisfiedAt when the rater said, after the rectification and not to a call-back, that it was not put right; null
     *     once the office has looked at it, or the rater has said otherwise
     */
    record Checking(
            @Nullable Instant since,
            @Nullable Check made,
            @Nullable Instant dissatisfiedAt) {
        static final Checking NOTHING = new Checking(null, null, null);
    }

    /** A management check on the spot. */
    record Check(boolean passed, StaffId by, Instant at) {}

    /**
     * The second call-back.
     *
     * @param answer what the rater answered after the closing
     * @param calls calls of the office after the closing that nobody answered; null before the first
     */
    record AfterClosing(
            @Nullable SecondAnswer answer, @Nullable SecondCalls calls) {
        static final AfterClosing NOTHING = new AfterClosing(null, null);
    }

    record SecondAnswer(boolean satisfied, Instant at) {}

    record SecondCalls(int attempts, Instant lastAt) {}

    static Oversight from(LocalDate dispatchedOn) {
        return sent(new Dispatch(1, dispatchedOn, false), null);
    }

    private static Oversight sent(Dispatch dispatch, @Nullable LocalDate talkedOn) {
        return new Oversight(dispatch, null, Checking.NOTHING, AfterClosing.NOTHING, talkedOn);
    }

    Oversight sentOn(LocalDate on) {
        return sent(new Dispatch(dispatch.number() + 1, on, false), talkedOn);
    }

    /** A new round is judged and checked anew. */
    Oversight nextRound() {
        return sent(dispatch, talkedOn);
    }

    Oversight withObjection() {
        var objected = new Dispatch(dispatch.number(), dispatch.on(), true);
        return new Oversight(objected, judgement, checking, afterClosing, talkedOn);
    }

    Oversight with(Judgement found) {
        return new Oversight(dispatch, found, checking, afterClosing, talkedOn);
    }

    Oversight rectified(Instant at) {
        return with(new Checking(at, checking.made(), checking.dissatisfiedAt()));
    }

    Oversight with(Check made) {
        return with(new Checking(checking.since(), made, null));
    }

    /** The rater has spoken. Where that was checked already what is said now is checked anew. */
    Oversight heard(boolean satisfied, Instant at) {
        if (satisfied) {
            return with(new Checking(checking.since(), checking.made(), null));
        }
        return with(new Checking(checking.made() == null ? checking.since() : at, null, at));
    }

    /** A follow-up was found invalid: what the rater answered after the closing, if not looked at since, stands again. */
    Oversight withdrawn() {
        var answer = afterClosing.answer();
        var again = checking.made() == null && answer != null && !answer.satisfied() ? answer.at() : null;
        return with(new Checking(checking.since(), checking.made(), again));
    }

    Oversight with(SecondAnswer answer) {
        return with(new AfterClosing(answer, afterClosing.calls()));
    }

    /** The office has called after the closing and reached nobody. */
    Oversight notReachedAgain(Instant at) {
        var calls = afterClosing.calls();
        return with(
                new AfterClosing(afterClosing.answer(), new SecondCalls(calls == null ? 1 : calls.attempts() + 1, at)));
    }

    Oversight talked(LocalDate on) {
        return new Oversight(dispatch, judgement, checking, afterClosing, on);
    }

    private Oversight with(Checking next) {
        return new Oversight(dispatch, judgement, next, afterClosing, talkedOn);
    }

    private Oversight with(AfterClosing next) {
        return new Oversight(dispatch, judgement, checking, next, talkedOn);
    }
}
