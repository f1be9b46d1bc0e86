package onestop.intake.application;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import onestop.intake.application.ApplicationBody.MaterialBody;
import onestop.intake.application.CaseCorrections.Asked;
import onestop.intake.application.CaseCorrections.Defect;
import onestop.intake.application.Rejection.NoCaseCorrectionAwaited;
import onestop.intake.application.Rejection.UnknownFile;
import onestop.intake.application.Transition.Applied;
import onestop.intake.application.Transition.Declined;
import onestop.intake.numbering.ReceiptNumber;
import onestop.web.Allowed;
import onestop.web.Caller;
import onestop.web.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What departments ask to be corrected after acceptance: the applicant's side reads it and answers, or a clerk over the counter. */
@RestController
@RequestMapping("/api/intake/applications/{number}")
class CaseCorrectionController {
    private final ActOnFile actOnFile;
    private final ApplicationFiles files;
    private final FileAccess access;
    private final CaseCorrections corrections;
    private final SuppliedMaterials supplied;
    private final ActReplies replies;
    private final FileProblems problems;
    private final InstantSource clock;

    CaseCorrectionController(
            ActOnFile actOnFile,
            ApplicationFiles files,
            FileAccess access,
            CaseCorrections corrections,
            SuppliedMaterials supplied,
            ActReplies replies,
            FileProblems problems,
            InstantSource clock) {
        this.actOnFile = actOnFile;
        this.files = files;
        this.access = access;
        this.corrections = corrections;
        this.supplied = supplied;
        this.replies = replies;
        this.problems = problems;
        this.clock = clock;
    }

    record AnswerBody(@NotEmpty @Size(max = 200) List<@Valid @NotNull MaterialBody> materials) {}

    record CorrectionsView(List<CorrectionView> items) {}

    record CorrectionView(
            String caseNumber,
            long notice,
            Instant askedAt,
            @Nullable LocalDate expectedOn,
            List<DefectView> defects,
            boolean open,
            @Nullable Instant answeredAt) {}

    record DefectView(
            String material,
            @Nullable String nameZh,
            @Nullable String nameEn,
            String fault) {}

    @Allowed({Role.APPLICANT, Role.AGENT, Role.HELPER, Role.WINDOW})
    @GetMapping("/case-corrections")
    ResponseEntity<?> list(Caller caller, @PathVariable String number) {
        var receipt = new ReceiptNumber(number);
        var file = files.find(receipt).orElse(null);
        if (file == null || !(access.reading(caller, file) instanceof FileAccess.Access.Granted)) {
            return problems.reply(new UnknownFile(number));
        }
        var byKey = file.materials().stream().collect(Collectors.toMap(FileMaterial::key, Function.identity()));
        return ResponseEntity.ok(new CorrectionsView(corrections.of(receipt).stream()
                .map(one -> new CorrectionView(
                        one.caseNumber(),
                        one.notice(),
                        one.askedAt(),
                        one.expectedOn(),
                        one.defects().stream()
                                .map(defect -> {
                                    var material = byKey.get(defect.material());
                                    return new DefectView(
                                            defect.material(),
                                            material == null ? null : material.nameZh(),
                                            material == null ? null : material.nameEn(),
                                            defect.fault());
                                })
                                .toList(),
                        one.open(),
                        one.answeredAt()))
                .toList()));
    }

    @Allowed({Role.APPLICANT, Role.AGENT, Role.HELPER, Role.WINDOW})
    @PutMapping("/cases/{caseNumber}/correction")
    ResponseEntity<?> answer(
            Caller caller,
            @PathVariable String number,
            @PathVariable String caseNumber,
            @Valid @RequestBody AnswerBody body) {
        var now = clock.instant();
        var receipt = new ReceiptNumber(number);
        return replies.of(actOnFile.act(
                receipt,
                file -> access.asApplicantOrClerk(
                        caller,
                        file,
                        as -> corrections
                                .open(receipt, caseNumber)
                                .map(asked -> answer(caller, file, as, asked, body, now))
                                .orElseGet(() -> new Declined(new NoCaseCorrectionAwaited(caseNumber))))));
    }

    private Transition answer(
            Caller caller, ApplicationFile file, Actor as, Asked asked, AnswerBody body, Instant now) {
        var keys = asked.defects().stream().map(Defect::material).collect(Collectors.toSet());
        var transition = file.correctCase(
                as,
                asked.caseNumber(),
                asked.notice(),
                keys,
                supplied.of(caller, file, as, body.materials(), now),
                now);
        if (transition instanceof Applied) {
            corrections.answered(asked.caseNumber(), asked.notice(), now);
        }
        return transition;
    }
}
