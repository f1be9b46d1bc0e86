package onestop.approval.cases;

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
     * @return false where the case does not wait for that: it went on, or ended, before
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean corrected(String caseNumber, long notice) {
        return act.corrected(caseNumber, notice).stream().anyMatch(Applied.class::isInstance);
    }
}
