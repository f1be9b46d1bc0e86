package onestop.intake.onfile;

import java.util.List;
import onestop.intake.enterprise.Representation;
import onestop.intake.enterprise.Standing;
import onestop.intake.upload.FileUse;
import onestop.web.Caller;
import onestop.web.Role;
import org.springframework.stereotype.Component;

/** Contents of kept materials are for the enterprise, whoever has a power of attorney from it, and the hall. */
@Component
class KeptFileUse implements FileUse {
    static final String PURPOSE = "material-on-file";

    private final Representation representation;

    KeptFileUse(Representation representation) {
        this.representation = representation;
    }

    @Override
    public String purpose() {
        return PURPOSE;
    }

    @Override
    public boolean mayRead(Caller caller, String usci) {
        return caller.is(Role.WINDOW)
                || (caller.is(Role.APPLICANT) && caller.actsFor(usci))
                || (caller.is(Role.AGENT)
                        && representation.agent(caller.subject(), usci, List.of(), List.of(usci))
                                instanceof Standing.Agent);
    }
}
