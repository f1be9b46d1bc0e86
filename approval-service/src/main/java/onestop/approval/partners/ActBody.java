package onestop.approval.partners;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import onestop.approval.cases.CaseStep;
import onestop.approval.cases.ToldAct;
import onestop.approval.input.PlainText;
import org.jspecify.annotations.Nullable;

/** One act, as an event or a call tells it. */
record ActBody(
        @NotBlank @PlainText @Size(max = 100) String reference,
        @NotBlank @PlainText @Size(max = 50) String caseNumber,
        @NotNull ToldAct.Kind act,
        @NotBlank @PlainText @Size(max = 60) String officer,
        @Nullable @PlainText @Size(max = 4000) String text,
        @Nullable @PlainText @Size(max = 2000) String remedies,
        @Nullable CaseStep to,
        @Nullable @PlainText @Size(max = 50) String suspension,
        @Nullable @Min(1) @Max(250) Integer expectedWorkingDays,
        @Nullable LocalDate visitedOn,
        @Nullable @PlainText @Size(max = 200) String place,
        @Nullable @PlainText @Size(max = 50) String ending,
        @Nullable @PlainText @Size(max = 50) String rank,
        @Nullable @PlainText @Size(max = 100) String approval,
        @Nullable @Min(1) @Max(250) Integer workingDays,
        @Nullable LocalDate on,
        @Nullable @PlainText @Size(max = 60) String chair,

        @Nullable @Size(max = 20) List<@NotBlank @PlainText @Size(max = 50) String> units,

        @Nullable @PlainText @Size(max = 50) String rule,
        @Nullable @Min(1) @Max(100) Integer agreementPercent,
        @Nullable @Min(1) @Max(1_000) Integer request,
        @Nullable Boolean agrees,
        @Nullable @Size(min = 1, max = 50) List<@Valid @NotNull DefectBody> defects,
        @Nullable @PlainText @Size(max = 500) String supervisorReason,

        @Nullable @Pattern(regexp = "[0-9]{1,18}") String light) {

    record DefectBody(
            @NotBlank @Pattern(regexp = "[A-Za-z0-9_.-]{1,50}")
            String material,

            @NotBlank @PlainText @Size(max = 50) String fault,
            @NotBlank @PlainText @Size(max = 500) String text) {}

    /**
     * Officers of partner systems are named with their unit, so that none is taken for an officer of ours; so is who chairs a hearing,
     * who must not be one of those that examined the case.
     */
    ToldAct of(String unit) {
        return new ToldAct(
                caseNumber,
                unit,
                unit + ":" + officer,
                act,
                text,
                remedies,
                to,
                suspension,
                expectedWorkingDays,
                visitedOn,
                place,
                new ToldAct.Beside(
                        ending,
                        rank,
                        approval,
                        workingDays,
                        on,
                        chair == null ? null : unit + ":" + chair,
                        units == null ? List.of() : units,
                        rule,
                        agreementPercent,
                        request,
                        agrees,
                        defects == null
                                ? List.of()
                                : defects.stream()
                                        .map(one -> new ToldAct.ToldDefect(one.material(), one.fault(), one.text()))
                                        .toList(),
                        supervisorReason,
                        light));
    }
}
