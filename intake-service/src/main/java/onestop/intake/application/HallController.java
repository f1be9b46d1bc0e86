package onestop.intake.application;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import onestop.intake.application.Actor.Side;
import onestop.intake.application.Correction.Defect;
import onestop.intake.application.FileState.RefusalGround;
import onestop.intake.application.Rejection.UnknownFile;
import onestop.intake.application.Transition.Declined;
import onestop.intake.calendar.ServiceHours;
import onestop.intake.input.FieldErrors;
import onestop.intake.numbering.ReceiptNumber;
import onestop.intake.window.Windows;
import onestop.web.Allowed;
import onestop.web.Caller;
import onestop.web.Role;
import onestop.workingdays.Calendars;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the hall does with a file: look at it beforehand, accept, ask for correction, refuse. */
@RestController
@RequestMapping("/api/intake/applications/{number}")
class HallController {
    private static final int MOST_ANSWER_DAYS = 60;

    private final AcceptApplication accept;
    private final ActOnFile actOnFile;
    private final ActReplies replies;
    private final DepartmentNews news;
    private final Windows windows;
    private final Calendars calendars;
    private final ServiceHours hours;
    private final InstantSource clock;
    private final int usualAnswerDays;
    private final String hallUnit;

    HallController(
            AcceptApplication accept,
            ActOnFile actOnFile,
            ActReplies replies,
            DepartmentNews news,
            Windows windows,
            Calendars calendars,
            ServiceHours hours,
            InstantSource clock,
            @Value("${onestop.intake.correction-answer-days}") int usualAnswerDays,
            @Value("${onestop.intake.hall-unit}") String hallUnit) {
        this.accept = accept;
        this.actOnFile = actOnFile;
        this.replies = replies;
        this.news = news;
        this.windows = windows;
        this.calendars = calendars;
        this.hours = hours;
        this.clock = clock;
        this.usualAnswerDays = usualAnswerDays;
        this.hallUnit = hallUnit;
    }

    record AcceptanceBody(
            @Size(max = 100) @Nullable List<@Valid @NotNull DeferralBody> deferredMaterials,
            @Nullable Long commitmentTextVersion,
            @Size(max = 40) @Nullable String windowCode) {}

    record DeferralBody(@NotBlank String key, @NotNull LocalDate dueOn) {}

    record CorrectionNoticeBody(
            @NotEmpty @Size(max = 100) List<@Valid @NotNull DefectBody> defects,
            @Min(1) @Max(MOST_ANSWER_DAYS) @Nullable Integer answerDays,
            @Size(max = 40) @Nullable String windowCode) {}

    record RepeatedNoticeBody(
            @NotEmpty @Size(max = 100) List<@Valid @NotNull DefectBody> defects,
            @Min(1) @Max(MOST_ANSWER_DAYS) @Nullable Integer answerDays,
            @NotBlank @Size(max = 500) String supervisorReason) {}

    record DefectBody(
            @NotBlank String materialKey,
            @NotBlank @Size(max = 500) String reason) {}

    record RefusalBody(
            @Nullable RefusalGround ground,
            @NotBlank @Size(max = 1_000) String reason,
            @Size(max = 200) @Nullable String competentBody,
            @Size(max = 40) @Nullable String windowCode) {}

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
        windows.mustBeInUse(window, errors);
        errors.throwIfAny();
        return replies.of(accept.accept(
                new ReceiptNumber(number),
                clerk(caller),
                deferrals,
                body == null ? null : body.commitmentTextVersion(),
                window));
    }

    @Allowed(Role.WINDOW)
    @PutMapping("/pre-review")
    ResponseEntity<?> preReview(Caller caller, @PathVariable String number) {
        return replies.of(
                actOnFile.act(new ReceiptNumber(number), file -> file.preReview(clerk(caller), clock.instant())));
    }

    @Allowed(Role.WINDOW)
    @PutMapping("/correction-notice")
    ResponseEntity<?> requestCorrection(
            Caller caller, @PathVariable String number, @Valid @RequestBody CorrectionNoticeBody body) {
        var errors = new FieldErrors();
        windows.mustBeInUse(body.windowCode(), errors);
        errors.throwIfAny();
        var now = clock.instant();
        return replies.of(actOnFile.act(
                new ReceiptNumber(number),
                file -> file.requestCorrection(
                        clerk(caller).at(body.windowCode()),
                        defects(body.defects()),
                        answerUntil(body.answerDays(), now),
                        now)));
    }

    /**
     * Whoever manages the hall's unit answers for what its clerks overlooked; the supervisors of evaluation and the
     * auditors look on and do not act in files. The manager of another unit knows nothing of files before acceptance.
     */
    @Allowed(Role.UNIT_MANAGER)
    @PutMapping("/repeated-correction-notice")
    ResponseEntity<?> repeatCorrection(
            Caller caller, @PathVariable String number, @Valid @RequestBody RepeatedNoticeBody body) {
        if (!hallUnit.equals(caller.unit())) {
            return replies.of(new Declined(new UnknownFile(number)));
        }
        var supervisor = new Actor(caller.subject(), Side.SUPERVISOR, null, caller.unit());
        var now = clock.instant();
        return replies.of(actOnFile.act(
                new ReceiptNumber(number),
                file -> file.repeatCorrection(
                        supervisor,
                        defects(body.defects()),
                        answerUntil(body.answerDays(), now),
                        body.supervisorReason(),
                        now)));
    }

    record TerminationBody(@NotBlank @Size(max = 500) String statement) {}

    /** Who answers for the hall ends what concerns nobody any more; the documents and the event say why. */
    @Allowed(Role.UNIT_MANAGER)
    @PutMapping("/termination")
    ResponseEntity<?> endWithoutSubject(
            Caller caller, @PathVariable String number, @Valid @RequestBody TerminationBody body) {
        if (!hallUnit.equals(caller.unit())) {
            return replies.of(new Declined(new UnknownFile(number)));
        }
        var manager = new Actor(caller.subject(), Side.SUPERVISOR, null, caller.unit());
        var receipt = new ReceiptNumber(number);
        return replies.of(actOnFile.act(
                receipt,
                file -> file.endWithoutSubject(
                        manager,
                        body.statement().strip(),
                        news.finished(receipt).isPresent(),
                        clock.instant())));
    }

    private static List<Defect> defects(List<DefectBody> named) {
        return named.stream()
                .map(defect -> new Defect(defect.materialKey(), defect.reason()))
                .toList();
    }

    /** Working days, counted as every other period is. */
    private LocalDate answerUntil(@Nullable Integer days, Instant now) {
        var calendar = calendars.current();
        return calendar.add(hours.countsFrom(now, calendar), days == null ? usualAnswerDays : days);
    }

    @Allowed(Role.WINDOW)
    @PutMapping("/refusal")
    ResponseEntity<?> refuse(Caller caller, @PathVariable String number, @Valid @RequestBody RefusalBody body) {
        var named = body.competentBody();
        var errors = new FieldErrors();
        if (body.ground() == RefusalGround.OTHER_BODY_COMPETENT && (named == null || named.isBlank())) {
            errors.add("competentBody", "competent-body-needed");
        }
        windows.mustBeInUse(body.windowCode(), errors);
        errors.throwIfAny();
        return replies.of(actOnFile.act(
                new ReceiptNumber(number),
                file -> file.refuse(
                        clerk(caller).at(body.windowCode()),
                        body.ground(),
                        body.reason(),
                        body.competentBody(),
                        clock.instant())));
    }

    private static Actor clerk(Caller caller) {
        return new Actor(caller.subject(), Side.WINDOW, null, caller.unit());
    }
}
