package onestop.appeal.policies;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import onestop.appeal.policies.PolicyContent.Clause;
import org.jspecify.annotations.Nullable;

/** A policy as it is read: what is in force, and for those who write it the draft beside it. */
record PolicyView(
        UUID id,
        String unit,
        Policy.State state,
        int round,
        @Nullable VersionView published,
        @Nullable VersionView draft,
        @Nullable String withdrawnReason,
        long version) {

    record VersionView(
            int number,
            String documentNumber,
            String titleZh,
            @Nullable String titleEn,
            Category category,
            LocalDate validFrom,
            @Nullable LocalDate validTo,
            @Nullable String summary,
            List<ClauseView> clauses) {
        static VersionView of(int number, PolicyContent content) {
            return new VersionView(
                    number,
                    content.documentNumber(),
                    content.titleZh(),
                    content.titleEn(),
                    content.category(),
                    content.validFrom(),
                    content.validTo(),
                    content.summary(),
                    content.clauses().stream().map(ClauseView::of).toList());
        }
    }

    /** The condition as data and in words. */
    record ClauseView(
            String title,
            String benefit,
            ConditionBody condition,
            String conditionZh,
            String conditionEn,
            List<String> documents) {
        static ClauseView of(Clause clause) {
            var condition = clause.condition().read("condition");
            return new ClauseView(
                    clause.title(),
                    clause.benefit(),
                    clause.condition(),
                    ConditionWords.zh(condition),
                    ConditionWords.en(condition),
                    clause.documents());
        }
    }
}
