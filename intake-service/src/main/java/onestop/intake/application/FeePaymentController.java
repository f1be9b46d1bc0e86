package onestop.intake.application;

import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import onestop.intake.application.Actor.Side;
import onestop.intake.application.FileAccess.Access;
import onestop.intake.application.RecordFeePayment.Entry;
import onestop.intake.application.RecordFeePayment.Outcome;
import onestop.intake.application.Rejection.NoStanding;
import onestop.intake.application.Rejection.UnknownFile;
import onestop.intake.input.FieldErrors;
import onestop.intake.numbering.ReceiptNumber;
import onestop.intake.window.Windows;
import onestop.web.Allowed;
import onestop.web.Caller;
import onestop.web.Page;
import onestop.web.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Fees paid for a file, under the numbers of their receipts: entering one again changes nothing. */
@RestController
@RequestMapping("/api/intake/applications/{number}/payments")
class FeePaymentController {
    private static final int MOST_ITEMS = 50;

    private final RecordFeePayment recordFeePayment;
    private final FeePayments payments;
    private final ApplicationFiles files;
    private final FileAccess access;
    private final Windows windows;
    private final FileProblems problems;

    FeePaymentController(
            RecordFeePayment recordFeePayment,
            FeePayments payments,
            ApplicationFiles files,
            FileAccess access,
            Windows windows,
            FileProblems problems) {
        this.recordFeePayment = recordFeePayment;
        this.payments = payments;
        this.files = files;
        this.access = access;
        this.windows = windows;
        this.problems = problems;
    }

    record PaymentBody(
            @NotEmpty @Size(max = MOST_ITEMS) List<@NotBlank @Size(max = 40) String> items,

            @NotNull @DecimalMin("0.01") @Digits(integer = 10, fraction = 2)
            BigDecimal amountYuan,

            @Size(max = 40) @Nullable String windowCode) {}

    record PaymentView(
            String paymentNumber,
            List<String> items,
            BigDecimal amountYuan,
            String unit,
            @Nullable String windowCode,
            Instant recordedAt,
            Side recordedAs) {

        static PaymentView of(FeePayment payment) {
            return new PaymentView(
                    payment.number(),
                    payment.items().stream().sorted().toList(),
                    payment.amountYuan(),
                    payment.unit(),
                    payment.windowCode(),
                    payment.recordedAt(),
                    payment.recordedAs());
        }
    }

    @Allowed({Role.APPLICANT, Role.AGENT, Role.HELPER, Role.WINDOW})
    @PutMapping("/{paymentNumber}")
    ResponseEntity<?> record(
            Caller caller,
            @PathVariable String number,
            @PathVariable @Pattern(regexp = "[A-Za-z0-9-]{4,40}") String paymentNumber,
            @Valid @RequestBody PaymentBody body) {
        if (body.windowCode() != null && windows.findInUse(body.windowCode()).isEmpty()) {
            var errors = new FieldErrors();
            errors.add("windowCode", "no-window-in-use", body.windowCode());
            errors.throwIfAny();
        }
        var entry = new Entry(paymentNumber, body.items(), body.amountYuan().setScale(2), body.windowCode());
        return switch (recordFeePayment.record(caller, new ReceiptNumber(number), entry)) {
            case Outcome.Recorded(var payment) -> ResponseEntity.ok(PaymentView.of(payment));
            case Outcome.NotRecorded(var why) -> problems.reply(why);
        };
    }

    @Allowed({Role.APPLICANT, Role.AGENT, Role.HELPER, Role.WINDOW, Role.ISSUER})
    @GetMapping
    ResponseEntity<?> ofFile(Caller caller, @PathVariable String number) {
        var file = files.find(new ReceiptNumber(number)).orElse(null);
        if (file == null) {
            return problems.reply(new UnknownFile(number));
        }
        return switch (access.reading(caller, file)) {
            case Access.Granted _ ->
                ResponseEntity.ok(new Page<>(
                        payments.ofFile(file.head().number()).stream()
                                .map(PaymentView::of)
                                .toList(),
                        null));
            case Access.Refused(var why) ->
                problems.reply(new NoStanding(file.head().usci(), why));
            case Access.Hidden() -> problems.reply(new UnknownFile(number));
        };
    }
}
