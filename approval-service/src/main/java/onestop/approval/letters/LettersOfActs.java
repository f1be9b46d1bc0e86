package onestop.approval.letters;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import onestop.approval.cases.Act;
import onestop.approval.cases.ActListener;
import onestop.approval.letters.WriteLetters.Draft;
import onestop.events.OutgoingEvent;
import org.springframework.stereotype.Component;

/**
 * Which acts on a case are told to the applicant in writing. A withdrawal is confirmed by intake-service, where the applicant declared
 * it; so is a termination that began there.
 */
@Component
class LettersOfActs implements ActListener {
    /** Who acts when no person does. */
    private static final String SYSTEM = "system";

    private final WriteLetters letters;

    LettersOfActs(WriteLetters letters) {
        this.letters = letters;
    }

    @Override
    public List<OutgoingEvent> happened(List<Act> acts) {
        var drafts = new ArrayList<Draft>();
        for (var act : acts) {
            kind(act).ifPresent(kind -> drafts.add(new Draft(kind, act.caseNumber(), act.details())));
        }
        if (!drafts.isEmpty()) {
            letters.write(acts.getFirst().at(), drafts);
        }
        return List.of();
    }

    /** From its number on, other acts of the unit wait for the commit. */
    @Override
    public boolean holdsWhatOthersWant() {
        return true;
    }

    /** By the names of the history. */
    private static Optional<LetterKind> kind(Act act) {
        return Optional.ofNullable(
                switch (act.name()) {
                    case "GRANTED" -> LetterKind.GRANT;
                    case "REFUSED" -> LetterKind.REFUSAL;
                    case "SUSPENDED" -> LetterKind.SPECIAL_PROCEDURE;
                    case "EXTENDED" -> LetterKind.EXTENSION;
                    case "HEARING_PLANNED" -> LetterKind.HEARING_NOTICE;
                    case "FORWARDED" -> LetterKind.FORWARDING;
                    case "TERMINATED" -> act.actor().equals(SYSTEM) ? null : LetterKind.TERMINATION;
                    case "NOT_STARTED", "LAPSED" -> LetterKind.TERMINATION;
                    default -> null;
                });
    }
}
