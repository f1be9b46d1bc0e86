package onestop.intake.application;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import onestop.intake.application.Actor.Side;
import onestop.intake.application.Correction.Defect;
import onestop.intake.application.FileState.DeliveryMethod;
import onestop.intake.application.FileState.RecipientCheck;
import onestop.intake.input.FieldErrors;
import onestop.intake.numbering.ReceiptNumber;
import onestop.intake.window.Windows;
import onestop.web.Allowed;
import onestop.web.Caller;
import onestop.web.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the hall does with a file: accept, ask for correction, refuse, hand out. */
@RestController
@RequestMapping("/api/intake/applications/{number}")
class HallController {
    private final AcceptApplication accept;
    private final DeliverResult deliver;
    private final ActOnFile actOnFile;
    private final ActReplies replies;
    private final Windows windows;
    private final InstantSource clock;

    HallController(
            AcceptApplication accept,
            DeliverResult deliver,
            ActOnFile actOnFile,
            ActReplies replies,
            Windows windows,
            InstantSource clock) {
        this.accept = accept;
        this.deliver = deliver;
        this.actOnFile = actOnFile;
        this.replies = replies;
        this.windows = windows;
        this.clock = clock;
    }

    record AcceptanceBody(
            @Size(max = 100) @Nullable List<@Valid @NotNull DeferralBody> deferredMaterials,
            @Size(max = 40) @Nullable String windowCode) {}

    record DeferralBody(@NotBlank String key, @NotNull LocalDate dueOn) {}

    record CorrectionNoticeBody(@NotEmpty @Size(max = 100) List<@Valid @NotNull DefectBody> defects) {}

    record DefectBody(
            @NotBlank String materialKey,
            @NotBlank @Size(max = 500) String reason) {}

    record RefusalBody(
            @NotBlank @Size(max = 1_000) String reason,
            @Size(max = 200) @Nullable String competentBody) {}

    record DeliveryBody(
            @NotNull DeliveryMethod method, @Nullable RecipientCheck recipientCheck) {}

    @Allowed(Role.WINDOW)
    @PutMapping("/acceptance")
    ResponseEntity<?> accept(
            Caller caller,
            @PathVariable String number,
            @Valid @RequestBody(required = false) @Nullable AcceptanceBody body) {
        var errors = new FieldErrors();
        var deferrals = new LinkedHashMap<String, LocalDate>();
        var given =
                body == null || body.deferredMaterials() == null ? List.<DeferralBody>of() : body.deferredMaterials();
        for (int i = 0; i < given.size(); i++) {
            if (deferrals.put(given.get(i).key(), given.get(i).dueOn()) != null) {
                errors.add(
                        "deferredMaterials[" + i + "].key",
                        "named-twice",
                        given.get(i).key());
            }
        }
        var window = body == null ? null : body.windowCode();
        if (window != null && windows.findInUse(window).isEmpty()) {
            errors.add("windowCode", "no-window-in-use", window);
        }
        errors.throwIfAny();
        return replies.of(accept.accept(new ReceiptNumber(number), clerk(caller), deferrals, window));
    }

    @Allowed(Role.WINDOW)
    @PutMapping("/correction-notice")
    ResponseEntity<?> requestCorrection(
            Caller caller, @PathVariable String number, @Valid @RequestBody CorrectionNoticeBody body) {
        var defects = body.defects().stream()
                .map(defect -> new Defect(defect.materialKey(), defect.reason()))
                .toList();
        return replies.of(actOnFile.act(
                new ReceiptNumber(number), file -> file.requestCorrection(clerk(caller), defects, clock.instant())));
    }

    @Allowed(Role.WINDOW)
    @PutMapping("/refusal")
    ResponseEntity<?> refuse(Caller caller, @PathVariable String number, @Valid @RequestBody RefusalBody body) {
        return replies.of(actOnFile.act(
                new ReceiptNumber(number),
                file -> file.refuse(clerk(caller), body.reason(), body.competentBody(), clock.instant())));
    }

    @Allowed(Role.ISSUER)
    @PutMapping("/delivery")
    ResponseEntity<?> deliver(Caller caller, @PathVariable String number, @Valid @RequestBody DeliveryBody body) {
        if (body.method() == DeliveryMethod.WINDOW && body.recipientCheck() == null) {
            var errors = new FieldErrors();
            errors.add("recipientCheck", "identity-check-needed");
            errors.throwIfAny();
        }
        return replies.of(deliver.deliver(
                new ReceiptNumber(number),
                new Actor(caller.subject(), Side.ISSUER, null, caller.unit()),
                body.method(),
                body.recipientCheck()));
    }

    private static Actor clerk(Caller caller) {
        return new Actor(caller.subject(), Side.WINDOW, null, caller.unit());
    }
}
