package onestop.approval.cases;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where a case stands, with exactly what is known there. */
sealed interface CaseState {

    /**
     * Not started.
     *
     * @param needs cases that must still be granted first
     * @param follows cases of earlier stages that must still be closed first, however they end
     */
    record Waiting(Set<String> needs, Set<String> follows) implements CaseState {
        public Waiting {
            needs = Set.copyOf(needs);
            follows = Set.copyOf(follows);
        }
    }

    /** An officer's turn. */
    sealed interface InHand extends CaseState {
        /** What the steps so far have said. */
        default @Nullable Examined soFar() {
            return switch (this) {
                case ToExamine _ -> null;
                case ToReview(var examined) -> examined;
                case ToDecide(var examined) -> examined;
            };
        }
    }

    record ToExamine() implements InHand {}

    /** Examined, and to be reviewed by somebody else. */
    record ToReview(Examined examined) implements InHand {}

    /**
     * To be decided.
     *
     * @param examined who passed it on; null for cases decided on the spot
     */
    record ToDecide(@Nullable Examined examined) implements InHand {}

    /** Both clocks stand still; the case goes on where it was. */
    record Suspended(InHand step, Suspension why) implements CaseState {}

    sealed interface Closed extends CaseState {}

    /** Decided one way or the other. */
    sealed interface Decided extends Closed {
        Judgement judgement();
    }

    record Granted(Judgement judgement, Licence licence) implements Decided {}

    record Refused(Judgement judgement, String remedies) implements Decided {}

    /** Ended without a start, since a case it needed was not granted. */
    record NotStarted(String because, Instant at) implements Closed {}

    /** Taken back by the applicant. */
    record Withdrawn(@Nullable Examined examined, Instant at) implements Closed {}

    /**
     * Ended without a decision, by its unit or with its application.
     *
     * @param examined as far as it had come
     * @param by staff id, or {@code system} where intake-service ended the application
     */
    record Ended(EndKind kind, @Nullable Examined examined, String by, String grounds, Instant at) implements Closed {}

    /**
     * An examination that passed the case on.
     *
     * @param review null until the case is reviewed, and for items without that step
     */
    record Examined(
            String by, Instant at, String opinion, @Nullable Review review) {
        Examined(String by, Instant at, String opinion) {
            this(by, at, opinion, null);
        }

        Examined reviewed(Review by) {
            return new Examined(this.by, at, opinion, by);
        }
    }

    record Review(String by, Instant at, String opinion) {}

    record Suspension(
            SuspensionKind kind,
            String legalGround,
            int expectedWorkingDays,
            Instant since,
            LocalDate expectedUntilOn) {
        Suspension until(LocalDate expected) {
            return new Suspension(kind, legalGround, expectedWorkingDays, since, expected);
        }
    }

    /**
     * A decision with what the clocks said.
     *
     * @param grounds always present on a refusal
     * @param workingDaysUsed working days after the start without pauses; 0 when decided on the day of the start
     */
    record Judgement(
            @Nullable Examined examined,
            String by,
            Instant at,
            @Nullable String grounds,
            int workingDaysUsed,
            boolean onTimePromised,
            boolean onTimeStatutory) {}

    record Licence(String number, String nameZh) {}
}
