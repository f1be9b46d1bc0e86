package onestop.intake.figures;

import java.util.List;
import onestop.intake.figures.FigureDefinition.CountedUnit;
import onestop.intake.figures.FigureDefinition.Cut;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finished changes of many branches at once. Branches count as often as they were changed, parents once. */
@Component
class BatchFigures implements FigureSource {
    private static final FigureDefinition PARENTS = FigureDefinition.count(
            "BATCH_PARENTS", "批量变更企业数", "Enterprises with a finished batch", CountedUnit.ENTERPRISE, Cut.values());
    private static final FigureDefinition BRANCHES = FigureDefinition.count(
            "BATCH_BRANCHES", "批量变更分支机构数", "Branches changed in batches", CountedUnit.BRANCH, Cut.values());
    private static final FigureDefinition BRANCHES_PER_PARENT = FigureDefinition.mean(
            "BATCH_BRANCHES_PER_PARENT",
            "每家企业批量变更分支机构数",
            "Branches changed in batches, per enterprise",
            CountedUnit.BRANCH,
            Cut.values());
    private static final FigureDefinition DOCUMENTS_SAVED = FigureDefinition.share(
            "BATCH_DOCUMENTS_SAVED",
            "批量变更材料减少比例",
            "Documents saved in batches, of what each branch would hand in for itself",
            CountedUnit.DOCUMENT,
            Cut.values());
    private static final FigureDefinition STEPS_SAVED = FigureDefinition.share(
            "BATCH_STEPS_SAVED",
            "批量变更环节减少比例",
            "Visits saved in batches, of what each branch would make for itself",
            CountedUnit.VISIT,
            Cut.values());

    private final JdbcClient jdbc;

    BatchFigures(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<FigureDefinition> definitions() {
        return List.of(PARENTS, BRANCHES, BRANCHES_PER_PARENT, DOCUMENTS_SAVED, STEPS_SAVED);
    }

    @Override
    public List<Figure> count(FigureQuery query) {
        return jdbc.sql("""
                SELECT count(DISTINCT parent_usci) AS parents, coalesce(sum(branches), 0) AS branches,
                       coalesce(sum(documents_separately), 0) AS documents_separately,
                       coalesce(sum(documents), 0) AS documents,
                       coalesce(sum(steps_separately), 0) AS steps_separately, coalesce(sum(steps), 0) AS steps
                  FROM figure_batch
                 WHERE day BETWEEN :from AND :to AND :region IN ('', county, town) AND :window IN ('', window_code)
                """)
                .param("region", query.region() == null ? "" : query.region())
                .param("window", query.window() == null ? "" : query.window())
                .param("from", query.firstDay())
                .param("to", query.lastDay())
                .query((row, _) -> {
                    long parents = row.getLong("parents");
                    long branches = row.getLong("branches");
                    long documents = row.getLong("documents_separately");
                    long steps = row.getLong("steps_separately");
                    return List.of(
                            PARENTS.of(parents),
                            BRANCHES.of(branches),
                            BRANCHES_PER_PARENT.of(branches, parents),
                            DOCUMENTS_SAVED.of(documents - row.getLong("documents"), documents),
                            STEPS_SAVED.of(steps - row.getLong("steps"), steps));
                })
                .single();
    }
}
