package onestop.appeal.appeals;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;
import onestop.appeal.appeals.AppealState.Outcome;
import onestop.appeal.recusal.Part;
import onestop.appeal.units.UnitKey;
import onestop.appeal.words.AppealKind;
import onestop.appeal.words.StateName;

/** Why a command was turned down. Each kind is one public problem type. */
sealed interface Rejection {
    /** There is none, or it is with another unit, which is the same to whoever asks. */
    record NoSuchAppeal() implements Rejection {}

    record Recused(Part part) implements Rejection {}

    record WrongState(StateName state, Set<StateName> needed) implements Rejection {
        public WrongState {
            needed = Set.copyOf(needed);
        }
    }

    record SameUnit(UnitKey unit) implements Rejection {}

    record ReturnsExhausted(int returns) implements Rejection {}

    record TooLateToReturn(LocalDate lastDay) implements Rejection {}

    record AlreadyContacted(Instant at) implements Rejection {}

    /** Who was given an answer is no longer told that it is not ours. */
    record AlreadyAnswered(Instant at) implements Rejection {}

    /** Nobody knows who raised it. */
    record NobodyToContact() implements Rejection {}

    record OpinionAlreadyGiven(Instant at) implements Rejection {}

    record CallBackTooSoon(Instant notBefore) implements Rejection {}

    record NothingToRedo() implements Rejection {}

    record AlreadyRedone() implements Rejection {}

    record OutcomeDoesNotFit(Set<Outcome> possible) implements Rejection {
        public OutcomeDoesNotFit {
            possible = Set.copyOf(possible);
        }
    }

    record ReasonMissing(Outcome outcome) implements Rejection {}

    record SummaryMissing() implements Rejection {}

    record NoExtension() implements Rejection {}

    record ExtensionsExhausted(int extensions) implements Rejection {}

    record ExtensionTooLong(int mostDays) implements Rejection {}

    record TooLateToExtend(Instant dueAt) implements Rejection {}

    record LeaderOnly() implements Rejection {}

    /** It is handled together with another one. */
    record HandledTogether() implements Rejection {}

    record CannotJoin() implements Rejection {}

    /** What is said about an appeal is said about all that are joined to it at once. */
    record TooManyJoined(int most) implements Rejection {}

    record TooLateToReopen(LocalDate lastDay) implements Rejection {}

    record AlreadyReopened() implements Rejection {}

    /** Nothing else would be named than is named already. */
    record SameFile() implements Rejection {}

    /** The file of a rating is the one that was rated. */
    record FileOfRating() implements Rejection {}

    record NoDecisionNamed() implements Rejection {}

    /** It would tell the unit which file a confidential or anonymous appeal is about, and so whose it is. */
    record WouldTellWho() implements Rejection {}

    record UrgencyUnchanged(boolean urgent) implements Rejection {}

    record ClassDoesNotFit(AppealKind kind) implements Rejection {}
}
