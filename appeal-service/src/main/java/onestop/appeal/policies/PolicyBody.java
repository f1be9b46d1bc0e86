package onestop.appeal.policies;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import onestop.web.InvalidFieldException;
import org.jspecify.annotations.Nullable;

/** A policy as an officer writes it. */
record PolicyBody(
        @NotBlank @Size(max = 60) String documentNumber,
        @NotBlank @Size(max = 100) String titleZh,
        @Nullable @Size(min = 1, max = 200) String titleEn,
        @NotNull String unit,
        @NotNull Category category,
        @NotNull LocalDate validFrom,
        @Nullable LocalDate validTo,
        @Nullable @Size(min = 1, max = 4000) String summary,
        @NotNull @Size(min = 1, max = 20) List<@Valid @NotNull ClauseBody> clauses) {

    record ClauseBody(
            @NotBlank @Size(max = 100) String title,
            @NotBlank @Size(max = 1000) String benefit,
            @NotNull ConditionBody condition,
            @Nullable @Size(max = 30) List<@NotBlank @Size(max = 200) String> documents) {}

    /** @throws InvalidFieldException naming what is wrong with the period or a condition */
    PolicyContent content() {
        if (validTo != null && validTo.isBefore(validFrom)) {
            throw new InvalidFieldException("validTo", "before-from", "validFrom");
        }
        for (int i = 0; i < clauses.size(); i++) {
            clauses.get(i).condition().read("clauses[" + i + "].condition");
        }
        return new PolicyContent(
                documentNumber.strip(),
                titleZh.strip(),
                titleEn,
                category,
                validFrom,
                validTo,
                summary,
                clauses.stream()
                        .map(clause -> new PolicyContent.Clause(
                                clause.title().strip(),
                                clause.benefit().strip(),
                                clause.condition(),
                                clause.documents() == null ? List.of() : clause.documents()))
                        .toList());
    }
}
