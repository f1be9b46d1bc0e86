package onestop.intake.application;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Where a file stands, with exactly what is true there. */
sealed interface FileState {

    /** It is the hall's turn, and the law's patience is counted. */
    sealed interface Waiting extends FileState {
        /** The day the five working days count from. */
        LocalDate clockStartedOn();

        /** The last of them. */
        LocalDate deemedAcceptedAfter();
    }

    /** Waits for a clerk. */
    record Submitted(LocalDate clockStartedOn, LocalDate deemedAcceptedAfter) implements Waiting {}

    /** Came online and was found complete as far as can be seen on a screen; its days run on. */
    record PreReviewed(LocalDate clockStartedOn, LocalDate deemedAcceptedAfter, Instant at, String by)
            implements Waiting {}

    /** Waits for the applicant; what is asked for, and until when, is in {@link Correction}. */
    record CorrectionRequested() implements FileState {}

    /** Is with the departments, or finished there and not handed out yet. */
    record Accepted(Acceptance acceptance) implements FileState {}

    /**
     * Is with the departments while materials are still to come; until then no result is handed out.
     *
     * @param dueOn the earliest day by which one of them has to come
     */
    record AcceptedDeferred(Acceptance acceptance, LocalDate dueOn) implements FileState {}

    sealed interface Ended extends FileState {
        Instant at();
    }

    record Delivered(Acceptance acceptance, Delivery delivery) implements Ended {
        @Override
        public Instant at() {
            return delivery.at();
        }
    }

    /** @param ground null where none was chosen from the list */
    record Refused(
            Instant at,
            String by,
            @Nullable RefusalGround ground,
            String reason,
            @Nullable String competentBody) implements Ended {}

    /** The applicant took it back; {@code acceptance} is null when that was before acceptance. */
    record Withdrawn(Instant at, String by, @Nullable Acceptance acceptance) implements Ended {}

    /** A material that was to follow did not come in time, or there is nobody left whom it concerns. */
    record Terminated(Instant at, String by, Acceptance acceptance) implements Ended {}

    /** The correction did not come in the period that the notice stated. */
    record Lapsed(Instant at, String by) implements Ended {}

    /**
     * The hall's yes.
     *
     * @param at when it was accepted, or, when deemed, when it was received
     * @param countsFrom the working day from which the departments' limits count
     */
    record Acceptance(
            Instant at,
            LocalDate countsFrom,
            String by,
            String unit,
            boolean deemed,
            @Nullable String windowCode) {}

    record Delivery(
            Instant at,
            String by,
            String unit,
            DeliveryMethod method,
            @Nullable RecipientCheck recipientCheck) {}

    enum DeliveryMethod {
        WINDOW,
        POST,
        E_LICENCE
    }

    /** Whose identity document was looked at when the result was handed over. */
    enum RecipientCheck {
        LEGAL_REPRESENTATIVE,
        AGENT
    }

    /** Why the hall does not accept. */
    enum RefusalGround {
        NO_PERMISSION_NEEDED,
        OTHER_BODY_COMPETENT,
        OTHER
    }
}
