package onestop.intake.application;

import java.util.Collection;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import onestop.intake.application.Actor.Side;
import onestop.intake.application.Rejection.NoStanding;
import onestop.intake.application.Rejection.UnknownFile;
import onestop.intake.application.Transition.Declined;
import onestop.intake.enterprise.Representation;
import onestop.intake.enterprise.Standing;
import onestop.web.Caller;
import onestop.web.Role;
import org.springframework.stereotype.Component;

/** Who may see a file, and in what capacity the applicant's side acts on it. */
@Component
class FileAccess {
    private final Representation representation;

    FileAccess(Representation representation) {
        this.representation = representation;
    }

    sealed interface Access {
        record Granted(Actor as) implements Access {}

        /** The caller knows the file and may no longer act in it. */
        record Refused(Standing.Refused why) implements Access {}

        /** To this caller the file does not exist. */
        record Hidden() implements Access {}
    }

    /** For reading: staff of the hall see every file, the others those of their side. */
    Access reading(Caller caller, ApplicationFile file) {
        if (caller.is(Role.WINDOW)) {
            return new Access.Granted(new Actor(caller.subject(), Side.WINDOW, null, caller.unit()));
        }
        if (caller.is(Role.ISSUER)) {
            return new Access.Granted(new Actor(caller.subject(), Side.ISSUER, null, caller.unit()));
        }
        return applicantSide(caller, file, representation::agent);
    }

    /** The items of an accepted file that the caller's unit has to decide on; empty for whoever decides on none. */
    Set<String> itemsInHand(Caller caller, ApplicationFile file) {
        if (!caller.isAny(Role.EXAMINER, Role.REVIEWER, Role.APPROVER) || file.acceptance() == null) {
            return Set.of();
        }
        return file.head().content().items().stream()
                .filter(item -> item.unit().equals(caller.unit()))
                .map(FileItem::code)
                .collect(Collectors.toSet());
    }

    /** Whether the caller may act in the applicant's name. */
    Access acting(Caller caller, ApplicationFile file) {
        return applicantSide(caller, file, representation::agentActing);
    }

    /** The act if the caller may act in the applicant's name, otherwise why not. */
    Transition asApplicant(Caller caller, ApplicationFile file, Function<Actor, Transition> act) {
        return switch (acting(caller, file)) {
            case Access.Granted(var as) -> act.apply(as);
            case Access.Refused(var why) ->
                new Declined(new NoStanding(file.head().usci(), why));
            case Access.Hidden() ->
                new Declined(new UnknownFile(file.head().number().value()));
        };
    }

    /** As {@link #acting}, or as a clerk who takes something in over the counter. */
    Access actingOrClerk(Caller caller, ApplicationFile file) {
        return caller.is(Role.WINDOW)
                ? new Access.Granted(new Actor(caller.subject(), Side.WINDOW, null, caller.unit()))
                : acting(caller, file);
    }

    /** As {@link #asApplicant}, or as a clerk who takes something in over the counter. */
    Transition asApplicantOrClerk(Caller caller, ApplicationFile file, Function<Actor, Transition> act) {
        return caller.is(Role.WINDOW)
                ? act.apply(new Actor(caller.subject(), Side.WINDOW, null, caller.unit()))
                : asApplicant(caller, file, act);
    }

    /** What an agent's powers allow: for looking, or for the length of an act. */
    private interface Powers {
        Standing of(String agent, String usci, Collection<String> items, Collection<String> subjects);
    }

    private static Access applicantSide(Caller caller, ApplicationFile file, Powers powers) {
        var head = file.head();
        boolean handedInByCaller = head.submittedBy().equals(caller.subject());
        if (caller.is(Role.APPLICANT) && caller.actsFor(head.usci())) {
            return new Access.Granted(new Actor(caller.subject(), Side.APPLICANT, null, null));
        }
        if (caller.is(Role.HELPER) && handedInByCaller) {
            return new Access.Granted(new Actor(caller.subject(), Side.HELPER, null, caller.unit()));
        }
        if (!caller.is(Role.AGENT)) {
            return new Access.Hidden();
        }
        var items = head.content().items().stream().map(FileItem::code).toList();
        var subjects = head.cases().stream().map(FileCase::subject).distinct().toList();
        return switch (powers.of(caller.subject(), head.usci(), items, subjects)) {
            case Standing.Agent(var power) -> new Access.Granted(new Actor(caller.subject(), Side.AGENT, power, null));
            case Standing.Refused why when handedInByCaller -> new Access.Refused(why);
            default -> new Access.Hidden();
        };
    }
}
