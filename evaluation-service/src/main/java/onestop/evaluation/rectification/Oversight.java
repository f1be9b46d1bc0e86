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
 * @param check of this round
 * @param secondAnswer what the rater answered after the closing
 * @param talkedOn the last talk with whoever answers for the unit
 */
record Oversight(
        int dispatch,
        LocalDate dispatchedOn,
        boolean objected,
        @Nullable Judgement judgement,
        @Nullable Check check,
        @Nullable SecondAnswer secondAnswer,
        @Nullable LocalDate talkedOn) {

    /** A management check on the spot. */
    record Check(boolean passed, StaffId by, Instant at) {}

    record SecondAnswer(boolean satisfied, Instant at) {}

    static Oversight from(LocalDate dispatchedOn) {
        return new Oversight(1, dispatchedOn, false, null, null, null, null);
    }

    Oversight withObjection() {
        return new Oversight(dispatch, dispatchedOn, true, judgement, check, secondAnswer, talkedOn);
    }

    Oversight sentOn(LocalDate on) {
        return new Oversight(dispatch + 1, on, false, null, null, null, talkedOn);
    }

    Oversight with(Judgement found) {
        return new Oversight(dispatch, dispatchedOn, objected, found, check, secondAnswer, talkedOn);
    }

    Oversight with(Check made) {
        return new Oversight(dispatch, dispatchedOn, objected, judgement, made, secondAnswer, talkedOn);
    }

    Oversight with(SecondAnswer answer) {
        return new Oversight(dispatch, dispatchedOn, objected, judgement, check, answer, talkedOn);
    }

    Oversight talked(LocalDate on) {
        return new Oversight(dispatch, dispatchedOn, objected, judgement, check, secondAnswer, on);
    }

    /** A new round is judged and checked anew. */
    Oversight nextRound() {
        return new Oversight(dispatch, dispatchedOn, objected, null, null, null, talkedOn);
    }
}
