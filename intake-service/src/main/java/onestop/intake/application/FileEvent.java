package onestop.intake.application;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happened to a file. The state after it holds the rest. */
sealed interface FileEvent {
    Instant at();

    Actor by();

    /** What was committed to in the act. */
    default @Nullable Commitment commitment() {
        return null;
    }

    record FileSubmitted(Instant at, Actor by, @Nullable Commitment commitment) implements FileEvent {}

    record FilePreReviewed(Instant at, Actor by) implements FileEvent {}

    record CorrectionAsked(Instant at, Actor by) implements FileEvent {}

    record FileCorrected(Instant at, Actor by, @Nullable Commitment commitment) implements FileEvent {}

    /** {@code at} is when it was done; a file that is deemed accepted counts as accepted from an earlier time. */
    record FileAccepted(Instant at, Actor by, @Nullable Commitment commitment) implements FileEvent {}

    /** @param keys the deferred materials that came */
    record MaterialsSupplied(Instant at, Actor by, List<String> keys) implements FileEvent {}

    /**
     * The applicant's side corrected what a department asked of one case.
     *
     * @param notice the department's version of the case with its notice
     * @param keys the materials that came
     */
    record CaseCorrected(Instant at, Actor by, String caseNumber, long notice, List<String> keys)
            implements FileEvent {}

    record FeePaid(Instant at, Actor by, FeePayment payment) implements FileEvent {}

    record FileRefused(Instant at, Actor by) implements FileEvent {}

    record FileWithdrawn(Instant at, Actor by) implements FileEvent {}

    /**
     * @param why what the law's or the manager's word for it is
     * @param missing the deferred materials that did not come in time
     * @param statement what the manager found out; null when a day was simply over
     */
    record FileTerminated(
            Instant at,
            Actor by,
            Why why,
            List<String> missing,
            @Nullable String statement) implements FileEvent {
        enum Why {
            /** A material that was to follow did not come by its day. */
            DEFERRED_NOT_SUPPLIED,
            /** The enterprise or branch exists no longer: nobody is left to be given or refused anything. */
            SUBJECT_GONE
        }
    }

    record FileLapsed(Instant at, Actor by) implements FileEvent {}

    record ResultDelivered(Instant at, Actor by, HandOut.@Nullable Facts facts) implements FileEvent {}
}
