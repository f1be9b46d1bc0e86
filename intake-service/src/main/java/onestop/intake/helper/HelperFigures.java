package onestop.intake.helper;

import java.time.ZoneOffset;
import java.util.List;
import onestop.intake.figures.Figure;
import onestop.intake.figures.FigureDefinition;
import onestop.intake.figures.FigureDefinition.CountedUnit;
import onestop.intake.figures.FigureDefinition.Cut;
import onestop.intake.figures.FigureQuery;
import onestop.intake.figures.FigureSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How many help, and whom they served. Helpers are counted as they were on the last day of the period. */
@Component
class HelperFigures implements FigureSource {
    private static final FigureDefinition FULL_TIME = FigureDefinition.count(
            "FULL_TIME_HELPERS", "专职帮办代办人员数", "Full-time helpers", CountedUnit.PERSON, Cut.PERIOD, Cut.REGION);
    private static final FigureDefinition SERVED = FigureDefinition.count(
            "PEOPLE_HELPED", "帮办代办服务人次", "People served by helpers", CountedUnit.PERSON_TIME, Cut.PERIOD, Cut.REGION);
    private static final FigureDefinition PROJECTS = FigureDefinition.count(
            "PROJECTS_HELPED",
            "帮办代办重点项目数",
            "Key projects that were helped",
            CountedUnit.PROJECT,
            Cut.PERIOD,
            Cut.REGION);

    private final JdbcClient jdbc;

    HelperFigures(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<FigureDefinition> definitions() {
        return List.of(FULL_TIME, SERVED, PROJECTS);
    }

    @Override
    public List<Figure> count(FigureQuery query) {
        return jdbc.sql("""
                SELECT (SELECT count(*)
                          FROM (SELECT DISTINCT ON (account) active, full_time, region_code
                                  FROM helper_history
                                 WHERE changed_at < :end
                                 ORDER BY account, version DESC) AS h
                         WHERE h.active AND h.full_time AND starts_with(h.region_code, :prefix)) AS full_time,
                       count(*) AS served,
                       count(DISTINCT project_number) AS projects
                  FROM assist_record
                 WHERE served_at >= :start AND served_at < :end AND starts_with(region_code, :prefix)
                """)
                .param("start", query.start().atOffset(ZoneOffset.UTC))
                .param("end", query.end().atOffset(ZoneOffset.UTC))
                .param("prefix", query.regionPrefix())
                .query((row, _) -> List.of(
                        FULL_TIME.of(row.getLong("full_time")),
                        SERVED.of(row.getLong("served")),
                        PROJECTS.of(row.getLong("projects"))))
                .single();
    }
}
