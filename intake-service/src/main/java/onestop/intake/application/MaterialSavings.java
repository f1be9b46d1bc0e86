package onestop.intake.application;

import java.util.List;
import onestop.intake.calendar.ServiceHours;
import onestop.intake.figures.Figure;
import onestop.intake.figures.FigureDefinition;
import onestop.intake.figures.FigureDefinition.CountedUnit;
import onestop.intake.figures.FigureDefinition.Cut;
import onestop.intake.figures.FigureQuery;
import onestop.intake.figures.FigureSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Where what applicants did not have to bring came from: the authority that issued it, or an earlier file. */
@Repository
class MaterialSavings implements FigureSource {
    private static final FigureDefinition SHARED = FigureDefinition.count(
            "MATERIALS_SHARED",
            "数据共享免提交的材料",
            "Materials fetched from the authority that issued them",
            CountedUnit.MATERIAL,
            Cut.PERIOD,
            Cut.REGION,
            Cut.WINDOW);
    private static final FigureDefinition REUSED = FigureDefinition.count(
            "MATERIALS_REUSED",
            "存档复用的材料",
            "Materials used again from an earlier file",
            CountedUnit.MATERIAL,
            Cut.PERIOD,
            Cut.REGION,
            Cut.WINDOW);

    private final JdbcClient jdbc;

    MaterialSavings(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** At acceptance, in its transaction. */
    void note(ApplicationFile file) {
        var acceptance = file.acceptance();
        if (acceptance == null) {
            throw new IllegalStateException("counted when accepted");
        }
        var ledger = file.ledger();
        jdbc.sql("""
                INSERT INTO material_saving (receipt_number, accepted_on, region_code, window_code, shared, reused)
                SELECT :number, :on, region_code, :window, :shared, :reused
                  FROM enterprise
                 WHERE usci = :usci
                """)
                .param("number", file.head().number().value())
                .param("usci", file.head().usci())
                .param("on", ServiceHours.dateOf(acceptance.at()))
                .param("window", acceptance.windowCode())
                .param("shared", ledger.shared())
                .param("reused", ledger.onFile())
                .update();
    }

    @Override
    public List<FigureDefinition> definitions() {
        return List.of(SHARED, REUSED);
    }

    @Override
    public List<Figure> count(FigureQuery query) {
        return jdbc.sql("""
                SELECT coalesce(sum(shared), 0) AS shared, coalesce(sum(reused), 0) AS reused
                  FROM material_saving
                 WHERE accepted_on BETWEEN :first AND :last AND starts_with(region_code, :region)
                   AND (:window::text IS NULL OR window_code = :window)
                """)
                .param("first", query.firstDay())
                .param("last", query.lastDay())
                .param("region", query.regionPrefix())
                .param("window", query.window())
                .query((row, _) -> List.of(SHARED.of(row.getLong("shared")), REUSED.of(row.getLong("reused"))))
                .single();
    }
}
