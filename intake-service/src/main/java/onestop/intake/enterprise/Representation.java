package onestop.intake.enterprise;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import onestop.intake.calendar.ServiceHours;
import onestop.web.Caller;
import onestop.web.Role;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Answers who may act for an enterprise, and who may know what is kept about it. */
@Service
public class Representation {
    private final PowersOfAttorney powers;
    private final CreditStandings credits;
    private final HelpGiven help;
    private final InstantSource clock;

    Representation(PowersOfAttorney powers, CreditStandings credits, HelpGiven help, InstantSource clock) {
        this.powers = powers;
        this.credits = credits;
        this.help = help;
        this.clock = clock;
    }

    /**
     * In what capacity the caller may ask for these items in the enterprise's name. The strongest right counts; nobody
     * may ask for what the enterprise is barred from. The power of an agent stays unrevoked until the transaction ends.
     *
     * @param subjects the enterprises something is asked for: itself, branches, or both
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Standing standing(Caller caller, String usci, List<String> items, Collection<String> subjects) {
        return unlessBarred(capacity(caller, usci, items, subjects), usci, items, subjects);
    }

    /**
     * As {@link #standing}, where the enterprise's people stand before the caller: a helper who serves a counter, or who takes down what
     * help is asked for.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Standing atCounter(Caller caller, String usci, List<String> items, Collection<String> subjects) {
        return caller.is(Role.HELPER) && !caller.is(Role.WINDOW)
                ? unlessBarred(new Standing.Helper(null), usci, items, subjects)
                : standing(caller, usci, items, subjects);
    }

    private Standing unlessBarred(Standing capacity, String usci, List<String> items, Collection<String> subjects) {
        return capacity instanceof Standing.Refused
                ? capacity
                : barred(usci, items, subjects).<Standing>map(bar -> bar).orElse(capacity);
    }

    private Standing capacity(Caller caller, String usci, List<String> items, Collection<String> subjects) {
        if (caller.is(Role.APPLICANT) && caller.actsFor(usci)) {
            return new Standing.Own();
        }
        if (caller.is(Role.WINDOW)) {
            return new Standing.Clerk();
        }
        if (caller.is(Role.HELPER)) {
            return helping(caller.subject(), usci, items, subjects);
        }
        return caller.is(Role.AGENT) ? agentActing(caller.subject(), usci, items, subjects) : new Standing.NotTheirs();
    }

    /** Beside the enterprise when it has asked for that, in its name only with its power of attorney. */
    private Standing helping(String helper, String usci, List<String> items, Collection<String> subjects) {
        if (help.besides(helper, usci)) {
            return new Standing.Helper(null);
        }
        return switch (agentActing(helper, usci, items, subjects)) {
            case Standing.Agent(var power) -> new Standing.Helper(power);
            case Standing.NoPower() -> new Standing.NotHelping();
            case Standing other -> other;
        };
    }

    private Optional<Standing.Barred> barred(String usci, List<String> items, Collection<String> subjects) {
        var concerned = new TreeSet<>(subjects);
        concerned.add(usci);
        return credits.ofAll(concerned).entrySet().stream()
                .flatMap(entry -> entry.getValue().bar(items).stream()
                        .map(bar -> new Standing.Barred(entry.getKey(), bar.until(), bar.itemCodes())))
                .max(Comparator.comparing(Standing.Barred::until));
    }

    /** What an agent's powers allow for these items of the enterprise today; for looking only. */
    public Standing agent(String agent, String usci, Collection<String> items, Collection<String> subjects) {
        return Standing.ofAgent(powers.of(agent, usci, today()), items, subjects, today());
    }

    /**
     * As {@link #agent}, for an act: a power is not revoked between this answer and the end of the transaction. Who
     * revokes it at the same moment waits, and the other way round.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Standing agentActing(String agent, String usci, Collection<String> items, Collection<String> subjects) {
        return Standing.ofAgent(powers.holding(agent, usci, today()), items, subjects, today());
    }

    /** Whether the caller may read the enterprise's entry and what is on file. */
    public boolean mayKnow(Caller caller, String usci) {
        return caller.isAny(Role.WINDOW, Role.HELPER, Role.UNIT_MANAGER, Role.OPS)
                || (caller.is(Role.APPLICANT) && caller.actsFor(usci))
                || (caller.is(Role.AGENT) && isAgentOf(caller.subject(), usci));
    }

    private boolean isAgentOf(String agent, String usci) {
        var today = today();
        return powers.of(agent, usci, today).stream()
                .filter(power -> power.status(today) == PowerOfAttorney.Status.IN_FORCE)
                .anyMatch(power -> power.principalUsci().equals(usci)
                        || power.subjectsBeyond(List.of(usci)).isEmpty());
    }

    /** Whether the caller may change the enterprise's entry and its branches. */
    boolean mayChange(Caller caller, String usci) {
        return caller.isAny(Role.WINDOW, Role.OPS) || (caller.is(Role.APPLICANT) && caller.actsFor(usci));
    }

    /** Whose powers these are: the principal of each. */
    public Map<UUID, String> principals(Collection<UUID> powerIds) {
        return powerIds.isEmpty() ? Map.of() : powers.principals(powerIds);
    }

    private LocalDate today() {
        return ServiceHours.dateOf(clock.instant());
    }
}
