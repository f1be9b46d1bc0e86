package onestop.intake.application;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import onestop.intake.enterprise.Standing;

/** Why an act on a file was declined. Each kind is one public problem type. */
sealed interface Rejection {
    record UnknownFile(String number) implements Rejection {}

    record AlreadyAccepted(Instant since) implements Rejection {}

    record AwaitingCorrection(Instant since) implements Rejection {}

    record NotAwaitingCorrection() implements Rejection {}

    record CorrectionAlreadyAsked(Instant at) implements Rejection {}

    record NotDueYet(LocalDate until) implements Rejection {}

    record AlreadyEnded(FileStatus status, Instant since) implements Rejection {}

    record NotYetAccepted() implements Rejection {}

    record NotFinished() implements Rejection {}

    record AlreadyDecided() implements Rejection {}

    record MaterialsMissing(List<String> keys) implements Rejection {}

    record MaterialNotAskedFor(String key) implements Rejection {}

    record NotDeferrable(String key) implements Rejection {}

    record NeededAtOnce(String key, String item) implements Rejection {}

    record DeferralOutOfRange(String key, LocalDate earliest, LocalDate latest) implements Rejection {}

    record FourEyes() implements Rejection {}

    /** The agent knows the file and may no longer act in it. */
    record NoStanding(String usci, Standing.Refused why) implements Rejection {}
}
