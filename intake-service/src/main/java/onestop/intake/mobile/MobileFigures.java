package onestop.intake.mobile;

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

/** How far the vehicle has come, and what was done on it. Stops count from the moment they started. */
@Component
class MobileFigures implements FigureSource {
    private static final FigureDefinition WINDOWS =
            FigureDefinition.count("VEHICLE_WINDOWS", "流动服务车综合窗口数", "Windows on board of vehicles", CountedUnit.WINDOW);
    private static final FigureDefinition TOWNS = FigureDefinition.count(
            "VEHICLE_TOWNS", "流动服务车到达镇街数", "Towns the vehicle came to", CountedUnit.TOWN, Cut.PERIOD, Cut.REGION);
    private static final FigureDefinition VILLAGES = FigureDefinition.count(
            "VEHICLE_VILLAGES",
            "流动服务车到达村（社区）数",
            "Villages the vehicle came to",
            CountedUnit.VILLAGE,
            Cut.PERIOD,
            Cut.REGION);
    private static final FigureDefinition FILES = FigureDefinition.count(
            "VEHICLE_FILES", "流动服务车接收申请数", "Files handed in on the vehicle", CountedUnit.FILE, Cut.PERIOD, Cut.REGION);
    private static final FigureDefinition CASES = FigureDefinition.count(
            "VEHICLE_CASES", "流动服务车接收办件数", "Cases handed in on the vehicle", CountedUnit.CASE, Cut.PERIOD, Cut.REGION);

    private static final FigureDefinition FINISHED = FigureDefinition.count(
            "VEHICLE_CASES_FINISHED",
            "流动服务车办结件数",
            "Cases handed in on the vehicle and finished since",
            CountedUnit.CASE,
            Cut.PERIOD,
            Cut.REGION);

    private final JdbcClient jdbc;

    MobileFigures(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<FigureDefinition> definitions() {
        return List.of(WINDOWS, TOWNS, VILLAGES, FILES, CASES, FINISHED);
    }

    @Override
    public List<Figure> count(FigureQuery query) {
        return jdbc.sql("""
                SELECT (SELECT count(DISTINCT w) FROM vehicle v, unnest(v.window_codes) AS w) AS windows,
                       count(DISTINCT s.town_code) AS towns,
                       count(DISTINCT s.village_code) AS villages,
                       coalesce(sum(o.files), 0)::bigint AS files,
                       coalesce(sum(o.cases), 0)::bigint AS cases,
                       coalesce(sum(o.finished), 0)::bigint AS finished
                  FROM vehicle_stop s
                  LEFT JOIN LATERAL (
                           SELECT count(*) AS files, sum(c.cases) AS cases,
                                  sum(c.cases) FILTER (WHERE f.receipt_number IS NOT NULL) AS finished
                             FROM vehicle_operation h
                             LEFT JOIN file_progress f ON f.receipt_number = h.receipt_number
                             JOIN LATERAL (SELECT count(*) AS cases
                                             FROM application_case ac
                                            WHERE ac.receipt_number = h.receipt_number) c ON true
                            WHERE h.stop_id = s.id AND h.kind = 'HAND_IN') o ON true
                 WHERE s.started_at >= :start AND s.started_at < :end
                   AND starts_with(coalesce(s.village_code, s.town_code), :prefix)
                """)
                .param("start", query.start().atOffset(ZoneOffset.UTC))
                .param("end", query.end().atOffset(ZoneOffset.UTC))
                .param("prefix", query.regionPrefix())
                .query((row, _) -> List.of(
                        WINDOWS.of(row.getLong("windows")),
                        TOWNS.of(row.getLong("towns")),
                        VILLAGES.of(row.getLong("villages")),
                        FILES.of(row.getLong("files")),
                        CASES.of(row.getLong("cases")),
                        FINISHED.of(row.getLong("finished"))))
                .single();
    }
}
