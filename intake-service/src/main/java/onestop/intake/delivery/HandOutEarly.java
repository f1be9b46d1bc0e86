package onestop.intake.delivery;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import onestop.events.Outbox;
import onestop.intake.application.HandOut;
import onestop.intake.application.HandOut.Recipient;
import onestop.intake.calendar.ServiceHours;
import onestop.intake.delivery.EarlyResults.Waiting;
import onestop.intake.enterprise.RepresentativeCheck;
import onestop.intake.numbering.ReceiptNumber;
import onestop.web.Caller;
import onestop.web.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Hands out at the window what the decided cases of a file have led to while others are still open: nobody waits for the slowest
 * department, and each decision keeps its ten working days (licensing law, article 44). First the results, then the file.
 */
@Service
class HandOutEarly {
    private final EarlyResults early;
    private final ResultBundles bundles;
    private final HandOut handOut;
    private final RepresentativeCheck representatives;
    private final Problems problems;
    private final Outbox outbox;
    private final InstantSource clock;

    HandOutEarly(
            EarlyResults early,
            ResultBundles bundles,
            HandOut handOut,
            RepresentativeCheck representatives,
            Problems problems,
            Outbox outbox,
            InstantSource clock) {
        this.early = early;
        this.bundles = bundles;
        this.handOut = handOut;
        this.representatives = representatives;
        this.problems = problems;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * One visit to the output window.
     *
     * @param handingOut which of the file's early handings out, from 1
     */
    record Contact(String unit, @Nullable String windowCode, String deliveredBy, int handingOut) {}

    record EarlyView(String receiptNumber, Instant deliveredAt, List<String> caseNumbers, boolean late) {}

    @Transactional
    ResponseEntity<?> handOut(
            ReceiptNumber number,
            Caller issuer,
            Recipient recipient,
            @Nullable String numberEnding,
            @Nullable String windowCode) {
        var waiting = early.lock(number);
        var cases = waiting.stream().map(Waiting::caseNumber).collect(Collectors.toSet());
        var officers = waiting.stream().flatMap(one -> one.officers().stream()).collect(Collectors.toSet());
        var file = handOut.mayHandOutEarly(number, issuer, officers);
        if (file.refusal() != null) {
            return file.refusal();
        }
        if (waiting.isEmpty()) {
            return bundles.find(number)
                            .filter(bundle -> bundle.reopenedAt() == null)
                            .isPresent()
                    ? problems.reply(HttpStatus.CONFLICT, "result-waits-whole", number.value())
                    : problems.reply(HttpStatus.CONFLICT, "no-early-result", number.value());
        }
        boolean compared = false;
        var registered = recipient == Recipient.LEGAL_REPRESENTATIVE
                ? representatives.of(file.enterprise())
                : Optional.<RepresentativeCheck.Ending>empty();
        if (registered.isPresent()) {
            if (numberEnding == null) {
                return problems.reply(HttpStatus.CONFLICT, "identity-number-needed");
            }
            if (!registered.get().is(numberEnding)) {
                return problems.reply(HttpStatus.CONFLICT, "identity-not-confirmed");
            }
            compared = true;
        }
        var now = clock.instant();
        var today = ServiceHours.dateOf(now);
        handOut.early(number, cases, recipient, now);
        int handingOut = early.handOut(number, waiting, issuer, recipient, compared, windowCode, today, now);
        var contact = new Contact(file.unit(), windowCode, issuer.subject(), handingOut);
        outbox.append(waiting.stream()
                .map(one -> DeliveryMessages.caseDelivered(number, one, contact, today.isAfter(one.dueOn()), now))
                .toList());
        return ResponseEntity.ok(new EarlyView(
                number.value(),
                now,
                waiting.stream().map(Waiting::caseNumber).toList(),
                waiting.stream().anyMatch(one -> today.isAfter(one.dueOn()))));
    }
}
