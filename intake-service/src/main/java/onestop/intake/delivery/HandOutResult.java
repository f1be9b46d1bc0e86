package onestop.intake.delivery;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import onestop.events.Outbox;
import onestop.intake.application.DepartmentNews;
import onestop.intake.application.HandOut;
import onestop.intake.application.HandOut.Facts;
import onestop.intake.application.HandOut.Method;
import onestop.intake.application.HandOut.Recipient;
import onestop.intake.calendar.ServiceHours;
import onestop.intake.delivery.ResultBundle.End;
import onestop.intake.delivery.ResultBundle.HandingOut;
import onestop.intake.delivery.ResultBundle.State;
import onestop.intake.enterprise.RepresentativeCheck;
import onestop.intake.numbering.ReceiptNumber;
import onestop.web.Caller;
import onestop.web.Problems;
import onestop.workingdays.Calendars;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Hands results out and follows them until they have arrived. Bundle first, then file: whoever is second at a bundle
 * waits here and finds it gone.
 */
@Service
class HandOutResult {
    private static final Logger log = LoggerFactory.getLogger(HandOutResult.class);

    private final ResultBundles bundles;
    private final FinishedFiles finishedFiles;
    private final DepartmentNews news;
    private final HandOut handOut;
    private final RepresentativeCheck representatives;
    private final Problems problems;
    private final Outbox outbox;
    private final Calendars calendars;
    private final InstantSource clock;

    HandOutResult(
            ResultBundles bundles,
            FinishedFiles finishedFiles,
            DepartmentNews news,
            HandOut handOut,
            RepresentativeCheck representatives,
            Problems problems,
            Outbox outbox,
            Calendars calendars,
            InstantSource clock) {
        this.bundles = bundles;
        this.finishedFiles = finishedFiles;
        this.news = news;
        this.handOut = handOut;
        this.representatives = representatives;
        this.problems = problems;
        this.outbox = outbox;
        this.calendars = calendars;
        this.clock = clock;
    }

    /**
     * How it is handed out; carrier and tracking number with POST, recipient and the window's code at the WINDOW.
     *
     * @param numberEnding the last four characters of the citizen number on the document; compared and forgotten
     */
    record Way(
            Method method,
            @Nullable Recipient recipient,
            @Nullable String numberEnding,
            @Nullable String carrier,
            @Nullable String trackingNumber,
            @Nullable String windowCode) {}

    /** The file's answer: done, or why not. */
    @Transactional
    ResponseEntity<?> handOut(ReceiptNumber number, Caller issuer, Way way) {
        var now = clock.instant();
        var bundle = locked(number);
        if (bundle == null) { // not finished, not accepted, unknown: the file knows which
            return handOut.deliver(number, issuer, way.windowCode(), way.method(), way.recipient(), null)
                    .answer();
        }
        if (bundle.reopenedAt() != null && bundle.state().inTheHall()) {
            return problems.reply(HttpStatus.CONFLICT, "result-open-again", number.value());
        }
        boolean compared = false;
        if (bundle.state().inTheHall() && way.recipient() == Recipient.LEGAL_REPRESENTATIVE) {
            var registered = representatives.of(bundle.usci());
            if (registered.isPresent()) {
                if (way.numberEnding() == null) {
                    return problems.reply(HttpStatus.CONFLICT, "identity-number-needed");
                }
                if (!registered.get().is(way.numberEnding())) {
                    log.warn("An identity document shown for {} did not agree with the registry", number);
                    return problems.reply(HttpStatus.CONFLICT, "identity-not-confirmed");
                }
                compared = true;
            }
        }
        boolean late = ServiceHours.dateOf(now).isAfter(bundle.dueOn());
        var outcome = bundle.waitsAgain()
                ? handOut.again(number, issuer, way.method(), way.recipient(), way.trackingNumber())
                : handOut.deliver(
                        number,
                        issuer,
                        way.windowCode(),
                        way.method(),
                        way.recipient(),
                        new Facts(bundle.dueOn(), late, bundle.outcome(), way.trackingNumber()));
        if (outcome.done()) {
            bundles.handOut(bundle, handing(bundle, issuer, way, compared, late, now));
        }
        return outcome.answer();
    }

    /** The bundle, made here when the news of the departments came to the file first. */
    private @Nullable ResultBundle locked(ReceiptNumber number) {
        var bundle = bundles.lock(number);
        if (bundle.isPresent()) {
            return bundle.get();
        }
        var finished = news.finished(number);
        if (finished.isEmpty()) {
            return null;
        }
        bundles.add(List.of(finishedFiles.waiting(
                number.value(), finished.get().outcome(), finished.get().at())));
        return bundles.lock(number).orElse(null);
    }

    private static HandingOut handing(
            ResultBundle bundle, Caller issuer, Way way, boolean compared, boolean late, Instant now) {
        return new HandingOut(
                bundle.handingsOut().size() + 1,
                way.method(),
                now,
                issuer.subject(),
                issuer.unit(),
                late,
                way.recipient(),
                compared,
                way.carrier(),
                way.trackingNumber(),
                null,
                null,
                null);
    }

    /** What became of a command on a bundle. */
    sealed interface Reply {
        record Done(ResultBundle bundle) implements Reply {}

        record NoBundle() implements Reply {}

        record NotOnTheWay(State state) implements Reply {}

        record NothingToRead(State state) implements Reply {}

        record InTime(LocalDate dueOn) implements Reply {}
    }

    /** The carrier tells that it arrived, or brought it back. Saying the same again changes nothing. */
    @Transactional
    Reply posted(ReceiptNumber number, Caller issuer, End end, @Nullable String reason) {
        var bundle = bundles.lock(number).orElse(null);
        if (bundle == null) {
            return new Reply.NoBundle();
        }
        if (bundle.state() != State.ON_THE_WAY) {
            return endedWith(bundle, end) ? new Reply.Done(bundle) : new Reply.NotOnTheWay(bundle.state());
        }
        var now = clock.instant();
        boolean back = end == End.RETURNED;
        bundles.end(bundle, end, back ? State.RETURNED : State.DELIVERED, issuer.subject(), reason, now);
        outbox.append(back ? DeliveryMessages.returned(bundle, now) : DeliveryMessages.arrived(bundle, now));
        return done(number);
    }

    /** The applicant confirms to have read the electronic licence. Once is enough; again changes nothing. */
    @Transactional
    Reply read(ReceiptNumber number, Caller applicant) {
        var bundle = bundles.lock(number).orElse(null);
        if (bundle == null) {
            return new Reply.NoBundle();
        }
        if (bundle.state() != State.UNREAD) {
            return endedWith(bundle, End.READ) ? new Reply.Done(bundle) : new Reply.NothingToRead(bundle.state());
        }
        var now = clock.instant();
        bundles.end(bundle, End.READ, State.DELIVERED, applicant.subject(), null, now);
        outbox.append(DeliveryMessages.arrived(bundle, now));
        return done(number);
    }

    /** Why a result is, or was, not handed out in time. A light can be answered, never put out. */
    @Transactional
    Reply explain(ReceiptNumber number, Caller staff, String text) {
        var bundle = bundles.lock(number).orElse(null);
        if (bundle == null) {
            return new Reply.NoBundle();
        }
        var now = clock.instant();
        var today = ServiceHours.dateOf(now);
        boolean shines =
                bundle.state().inTheHall() && Light.of(bundle.dueOn(), today, calendars.current()) != Light.GREEN;
        if (!shines && !bundle.late(today)) {
            return new Reply.InTime(bundle.dueOn());
        }
        bundles.explain(bundle, text, staff.subject(), now);
        return done(number);
    }

    private static boolean endedWith(ResultBundle bundle, End end) {
        return !bundle.handingsOut().isEmpty() && bundle.handingsOut().getLast().endedWith() == end;
    }

    private Reply done(ReceiptNumber number) {
        return new Reply.Done(bundles.find(number).orElseThrow());
    }
}
