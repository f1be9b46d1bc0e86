package onestop.intake.application;

import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import onestop.intake.application.Rejection.CommitmentTextChanged;
import onestop.intake.application.Rejection.NotTakenOnTrust;
import onestop.intake.enterprise.CreditStanding;
import onestop.intake.enterprise.CreditStandings;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Whether an enterprise's word is taken for a document: that it follows, or a promise in its place. Not of those whose
 * credit is marked and not repaired, nor of those who made a false promise before.
 */
@Component
class OnTrust {
    private final CreditStandings credits;
    private final CommitmentTexts texts;

    OnTrust(CreditStandings credits, CommitmentTexts texts) {
        this.credits = credits;
        this.texts = texts;
    }

    /** Either the version of the text that is committed to, or why not. */
    sealed interface Answer {
        record Taken(long textVersion) implements Answer {}

        record Not(Rejection why) implements Answer {}
    }

    /** @param read the version that the applicant has read; null for the one in force */
    Answer take(Commitment.Kind kind, @Nullable Long read, String usci, Iterable<Subject> subjects) {
        var doubted = doubted(usci, subjects);
        if (doubted.isPresent()) {
            return new Answer.Not(new NotTakenOnTrust(doubted.get()));
        }
        long inForce = texts.current(kind).version();
        return read == null || read == inForce
                ? new Answer.Taken(inForce)
                : new Answer.Not(new CommitmentTextChanged(kind, inForce));
    }

    /** One whose word is not taken: the enterprise itself, or a branch for which something is asked. */
    Optional<String> doubted(String usci, Iterable<Subject> subjects) {
        var concerned = new TreeSet<String>();
        concerned.add(usci);
        subjects.forEach(subject -> concerned.add(subject.usci()));
        Map<String, CreditStanding> standings = credits.ofAll(concerned);
        return concerned.stream()
                .filter(one -> {
                    var standing = standings.get(one);
                    return standing != null && !standing.takenOnTrust();
                })
                .findFirst();
    }
}
