package onestop.intake.application;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Map;
import onestop.intake.application.Rejection.CommitmentTextChanged;
import onestop.intake.application.Rejection.MaterialsMissing;
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
    private final CommitmentTexts texts;
    private final KeepChecked keep;
    private final Calendars calendars;
    private final ServiceHours hours;
    private final InstantSource clock;

    AcceptApplication(
            ActOnFile actOnFile,
            CommitmentTexts texts,
            KeepChecked keep,
            Calendars calendars,
            ServiceHours hours,
            InstantSource clock) {
        this.actOnFile = actOnFile;
        this.texts = texts;
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
        long inForce = deferrals.isEmpty()
                ? 0
                : texts.current(Commitment.Kind.DEFERRED_MATERIALS).version();
        if (!deferrals.isEmpty() && textVersion != null && textVersion != inForce) {
            return new Declined(new CommitmentTextChanged(Commitment.Kind.DEFERRED_MATERIALS, inForce));
        }
        var calendar = calendars.current();
        var transition = actOnFile.act(
                number,
                file -> unlessGone(
                        file,
                        file.accept(
                                clerk,
                                deferrals,
                                inForce,
                                windowCode,
                                hours.countsFrom(now, calendar),
                                calendar,
                                now)));
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
}
