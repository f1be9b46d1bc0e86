package onestop.approval.letters;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Writes letters together with the acts they tell of: both commit, or neither. Printing is for later. */
@Service
public class WriteLetters {
    private final Letters letters;

    WriteLetters(Letters letters) {
        this.letters = letters;
    }

    /**
     * What a letter has to say beside the facts of its case.
     *
     * @param caseNumber the case it is about, or the one that yielded the licence it is about
     * @param details shown by the template of the kind; texts, numbers and dates
     */
    public record Draft(LetterKind kind, String caseNumber, Map<String, Object> details) {
        public Draft {
            details = Map.copyOf(details);
        }
    }

    /**
     * Numbers and stores them in one statement, however many.
     *
     * @param at the moment of the act; its date in the office is the date of the letters
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void write(Instant at, List<Draft> drafts) {
        if (!drafts.isEmpty()) {
            letters.insert(at, drafts);
        }
    }
}
