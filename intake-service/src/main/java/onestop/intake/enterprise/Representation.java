package onestop.intake.enterprise;

import java.time.InstantSource;
import java.util.List;
import onestop.intake.calendar.ServiceHours;
import onestop.web.Caller;
import onestop.web.Role;
import org.springframework.stereotype.Service;

/** Answers who may act for an enterprise, and who may know what is kept about it. */
@Service
public class Representation {
    private final PowersOfAttorney powers;
    private final InstantSource clock;

    Representation(PowersOfAttorney powers, InstantSource clock) {
        this.powers = powers;
        this.clock = clock;
    }

    /** In what capacity the caller may ask for these items in the enterprise's name. The strongest right counts. */
    public Standing standing(Caller caller, String usci, List<String> items) {
        if (caller.is(Role.APPLICANT) && caller.actsFor(usci)) {
            return new Standing.Own();
        }
        if (caller.is(Role.WINDOW)) {
            return new Standing.Clerk();
        }
        if (caller.is(Role.HELPER)) {
            return new Standing.Helper();
        }
        return caller.is(Role.AGENT) ? agent(caller.subject(), usci, items) : new Standing.NotTheirs();
    }

    /** What an agent's powers allow for these items of the enterprise today. */
    public Standing agent(String agent, String usci, List<String> items) {
        return Standing.ofAgent(powers.of(agent, usci), items, ServiceHours.dateOf(clock.instant()));
    }

    /** Whether the caller may read the enterprise's entry and what is on file. */
    public boolean mayKnow(Caller caller, String usci) {
        return caller.isAny(Role.WINDOW, Role.HELPER, Role.OPS)
                || (caller.is(Role.APPLICANT) && caller.actsFor(usci))
                || (caller.is(Role.AGENT) && agent(caller.subject(), usci, List.of()) instanceof Standing.Agent);
    }
}
