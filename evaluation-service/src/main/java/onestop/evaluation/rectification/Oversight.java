package onestop.evaluation.rectification;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What stands beside the state of an order.
 *
 * @param dispatch how often it was sent to a unit
 * @param dispatchedOn when it was sent to the present one
 * @param objected whether the present unit has objected
 * @param judgement what the unit found in this round
 * @param checkSince from when on the days of this round's check count; null while there is nothing to check
 * @param check of this round; what the rater says afterwards and is not satisfied with asks for another one
 * @param dissatisfiedAt when the rater said, after the rectification and not to a call-back, that it was not put right; null
 *     once the office has looked at it, or the rater has said otherwise
 * @param secondAnswer what the rater answered after the closing
 * @param secondCalls calls of the office after the closing that nobody answered; null before the first
 * @param talkedOn the last talk with whoever answers for the unit
 */
record Oversight(
        int dispatch,
        LocalDate dispatchedOn,
        boolean objected,
        @Nullable Judgement judgement,
        @Nullable Instant checkSince,
        @Nullable Check check,
        @Nullable Instant dissatisfiedAt,
        @Nullable SecondAnswer secondAnswer,
        @Nullable SecondCalls secondCalls,
        @Nullable LocalDate talkedOn) {

    /** A management check on the spot. */
    record Check(boolean passed, StaffId by, Instant at) {}

    record SecondAnswer(boolean satisfied, Instant at) {}

    record SecondCalls(int attempts, Instant lastAt) {}

    static Oversight from(LocalDate dispatchedOn) {
        return new Oversight(1, dispatchedOn, false, null, null, null, null, null, null, null);
    }

    Oversight withObjection() {
        return new Oversight(
                dispatch,
                dispatchedOn,
                true,
                judgement,
                checkSince,
                check,
                dissatisfiedAt,
                secondAnswer,
                secondCalls,
                talkedOn);
    }

    Oversight sentOn(LocalDate on) {
        return new Oversight(dispatch + 1, on, false, null, null, null, null, null, null, talkedOn);
    }

    Oversight with(Judgement found) {
        return new Oversight(
                dispatch,
                dispatchedOn,
                objected,
                found,
                checkSince,
                check,
                dissatisfiedAt,
                secondAnswer,
                secondCalls,
                talkedOn);
    }

    Oversight rectified(Instant at) {
        return new Oversight(
                dispatch,
                dispatchedOn,
                objected,
                judgement,
                at,
                check,
                dissatisfiedAt,
                secondAnswer,
                secondCalls,
                talkedOn);
    }

    Oversight with(Check made) {
        return new Oversight(
                dispatch,
                dispatchedOn,
                objected,
                judgement,
                checkSince,
                made,
                null,
                secondAnswer,
                secondCalls,
                talkedOn);
    }

    /** The rater has spoken. Where that was checked already what is said now is checked anew. */
    Oversight heard(boolean satisfied, Instant at) {
        if (satisfied) {
            return new Oversight(
                    dispatch,
                    dispatchedOn,
                    objected,
                    judgement,
                    checkSince,
                    check,
                    null,
                    secondAnswer,
                    secondCalls,
                    talkedOn);
        }
        return new Oversight(
                dispatch,
                dispatchedOn,
                objected,
                judgement,
                check == null ? checkSince : at,
                null,
                at,
                secondAnswer,
                secondCalls,
                talkedOn);
    }

    /** A follow-up was found invalid: what the rater answered after the closing, if not looked at since, stands again. */
    Oversight withdrawn() {
        var again = check == null && secondAnswer != null && !secondAnswer.satisfied() ? secondAnswer.at() : null;
        return new Oversight(
                dispatch,
                dispatchedOn,
                objected,
                judgement,
                checkSince,
                check,
                again,
                secondAnswer,
                secondCalls,
                talkedOn);
    }

    Oversight with(SecondAnswer answer) {
        return new Oversight(
                dispatch,
                dispatchedOn,
                objected,
                judgement,
                checkSince,
                check,
                dissatisfiedAt,
                answer,
                secondCalls,
                talkedOn);
    }

    /** The office has called after the closing and reached nobody. */
    Oversight notReachedAgain(Instant at) {
        return new Oversight(
                dispatch,
                dispatchedOn,
                objected,
                judgement,
                checkSince,
                check,
                dissatisfiedAt,
                secondAnswer,
                new SecondCalls(attemptsAgain() + 1, at),
                talkedOn);
    }

    int attemptsAgain() {
        return secondCalls == null ? 0 : secondCalls.attempts();
    }

    Oversight talked(LocalDate on) {
        return new Oversight(
                dispatch,
                dispatchedOn,
                objected,
                judgement,
                checkSince,
                check,
                dissatisfiedAt,
                secondAnswer,
                secondCalls,
                on);
    }

    /** A new round is judged and checked anew. */
    Oversight nextRound() {
        return new Oversight(dispatch, dispatchedOn, objected, null, null, null, null, null, null, talkedOn);
    }
}
