package onestop.intake.application;

import java.util.Collection;
import java.util.function.Function;
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

    /** The act if the caller may act in the applicant's name, otherwise why not. */
    Transition asApplicant(Caller caller, ApplicationFile file, Function<Actor, Transition> act) {
        return switch (applicantSide(caller, file, representation::agentActing)) {
            case Access.Granted(var as) -> act.apply(as);
            case Access.Refused(var why) ->
                new Declined(new NoStanding(file.head().usci(), why));
            case Access.Hidden() ->
                new Declined(new UnknownFile(file.head().number().value()));
        };
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
