package onestop.appeal.enterprises;

import onestop.appeal.commands.Decision;
import onestop.appeal.commands.Decision.Done;
import onestop.appeal.commands.Refusal;
import onestop.web.Caller;
import onestop.web.Role;
import org.springframework.stereotype.Component;

/** Who may see and act for one enterprise: those whose token names it; the office sees all. */
@Component
public class EnterpriseSight {
    private final Enterprises enterprises;

    EnterpriseSight(Enterprises enterprises) {
        this.enterprises = enterprises;
    }

    /** The enterprise's serial for somebody who may read about it. */
    public Decision<Integer> toRead(String usci, Caller caller) {
        boolean office =
                caller.isAny(Role.APPEAL_COORDINATOR, Role.UNIT_MANAGER, Role.AUDITOR, Role.HELPER, Role.WINDOW);
        return office ? find(usci) : toAct(usci, caller);
    }

    /** The enterprise's serial for somebody who acts in its name. */
    public Decision<Integer> toAct(String usci, Caller caller) {
        return caller.actsFor(usci)
                ? find(usci)
                : Refusal.forbidden("not-your-enterprise", usci).declines();
    }

    private Decision<Integer> find(String usci) {
        return enterprises
                .serialOf(usci)
                .<Decision<Integer>>map(Done::new)
                .orElseGet(() -> Refusal.missing("no-such-enterprise").declines());
    }
}
