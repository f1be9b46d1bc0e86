package onestop.intake.application;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Where a file stands, with exactly what is true there. */
sealed interface FileState {

    /**
     * Waits for a clerk.
     *
     * @param clockStartedOn the day the five working days count from
     * @param deemedAcceptedAfter the last of them
     */
    record Submitted(LocalDate clockStartedOn, LocalDate deemedAcceptedAfter) implements FileState {}

    /** Waits for the applicant; what is asked for is in {@link Correction}. */
    record CorrectionRequested() implements FileState {}

    /** Is with the departments, or finished there and not handed out yet. */
    record Accepted(Acceptance acceptance) implements FileState {}

    sealed interface Ended extends FileState {
        Instant at();
    }

    record Delivered(Acceptance acceptance, Delivery delivery) implements Ended {
        @Override
        public Instant at() {
            return delivery.at();
        }
    }

    record Refused(
            Instant at, String by, String reason, @Nullable String competentBody) implements Ended {}

    /** The applicant took it back; {@code acceptance} is null when that was before acceptance. */
    record Withdrawn(Instant at, String by, @Nullable Acceptance acceptance) implements Ended {}

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
}
