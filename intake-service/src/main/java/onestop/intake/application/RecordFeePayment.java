package onestop.intake.application;

import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import onestop.events.Outbox;
import onestop.intake.application.Actor.Side;
import onestop.intake.application.FileAccess.Access;
import onestop.intake.application.Rejection.NoStanding;
import onestop.intake.application.Rejection.PaymentNumberUsed;
import onestop.intake.application.Rejection.UnknownFile;
import onestop.intake.application.Transition.Applied;
import onestop.intake.application.Transition.Declined;
import onestop.intake.input.FieldErrors;
import onestop.intake.numbering.ReceiptNumber;
import onestop.web.Caller;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Enters that a fee was paid: a clerk what was paid at the counter, the applicant's side what it paid online. The money
 * goes another way; whether it has arrived is known to whoever issued the receipt.
 */
@Service
class RecordFeePayment {
    private final ApplicationFiles files;
    private final FeePayments payments;
    private final FileAccess access;
    private final Outbox outbox;
    private final InstantSource clock;

    RecordFeePayment(
            ApplicationFiles files, FeePayments payments, FileAccess access, Outbox outbox, InstantSource clock) {
        this.files = files;
        this.payments = payments;
        this.access = access;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** @param windowCode where a clerk took the money */
    record Entry(
            String paymentNumber,
            List<String> items,
            BigDecimal amountYuan,
            @Nullable String windowCode) {}

    sealed interface Outcome {
        /** Entered now, or by an earlier attempt that said the same. */
        record Recorded(FeePayment payment) implements Outcome {}

        record NotRecorded(Rejection why) implements Outcome {}
    }

    @Transactional
    Outcome record(Caller caller, ReceiptNumber number, Entry entry) {
        var file = files.lock(number).orElse(null);
        if (file == null) {
            return new Outcome.NotRecorded(new UnknownFile(number.value()));
        }
        return switch (access.actingOrClerk(caller, file)) {
            case Access.Granted(var as) -> record(file, as, entry);
            case Access.Refused(var why) ->
                new Outcome.NotRecorded(new NoStanding(file.head().usci(), why));
            case Access.Hidden() -> new Outcome.NotRecorded(new UnknownFile(number.value()));
        };
    }

    private Outcome record(ApplicationFile file, Actor by, Entry entry) {
        var number = file.head().number();
        var items = new LinkedHashSet<>(entry.items());
        var earlier = payments.ofFile(number);
        for (var payment : earlier) {
            if (payment.number().equals(entry.paymentNumber())) {
                return payment.saysTheSame(items, entry.amountYuan())
                        ? new Outcome.Recorded(payment)
                        : new Outcome.NotRecorded(new PaymentNumberUsed(entry.paymentNumber()));
            }
        }
        throwIfNotPayable(file, by, entry);
        var payment = new FeePayment(
                entry.paymentNumber(),
                earlier.size() + 1,
                items,
                entry.amountYuan(),
                by.as() == Side.WINDOW ? by.unitOrUnknown() : charging(file, items),
                entry.windowCode(),
                clock.instant(),
                by.by(),
                by.as());
        return switch (file.pay(by, payment, earlier)) {
            case Declined(var why) -> new Outcome.NotRecorded(why);
            case Applied _
            when !payments.insert(number, payment) ->
                new Outcome.NotRecorded(new PaymentNumberUsed(entry.paymentNumber()));
            case Applied(var next, var event) -> {
                files.update(next, event);
                outbox.append(FileEventMessages.of(next, event));
                yield new Outcome.Recorded(payment);
            }
        };
    }

    private static void throwIfNotPayable(ApplicationFile file, Actor by, Entry entry) {
        var errors = new FieldErrors();
        for (int i = 0; i < entry.items().size(); i++) {
            var code = entry.items().get(i);
            var item = file.item(code);
            if (item == null) {
                errors.add("items[" + i + "]", "not-an-item-of-the-file", code);
            } else if (Boolean.FALSE.equals(item.feeCharged())) {
                errors.add("items[" + i + "]", "free-of-charge", code);
            }
        }
        if (entry.windowCode() != null && by.as() != Side.WINDOW) {
            errors.add("windowCode", "window-of-a-clerk");
        }
        errors.throwIfAny();
    }

    /** Of several units the first one named. */
    private static String charging(ApplicationFile file, Set<String> items) {
        var first = file.item(items.iterator().next());
        return first == null ? Actor.LAW.unitOrUnknown() : first.unit();
    }
}
