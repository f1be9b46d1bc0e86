package onestop.approval.cases;

import java.util.Set;
import onestop.approval.cases.Transition.Applied;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Lets a case go on when what its unit asked to be corrected has come. */
@Service
public class CorrectCases {
    private final ActOnCases act;

    CorrectCases(ActOnCases act) {
        this.act = act;
    }

    /**
     * @param notice which notice was answered
     * @param supplied keys of the materials that came
     * @return false where the case does not wait for that: it went on, or ended, before
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean corrected(String caseNumber, long notice, Set<String> supplied) {
        return act.corrected(caseNumber, notice, supplied).stream().anyMatch(Applied.class::isInstance);
    }
}
