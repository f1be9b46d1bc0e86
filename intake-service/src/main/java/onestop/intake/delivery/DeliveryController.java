package onestop.intake.delivery;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import onestop.intake.application.FileOverviews;
import onestop.intake.application.HandOut;
import onestop.intake.application.HandOut.Method;
import onestop.intake.application.HandOut.Recipient;
import onestop.intake.calendar.ServiceHours;
import onestop.intake.delivery.HandOutResult.Reply;
import onestop.intake.delivery.HandOutResult.Way;
import onestop.intake.delivery.ResultBundle.End;
import onestop.intake.delivery.ResultBundle.HandingOut;
import onestop.intake.delivery.ResultBundle.State;
import onestop.intake.delivery.ResultLists.Result;
import onestop.intake.input.FieldErrors;
import onestop.intake.numbering.ReceiptNumber;
import onestop.intake.window.Windows;
import onestop.web.Allowed;
import onestop.web.Caller;
import onestop.web.Limit;
import onestop.web.Page;
import onestop.web.Problems;
import onestop.web.Role;
import onestop.web.Versions;
import onestop.workingdays.Calendars;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The output window: what waits there, handing it out, and what became of it. */
@RestController
@RequestMapping("/api/intake")
class DeliveryController {
    private final HandOutResult handOut;
    private final HandOutEarly handOutEarly;
    private final EarlyResults early;
    private final HandOut file;
    private final FileOverviews files;
    private final ResultBundles bundles;
    private final ResultLists lists;
    private final Windows windows;
    private final Problems problems;
    private final Calendars calendars;
    private final InstantSource clock;

    DeliveryController(
            HandOutResult handOut,
            HandOutEarly handOutEarly,
            EarlyResults early,
            HandOut file,
            FileOverviews files,
            ResultBundles bundles,
            ResultLists lists,
            Windows windows,
            Problems problems,
            Calendars calendars,
            InstantSource clock) {
        this.handOut = handOut;
        this.handOutEarly = handOutEarly;
        this.early = early;
        this.file = file;
        this.files = files;
        this.bundles = bundles;
        this.lists = lists;
        this.windows = windows;
        this.problems = problems;
        this.calendars = calendars;
        this.clock = clock;
    }

    record DeliveryBody(
            @NotNull Method method,
            @Nullable Recipient recipientCheck,
            @Pattern(regexp = "[0-9]{3}[0-9X]") @Nullable String citizenNumberEnding,
            @Size(max = 60) @Nullable String carrier,

            @Pattern(regexp = "[A-Za-z0-9-]{6,40}") @Nullable
            String trackingNumber,

            @Size(max = 40) @Nullable String windowCode) {}

    enum PostalOutcome {
        ARRIVED,
        RETURNED
    }

    record PostalOutcomeBody(
            @NotNull PostalOutcome outcome,
            @Size(max = 500) @Nullable String reason) {}

    record ExplanationBody(@NotBlank @Size(max = 1_000) String text) {}

    record HandingOutView(
            int number,
            Method method,
            Instant at,
            @Nullable String unit,
            boolean late,
            @Nullable Recipient recipientCheck,
            boolean numberCompared,
            @Nullable String carrier,
            @Nullable String trackingNumber,
            @Nullable Instant endedAt,
            @Nullable End endedWith,
            @Nullable String returnReason) {

        static HandingOutView of(HandingOut handing) {
            return new HandingOutView(
                    handing.number(),
                    handing.method(),
                    handing.at(),
                    handing.unit(),
                    handing.late(),
                    handing.recipient(),
                    handing.numberCompared(),
                    handing.carrier(),
                    handing.trackingNumber(),
                    handing.endedAt(),
                    handing.endedWith(),
                    handing.returnReason());
        }
    }

    record ResultView(
            String receiptNumber,
            String outcome,
            State state,
            Instant decidedAt,
            LocalDate dueOn,
            boolean provisional,
            @Nullable Light light,
            boolean late,
            @Nullable String explanation,
            @Nullable Instant explainedAt,
            List<HandingOutView> handingsOut,
            long version) {}

    record LicenceView(String number, @Nullable String nameZh) {}

    record CaseResultView(
            String caseNumber,
            String item,
            String subject,
            @Nullable String outcome,
            @Nullable String grounds,
            @Nullable Instant decidedAt,
            @Nullable LicenceView licence,
            @Nullable Instant handedOutAt) {

        static CaseResultView of(Result result) {
            return new CaseResultView(
                    result.caseNumber(),
                    result.item(),
                    result.subject(),
                    result.outcome(),
                    result.grounds(),
                    result.decidedAt(),
                    result.licenceNumber() == null
                            ? null
                            : new LicenceView(result.licenceNumber(), result.licenceNameZh()),
                    result.handedOutAt());
        }
    }

    @Allowed({Role.ISSUER, Role.UNIT_MANAGER, Role.AUDITOR})
    @GetMapping("/results")
    Page<ResultLists.Line> waiting(
            @RequestParam(defaultValue = "WAITING") State state,
            @RequestParam(required = false) @Nullable Light light,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) Limit limit) {
        if (state == State.DELIVERED || (light != null && !state.inTheHall())) {
            var errors = new FieldErrors();
            errors.add(state == State.DELIVERED ? "state" : "light", "results-in-the-hall");
            errors.throwIfAny();
        }
        return lists.page(state, light, after, limit);
    }

    @Allowed({Role.APPLICANT, Role.AGENT, Role.HELPER, Role.WINDOW, Role.ISSUER})
    @GetMapping("/applications/{number}/result")
    ResponseEntity<?> result(Caller caller, @PathVariable String number) {
        var receipt = new ReceiptNumber(number);
        return files.forReader(
                caller,
                receipt,
                _ -> bundles.find(receipt).<ResponseEntity<?>>map(this::view).orElseGet(() -> noResult(receipt)));
    }

    @Allowed({Role.APPLICANT, Role.AGENT, Role.HELPER, Role.WINDOW, Role.ISSUER})
    @GetMapping("/applications/{number}/result/cases")
    ResponseEntity<?> cases(
            Caller caller,
            @PathVariable String number,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) Limit limit) {
        var receipt = new ReceiptNumber(number);
        return files.forReader(caller, receipt, _ -> {
            var page = lists.results(receipt, after, limit);
            return ResponseEntity.ok(
                    new Page<>(page.items().stream().map(CaseResultView::of).toList(), page.next()));
        });
    }

    @Allowed(Role.ISSUER)
    @PutMapping("/applications/{number}/delivery")
    ResponseEntity<?> deliver(Caller caller, @PathVariable String number, @Valid @RequestBody DeliveryBody body) {
        var errors = new FieldErrors();
        if ((body.method() == Method.WINDOW) != (body.recipientCheck() != null)) {
            errors.add(
                    "recipientCheck", body.method() == Method.WINDOW ? "identity-check-needed" : "only-at-the-window");
        }
        if (body.citizenNumberEnding() != null && body.recipientCheck() != Recipient.LEGAL_REPRESENTATIVE) {
            errors.add("citizenNumberEnding", "only-of-the-representative");
        }
        boolean post = body.method() == Method.POST;
        onlyWithPost(errors, post, "carrier", body.carrier());
        onlyWithPost(errors, post, "trackingNumber", body.trackingNumber());
        if (body.windowCode() != null && body.method() != Method.WINDOW) {
            errors.add("windowCode", "only-at-the-window");
        } else {
            windows.mustBeInUse(body.windowCode(), errors);
        }
        errors.throwIfAny();
        return handOut.handOut(
                new ReceiptNumber(number),
                caller,
                new Way(
                        body.method(),
                        body.recipientCheck(),
                        body.citizenNumberEnding(),
                        body.carrier(),
                        body.trackingNumber(),
                        body.windowCode()));
    }

    record EarlyDeliveryBody(
            @NotNull Recipient recipientCheck,
            @Pattern(regexp = "[0-9]{3}[0-9X]") @Nullable String citizenNumberEnding,
            @Size(max = 40) @Nullable String windowCode) {}

    @Allowed(Role.ISSUER)
    @PutMapping("/applications/{number}/early-delivery")
    ResponseEntity<?> deliverEarly(
            Caller caller, @PathVariable String number, @Valid @RequestBody EarlyDeliveryBody body) {
        var errors = new FieldErrors();
        if (body.citizenNumberEnding() != null && body.recipientCheck() != Recipient.LEGAL_REPRESENTATIVE) {
            errors.add("citizenNumberEnding", "only-of-the-representative");
        }
        windows.mustBeInUse(body.windowCode(), errors);
        errors.throwIfAny();
        return handOutEarly.handOut(
                new ReceiptNumber(number),
                caller,
                body.recipientCheck(),
                body.citizenNumberEnding(),
                body.windowCode());
    }

    @Allowed({Role.ISSUER, Role.UNIT_MANAGER, Role.AUDITOR})
    @GetMapping("/early-results")
    Page<EarlyResults.Line> waitingEarly(
            @RequestParam(required = false) @Nullable String after, @RequestParam(required = false) Limit limit) {
        return early.page(after, limit, ServiceHours.dateOf(clock.instant()), calendars.current());
    }

    private static void onlyWithPost(FieldErrors errors, boolean post, String field, @Nullable String value) {
        boolean given = value != null && !value.isBlank();
        if (post && !given) {
            errors.add(field, "needed-with-post");
        } else if (!post && value != null) {
            errors.add(field, "only-with-post");
        }
    }

    @Allowed(Role.ISSUER)
    @PutMapping("/applications/{number}/postal-outcome")
    ResponseEntity<?> posted(Caller caller, @PathVariable String number, @Valid @RequestBody PostalOutcomeBody body) {
        boolean back = body.outcome() == PostalOutcome.RETURNED;
        if (back == (body.reason() == null || body.reason().isBlank())) {
            var errors = new FieldErrors();
            errors.add("reason", back ? "required" : "only-when-returned");
            errors.throwIfAny();
        }
        var receipt = new ReceiptNumber(number);
        return reply(receipt, handOut.posted(receipt, caller, back ? End.RETURNED : End.ARRIVED, body.reason()));
    }

    @Allowed({Role.APPLICANT, Role.AGENT})
    @PutMapping("/applications/{number}/e-licence-confirmation")
    ResponseEntity<?> read(Caller caller, @PathVariable String number) {
        var receipt = new ReceiptNumber(number);
        return file.asApplicant(caller, receipt, () -> reply(receipt, handOut.read(receipt, caller)));
    }

    @Allowed({Role.ISSUER, Role.UNIT_MANAGER})
    @PutMapping("/applications/{number}/delivery-explanation")
    ResponseEntity<?> explain(Caller caller, @PathVariable String number, @Valid @RequestBody ExplanationBody body) {
        var receipt = new ReceiptNumber(number);
        return reply(receipt, handOut.explain(receipt, caller, body.text()));
    }

    private ResponseEntity<?> reply(ReceiptNumber number, Reply reply) {
        return switch (reply) {
            case Reply.Done(var bundle) -> view(bundle);
            case Reply.NoBundle() -> noResult(number);
            case Reply.NotOnTheWay(var state) -> problems.reply(HttpStatus.CONFLICT, "not-on-the-way", state);
            case Reply.NothingToRead(var state) -> problems.reply(HttpStatus.CONFLICT, "no-e-licence-to-read", state);
            case Reply.InTime(var dueOn) -> problems.reply(HttpStatus.CONFLICT, "delivery-in-time", dueOn);
        };
    }

    private ResponseEntity<?> noResult(ReceiptNumber number) {
        return problems.reply(HttpStatus.NOT_FOUND, "unknown-result", number.value());
    }

    private ResponseEntity<ResultView> view(ResultBundle bundle) {
        var today = ServiceHours.dateOf(clock.instant());
        var explanation = bundle.explanation();
        return ResponseEntity.ok()
                .eTag(Versions.etag(bundle.version()))
                .body(new ResultView(
                        bundle.number().value(),
                        bundle.outcome(),
                        bundle.state(),
                        bundle.decidedAt(),
                        bundle.dueOn(),
                        bundle.provisional(),
                        bundle.state().inTheHall() ? Light.of(bundle.dueOn(), today, calendars.current()) : null,
                        bundle.late(today),
                        explanation == null ? null : explanation.text(),
                        explanation == null ? null : explanation.at(),
                        bundle.handingsOut().stream().map(HandingOutView::of).toList(),
                        bundle.version()));
    }
}
