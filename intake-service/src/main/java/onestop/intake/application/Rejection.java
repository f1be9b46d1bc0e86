package onestop.intake.application;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import onestop.intake.enterprise.Standing;
import org.jspecify.annotations.Nullable;

/** Why an act on a file was declined. Each kind is one public problem type. */
sealed interface Rejection {
    record UnknownFile(String number) implements Rejection {}

    record AlreadyAccepted(Instant since) implements Rejection {}

    record AwaitingCorrection(Instant since) implements Rejection {}

    record NotAwaitingCorrection() implements Rejection {}

    /** No department waits for a correction of that case: it asked for none, has got it, or went on. */
    record NoCaseCorrectionAwaited(String caseNumber) implements Rejection {}

    record CorrectionAlreadyAsked(Instant at) implements Rejection {}

    /** They are in materials that were there, or missing, at the first notice, and nobody has given a reason. */
    record VisibleAtFirstNotice(List<String> keys) implements Rejection {}

    /** Nothing has been asked for before, or nothing that was visible then: no reason is needed. */
    record NoReasonNeeded() implements Rejection {}

    record RoundsUsedUp(int most) implements Rejection {}

    record CorrectionPeriodOver(LocalDate on) implements Rejection {}

    record NotOnline(Channel channel) implements Rejection {}

    record AlreadyPreReviewed(Instant since) implements Rejection {}

    record NothingDeferred() implements Rejection {}

    record NotDeferred(String key) implements Rejection {}

    record DeferralOver(String key, LocalDate on) implements Rejection {}

    record DeferredOutstanding(List<String> keys) implements Rejection {}

    /** It has broken faith, or is on record for it, and has not repaired that: everything is handed in. */
    record NotTakenOnTrust(String usci) implements Rejection {}

    /** The text that was committed to is no longer the one in force. */
    record CommitmentTextChanged(Commitment.Kind kind, long inForce) implements Rejection {}

    /** {@code until} is null when no period was stated. */
    record NotDueYet(@Nullable LocalDate until) implements Rejection {}

    record AlreadyEnded(FileStatus status, Instant since) implements Rejection {}

    /** What they are to have changed is being worked on already; usci to receipt number. */
    record BranchesInOpenFiles(List<String> uscis, List<String> files) implements Rejection {}

    record NotYetAccepted() implements Rejection {}

    record NotFinished() implements Rejection {}

    record AlreadyDecided() implements Rejection {}

    /** The departments have finished the file: what they decided stands. */
    record AlreadyFinished() implements Rejection {}

    record MaterialsMissing(List<String> keys) implements Rejection {}

    record MaterialNotAskedFor(String key) implements Rejection {}

    record NothingToCheck(String key) implements Rejection {}

    record NotDeferrable(String key) implements Rejection {}

    record NeededAtOnce(String key, String item) implements Rejection {}

    record DeferralOutOfRange(String key, LocalDate earliest, LocalDate latest) implements Rejection {}

    /** The receipt has paid for something else, here or in another file. */
    record PaymentNumberUsed(String number) implements Rejection {}

    record FeeAlreadyPaid(List<String> items) implements Rejection {}

    record PaymentsUsedUp(int most) implements Rejection {}

    record FourEyes() implements Rejection {}

    /** The agent knows the file and may no longer act in it. */
    record NoStanding(String usci, Standing.Refused why) implements Rejection {}
}
