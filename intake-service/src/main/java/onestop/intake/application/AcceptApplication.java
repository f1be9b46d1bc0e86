package onestop.intake.application;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Map;
import onestop.intake.application.FileState.Waiting;
import onestop.intake.application.Rejection.MaterialsMissing;
import onestop.intake.application.Rejection.NotTakenOnTrust;
import onestop.intake.application.Transition.Applied;
import onestop.intake.application.Transition.Declined;
import onestop.intake.calendar.ServiceHours;
import onestop.intake.numbering.ReceiptNumber;
import onestop.workingdays.Calendars;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** A clerk accepts a file. What the clerk has seen in the original need not be handed in again for a while. */
@Service
class AcceptApplication {
    private final ActOnFile actOnFile;
    private final OnTrust onTrust;
    private final KeepChecked keep;
    private final Calendars calendars;
    private final ServiceHours hours;
    private final InstantSource clock;

    AcceptApplication(
            ActOnFile actOnFile,
            OnTrust onTrust,
            KeepChecked keep,
            Calendars calendars,
            ServiceHours hours,
            InstantSource clock) {
        this.actOnFile = actOnFile;
        this.onTrust = onTrust;
        this.keep = keep;
        this.calendars = calendars;
        this.hours = hours;
        this.clock = clock;
    }

    /** @param textVersion the text the applicant has signed for the deferrals; null for the one in force */
    @Transactional
    Transition accept(
            ReceiptNumber number,
            Actor clerk,
            Map<String, LocalDate> deferrals,
            @Nullable Long textVersion,
            @Nullable String windowCode) {
        return accept(number, clerk, deferrals, textVersion, windowCode, clock.instant());
    }

    /** As above, for what was accepted earlier than it is entered. */
    @Transactional
    Transition accept(
            ReceiptNumber number,
            Actor clerk,
            Map<String, LocalDate> deferrals,
            @Nullable Long textVersion,
            @Nullable String windowCode,
            Instant now) {
        var calendar = calendars.current();
        var transition = actOnFile.act(number, file -> switch (trusted(file, deferrals, textVersion)) {
            case OnTrust.Answer.Taken(var version) ->
                unlessGone(
                        file,
                        file.accept(
                                clerk, deferrals, version, windowCode, hours.countsFrom(now, calendar), calendar, now));
            case OnTrust.Answer.Not(var why) -> new Declined(why);
        });
        if (transition instanceof Applied(var accepted, var _)) {
            keep.afterAcceptance(accepted, now);
        }
        return transition;
    }

    /** What was to be used again and has left the store since is missing like anything else. */
    private Transition unlessGone(ApplicationFile file, Transition accepted) {
        if (!(accepted instanceof Applied)) {
            return accepted;
        }
        var gone = keep.gone(file);
        return gone.isEmpty() ? accepted : new Declined(new MaterialsMissing(gone));
    }

    /** Asked again now, however the enterprise stood when it handed in; the state of the file says why not before. */
    private OnTrust.Answer trusted(ApplicationFile file, Map<String, LocalDate> deferrals, @Nullable Long textVersion) {
        var head = file.head();
        if (!(file.state() instanceof Waiting)) {
            return new OnTrust.Answer.Taken(0);
        }
        if (!deferrals.isEmpty()) {
            return onTrust.take(
                    Commitment.Kind.DEFERRED_MATERIALS,
                    textVersion,
                    head.usci(),
                    head.content().subjects());
        }
        boolean promised = ApplicationFile.promise(file.materials(), 0) != null;
        return promised
                ? onTrust.doubted(head.usci(), head.content().subjects())
                        .<OnTrust.Answer>map(doubted -> new OnTrust.Answer.Not(new NotTakenOnTrust(doubted)))
                        .orElse(new OnTrust.Answer.Taken(0))
                : new OnTrust.Answer.Taken(0);
    }
}
