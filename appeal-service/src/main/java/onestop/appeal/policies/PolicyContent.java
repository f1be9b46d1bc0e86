package onestop.appeal.policies;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one version of a policy says.
 *
 * @param documentNumber as on the paper: {@code 莒南政办字〔2020〕14号}
 * @param validTo the last day; absent while no end is set
 */
record PolicyContent(
        String documentNumber,
        String titleZh,
        @Nullable String titleEn,
        Category category,
        LocalDate validFrom,
        @Nullable LocalDate validTo,
        @Nullable String summary,
        List<Clause> clauses) {
    PolicyContent {
        clauses = List.copyOf(clauses);
    }

    /** One benefit, for those who fit the condition, on presenting the documents. */
    record Clause(String title, String benefit, ConditionBody condition, List<String> documents) {
        Clause {
            documents = List.copyOf(documents);
        }
    }
}
